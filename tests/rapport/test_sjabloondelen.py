"""Parts of the template for PDF by themselves: where a long word breaks, where a map leaves its room,
what stays on one page."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2 as pdfium
import pytest
import typst
from hulp import WORTEL

SJABLOON = WORTEL / "report/_extensions/woonanalyse/typst-template.typ"
BLAD = "#set page(width: 100mm, height: 200mm, margin: 10mm)\n#set text(size: 10pt)\n"
KAART = (
    "#image(bytes(\"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {} 10'/>\"), "
    'format: "svg", width: 100%)'
)


def deel(van: str, tot: str) -> str:
    """The text of the template from one line up to another."""
    (gevonden,) = re.findall(
        rf"^{re.escape(van)}.*?(?=^{re.escape(tot)})",
        SJABLOON.read_text(encoding="utf-8"),
        re.DOTALL | re.MULTILINE,
    )
    return gevonden


def bladen(map_: Path, bron: str) -> list[pdfium.PdfTextPage]:
    pad = map_ / "bron.typ"
    pad.write_text(BLAD + bron, encoding="utf-8")
    return [pagina.get_textpage() for pagina in pdfium.PdfDocument(typst.compile(pad))]


def blad(map_: Path, bron: str) -> pdfium.PdfTextPage:
    return bladen(map_, bron)[0]


def boven(tekst: pdfium.PdfTextPage, woord: str) -> float:
    plek = tekst.search(woord).get_next()
    assert plek is not None
    return float(tekst.get_charbox(plek[0])[3])


@pytest.mark.parametrize(("breed", "ruimte"), [(40, 20), (5, 20)], ids=["laag", "hoog"])
def test_room_that_a_map_cannot_use_is_at_the_foot_of_its_page(
    breed: int, ruimte: float, tmp_path: Path
) -> None:
    kaart = deel("#let kaart-over", "// What has to stay")
    bron = f"{kaart}\n#wa-kaart[{KAART.format(breed)}\nBIJSCHRIFT]\nERONDER\n"
    tekst = blad(tmp_path, bron)
    assert 0 < boven(tekst, "BIJSCHRIFT") - boven(tekst, "ERONDER") < 2 * ruimte


@pytest.mark.parametrize(
    ("woord", "regels"),
    [
        ("vanzelfsprekend_naam", ["vanzelfsprekend_", "naam"]),
        ("een_vanzelfsprekend_naam", ["een_", "vanzelfsprekend_", "naam"]),
        ("kort", ["kort"]),
    ],
)
def test_a_name_of_code_breaks_after_its_sign(
    woord: str, regels: list[str], tmp_path: Path
) -> None:
    functie = deel("#let breek", "// A column")
    cel = f'show "{woord}": it => breek(it, b); [kolom {woord}]'
    bron = f"{functie}\n#let b = 90pt\n#block(width: b, {{ {cel} }})"
    tekst = blad(tmp_path, bron).get_text_range().replace("\u200b", "")
    gevonden = [deel.strip() for deel in re.sub(r"^kolom\s+", "", tekst).splitlines()]
    assert gevonden == regels


@pytest.mark.parametrize("met", [True, False])
def test_a_figure_goes_to_the_next_page_with_its_source_line(met: bool, tmp_path: Path) -> None:
    deel_ = deel("#let wa-met-bron", "// The source of a table")
    figuur = "#figure(block(height: 60mm)[FIGUUR], caption: [BIJSCHRIFT])"
    vorm = f"#wa-met-bron[{figuur}]" if met else figuur
    bron = f"{deel_}\n#block(height: 105mm)[EERST]\n{vorm}\n#block(height: 10mm)[BRON]\n"
    een, twee = (pagina.get_text_range() for pagina in bladen(tmp_path, bron))
    assert "EERST" in een and "BRON" in twee
    assert ("FIGUUR" in twee) is met


@pytest.mark.parametrize("met", [True, False])
def test_the_last_rows_of_a_table_go_to_the_next_page_with_its_source_line(
    met: bool, tmp_path: Path
) -> None:
    """The table may be broken anywhere, and the source is set below its last row."""
    deel_ = "#let tekstbreedte = 80mm\n#let grijs = black\n" + deel(
        "#let bronregels", "#let wa-klein"
    )
    ruimte = "#ruimte;" if met else ""
    rijen = "".join(f"[R{nr}{ruimte if nr == 20 else ''}]," for nr in range(1, 21))
    tafel = f"#figure(table({rijen}))"
    vorm = f"#wa-boven-bron([BRON], ruimte => [{tafel}])" if met else f"{tafel}\n#wa-bron[BRON]"
    bron = (
        f"{deel_}\n#set table(inset: 2pt)\n#show figure: set block(breakable: true, below: onderwit)\n"
        f"#block(height: 99mm)[EERST]\n{vorm}\nERNA"
    )
    een, twee = bladen(tmp_path, bron)
    assert "R19" in een.get_text_range() and "BRON" in twee.get_text_range()
    assert ("R20" in twee.get_text_range()) is met
    if met:
        assert boven(twee, "R20") > boven(twee, "BRON") + 8 > boven(twee, "ERNA") + 16


def test_a_source_stands_below_a_last_row_of_which_a_word_takes_more_lines(tmp_path: Path) -> None:
    """The word is in the highest cell of the row, and nowhere as many lines as the source has."""
    delen = "#let tekstbreedte = 80mm\n#let grijs = black\n" + deel(
        "#let bronregels", "#let wa-klein"
    )
    woord = "Alblasserwaardvijfheerenlandenstreek"
    cel = f'#show "{woord}": it => breek(it, 40pt)\n{woord}#ruimte;'
    tafel = f"#figure(table(columns: (44pt, 1fr), [{cel}], [KORT#ruimte;]))"
    bron = (
        f'{delen}{deel("#let breek", "// A column")}\n#set text(lang: "nl")\n'
        f"#set table(inset: 2pt)\n#show figure: set block(below: onderwit)\n"
        f"#wa-boven-bron([BRON], ruimte => [{tafel}])\n"
    )
    tekst = blad(tmp_path, bron)
    assert boven(tekst, "KORT") > boven(tekst, "streek") > boven(tekst, "BRON") + 8
