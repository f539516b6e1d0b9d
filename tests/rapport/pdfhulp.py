"""Two readers of a PDF that share no code with the compiler or the gate: pages, and the tag tree."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

MM = 72 / 25.4
HOOGTE = 297 * MM


@dataclass(frozen=True)
class Blok:
    """A piece of text on a page, in points from the left and from the top."""

    tekst: str
    links: float
    boven: float
    rechts: float
    onder: float
    letter: float


@dataclass
class Tak:
    """An element of the tag tree."""

    rol: str
    ding: Any
    kinderen: list[Tak] = field(default_factory=list)
    inhoud: list[tuple[int, int]] = field(default_factory=list)

    def __iter__(self) -> Iterator[Tak]:
        yield self
        for kind in self.kinderen:
            yield from kind

    def van(self, *rollen: str) -> list[Tak]:
        return [tak for tak in self if tak.rol in rollen]


def regels(pad: Path) -> list[list[Blok]]:
    """By page the lines of text, from top to bottom; of the same bytes not read twice."""
    return [[*blad] for blad in _regels_van(pad.read_bytes())]


@lru_cache(maxsize=4)
def _regels_van(ruw: bytes) -> list[list[Blok]]:
    with pdfium.PdfDocument(ruw) as pdf:
        return [_regels(pdf[nr]) for nr in range(len(pdf))]


def _regels(pagina: Any) -> list[Blok]:
    tekst = pagina.get_textpage()
    blokken = []
    for nr in range(tekst.count_rects()):
        links, onder, rechts, boven = tekst.get_rect(nr)
        ruw = tekst.get_text_bounded(links, onder, rechts, boven)
        woorden = " ".join(ruw.replace("\u00ad", "-").replace("\x02", "-").split())
        if woorden:
            index = tekst.get_index((links + 0.1), (onder + boven) / 2, 2, 4)
            letter = pdfium_c.FPDFText_GetFontSize(tekst.raw, index) if index is not None else 0
            blokken.append(
                Blok(woorden, links, HOOGTE - boven, rechts, HOOGTE - onder, round(letter, 1))
            )
    return sorted(_samen(blokken), key=lambda blok: (round(blok.boven), blok.links))


def _samen(blokken: list[Blok]) -> list[Blok]:
    """Pieces next to each other on one line are one: the reader cuts where the font changes."""
    uit: list[Blok] = []
    for blok in sorted(blokken, key=lambda blok: blok.links):
        nr = next((nr for nr, vorig in enumerate(uit) if _sluit_aan(vorig, blok)), None)
        if nr is None:
            uit.append(blok)
            continue
        vorig = uit[nr]
        boven, onder = min(vorig.boven, blok.boven), max(vorig.onder, blok.onder)
        letter = max(vorig.letter, blok.letter)
        uit[nr] = Blok(
            f"{vorig.tekst}{' ' if blok.links - vorig.rechts > 1.2 else ''}{blok.tekst}",
            vorig.links,
            boven,
            blok.rechts,
            onder,
            letter,
        )
    return uit


def _sluit_aan(vorig: Blok, blok: Blok) -> bool:
    zelfde_regel = abs((vorig.boven + vorig.onder) - (blok.boven + blok.onder)) < 6
    return zelfde_regel and -1 < blok.links - vorig.rechts < 5


def inkt(pad: Path, dpi: int = 40, bladen: Sequence[int] | None = None) -> list[Any]:
    """By page a matrix of booleans: where something is printed. `bladen`: of which pages, counted from 0."""
    with pdfium.PdfDocument(pad) as pdf:
        nummers = range(len(pdf)) if bladen is None else bladen
        beelden = [pdf[nr].render(scale=dpi / 72).to_numpy() for nr in nummers]
    return [beeld[..., :3].min(axis=2) < 245 for beeld in beelden]


def boom(pdf: pikepdf.Pdf) -> Tak:
    """The tag tree, with for every element the marked content it holds as (page, id)."""
    paginas = {p.objgen: nr for nr, p in enumerate(pdf.pages)}
    return _tak(pdf.Root.StructTreeRoot, paginas, None)


def _tak(ding: Any, paginas: dict[Any, int], pagina: int | None) -> Tak:
    if "/Pg" in ding:
        pagina = paginas[ding.Pg.objgen]
    tak = Tak(str(ding.get("/S", "/Root")), ding)
    kinderen = ding.get("/K", [])
    for kind in kinderen if isinstance(kinderen, pikepdf.Array) else [kinderen]:
        if isinstance(kind, pikepdf.Dictionary) and "/S" in kind:
            tak.kinderen.append(_tak(kind, paginas, pagina))
        elif isinstance(kind, pikepdf.Dictionary):
            waar = paginas[kind.Pg.objgen] if "/Pg" in kind else pagina
            if kind.get("/Type") == "/MCR":
                assert waar is not None
                tak.inhoud.append((waar, int(kind.MCID)))
        else:
            assert pagina is not None
            tak.inhoud.append((pagina, int(kind)))
    return tak


def gemerkt(pagina: Any) -> dict[int, str]:
    """The roles of the marked content of a page by its id; nothing tagged lies within an artifact."""
    rollen: dict[int, str] = {}
    stapel: list[str] = []
    for bewerking in pikepdf.parse_content_stream(pagina):
        teken = str(bewerking.operator)
        if teken in ("BDC", "BMC"):
            rol = str(bewerking.operands[0])
            eigen = bewerking.operands[1] if len(bewerking.operands) > 1 else None
            if isinstance(eigen, pikepdf.Dictionary) and "/MCID" in eigen:
                assert "/Artifact" not in stapel
                rollen[int(eigen.MCID)] = rol
            else:
                assert rol in ("/Artifact", "/Span"), rol
            stapel.append(rol)
        elif teken == "EMC":
            stapel.pop()
        elif teken in ("Tj", "TJ", "'", '"', "Do", "S", "s", "f", "f*", "B", "B*", "sh"):
            assert stapel, f"{teken} is neither tagged nor an artifact"
    return rollen


def tekst_van(pdf: Any, tak: Tak) -> str:
    """The text of an element by its marked content, through the fonts' own tables."""
    return " ".join(
        " ".join(_inhoud(pdf, nr).get(id_, "") for deel in tak for nr, id_ in deel.inhoud).split()
    )


@lru_cache(maxsize=256)
def _inhoud(pdf: Any, nr: int) -> dict[int, str]:
    return _per_merk(pdf.pages[nr])


def _per_merk(pagina: Any) -> dict[int, str]:
    tabellen = {naam: _tabel(letter) for naam, letter in pagina.Resources.Font.items()}
    uit: dict[int, str] = {}
    nu: list[int | None] = []
    tabel: dict[int, str] = {}
    for bewerking in pikepdf.parse_content_stream(pagina):
        teken, velden = str(bewerking.operator), bewerking.operands
        if teken in ("BDC", "BMC"):
            eigen = velden[1] if len(velden) > 1 else None
            if isinstance(eigen, pikepdf.Dictionary) and "/MCID" in eigen:
                nu.append(int(eigen.MCID))
            else:
                nu.append(nu[-1] if nu else None)
        elif teken == "EMC":
            nu.pop()
        elif teken == "Tf":
            tabel = tabellen[str(velden[0])]
        elif teken in ("Tj", "TJ") and nu and nu[-1] is not None:
            stukken = velden[0] if teken == "TJ" else [velden[0]]
            ruw = b"".join(bytes(s) for s in stukken if isinstance(s, pikepdf.String))
            codes = (int.from_bytes(ruw[i : i + 2], "big") for i in range(0, len(ruw), 2))
            uit[nu[-1]] = uit.get(nu[-1], "") + "".join(tabel.get(code, "") for code in codes)
    return uit


def _tabel(letter: Any) -> dict[int, str]:
    """The ToUnicode table of a font: code to text."""
    tekst = letter.ToUnicode.read_bytes().decode("latin-1")
    tabel: dict[int, str] = {}
    for deel in re.findall(r"beginbfchar(.*?)endbfchar", tekst, re.DOTALL):
        for code, waarde in re.findall(r"<(\w+)>\s*<(\w+)>", deel):
            tabel[int(code, 16)] = bytes.fromhex(waarde).decode("utf-16-be")
    for deel in re.findall(r"beginbfrange(.*?)endbfrange", tekst, re.DOTALL):
        for van, tot, waarde in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", deel):
            begin = int.from_bytes(bytes.fromhex(waarde), "big")
            for stap in range(int(tot, 16) - int(van, 16) + 1):
                tabel[int(van, 16) + stap] = chr(begin + stap)
    return tabel
