"""The table of this subject, from an edition's dossier."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from woonanalyse.onderwerpen.dossier import Dossier
from woonanalyse.onderwerpen.gebouwd.model import bouwjaren, naast_elkaar, per_periode


def gebouwd(dossier: Dossier, uit: Callable[[str], pd.DataFrame]) -> pd.DataFrame:
    """Need and hard plans beside what was built and demolished since the reference date."""
    assert dossier.plannen is not None
    voorraad = dossier.plannen.voorraad
    jaren = bouwjaren(dossier.editie.kop, voorraad)
    return naast_elkaar(uit("balans_kaal"), per_periode(voorraad, *jaren))
