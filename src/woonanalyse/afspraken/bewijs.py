"""Register rows that count as evidence for an agreement."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

import pandas as pd

from woonanalyse.afspraken.tijd import Tijd, tijd
from woonanalyse.afspraken.uitkomst import GEZAMENLIJK, Omgeving, Partij
from woonanalyse.kern.afspraak import Afspraak, lezing_van
from woonanalyse.kern.registers import GEMEENTEN


class Rij(NamedTuple):
    """One register row as evidence; `waarde` empty is None, `ja` is False where it says there is none."""

    partij: str
    moment: Tijd
    waarde: int | None
    bron: str
    onderwerp: str = ""
    deelnemers: str = ""

    @property
    def ja(self) -> bool:
        """Whether the row shows something; a value of 0 says that it is known there is nothing."""
        return self.waarde != 0

    @property
    def aantal(self) -> int:
        """How many the row stands for: its value, or one."""
        return 1 if self.waarde is None else self.waarde


def voortgang(afspraak: Afspraak, omgeving: Omgeving, soort: str | None = None) -> list[Rij]:
    """Rows of the progress register for an agreement, `soort` or else its `bewijs`, oldest first.

    Only rows that are certainly within what the agreement counts: from telt_vanaf (or vanaf) to the
    end, by their earliest and their latest day.
    """
    rijen = [
        Rij(
            r.partij,
            tijd(r.datum),
            None if pd.isna(r.waarde) else int(r.waarde),
            r.bron,
            r.onderwerp,
            r.deelnemers,
        )
        for r in omgeving.voortgang.get((afspraak["artikel"], soort or afspraak["bewijs"]), ())
    ]
    return sorted(
        (rij for rij in rijen if telt(rij.moment, afspraak, omgeving)),
        key=lambda rij: (rij.moment.laatst, rij.moment.vroegst),
    )


def van(rijen: list[Rij], partij: Partij, *, gezamenlijk: bool = True) -> list[Rij]:
    """Rows of one party; those of all together too, unless the agreement binds this party alone.

    A row of all municipalities together is one of each of them.
    """
    wie = eigen_en_samen(partij) | ({GEZAMENLIJK} if gezamenlijk else set())
    return [rij for rij in rijen if rij.partij in wie]


def eigen_rijen(afspraak: Afspraak, omgeving: Omgeving, partij: Partij) -> list[Any]:
    """The rows of one party in the agreement's own register that lie within what it counts."""
    wie = eigen_en_samen(partij)
    return [
        rij
        for rij in omgeving.rijen[afspraak["register"]]
        if rij.partij in wie and telt(tijd(rij.datum), afspraak, omgeving)
    ]


def volledig(
    afspraak: Afspraak, omgeving: Omgeving, partij: Partij, begin: date, eind: date
) -> tuple[str, ...]:
    """The sources that declare the register complete for the party and all days from `begin` to `eind`.

    Only with one of them what does not stand in the register did not happen.
    """
    wie = {*eigen_en_samen(partij), GEZAMENLIJK}
    return tuple(
        dict.fromkeys(
            str(r.bron)
            for r in omgeving.rijen["volledigheid"]
            if r.artikel == afspraak["artikel"]
            and r.partij in wie
            and tijd(r.datum).laatst <= omgeving.stand
            and date.fromisoformat(r.van) <= begin
            and eind <= date.fromisoformat(r.tot_en_met)
        )
    )


def eigen_en_samen(partij: Partij) -> set[str]:
    """Who a row is of that is one of the party: itself, or all municipalities together with it."""
    return {partij.sleutel, *([GEMEENTEN] if partij.is_gemeente else [])}


def soorten_van(afspraak: Afspraak) -> list[str]:
    """The sorts of rows that count, by the reading of the agreement that is used."""
    lezing = lezing_van(afspraak)
    return [afspraak["bewijs"], *(lezing.get("ook_bewijs", []) if lezing else [])]


def telt(moment: Tijd, afspraak: Afspraak, omgeving: Omgeving) -> bool:
    """Whether something of `moment` certainly lies between the begin of counting and the end."""
    return begin(afspraak) <= moment.vroegst and moment.laatst <= omgeving.eind(afspraak)


def begin(afspraak: Afspraak) -> date:
    """The first day that counts."""
    return date.fromisoformat(afspraak.get("telt_vanaf", afspraak["vanaf"]))


def bronnen(rijen: list[Rij]) -> tuple[str, ...]:
    """The sources of rows, each once."""
    return tuple(dict.fromkeys(rij.bron for rij in rijen))
