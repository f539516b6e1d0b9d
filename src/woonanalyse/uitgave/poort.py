"""The gate after rendering: what must be true of a finished report, whichever engine made it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from zipfile import BadZipFile, ZipFile

import pandas as pd
from bs4 import BeautifulSoup, Tag
from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject
from pypdfium2 import PdfiumError

from woonanalyse.kern.fouten import WoonanalyseFout
from woonanalyse.kern.project import bronpad, zoek_wortel
from woonanalyse.uitgave.pdftekst import Pagina, lees_paginas

# What an engine leaves behind when it could not fill something in.
_RESTEN = {
    "?@": re.compile(r"\?@"),
    "?var:": re.compile(r"\?var:"),
    "?meta:": re.compile(r"\?meta:"),
    "{{<": re.compile(r"\{\{<"),
    "nil": re.compile(r"(?<![\w-])nil(?![\w-])"),
}
SCRIPT = "report/_extensions/woonanalyse/tabellen.html"
_BLAD = re.compile(r"xl/worksheets/[^/]+\.xml")
# The value of an attribute that is a place on somebody's machine.
_MACHINEPAD = re.compile(r"file:|[A-Za-z]:[\\/]|\\\\|/[^/\s]+/", re.IGNORECASE)
_BIJSCHRIFT = re.compile(r"^(?:Figuur|Tabel)\s*\d+\s*:\s*")


def teksten_met_resten(tabellen: Iterable[pd.DataFrame]) -> list[str]:
    """Cells of results, sorted, that look like something left behind: a plan may have such a name."""
    teksten = [tabel.select_dtypes(exclude="number") for tabel in tabellen]
    cellen = {cel for tekst in teksten for cel in tekst.to_numpy().flat if isinstance(cel, str)}
    return [cel for cel in sorted(cellen) if _resten(cel)]


def controleer_pdf(pad: Path, uit_data: Sequence[str] = ()) -> list[str]:
    """The problems of a finished PDF, in Dutch; empty when it is fine.

    `uit_data` are texts that may look like something left behind.
    """
    try:
        ruw = pad.read_bytes()
        lezer = PdfReader(BytesIO(ruw))
        paginas = lees_paginas(ruw)
        delen: tuple[Callable[[PdfReader], list[str]], ...] = (
            _pdf_kenmerken,
            _pdf_links,
            _pdf_letters,
        )
        gevonden = [p for deel in delen for p in deel(lezer)]
        tekst = "\n".join(pagina.tekst for pagina in paginas)
        problemen = [*_resten(tekst, uit_data), *gevonden, *_pdf_figuren(lezer, tekst, ruw)]
        problemen += [*_pdf_overdruk(paginas), *_wortel_in(tekst, _wortel(pad))]
    except (PyPdfError, PdfiumError, OSError, KeyError, ValueError) as fout:
        return [f"{pad.name}: de PDF is niet te lezen ({fout})"]
    return [f"{pad.name}: {p}" for p in dict.fromkeys(problemen)]


def controleer_html(pad: Path, uit_data: Sequence[str] = ()) -> list[str]:
    """The problems of a finished page, in Dutch; empty when it is fine. `uit_data`: as for a PDF."""
    try:
        boom = BeautifulSoup(pad.read_text(encoding="utf-8"), "html.parser")
    except (OSError, UnicodeDecodeError) as fout:
        return [f"{pad.name}: de pagina is niet te lezen ({fout})"]
    alle = boom.find_all(True)
    soorten: dict[str, list[Tag]] = defaultdict(list)
    for element in alle:
        soorten[element.name].append(element)
    problemen = [*_html_kenmerken(alle, soorten), *_html_links(alle, soorten["a"])]
    problemen += [*_html_beelden([*soorten["img"], *soorten["svg"]]), *_html_buiten(soorten)]
    wortel = _wortel(pad)
    problemen += [
        *_html_opdrachten(alle, soorten, _eigen_script(wortel)),
        *_html_rijen(soorten["tr"]),
    ]
    problemen += _html_paden(alle, wortel)
    for verborgen in [*soorten["script"], *soorten["style"], *soorten["template"]]:
        verborgen.extract()
    tekst = boom.get_text(" ")
    problemen = [*_resten(tekst, uit_data), *problemen, *_wortel_in(tekst, wortel)]
    return [f"{pad.name}: {p}" for p in dict.fromkeys(problemen)]


def controleer_xlsx(pad: Path, uit_data: Sequence[str] = ()) -> list[str]:
    """The problems of a finished workbook, in Dutch: a formula, or a link to outside."""
    try:
        with ZipFile(pad) as archief:
            namen = archief.namelist()
            bladen = {naam: archief.read(naam) for naam in namen if _BLAD.fullmatch(naam)}
            wijzers = b"".join(archief.read(naam) for naam in namen if naam.endswith(".rels"))
    except (OSError, BadZipFile) as fout:
        return [f"{pad.name}: het werkboek is niet te lezen ({fout})"]
    problemen = [f"{naam} heeft een formule" for naam, xml in bladen.items() if b"<f>" in xml]
    if not bladen:
        problemen.append("er zijn geen bladen")
    if b'TargetMode="External"' in wijzers:
        problemen.append("er is een koppeling naar buiten")
    return [f"{pad.name}: {p}" for p in problemen]


def _resten(tekst: str, uit_data: Sequence[str] = ()) -> list[str]:
    gevonden = []
    for woorden in sorted(uit_data, key=len, reverse=True):  # wherever a line broke
        tekst = re.sub(
            r"[\s\u00ad\u200b-]*".join(map(re.escape, "".join(woorden.split()))), "", tekst
        )
    for naam, patroon in _RESTEN.items():
        treffer = patroon.search(tekst)
        if treffer:
            rond = " ".join(tekst[max(0, treffer.start() - 30) : treffer.end() + 30].split())
            gevonden.append(f"in de tekst staat '{naam}' (…{rond}…)")
    return gevonden


def _wortel(pad: Path) -> Path | None:
    """The project that a finished report lies in."""
    try:
        return zoek_wortel(pad.parent.resolve())
    except WoonanalyseFout:
        return None


def _wortel_in(tekst: str, wortel: Path | None) -> list[str]:
    """The place of the project on this machine is no part of the report, wherever a line broke."""
    if wortel is None or _plat(str(wortel)) not in _plat(tekst):
        return []
    return ["in de tekst staat de plaats van het project op deze machine"]


# PDF


def _pdf_overdruk(paginas: Iterable[Pagina]) -> list[str]:
    """Text that is printed over other text."""
    return [
        f"pagina {nr}: '{een[:40]}' en '{ander[:40]}' staan over elkaar"
        for nr, pagina in enumerate(paginas, start=1)
        for een, ander in pagina.overdruk
    ]


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


def _los(waarde: Any) -> Any:
    """The object that a reference stands for."""
    return waarde.get_object() if isinstance(waarde, IndirectObject) else waarde


def _pdf_links(lezer: PdfReader) -> list[str]:
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
            if _MACHINEPAD.match(adres):
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


def _pdf_figuren(lezer: PdfReader, tekst: str, ruw: bytes) -> list[str]:
    """Every figure needs a text of its own, besides the caption."""
    if "/StructTreeRoot" not in lezer.root_object:
        return []
    plat = _plat(tekst)
    stuk = []
    for nr, figuur in enumerate(_figuren(lezer, ruw), start=1):
        alt = str(figuur.get("/Alt", "")).strip()
        if not alt:
            stuk.append(f"figuur {nr} in de PDF heeft geen alternatieve tekst")
        elif re.search(r"Figuur\d+:" + re.escape(_plat(alt)), plat):
            stuk.append(f"de alternatieve tekst van figuur {nr} is het bijschrift: '{alt[:60]}'")
    return stuk


def _plat(tekst: str) -> str:
    """Without white space and hyphens: a line break may fall anywhere."""
    return re.sub(r"[\s\u00ad\u200b\u2010-]+", "", tekst)


def _figuren(lezer: PdfReader, ruw: bytes) -> list[DictionaryObject]:
    """All figures in reading order.

    Tables hold most of the structure: they are passed by when the file names no more figures than
    there are outside them.
    """
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


def _html_kenmerken(alle: Iterable[Tag], soorten: Mapping[str, list[Tag]]) -> list[str]:
    talen = [html.get("lang") for html in soorten["html"][:1]]
    problemen = [] if talen in (["nl"], ["nl-NL"]) else ["de taal (lang) is niet nl-NL"]
    if not any(titel.get_text().strip() for titel in soorten["title"][:1]):
        problemen.append("de titel ontbreekt")
    if not soorten["h1"]:
        problemen.append("er is geen kop van het eerste niveau")
    if len(soorten["h1"]) > 1:
        problemen.append("er is meer dan één kop van het eerste niveau (h1)")
    if len(soorten["main"]) != 1:
        problemen.append("er is niet precies één hoofddeel (main)")
    dubbel = [i for i, n in Counter(_waarden(alle, "id")).items() if n > 1]
    return problemen + [f"het id '{i}' komt meer dan één keer voor" for i in dubbel]


def _waarden(elementen: Iterable[Tag], eigenschap: str) -> list[str]:
    return [str(element[eigenschap]) for element in elementen if eigenschap in element.attrs]


def _html_links(alle: Iterable[Tag], links: Iterable[Tag]) -> list[str]:
    ids = set(_waarden(alle, "id"))
    doelen = [adres[1:] for adres in _waarden(links, "href") if adres.startswith("#")]
    stuk = [f"de link naar '#{d}' komt nergens uit" for d in doelen if unquote(d) not in ids]
    for eigenschap in ("aria-labelledby", "aria-describedby"):
        for waarde in _waarden(alle, eigenschap):
            stuk += [
                f"{eigenschap} wijst naar '{i}', dat er niet is"
                for i in waarde.split()
                if i not in ids
            ]
    return stuk


def _html_beelden(beelden: Iterable[Tag]) -> list[str]:
    stuk = []
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


def _html_buiten(soorten: Mapping[str, list[Tag]]) -> list[str]:
    """Whatever a browser would fetch: the page has to stand alone."""
    stuk = []
    for naam, eigenschap in (
        ("script", "src"), ("img", "src"), ("iframe", "src"), ("source", "src"), ("video", "src"),
        ("audio", "src"), ("embed", "src"), ("object", "data"), ("link", "href"),
    ):  # fmt: skip
        for adres in _waarden(soorten[naam], eigenschap):
            if not adres.startswith(("data:", "#")):
                stuk.append(f"<{naam}> haalt iets van buiten: {adres[:80]}")
    for stijl in soorten["style"]:
        for adres in re.findall(r"(?:@import\s+|url\()\s*[\"']?([^\"')\s]+)", stijl.get_text()):
            if not adres.startswith(("data:", "#", "url(data:")):
                stuk.append(f"de stijl haalt iets van buiten: {adres[:80]}")
    return stuk


def _html_rijen(rijen: Iterable[Tag]) -> list[str]:
    """In a table of more than one column, every row says in its head what it is about."""
    stuk = []
    for rij in rijen:
        cellen = rij.find_all(["td", "th"], recursive=False)
        kaal = len(cellen) > 1 and not any(cel.name == "th" for cel in cellen)
        if kaal:
            stuk.append(f"een rij zonder rijkop: '{' '.join(rij.get_text(' ').split())[:60]}'")
    return stuk


def _html_paden(alle: Iterable[Tag], wortel: Path | None) -> list[str]:
    """Attributes that name a place on somebody's machine."""
    stuk = []
    for element in alle:
        for naam, waarde in element.attrs.items():
            tekst = str(waarde)
            if _MACHINEPAD.match(tekst.strip()) or (wortel and str(wortel) in tekst):
                stuk.append(f"<{element.name}> noemt een pad op een machine ({naam}): {tekst[:80]}")
    return stuk


def _html_opdrachten(
    alle: Iterable[Tag], soorten: Mapping[str, list[Tag]], eigen: str | None
) -> list[str]:
    """Scripts that are not the extension's own, and orders in elements."""
    problemen = []
    if any(s.attrs or not s.string or s.string != eigen for s in soorten["script"]):
        problemen.append("de pagina bevat een script dat niet van de uitbreiding is")
    elif len(soorten["script"]) > 1:
        problemen.append("het script van de uitbreiding staat er meer dan één keer in")
    for element in alle:
        opdrachten = [naam for naam in element.attrs if naam.startswith("on")]
        problemen += [f"<{element.name}> heeft een opdracht ({naam})" for naam in opdrachten]
    for adres in _waarden(soorten["a"], "href"):
        if adres.strip().lower().startswith(("javascript:", "data:", "vbscript:")):
            problemen.append(f"een link voert iets uit: {adres[:80]}")
    return problemen


def _eigen_script(wortel: Path | None) -> str | None:
    """The text of the script that the project's extension puts in a page; None when there is none."""
    if wortel is None or not (pad := bronpad(wortel, SCRIPT)).is_file():
        return None
    script = BeautifulSoup(pad.read_text(encoding="utf-8"), "html.parser").script
    return None if script is None else script.string
