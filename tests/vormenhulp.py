"""Workbooks of other shapes made for tests, and read as `open_boek` would."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
from hulp import WORTEL

from woonanalyse.kern.regio import Regio, lees_regio
from woonanalyse.leveringen.levering import Levering
from woonanalyse.leveringen.openen.boek import Blad, Boek
from woonanalyse.leveringen.vorm import Vorm, meegeleverd

GEGEVENS = Path(__file__).parent / "leveringen" / "gegevens"


def vorm(naam: str) -> Vorm:
    return meegeleverd()[naam]


@cache
def twente() -> Regio:
    return lees_regio(WORTEL)


def als_boek(werkboek: openpyxl.Workbook) -> Boek:
    """The workbook as it is read from its bytes, in which openpyxl leaves no outcome of a formula."""
    bytes_ = io.BytesIO()
    werkboek.save(bytes_)
    formules = openpyxl.load_workbook(bytes_)
    return Boek("xlsx", [_blad(blad) for blad in formules.worksheets])


def _blad(formules: Any) -> Blad:
    gevuld = {
        (cel.row, cel.column): cel.value
        for rij in formules.iter_rows()
        for cel in rij
        if isinstance(cel.value, str) and cel.value.startswith("=")
    }
    samen = {
        (rij, kolom): (blok.min_row, blok.min_col)
        for blok in formules.merged_cells.ranges
        for rij in range(blok.min_row, blok.max_row + 1)
        for kolom in range(blok.min_col, blok.max_col + 1)
        if (rij, kolom) != (blok.min_row, blok.min_col)
    }
    return Blad(
        formules.title,
        [
            [None if cel.data_type == "f" else cel.value for cel in rij]
            for rij in formules.iter_rows()
        ],
        gevuld,
        frozenset(plek for plek in gevuld if formules.cell(*plek).data_type == "f"),
        samen,
        verborgen=formules.sheet_state != "visible",
        verborgen_rijen=frozenset(r for r, d in formules.row_dimensions.items() if d.hidden),
    )


def formulier() -> openpyxl.Workbook:
    return openpyxl.load_workbook(GEGEVENS / "planmonitor_wonen_formulier.xlsx")


def codes(levering: Levering, soort: str = "") -> list[str]:
    return [m.code for m in levering.meldingen if soort in ("", m.soort)]


def cellen(levering: Levering, code: str) -> list[str]:
    return [str(cel) for m in levering.meldingen if m.code == code for cel in m.cellen]
