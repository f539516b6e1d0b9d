"""An edition is adopted when every college decided, and not a day before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, cast

import pandas as pd
import pytest
from afspraken.afsprakenhulp import register
from invoerbouw import opzet

from woonanalyse.afspraken.besluit import besloten_op, genomen
from woonanalyse.kern.afspraak import Afspraak

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


GEVRAAGD = {"artikel": 12, "register": "besluiten", "soort": "vastlegging", "bewijs": "visie"}
KENT = {"partij": "GM0001", "soort": "visie", "editie": "2017", "datum": "2017-03-01"}


def is_genomen(
    afspraak: dict[str, Any], naam: str, *rijen: dict[str, Any], partij: str = "GM0001", **kop: Any
) -> bool:
    deze = replace(KOP, **{"stand_per": "2017-12-31", "rapportdatum": "2018-06-30", **kop})
    frame = register(naam, *rijen)
    frame.index = [f"{naam}.csv:{nr + 2}" for nr in range(len(frame))]
    return genomen(cast(Afspraak, afspraak), {naam: frame}, deze, partij)


@pytest.mark.parametrize(
    ("anders", "wel"),
    [
        ({}, True),
        ({"partij": "GM0002"}, False),
        ({"soort": "nota"}, False),
        ({"status": "document"}, False),
        ({"editie": "2015"}, False),
        ({"editie": "2015", "datum": "2017-12-31"}, False),
        ({"editie": "2015", "datum": "2018-01-01"}, True),
        ({"editie": "2015", "datum": "2018"}, False),
        ({"datum": "2018-06-30"}, True),
        ({"datum": "2018-07-01"}, False),
        ({"datum": "2018-06"}, True),
        ({"datum": "2018-07"}, False),
    ],
)
def test_a_decision_asked_for_counts_for_this_edition_or_from_after_the_registers(
    anders: dict[str, Any], wel: bool
) -> None:
    """Up to the day of the report; a date known to the month counts when the month is over."""
    assert is_genomen(GEVRAAGD, "besluiten", {**KENT, **anders}) is wel
    ander = {**KENT, "partij": "GM0002"}
    assert is_genomen(GEVRAAGD, "besluiten", ander, {**KENT, **anders}, ander) is wel


def test_without_a_row_nothing_was_decided() -> None:
    assert is_genomen(GEVRAAGD, "besluiten") is False
    assert is_genomen({"register": "termijnen", "soort": "termijn"}, "termijnen") is False


TERMIJN = {"artikel": 15, "register": "termijnen", "soort": "termijn"}
MAXIMUM = {"artikel": 13, "register": "balans", "soort": "maximum"}
BEGIN = {"partij": "GM0001", "datum": "2017-05-01", "termijn_start": "2017-06-01"}
BOVENKANT = {"partij": "GM0001", "datum": "2017-05-01", "bovenkant_onderbouwd": "ja"}


@pytest.mark.parametrize(
    ("afspraak", "rij", "wel"),
    [
        (TERMIJN, BEGIN, True),
        (TERMIJN, {**BEGIN, "editie": "2017"}, True),
        (TERMIJN, {**BEGIN, "editie": "2015"}, False),
        (TERMIJN, {**BEGIN, "partij": "GM0002"}, False),
        (TERMIJN, {**BEGIN, "termijn_start": ""}, False),
        (TERMIJN, {**BEGIN, "datum": "2018-07-01"}, False),
        (TERMIJN, BOVENKANT, False),
        (MAXIMUM, BOVENKANT, True),
        (MAXIMUM, {**BOVENKANT, "bovenkant_onderbouwd": "nee"}, True),
        (MAXIMUM, BEGIN, False),
        ({"register": "voortgang", "soort": "frequentie"}, {**BEGIN, **BOVENKANT}, False),
        ({"soort": "bevoegdheid"}, {**BEGIN, **BOVENKANT}, False),
    ],
)
def test_of_a_term_its_begin_and_of_a_maximum_whether_the_top_may_be_used(
    afspraak: dict[str, Any], rij: dict[str, Any], wel: bool
) -> None:
    assert is_genomen(afspraak, "termijnen", rij) is wel
    ander = {**BEGIN, **BOVENKANT, "partij": "GM0002"}
    assert is_genomen(afspraak, "termijnen", rij, ander) is wel
