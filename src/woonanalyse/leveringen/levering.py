"""What was read from one delivered file: tables, where each cell stood, what is to be said of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

import pandas as pd

from woonanalyse.kern.fouten import Probleem

Tabel = Literal["plannen", "fasering", "categorieen"]
"""The tables of the plan register (onderwerpen/planregister/register/)."""


@dataclass(frozen=True, slots=True)
class Cel:
    """A cell as a spreadsheet shows it; `blad` is empty and `kolom` a name for a CSV or GeoJSON."""

    blad: str
    rij: int
    kolom: str

    def __str__(self) -> str:
        return (
            f"{self.kolom}{self.rij}"
            if self.kolom.isalpha() and self.kolom.isupper()
            else (f"rij {self.rij}, kolom {self.kolom}")
        )

    def met_opschrift(self, opschrift: str) -> str:
        """Its column, with the head behind it where that says more."""
        return f"{self.kolom} ({opschrift})" if opschrift not in ("", self.kolom) else self.kolom


@dataclass(frozen=True)
class Melding:
    """Something to say of a delivery: where, what stands there, what was expected, how to mend it.

    `soort` fout stops the whole file; a waarschuwing must be answered; a notitie only says what was done.
    `code` names the check (of `meldingen.yml`), for an answer to refer to. `cellen`: the cells to mark.
    """

    soort: Literal["fout", "waarschuwing", "notitie"]
    code: str
    cellen: tuple[Cel, ...]
    gevonden: str
    verwacht: str
    herstel: str
    veld: str = ""
    """The head of the column or row, as the file writes it."""

    def als_probleem(self, bestand: str) -> Probleem:
        """As every other problem of the input is shown."""
        eerste = self.cellen[0] if self.cellen else None
        return Probleem(
            bestand,
            f"{self.verwacht}; {self.herstel}" if self.herstel else self.verwacht,
            blad=(eerste.blad or None) if eerste else None,
            rij=eerste.rij if eerste else None,
            kolom=eerste.met_opschrift(self.veld) if eerste else None,
            waarde=self.gevonden or None,
        )


@dataclass(frozen=True)
class Rekening:
    """Accounts that close: of rows and of dwellings what is there = read + refused + left aside.

    `terzijde` says by reason how many rows were left aside (empty, heads, sums of the source, notes).
    """

    rijen_er: int
    rijen_gelezen: int
    rijen_geweigerd: int
    terzijde: Mapping[str, int]
    woningen_er: int
    woningen_gelezen: int
    woningen_geweigerd: int

    def sluit(self) -> bool:
        """Whether nothing was lost."""
        rijen = self.rijen_gelezen + self.rijen_geweigerd + sum(self.terzijde.values())
        woningen = self.woningen_gelezen + self.woningen_geweigerd
        return rijen == self.rijen_er and woningen == self.woningen_er


@dataclass(frozen=True)
class Levering:
    """A delivered file as it was read.

    `vorm` the id of the format, `vormversie` of its mapping; `tabellen` by name the plan register's (columns
    of register/<name>.yml, typed, index 0..n-1), empty for a register template; `formulieren` by register
    name its rows; `plekken` where a value was read, by (table or register, index, column).
    """

    vorm: str
    vormversie: str
    bestand: str
    hash: str
    tabellen: Mapping[str, pd.DataFrame]
    formulieren: Mapping[str, pd.DataFrame]
    plekken: Mapping[tuple[str, int, str], Cel]
    meldingen: tuple[Melding, ...]
    rekening: Rekening
    sjabloonversie: str = ""
    beperkingen: tuple[str, ...] = field(default=())
    """What the reader could not see in this kind of file (formulas, hidden rows), in Dutch."""
    vlakken: Mapping[str, Any] = field(default_factory=dict)
    """By plan_id the area of a plan that has one: a shapely MultiPolygon in metres (EPSG:28992)."""
    geweigerd: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    """By register name its rows of which a cell was refused, as text, <NA> where it was; the index goes on
    after that of `formulieren`, also in `plekken`."""

    @property
    def fouten(self) -> tuple[Melding, ...]:
        """What stops the file."""
        return tuple(m for m in self.meldingen if m.soort == "fout")


@dataclass(frozen=True)
class Opgave:
    """What the command says of a delivery: `partij` a code or name, or `registers`; the day it came."""

    partij: str
    peildatum: date
    geleverd_op: date
