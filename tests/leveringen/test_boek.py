"""A workbook or CSV is opened as sheets of cells: what is there, what cannot be seen, what was noticed."""

from __future__ import annotations

import struct
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from leveringen.leeshulp import als_csv, herschrijf, plan, rijen_van, schrijf_xlsx
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from woonanalyse.kern.fouten import InvoerFout
from woonanalyse.leveringen.openen.boek import Blad
from woonanalyse.leveringen.openen.inlezen import open_boek

GEGEVENS = Path(__file__).parent / "gegevens"


def eerste_blad(pad: Path) -> Blad:
    return open_boek(pad).bladen[0]


def test_cells_keep_their_kind(tmp_path: Path) -> None:
    rij = ["tekst", 12, 1.5, datetime(2026, 4, 7), True, None, "=Fase 2"]
    boek = openpyxl.Workbook()
    boek.active.append(rij)
    boek.active["G1"].data_type = "s"
    boek.save(tmp_path / "a.xlsx")
    assert list(eerste_blad(tmp_path / "a.xlsx").rijen[0]) == rij


def test_a_formula_without_outcome_is_known(tmp_path: Path) -> None:
    blad = eerste_blad(schrijf_xlsx(tmp_path / "a.xlsx", [["kop"], ["=1+1"], [3]]))
    assert blad.formules == {(2, 1): "=1+1"} and blad.zonder_waarde == {(2, 1)}
    assert [list(rij) for rij in blad.rijen] == [["kop"], [None], [3]]


@pytest.mark.parametrize(
    ("cel", "waarde", "zonder"),
    [
        ("><f>1+1</f><v>2</v>", 2, False),
        (' t="str"><f>1+1</f><v></v>', None, False),
        (' t="str"><f>1+1</f><v/>', None, False),
        ("><f>1+1</f><v></v>", None, True),
        ("><f>1+1</f><v/>", None, True),
        ("><f>1+1</f>", None, True),
        ('><f t="shared" si="0"/><v>7</v>', 7, False),
    ],
)
def test_the_stored_outcome_of_a_formula_counts(
    tmp_path: Path, cel: str, waarde: Any, zonder: bool
) -> None:
    pad = schrijf_xlsx(tmp_path / "a.xlsx", [["kop"], ["=1+1"], ["slot"]])
    blad = eerste_blad(herschrijf(pad, r"><f>1\+1</f><v ?/?>(</v>)?", cel))
    assert blad.rijen[1][0] == waarde and ((2, 1) in blad.zonder_waarde) is zonder
    assert (2, 1) in blad.formules


def test_a_workbook_that_counts_from_1904_has_the_days_that_it_shows(tmp_path: Path) -> None:
    boek = openpyxl.Workbook()
    boek.epoch = CALENDAR_MAC_1904
    boek.active.append([date(2020, 4, 7)])
    boek.save(tmp_path / "a.xlsx")
    gelezen = open_boek(tmp_path / "a.xlsx")
    assert gelezen.bladen[0].rijen[0][0] == datetime(2020, 4, 7)
    assert "1904" in " ".join(gelezen.notities)


def test_hidden_and_merged_is_seen(tmp_path: Path) -> None:
    boek = openpyxl.Workbook()
    blad = boek.active
    for rij in [["Groep", None, "c"], ["x", "y", "z"], ["x", "y", "z"]]:
        blad.append(rij)
    blad.merge_cells("A1:B1")
    blad.row_dimensions[3].hidden = True
    blad.column_dimensions["C"].hidden = True
    boek.create_sheet("Weg").append(["a"])
    boek["Weg"].sheet_state = "hidden"
    boek.save(tmp_path / "a.xlsx")
    eerste, tweede = open_boek(tmp_path / "a.xlsx").bladen
    assert eerste.samengevoegd == {(1, 2): (1, 1)} and not eerste.verborgen and tweede.verborgen
    assert eerste.verborgen_rijen == {3} and 3 in eerste.verborgen_kolommen
    assert not eerste.verborgen_kolommen & {1, 2}


def test_empty_rows_and_columns_at_the_end_are_none(tmp_path: Path) -> None:
    rijen: list[list[Any]] = [["a", "b", None], [None, None, None], ["", 1, ""], [None, None, ""]]
    blad = eerste_blad(schrijf_xlsx(tmp_path / "a.xlsx", rijen))
    assert [list(rij) for rij in blad.rijen] == [["a", "b"], [None, None], [None, 1]]


def test_a_wrong_size_in_the_file_hides_nothing(tmp_path: Path) -> None:
    pad = schrijf_xlsx(tmp_path / "a.xlsx", [["a", "b"], [1, 2]])
    blad = eerste_blad(herschrijf(pad, '<dimension ref="[^"]*"', '<dimension ref="A1"'))
    assert [list(rij) for rij in blad.rijen] == [["a", "b"], [1, 2]]


@pytest.mark.parametrize("soort", ["xls", "ods"])
def test_other_workbooks_say_what_they_hide(soort: str) -> None:
    boek = open_boek(GEGEVENS / f"plannen.{soort}")
    kop = [
        "plan_id",
        "gemeentecode",
        "naam",
        "planstatus",
        "totaal",
        "gerealiseerd",
        "rest",
        "sloop",
    ]
    assert list(boek.bladen[0].rijen[0]) == [*kop, "gewijzigd"]
    assert list(boek.bladen[0].rijen[2][:3]) == ["0147-12", "GM0141", "Súdhoek"]
    assert boek.bladen[0].rijen[2][4] == 22
    assert boek.soort == soort
    (beperking,) = boek.beperkingen
    assert "formules" in beperking and "verborgen" in beperking


def test_an_error_in_an_xls_is_not_an_empty_cell(tmp_path: Path) -> None:
    ruw = (GEGEVENS / "plannen.xls").read_bytes()
    plek = ruw.index(struct.pack("<HHHH", 0xFD, 10, 2, 3))
    met_fout = struct.pack("<HHHHHBB", 0x205, 10, 2, 3, 0, 0x17, 1)
    pad = tmp_path / "plannen.xls"
    pad.write_bytes(ruw[:plek] + met_fout + ruw[plek + len(met_fout) :])
    assert eerste_blad(pad).rijen[2][3] == "#REF!"


def test_an_error_in_an_ods_is_not_a_number(tmp_path: Path) -> None:
    pad = tmp_path / "plannen.ods"
    pad.write_bytes((GEGEVENS / "plannen.ods").read_bytes())
    fout = ' table:formula="of:=1/0"\\g<1>><text:p>#DIV/0!</text:p>'
    cel = r'( office:value-type="float" office:value="22"[^>]*)><text:p>22</text:p>'
    assert eerste_blad(herschrijf(pad, cel, fout, "content.xml")).rijen[2][4] == "#DIV/0!"


def test_a_broken_workbook_is_refused_with_how_to_mend_it(tmp_path: Path) -> None:
    heel = schrijf_xlsx(tmp_path / "a.xlsx", [["a"]]).read_bytes()
    for inhoud in (heel[:-200], b"PK\x03\x04" + b"x" * 500):
        (tmp_path / "b.xlsx").write_bytes(inhoud)
        with pytest.raises(InvoerFout, match=r"b\.xlsx.*bewaar het opnieuw"):
            open_boek(tmp_path / "b.xlsx")


RIJEN = [["naam", "aantal"], ["Súdhoek", "12"], ["Hof, fase 2", "3"]]


def csv_boek(map_: Path, inhoud: bytes) -> tuple[list[list[Any]], str, bool]:
    (map_ / "a.csv").write_bytes(inhoud)
    boek = open_boek(map_ / "a.csv")
    assert boek.soort == "csv" and len(boek.bladen) == 1 and boek.bladen[0].naam == ""
    return [list(rij) for rij in boek.bladen[0].rijen], " ".join(boek.notities), boek.komma


@pytest.mark.parametrize("teken", [",", ";", "\t", "|"])
@pytest.mark.parametrize("einde", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
def test_a_csv_is_read_by_what_parts_its_cells(
    tmp_path: Path, teken: str, einde: str, bom: bytes
) -> None:
    rijen, notities, komma = csv_boek(tmp_path, bom + als_csv(RIJEN, teken, einde).encode())
    assert rijen == RIJEN
    assert komma is (teken == ";")
    assert bool(notities) is (teken != ",")


def test_a_line_sep_is_obeyed_and_no_row(tmp_path: Path) -> None:
    rijen, _, komma = csv_boek(tmp_path, b"sep=;\r\n" + als_csv(RIJEN, ";", "\r\n").encode())
    assert rijen == RIJEN and komma


def test_latin_1_is_read_and_named_with_a_word_to_look_at(tmp_path: Path) -> None:
    rijen, notities, _ = csv_boek(tmp_path, als_csv(RIJEN).encode("cp1252"))
    assert rijen == RIJEN
    assert "Latin-1" in notities and "Súdhoek" in notities and "rij 2" in notities


@pytest.mark.parametrize("inhoud", ["naam;aantal\n".encode("utf-16"), b"na\x81am;x\ny;\xff\n"])
def test_other_letters_are_refused(tmp_path: Path, inhoud: bytes) -> None:
    (tmp_path / "a.csv").write_bytes(inhoud)
    with pytest.raises(InvoerFout, match="UTF-8"):
        open_boek(tmp_path / "a.csv")


def test_a_quote_that_does_not_close_is_refused_with_its_row(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('naam,aantal\nHof,1\n"Hof,2\nx,3\n', encoding="utf-8")
    with pytest.raises(InvoerFout, match=r"rij 3.*aanhalingstekens"):
        open_boek(tmp_path / "a.csv")


def test_a_cell_of_two_lines_is_one_cell(tmp_path: Path) -> None:
    rijen, _, _ = csv_boek(tmp_path, b'naam,aantal\n"Hof\nfase 2",1\n')
    assert rijen == [["naam", "aantal"], ["Hof\nfase 2", "1"]]


def test_names_that_were_guarded_come_back(tmp_path: Path) -> None:
    rijen, _, _ = csv_boek(tmp_path, b"naam,x\n'=Fase 2,1\n's-Hof,2\n")
    assert [rij[0] for rij in rijen] == ["naam", "=Fase 2", "'s-Hof"]


def test_semicolons_behind_the_last_row_are_no_rows(tmp_path: Path) -> None:
    rijen, _, _ = csv_boek(tmp_path, b"naam;aantal;\nHof;1;\n;;\n;;\n")
    assert rijen == [["naam", "aantal"], ["Hof", "1"]]


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"")
    with pytest.raises(InvoerFout, match="leeg"):
        open_boek(tmp_path / "a.csv")


def test_the_same_bytes_give_the_same_sheets(tmp_path: Path) -> None:
    pad = schrijf_xlsx(tmp_path / "a.xlsx", rijen_van([plan(), plan(plan_id="P-2")]))
    assert open_boek(pad) == open_boek(pad)


def test_formulas_without_outcome_at_the_end_are_not_cut_off(tmp_path: Path) -> None:
    blad = eerste_blad(schrijf_xlsx(tmp_path / "a.xlsx", [["a"], [1], [None, None, "=A2"]]))
    assert [list(rij) for rij in blad.rijen] == [["a", None, None], [1, None, None], [None] * 3]
    assert blad.zonder_waarde == {(3, 3)}
