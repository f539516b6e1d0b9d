"""The gate's own reading of a PDF gives the characters that pypdf gives."""

from __future__ import annotations

import re

from pypdf import PdfReader
from rapporthulp import TIJDSTIP, MaakProject, veilig

from woonanalyse.opmaak import render
from woonanalyse.uitgave.pdftekst import lees_paginas

LETTERS = "".join(chr(n) for n in range(0xA1, 0x180) if chr(n).isalpha())


def zonder_wit(tekst: str) -> str:
    return re.sub(r"[\s\u00ad-]", "", tekst)


def test_same_characters_as_pypdf_page_by_page(maak_project: MaakProject) -> None:
    zin = f"{LETTERS} **{LETTERS[::-1]}** " + veilig("(a(b)c) <x> \\ [1]")
    lang = "verstedelijkingsvraagstukken " * 40
    tabel = f"| a | b |\n|--|--|\n| {lang} | 2 |\n"
    wortel = maak_project(f"# Een\n\n{zin}\n\n::: {{.wa-nieuwe-pagina}}\n:::\n\n{tabel}")
    render(wortel, "pdf", wortel / "rwp.pdf", tijdstip=TIJDSTIP)
    gelezen = [pagina.tekst for pagina in lees_paginas((wortel / "rwp.pdf").read_bytes())]
    verwacht = [pagina.extract_text() for pagina in PdfReader(wortel / "rwp.pdf").pages]
    assert len(gelezen) == 3 and "(a(b)c)<x>\\[1]" in zonder_wit(gelezen[1])
    assert [zonder_wit(t) for t in gelezen] == [zonder_wit(t) for t in verwacht]


def test_words_keep_their_spaces_and_a_broken_word_its_hyphen(maak_project: MaakProject) -> None:
    """What is left behind is looked for as a word of its own."""
    wortel = maak_project("# Een\n\n" + "De nil-lijst en verder. " * 40)
    render(wortel, "pdf", wortel / "rwp.pdf", tijdstip=TIJDSTIP)
    tekst = lees_paginas((wortel / "rwp.pdf").read_bytes())[1].tekst
    assert len(re.findall(r"De\s+nil-\s*lijst\s+en", tekst)) == 40
