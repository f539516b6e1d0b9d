"""Damages of the bytes of a file, whatever it holds: what editors, mail and other programs do to it."""

from __future__ import annotations

import random
from collections.abc import Callable

from schade.schadehulp import ANDERS, GELIJK, GEMELD, GEWEIGERD, Soort

ALLE = ("csv", "yaml", "zij", "geojson")
TEKST = ("csv", "yaml", "zij")


def tekstsoort(
    naam: str, doe: Callable[[str], str], *mag: str, bij: tuple[str, ...] = ALLE
) -> Soort:
    """A kind that changes the text as a whole."""
    return Soort(naam, bij, lambda ruw, _: doe(ruw.decode()).encode(), mag, plek=False)


def _afgebroken(ruw: bytes, kans: random.Random) -> bytes:
    return ruw[: kans.randrange(len(ruw) // 4, len(ruw) - 2)]


def _tekens(teken: bytes) -> Callable[[bytes, random.Random], bytes | None]:
    """Put bytes in a line, behind the first letter of a word."""

    def zet(ruw: bytes, kans: random.Random) -> bytes | None:
        regels = ruw.split(b"\n")
        plekken = [
            nr for nr, regel in enumerate(regels[1:], 1) if b"a" in regel and b"#" not in regel
        ]
        if not plekken:
            return None
        nr = kans.choice(plekken)
        regels[nr] = regels[nr].replace(b"a", b"a" + teken, 1)
        return b"\n".join(regels)

    return zet


def _vreemd(ruw: bytes, kans: random.Random) -> bytes:
    return bytes(kans.randrange(256) for _ in range(600))


XLSX = b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00[Content_Types].xml" + bytes(range(256)) * 4
HTML = b"<!DOCTYPE html>\n<html><head><title>403</title></head>\n<body>Geen toegang</body></html>\n"

BYTES = [
    Soort("afgebroken", ALLE, _afgebroken, (GEWEIGERD, GEMELD, ANDERS, GELIJK), plek=False),
    tekstsoort("BOM", lambda t: "\ufeff" + t, GELIJK, GEWEIGERD),
    Soort(
        "UTF-16", ALLE, lambda r, _: r.decode().encode("utf-16"), (GEWEIGERD, GELIJK), plek=False
    ),
    Soort("Latin-1", ALLE, _tekens(b"\xe9"), plek=False),
    Soort("NUL", ALLE, _tekens(b"\0"), plek=False),
    Soort("BEL", ALLE, _tekens(b"\x07"), plek=False),
    tekstsoort("CRLF", lambda t: t.replace("\n", "\r\n"), GELIJK),
    tekstsoort("CR", lambda t: t.replace("\n", "\r"), GELIJK, GEWEIGERD),
    tekstsoort(
        "spaties achteraan", lambda t: t.replace("\n", "  \n"), GELIJK, GEWEIGERD, ANDERS, bij=TEKST
    ),
    tekstsoort("lege regels achteraan", lambda t: t.rstrip("\n") + "\n\n\n\n", GELIJK),
    tekstsoort("zonder laatste regeleinde", lambda t: t.rstrip("\n"), GELIJK),
    tekstsoort("twee keer", lambda t: t + t, GEWEIGERD),
    Soort("leeg bestand", ALLE, lambda *_: b"", plek=False),
    Soort("alleen regeleinden", ALLE, lambda *_: b"\n\n", plek=False),
    Soort("alleen BOM", ALLE, lambda *_: b"\xef\xbb\xbf", plek=False),
    Soort("Excel-bestand", ALLE, lambda *_: XLSX, plek=False),
    Soort("webpagina", ALLE, lambda *_: HTML, plek=False),
    Soort("ruis", ALLE, _vreemd, plek=False),
]
