"""An answer of the command line on a sheet that prints: for who reads on paper."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from typing import Any

import xlsxwriter

from woonanalyse.kern.beeld.antwoord import Antwoord, Staat
from woonanalyse.uitgave.excel import OPTIES

_EERSTE, _VERDER = 28, 34
"""Widths of the first column and of the others, in characters."""
_REGEL = 15
"""Height of a line, in points."""
_RUIM = 1.2
"""A column holds fewer letters than its width says: words are not broken, and letters may be wide."""
_A4 = 9


def als_werkboek(antwoord: Antwoord, titel: str, dag: str, slot: str = "") -> bytes:
    """A workbook of one sheet: `titel`, the sentence, a table each, and `slot` below them.

    It prints on A4 as wide as a page. Cells are text as the screen shows it, never a formula. `dag` (ISO) is
    the date that the file bears: same answer, same bytes.
    """
    uit = BytesIO()
    boek = xlsxwriter.Workbook(uit, OPTIES)
    gemaakt = datetime.combine(date.fromisoformat(dag), datetime.min.time())
    boek.set_properties({"title": titel, "created": gemaakt})
    blad = boek.add_worksheet("Overzicht")
    breed = max((len(staat.koppen) for staat in antwoord.staten), default=1)
    blad.set_column(0, 0, _EERSTE)
    blad.set_column(1, max(1, breed - 1), _VERDER)
    blad.hide_gridlines(2)
    blad.set_landscape()
    blad.set_paper(_A4)
    blad.fit_to_pages(1, 0)
    lees = {"text_wrap": True, "valign": "top", "num_format": "@"}
    stijl = {
        "titel": boek.add_format({"bold": True, "font_size": 14}),
        "kop": boek.add_format({**lees, "bold": True, "bottom": 1}),
        "cel": boek.add_format(lees),
    }
    blad.write_string(0, 0, titel, stijl["titel"])
    rij = _regel(blad, 2, breed, antwoord.zin, stijl["cel"]) + 1
    for staat in antwoord.staten:
        rij = _staat(blad, rij, staat, stijl) + 1
    if slot:
        _regel(blad, rij, breed, slot, stijl["cel"])
    boek.close()
    return uit.getvalue()


def _regel(blad: Any, rij: int, breed: int, tekst: str, stijl: Any) -> int:
    """A text over the whole width; the row below it."""
    if breed > 1:
        blad.merge_range(rij, 0, rij, breed - 1, "", stijl)
    blad.write_string(rij, 0, tekst, stijl)
    blad.set_row(rij, _hoogte(tekst, _EERSTE + _VERDER * (breed - 1)))
    return rij + 1


def _staat(blad: Any, rij: int, staat: Staat, stijl: Any) -> int:
    for kolom, kop in enumerate(staat.koppen):
        blad.write_string(rij, kolom, kop, stijl["kop"])
    for nr, cellen in enumerate(staat.rijen, start=rij + 1):
        for kolom, cel in enumerate(cellen):
            blad.write_string(nr, kolom, cel, stijl["cel"])
        breedtes = [_EERSTE, *[_VERDER] * (len(cellen) - 1)]
        blad.set_row(nr, max(map(_hoogte, cellen, breedtes), default=_REGEL))
    return rij + 1 + len(staat.rijen)


def _hoogte(tekst: str, breed: int) -> int:
    """The height of a row, in points, in which a text of so many characters to a line has room."""
    return _REGEL * (1 + int(len(tekst) * _RUIM) // breed)
