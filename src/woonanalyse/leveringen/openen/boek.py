"""A delivered workbook, CSV or ods as sheets of cells, whatever the kind of file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from pathlib import Path

from woonanalyse.kern.fouten import InvoerFout, Probleem
from woonanalyse.leveringen.openen.bewaking import Bekeken, bekijk

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


def open_boek(pad: Path) -> Boek:
    """The sheets of a workbook or CSV; raises InvoerFout where it cannot be opened."""
    return maak_boek(bekijk(pad))


def maak_boek(bekeken: Bekeken) -> Boek:
    """The sheets of a file that was looked at; raises InvoerFout where it is no workbook or CSV after all."""
    from woonanalyse.leveringen.openen.rekenblad import lees_calamine, lees_xlsx
    from woonanalyse.leveringen.openen.tekstboek import lees_csv

    soort, inhoud = bekeken.soort, bekeken.inhoud
    if soort not in ("xlsx", "xls", "ods", "csv"):
        raise InvoerFout([Probleem(bekeken.naam, f"een werkboek of CSV; dit is een {soort}")])
    if soort == "csv":
        return _met(bekeken, lees_csv(bekeken.naam, inhoud))
    try:
        return _met(bekeken, lees_xlsx(inhoud) if soort == "xlsx" else lees_calamine(inhoud, soort))
    except (
        Exception
    ) as fout:  # the libraries have no error in common for a file that is not as it should be
        verwacht = (
            "een heel werkboek; dit is beschadigd of door een ander programma gemaakt. Open het in Excel of "
            "LibreOffice en bewaar het opnieuw als .xlsx"
        )
        raise InvoerFout([Probleem(bekeken.naam, verwacht)]) from fout


def _met(bekeken: Bekeken, boek: Boek) -> Boek:
    return replace(boek, notities=(*bekeken.notities, *boek.notities))
