"""The gate for a PDF: accessible, links that arrive, a text for each figure, fonts in the file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from typing import Any

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject
from pypdfium2 import PdfiumError

from woonanalyse.uitgave.pdftekst import Pagina, lees_paginas
from woonanalyse.uitgave.poort.tekst import (
    MACHINEPAD,
    UitData,
    plat,
    resten,
    wortel_in,
    wortel_van,
)


def controleer_pdf(pad: Path, uit_data: UitData = tuple) -> list[str]:
    """The problems of a finished PDF, in Dutch; empty when it is fine.

    `uit_data` gives texts that may look like something left behind.
    """
    try:
        ruw = pad.read_bytes()
        with (
            ThreadPoolExecutor(1) as draad,  # pdfium does not hold up what pypdf does
            BytesIO(ruw) as stroom,
            PdfReader(stroom) as lezer,  # all that it read is held in a circle until it closes
        ):
            bezig = draad.submit(lees_paginas, ruw)
            gevonden = [*_kenmerken(lezer), *_links(lezer), *_lettertypen(lezer)]
            figuren = _figuren(lezer, ruw)
            paginas = bezig.result()
            tekst = "\n".join(pagina.tekst for pagina in paginas)
            gevonden += _figuurteksten(figuren, tekst)
        problemen = [*resten(tekst, uit_data), *gevonden]
        problemen += [*_overdruk(paginas), *wortel_in(tekst, wortel_van(pad))]
    except (PyPdfError, PdfiumError, OSError, KeyError, ValueError) as fout:
        return [f"{pad.name}: de PDF is niet te lezen ({fout})"]
    return [f"{pad.name}: {p}" for p in dict.fromkeys(problemen)]


def _overdruk(paginas: Iterable[Pagina]) -> list[str]:
    """Text that is printed over other text."""
    return [
        f"pagina {nr}: '{een[:40]}' en '{ander[:40]}' staan over elkaar"
        for nr, pagina in enumerate(paginas, start=1)
        for een, ander in pagina.overdruk
    ]


def _kenmerken(lezer: PdfReader) -> list[str]:
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


def _los(waarde: Any) -> Any:
    """The object that a reference stands for."""
    return waarde.get_object() if isinstance(waarde, IndirectObject) else waarde


def _links(lezer: PdfReader) -> list[str]:
    """Links within the document that do not arrive, and links to a file on a machine."""
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
            adres = str(actie.get("/URI", ""))
            if MACHINEPAD.match(adres):
                stuk.append(f"pagina {nr}: een link naar een bestand op een machine: {adres[:80]}")
            if doel is None and "/URI" not in actie:
                stuk.append(f"pagina {nr}: een link zonder doel")
            elif isinstance(doel, ArrayObject) and not _wijst_naar(doel[0], paginas):
                stuk.append(f"pagina {nr}: een link naar een pagina die er niet is")
            elif doel is not None and not isinstance(doel, ArrayObject) and str(doel) not in namen:
                stuk.append(f"pagina {nr}: de link naar '{doel}' komt nergens uit")
    return stuk


def _wijst_naar(pagina: Any, paginas: set[int]) -> bool:
    return isinstance(pagina, IndirectObject) and pagina.idnum in paginas


def _figuurteksten(figuren: Sequence[DictionaryObject], tekst: str) -> list[str]:
    """Every figure needs a text of its own, besides the caption."""
    platte_tekst = plat(tekst)
    stuk = []
    for nr, figuur in enumerate(figuren, start=1):
        alt = str(figuur.get("/Alt", "")).strip()
        if not alt:
            stuk.append(f"figuur {nr} in de PDF heeft geen alternatieve tekst")
        elif re.search(r"Figuur\d+:" + re.escape(plat(alt)), platte_tekst):
            stuk.append(f"de alternatieve tekst van figuur {nr} is het bijschrift: '{alt[:60]}'")
    return stuk


def _figuren(lezer: PdfReader, ruw: bytes) -> list[DictionaryObject]:
    """All figures in reading order; none of a file without structure.

    Tables hold most of the structure: they are passed by when the file names no more figures than
    there are outside them.
    """
    if "/StructTreeRoot" not in lezer.root_object:
        return []
    buiten = list(_structuur(lezer, "/Figure", niet_in="/Table"))
    if b"/ObjStm" not in ruw and len(re.findall(rb"/S\s*/Figure\b", ruw)) == len(buiten):
        return buiten
    return list(_structuur(lezer, "/Figure"))


def _structuur(lezer: PdfReader, soort: str, niet_in: str = "") -> Iterator[DictionaryObject]:
    """All structure elements of one kind, in reading order."""
    stapel: list[Any] = [lezer.root_object["/StructTreeRoot"]]
    while stapel:
        knoop = _los(stapel.pop())
        if isinstance(knoop, ArrayObject):
            stapel.extend(reversed(knoop))
        elif isinstance(knoop, DictionaryObject):
            if knoop.get("/S") == soort:
                yield knoop
            if "/K" in knoop and knoop.get("/S") != niet_in:
                stapel.append(knoop.raw_get("/K"))


def _lettertypen(lezer: PdfReader) -> list[str]:
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
