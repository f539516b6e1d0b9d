"""The table of this subject, from an edition's dossier."""

from __future__ import annotations

import pandas as pd

from woonanalyse.onderwerpen.dossier import Dossier, Uit
from woonanalyse.onderwerpen.normen.model import normtabel


def normen(dossier: Dossier, uit: Uit) -> pd.DataFrame:
    """The norms of the edition on the day of its registers, with the made division where it was read."""
    editie, regio = dossier.editie, dossier.regio
    assert editie.normen is not None
    elk = {niveau: f"elke {niveau}" for niveau in ("gemeente", "subregio")}
    gebieden = {**elk, "regio": regio.naam, "provincie": regio.provincie}
    return normtabel(editie.normen, editie.verdeling, gebieden, editie.opzet.stand_per)
