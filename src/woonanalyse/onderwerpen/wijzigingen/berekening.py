"""The table of this subject, from an edition's dossier."""

from __future__ import annotations

import pandas as pd

from woonanalyse.onderwerpen.dossier import Dossier, Uit
from woonanalyse.onderwerpen.wijzigingen import model


def wijzigingen(dossier: Dossier, uit: Uit) -> pd.DataFrame:
    """This edition beside the previous one, by every definition that both can follow."""
    toen, nu = dossier.voorganger, dossier.editie
    assert toen is not None
    return model.wijzigingen(toen.invoer, nu.invoer, toen.opzet, nu.opzet, dossier.regio.definities)
