"""Sentences on what changed most between two editions."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from woonanalyse.kern.beeld.woorden import hoe_geteld
from woonanalyse.kern.getal import aantal, hoeveel, opsomming
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
    wijze = str(deel["rekenwijze"].iloc[0]).split(", ", 1)[0]
    return f"Volgens {wijze} {' en '.join(delen)}{open_}."


def anders_geteld(toen: Sequence[str], nu: Sequence[str], namen: tuple[str, str]) -> str:
    """That hard plans were counted in another way in each of two editions (`namen`): `toen` and `nu` how, of
    every municipality. Empty where both count alike."""
    hoe = [sorted({hoe_geteld(een) for een in deel}) for deel in (toen, nu)]
    if hoe[0] == hoe[1] or not all(hoe):
        return ""
    delen = [f"in editie {wie} {opsomming(deel)}" for wie, deel in zip(namen, hoe, strict=True)]
    return (
        f"De harde plannen zijn anders geteld ({', '.join(delen)}): hun verschil is niet te geven."
    )


def _meeste(deel: pd.DataFrame) -> str:
    """The largest differences of `deel`, of one sign, the largest first."""
    rijen = [(abs(int(rij.hard_verschil)), str(rij.gemeente)) for rij in per_rij(deel)]
    rijen.sort(key=lambda paar: (-paar[0], paar[1]))
    (eerste, wie), *rest = rijen[:HOOGSTENS] or [(0, "")]
    delen = [f"{wie} ({hoeveel(eerste, 'woning', 'woningen')})"]
    return opsomming([*delen, *(f"{wie} ({aantal(wat)})" for wat, wie in rest)]) if rijen else ""
