"""Dates that are known to the year, the month or the day (ISO 8601 text): first, last and middle day."""

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


def jaren_tussen(van: date, tot: date) -> float:
    """Time from `van` to `tot` in years of 365.25 days; negative when `tot` is earlier."""
    return (tot - van).days / DAGEN_PER_JAAR
