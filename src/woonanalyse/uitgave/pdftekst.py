"""The characters on a page of a PDF, read without looking at its drawings."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from pypdf import PageObject
from pypdf.generic import IndirectObject

# What matters in the content of a page: properties (they hold strings that are not shown), the font
# that is chosen, and strings in either notation. A string with more brackets inside than this knows
# gives only its first one.
_DEEL = re.compile(
    rb"<<(?:[^<>]|<[^<>]*>)*>>"
    rb"|/([^\s/<>()\[\]]+)\s+\S+\s+Tf\b"
    rb"|(\((?:\\.|[^\\()]|\((?:\\.|[^\\()])*\))*\)|\()"
    rb"|<([\dA-Fa-f\s]*)>",
    re.DOTALL,
)
_TEKEN = re.compile(rb"<([\dA-Fa-f]{4})>\s*<([\dA-Fa-f]+)>")


def tekens(pagina: PageObject) -> str | None:
    """All characters in the order in which they are drawn, with no line ends or spaces put in.

    None when the page needs more than fonts of two bytes per character with a plain table.
    """
    bronnen = los(pagina.get("/Resources")) or {}
    letters = los(bronnen.get("/Font")) or {}
    vormen = (los(bronnen.get("/XObject")) or {}).values()
    inhoud = pagina.get_contents()
    if inhoud is None or any(los(vorm).get("/Subtype") == "/Form" for vorm in vormen):
        return None
    stukken, kaart = [], None
    for letter, tekst, hexa in _DEEL.findall(inhoud.get_data()):
        if letter:
            kaart = _kaart(los(letters.get("/" + letter.decode("latin-1"))) or {})
        elif tekst or hexa:
            if kaart is None or tekst == b"(":
                return None
            try:
                codes = _letterlijk(tekst[1:-1]) if tekst else bytes.fromhex(hexa.decode())
                stukken.append(codes.decode("utf-16-be").translate(kaart))
            except ValueError:
                return None
    return "".join(stukken)


def los(waarde: Any) -> Any:
    """The object that a reference stands for."""
    return waarde.get_object() if isinstance(waarde, IndirectObject) else waarde


def _letterlijk(tekst: bytes) -> bytes:
    """The bytes of a string between brackets: the escapes are those of Python but for the brackets."""
    if b"\\" not in tekst:
        return tekst
    for oud, nieuw in ((rb"\\", rb"\134"), (rb"\(", rb"\050"), (rb"\)", rb"\051")):
        tekst = tekst.replace(oud, nieuw)
    return tekst.decode("unicode_escape").encode("latin-1")


def _kaart(letter: Any) -> dict[int, str] | None:
    """The text of every code of a font; None for a font that says it in another way."""
    tabel = los(letter.get("/ToUnicode"))
    if letter.get("/Encoding") != "/Identity-H" or tabel is None:
        return None
    return _lees_kaart(tabel.get_data())


@lru_cache(maxsize=64)
def _lees_kaart(tabel: bytes) -> dict[int, str] | None:
    if b"beginbfrange" in tabel:
        return None
    return {
        int(code, 16): bytes.fromhex(tekst.decode()).decode("utf-16-be")
        for code, tekst in _TEKEN.findall(tabel.partition(b"beginbfchar")[2])
    }
