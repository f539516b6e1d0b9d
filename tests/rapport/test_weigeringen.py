"""What the embedded engine refuses: by name, with file and line, all at once."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rapporthulp import KOP, SVG, TIJDSTIP, VARIABELEN, MaakProject, cel, markdown_uitvoer

from woonanalyse.kern.fouten import WoonanalyseFout
from woonanalyse.opmaak import QuartoFout, render
from woonanalyse.opmaak.instellingen import Formaat

# The front matter takes five lines, `# K` is line 6, the construct under test stands on line 8.
REGEL = len(KOP.splitlines()) + 3


def problemen(wortel: Path, formaat: Formaat = "pdf") -> list[str]:
    """The refusals of a render; the render has to fail."""
    with pytest.raises(QuartoFout) as fout:
        render(wortel, formaat, wortel / "uit", tijdstip=TIJDSTIP)
    assert isinstance(fout.value, WoonanalyseFout)
    assert not (wortel / "uit").exists()
    return fout.value.problemen


FIG = '![Bijschrift](_werk/fig.svg){#fig-a fig-alt="Twee balken."'

GEWEIGERD = {
    "{{< video x.mp4 >}}": "shortcode 'video'",
    "tekst {{< kbd Ctrl >}}": "shortcode 'kbd'",
    "{{< meta rwp.bestaat_niet >}}": "'rwp.bestaat_niet' bestaat niet",
    "{{< meta rwp >}}": "geen tekst of geheel getal",
    "{{< var a >}}": "'a' bestaat niet",
    "in de zin {{< embed nb.ipynb#x >}}": "'embed' staat niet alleen",
    "in de zin {{< include x.qmd >}}": "'include' staat niet alleen",
    "{{< include weg.qmd >}}": "bestaat niet",
    "{{< include rwp.qmd >}}": "roept zichzelf aan",
    "{{< embed _werk/weg.ipynb#x >}}": "weg.ipynb bestaat niet",
    "{{< embed _werk/nb.ipynb >}}": "embed van '_werk/nb.ipynb'",
    "{{< embed _werk/nb.ipynb#x echo=true >}}": "embed van",
    "{{{< meta rwp.editie >}}}": "{{{<",
    "{{< meta rwp.editie": "mist '>}}'",
    "```{python}\n1\n```": "uitvoerbaar codeblok ({python})",
    "```\n{{< meta rwp.editie >}}\n```": "shortcode in een codeblok",
    "```{=html}\n<b>x</b>\n```": "ruwe html",
    "tekst <b>vet</b>": "ruwe html ('<b>')",
    "tekst \\LaTeX{}": "ruwe tex",
    "`#x`{=typst}": "ruwe typst",
    "formule $x^2$": "formule 'x^2'",
    "@knuth1984 zegt": "'@knuth1984' is geen verwijzing",
    "zie @fig-weg": "'@fig-weg' komt nergens uit",
    "zie @eq-weg": "'@eq-weg' is geen verwijzing",
    "[zie @sec-k]": "tekst binnen de verwijzing '@sec-k'",
    "::: {.panel-tabset}\nx\n:::": ".panel-tabset",
    "::: {.column-margin}\nx\n:::": ".column-margin",
    "::: {.aside}\nx\n:::": ".aside",
    "::: {.landscape}\nx\n:::": ".landscape",
    "::: {#tbl-x .list-table}\n- - a\n:::": ".list-table",
    "::: {layout-ncol=2}\nx\n:::": "'layout-ncol'",
    "::: {#fig-x}\nx\n:::": "'#fig-x'",
    "::: {#thm-x}\nx\n:::": "'#thm-x'",
    "::: {#lst-x}\nx\n:::": "'#lst-x'",
    "::: {.callout-note}\nx\n:::": "'.callout-note' wordt niet ondersteund; wat wel kan: ::: {.wa-kader}",
    '::: {.content-visible when-profile="2017"}\nx\n:::': "'when-profile'",
    '::: {.content-visible when-format="typts"}\nx\n:::': "onbekend formaat 'typts'",
    '::: {.content-visible when-meta="rwp.editie"}\nx\n:::': "'rwp.editie' is geen true of false",
    "[x]{.mark}": ".mark",
    "[x]{style=color:red}": "'style'",
    "## Kop {.eigen}": ".eigen",
    "### Diep": "niveau 3 na niveau 1",
    "[link](hoofdstuk.qmd)": "link naar 'hoofdstuk.qmd'",
    "[link](#weg)": "link naar '#weg'",
    "![b](weg.svg){#fig-a fig-alt=x}": "'weg.svg' bestaat niet",
    "![b](https://x.nl/a.svg){#fig-a fig-alt=x}": "'https://x.nl/a.svg' bestaat niet",
    "![b](_werk/fig.svg){#fig-a}": "mist een tekst bij fig-alt",
    '![b](_werk/fig.svg){#fig-a fig-alt=" "}': "mist een tekst bij fig-alt",
    "![b](_werk/fig.svg){#fig-a fig-alt=b}": "gelijk aan het bijschrift",
    "![b](_werk/fig.svg){fig-alt=x}": "zonder label",
    FIG + " width=3em}": "width=3em",
    FIG + " fig-align=left}": "'fig-align'",
    FIG + "}\n\n" + FIG + "}": "'fig-a' komt twee keer voor",
    "|A|\n|-|\n|1|\n\n: T {#tbl-a tbl-colwidths=x}": "'tbl-colwidths'",
    "tekst\n---\nx: 1": "metadata of een kop met '---'",
    "privé \ue123": "privégebruik",
}


@pytest.mark.enkele(12)
@pytest.mark.parametrize("bron", GEWEIGERD)
def test_refused_with_line(maak_project: MaakProject, bron: str) -> None:
    wortel = maak_project(f"# K {{#sec-k}}\n\n{bron}\n")
    gevonden = problemen(wortel)
    treffers = [p for p in gevonden if GEWEIGERD[bron] in p]
    assert treffers, gevonden
    plekken = [int(p.split(", regel ")[1].split(":")[0]) for p in treffers if ", regel " in p]
    laatste = REGEL + bron.count("\n")
    assert any(REGEL <= nr <= laatste for nr in plekken), treffers
    assert all(p.startswith("report/rwp.qmd") and "; wat wel kan: " in p for p in treffers)


def test_formula_is_fine_in_html(maak_project: MaakProject) -> None:
    wortel = maak_project("# K\n\nformule $x^2$")
    render(wortel, "html", wortel / "uit", tijdstip=TIJDSTIP)
    assert b"<math" in (wortel / "uit").read_bytes()


def test_a_heading_too_deep_for_html(maak_project: MaakProject) -> None:
    koppen = "\n\n".join("#" * n + f" Kop {n}" for n in range(2, 7))
    wortel = maak_project(f"# K\n\n{koppen}")
    assert [
        "niveau 6, waar html geen plaats voor heeft" in p for p in problemen(wortel, "html")
    ] == [True]
    render(wortel, "pdf", wortel / "uit", tijdstip=TIJDSTIP)


def test_all_at_once_over_all_files(maak_project: MaakProject) -> None:
    wortel = maak_project(
        "# K\n\n{{< nep >}}\n\n{{< include h/a.qmd >}}\n\n@fig-weg\n\n"
        "{{< embed _werk/nb.ipynb#c >}}",
        bestanden={"report/h/a.qmd": "een\n\n[x]{.vreemd}\n"},
        cellen=[cel("#| label: c", [markdown_uitvoer("A\n\n[y]{.ook-vreemd}")])],
    )
    gevonden = problemen(wortel)
    assert len(gevonden) == 4
    begin = [
        "report/rwp.qmd, regel 8: shortcode", "report/h/a.qmd, regel 3: de klasse",
        "report/rwp.qmd, regel 12: de verwijzing", "report/_werk/nb.ipynb#c, regel 3: de klasse",
    ]  # fmt: skip
    assert all(any(p.startswith(b) for p in gevonden) for b in begin), gevonden


def test_what_stands_beside_a_condition_is_found_on_its_own_line(maak_project: MaakProject) -> None:
    """Not on other lines with a condition, nor where the class stands rightly."""
    blok = "::: {{.content-visible{} when-format=typst}}\nx\n:::"
    wortel = maak_project(
        f"# K\n\n{blok.format('')}\n\n::: {{.wa-klein}}\nx\n:::\n\n{blok.format(' .wa-klein')}\n\n"
        f"{blok.format(' #eigen')}\n"
    )
    assert [p.split("; wat wel kan")[0] for p in problemen(wortel)] == [
        f"report/rwp.qmd, regel {REGEL + 8}: de klasse '.wa-klein' bij .content-visible",
        f"report/rwp.qmd, regel {REGEL + 12}: het id '#eigen' bij .content-visible",
    ]


def test_front_matter_of_an_included_file(maak_project: MaakProject) -> None:
    wortel = maak_project("# K\n\n{{< include a.qmd >}}",
                          bestanden={"report/a.qmd": "---\ntitle: x\n---\ntekst"})  # fmt: skip
    assert problemen(wortel)[0].startswith("report/a.qmd, regel 1: metadata")


SVG_UIT = {"output_type": "display_data", "data": {"image/svg+xml": SVG}, "metadata": {}}
FOUT_UIT = {"output_type": "error", "ename": "KeyError", "evalue": "'x'", "traceback": []}
HTML_UIT = {"output_type": "display_data", "data": {"text/html": "<b>x</b>"}, "metadata": {}}
CELLEN = {
    "zonder uitvoer": (cel("#| label: c", []), "heeft geen uitvoer"),
    "alleen stderr": (
        cel("#| label: c", [{"output_type": "stream", "name": "stderr", "text": "x"}]),
        "heeft geen uitvoer",
    ),
    "fout": (cel("#| label: c", [FOUT_UIT]), "eindigde met een fout (KeyError: 'x')"),
    "andere cel": (
        cel("#| label: d", [markdown_uitvoer("x")]),
        "geen cel 'c'; wat wel kan: een van: d",
    ),
    "alleen html": (cel("#| label: c", [HTML_UIT]), "text/html wordt niet ondersteund"),
    "vreemde optie": (
        cel("#| label: c\n#| code-fold: true", [markdown_uitvoer("x")]),
        "'code-fold'",
    ),
    "echo": (cel("#| label: c\n#| echo: true", [markdown_uitvoer("x")]), "'echo: true'"),
    "zonder alt": (
        cel("#| label: c", [SVG_UIT]),
        "mist een label 'fig-…' of een tekst bij 'fig-alt'",
    ),
    "privé": (cel("#| label: c", [markdown_uitvoer("\ue0000\ue001")]), "privégebruik"),
    "include": (
        cel("#| label: c", [markdown_uitvoer("{{< include x >}}")]),
        "in de uitvoer van een cel",
    ),
}


@pytest.mark.enkele(3)
@pytest.mark.parametrize("geval", CELLEN)
def test_cells_that_cannot_be_embedded(maak_project: MaakProject, geval: str) -> None:
    celdata, melding = CELLEN[geval]
    wortel = maak_project("# K\n\n{{< embed _werk/nb.ipynb#c >}}", cellen=[celdata])
    gevonden = problemen(wortel)
    assert any(melding in p and ", regel " in p for p in gevonden), gevonden


def test_broken_notebook(maak_project: MaakProject) -> None:
    wortel = maak_project("# K\n\n{{< embed _werk/nb.ipynb#c >}}",
                          bestanden={"report/_werk/nb.ipynb": "{"})  # fmt: skip
    assert "is niet te lezen" in problemen(wortel)[0]


RENDER = "render: [report/rwp.qmd, report/stuk.qmd, report/methode.qmd]"
INSTELLINGEN = {
    "_quarto.yml": [
        ("lang: nl-NL", "lang: nl", "'lang: nl'"),
        ("lang: nl-NL", "lang: nl-NL\nbibliography: x.bib", "regel 12: de sleutel 'bibliography'"),
        ("type: default", "type: book", "'project.type: book'"),
        ("enabled: false", "enabled: true", "'execute.enabled: True'"),
        ("notebook-links: false", "notebook-links: true", "'notebook-links: True'"),
        ("embed-resources: true", "embed-resources: false", "'embed-resources: False'"),
        ("    toc: true", "    toc: true\n    theme-x: y", "'format.woonanalyse-html.theme-x'"),
        (RENDER, "render: [a.qmd, b.ipynb]", "noemt geen .qmd, of ook iets anders"),
        (RENDER, "render: []", "noemt geen .qmd, of ook iets anders"),
        ("woonanalyse-typst", "anders-typst", "geen formaat '…-typst'"),
        ("lang: nl-NL", "lang: nl-NL\nlang: nl", "staat er twee keer"),
        ("format:\n", "format:\n  docx: default\n", "regel 18: het formaat 'docx'"),
        ("    toc: true", "    toc: true\n    css: x.css", "'format.woonanalyse-html.css'"),
        (
            "    toc: true",
            "    toc: true\n    template: x.html",
            "'format.woonanalyse-html.template'",
        ),
        (
            "    toc: true",
            "    toc: true\n    include-after-body: [{file: x}]",
            "'format.woonanalyse-html.include-after-body'",
        ),
        ("lang: nl-NL", "lang: [", "de YAML is niet te lezen"),
    ],
    "report/rwp.qmd": [
        (
            "subtitle: Analyse",
            "subtitle: A\njupyter: python3",
            "rwp.qmd, regel 4: de sleutel 'jupyter'",
        ),
        ("subtitle: Analyse", "subtitle: A {{< nep >}}", "rwp.qmd, regel 3: shortcode 'nep'"),
        ("subtitle: Analyse", "subtitle: A {{< meta x.y >}}", "'x.y' bestaat niet"),
    ],
    "report/_extensions/woonanalyse/_extension.yml": [
        (
            "papersize: a4",
            "papersize: a4\n      shortcodes: [x.lua]",
            "'contributes.formats.typst.shortcodes'",
        ),
        ("tbl-colwidths: true", "tbl-colwidths: auto", "'tbl-colwidths: auto'"),
        ("html-math-method: mathml", "html-math-method: mathjax", "'html-math-method: mathjax'"),
        ("- file: tabellen.html", "- text: x", "'include-after-body' noemt iets anders"),
        ("- file: tabellen.html", "- tabellen.html", "'include-after-body' noemt iets anders"),
    ],
    "report/_werk/variabelen.yml": [
        ('dekking: "1,24"', "dekking: 1.24", "kommagetal zonder aanhalingstekens"),
    ],
}


@pytest.mark.parametrize(
    ("bestand", "oud", "nieuw", "melding"),
    [(b, *geval) for b, gevallen in INSTELLINGEN.items() for geval in gevallen],
)
def test_settings(
    maak_project: MaakProject, bestand: str, oud: str, nieuw: str, melding: str
) -> None:
    wortel = maak_project("# K\n\n{{< meta rwp.dekking >}}")
    pad = wortel / bestand
    tekst = pad.read_text(encoding="utf-8")
    assert oud in tekst
    pad.write_text(tekst.replace(oud, nieuw, 1), encoding="utf-8")
    formaat: Formaat = "html" if re.search("html|embed-res|tbl-", melding) else "pdf"
    gevonden = problemen(wortel, formaat)
    assert any(melding in p for p in gevonden), gevonden


def test_value_of_two_paragraphs(maak_project: MaakProject) -> None:
    wortel = maak_project(
        "# K\n\n{{< meta rwp.lang >}}", variabelen=VARIABELEN + '  lang: "a\\n\\nb"\n'
    )
    assert "meer dan één alinea" in problemen(wortel)[0]
