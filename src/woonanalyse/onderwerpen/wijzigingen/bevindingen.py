"""The finding of each figure as one sentence made from its data: what its caption begins with."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from woonanalyse.kern.beeld.woorden import (
    ligt,
    van_onbekend,
)
from woonanalyse.kern.getal import hoofdletter


def edities(deel: pd.DataFrame, toen: Sequence[str], nu: Sequence[str], vergelijkbaar: bool) -> str:
    """Who was above the norm in both editions; `deel` by one definition, names above the norm in each."""
    if not vergelijkbaar or deel["dekking_verschil"].isna().all():
        return "De twee edities zijn niet met dezelfde rekenwijze te vergelijken: de verhouding is onbekend."
    leden = deel.drop_duplicates("gemeentecode")
    weg = deel.loc[deel["dekking_verschil"].isna(), "gemeentecode"].nunique()
    samen = [naam for naam in leden["gemeente"] if naam in set(toen) & set(nu)]
    wie = ligt(sorted(samen), len(leden), "lag", "lagen") if samen else "geen gemeente lag"
    wijze = deel["rekenwijze"].iloc[0]
    return f"{hoofdletter(wie)} in beide edities boven de norm, volgens {wijze}{van_onbekend(weg)}."
