"""Norms of a proposal: which end of the band, what takes nothing back, and where there is no norm."""

from __future__ import annotations

import pandas as pd
import pytest

from woonanalyse.onderwerpen.strategie.normen import (
    GEBIEDKOLOMMEN,
    LEDENKOLOMMEN,
    kanten,
    normrijen,
)


def _gebieden(*rijen: tuple[object, ...]) -> pd.DataFrame:
    return pd.DataFrame(rijen, columns=GEBIEDKOLOMMEN).astype(
        {"behoefte_laag": "Int64", "behoefte_hoog": "Int64"}
    )


def _leden(*rijen: tuple[object, ...]) -> pd.DataFrame:
    return pd.DataFrame(rijen, columns=LEDENKOLOMMEN).astype({"hard": "Int64"})


@pytest.mark.parametrize(
    ("voorwaarden", "laag", "hoog"),
    [
        ("vervuld", 120, 120),
        ("niet vervuld", 100, 100),
        ("n.v.t.", 100, 100),
        ("onbekend", 100, 120),
    ],
)
def test_the_conditions_choose_the_end_of_the_band(voorwaarden: str, laag: int, hoog: int) -> None:
    gebieden = _gebieden(("A", 100, 120, "buiten", voorwaarden))
    leden = _leden(("A", "A", 150))
    for kant, tot in (("laag", laag), ("hoog", hoog)):
        frame, zonder = normrijen("hoogstens", gebieden, leden, kant, hoogstens=1.0)
        assert frame["hoog"].tolist() == [tot]
        assert zonder.empty
    assert kanten(gebieden) == (["laag", "hoog"] if voorwaarden == "onbekend" else ["laag"])


@pytest.mark.parametrize(
    ("oordeel", "tot"),
    [("buiten", 100), ("op de grens", 110), ("op de norm", 110), ("binnen", 100)],
)
def test_what_cannot_be_told_from_the_norm_takes_nothing_back(oordeel: str, tot: int) -> None:
    frame, _ = normrijen(
        "hoogstens",
        _gebieden(("A", 100, 120, oordeel, "onbekend")),
        _leden(("A", "A", 110)),
        "laag",
        hoogstens=1.0,
    )
    assert frame["hoog"].tolist() == [tot]


def test_a_coupled_area_counts_all_its_members_and_is_unknown_with_one_of_them() -> None:
    gebieden = _gebieden(
        ("noord", 301, 400, "buiten", "vervuld"), ("zuid", 50, 60, "buiten", "vervuld")
    )
    leden = _leden(
        ("noord", "A", 210), ("noord", "B", 300), ("zuid", "C", 80), ("zuid", "D", pd.NA)
    )
    frame, zonder = normrijen("band", gebieden, leden, "laag", hoogstens=1.0, ten_minste=0.501)
    assert frame["gemeentecode"].tolist() == ["A", "B"]
    assert frame["laag"].tolist() == [201, 201]
    assert zonder["gebied"].tolist() == ["zuid"]


def test_without_a_need_for_the_window_there_is_no_norm_and_it_says_so() -> None:
    frame, zonder = normrijen(
        "rollend",
        _gebieden(("A", pd.NA, pd.NA, "buiten", "vervuld")),
        _leden(("A", "A", 80)),
        "laag",
        hoogstens=1.0,
    )
    assert frame.empty
    assert zonder.values.tolist() == [
        ["A", "de behoefte over de jaren van de norm is niet bekend: de norm geldt hier niet"]
    ]
