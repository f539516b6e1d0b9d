"""A finished page as it was put together: its frame, sections within each other, what can be linked to.

Only pages that pandoc wrote with the template of the extension: in their text no `<` stands that is not of an
element, also not within an attribute.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from urllib.parse import unquote

Plek = tuple[str, str, int]
"""What can be linked to: its element, its label, and at which sign it begins."""
_SECTIE = re.compile(r"<section\b[^<>]*>|</section>")
_KOP = re.compile(r"<h([1-6])\b[^<>]*>(.*?)</h[1-6]>", re.DOTALL)
_ID = re.compile(r'<([a-z][a-z0-9]*)\b(?:[^<>]*?\s)?id="([^"]*)"[^<>]*>')
_ELEMENT = re.compile(r"<[^<>]*>")
_NAAR = re.compile(r'(<a\b[^<>]*?\shref=")#([^"]+)(")')
_HOOFD, _SLOT = '<main id="inhoud">', "</main>"
_TITEL = re.compile(r'<h1 class="title">(.*?)</h1>', re.DOTALL)
_KADER = re.compile(
    r"(?P<kop>.*?)<style>(?P<stijl>.*?)</style>(?P<lijf>.*?)(?P<hoofd><header .*?</header>\n)"
    r'(?P<voor>(?:<nav id="TOC".*?</summary>\n)?)(?P<inhoud>.*?)'
    r'(?P<na>(?:</details>\n</nav>\n)?<main id="inhoud">)',
    re.DOTALL,
)
_INHOUDSREGEL = re.compile(r'<a href="#([^"]+)" id="toc-[^"]*">(.*?)</a>', re.DOTALL)


@dataclass(frozen=True, eq=False)
class Sectie:
    """A heading (HTML) and what is under it: from and to which sign of the page, and the sections in it."""

    begin: str
    niveau: int
    kop: str
    van: int
    tot: int
    delen: Sequence[Sectie]

    @property
    def label(self) -> str:
        """What it is linked to by; empty without."""
        gevonden = _ID.match(self.begin)
        return gevonden[2] if gevonden else ""

    def buiten(self) -> str:
        """Its start and heading once more, for around a section of which this one is on another page."""
        begin = re.sub(r'\sid="[^"]*"', "", self.begin)
        return f"{begin}\n<h{self.niveau}>{zonder_adressen(self.kop)}</h{self.niveau}>"


@dataclass(frozen=True)
class Paginaboom:
    """A page (HTML) in its parts."""

    pagina: str

    @cached_property
    def _grenzen(self) -> tuple[int, int]:
        van = self.pagina.index(_HOOFD) + len(_HOOFD)
        return van, self.pagina.rindex(_SLOT)

    @cached_property
    def kader(self) -> Mapping[str, str]:
        """What is around the main part, up to its start: `kop` and `lijf` around the style, `hoofd`, and the
        contents (`inhoud`) between `voor` and `na`."""
        gevonden = _KADER.fullmatch(self.pagina, 0, self._grenzen[0])
        assert gevonden is not None
        return gevonden.groupdict()

    @property
    def onder(self) -> str:
        """From the end of the main part."""
        return self.pagina[self._grenzen[1] :]

    @cached_property
    def titel(self) -> str:
        """Of the report (HTML)."""
        gevonden = _TITEL.search(self.kader["hoofd"])
        return gevonden[1] if gevonden else ""

    @cached_property
    def inhoudsregels(self) -> dict[str, str]:
        """What the contents call a section (HTML), by its label."""
        return dict(_INHOUDSREGEL.findall(self.kader["inhoud"]))

    @cached_property
    def vooraf(self) -> str:
        """What stands in the main part before its first section."""
        return self.pagina[self._grenzen[0] : self.secties[0].van]

    @cached_property
    def secties(self) -> Sequence[Sectie]:
        """Those of the main part, each with what follows it up to the next."""
        van, tot = self._grenzen
        eerste = list(self._lees(van, tot))
        einden = [*(sectie.van for sectie in eerste[1:]), tot]
        return [replace(sectie, tot=einde) for sectie, einde in zip(eerste, einden, strict=True)]

    def _lees(self, van: int, tot: int) -> Iterator[Sectie]:
        open_: list[_Open] = []
        for treffer in _SECTIE.finditer(self.pagina, van, tot):
            if treffer[0] != "</section>":
                open_.append(_Open(treffer[0], treffer.start(), treffer.end()))
                continue
            klaar = open_.pop()
            kop = _KOP.search(self.pagina, klaar.na, treffer.end())
            niveau, woorden = (int(kop[1]), kop[2]) if kop else (0, "")
            gelezen = Sectie(klaar.begin, niveau, woorden, klaar.van, treffer.end(), klaar.delen)
            if open_:
                open_[-1].delen.append(gelezen)
            else:
                yield gelezen


@dataclass
class _Open:
    """A section of which the end was not seen yet."""

    begin: str
    van: int
    na: int
    delen: list[Sectie] = field(default_factory=list)


def adressen(html: str) -> list[Plek]:
    """What in a piece of a page can be linked to."""
    return [(treffer[1], treffer[2], treffer.start()) for treffer in _ID.finditer(html)]


def met_verwijzingen(html: str, waar: Callable[[str], str]) -> str:
    """A piece in which a link to a label leads to the page where that is, as `waar` says; empty: this one."""
    return _NAAR.sub(lambda t: f"{t[1]}{waar(unquote(t[2]))}#{t[2]}{t[3]}", html)


def zonder_adressen(html: str) -> str:
    """A piece to which nothing can be linked, without links."""
    kaal = re.sub(r"</?a\b[^<>]*>", "", html)
    return _ELEMENT.sub(lambda t: re.sub(r'\sid="[^"]*"', "", t[0]), kaal)


def kale_tekst(html: str) -> str:
    """What of a piece is read, as HTML without elements."""
    return " ".join(_ELEMENT.sub("", html).split())
