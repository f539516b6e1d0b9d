"""The form of Planmonitor Wonen filled in for tests, in the layouts that go around."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import openpyxl
from vormenhulp import formulier

PLAN: Mapping[str, Any] = {
    "B1": "Het Made Veld",
    "B2": "Hertme",
    "B3": "Borne",
    "B6": "Verdichting",
    "B7": "Openbaar",
    "B8": "Voorbereiding",
    "B9": "1B. Onherroepelijk, uitwerkingsplicht",
    "B10": "Stikstof, Geluidshinder",
    "B11": "Dorps",
    "B13": "Woningbouwcorporatie",
    "B16": "Fase 2 volgt",
}
WONINGEN: Mapping[str, Any] = {
    "C19": 40, "E19": 4, "I19": 20, "J19": 16,
    "C20": 30, "E20": 4, "I20": 10, "J20": 16,
    "C22": 10, "I22": 10,
    "C26": 40, "E26": 4, "I26": 20, "J26": 16,
    "C30": 25, "E30": 4, "I30": 20, "J30": 1, "C37": 15, "J37": 15,
    "C38": 12, "I38": 12,
}  # fmt: skip
"""Forty dwellings of which four are built: 36 left in 2026 and 2027; twelve to be demolished in 2026."""


def gevuld(**cellen_: Any) -> openpyxl.Workbook:
    """The form filled in; a cell that is given goes before."""
    boek = formulier()
    for plek, waarde in {**PLAN, **WONINGEN, **cellen_}.items():
        boek["Plan 1"][plek] = waarde
    return boek


def naar_rij_1(boek: openpyxl.Workbook, *, met_velden: bool) -> openpyxl.Workbook:
    """The table in the first rows, as an export has it; what is known of the plan below it, or left out."""
    blad = boek["Plan 1"]
    nieuw = boek.create_sheet("Het Made Veld")
    for rij in blad.iter_rows(min_row=18, max_row=38):
        for cel in rij:
            waarde = cel.value
            if isinstance(waarde, str) and waarde.startswith("="):
                waarde = None
            nieuw.cell(cel.row - 17, cel.column, waarde)
    for blok in blad.merged_cells.ranges:
        nieuw.merge_cells(None, blok.min_row - 17, blok.min_col, blok.max_row - 17, blok.max_col)
    if met_velden:
        for nr in range(1, 17):
            nieuw.cell(nr + 30, 1, blad.cell(nr, 1).value)
            nieuw.cell(nr + 30, 2, blad.cell(nr, 2).value)
    del boek["Plan 1"]
    return boek
