"""What a reader should know of the registers: rows that carry no state and why, dates that lie ahead, files
that nobody reads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from woonanalyse.kern.afspraak import Afspraak
from woonanalyse.kern.bronbestanden import is_bijvangst
from woonanalyse.kern.dagen import eerste_dag
from woonanalyse.kern.fouten import Waarschuwing
from woonanalyse.kern.getal import datum, hoeveel
from woonanalyse.kern.perrij import per_rij
from woonanalyse.kern.registers import REGISTERS, bezwaar
from woonanalyse.kern.tabel import rijnummers


def tellen_niet(feiten: Mapping[str, pd.DataFrame], afspraken: Sequence[Afspraak]) -> Iterator[str]:
    """A line per register and reason: how many of its rows carry no state, and which.

    `feiten`: the registers with all their rows, indexed "file:row"; only those by which one of `afspraken` is
    judged.
    """
    tellend = {str(afspraak.get("register")) for afspraak in afspraken}
    for naam, frame in feiten.items():
        if naam in tellend:
            yield from _per_reden(naam, frame)


def _per_reden(naam: str, frame: pd.DataFrame) -> Iterator[str]:
    redenen: dict[str, list[int]] = {}
    for rij in per_rij(frame):
        if reden := _waarom_niet(naam, rij):
            redenen.setdefault(reden, []).append(_plaats(rij.Index)[1])
    alle = hoeveel(len(frame), "rij", "rijen")
    for reden, nummers in redenen.items():
        telt = "telt" if len(nummers) == 1 else "tellen"
        yield f"{naam}: {len(nummers)} van {alle} {telt} niet mee: {reden} (rij {rijnummers(nummers)})"


def _waarom_niet(naam: str, rij: Any) -> str:
    if naam == "besluiten" and rij.status != "besluit":
        return f"status {rij.status}, geen besluit van deze partij"
    return bezwaar(rij)


def in_de_toekomst(feiten: Mapping[str, pd.DataFrame], tot: str) -> list[Waarschuwing]:
    """Rows that say something happened after `tot` (ISO), the day of the newest report; of a register each
    day once."""
    wat = f"die dag ligt na de datum van het nieuwste rapport ({datum(tot)}); klopt hij?"
    grens = date.fromisoformat(tot)
    later: dict[tuple[str, str], list[int]] = {}
    for frame in feiten.values():
        for plek, wanneer in frame["datum"].items():
            if wanneer and eerste_dag(wanneer) > grens:
                bestand, rij = _plaats(plek)
                later.setdefault((bestand, wanneer), []).append(rij)
    return [
        Waarschuwing(
            bestand,
            f"{wat} Zo ook in rij {rijnummers(ook)}" if ook else wat,
            rij=rij,
            kolom="datum",
            waarde=wanneer,
        )
        for (bestand, wanneer), (rij, *ook) in later.items()
    ]


def niet_gelezen(wortel: Path, map_: str) -> list[Waarschuwing]:
    """A warning for each file in the folder of registers that is no register, with how to deliver it."""
    gelezen = {f"{naam}.csv" for naam in REGISTERS}
    return [
        Waarschuwing(
            f"{map_}/{pad.name}",
            "dit bestand wordt niet gelezen; is het een levering, neem haar dan in (en haal het daarna hier "
            f"weg): woonanalyse lever {map_}/{pad.name}",
        )
        for pad in sorted((wortel / map_).glob("*"))
        if pad.suffix.casefold() in _LEVERBAAR
        and pad.name not in gelezen
        and not is_bijvangst(pad.name)
    ]


_LEVERBAAR = (".csv", ".ods", ".xls", ".xlsm", ".xlsx")


def _plaats(plek: object) -> tuple[str, int]:
    bestand, _, rij = str(plek).rpartition(":")
    return bestand, int(rij)
