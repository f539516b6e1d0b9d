"""Columns that a format does not take: what is plainly wrong there is asked, anything else is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from diwihulp import PLAN as DIWI
from diwihulp import werkboek
from leveringen.leeshulp import REGIO, herschrijf, lever, met_code, plan, rijen_van, schrijf_xlsx
from planmonitorhulp import gevuld
from vormenhulp import twente

from woonanalyse.leveringen.lees import lees
from woonanalyse.leveringen.levering import Levering

VRAGEN = ("ongelezen_foutmelding", "ongelezen_verhaspeld", "ongelezen_teken", "formule_buiten")


def gevraagd(levering: Levering) -> list[tuple[str, str, str]]:
    return [(m.code, str(m.cellen[0]), m.gevonden) for m in levering.meldingen if m.code in VRAGEN]


@pytest.mark.parametrize("soort", ["xlsx", "csv"])
@pytest.mark.parametrize(
    ("cel", "code"),
    [
        ("#REF!", "ongelezen_foutmelding"),
        ("#N/B", "ongelezen_foutmelding"),
        ("#WAARDE!", "ongelezen_foutmelding"),
        ("####", "ongelezen_foutmelding"),
        ("SÃºdhoek", "ongelezen_verhaspeld"),
        ("\u202egoed", "ongelezen_teken"),
        ("a\x85b", "ongelezen_teken"),
    ],
)
def test_what_is_plainly_wrong_is_asked_with_its_cell(
    tmp_path: Path, soort: str, cel: str, code: str
) -> None:
    plannen = plan(wijk="Noord"), plan(plan_id="P-2", naam="Es", wijk=cel)
    levering = lever(tmp_path, *plannen, soort=soort)
    plek = "I3" if soort == "xlsx" else "rij 3, kolom wijk"
    assert gevraagd(levering) == [(code, plek, cel)]
    assert levering.rekening.rijen_gelezen == 2
    (vraag,) = met_code(levering, code)
    assert vraag.soort == "waarschuwing" and vraag.verwacht and vraag.herstel


@pytest.mark.parametrize(
    "cel",
    [
        "n.v.t.", "-", "x", "1.390", "60,5", "perceel #12", "=", "twee\nregels\tmet tab", "a\u00adb",
        "\N{MAN}\u200d\N{WOMAN}", "Âge", "مسجد", "-99999", "31-31-2026", "2,19E+26", 12, 1.5,
    ],
)  # fmt: skip
def test_what_such_a_column_may_well_hold_is_left_alone(tmp_path: Path, cel: object) -> None:
    assert gevraagd(lever(tmp_path, plan(wijk=cel))) == []


def test_many_cells_of_a_column_are_one_question(tmp_path: Path) -> None:
    rijen = [plan(plan_id=f"P-{nr}", naam=f"Hof {nr}", wijk="#N/B") for nr in range(20)]
    (vraag,) = met_code(lever(tmp_path, *rijen), "ongelezen_foutmelding")
    assert len(vraag.cellen) == 20 and vraag.veld == "wijk"


@pytest.mark.parametrize(
    ("formule", "buiten"),
    [
        ("[1]Blad1!A1", True),
        ("'C:\\\\plannen\\\\[oud.xlsx]Blad 1'!A1", True),
        ("[1]!Naam", True),
        ("Blad2!A1", False),
        ("'Blad 2'!A1", False),
        ("Tabel1[Kolom]*Blad2!A1", False),
        ("Tabel1[[#This Row],[Kolom]]", False),
    ],
)
@pytest.mark.parametrize("kolom", ["I", "G"])
def test_a_formula_that_looks_into_another_file_is_asked(
    tmp_path: Path, formule: str, buiten: bool, kolom: str
) -> None:
    pad = schrijf_xlsx(tmp_path / "f.xlsx", rijen_van([plan(wijk=20)]))
    cel = rf'(<c r="{kolom}2"[^>]*>)<v>20</v>'
    levering = lees(herschrijf(pad, cel, rf"\g<1><f>{formule}</f><v>20</v>"), REGIO)
    assert [code for code, _, _ in gevraagd(levering)] == ["formule_buiten"] * buiten
    assert levering.tabellen["plannen"]["rest"].tolist() == [20]


def test_a_diwi_column_that_is_not_taken_is_looked_at(tmp_path: Path) -> None:
    boek = werkboek([DIWI, DIWI | {"Identificatie nr": 13, "Naam": "Es"}])
    koppen = {str(cel.value): cel.column for cel in boek["Data"][4] if cel.value}
    boek["Data"].cell(7, koppen["Wijk"]).value = "#REF!"
    boek.save(tmp_path / "diwi.xlsx")
    (vraag,) = gevraagd(lees(tmp_path / "diwi.xlsx", twente(), partij="GM0147"))
    assert vraag[0] == "ongelezen_foutmelding" and vraag[2] == "#REF!"


def test_a_field_of_the_planmonitor_form_that_is_not_taken_is_looked_at(tmp_path: Path) -> None:
    boek = gevuld()
    blad = boek["Plan 1"]
    (rij,) = (cel.row for (cel,) in blad["A1:A17"] if cel.value == "Sleutelproject")
    blad.cell(rij, 2).value = "#N/A"
    boek.save(tmp_path / "planmonitor.xlsx")
    levering = lees(tmp_path / "planmonitor.xlsx", twente(), partij="GM0147")
    assert gevraagd(levering) == [("ongelezen_foutmelding", f"B{rij}", "#N/A")]
