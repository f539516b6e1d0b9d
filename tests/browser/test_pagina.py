"""The page in a real browser: what a reader sees, does and hears."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from browser import paginavoorbeeld as voorbeeld
from browserhulp import STANDEN, Kijker, axe, nu_checker
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from woonanalyse.uitgave.poort import controleer_html


def rijen(page: Page, tabel: str, kolom: int = 0) -> list[str]:
    """The text of one column, of the rows that can be seen."""
    return page.locator(f"#{tabel} tbody tr:visible > :nth-child({kolom + 1})").all_inner_texts()


def knop(page: Page, tabel: str, kolom: int) -> Any:
    return page.locator(f"#{tabel} thead th").nth(kolom).locator("button")


def focus(page: Page) -> dict[str, Any]:
    """What has the focus, and whether one can see that."""
    return page.evaluate(
        """() => {
          const e = document.activeElement, s = getComputedStyle(e);
          const v = e.getBoundingClientRect();
          return {soort: e.tagName, klasse: e.className, naam: e.getAttribute("aria-label"),
                  lijn: s.outlineStyle, dikte: parseFloat(s.outlineWidth),
                  tekst: e.textContent.trim(), inBeeld: v.bottom > 0 && v.top < innerHeight};
        }"""
    )


def test_sample_page_passes_the_gate(pagina: Path) -> None:
    assert controleer_html(pagina) == []


def test_sample_page_is_valid(pagina: Path) -> None:
    assert nu_checker(pagina) == ""


def test_opens_quietly_and_asks_nothing_of_a_network(open_pagina: Any, pagina: Path) -> None:
    for stand in STANDEN.values():
        kijker = open_pagina(**stand)
        kijker.page.wait_for_timeout(100)
        assert kijker.klachten == []
        assert [u for u in kijker.gevraagd if not u.startswith("data:")] == [pagina.as_uri()]
    letters = kijker.page.evaluate("[...document.fonts].map(f => [f.family, f.status])")
    assert letters == [["Source Sans 3", "loaded"]] * 3


# Column: the order when sorted up and down, by row number of the sample; unknown is last in both.
VOLGORDE = {
    0: ([2, 6, 5, 0, 3, 7, 4, 1], [1, 4, 7, 3, 0, 5, 6, 2]),
    1: ([4, 6, 1, 3, 0, 5, 2, 7], [5, 0, 3, 1, 6, 4, 2, 7]),
    2: ([5, 4, 1, 6, 7, 0, 3, 2], [3, 0, 7, 6, 1, 4, 5, 2]),
    3: ([3, 0, 6, 4, 7, 1, 5, 2], [5, 1, 7, 4, 6, 0, 3, 2]),
    4: ([3, 6, 1, 0, 7, 4, 2, 5], [4, 7, 0, 1, 6, 3, 2, 5]),
    5: ([2, 6, 3, 7, 0, 5, 1, 4], [0, 5, 3, 7, 2, 6, 1, 4]),
}


def test_sorts_numbers_dates_and_words_and_goes_back(open_pagina: Any) -> None:
    page = open_pagina().page
    namen = [rij[0] for rij in voorbeeld.RIJEN]
    for kolom, (op, af) in VOLGORDE.items():
        for stand, verwacht in (("ascending", op), ("descending", af), (None, range(8))):
            knop(page, "tbl-sorteer", kolom).click()
            assert rijen(page, "tbl-sorteer") == [*(namen[i] for i in verwacht), "Samen"], (
                voorbeeld.KOPPEN[kolom],
                stand,
            )
            standen = page.eval_on_selector_all(
                "#tbl-sorteer thead th", "koppen => koppen.map(k => k.getAttribute('aria-sort'))"
            )
            assert standen == [stand if nr == kolom else None for nr in range(6)]


def test_sorting_reads_through_links(open_pagina: Any) -> None:
    page = open_pagina().page
    page.eval_on_selector_all(
        "#tbl-sorteer td",
        """cellen => cellen.forEach(cel => {
             const link = document.createElement("a");
             link.href = "#inhoud";
             link.append(...cel.childNodes);
             cel.append(link);
           })""",
    )
    knop(page, "tbl-sorteer", 1).click()
    namen = [voorbeeld.RIJEN[i][0] for i in VOLGORDE[1][0]]
    assert rijen(page, "tbl-sorteer") == [*namen, "Samen"]


@pytest.mark.lang
def test_the_name_above_a_group_goes_with_every_row(open_pagina: Any) -> None:
    page = open_pagina().page
    for _ in range(2):
        knop(page, "tbl-groepen", 0).click()
    assert rijen(page, "tbl-groepen", 0) == [*"76543210"]
    assert rijen(page, "tbl-groepen", 1) == ["groep1"] * 4 + ["groep0"] * 4
    zonder = open_pagina(java_script_enabled=False).page
    assert rijen(zonder, "tbl-groepen", 1) == ["groep0", "", "", "", "groep1", "", "", ""]


def test_few_rows_and_explanations_are_left_alone(open_pagina: Any) -> None:
    page = open_pagina().page
    for tabel in ("tbl-weinig", "tbl-uitleg"):
        assert page.locator(f"#{tabel} button").count() == 0
        assert page.locator(f".wa-filter + .wa-tabel > #{tabel}").count() == 0
    zonder_nummer = page.locator("table").filter(has_text="Los").filter(has_text="rij 8")
    assert zonder_nummer.count() == 1 and zonder_nummer.locator("button").count() == 0


def test_filters_by_words_and_keeps_the_sum(open_pagina: Any) -> None:
    page = open_pagina().page
    veld = page.get_by_label("Zoek in Tabel 6")
    stand = veld.locator("xpath=../following-sibling::*[@aria-live='polite']")
    assert stand.inner_text() == "8 rijen"
    for woorden, verwacht in (
        ("dorp", ["Dorp 10", "Dorp 9"]),
        ("ECHT", ["Écht"]),
        ("grens 1.765", ["Ede"]),
        ("  ", [rij[0] for rij in voorbeeld.RIJEN]),
        ("bestaat niet", []),
    ):
        veld.fill(woorden)
        assert rijen(page, "tbl-sorteer") == [*verwacht, "Samen"], woorden
        aantal = "8 rijen" if not woorden.strip() else f"{len(verwacht)} van 8 rijen"
        assert stand.inner_text() == aantal
    veld.fill("dorp")
    knop(page, "tbl-sorteer", 3).click()
    assert rijen(page, "tbl-sorteer") == ["Dorp 9", "Dorp 10", "Samen"]


def test_first_key_press_offers_to_skip_to_the_text(open_pagina: Any) -> None:
    page = open_pagina().page
    page.keyboard.press("Tab")
    hier = focus(page)
    assert hier["tekst"] == "Ga naar de hoofdinhoud" and hier["inBeeld"]
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_sorts_by_enter_and_space(open_pagina: Any) -> None:
    page = open_pagina().page
    knop(page, "tbl-sorteer", 0).focus()
    page.keyboard.press("Enter")
    assert rijen(page, "tbl-sorteer")[0] == "aalten"
    page.keyboard.press("Space")
    assert rijen(page, "tbl-sorteer")[0] == "Zwolle"
    assert focus(page)["soort"] == "BUTTON"


@pytest.mark.enkele(1)
@pytest.mark.parametrize("stand", ["licht", "smal"])
def test_every_stop_on_the_keyboards_path_can_be_seen(open_pagina: Any, stand: str) -> None:
    page = open_pagina(**STANDEN[stand]).page
    stops = []
    for _ in range(200):
        page.keyboard.press("Tab")
        hier = focus(page)
        if hier["soort"] == "BODY":
            break
        assert hier["lijn"] != "none" and hier["dikte"] >= 2 and hier["inBeeld"], hier
        stops.append(hier)
    vlakken = [stop["naam"] for stop in stops if stop["klasse"] == "wa-tabel"]
    assert {stop["soort"] for stop in stops} >= {"A", "SUMMARY", "BUTTON", "INPUT"}
    if stand == "smal":
        assert "Tabel 6" in vlakken
    else:
        assert vlakken == [], "no table is wider than the page, nor one with a word of 300 letters"


@pytest.mark.enkele(1)
@pytest.mark.parametrize("stand", STANDEN)
def test_axe_finds_nothing(open_pagina: Any, stand: str) -> None:
    page = open_pagina(**STANDEN[stand]).page
    knop(page, "tbl-sorteer", 1).click()
    uitslag = axe(page)
    assert uitslag["violations"] == []
    # Contrast of a sign alone, or of what is outside a scroll area: test_kleuren.py decides.
    assert [
        regel for regel in uitslag["incomplete"] if not regel.startswith("color-contrast")
    ] == []


@pytest.mark.lang
def test_axe_finds_nothing_in_print(open_pagina: Any) -> None:
    page = open_pagina().page
    page.emulate_media(media="print")
    assert axe(page)["violations"] == []


def test_print_has_all_rows_no_controls_and_repeated_heads(open_pagina: Any) -> None:
    page = open_pagina(**STANDEN["donker"]).page
    page.get_by_label("Zoek in Tabel 6").fill("dorp")
    knop(page, "tbl-sorteer", 1).click()
    bladen = [
        " ".join(blad.extract_text().split())
        for blad in PdfReader(BytesIO(page.pdf(format="A5", prefer_css_page_size=True))).pages
    ]
    geheel = " ".join(bladen)
    assert "Zoek in" not in geheel and "rijen" not in geheel.replace("Weinig rijen", "")
    assert not set("↕↑↓") & set(geheel) and "hoofdinhoud" not in geheel
    assert all(rij[0] in geheel for rij in voorbeeld.RIJEN)
    assert all(f"bron nummer {nr} " in geheel for nr in range(1, 61))
    met_bronnen = [blad for blad in bladen if "bron nummer" in blad]
    assert len(met_bronnen) > 1 and all("Naam Wat Peildatum" in blad for blad in met_bronnen)
    assert "(https://voorbeeld.nl/bron)" in geheel
    assert all(blad for blad in bladen), "no empty page"


@pytest.mark.lang
def test_print_leaves_no_head_of_a_table_alone_at_the_foot_of_a_page(open_pagina: Any) -> None:
    page = open_pagina().page
    page.evaluate(
        """() => {
          const cellen = [...document.querySelectorAll("td")];
          const vlak = cellen.find((cel) => /bron nummer/.test(cel.textContent)).closest(".wa-tabel");
          vlak.before(Object.assign(document.createElement("div"), { id: "ruimte" }));
          const houd = new Set([vlak, vlak.previousSibling]);
          for (let deel = vlak; deel !== document.body; deel = deel.parentElement) houd.add(deel);
          for (const deel of document.querySelectorAll("body > *, main *")) {
            if (!houd.has(deel) && !vlak.contains(deel)) deel.remove();
          }
        }"""
    )
    for hoogte in range(560, 640, 10):
        page.evaluate("h => { document.getElementById('ruimte').style.height = `${h}px`; }", hoogte)
        eerste = PdfReader(BytesIO(page.pdf(format="A5", prefer_css_page_size=True))).pages[0]
        tekst = " ".join(eerste.extract_text().split())
        assert "bron nummer" in tekst or "Naam Wat Peildatum" not in tekst, hoogte


def test_print_keeps_a_heading_and_a_source_line_whole_and_where_they_belong(
    open_pagina: Any,
) -> None:
    page = open_pagina().page
    page.emulate_media(media="print")
    kop, slot = "e => getComputedStyle(e).breakInside", "e => getComputedStyle(e).breakBefore"
    assert page.locator("main h2").first.evaluate(kop) == "avoid"
    page.evaluate(
        "document.querySelector('main').insertAdjacentHTML('beforeend', '<p class=wa-bron>')"
    )
    bron = page.locator("main .wa-bron").last
    assert (bron.evaluate(kop), bron.evaluate(slot)) == ("avoid", "avoid")


@pytest.mark.lang
def test_links_in_the_contents_arrive(open_pagina: Any) -> None:
    page = open_pagina().page
    links = page.locator("#TOC a")
    assert links.count() > 8
    for nr in range(links.count()):
        link = links.nth(nr)
        doel = str(link.get_attribute("href"))
        link.click()
        boven = page.evaluate(
            "id => document.getElementById(id).getBoundingClientRect().top", doel[1:]
        )
        assert page.url.endswith(doel) and -1 <= boven < 800, doel


def test_contents_start_closed_on_a_small_screen_and_open(open_pagina: Any) -> None:
    page = open_pagina(**STANDEN["smal"]).page
    assert not page.locator("#TOC a").first.is_visible()
    page.locator("#TOC summary").focus()
    page.keyboard.press("Enter")
    assert page.locator("#TOC a").first.is_visible()


@pytest.mark.lang
def test_contents_stand_beside_the_text_where_tables_keep_their_room(open_pagina: Any) -> None:
    """Below 1200 they stand above it; a first column keeps its words whole where columns are many."""
    for breedte, ernaast in ((1100, False), (1280, True)):
        page = open_pagina(viewport={"width": breedte, "height": 800}).page
        assert page.locator("#TOC a").first.is_visible() is ernaast, breedte
        eerste = page.locator("#tbl-sorteer tbody tr > :first-child").first
        assert eerste.evaluate("e => getComputedStyle(e).overflowWrap") == "break-word"


@pytest.mark.enkele(2)
@pytest.mark.parametrize("breedte", [320, 640, 1024, 1280, 1920])
def test_the_page_never_scrolls_sideways(open_pagina: Any, breedte: int) -> None:
    """1280 wide at 200% and 400% zoom is 640 and 320 wide."""
    page = open_pagina(viewport={"width": breedte, "height": 640}).page
    assert page.evaluate("document.documentElement.scrollWidth") <= breedte
    buiten = page.eval_on_selector_all(
        "main > *, main section > *",
        "delen => delen.filter(d => d.getBoundingClientRect().right > innerWidth + 1).length",
    )
    assert buiten == 0


_GEBROKEN = """() => {
  const gebroken = [], woorden = /\\p{L}{4,24}(?!\\p{L})/gu;
  for (const cel of document.querySelectorAll(":is(th, td):not(:has(a[href^='http']))")) {
    const lezer = document.createTreeWalker(cel, NodeFilter.SHOW_TEXT);
    while (lezer.nextNode()) for (const woord of lezer.currentNode.data.matchAll(woorden)) {
      const deel = document.createRange();
      deel.setStart(lezer.currentNode, woord.index);
      deel.setEnd(lezer.currentNode, woord.index + woord[0].length);
      const hoogten = [...deel.getClientRects()].map((vak) => vak.top);
      if (Math.max(...hoogten) - Math.min(...hoogten) > 4) gebroken.push(woord[0]);
    }
  }
  return gebroken;
}"""


@pytest.mark.enkele(1)
@pytest.mark.parametrize("breedte", [320, 640, 1024])
def test_words_in_cells_stay_whole_where_there_is_little_room(
    open_pagina: Any, breedte: int
) -> None:
    page = open_pagina(viewport={"width": breedte, "height": 640}).page
    page.evaluate(
        """() => {
          const tabel = document.querySelector("#tbl-groepen");
          tabel.tBodies[0].rows[0].cells[1].textContent = "woningbouwprogrammering en gemeenten";
          tabel.tBodies[0].rows[0].insertCell().textContent = "onbekend, woningvoorraad, betaalbaar";
          tabel.style.maxWidth = "14rem";
        }"""
    )
    assert page.evaluate(_GEBROKEN) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= breedte


def test_without_script_the_page_is_complete(open_pagina: Any) -> None:
    page = open_pagina(java_script_enabled=False, **STANDEN["smal"]).page
    assert page.locator("#TOC a").first.is_visible()
    assert page.locator(".wa-filter").count() == page.locator("thead button").count() == 0
    assert len(rijen(page, "tbl-sorteer")) == 9


def test_on_a_small_screen_a_figure_keeps_its_size_and_scrolls(open_pagina: Any) -> None:
    page = open_pagina(viewport={"width": 400, "height": 640}).page
    vlak = page.locator(".wa-figuurvlak:not(:has([style]))").first
    expect(vlak).to_have_attribute("tabindex", "0")
    assert re.fullmatch(r"Figuur \d+", vlak.get_attribute("aria-label") or "")
    assert vlak.locator("img").evaluate("e => e.getBoundingClientRect().width") >= 576
    assert page.evaluate("document.documentElement.scrollWidth") == 400
    page.emulate_media(media="print")
    assert vlak.evaluate("e => e.scrollWidth <= e.clientWidth")
    breed = open_pagina().page.locator(".wa-figuurvlak").first
    assert breed.get_attribute("tabindex") is None


@pytest.mark.lang
def test_figures_lie_on_white_in_the_dark(open_pagina: Any) -> None:
    page = open_pagina(**STANDEN["donker"]).page
    vlak = "e => getComputedStyle(e).backgroundColor"
    assert page.locator("figure img").first.evaluate(vlak) == "rgb(255, 255, 255)"
    donker = re.findall(r"\d+", page.locator("body").evaluate(vlak))
    assert max(map(int, donker)) < 60


@pytest.mark.lang
def test_hostile_names_show_as_they_are_and_run_nothing(open_pagina: Any) -> None:
    kijker: Kijker = open_pagina()
    page = kijker.page
    for kolom in (0, 1, 0):
        knop(page, "tbl-boos", kolom).click()
    getoond = page.locator("#tbl-boos tbody th").evaluate_all("th => th.map(e => e.textContent)")
    assert sorted(getoond) == sorted(" ".join(tekst.split()) for tekst in voorbeeld.BOOS)
    alineas = page.locator("section > p").evaluate_all("p => p.map(e => e.textContent)")
    recht = [re.sub("[“”„]", '"', re.sub("[‘’]", "'", alinea)) for alinea in alineas]
    assert set(voorbeeld.BOOS) <= set(recht)
    assert voorbeeld.BOOS[0] in str(page.locator("#fig-boos img").get_attribute("alt"))
    page.locator(".wa-filter input").last.fill("<script>")
    assert len(rijen(page, "tbl-boos")) == 1
    page.wait_for_timeout(100)
    assert page.evaluate("window.gekaapt") is None
    assert page.locator("script").count() == 3 and page.locator("main svg").count() == 1
    assert kijker.klachten == []


def test_combinations_are_shown_one_at_a_time_and_all_without_script(open_pagina: Any) -> None:
    page = open_pagina().page
    vak = page.locator(".wa-combinaties")
    assert rijen(page, "tbl-rooster") == ["Noord", "Zuid"]
    assert rijen(page, "tbl-rooster", 4) == ["0", "0"]
    assert vak.locator(".wa-keuze label").all_inner_texts() == ["Behoefte", "Uitval"]
    vak.get_by_label("Behoefte").focus()
    page.keyboard.press("ArrowDown")
    vak.get_by_label("Uitval").select_option("10%")
    assert rijen(page, "tbl-rooster", 4) == ["3", "3"]
    assert vak.get_by_role("status").inner_text() == "2 van de 8 rijen"
    for naam in ("Behoefte", "Uitval"):
        vak.get_by_label(naam).select_option("alle")
    assert len(rijen(page, "tbl-rooster")) == 8
    zonder = open_pagina(java_script_enabled=False).page
    assert (
        len(rijen(zonder, "tbl-rooster")) == 8
        and not zonder.locator(".wa-combinaties select").count()
    )
