"""How a number came about, in lines of text: an indented list from the number down to the source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from woonanalyse.kern.catalogus import tabellen
from woonanalyse.kern.getal import ONBEKEND, datum, met_eenheid
from woonanalyse.kern.merk import AFGESCHERMD
from woonanalyse.uitkomsten.grond import Gevonden, is_getal
from woonanalyse.uitkomsten.herkomst import als_reeks
from woonanalyse.uitkomsten.regels import Grond
from woonanalyse.uitkomsten.rekening import kort
from woonanalyse.uitkomsten.waarom import Deel, Getal, Plek, Uitleg

HOOGSTENS = 6
"""Rows that are told in full; of more only their values, each with its address."""
INSPRING = "  "


@dataclass
class Verhaal:
    """Tells numbers of `uitleg`; what was told once is only named after that."""

    uitleg: Uitleg
    _verteld: set[object] = field(default_factory=set)

    def regels(self, plekken: Sequence[Plek]) -> Iterator[str]:
        """The lines about the cells of one address."""
        if len(plekken) > HOOGSTENS:
            yield from self._kort(plekken)
            return
        for nummer, plek in enumerate(plekken):
            if nummer:
                yield ""
            yield from self._heel(plek)

    def _kort(self, plekken: Sequence[Plek]) -> Iterator[str]:
        """The values of many rows, each with where it is told; then the first of them in full."""
        getallen = [self.uitleg.vertel(plek) for plek in plekken]
        yield f"{len(plekken)} getallen: {getallen[0].titel}. Vraag er een bij zijn adres."
        for getal in getallen:
            welke = [getal.onderwerp, *(woord for _, woord in getal.welke)]
            yield f"- {getal.adres}: {waarde(getal)} ({', '.join(welke)})"
        yield from _opgeteld(getallen)
        yield ""
        yield "De eerste daarvan:"
        yield from self._heel(plekken[0])

    def _heel(self, plek: Plek) -> Iterator[str]:
        """One number that was asked for."""
        getal, editie = self.uitleg.vertel(plek), self.uitleg.dossier.editie
        wie = "; ".join([getal.onderwerp, *(f"{naam} {woord}" for naam, woord in getal.welke)])
        dag = editie.opzet.peildatum
        stand = f"peildatum {datum(dag)}" if dag else f"stand {datum(editie.opzet.stand_per)}"
        merk = "; met voorbeelddata: geen echte stand" if self.uitleg.dossier.voorbeelddata else ""
        yield f"{getal.adres}: {getal.titel}"
        yield f"{wie}; editie {editie.naam} ({editie.opzet.naam}), {stand}{merk}"
        yield f"Waarde: {waarde(getal)}"
        self._verteld.add(plek)
        yield from self._hoe(getal, "")

    def _hoe(self, getal: Getal, in_: str) -> Iterator[str]:
        """Why it is unknown, how it is made, what it is made from, what its row says more."""
        yield from (f"{in_}Onbekend: {reden}." for reden in getal.reden)
        if not (in_ and getal.is_bron):
            yield from _formule(getal, in_)
        for naam, tekst in getal.toelichting:
            if not in_:
                yield f"{naam.replace('_', ' ')}: {tekst}"
        for deel in getal.delen:
            yield from self._deel(deel, getal.plek.kolom, in_)

    def _deel(self, deel: Deel, kolom: str, in_: str) -> Iterator[str]:
        if isinstance(deel.wat, Plek):
            yield from self._getal(deel, deel.wat, in_)
        elif isinstance(deel.wat, Gevonden):
            yield from self._bron(deel.wat, "" if deel.naam == kolom else deel.naam, in_)
        elif isinstance(deel.wat, Grond):
            yield from self._grond(deel.wat, in_)

    def _getal(self, deel: Deel, plek: Plek, in_: str) -> Iterator[str]:
        getal = self.uitleg.vertel(plek)
        kop = f"{in_}- {deel.naam} ({getal.adres}): {waarde(getal)}"
        if plek in self._verteld:
            yield f"{kop}; zie boven"
            return
        self._verteld.add(plek)
        yield f"{kop}; {getal.titel}" if getal.titel else kop
        yield from self._hoe(getal, f"{in_}{INSPRING}")

    def _bron(self, bron: Gevonden, naam: str, in_: str) -> Iterator[str]:
        """Rows of a source with the cells that count; who published it only the first time."""
        nummers = [nummer for nummer, _ in bron.rijen]
        een = len(nummers) == 1 and bool(bron.kolommen)
        welke = "het hele bestand" if bron.geheel else als_rijen(nummers)
        welke = f"rijen {AFGESCHERMD}" if bron.afgeschermd else welke
        cel = f", {_cellen(bron.rijen[0][1], bron.kolommen)}" if een else ""
        voor = f"{naam}, " if een and naam and naam not in bron.kolommen else ""
        yield f"{in_}- {voor}bron: {bron.bestand}, {welke}{cel}"
        binnen = f"{in_}{INSPRING}"
        if bron.bestand not in self._verteld:
            self._verteld.add(bron.bestand)
            dag = f"peildatum {bron.peildatum}" if bron.peildatum else "geen peildatum bekend"
            yield f"{binnen}{bron.titel}; {bron.uitgever}; {dag}"
        for (nummer, cellen), erbij in list(zip(bron.rijen, bron.erbij, strict=True))[:HOOGSTENS]:
            if not een:
                yield f"{binnen}rij {nummer}: {_cellen(cellen, bron.kolommen)}"
            if erbij and bron.kolommen:
                yield f"{binnen}{'' if een else INSPRING}{_cellen(erbij, ())}"
        if len(bron.rijen) > HOOGSTENS:
            yield f"{binnen}en {len(bron.rijen) - HOOGSTENS} rijen meer"
        if bron.hersteld:
            yield f"{binnen}{bron.hersteld}"

    def _grond(self, grond: Grond, in_: str) -> Iterator[str]:
        waar = f"{grond.bestand}{f', {als_rijen(grond.rijen)}' if grond.rijen else ''}"
        if grond in self._verteld:
            yield f"{in_}- {grond.kop}; zie boven"
            return
        self._verteld.add(grond)
        yield f"{in_}- {grond.kop}"
        yield f"{in_}{INSPRING}{grond.tekst}"
        yield f"{in_}{INSPRING}({waar})"


def waarde(getal: Getal) -> str:
    """The value of a number with its unit, a fraction both ways; onbekend without one."""
    if getal.waarde is None:
        return ONBEKEND
    if not is_getal(getal.waarde):
        return getal.waarde
    eigen = float(getal.waarde)
    if getal.eenheid == "fractie":
        return f"{met_eenheid(eigen, 'fractie')} ({kort(eigen)})"
    if getal.eenheid == "procent":
        return met_eenheid(eigen, "procent")
    if getal.eenheid in ("", "jaar"):
        return f"{eigen:g}"
    return f"{kort(eigen)} {getal.eenheid}"


def _opgeteld(getallen: Sequence[Getal]) -> Iterator[str]:
    """The sums of dwellings of municipalities, by what else tells rows apart, as the report has them under
    *Samen*; not where the table has sums of its own, where one is unknown, or there are many."""
    tafel = tabellen()[getallen[0].plek.tabel]
    if tafel.per != "gemeente" or "niveau" in tafel.velden or getallen[0].eenheid != "woningen":
        return
    sommen: dict[str, list[str | None]] = {}
    for getal in getallen:
        sommen.setdefault(", ".join(woord for _, woord in getal.welke), []).append(getal.waarde)
    if len(sommen) > HOOGSTENS or not all(w and is_getal(w) for s in sommen.values() for w in s):
        return
    delen = [f"{wat} {kort(sum(float(w or 0) for w in s))}".strip() for wat, s in sommen.items()]
    yield f"Opgeteld, in woningen: {'; '.join(delen)}"


def als_rijen(nummers: Sequence[int]) -> str:
    """Rows as text: rij 2, rijen 3-5."""
    return f"{'rij' if len(nummers) == 1 else 'rijen'} {als_reeks(nummers)}"


def _formule(getal: Getal, in_: str) -> Iterator[str]:
    """How it is made: in words, by the formula that held here, and with the values in it."""
    yield f"{in_}Gemaakt uit: {getal.gemaakt}"
    als = getal.rekening or getal.gemaakt
    if getal.rekening and getal.rekening not in (getal.gemaakt, getal.plek.kolom):
        yield f"{in_}Hier: {getal.rekening}"
    if getal.ingevuld and als != getal.ingevuld:
        gelijk = " is minder, dus" if getal.begrensd else " ="
        yield f"{in_}Ingevuld: {getal.ingevuld}{gelijk} {waarde(getal)}"
        for naam, leeg in getal.aangenomen:
            yield f"{in_}Onbekend, en daarom gerekend als {kort(leeg)}: {naam}"


def _cellen(cellen: Mapping[str, str], alle: Sequence[str]) -> str:
    """Cells with the name of their column; an empty one only where its column was asked for."""
    delen = [f"{naam} = {cel or 'leeg'}" for naam, cel in cellen.items() if cel or naam in alle]
    return "; ".join(delen)
