"""An Excel template for every register that others fill in, made from the columns that are read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pandas as pd
import xlsxwriter
from xlsxwriter.utility import xl_range, xl_range_abs

from woonanalyse.kern.bestanden import schrijf_bytes
from woonanalyse.kern.formulier import formulieren
from woonanalyse.kern.kolomeis import Kolom
from woonanalyse.kern.regio import Regio, lees_regio
from woonanalyse.uitgave.excel import OPTIES
from woonanalyse.uitgave.formulieren import keuzes, soorten_bij_artikel

RIJEN = 5000
"""Rows below the header that Excel checks."""

GEMAAKT = datetime(2015, 1, 1)
"""The date in every template: the same columns give the same bytes."""

_EERSTE_DAG, _LAATSTE_DAG = date(1900, 1, 1), date(9999, 12, 31)
"""The days Excel knows."""


def schrijf_sjablonen(
    wortel: Path, map_: Path, registers: Iterable[str] | None = None
) -> list[Path]:
    """Write `<register>.xlsx` in `map_`, of all registers or of these; the files in that order.

    Raises InvoerFout when the region cannot be read, MachineFout when a file cannot be written.
    """
    regio = lees_regio(wortel)
    woorden = keuzes(wortel, regio)
    namen = list(formulieren() if registers is None else registers)
    inhoud = {map_ / f"{naam}.xlsx": sjabloon(naam, woorden[naam], regio) for naam in namen}
    for pad, ruw in inhoud.items():
        schrijf_bytes(pad, ruw)
    return list(inhoud)


def sjabloon(naam: str, woorden: Mapping[str, list[str]], regio: Regio) -> bytes:
    """The workbook of register `naam`; `woorden` by column are its drop-downs.

    Sheets: the register (only its header), Uitleg, Gemeenten, Keuzes (the words of the drop-downs).
    """
    kolommen = formulieren()[naam].kolommen
    uit = BytesIO()
    boek = xlsxwriter.Workbook(uit, OPTIES)
    boek.set_properties({"title": f"Sjabloon {naam}", "created": GEMAAKT})
    stijl = stijlen(boek)
    _register(boek.add_worksheet(naam), kolommen, woorden, stijl)
    leden = regio.gemeenten[["gemeentecode", "gemeente"]].to_numpy().tolist()
    leesblad(
        boek.add_worksheet("Uitleg"),
        {"kolom": 24, "wat het is": 60, "wat wordt verwacht": 60, "invullen": 12, "voorbeeld": 36},
        [_uitleg(naam, kolom, woorden, regio) for kolom in kolommen],
        stijl,
    )
    leesblad(boek.add_worksheet("Gemeenten"), {"code": 12, "naam": 30}, leden, stijl)
    _keuzes(boek.add_worksheet("Keuzes"), kolommen, woorden, stijl)
    boek.close()
    return uit.getvalue()


def stijlen(boek: Any) -> dict[str, Any]:
    """The formats of a template: a header, cells to fill in by kind, cells to read."""
    return {
        "kop": boek.add_format({"bold": True, "bottom": 1, "num_format": "@"}),
        "tekst": boek.add_format({"num_format": "@"}),
        "getal": boek.add_format({"num_format": "0", "valign": "top"}),
        "dag": boek.add_format({"num_format": "yyyy-mm-dd"}),
        "lees": boek.add_format({"num_format": "@", "text_wrap": True, "valign": "top"}),
    }


def _register(
    blad: Any,
    kolommen: Mapping[str, Kolom],
    woorden: Mapping[str, list[str]],
    stijl: dict[str, Any],
) -> None:
    """The sheet to fill in: header, formats and checks.

    Text cells keep what is typed (2017, 2017-04): Excel makes no date or number of it.
    """
    blad.freeze_panes(1, 0)
    for nr, (kolom, eis) in enumerate(kolommen.items()):
        soort = "dag" if eis.dag else "getal" if eis.bereik else "tekst"
        blad.set_column(nr, nr, max(len(kolom) + 4, 16), stijl[soort])
        blad.write_string(0, nr, kolom, stijl["kop"])
        blad.data_validation(1, nr, RIJEN, nr, _controle(kolom, eis, woorden))
    alles = xl_range(1, 0, RIJEN, len(kolommen) - 1)
    blad.ignore_errors({"number_stored_as_text": alles})


def _controle(kolom: str, eis: Kolom, woorden: Mapping[str, list[str]]) -> dict[str, Any]:
    """What Excel checks in one column, and what it says on entering a cell and on a mistake."""
    verwacht = _verwacht(kolom, eis, woorden)
    regel: dict[str, Any] = {"validate": "any"}
    if kolom in woorden:
        nr = list(woorden).index(kolom)
        lijst = xl_range_abs(1, nr, len(woorden[kolom]), nr)
        regel = {"validate": "list", "source": f"=Keuzes!{lijst}"}
    elif eis.dag:
        regel = {"validate": "date", "minimum": _EERSTE_DAG, "maximum": _LAATSTE_DAG}
    elif eis.bereik:
        regel = {"validate": "integer", "minimum": eis.bereik[0], "maximum": eis.bereik[1]}
    if "minimum" in regel:
        regel["criteria"] = "between"
    return {
        **regel,
        "input_title": kolom,
        "input_message": verwacht,
        "error_title": "Dit kan hier niet",
        "error_message": f"Verwacht: {verwacht}.",
    }


def _verwacht(kolom: str, eis: Kolom, woorden: Mapping[str, list[str]]) -> str:
    """What the reader expects; where the words are the region's, where they stand."""
    if kolom in woorden and not eis.keuzes:
        return "een van de woorden op blad Keuzes" + ("; leeg mag" if eis.leeg else "")
    return eis.verwacht


def _uitleg(
    naam: str, kolom: str, woorden: Mapping[str, list[str]], regio: Regio
) -> tuple[str, str, str, str, str]:
    """The line of one column on sheet Uitleg."""
    formulier = formulieren()[naam]
    eis, wat = formulier.kolommen[kolom], formulier.uitleg[kolom]
    verwacht = _verwacht(kolom, eis, woorden)
    if (naam, kolom) == ("voortgang", "soort"):
        verwacht += f" ({soorten_bij_artikel(regio)})"
    invullen = "leeg mag" if eis.leeg else "verplicht"
    return kolom, wat, verwacht, invullen, voorbeeld(naam, kolom, woorden, regio) or "(leeg)"


def voorbeeld(naam: str, kolom: str, woorden: Mapping[str, list[str]], regio: Regio) -> str:
    """An example cell: of the columns, or the first word or code of the region."""
    gegeven = formulieren()[naam].voorbeelden.get(kolom)
    if gegeven is not None:
        return gegeven
    return woorden[kolom][0] if kolom in woorden else str(regio.gemeenten["gemeentecode"].iloc[0])


def leesblad(
    blad: Any,
    kop: Mapping[str, int],
    rijen: Iterable[Sequence[str]],
    stijl: dict[str, Any],
    *,
    begin: int = 0,
) -> None:
    """A sheet to read: `kop` by width, then the lines, from row `begin` (0 the first) on."""
    if begin == 0:
        blad.freeze_panes(1, 0)
    for nr, (titel, breedte) in enumerate(kop.items()):
        blad.set_column(nr, nr, breedte)
        blad.write_string(begin, nr, titel, stijl["kop"])
    for rij, cellen in enumerate(rijen, start=begin + 1):
        blad.set_row(rij, hoogte(cellen, list(kop.values())))
        for nr, cel in enumerate(cellen):
            blad.write_string(rij, nr, cel, stijl["lees"])


def hoogte(cellen: Iterable[str], breedtes: Iterable[int]) -> int:
    """The height in points of a row in which these texts are wrapped in columns of these widths."""
    regels = (
        -(-len(cel) // max(breed - 2, 1)) for cel, breed in zip(cellen, breedtes, strict=True)
    )
    return 15 * max([1, *regels])


def _keuzes(
    blad: Any,
    kolommen: Mapping[str, Kolom],
    woorden: Mapping[str, list[str]],
    stijl: dict[str, Any],
) -> None:
    """The words of each drop-down, one column each; numbers as numbers, else none would match."""
    leesblad(blad, dict.fromkeys(woorden, 40), [], stijl)
    for nr, (kolom, lijst) in enumerate(woorden.items()):
        for rij, woord in enumerate(lijst, start=1):
            if kolommen[kolom].bereik:
                blad.write_number(rij, nr, int(woord), stijl["getal"])
            else:
                blad.write_string(rij, nr, woord, stijl["tekst"])


def tabelblad(
    blad: Any, frame: pd.DataFrame, breedtes: Mapping[str, int], stijl: Mapping[str, Any]
) -> None:
    """A table to read: frozen head, filter, numbers as numbers, what is unknown left empty; a row is as high
    as its longest text."""
    blad.freeze_panes(1, 0)
    blad.set_landscape()
    blad.repeat_rows(0)
    breed = []
    for nr, kop in enumerate(frame.columns):
        langste = max([len(kop) + 3, *(len(str(cel)) + 1 for cel in frame[kop].dropna())])
        breed.append(breedtes.get(kop, min(langste, 50)))
        blad.set_column(nr, nr, breed[-1])
        blad.write_string(0, nr, kop, stijl["kop"])
    for rij, cellen in enumerate(frame.itertuples(index=False, name=None), start=1):
        teksten = [cel if isinstance(cel, str) else "" for cel in cellen]
        blad.set_row(rij, hoogte(teksten, breed))
        for nr, cel in enumerate(cellen):
            _schrijf_cel(blad, rij, nr, cel, stijl)
    if len(frame):
        blad.autofilter(0, 0, len(frame), len(frame.columns) - 1)


def _schrijf_cel(blad: Any, rij: int, nr: int, cel: Any, stijl: Mapping[str, Any]) -> None:
    if cel is None or pd.isna(cel):
        return
    if isinstance(cel, str):
        blad.write_string(rij, nr, cel, stijl["lees"])
    else:
        blad.write_number(rij, nr, int(cel), stijl["getal"])
