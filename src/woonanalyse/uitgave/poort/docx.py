"""The gate for a Word document: whole, with what a screen reader needs, and nothing from outside."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree
from zipfile import BadZipFile, ZipFile

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DC = "{http://purl.org/dc/elements/1.1/}"
TEKST, STIJLEN, KENMERKEN = "word/document.xml", "word/styles.xml", "docProps/core.xml"


def controleer_docx(pad: Path) -> list[str]:
    """The problems of a finished document, in Dutch; empty when it is fine."""
    try:
        with ZipFile(pad) as archief:
            ruw = {naam: archief.read(naam) for naam in archief.namelist()}
        delen = {naam: ElementTree.fromstring(inhoud) for naam, inhoud in ruw.items()}
        problemen = [*_kenmerken(delen), *_tekst(delen[TEKST])]
    except (OSError, BadZipFile, KeyError, ElementTree.ParseError) as fout:
        return [f"{pad.name}: het document is niet te lezen ({fout})"]
    if any(b'TargetMode="External"' in inhoud for inhoud in ruw.values()):
        problemen.append("er is een koppeling naar buiten")
    return [f"{pad.name}: {probleem}" for probleem in problemen]


def _kenmerken(delen: dict[str, ElementTree.Element]) -> Iterator[str]:
    if not delen[KENMERKEN].findtext(f"{_DC}title"):
        yield "er is geen titel"
    talen = {taal.get(f"{_W}val") for taal in delen[STIJLEN].iter(f"{_W}lang")}
    if talen != {"nl-NL"}:
        yield "de taal is niet nl-NL"


def _tekst(document: ElementTree.Element) -> Iterator[str]:
    if not any(s.get(f"{_W}val") == "Heading1" for s in document.iter(f"{_W}pStyle")):
        yield "er zijn geen koppen"
    if any(
        tafel.find(f"{_W}tr/{_W}trPr/{_W}tblHeader") is None for tafel in document.iter(f"{_W}tbl")
    ):
        yield "een tabel heeft geen kopregel"
    if any(not "".join(alinea.itertext()).strip() for alinea in document.iter(f"{_W}p")):
        yield "er is een lege alinea"
