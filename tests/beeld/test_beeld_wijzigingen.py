"""Figures, tables and sentences on changes and the plan list: made from data, and within bounds."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest

from woonanalyse.kern import grenzen
from woonanalyse.kern.beeld.tonen import Beeld, Tabel
from woonanalyse.kern.getal import aantal as getal
from woonanalyse.onderwerpen.balans.model import balans
from woonanalyse.onderwerpen.balans.vormen import inventarisatie2021, netto2020
from woonanalyse.onderwerpen.editielezer import lees_editie
from woonanalyse.onderwerpen.gebouwd import beeld as gebouwd_beeld
from woonanalyse.onderwerpen.gebouwd import bron as woningvoorraad
from woonanalyse.onderwerpen.gebouwd import model as voorraad
from woonanalyse.onderwerpen.herstel import beeld as beeldherstel
from woonanalyse.onderwerpen.herstel import model as herstel
from woonanalyse.onderwerpen.plannen import beeld as beeldplannen
from woonanalyse.onderwerpen.plannen import lijst as planbron
from woonanalyse.onderwerpen.plannen import model as plannen
from woonanalyse.onderwerpen.plannen import zinnen as planzinnen
from woonanalyse.onderwerpen.terugname import beeld as terug_beeld
from woonanalyse.onderwerpen.terugname import bron as terugname
from woonanalyse.onderwerpen.terugname import model as terug_model
from woonanalyse.onderwerpen.wijzigingen import beeld, boven
from woonanalyse.onderwerpen.wijzigingen.model import eigen_definities, wijzigingen

WORTEL = Path(__file__).resolve().parents[2]
VERBODEN = [
    "voldoet niet", "in overtreding", "gs grijpt in", "tekort", "ranglijst", "vastgesteld", "schrappen",
]  # fmt: skip
NETTO = "data/raw/woonagenda/2020-01-01/plancapaciteit_netto_2020.csv"
INVENTARISATIE = "data/raw/inventarisatie/2021/plancapaciteit_hard_zacht_2021.csv"


def paar(toen: str, nu: str) -> SimpleNamespace:
    a, b = lees_editie(WORTEL, toen), lees_editie(WORTEL, nu)
    w = wijzigingen(a.invoer, b.invoer, a.opzet, b.opzet, b.regio.definities)
    return SimpleNamespace(w=w, toen=a, nu=b, eigen=eigen_definities(a.opzet, b.opzet))


@pytest.fixture(scope="module")
def p() -> SimpleNamespace:
    return paar("2015", "2017")


@pytest.fixture(scope="module")
def alles(p: SimpleNamespace) -> SimpleNamespace:
    """Everything this part shows of edition 2017, from the real data."""
    regio = p.nu.regio
    inst, _ = planbron.lees_instellingen(WORTEL, "data/planlijst.yml")
    assert inst is not None
    hardheid = planbron.hardheid(inst)
    lijst, _ = planbron.lees(
        WORTEL, inst["plannen"]["bestand"], regio.gemeenten, inst["statussen"], ""
    )
    vlakken, _ = grenzen.lees(WORTEL, inst["grenzen"], regio.gemeenten)
    stok = woningvoorraad.lees(WORTEL, regio, regio.instellingen["woningvoorraad"]).voorraad
    terug, _ = terugname.lees_feiten(WORTEL, **regio.instellingen["terugname"])
    netto, _ = netto2020.lees_capaciteit(WORTEL, NETTO, regio.gemeenten)
    inv, _ = inventarisatie2021.lees_capaciteit(WORTEL, INVENTARISATIE, regio.gemeenten)
    assert lijst is not None and vlakken is not None and terug is not None
    uitkomst = balans(p.nu.invoer, p.nu.opzet, p.nu.definitie, p.nu.norm)
    ouder = balans(p.toen.invoer, p.toen.opzet, p.nu.definitie, p.nu.norm)
    per = plannen.per_gemeente(lijst, hardheid, regio.gemeenten, inst["lezingen"])
    over = uitkomst["gemeentecode"] == "GM0163"
    met = uitkomst.assign(
        termijn_start=uitkomst["termijn_start"].mask(over, "2017-04-01"),
        hersteldatum=uitkomst["hersteldatum"].mask(over, "2020-04-01"),
    )
    gevallen = pd.DataFrame([("GM0163", "x", pd.NA)], columns=herstel.GEVALKOLOMMEN)
    lezing = inst["lezingen"][0]
    return SimpleNamespace(
        inst=inst,
        lezing=lezing,
        termijn=p.nu.termijn,
        lijst=per,
        naast=voorraad.naast_elkaar(uitkomst, voorraad.per_periode(stok, 2017, 2020)),
        fouten=voorraad.sluitfouten(stok),
        terug=terug_model.terugname(terug),
        pad=herstel.herstelpad(met, gevallen, 1.0, date(2017, 1, 1)),
        punten=herstel.aandachtspunten(
            uitkomst, p.nu.opzet, 1.0, 13, True, date(2017, 4, 1), [(p.toen.opzet, ouder)]
        ),
        klassen=plannen.per_grootte(
            plannen.met_hardheid(lijst, hardheid, lezing["id"]), inst["grootteklassen"]
        ),
        bronnen=plannen.naast_elkaar(per, inst["lezingen"], {"Agenda": netto, "Lijst 2021": inv}),
        voorstel=plannen.afstemming(lijst, regio.gemeenten, vlakken, inst["afstemming"]),
        gemeenten=regio.gemeenten,
    )


@pytest.fixture(scope="module")
def getoond(p: SimpleNamespace, alles: SimpleNamespace) -> dict[str, Beeld | Tabel | str]:
    koppen = (p.toen.opzet, p.nu.opzet)
    return {
        "panelen": beeld.panelen(p.w, p.eigen, *koppen, 1.0, "artikel 13"),
        "vergelijking": beeld.vergelijking(p.w, p.nu.definitie, *koppen),
        "opening": boven.opening(p.w, p.eigen, *koppen, 1.0),
        "gemeente": beeld.trend(p.w[p.w["gemeente"] == "Hellendoorn"], p.eigen, *koppen),
        "naast": gebouwd_beeld.naast_elkaar(alles.naast, p.nu.opzet),
        "voorraad": gebouwd_beeld.voorraad(alles.naast),
        "opening_voorraad": gebouwd_beeld.opening_voorraad(alles.naast, "Regio", p.nu.opzet),
        "sluitfouten": gebouwd_beeld.sluitfouten(alles.fouten),
        "terugname": terug_beeld.terugname(alles.terug),
        "herstelpad": beeldherstel.herstelpad(alles.pad, "2017-01-01", alles.termijn),
        "aandachtspunten": beeldherstel.aandachtspunten(alles.punten),
        "lijst": beeldplannen.per_gemeente(alles.lijst, alles.lezing),
        "status": beeldplannen.status(alles.lijst, alles.lezing, [21, 22]),
        "grootte": beeldplannen.grootte(alles.klassen, alles.lezing),
        "bronnen": beeldplannen.bronnen(alles.bronnen, alles.inst["lezingen"]),
        "opening_lijst": planzinnen.opening(
            alles.lijst, alles.lezing, alles.inst["plannen"]["beperking"], ["Borne"]
        ),
        "opening_bronnen": planzinnen.opening_bronnen(
            alles.bronnen, alles.inst["lezingen"], ["Borne"]
        ),
        "afstemming": beeldplannen.afstemming(
            alles.voorstel, alles.gemeenten, alles.inst["afstemming"]
        ),
        "plannen_afstemming": beeldplannen.plannen_afstemming(alles.voorstel, [18]),
    }


def woorden(ding: Beeld | Tabel | str) -> str:
    if isinstance(ding, Beeld):
        return f"{ding.alt} {ding.bijschrift}"
    return f"{ding.markdown} {ding.bijschrift}" if isinstance(ding, Tabel) else ding


def test_no_forbidden_word_and_no_loose_value(getoond: dict[str, Beeld | Tabel | str]) -> None:
    for naam, ding in getoond.items():
        tekst = woorden(ding)
        assert tekst.strip(), naam
        for woord in VERBODEN:
            assert woord not in tekst.lower(), (naam, woord)
        assert not re.search(r"\bnan\b|<NA>|None|\d\.\d{4,}", tekst), (naam, tekst)


def test_tables_have_as_many_cells_in_every_row(getoond: dict[str, Beeld | Tabel | str]) -> None:
    for naam, ding in getoond.items():
        if isinstance(ding, Tabel):
            breedtes = {len(re.split(r"(?<!\\)\|", r)) for r in ding.markdown.splitlines()}
            assert len(breedtes) == 1, naam


def test_the_opening_names_who_by_each_definition(getoond: dict[str, Beeld | Tabel | str]) -> None:
    zin = woorden(getoond["opening"])
    zonder, met = zin.split(". ")[:2]
    assert zonder == (
        "Tellen uit te werken plannen niet mee (rekenwijze 2015), dan lagen in editie 2015 Borne en "
        "Wierden boven 100% van de behoefte, en lag in editie 2017 geen enkele gemeente boven 100% van de "
        "behoefte; bij Enschede en Wierden lag de norm binnen de bandbreedte"
    )
    assert met.startswith("Tellen uit te werken plannen wel mee (rekenwijze 2017), dan lagen")
    assert "lagen in editie 2017 Borne, Hellendoorn en Wierden boven 100%" in met
    assert "alleen editie 2017 heeft een bandbreedte" in zin
    assert "allebei volgens dezelfde definitie" in zin


def test_the_figure_says_every_municipality_in_both_panels(
    p: SimpleNamespace, getoond: dict[str, Beeld | Tabel | str]
) -> None:
    alt = woorden(getoond["panelen"])
    assert "Hellendoorn 84% en 79% tot 97%" in alt
    assert "Hellendoorn 202% en 223% tot 272%" in alt
    for naam in p.nu.regio.gemeenten["gemeente"]:
        assert alt.count(naam) >= 2


def test_the_same_data_draws_the_same_bytes(p: SimpleNamespace) -> None:
    een, twee = (
        beeld.panelen(p.w, p.eigen, p.toen.opzet, p.nu.opzet, 1.0, "artikel 13").svg
        for _ in range(2)
    )
    assert een == twee


@pytest.mark.parametrize(("toen", "nu"), [("2017", "2019"), ("2017", "2021"), ("2019", "2021")])
def test_editions_without_data_are_onbekend_not_empty(toen: str, nu: str) -> None:
    q = paar(toen, nu)
    zin = boven.opening(q.w, q.eigen, q.toen.opzet, q.nu.opzet, 1.0)
    assert "onbekend" in zin
    assert (
        "onbekend" in beeld.panelen(q.w, q.eigen, q.toen.opzet, q.nu.opzet, 1.0, "artikel 13").alt
    )
    assert "onbekend" in beeld.trend(
        q.w[q.w["gemeente"] == "Almelo"], q.eigen, q.toen.opzet, q.nu.opzet
    )


def test_in_short_who_moved_in_whole_sentences(p: SimpleNamespace, alles: SimpleNamespace) -> None:
    uitkomst = balans(p.nu.invoer, p.nu.opzet, p.nu.definitie, p.nu.norm)
    oordelen = dict(zip(uitkomst["gemeente"], uitkomst["oordeel"], strict=True))
    tekst = boven.kort(p.w, p.eigen, p.toen.opzet, p.nu.opzet, 1.0, oordelen)
    for zin in (
        "dan ligt in editie 2017 geen gemeente boven de norm; op de grens liggen Enschede en Wierden.",
        "Tellen uit te werken plannen wel mee (rekenwijze 2017): niet meer boven de norm zijn "
        "Hengelo en Twenterand (nu op de grens) en Almelo (nu op de norm).",
    ):
        assert zin in tekst
    assert tekst.index("wel mee") < tekst.index("niet mee"), "first what the heading says"
    assert "erboven" not in tekst and "naar op" not in tekst
    later = {"Almelo": "binnen", "Losser": "buiten"}
    anders = boven.kort(p.w, p.eigen, p.toen.opzet, p.nu.opzet, 1.0, later)
    assert ": niet meer boven de norm is Almelo (nu eronder); nieuw boven" in anders
    assert "nieuw boven de norm is Losser." in anders


def test_capacity_taken_back_is_told_in_its_numbers(
    getoond: dict[str, Beeld | Tabel | str],
) -> None:
    zin = woorden(getoond["terugname"])
    for deel in (
        "1 januari 2018",
        "Hellendoorn",
        "889",
        "483",
        "54%",
        "2018 tot en met 2020",
        "(Beheersverordening Deprogrammering woningbouw Hellendoorn; volgens die bron van 2018",
        "wat na deze aftrek overblijft, is geen telling van de harde plannen",
    ):
        assert deel in zin
    assert "406" not in zin


def test_the_plan_list_names_its_gaps(getoond: dict[str, Beeld | Tabel | str]) -> None:
    zin = woorden(getoond["opening_lijst"])
    assert "10 van de 14" in zin and "Almelo, Dinkelland, Oldenzaal en Tubbergen" in zin
    assert "niet op te tellen bij de totalen van 2021" in zin
    assert "Almelo niet in de lijst" in woorden(getoond["lijst"])
    assert "artikel 21 en 22 niet meetelt, is in deze lijst onbekend" in woorden(getoond["status"])
    assert "Van Borne staat er maar een deel van de plannen in." in zin
    naast = woorden(getoond["opening_bronnen"])
    assert naast.startswith("Drie bronnen geven de harde plancapaciteit en lopen uiteen")
    assert "het verst in Borne" in naast and "990" in naast
    assert "Van Borne is bekend dat de lijst onvolledig is." in naast
    assert "A en B zijn dezelfde lijst, anders gelezen." in woorden(getoond["bronnen"])


def test_sources_that_agree_and_a_list_read_once(alles: SimpleNamespace) -> None:
    lezingen = alles.inst["lezingen"]
    gelijk = alles.bronnen.assign(hard_verschil=alles.bronnen["hard_verschil"] * 0)
    assert "geven dezelfde" in planzinnen.opening_bronnen(gelijk, lezingen, [])
    zin = planzinnen.opening_bronnen(alles.bronnen, lezingen, [])
    assert zin.endswith("De bronnen verklaren die verschillen niet.")
    assert "dezelfde lijst" not in woorden(beeldplannen.bronnen(alles.bronnen, lezingen[:1]))


def test_rows_that_do_not_add_up_are_named(
    alles: SimpleNamespace, getoond: dict[str, Beeld | Tabel | str]
) -> None:
    assert "Haaksbergen 2014 (1 woning meer)" in woorden(getoond["sluitfouten"])
    assert gebouwd_beeld.sluitfouten(alles.fouten.iloc[:0]) == ""


def test_years_missing_from_the_stock_are_said(p: SimpleNamespace, alles: SimpleNamespace) -> None:
    gat = alles.naast.copy()
    gat.loc[0, ["nieuwbouw", "sloop", "saldo"]] = pd.NA
    assert "ontbreken van Almelo" in gebouwd_beeld.opening_voorraad(gat, "Regio", p.nu.opzet)


def test_parts_that_a_source_does_not_have_are_no_zero(
    p: SimpleNamespace, alles: SimpleNamespace
) -> None:
    gat = alles.naast.copy()
    gat.loc[0, ["overige_toevoeging", "overige_onttrekking", "correctie"]] = pd.NA
    zin = gebouwd_beeld.opening_voorraad(gat, "Regio", p.nu.opzet)
    assert "overige toevoegingen" not in zin and "is onbekend" in zin
    assert f"met {getal(alles.naast['saldo'].sum())} woningen" in zin


@pytest.mark.parametrize(
    ("telling", "sloop", "wel"),
    [("bruto", 18, True), ("netto", 18, False), ("netto", 7, True), ("onbekend", 0, False)],
)
def test_what_was_built_is_held_against_plans_that_count_alike(
    p: SimpleNamespace, alles: SimpleNamespace, telling: str, sloop: int, wel: bool
) -> None:
    """68 built is more than 60 gross; less what was demolished it is more than 60 net, or it is not."""
    naast = alles.naast.iloc[:1].assign(
        telling=telling, hard_totaal=60, nieuwbouw=68, sloop=sloop, nieuwbouw_min_sloop=68 - sloop
    )
    zin = gebouwd_beeld.opening_voorraad(naast, "Regio", p.nu.opzet)
    assert ("in harde plannen zaten" in zin) == wel
    assert ("na aftrek van sloop" in zin) == (wel and telling == "netto")


def test_built_beside_need_in_one_sentence(alles: SimpleNamespace) -> None:
    naast = alles.naast.iloc[:2].assign(
        gebouwd_van=2017, gebouwd_tot_en_met=2018, nieuwbouw=[30, 10], sloop=[1, 2],
        nieuwbouw_per_jaar=[15.0, 5.0], behoefte_per_jaar_laag=[8.0, 4.0],
        behoefte_per_jaar_hoog=[10.0, 6.0],
    )  # fmt: skip
    assert gebouwd_beeld.kort(naast, "R") == (
        "Van 2017 tot en met 2018 zijn in R 40 woningen gebouwd, 20 per jaar, bij een behoefte van 12 tot "
        "16 per jaar; in 1 van de 2 gemeenten was het meer dan de hoogste behoefte."
    )
    kop = gebouwd_beeld.kop(naast, "R")
    assert kop == "Gebouwd en gesloopt: 40 woningen erbij en 3 eraf, van 2017 tot en met 2018"
    zonder = naast.assign(behoefte_per_jaar_hoog=[10.0, pd.NA])
    assert gebouwd_beeld.kort(zonder, "R").endswith("in R 40 woningen gebouwd.")
    gat = naast.assign(nieuwbouw=[30, pd.NA])
    assert "niet van elke gemeente bekend" in gebouwd_beeld.kort(gat, "R")
    assert "niet volledig bekend" in gebouwd_beeld.kop(gat, "R")


def test_plan_list_of_a_municipality_is_by_hardness_or_onbekend(alles: SimpleNamespace) -> None:
    leden = alles.lijst.groupby("gemeente")
    wierden = dict(planzinnen.regels(leden.get_group("Wierden"), alles.lezing))
    assert list(wierden.values()) == ["264", "59", "135", "0"]
    almelo = planzinnen.regels(leden.get_group("Almelo"), alles.lezing)
    assert (
        {aan for _, aan in almelo}
        == {"onbekend"}
        == {aan for _, aan in planzinnen.regels(None, None)}
    )
    assert "niet nul" in planzinnen.noot(leden.get_group("Almelo"), alles.lezing)
    assert "36 plannen" in planzinnen.noot(leden.get_group("Wierden"), alles.lezing)


def test_an_empty_plan_list_is_said(alles: SimpleNamespace) -> None:
    leeg = alles.lijst.assign(plannen=pd.NA, woningen=pd.NA)
    assert "geen enkele gemeente" in planzinnen.opening(leeg, alles.lezing, "x", [])
