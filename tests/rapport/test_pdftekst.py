"""The gate's own reading of a PDF gives the characters that pypdf gives."""

from __future__ import annotations

import re
from typing import Any

import pytest
from pypdf import PageObject, PdfReader
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject
from rapporthulp import TIJDSTIP, MaakProject, veilig

from woonanalyse.opmaak import render
from woonanalyse.uitgave.pdftekst import tekens

LETTERS = "".join(chr(n) for n in range(0xA1, 0x250) if chr(n).isalpha())
"""So many that the codes of a font take every byte, among them those of brackets and backslash."""


@pytest.fixture
def pagina(maak_project: MaakProject) -> PageObject:
    """A page with many characters, in two fonts, and a table."""
    zin = f"{LETTERS} **{LETTERS[::-1]}** " + veilig("(a(b)c) <x> \\ [1]")
    wortel = maak_project(f"# Een\n\n{zin}\n\n| a | b |\n|--|--|\n| 1 | 2 |\n")
    render(wortel, "pdf", wortel / "rwp.pdf", tijdstip=TIJDSTIP)
    return PdfReader(wortel / "rwp.pdf").pages[-1]


def zonder_wit(tekst: str | None) -> str:
    return re.sub(r"\s", "", tekst or "")


def test_same_characters_as_pypdf(pagina: PageObject) -> None:
    assert LETTERS[:20] in zonder_wit(tekens(pagina)) and "(a(b)c)<x>\\[1]" in zonder_wit(
        tekens(pagina)
    )
    assert zonder_wit(tekens(pagina)) == zonder_wit(pagina.extract_text())


@pytest.mark.parametrize("sleutel", ["/ToUnicode", "/Encoding"])
def test_other_fonts_are_left_to_pypdf(pagina: Any, sleutel: str) -> None:
    for letter in pagina["/Resources"]["/Font"].values():
        del letter.get_object()[sleutel]
    assert tekens(pagina) is None


def test_forms_are_left_to_pypdf(pagina: Any) -> None:
    vorm = DictionaryObject({NameObject("/Subtype"): NameObject("/Form")})
    pagina["/Resources"][NameObject("/XObject")] = DictionaryObject({NameObject("/X0"): vorm})
    assert tekens(pagina) is None


STRINGS = {
    "escapes": (rb"(\000\050\000\\\000\(\000\n)", "(\\(\n"),
    "brackets": (rb"(\000(\000a\000))", "(a)"),
    "too many brackets": (rb"(\000(\000(\000a\000)\000))", None),
    "hexadecimal": (b"<0061 00\n62>", "ab"),
    "odd": (b"(abc)", None),
    "between": (rb"[(\000a)-20 <0062>(\000c)]", "abc"),
    "properties": (rb"/Span<</ActualText<FEFF00A0>>>BDC (\000a)", "a"),
    "line": (b"1 2 m 3 4 l S (\\000a)", "a"),
}


@pytest.mark.parametrize("geval", STRINGS)
def test_strings(geval: str) -> None:
    inhoud, verwacht = STRINGS[geval]
    assert tekens(maak_pagina(b"BT /f0 8 Tf " + inhoud + b" TJ ET")) == verwacht


def test_string_without_a_font() -> None:
    assert tekens(maak_pagina(rb"BT (\000a) Tj ET")) is None
    assert tekens(maak_pagina(rb"BT /f9 8 Tf (\000a) Tj ET")) is None


def test_ranges_are_left_to_pypdf() -> None:
    assert (
        tekens(maak_pagina(rb"/f0 8 Tf (\000a) Tj", b"1 beginbfrange\n<0000> <00FF> <0000>"))
        is None
    )


def maak_pagina(inhoud: bytes, tabel: bytes = b"") -> PageObject:
    """A page with one font, whose codes are the characters themselves."""
    codes = b"<0000> <FFFF>\n1 beginbfchar\n" + b"".join(
        b"<%04X> <%04X>\n" % (n, n) for n in range(256)
    )
    kaart, stroom = DecodedStreamObject(), DecodedStreamObject()
    kaart.set_data(tabel or codes)
    stroom.set_data(inhoud)
    letter = DictionaryObject(
        {NameObject("/Encoding"): NameObject("/Identity-H"), NameObject("/ToUnicode"): kaart}
    )
    letters = DictionaryObject({NameObject("/f0"): letter})
    pagina = PageObject()
    pagina[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): letters})
    pagina[NameObject("/Contents")] = stroom
    return pagina
