"""What the embedded engine makes of the supported part of Quarto."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import voorbeeldrapport as voorbeeld
from bs4 import BeautifulSoup
from pypdf import PdfReader
from rapport.pdfhulp import boom
from rapporthulp import (
    KOP,
    SVG,
    TIJDSTIP,
    VARIABELEN,
    MaakProject,
    cel,
    markdown_uitvoer,
    veilig,
)

from woonanalyse.opmaak import QuartoFout, render
from woonanalyse.uitgave.poort import controleer_html, controleer_pdf


def maak(wortel: Path, formaat: Any) -> Path:
    doel = wortel / f"rwp.{formaat}"
    render(wortel, formaat, doel, tijdstip=TIJDSTIP)
    return doel


def tekst_van(wortel: Path, formaat: Any) -> str:
    """The text of the render, white space made even."""
    pad = maak(wortel, formaat)
    if formaat == "pdf":
        tekst = "\n".join(p.extract_text() for p in PdfReader(pad).pages)
    else:
        boom = BeautifulSoup(pad.read_text(encoding="utf-8"), "html.parser")
        tekst = boom.main.get_text() if boom.main else ""
    return " ".join(tekst.replace("\u00a0", " ").split())


beide = pytest.mark.parametrize("formaat", ["pdf", "html"])


@pytest.fixture
def geheel(maak_project: MaakProject) -> Path:
    bestanden = {"report/hoofdstukken/kaders.qmd": voorbeeld.KADERS}
    return maak_project(voorbeeld.tekst(), cellen=voorbeeld.cellen(), bestanden=bestanden)


def test_whole_report_passes_the_gate(geheel: Path) -> None:
    assert controleer_pdf(maak(geheel, "pdf")) == []
    assert controleer_html(maak(geheel, "html")) == []


@pytest.mark.enkele(1)
@beide
def test_same_input_gives_same_bytes_in_another_folder(
    maak_project: MaakProject, formaat: str
) -> None:
    uitkomsten = []
    for naam in ("een", "een map met spaties"):
        wortel = maak_project(
            voorbeeld.tekst(),
            cellen=voorbeeld.cellen(),
            bestanden={"report/hoofdstukken/kaders.qmd": voorbeeld.KADERS},
            naam=naam,
        )
        uitkomsten += [maak(wortel, formaat).read_bytes(), maak(wortel, formaat).read_bytes()]
        assert str(wortel).encode() not in uitkomsten[-1]
    assert len(set(uitkomsten)) == 1


def test_pdf_is_dated_by_the_edition(geheel: Path) -> None:
    gegevens = PdfReader(maak(geheel, "pdf")).metadata
    assert gegevens is not None
    assert str(gegevens["/CreationDate"]).startswith("D:20170101")
    assert gegevens.title == "Woonprogrammering Voorbeeldland"


def test_long_table_repeats_its_header_and_loses_no_row(geheel: Path) -> None:
    paginas = [p.extract_text() for p in PdfReader(maak(geheel, "pdf")).pages]
    met_tabel = [p for p in paginas if "bron nummer" in p]
    assert len(met_tabel) == 2
    assert all("Peildatum" in p and "Naam" in p for p in met_tabel)
    tekst = " ".join(met_tabel)
    assert all(f"bron nummer {i} " in tekst for i in range(1, 61))


def test_figure_table_and_text_fit_on_one_page(geheel: Path) -> None:
    pagina = PdfReader(maak(geheel, "pdf")).pages[1].extract_text()
    assert "Figuur 1" in pagina and "Norg" in pagina and "geen besluit" in pagina


@beide
def test_references_and_captions_are_dutch(maak_project: MaakProject, formaat: str) -> None:
    wortel = maak_project(
        "# Een {#sec-een}\n\nZie @fig-a, @tbl-b, @sec-twee, [-@fig-a], [@fig-a; @tbl-b].\n\n"
        '![Beeld](_werk/fig.svg){#fig-a fig-alt="Twee balken." width=50%}\n\n'
        "| A | B |\n|:--|--:|\n| x | 1 |\n\n: Getallen {#tbl-b}\n\n## Twee {#sec-twee}\n\nTekst."
    )
    tekst = tekst_van(wortel, formaat)
    assert "Zie Figuur 1, Tabel 1, Paragraaf 1.1, 1, Figuur 1, Tabel 1." in tekst
    assert "Figuur 1: Beeld" in tekst and "Tabel 1: Getallen" in tekst
    assert "1.1 Twee" in tekst


def test_alternative_text_reaches_html(geheel: Path) -> None:
    boom = BeautifulSoup(maak(geheel, "html").read_text(encoding="utf-8"), "html.parser")
    assert [i["alt"] for i in boom("img")][1:] == [
        f"Balken voor de gemeente {naam}." for naam in voorbeeld.GEMEENTEN[:3]
    ]
    assert boom.find("figcaption", attrs={"aria-hidden": True}) is None


@beide
def test_values_may_stand_anywhere(maak_project: MaakProject, formaat: str) -> None:
    wortel = maak_project(
        "# Kop {{< meta rwp.regio >}}\n\nTekst {{< meta rwp.dekking >}}; **{{< var a.b >}}**.\n\n"
        "| {{< meta rwp.editie >}} |\n|---|\n| {{< var a.b >}} |\n\n"
        '![Bij {{< var a.b >}}](_werk/fig.svg){#fig-a fig-alt="Alt {{< meta rwp.regio >}}"}\n\n'
        "[link {{< var a.b >}}](https://voorbeeld.nl/{{< meta rwp.editie >}})",
        bestanden={"_variables.yml": 'a:\n  b: "1.234 *schuin*"\n'},
    )
    tekst = tekst_van(wortel, formaat)
    assert "Kop Voorbeeldland Tekst 1,24; 1.234 schuin." in tekst
    assert "Figuur 1: Bij 1.234 schuin" in tekst and "link 1.234 schuin" in tekst
    if formaat == "html":
        ruw = (wortel / "rwp.html").read_text(encoding="utf-8")
        assert 'alt="Alt Voorbeeldland"' in ruw and "https://voorbeeld.nl/2017" in ruw


def test_shortcode_in_a_value_is_not_expanded(maak_project: MaakProject) -> None:
    wortel = maak_project(
        "# K\n\nA {{< meta rwp.boos >}} B",
        variabelen=VARIABELEN + "  boos: 'x \\{\\{\\< meta rwp.regio \\>\\}\\} y'\n",
    )
    assert "A x {{< meta rwp.regio >}} y B" in tekst_van(wortel, "html")


@beide
def test_conditional_content(maak_project: MaakProject, formaat: str) -> None:
    blokken = {
        'visible when-format="html"': "html",
        'visible when-format="typst"': "pdf",
        'visible when-format="pdf"': "",
        'visible unless-format="html"': "pdf",
        'hidden when-format="typst"': "html",
        'visible when-meta="rwp.met_strategie"': "pdf html",
        'visible when-meta="rwp.zonder"': "",
        'visible unless-meta="rwp.bestaat_niet"': "pdf html",
        'hidden unless-meta="rwp.met_strategie"': "pdf html",
        'visible when-format="html" when-meta="rwp.zonder"': "",
    }
    tekst = "# K\n\n" + "\n\n".join(
        f"::: {{.content-{b}}}\nblok{i}.\n:::\n\nIn [regel{i}.]{{.content-{b}}} de zin."
        for i, b in enumerate(blokken)
    )
    uit = tekst_van(maak_project(tekst), formaat)
    for i, waar in enumerate(blokken.values()):
        assert (f"blok{i}." in uit) == (formaat in waar.split()), i
        assert (f"regel{i}." in uit) == (formaat in waar.split()), i


@beide
def test_own_classes_and_page_breaks(maak_project: MaakProject, formaat: str) -> None:
    wortel = maak_project(
        "# K\n\n::: {.wa-kader}\nKader\n:::\n\n::: {.wa-bron}\nBron\n:::\n\n"
        "[woord]{.wa-buiten}(haakje) [x]{.wa-grens}[y]{.wa-onbekend}.\n\n{{< pagebreak >}}\n\nNa\n\n"
        "::: {.wa-nieuwe-pagina}\n:::\n\nSlot [vreemd]{.wa-eigen}."
    )
    uit = tekst_van(wortel, formaat)
    assert "Kader" in uit and "woord(haakje)" in uit and "xy." in uit and "vreemd." in uit
    if formaat == "pdf":
        assert len(PdfReader(wortel / "rwp.pdf").pages) == 4  # cover and three


def test_headings_without_number_or_place_in_the_contents(maak_project: MaakProject) -> None:
    wortel = maak_project(
        "# Een\n\n# Los {.unnumbered}\n\n# Stil {.unnumbered .unlisted}\n\n# Twee"
    )
    boom = BeautifulSoup(maak(wortel, "html").read_text(encoding="utf-8"), "html.parser")
    inhoud = [" ".join(a.get_text().split()) for a in boom.select("nav#TOC a")]
    assert inhoud == ["1 Een", "Los", "2 Twee"]
    assert [t.get_text() for t in boom.select("h1, main h1")] == ["Woonprogrammering Voorbeeldland"]
    voorblad = PdfReader(maak(wortel, "pdf")).pages[0].extract_text()
    assert "Los" in voorblad and "Stil" not in voorblad


@beide
def test_includes_follow_the_including_file(maak_project: MaakProject, formaat: str) -> None:
    wortel = maak_project(
        "# K\n\nVoor.\n\n{{< include hoofdstukken/a.qmd >}}\n\nNa.",
        bestanden={
            "report/hoofdstukken/a.qmd": "A {{< meta rwp.editie >}}\n\n{{< include b/b.qmd >}}\n",
            "report/hoofdstukken/b/b.qmd": "B\n\n{{< include /gedeeld.qmd >}}\n",
            "gedeeld.qmd": "C",
        },
    )
    assert "Voor. A 2017 B C Na." in tekst_van(wortel, formaat)


@beide
def test_cells_are_found_by_label_tag_and_id(maak_project: MaakProject, formaat: str) -> None:
    stil = {"output_type": "stream", "name": "stderr", "text": "fluister"}
    luid = {"output_type": "stream", "name": "stdout", "text": "regel # één\n"}
    svg = {"output_type": "display_data", "data": {"image/svg+xml": SVG}, "metadata": {}}
    wortel = maak_project(
        "# K\n\n{{< embed _werk/nb.ipynb#tekst >}}\n\n{{< embed /report/_werk/nb.ipynb#label >}}\n\n"
        "{{< embed _werk/nb.ipynb#id3 >}}\n\n{{< embed _werk/nb.ipynb#tbl-cel >}}\n\n"
        "Zie @fig-cel en @tbl-cel.",
        cellen=[
            cel("#| label: tekst", [stil, luid, markdown_uitvoer("Getal {{< meta rwp.dekking >}}")]),
            cel("x", [markdown_uitvoer("Met label")], metadata={"tags": ["label"]}),
            cel('#| label: fig-cel\n#| fig-cap: "Bij *schrift* [a] "\n#| fig-alt: \'Alt "x" \\ #\'',
                [svg], id="id3"),
            cel("#| label: tbl-cel\n#| tbl-cap: Tabel uit cel",
                [markdown_uitvoer("| A |\n|--:|\n| 1 |")]),
        ],
    )  # fmt: skip
    uit = tekst_van(wortel, formaat)
    assert "regel # één Getal 1,24 Met label" in uit and "fluister" not in uit
    assert "Figuur 1: Bij schrift [a]" in uit and "Tabel 1: Tabel uit cel" in uit
    assert "Zie Figuur 1 en Tabel 1." in uit
    if formaat == "html":
        ruw = (wortel / "rwp.html").read_text(encoding="utf-8")
        assert 'alt="Alt &quot;x&quot; \\ #"' in ruw


BOOS = "#let x = $1 @fig-q <b> *vet* \\ \"q\" 'r' `c` ~a~ [l](x) // {=y} /* z */ _u_ ^s^ | é 👩‍🏫 ;"


@beide
def test_hostile_text_is_shown_as_it_is(maak_project: MaakProject, formaat: str) -> None:
    kaal = BOOS.replace("👩‍🏫", "[U+1F469U+1F3EB]") if formaat == "pdf" else BOOS
    v = veilig(BOOS)
    tekst = (
        f"# Kop {v}\n\nAlinea {v}\n\n> {v}\n\n- {v}\n\n"
        f"| {v} |\n|---|\n| {v} |\n\n: {v} {{#tbl-a}}\n\n"
        f'![Bij {v}](_werk/fig.svg){{#fig-a fig-alt="Alt {v}"}}\n\n'
        f"::: {{.wa-kader}}\n{v}\n\n[{v}]{{.wa-buiten}}[^1]\n:::\n\n[^1]: {v}\n\n"
        "{{< meta rwp.boos >}}"
    )
    variabelen = VARIABELEN.replace("Voorbeeldland", "'" + v.replace("'", "''") + "'")
    wortel = maak_project(
        tekst, variabelen=variabelen + f"  boos: '{v.replace(chr(39), chr(39) * 2)}'\n"
    )
    uit = tekst_van(wortel, formaat)
    plat = "".join(uit.split())
    for quote in ("“", "”", "„"):
        plat = plat.replace(quote, '"')
    plat = plat.replace("’", "'").replace("‘", "'")
    assert plat.count("".join(kaal.split())) >= 10
    if formaat == "html":
        boom = BeautifulSoup((wortel / "rwp.html").read_text(encoding="utf-8"), "html.parser")
        assert boom.img is not None and boom.img["alt"] == "Alt " + BOOS
        assert controleer_html(wortel / "rwp.html") == []
    else:
        assert controleer_pdf(wortel / "rwp.pdf") == []


@pytest.mark.parametrize("waarde", ["VOORBEELDGEGEVENS", "true"])
def test_sample_data_is_announced_on_every_page(maak_project: MaakProject, waarde: str) -> None:
    variabelen = VARIABELEN + f"  voorbeelddata: {waarde}\n"
    bladen = "# A\n\nX\n\n::: {.wa-nieuwe-pagina}\n:::\n\n# B\n\nY"
    wortel = maak_project(bladen, variabelen=variabelen)
    paginas = [p.extract_text().upper() for p in PdfReader(maak(wortel, "pdf")).pages]
    assert len(paginas) == 3
    assert all("VOORBEELDGEGEVENS" in p and "TRUE" not in p for p in paginas)
    assert "VOORBEELDGEGEVENS" in tekst_van(wortel, "html").upper()


def test_a_caption_in_a_marked_report_says_no_more_than_that_it_is_not_real(
    maak_project: MaakProject,
) -> None:
    variabelen = VARIABELEN + "  voorbeelddata: Scenario\n"
    wortel = maak_project("# A\n\n| A |\n|---|\n| x |\n: Kort {#tbl-kort}", variabelen=variabelen)
    tekst = " ".join(tekst_van(wortel, "pdf").split())
    assert "Kort (geen echte stand)" in tekst and "voorbeelddata" not in tekst.lower()


def test_real_data_has_no_band(maak_project: MaakProject) -> None:
    wortel = maak_project("# A", variabelen=VARIABELEN + "  voorbeelddata: false\n")
    assert "false" not in tekst_van(wortel, "pdf") + tekst_van(wortel, "html")


def test_short_table_stays_on_one_page(maak_project: MaakProject) -> None:
    vulling = "Regel.\n\n" * 38
    tabel = "| A | B |\n|---|---|\n" + "".join(f"| rij{i}. | x |\n" for i in range(12))
    wortel = maak_project(f"# K\n\n{vulling}{tabel}\n: Kort {{#tbl-kort}}\n\nZie @tbl-kort.")
    paginas = [p.extract_text() for p in PdfReader(maak(wortel, "pdf")).pages]
    assert [i for i, p in enumerate(paginas) if "rij" in p] == [2]
    assert "rij0." in paginas[2] and "rij11." in paginas[2]


def test_document_overrides_project_and_extension(maak_project: MaakProject) -> None:
    kop = KOP.replace("subtitle: Analyse", "toc-title: Wat staat waar\nnumber-sections: false")
    boom = BeautifulSoup(maak(maak_project("# A", kop=kop), "html").read_text(), "html.parser")
    assert [h.get_text() for h in boom("h2")] == ["Wat staat waar", "A"]


def test_headings_in_html_go_one_level_down(maak_project: MaakProject) -> None:
    wortel = maak_project("# Een\n\n## Twee\n\n### Drie\n\n#### Vier\n\n##### Vijf")
    boom = BeautifulSoup(maak(wortel, "html").read_text(encoding="utf-8"), "html.parser")
    koppen = [
        (k.name, " ".join(k.get_text().split()))
        for k in boom.select("main :is(h1, h2, h3, h4, h5, h6)")
    ]
    assert koppen == [
        ("h2", "1 Een"), ("h3", "1.1 Twee"), ("h4", "1.1.1 Drie"), ("h5", "1.1.1.1 Vier"),
        ("h6", "1.1.1.1.1 Vijf"),
    ]  # fmt: skip
    assert [a.get_text() for a in boom.select("#TOC a")] == ["1 Een", "1.1 Twee"]


def test_terms_are_one_list_without_text_over_text(maak_project: MaakProject) -> None:
    begrippen = "\n\n".join(f"woord{n}\n: Uitleg {n}.\n\n    - punt {n}" for n in range(40))
    pdf = maak(maak_project(f"# K\n\n{begrippen}"), "pdf")
    assert controleer_pdf(pdf) == []
    with pikepdf.open(pdf) as geopend:
        lijsten = [[kind.rol for kind in lijst.kinderen] for lijst in boom(geopend).van("/L")]
    assert max(lijst.count("/LI") for lijst in lijsten) == 40


@pytest.mark.enkele(2)
@pytest.mark.parametrize(
    "kop",
    [
        "periode_tot_en_met_vermelding",
        "Q" * 26,
        "gemeente-van-vestiging/jaar.maand",
        "W" * 60,  # the longest of which pandoc gives the columns no width
        "W" * 61,
    ],
)
def test_a_long_head_stays_in_its_column(maak_project: MaakProject, kop: str) -> None:
    tabel = f"| a | {veilig(kop)} | c |\n|:--|:--|:------------|\n| {veilig(kop)} | x | y |\n"
    pdf = maak(maak_project(f"# K\n\n{tabel}\n: T {{#tbl-a}}\n\n{tabel}"), "pdf")
    assert controleer_pdf(pdf) == []
    tekst = "".join("".join(p.extract_text() for p in PdfReader(pdf).pages).split())
    assert re.sub("[\u200b\u00ad]", "", tekst).count(kop) == 4


def test_missing_font_fails(maak_project: MaakProject) -> None:
    wortel = maak_project("# A")
    for letter in (wortel / "report/_extensions/woonanalyse/fonts").glob("*.ttf"):
        letter.unlink()
    with pytest.raises(QuartoFout, match=r"rwp.qmd, regel 4: de lettermap"):
        maak(wortel, "pdf")
    assert not (wortel / "rwp.pdf").exists()


def test_unknown_font_is_a_warning_and_fails(maak_project: MaakProject) -> None:
    wortel = maak_project("# A")
    sjabloon = wortel / "report/_extensions/woonanalyse/typst-template.typ"
    sjabloon.write_text(sjabloon.read_text().replace("Source Sans 3", "Bestaat Niet"))
    with pytest.raises(QuartoFout, match="unknown font family"):
        maak(wortel, "pdf")


def test_failure_leaves_an_older_report_alone(maak_project: MaakProject) -> None:
    wortel = maak_project("# A\n\n@fig-weg")
    (wortel / "rwp.pdf").write_bytes(b"oud")
    with pytest.raises(QuartoFout):
        maak(wortel, "pdf")
    assert (wortel / "rwp.pdf").read_bytes() == b"oud"
    assert [p.name for p in wortel.glob(".*tmp*")] == []
