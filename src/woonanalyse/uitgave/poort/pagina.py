"""A page as the gate sees it: facts, piece by piece; a piece that was read before is not read again."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from woonanalyse.uitgave.poort.tekst import MACHINEPAD, resten, wortel_in

_HAALT = {
    "script": "src", "img": "src", "iframe": "src", "source": "src", "video": "src", "audio": "src",
    "embed": "src", "object": "data", "link": "href",
}  # fmt: skip
"""Of each element the attribute from which a browser fetches something."""
_LEEG = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
     "wbr"]
)  # fmt: skip
_STIL = frozenset(["script", "style", "template"])
"""What stands in these is no text that a reader sees."""
_HEEL = _STIL | {"figure", "figcaption", "tr", "title"}
"""Elements that are looked at as a whole: a page is not cut in them."""
_IN_STIJL = re.compile(r"(?:@import\s+|url\()\s*[\"']?([^\"')\s]+)")
_SCHEMA = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_SNEDE = re.compile(r"(?=\n<section )")


@dataclass
class Feiten:
    """What has to be known of a page, or a piece of one, to check it.

    `links`: the ids that links lead to; `ernaast`: the files that links and forms lead to, with the place in
    them; `beelden`: of each picture its element, text, whether it is hidden, and the caption of its figure;
    `scripts`: whether it has attributes, and its text; `afwijkend`: what is wrong by itself, in Dutch;
    `nakijken`: the text holds something that may have been left behind.
    """

    talen: list[str] = field(default_factory=list)
    titels: list[str] = field(default_factory=list)
    koppen: int = 0
    hoofddelen: int = 0
    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    ernaast: list[str] = field(default_factory=list)
    stijlbladen: list[str] = field(default_factory=list)
    aria: list[list[str]] = field(default_factory=list)
    beelden: list[list[Any]] = field(default_factory=list)
    scripts: list[list[Any]] = field(default_factory=list)
    afwijkend: list[str] = field(default_factory=list)
    nakijken: bool = False


def lees_pagina(
    pagina: str, wortel: Path | None, geheugen: Mapping[str, Any]
) -> tuple[Feiten, dict[str, Any]]:
    """The facts of a page in project `wortel`, and what to remember of its pieces: `geheugen` of the next
    time."""
    gelezen, onthouden = list[Feiten](), dict[str, Any]()
    stukken = _SNEDE.split(pagina)
    for nr, stuk in enumerate(stukken):
        sleutel = hashlib.sha256(f"{wortel}\0{stuk}".encode("utf-8", "surrogatepass")).hexdigest()
        feiten = _bewaard(geheugen.get(sleutel)) or _feiten(stuk, wortel)
        if feiten is None:  # it was cut where it may not be
            lezer = _lees("".join(stukken[nr:]), wortel)
            lezer.eindig()
            gelezen.append(lezer.feiten)
            break
        onthouden[sleutel] = asdict(feiten)
        gelezen.append(feiten)
    return _samen(gelezen), onthouden


def tekst_van(pagina: str) -> str:
    """All that a reader sees of a page."""
    lezer = _lees(pagina, None)
    lezer.eindig()
    return " ".join(lezer.teksten)


def stijl_van_buiten(stijl: str) -> list[str]:
    """What a style sheet would have a browser fetch."""
    adressen = _IN_STIJL.findall(stijl)
    vreemd = [een for een in adressen if not een.startswith(("data:", "#", "url(data:"))]
    return [f"de stijl haalt iets van buiten: {adres[:80]}" for adres in vreemd]


def _feiten(stuk: str, wortel: Path | None) -> Feiten | None:
    """The facts of a piece; None when something is still open at its end that is looked at as a whole."""
    lezer = _lees(stuk, wortel)
    if not lezer.is_af():
        return None
    lezer.eindig()
    return lezer.feiten


def _lees(pagina: str, wortel: Path | None) -> _Lezer:
    lezer = _Lezer(wortel)
    lezer.feed(pagina)
    return lezer


def _bewaard(waarde: Any) -> Feiten | None:
    try:
        return Feiten(**waarde) if isinstance(waarde, dict) else None
    except TypeError:
        return None


def _samen(delen: list[Feiten]) -> Feiten:
    """The facts of the whole from those of its pieces, in their order."""
    heel = Feiten()
    for deel in delen:
        for naam, waarde in vars(deel).items():
            eigen = getattr(heel, naam)
            setattr(heel, naam, (eigen or waarde) if naam == "nakijken" else eigen + waarde)
    return heel


@dataclass
class _Element:
    """An element that is open: `begin` is how many texts came before it; the rest of what is in it."""

    naam: str
    eigenschappen: bool
    begin: int
    cellen: int = 0
    rijkop: bool = False
    beelden: list[list[Any]] = field(default_factory=list)
    bijschrift: str | None = None


class _Lezer(HTMLParser):
    """Gathers facts; end tags close as in a browser what was left open within."""

    def __init__(self, wortel: Path | None) -> None:
        super().__init__()
        self.feiten = Feiten()
        self.teksten: list[str] = []
        self._wortel = wortel
        self._plek = "" if wortel is None else str(wortel)
        self._los: list[str] = []
        self._open: list[_Element] = []
        self._stil = 0
        self._stille: list[str] = []

    def is_af(self) -> bool:
        """Whether all that was read so far stands by itself."""
        return not self.rawdata and not any(een.naam in _HEEL for een in self._open)

    def eindig(self) -> None:
        """Nothing more comes."""
        self.close()
        self._vang()
        self._sluit(0)
        tekst = " ".join(self.teksten)
        self.feiten.nakijken = bool(resten(tekst) or wortel_in(tekst, self._wortel))

    def handle_data(self, data: str) -> None:
        self._los.append(data)

    def handle_comment(self, data: str) -> None:
        self._vang()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._vang()
        eigen = {naam: waarde or "" for naam, waarde in attrs}
        if eigen:
            self._neem_eigenschappen(tag, eigen)
        if tag in ("td", "th") and self._open and self._open[-1].naam == "tr":
            self._open[-1].cellen += 1
            self._open[-1].rijkop |= tag == "th"
        elif tag in ("img", "svg"):
            self._neem_beeld(tag, eigen)
        elif tag == "html":
            self.feiten.talen.append(eigen.get("lang", ""))
        self.feiten.koppen += tag == "h1"
        self.feiten.hoofddelen += tag == "main"
        if tag not in _LEEG:
            teksten = self._stille if tag in _STIL else self.teksten
            self._open.append(_Element(tag, bool(eigen), len(teksten)))
            self._stil += tag in _STIL

    def handle_endtag(self, tag: str) -> None:
        self._vang()
        for plek in range(len(self._open) - 1, -1, -1):
            if self._open[plek].naam == tag:
                self._sluit(plek)
                return

    def _vang(self) -> None:
        """Keep the text that was read since the last tag."""
        if self._los:
            (self._stille if self._stil else self.teksten).append("".join(self._los))
            self._los.clear()

    def _neem_eigenschappen(self, tag: str, eigen: Mapping[str, str]) -> None:
        feiten = self.feiten
        for naam, waarde in eigen.items():
            if naam == "id":
                feiten.ids.append(waarde)
            elif naam in ("aria-labelledby", "aria-describedby"):
                feiten.aria.append([naam, waarde])
            elif (tag, naam) in (("a", "href"), ("form", "action")):
                self._neem_link(waarde)
            elif naam.startswith("on"):
                feiten.afwijkend.append(f"<{tag}> heeft een opdracht ({naam})")
            if MACHINEPAD.match(waarde.strip()) or (self._plek and self._plek in waarde):
                wat = f"<{tag}> noemt een pad op een machine ({naam}): {waarde[:80]}"
                feiten.afwijkend.append(wat)
        adres = eigen.get(_HAALT.get(tag, ""), "#")
        if not adres.startswith(("data:", "#")):
            if tag == "link":
                feiten.stijlbladen.append(adres)
            else:
                feiten.afwijkend.append(f"<{tag}> haalt iets van buiten: {adres[:80]}")

    def _neem_link(self, adres: str) -> None:
        if adres.startswith("#"):
            self.feiten.links.append(adres[1:])
        elif adres.strip().lower().startswith(("javascript:", "data:", "vbscript:")):
            self.feiten.afwijkend.append(f"een link voert iets uit: {adres[:80]}")
        elif adres.partition("#")[0] and not _SCHEMA.match(adres):
            self.feiten.ernaast.append(adres)

    def _neem_beeld(self, tag: str, eigen: Mapping[str, str]) -> None:
        alt = eigen.get("alt", "").strip()
        if eigen.get("role") == "img":
            alt = alt or eigen.get("aria-label", "").strip()
        beeld = [tag, alt, eigen.get("aria-hidden") == "true", ""]
        self.feiten.beelden.append(beeld)
        figuur = next((een for een in reversed(self._open) if een.naam == "figure"), None)
        if figuur is not None:
            figuur.beelden.append(beeld)

    def _sluit(self, plek: int) -> None:
        """Close what is open from there, the innermost first."""
        while len(self._open) > plek:
            element = self._open.pop()
            if element.naam in _HEEL:
                self._neem_element(element)

    def _neem_element(self, element: _Element) -> None:
        teksten = self.teksten[element.begin :]
        if element.naam in _STIL:
            self._stil -= 1
            self._neem_stil(element)
        elif element.naam == "title":
            self.feiten.titels.append("".join(teksten))
        elif element.naam == "figcaption":
            for figuur in (een for een in self._open if een.naam == "figure"):
                figuur.bijschrift = figuur.bijschrift or " ".join("".join(teksten).split())
        elif element.naam == "figure":
            for beeld in element.beelden:
                beeld[3] = element.bijschrift or ""
        elif element.cellen > 1 and not element.rijkop:
            rij = " ".join(" ".join(teksten).split())[:60]
            self.feiten.afwijkend.append(f"een rij zonder rijkop: '{rij}'")

    def _neem_stil(self, element: _Element) -> None:
        tekst = "".join(self._stille[element.begin :])
        if element.naam == "script":
            self.feiten.scripts.append([element.eigenschappen, tekst])
        if element.naam == "style":
            self.feiten.afwijkend += stijl_van_buiten(tekst)
