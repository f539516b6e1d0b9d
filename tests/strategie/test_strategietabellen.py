"""The tables of the strategy of an edition: what the notebook, the report and the command line show."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import cast

import pandas as pd
import pytest
from hulp import dossier
from strategiehulp import van_de_gemaakte

from woonanalyse.kern.afspraak import Afspraak
from woonanalyse.onderwerpen.bereken import bereken, bereken_een
from woonanalyse.onderwerpen.strategie import programmabeeld, scenariobeeld, voorstelbeeld
from woonanalyse.onderwerpen.strategie.antwoord import antwoorden_van
from woonanalyse.onderwerpen.strategie.bron import parameters, stand_van, verklaard
from woonanalyse.onderwerpen.strategie.klassen import Klasse
from woonanalyse.onderwerpen.strategie.overzicht import overzicht, programma
from woonanalyse.onderwerpen.strategie.stand import Stand
from woonanalyse.onderwerpen.strategie.terugtoetsbron import gepubliceerd_van
from woonanalyse.onderwerpen.strategie.uitkomst import scenariotabel
from woonanalyse.onderwerpen.strategie.venster import na
from woonanalyse.onderwerpen.strategie.voorstel import groepen
from woonanalyse.onderwerpen.strategie.voorstelbeeld import kop

TABELLEN = ["strategie", "programma", "projectie", "scenarios", "rooster"]
GOUD = Path(__file__).parent / "gouden" / "projectie_2017.csv"


def stand(editie: str, *, voorbeelddata: bool = False) -> Stand:
    eigen = dossier(editie, voorbeelddata=voorbeelddata)
    return stand_van(eigen, lambda naam: bereken_een(eigen, naam))


@pytest.mark.parametrize("editie", ["2017", "2019", "2021", "2022"])
def test_every_edition_has_a_row_of_every_area_and_a_proposal_of_none_without_plans(
    editie: str,
) -> None:
    eigen = dossier(editie)
    uit = bereken(eigen, TABELLEN)["strategie"]
    regio = eigen.regio
    assert uit["gebied"].tolist() == [
        *regio.gemeenten["gemeente"], *regio.subregios, regio.naam,
    ]  # fmt: skip
    assert set(uit["voorstel"]) == {"geen planregister"}
    assert uit["mist"].str.contains("een planregister").all()


def test_the_bounds_are_those_of_the_published_blocks() -> None:
    uit = bereken_een(dossier("2017"), "strategie").set_index("gebied")
    wierden, hellendoorn = uit.loc["Wierden"], uit.loc["Hellendoorn"]
    assert (wierden["te_veel_hoog"], wierden["hard_uitwerk"], wierden["direct_hoog"]) == (
        145,
        60,
        85,
    )
    assert (hellendoorn["te_veel_hoog"], hellendoorn["direct_hoog"]) == (635, 0)


def test_a_sum_of_which_a_member_is_unknown_is_unknown() -> None:
    heel = stand("2017")
    leden = heel.leden.copy()
    leden.loc[leden["gemeente"] == "Wierden", "hard"] = pd.NA
    uit = overzicht(replace(heel, leden=leden), verklaard("projectie")).set_index("gebied")
    assert uit.loc[["Wierden", "Twente Zuid", "Twente"], "hard"].isna().all()
    assert uit.loc["Twente Noord", "hard"] == 1755


def test_the_programme_is_per_year_of_a_member_and_per_three_years_of_an_area() -> None:
    uit = bereken_een(dossier("2017"), "programma")
    lid = uit["niveau"] == "gemeente"
    assert (uit.loc[lid, "van"] == uit.loc[lid, "tot_en_met"]).all()
    assert uit.loc[~lid, ["van", "tot_en_met"]].drop_duplicates().to_numpy().tolist() == [
        [2017, 2019], [2020, 2022], [2023, 2025], [2026, 2026],
    ]  # fmt: skip
    assert set(uit["gepland_bron"]) == {"eigen tempo"}


def test_a_need_per_year_is_rounded_in_the_programme_as_in_a_sentence() -> None:
    """Half a dwelling is one, and two and a half are three: never to the even number."""
    leden = stand("2017").leden.assign(behoefte_laag=5, behoefte_hoog=25)
    uit = programma(replace(stand("2017"), leden=leden), parameters())
    lid = uit[uit["niveau"] == "gemeente"]
    assert (lid["behoefte_laag"].unique().tolist(), lid["behoefte_hoog"].unique().tolist()) == (
        [1],
        [3],
    )


def test_a_priority_says_what_changes_in_one_plan_or_more() -> None:
    sommen = pd.DataFrame({"tabel": ["klassen"], "groep": [str(Klasse.ALTIJD)], "gebied": ["A"]})
    for plannen, woord in ((1, "verandert 1 plan ("), (2, "veranderen 2 plannen (")):
        assert woord in kop(sommen.assign(plannen=plannen, woningen=9))


def test_the_projection_of_the_notebook_is_the_one_that_was_checked() -> None:
    """Per municipality: the numbers of the table that is kept beside the tests."""
    goud = pd.read_csv(GOUD)
    goud = goud[goud["dag"] == "2020-01-01"].sort_values(["bouw", "gebied"])
    uit = bereken_een(dossier("2017"), "projectie")
    uit = uit[(uit["dag"] == "2020-01-01") & (uit["niveau"] == "gemeente")]
    uit = uit.sort_values(["bouw", "gemeentecode"])
    for kolom in ("hard_laag", "hard_hoog", "gepubliceerd", "mis"):
        assert uit[kolom].tolist() == goud[kolom].tolist()


def test_what_leaves_out_a_part_of_hard_plans_is_not_tested_by_what_counts_it() -> None:
    editie = dossier("2017").editie
    assert gepubliceerd_van(editie)
    direct = replace(editie.definitie, telt_mee=("hard_direct",))
    regio = replace(editie.regio, definities={**editie.regio.definities, direct.id: direct})
    assert not gepubliceerd_van(replace(editie, regio=regio))


def test_years_of_plans_come_before_the_pace_where_a_plan_has_none() -> None:
    per = {
        "niveau": "regio",
        "gebied": "R",
        "gepland_laag": 1,
        "gepland_hoog": 1,
        "verwacht_laag": 1,
    }
    programma = pd.DataFrame([{**per, "gepland_bron": "fasering; eigen tempo"}])
    leeg = pd.DataFrame(
        columns=["niveau", "gebied", "behoefte_laag", "behoefte_hoog", "behoefte_bron"]
    )
    marge = {"laag": 0, "hoog": 0}
    tekst = programmabeeld.zin(programma, leeg, {"uitval": marge, "vertraging": marge})
    assert tekst.startswith(
        "Gepland is wat het planregister per jaar noemt, en wat een gemeente in eerdere jaren per jaar "
        "bouwde, waar een plan geen jaren noemt. Verwacht is"
    )


def test_a_programme_and_its_draws_are_told_in_whole_sentences() -> None:
    een = {"van": 2026, "tot_en_met": 2030, "hard_laag": 0, "hard_hoog": 0}
    for laag, hoog, zin in [
        (0, 0, "Eind 2030 is er naar verwachting geen woning in harde plannen meer over."),
        (0, 12, "Eind 2030 zijn er naar verwachting nog 0 tot 12 woningen in harde plannen over."),
        (1, 1, "Eind 2030 is er naar verwachting nog 1 woning in harde plannen over."),
        (0, 1, "Eind 2030 is er naar verwachting nog 0 tot 1 woning in harde plannen over."),
        (pd.NA, pd.NA, "Wat er eind 2030 aan harde plannen over is, is onbekend."),
    ]:
        rij = pd.DataFrame([{**een, "hard_laag": laag, "hard_hoog": hoog}])
        assert programmabeeld.gemeente(rij) == zin


def test_draws_of_a_region_are_told_after_its_grid_and_once() -> None:
    rij = {"niveau": "regio", "gebied": "Aa", "einde": "2030-12-31", "berekeningen": 9}
    namen = [
        "te_veel_einde_laag",
        "te_veel_einde_hoog",
        "te_weinig_einde_laag",
        "te_weinig_einde_hoog",
    ]
    rijen = [
        {**rij, "soort": "rooster", **dict(zip(namen, (1, 2, 3, 3), strict=True))},
        {**rij, "soort": "trekking", **dict(zip(namen, (0, 0, 4, 5), strict=True))},
    ]
    tempo = pd.DataFrame({"tempo_van": [pd.NA], "tempo_tot_en_met": [pd.NA]})
    zin = scenariobeeld.zin(pd.DataFrame(rijen), tempo, "de norm")
    assert "in 1 tot 2 van de 9 berekeningen meer" in zin and "In 3 ervan is minder" in zin
    assert "aannames komt het eerste voor in geen en het tweede in 4 tot 5 van de 9." in zin
    assert zin.count("Aa") == 1
    for aan, hoe in ((0, "geen enkele"), (9, "alle")):
        een = pd.DataFrame([{**rijen[0], namen[2]: aan, namen[3]: aan}])
        assert f"In {hoe} is minder gebouwd" in scenariobeeld.zin(een, tempo, "de norm")


def test_bounds_of_a_proposal_are_those_it_goes_by() -> None:
    strategie = pd.DataFrame({"ten_minste": pd.array([5], dtype="Int64")})
    beide = voorstelbeeld.grenzen(strategie, "hoogstens iets")
    assert beide.startswith("ten minste de woningen") and beide.endswith(" en hoogstens iets")
    assert (
        voorstelbeeld.grenzen(strategie.assign(ten_minste=pd.NA), "hoogstens iets")
        == "hoogstens iets"
    )
    sommen = pd.DataFrame({"plannen": [3]})
    tekst = voorstelbeeld.zin(sommen, ["een doel"], beide, met_keuzes=False)
    assert f"({beide})" in tekst and "alle normen" not in tekst


def test_no_edition_projects_to_a_day_before_its_own() -> None:
    for editie in ("2019", "2021", "2022"):
        assert bereken_een(dossier(editie), "projectie").empty


def test_soft_plans_that_are_unknown_leave_a_range_of_counts() -> None:
    uit = bereken_een(dossier("2017"), "scenarios")
    assert set(uit["soort"]) == {"rooster", "trekking"}
    assert (uit["te_weinig_einde_laag"] <= uit["te_weinig_einde_hoog"]).all()
    assert (uit["te_weinig_einde_laag"] < uit["te_weinig_einde_hoog"]).any()
    heel = stand("2017")
    bekend = replace(heel, leden=heel.leden.assign(zacht=pd.array([50] * 14, dtype="Int64")))
    een = scenariotabel(bekend, verklaard("scenarios"))
    for naam in ("te_veel_termijn", "te_veel_einde", "te_weinig_einde"):
        assert (een[f"{naam}_laag"] == een[f"{naam}_hoog"]).all()


def test_scenarios_are_the_same_every_time() -> None:
    een, twee = (scenariotabel(stand("2017"), verklaard("scenarios")) for _ in range(2))
    pd.testing.assert_frame_equal(een, twee)


def test_where_no_highest_norm_holds_nothing_is_too_much() -> None:
    heel = replace(stand("2017"), hoogstens=None)
    uit = scenariotabel(heel, verklaard("scenarios"))
    assert uit[["te_veel_termijn_laag", "te_veel_einde_hoog"]].isna().all(axis=None)
    assert overzicht(heel, verklaard("projectie"))["te_veel_laag"].isna().all()


def test_the_made_edition_has_a_proposal_of_which_only_sums_are_shown() -> None:
    """No plan, no municipality; a sum that is shown has at least five plans."""
    eigen = dossier("2022", voorbeelddata=True)
    uit = bereken(eigen, ["strategie", "strategie_sommen", "programma"])
    assert set(uit["strategie"]["voorstel"]) == {"ja"}
    assert "fasering" in set(uit["programma"]["gepland_bron"])
    sommen = uit["strategie_sommen"]
    assert set(sommen["tabel"]) == {"klassen", "maatregelen"}
    assert set(sommen["niveau"]) == {"subregio"}
    getoond = pd.to_numeric(sommen["plannen"])
    assert getoond.notna().any() and getoond.isna().any()
    assert (getoond.dropna() >= 5).all()
    assert (getoond.isna() == pd.to_numeric(sommen["woningen"]).isna()).all()
    plannen = eigen.editie.planstand.register.plannen  # type: ignore[union-attr]
    tekst = "".join(frame.to_csv() for frame in uit.values())
    assert not any(naam in tekst for naam in [*plannen["plan_id"], *plannen["naam"]])


def test_the_proposal_of_the_made_edition_keeps_every_norm() -> None:
    (antwoord,) = van_de_gemaakte()
    uit = antwoord.voorstel.normen
    assert antwoord.voorstel.uitslag == "best"
    assert (uit["straks"] >= uit["laag"].fillna(0)).all()
    assert (uit["straks"] <= uit["hoog"].fillna(10**9)).all()
    assert (antwoord.niets["te_veel"] > 0).any() and (antwoord.niets["te_weinig"] > 0).any()
    vast = antwoord.vraag.opties[antwoord.vraag.opties["belet"] != ""]
    assert not set(vast["optie"]) & set(antwoord.voorstel.gekozen["optie"])


def test_without_plans_there_is_no_proposal() -> None:
    assert antwoorden_van(dossier("2017")) == []
    assert bereken_een(dossier("2017"), "strategie_sommen").empty


@pytest.mark.lang
def test_an_agreed_number_a_year_bounds_what_is_added() -> None:
    """So few a year that the lowest norm cannot be kept: the conflict names both."""
    eigen = dossier("2022", voorbeelddata=True)
    grens = ({"gemeente": "GM0153", "woningen": 1, "bron": "verzonnen"},)
    opzet = replace(eigen.editie.opzet, hoogstens_per_jaar=grens)
    (antwoord,) = antwoorden_van(replace(eigen, editie=replace(eigen.editie, opzet=opzet)))
    gronden = [grond for conflict in antwoord.conflicten for grond in conflict.gronden]
    assert gronden == ["norm: per jaar GM0153", "norm: ten minste Enschede"]
    assert antwoord.voorstel.uitslag == "geen"


@pytest.mark.lang
def test_a_rolling_norm_holds_where_the_need_of_its_own_ten_years_is_known() -> None:
    """Of other years it says nothing; without it nothing is taken back, and each area says why."""
    eigen = dossier("2022", voorbeelddata=True)
    (vast,) = van_de_gemaakte()
    rij = {"tot_en_met": 2040, "laag": 100, "hoog": 120, "bron": "verzonnen"}
    rollend = (
        {"gemeente": "GM0147", "van": 2031, **rij},
        {"gemeente": "GM0141", "van": 2030, **rij},
    )
    opzet = replace(eigen.editie.opzet, behoefte_rollend=rollend)
    (antwoord,) = antwoorden_van(replace(eigen, editie=replace(eigen.editie, opzet=opzet)))
    hoogste = antwoord.vraag.normen[antwoord.vraag.normen["hoog"].notna()]
    assert hoogste[["norm", "hoog"]].values.tolist() == [["ten hoogste Borne", 130]]
    toen = vast.vraag.normen.set_index(["norm", "gemeentecode"])["nu"]
    assert 0 < hoogste["nu"].item() < toen["ten hoogste Borne", "GM0147"]
    assert set(antwoord.zonder["gebied"]) == set(eigen.regio.gemeenten["gemeente"]) - {"Borne"}
    assert antwoord.zonder["reden"].str.contains("geldt hier niet").all()
    eraf = antwoord.voorstel.gekozen.query("richting == -1")
    assert set(eraf["gemeentecode"]) <= {"GM0147"}


@pytest.mark.parametrize(
    ("termijn", "van"),
    [(date(2030, 12, 31), 2031), (date(2019, 1, 29), 2019), (date(2020, 1, 1), 2020)],
)
def test_a_rolling_window_is_the_ten_years_after_the_deadline(termijn: date, van: int) -> None:
    assert na(termijn) == (van, van + 9)


@pytest.mark.lang
def test_a_norm_on_a_subregion_couples_its_municipalities() -> None:
    """The other reading of the agreement: what one has too many another may have room for."""
    eigen = dossier("2022", voorbeelddata=True)
    afspraken = list(eigen.regio.afspraken)
    nummer = next(nr for nr, een in enumerate(afspraken) if een["artikel"] == 13)
    afspraken[nummer] = cast("Afspraak", {**afspraken[nummer], "lezing": "B"})
    regio = replace(eigen.regio, afspraken=afspraken)
    (antwoord,) = antwoorden_van(replace(eigen, editie=replace(eigen.editie, regio=regio)))
    hoogste = antwoord.voorstel.normen[antwoord.voorstel.normen["hoog"].notna()]
    assert hoogste["norm"].tolist() == [f"ten hoogste {naam}" for naam in eigen.regio.subregios]
    assert (hoogste["straks"] <= hoogste["hoog"]).all()
    assert len(groepen(antwoord.vraag)) == len(eigen.regio.subregios)


def test_a_need_of_nothing_gives_no_excess_as_it_gives_no_ratio() -> None:
    heel = stand("2017")
    niets = heel.leden.assign(
        behoefte_laag=heel.leden["behoefte_laag"].where(heel.leden.index != 0, 0)
    )
    uit = overzicht(replace(heel, leden=niets), verklaard("projectie"))
    eerste, regio = uit.iloc[0], uit[uit["niveau"] == "regio"].iloc[0]
    assert eerste["gemeentecode"] == niets["gemeentecode"].iloc[0]
    assert pd.notna(eerste["te_veel_laag"]) and "een behoefte boven nul" in eerste["mist"]
    for rij in (eerste, regio):
        assert pd.isna(rij["te_veel_hoog"]) and pd.isna(rij["direct_hoog"])
    assert uit.iloc[1]["te_veel_hoog"] >= 0 and "boven nul" not in uit.iloc[1]["mist"]


@pytest.mark.parametrize(
    ("laag", "hoog", "zin"),
    [
        (9, 9, "met alle aannames is er op 31 december 2030 minder gebouwd dan de behoefte"),
        (0, 0, "met geen van de aannames is er op 31 december 2030 minder gebouwd dan de behoefte"),
        (5, 9, "met de meeste aannames is er op 31 december 2030 minder gebouwd dan de behoefte"),
        (
            *(0, 4),
            "met een kleiner deel van de aannames is er op 31 december 2030 minder gebouwd dan de behoefte",
        ),
        (
            4,
            5,
            "van de aannames hangt af of er op 31 december 2030 minder is gebouwd dan de behoefte",
        ),
    ],
)
def test_the_heading_of_the_scenarios_says_what_comes_of_most(
    laag: int, hoog: int, zin: str
) -> None:
    rij = {"niveau": "regio", "einde": "2030-12-31", "berekeningen": 9}
    telling = {"te_weinig_einde_laag": laag, "te_weinig_einde_hoog": hoog}
    kop = scenariobeeld.kop(pd.DataFrame([{**rij, **telling}]), date(2026, 1, 1))
    assert kop == f"Scenario's op 1 januari 2026: {zin}"


@pytest.mark.parametrize("nagelezen", [True, False])
def test_what_of_the_law_was_read_is_told_in_words(nagelezen: bool) -> None:
    maatregel = {"naam": "iets doen", "orgaan": "raad", "maanden": {"laag": 1, "hoog": 2}}
    strategie = pd.DataFrame({"termijn": ["2030-12-31"]})
    tafel = voorstelbeeld.middelen([{**maatregel, "nagelezen": nagelezen}], strategie, "2026-01-01")
    assert "gelezen" not in tafel.markdown and "Wet" not in tafel.markdown
    assert "de wet lazen wij hooguit voor een deel zelf" in tafel.bijschrift


def test_only_who_counted_what_the_table_of_the_paper_shows_is_its_source() -> None:
    programma = pd.DataFrame(
        {"niveau": ["regio", "gemeente"], "gebouwd": [pd.NA, 3], "gesloopt": [pd.NA, 1]}
    )
    assert programmabeeld.geteld(programma)
    assert not programmabeeld.geteld(programmabeeld.samen(programma))


def test_there_are_no_years_of_a_pace_where_nothing_was_counted() -> None:
    heel = stand("2017")
    for voorraad, er in ((heel.voorraad, True), (heel.voorraad[:0], False)):
        uit = overzicht(replace(heel, voorraad=voorraad), verklaard("projectie"))
        assert uit[["tempo_van", "tempo_tot_en_met"]].notna().all(axis=None) == er
