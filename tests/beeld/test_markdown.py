"""Text from data comes through pandoc as it is: in a paragraph, a heading, a table, an attribute."""

from __future__ import annotations

import json
import subprocess
from typing import Any, Final

import pypandoc
import pytest
from hulp import dossier, tabellen_van, voorbeelden
from hypothesis import Phase, example, given
from hypothesis import strategies as st

from woonanalyse.document.besluiten import gevraagd
from woonanalyse.document.gemeenten import Inhouden, Uitkomsten, gemeentepaginas
from woonanalyse.kern.beeld.markdown import tabel, veilig

ONZICHTBAAR: Final = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "Zs")
teken = st.characters(exclude_categories=ONZICHTBAAR) | st.just(" ")
lastig = st.sampled_from(
    [
        *r"""\`*_{}[]()<>#+-.!|~^$@:;"'&%=/,?""",
        "{{<",
        ">}}",
        "--",
        "...",
        "[@a]",
        "1.",
        "&amp;",
        " ",
    ]
)
teksten = st.lists(st.text(teken, max_size=8) | lastig, min_size=1, max_size=5).map("".join)
alineas = st.lists(teksten.map(lambda t: t if t.strip() else "x"), min_size=3, max_size=15)
ZONDER_KRIMPEN = [Phase.explicit, Phase.generate]  # each example starts pandoc
LASTIG = [
    "# kop",
    "1. een",
    "- streep",
    "| cel |",
    "{{< meta x >}}",
    "?var:x",
    "http://a.nl/b_c_d",
    "@sec-bronnen",
    "<b>vet</b>",
    "a -- b --- c...",
    "zeg \"ja\" en 'nee'",
    "$x^2$",
    "5 * 3 * 2",
    "---",
    "+ plus",
    "> citaat",
    "    code",
    "~~weg~~",
    "[a](b)",
    ": bijschrift",
    "\\",
    "a\\",
    "Éénrum & Zoon",
    "{#id}",
    "a^b^ H~2~O",
    "*",
    "::: div",
    "![x](y)",
    "^[noot]",
    "=====",
]


def pandoc(markdown: str) -> list[Any]:
    """The blocks pandoc reads."""
    klaar = subprocess.run(
        [pypandoc.get_pandoc_path(), "--from=markdown", "--to=json"],
        input=markdown.encode(),
        capture_output=True,
        check=True,
        timeout=240,
    )
    return json.loads(klaar.stdout)["blocks"]


def figuren(blokken: list[Any]) -> list[Any]:
    """The figures, also those within a block."""
    gevonden = []
    for blok in blokken:
        if blok["t"] == "Div":
            gevonden += figuren(blok["c"][1])
        elif blok["t"] == "Figure":
            gevonden.append(blok)
    return gevonden


def platte_tekst(stukken: list[Any]) -> str:
    """Inlines as text; anything but plain words and spaces is a failure."""
    assert {stuk["t"] for stuk in stukken} <= {"Str", "Space", "SoftBreak"}
    return "".join(stuk["c"] if stuk["t"] == "Str" else " " for stuk in stukken)


def plat(tekst: str) -> str:
    return " ".join(tekst.split())


@voorbeelden(20, phases=ZONDER_KRIMPEN)
@given(alineas)
@example(LASTIG)
def test_paragraph_and_heading_show_the_text_as_it_is(reeks: list[str]) -> None:
    blokken = pandoc(
        "\n\n".join(f"{veilig(tekst)}\n\n## {veilig(tekst)} {{#s}}" for tekst in reeks)
    )
    gelezen = [(b["t"], platte_tekst(b["c"][2] if b["t"] == "Header" else b["c"])) for b in blokken]
    assert gelezen == [paar for t in reeks for paar in (("Para", plat(t)), ("Header", plat(t)))]


@voorbeelden(15, phases=ZONDER_KRIMPEN)
@given(alineas)
@example(LASTIG)
def test_table_cell_shows_the_text_as_it_is(reeks: list[str]) -> None:
    (tafel,) = pandoc(tabel(["A", "B"], [[veilig(t), "x"] for t in reeks], [60, -20]))
    assert tafel["t"] == "Table"
    rijen = tafel["c"][4][0][3]
    cellen = [rij[1][0][4] for rij in rijen]
    assert [platte_tekst(cel[0]["c"]) for cel in cellen] == [plat(t) for t in reeks]


@pytest.mark.lang
@voorbeelden(5, phases=ZONDER_KRIMPEN)
@given(alineas)
@example(LASTIG)
def test_alternative_text_and_caption_reach_the_figure_as_they_are(reeks: list[str]) -> None:
    deze = dossier("2017")
    codes = list(deze.regio.gemeenten["gemeentecode"])
    reeks = (reeks * 14)[:14]
    woorden = {c: {"alt": t, "bijschrift": t} for c, t in zip(codes, reeks, strict=True)}
    tabellen = tabellen_van(deze)
    vragen = gevraagd(deze.regio.afspraken, tabellen["afspraken"], tabellen["balans"])
    inhouden = Inhouden(deze, Uitkomsten(tabellen, vragen, tabellen["afspraken"])).alle(woorden)
    markdown = gemeentepaginas(deze, inhouden)
    beelden = [figuur["c"][2][0]["c"][0] for figuur in figuren(pandoc(markdown))]
    assert [dict(beeld["c"][0][2])["fig-alt"] for beeld in beelden] == [plat(t) for t in reeks]
    assert [platte_tekst(beeld["c"][1]) for beeld in beelden] == [plat(t) for t in reeks]


def test_value_stays_on_one_line() -> None:
    assert veilig("a\nb\r\n c\td") == "a b c d"
    assert veilig(2017) == "2017"
    assert veilig("vervanging\xa00 \n ") == "vervanging\xa00"


@pytest.mark.parametrize("breedtes", [[1, -1], [20, -30, 50], [52, -24, -24]])
def test_table_has_its_relative_widths(breedtes: list[int]) -> None:
    koppen = [str(nr) for nr in range(len(breedtes))]
    (tafel,) = pandoc(tabel(koppen, [koppen], breedtes))
    heel = sum(abs(breedte) for breedte in breedtes)
    for (kant, maat), breedte in zip(tafel["c"][2], breedtes, strict=True):
        assert kant["t"] == ("AlignLeft" if breedte > 0 else "AlignRight")
        assert maat["c"] == pytest.approx(abs(breedte) / heel, abs=0.02)
