"""A report on many municipalities is a folder of pages: nothing is lost, and every link arrives."""

from __future__ import annotations

import io
import re
import shutil
from collections import Counter
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from browser import paginavoorbeeld as voorbeeld
from bs4 import BeautifulSoup
from hulp import inhoud_van
from paginamaphulp import NAMEN, knip, maak
from rich.console import Console

from woonanalyse.kern.beeld.huisstijl import PAGINAMAP
from woonanalyse.kern.bestanden import som_van_map
from woonanalyse.kern.project import KOP
from woonanalyse.opmaak import paginamap, zet_om
from woonanalyse.uitgave.plaatsing import geef_uit
from woonanalyse.uitgave.poort import controleer_html, controleer_paginas
from woonanalyse.uitgave.stempel import BESTAND, Stempel
from woonanalyse.uitvoering import ongewijzigd
from woonanalyse.uitvoering.bouw import draai
from woonanalyse.uitvoering.knopen import Vast, mapknoop
from woonanalyse.uitvoering.opdracht import Opdracht
from woonanalyse.uitvoering.stand import Stand
from woonanalyse.uitvoering.vormtaken import opmaken, uitgeven


@pytest.fixture(scope="module")
def geheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page as one file."""
    return maak(tmp_path_factory.mktemp("geheel") / "project")


@pytest.fixture(scope="module")
def zelf(geheel: Path) -> BeautifulSoup:
    """That page."""
    return BeautifulSoup(geheel.read_text(encoding="utf-8"), "html.parser")


@pytest.fixture
def voor(geheel: Path, zelf: BeautifulSoup) -> Any:
    """The front page of the same in a folder; after the test it is one file again."""
    ruw = geheel.read_bytes()
    knip(geheel)
    yield geheel
    shutil.rmtree(geheel.with_suffix(""))
    geheel.write_bytes(ruw)


def bomen(voor: Path) -> dict[str, BeautifulSoup]:
    """The pages by their address from the front page's folder, the front page first."""
    paden = [voor, *sorted(voor.with_suffix("").glob("*.html"))]
    return {
        pad.relative_to(voor.parent).as_posix(): BeautifulSoup(
            pad.read_text(encoding="utf-8"), "html.parser"
        )
        for pad in paden
    }


def ids(boom: BeautifulSoup) -> list[str]:
    return [str(deel["id"]) for deel in boom.select("main [id]")]


def test_front_page_chapters_municipalities_and_a_page_to_search(voor: Path) -> None:
    namen = set(bomen(voor))
    assert {"rwp.html", "rwp/zoeken.html", "rwp/slot.html", "rwp/gemeenten.html"} <= namen
    assert {f"rwp/{code.lower()}.html" for code in NAMEN} <= namen
    assert all(re.fullmatch(r"rwp(/[a-z0-9-]+)?\.html", naam) for naam in namen)


def test_passes_the_gate(voor: Path) -> None:
    assert controleer_paginas(voor) == []


def test_every_place_of_the_page_is_on_one_of_the_pages(voor: Path, zelf: BeautifulSoup) -> None:
    alle = bomen(voor)
    zoek = alle.pop("rwp/zoeken.html")
    verdeeld = Counter(label for boom in alle.values() for label in ids(boom))
    assert verdeeld == Counter(ids(zelf))
    genoemd = {str(link["href"]).partition("#")[2] for link in zoek.select(".wa-plekken a")}
    assert set(verdeeld) - genoemd == {"fn1", "fnref1", "footnotes"}


def test_no_word_is_lost_and_none_is_twice(voor: Path, zelf: BeautifulSoup) -> None:
    alle = bomen(voor)
    alle.pop("rwp/zoeken.html")
    soorten = "main :is(p, td, th, li, figcaption, caption):not(.wa-delen *)"
    verwacht = Counter(deel.get_text() for deel in zelf.select(soorten))
    assert Counter(deel.get_text() for b in alle.values() for deel in b.select(soorten)) == verwacht


def test_no_link_between_pages_dangles(voor: Path) -> None:
    alle = bomen(voor)
    andere = 0
    for naam, boom in alle.items():
        for link in boom.select("a[href]"):
            adres = urlsplit(str(link["href"]))
            if adres.scheme:
                continue
            doel = (Path(naam).parent / adres.path).as_posix() if adres.path else naam
            doel = Path(doel.replace("rwp/../", "")).as_posix()
            assert doel in alle, (naam, str(link["href"]))
            if adres.fragment:
                assert alle[doel].find(id=unquote(adres.fragment)), (naam, str(link["href"]))
            andere += doel != naam
    assert andere > 100
    slot = {str(link["href"]) for link in alle["rwp/slot.html"].select("main a")}
    assert {"kaart.html#artikel-13", "kwaad.html#sec-kwaad", "kaart.html#h-b7"} <= slot
    assert "https://voorbeeld.nl/#artikel-13" in slot


def test_the_front_page_has_all_of_the_contents_and_the_others_their_chapter(voor: Path) -> None:
    alle = bomen(voor)
    heel = {link.get_text() for link in alle["rwp.html"].select("#TOC a")}
    assert any(voorbeeld.KWAAD in tekst for tekst in heel)
    for code in NAMEN:
        boom = alle[f"rwp/{code.lower()}.html"]
        assert len(boom.select("#TOC a[aria-current=page]")) == 1
        assert {link.get_text() for link in boom.select("#TOC a")} < heel
        assert boom.select_one(".wa-feiten") is not None


def test_every_page_says_which_it_is_and_leads_on(voor: Path) -> None:
    alle = bomen(voor)
    assert len({str(boom.title) for boom in alle.values()}) == len(alle)
    gezien, nu = [], "rwp.html"
    while nu not in gezien:
        gezien.append(nu)
        for link in alle[nu].select(".wa-wijzers a"):
            if link.get_text().startswith("Volgende"):
                nu = f"rwp/{Path(str(link['href'])).name}"
    assert sorted(gezien) == sorted(alle)


def test_hostile_names_are_text_on_every_page(voor: Path) -> None:
    for naam, boom in bomen(voor).items():
        assert not boom.select("img[onerror], svg[onload]"), naam
        assert len(boom.select("script")) == 3, naam
    zoek = bomen(voor)["rwp/zoeken.html"].select("#wa-gemeenten a")
    assert [link.get_text() for link in zoek] == [*NAMEN.values()]


def test_same_input_same_bytes_and_nothing_of_an_earlier_run(voor: Path) -> None:
    eerst = inhoud_van(voor.with_suffix(""))
    voorpagina = voor.read_bytes()
    (voor.with_suffix("") / "gm0000.html").write_text("oud", encoding="utf-8")
    zet_om(voor.parent, "html").schrijf_in_map(voor, NAMEN)
    assert inhoud_van(voor.with_suffix("")) == eerst
    assert voor.read_bytes() == voorpagina


def test_a_large_chapter_is_cut_at_its_headings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    voor = maak(tmp_path / "project")
    monkeypatch.setattr(paginamap, "PAGINAMAP", {**PAGINAMAP, "apart": 0.001})
    knip(voor)
    alle = bomen(voor)
    assert controleer_paginas(voor) == []
    assert len(alle) > len(NAMEN) + 12 and "rwp/opmerkingen.html" in alle
    eerste = alle["rwp/kaders-en-voorwaarden.html"].select_one(".wa-delen a")
    assert eerste is not None and eerste["href"] == "opmerkingen.html#opmerkingen"


def vervang(oud: str, nieuw: str) -> Any:
    def schade(map_: Path) -> None:
        pad = map_ / "slot.html"
        tekst = pad.read_text(encoding="utf-8")
        assert oud in tekst
        pad.write_text(tekst.replace(oud, nieuw, 1), encoding="utf-8")

    return schade


SCHADE = {
    "a place that is not there": (
        vervang("kaart.html#artikel-13", "kaart.html#artikel-99"),
        "slot.html: de link naar 'kaart.html#artikel-99' komt nergens uit",
    ),
    "a page that is not there": (
        vervang("kaart.html#artikel-13", "weg.html#artikel-13"),
        "slot.html: de link naar 'weg.html#artikel-13' komt nergens uit",
    ),
    "a page outside the folder": (
        vervang("kaart.html#artikel-13", "../report/rwp.qmd"),
        "slot.html: de link naar '../report/rwp.qmd' komt nergens uit",
    ),
    "a page that went": (lambda map_: (map_ / "kaart.html").unlink(), "komt nergens uit"),
    "a page that nothing leads to": (
        lambda map_: (map_ / "gm0000.html").write_bytes((map_ / "slot.html").read_bytes()),
        "gm0000.html: geen andere bladzijde leidt naar deze in rwp/",
    ),
    "a file of somebody": (
        lambda map_: (map_ / "notitie.txt").write_text("van mij", encoding="utf-8"),
        "notitie.txt: geen bladzijde en geen stijl",
    ),
    "a style from outside": (
        lambda map_: (map_ / "opmaak.css").write_text("@import 'https://x/y.css'", "utf-8"),
        "opmaak.css: de stijl haalt iets van buiten",
    ),
    "another style": (
        vervang('href="opmaak.css"', 'href="https://x/opmaak.css"'),
        "slot.html: <link> haalt iets van buiten",
    ),
    "a script": (vervang('"use strict";', "alert(1);"), "slot.html: de pagina bevat een script"),
    "a search elsewhere": (
        vervang('action="zoeken.html"', 'action="elders.html"'),
        "slot.html: de link naar 'elders.html' komt nergens uit",
    ),
    "what an engine left": (vervang("Zie <a", "?@sec-x <a"), "slot.html: in de tekst staat '?@'"),
    "no text": (lambda map_: (map_ / "slot.html").write_bytes(b"\xff"), "niet te lezen"),
}


@pytest.mark.enkele(4)
@pytest.mark.parametrize("schade", SCHADE)
def test_the_gate_looks_at_every_page(voor: Path, schade: str) -> None:
    richt_aan, melding = SCHADE[schade]
    richt_aan(voor.with_suffix(""))
    gevonden = controleer_paginas(voor)
    assert any(melding in probleem for probleem in gevonden), gevonden


def test_no_page_may_be_too_large(voor: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "woonanalyse.uitgave.poort.paginamap.PAGINAMAP", {**PAGINAMAP, "hoogstens": 0.01}
    )
    assert "slot.html: de bladzijde is groter dan 0.01 MB" in controleer_paginas(voor)


def test_a_page_by_itself_may_not_have_the_script_of_a_folder(voor: Path) -> None:
    assert any("een script" in p for p in controleer_html(voor.with_suffix("") / "slot.html"))


def opdracht(aantal: int, *, zonder: bool = False) -> Any:
    namen = {f"GM{nr:04}": f"Plaats {nr}" for nr in range(aantal)}
    return SimpleNamespace(plan=SimpleNamespace(gemeenten=namen, zonder_bladen=zonder))


def test_only_of_more_municipalities_than_the_threshold() -> None:
    grens = int(PAGINAMAP["gemeenten"])
    assert Opdracht.met_bladzijden(opdracht(grens), "rwp.html") == {}
    assert len(Opdracht.met_bladzijden(opdracht(grens + 1), "rwp.html")) == grens + 1
    assert Opdracht.met_bladzijden(opdracht(grens + 1), "rwp.pdf") == {}
    assert Opdracht.met_bladzijden(opdracht(grens + 1, zonder=True), "rwp.html") == {}


def test_the_folder_is_put_in_place_with_its_page_and_goes_with_it(tmp_path: Path) -> None:
    uit, klaar = tmp_path / "report/_output/e", tmp_path / "klaar/rwp.html"
    (klaar.parent / "rwp").mkdir(parents=True)
    klaar.write_text("voor", encoding="utf-8")
    for naam in ("een", "twee"):
        (klaar.parent / f"rwp/{naam}.html").write_text(naam, encoding="utf-8")

    def gegeven() -> dict[str, bytes]:
        geef_uit(uit, {"rwp.html": klaar}, Stempel({}, "u", "t"), {})
        return {pad: ruw for pad, ruw in inhoud_van(uit).items() if pad != BESTAND}

    assert gegeven() == {"rwp.html": b"voor", "rwp/een.html": b"een", "rwp/twee.html": b"twee"}
    (klaar.parent / "rwp/twee.html").unlink()
    assert sorted(gegeven()) == ["rwp.html", "rwp/een.html"]
    (uit / "rwp.pdf").write_text("pdf", encoding="utf-8")
    pdf = {"rwp.pdf": klaar.with_suffix(".pdf")}
    pdf["rwp.pdf"].write_text("pdf", encoding="utf-8")
    assert geef_uit(uit, pdf, Stempel({"a": "1"}, "u2", "t"), {}) == ["rwp.html"]
    assert not (uit / "rwp").exists()
    assert "rwp/een.html" in gegeven()
    shutil.rmtree(klaar.parent / "rwp")
    assert sorted(gegeven()) == ["rwp.html"]


def test_a_folder_has_changed_when_a_file_in_it_did(tmp_path: Path) -> None:
    knoop = mapknoop(tmp_path / "rwp", tmp_path)
    assert knoop.name == "rwp" and knoop.state() is None
    standen = [knoop.state()]
    for naam, inhoud in (("", ""), ("a.html", "1"), ("a.html", "2"), ("b.html", "2")):
        (tmp_path / "rwp").mkdir(exist_ok=True)
        if naam:
            (tmp_path / "rwp" / naam).write_text(inhoud, encoding="utf-8")
        standen.append(knoop.state())
    assert len(set(standen)) == 5
    sommen = {"rwp": "", "rwp/a.html": "1", "rwp/b.html": "2", "rwp.html": "3"}
    heel = som_van_map({"a.html": "1", "b.html": "2"})
    assert ongewijzigd._som_van(sommen, "rwp") == heel
    assert ongewijzigd._som_van(sommen, "rwp.html") == "3"
    assert ongewijzigd._som_van(sommen, "weg") is None


def taken(wortel: Path) -> list[Any]:
    """The tasks that make the page of a project and put it in place, with what they ask of a plan."""
    vast = {naam: Vast(name=naam, hash="a") for naam in ("datum", "gelezen", "teksten")}
    eigen: Any = SimpleNamespace(
        wortel=wortel,
        map_=wortel / "data",
        kop=wortel / "data" / KOP,
        plan=SimpleNamespace(
            naam="e", datum="2017-01-01", stand=Stand({}), gemeenten=NAMEN, zonder_bladen=False
        ),
        vast=SimpleNamespace(
            **vast,
            opmaak=[Vast(name="opmaak", hash="a")],
            document=lambda pad: Vast(name=pad.name, hash="a"),
            ingesloten=lambda pad: set(),
            modules=lambda *namen: Vast(name=" ".join(namen), hash="a"),
        ),
        resultaten=SimpleNamespace(tabellen=dict),
        rapportbronnen=Stand({}),
        stempel=lambda *, geheel: Stempel({}, "u", "t"),
        weggehaald=[],
    )
    eigen.met_bladzijden = lambda vorm: Opdracht.met_bladzijden(eigen, vorm)
    doel = wortel / "report/_werk/gereed/rwp.html"
    return [opmaken(eigen, [], doel), uitgeven(eigen, "uitgeven", {"rwp.html": doel})]


def test_a_run_makes_checks_and_places_the_folder_and_takes_it_away_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wortel = maak(tmp_path / "project").parent
    (wortel / "data").mkdir()
    (wortel / "data/datapackage.json").write_text("{}", encoding="utf-8")
    (wortel / "data" / KOP).write_text('{"titel": "E"}', encoding="utf-8")
    heel = (wortel / "rwp.html").read_bytes()
    uit = wortel / "report/_output/e"

    def loop(grens: int) -> list[str]:
        monkeypatch.setitem(PAGINAMAP, "gemeenten", grens)
        return draai(wortel, taken(wortel), Console(file=io.StringIO())).gedaan

    assert loop(len(NAMEN)) == ["e: rwp.html opmaken", "e: uitgeven"]
    assert inhoud_van(uit).keys() == {"rwp.html", BESTAND, KOP}
    assert (uit / "rwp.html").read_bytes() == heel
    assert loop(len(NAMEN) - 1) == ["e: rwp.html opmaken", "e: uitgeven"]
    gemaakt = inhoud_van(uit)
    assert {"rwp/zoeken.html", "rwp/kwaad.html", "rwp/opmaak.css"} <= gemaakt.keys()
    assert loop(len(NAMEN) - 1) == []
    (uit / "rwp/kwaad.html").unlink()
    (uit / "rwp/gm0000.html").write_text("oud", encoding="utf-8")
    assert loop(len(NAMEN) - 1) == ["e: uitgeven"]
    assert inhoud_van(uit) == gemaakt
    assert loop(len(NAMEN)) == ["e: rwp.html opmaken", "e: uitgeven"]
    assert inhoud_van(uit).keys() == {"rwp.html", BESTAND, KOP}
    assert (uit / "rwp.html").read_bytes() == heel
