"""Dates as registers give them: a day, or a month or year of which the day is not known."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from woonanalyse.kern.afspraak import Afspraak
from woonanalyse.kern.dagen import eerste_dag, laatste_dag, plus_maanden
from woonanalyse.kern.getal import datum


class Tijd(NamedTuple):
    """The first and the last day something can have been on."""

    vroegst: date
    laatst: date

    @property
    def exact(self) -> bool:
        """Whether the day is known."""
        return self.vroegst == self.laatst


def tijd(tekst: str) -> Tijd:
    """2017, 2017-04 or 2017-04-20 as the days it covers."""
    return Tijd(eerste_dag(tekst), laatste_dag(tekst))


def maanden_tussen(van: date, tot: date) -> float:
    """Months from `van` to `tot`, exact at whole months: 24.0 on the day, above it one day later."""
    heel = (tot.year - van.year) * 12 + tot.month - van.month
    if plus_maanden(van, heel) > tot:
        heel -= 1
    begin, eind = plus_maanden(van, heel), plus_maanden(van, heel + 1)
    return round(heel + (tot - begin).days / (eind - begin).days, 2)


def termijn_in_maanden(afspraak: Afspraak) -> int:
    """The norm of an agreement on a term, in months."""
    return int(afspraak["norm"]) * (12 if afspraak["eenheid"] == "jaar" else 1)


def in_woorden(moment: Tijd | date | str) -> str:
    """A date for a reader, no more exact than it is known: 20 april 2017, april 2017, 2017."""
    if not isinstance(moment, Tijd):
        return datum(moment)
    van, tot = moment
    bekend = 10 if van == tot else 7 if van.month == tot.month else 4
    return datum(van.isoformat()[:bekend])
