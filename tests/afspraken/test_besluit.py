"""An edition is adopted when every college decided, and not a day before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from invoerbouw import opzet

from woonanalyse.afspraken.besluit import besloten_op

LEDEN = pd.DataFrame({"gemeentecode": ["GM0001", "GM0002"]})
KOP = opzet(stand_per="2017-12-31")
Rij = tuple[str, str, str, str]
ALLE: list[Rij] = [
    ("GS", "2017", "besluit", "2017-04-18"),
    ("GM0001", "2017", "besluit", "2017-05-02"),
    ("GM0002", "2017", "besluit", "2017-04-25"),
]


def besloten(*rijen: Rij, stand: str = "2017-12-31") -> date | None:
    register = pd.DataFrame(rijen, columns=["partij", "editie", "status", "datum"])
    return besloten_op({"besluiten": register}, LEDEN, replace(KOP, stand_per=stand))


def test_the_last_college_decides_the_day() -> None:
    assert besloten(*ALLE) == date(2017, 5, 2)
    assert besloten(*ALLE[::-1]) == date(2017, 5, 2)


@pytest.mark.parametrize("weg", range(3))
def test_one_college_missing_is_no_decision(weg: int) -> None:
    assert besloten(*(rij for nr, rij in enumerate(ALLE) if nr != weg)) is None
    assert besloten() is None


@pytest.mark.parametrize(("stand", "besluit"), [("2017-05-02", True), ("2017-05-01", False)])
def test_a_decision_counts_from_its_day(stand: str, besluit: bool) -> None:
    assert (besloten(*ALLE, stand=stand) is not None) is besluit


def test_a_month_counts_from_its_last_day() -> None:
    maand = ("GM0001", "2017", "besluit", "2017-05")
    assert besloten(ALLE[0], maand, ALLE[2]) == date(2017, 5, 31)
    assert besloten(ALLE[0], maand, ALLE[2], stand="2017-05-30") is None


@pytest.mark.parametrize(
    "rij",
    [("GM0001", "2015", "besluit", "2017-05-02"), ("GM0001", "2017", "document", "2017-05-02")],
)
def test_another_edition_or_a_document_is_no_decision(rij: Rij) -> None:
    assert besloten(ALLE[0], rij, ALLE[2]) is None


def test_a_second_decision_does_not_move_the_first() -> None:
    assert besloten(*ALLE, ("GS", "2017", "besluit", "2017-11-01")) == date(2017, 5, 2)
