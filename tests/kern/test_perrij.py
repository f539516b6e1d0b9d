"""Rows one by one, as pandas gives them."""

from __future__ import annotations

import pandas as pd
import pytest
from hulp import dossier

from woonanalyse.kern.perrij import per_rij

FRAMES = [
    *dossier("2017").editie.feiten.values(),
    dossier("2017").editie.invoer,
    pd.DataFrame({"a": []}),
    pd.DataFrame({"a": [1, 2], "b": [None, pd.NA], "c d": [1.5, float("nan")]}, index=["x", "y"]),
    pd.DataFrame({"dag": pd.to_datetime(["2017-01-01"]), "ja": [True]}),
]


@pytest.mark.parametrize("nr", range(len(FRAMES)))
def test_rows_are_those_of_pandas(nr: int) -> None:
    verwacht = [rij._asdict() for rij in FRAMES[nr].itertuples()]
    gekregen = [rij._asdict() for rij in per_rij(FRAMES[nr])]
    assert repr(gekregen) == repr(verwacht)
    soorten = [[type(cel) for cel in rij.values()] for rij in gekregen]
    assert soorten == [[type(cel) for cel in rij.values()] for rij in verwacht]
