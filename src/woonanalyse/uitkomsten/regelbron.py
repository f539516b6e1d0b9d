"""What one line of provenance is about: its rows of a result table, and what they hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import pandas as pd

Cel = TypeVar("Cel")


class Blad:
    """A result table as a sheet; what many lines ask of it is looked up once."""

    def __init__(self, frame: pd.DataFrame) -> None:
        self.frame = frame
        self.nummers = [int(nummer) for nummer in frame.index]
        self._teksten: dict[str, list[str | None]] = {}
        self._reeksen: dict[tuple[tuple[str, str], ...], set[str]] = {}

    def teksten(self, kolom: str) -> list[str | None]:
        """The cells of a column as text, None where one is missing."""
        if kolom not in self._teksten:
            cellen = self.frame[kolom]
            leeg = cellen.isna()
            self._teksten[kolom] = [
                None if weg else str(cel) for cel, weg in zip(cellen, leeg, strict=True)
            ]
        return self._teksten[kolom]

    def reeks(self, eis: Mapping[str, str]) -> set[str]:
        """Years from one column to another; the years of dates; or a column of the whole table."""
        sleutel = tuple(eis.items())
        if sleutel not in self._reeksen:
            self._reeksen[sleutel] = self._reeks(eis)
        return self._reeksen[sleutel]

    def _reeks(self, eis: Mapping[str, str]) -> set[str]:
        if "alle" in eis:
            return {str(dag) for dag in self.frame[eis["alle"]].dropna()}
        if "jaar" in eis:
            return {str(dag)[:4] for dag in self.frame[eis["jaar"]].dropna()}
        bekend = self.frame[[eis["van"], eis["tot"]]].dropna()
        if bekend.empty:
            return set()
        van, tot = bekend.iloc[0]
        return {str(jaar) for jaar in range(int(van), int(tot) + 1)}


@dataclass(frozen=True)
class Regelbron:
    """What one line is about: its municipalities, the table, its kind, and where its rows stand in the table
    (None: it is about all)."""

    codes: set[str]
    blad: Blad
    soort: str
    plekken: Sequence[int] | None = None

    @property
    def rijen(self) -> list[int]:
        """The numbers of its rows, as a spreadsheet counts them."""
        return self.blad.nummers if self.plekken is None else self._van(self.blad.nummers)

    def waarden(self, kolom: str) -> set[str]:
        """What its rows hold in a column."""
        cellen = self.blad.teksten(kolom)
        eigen = cellen if self.plekken is None else self._van(cellen)
        return {cel for cel in eigen if cel is not None}

    def _van(self, alle: list[Cel]) -> list[Cel]:
        return [alle[plek] for plek in self.plekken or ()]
