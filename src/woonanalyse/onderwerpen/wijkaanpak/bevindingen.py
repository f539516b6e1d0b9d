"""The finding of each figure as one sentence made from its data: what its caption begins with."""

from __future__ import annotations

import pandas as pd

from woonanalyse.kern.beeld.woorden import (
    deel_van,
    van_onbekend,
)
from woonanalyse.kern.getal import aantal, datum


def wijkpad(geteld: pd.DataFrame, doelen: pd.DataFrame, provincie: str) -> str:
    """The last count beside the target that is judged."""
    doel = "; ".join(
        f"het doel is {aantal(d.doel)} op {datum(d.datum)}"
        for d in doelen[doelen["beoordeeld"].astype(bool)].itertuples()
    )
    if geteld.empty:
        begin = f"Hoeveel wijkaanpakken er in {provincie} zijn gestart, is onbekend"
    else:
        laatste = geteld.sort_values("peildatum").iloc[-1]
        circa = "ongeveer " if laatste["circa"] else ""
        wat = f"{circa}{aantal(laatste['gestart'])} gestarte wijkaanpakken"
        begin = f"{provincie} telde {wat} in {datum(laatste['peildatum'])}"
    return f"{begin}; {doel}." if doel else f"{begin}."


def wijken(per_gemeente: pd.DataFrame) -> str:
    """In how many municipalities the register knows a district that started."""
    weg = int(per_gemeente["niet_gestart"].isna().sum())
    if weg == len(per_gemeente):
        return "Het register kent van geen gemeente een wijk."
    zonder = int(per_gemeente["gestart"].isna().sum())
    met = int((per_gemeente["gestart"] > 0).fillna(False).sum())
    waar = deel_van(met, len(per_gemeente))
    return f"In {waar} is volgens het register een wijkaanpak gestart{van_onbekend(zonder)}."
