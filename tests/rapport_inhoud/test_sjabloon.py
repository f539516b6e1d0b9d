"""The Excel templates: made from the columns, the same every time, and readable when filled in."""

from __future__ import annotations

import time
import warnings
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
from hulp import WORTEL, lees_rijen, schrijf_rijen
from openpyxl.worksheet.datavalidation import DataValidation

from woonanalyse.kern.formulier import formulieren
from woonanalyse.kern.fouten import InvoerFout, WoonanalyseFout
from woonanalyse.kern.kolomeis import geheel, jaar, woningen
from woonanalyse.kern.regio import lees_regio
from woonanalyse.kern.registers import REGISTERS, lees_registers
from woonanalyse.kern.yamlbestand import lees_yaml
from woonanalyse.onderwerpen.statushouders import bron as statushouders
from woonanalyse.onderwerpen.wijkaanpak import bron as wijkaanpakken
from woonanalyse.uitgave.formulieren import keuzes
from woonanalyse.uitgave.sjabloon import RIJEN, schrijf_sjablonen, sjabloon, voorbeeld

FORMULIEREN = {naam: formulier.kolommen for naam, formulier in formulieren().items()}
REGIO = lees_regio(WORTEL)
WOORDEN = keuzes(WORTEL, REGIO)
KOLOMMEN = [(naam, kolom) for naam in FORMULIEREN for kolom in FORMULIEREN[naam]]

elk_register = pytest.mark.parametrize("naam", FORMULIEREN)
elke_kolom = pytest.mark.parametrize(("naam", "kolom"), KOLOMMEN)


@cache
def ruw(naam: str) -> bytes:
    return sjabloon(naam, WOORDEN[naam], REGIO)


@cache
def boek_van(naam: str) -> Any:
    """The template of a register, which nobody changes: who fills it in opens another."""
    return openpyxl.load_workbook(BytesIO(ruw(naam)))


def tabel_van(blad: Any) -> list[list[Any]]:
    return [[cel.value for cel in rij] for rij in blad.iter_rows()]


@cache
def controles(naam: str) -> dict[str, DataValidation]:
    """The check of each column, by the column's name."""
    blad = boek_van(naam)[naam]
    gevonden = {}
    for regel in blad.data_validations.dataValidation:
        (bereik,) = regel.sqref.ranges
        assert bereik.min_col == bereik.max_col
        assert (bereik.min_row, bereik.max_row) == (2, RIJEN + 1)
        gevonden[blad.cell(1, bereik.min_col).value] = regel
    return gevonden


def cel(naam: str, kolom: str, tekst: str) -> str | int | date | None:
    """What stands in the cell after typing `tekst`: the column says what Excel makes of it."""
    if tekst == "":
        return None
    if FORMULIEREN[naam][kolom].bereik:
        return int(tekst)
    return date.fromisoformat(tekst) if FORMULIEREN[naam][kolom].dag else tekst


def vul_in(naam: str, map_: Path, **anders: str) -> str:
    """Fill one line with the examples, save as workbook, then its sheet as CSV; the CSV's name."""
    boek = openpyxl.load_workbook(BytesIO(ruw(naam)))
    blad = boek[naam]
    for nr, kolom in enumerate(FORMULIEREN[naam], start=1):
        tekst = anders.get(kolom, voorbeeld(naam, kolom, WOORDEN[naam], REGIO))
        blad.cell(2, nr).value = cel(naam, kolom, tekst)
    boek.save(map_ / "ingevuld.xlsx")
    ingevuld = openpyxl.load_workbook(map_ / "ingevuld.xlsx")[naam]
    schrijf_rijen(
        map_ / f"{naam}.csv", [[als_csv(waarde) for waarde in r] for r in tabel_van(ingevuld)]
    )
    return f"{naam}.csv"


def als_csv(waarde: str | int | datetime | None) -> str:
    """A cell as a spreadsheet saves it, in the format of its column."""
    if isinstance(waarde, datetime):
        return waarde.strftime("%Y-%m-%d")
    return "" if waarde is None else str(waarde)


@elke_kolom
def test_every_column_is_explained(naam: str, kolom: str) -> None:
    wat, gegeven = formulieren()[naam].uitleg[kolom], formulieren()[naam].voorbeelden.get(kolom)
    assert wat[0].isalnum() and wat.endswith(".") and len(wat) > 15
    woord = voorbeeld(naam, kolom, WOORDEN[naam], REGIO)
    assert FORMULIEREN[naam][kolom].geldig(woord)
    assert gegeven is not None or woord
    assert woord == "" or woord in WOORDEN[naam].get(kolom, [woord])


def test_order_of_the_forms_and_an_example_that_is_not_made() -> None:
    assert list(FORMULIEREN) == [
        *REGISTERS,
        "wijkaanpakken",
        "statushouders",
        "standen",
        "reacties",
        "plankeuzes",
    ]
    for naam in REGISTERS:
        assert formulieren()[naam].voorbeelden["voorbeelddata"] == "nee"


@elk_register
def test_sheets(naam: str) -> None:
    boek = boek_van(naam)
    assert boek.sheetnames == [naam, "Uitleg", "Gemeenten", "Keuzes"]
    assert boek.active.title == naam
    assert tabel_van(boek[naam]) == [list(FORMULIEREN[naam])]
    assert [boek[blad].freeze_panes for blad in boek.sheetnames] == ["A2"] * 4
    leden = REGIO.gemeenten[["gemeentecode", "gemeente"]].to_numpy().tolist()
    assert tabel_van(boek["Gemeenten"]) == [["code", "naam"], *leden]


@elk_register
def test_sheet_with_explanation(naam: str) -> None:
    kop, *rijen = tabel_van(boek_van(naam)["Uitleg"])
    assert kop == ["kolom", "wat het is", "wat wordt verwacht", "invullen", "voorbeeld"]
    for (kolom, eis), rij in zip(FORMULIEREN[naam].items(), rijen, strict=True):
        assert rij[:2] == [kolom, formulieren()[naam].uitleg[kolom]]
        if kolom not in WOORDEN[naam] or eis.keuzes:
            assert rij[2] == eis.verwacht
        assert rij[3] == ("leeg mag" if eis.geldig("") else "verplicht")
        assert rij[4] == (voorbeeld(naam, kolom, WOORDEN[naam], REGIO) or "(leeg)")


def test_words_that_go_with_an_article_are_explained() -> None:
    rijen = tabel_van(boek_van("voortgang")["Uitleg"])
    (verwacht,) = [rij[2] for rij in rijen if rij[0] == "soort"]
    assert "artikel 1: bijeenkomst of " in verwacht and "; artikel 2: pilot of " in verwacht


@elk_register
def test_drop_downs_hold_exactly_the_words(naam: str) -> None:
    boek = boek_van(naam)
    lijsten = {}
    for kolom, regel in controles(naam).items():
        if regel.type == "list":
            blad, bereik = regel.formula1.removeprefix("=").split("!")
            lijsten[kolom] = [str(rij[0].value) for rij in boek[blad][bereik.replace("$", "")]]
    assert lijsten == WOORDEN[naam]
    uit_schema = {kolom: list(eis.keuzes) for kolom, eis in FORMULIEREN[naam].items() if eis.keuzes}
    assert uit_schema.items() <= lijsten.items()
    for kolom, lijst in lijsten.items():
        assert len(set(lijst)) == len(lijst)
        assert all(FORMULIEREN[naam][kolom].geldig(woord) for woord in lijst)
    kolommen = tabel_van(boek["Keuzes"])[0]
    assert kolommen == list(lijsten)


@elke_kolom
def test_words_of_a_column_are_all_it_takes(naam: str, kolom: str) -> None:
    eis = FORMULIEREN[naam][kolom]
    if eis.keuzes:
        assert all(eis.geldig(woord) for woord in eis.keuzes)
        assert not any(eis.geldig(woord) for woord in ("iets anders", eis.keuzes[0].upper()))


def test_words_of_the_region() -> None:
    partijen = WOORDEN["termijnen"]["partij"]
    assert partijen == WOORDEN["besluiten"]["partij"]
    assert set(partijen) == {
        *REGIO.gemeenten["gemeentecode"], *REGIO.subregios, "provincie", "GS", "gemeenten",
        "gezamenlijk",
    }  # fmt: skip
    assert {"wijziging RWP", "prioritering"} <= set(WOORDEN["besluiten"]["soort"])
    assert WOORDEN["voortgang"]["artikel"][:3] == ["1", "2", "3"]
    assert WOORDEN["wijkaanpakken"]["gemeentenaam"] == list(REGIO.gemeenten["gemeente"])
    assert "gemeentecode" not in WOORDEN["statushouders"]


@elke_kolom
def test_formats_and_checks_follow_the_column(naam: str, kolom: str) -> None:
    eis = FORMULIEREN[naam][kolom]
    regel = controles(naam)[kolom]
    nr = list(FORMULIEREN[naam]).index(kolom) + 1
    vormen = boek_van(naam)[naam].column_dimensions.values()
    (vorm,) = [vorm for vorm in vormen if vorm.min <= nr <= vorm.max]
    anders = "date" if eis.dag else "whole" if eis.bereik else None
    soort = "list" if kolom in WOORDEN[naam] else anders
    assert regel.type == soort
    assert vorm.number_format == ("yyyy-mm-dd" if eis.dag else "0" if eis.bereik else "@")
    assert vorm.width > len(kolom) and vorm.width > len("2017-01-01")
    if soort == "whole":
        assert (int(regel.formula1), int(regel.formula2)) == eis.bereik
    if soort is not None:
        assert regel.operator in (None, "between") and regel.errorStyle in (None, "stop")
        assert regel.showErrorMessage and regel.error.startswith("Verwacht: ")
    assert regel.showInputMessage and regel.promptTitle == kolom and regel.prompt
    assert (soort is None) or not regel.showDropDown  # true hides the arrow


@pytest.mark.parametrize("maak", [woningen, geheel, jaar])
def test_range_of_whole_numbers_is_what_the_column_takes(maak: Callable[[], Any]) -> None:
    eis = maak()
    laag, hoog = eis.bereik
    assert eis.bezwaar(str(laag)) is None and eis.bezwaar(str(hoog)) is None
    assert eis.bezwaar(str(laag - 1)) and eis.bezwaar(str(hoog + 1))


@pytest.mark.lang
def test_the_same_bytes_a_while_later(tmp_path: Path) -> None:
    eerst = {pad.name: pad.read_bytes() for pad in schrijf_sjablonen(WORTEL, tmp_path / "a")}
    time.sleep(2.1)  # a ZIP counts in steps of two seconds
    later = {pad.name: pad.read_bytes() for pad in schrijf_sjablonen(WORTEL, tmp_path / "b")}
    assert eerst == later == {f"{naam}.xlsx": ruw(naam) for naam in FORMULIEREN}
    assert sorted(pad.name for pad in (tmp_path / "a").iterdir()) == sorted(eerst)


@elk_register
def test_no_formulas_and_no_links(naam: str) -> None:
    with zipfile.ZipFile(BytesIO(ruw(naam))) as zip_:
        for deel in zip_.namelist():
            tekst = zip_.read(deel).decode("utf-8")
            assert "<f>" not in tekst and "<f " not in tekst and "hyperlink" not in tekst
    for blad in boek_van(naam):
        assert all(cel.data_type in "sn" for rij in blad.iter_rows() for cel in rij)


def test_a_word_that_looks_like_a_formula_stays_text() -> None:
    woorden = {**WOORDEN["wijkaanpakken"], "type_aanpak": ["=1+1", "https://www.example.nl"]}
    boek = openpyxl.load_workbook(BytesIO(sjabloon("wijkaanpakken", woorden, REGIO)))
    blad = boek["Keuzes"]
    (cellen,) = [kolom for kolom in blad.iter_cols() if kolom[0].value == "type_aanpak"]
    assert [cel.value for cel in cellen[1:3]] == ["=1+1", "https://www.example.nl"]
    with zipfile.ZipFile(BytesIO(sjabloon("wijkaanpakken", woorden, REGIO))) as zip_:
        delen = "".join(zip_.read(deel).decode("utf-8") for deel in zip_.namelist())
    assert "<f>" not in delen and "hyperlink" not in delen


def test_nothing_is_left_out_with_a_warning() -> None:
    """XlsxWriter warns and goes on when a text is too long for Excel."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for naam in FORMULIEREN:
            sjabloon(naam, WOORDEN[naam], REGIO)
            assert list(controles(naam)) == list(FORMULIEREN[naam])


@pytest.mark.parametrize("naam", REGISTERS)
def test_filled_register_is_read(tmp_path: Path, naam: str) -> None:
    vul_in(naam, tmp_path)
    frames, problemen = lees_registers(
        tmp_path, ".", REGIO.gemeenten, REGIO.subregios, REGIO.afspraken, edities=REGIO.edities
    )
    assert problemen == []
    assert frames is not None and len(frames[naam]) == 1
    assert all(frames[ander].empty for ander in REGISTERS if ander != naam)
    for kolom, waarde in frames[naam].iloc[0].items():
        gezien = "" if pd.isna(waarde) else str(waarde)
        assert gezien == voorbeeld(naam, str(kolom), WOORDEN[naam], REGIO)


@pytest.mark.parametrize("datum", ["2017", "2017-04", "2017-04-18"])
def test_a_date_stays_as_it_was_typed(tmp_path: Path, datum: str) -> None:
    vul_in("besluiten", tmp_path, datum=datum)
    frames, problemen = lees_registers(
        tmp_path, ".", REGIO.gemeenten, REGIO.subregios, REGIO.afspraken, edities=REGIO.edities
    )
    assert problemen == []
    assert frames is not None and frames["besluiten"]["datum"].tolist() == [datum]


def test_filled_districts_are_read(tmp_path: Path) -> None:
    regels, _ = lees_yaml(WORTEL, "data/wijkaanpak.yml", "onderwerpen/wijkaanpak/instellingen")
    bestand = vul_in("wijkaanpakken", tmp_path)
    frame, problemen = wijkaanpakken.lees_register(
        tmp_path, bestand, REGIO.gemeenten, {**regels, "afwijkingen": []}, "regels.yml"
    )
    assert problemen == []
    assert frame is not None and len(frame) == 1


@pytest.mark.parametrize(
    "anders",
    [{}, {"soort": "overloop", "aantal": "-3"}, {"soort": "verplaatst", "naar": "1"}],
)
def test_filled_deliveries_are_read(tmp_path: Path, anders: dict[str, str]) -> None:
    codes = list(REGIO.gemeenten["gemeentecode"])
    if anders.pop("naar", None):
        anders["naar_gemeentecode"] = codes[1]
    bestand = vul_in("statushouders", tmp_path, **anders)
    frame, problemen = statushouders.lees_register(tmp_path, bestand, codes)
    assert problemen == []
    assert frame is not None and len(frame) == 1


def test_mistakes_in_a_filled_template_are_named(tmp_path: Path) -> None:
    vul_in("besluiten", tmp_path, voorbeelddata="ja", partij="Amsterdam")
    assert lees_rijen(tmp_path / "besluiten.csv")[0] == list(FORMULIEREN["besluiten"])
    frames, problemen = lees_registers(
        tmp_path, ".", REGIO.gemeenten, REGIO.subregios, REGIO.afspraken, edities=REGIO.edities
    )
    assert frames is None
    assert {(fout.rij, fout.kolom) for fout in problemen} == {(2, "voorbeelddata"), (2, "partij")}


def test_rules_that_cannot_be_read(project: Path) -> None:
    (project / "data/wijkaanpak.yml").unlink()
    with pytest.raises(InvoerFout, match=r"data/wijkaanpak\.yml"):
        schrijf_sjablonen(project, project / "uit")
    assert not (project / "uit").exists()


def test_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "uit").write_text("van een ander", encoding="utf-8")
    with pytest.raises(WoonanalyseFout, match="hier staat"):
        schrijf_sjablonen(WORTEL, tmp_path / "uit")
    assert (tmp_path / "uit").read_text(encoding="utf-8") == "van een ander"
