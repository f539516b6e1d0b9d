"""Figures: the same bytes every time, and words that come from the data."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path
from typing import Any

import matplotlib as mpl
import pandas as pd
import pytest
from hulp import EDITIES, ROMMEL, VERBODEN, WORTEL, balans_van, editie, voorbeelden
from hypothesis import given
from hypothesis import strategies as st
from invoerbouw import ERBIJ, KOP, definities, een, invoeren, telling_bij
from matplotlib.figure import Figure

from woonanalyse.kern.beeld.stijl import TEKENS, gebruik_lettertype
from woonanalyse.kern.beeld.tonen import Beeld, maak_beeld
from woonanalyse.kern.bestanden import schrijf_beeld
from woonanalyse.kern.definitie import Definitie
from woonanalyse.onderwerpen.balans.beeld import capaciteit, figuren
from woonanalyse.onderwerpen.balans.model import balans

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(autouse=True, scope="module")
def _lettertype() -> None:
    gebruik_lettertype(WORTEL)


def van(naam: str, editienaam: str = "2017") -> Beeld:
    """The figure of one municipality."""
    deze = editie(editienaam)
    frame = balans_van(deze)
    return figuren.gemeente(frame[frame["gemeente"] == naam], deze.opzet, deze.norm)


def overzicht(naam: str) -> Beeld:
    deze = editie(naam)
    return figuren.positie(balans_van(deze), deze.opzet, deze.norm, deze.norm_staat_in)


@pytest.mark.enkele(1)
@pytest.mark.parametrize("naam", EDITIES)
def test_overview_is_the_same_twice_and_names_everyone(naam: str) -> None:
    een_keer, nog_eens = overzicht(naam), overzicht(naam)
    assert een_keer == nog_eens
    for gemeente in editie(naam).regio.gemeenten["gemeente"]:
        assert gemeente in een_keer.alt
    assert not ROMMEL.search(een_keer.alt)


def test_figure_does_not_depend_on_what_was_drawn_or_set_before() -> None:
    """A user's own matplotlib settings, or those of an earlier notebook, change nothing."""
    vooraf = (van("Borne"), overzicht("2017"))
    anders = {
        "font.size": 30,
        "axes.facecolor": "black",
        "axes.grid": True,
        "lines.linewidth": 9,
        "savefig.dpi": 300,
        "savefig.facecolor": "red",
        "axes.spines.bottom": False,
        "xtick.direction": "in",
        "svg.hashsalt": None,
    }
    with mpl.rc_context(anders):
        assert (van("Borne"), overzicht("2017")) == vooraf


def test_figures_of_two_municipalities_differ() -> None:
    beelden = [van(naam) for naam in editie("2017").regio.gemeenten["gemeente"]]
    assert len({beeld.svg for beeld in beelden}) == len({beeld.alt for beeld in beelden}) == 14


def test_words_of_a_figure_are_numbers_of_the_data() -> None:
    alt = van("Borne").alt
    for deel in ("Borne", "1.295", "325 direct", "970 nog uit te werken", "550 tot 670"):
        assert deel in alt
    assert "790" in van("Borne", "2015").alt
    assert "onbekend" in van("Borne", "2019").alt
    assert "990" in van("Borne", "2021").alt and "onbekend" in van("Borne", "2021").alt


def test_words_follow_the_data() -> None:
    deze = editie("2017")
    frame = balans_van(deze)
    borne = frame[frame["gemeente"] == "Borne"].assign(hard_direct=400, hard_totaal=1370)
    alt = figuren.gemeente(borne, deze.opzet, deze.norm).alt
    assert "1.370" in alt and "400 direct" in alt and "1.295" not in alt


def test_no_hard_plans_at_all_is_not_onbekend() -> None:
    deze = editie("2017")
    frame = balans_van(deze)
    borne = frame[frame["gemeente"] == "Borne"]
    niets = borne.assign(hard_direct=0, hard_uit_te_werken=0, hard_totaal=0)
    assert "een staaf van 0 woningen" in figuren.gemeente(niets, deze.opzet, deze.norm).alt


def test_norm_in_the_figure_of_a_municipality_is_that_of_the_data() -> None:
    deze = editie("2017")
    frame = balans_van(deze)
    borne = frame[frame["gemeente"] == "Borne"]
    beeld = figuren.gemeente(borne, deze.opzet, 1.2)
    assert "120% van 550 tot 670 woningen" in beeld.alt
    assert beeld.svg != figuren.gemeente(borne, deze.opzet, 1.0).svg


def test_parts_that_do_not_add_up_are_not_stacked() -> None:
    """In 2015 replacement comes off: 1.905 less 350 is 1.555, and only that is drawn."""
    alt = van("Almelo", "2015").alt
    assert "1.555" in alt and "1.905" not in alt


def test_overview_gives_every_band_with_its_judgement() -> None:
    alt = overzicht("2017").alt
    assert "Borne 193,3% tot 235,5%" in alt and "Haaksbergen 40,0% tot 49,1%" in alt
    boven, beide, onder = (
        alt.index(deel) for deel in ("Boven de norm van 100%", "op de grens", "onder de norm")
    )
    assert boven < alt.index("Wierden") < beide < alt.index("Enschede") < onder
    assert onder < alt.index("Oldenzaal")


def test_norm_in_the_overview_is_that_of_the_data() -> None:
    deze = editie("2017")
    frame = balans(deze.invoer, deze.opzet, deze.definitie, 1.2)
    alt = figuren.positie(frame, deze.opzet, 1.2, "artikel 13").alt
    assert "120%" in alt and "100%" not in alt.replace("Wierden 108% tot 131%", "")


@pytest.mark.filterwarnings("ignore:constrained_layout not applied")
@voorbeelden(15)
@given(invoeren(onbekend=True), definities, st.booleans())
def test_any_result_can_be_drawn_and_told(
    invoer: pd.DataFrame, definitie: Definitie, toets: bool
) -> None:
    kop = replace(KOP, toets=toets)
    frame = balans(telling_bij(definitie, invoer), kop, definitie, 1.0)
    beelden = [figuren.positie(frame, kop, 1.0, "artikel 13")]
    assert all(naam in beelden[0].alt for naam in frame["gemeente"])
    beelden += [figuren.gemeente(groep, kop, 1.0) for _, groep in frame.groupby("gemeentecode")]
    for beeld in beelden:
        ET.fromstring(beeld.svg)
        woorden = f"{beeld.alt} {beeld.bijschrift}"
        assert not ROMMEL.search(woorden) and "  " not in woorden and ". ." not in woorden
        assert not any(woord in woorden for woord in VERBODEN)


@pytest.mark.parametrize("alt", ['zeg "nee" <b> & co', "gewoon"])
def test_svg_is_well_formed_and_says_what_it_shows(alt: str) -> None:
    boom = ET.fromstring(maak_beeld(Figure(figsize=(2, 1)), alt, "x").svg)
    assert boom.tag == f"{SVG}svg"
    assert (boom.get("role"), boom.get("aria-label")) == ("img", alt)


def test_svg_holds_no_date_and_no_reference_to_elsewhere() -> None:
    svg = van("Borne").svg
    assert "<dc:date>" not in svg and "Matplotlib" not in svg
    for element in ET.fromstring(svg).iter():
        for naam, waarde in element.attrib.items():
            if naam.endswith("href"):
                assert waarde.startswith("#")


def test_judgements_differ_in_more_than_colour() -> None:
    for veld in ("woorden", "vorm"):
        soorten = [
            getattr(TEKENS[o], veld) for o in ("binnen", "op de grens", "buiten", "onbekend")
        ]
        assert len(set(soorten)) == 4


def test_band_of_zero_width_and_zero_capacity_are_drawn() -> None:
    for behoefte, hard in (((0, 0), 0), ((5, 5), 0), (7, 0)):
        frame = balans(een(behoefte, hard), KOP, ERBIJ, 1.0)
        ET.fromstring(figuren.gemeente(frame, KOP, 1.0).svg)


def test_figure_is_kept_with_its_words_beside_it(tmp_path: Path) -> None:
    beeld = van("Hof van Twente")
    schrijf_beeld(tmp_path / "map" / "figuur.svg", beeld)
    assert (tmp_path / "map/figuur.svg").read_text(encoding="utf-8") == beeld.svg
    woorden = json.loads((tmp_path / "map/figuur.json").read_text(encoding="utf-8"))
    assert woorden == {"alt": beeld.alt, "bijschrift": beeld.bijschrift}
    assert sorted(p.name for p in (tmp_path / "map").iterdir()) == ["figuur.json", "figuur.svg"]


def test_the_key_draws_the_need_as_the_figure_does(monkeypatch: pytest.MonkeyPatch) -> None:
    """A band is a box; of one number it is a line, and so it is in the key."""
    getoond: list[Any] = []
    monkeypatch.setattr(capaciteit, "sleutel", lambda _, delen: getoond.append(delen[-1]))
    deze = editie("2017")
    met = balans_van(deze)
    capaciteit.behoefte(met, deze.opzet)
    capaciteit.behoefte(met[met["variant"] == "laag"].assign(variant="midden"), deze.opzet)
    assert [type(deel).__name__ for deel in getoond] == ["Patch", "Line2D"]
