"""The form of Planmonitor Wonen, in the layouts that go around, with the faults that people make in it."""

from __future__ import annotations

from datetime import date
from typing import Any

import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from planmonitorhulp import PLAN, WONINGEN, gevuld, naar_rij_1
from vormenhulp import als_boek, cellen, codes, formulier, twente, vorm

from woonanalyse.leveringen.controles import controleer
from woonanalyse.leveringen.controles.geval import Geval
from woonanalyse.leveringen.levering import Levering, Melding
from woonanalyse.leveringen.lezers.planmonitor import lees_planmonitor
from woonanalyse.leveringen.lezers.planmonitorblad import koprij
from woonanalyse.leveringen.lezers.veld import Bladlezer


def lees(boek: openpyxl.Workbook, partij: str = "") -> Levering:
    levering = lees_planmonitor(als_boek(boek), vorm("planmonitor_wonen"), twente(), partij)
    assert levering.rekening.sluit(), levering.rekening
    return levering


def bericht(levering: Levering, code: str) -> Melding:
    return next(m for m in levering.meldingen if m.code == code)


def test_a_filled_form_is_a_plan_with_years_and_categories() -> None:
    levering = lees(gevuld())
    assert levering.fouten == ()
    plan = levering.tabellen["plannen"].iloc[0]
    assert dict(plan[["naam", "gemeentecode", "plaats", "planstatus", "vertrouwelijkheid"]]) == {
        "naam": "Het Made Veld",
        "gemeentecode": "GM0147",
        "plaats": "Hertme",
        "planstatus": "1B",
        "vertrouwelijkheid": "openbaar",
    }
    assert list(plan[["totaal", "gerealiseerd", "rest", "sloop"]]) == [40, 4, 36, 12]
    assert list(plan[["eigenaar", "knelpunten"]]) == ["corporatie", "Stikstof, Geluidshinder"]
    jaren = levering.tabellen["fasering"][["maat", "van_jaar", "tot_en_met_jaar", "woningen"]]
    assert jaren.values.tolist() == [
        ["rest", 2026, 2026, 20], ["rest", 2027, 2027, 16], ["sloop", 2026, 2026, 12],
    ]  # fmt: skip
    assert str(levering.plekken[("plannen", 0, "totaal")]) == "C19"
    assert str(levering.plekken[("fasering", 1, "woningen")]) == "J19"


@pytest.mark.parametrize("met_velden", [True, False])
def test_labels_in_row_1_read_as_those_in_row_18(met_velden: bool) -> None:
    als_geleverd = lees(gevuld())
    export = lees(naar_rij_1(gevuld(), met_velden=met_velden), "GM0147")
    assert export.fouten == ()
    for naam in ("fasering", "categorieen"):
        pd.testing.assert_frame_equal(export.tabellen[naam], als_geleverd.tabellen[naam])
    kolommen = list(als_geleverd.tabellen["plannen"]) if met_velden else ["naam", "rest", "sloop"]
    pd.testing.assert_frame_equal(
        export.tabellen["plannen"][kolommen], als_geleverd.tabellen["plannen"][kolommen]
    )
    assert ("naam_van_blad" in codes(export)) != met_velden


def test_the_unknowns_of_each_group_stay_apart() -> None:
    boek = gevuld(C22=1, I22=1, C26=2, I26=2, C37=3, J37=3, C20=39, C23=38, C30=37)
    categorieen = lees(boek).tabellen["categorieen"]
    totaal = categorieen[
        (categorieen["maat"] == "totaal") & (categorieen["klasse"] == "onbekend")
    ].set_index("indeling")["woningen"]
    assert totaal.to_dict() == {"woningtype": 1, "zorg": 2, "prijsklasse": 3}


def test_groups_are_read_where_their_cells_are_not_merged() -> None:
    los = gevuld()
    for blok in list(los["Plan 1"].merged_cells.ranges):
        los["Plan 1"].unmerge_cells(str(blok))
    assert lees(los).tabellen["categorieen"].equals(lees(gevuld()).tabellen["categorieen"])


def test_a_total_without_years_is_kept_and_said() -> None:
    boek = formulier()
    for plek, waarde in {**PLAN, "C19": 40, "C38": 12}.items():
        boek["Plan 1"][plek] = waarde
    levering = lees(boek)
    assert levering.fouten == ()
    assert cellen(levering, "zonder_jaar") == ["C19", "C38"]
    jaren = levering.tabellen["fasering"]
    assert jaren["woningen"].tolist() == [40, 12]
    assert jaren["van_jaar"].isna().all()


def test_years_that_are_too_few_leave_a_rest_without_a_year() -> None:
    levering = lees(gevuld(J19=10))
    rest = levering.tabellen["fasering"].query("maat == 'rest'")
    assert rest["woningen"].sum() == 36
    assert rest.loc[rest["van_jaar"].isna(), "woningen"].tolist() == [6]
    assert "C19" in cellen(levering, "zonder_jaar")


def test_years_above_what_is_left_are_refused() -> None:
    levering = lees(gevuld(J19=17))
    melding = bericht(levering, "jaren_boven_rest")
    assert melding.soort == "fout"
    assert {"I19", "J19"} <= {str(cel) for cel in melding.cellen}
    assert "36" in melding.verwacht and "37" in melding.verwacht
    assert gecontroleerd(levering) == []


@pytest.mark.parametrize(
    ("plek", "tekst", "bedoeld"),
    [
        ("A30", "Sociale hur", "Sociale huur"),
        ("A19", "Nieuwbow", "Nieuwbouw"),
        ("A1", "Plannam", "Plannaam"),
    ],
)
def test_a_misspelt_label_is_refused_with_the_nearest(plek: str, tekst: str, bedoeld: str) -> None:
    levering = lees(gevuld(**{plek: tekst}))
    melding = bericht(levering, "opschrift_onbekend")
    assert str(melding.cellen[0]) == plek
    assert melding.gevonden == tekst
    assert f"bedoelt u {bedoeld}?" in melding.verwacht


def test_dwellings_of_a_refused_row_are_counted_as_refused() -> None:
    levering = lees(gevuld(A19="Nieuwbow"))
    assert (levering.rekening.woningen_er, levering.rekening.woningen_geweigerd) == (40, 40)
    assert levering.rekening.rijen_geweigerd == 1


def test_a_class_that_is_refused_is_not_counted_as_more_dwellings() -> None:
    rekening = lees(gevuld(A30="Sociale hur")).rekening
    assert (rekening.woningen_er, rekening.woningen_geweigerd) == (40, 0)


def test_what_follows_from_a_fault_is_not_said_as_well() -> None:
    assert codes(lees(gevuld(C20="1.390", D20="#WAARDE!", F20="#WAARDE!"))) == ["lees_getal"]
    assert codes(lees(gevuld(A30="Sociale hur"))) == ["opschrift_onbekend"]


def test_an_unknown_row_with_numbers_is_refused_and_one_without_is_named() -> None:
    assert cellen(lees(gevuld(A40="Tiny houses", C40=7)), "opschrift_onbekend") == ["A40", "C40"]
    levering = lees(gevuld(A40="Ingevuld door de afdeling Wonen"))
    assert levering.fouten == ()
    assert cellen(levering, "regel_niet_gelezen") == ["A40"]


def test_a_cell_that_no_rule_reads_is_named() -> None:
    levering = lees(gevuld(D5="zie mail", AC21=3))
    assert cellen(levering, "cel_niet_gelezen") == ["D5", "AC21"]


def test_a_row_that_is_gone_is_named() -> None:
    boek = gevuld()
    boek["Plan 1"].delete_rows(38)
    assert "Sloop (sloop)" in bericht(lees(boek), "regel_ontbreekt").verwacht


@pytest.mark.parametrize(("plek", "goed"), [("F19", "36"), ("D20", "0"), ("AA19", "0")])
def test_outcomes_of_the_form_are_computed_again(plek: str, goed: str) -> None:
    levering = lees(gevuld(**{plek: 999}))
    melding = bericht(levering, "uitkomst_wijkt_af")
    assert [str(cel) for cel in melding.cellen] == [plek]
    assert melding.verwacht.startswith(goed)
    assert levering.tabellen["plannen"]["rest"].tolist() == [36]


def test_a_formula_in_a_cell_to_fill_in_needs_its_outcome() -> None:
    levering = lees(gevuld(C19="=36+4"))
    assert cellen(levering, "lees_formule") == ["C19"]
    assert bericht(levering, "lees_formule").soort == "fout"


def test_several_plans_are_several_sheets() -> None:
    boek = gevuld()
    tweede = boek.copy_worksheet(boek["Plan 1"])
    tweede.title = "Plan 2"
    tweede["B1"] = "De Overkant"
    boek.create_sheet("Toelichting")["A1"] = "Vul per plan een blad in"
    formulier_blad(boek)
    levering = lees(boek)
    assert levering.tabellen["plannen"]["naam"].tolist() == ["Het Made Veld", "De Overkant"]
    assert bericht(levering, "blad_geen_formulier").gevonden == "Toelichting"
    assert levering.rekening.terzijde["leeg formulier"] == 38


def formulier_blad(boek: openpyxl.Workbook) -> Any:
    """A sheet of the form with nothing filled in, in this workbook."""
    leeg = boek.copy_worksheet(boek["Plan 1"])
    leeg.title = "leeg"
    for plek in {**PLAN, **WONINGEN}:
        leeg[plek] = None
    return leeg


def test_a_plan_without_a_municipality_is_of_the_one_that_delivers_and_that_is_said() -> None:
    levering = lees(gevuld(B3=None), "GM0164")
    assert levering.fouten == ()
    assert list(levering.tabellen["plannen"]["gemeentecode"]) == ["GM0164"]
    melding = bericht(levering, "gemeente_partij")
    assert (melding.soort, str(melding.cellen[0])) == ("notitie", "B3")
    assert "GM0164" in melding.verwacht


def test_the_same_plan_twice_is_refused() -> None:
    boek = gevuld()
    boek.copy_worksheet(boek["Plan 1"]).title = "Plan 2"
    melding = bericht(lees(boek), "plan_dubbel")
    assert (melding.cellen[0].blad, "blad Plan 1, B1" in melding.verwacht) == ("Plan 2", True)


@pytest.mark.enkele(6)
@pytest.mark.parametrize(
    ("plek", "waarde", "code", "hint"),
    [
        ("C19", "1.390", "lees_getal", "bedoelt u 1390?"),
        ("C19", "1,5", "lees_getal", "heel getal: 1 of 2"),
        ("C19", 12.5, "lees_getal", "heel getal: 12 of 13"),
        ("C19", -99999, "lees_getal", "ontbreekt"),
        ("C19", "n.v.t.", "lees_getal", "ontbreekt"),
        ("C19", True, "lees_getal", "geheel getal"),
        ("C19", 4_000_000, "lees_getal", "klopt dit getal?"),
        ("E19", -4, "lees_getal", "0 of meer"),
        ("B9", "4b opgenomen in de visie", "lees_woord", "letter"),
        ("B7", "Openbar", "lees_woord", "bedoelt u Openbaar?"),
        ("B10", "Stikstoff", "lees_woord", "bedoelt u Stikstof?"),
        ("B3", "Bornne", "lees_gemeente", "bedoelt u Borne?"),
        ("B3", "Zwolle", "lees_gemeente", "regio"),
        ("B3", None, "gemeente_ontbreekt", "--partij"),
        ("B1", None, "naam_ontbreekt", "naam"),
        ("H18", "2O25", "kop_onbekend", "kop"),
        ("C18", "Totaal", "kop_ontbreekt", "Totalen"),
        ("I18", 2025, "kop_dubbel", "kop"),
        ("B21", "betaalbaarheid", "groep_onbekend", "groep"),
    ],
)
def test_every_fault_is_refused_with_its_cell_and_how_to_mend(
    plek: str, waarde: Any, code: str, hint: str
) -> None:
    boek = gevuld(H19=1, H20=1)
    blad = boek["Plan 1"]
    if plek == "B21":
        blad.unmerge_cells("B20:B22")
    blad[plek] = waarde
    levering = lees(boek)
    melding = bericht(levering, code)
    assert melding.soort == "fout"
    assert plek in [str(cel) for cel in melding.cellen]
    assert melding.verwacht and hint in f"{melding.verwacht} {melding.herstel}"


def test_a_character_that_cannot_be_seen_is_left_out_of_a_name() -> None:
    boek = als_boek(gevuld())
    boek.bladen[0].rijen[0][1] = "Hof\x08je"  # type: ignore[index]
    levering = lees_planmonitor(boek, vorm("planmonitor_wonen"), twente())
    assert levering.tabellen["plannen"]["naam"].tolist() == ["Hofje"]
    assert cellen(levering, "lees_tekens_weg") == ["B1"]


def test_all_faults_are_said_at_once() -> None:
    levering = lees(gevuld(B9="1A Vastgesteld", C20="1.390", A30="Sociale hur", B3="Bornne"))
    assert {"lees_woord", "lees_getal", "opschrift_onbekend", "lees_gemeente"} <= set(
        codes(levering, "fout")
    )


@pytest.mark.parametrize(
    "naam", ["Hengelo", "Hengelo (O.)", "hengelo (o)", "GM0164", "0164", "164", 164, "hengelo"]
)
def test_a_municipality_is_known_by_its_names_and_its_code(naam: Any) -> None:
    levering = lees(gevuld(B3=naam))
    assert levering.fouten == ()
    assert levering.tabellen["plannen"]["gemeentecode"].tolist() == ["GM0164"]


def test_a_word_that_is_called_otherwise_now_is_read_as_that() -> None:
    levering = lees(gevuld(B10="Netcongestie; Stikstof"))
    assert levering.tabellen["plannen"]["knelpunten"].tolist() == ["Nuts, Stikstof"]
    assert "2025-09-11" in bericht(levering, "lees_woord_heet").verwacht


def test_demolition_has_one_sign() -> None:
    gewoon = lees(gevuld())
    met_min = lees(gevuld(C38=-12, I38=-12, F38=-12))
    assert met_min.fouten == ()
    for naam in gewoon.tabellen:
        pd.testing.assert_frame_equal(met_min.tabellen[naam], gewoon.tabellen[naam])
    assert codes(met_min) == ["sloop_teken"]
    assert cellen(met_min, "sloop_teken") == ["C38", "I38"]
    assert bericht(lees(gevuld(C38=-12, I38=12)), "sloop_tekens").soort == "fout"


def test_what_is_left_of_a_class_is_unknown_where_realised_is_not_divided() -> None:
    levering = lees(gevuld(E20=None))
    assert "woningtype" in bericht(levering, "gerealiseerd_niet_verdeeld").verwacht
    rest = levering.tabellen["categorieen"].query("maat == 'rest' and indeling == 'woningtype'")
    assert rest["van_jaar"].notna().all()
    assert rest["woningen"].sum() == 36
    assert gecontroleerd(levering) == []


def test_the_checks_of_all_plans_find_nothing_in_a_sound_form_and_groups_that_do_not_add_up() -> (
    None
):
    assert gecontroleerd(lees(gevuld())) == []
    assert gecontroleerd(lees(gevuld(C30=20, I30=15))) == ["som_te_laag", "jaarsom"]
    assert gecontroleerd(lees(gevuld(C30=26, I30=21))) == ["som_te_hoog", "jaarsom"]


def gecontroleerd(levering: Levering) -> list[str]:
    """What the checks over a whole delivery say."""
    geval = Geval(levering.tabellen, levering.plekken, date(2026, 1, 1))
    return [melding.code for melding in controleer(geval)]


def test_a_form_without_a_plan_is_refused() -> None:
    levering = lees(formulier())
    assert codes(levering) == ["geen_plannen"]


def test_the_form_is_known_by_its_head() -> None:
    blad = als_boek(formulier()).bladen[0]
    assert koprij(Bladlezer(blad), vorm("planmonitor_wonen"))
    ander = openpyxl.Workbook()
    ander.active.append(["plan_id", "naam", "rest"])
    assert koprij(Bladlezer(als_boek(ander).bladen[0]), vorm("planmonitor_wonen")) is None


JAREN = st.dictionaries(st.sampled_from("GHIJKLMNOPQRSTUVWXYZ"), st.integers(0, 900), max_size=5)


@given(nieuwbouw=JAREN, sloop=JAREN, klaar=st.integers(0, 50), los=st.integers(0, 50))
def test_no_dwelling_is_lost(
    nieuwbouw: dict[str, int], sloop: dict[str, int], klaar: int, los: int
) -> None:
    som, weg = sum(nieuwbouw.values()), sum(sloop.values())
    boek = formulier()
    blad = boek["Plan 1"]
    for plek, waarde in PLAN.items():
        blad[plek] = waarde
    blad["C19"], blad["E19"], blad["C38"] = som + klaar + los, klaar, weg
    for letter, getal in nieuwbouw.items():
        blad[f"{letter}19"] = getal
    for letter, getal in sloop.items():
        blad[f"{letter}38"] = getal
    levering = lees(boek)
    plan = levering.tabellen["plannen"].iloc[0]
    assert levering.fouten == ()
    assert (plan["totaal"], plan["rest"], plan["sloop"]) == (som + klaar + los, som + los, weg)
    per_maat = levering.tabellen["fasering"].groupby("maat")["woningen"].sum()
    assert per_maat.to_dict() == {"rest": som + los, "sloop": weg}
    assert levering.rekening.woningen_gelezen == som + klaar + los


def test_a_number_in_merged_cells_is_of_no_year() -> None:
    boek = gevuld(J19=None)
    boek["Plan 1"].merge_cells("I19:J19")
    melding = bericht(lees(boek), "getal_samengevoegd")
    assert (melding.soort, [str(cel) for cel in melding.cellen]) == ("fout", ["I19"])


def test_what_is_hidden_is_read_and_told() -> None:
    boek = gevuld()
    boek.create_sheet("Vooraan", 0)
    boek["Plan 1"].sheet_state = "hidden"
    boek["Plan 1"].row_dimensions[38].hidden = True
    levering = lees(boek)
    assert levering.tabellen["plannen"]["sloop"].tolist() == [12]
    assert {"lees_blad_verborgen", "lees_rijen_verborgen"} <= set(codes(levering, "notitie"))
    assert "lees_formules" not in codes(levering)
