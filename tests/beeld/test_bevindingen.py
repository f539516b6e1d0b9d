"""The finding of each figure: right for every edition, and when nothing is found or known."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from hulp import balans_van, dossier, editie, uitkomsten_van
from invoerbouw import ERBIJ, KOP, een, maak

from woonanalyse.afspraken import bevindingen as bevindingen_afspraken
from woonanalyse.afspraken.uitkomst import KOLOMMEN
from woonanalyse.kern.beeld.woorden import deel_van, ligt
from woonanalyse.onderwerpen.balans.beeld import bevindingen as bevindingen_balans
from woonanalyse.onderwerpen.balans.model import balans
from woonanalyse.onderwerpen.gebouwd import bevindingen as bevindingen_gebouwd
from woonanalyse.onderwerpen.herstel import bevindingen as bevindingen_herstel
from woonanalyse.onderwerpen.kaart import beeld as kaartbeeld
from woonanalyse.onderwerpen.kaart.model import Verdeling
from woonanalyse.onderwerpen.plannen import bevindingen as bevindingen_plannen
from woonanalyse.onderwerpen.plannen import zinnen as planzinnen
from woonanalyse.onderwerpen.plannen.model import STAPEL
from woonanalyse.onderwerpen.statushouders import bevindingen as bevindingen_statushouders
from woonanalyse.onderwerpen.statushouders.bron import Statushouders
from woonanalyse.onderwerpen.statushouders.model import land_controle
from woonanalyse.onderwerpen.wijkaanpak import bevindingen as bevindingen_wijkaanpak
from woonanalyse.onderwerpen.wijkaanpak.bron import Wijkaanpakken
from woonanalyse.onderwerpen.wijzigingen import bevindingen as bevindingen_wijzigingen


def bal(*gevallen: tuple[Any, Any], toets: bool = True) -> pd.DataFrame:
    """A balance of municipalities with (need or pair, hard plans)."""
    rijen = []
    for nummer, (behoefte, hard) in enumerate(gevallen, start=1):
        paar = behoefte if isinstance(behoefte, tuple) else None
        varianten = zip(("laag", "hoog"), paar, strict=True) if paar else [("midden", behoefte)]
        rijen += [
            {"gemeentecode": f"GM{nummer:04}", "subregio": "Noord", "variant": v, "netto_behoefte": b,
             "vervanging": 0, "hard_direct": hard, "hard_uit_te_werken": 0, "uitgezonderd": None}
            for v, b in varianten
        ]  # fmt: skip
    return balans(maak(rijen), replace(KOP, toets=toets), ERBIJ, 1.0)


@pytest.mark.parametrize(
    ("naam", "zin"),
    [
        ("2015", "Borne en Wierden liggen boven de norm."),
        (
            "2017",
            "Borne, Hellendoorn en Wierden liggen ook bij de hoogste behoefte boven de norm, Almelo en "
            "Enschede liggen op de norm.",
        ),
        ("2019", "Van geen gemeente is de verhouding tussen plannen en behoefte bekend."),
        ("2021", "Van geen gemeente is de verhouding tussen plannen en behoefte bekend."),
    ],
)
def test_position_in_every_edition(naam: str, zin: str) -> None:
    assert bevindingen_balans.positie(balans_van(editie(naam))) == zin


@pytest.mark.parametrize(
    ("gevallen", "zin"),
    [
        ([(10, 5), (10, 10)], "Geen gemeente ligt boven de norm."),
        ([(10, 11)], "Gemeente 0001 ligt boven de norm."),
        ([(10, 5), (10, None)], "Geen gemeente is bekend boven de norm (van 1 onbekend)."),
        ([(10, 11), (None, 5), (10, None)], "Gemeente 0001 ligt boven de norm (van 2 onbekend)."),
        ([((8, 12), 10), ((20, 30), 1)], "Gemeente 0001 ligt alleen bij de laagste behoefte boven de norm."),
        ([(1, 2)] * 5, "Alle 5 gemeenten liggen boven de norm."),
    ],
)  # fmt: skip
def test_position_when_little_or_nothing_is_found(gevallen: list[Any], zin: str) -> None:
    assert bevindingen_balans.positie(bal(*gevallen)) == zin


def test_position_that_is_not_tested() -> None:
    assert "niet getoetst" in bevindingen_balans.positie(bal((10, 12), toets=False))


@pytest.mark.parametrize(
    ("gevallen", "zin"),
    [
        ([((8, 12), 13), ((8, 12), 10), ((8, 12), 7)], "In 1 van de 3 gemeenten zijn er meer harde plannen "
         "dan de hoogste behoefte, in 1 minder dan de laagste."),
        ([(8, 9), (8, None)], "In 1 van de 2 gemeenten zijn er meer harde plannen dan de behoefte, in geen "
         "minder (van 1 onbekend)."),
        ([(None, 9)], "Van geen gemeente zijn behoefte en harde plannen allebei bekend."),
        ([(8, 9)], "In de enige gemeente zijn er meer harde plannen dan de behoefte."),
    ],
)  # fmt: skip
def test_need_and_plans(gevallen: list[Any], zin: str) -> None:
    assert bevindingen_balans.behoefte(bal(*gevallen)) == zin


def test_need_counts_what_the_balance_says() -> None:
    frame = balans_van(editie("2017"))
    tel = frame.drop_duplicates("gemeentecode")["oordeel"].value_counts()
    zin = bevindingen_balans.behoefte(frame)
    assert f"In {tel['buiten']} van de 14" in zin and f"in {tel['binnen']} minder" in zin


def test_location() -> None:
    assert bevindingen_balans.ligging(editie("2017").invoer) == (
        "In 9 van de 14 gemeenten ligt meer dan de helft van de harde plannen binnen bebouwd gebied; samen "
        "is dat 54% van de woningen."
    )
    assert "is onbekend" in bevindingen_balans.ligging(editie("2015").invoer)
    half = een(10, 5, hard_inbreiding=3, hard_uitbreiding=None)
    assert "is onbekend" in bevindingen_balans.ligging(half)
    nul = een(10, 5, hard_inbreiding=0, hard_uitbreiding=0)
    assert "In geen gemeente" in bevindingen_balans.ligging(
        nul
    ) and "onbekend van" in bevindingen_balans.ligging(nul)


def test_all_of_them_is_said_in_one_word() -> None:
    assert deel_van(8, 8) == "alle 8 gemeenten"
    assert deel_van(7, 8) == "7 van de 8 gemeenten"
    assert deel_van(1, 1) == "de enige gemeente" and deel_van(0, 1) == "geen gemeente"
    leden = list("abcdef")
    assert ligt(leden, 6) == "alle 6 gemeenten liggen" and ligt(["a"], 1) == "a ligt"


def test_editions_and_what_was_built() -> None:
    d = dossier("2017")
    frames = uitkomsten_van(d)
    deel = frames["wijzigingen.csv"].query("definitie == 'rwp2017'")
    zin = bevindingen_wijzigingen.edities(
        deel, ["Wierden", "Borne"], ["Borne", "Wierden", "Almelo"], True
    )
    assert zin == (
        "Borne en Wierden lagen in beide edities boven de norm, volgens rekenwijze 2017, met uit te "
        "werken plannen."
    )
    assert bevindingen_wijzigingen.edities(deel, [], ["Borne"], True).startswith(
        "Geen gemeente lag"
    )
    assert "niet met dezelfde" in bevindingen_wijzigingen.edities(deel, [], [], False)
    gat = deel.assign(dekking_verschil=deel["dekking_verschil"].mask(deel["gemeente"] == "Borne"))
    assert "(van 1 onbekend)." in bevindingen_wijzigingen.edities(gat, [], [], True)
    naast = frames["gebouwd.csv"]
    assert bevindingen_gebouwd.gebouwd(naast).startswith(
        "In 10 van de 14 gemeenten werd per jaar meer gebouwd"
    )
    zonder = naast.assign(behoefte_per_jaar_hoog=pd.NA)
    assert "nodig was, is in deze editie van geen gemeente bekend" in bevindingen_gebouwd.gebouwd(
        zonder
    )
    assert "is gebouwd, is van geen" in bevindingen_gebouwd.gebouwd(
        naast.assign(nieuwbouw_per_jaar=pd.NA)
    )


def test_way_back() -> None:
    rijen = pd.DataFrame(
        {"gemeentecode": ["a", "a", "b"], "boven_norm": [4, 1, 1300],
         "hersteldatum": ["2020-01-01", "2020-01-01", None]}
    )  # fmt: skip
    assert bevindingen_herstel.terugweg(rijen, rijen) == (
        "In 2 gemeenten samen liggen bij de laagste behoefte 1.304 woningen in harde plannen boven de norm; "
        "voor 1 daarvan is de hersteldatum onbekend."
    )
    assert bevindingen_herstel.terugweg(rijen[rijen["gemeentecode"] == "b"], rijen) == (
        "In 1 gemeente liggen 1.300 woningen in harde plannen boven de norm; de hersteldatum is onbekend."
    )
    assert bevindingen_herstel.terugweg(rijen.head(2), rijen).endswith("boven de norm.")
    assert "geen gemeente" in bevindingen_herstel.terugweg(rijen.head(0), rijen)


def test_way_back_says_of_how_many_it_is_unknown() -> None:
    pad = pd.DataFrame(
        {"gemeentecode": ["a", "a", "b", "c"], "hersteldatum": "2020-01-01",
         "boven_norm": pd.array([4, 1, pd.NA, 0], dtype="Int64")}
    )  # fmt: skip
    boven = pad.head(2)
    zin = bevindingen_herstel.terugweg(boven, pad)
    assert zin.endswith("woningen in harde plannen boven de norm (van 1 van de 3 onbekend).")
    kop = bevindingen_herstel.terugweg_kop(boven, pad)
    assert kop.endswith("bij de laagste behoefte, in 1 gemeente (van 1 van de 3 onbekend)")
    heel = pad[pad["gemeentecode"] != "b"]
    assert "onbekend" not in bevindingen_herstel.terugweg_kop(boven, heel)


def test_districts() -> None:
    bron = dossier("2017").bron(Wijkaanpakken)
    zin = bevindingen_wijkaanpak.wijkpad(bron.tellingen, bron.doelen, "Prov")
    assert "gestarte wijkaanpakken in juli 2020; het doel is 25 op 31 december 2020." in zin
    assert "is onbekend; het doel" in bevindingen_wijkaanpak.wijkpad(
        bron.tellingen.head(0), bron.doelen, "Prov"
    )
    assert bevindingen_wijkaanpak.wijkpad(
        bron.tellingen.head(0), bron.doelen.head(0), "P"
    ).endswith("onbekend.")
    per = pd.DataFrame({"gestart": [2, 0, None], "niet_gestart": [0, 1, None]}, dtype="Int64")
    assert bevindingen_wijkaanpak.wijken(per) == (
        "In 1 van de 3 gemeenten is volgens het register een wijkaanpak gestart (van 1 onbekend)."
    )
    assert "geen gemeente een wijk" in bevindingen_wijkaanpak.wijken(per.tail(1))


def test_task_and_backlog() -> None:
    waarden = {"h1": 5, "h2": 1200, "h3": pd.NA}
    assert bevindingen_statushouders.taak(waarden, "X") == (
        "De taakstelling van X was 1.200 personen in h2; van 1 van de 3 halfjaren is zij onbekend."
    )
    assert (
        bevindingen_statushouders.taak({"h1": pd.NA}, "X")
        == "De taakstelling van X is van geen halfjaar bekend."
    )
    assert (
        bevindingen_statushouders.taak({"h1": 7}, "X")
        == "De taakstelling van X was 7 personen in h1."
    )
    mensen = dossier("2017").bron(Statushouders)
    controle = land_controle(mensen.land)
    zin = bevindingen_statushouders.achterstand(controle)
    assert "2016-2 was de landelijke achterstand 5.283, en 1.821 aan het begin van 2022-2" in zin
    een_ = bevindingen_statushouders.achterstand(controle.head(1))
    assert een_.count("5.283") == 1
    assert "van geen halfjaar bekend" in bevindingen_statushouders.achterstand(controle.head(0))


def uitkomst(*rijen: tuple[int, str]) -> pd.DataFrame:
    return pd.DataFrame([{"artikel": nr, "status": staat} for nr, staat in rijen], columns=KOLOMMEN)


def test_agreements() -> None:
    frame = uitkomst(
        (1, "onbekend"), (1, "nvt"), (2, "niet gehaald"), (2, "gehaald"), (3, "gehaald")
    )
    assert bevindingen_afspraken.afspraken(frame) == (
        "Van 1 van de 3 artikelen is de stand onbekend; niet gehaald is artikel 2 (1 uitkomst)."
    )
    goed = bevindingen_afspraken.afspraken(uitkomst((1, "gehaald")))
    assert goed == "Van elk artikel is iets bekend; nergens is de stand niet gehaald."
    assert "getoetst" in bevindingen_afspraken.afspraken(uitkomst((1, "nvt")))


def test_plan_list() -> None:
    kolommen = ["gemeentecode", "hardheid", "plannen", "woningen"]
    lijst = pd.DataFrame(
        [("a", "hard", 1, 1500), ("a", "zacht", 1, 500), ("b", "hard", None, None)],
        columns=kolommen,
    ).astype({"plannen": "Int64", "woningen": "Int64"})
    assert bevindingen_plannen.plannenlijst(lijst, "hard") == (
        "1.500 van de 2.000 woningen in de lijst zijn direct te bouwen; 1 van de 2 gemeenten staat er niet "
        "in."
    )
    assert "van geen gemeente" in bevindingen_plannen.plannenlijst(lijst.tail(1), "hard")
    klassen = pd.DataFrame(
        {"van": [1, 100], "klasse": ["1 tot en met 99", "100 of meer"], "plannen": [3, 1],
         "woningen": [100, 300]}
    )  # fmt: skip
    assert bevindingen_plannen.grootte(klassen) == (
        "1 plan van 100 of meer woningen heeft 75% van de woningen die nog gebouwd kunnen worden."
    )
    assert "geen plan" in bevindingen_plannen.grootte(klassen.assign(woningen=0))


@pytest.mark.parametrize(
    ("woningen", "zin"),
    [
        ([1], "Het enige plan op de kaart heeft 1 woning."),
        ([40, 60], "Geen van de 2 plannen heeft 100 of meer woningen."),
        ([150, 50], "1 van de 2 plannen heeft 100 of meer woningen, 75% van de 200."),
        ([150, 150], "Alle 2 plannen hebben 100 of meer woningen."),
    ],
)
def test_plans_on_a_map_are_told_as_many_as_they_are(woningen: list[int], zin: str) -> None:
    getekend = Verdeling(pd.DataFrame({"woningen": woningen}), {})
    assert kaartbeeld._vinding_plannen(getekend, [1, 100]) == zin


@pytest.mark.parametrize(
    ("plannen", "leeg", "woningen", "zin"),
    [
        (1, 0, 346, "1 plan van 1 van de 2 gemeenten, waarvan 1 met nog 346 woningen: 346 zacht (A)."),
        (2, 2, 0, "2 plannen van 1 van de 2 gemeenten, zonder woningen over (A)."),
        (3, 1, 9, "3 plannen van 1 van de 2 gemeenten, waarvan 2 met samen nog 9 woningen: 9 zacht (A)."),
    ],
)  # fmt: skip
def test_a_short_plan_list_is_told_as_it_is(
    plannen: int, leeg: int, woningen: int, zin: str
) -> None:
    per_soort = dict.fromkeys(STAPEL, (0, 0, 0)) | {"zacht": (plannen, leeg, woningen)}
    lijst = pd.DataFrame(
        [("a", soort, "A", "Aa", *aantallen) for soort, aantallen in per_soort.items()]
        + [("a", soort, "B", "Bee", None, None, None) for soort in STAPEL],
        columns=["lezing", "hardheid", "gemeentecode", "gemeente", "plannen", "leeg", "woningen"],
    ).astype(dict.fromkeys(["plannen", "leeg", "woningen"], "Int64"))
    tekst = planzinnen.opening(lijst, {"id": "a", "naam": "A"}, "", [])
    assert tekst.startswith(f"De plannenlijst heeft {zin}")
