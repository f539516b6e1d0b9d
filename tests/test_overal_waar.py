"""The product is of no region: no name and no article number of one stands in its sources."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from hulp import WORTEL

from woonanalyse.kern.regio import Regio, lees_regio

PRODUCT = ("src", "report/hoofdstukken", "report/_extensions", "notebooks", "packages")
LIJSTEN = ("src/woonanalyse/kern/gemeenten", "src/woonanalyse/begin/gemeenten")
"""How the names of dated lists of all municipalities begin, beside the code that reads them."""
SOORTEN = (".py", ".yml", ".json", ".qmd", ".lua", ".typ", ".css", ".html", ".ipynb", ".md")
ARTIKEL = re.compile(r"\b[Aa]rt(?:ikel(?:en)?|\.) ?\d+(?![.\d(])")
"""An article of an agreement; those of laws have a number in two parts."""
PROJECTEN = {"twente": WORTEL, "west-overijssel": WORTEL / "voorbeelden/west-overijssel"}


@cache
def bronnen() -> dict[str, str]:
    """The sources of the product, by their path."""
    paden = [
        *(pad for map_ in PRODUCT for pad in (WORTEL / map_).rglob("*")),
        *(WORTEL / "report").glob("*.*"),
    ]
    namen = {pad.relative_to(WORTEL).as_posix(): pad for pad in paden if pad.suffix in SOORTEN}
    return {
        naam: pad.read_text(encoding="utf-8")
        for naam, pad in sorted(namen.items())
        if "/tests/" not in naam and not (naam.startswith(LIJSTEN) and pad.suffix != ".py")
    }


def woorden(regio: Regio) -> set[str]:
    """What a region calls itself and its parts."""
    leden = regio.gemeenten[["gemeente", "cbs_naam"]].to_numpy().ravel()
    return {regio.naam, regio.provincie, *regio.subregios, *leden}


@pytest.mark.parametrize("project", PROJECTEN)
def test_no_source_names_a_region_or_what_is_in_it(project: str) -> None:
    namen = woorden(lees_regio(PROJECTEN[project]))
    patroon = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(namen)))})\b")
    assert [
        (naam, patroon.findall(tekst)) for naam, tekst in bronnen().items() if patroon.search(tekst)
    ] == []
    assert len(bronnen()) > 300


def test_no_source_names_an_article_of_an_agreement() -> None:
    assert [
        (naam, gevonden)
        for naam, tekst in bronnen().items()
        if (gevonden := ARTIKEL.findall(tekst))
    ] == []


@pytest.mark.parametrize("project", PROJECTEN.values(), ids=PROJECTEN)
def test_no_source_names_an_edition_of_the_region(project: Path) -> None:
    """But for the form of a published table, which is what a form is called after."""
    edities = lees_regio(project).edities
    standaard = re.compile(rf"editie = \\?[\"'](?:{'|'.join(edities)})\b")
    assert [naam for naam, tekst in bronnen().items() if standaard.search(tekst)] == []
