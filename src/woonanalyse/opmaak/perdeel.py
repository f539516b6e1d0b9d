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
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from woonanalyse.kern.bestanden import schrijf_tekst
from woonanalyse.opmaak import pandoc, rijhtml
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
from woonanalyse.opmaak.typstdelen import STUK, houdt_samen, in_raam
from woonanalyse.opmaak.waarden import Oogst, Waarde

KORT = 20_000
"""Signs: a shorter text is not worth it."""
TEGELIJK = 2
_MERK = "\ue002"
_NUMMER = re.compile("\ue004([^\ue005]*)\ue005")
"""In such a piece: where the number of a figure, table or heading comes, by its label."""
_NAAR = {"html": "html5", "typst": "typst"}


def per_deel(
    regels: Sequence[Regel],
    kop: Mapping[str, str],
    instellingen: Instellingen,
    oogst: Oogst,
    werk: Path,
) -> bytes | None:
    """What `draai_pandoc` gives, with the same arguments; None where pandoc has to make it in one go."""
    tekst = "\n".join(regel.tekst for regel in regels)
    delen = splits(tekst) if len(tekst) >= KORT and not oogst.problemen else None
    if delen is None:
        return None
    delen = [zonder_andere_vorm(deel, instellingen.soort) for deel in delen]
    lezer = _Lezer(instellingen, oogst, werk)
    if lezer.sleutels.meta is None:
        return None
    bewaard = lezer.bewaard
    meta = pandoc.metadata(instellingen, kop)
    sleutels = [lezer.sleutels.deel(deel) for deel in delen]
    vooraf = lezer.sleutels.vooraf(meta)
    pagina = instellingen.soort == "html"
    rond = lezer.sleutels.stijl if pagina else lezer.sleutels.raam(vooraf)
    nieuw = {
        sleutel: deel
        for sleutel, deel in zip(sleutels, delen, strict=True)
        if sleutel not in bewaard
    }
    with ThreadPoolExecutor(TEGELIJK) as draden:
        bezig = [draden.submit(lezer.lees, groep) for groep in in_groepen(nieuw, TEGELIJK)]
        if vooraf not in bewaard:
            bezig.append(draden.submit(lezer.lees_kop, vooraf, meta))
        if pagina and rond not in bewaard:
            bezig.append(draden.submit(lezer.maak_stijl))
        for klaar in bezig:
            gelezen = klaar.result()
            if gelezen is None:
                return None
            bewaard |= gelezen
    alle = [vooraf, *sleutels]
    samen = [_Deel(**json.loads(bewaard[sleutel])) for sleutel in alle]
    if not pagina and rond not in bewaard:
        raam = lezer.maak_raam(samen[0])
        if raam is None:
            return None
        bewaard[rond] = raam
    uitvoer = lezer.html(samen, bewaard[rond]) if pagina else lezer.typst(samen, bewaard[rond])
    if uitvoer is not None:
        over = {sleutel: bewaard[sleutel] for sleutel in sorted({*alle, rond})}
        schrijf_tekst(lezer.bestand, json.dumps(over, ensure_ascii=False))
    return uitvoer


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
    def bewaard(self) -> dict[str, str]:
        """What was kept, by key: parts, the style of a page, the frame of a PDF."""
        return _lees(self.bestand)

    def lees(self, delen: Mapping[str, str]) -> dict[str, str] | None:
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

    def lees_kop(self, sleutel: str, meta: Mapping[str, Any]) -> dict[str, str] | None:
        """What stands before all parts, with the metadata."""
        gelezen = self._lees([], meta, self.oogst.waarden)
        return None if gelezen is None or len(gelezen) != 1 else {sleutel: gelezen[0]}

    def maak_stijl(self) -> dict[str, str] | None:
        """The style as pandoc puts it in a page without text."""
        opties = [*pandoc.html_opties(self.instellingen), "--embed-resources", "--metadata=title:x"]
        pagina = self._roep(opties, b"", "stijl")
        stijl = stijl_van(pagina.decode()) if pagina is not None else None
        return None if stijl is None else {self.sleutels.stijl: stijl}

    def maak_raam(self, vooraf: _Deel) -> str | None:
        """The source for Typst around all parts, with a mark in their place."""
        document = json.loads(vooraf.document)
        if document["blocks"]:
            return None
        document["blocks"] = [{"t": "RawBlock", "c": ["typst", STUK]}]
        opties = ["--from=json", *pandoc.typst_opties(self.instellingen, self.werk)]
        raam = self._roep(opties, _json(document).encode(), "raam")
        return None if raam is None else raam.decode()

    def typst(self, delen: Sequence[_Deel], raam: str) -> bytes | None:
        """The source for Typst of all parts together; the first is only what stands before them."""
        if any(len(deel.stukken) != 1 for deel in delen[1:]):
            return None
        bron = in_raam(raam, [deel.stukken[0] for deel in delen[1:]])
        tellingen = [deel.telling for deel in delen]
        heel = bron is not None and houdt_samen(bron, tellingen, self.instellingen.opties)
        return bron.encode() if bron is not None and heel else None

    def html(self, delen: Sequence[_Deel], stijl: str) -> bytes | None:
        """The page of all parts together."""
        tellingen = [deel.telling for deel in delen]
        pandoc.schrijf_invoer(self.instellingen, [], self.werk, tellingen)
        pagina = self._schrijf(delen, pandoc.html_opties(self.instellingen))
        if pagina is None:
            return None
        stukken = [stuk for deel in delen for stuk in deel.stukken]
        kaal = self._met_stukken(pagina.decode(), stukken)
        if kaal is None or _dubbel(kaal):
            return None
        schoon, stijl = (pandoc.zuiver(tekst.encode()).decode() for tekst in (kaal, stijl))
        return sluit_in(schoon, self.instellingen.map, stijl)

    def _met_stukken(self, pagina: str, stukken: Sequence[str]) -> str | None:
        """A page with these pieces in their places and numbers in theirs; None where one has no number."""
        tussen = pagina.split(STUK)
        if len(tussen) != len(stukken) + 1:
            return None
        heel = "".join(deel for paar in zip(tussen, [*stukken, ""], strict=True) for deel in paar)
        nummers = json.loads((self.werk / "delen").read_bytes()) or {}
        if not all(label in nummers for label in _NUMMER.findall(heel)):
            return None
        return _NUMMER.sub(lambda treffer: str(nummers[treffer[1]]), heel)

    def _schrijf(self, delen: Sequence[_Deel], eigen: Sequence[str]) -> bytes | None:
        opties = [f"--lua-filter={pad}" for pad in pandoc.laatste_filters()]
        document = _samen([deel.document for deel in delen])
        return self._roep([*opties, "--from=json", *eigen], document.encode(), "geheel")

    def _lees(
        self, teksten: Sequence[str], meta: Mapping[str, Any], waarden: Sequence[Waarde]
    ) -> list[str] | None:
        """What the filter `bewaar` writes of these texts: a line for what comes before, one for each."""
        naam = f"lees-{len(teksten)}-{som(list(teksten))[:20]}"
        map_ = self.werk / naam
        map_.mkdir()
        pandoc.schrijf_invoer(self.instellingen, waarden, map_)
        (map_ / "meta.json").write_text(json.dumps(meta, ensure_ascii=False), encoding="utf-8")
        pagina = self.instellingen.soort == "html"
        schrijf = pagina and zijn_van_het_product(self.instellingen)
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
        kop, *delen = (map_ / "delen").read_text(encoding="utf-8").splitlines()
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


def _dubbel(pagina: str) -> bool:
    """Whether a label stands in it twice: in one go pandoc would have seen that."""
    labels = re.findall(r'<[^<>]* id="([^"]*)"', pagina)
    return len(set(labels)) < len(labels)


def _samen(documenten: Sequence[str]) -> str:
    """One document of the first, which has the metadata, and the blocks of all."""
    velden = {naam: _json(waarde) for naam, waarde in json.loads(documenten[0]).items()}
    blokken = (_json(json.loads(document)["blocks"])[1:-1] for document in documenten)
    velden["blocks"] = f"[{','.join(deel for deel in blokken if deel)}]"
    return f"{{{','.join(f'{_json(naam)}:{waarde}' for naam, waarde in velden.items())}}}"


def _json(waarde: object) -> str:
    return json.dumps(waarde, ensure_ascii=False, separators=(",", ":"))


def _lees(pad: Path) -> dict[str, str]:
    """What was kept; nothing where that is not there or broken."""
    try:
        inhoud = json.loads(pad.read_bytes())
    except (OSError, ValueError):
        return {}
    heel = isinstance(inhoud, dict) and all(isinstance(deel, str) for deel in inhoud.values())
    return inhoud if heel else {}
