"""The borders of the judgement: exactly the norm is within, one dwelling more is not."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pandas as pd
import pytest
from hulp import balans_van, vervang
from hypothesis import given
from hypothesis import strategies as st
from invoerbouw import ERBIJ, KOP, een

from woonanalyse.kern.oordeel import dekking, oordeel
from woonanalyse.onderwerpen.balans.model import balans
from woonanalyse.onderwerpen.editielezer import lees_editie


def oordeel_van(behoefte: int | tuple[int, int], hard: int, norm: float = 1.0) -> str:
    oordelen = set(balans(een(behoefte, hard), KOP, ERBIJ, norm)["oordeel"])
    assert len(oordelen) == 1
    return oordelen.pop()


@given(st.integers(1, 100_000))
def test_exactly_the_norm_is_within_and_one_more_is_not(behoefte: int) -> None:
    assert oordeel_van(behoefte, behoefte) == "binnen"
    assert oordeel_van(behoefte, behoefte + 1) == "buiten"


@pytest.mark.parametrize(
    ("hard", "verwacht"),
    [
        (0, "binnen"),
        (99, "binnen"),
        (100, "binnen"),
        (101, "op de grens"),
        (120, "op de grens"),
        (121, "buiten"),
    ],
)
def test_band(hard: int, verwacht: str) -> None:
    assert oordeel_van((100, 120), hard) == verwacht


@given(st.integers(1, 2000), st.integers(0, 2000), st.integers(0, 6000), st.integers(50, 250))
def test_judgement_follows_exact_fractions(laag: int, breed: int, hard: int, norm: int) -> None:
    """Against exact arithmetic, also for norms that no binary fraction holds (such as 1.1)."""
    hoogste, laagste = Fraction(hard, laag), Fraction(hard, laag + breed)
    grens = Fraction(norm, 100)
    verwacht = "binnen" if hoogste <= grens else "buiten" if laagste > grens else "op de grens"
    assert oordeel_van((laag, laag + breed), hard, norm / 100) == verwacht


def test_groups_are_judged_apart() -> None:
    waarden = pd.Series([1.2, 1.1, 0.9, 1.1, 0.5, None], dtype="Float64")
    groep = pd.Series(["a", "a", "b", "b", "c", "c"])
    assert list(oordeel(waarden, groep, 1.0)) == [
        *["buiten"] * 2,
        *["op de grens"] * 2,
        *["onbekend"] * 2,
    ]


def test_ratio_of_nothing_is_unknown() -> None:
    capaciteit = pd.Series([10, 10, 10, None], dtype="Int64")
    behoefte = pd.Series([20, 0, None, 20], dtype="Int64")
    uitkomst = dekking(capaciteit, behoefte)
    assert uitkomst.iloc[0] == 0.5
    assert uitkomst.iloc[1:].isna().all()
    assert str(uitkomst.dtype) == "Float64"


@pytest.mark.parametrize(
    ("norm", "wie", "was", "wordt"),
    [
        ("2.4", "Borne", "buiten", "binnen"),
        ("2.36", "Hellendoorn", "buiten", "op de grens"),
        ("0.35", "Tubbergen", "binnen", "op de grens"),
        ("0.3", "Tubbergen", "binnen", "buiten"),
    ],
)
def test_norm_in_the_data_decides(project: Path, norm: str, wie: str, was: str, wordt: str) -> None:
    def kijk() -> str:
        uitkomst = balans_van(lees_editie(project, "2017"))
        return str(uitkomst.set_index("gemeente").loc[wie, "oordeel"].iloc[0])

    assert kijk() == was
    vervang(
        project / "data/afspraken.yml",
        "soort: maximum\n  norm: 1.0",
        f"soort: maximum\n  norm: {norm}",
    )
    assert kijk() == wordt
