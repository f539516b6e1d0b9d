"""What no font of a figure has a sign for, stands in it by its number."""

from __future__ import annotations

import re

import pytest
from matplotlib.figure import Figure

from woonanalyse.kern.beeld.stijl import gebruik_lettertype, zonder_gaten
from woonanalyse.kern.beeld.tonen import maak_beeld
from woonanalyse.kern.project import zoek_wortel


@pytest.mark.parametrize(
    ("tekst", "toont"),
    [
        ("漢字 dorp", "[U+6F22][U+5B57] dorp"),
        ("Noardeast-Fryslân – ● Ω Ж", "Noardeast-Fryslân – ● Ω Ж"),
        ("\U0001fabf", "[U+1FABF]"),
    ],
)
def test_a_sign_that_no_font_has_is_its_number(tekst: str, toont: str) -> None:
    gebruik_lettertype(zoek_wortel())
    assert zonder_gaten(tekst) == toont


@pytest.mark.filterwarnings("error:Glyph")
def test_labels_titles_and_ticks_have_no_gaps() -> None:
    gebruik_lettertype(zoek_wortel())
    figuur = Figure()
    vak = figuur.add_subplot()
    vak.set_title("漢 titel")
    vak.text(0, 0, "字 bij een punt")
    vak.set_yticks([0, 1], ["漢", "字"])
    vak.set_xlabel("gewoon")
    getekend = re.findall("<!-- (.*?) -->", maak_beeld(figuur, "alt", "bijschrift").svg)
    leesbaar = ["[U+6F22]", "[U+5B57]", "[U+6F22] titel", "[U+5B57] bij een punt", "gewoon"]
    assert {*leesbaar} <= {*getekend}
    assert all(tekst.isascii() or tekst.startswith("−") for tekst in getekend)
