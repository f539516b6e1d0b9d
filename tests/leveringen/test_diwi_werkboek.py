"""The workbook of DIWI: heads in four rows, blocks of dwellings, sums at the right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pytest
from diwihulp import BOUW, PLAN, SLOOP, Kolom, kolommen, werkboek
from hypothesis import given
from hypothesis import strategies as st
from vormenhulp import als_boek, cellen, codes, twente, vorm

from woonanalyse.leveringen.controles import controleer
from woonanalyse.leveringen.controles.geval import Geval
from woonanalyse.leveringen.levering import Levering, Melding
from woonanalyse.leveringen.lezers.diwiblad import lees_diwi
from woonanalyse.leveringen.lezers.veld import letter

PEILDATUM = date(2026, 1, 1)
OPLEVERING = (BOUW, "Opleverdatum", date(2027, 6, 30))


def lees(
    *rijen: Mapping[Any, Any],
    koppen: Sequence[Kolom] | None = None,
    partij: str = "",
    peildatum: date | None = PEILDATUM,
) -> Levering:
    boek = als_boek(werkboek(rijen, koppen))
    levering = lees_diwi(boek, vorm("diwi_excel"), twente(), partij, peildatum)
    assert levering.rekening.sluit(), levering.rekening
    return levering


def bericht(levering: Levering, code: str) -> Melding:
    return next(m for m in levering.meldingen if m.code == code)


def hernoemd(oud: str, nieuw: str) -> list[Kolom]:
    return [(s, g, nieuw if kop == oud else kop, onder) for s, g, kop, onder in kolommen()]


def test_a_project_is_a_plan_as_it_stood_on_the_reference_date() -> None:
    levering = lees(PLAN)
    assert levering.fouten == ()
    plan = levering.tabellen["plannen"].iloc[0]
    assert list(plan[["plan_id", "gemeentecode", "naam"]]) == ["12", "GM0147", "Het Made Veld"]
    assert list(plan[["planstatus", "projectstatus", "vertrouwelijkheid"]]) == [
        "2A", "Voorbereiding", "provincie",
    ]  # fmt: skip
    assert list(plan[["totaal", "gerealiseerd", "rest", "sloop"]]) == [40, 10, 30, 0]
    jaren = levering.tabellen["fasering"][["maat", "van_jaar", "woningen"]]
    assert jaren.values.tolist() == [["rest", 2027, 30]]
    assert "opgeleverd" in codes(levering, "notitie")


@pytest.mark.parametrize(
    ("peildatum", "status", "gerealiseerd"),
    [
        (date(2024, 1, 1), "onbekend", 0),
        (date(2025, 6, 30), "2A", 0),
        (date(2027, 7, 1), "1A", 40),
        (None, "1A", 0),
    ],
)
def test_the_reference_date_decides_what_holds(
    peildatum: date | None, status: str, gerealiseerd: int
) -> None:
    plan = lees(PLAN, peildatum=peildatum).tabellen["plannen"].iloc[0]
    assert (plan["planstatus"], plan["gerealiseerd"]) == (status, gerealiseerd)
    assert plan["totaal"] == plan["gerealiseerd"] + plan["rest"]


def test_rows_with_one_id_are_blocks_of_one_project() -> None:
    tweede = {"Identificatie nr": 12, "Naam": "Het Made Veld", "Bouw": 5, "Sloop": 8, OPLEVERING: 5}
    levering = lees(PLAN, tweede | {(SLOOP, "Onbekend"): 8})
    assert levering.fouten == ()
    plannen = levering.tabellen["plannen"]
    assert plannen[["totaal", "rest", "sloop"]].values.tolist() == [[45, 35, 8]]
    sloop = levering.tabellen["categorieen"].query("maat == 'sloop'")
    assert sloop[["indeling", "klasse", "woningen"]].values.tolist() == [
        ["eigendom", "onbekend", 8]
    ]


def test_rows_with_one_id_that_contradict_each_other_are_refused() -> None:
    levering = lees(PLAN, PLAN | {"Naam": "Een ander veld"})
    assert cellen(levering, "project_verschilt") == ["C7", "C6"]
    levering = lees(PLAN, PLAN | {"2a Vastgesteld": date(2024, 6, 1)})
    assert "project_verschilt" in codes(levering, "fout")


def test_categories_of_all_blocks_add_up_and_what_is_not_said_is_unknown() -> None:
    los = PLAN | {(BOUW, "Opleverdatum", date(2025, 6, 30)): None, OPLEVERING: 40}
    los |= {("Controle Bouw totalen", "Oplevering"): None}
    ander = {"Identificatie nr": 12, "Bouw": 6, OPLEVERING: 6}
    categorieen = lees(los, ander).tabellen["categorieen"]
    for indeling, klassen in {
        "eigendom": {"koop": 25, "huur corporatie": 15, "onbekend": 6},
        "prijsklasse": {
            "koop Starter": 20,
            "koop onbekend": 5,
            "huur corporatie onbekend": 15,
            "onbekend": 6,
        },
        "woningtype": {"eengezins": 30, "onbekend": 16},
    }.items():
        for maat in ("totaal", "rest"):
            eigen = categorieen[
                (categorieen["maat"] == maat) & (categorieen["indeling"] == indeling)
            ]
            assert dict(zip(eigen["klasse"], eigen["woningen"], strict=True)) == klassen


def test_of_a_block_that_is_partly_realised_the_classes_left_are_unknown() -> None:
    categorieen = lees(PLAN).tabellen["categorieen"].query("maat == 'rest'")
    assert set(categorieen["klasse"]) == {"onbekend"}
    assert set(categorieen["woningen"]) == {30}


def test_demolition_has_one_sign() -> None:
    rij = PLAN | {"Sloop": 8, (SLOOP, "Onbekend"): 8, (SLOOP, "Opleverdatum", date(2027, 6, 30)): 8}
    negatief = {k: -w if w == 8 and k != "Naam" else w for k, w in rij.items()}
    gewoon, met_min = lees(rij), lees(negatief)
    for naam in gewoon.tabellen:
        assert met_min.tabellen[naam].equals(gewoon.tabellen[naam])
    assert "sloop_teken" in codes(met_min, "notitie")
    assert "sloop_tekens" in codes(lees(rij | {(SLOOP, "Onbekend"): -8}), "fout")


@pytest.mark.enkele(8)
@pytest.mark.parametrize(
    ("anders", "code", "soort"),
    [
        ({(BOUW, "Koopwoning"): 26}, "groep_boven_totaal", "fout"),
        ({(BOUW, "Koopwoning"): 24}, "groep_onder_totaal", "waarschuwing"),
        ({OPLEVERING: 31}, "groep_boven_totaal", "fout"),
        ({(BOUW, "Eengezins woning"): 31}, "groep_boven_totaal", "fout"),
        ({(BOUW, "Doelgroep categorie"): 41}, "groep_boven_totaal", "fout"),
        ({(BOUW, "Koopprijs categorie"): 26}, "groep_boven_totaal", "fout"),
        ({"Bouw": None}, "totaal_ontbreekt", "fout"),
        ({"Bouw": "veertig"}, "lees_getal", "fout"),
        ({"Bouw": "1.390"}, "lees_getal", "fout"),
        ({"Bouw": -40}, "lees_getal", "fout"),
        ({"Identificatie nr": None}, "lees_kenmerk", "fout"),
        ({"Identificatie nr": 0}, "lees_kenmerk", "fout"),
        ({"Identificatie nr": "2.19E+26"}, "lees_kenmerk", "fout"),
        ({"Naam": None}, "naam_ontbreekt", "fout"),
        ({"Naam": date(2024, 3, 1)}, "lees_tekst", "fout"),
        ({"Gemeente": None}, "gemeente_ontbreekt", "fout"),
        ({"Gemeente": "Utrecht"}, "lees_gemeente", "fout"),
        ({"Plan soort": "Verdichtign"}, "lees_woord", "fout"),
        ({"Project status": "Bezig"}, "lees_woord", "fout"),
        ({"Vertrouwelijkheid": "Geheim"}, "lees_woord", "fout"),
        ({"1a Onherroepelijk": "maart 2027"}, "lees_datum", "fout"),
        ({"1a Onherroepelijk": 2027}, "lees_datum", "fout"),
        ({"1a Onherroepelijk": date(2024, 5, 1)}, "zelfde_dag", "fout"),
        ({"Eind project": date(2027, 1, 1)}, "oplevering_na_eind", "waarschuwing"),
        ({"Start project": date(2031, 1, 1)}, "start_na_eind", "waarschuwing"),
        ({("Controle Bouw totalen", "Oplevering"): 39}, "uitkomst_wijkt_af", "waarschuwing"),
        ({(BOUW, "Opleverdatum", None): 1}, "onder_ontbreekt", "fout"),
    ],
)
def test_every_fault_has_its_code_its_cell_and_how_to_mend(
    anders: dict[Any, Any], code: str, soort: str
) -> None:
    melding = bericht(lees(PLAN | anders), code)
    assert melding.soort == soort
    assert melding.cellen and {cel.rij for cel in melding.cellen} <= {5, 6}
    assert melding.verwacht and melding.herstel


def test_all_faults_are_said_at_once() -> None:
    fout = {"Gemeente": "Born", "Naam": None, "Plan soort": "Veel", (BOUW, "Koopwoning"): 26}
    alle = {"lees_gemeente", "naam_ontbreekt", "lees_woord", "groep_boven_totaal"}
    assert set(codes(lees(PLAN | fout), "fout")) == alle
    assert set(codes(lees(PLAN | fout | {"Identificatie nr": None}), "fout")) == {
        *alle,
        "lees_kenmerk",
    }


def test_a_day_of_delivery_that_is_no_day_hides_nothing_else_and_is_said_once() -> None:
    oud, nieuw = date(2027, 6, 30), "medio 2027"
    koppen = [(s, g, kop, nieuw if onder == oud else onder) for s, g, kop, onder in kolommen()]
    goed = {(*k[:2], nieuw) if k == OPLEVERING else k: w for k, w in PLAN.items()}
    ander = goed | {"Identificatie nr": 13, "Gemeente": "Born"}
    levering = lees(goed, ander, koppen=koppen)
    assert codes(levering, "fout") == ["lees_datum", "lees_gemeente"]
    zonder_fout = lees(PLAN, PLAN | {"Identificatie nr": 13})
    assert codes(levering, "waarschuwing") == codes(zonder_fout, "waarschuwing")
    assert bericht(levering, "lees_datum").cellen[0].rij == 5
    assert (levering.rekening.woningen_er, levering.rekening.woningen_geweigerd) == (80, 40)


@pytest.mark.parametrize(
    ("oud", "nieuw", "code"),
    [
        ("Plan soort", "", "kop_ontbreekt"),
        ("1 Concept", "xyz", "kop_ontbreekt"),
        ("Gemeente", "Gemeent", "kop_ontbreekt"),
        ("Opleverdatum", "Oplever datum", "kop_onbekend"),
        ("Eengezins woning", "Eengezinswoning_2", "kop_ontbreekt"),
        ("4b Niet opgenomen in de visie", "4b opgenomen in de visie", "lees_woord"),
        ("Naam", "Gemeente", "kop_dubbel"),
    ],
)
def test_heads_are_found_by_name_and_never_by_place(oud: str, nieuw: str, code: str) -> None:
    koppen = hernoemd(oud, nieuw)
    rij = {k: w for k, w in PLAN.items() if oud not in (k, k[1] if isinstance(k, tuple) else k)}
    if nieuw == "Oplever datum":
        rij[(BOUW, nieuw, date(2027, 6, 30))] = 40
    levering = lees(rij, koppen=koppen)
    melding = bericht(levering, code)
    assert melding.soort == "fout"
    plekken = {str(cel) for m in levering.meldingen for cel in m.cellen}
    assert plekken & {f"{letter(nr)}4" for nr, k in enumerate(koppen, start=2) if k[2] == nieuw}
    assert len(levering.tabellen["plannen"]) == 0
    assert levering.rekening.rijen_geweigerd >= 1


def test_a_section_that_is_not_there_is_said_once() -> None:
    anders = [("Bouwgegevens" if k[0] == BOUW else k[0], *k[1:]) for k in kolommen()]
    levering = lees({"Identificatie nr": 12, "Naam": "Het Made Veld", "Bouw": 40}, koppen=anders)
    melding = bericht(levering, "kop_ontbreekt")
    assert codes(levering) == ["kop_ontbreekt"]
    assert "Bouw gegevens; bedoelt AI2 (Bouwgegevens) deze?" in melding.verwacht


def test_columns_may_stand_in_another_order() -> None:
    project = [k for k in kolommen() if k[0] == "Projectgegevens"]
    anders = [*reversed(project), *(k for k in kolommen() if k[0] != "Projectgegevens")]
    assert lees(PLAN, koppen=anders).tabellen["plannen"].equals(lees(PLAN).tabellen["plannen"])


def test_a_municipality_that_delivers_fills_in_what_the_file_leaves_open() -> None:
    levering = lees(PLAN | {"Gemeente": None}, partij="GM0164")
    assert levering.fouten == ()
    assert levering.tabellen["plannen"]["gemeentecode"].tolist() == ["GM0164"]


def test_names_of_people_are_not_taken_over() -> None:
    levering = lees(PLAN | {"Eigenaar": "iemand@voorbeeld.nl", "Wijk": "Noord"})
    assert bericht(levering, "niet_overgenomen").gevonden == "Eigenaar, Wijk"
    assert not levering.tabellen["plannen"].isin(["iemand@voorbeeld.nl"]).any().any()


def test_a_plan_without_dwellings_is_unknown_and_a_file_without_plans_refused() -> None:
    leeg = {k: w for k, w in PLAN.items() if isinstance(k, str) and k != "Bouw"}
    assert lees(leeg).tabellen["plannen"]["totaal"].isna().all()
    assert codes(lees()) == ["geen_plannen"]


def test_a_project_that_was_broken_off_with_dwellings_is_asked_about() -> None:
    levering = lees(PLAN | {"Project status": "Afgebroken"})
    assert levering.tabellen["plannen"]["projectstatus"].tolist() == ["Afgebroken"]
    assert cellen(levering, "afgebroken_met_woningen") == ["K6", "AG6"]


def test_the_checks_of_all_plans_find_nothing_in_a_sound_workbook() -> None:
    tweede = {"Identificatie nr": 12, "Bouw": 5, "Sloop": 8, OPLEVERING: 5, (SLOOP, "Onbekend"): 8}
    levering = lees(PLAN, tweede)
    geval = Geval(levering.tabellen, levering.plekken, PEILDATUM)
    assert [melding.code for melding in controleer(geval)] == []


@given(
    st.lists(
        st.tuples(st.integers(1, 500), st.integers(0, 2), st.integers(1, 9)), min_size=1, max_size=6
    )
)
def test_no_dwelling_is_lost(blokken: list[tuple[int, int, int]]) -> None:
    dagen = [date(2025, 6, 30), date(2027, 6, 30), date(2028, 12, 31)]
    kaal = {k: w for k, w in PLAN.items() if isinstance(k, str)}
    rijen = [
        kaal | {"Identificatie nr": nr, "Bouw": aantal, (BOUW, "Opleverdatum", dagen[dag]): aantal}
        for aantal, dag, nr in blokken
    ]
    levering = lees(*rijen)
    assert levering.fouten == ()
    plannen, fasering = levering.tabellen["plannen"], levering.tabellen["fasering"]
    assert plannen["totaal"].sum() == sum(aantal for aantal, _, _ in blokken)
    assert plannen["rest"].sum() == sum(aantal for aantal, dag, _ in blokken if dag)
    assert fasering["woningen"].sum() == plannen["rest"].sum()
    assert levering.rekening.woningen_gelezen == plannen["totaal"].sum()


def test_a_row_that_is_there_twice_is_asked_about_in_both_places() -> None:
    levering = lees(PLAN, PLAN)
    assert levering.tabellen["plannen"]["totaal"].tolist() == [80] and levering.fouten == ()
    (melding,) = [m for m in levering.meldingen if m.code == "blok_dubbel"]
    assert melding.soort == "waarschuwing" and [cel.rij for cel in melding.cellen] == [7, 6]
    assert str(melding.cellen[1]) in melding.verwacht and "(80)" in melding.verwacht


def test_blocks_of_one_project_that_differ_are_no_doubles() -> None:
    ander = PLAN | {(BOUW, "Koopwoning"): 15, (BOUW, "Huur woningcorporatie"): 25}
    assert "blok_dubbel" not in codes(lees(PLAN, ander))


@pytest.mark.parametrize(
    ("onder", "code"),
    [("150000-300000", "prijs_overlap"), ("200000-300000", ""), ("300000-200000", "prijs_omgekeerd"),
     ("20000000-30000000", "prijs_schaal")],
)  # fmt: skip
def test_bounds_of_price_classes_that_hold_dwellings_are_tested(onder: str, code: str) -> None:
    kop = (BOUW, "Woning waarde", "Koopprijs waarde", onder)
    vaste = kolommen()
    plek = next(nr for nr, k in enumerate(vaste) if k[3] == "100000-200000") + 1
    prijzen = {
        (BOUW, "Koopprijs categorie", "Starter"): None,
        (BOUW, "Koopprijs waarde", "100000-200000"): 15,
        (BOUW, "Koopprijs waarde", onder): 10,
    }
    levering = lees(PLAN | prijzen, koppen=[*vaste[:plek], kop, *vaste[plek:]])
    assert [c for c in codes(levering) if c.startswith("prijs_")] == ([code] if code else [])
    leeg = {**prijzen, (BOUW, "Koopprijs waarde", onder): None}
    alleen = lees(PLAN | leeg, koppen=[*vaste[:plek], kop, *vaste[plek:]])
    assert not [c for c in codes(alleen) if c.startswith("prijs_")]


@pytest.mark.parametrize("naam", ["Bouww", "Bouw aantal", "Te bouwen"])
def test_a_misspelt_head_of_the_number_is_told_once_with_its_place_and_the_dwellings_counted(
    naam: str,
) -> None:
    boek = werkboek([PLAN])
    (kop,) = [cel for cel in boek["Data"][4] if cel.value == "Bouw"]
    kop.value = naam
    levering = lees_diwi(als_boek(boek), vorm("diwi_excel"), twente())
    (fout,) = levering.fouten
    assert (
        fout.code == "kop_ontbreekt" and f"bedoelt {kop.coordinate} ({naam}) deze?" in fout.verwacht
    )
    rekening = levering.rekening
    assert (rekening.woningen_er, rekening.woningen_geweigerd) == (40, 40) and rekening.sluit()
