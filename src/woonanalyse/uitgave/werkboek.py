"""The result tables as one workbook: `rwp.xlsx`, a sheet per table, for who reckons on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from io import BytesIO
from math import ceil
from pathlib import Path
from typing import Any

import pandas as pd
import xlsxwriter

from woonanalyse.kern.beeld.huisstijl import WERKBOEK
from woonanalyse.kern.merk import AFGESCHERMD, MERK, UITLEG, heeft_merk, is_afgeschermd
from woonanalyse.uitgave.excel import OPTIES
from woonanalyse.uitgave.sjabloon import hoogte
from woonanalyse.uitkomsten.datapakket import hoe
from woonanalyse.uitkomsten.herkomst import code_per_rij

KOPRIJ = 4
"""The row (from 0) with the names of the columns; above it the table's title, and of each column what it
is, its unit and how it was made."""

HERKOMST = "herkomst"
_CODEBREED = 9

_GETALBREED, _TEKSTBREED, _BREEDST = 12, 28, 60
"""Widths of a column, in characters: of numbers, of texts that are wrapped at least, and of any at most."""
_RUIMTE = 2
"""Characters of text that a column holds besides its width, which is counted in digits."""
_REGELS, _KOPREGELS = 5, 8
"""Lines of the longest text of a column, and of what is said of it, about."""

_LEESBAAR = 220
"""Characters beside each other that landscape A4 holds at a size that can be read, over 7 points."""
_MARGE = {"left": 0.4, "right": 0.4, "top": 0.75, "bottom": 0.6}
"""Of a page, in inches; the title stands above and the page number below."""
_KOPLENGTE = 200
"""Characters that the head of a page may have, somewhat less than Excel takes."""

_LEESBREED = (42, 64, 42, 22, 46)
"""Widths of the columns of the *Leeswijzer*, in characters."""


def werkboek(
    pakket: Mapping[str, Any],
    tabellen: Mapping[str, pd.DataFrame],
    *,
    voorbeelddata: bool,
    scenario: bool = False,
) -> bytes:
    """The workbook of the typed `tabellen`, by name, that the data package describes, in its order.

    First sheet *Leeswijzer*; then a sheet per table that has rows, with its title, what each column is, its
    unit, how it was made and its name, frozen, and typed cells below; last in a row the code that leads to
    its line on the sheet *herkomst*. A figure that is missing is an empty cell; text stays text, also where
    it looks like a formula or a link. Same tables, same bytes.
    """
    merken = [*["VOORBEELDDATA"][:voorbeelddata], *["SCENARIO"][:scenario]]
    merk = f" ({' EN '.join(merken)}: geen echte stand)" if merken else ""
    uit = BytesIO()
    boek = xlsxwriter.Workbook(uit, OPTIES)
    dag = datetime.fromisoformat(pakket["created"]).replace(tzinfo=None)
    titel = f"{pakket['title']}: tabellen{merk}"
    boek.set_properties({"title": titel, "comments": pakket["description"], "created": dag})
    stijl = _stijlen(boek)
    _leeswijzer(boek.add_worksheet("Leeswijzer"), titel, pakket, tabellen, stijl)
    regels = tabellen[HERKOMST]
    codes = code_per_rij(regels)
    plek = {een: nr for nr, een in reversed(list(enumerate(regels["code"], start=KOPRIJ + 2)))}
    for tabel in pakket["resources"]:
        naam = _bladnaam(tabel["path"])
        if tabellen[naam].empty:
            continue
        blad = boek.add_worksheet(naam)
        _tabel(blad, f"{tabel['title']}{merk}", tabel, tabellen[naam], stijl)
        _codes(blad, len(tabel["schema"]["fields"]), codes[tabel["path"]], plek, stijl)
    boek.close()
    return uit.getvalue()


def _zonder_rijen(pakket: Mapping[str, Any], tabellen: Mapping[str, pd.DataFrame]) -> bool:
    """Whether there is a table without rows."""
    return any(tabellen[_bladnaam(tabel["path"])].empty for tabel in pakket["resources"])


def _bladnaam(bestand: str) -> str:
    return Path(bestand).stem


def _stijlen(boek: Any) -> dict[str, Any]:
    vast = {"valign": "top"}
    lees = {**vast, "text_wrap": True}
    return {
        "titel": boek.add_format({"bold": True, "font_size": 14}),
        "kop": boek.add_format({"bold": True, "bottom": 1}),
        "uitleg": boek.add_format({**lees, "italic": True}),
        "lees": boek.add_format({**lees, "num_format": "@"}),
        "tekst": boek.add_format({**vast, "num_format": "@"}),
        "link": boek.add_format({**vast, "underline": 1, "font_color": WERKBOEK["link"]}),
        "dag": boek.add_format({**vast, "num_format": "yyyy-mm-dd"}),
        "aantal": boek.add_format({**vast, "num_format": "#,##0"}),
        "lijst": boek.add_format({**vast, "num_format": "#,##0", "align": "left"}),
        "nummer": boek.add_format({**vast, "num_format": "0"}),
        "fractie": boek.add_format({**vast, "num_format": "0.0%"}),
        "getal": boek.add_format({**vast, "num_format": "#,##0.0##"}),
    }


def _leeswijzer(
    blad: Any,
    titel: str,
    pakket: Mapping[str, Any],
    tabellen: Mapping[str, pd.DataFrame],
    stijl: Mapping[str, Any],
) -> None:
    """What is in the workbook, how to read it, and which files it was made from."""
    for kolom, breed in enumerate(_LEESBREED):
        blad.set_column(kolom, kolom, breed)
    blad.hide_gridlines(2)
    blad.write_string(0, 0, titel, stijl["titel"])
    regels = (
        pakket["description"],
        "Op elk blad: de titel; per kolom wat zij is, de eenheid, hoe zij is gemaakt en de naam; de rijen.",
        "De code achter een rij leidt naar het blad herkomst: notitieboek, functie, afspraak, bron en rijen.",
        f"Rijnummers daar zijn die van de CSV-bestanden; op een blad hier staan zij {KOPRIJ} rijen lager.",
        *(["Een tabel zonder rijen heeft geen blad."] if _zonder_rijen(pakket, tabellen) else []),
        "Een leeg vak is een getal dat er niet is of niet bekend is. Het is nooit nul.",
        *([UITLEG] if heeft_merk(tabellen.values()) else []),
        "Fracties worden als percentage getoond; in het vak staat het onafgeronde getal.",
        "In dit werkboek staan geen formules. De namen van kolommen zijn die van de CSV-bestanden.",
    )
    for nr, regel in enumerate(regels, start=2):
        blad.merge_range(nr, 0, nr, len(_LEESBREED) - 1, regel, stijl["lees"])
        blad.set_row(nr, hoogte([regel], [sum(_LEESBREED)]))
    einde = _lijst_bladen(blad, len(regels) + 3, pakket, tabellen, stijl)
    _lijst_bronnen(blad, einde + 1, pakket, stijl)
    _druk(blad, titel, _LEESBREED)


def _lijst_bladen(
    blad: Any,
    begin: int,
    pakket: Mapping[str, Any],
    tabellen: Mapping[str, pd.DataFrame],
    stijl: Mapping[str, Any],
) -> int:
    """Which sheets there are, from this row on; gives the row after them."""
    begin = _kop(blad, begin, ("blad", "wat erop staat", "rijen", "bestand"), stijl)
    for nr, tabel in enumerate(pakket["resources"], start=begin):
        naam = _bladnaam(tabel["path"])
        if tabellen[naam].empty:
            blad.write_string(nr, 0, naam, stijl["lees"])
        else:
            blad.write_url(nr, 0, f"internal:'{naam}'!A1", stijl["link"], naam)
        blad.write_string(nr, 1, tabel["title"], stijl["lees"])
        blad.write_number(nr, 2, len(tabellen[naam]), stijl["lijst"])
        blad.write_string(nr, 3, tabel["path"], stijl["lees"])
    return begin + len(pakket["resources"])


def _lijst_bronnen(
    blad: Any, begin: int, pakket: Mapping[str, Any], stijl: Mapping[str, Any]
) -> None:
    """Which files the workbook was made from, from this row on."""
    begin = _kop(blad, begin, ("bestand", "bron", "uitgever", "peildatum", "licentie"), stijl)
    for nr, bron in enumerate(pakket["sources"], start=begin):
        cellen = (Path(bron["path"]).name, *(bron[v] for v in ("title", "uitgever", "peildatum")))
        teksten = [str(cel or "per rij") for cel in (*cellen, bron["licentie"])]
        blad.set_row(nr, hoogte(teksten, _LEESBREED))
        for kolom, cel in enumerate(teksten):
            blad.write_string(nr, kolom, cel, stijl["lees"])


def _kop(blad: Any, nr: int, titels: tuple[str, ...], stijl: Mapping[str, Any]) -> int:
    for kolom, titel in enumerate(titels):
        blad.write_string(nr, kolom, titel, stijl["kop"])
    return nr + 1


def _tabel(
    blad: Any,
    titel: str,
    tabel: Mapping[str, Any],
    rijen: pd.DataFrame,
    stijl: Mapping[str, Any],
) -> None:
    """One result table."""
    velden = tabel["schema"]["fields"]
    namen = [veld["name"] for veld in velden]
    blad.write_string(0, 0, titel, stijl["titel"])
    maakwijzen = [hoe(tabel, veld) for veld in velden]
    breedtes = [
        _breedte(veld, wijze, rijen[veld["name"]])
        for veld, wijze in zip(velden, maakwijzen, strict=True)
    ]
    for kolom, (veld, breed) in enumerate(zip(velden, breedtes, strict=True)):
        blad.set_column(kolom, kolom, breed)
        blad.write_string(KOPRIJ, kolom, veld["name"], stijl["kop"])
    uitleg = (
        [veld["title"] for veld in velden],
        [veld.get("eenheid", "") for veld in velden],
        maakwijzen,
    )
    for nr, teksten in enumerate(uitleg, start=1):
        blad.set_row(nr, hoogte(teksten, breedtes))
        for kolom, tekst in enumerate(teksten):
            blad.write_string(nr, kolom, tekst, stijl["uitleg"])
    schrijvers = [_schrijver(blad, veld, stijl) for veld in velden]
    kolommen = [_cellen(rijen[naam]) for naam in namen]
    lang = [kolom for kolom, veld in enumerate(velden) if veld["type"] == "string"]
    ruim = [breedtes[kolom] + _RUIMTE for kolom in lang]
    for nr, rij in enumerate(zip(*kolommen, strict=True), start=KOPRIJ + 1):
        blad.set_row(nr, hoogte([str(rij[een] or "") for een in lang], ruim))
        for kolom, (schrijf, cel) in enumerate(zip(schrijvers, rij, strict=True)):
            if cel is MERK:
                blad.write_string(nr, kolom, AFGESCHERMD, stijl["tekst"])
            elif cel is not None:
                schrijf(nr, kolom, cel)
    vast = namen.index("gemeente") + 1 if "gemeente" in namen[:3] else 0
    blad.freeze_panes(KOPRIJ + 1, vast)
    blad.autofilter(KOPRIJ, 0, KOPRIJ + len(rijen), len(velden) - 1)
    blad.repeat_rows(KOPRIJ)
    blad.hide_gridlines(0)  # also on paper: rows of wrapped texts are told apart by it
    met_code = [*breedtes, _CODEBREED]
    _druk(blad, titel, met_code, _herkenbaar(tabel, met_code))


def _herkenbaar(tabel: Mapping[str, Any], breedtes: Sequence[int]) -> int:
    """How many first columns tell on paper which row it is: up to the last of its key, or its name, that half
    a page has room for and that takes no page more. `breedtes` of all columns."""
    namen = [veld["name"] for veld in tabel["schema"]["fields"]]
    wie = {*tabel["schema"].get("primaryKey", ()), "gemeente"}
    tot = [nr for nr, naam in enumerate(namen, start=1) if naam in wie]
    past = [nr for nr in tot if sum(breedtes[:nr]) <= _LEESBAAR // 2]
    minst = _naast(breedtes, 0)
    return max((nr for nr in past if _naast(breedtes, sum(breedtes[:nr])) == minst), default=0)


def _naast(breedtes: Sequence[int], herhaald: int) -> int:
    """On how many pages beside each other columns are readable, each with `herhaald` characters again."""
    return max(1, ceil((sum(breedtes) - herhaald) / (_LEESBAAR - herhaald)))


def _breedte(veld: Mapping[str, str], wijze: str, cellen: pd.Series) -> int:
    """As wide as what a column holds; long texts are wrapped, if they can between words, and so is what is
    said of it (`wijze`: how it was made)."""
    uitleg = max(len(veld["title"]), len(wijze))
    minst = max(len(veld["name"]) + 4, _GETALBREED, -(-uitleg // _KOPREGELS) + 2)
    if veld["type"] != "string":
        return minst
    teksten = [str(cel) for cel in cellen.dropna().unique()]
    langste = max(map(len, teksten), default=0)
    woord = max((len(woord) for tekst in teksten for woord in tekst.split()), default=0)
    gewikkeld = max(_TEKSTBREED, woord + 2, -(-langste // _REGELS))
    return min(max(minst, min(langste + 2, gewikkeld)), _BREEDST)


def _codes(
    blad: Any,
    kolom: int,
    codes: Mapping[int, str],
    plek: Mapping[str, int],
    stijl: Mapping[str, Any],
) -> None:
    """The last column: the code of every row, which leads to its line on the sheet herkomst."""
    if not codes:
        return
    blad.set_column(kolom, kolom, _CODEBREED)
    blad.write_string(1, kolom, "waar de rij vandaan komt", stijl["uitleg"])
    blad.write_string(KOPRIJ, kolom, "code", stijl["kop"])
    for rij, een in codes.items():
        doel = f"internal:'{HERKOMST}'!A{plek[een]}"
        blad.write_url(KOPRIJ + rij - 1, kolom, doel, stijl["link"], een)


def _cellen(kolom: pd.Series) -> list[Any]:
    """What a column holds; None where there is nothing, MERK where it is shielded."""
    return [
        MERK if is_afgeschermd(cel) else None if weg else cel
        for cel, weg in zip(kolom, kolom.isna(), strict=True)
    ]


def _schrijver(
    blad: Any, veld: Mapping[str, str], stijl: Mapping[str, Any]
) -> Callable[[int, int, Any], object]:
    """What writes a cell of a column, by what the column holds."""
    if veld["type"] == "date":
        return lambda nr, kolom, cel: blad.write_datetime(
            nr, kolom, date.fromisoformat(cel), stijl["dag"]
        )
    if veld["type"] == "string":
        vorm = stijl["lees"]
        return lambda nr, kolom, cel: blad.write_string(nr, kolom, cel, vorm)
    vorm = stijl[_getalvorm(veld)]
    return lambda nr, kolom, cel: blad.write_number(nr, kolom, cel, vorm)


def _getalvorm(veld: Mapping[str, str]) -> str:
    if veld.get("eenheid") == "fractie":
        return "fractie"
    if veld["type"] == "number":
        return "getal"
    return "nummer" if veld.get("eenheid", "") in ("", "jaar") else "aantal"


def _druk(blad: Any, titel: str, breedtes: Sequence[int], vast: int = 0) -> None:
    """On landscape A4, on as many pages beside each other as keep it readable, which follow each other; each
    has its title above, and begins with the `vast` first columns, where those leave room for others.
    `breedtes` of all columns."""
    eerst = sum(breedtes[:vast])
    herhaald = eerst if eerst <= _LEESBAAR // 2 else 0
    naast = _naast(breedtes, herhaald)
    if herhaald and naast > 1:
        blad.repeat_columns(0, vast - 1)
    blad.set_landscape()
    blad.set_paper(9)
    blad.fit_to_pages(naast, 0)
    if naast > 1:
        blad.print_across()
    blad.set_margins(**_MARGE)
    vast_formaat = {"scale_with_doc": False}
    blad.set_header(f"&L&8 {titel.replace('&', '&&')[:_KOPLENGTE]}", vast_formaat)
    blad.set_footer("&L&8&A&R&8&P van &N", vast_formaat)
