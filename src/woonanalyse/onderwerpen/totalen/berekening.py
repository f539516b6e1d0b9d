"""The table of this subject, from an edition's dossier."""

from __future__ import annotations

import pandas as pd

from woonanalyse.onderwerpen.bereken import bereken_een
from woonanalyse.onderwerpen.dossier import Dossier, Uit
from woonanalyse.onderwerpen.totalen.model import KOLOMMEN, totaaltabel


def totalen(dossier: Dossier, uit: Uit) -> pd.DataFrame:
    """The totals of the region."""
    editie = dossier.editie
    assert editie.totalen is not None
    return totaaltabel(editie.totalen, editie.naam, dossier.regio.naam)


def totalen_of_geen(dossier: Dossier) -> pd.DataFrame:
    """The same, without rows where the edition has no such totals."""
    if dossier.editie.totalen is None:
        return pd.DataFrame(columns=KOLOMMEN)
    return bereken_een(dossier, "totalen")
