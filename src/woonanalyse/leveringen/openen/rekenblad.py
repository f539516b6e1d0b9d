"""Workbooks as sheets of cells: xlsx by openpyxl (formulas and values), xls and ods by calamine."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import openpyxl
from openpyxl.utils.cell import column_index_from_string
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from woonanalyse.leveringen.openen.boek import Blad, Boek, Inhoud
from woonanalyse.leveringen.openen.foutwaarden import fouten_in_xls

_BEPERKING = (
    "in een .{soort} zijn formules, verborgen rijen en verborgen kolommen niet te zien: gelezen is wat er "
    "als uitkomst staat, ook van rijen die verborgen zijn. Een .xlsx laat die wel zien"
)
_TEKSTCEL = re.compile(
    rb'<(?:\w+:)?c\s(?=[^>]*\bt="str")[^>]*?\br="([A-Z]{1,3})(\d+)"[^>]*?(?<!/)>(.*?)</(?:\w+:)?c>',
    re.DOTALL,
)
_LEGE_UITKOMST = re.compile(rb"<(?:\w+:)?v\s*(/>|>\s*</)")
_FORMULE = re.compile(rb"<(?:\w+:)?f[\s/>]")
_RIJ = re.compile(rb"<(?:\w+:)?row\s([^>]*)>")
_KOLOM = re.compile(rb"<(?:\w+:)?col\s([^>]*)>")
_BLOK = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?\bref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')


def lees_xlsx(inhoud: bytes) -> Boek:
    """A workbook of Excel; a date is the day that Excel shows, whatever day the workbook counts from."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of styles and extensions, which are not read
        waarden = openpyxl.load_workbook(
            BytesIO(inhoud), read_only=True, data_only=True, keep_links=False
        )
        formules = openpyxl.load_workbook(BytesIO(inhoud), read_only=True, keep_links=False)
        with ZipFile(BytesIO(inhoud)) as archief:
            bladen = [
                _blad(waarden[blad.title], formules[blad.title], archief.read(_plek(blad)))
                for blad in waarden.worksheets
            ]
    notities = (
        ["het werkboek telt dagen vanaf 1904; de datums zijn gelezen zoals Excel ze toont"]
        if waarden.epoch == CALENDAR_MAC_1904
        else []
    )
    return Boek("xlsx", bladen, notities=tuple(notities))


def _plek(blad: Any) -> str:
    return str(blad._worksheet_path).lstrip("/")


def _blad(waarden: Any, formules: Any, xml: bytes) -> Blad:
    gevonden = _formules(formules) if _FORMULE.search(xml) else {}
    ruw = _rijen(waarden)
    leeg = {plek for plek in gevonden if _inhoud(ruw, plek) is None}
    leeg -= _met_lege_uitkomst(xml, gevonden)
    return Blad(
        naam=waarden.title,
        rijen=rechthoek(ruw, leeg),
        formules=gevonden,
        zonder_waarde=frozenset(leeg),
        samengevoegd=_samengevoegd(xml),
        verborgen=waarden.sheet_state != "visible",
        verborgen_rijen=frozenset(_verborgen_rijen(xml)),
        verborgen_kolommen=frozenset(_verborgen_kolommen(xml)),
    )


def _rijen(blad: Any) -> list[list[Inhoud]]:
    blad.reset_dimensions()  # what a file says of its own size may be wrong
    return [list(rij) for rij in blad.iter_rows(values_only=True)]


def rechthoek(
    rijen: Iterable[Sequence[Inhoud]], ook: Iterable[tuple[int, int]] = ()
) -> list[list[Inhoud]]:
    """Rows as long as the longest that holds anything, no empty ones at the end; an empty text is None.

    Cells in `ook` (row, column) are kept, empty or not.
    """
    schoon = [[None if cel == "" else cel for cel in rij] for rij in rijen]
    vast = list(ook)
    laag = max((rij for rij, _ in vast), default=0)
    while len(schoon) > laag and all(cel is None for cel in schoon[-1]):
        schoon.pop()
    gevuld = [nr for rij in schoon for nr, cel in enumerate(rij, start=1) if cel is not None]
    breed = max([*gevuld, *(kolom for _, kolom in vast)], default=0)
    return [[*rij[:breed], *[None] * (breed - len(rij))] for rij in schoon]


def _inhoud(rijen: Sequence[Sequence[Inhoud]], plek: tuple[int, int]) -> Inhoud:
    rij, kolom = plek
    if rij > len(rijen) or kolom > len(rijen[rij - 1]):
        return None
    return rijen[rij - 1][kolom - 1]


def _formules(blad: Any) -> dict[tuple[int, int], str]:
    blad.reset_dimensions()
    return {
        (cel.row, cel.column): str(getattr(cel.value, "text", cel.value))
        for rij in blad.iter_rows()
        for cel in rij
        if cel.value is not None and cel.data_type == "f"
    }


def _met_lege_uitkomst(xml: bytes, formules: Iterable[tuple[int, int]]) -> set[tuple[int, int]]:
    """Cells of which an empty text was stored as the outcome; without a kind an empty outcome is none."""
    if not formules:
        return set()
    return {
        (int(rij), column_index_from_string(kolom.decode()))
        for kolom, rij, cel in _TEKSTCEL.findall(xml)
        if _LEGE_UITKOMST.search(cel)
    }


def _verborgen_rijen(xml: bytes) -> Iterable[int]:
    for nr, kenmerken in enumerate(_RIJ.findall(xml), start=1):
        if _is_verborgen(kenmerken):
            eigen = re.search(rb'\br="(\d+)"', kenmerken)
            yield int(eigen[1]) if eigen else nr


def _verborgen_kolommen(xml: bytes) -> Iterable[int]:
    for kenmerken in _KOLOM.findall(xml):
        van, tot = (re.search(rb'\b%b="(\d+)"' % naam, kenmerken) for naam in (b"min", b"max"))
        if _is_verborgen(kenmerken) and van and tot:
            yield from range(int(van[1]), min(int(tot[1]), 16_384) + 1)


def _is_verborgen(kenmerken: bytes) -> bool:
    return re.search(rb'\bhidden="(1|true)"', kenmerken) is not None


def _samengevoegd(xml: bytes) -> dict[tuple[int, int], tuple[int, int]]:
    gevonden = {}
    for links, boven, rechts, onder in _BLOK.findall(xml):
        eerste = int(boven), column_index_from_string(links.decode())
        for rij in range(eerste[0], int(onder) + 1):
            for kolom in range(eerste[1], column_index_from_string(rechts.decode()) + 1):
                gevonden[rij, kolom] = eerste
    return {plek: eerste for plek, eerste in gevonden.items() if plek != eerste}


def lees_calamine(inhoud: bytes, soort: str) -> Boek:
    """An xls or ods; its formulas and hidden rows cannot be seen, which `beperkingen` says."""
    boek = CalamineWorkbook.from_filelike(BytesIO(inhoud))
    fouten = dict(enumerate(fouten_in_xls(inhoud))) if soort == "xls" else {}
    bladen = [
        Blad(
            naam=meta.name,
            rijen=rechthoek(_uit_calamine(boek.get_sheet_by_name(meta.name), fouten.get(nr, {}))),
            verborgen=meta.visible != SheetVisibleEnum.Visible,
        )
        for nr, meta in enumerate(boek.sheets_metadata)
        if meta.typ == SheetTypeEnum.WorkSheet
    ]
    return Boek(soort, bladen, beperkingen=(_BEPERKING.format(soort=soort),))


def _uit_calamine(blad: CalamineSheet, fouten: Mapping[tuple[int, int], str]) -> list[list[Inhoud]]:
    """All cells of a sheet, with what those show that hold an error (row and column from 0)."""
    rijen = [[_gewoon(cel) for cel in rij] for rij in blad.to_python(skip_empty_area=False)]
    for (rij, kolom), fout in fouten.items():
        if rij < len(rijen) and kolom < len(rijen[rij]):
            rijen[rij][kolom] = fout
    return rijen


def _gewoon(cel: Any) -> Inhoud:
    if isinstance(cel, datetime) or not isinstance(cel, float):
        return cel
    return int(cel) if cel.is_integer() and abs(cel) < 1e15 else cel
