"""What became of municipalities: mergers, renames and splits, dated, with the share of each part."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import groupby


@dataclass(frozen=True)
class Overgang:
    """From `datum` (ISO) part of `oud` belongs to `nieuw`: `deel` of `geheel` dwellings, 1 of 1 where all of
    it does, both None where the share is not known; `bron` says where it stands."""

    datum: str
    oud: str
    oud_naam: str
    nieuw: str
    nieuw_naam: str
    deel: int | None
    geheel: int | None
    bron: str

    @property
    def weg(self) -> bool:
        """Whether the old one is no more, not only smaller."""
        return self.oud_naam not in (een.nieuw_naam for een in van(self.oud_naam, self.datum))

    @property
    def heel(self) -> bool:
        """Whether all of the old one went to this new one."""
        return self.deel is not None and self.deel == self.geheel


@cache
def overgangen() -> tuple[Overgang, ...]:
    """All of them, by date and then by the old code."""
    pad = resources.files("woonanalyse") / "kern" / "indeling" / "herindelingen.csv"
    rijen = csv.DictReader(pad.read_text(encoding="utf-8").splitlines())
    return tuple(
        Overgang(
            rij["datum"], rij["oud_code"], rij["oud_naam"], rij["nieuw_code"], rij["nieuw_naam"],
            _getal(rij["deel"]), _getal(rij["geheel"]), rij["bron"],
        )
        for rij in rijen
    )  # fmt: skip


@cache
def overgangen_na(dag: str) -> tuple[tuple[str, tuple[Overgang, ...]], ...]:
    """Of later than a day (ISO), in order: the old code, and all that it went over in on one date."""
    later = (een for een in overgangen() if een.datum > dag)
    groepen = groupby(later, key=lambda een: (een.datum, een.oud))
    return tuple((oud, tuple(samen)) for (_, oud), samen in groepen)


def van(oud_naam: str, datum: str) -> list[Overgang]:
    """All parts of a municipality that changed on a day."""
    return [een for een in overgangen() if (een.oud_naam, een.datum) == (oud_naam, datum)]


def werd(code: str) -> list[str]:
    """The names of the municipalities that this one went into, all at once or a part."""
    return [een.nieuw_naam for een in overgangen() if een.oud == code != een.nieuw]


def ontstond_uit(code: str) -> list[str]:
    """The names of the municipalities that this one came from."""
    return [een.oud_naam for een in overgangen() if een.nieuw == code != een.oud]


def _getal(cel: str) -> int | None:
    return int(cel) if cel else None
