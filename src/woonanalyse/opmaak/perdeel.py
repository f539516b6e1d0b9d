"""A document from its parts: each is read once, two at a time, and kept until what it is made of changes.

A part is what pandoc and all filters but the last make of it. The last one numbers, and looks at the whole.
Of a page also what stands between headings is kept as it is written, with marks in the places of numbers:
then pandoc has only the headings to write. For Typst, which numbers by itself, all of a part is kept so.
Whatever is not simple is left to pandoc in one go: what comes out is the same, byte by byte.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Any

from woonanalyse.opmaak import bewaard, pandoc, rijhtml
from woonanalyse.opmaak.bron import Regel
from woonanalyse.opmaak.deelsleutels import Sleutels, som
from woonanalyse.opmaak.delen import (
    in_groepen,
    met_eigen_nummers,
    met_nummers_vanaf,
    splits,
    zonder_andere_vorm,
)
from woonanalyse.opmaak.genoemd import zijn_van_het_product
from woonanalyse.opmaak.insluiten import sluit_in, stijl_van
from woonanalyse.opmaak.instellingen import Instellingen
from woonanalyse.opmaak.paginabeelden import Beeldtekst
from woonanalyse.opmaak.typstdelen import STUK, houdt_samen, in_raam
from woonanalyse.opmaak.waarden import Oogst, Waarde

KORT = 20_000
"""Signs: a shorter text is not worth it."""
TEGELIJK = 2
_MERK = "\ue002"
_NUMMER = re.compile("\ue004(.*?)\ue005".encode())
"""In such a piece: where the number of a figure, table or heading comes, by its label."""
_ID = re.compile(rb'<[^<>]* id="([^"]*)"')
_NAAR = {"html": "html5", "typst": "typst"}


def per_deel(
    regels: Sequence[Regel],
    kop: Mapping[str, str],
    instellingen: Instellingen,
    oogst: Oogst,
    werk: Path,
) -> Beeldtekst | None:
    """What `draai_pandoc` gives, with the same arguments; None where pandoc has to make it in one go."""
    delen = None if oogst.problemen else _delen(regels, instellingen.soort)
    lezer = _Lezer(instellingen, oogst, werk)
    if delen is None or lezer.sleutels.meta is None:
        return None
    alle = lezer.lees_alle(delen, pandoc.metadata(instellingen, kop))
    del delen  # of a report on hundreds of municipalities all of this is large
    if alle is None:
        return None
    uitvoer = lezer.pagina(alle) if lezer.is_pagina else lezer.typst(alle)
    if uitvoer is not None:
        lezer.bewaar(alle)
    return uitvoer


def _delen(regels: Sequence[Regel], soort: str) -> list[str] | None:
    tekst = "\n".join(regel.tekst for regel in regels)
    delen = splits(tekst) if len(tekst) >= KORT else None
    return None if delen is None else [zonder_andere_vorm(deel, soort) for deel in delen]


@dataclass(frozen=True)
class _Deel:
    """A part as it was read: a document (JSON), the pieces to be put in it (for Typst: its whole source), and
    what can be referred to."""

    document: str
    stukken: Sequence[str]
    telling: Mapping[str, Any]


class _Lezer:
    """Has pandoc read parts, and write the page, in folder `werk`."""

    def __init__(self, instellingen: Instellingen, oogst: Oogst, werk: Path) -> None:
        self.instellingen = instellingen
        self.oogst = oogst
        self.werk = werk
        self.sleutels = Sleutels(instellingen, oogst)
        naam = f"{instellingen.document.stem}.{instellingen.formaat}.json"
        self.bestand = instellingen.wortel / ".pytask" / "opmaak" / naam

    @cached_property
    def bewaard(self) -> dict[str, bytes]:
        """What was kept, by key, as JSON: parts, the style of a page, the frame of a PDF."""
        return bewaard.lees(self.bestand)

    @property
    def is_pagina(self) -> bool:
        """Whether a page is made, and no source for Typst."""
        return self.instellingen.soort == "html"

    def bewaar(self, alle: Sequence[str]) -> None:
        """Keep what has these keys."""
        bewaard.schrijf(self.bestand, self.bewaard, alle)

    def lees_alle(self, delen: Sequence[str], meta: Mapping[str, Any]) -> list[str] | None:
        """Have read what was not kept; the keys of what is around all parts, of what stands before them, and
        of theirs. None when pandoc has something to say."""
        sleutels = [self.sleutels.deel(deel) for deel in delen]
        vooraf = self.sleutels.vooraf(meta)
        rond = self.sleutels.stijl if self.is_pagina else self.sleutels.raam(vooraf)
        nieuw = {
            sleutel: deel
            for sleutel, deel in zip(sleutels, delen, strict=True)
            if sleutel not in self.bewaard
        }
        with ThreadPoolExecutor(TEGELIJK) as draden:
            bezig = [draden.submit(self.lees, groep) for groep in in_groepen(nieuw, TEGELIJK)]
            if vooraf not in self.bewaard:
                bezig.append(draden.submit(self.lees_kop, vooraf, meta))
            if self.is_pagina and rond not in self.bewaard:
                bezig.append(draden.submit(self.maak_stijl))
            for klaar in bezig:
                gelezen = klaar.result()
                if gelezen is None:
                    return None
                self.bewaard.update(gelezen)
        if rond not in self.bewaard:
            raam = self.maak_raam(self._deel(vooraf))
            if raam is None:
                return None
            self.bewaard[rond] = raam
        return [rond, vooraf, *sleutels]

    def lees(self, delen: Mapping[str, str]) -> dict[str, bytes] | None:
        """By key these parts, as JSON; None when pandoc has something to say."""
        waarden, teksten = list[Waarde](), list[str]()
        for deel in delen.values():
            tekst, nummers = met_eigen_nummers(deel)
            teksten.append(met_nummers_vanaf(tekst, len(waarden)))
            waarden += [self.oogst.waarden[nummer] for nummer in nummers]
        gelezen = self._lees(teksten, self.sleutels.meta or {}, waarden)
        if gelezen is None or len(gelezen) != len(delen) + 1:
            return None
        return dict(zip(delen, gelezen[1:], strict=True))

    def lees_kop(self, sleutel: str, meta: Mapping[str, Any]) -> dict[str, bytes] | None:
        """What stands before all parts, with the metadata."""
        gelezen = self._lees([], meta, self.oogst.waarden)
        return None if gelezen is None or len(gelezen) != 1 else {sleutel: gelezen[0]}

    def maak_stijl(self) -> dict[str, bytes] | None:
        """The style as pandoc puts it in a page without text."""
        opties = [*pandoc.html_opties(self.instellingen), "--embed-resources", "--metadata=title:x"]
        pagina = self._roep(opties, b"", "stijl")
        stijl = stijl_van(pagina) if pagina is not None else None
        return None if stijl is None else {self.sleutels.stijl: _json(stijl.decode()).encode()}

    def maak_raam(self, vooraf: _Deel) -> bytes | None:
        """The source for Typst around all parts, with a mark in their place, as JSON."""
        document = json.loads(vooraf.document)
        if document["blocks"]:
            return None
        document["blocks"] = [{"t": "RawBlock", "c": ["typst", STUK]}]
        opties = ["--from=json", *pandoc.typst_opties(self.instellingen, self.werk)]
        raam = self._roep(opties, _json(document).encode(), "raam")
        return None if raam is None else _json(raam.decode()).encode()

    def _deel(self, sleutel: str) -> _Deel:
        return _Deel(**json.loads(self.bewaard[sleutel]))

    def typst(self, alle: Sequence[str]) -> Beeldtekst | None:
        """The source for Typst of what has these keys, as `lees_alle` gives them."""
        raam, delen = json.loads(self.bewaard[alle[0]]), [self._deel(een) for een in alle[1:]]
        if any(len(deel.stukken) != 1 for deel in delen[1:]):
            return None
        bron = in_raam(raam, [deel.stukken[0] for deel in delen[1:]])
        tellingen = [deel.telling for deel in delen]
        heel = bron is not None and houdt_samen(bron, tellingen, self.instellingen.opties)
        return Beeldtekst(bron.encode()) if bron is not None and heel else None

    def pagina(self, alle: Sequence[str]) -> Beeldtekst | None:
        """The page of what has these keys, as `lees_alle` gives them: each part is opened by itself."""
        stijl, *sleutels = alle
        kaal = self._schrijf(sleutels)
        stukken = (stuk.encode() for een in sleutels for stuk in self._deel(een).stukken)
        heel = None if kaal is None else self._met_stukken(kaal, stukken)
        if heel is None or _dubbel(heel):
            return None
        opmaak = json.loads(self.bewaard[stijl]).encode()
        return sluit_in(pandoc.zuiver(heel), self.instellingen.map, pandoc.zuiver(opmaak))

    def _met_stukken(self, pagina: bytes, stukken: Iterator[bytes]) -> bytes | None:
        """A page with these pieces in their places and numbers in theirs; None where one has no number."""
        nummers = json.loads((self.werk / "delen").read_bytes()) or {}

        def nummer(treffer: re.Match[bytes]) -> bytes:
            return str(nummers[treffer[1].decode()]).encode()

        paren = zip(pagina.split(STUK.encode()), chain(stukken, [b""]), strict=True)
        try:
            return b"".join([_NUMMER.sub(nummer, deel) for paar in paren for deel in paar])
        except (KeyError, ValueError):  # no number, or not as many places as pieces
            return None

    def _schrijf(self, sleutels: Sequence[str]) -> bytes | None:
        """What pandoc makes of the headings, with marks in the places of all else."""
        paren = [(deel.document, deel.telling) for deel in map(self._deel, sleutels)]
        pandoc.schrijf_invoer(self.instellingen, [], self.werk, [telling for _, telling in paren])
        opties = [f"--lua-filter={pad}" for pad in pandoc.laatste_filters()]
        opties += ["--from=json", *pandoc.html_opties(self.instellingen)]
        document = _samen([document for document, _ in paren])
        return self._roep(opties, document.encode(), "geheel")

    def _lees(
        self, teksten: Sequence[str], meta: Mapping[str, Any], waarden: Sequence[Waarde]
    ) -> list[bytes] | None:
        """What the filter `bewaar` writes of these texts: a line for what comes before, one for each."""
        naam = f"lees-{len(teksten)}-{som(list(teksten))[:20]}"
        map_ = self.werk / naam
        map_.mkdir()
        pandoc.schrijf_invoer(self.instellingen, waarden, map_)
        (map_ / "meta.json").write_text(json.dumps(meta, ensure_ascii=False), encoding="utf-8")
        schrijf = self.is_pagina and zijn_van_het_product(self.instellingen)
        teksten, rijen, groepen = rijhtml.lees(teksten, schrijf=schrijf)
        (map_ / "rijen").write_text(rijen, encoding="utf-8")
        filters = [*pandoc.filters(self.instellingen, waarden=bool(waarden)), pandoc.BEWAAR]
        if rijen:
            filters.insert(bool(waarden), pandoc.RIJEN)
        opties = [*(f"--lua-filter={pad}" for pad in filters), f"--from={pandoc.LEZER}"]
        opties += [
            f"--metadata-file={map_ / 'meta.json'}",
            f"--to={_NAAR[self.instellingen.soort]}",
        ]
        tekst = "\n\n".join(f"```\n{_MERK}\n```\n\n{deel}" for deel in teksten)
        if self._roep(opties, tekst.encode(), naam, map_) is None:
            return None
        kop, *delen = (map_ / "delen").read_bytes().splitlines()
        if len(delen) != len(groepen):
            return None
        genomen = [rijhtml.zet_terug(*paar) for paar in zip(delen, groepen, strict=True)]
        return None if None in genomen else [kop, *(deel for deel in genomen if deel)]

    def _roep(
        self, opties: Sequence[str], invoer: bytes, naam: str, map_: Path | None = None
    ) -> bytes | None:
        """Run pandoc; None when it fails or warns."""
        uitvoer = self.werk / f"{naam}.uit"
        plek = map_ or self.werk
        omgeving = {**os.environ, "WOONANALYSE_DELEN": str(plek / "delen")}
        omgeving |= {"WOONANALYSE_RIJEN": str(plek / "rijen")}
        proces = pandoc.roep_aan(
            [*opties, "-o", str(uitvoer)], invoer, self.instellingen, plek, omgeving
        )
        return None if proces.returncode or proces.stderr else uitvoer.read_bytes()


def _dubbel(pagina: bytes) -> bool:
    """Whether a label stands in it twice: in one go pandoc would have seen that."""
    gezien = set[bytes]()
    for label in _ID.finditer(pagina):
        if label[1] in gezien:
            return True
        gezien.add(label[1])
    return False


def _samen(documenten: Sequence[str]) -> str:
    """One document of the first, which has the metadata, and the blocks of all."""
    velden = {naam: _json(waarde) for naam, waarde in json.loads(documenten[0]).items()}
    blokken = (_json(json.loads(document)["blocks"])[1:-1] for document in documenten)
    velden["blocks"] = f"[{','.join(deel for deel in blokken if deel)}]"
    return f"{{{','.join(f'{_json(naam)}:{waarde}' for naam, waarde in velden.items())}}}"


def _json(waarde: object) -> str:
    return json.dumps(waarde, ensure_ascii=False, separators=(",", ":"))
