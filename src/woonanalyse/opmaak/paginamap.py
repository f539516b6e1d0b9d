"""A finished page as a folder of pages: one for each chapter and each municipality, and one to search in.

The page itself stays where it is, with the first chapter and all of the contents; others are in a folder
of its name. Every link leads to where its label went. Names of files are labels, never names from data.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from itertools import chain
from pathlib import Path

from woonanalyse.kern.beeld.huisstijl import PAGINAMAP
from woonanalyse.kern.bestanden import vervang_bestand
from woonanalyse.kern.project import bladzijdenmap, bronpad
from woonanalyse.opmaak.paginabeelden import Beeldtekst
from woonanalyse.opmaak.paginaboom import (
    Paginaboom,
    Plek,
    Sectie,
    adressen,
    kale_tekst,
    met_verwijzingen,
    zonder_adressen,
)
from woonanalyse.opmaak.zoekblad import ZOEKEN, zoekblad

STIJL = "opmaak.css"
"""The style of all pages, with the fonts in it: once in the folder."""
_UITBREIDING = "report/_extensions/woonanalyse"
_NAAM = re.compile(r"[a-z0-9][a-z0-9-]*", re.ASCII)


@dataclass(frozen=True)
class Blad:
    """A page to be: the section it begins with, those around it, and what stands in it (HTML)."""

    naam: str
    kop: str
    html: str
    sectie: Sectie | None = None
    rond: Sequence[Sectie] = ()

    @cached_property
    def plekken(self) -> Sequence[Plek]:
        """What in it can be linked to."""
        return adressen(self.html)


def schrijf_in_map(
    geheel: Beeldtekst, voor: Path, wortel: Path, gemeenten: Mapping[str, str]
) -> None:
    """Make of a finished page the front page `voor` of a folder of pages beside it; `gemeenten`: what those
    are called, by their code. What the folder held before goes."""
    eigen = {f"sec-{code.lower()}": naam for code, naam in gemeenten.items()}
    script, ander, stijl = (
        bronpad(wortel, f"{_UITBREIDING}/{naam}").read_bytes().strip()
        for naam in ("paginamap.html", "gemeenten.html", "paginamap.css")
    )
    map_ = bladzijdenmap(voor)
    boom = Paginaboom(geheel.tekst.replace(ander, script).decode())
    apart = int(PAGINAMAP["apart"] * 1_000_000)
    bladen = Paginamap(boom, eigen, voor.name, map_.name, apart, geheel.tekens)
    shutil.rmtree(map_, ignore_errors=True)
    paginas = ((map_ / f"{naam}.html" if naam else voor, html) for naam, html in bladen.paginas())
    opmaak = f"{boom.kader['stijl'].strip()}\n{stijl.decode()}\n"
    for pad, tekst in chain([(map_ / STIJL, opmaak)], paginas):
        with vervang_bestand(pad) as bestand:
            bestand.writelines(geheel.zet_in(tekst.encode()))


class Paginamap:
    """The pages that one page becomes.

    `gemeenten`: what those with a page of their own are called, by label; `voor` and `map_`: the names of the
    front page and of the folder beside it; `apart`: signs from which a chapter is cut at its own headings,
    counted by `tekens`.
    """

    def __init__(
        self,
        boom: Paginaboom,
        gemeenten: Mapping[str, str],
        voor: str,
        map_: str,
        apart: int,
        tekens: Callable[[str], int] = len,
    ) -> None:
        self.boom = boom
        self.gemeenten = gemeenten
        self.voor = voor
        self.map_ = map_
        self.apart = apart
        self.tekens = tekens
        self.bladen = self._benoemd()
        self.waar: dict[str, str] = {}
        for blad in self.bladen:
            for _, label, _ in blad.plekken:
                self.waar.setdefault(label, blad.naam)

    def paginas(self) -> Iterator[tuple[str, str]]:
        """Each page by its name, the front page first and without one."""
        stukken = [(self._naam(blad), blad.html, blad.plekken) for blad in self.bladen]
        zoeken = Blad(ZOEKEN, "Zoeken", zoekblad(stukken, self.gemeenten))
        alle = [*self.bladen, zoeken]
        for nr, blad in enumerate(alle):
            vorige = alle[nr - 1] if nr else None
            volgende = alle[nr + 1] if nr + 1 < len(alle) else None
            yield blad.naam, self._pagina(blad, vorige, volgende)

    def _benoemd(self) -> list[Blad]:
        """The pages with the names of their files; the first is the front page."""
        boom, bezet = self.boom, {ZOEKEN, ""}
        rest = (blad for sectie in boom.secties for blad in self._van(sectie, ()))
        eerste = next(rest)
        bladen = [Blad("", "", boom.vooraf + eerste.html, eerste.sectie)]
        for nr, blad in enumerate(rest, start=1):
            assert blad.sectie is not None
            naam = blad.sectie.label.removeprefix("sec-")
            if not _NAAM.fullmatch(naam) or naam in bezet:
                naam = f"deel-{nr}"
            bezet.add(naam)
            html = boom.vooraf + _in_zijn_kader(blad)
            bladen.append(Blad(naam, blad.kop, html, blad.sectie, blad.rond))
        return bladen

    def _van(self, sectie: Sectie, rond: Sequence[Sectie]) -> Iterator[Blad]:
        """The pages of a section: its own, and those of the parts that have one."""
        los = [deel for deel in sectie.delen if deel.label in self.gemeenten]
        if self._tekens(sectie) - sum(map(self._tekens, los)) > self.apart:
            los = [deel for deel in sectie.delen if deel.label]
        html, plek = "", sectie.van
        for deel in los:
            html += self.boom.pagina[plek : deel.van]
            plek = deel.tot
        slot = self.boom.pagina[plek : sectie.tot]
        yield Blad("", sectie.kop, html + _ernaar(html + slot, los) + slot, sectie, rond)
        for deel in los:
            yield from self._van(deel, (*rond, sectie))

    def _tekens(self, sectie: Sectie) -> int:
        return self.tekens(self.boom.pagina[sectie.van : sectie.tot])

    def _naam(self, blad: Blad) -> str:
        """What a page is called where it is linked to (HTML)."""
        if blad.sectie is None:
            return blad.kop
        naam = self.gemeenten.get(blad.sectie.label)
        return kale_tekst(blad.sectie.kop) if naam is None else escape(naam)

    def _pagina(self, blad: Blad, vorige: Blad | None, volgende: Blad | None) -> str:
        """A whole page (HTML)."""
        kader, stijl = self.boom.kader, STIJL if blad.naam else f"{self.map_}/{STIJL}"
        kop, lijf, hoofd, inhoud = (kader[deel] for deel in ("kop", "lijf", "hoofd", "inhoud"))
        if blad.naam:
            kop = kop.replace("<title>", f"<title>{self._naam(blad)} · ", 1)
            lijf = lijf.replace("<body>", '<body class="wa-blad">')
            titel = f'<h1 class="title"><a href="../{self.voor}">{self.boom.titel}</a></h1>'
            hoofd = f'<header id="title-block-header">\n{titel}\n</header>\n'
            inhoud = self._inhoud(blad) if inhoud else ""
        eigen = {label for _, label, _ in blad.plekken}

        def waar(label: str) -> str:
            daar = self.waar.get(label)
            return "" if daar is None or label in eigen else self._pad(blad.naam, daar)

        wijzers = self._wijzers(blad, vorige, volgende)
        geheel = f"{lijf}{hoofd}{wijzers}{kader['voor']}{inhoud}{kader['na']}{blad.html}"
        link = f'<link rel="stylesheet" href="{stijl}">'
        return f"{kop}{link}{met_verwijzingen(geheel, waar)}{self.boom.onder}"

    def _pad(self, van: str, naar: str) -> str:
        """The address of one page from another."""
        if not naar:
            return f"../{self.voor}" if van else ""
        return f"{naar}.html" if van else f"{self.map_}/{naar}.html"

    def _wijzers(self, blad: Blad, vorige: Blad | None, volgende: Blad | None) -> str:
        """To the pages before and after, and a field to search with; without script that leads to all."""
        zoeken = self._pad(blad.naam, ZOEKEN)
        links = [f'<a href="{zoeken}">Alle plekken</a>'] if blad.naam != ZOEKEN else []
        for ander, woord in ((volgende, "Volgende"), (vorige, "Vorige")):
            if ander is not None:
                wat = self._naam(ander) if ander.naam else "Begin"
                links.insert(0, f'<a href="{self._pad(blad.naam, ander.naam)}">{woord}: {wat}</a>')
        return (
            f'<form class="wa-zoek" role="search" action="{zoeken}">\n'
            '<label for="wa-zoekveld">Zoek een gemeente, artikel, tabel of code</label>\n'
            '<input type="search" id="wa-zoekveld" name="zoek" autocomplete="off">\n'
            "<button>Zoek</button>\n</form>\n"
            f'<nav class="wa-wijzers" aria-label="Bladzijden">\n{chr(10).join(links)}\n</nav>\n'
        )

    def _inhoud(self, blad: Blad) -> str:
        """The contents on a page: all chapters, and of its own chapter what is in it."""
        hier = [*blad.rond, *([blad.sectie] if blad.sectie else [])]
        return self._lijst(self.boom.secties, blad, hier)

    def _lijst(self, secties: Sequence[Sectie], blad: Blad, hier: Sequence[Sectie]) -> str:
        regels = "".join(self._regel(sectie, blad, hier) for sectie in secties)
        return f"<ul>\n{regels}</ul>\n" if regels else ""

    def _regel(self, sectie: Sectie, blad: Blad, hier: Sequence[Sectie]) -> str:
        woorden = self.boom.inhoudsregels.get(sectie.label)
        if woorden is None:
            return ""
        delen = sectie.delen if sectie is blad.sectie else [d for d in sectie.delen if d in hier]
        nu = ' aria-current="page"' if sectie is blad.sectie else ""
        zichtbaar = [d for d in delen if d.label not in self.gemeenten or d in hier]
        onder = self._lijst(zichtbaar, blad, hier)
        link = f'<a href="#{sectie.label}"{nu}>{zonder_adressen(woorden)}</a>'
        return f"<li>{link}{onder if sectie in hier else ''}</li>\n"


def _in_zijn_kader(blad: Blad) -> str:
    """A section with the headings of those around it."""
    begin = "".join(f"{sectie.buiten()}\n" for sectie in blad.rond)
    return f"{begin}{blad.html}{'</section>' * len(blad.rond)}"


def _ernaar(html: str, los: Sequence[Sectie]) -> str:
    """Links to the parts that are on pages of their own, where what is left has not all of them."""
    if all(f'href="#{deel.label}"' in html for deel in los):
        return ""
    regels = (f'<li><a href="#{deel.label}">{zonder_adressen(deel.kop)}</a></li>' for deel in los)
    return f'<ul class="wa-delen">\n{chr(10).join(regels)}\n</ul>\n'
