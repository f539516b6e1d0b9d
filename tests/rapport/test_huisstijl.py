"""Colours and sizes stand once, in huisstijl.yml: template and style sheet hold what is made from it."""

from __future__ import annotations

import re

import pytest
from hulp import WORTEL
from maak_huisstijl import BLOK, BLOKKEN, MAP

from woonanalyse.kern.beeld.huisstijl import (
    BLADZIJDE,
    DONKER,
    HOOFDSTUKKEN,
    KLEUREN,
    OORDELEN,
    SCHERM,
)
from woonanalyse.kern.catalogus import onderwerpen

MAAK = "anders dan huisstijl.yml: .venv/bin/python tests/maak_huisstijl.py schrijft dit blok"
KLEUR = re.compile(r"#(?:[0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b|\brgba?\(\s*\d", re.ASCII)


@pytest.mark.parametrize("naam", BLOKKEN)
def test_the_block_is_what_the_file_makes(naam: str) -> None:
    tekst = (MAP / naam).read_text(encoding="utf-8")
    begin = re.findall(r"huisstijl: made from", tekst)
    gevonden = BLOK.search(tekst)
    assert len(begin) == 1 and gevonden is not None
    assert gevonden[0] == gevonden[1] + BLOKKEN[naam](), MAAK


@pytest.mark.parametrize("naam", BLOKKEN)
def test_no_colour_stands_beside_the_block(naam: str) -> None:
    buiten = BLOK.sub("", (MAP / naam).read_text(encoding="utf-8"))
    assert KLEUR.findall(buiten) == []


def test_no_colour_stands_in_the_code() -> None:
    gevonden = [
        (pad.name, kleur)
        for pad in sorted((WORTEL / "src").rglob("*.py"))
        for kleur in re.findall(r"[\"'](#?[0-9a-fA-F]{6})[\"']", pad.read_text(encoding="utf-8"))
    ]
    assert gevonden == []


def test_every_colour_of_the_screen_has_one_for_the_dark() -> None:
    assert set(DONKER) == {*KLEUREN, *SCHERM, *OORDELEN, *HOOFDSTUKKEN}


def test_the_columns_of_boxes_fit_the_page() -> None:
    breedte = BLADZIJDE["breedte"]
    assert breedte + 2 * BLADZIJDE["zijmarge"] == 210, "A4"
    (links, breed), (rechts, ook) = BLADZIJDE["kolommen"].values()
    assert links == 0 and links + breed < rechts and rechts + ook == breedte


def test_a_high_box_takes_two_rows_on_a_screen_whichever_subject_it_is_of() -> None:
    css = (MAP / "woonanalyse.css").read_text(encoding="utf-8")
    vakken = [onderwerp.vak for onderwerp in onderwerpen() if onderwerp.vak]
    assert ".wa-vak-hoog { grid-row: span 2; }" in css
    assert [vak.naam for vak in vakken if f"wa-vak-{vak.naam}" in css] == []
