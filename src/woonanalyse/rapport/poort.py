"""The gate after rendering: what must be true of a finished report, whichever engine made it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from bs4 import BeautifulSoup, Tag
from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

# What an engine leaves behind when it could not fill something in.
_RESTEN = {
    "?@": re.compile(r"\?@"),
    "?var:": re.compile(r"\?var:"),
    "?meta:": re.compile(r"\?meta:"),
    "{{<": re.compile(r"\{\{<"),
    "nil": re.compile(r"(?<![\w-])nil(?![\w-])"),
}
_BIJSCHRIFT = re.compile(r"^(?:Figuur|Tabel)\s*\d+\s*:\s*")


def controleer_pdf(pad: Path) -> list[str]:
    """The problems of a finished PDF, in Dutch; empty when it is fine."""
    try:
        lezer = PdfReader(pad)
        tekst = "\n".join(pagina.extract_text() for pagina in lezer.pages)
        delen: tuple[Callable[[PdfReader], list[str]], ...] = (
            _pdf_kenmerken,
            _pdf_links,
            _pdf_letters,
        )
        gevonden = [p for deel in delen for p in deel(lezer)]
        problemen = [*_resten(tekst), *gevonden, *_pdf_figuren(lezer, tekst)]
    except (PyPdfError, OSError, KeyError, ValueError) as fout:
        return [f"{pad.name}: de PDF is niet te lezen ({fout})"]
    return [f"{pad.name}: {p}" for p in dict.fromkeys(problemen)]


def controleer_html(pad: Path, *, streng: bool = True) -> list[str]:
    """The problems of a finished page, in Dutch; empty when it is fine.

    `streng` also asks for one first heading and no script at all: what the embedded engine makes.
    Quarto gives every chapter a first heading and puts its own scripts inside the page.
    """
    try:
        boom = BeautifulSoup(pad.read_text(encoding="utf-8"), "html.parser")
    except (OSError, UnicodeDecodeError) as fout:
        return [f"{pad.name}: de pagina is niet te lezen ({fout})"]
    problemen = [*_html_kenmerken(boom), *_html_links(boom), *_html_beelden(boom)]
    problemen += _html_buiten(boom)
    if streng:
        problemen += _html_streng(boom)
    for verborgen in boom(["script", "style", "template"]):
        verborgen.extract()
    problemen = [*_resten(boom.get_text(" ")), *problemen]
    return [f"{pad.name}: {p}" for p in dict.fromkeys(problemen)]


def _resten(tekst: str) -> list[str]:
    gevonden = []
    for naam, patroon in _RESTEN.items():
        treffer = patroon.search(tekst)
        if treffer:
            rond = " ".join(tekst[max(0, treffer.start() - 30) : treffer.end() + 30].split())
            gevonden.append(f"in de tekst staat '{naam}' (…{rond}…)")
    return gevonden


# PDF


def _pdf_kenmerken(lezer: PdfReader) -> list[str]:
    """Title, language, tags and the two standards the file says it follows."""
    wortel = lezer.root_object
    stroom = _los(wortel.get("/Metadata"))
    xmp = stroom.get_data().decode("utf-8") if stroom is not None else ""
    merk = wortel.get("/MarkInfo")
    eisen = {
        "de titel ontbreekt": bool(lezer.metadata and (lezer.metadata.title or "").strip()),
        "de titel wordt niet getoond": bool(
            wortel.get("/ViewerPreferences", {}).get("/DisplayDocTitle")
        ),
        "de taal is niet nl-NL": str(wortel.get("/Lang", "")) == "nl-NL",
        "de PDF heeft geen labels (tags)": bool(merk and merk.get("/Marked"))
        and "/StructTreeRoot" in wortel,
        "PDF/UA-1 ontbreekt in de gegevens": _xmp(xmp, "pdfuaid:part") == "1",
        "PDF/A-2a ontbreekt in de gegevens": _xmp(xmp, "pdfaid:part") == "2"
        and _xmp(xmp, "pdfaid:conformance") == "A",
    }
    return [wat for wat, goed in eisen.items() if not goed]


def _xmp(xmp: str, naam: str) -> str:
    treffer = re.search(rf"<{naam}>([^<]*)</{naam}>|{naam}=[\"']([^\"']*)", xmp)
    return "" if treffer is None else (treffer.group(1) or treffer.group(2) or "").strip()


def _pdf_links(lezer: PdfReader) -> list[str]:
    """Links within the document that do not arrive."""
    paginas = {p.indirect_reference.idnum for p in lezer.pages if p.indirect_reference}
    namen = {
        naam for naam, doel in lezer.named_destinations.items() if _wijst_naar(doel.page, paginas)
    }
    stuk = []
    for nr, pagina in enumerate(lezer.pages, start=1):
        for verwijzing in _los(pagina.get("/Annots")) or []:
            notitie = _los(verwijzing)
            if notitie.get("/Subtype") != "/Link":
                continue
            actie = _los(notitie.get("/A", {}))
            doel = _los(notitie.get("/Dest") or actie.get("/D"))
            if doel is None and "/URI" not in actie:
                stuk.append(f"pagina {nr}: een link zonder doel")
            elif isinstance(doel, ArrayObject) and not _wijst_naar(doel[0], paginas):
                stuk.append(f"pagina {nr}: een link naar een pagina die er niet is")
            elif doel is not None and not isinstance(doel, ArrayObject) and str(doel) not in namen:
                stuk.append(f"pagina {nr}: de link naar '{doel}' komt nergens uit")
    return stuk


def _los(waarde: Any) -> Any:
    return waarde.get_object() if isinstance(waarde, IndirectObject) else waarde


def _wijst_naar(pagina: Any, paginas: set[int]) -> bool:
    return isinstance(pagina, IndirectObject) and pagina.idnum in paginas


def _pdf_figuren(lezer: PdfReader, tekst: str) -> list[str]:
    """Every figure needs a text of its own, besides the caption."""
    if "/StructTreeRoot" not in lezer.root_object:
        return []
    plat = _plat(tekst)
    stuk = []
    for nr, figuur in enumerate(_structuur(lezer, "/Figure"), start=1):
        alt = str(figuur.get("/Alt", "")).strip()
        if not alt:
            stuk.append(f"figuur {nr} in de PDF heeft geen alternatieve tekst")
        elif re.search(r"Figuur\d+:" + re.escape(_plat(alt)), plat):
            stuk.append(f"de alternatieve tekst van figuur {nr} is het bijschrift: '{alt[:60]}'")
    return stuk


def _plat(tekst: str) -> str:
    """Without white space and hyphens: a line break may fall anywhere."""
    return re.sub(r"[\s\u00ad\u2010-]+", "", tekst)


def _structuur(lezer: PdfReader, soort: str) -> Iterator[DictionaryObject]:
    """All structure elements of one kind, in reading order."""
    stapel: list[Any] = [lezer.root_object["/StructTreeRoot"]]
    while stapel:
        knoop = _los(stapel.pop())
        if isinstance(knoop, ArrayObject):
            stapel.extend(reversed(knoop))
        elif isinstance(knoop, DictionaryObject):
            if knoop.get("/S") == soort:
                yield knoop
            if "/K" in knoop:
                stapel.append(knoop.raw_get("/K"))


def _pdf_letters(lezer: PdfReader) -> list[str]:
    """Fonts that are named but not in the file."""
    stuk, gezien = [], set[int]()
    for pagina in lezer.pages:
        for letter in _letters(pagina.get("/Resources"), gezien):
            kinderen = _los(letter.get("/DescendantFonts")) or [letter]
            gegevens = _los(_los(kinderen[0]).get("/FontDescriptor")) or {}
            if letter.get("/Subtype") != "/Type3" and not any(
                f"/FontFile{n}" in gegevens for n in ("", "2", "3")
            ):
                stuk.append(f"het lettertype {letter.get('/BaseFont')} zit niet in de PDF")
    return stuk


def _letters(bronnen: Any, gezien: set[int]) -> Iterator[Any]:
    """The fonts of a page and of the pictures on it."""
    bronnen = _los(bronnen) or DictionaryObject()
    for letter in (_los(bronnen.get("/Font")) or {}).values():
        yield _los(letter)
    vormen = _los(bronnen.get("/XObject")) or DictionaryObject()
    for naam in vormen:
        verwijzing = vormen.raw_get(naam)
        nr = verwijzing.idnum if isinstance(verwijzing, IndirectObject) else -1
        if nr in gezien:
            continue
        gezien.add(nr)
        yield from _letters(_los(verwijzing).get("/Resources"), gezien)


# html


def _html_kenmerken(boom: BeautifulSoup) -> list[str]:
    html, titel = boom.find("html"), boom.find("title")
    taal = html.get("lang") if isinstance(html, Tag) else None
    problemen = [] if taal in ("nl", "nl-NL") else ["de taal (lang) is niet nl-NL"]
    if titel is None or not titel.get_text().strip():
        problemen.append("de titel ontbreekt")
    if boom.find("h1") is None:
        problemen.append("er is geen kop van het eerste niveau")
    dubbel = [i for i, n in Counter(str(t["id"]) for t in boom.find_all(id=True)).items() if n > 1]
    return problemen + [f"het id '{i}' komt meer dan één keer voor" for i in dubbel]


def _html_links(boom: BeautifulSoup) -> list[str]:
    ids = {str(t["id"]) for t in boom.find_all(id=True)}
    doelen = [str(a["href"])[1:] for a in boom.select('a[href^="#"]')]
    stuk = [f"de link naar '#{d}' komt nergens uit" for d in doelen if unquote(d) not in ids]
    for eigenschap in ("aria-labelledby", "aria-describedby"):
        for element in boom.select(f"[{eigenschap}]"):
            stuk += [
                f"{eigenschap} wijst naar '{i}', dat er niet is"
                for i in str(element[eigenschap]).split()
                if i not in ids
            ]
    return stuk


def _html_beelden(boom: BeautifulSoup) -> list[str]:
    stuk = []
    beelden = [*boom.find_all("img"), *boom.find_all("svg")]
    for nr, beeld in enumerate(beelden, start=1):
        alt = str(beeld.get("alt") or "").strip()
        if beeld.get("role") == "img":
            alt = alt or str(beeld.get("aria-label") or "").strip()
        figuur = beeld.find_parent("figure")
        bijschrift = figuur.find("figcaption") if isinstance(figuur, Tag) else None
        tekst = "" if bijschrift is None else " ".join(bijschrift.get_text().split())
        if not alt and beeld.get("aria-hidden") != "true":
            stuk.append(f"afbeelding {nr} heeft geen alternatieve tekst")
        elif alt and _plat(alt) in (_plat(tekst), _plat(_BIJSCHRIFT.sub("", tekst))):
            stuk.append(
                f"de alternatieve tekst van afbeelding {nr} is het bijschrift: '{alt[:60]}'"
            )
    return stuk


def _html_buiten(boom: BeautifulSoup) -> list[str]:
    """Whatever a browser would fetch: the page has to stand alone."""
    stuk = []
    for naam, eigenschap in (
        ("script", "src"), ("img", "src"), ("iframe", "src"), ("source", "src"), ("video", "src"),
        ("audio", "src"), ("embed", "src"), ("object", "data"), ("link", "href"),
    ):  # fmt: skip
        for element in boom.find_all(naam, attrs={eigenschap: True}):
            adres = str(element[eigenschap])
            if not adres.startswith(("data:", "#")):
                stuk.append(f"<{naam}> haalt iets van buiten: {adres[:80]}")
    for stijl in boom.find_all("style"):
        for adres in re.findall(r"(?:@import\s+|url\()\s*[\"']?([^\"')\s]+)", stijl.get_text()):
            if not adres.startswith(("data:", "#", "url(data:")):
                stuk.append(f"de stijl haalt iets van buiten: {adres[:80]}")
    return stuk


def _html_streng(boom: BeautifulSoup) -> list[str]:
    problemen = []
    if len(boom.find_all("h1")) > 1:
        problemen.append("er is meer dan één kop van het eerste niveau (h1)")
    if boom.find("script") is not None:
        problemen.append("de pagina bevat een script")
    return problemen
