"""The workbook: typed cells, text that stays text, and a gate that refuses what runs."""

from __future__ import annotations

import json
from datetime import datetime
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hulp import schrijf_rijen

from woonanalyse.kern.bestanden import schrijf_json
from woonanalyse.kern.catalogus import tabellen
from woonanalyse.uitgave.poort import controleer_xlsx
from woonanalyse.uitgave.werkboek import KOPRIJ, _druk, _herkenbaar, werkboek
from woonanalyse.uitkomsten.resultaten import Resultaten

VIJANDIG = [
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2",
    "@SUM(A1)",
    "<script>alert(1)</script>",
    "https://example.org/x",
    "mailto:a@b.nl",
    '#import "x"',
    "*vet* $x$ \\ `c`",
    "_x0041_",
    "🏘️ plan",
    "\u202eomgekeerd",
    "x" * 300,
    "007",
]

VELDEN = {naam: v for tabel in tabellen().values() for naam, v in tabel.velden.items()}


@pytest.fixture
def map_(tmp_path: Path) -> Path:
    kolommen = ["gemeentecode", "naam", "behoefte", "dekking", "hersteldatum", "periode_van"]
    regels = [["GM0141", naam, "1775", "1.0056657", "2020-01-31", "2017"] for naam in VIJANDIG]
    regels.append(["GM0147", "leeg", "", "", "", ""])
    schrijf_rijen(tmp_path / "balans.csv", [kolommen, *regels])
    herkomst = ["code", "uitkomst", "uitkomstrijen", "bronbestand", "bronrijen"]
    lijnen = [["B141", "balans.csv", f"2-{len(VIJANDIG) + 1}", "=1+1", "2, 5-8"]]
    lijnen += [["B0", "balans.csv", f"2-{len(VIJANDIG) + 2}", "", ""]]
    schrijf_rijen(tmp_path / "herkomst.csv", [herkomst, *lijnen])
    pakket = {
        "title": "RWP <b>Proef</b>",
        "description": "=1+1",
        "created": "2017-01-01T00:00:00Z",
        "sources": [
            {
                "title": t,
                "path": "data/raw/x.csv",
                "uitgever": t,
                "peildatum": "2017",
                "licentie": t,
            }
            for t in VIJANDIG
        ],
        "resources": [
            {
                "title": "=Titel",
                "path": "balans.csv",
                "schema": {
                    "fields": [{"name": k, **VELDEN[k], "herkomst": f"={k}"} for k in kolommen]
                },
            },
            {
                "title": "Herkomst",
                "path": "herkomst.csv",
                "schema": {"fields": [VELDEN[k] for k in herkomst]},
            },
        ],
    }
    schrijf_json(tmp_path / "datapackage.json", pakket)
    return tmp_path


def maak(map_: Path, *, voorbeelddata: bool = False) -> bytes:
    """The workbook of the results in a folder."""
    resultaten = Resultaten(map_)
    return werkboek(resultaten.pakket, resultaten.tabellen(), voorbeelddata=voorbeelddata)


def schrijf(map_: Path, *, voorbeelddata: bool = False) -> Path:
    pad = map_ / "rwp.xlsx"
    pad.write_bytes(maak(map_, voorbeelddata=voorbeelddata))
    return pad


def test_cells_are_typed_and_text_stays_text(map_: Path) -> None:
    pad = schrijf(map_)
    blad = openpyxl.load_workbook(pad)["balans"]
    rijen = list(blad.iter_rows(min_row=KOPRIJ + 2, values_only=True))
    assert [rij[1] for rij in rijen] == [*VIJANDIG, "leeg"]
    assert rijen[0][2:-1] == (1775, 1.0056657, datetime(2020, 1, 31), 2017)
    assert rijen[-1][:-1] == ("GM0147", "leeg", None, None, None, None)
    assert all(cel.data_type != "f" for rij in blad.iter_rows() for cel in rij)
    assert controleer_xlsx(pad) == []


def test_head_gives_meaning_unit_and_name_and_stays_in_view(map_: Path) -> None:
    blad = openpyxl.load_workbook(schrijf(map_))["balans"]
    titel, uitleg, eenheid, hoe, namen = blad.iter_rows(max_row=KOPRIJ + 1, values_only=True)
    assert titel[0] == "=Titel" and namen[2] == "behoefte"
    assert eenheid[2:4] == ("woningen", "fractie") and "behoefte" in str(uitleg[2])
    assert hoe[2] == "=behoefte"
    assert blad.freeze_panes == f"A{KOPRIJ + 2}"
    vormen = [blad.cell(KOPRIJ + 2, kolom).number_format for kolom in (3, 4, 5, 6)]
    assert vormen == ["#,##0", "0.0%", "yyyy-mm-dd", "0"]


@pytest.mark.parametrize(
    ("breedtes", "vast", "naast", "herhaald"),
    [
        ([40, 50], 1, 1, None),
        ([20, 20, *[20] * 23], 2, 3, "$A:$B"),
        ([90, 60, *[30] * 10], 2, 3, None),
        ([20] * 25, 0, 3, None),
    ],
)
def test_a_wide_sheet_is_printed_on_pages_that_begin_with_its_first_columns(
    breedtes: list[int], vast: int, naast: int, herhaald: str | None
) -> None:
    uit = BytesIO()
    boek = xlsxwriter.Workbook(uit)
    _druk(boek.add_worksheet("blad"), "Titel", breedtes, vast)
    boek.close()
    blad = openpyxl.load_workbook(uit)["blad"]
    assert (blad.page_setup.fitToWidth or 1, blad.page_setup.fitToHeight) == (naast, 0)
    assert blad.print_title_cols == herhaald and blad.page_setup.orientation == "landscape"
    assert (blad.page_setup.pageOrder == "overThenDown") == (naast > 1), (
        "halves of a row side by side"
    )


@pytest.mark.parametrize(
    ("namen", "sleutel", "breedtes", "aan"),
    [
        (["editie", "artikel", "partij", "waarde"], ["artikel", "partij"], [12, 12, 20, 30], 3),
        (["code", "gemeente", "waarde"], ["code"], [12, 20, 12], 2),
        (["code", "uitleg", "bron"], ["code", "bron"], [12, 80, 30], 1),
        (["code", "soort", *"abcd"], ["code", "soort"], [12, 12, *[99] * 4], 1),
        (["uitleg", "code"], ["code"], [120, 12], 0),
        (["waarde"], [], [12], 0),
    ],
)
def test_the_columns_that_tell_which_row_it_is_stand_on_every_page(
    namen: list[str], sleutel: list[str], breedtes: list[int], aan: int
) -> None:
    tabel = {"schema": {"fields": [{"name": naam} for naam in namen], "primaryKey": sleutel}}
    assert _herkenbaar(tabel, breedtes) == aan


def test_on_paper_each_page_has_the_title_and_the_names_of_its_columns(map_: Path) -> None:
    """What a column is stands on the first page alone: it would take a quarter of every other one."""
    blad = openpyxl.load_workbook(schrijf(map_))["balans"]
    assert blad.print_title_rows == f"${KOPRIJ + 1}:${KOPRIJ + 1}"
    assert blad.oddHeader.left.text is not None and "=Titel" in blad.oddHeader.left.text
    assert "&A" in str(blad.oddFooter.left.text) and "&P" in str(blad.oddFooter.right.text)
    assert blad.print_options.gridLines


def test_a_long_text_is_wrapped_and_a_word_is_not_broken(map_: Path) -> None:
    pad = map_ / "balans.csv"
    lang = "woord " * 40
    pad.write_text(f"{pad.read_text(encoding='utf-8')}GM0189,{lang},,,,\n", encoding="utf-8")
    blad = openpyxl.load_workbook(schrijf(map_))["balans"]
    cel = blad.cell(KOPRIJ + 2 + len(VIJANDIG) + 1, 2)
    assert str(cel.value) == lang and cel.alignment.wrap_text
    breedtes = [blad.column_dimensions[letter].width for letter in "ABC"]
    assert breedtes[0] < 20 and breedtes[1] >= len(lang) / 6 and breedtes[2] < 15
    hoogtes = [blad.row_dimensions[rij].height for rij in (KOPRIJ + 2, cel.row)]
    assert hoogtes[0] in (None, 15) and hoogtes[1] >= 4 * 15


def test_every_row_leads_to_where_it_comes_from(map_: Path) -> None:
    boek = openpyxl.load_workbook(schrijf(map_))
    blad = boek["balans"]
    laatste = blad.max_column
    assert blad.cell(KOPRIJ + 1, laatste).value == "code"
    cellen = [blad.cell(KOPRIJ + 2 + nr, laatste) for nr in range(len(VIJANDIG) + 1)]
    assert [cel.value for cel in cellen] == ["B141"] * len(VIJANDIG) + ["B0"]
    for cel in (cellen[0], cellen[-1]):
        assert cel.hyperlink is not None
        _, _, plek = str(cel.hyperlink.location).partition("!")
        assert boek["herkomst"][plek].value == cel.value


def test_a_table_without_rows_is_named_and_has_no_sheet(map_: Path) -> None:
    pad = map_ / "balans.csv"
    pad.write_text(pad.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    boek = openpyxl.load_workbook(schrijf(map_))
    assert boek.sheetnames == ["Leeswijzer", "herkomst"]
    regels = [rij for rij in boek["Leeswijzer"].iter_rows(values_only=True) if rij[0] == "balans"]
    assert [rij[2] for rij in regels] == [0]


def test_example_data_is_named_on_every_sheet(map_: Path) -> None:
    boek = openpyxl.load_workbook(schrijf(map_, voorbeelddata=True))
    assert all("VOORBEELDDATA" in str(blad["A1"].value) for blad in boek)
    boek = openpyxl.load_workbook(schrijf(map_))
    assert not any("VOORBEELDDATA" in str(blad["A1"].value) for blad in boek)


def test_same_tables_same_bytes(map_: Path) -> None:
    eerste = maak(map_)
    assert maak(map_) == eerste
    pakket = json.loads((map_ / "datapackage.json").read_text(encoding="utf-8"))
    schrijf_json(map_ / "datapackage.json", pakket | {"created": "2018-01-01T00:00:00Z"})
    assert maak(map_) != eerste


def test_gate_refuses_a_formula_a_link_outside_and_what_is_no_workbook(tmp_path: Path) -> None:
    pad = tmp_path / "fout.xlsx"
    boek = xlsxwriter.Workbook(str(pad))
    blad = boek.add_worksheet("a")
    blad.write_formula(0, 0, "=1+1")
    blad.write_url(1, 0, "https://example.org")
    boek.close()
    gevonden = " ".join(controleer_xlsx(pad))
    assert "formule" in gevonden and "naar buiten" in gevonden
    pad.write_bytes(b"geen zip")
    assert "niet te lezen" in controleer_xlsx(pad)[0]
