"""The page with figures and tables in the elements that Quarto makes of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser import paginavoorbeeld as voorbeeld
from browserhulp import STANDEN, Kijker, Kijkers, axe
from bs4 import BeautifulSoup, Tag

from woonanalyse.uitgave.poort import controleer_html


def als_quarto(bron: str) -> str:
    """Every figure, and every table with or without a number, as Quarto writes it."""
    boom = BeautifulSoup(bron, "html.parser")
    for vlak in boom.select(".wa-tabel"):
        tabel = vlak.table
        assert tabel is not None
        vlak.replace_with(tabel)
        if tabel.caption is not None and "id" in tabel.attrs:
            _drijvend(boom, tabel, tabel.caption.extract(), "tbl")
    for figuur in boom.select("figure:not(.quarto-float)"):
        beeld, bijschrift = figuur.img, figuur.figcaption
        assert beeld is not None and bijschrift is not None
        beeld["id"] = figuur["id"]
        figuur.replace_with(beeld)
        _drijvend(boom, beeld, bijschrift, "fig")
    return str(boom)


def _drijvend(boom: BeautifulSoup, inhoud: Tag, bijschrift: Tag, soort: str) -> None:
    id_ = str(inhoud["id"])
    del inhoud["id"]
    div = boom.new_tag("div", attrs={"id": id_, "class": "quarto-float"})
    inhoud.replace_with(div)
    figuur = boom.new_tag("figure", attrs={"class": f"quarto-float quarto-float-{soort} figure"})
    klassen = f"quarto-float-caption quarto-float-{soort}"
    regel = boom.new_tag("figcaption", attrs={"id": f"{id_}-caption", "class": klassen})
    for nummer in bijschrift.select(".wa-nummer"):
        nummer.unwrap()
    regel.extend(list(bijschrift.contents))
    regel.smooth()
    binnen = boom.new_tag("div", attrs={"aria-describedby": f"{id_}-caption"})
    if soort == "fig":
        binnen.append(alinea := boom.new_tag("p"))
        alinea.append(inhoud)
    else:
        binnen.append(inhoud)
    figuur.extend([regel, binnen] if soort == "tbl" else [binnen, regel])
    div.append(figuur)


@pytest.fixture(scope="module")
def quartopagina(pagina: Path) -> Path:
    """Beside the page of the embedded engine, in the same project."""
    doel = pagina.with_name("quarto.html")
    doel.write_text(als_quarto(pagina.read_text(encoding="utf-8")), encoding="utf-8")
    assert controleer_html(doel) == []
    return doel


@pytest.fixture
def twee(kijkers: Kijkers, pagina: Path, quartopagina: Path) -> Iterator[Any]:
    """A function that opens both pages in the same way: that of Quarto, and that of the embedded engine."""
    geopend: list[Kijker] = []

    def maak(**stand: Any) -> list[Any]:
        nieuw = [kijkers.open(pad, **stand) for pad in (quartopagina, pagina)]
        geopend.extend(nieuw)
        return [kijker.page for kijker in nieuw]

    yield maak
    assert [kijker.klachten for kijker in geopend if kijker.klachten] == []


def van_alle(page: Any, keuze: str, wat: str) -> list[Any]:
    return page.eval_on_selector_all(keuze, f"delen => delen.map(d => {wat})")


@pytest.mark.lang
def test_sorts_filters_and_names_the_same(twee: Any) -> None:
    quarto, eigen = twee()
    for keuze, wat in {
        ".wa-filter label": "d.textContent",
        "thead button": "d.textContent",
        "[role=group]": "d.getAttribute('aria-label')",
        ".wa-nummer": "d.textContent + getComputedStyle(d).fontWeight",
        ".wa-filter": "(d.nextElementSibling.querySelector('table') ?? d).rows?.length",
    }.items():
        assert van_alle(quarto, keuze, wat) == van_alle(eigen, keuze, wat) != []


@pytest.mark.enkele(1)
@pytest.mark.parametrize("breedte", [1280, 500])
def test_figures_and_tables_are_as_wide(twee: Any, breedte: int) -> None:
    quarto, eigen = twee(viewport={"width": breedte, "height": 800})
    for keuze in ("main img", "main table", "[role=group]"):
        maten = [
            van_alle(page, keuze, "Math.round(d.getBoundingClientRect().width)")
            for page in (quarto, eigen)
        ]
        assert maten[0] == maten[1] != []
    assert quarto.evaluate("document.documentElement.scrollWidth") <= breedte


def test_the_page_is_as_long(twee: Any) -> None:
    """Spaces around figures and tables are those of the other engine, but for some pixels each."""
    quarto, eigen = twee()
    hoogten = [page.evaluate("document.documentElement.scrollHeight") for page in (quarto, eigen)]
    assert abs(hoogten[0] - hoogten[1]) < 0.01 * hoogten[1], hoogten


@pytest.mark.enkele(1)
@pytest.mark.parametrize("stand", ["licht", "smal"])
def test_areas_that_scroll_are_on_the_path_of_the_keyboard(twee: Any, stand: str) -> None:
    quarto, eigen = twee(**STANDEN[stand])
    stops = [
        van_alle(page, "[role=group][tabindex='0']", "d.getAttribute('aria-label')")
        for page in (quarto, eigen)
    ]
    assert stops[0] == stops[1]
    assert bool(stops[0]) == (stand == "smal")
    assert axe(quarto)["violations"] == []


def test_a_choice_and_the_map_do_the_same(twee: Any) -> None:
    for page in twee():
        page.get_by_label("Kies een gemeente").select_option("Borg")
        assert van_alle(page, "[role=radio]", "d.getAttribute('aria-checked')")[:2] == [
            "false",
            "true",
        ]
        assert van_alle(page, "[role=status] dd", "d.textContent") == voorbeeld.KAARTRIJEN["Borg"]
        assert page.locator(".wa-kaartvlak + [role=status] + .wa-legenda").count() == 1
        assert van_alle(page, "tr[aria-current]", "d.cells[0].textContent.trim()") == [
            *["Borg"] * 3,
            "1",
        ]
        assert not page.locator("#sec-almere").is_visible()
        assert (
            page.locator("#tbl-wijzer").evaluate(
                "d => (d.closest('.wa-tabel') ?? d).nextElementSibling.className"
            )
            == "wa-gefilterd"
        )
        assert axe(page)["violations"] == []
