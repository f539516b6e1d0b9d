"""Figures, tables and sentences on district approaches say what the numbers say."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pandas as pd
import pytest
import yaml

from woonanalyse.kern.beeld.markdown import opsommen, veilig
from woonanalyse.kern.beeld.stijl import gebruik_lettertype
from woonanalyse.kern.regio import lees_regio
from woonanalyse.onderwerpen.wijkaanpak import beeld as beelden
from woonanalyse.onderwerpen.wijkaanpak import model, verloop, zinnen
from woonanalyse.onderwerpen.wijkaanpak.bron import lees

WORTEL = Path(__file__).parents[2]
REGIO = lees_regio(WORTEL)
GEMEENTEN = REGIO.gemeenten
BRON = lees(WORTEL, REGIO, REGIO.instellingen["wijkaanpak"])
VERBODEN = ["voldoet niet", "in overtreding", "grijpt in", "tekort", "vastgesteld"]
gebruik_lettertype(WORTEL)


@cache
def alles(stand: str, doel: int = 25, ambitie: int = 75) -> dict[str, str]:
    """All text made for one date."""
    doelen = BRON.doelen.assign(doel=pd.array([doel, ambitie], "Int64"))
    uit = model.wijkaanpak(BRON.register, BRON.tellingen, doelen, GEMEENTEN, "Prov", stand)
    dagen = verloop.prognosedagen(BRON.tellingen, doelen, stand)
    verwacht = verloop.prognose(BRON.tellingen, dagen, stand)
    wijken = model.wijken(BRON.register, stand)
    pad = beelden.pad(
        verloop.pad(BRON.tellingen, doelen, stand),
        BRON.tellingen,
        doelen,
        verwacht,
        "Prov",
        "artikel 7",
        stand,
    )
    staven = beelden.gemeenten(model.per_gemeente(BRON.register, GEMEENTEN, stand), stand)
    naast = model.register_naast_telling(BRON.register, BRON.tellingen, GEMEENTEN, stand)
    nodig = verloop.tempo_nodig(BRON.tellingen, doelen, stand)
    return {
        "antwoord": zinnen.antwoord(uit, BRON.tellingen, "Prov", stand),
        "naast": zinnen.naast_elkaar(naast, "Regio", "Prov", stand),
        "tempo": zinnen.tempo(
            verloop.tempo(BRON.tellingen, stand), nodig, verwacht, BRON.tellingen
        ),
        "lezing": zinnen.lezingzin(BRON.lezing, BRON.waar, BRON.tellingen),
        "pad": pad.alt + pad.bijschrift,
        "staven": staven.alt + staven.bijschrift,
        "padtabel": beelden.padtabel(uit, BRON.tellingen, "Prov").markdown,
        "wijken": beelden.wijkentabel(wijken, stand).markdown,
        **{naam: zinnen.gemeente(wijken, naam, stand) for naam in GEMEENTEN["gemeente"]},
    }


def test_the_answer_in_two_sentences() -> None:
    tekst = alles("2020-12-31")["antwoord"]
    assert tekst == (
        "Het doel van 25 wijkaanpakken uiterlijk op 31 december 2020 is gehaald volgens opgave van de "
        "provincie: Prov meldde er 25 in juli 2020. De ambitie van 75 wijkaanpakken uiterlijk op 31 december "
        "2023 wordt niet beoordeeld en ligt na de stand van deze editie (31 december 2020)."
    )


def test_the_answer_follows_the_numbers() -> None:
    tekst = alles("2020-12-31", 26, 80)["antwoord"]
    assert "Of het doel van 26" in tekst
    assert "is onbekend" in tekst
    assert "ambitie van 80" in tekst
    eerder = alles("2016-12-31")["antwoord"]
    assert "ligt na de stand van deze editie (31 december 2016)" in eerder
    assert "gehaald" not in eerder
    laag = BRON.tellingen.assign(
        gestart=pd.array([10, 20], "Int64"), peildatum=["2019", "2020-12-31"]
    )
    uit = model.wijkaanpak(BRON.register, laag, BRON.doelen, GEMEENTEN, "Prov", "2020-12-31")
    assert "is niet gehaald" in zinnen.antwoord(uit, laag, "Prov", "2020-12-31")


def test_register_and_count_side_by_side() -> None:
    tekst = alles("2020-12-31")["naast"]
    assert "Op 31 juli 2020 waren in Regio volgens het register 2 wijkaanpakken gestart" in tekst
    assert "Prov telde er 25 in juli 2020, een verschil van 23." in tekst
    assert (
        "Op 31 december 2020 waren in Regio volgens het register 9 wijkaanpakken gestart." in tekst
    )
    assert "Haaksbergen" in tekst
    leeg = alles("2016-12-31")["naast"]
    assert "geen wijk met een datum" in leeg
    assert "0 wijkaanpakken" not in leeg


def test_pace_and_the_label_of_the_path() -> None:
    tekst = alles("2020-12-31")
    assert "per jaar 9,5 tot 29,9 (midden 14,4) wijkaanpakken bij" in tekst["tempo"]
    assert "vanaf de laatste telling (juli 2020) 14,5 per jaar nodig" in tekst["tempo"]
    assert "57 tot 130 (midden 75)" in tekst["tempo"]
    assert "geen verwachting" in tekst["tempo"]
    assert "eigen interpolatie" in tekst["pad"]
    assert "onbekend" in alles("2016-12-31")["tempo"]


def test_pace_and_need_count_from_the_same_day() -> None:
    """At a pace that is just what is needed, the line drawn on ends on the target."""
    tellingen = BRON.tellingen.assign(peildatum=["2019-01-01", "2020-01-01"], circa=False)
    doelen = BRON.doelen.assign(
        datum=["2021-01-01", "2023-01-01"], doel=pd.array([40, 70], "Int64")
    )
    nodig = verloop.tempo_nodig(tellingen, doelen, "2020-06-30")
    snelheid = verloop.tempo(tellingen, "2020-06-30").iloc[0]["midden"]
    assert list(nodig["per_jaar"]) == pytest.approx([snelheid] * 2, rel=0.01)


def test_the_heading_is_the_last_count_and_says_when_it_is_about() -> None:
    koppen = {
        s: zinnen.kop(BRON.tellingen, "Prov", s) for s in ("2018-12-31", "2019-12-31", "2020-12-31")
    }
    assert "onbekend" in koppen["2018-12-31"]
    assert "ongeveer 10 wijkaanpakken gestart in Prov (2019)" in koppen["2019-12-31"]
    assert "25 wijkaanpakken gestart in Prov (juli 2020)" in koppen["2020-12-31"]


def test_every_municipality_has_its_own_sentence() -> None:
    teksten = alles("2020-12-31")
    assert teksten["Almelo"] == (
        "In Almelo is van Nieuwstraatkwartier onbekend of de aanpak op 31 december 2020 was gestart. In "
        "Almelo waren op 31 december 2020 aangewezen, maar niet gestart: Aalderinkshoek (deel) en "
        "Windmolenbroek (deel)."
    )
    assert teksten["Enschede"] == (
        "In Enschede was op 31 december 2020 één wijkaanpak gestart: Twekkelerveld."
    )
    assert "twee wijkaanpakken gestart: Beuningen en Losser-West" in teksten["Losser"]
    assert "is onbekend" in teksten["Wierden"]
    assert len({teksten[naam] for naam in GEMEENTEN["gemeente"]}) == 14


def test_nothing_from_after_the_date_is_told() -> None:
    tekst = " ".join(alles("2020-12-31").values())
    assert "2022" not in tekst
    assert "maart" not in tekst


@pytest.mark.parametrize("stand", ["2016-12-31", "2019-12-31", "2020-12-31", "2024-06-30"])
def test_no_forbidden_word_and_no_missing_mark(stand: str) -> None:
    for naam, tekst in alles(stand).items():
        for woord in [*VERBODEN, "<NA>", "nan", "None"]:
            assert woord not in tekst, (naam, woord)


def test_the_rules_themselves_hold_no_forbidden_word() -> None:
    regels = yaml.safe_load((WORTEL / "data/wijkaanpak.yml").read_text(encoding="utf-8"))
    for regel in [*regels["typen"], *regels["afwijkingen"]]:
        for woord in VERBODEN:
            assert woord not in regel["reden"]


def test_figures_differ_and_are_the_same_twice() -> None:
    per = model.per_gemeente(BRON.register, GEMEENTEN, "2020-12-31")
    een, twee = beelden.gemeenten(per, "2020-12-31"), beelden.gemeenten(per, "2020-12-31")
    assert een.svg == twee.svg
    ander = model.per_gemeente(BRON.register, GEMEENTEN, "2024-01-01")
    assert beelden.gemeenten(ander, "2024-01-01").svg != een.svg
    assert "onbekend: Borne, Twenterand" in een.alt


def test_names_of_districts_are_parts_that_a_full_box_can_count() -> None:
    """The words are those of the sentence; only the marks of the parts come with them."""
    stand = "2020-12-31"
    wijken = model.wijken(BRON.register, stand)
    for naam in GEMEENTEN["gemeente"]:
        gewoon = zinnen.gemeente(wijken, naam, stand)
        met = zinnen.gemeente(wijken, naam, stand, opsommen, veilig)
        kaal = re.sub(r"\{\.wa-(?:deel|opsomming)\}|(?<!\\)[\[\]]", "", met)
        assert re.sub(r"\\(.)", r"\1", kaal) == gewoon
        eigen = wijken[wijken["gemeente"] == naam]
        assert met.count("{.wa-deel}") == len(eigen)
