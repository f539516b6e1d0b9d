"""What the registers tell of one municipality's way back, in order of date: sentences, no judgement."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Any, NamedTuple

import pandas as pd

from woonanalyse.afspraken.tijd import tijd
from woonanalyse.kern.getal import ONBEKEND, aantal, datum, hoeveel, hoofdletter, opsomming
from woonanalyse.kern.nummering import ARTIKEL, Nummering
from woonanalyse.kern.opzet import Opzet
from woonanalyse.kern.perrij import per_rij
from woonanalyse.kern.registers import bezwaar
from woonanalyse.onderwerpen.herstel.terugweg import Gepubliceerd

ZONDER = "zonder datum"
LETTERLIJK = "letterlijk"
DICHTBIJ = 0.03
"""How near two counts have to be, as a share of the first, to derive anything from them."""


class Telling(NamedTuple):
    """Hard capacity of a municipality: when (ISO text), how much, how counted, whose number."""

    datum: str
    hard: int
    telling: str
    bron: str
    zekerheid: str = LETTERLIJK

    @property
    def zeker(self) -> bool:
        """Whether it may be counted with."""
        return self.zekerheid == LETTERLIJK


class Bouw(NamedTuple):
    """Two counts that follow each other, and what was built in the years between, None when unknown."""

    eerst: Telling
    later: Telling
    gebouwd: int | None

    def over(self, eraf: int = 0) -> int:
        """What the first leaves after what was built, and `eraf`."""
        return self.eerst.hard - (self.gebouwd or 0) - eraf

    def past(self, eraf: int) -> bool:
        """Whether the later count is what is left with `eraf` taken off, about, and not without."""
        met, zonder = (abs(over - self.later.hard) for over in (self.over(eraf), self.over()))
        return met < zonder and met <= DICHTBIJ * self.eerst.hard


def tellingen(
    balans: pd.DataFrame, opzet: Opzet, capaciteiten: pd.DataFrame, elders: Sequence[Gepubliceerd]
) -> list[Telling]:
    """Every count of the hard capacity of one municipality with a date, oldest first, each once.

    `balans` and `capaciteiten` (the register) hold its rows only; `elders` those of every member.
    """
    rij = balans.iloc[0]
    gevonden = []
    if opzet.peildatum and pd.notna(rij["hard_totaal"]):
        eigen = Telling(opzet.peildatum, int(rij["hard_totaal"]), rij["telling"], str(opzet.naam))
        gevonden.append(eigen)
    for een in elders:
        gevonden += [
            Telling(een.peildatum, int(w.hard), w.telling, een.titel)
            for w in per_rij(een.hard)
            if w.gemeentecode == rij["gemeentecode"] and pd.notna(w.hard)
        ]
    return _op_dag([*gevonden, *uit_register(capaciteiten)])


def uit_register(capaciteiten: pd.DataFrame) -> list[Telling]:
    """The counts in rows of the register of one party, oldest first, each once."""
    return _op_dag(
        Telling(r.peildatum, int(r.waarde), r.telling or ONBEKEND, _wie(r), r.zekerheid)
        for r in per_rij(capaciteiten)
        if _heel(r)
    )


def erna(gemeten: Sequence[Telling], peildatum: str | None) -> list[Telling]:
    """The counts of after the reference date; of an edition without one, all."""
    return [
        een
        for een in gemeten
        if peildatum is None or tijd(een.datum).vroegst > date.fromisoformat(peildatum)
    ]


def _op_dag(gevonden: Iterable[Telling]) -> list[Telling]:
    uniek: dict[tuple[str, int], Telling] = {}
    for een in gevonden:
        uniek.setdefault((een.datum, een.hard), een)
    return sorted(uniek.values(), key=lambda een: (tijd(een.datum).laatst, een.hard))


def _heel(rij: Any) -> bool:
    """Whether a row is dated and on the hard plans of the whole municipality, in dwellings."""
    hard = re.match(r"hard\b", rij.soort) and pd.notna(rij.waarde)
    return bool(hard and not rij.gebied and rij.eenheid == "woningen" and rij.peildatum)


def _wie(rij: Any) -> str:
    """Whose paper a row is from, and how certain."""
    stuk = " ".join(deel for deel in (rij.bron, rij.vindplaats) if deel)
    hoe = f": {rij.afleiding.rstrip('.')}" if rij.afleiding else ""
    zeker = "" if rij.zekerheid == LETTERLIJK else f", {rij.zekerheid}{hoe}"
    return f"{stuk}; {rij.bronsoort}{zeker}"


def stappen(
    gemeten: Sequence[Telling], gebouwd: Mapping[int, int], zeker: bool = True
) -> list[Bouw]:
    """Counts that follow each other, with what was built between them; `gebouwd` by calendar year.

    Only whole years between two days count; of less exact dates it is not known.
    """
    telt = [een for een in gemeten if een.zeker or not zeker]
    return [
        Bouw(eerst, later, _tussen(eerst.datum, later.datum, gebouwd))
        for eerst, later in pairwise(telt)
        if eerst.datum != later.datum
    ]


def _tussen(van: str, tot: str, gebouwd: Mapping[int, int]) -> int | None:
    dagen = [tijd(van), tijd(tot)]
    nieuwjaar = all(dag.exact and (dag.vroegst.month, dag.vroegst.day) == (1, 1) for dag in dagen)
    jaren = range(dagen[0].vroegst.year, dagen[1].vroegst.year)
    if not nieuwjaar or any(jaar not in gebouwd for jaar in jaren):
        return None
    return sum(gebouwd[jaar] for jaar in jaren)


def verhaal(
    registers: Mapping[str, pd.DataFrame],
    gemeten: Sequence[Telling],
    gebouwd: Mapping[int, int],
    woord: Nummering = ARTIKEL,
) -> list[str]:
    """All that is known of one municipality, a text each: dated facts in order, the undated ones, then what
    contradicts and what follows. `registers` with all its rows and no other's; `woord` is what the number of
    an agreement is called.
    """
    feiten = [*_feiten(registers, woord), *_capaciteiten(gemeten, gebouwd)]
    op_dag = sorted((f for f in feiten if f[0]), key=lambda feit: tijd(feit[0]).laatst)
    regels = [f"{hoofdletter(datum(dag))}: {zin}" for dag, zin in op_dag]
    regels += [f"{hoofdletter(ZONDER)}: {zin}" for dag, zin in feiten if not dag]
    return [
        *regels,
        *_tegenspraak(registers, gemeten),
        *(
            f"Afgeleid: {grond} {gevolg}"
            for grond, gevolg in _gevolgen(registers["maatregelen"], gemeten, gebouwd)
        ),
    ]


def gevolgen(
    maatregelen: pd.DataFrame, gemeten: Sequence[Telling], gebouwd: Mapping[int, int]
) -> list[str]:
    """After which counts the measures of one municipality took effect, without how that follows."""
    return [gevolg for _, gevolg in _gevolgen(maatregelen, gemeten, gebouwd)]


def _gevolgen(
    maatregelen: pd.DataFrame, gemeten: Sequence[Telling], gebouwd: Mapping[int, int]
) -> Iterator[tuple[str, str]]:
    for rij in per_rij(maatregelen):
        minder = rij.effect == "minder" and pd.notna(rij.vermindering)
        if minder and rij.zekerheid != "onzeker":
            yield from wanneer(int(rij.vermindering), stappen(gemeten, gebouwd), rij.datum)


def _feiten(registers: Mapping[str, pd.DataFrame], woord: Nummering) -> Iterator[tuple[str, str]]:
    """Date (may be empty) and sentence of each register row on measures, agreements and terms."""
    for rij in per_rij(registers["maatregelen"]):
        yield rij.datum, f"{maatregel(rij)} ({_wie(rij)})."
    for rij in per_rij(registers["afspraken_op_maat"]):
        gezien = "" if rij.besluit_gezien == "ja" else "; het besluit daarover is niet gezien"
        wat = f"Afspraak op maat bij {woord.bij(rij.artikel)}: {rij.afspraak.rstrip('.')}"
        yield rij.datum, f"{wat}, volgens {rij.volgens}{gezien} ({_wie(rij)})."
    for rij in per_rij(registers["termijnen"]):
        if rij.termijn_start or rij.reden or rij.omschrijving:
            yield rij.datum, f"{_termijn(rij)} ({_wie(rij)})."


def maatregel(rij: Any) -> str:
    """What a row of the register of measures says was done, and what it did to hard plans."""
    waar = f" ({rij.locatie})" if rij.locatie else ""
    uitleg = f": {rij.omschrijving.rstrip('.')}" if rij.omschrijving else ""
    return f"{rij.soort}{waar}{uitleg}; {_effect(rij)}"


def _effect(rij: Any) -> str:
    hoe = f"{hoeveel(rij.vermindering, 'woning', 'woningen')}" if pd.notna(rij.vermindering) else ""
    if rij.effect == "minder":
        return f"{hoe} minder in harde plannen" if hoe else "minder in harde plannen, hoeveel niet"
    if rij.effect == "elders":
        return f"{f'{hoe} ' if hoe else ''}naar een andere plek: geen vermindering"
    if rij.effect == "geen":
        return f"harde plannen worden hierdoor niet minder{f' ({hoe})' if hoe else ''}"
    return "wat er uit harde plannen gaat, zegt de bron niet"


def _termijn(rij: Any) -> str:
    begin = f"begin {datum(rij.termijn_start)}" if rij.termijn_start else "zonder begin"
    wat = (rij.omschrijving or rij.reden).rstrip(".")
    telt = "" if not bezwaar(rij) and rij.termijn_start else "; dit verandert geen stand"
    return f"termijn van het register, {begin}: {wat}{telt}"


def _capaciteiten(
    gemeten: Sequence[Telling], gebouwd: Mapping[int, int]
) -> Iterator[tuple[str, str]]:
    for een in gemeten:
        hoe = f"telling {ONBEKEND}" if een.telling == ONBEKEND else f"telling {een.telling}"
        mee = "" if een.zeker else "; hier niet mee gerekend"
        yield een.datum, f"{aantal(een.hard)} woningen in harde plannen, {hoe} ({een.bron}){mee}."
    for stap in stappen(gemeten, gebouwd):
        if stap.gebouwd is not None:
            tot = date(tijd(stap.later.datum).vroegst.year - 1, 12, 31).isoformat()
            gedaan = hoeveel(stap.gebouwd, "woning", "woningen")
            yield tot, f"{gedaan} gebouwd sinds {datum(stap.eerst.datum)} (CBS)."


def _tegenspraak(
    registers: Mapping[str, pd.DataFrame], gemeten: Sequence[Telling]
) -> Iterator[str]:
    for naam in ("maatregelen", "afspraken_op_maat", "capaciteiten"):
        for rij in per_rij(registers[naam]):
            if rij.tegenspraak:
                wat = getattr(rij, "soort", "") or getattr(rij, "afspraak", "")
                yield f"Tegenspraak bij {wat}: {rij.tegenspraak.rstrip('.')}{_houdt_aan(rij)}."
    per_dag: dict[str, list[str]] = {}
    for een in gemeten:
        per_dag.setdefault(een.datum, []).append(f"{aantal(een.hard)} ({een.bron})")
    for dag, waarden in per_dag.items():
        if len(waarden) > 1:
            yield f"Voor {datum(dag)} verschillen de bronnen: {opsomming(waarden)}."


def _houdt_aan(rij: Any) -> str:
    """Which number the register keeps to in spite of what contradicts it; may be empty."""
    waarde = getattr(rij, "waarde", pd.NA)
    return "" if pd.isna(waarde) else f"; het register houdt {aantal(waarde)} {rij.eenheid} aan"


def wanneer(eraf: int, paren: Sequence[Bouw], dag: str = "") -> list[tuple[str, str]]:
    """When a measure without an exact date probably took effect, from the counts around it; else nothing.

    Derived: between which two counts the number went off, because only there it fits. One pair: the grounds,
    and what follows.
    """
    if dag and tijd(dag).exact:
        return []
    met = next((stap for stap in paren if stap.past(eraf)), None)
    voor = next((stap for stap in reversed(paren) if met and stap.later == met.eerst), None)
    if met is None:
        return []
    zinnen = []
    if voor is not None and voor.gebouwd is not None:
        zinnen.append(
            f"{aantal(voor.eerst.hard)} ({datum(voor.eerst.datum)}) min {aantal(voor.gebouwd)} gebouwd is "
            f"{aantal(voor.over())}; gepubliceerd is {aantal(voor.later.hard)} ({datum(voor.later.datum)})"
        )
    gebouwd = "" if met.gebouwd is None else f" min {aantal(met.gebouwd)} gebouwd"
    zinnen.append(
        f"{aantal(met.eerst.hard)} min {aantal(eraf)}{gebouwd} is {aantal(met.over(eraf))}; gepubliceerd is "
        f"{aantal(met.later.hard)} ({datum(met.later.datum)})"
    )
    soorten = dict.fromkeys(een.telling for een in (met.eerst, met.later))
    gelijk = len(soorten) == 1 and ONBEKEND not in soorten
    hoe = "" if gelijk else " Dat deze bronnen gelijk tellen, is niet bekend."
    gevolg = (
        f"De vermindering van {aantal(eraf)} werkte dus waarschijnlijk pas na {datum(met.eerst.datum)} "
        f"door.{hoe}"
    )
    return [(f"{'. '.join(zinnen)}.", gevolg)]
