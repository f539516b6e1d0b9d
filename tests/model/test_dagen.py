"""Dates known to the year, the month or the day."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from woonanalyse.kern.dagen import eerste_dag, jaren_tussen, laatste_dag, midden


@pytest.mark.parametrize(
    ("tekst", "eerste", "in_het_midden", "laatste"),
    [
        ("2019", "2019-01-01", "2019-07-02", "2019-12-31"),
        ("2020", "2020-01-01", "2020-07-01", "2020-12-31"),
        ("2020-02", "2020-02-01", "2020-02-15", "2020-02-29"),
        ("2020-07", "2020-07-01", "2020-07-16", "2020-07-31"),
        ("2020-07-24", "2020-07-24", "2020-07-24", "2020-07-24"),
    ],
)
def test_first_middle_last(tekst: str, eerste: str, in_het_midden: str, laatste: str) -> None:
    gevonden = [dag.isoformat() for dag in (eerste_dag(tekst), midden(tekst), laatste_dag(tekst))]
    assert gevonden == [eerste, in_het_midden, laatste]


def test_years_between() -> None:
    assert jaren_tussen(date(2020, 1, 1), date(2024, 1, 1)) == 1461 / 365.25 == 4
    assert jaren_tussen(date(2020, 1, 2), date(2020, 1, 1)) == -1 / 365.25


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_a_day_lies_in_its_month_and_year(dag: date) -> None:
    for tekst in (dag.isoformat()[:4], dag.isoformat()[:7], dag.isoformat()):
        assert eerste_dag(tekst) <= dag <= laatste_dag(tekst)
        assert eerste_dag(tekst) <= midden(tekst) <= laatste_dag(tekst)
