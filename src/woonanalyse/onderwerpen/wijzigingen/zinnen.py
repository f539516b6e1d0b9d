"""Sentences on what changed most between two editions."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from woonanalyse.kern.getal import hoeveel, opsomming
from woonanalyse.kern.perrij import per_rij

HOOGSTENS = 3
"""Municipalities that are named for each direction."""


def capaciteit(wijzigingen: pd.DataFrame, eigen: Sequence[str]) -> str:
    """Where hard capacity grew and shrank most, by the last of the definitions `eigen`; may be empty."""
    if not eigen:
        return ""
    deel = wijzigingen[wijzigingen["definitie"] == eigen[-1]].drop_duplicates("gemeentecode")
    bekend = deel[deel["hard_verschil"].notna()]
    erbij = _meeste(bekend[bekend["hard_verschil"] > 0])
    eraf = _meeste(bekend[bekend["hard_verschil"] < 0])
    wat = "zij" if erbij else "de harde plancapaciteit"
    delen = [
        *([f"nam de harde plancapaciteit het meest toe in {erbij}"] if erbij else []),
        *([f"nam {wat} het meest af in {eraf}"] if eraf else []),
    ]
    if not delen:
        return ""
    gaten = len(deel) - len(bekend)
    open_ = f" (van {hoeveel(gaten, 'gemeente', 'gemeenten')} is dat onbekend)" if gaten else ""
    return f"Volgens {deel['rekenwijze'].iloc[0]}, {' en '.join(delen)}{open_}."


def _meeste(deel: pd.DataFrame) -> str:
    """The largest differences of `deel`, of one sign, the largest first."""
    rijen = [(abs(int(rij.hard_verschil)), str(rij.gemeente)) for rij in per_rij(deel)]
    rijen.sort(key=lambda paar: (-paar[0], paar[1]))
    return opsomming(
        [f"{wie} ({hoeveel(wat, 'woning', 'woningen')})" for wat, wie in rijen[:HOOGSTENS]]
    )
