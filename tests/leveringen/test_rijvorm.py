"""Rows of plans: every cell by its rule, every fault at its cell, nothing lost in silence."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from leveringen.leeshulp import (
    LEDEN,
    REGIO,
    als_csv,
    herschrijf,
    lever,
    lever_rijen,
    met_code,
    plan,
    plekken,
    rijen_van,
    schrijf_xlsx,
)

from woonanalyse.leveringen.lees import lees
from woonanalyse.leveringen.levering import Levering


def fouten(levering: Levering) -> list[tuple[str, str]]:
    return [(str(cel), m.code) for m in levering.fouten for cel in m.cellen]


@pytest.mark.parametrize("soort", ["xlsx", "csv"])
def test_a_plan_is_read_as_it_is(tmp_path: Path, soort: str) -> None:
    levering = lever(
        tmp_path, plan(plaats="Kern", rest_2027=12, rest_na_2036=8, sloop_2028=2), soort=soort
    )
    assert levering.meldingen == () and levering.vorm == "plansjabloon"
    eerste = levering.tabellen["plannen"].iloc[0].to_dict()
    assert {k: eerste[k] for k in plan()} == plan() and eerste["plaats"] == "Kern"
    assert eerste["vertrouwelijkheid"] == "onbekend" and eerste["eigenaar"] == ""
    assert levering.tabellen["fasering"].fillna(-1).to_numpy().tolist() == [
        ["P-1", "GM0141", "rest", 2027, 2027, 12],
        ["P-1", "GM0141", "rest", 2037, -1, 8],
        ["P-1", "GM0141", "sloop", 2028, 2028, 2],
    ]
    rekening = levering.rekening
    assert (rekening.rijen_er, rekening.rijen_gelezen, rekening.terzijde) == (2, 1, {"kopregel": 1})
    assert (rekening.woningen_er, rekening.woningen_gelezen) == (20, 20)


def test_years_and_classes_are_named_by_their_heads(tmp_path: Path) -> None:
    levering = lever(
        tmp_path,
        plan(
            rest_2030_2034=5,
            rest_onbekend=1,
            type_meergezins=3,
            prijs_sociale_huur=2,
            eigendom_koop=4,
            zorg_nultreden=0,
            flex_regulier_permanent=6,
        ),
    )
    assert levering.meldingen == ()
    jaren = ["van_jaar", "tot_en_met_jaar", "woningen"]
    assert levering.tabellen["fasering"][jaren].fillna(-1).to_numpy().tolist() == [
        [2030, 2034, 5],
        [-1, -1, 1],
    ]
    klassen = levering.tabellen["categorieen"][["maat", "indeling", "klasse", "woningen"]]
    assert klassen.to_numpy().tolist() == [
        ["rest", "woningtype", "meergezins", 3],
        ["rest", "prijsklasse", "sociale huur", 2],
        ["rest", "eigendom", "koop", 4],
        ["rest", "zorg", "nultreden", 0],
        ["rest", "flex", "regulier permanent", 6],
    ]


def test_an_empty_cell_is_unknown_and_no_zero(tmp_path: Path) -> None:
    levering = lever(tmp_path, plan(rest=None, gerealiseerd=None, planstatus=None, rest_2027=None))
    eerste = levering.tabellen["plannen"].iloc[0]
    assert eerste[["rest", "gerealiseerd"]].isna().all() and eerste["planstatus"] == "onbekend"
    assert levering.tabellen["fasering"].empty
    assert levering.rekening.woningen_er == levering.rekening.woningen_gelezen == 30


def test_what_is_left_follows_from_the_whole_and_what_is_built(tmp_path: Path) -> None:
    levering = lever(tmp_path, plan(rest=None), plan(plan_id="P-2", rest=None, gerealiseerd=40))
    assert list(levering.tabellen["plannen"]["rest"]) == [20, -10]
    assert levering.rekening.sluit()


def test_every_fault_of_a_delivery_at_once_and_at_its_cell(tmp_path: Path) -> None:
    slecht = plan(
        plan_id=2.19e26, gemeentecode="Hengello", naam=None, planstatus="4B Visie", totaal="1.390",
        gerealiseerd="2,5E3", rest=-99999, sloop=-2, gewijzigd="4/7/2026", x_rd="250000,5",
    )  # fmt: skip
    levering = lever(tmp_path, plan(gewijzigd=None, x_rd=None), slecht)
    assert fouten(levering) == [
        ("A3", "lees_kenmerk"), ("B3", "lees_gemeente"), ("C3", "lees_tekst"), ("D3", "lees_woord"),
        ("E3", "lees_getal"), ("F3", "lees_getal"), ("G3", "lees_getal"), ("H3", "lees_getal"),
        ("I3", "lees_datum"), ("J3", "lees_decimaal"),
    ]  # fmt: skip
    assert all(m.veld and m.verwacht and m.herstel for m in levering.fouten)
    assert [m.gevonden for m in levering.fouten][4:7] == ["1.390", "2,5E3", "-99999"]
    assert list(levering.tabellen["plannen"]["plan_id"]) == ["P-1"]
    rekening = levering.rekening
    assert rekening.sluit() and (rekening.rijen_gelezen, rekening.rijen_geweigerd) == (1, 1)


def test_a_column_that_is_wrong_in_every_row_is_told_once(tmp_path: Path) -> None:
    plannen = [plan(plan_id=f"P-{nr}", rest=f"{nr} st") for nr in range(1, 31)]
    (fout,) = lever(tmp_path, *plannen).fouten
    assert len(fout.cellen) == 30 and "in geen van de 30 rijen" in fout.verwacht


def test_what_was_done_is_told_once_for_a_column_with_all_its_cells(tmp_path: Path) -> None:
    plannen = [plan(plan_id=f"P-{nr}", gemeentecode=141) for nr in range(1, 31)]
    levering = lever(tmp_path, *plannen)
    (notitie,) = levering.meldingen
    assert notitie.code == "lees_code_aangevuld" and len(notitie.cellen) == 30
    assert set(levering.tabellen["plannen"]["gemeentecode"]) == {"GM0141"}


@pytest.mark.parametrize("code", [164, "0164", "Hengelo (O.)", "Hengelo", "GM0164"])
def test_a_municipality_by_any_of_its_names(tmp_path: Path, code: Any) -> None:
    levering = lever(tmp_path, plan(gemeentecode=code))
    assert levering.fouten == () and levering.tabellen["plannen"]["gemeentecode"][0] == "GM0164"


def test_a_decomposed_name_is_the_same_name(tmp_path: Path) -> None:
    naam = unicodedata.normalize("NFD", "Súdwest-Fryslân")
    levering = lever(tmp_path, plan(gemeentecode=naam, naam=naam))
    eerste = levering.tabellen["plannen"].iloc[0]
    assert levering.fouten == ()
    assert (eerste["gemeentecode"], eerste["naam"]) == ("GM1900", "Súdwest-Fryslân")


@pytest.mark.parametrize("soort", ["xlsx", "csv"])
def test_a_renamed_column_is_refused_with_the_nearest_name(tmp_path: Path, soort: str) -> None:
    rijen = [
        [{"planstatus": "plan status", "naam": "benaming"}.get(c, c) for c in r]
        for r in rijen_van([plan()])
    ]
    levering = lever_rijen(tmp_path, rijen, soort=soort)
    naam, status = met_code(levering, "lees_kop_ontbreekt")
    assert (naam.veld, status.veld) == ("naam", "planstatus")
    assert "plan status" in status.verwacht and status.gevonden == "plan status"
    assert naam.als_probleem(levering.bestand).kolom == "naam"
    assert "D1" in plekken([status]) or "plan status" in plekken([status])[0]
    assert levering.tabellen["plannen"].empty and levering.rekening.sluit()
    assert levering.rekening.rijen_geweigerd == 1


def test_no_column_is_taken_by_its_place(tmp_path: Path) -> None:
    rijen = rijen_van([plan()])
    andersom = [list(reversed(rij)) for rij in rijen]
    a = lever_rijen(tmp_path, rijen).tabellen["plannen"]
    b = lever_rijen(tmp_path, andersom).tabellen["plannen"]
    assert a.equals(b)


@pytest.mark.parametrize(
    ("kop", "bedoeld"),
    [
        ("plantipe", "plantype"), ("rest_2O28", "rest_2028"), ("rest 2029", "rest_2029"),
        ("knelpuntnn", "knelpunten"),
    ],
)  # fmt: skip
def test_a_column_that_looks_like_one_that_is_read_is_asked_about(
    tmp_path: Path, kop: str, bedoeld: str
) -> None:
    (melding,) = lever(tmp_path, plan(rest_2027=1, **{kop: 4})).meldingen
    assert (melding.soort, melding.gevonden) == (
        "waarschuwing",
        kop,
    ) and bedoeld in melding.verwacht


def test_columns_that_are_not_read_are_left_alone_and_named(tmp_path: Path) -> None:
    levering = lever(tmp_path, plan(kleur="rood", wethouder="X"))
    (melding,) = levering.meldingen
    assert melding.soort == "notitie" and plekken([melding]) == ["I1", "J1"]
    assert "kleur" in melding.verwacht and "wethouder" in melding.verwacht


def test_a_column_twice_is_refused(tmp_path: Path) -> None:
    rijen = [[*rij, rij[6]] for rij in rijen_van([plan()])]
    (fout,) = lever_rijen(tmp_path, rijen).fouten
    assert (
        fout.code == "lees_kop_dubbel" and plekken([fout]) == ["I1"] and "kolom G" in fout.verwacht
    )


def test_cells_below_no_head_are_asked_about(tmp_path: Path) -> None:
    rijen = rijen_van([plan()])
    (melding,) = lever_rijen(tmp_path, [[*rijen[0], None], [*rijen[1], 99]]).meldingen
    assert melding.code == "lees_kolom_zonder_kop" and plekken([melding]) == ["I2"]


def test_the_same_id_twice_is_refused_with_where_it_stands(tmp_path: Path) -> None:
    levering = lever(tmp_path, plan(), plan(plan_id="P-2"), plan(naam="Ander"))
    (fout,) = levering.fouten
    assert plekken([fout]) == ["A4"] and "A2 (blad Plannen)" in fout.verwacht
    assert levering.rekening.woningen_geweigerd == 20


def test_an_id_that_lost_its_zeros_is_refused(tmp_path: Path) -> None:
    levering = lever(tmp_path, plan(plan_id="0147"), plan(plan_id=148), plan(plan_id="0149"))
    assert fouten(levering) == [("A3", "kenmerk_zonder_nullen")]


def test_rows_between_plans_are_left_aside_and_named(tmp_path: Path) -> None:
    rijen = rijen_van([plan(), plan(plan_id="P-2")])
    tussen: list[list[Any]] = [
        *rijen[:2],
        [None] * 8,
        rijen[0],
        rijen[2],
        ["Totaal", None, None, None, 60, 20, 40, 4],
        [None, None, "Subtotaal kern", None, 60, 20, 40, 4],
        ["Bron: eigen opgave van de gemeente"],
    ]
    levering = lever_rijen(tmp_path, tussen)
    assert levering.fouten == () and levering.rekening.sluit()
    assert levering.rekening.terzijde == {
        "aantekening": 1,
        "kopregel": 2,
        "leeg": 1,
        "som van de bron": 2,
    }
    gezegd = met_code(levering, "lees_terzijde")
    assert plekken(gezegd) == ["A6", "A7", "A8", "A4"]
    assert levering.rekening.woningen_er == 40


def test_a_plan_may_be_called_totaal(tmp_path: Path) -> None:
    levering = lever(tmp_path, plan(naam="Totaalplan"), plan(plan_id="P-2", naam="Totaal"))
    assert levering.rekening.rijen_gelezen == 2


def test_a_row_with_half_a_plan_is_no_note(tmp_path: Path) -> None:
    levering = lever(tmp_path, plan(), {"plan_id": "P-2"}, {"rest": 12}, {"naam": "Los", "rest": 3})
    assert {cel for cel, _ in fouten(levering)} == {"B3", "C3", "A4", "B4", "C4", "A5", "B5"}
    assert levering.rekening.rijen_geweigerd == 3 and levering.rekening.woningen_geweigerd == 15


def test_a_row_with_only_a_name_is_a_plan_that_lacks_the_rest(tmp_path: Path) -> None:
    levering = lever(tmp_path, plan(), {"naam": "Nieuw plan aan de rand"})
    assert fouten(levering) == [("A3", "lees_kenmerk"), ("B3", "lees_gemeente")]


def test_a_row_of_sums_without_a_word_is_no_plan(tmp_path: Path) -> None:
    pad = schrijf_xlsx(tmp_path / "a.xlsx", rijen_van([plan(), {"rest": 1}]))
    inhoud = "<f>SUM(G2:G2)</f><v>20</v>"
    levering = lees(herschrijf(pad, r"<v>1</v>(?=</c></row></sheetData>)", inhoud), REGIO)
    assert levering.fouten == () and levering.rekening.terzijde == {
        "kopregel": 1,
        "som van de bron": 1,
    }


def test_a_row_of_formulas_without_outcome_is_not_empty(tmp_path: Path) -> None:
    formules = dict.fromkeys(plan(), "=X1")
    levering = lever(tmp_path, plan(), formules)
    assert {cel for cel, code in fouten(levering) if code == "lees_formule"} == {
        f"{k}3" for k in "ABCDEFGH"
    }
    assert levering.rekening.sluit() and levering.rekening.rijen_geweigerd == 1


def test_a_formula_without_outcome_is_refused_and_no_empty_cell(tmp_path: Path) -> None:
    levering = lever(tmp_path, plan(rest="=E2-F2"))
    (fout,) = levering.fouten
    assert fout.code == "lees_formule" and fout.gevonden == "=E2-F2" and plekken([fout]) == ["G2"]


def test_what_is_hidden_is_read_and_named(tmp_path: Path) -> None:
    pad = schrijf_xlsx(tmp_path / "a.xlsx", rijen_van([plan(), plan(plan_id="P-2")]))
    boek = openpyxl.load_workbook(pad)
    boek["Plannen"].row_dimensions[3].hidden = True
    boek["Plannen"].column_dimensions["H"].hidden = True
    boek.copy_worksheet(boek["Plannen"]).title = "Oud"
    boek["Oud"]["A2"], boek["Oud"]["A3"] = "P-3", "P-4"
    boek["Oud"].sheet_state = "hidden"
    boek.save(pad)
    levering = lees(pad, REGIO)
    assert list(levering.tabellen["plannen"]["plan_id"]) == ["P-1", "P-2", "P-3", "P-4"]
    assert plekken(met_code(levering, "lees_rijen_verborgen"))[0] == "A3"
    assert "sloop" in met_code(levering, "lees_kolommen_verborgen")[0].verwacht
    assert "Oud" in met_code(levering, "lees_blad_verborgen")[0].verwacht


def test_a_sheet_that_is_not_read_is_named_with_its_rows(tmp_path: Path) -> None:
    pad = schrijf_xlsx(tmp_path / "a.xlsx", rijen_van([plan()]))
    boek = openpyxl.load_workbook(pad)
    boek.create_sheet("Kladje").append(["iets", "anders"])
    boek.create_sheet("Uitleg").append(["sjabloonversie", 1])
    boek.save(pad)
    levering = lees(pad, REGIO)
    (melding,) = levering.meldingen
    assert "Kladje" in melding.verwacht and "1 gevulde" in melding.verwacht
    assert levering.sjabloonversie == "1"


def test_heads_in_merged_cells_are_read(tmp_path: Path) -> None:
    rijen = rijen_van([plan(rest_2027=5)])
    boek = openpyxl.Workbook()
    blad = boek.active
    blad.append([*rijen[0][:8], "Nieuwbouw"])
    blad.append([None] * 8 + ["rest_2027"])
    blad.append(rijen[1])
    for kolom in range(1, 9):
        blad.merge_cells(start_row=1, end_row=2, start_column=kolom, end_column=kolom)
    boek.save(tmp_path / "a.xlsx")
    levering = lees(tmp_path / "a.xlsx", REGIO)
    assert levering.fouten == () and levering.rekening.rijen_gelezen == 1
    assert levering.tabellen["fasering"]["woningen"].tolist() == [5]


def test_a_merged_cell_between_plans_is_refused(tmp_path: Path) -> None:
    pad = schrijf_xlsx(tmp_path / "a.xlsx", rijen_van([plan(), plan(plan_id="P-2")]))
    boek = openpyxl.load_workbook(pad)
    boek["Plannen"].merge_cells("G2:G3")
    boek.save(pad)
    (fout,) = lees(pad, REGIO).fouten
    assert fout.code == "lees_samengevoegd" and plekken([fout]) == ["G3"] and "G2" in fout.verwacht


def test_an_unknown_word_is_refused_with_the_nearest_and_the_date(tmp_path: Path) -> None:
    (fout,) = lever(tmp_path, plan(knelpunten="Stikstoff")).fouten
    assert "bedoelt u Stikstof?" in fout.verwacht and "2025-09-11" in fout.verwacht


@pytest.mark.parametrize(
    ("dag", "nu"), [(date(2025, 1, 1), "Netcongestie"), (date(2027, 1, 1), "Nuts")]
)
def test_a_word_is_read_as_it_was_called_on_the_day(tmp_path: Path, dag: date, nu: str) -> None:
    levering = lever(tmp_path, plan(knelpunten="Netcongestie"), peildatum=dag)
    assert levering.fouten == () and levering.tabellen["plannen"]["knelpunten"][0] == nu
    assert bool(met_code(levering, "lees_woord_heet")) is (nu == "Nuts")


def test_a_sheet_of_heads_alone_is_refused(tmp_path: Path) -> None:
    (fout,) = lever_rijen(tmp_path, rijen_van([plan()])[:1]).fouten
    assert fout.code == "lees_leeg"


def test_a_semicolon_csv_of_dutch_excel_just_works(tmp_path: Path) -> None:
    tekst = (
        "plan_id;gemeentecode;naam;planstatus;rest;gewijzigd;x_rd;y_rd\r\n"
        "P-1;GM0141;Súdhoek;1A;20;7-4-2026;250000,5;478000\r\n;;;;;;;\r\n"
    )
    (tmp_path / "a.csv").write_bytes(b"\xef\xbb\xbf" + tekst.encode())
    levering = lees(tmp_path / "a.csv", REGIO)
    eerste = levering.tabellen["plannen"].iloc[0]
    assert (
        levering.fouten == () and eerste["gewijzigd"] == "2026-04-07" and eerste["x_rd"] == 250000.5
    )
    assert str(levering.plekken["plannen", 0, "x_rd"]) == "rij 2, kolom x_rd"
    assert "puntkomma" in met_code(levering, "lees_bestand")[0].verwacht


def test_whole_numbers_with_a_comma_between_semicolons_are_read_and_halves_refused(
    tmp_path: Path,
) -> None:
    kop = "plan_id;gemeentecode;naam;planstatus;rest;rest_2027"
    rijen = ["P-1;GM0141;Es;1A;60,0;60,00", "P-2;GM0141;Made;1A;60,5;"]
    (tmp_path / "a.csv").write_text("\r\n".join([kop, *rijen]), encoding="utf-8")
    levering = lees(tmp_path / "a.csv", REGIO)
    assert levering.tabellen["plannen"]["rest"].tolist() == [60]
    assert levering.tabellen["fasering"]["woningen"].tolist() == [60]
    (fout,) = levering.fouten
    assert (str(fout.cellen[0]), fout.gevonden) == ("rij 3, kolom rest", "60,5")
    assert levering.rekening.sluit() and levering.rekening.woningen_gelezen == 60


def test_dates_of_a_1904_workbook_are_right(tmp_path: Path) -> None:
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    pad = schrijf_xlsx(tmp_path / "a.xlsx", rijen_van([plan(gewijzigd=datetime(2020, 4, 7))]))
    boek = openpyxl.load_workbook(pad)
    boek.epoch = CALENDAR_MAC_1904
    boek.save(pad)
    levering = lees(pad, REGIO)
    assert levering.tabellen["plannen"]["gewijzigd"][0] == "2020-04-07"
    assert "1904" in met_code(levering, "lees_bestand")[0].verwacht


NH_KOP = [
    "plan_id", "gemeentenaam", "plannaam", "plantype", "planstatus", "totaal", "op_2018_2019", "op_2020_2024",
    "op_2025_2029", "op_2030_2050", "x_rd", "y_rd",
]  # fmt: skip


def test_ids_that_tell_nothing_are_replaced_by_one_of_this_delivery_alone(tmp_path: Path) -> None:
    nul: list[Any] = [0, "Aadorp", "Zaanhof", "", "1A Onherroepelijk", 5, 5, 0, 0, 0, 1, 2]
    rijen: list[list[Any]] = [NH_KOP, [12, *nul[1:]], nul, nul, ["Elders", *nul[1:]]]
    rijen[4][1] = "Parijs"
    levering = lever_rijen(tmp_path, rijen, soort="csv")
    assert (
        levering.vorm == "noord_holland_2018"
        and levering.fouten == ()
        and levering.rekening.sluit()
    )
    ids = levering.tabellen["plannen"]["plan_id"].tolist()
    assert ids[0] == "12" and len(set(ids)) == 3
    assert all(een.startswith(f"zonder-kenmerk-{levering.hash[:8]}-") for een in ids[1:])
    assert levering.tabellen["fasering"].groupby("plan_id")[
        "woningen"
    ].sum().to_dict() == dict.fromkeys(ids, 5)
    (notitie,) = met_code(levering, "lees_eigen_kenmerk")
    assert len(notitie.cellen) == 2
    assert levering.rekening.terzijde["buiten de regio"] == 1
    assert "Parijs (1)" in met_code(levering, "lees_buiten_regio")[0].verwacht
    rijen[1][6] = 4
    anders = lever_rijen(tmp_path, rijen, soort="csv").tabellen["plannen"]["plan_id"].tolist()
    assert set(ids) & set(anders) == {"12"}


@pytest.mark.parametrize("woord", ["2 Vastgesteld plan/besluit", "4 potentiele woningbouwlocatie"])
def test_a_status_that_says_less_is_unknown_and_its_words_are_kept(
    tmp_path: Path, woord: str
) -> None:
    rij: list[Any] = [1, "Aadorp", "Hof", "", woord, 5, 5, 0, 0, 0, None, None]
    levering = lever_rijen(tmp_path, [NH_KOP, rij], soort="csv")
    eerste = levering.tabellen["plannen"].iloc[0]
    assert eerste["planstatus"] == "onbekend" and woord in eerste["opmerking"]
    assert met_code(levering, "lees_woord_bewaard")


EIB = {
    "plan_id": "EIB1", "gemeentecode": "GM0141", "gemeentenaam": "Aadorp", "plannaam": "Hof", "plantype": "",
    "planstatus": "2C vastgesteld + Wijzigingebevoegdheid", "restcapaciteit_woningen": 10,
    "sloop_woningen": -4, "op_2019": 0, "op_2020_2024": 12, "op_2025_2029": 0, "op_2030_2050": 0,
    "op_onbekend": -2,
    "type_grondgebonden": 0, "type_appartement": 10, "type_onbekend": 0, "huur": 0, "koop": 10,
    "huur_koop_onbekend": 0,
}  # fmt: skip


def test_negative_remainders_of_the_source_are_kept(tmp_path: Path) -> None:
    levering = lever(tmp_path, EIB, soort="csv")
    assert levering.fouten == () and levering.tabellen["plannen"]["planstatus"][0] == "2C"
    assert levering.tabellen["fasering"]["woningen"].tolist() == [0, 12, 0, 0, -2]
    assert levering.tabellen["plannen"]["sloop"][0] == 4


def test_demolition_has_the_sign_of_its_format(tmp_path: Path) -> None:
    (fout,) = lever(tmp_path, EIB | {"sloop_woningen": 4}, soort="csv").fouten
    assert fout.code == "lees_teken" and "-4" in fout.herstel
    (ander,) = lever(tmp_path, plan(sloop=-4)).fouten
    assert "bedoelt u 4" in ander.herstel


def test_a_name_that_does_not_go_with_its_code_is_refused(tmp_path: Path) -> None:
    (fout,) = lever(tmp_path, EIB | {"gemeentenaam": "Hengelo"}, soort="csv").fouten
    assert fout.code == "lees_gemeentenaam" and "Aadorp" in fout.verwacht


def test_a_comma_in_a_csv_that_shifts_a_row_is_refused(tmp_path: Path) -> None:
    tekst = "plan_id,gemeentecode,naam,planstatus,opmerking\nP-1,GM0141,Hof, fase 2,1A,x\n"
    (tmp_path / "a.csv").write_text(tekst, encoding="utf-8")
    codes = [m.code for m in lees(tmp_path / "a.csv", REGIO).fouten]
    assert "lees_breedte" in codes


def test_an_older_template_and_an_old_form_are_told(tmp_path: Path) -> None:
    pad = schrijf_xlsx(tmp_path / "a.xlsx", rijen_van([plan()]))
    boek = openpyxl.load_workbook(pad)
    boek.create_sheet("Uitleg").append(["sjabloonversie", "0"])
    boek.save(pad)
    (notitie,) = lees(pad, REGIO).meldingen
    assert notitie.code == "lees_sjabloonversie" and notitie.gevonden == "0"
    rij: list[Any] = [1, "Aadorp", "Hof", "", "1A Onherroepelijk", 5, 5, 0, 0, 0, None, None]
    levering = lever_rijen(tmp_path, [NH_KOP, rij], soort="csv", peildatum=date(2027, 1, 1))
    assert "2018-12-31" in met_code(levering, "lees_oude_vorm")[0].verwacht


def test_plans_of_a_municipality_that_was_merged_into_a_member_are_asked_about(
    tmp_path: Path,
) -> None:
    leden = LEDEN.assign(gemeente=["Purmerend", "Hengelo", "Súdwest-Fryslân"])
    rij = dict(
        zip(NH_KOP, [1, "Beemster", "Hof", "", "1A Onherroepelijk", 5, 5, 0, 0, 0], strict=False)
    )
    pad = tmp_path / "a.csv"
    pad.write_text(als_csv(rijen_van([rij, rij | {"gemeentenaam": "Goor"}])), encoding="utf-8")
    levering = lees(pad, replace(REGIO, gemeenten=leden))
    (melding,) = met_code(levering, "lees_opgegaan")
    assert (melding.soort, melding.gevonden, plekken([melding])) == (
        "waarschuwing",
        "Beemster",
        ["rij 2, kolom plan_id"],
    )


@pytest.mark.parametrize("wie", ["Beemster", "GM0370", "370"])
def test_plans_of_a_municipality_that_is_in_a_member_now_are_taken_in_with_a_note(
    tmp_path: Path, wie: str
) -> None:
    leden = LEDEN.assign(gemeentecode=["GM0439", *LEDEN["gemeentecode"][1:]])
    leden = leden.assign(gemeente=["Purmerend", *leden["gemeente"][1:]])
    pad = schrijf_xlsx(tmp_path / "a.xlsx", rijen_van([plan(gemeentecode=wie)]))
    levering = lees(pad, replace(REGIO, gemeenten=leden))
    assert not levering.fouten
    assert list(levering.tabellen["plannen"]["gemeentecode"]) == ["GM0439"]
    (notitie,) = met_code(levering, "lees_gemeente_opgegaan")
    assert (notitie.soort, notitie.gevonden) == ("notitie", wie) and "GM0439" in notitie.verwacht


def test_plans_of_a_municipality_that_was_divided_are_not_guessed(tmp_path: Path) -> None:
    leden = LEDEN.assign(gemeentecode=["GM0757", *LEDEN["gemeentecode"][1:]])
    pad = schrijf_xlsx(tmp_path / "a.xlsx", rijen_van([plan(gemeentecode="Haaren")]))
    (fout,) = lees(pad, replace(REGIO, gemeenten=leden)).fouten
    assert "ging op 1 januari 2021 over in Boxtel" in fout.herstel


def test_a_misspelt_member_in_a_list_of_the_country_is_not_left_aside(tmp_path: Path) -> None:
    rij: list[Any] = [1, "Hengello", "Hof", "", "1A Onherroepelijk", 5, 5, 0, 0, 0, None, None]
    (fout,) = lever_rijen(tmp_path, [NH_KOP, rij], soort="csv").fouten
    assert "Hengelo" in fout.herstel


def test_a_day_where_a_municipality_should_be_is_not_another_place(tmp_path: Path) -> None:
    rij: list[Any] = [1, "2027-03-01", "Hof", "", "1A Onherroepelijk", 5, 5, 0, 0, 0, None, None]
    (fout,) = lever_rijen(tmp_path, [NH_KOP, rij], soort="csv").fouten
    assert fout.code == "lees_gemeente" and fout.gevonden == "2027-03-01"


def test_a_status_that_is_left_empty_is_asked_once(tmp_path: Path) -> None:
    rijen = [plan(plan_id=f"P-{nr}", naam=f"Hof {nr}", planstatus=None) for nr in range(3)]
    levering = lever(tmp_path, *rijen)
    (vraag,) = met_code(levering, "lees_status_leeg")
    assert vraag.soort == "waarschuwing" and len(vraag.cellen) == 3
    assert set(levering.tabellen["plannen"]["planstatus"]) == {"onbekend"}


def test_the_mark_of_a_completed_plan_becomes_its_project_status(tmp_path: Path) -> None:
    klaar = {"plannaam": "Afgerond - Hof", "restcapaciteit_woningen": 0}
    eerste = lever(tmp_path, EIB | klaar, soort="csv").tabellen["plannen"].iloc[0]
    assert (eerste["naam"], eerste["projectstatus"]) == ("Hof", "Afgerond")


def gelderland(**anders: Any) -> dict[str, Any]:
    soorten = ("meergezins", "eengezins", "onbekend")
    prijzen = [f"{e}{p}" for e in ("koop", "huur") for p in ("1", "2", "3", "4", "_onb")] + [
        "onbekend"
    ]
    kolommen = {f"{s}_{p}": None for s in soorten for p in prijzen}
    return {
        "parent_globalid": "g-1", "gemeente": "Aadorp", "vertrouwelijkheid": "Openbaar", "jaartal": 2027,
        **kolommen, "bouw_gerealiseerd": "Nee", **{f"sloop_{k}": None for k in kolommen},
        "sloop_gerealiseerd": "Nee", **anders,
    }  # fmt: skip


def test_a_row_per_plan_and_year_becomes_a_plan_with_years_and_classes(tmp_path: Path) -> None:
    levering = lever(
        tmp_path,
        gelderland(meergezins_koop1=5, eengezins_huur_onb=2, sloop_onbekend_onbekend=1),
        gelderland(jaartal=2028, meergezins_koop1=3),
        gelderland(jaartal=2024, meergezins_koop1=7, bouw_gerealiseerd="Ja"),
        gelderland(parent_globalid="g-2"),
        peildatum=date(2026, 1, 1),
        soort="csv",
    )
    assert levering.vorm == "gelderland_detailplanning" and levering.fouten == ()
    plannen, fasering, categorieen = levering.tabellen.values()
    kolommen = ["plan_id", "rest", "gerealiseerd", "sloop"]
    assert plannen[kolommen].fillna(-1).to_numpy().tolist() == [
        ["g-1", 10, 7, 1],
        ["g-2", -1, -1, -1],
    ]
    assert fasering[["maat", "van_jaar", "woningen"]].to_numpy().tolist() == [
        ["rest", 2027, 7], ["sloop", 2027, 1], ["rest", 2028, 3],
    ]  # fmt: skip
    prijs = categorieen[categorieen["indeling"] == "prijsklasse"]
    assert prijs[["maat", "klasse", "van_jaar", "woningen"]].to_numpy().tolist() == [
        ["rest", "koop1", 2027, 5], ["rest", "huur onbekend", 2027, 2], ["sloop", "onbekend", 2027, 1],
        ["rest", "koop1", 2028, 3],
    ]  # fmt: skip
    assert levering.rekening.sluit() and levering.rekening.woningen_er == 17


def test_what_is_demolished_already_is_told(tmp_path: Path) -> None:
    rij = gelderland(sloop_eengezins_huur1=4, sloop_gerealiseerd="Ja")
    levering = lever(tmp_path, rij, soort="csv")
    assert (
        levering.tabellen["fasering"].empty and levering.tabellen["plannen"]["sloop"].isna().all()
    )
    assert met_code(levering, "lees_al_gesloopt")[0].verwacht.endswith("4")


def test_years_of_one_plan_are_checked_against_each_other(tmp_path: Path) -> None:
    levering = lever(
        tmp_path,
        gelderland(meergezins_koop1=5),
        gelderland(meergezins_koop1=1),
        gelderland(jaartal=2028, gemeente="Hengelo"),
        gelderland(jaartal=2030, bouw_gerealiseerd="Ja"),
        peildatum=date(2026, 1, 1),
        soort="csv",
    )
    assert [m.code for m in levering.meldingen if m.soort != "notitie"] == [
        "lees_verschilt", "lees_jaar_dubbel", "lees_klaar_later",
    ]  # fmt: skip
    assert levering.rekening.sluit()


def test_a_column_that_a_pattern_misses_is_refused_with_the_one_that_looks_like_it(
    tmp_path: Path,
) -> None:
    rij = gelderland()
    kop = ["eengezins_hur3" if naam == "eengezins_huur3" else naam for naam in rij]
    levering = lever_rijen(tmp_path, [kop, list(rij.values())], soort="csv")
    (fout,) = levering.fouten
    assert fout.code == "lees_koppen_ontbreken" and fout.gevonden == "eengezins_hur3"


def test_a_column_of_numbers_that_is_not_read_is_asked_about_with_its_sum(tmp_path: Path) -> None:
    rijen = [
        [*rij, extra]
        for rij, extra in zip(rijen_van([plan(), plan(plan_id="P-2")]), (2027, 5, 7), strict=True)
    ]
    (melding,) = lever_rijen(tmp_path, rijen).meldingen
    assert (melding.soort, melding.gevonden, plekken([melding])) == ("waarschuwing", "2027", ["I1"])
    assert "samen 12" in melding.verwacht
    lijst = lever(tmp_path, EIB | {"nummer": 7}, soort="csv")
    assert [m.soort for m in lijst.meldingen] == ["notitie"]


def test_a_sheet_that_lacks_a_head_beside_one_that_has_all_is_asked_about(tmp_path: Path) -> None:
    pad = schrijf_xlsx(tmp_path / "a.xlsx", rijen_van([plan()]))
    boek = openpyxl.load_workbook(pad)
    blad = boek.copy_worksheet(boek["Plannen"])
    blad.title, blad["D1"] = "Vervolg", "fase"
    boek.save(pad)
    (melding,) = lees(pad, REGIO).meldingen
    assert melding.soort == "waarschuwing" and melding.cellen[0].blad == "Vervolg"
    assert "planstatus" in melding.verwacht and "2 gevulde rijen" in melding.verwacht


@pytest.mark.parametrize("leeg", [" ", "\N{NO-BREAK SPACE}", ""])
def test_a_cell_of_spaces_is_empty(tmp_path: Path, leeg: str) -> None:
    levering = lever(tmp_path, plan(rest=leeg, sloop=leeg, rest_2027=leeg))
    assert levering.meldingen == () and levering.rekening.sluit()
    assert levering.tabellen["plannen"]["rest"][0] == 20 and levering.tabellen["fasering"].empty


@pytest.mark.parametrize("naam", ["-", "x", "onbekend", "n.v.t.", "?", "0", True])
def test_a_sign_is_no_name(tmp_path: Path, naam: Any) -> None:
    assert fouten(lever(tmp_path, plan(naam=naam))) == [("C2", "lees_tekst")]


def test_a_thousand_faults_of_one_kind_do_not_hide_one(tmp_path: Path) -> None:
    plannen = [plan(plan_id=f"P-{nr}", rest="1.390" if nr else 5) for nr in range(1201)]
    levering = lever(tmp_path, *plannen, soort="csv")
    assert len(levering.fouten) == 501 and levering.rekening.rijen_geweigerd == 1200
    assert len({cel for m in levering.fouten for cel in m.cellen}) == 1200
    assert "700 cellen" in levering.fouten[-1].verwacht
    (heel,) = lever(tmp_path, *plannen[1:], soort="csv").fouten
    assert len(heel.cellen) == 1200 and "in geen van de 1200 rijen" in heel.verwacht


@pytest.mark.parametrize("teken", [-99999, "-99999", "99999999", "n.v.t."])
def test_a_sign_for_a_missing_number_is_no_dwellings(tmp_path: Path, teken: Any) -> None:
    levering = lever(tmp_path, plan(), plan(plan_id="P-2", naam="Es", rest=teken))
    assert plekken(levering.fouten) == ["G3"]
    rekening = levering.rekening
    assert (rekening.woningen_er, rekening.woningen_geweigerd) == (20 + 30, 30)


def test_the_column_of_a_csv_is_named_once(tmp_path: Path) -> None:
    (fout,) = lever(tmp_path, plan(rest="x"), soort="csv").fouten
    assert fout.als_probleem("a.csv").kolom == "rest"
    (fout,) = lever(tmp_path, plan(rest="x")).fouten
    assert fout.als_probleem("a.xlsx").kolom == "G (rest)"
