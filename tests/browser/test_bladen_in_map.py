"""A report of many pages in a real browser: found by keyboard, by old addresses, and without script."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from browser import paginavoorbeeld as voorbeeld
from browserhulp import STANDEN, Kijker, Kijkers, axe, nu_checker
from paginamaphulp import knip, maak
from playwright.sync_api import Locator, Page

from woonanalyse.uitgave.poort import controleer_paginas

pytestmark = pytest.mark.lang
SOORTEN = (
    "rwp.html",
    "rwp/kwaad.html",
    "rwp/getallen.html",
    "rwp/kaart.html",
    "rwp/gemeenten.html",
    "rwp/zoeken.html",
)
"""Of each kind of page one: front, municipality, chapter, map, what leads to municipalities, search."""


@pytest.fixture(scope="module")
def voor(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The front page of the sample report in a folder of pages."""
    pagina = maak(tmp_path_factory.mktemp("paginamap") / "project")
    knip(pagina)
    assert controleer_paginas(pagina) == []
    return pagina


@pytest.fixture
def open_map(kijkers: Kijkers, voor: Path) -> Callable[..., Kijker]:
    """A function that opens one of the pages as a reader does."""
    return lambda naam, **stand: kijkers.open(voor.parent / naam, **stand)


def komt(page: Page, adres: str) -> bool:
    """Whether a reader arrives at an address that ends, or begins, so."""
    return wacht(page, lambda: re.search(rf"/{re.escape(adres)}($|&)", page.url) is not None)


def begint(plekken: Locator, woorden: str) -> bool:
    """Whether the first place is called so."""
    return plekken.first.inner_text().startswith(woorden)


def wacht(page: Page, klopt: Callable[[], bool]) -> bool:
    """Whether something comes true within some seconds."""
    for _ in range(100):
        if klopt():
            return True
        page.wait_for_timeout(100)
    return klopt()


@pytest.mark.parametrize("naam", SOORTEN)
def test_axe_finds_nothing_on_any_kind_of_page(open_map: Any, naam: str) -> None:
    for stand in STANDEN.values():
        kijker = open_map(naam, **stand)
        assert kijker.klachten == []
        gevraagd = {u for u in kijker.gevraagd if not u.startswith("data:")}
        assert {Path(u).suffix for u in gevraagd} == {".html", ".css"} and len(gevraagd) == 2
        letters = kijker.page.evaluate("[...document.fonts].map(f => f.family)")
        assert set(letters) == {"Source Sans 3"}
        uitslag = axe(kijker.page, alle_contrast=True)
        assert uitslag["violations"] == []
        rest = [r for r in uitslag["incomplete"] if not r.startswith("color-contrast")]
        assert rest == []
        assert kijker.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


@pytest.mark.parametrize("naam", SOORTEN)
def test_every_kind_of_page_is_valid(voor: Path, naam: str) -> None:
    assert nu_checker(voor.parent / naam) == ""


OUD = {
    "#sec-borg": "rwp/borg.html#sec-borg",
    "#artikel-13": "rwp/kaart.html#artikel-13",
    "#h-b7": "rwp/kaart.html#h-b7",
    "?gemeente=borg": "rwp/borg.html#sec-borg",
    "?gemeente=borg#artikel-13": "rwp/kaart.html#artikel-13",
    "#sec-overzicht": "rwp.html#sec-overzicht",
    "#inhoud": "rwp.html#inhoud",
}


@pytest.mark.parametrize("adres", OUD)
def test_an_address_of_the_one_page_leads_to_where_it_went(
    open_map: Any, voor: Path, adres: str
) -> None:
    page = open_map("rwp.html").page
    page.goto(voor.as_uri() + adres)
    assert komt(page, OUD[adres])
    if "#" in OUD[adres]:
        assert wacht(page, lambda: page.locator(":target").count() == 1)


@pytest.mark.parametrize(("adres", "wat"), [("#sec-weg", "plek"), ("?gemeente=weg", "gemeente")])
def test_an_address_that_is_nowhere_says_so(
    open_map: Any, voor: Path, adres: str, wat: str
) -> None:
    page = open_map("rwp.html").page
    page.goto(f"{voor.as_uri()}{adres}")
    assert komt(page, f"rwp/zoeken.html{adres}")
    melding = page.get_by_role("status")
    assert wacht(page, lambda: melding.inner_text() == f"Deze {wat} is er niet in dit rapport.")


def test_searches_by_keyboard_from_the_front_page(open_map: Any) -> None:
    page = open_map("rwp.html").page
    page.get_by_label("Zoek een gemeente").focus()
    page.keyboard.type("ARTIKEL balans")
    page.keyboard.press("Enter")
    assert komt(page, "rwp/zoeken.html?zoek=ARTIKEL+balans")
    gevonden = page.locator(".wa-plekken a:visible")
    assert wacht(page, lambda: gevonden.count() == 1)
    assert gevonden.all_inner_texts() == ["Artikel 13: de balans. · 7 Kaart"]
    assert page.get_by_role("status").inner_text().startswith("1 van ")
    assert page.locator("main h3:visible").all_inner_texts() == ["Artikelen"]
    gevonden.focus()
    page.keyboard.press("Enter")
    assert komt(page, "rwp/kaart.html#artikel-13")


def test_finds_municipalities_without_accents_and_numbers_by_code(open_map: Any) -> None:
    page = open_map("rwp/zoeken.html").page
    veld, gevonden = page.get_by_label("Zoek een gemeente"), page.locator(".wa-plekken a:visible")
    for woorden, eerste in (("cüijk", "Cuijk"), ("b7 regel", "B7 Een regel"), ("(a|b", None)):
        veld.fill(woorden)
        verwacht = voorbeeld.KWAAD if eerste is None else eerste
        assert wacht(page, partial(begint, gevonden, verwacht))
    veld.fill("bestaat niet")
    assert wacht(page, lambda: gevonden.count() == 0)
    assert page.locator("main h3:visible").count() == 0
    veld.fill("")
    assert wacht(page, lambda: gevonden.count() == page.locator(".wa-plekken a").count())
    assert page.evaluate("window.gekaapt") is None


def plek(page: Page, naam: str) -> Locator:
    """An area of the map."""
    return page.locator(".wa-kaartvlak").get_by_role("link", name=naam, exact=True)


def getoond(page: Page) -> list[str]:
    """What stands below the map, the name first."""
    return page.locator(".wa-antwoord :is(a, dd)").all_inner_texts()


def test_on_a_small_screen_the_legend_stands_below_the_map(open_map: Any) -> None:
    page = open_map("rwp/kaart.html", viewport={"width": 320, "height": 640}).page
    assert page.locator(".wa-kaartvlak + .wa-antwoord + .wa-legenda").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert not open_map("rwp/kaart.html").page.locator(".wa-legenda").is_visible()


def test_the_map_answers_a_pointer_and_a_click_goes_to_the_municipality(open_map: Any) -> None:
    page = open_map("rwp/kaart.html").page
    assert getoond(page) == []
    for naam in voorbeeld.KAARTRIJEN:
        plek(page, naam).hover()
        assert getoond(page) == [naam, *voorbeeld.KAARTRIJEN[naam]]
    plek(page, "Borg").click()
    assert komt(page, "rwp/borg.html#sec-borg")


def test_the_map_is_one_stop_and_answers_the_keyboard(open_map: Any) -> None:
    page = open_map("rwp/kaart.html").page
    page.locator("main h2 a").last.focus()
    page.keyboard.press("Tab")
    for toets, naam in (
        ("", "Almere"), ("ArrowRight", "Borg"), ("ArrowLeft", "Almere"), ("ArrowUp", voorbeeld.KWAAD),
        ("ArrowDown", "Almere"), ("c", "Cuijk"), ("c", "Cuijk"), ("x", "Cuijk"),
    ):  # fmt: skip
        if toets:
            page.keyboard.press(toets)
        assert getoond(page) == [naam, *voorbeeld.KAARTRIJEN[naam]]
        hier = page.evaluate("document.activeElement.getAttribute('aria-label')")
        assert hier == naam
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.wa-antwoord') !== null")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    assert komt(page, "rwp/cuijk.html#sec-cuijk")


def test_a_finger_sees_the_numbers_before_it_goes(open_map: Any) -> None:
    page = open_map("rwp/kaart.html", has_touch=True).page
    for naam in ("Borg", "Cuijk"):
        plek(page, naam).tap()
        assert getoond(page) == [naam, *voorbeeld.KAARTRIJEN[naam]]
        assert page.url.endswith("rwp/kaart.html")
    plek(page, "Cuijk").tap()
    assert komt(page, "rwp/cuijk.html#sec-cuijk")


def test_axe_finds_nothing_on_a_map_that_answered(open_map: Any) -> None:
    for stand in STANDEN.values():
        page = open_map("rwp/kaart.html", **stand).page
        plek(page, "Borg").focus()
        assert getoond(page)[0] == "Borg"
        assert axe(page)["violations"] == []


def test_a_map_without_script_is_a_picture_and_a_table_that_leads_on(open_map: Any) -> None:
    page = open_map("rwp/kaart.html", java_script_enabled=False).page
    assert page.locator("#fig-kaart img").get_attribute("alt") == "Kaart van vier gemeenten."
    for naam, getallen in voorbeeld.KAARTRIJEN.items():
        rij = page.locator("tr", has_text=naam).first
        assert rij.locator("th, td").all_inner_texts() == [naam, *getallen]
    page.locator("tr a", has_text="Borg").first.click()
    assert komt(page, "rwp/borg.html#sec-borg")


def test_without_script_the_list_of_places_is_whole(open_map: Any) -> None:
    met = open_map("rwp/zoeken.html").page.locator(".wa-plekken a").count()
    page = open_map("rwp.html", java_script_enabled=False, **STANDEN["smal"]).page
    assert page.locator("#TOC a", has_text="Cuijk").first.is_visible()
    page.get_by_label("Zoek een gemeente").fill("borg")
    page.keyboard.press("Enter")
    assert komt(page, "rwp/zoeken.html?zoek=borg")
    assert page.locator(".wa-plekken a:visible").count() == met > 30
    page.locator("#wa-gemeenten a", has_text="Borg").click()
    assert komt(page, "rwp/borg.html#sec-borg")
    assert page.locator("#sec-borg").is_visible()


def test_every_stop_on_the_keyboards_path_can_be_seen(open_map: Any) -> None:
    page = open_map("rwp/kwaad.html").page
    stops = []
    for _ in range(60):
        page.keyboard.press("Tab")
        hier = page.evaluate(
            """() => {
              const e = document.activeElement, s = getComputedStyle(e), v = e.getBoundingClientRect();
              const inBeeld = v.bottom > 0 && v.top < innerHeight;
              return [e.tagName, s.outlineStyle, parseFloat(s.outlineWidth), inBeeld];
            }"""
        )
        if hier[0] == "BODY":
            break
        assert hier[1] != "none" and hier[2] >= 2 and hier[3], hier
        stops.append(hier[0])
    assert {"A", "INPUT", "BUTTON", "SUMMARY"} <= set(stops)


def test_on_paper_a_page_is_what_it_shows(open_map: Any) -> None:
    page = open_map("rwp/kwaad.html").page
    page.emulate_media(media="print")
    assert page.get_by_text("De vierde gemeente.").is_visible()
    assert not page.locator(".wa-zoek").is_visible() and not page.locator("#TOC").is_visible()
    page = open_map("rwp/kaart.html").page
    page.emulate_media(media="print")
    assert page.get_by_text("Dit staat er op het scherm.").is_visible()
    deel = page.locator("span.wa-scherm").first
    assert deel.evaluate("e => getComputedStyle(e).display") == "inline"
