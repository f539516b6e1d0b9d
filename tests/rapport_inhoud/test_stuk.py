"""Headings and sentences of the board paper: true when much, little or nothing is known."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

import pandas as pd
import pytest
from hulp import EDITIES, balans_van, dossier, editie, tabellen_van

from woonanalyse.document import besluiten, bijdragen, ladder, onderdelen, paginas, stuk, stukvragen
from woonanalyse.document.besluiten import vragen_van
from woonanalyse.document.gemeenten import Inhouden, Uitkomsten, gemeentepaginas
from woonanalyse.kern.afspraak import Afspraak
from woonanalyse.kern.beeld.markdown import gewoon
from woonanalyse.kern.getal import datum
from woonanalyse.kern.oordeel import BINNEN, BUITEN, NVT, OP_DE_GRENS
from woonanalyse.onderwerpen.balans.beeld import figuren, gepubliceerd
from woonanalyse.onderwerpen.dossier import Dossier
from woonanalyse.onderwerpen.plannen.bron import Plannen

GEMEENTE = {"levert": "gemeente"}
TYPE: dict[str, Any] = {"onderwerp": "type", "kolom_onbekend": "type_onbekend", **GEMEENTE}
PRIJS: dict[str, Any] = {"onderwerp": "prijs", **GEMEENTE}


def lijst(onbekend: int) -> pd.DataFrame:
    return pd.DataFrame({"woningen": [10, 5], "type_onbekend": [onbekend, 5]})


def waarden_van(deze: Dossier, uit: dict[str, pd.DataFrame]) -> dict[str, str]:
    """What subjects give chapters to quote."""
    return bijdragen.waarden(deze, bijdragen.met_tussentabellen(deze, uit))


def test_answer_begins_with_who_is_above_and_counts_who_is_not() -> None:
    zin = stuk.antwoord_kort(balans_van(editie("2017")))
    assert zin.startswith("Overprogrammering: Borne, Hellendoorn en Wierden; op de grens: ")
    assert zin.endswith("geen overprogrammering: 7 gemeenten.")


def test_many_municipalities_are_counted_not_named() -> None:
    namen = [f"G{nr}" for nr in range(stuk.NAMEN + 1)]
    veel = pd.DataFrame({"gemeente": namen, "gemeentecode": namen, "oordeel": BUITEN})
    assert stuk.antwoord_kort(veel) == "Overprogrammering: 7 gemeenten."
    assert stuk.antwoord_kort(veel[:1]) == "Overprogrammering: G0."


def test_heading_of_subregions_counts_them_by_the_other_reading() -> None:
    voorgesteld = pd.DataFrame({"plan": ["p"]})

    def kop(*oordelen: str, afstemming: pd.DataFrame | None = voorgesteld) -> str:
        rijen = [("subregio", f"S{nr}", oordeel) for nr, oordeel in enumerate(oordelen)]
        rijen.append(("regio", "R", NVT))
        sommen = pd.DataFrame(rijen, columns=["niveau", "gebied", "oordeel_samen"])
        return stuk.subregios_kop(sommen, afstemming)

    assert kop(BINNEN, OP_DE_GRENS, OP_DE_GRENS) == (
        "Subregio's en afstemming: als de norm per subregio geldt, geen overprogrammering in 1 "
        "subregio en op de grens in 2"
    )
    assert kop(BUITEN).endswith("als de norm per subregio geldt, overprogrammering in 1 subregio")
    assert kop(NVT) == "Subregio's en afstemming"
    assert kop(NVT, afstemming=None) == kop(NVT, afstemming=pd.DataFrame()) == "Subregio's"


def test_quality_that_is_not_known_is_asked_for_only_while_an_edition_runs() -> None:
    wat = [TYPE, PRIJS]
    loopt = stuk.kwaliteit(wat, lijst(10), lopend=True)
    assert loopt == "Nog te leveren: type en prijs (door gemeente)."
    assert stuk.kwaliteit(wat, None, lopend=False).startswith("Niet geleverd: type en prijs")
    deels = stuk.kwaliteit(wat, lijst(4), lopend=True)
    assert deels == "Bekend is type (van 6 woningen). Nog te leveren: prijs (door gemeente)."
    assert stuk.kwaliteit([TYPE], lijst(4), lopend=True) == "Bekend is type (van 6 woningen)."
    assert stuk.kwaliteit([], None, lopend=True) == "De kwaliteit van plannen is onbekend."


@pytest.mark.parametrize(
    ("onbekend", "hoe"), [(10, "geen van de 2"), (4, "1 van de 2")], ids=["none", "some"]
)
def test_heading_of_quality_says_of_how_much_anything_is_known(onbekend: int, hoe: str) -> None:
    kop = stuk.kwaliteit_kop([TYPE, PRIJS], lijst(onbekend))
    assert kop == f"Kwaliteit en ladder: van {hoe} onderwerpen is iets bekend"


@pytest.mark.parametrize(("onbekend", "wat"), [(10, "niets"), (4, "iets")], ids=["none", "some"])
def test_heading_of_quality_names_a_subject_that_is_the_only_one(onbekend: int, wat: str) -> None:
    kop = stuk.kwaliteit_kop([TYPE], lijst(onbekend))
    assert kop == f"Kwaliteit en ladder: van type is {wat} bekend"


def test_heading_of_quality_says_all_where_something_is_known_of_each() -> None:
    kop = stuk.kwaliteit_kop([TYPE, TYPE], lijst(4))
    assert kop == "Kwaliteit en ladder: van alle 2 onderwerpen is iets bekend"


def test_agreed_is_what_the_agreement_says_apart_from_how_it_is_read() -> None:
    deze = editie("2017")
    zin = stuk.afgesproken(deze)
    for afspraak in (deze.maximum, deze.termijn):
        assert afspraak is not None
        assert f"Artikel {afspraak['artikel']}: {afspraak['zegt'].strip()}" in zin
    assert "Wij lezen plancapaciteit als harde plannen." in zin
    assert "harde plancapaciteit" not in zin and "hersteld" not in zin


def test_a_reading_that_counts_all_plans_is_told_as_such() -> None:
    deze = editie("2017")
    alle = {**deze.maximum, "lezing": "C"}
    regels = [
        cast(Afspraak, alle) if a["artikel"] == alle["artikel"] else a for a in deze.regio.afspraken
    ]
    anders = replace(deze, regio=replace(deze.regio, afspraken=regels))
    assert anders.maximum["lezing"] == "C"
    assert "Wij lezen plancapaciteit als alle plannen samen." in stuk.afgesproken(anders)


@pytest.mark.parametrize("naam", EDITIES)
def test_source_line_has_no_path(naam: str) -> None:
    zin = paginas.bron_kort(editie(naam))
    assert zin.startswith("Bron: ") and zin.endswith(".")
    assert "`" not in zin and "data/" not in zin


@pytest.mark.parametrize("naam", EDITIES)
def test_headings_are_there_for_every_edition(naam: str) -> None:
    deze = dossier(naam)
    waarden = stuk.waarden(deze, tabellen_van(deze))
    koppen = [waarde for sleutel, waarde in waarden.items() if sleutel.startswith("kop_")]
    assert len(koppen) >= 5 and all(len(kop) > 12 and not kop.endswith(".") for kop in koppen)


def test_where_our_sum_is_not_the_printed_total_is_told_beside_the_table() -> None:
    uit = tabellen_van(dossier("2017"))
    naast, tegen = uit["balans_gepubliceerd"], uit["balans_tegenspraken"]
    verschil = naast[["verschil_behoefte", "verschil_hard_totaal"]].abs().max(axis=1)
    anders = naast.loc[verschil > 0, "gemeentecode"].nunique()
    zin = gepubliceerd.kort(naast, tegen)
    assert f"bij {anders} van de 14 gemeenten drukt de bron een ander totaal" in zin
    assert f"ten hoogste {verschil.max()} woningen" in zin
    niet = tegen.loc[tegen["binnen_afronding"] == "nee", "gemeente"].unique()
    assert all(naam in zin for naam in niet)
    gelijk = naast.assign(verschil_behoefte=0, verschil_hard_totaal=0)
    assert gepubliceerd.kort(gelijk, tegen).endswith("de bron drukt dezelfde totalen.")
    assert "publiceerde geen" in gepubliceerd.kort(naast[:0], tegen[:0])


def test_an_edition_that_is_not_judged_has_no_way_back_and_no_hatching() -> None:
    """And where a need of other years is known of a municipality, its page says so."""
    deze = dossier("2021")
    uit = tabellen_van(deze)
    later = deze.editie.behoefte_later
    assert later is not None
    leden = deze.regio.gemeenten
    namen = dict(zip(leden["gemeentecode"], leden["gemeente"], strict=True))
    vragen = besluiten.vragen_van(deze.editie, uit["afspraken"], uit["balans"])
    figuur = {code: {"alt": "Figuur.", "bijschrift": "Figuur"} for code in namen}
    inhouden = Inhouden(deze, Uitkomsten(uit, vragen, uit["afspraken"])).alle(figuur)
    tekst = gewoon(gemeentepaginas(deze, inhouden)).replace("\\", "")
    assert tekst.count("Van andere jaren is de behoefte wel bekend") == later["gemeente"].nunique()
    for feit in later.itertuples():
        assert f"{feit.periode}: " in tekst
    assert "want de verhouding is dat" not in tekst and "Hersteltermijn: niet aan de orde" in tekst
    for code in namen:
        eigen = uit["balans"][uit["balans"]["gemeentecode"] == code]
        bijschrift = figuren.gemeente(eigen, deze.editie.opzet, 1.0).bijschrift
        assert "gearceerd" not in bijschrift and bijschrift.endswith("stand 1 januari 2020")


def test_the_choice_of_which_plans_are_coordinated_stands_with_the_table() -> None:
    deze = dossier("2017")
    bron = deze.bron(Plannen)
    zin = gewoon(waarden_van(deze, tabellen_van(deze))["afstemming_keuze"]).replace("\\", "")
    assert bron.beperking in zin and bron.afstemming["drempel_reden"] in zin


def test_below_a_heading_that_tells_what_was_built_only_what_stands_beside_it() -> None:
    deze = dossier("2017")
    eigen = waarden_van(deze, tabellen_van(deze))
    heel, stuk_ = (gewoon(eigen[naam]).replace("\\", "") for naam in ("gebouwd", "gebouwd_stuk"))
    assert heel.endswith(stuk_) and stuk_.startswith("In 10 van de 14 gemeenten was de nieuwbouw")
    assert "7.537 woningen erbij" in gewoon(eigen["kop_gebouwd"]).replace("\\", "")


def test_what_was_counted_later_stands_with_the_table_of_since() -> None:
    """Every count of after the reference date that is not onzeker, also one that is derived."""
    deze = dossier("2017")
    uit = tabellen_van(deze)
    zin = gewoon(waarden_van(deze, uit)["herstel_later"]).replace("\\", "")
    boven = set(uit["terugweg"]["gemeente"])
    assert boven and all(f" {naam}: " in zin for naam in boven)
    rijen = deze.editie.feiten["capaciteiten"]
    leden = deze.regio.gemeenten.set_index("gemeentecode")["gemeente"]
    rijen = rijen[
        rijen["partij"].map(leden).isin(boven)
        & (rijen["soort"] == "hard na beheersverordening")
        & (rijen["zekerheid"] == "afgeleid")
    ]
    assert len(rijen)
    for rij in rijen.itertuples():
        assert f"{rij.waarde} ({rij.peildatum}, afgeleid)" in zin


def test_a_building_block_names_a_municipality_once() -> None:
    deze = dossier("2017")
    blok = ladder.bouwstenen(balans_van(deze.editie), deze.editie.invoer, deze.editie.opzet)
    for regel in blok.markdown.splitlines()[2:]:
        naam = regel.split("|")[1].strip()
        assert regel.count(naam) == 1


def test_heading_without_ratios_is_the_plans_of_the_region_beside_its_need() -> None:
    """Only where the need is of the region as a whole; what is not known of soft plans is left out."""
    deze, tabellen = editie("2021"), tabellen_van(dossier("2021"))
    kop = stuk.kop_regio(deze, tabellen["balans"], tabellen["balans_gebied"])
    assert kop == (
        "Twente in één oogopslag: 8.330 woningen in harde en 5.800 in zachte plannen, bij een behoefte "
        "van 15.782"
    )
    assert stuk.waarden(dossier("2021"), tabellen)["kop_oogopslag"].replace("\\", "") == kop
    zonder = replace(deze, capaciteiten={})
    assert "zachte" not in stuk.kop_regio(zonder, tabellen["balans"], tabellen["balans_gebied"])
    gaten = tabellen["balans_gebied"].assign(hard_totaal=pd.NA)
    assert stuk.kop_regio(deze, tabellen["balans"], gaten) == ""
    bekend = tabellen_van(dossier("2017"))
    assert stuk.kop_regio(editie("2017"), bekend["balans"], bekend["balans_gebied"]) == ""
    assert "kop_oogopslag" not in stuk.waarden(dossier("2017"), bekend)


def test_sources_of_plans_side_by_side_are_all_named_with_their_date() -> None:
    zin = paginas.bron_capaciteiten(editie("2021")).replace("\\", "")
    assert zin.startswith("Bronnen: ") and zin.count("peildatum") == 2
    assert "1 januari 2020" in zin and "inventarisatie" in zin


def gevraagd(naam: str) -> tuple[list[str], str]:
    deze, tabellen = dossier(naam), tabellen_van(dossier(naam))
    vragen = vragen_van(deze.editie, tabellen["afspraken"], tabellen["balans"])
    regels = stukvragen.regels(deze.editie, tabellen, vragen)
    return regels, stukvragen.zonder(deze.editie, tabellen)


def test_a_running_edition_asks_what_is_missing_and_says_what_stays_unknown() -> None:
    regels, zonder = gevraagd("2022")
    wie = [regel.split(": ")[0] for regel in regels]
    assert wie == ["Van gemeenten en provincie", "Van gemeenten"]
    assert "de tekst van de woondeal" in regels[0] and "prijsgrenzen" in regels[1]
    assert zonder == (
        "Zonder deze gegevens blijft van alle vier normen onbekend of zij worden gehaald."
    )


@pytest.mark.parametrize(
    ("open_", "van", "zegt"),
    [
        (1, 1, "onbekend of dit wordt gehaald: norm 0, ten hoogste 5 woningen."),
        (2, 2, "van beide normen onbekend of zij worden gehaald."),
        (2, 3, "gehaald: norm 0, ten hoogste 5 woningen; norm 1, ten hoogste 5 woningen."),
        (3, 3, "van alle drie normen onbekend of zij worden gehaald."),
    ],
)
def test_norms_without_a_state_are_named_unless_it_is_all_of_them(
    open_: int, van: int, zegt: str
) -> None:
    rijen = [
        {
            "titel": f"Norm {nr}",
            "richting": "ten hoogste",
            "eenheid": "woningen",
            "woningen": 5,
            "zekerheid": "x",
        }
        for nr in range(open_)
    ]
    assert stukvragen._ongehaald(pd.DataFrame(rijen), van).endswith(zegt)


@pytest.mark.parametrize("naam", ["2015", "2017", "2021"])
def test_a_look_back_asks_nothing(naam: str) -> None:
    assert gevraagd(naam) == ([], "")


def test_a_part_without_data_is_a_line_and_with_data_is_none() -> None:
    deze, tabellen = dossier("2017"), tabellen_van(dossier("2017"))
    delen = [deel["deel"] for deel in onderdelen.ontbrekend(deze, tabellen)]
    assert "Prioriteiten, maatregelen en alternatieven" in delen
    assert "Behoefte per gemeente" not in delen and "Kwaliteit van plannen" in delen
    sommen = pd.DataFrame({"tabel": ["klassen"]})
    met = onderdelen.ontbrekend(deze, {**tabellen, "strategie_sommen": sommen})
    assert [d["deel"] for d in met] == [d for d in delen if not d.startswith("Prioriteiten")]
    leeg = onderdelen.ontbrekend(deze, {**tabellen, "strategie_sommen": sommen[:0]})
    assert [d["deel"] for d in leeg] == delen
    zonder = tabellen["programma"].assign(verwacht_laag=pd.NA)
    erbij = onderdelen.ontbrekend(deze, {**tabellen, "programma": zonder})
    assert {d["deel"] for d in erbij} - {*delen} == {"Programma per jaar"}
    assert onderdelen.kop(deze, tabellen).startswith("Zonder gegevens: ")


def test_no_day_is_named_by_which_a_part_is_to_be_delivered() -> None:
    """Nobody agreed on one: the last day of an agreement is no day to deliver on."""
    deze, tabellen = dossier("2022"), tabellen_van(dossier("2022"))
    assert onderdelen.kop(deze, tabellen).startswith("Nog te leveren: ")
    rijen = onderdelen.tafel(deze, tabellen).markdown.splitlines()[2:]
    assert len(rijen) >= 5
    assert not any(datum(deze.editie.einde) in rij for rij in rijen)
    assert any("Behoefte per gemeente" in rij for rij in rijen)


@pytest.mark.parametrize("kolom", ["behoefte_laag", "hard", "tempo_laag", "termijn"])
def test_a_part_asks_for_what_is_not_there_and_for_nothing_else(kolom: str) -> None:
    deze, tabellen = dossier("2017"), tabellen_van(dossier("2017"))
    leeg = {naam: tabellen[naam][:0] for naam in ("scenarios", "programma")}
    vol = {"behoefte_laag": 1, "hard": 1, "tempo_laag": 1, "termijn": "2020-01-01"}
    strategie = pd.DataFrame([vol | {kolom: pd.NA}])
    delen = onderdelen.ontbrekend(deze, {**tabellen, **leeg, "strategie": strategie})
    per = {deel["deel"]: deel for deel in delen}
    woord = {
        "behoefte_laag": "de behoefte van de periode",
        "hard": "de harde plancapaciteit",
        "tempo_laag": "hoeveel er in de jaren voor de peildatum is gebouwd",
        "termijn": "het laatste jaar waarover de behoefte gaat",
    }
    assert per["Scenario's"]["nodig"] == woord[kolom]
    vast = "per plan hoeveel woningen in welk jaar worden opgeleverd"
    eigen = [woord[kolom]] if kolom in ("behoefte_laag", "hard") else []
    assert per["Programma per jaar"]["nodig"] == " en ".join([*eigen, vast])


def test_what_is_asked_of_many_is_counted_on_page_two() -> None:
    """With decisions, and one line for the articles of which something is missing."""
    deze = dossier("2017").op_datum("2020-12-31")
    loopt, tabellen = deze.editie, tabellen_van(deze)
    vragen = vragen_van(loopt, tabellen["afspraken"], tabellen["balans"])
    regels = stukvragen.regels(loopt, tabellen, vragen)
    assert any(regel.startswith("B&W van Borne, Hellendoorn en Wierden: ") for regel in regels)
    assert any(" van de 14 colleges van B&W: " in regel for regel in regels)
    assert all(len(regel) < 220 for regel in regels)
    assert regels[-1].startswith("Gegevens bij ") and "artikelen" in regels[-1]
    assert stukvragen.zonder(loopt, tabellen).endswith("artikelen onbekend.")
