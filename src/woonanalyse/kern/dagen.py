"""Days: of dates known to the year, the month or the day (ISO 8601 text), and the time between them."""

from __future__ import annotations

import calendar
from datetime import date

DAGEN_PER_JAAR = 365.25


def eerste_dag(tekst: str) -> date:
    """The first day of a year (2020), month (2020-09) or day."""
    delen = [int(deel) for deel in tekst.split("-")]
    return date(delen[0], delen[1] if len(delen) > 1 else 1, delen[2] if len(delen) > 2 else 1)


def laatste_dag(tekst: str) -> date:
    """The last day of a year (2020), month (2020-09) or day."""
    delen = [int(deel) for deel in tekst.split("-")]
    jaar, maand = delen[0], delen[1] if len(delen) > 1 else 12
    return date(jaar, maand, delen[2] if len(delen) > 2 else calendar.monthrange(jaar, maand)[1])


def midden(tekst: str) -> date:
    """The day in the middle of a year, month or day."""
    eerste = eerste_dag(tekst)
    return eerste + (laatste_dag(tekst) - eerste) // 2


def plus_maanden(dag: date, maanden: int) -> date:
    """The same day `maanden` later; the last day of that month where it has no such day.

    So Regulation (EEG) 1182/71, art. 3(2)(c), reads terms in months and years.
    """
    jaar, maand = divmod(dag.year * 12 + dag.month - 1 + maanden, 12)
    return date(jaar, maand + 1, min(dag.day, calendar.monthrange(jaar, maand + 1)[1]))


def jaren_tussen(van: date, tot: date) -> float:
    """Time from `van` to `tot` in years of 365.25 days; negative when `tot` is earlier."""
    return (tot - van).days / DAGEN_PER_JAAR
