"""One municipality chosen, a map that answers, and links that arrive: as a reader meets them."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from browser import paginavoorbeeld as voorbeeld
from browserhulp import STANDEN, axe
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from woonanalyse.kern.beeld.stijl import TEKENS

NAMEN = list(voorbeeld.GEMEENTEN.values())
TERUG = "Toon alles"
MEER = {"forced colours": {"forced_colors": "active"}, "less motion": {"reduced_motion": "reduce"}}


def open_secties(page: Page) -> list[str]:
    """The municipalities of which the page can be seen."""
    return [
        naam
        for slot, naam in voorbeeld.GEMEENTEN.items()
        if page.locator(f"#sec-{slot}").is_visible()
    ]


def hoofdstukken(page: Page) -> list[str]:
    """The chapters that can be seen, by their labels."""
    secties = page.locator("main > section:visible")
    return secties.evaluate_all("delen => delen.map(deel => deel.id)")


def gemerkt(page: Page) -> list[list[str]]:
    """The cells of every row that stands out, by table in order of the page."""
    return page.eval_on_selector_all(
        "tr[aria-current='true']",
        "rijen => rijen.map(r => [...r.cells].map(cel => cel.textContent.trim()))",
    )


def getoond(page: Page) -> list[str]:
    """What stands below the map, cell by cell, the name first."""
    return page.locator("[role=status] :is(a, dd)").all_inner_texts()


def plek(page: Page, naam: str) -> Any:
    return page.get_by_role("radio", name=naam, exact=True)


def focus(page: Page) -> str:
    return page.evaluate(
        "document.activeElement.getAttribute('aria-label') ?? document.activeElement.tagName"
    )


def boven(page: Page, id_: str) -> float:
    return page.evaluate("id => document.getElementById(id).getBoundingClientRect().top", id_)


def druk(page: Page) -> str:
    pdf = BytesIO(page.pdf(format="A4", prefer_css_page_size=True))
    bladen = [" ".join(blad.extract_text().split()) for blad in PdfReader(pdf).pages]
    assert all(bladen), "no empty page"
    return " ".join(bladen)


def test_a_choice_folds_the_others_and_marks_its_rows(open_pagina: Any, pagina: Path) -> None:
    kijker = open_pagina()
    page = kijker.page
    assert open_secties(page) == NAMEN and gemerkt(page) == []
    alle = hoofdstukken(page)
    page.get_by_label("Kies een gemeente").select_option("Borg")
    assert hoofdstukken(page) == ["gemeenten", "sec-gemeenten"] and len(alle) > 8
    assert page.url == f"{pagina.as_uri()}?gemeente=borg"
    assert open_secties(page) == ["Borg"]
    assert page.locator("#TOC a:visible[href^='#sec-']").evaluate_all(
        "links => links.map(link => link.hash).filter(h => /almere|borg|cuijk|kwaad/.test(h))"
    ) == ["#sec-borg"]
    assert [rij[:2] for rij in gemerkt(page)] == [
        ["Borg", "274"], ["Borg", "x"], ["Borg", "200"], ["1", "Almere, Borg"],
    ]  # fmt: skip
    zin = f"Dichtgevouwen: 3 andere gemeenten en {len(alle) - 2} hoofdstukken."
    assert f"Gekozen: Borg. {zin}" in page.inner_text("main")
    assert page.locator("header [role=status]").inner_text() == zin
    page.get_by_label("Kies een gemeente").select_option("Cuijk")
    assert [rij[:2] for rij in gemerkt(page)][-2:] == [["2", "B&W van Cuijk"], ["3", ""]]
    page.go_back()
    assert open_secties(page) == ["Borg"]
    page.go_back()
    assert open_secties(page) == NAMEN and gemerkt(page) == [] and kijker.klachten == []
    assert hoofdstukken(page) == alle


@pytest.mark.enkele(1)
@pytest.mark.parametrize("knop", [0, 1], ids=["in the head", "where the others were"])
def test_there_is_a_way_back_to_all(open_pagina: Any, pagina: Path, knop: int) -> None:
    page = open_pagina().page
    page.get_by_label("Kies een gemeente").select_option("Borg")
    page.get_by_role("button", name=TERUG).nth(knop).press("Enter")
    assert open_secties(page) == NAMEN and gemerkt(page) == [] and page.url == pagina.as_uri()
    assert page.get_by_role("button", name=TERUG).count() == 0
    assert focus(page) != "BODY", "the keyboard goes on where it was"
    page.keyboard.press("Tab")
    expect(page.get_by_text("Alles staat er weer.")).to_be_hidden()


@pytest.mark.enkele(1)
@pytest.mark.parametrize("woord", ["cuijk", "Cuijk"])
def test_an_address_that_names_one_opens_so(open_pagina: Any, pagina: Path, woord: str) -> None:
    page = open_pagina().page
    page.goto(f"{pagina.as_uri()}?gemeente={woord}")
    assert open_secties(page) == ["Cuijk"]
    page.get_by_role("link", name="Naar Cuijk").click()
    assert page.url.endswith("#sec-cuijk") and -1 <= boven(page, "sec-cuijk") < 400
    assert open_secties(page) == ["Cuijk"], "a link keeps the choice"


@pytest.mark.lang
def test_an_address_that_names_an_unknown_one_opens_all_and_says_so(
    open_pagina: Any, pagina: Path
) -> None:
    page = open_pagina().page
    page.goto(f"{pagina.as_uri()}?gemeente=nergens")
    assert open_secties(page) == NAMEN and gemerkt(page) == []
    stand = page.locator("header [role=status]")
    assert stand.inner_text() == "Deze gemeente is er niet in dit rapport."
    page.get_by_label("Kies een gemeente").select_option("Borg")
    page.get_by_role("button", name=TERUG).first.click()
    assert stand.inner_text() == ""


def test_a_link_into_what_is_folded_unfolds_it(open_pagina: Any, pagina: Path) -> None:
    page = open_pagina().page
    page.goto(f"{pagina.as_uri()}?gemeente=borg#fig-almere")
    expect(page.locator("#fig-almere")).to_be_in_viewport()
    assert open_secties(page) == ["Almere", "Borg"]
    page.evaluate("location.hash = '#sec-cuijk'")
    expect(page.locator("#sec-cuijk")).to_be_in_viewport()
    assert "Dichtgevouwen: 1 andere gemeente en " in page.inner_text("main")
    page.get_by_label("Kies een gemeente").select_option("Borg")
    page.get_by_label("Kies een gemeente").select_option("Almere")
    page.locator("#tbl-wijzer a[href='#sec-cuijk']").dispatch_event("click")
    assert open_secties(page) == ["Almere", "Cuijk"], "the address did not change"
    assert not page.locator("#tbl-wijzer").is_visible()
    page.evaluate("location.hash = '#tbl-wijzer'")
    expect(page.locator("#tbl-wijzer")).to_be_in_viewport()
    page.evaluate("location.hash = '#sec-kwaad'")
    expect(page.locator("#sec-kwaad")).to_be_in_viewport()


def test_who_goes_back_is_where_she_was(open_pagina: Any, pagina: Path) -> None:
    """What a link unfolded above it would push the place away."""
    page = open_pagina().page
    page.goto(f"{pagina.as_uri()}?gemeente=borg#sec-borg")
    eerst = hoofdstukken(page)
    was = boven(page, "sec-borg")
    page.locator("#TOC a[href='#sec-overzicht']").click()
    expect(page.locator("#sec-overzicht")).to_be_in_viewport()
    verder = hoofdstukken(page)
    assert verder == ["sec-overzicht", *eerst]
    page.go_back()
    assert hoofdstukken(page) == eerst and open_secties(page) == ["Borg"]
    page.wait_for_function(
        "y => Math.abs(document.getElementById('sec-borg').getBoundingClientRect().top - y) < 2",
        arg=was,
    )
    page.go_forward()
    assert hoofdstukken(page) == verder
    page.reload()
    assert hoofdstukken(page) == verder, "as it was left"


@pytest.mark.enkele(1)
@pytest.mark.parametrize("doel", ["sec-almere", "sec-kaart", "artikel-13", "h-b7"])
def test_what_can_be_linked_to_shows_a_sign(open_pagina: Any, doel: str) -> None:
    page = open_pagina().page
    link = page.locator(f"main a[href='#{doel}'].wa-anker")
    teken = "e => getComputedStyle(e, '::before').content.includes('#')"
    assert link.count() == 1 and not link.evaluate(teken)
    link.hover()
    assert link.evaluate(teken)
    page.mouse.move(0, 0)
    page.keyboard.press("Tab")  # what follows counts as by the keyboard
    link.focus()
    assert link.evaluate(teken)
    page.keyboard.press("Enter")
    assert page.url.endswith(f"#{doel}") and page.locator(f"#{doel}:target").count() == 1


def test_the_map_answers_a_pointer_with_the_row_of_its_table(open_pagina: Any) -> None:
    page = open_pagina().page
    assert getoond(page) == []
    for naam, getallen in voorbeeld.KAARTRIJEN.items():
        plek(page, naam).hover()
        assert getoond(page) == [naam, *getallen]
    rij = page.locator("#sec-kaart tr", has_text="Borg").first
    rij.locator("td").first.evaluate("cel => { cel.textContent = 'anders'; }")
    plek(page, "Borg").click()
    assert getoond(page) == ["Borg", "anders", "25,5%"], "the row of the page itself"
    assert page.locator("[role=status] dt").all_inner_texts() == ["Behoefte", "In %"]


def test_the_map_answers_a_finger(open_pagina: Any) -> None:
    page = open_pagina(has_touch=True, **STANDEN["smal"]).page
    plek(page, "Cuijk").tap()
    assert getoond(page)[0] == "Cuijk" and plek(page, "Cuijk").is_checked()


def test_the_map_is_one_stop_and_answers_the_keyboard(open_pagina: Any) -> None:
    page = open_pagina().page
    page.locator("#sec-kaart > h2 a").focus()
    page.keyboard.press("Tab")
    assert focus(page) == "Almere" and getoond(page)[0] == "Almere"
    hoogte = page.evaluate("scrollY")
    for toets, naam in (
        ("ArrowRight", "Borg"), ("ArrowDown", "Cuijk"), ("ArrowLeft", "Borg"), ("ArrowUp", "Almere"),
        ("ArrowUp", NAMEN[-1]), ("ArrowRight", "Almere"),
    ):  # fmt: skip
        page.keyboard.press(toets)
        assert focus(page) == naam and getoond(page) == [naam, *voorbeeld.KAARTRIJEN[naam]]
        assert plek(page, naam).is_checked()
    assert page.evaluate("scrollY") == hoogte, "the page stays where it is"
    plek(page, "Cuijk").hover()
    for toets in ("Enter", "Space"):
        page.keyboard.press(toets)
        assert getoond(page)[0] == "Almere"
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    assert focus(page) == "Almere"


@pytest.mark.enkele(1)
@pytest.mark.parametrize("stand", STANDEN)
def test_areas_lie_on_the_picture_where_they_are_drawn(open_pagina: Any, stand: str) -> None:
    """From the left by the share of its width that the drawing says, in the dark inside a white edge; on a
    small screen only the part that is map."""
    page = open_pagina(**STANDEN[stand]).page
    beeld = page.locator("#fig-kaart .wa-kaartvlak > img")
    deel = 92 / 166 if "smal" in stand else 1
    vak, rand = (
        beeld.bounding_box(),
        float(beeld.evaluate("e => parseFloat(getComputedStyle(e).padding)")),
    )
    assert vak is not None and bool(rand) == (stand == "donker")
    breed, punten = (vak["width"] - 2 * rand) / deel, 166 * 72 / 25.4
    for pad in page.get_by_role("radio").all():
        x = min(float(x) for x in re.findall(r"[ML] (\S+) ", pad.get_attribute("d"))) / punten
        gezien = pad.evaluate("e => e.getBoundingClientRect().left")
        assert gezien == pytest.approx(vak["x"] + rand + x * breed, abs=3)
    midden = [pad.bounding_box() for pad in page.get_by_role("radio").all()]
    assert all(
        m["y"] + m["height"] / 2 == pytest.approx(vak["y"] + vak["height"] / 2, abs=3)
        for m in midden
    )


@pytest.mark.enkele(1)
@pytest.mark.parametrize("breed", [320, 400])
def test_on_a_small_screen_the_legend_can_be_read_below_the_map(
    open_pagina: Any, breed: int
) -> None:
    """Its text, 9.7 points of a drawing of 166 mm, is at least 11 pixels; no word is told twice."""
    page = open_pagina(viewport={"width": breed, "height": 800}).page
    legenda, kaart = page.locator(".wa-legenda"), page.locator(".wa-kaartvlak > img")
    vak, boven = legenda.bounding_box(), kaart.bounding_box()
    assert vak is not None and boven is not None
    assert 9.7 * vak["width"] / ((166 - 92) * 72 / 25.4) >= 11
    assert boven["width"] / vak["width"] == pytest.approx(92 / (166 - 92), rel=0.02), "one scale"
    antwoord = page.locator(".wa-antwoord").bounding_box()
    assert antwoord is not None
    assert boven["y"] + boven["height"] <= antwoord["y"] < vak["y"] - antwoord["height"]
    assert vak["x"] + vak["width"] <= breed
    assert page.evaluate("document.documentElement.scrollWidth") == breed
    assert legenda.get_attribute("alt") == ""
    page.emulate_media(media="print")
    assert not legenda.is_visible()
    assert not open_pagina().page.locator(".wa-legenda").is_visible()


def test_a_pointer_leaves_a_line_around_the_area_and_no_box(open_pagina: Any) -> None:
    """The box is for the keyboard: over a map it lies across the names of others."""
    page = open_pagina().page
    vorm = "e => [getComputedStyle(e).outlineStyle, getComputedStyle(e).stroke]"
    plek(page, "Borg").click()
    assert focus(page) == "Borg"
    assert plek(page, "Borg").evaluate(vorm) == ["none", "rgb(0, 0, 0)"]
    page.keyboard.press("ArrowRight")
    assert plek(page, "Cuijk").evaluate(vorm) == ["dotted", "rgb(0, 0, 0)"]


def test_a_map_without_a_table_stays_one_picture(open_pagina: Any, pagina: Path) -> None:
    bron = pagina.read_text(encoding="utf-8")
    zonder = pagina.with_name("zonder.html")
    zonder.write_text(bron.replace("<thead", "<tbody").replace("</thead", "</tbody"))
    page = open_pagina(viewport={"width": 320, "height": 640}).page
    page.goto(zonder.as_uri())
    assert page.locator("#fig-kaart img:visible").count() == 1
    assert page.locator(".wa-kaartvlak").count() == 0


def test_the_chosen_one_is_shown_on_the_map(open_pagina: Any) -> None:
    page = open_pagina().page
    page.get_by_label("Kies een gemeente").select_option("Cuijk")
    page.goto(f"{page.url}#sec-kaart")
    assert getoond(page)[0] == "Cuijk" and plek(page, "Cuijk").is_checked()


def test_without_script_all_municipalities_and_numbers_are_there(
    open_pagina: Any, pagina: Path
) -> None:
    page = open_pagina(java_script_enabled=False).page
    page.goto(f"{pagina.as_uri()}?gemeente=borg")
    assert open_secties(page) == NAMEN
    assert page.locator("select, [role=radio], [role=status], button").count() == 0
    assert page.locator("#fig-kaart img").get_attribute("alt") == "Kaart van vier gemeenten."
    rijen = page.locator("#sec-kaart table").first.locator("tbody tr")
    assert [rij.split("\t") for rij in rijen.all_inner_texts()] == [
        [naam, *getallen] for naam, getallen in voorbeeld.KAARTRIJEN.items()
    ]


def test_print_is_the_paper_with_the_one_that_is_chosen(open_pagina: Any, pagina: Path) -> None:
    page = open_pagina().page
    assert not page.get_by_text("Op papier staat het stuk.").is_visible()
    plek(page, "Borg").hover()
    stuk = druk(page)
    assert "Op papier staat het stuk." in stuk and "Gekozen" not in stuk
    assert "Uit de lijst." in stuk and "data/lijst.csv" not in stuk
    assert "Dit staat er op het scherm." not in stuk
    assert "plannen 12" in stuk and "Code" not in stuk, "codes of rows are for the screen"
    assert not re.search(f"Kies een|Wijs op|{TERUG}|Naar Borg|De vierde gemeente", stuk)
    page.get_by_label("Kies een gemeente").select_option("Borg")
    een = druk(page)
    assert "In Borg is de dekking" in een and "In Almere is de dekking" not in een
    assert not re.search(f"Gekozen|Kies een|Wijs op|{TERUG}|Naar Borg", een)
    assert all(rij[0] in een for rij in voorbeeld.RIJEN), "what is folded is printed"


@pytest.mark.enkele(1)
@pytest.mark.parametrize("stand", [*STANDEN, *MEER])
def test_axe_finds_nothing_once_chosen(open_pagina: Any, stand: str) -> None:
    kijker = open_pagina(**{**STANDEN, **MEER}[stand])
    page = kijker.page
    page.get_by_label("Kies een gemeente").select_option("Borg")
    page.goto(f"{page.url}#sec-kaart")
    plek(page, "Cuijk").focus()
    uitslag = axe(page)
    assert uitslag["violations"] == [] and kijker.klachten == []
    assert [r for r in uitslag["incomplete"] if not r.startswith("color-contrast")] == []
    breed = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert breed[0] <= breed[1]


def test_a_name_that_means_harm_is_a_name(open_pagina: Any) -> None:
    kijker = open_pagina()
    page = kijker.page
    assert page.locator("#gemeente option").all_inner_texts() == ["alle gemeenten", *NAMEN]
    page.get_by_label("Kies een gemeente").select_option(label=voorbeeld.KWAAD)
    assert open_secties(page) == [voorbeeld.KWAAD]
    assert f"Gekozen: {voorbeeld.KWAAD}." in page.inner_text("main")
    assert getoond(page)[0] == voorbeeld.KWAAD
    assert {rij[0] for rij in gemerkt(page)} == {voorbeeld.KWAAD}
    page.reload()
    assert open_secties(page) == [voorbeeld.KWAAD]
    page.wait_for_timeout(100)
    assert page.evaluate("window.gekaapt") is None and kijker.klachten == []
    assert [vraag for vraag in kijker.gevraagd if not vraag.startswith(("data:", "file:"))] == []


def test_the_scripts_name_no_judgement_and_no_place() -> None:
    """What they say is about any region: the numbers and names are in the page."""
    for naam in ("gemeenten", "combinaties"):
        pad = Path(__file__).parents[2] / f"report/_extensions/woonanalyse/{naam}.html"
        bron = pad.read_text(encoding="utf-8")
        assert not re.search("GM\\d|Twente|Overijssel", bron)
        assert not [teken.woorden for teken in TEKENS.values() if teken.woorden in bron]
