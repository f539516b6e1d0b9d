"""Projection of hard plans: the sums, and the test on what was published later."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from woonanalyse.onderwerpen.strategie.overzicht import boven_de_norm
from woonanalyse.onderwerpen.strategie.projectie import (
    projecteer,
    tempo,
    toets,
    toets_samen,
    werkelijk,
)

VAST = {"aandeel_hard": {"laag": 1.0, "hoog": 1.0}, "verhard": {"laag": 0.0, "hoog": 0.0}}


def _voorraad(jaren: dict[str, dict[int, int]]) -> pd.DataFrame:
    rijen = [(code, jaar, n) for code, per in jaren.items() for jaar, n in per.items()]
    return pd.DataFrame(rijen, columns=["gemeentecode", "jaar", "nieuwbouw"]).astype(
        {"nieuwbouw": "Int64"}
    )


def _hard(**hard: int | None) -> pd.DataFrame:
    return pd.DataFrame(hard.items(), columns=["gemeentecode", "hard"]).astype({"hard": "Int64"})


def test_hard_is_less_by_what_was_built_and_withdrawn() -> None:
    bouw = werkelijk(_voorraad({"A": {2017: 10, 2018: 30}}), 2017, 2018)
    uit = projecteer(_hard(A=100), bouw, 2, VAST, {"A": 25}).iloc[0]
    assert (uit.gebouwd_laag, uit.hard_laag, uit.hard_hoog) == (40, 35, 35)


def test_the_pace_of_then_is_a_range_and_unknown_with_a_year_missing() -> None:
    voorraad = _voorraad({"A": {2015: 10, 2016: 30}, "B": {2016: 5}})
    per = tempo(voorraad, 2015, 2016).set_index("gemeentecode")
    assert per.loc["A"].tolist() == [10, 30]
    assert per.loc["B"].isna().all()
    uit = projecteer(_hard(A=100, B=50, C=10), per.reset_index(), 1, VAST, {})
    assert uit["hard_laag"].tolist()[0] == 70
    assert uit["hard_hoog"].tolist()[0] == 90
    assert uit["hard_laag"].isna().tolist() == [False, True, True]


@given(
    st.lists(st.integers(0, 900), min_size=1, max_size=4),
    st.integers(0, 4),
    st.floats(0, 1),
    st.integers(0, 300),
)
def test_the_ends_are_in_order_and_never_below_nothing(
    hard: list[int], jaren: int, aandeel: float, eraf: int
) -> None:
    codes = [f"G{nummer}" for nummer in range(len(hard))]
    bouw = pd.DataFrame({"gemeentecode": codes, "laag": 10, "hoog": 60})
    parameters = {
        "aandeel_hard": {"laag": aandeel, "hoog": 1.0},
        "verhard": {"laag": 0.0, "hoog": 0.1},
    }
    uit = projecteer(
        _hard(**dict(zip(codes, hard, strict=True))), bouw, jaren, parameters, {codes[0]: eraf}
    )
    assert (uit["hard_laag"] <= uit["hard_hoog"]).all()
    assert (uit["hard_laag"] >= 0).all()
    if jaren == 0:
        assert uit["hard_laag"].tolist()[1:] == hard[1:]


def test_a_miss_is_counted_from_the_nearest_end() -> None:
    bouw = pd.DataFrame({"gemeentecode": ["A", "B", "C"], "laag": 10, "hoog": 20})
    uit = projecteer(_hard(A=100, B=100, C=100), bouw, 1, VAST, {})
    naast = toets(uit, {"A": 85, "B": 95}).set_index("gebied")["mis"]
    assert naast.loc[["A", "B"]].tolist() == [0, 5]
    assert pd.isna(naast["C"])
    assert toets_samen(uit, "samen", 230)["mis"].tolist() == [-10]


def test_one_unknown_municipality_makes_the_whole_unknown() -> None:
    bouw = pd.DataFrame({"gemeentecode": ["A"], "laag": 10, "hoog": 20})
    uit = projecteer(_hard(A=100, B=100), bouw, 1, VAST, {})
    assert toets_samen(uit, "samen", 100)["mis"].isna().all()


@pytest.mark.parametrize(
    ("behoefte", "te_veel", "direct"), [(465, 145, 85), (565, 45, 0), (700, 0, 0)]
)
def test_an_excess_lies_in_direct_titles_beyond_what_is_to_be_elaborated(
    behoefte: int, te_veel: int, direct: int
) -> None:
    leden = pd.DataFrame(
        [("A", behoefte, behoefte, 610, 60)],
        columns=["gemeentecode", "behoefte_laag", "behoefte_hoog", "hard", "hard_uitwerk"],
    )
    uit = boven_de_norm(leden, 1.0).iloc[0]
    assert (uit.te_veel_laag, uit.direct_laag) == (te_veel, direct)
