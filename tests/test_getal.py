"""Numbers and dates as a Dutch reader writes them."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from woonanalyse.kern.getal import aantal, afgerond, band, datum, opsomming, procent, reeks, rond


@pytest.mark.parametrize(
    ("waarde", "tekst"),
    [
        (0, "0"),
        (999, "999"),
        (1234, "1.234"),
        (-1234, "−1.234"),
        (-5, "−5"),
        (1234567, "1.234.567"),
        (None, "onbekend"),
        (pd.NA, "onbekend"),
        (float("nan"), "onbekend"),
    ],
)
def test_whole_numbers(waarde: Any, tekst: str) -> None:
    assert aantal(waarde) == tekst


@given(st.integers(-(10**9), 10**9))
def test_whole_number_reads_back(waarde: int) -> None:
    tekst = aantal(waarde)
    assert int(tekst.replace(".", "").replace("−", "-")) == waarde
    assert all(len(groep) == 3 for groep in tekst.lstrip("−").split(".")[1:])


@pytest.mark.parametrize(
    ("fractie", "decimalen", "tekst"),
    [
        (0.853, 1, "85,3%"),
        (0.8525, 1, "85,3%"),
        (0.85, 0, "85%"),
        (0.125, 0, "13%"),
        (0.145, 0, "15%"),
        (1.0, 1, "100,0%"),
        (1.00001, 1, "100,0%"),
        (12.345, 1, "1.234,5%"),
        (-0.05, 1, "−5,0%"),
        (-0.00001, 1, "0,0%"),
        (0, 1, "0,0%"),
        (None, 1, "onbekend"),
        (pd.NA, 0, "onbekend"),
    ],
)
def test_percentages(fractie: Any, decimalen: int, tekst: str) -> None:
    assert procent(fractie, decimalen) == tekst


@given(st.lists(st.none() | st.integers(-9999, 9999).map(lambda half: half / 2)))
def test_a_table_rounds_as_the_text_does(getallen: list[float | None]) -> None:
    kolom = afgerond(pd.Series(getallen, dtype="Float64"))
    assert [aantal(getal) for getal in kolom] == [rond(getal) for getal in getallen]
    assert kolom.dtype == "Int64"


@given(st.floats(-100, 100, allow_nan=False), st.integers(0, 3))
def test_percentage_rounds_half_away_from_zero(fractie: float, decimalen: int) -> None:
    tekst = procent(fractie, decimalen)
    gelezen = Decimal(tekst.replace(".", "").replace(",", ".").replace("−", "-").rstrip("%"))
    stap = Decimal(1).scaleb(-decimalen)
    assert gelezen == (Decimal(repr(fractie)) * 100).quantize(stap, ROUND_HALF_UP)


@pytest.mark.parametrize(
    ("waarde", "tekst"),
    [
        ("2017-01-01", "1 januari 2017"),
        ("2020-12-31", "31 december 2020"),
        ("2015-12", "december 2015"),
        ("2021", "2021"),
        (date(2017, 3, 9), "9 maart 2017"),
        (None, "onbekend"),
    ],
)
def test_dates(waarde: date | str | None, tekst: str) -> None:
    assert datum(waarde) == tekst


@given(st.dates())
def test_every_date_has_a_dutch_month(dag: date) -> None:
    nummer, maand, jaar = datum(dag).split()
    assert (int(nummer), int(jaar)) == (dag.day, dag.year)
    assert maand.isalpha() and maand.islower()


def test_bands_and_lists() -> None:
    assert reeks("5", "5") == "5"
    assert reeks("5", "7") == "5 tot 7"
    assert opsomming(["A (1, 2)", "B", "C"]) == "A (1, 2), B en C"
    assert opsomming(["A", "B, c en d", "E"]) == "A; B, c en d; en E"
    assert [opsomming(namen) for namen in ([], ["A"], ["A", "B"], ["A", "B", "C"])] == [
        "",
        "A",
        "A en B",
        "A, B en C",
    ]


@pytest.mark.parametrize(
    ("waarden", "tekst"),
    [
        ([1500, 1200], "1.200 tot 1.500"),
        ([7, 7], "7"),
        ([0], "0"),
        ([1, None], "onbekend"),
        ([], "onbekend"),
    ],
)
def test_band_of_a_column(waarden: list[int | None], tekst: str) -> None:
    assert band(pd.Series(waarden, dtype="Int64"), aantal) == tekst


@pytest.mark.parametrize(
    ("waarde", "tekst"),
    [
        (176.5, "177"),
        (177.5, "178"),
        (0.5, "1"),
        (-2.5, "−3"),
        (1234.4, "1.234"),
        (pd.NA, "onbekend"),
    ],
)
def test_half_a_number_rounds_up(waarde: Any, tekst: str) -> None:
    assert rond(waarde) == tekst
