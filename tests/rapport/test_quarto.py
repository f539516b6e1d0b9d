"""The extension in the hands of a real Quarto: what it adds to the sources changes nothing."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any

import pypandoc
import pytest
import yaml
from hulp import WORTEL
from quartohulp import zet_cellen_in_divs, zet_termen_vooraan
from rapporthulp import TIJDSTIP, MaakProject, cel, markdown_uitvoer

from woonanalyse.opmaak import QuartoFout, render
from woonanalyse.uitgave.poort import controleer_pdf

UITBREIDING = "report/_extensions/woonanalyse"
VAKKEN = "\n\n".join(
    f"::: {{.wa-vak .wa-vak-{soort}}}\n{tekst}\n:::"
    for soort, tekst in {
        "kop": "Kop van de bladzijde.",
        "cijfers": "::: {.wa-tegels}\n::: {.wa-tegel}\nEen\n:::\n\n::: {.wa-tegel}\nTwee\n:::\n:::",
        'trend kolom="links"': "| Jaar | Aantal |\n|:--|--:|\n| 2015 | 1 |",
        "bron": "Bron.",
    }.items()
)
CELLEN = {
    "bladzijde": "::: {.wa-nieuwe-pagina}\n:::\n\n## Almelo {#sec-almelo}\n\n"
    f"::: {{.wa-rooster}}\n{VAKKEN}\n:::\n\n::: {{.wa-nieuwe-pagina}}\n:::",
    "normen": "## Normen {#normen-kop}\n\nZie @sec-almelo en @fig-x.\n\n- een\n- twee",
    "tbl-cel": "| A | B |\n|:--|:--|\n| [x](#sec-almelo) | 1 |\n\n: Tabel uit een cel {#tbl-cel}",
    "fig-x": '![Beeld](_werk/fig.svg){#fig-x fig-alt="Twee balken."}',
    "begrip": "peilvoorwaarde\n: De uitleg van het woord.\n\nander\n: Nog een uitleg.",
}
beide = pytest.mark.parametrize("formaat", ["pdf", "html"])


@pytest.fixture
def project(maak_project: MaakProject) -> Path:
    """A document in which every cell is embedded."""
    tekst = "# Hoofdstuk\n\n" + "\n\n".join(f"{{{{< embed _werk/nb.ipynb#{n} >}}}}" for n in CELLEN)
    cellen = [cel(f"#| label: {naam}", [markdown_uitvoer(t)]) for naam, t in CELLEN.items()]
    return maak_project(tekst, cellen=cellen)


def maak(wortel: Path, formaat: Any) -> bytes:
    doel = wortel / f"rwp.{formaat}"
    render(wortel, formaat, doel, tijdstip=TIJDSTIP)
    return doel.read_bytes()


def zonder(wortel: Path, bestand: str, oud: str, nieuw: str = "") -> None:
    pad = wortel / UITBREIDING / bestand
    tekst = pad.read_text(encoding="utf-8")
    assert oud in tekst
    pad.write_text(tekst.replace(oud, nieuw), encoding="utf-8")


@beide
def test_cells_in_divs_of_quarto_give_the_same_bytes(
    project: Path, formaat: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    zo = maak(project, formaat)
    gezien = zet_cellen_in_divs(monkeypatch)
    assert maak(project, formaat) == zo
    assert gezien == list(CELLEN)


@beide
def test_without_the_first_filter_they_do_not(
    project: Path, formaat: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    zo = maak(project, formaat)
    zet_cellen_in_divs(monkeypatch)
    zonder(project, "_extension.yml", "cellen.lua, ")
    if formaat == "pdf":
        with pytest.raises(QuartoFout, match="pagebreaks are not allowed inside of containers"):
            maak(project, formaat)
    else:
        assert maak(project, formaat) != zo


def test_terms_behind_a_rule_of_quarto_give_the_same_bytes(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    zo = maak(project, "pdf")
    zet_termen_vooraan(monkeypatch)
    assert maak(project, "pdf") == zo
    assert controleer_pdf(project / "rwp.pdf") == []


def test_terms_of_typst_itself_would_be_printed_over_each_other(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And the gate sees it: the rule of the template for terms works on the block inside Quarto's."""
    zonder(project, "opmaak.lua", ", DefinitionList = typst_begrippen")
    terug = "show terms.item: set block(above: 4pt, below: 5pt)\n  "
    zonder(project, "typst-template.typ", "set list(indent: 2pt", terug + "set list(indent: 2pt")
    maak(project, "pdf")
    assert controleer_pdf(project / "rwp.pdf") == []
    zet_termen_vooraan(monkeypatch)
    maak(project, "pdf")
    gevonden = controleer_pdf(project / "rwp.pdf")
    assert gevonden and all("staan over elkaar" in wat for wat in gevonden)


FLOAT = """<div data-__quarto_custom="true" data-__quarto_custom_type="FloatRefTarget" class="cell">
<div data-__quarto_custom_scaffold="true"><div class="cell-output">
<table><tr><td>x</td><td>y</td></tr></table></div></div></div>"""
CALLOUT = '<div data-__quarto_custom="true" data-__quarto_custom_type="Callout"><p>x</p></div>'


def filters(tekst: str, doel: str) -> subprocess.CompletedProcess[str]:
    """The extension's chain by pandoc alone."""
    kop = yaml.safe_load((WORTEL / UITBREIDING / "_extension.yml").read_text(encoding="utf-8"))
    keten = kop["contributes"]["formats"]["common"]["filters"]
    return subprocess.run(
        [
            pypandoc.get_pandoc_path(), "--from=html", f"--to={doel}",
            *(f"--lua-filter={WORTEL / UITBREIDING / naam}" for naam in keten),
        ],
        input=tekst, capture_output=True, text=True, encoding="utf-8",
    )  # fmt: skip


def test_a_figure_or_table_of_quarto_stays_what_it_is_and_is_looked_into() -> None:
    uit = filters(FLOAT, "html").stdout
    assert uit.count("__quarto_custom=") == 1 and 'class="cell"' in uit
    assert "cell-output" not in uit and "<th>x</th>" in uit


def test_what_leads_in_stays_with_a_figure_of_quarto_and_not_with_a_table() -> None:
    figuur = re.sub(r"<table>.*</table>", '<p><img src="x.svg"></p>', FLOAT, flags=re.DOTALL)
    for wat, erbij in ((figuur, True), (FLOAT, False)):
        uit = filters(f"<p>Een inleiding.</p>{wat}", "typst")
        assert uit.returncode == 0, uit.stderr
        assert "#wa-tekst" in uit.stdout and ("erbij: true" in uit.stdout) is erbij


def test_a_figure_stays_with_the_source_line_below_it_and_only_then() -> None:
    figuur = re.sub(r"<table>.*</table>", '<p><img src="x.svg"></p>', FLOAT, flags=re.DOTALL)
    bron = '<div class="wa-bron"><p>Bron: x.</p></div>'
    for wat, bij in (
        (figuur + bron, True),
        (figuur + "<p>Verder.</p>", False),
        (FLOAT + bron, False),
    ):
        uit = filters(wat, "typst")
        assert uit.returncode == 0, uit.stderr
        assert ("#wa-met-bron[" in uit.stdout) is bij


def test_a_heading_and_its_one_line_stay_with_their_table() -> None:
    uit = filters(f"<h2>Kop</h2><p>Een inleiding.</p>{FLOAT}", "typst")
    assert "#wa-tekst(erbij: true)[" in uit.stdout


@pytest.mark.parametrize("doel", ["html", "typst"])
def test_a_callout_of_quarto_stops_the_render(doel: str) -> None:
    uit = filters(CALLOUT, doel)
    assert uit.returncode != 0
    assert "een callout wordt niet ondersteund; wat wel kan: ::: {.wa-kader}" in uit.stderr


def test_a_caption_that_begins_with_a_space_prints_the_same(maak_project: MaakProject) -> None:
    wortel = maak_project('# K\n\n![Beeld *x*](_werk/fig.svg){#fig-a fig-alt="Twee balken."}\n')
    zo = maak(wortel, "pdf")
    zonder(wortel, "typst-template.typ", "#let zonder-spatie(inhoud) = {", ERVOOR)
    assert maak(wortel, "pdf") == zo


ERVOOR = """#let zonder-spatie(inhoud) = {
  let inhoud = [ #inhoud]"""


def test_one_frame_one_chain_and_one_set_of_keys() -> None:
    uitbreiding = WORTEL / UITBREIDING
    formaten = yaml.safe_load((uitbreiding / "_extension.yml").read_text(encoding="utf-8"))
    formaten = formaten["contributes"]["formats"]
    assert formaten["common"]["filters"] == ["cellen.lua", "opmaak.lua", "tekst.lua"]
    assert "filters" not in formaten["html"] and "filters" not in formaten["typst"]
    verwacht = {
        "tbl-colwidths": True,
        "template": "rapport.html",
        "section-divs": True,
        "shift-heading-level-by": 1,
        "toc-depth": 3,
    }
    assert verwacht.items() <= formaten["html"].items()
    assert (uitbreiding / "rapport.html").is_file()
    assert not [*(WORTEL / "src").rglob("*.html")]
    genegeerd = (WORTEL / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert {"/.quarto/", "**/*.quarto_ipynb"} <= set(genegeerd)
