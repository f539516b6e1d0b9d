"""A delivered workbook, CSV or ods as sheets of cells, whatever the kind of file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

Inhoud = str | int | float | bool | date | datetime | time | None
"""What a cell holds; None where it is empty. A date of a 1904 workbook is already the right day."""


@dataclass(frozen=True)
class Blad:
    """A sheet: `rijen[r][c]` is the cell of row r + 1 and column c + 1, all rows as long.

    `formules`: text of the formula by (row, column), from 1, of cells that hold one; `zonder_waarde`: those
    of which no outcome was stored. `samengevoegd`: by each covered cell the first cell of its merged block.
    """

    naam: str
    rijen: Sequence[Sequence[Inhoud]]
    formules: Mapping[tuple[int, int], str] = field(default_factory=dict)
    zonder_waarde: frozenset[tuple[int, int]] = frozenset()
    samengevoegd: Mapping[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    verborgen: bool = False
    verborgen_rijen: frozenset[int] = frozenset()
    verborgen_kolommen: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Boek:
    """All sheets of a file in order; `soort` xlsx, xls, ods or csv.

    `beperkingen`: what this kind hides, in Dutch; `notities`: what was cleaned or noticed on reading
    (encoding, 1904, macros, external links), in Dutch. `komma`: whether a decimal comma can be meant, as in
    a CSV with semicolons.
    """

    soort: str
    bladen: Sequence[Blad]
    beperkingen: tuple[str, ...] = ()
    notities: tuple[str, ...] = ()
    komma: bool = False

    @property
    def met_letters(self) -> bool:
        """Whether a column is called by its letter, as a spreadsheet shows it; else by its head."""
        return self.soort != "csv"
