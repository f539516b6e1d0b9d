"""The finding of each figure as one sentence made from its data: what its caption begins with."""

from __future__ import annotations

import pandas as pd

from woonanalyse.kern.getal import aantal


def terugweg(boven: pd.DataFrame, pad: pd.DataFrame) -> str:
    """How much is above the norm at the lowest need, together, and of how many that is unknown; `boven` of
    beeld.boven, from `pad`."""
    if boven.empty:
        return "Van geen gemeente is bekend dat zij boven de norm ligt."
    meeste = boven.groupby("gemeentecode")["boven_norm"].max()
    waar = "1 gemeente" if len(meeste) == 1 else f"{len(meeste)} gemeenten samen"
    zonder = boven.loc[boven["hersteldatum"].isna(), "gemeentecode"].nunique()
    voor = "" if zonder == len(meeste) else f"voor {zonder} daarvan "
    slot = (
        f"; {voor}{'is de hersteldatum' if voor else 'de hersteldatum is'} onbekend"
        if zonder
        else ""
    )
    laagste = "bij de laagste behoefte " if (boven.groupby("gemeentecode").size() > 1).any() else ""
    hoeveel = f"{laagste}{aantal(meeste.sum())} woningen in harde plannen boven de norm"
    return f"In {waar} liggen {hoeveel}{_onbekend(pad)}{slot}."


def terugweg_kop(boven: pd.DataFrame, pad: pd.DataFrame) -> str:
    """The heading: how much is above the norm at the lowest need, together, and of how many that is unknown;
    `boven` of beeld.boven, from `pad`."""
    if boven.empty:
        return "Terug naar de norm"
    meeste = boven.groupby("gemeentecode")["boven_norm"].max()
    waar = "1 gemeente" if len(meeste) == 1 else f"{len(meeste)} gemeenten"
    laagste = " bij de laagste behoefte" if (boven.groupby("gemeentecode").size() > 1).any() else ""
    hoeveel = f"{aantal(meeste.sum())} woningen in harde plannen{laagste}"
    return f"Boven de norm: {hoeveel}, in {waar}{_onbekend(pad)}"


def _onbekend(pad: pd.DataFrame) -> str:
    """Of how many municipalities it is unknown whether they are above the norm, after a space; empty where
    of none."""
    zonder = pad.loc[pad["boven_norm"].isna(), "gemeentecode"].nunique()
    return f" (van {zonder} van de {pad['gemeentecode'].nunique()} onbekend)" if zonder else ""
