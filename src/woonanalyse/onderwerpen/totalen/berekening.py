"""The table of this subject, from an edition's dossier."""

from __future__ import annotations

import pandas as pd

from woonanalyse.onderwerpen.dossier import Dossier, Uit
from woonanalyse.onderwerpen.totalen.model import totaaltabel


def totalen(dossier: Dossier, uit: Uit) -> pd.DataFrame:
    """The totals of the region."""
    editie = dossier.editie
    assert editie.totalen is not None
    return totaaltabel(editie.totalen, editie.naam, dossier.regio.naam)
