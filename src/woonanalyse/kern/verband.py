"""Sums that cells of a table stand in, and what has to be hidden so that no hidden cell follows from them."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

import pandas as pd

from woonanalyse.kern.niveau import Openbaarheid, Som, Volgt

Cel = tuple[int, str]
"""A cell: its row, counted from 0, and its column."""
Grenzen = tuple[float, float]
"""Lowest and highest value that readers know a cell to have."""

STAPPEN = 20_000
"""Moves tried before a cell counts as told: then more is hidden, never less."""
DIEP = 400
"""Cells moved together at most; as above."""


@dataclass(frozen=True)
class Verband:
    """Cells of which the sum, each times its factor, is known. `uitkomst` is what the others give.

    `vast`: the outcome is hidden as soon as one of the others is; else it is a total, and stays.
    """

    uitkomst: Cel
    termen: Mapping[Cel, int]
    vast: bool


def verbanden(frame: pd.DataFrame, regels: Openbaarheid) -> list[Verband]:
    """The relations that `regels` declares, in the rows of `frame`. A factor of 0 is one without a sum.

    Raises KeyError for a column that is not there.
    """
    eerder = _eerder(frame, regels.reeks)
    gevonden = [
        verband
        for volgt in regels.volgt
        for rij in range(len(frame))
        if (verband := _volgt(volgt, rij, eerder)) is not None
    ]
    gevonden += [verband for som in regels.sommen for verband in _sommen(frame, som)]
    weg = {cel[1] for verband in gevonden for cel in verband.termen} - set(frame.columns)
    if weg:
        raise KeyError(f"no column {', '.join(sorted(weg))}")
    return gevonden


def _eerder(frame: pd.DataFrame, reeks: tuple[str, ...]) -> dict[int, int]:
    """By row the row before it in its series."""
    if not reeks:
        return {}
    rijen = frame[list(reeks)].reset_index(drop=True).sort_values(list(reeks), kind="stable")
    apart = list(reeks[:-1])
    groepen = [deel for _, deel in rijen.groupby(apart, sort=False)] if apart else [rijen]
    return {nu: toen for groep in groepen for toen, nu in pairwise(groep.index)}


def _volgt(volgt: Volgt, rij: int, eerder: Mapping[int, int]) -> Verband | None:
    uitkomst = (rij, volgt.kolom)
    termen = {(rij, kolom): factor for kolom, factor in volgt.uit.items()}
    if volgt.vorige:
        if rij not in eerder:
            return None
        termen |= {(eerder[rij], kolom): factor for kolom, factor in volgt.vorige.items()}
    if volgt.anders:
        return Verband(uitkomst, {uitkomst: 0, **{(rij, k): 0 for k in volgt.anders}}, vast=True)
    return Verband(uitkomst, {uitkomst: -1, **termen}, vast=True)


def _sommen(frame: pd.DataFrame, som: Som) -> Iterator[Verband]:
    if som.kolom:
        for rij in range(len(frame)):
            delen = {(rij, kolom): 1 for kolom in som.uit}
            yield Verband((rij, som.kolom), {(rij, som.kolom): -1, **delen}, vast=False)
        return
    kaal = frame.reset_index(drop=True)
    groepen = kaal.groupby(list(som.per), sort=False) if som.per else [((), kaal)]
    for _, groep in groepen:
        wie = groep[som.wie].astype("str")
        totalen = groep.index[wie == som.totaal]
        delen_ = groep.index[(wie != som.totaal) if som.delen is None else (wie == som.delen)]
        for totaal in totalen if len(delen_) else ():
            for kolom in som.kolommen:
                rijen = {(int(rij), kolom): 1 for rij in delen_}
                yield Verband((int(totaal), kolom), {(int(totaal), kolom): -1, **rijen}, vast=False)


class Stelsel:
    """The relations of one table; `waarden` by cell, None for one that is not known to us either.

    `grenzen`: what readers know of a cell that is hidden.
    """

    def __init__(
        self,
        alle: Iterable[Verband],
        waarden: Mapping[Cel, float | None],
        grenzen: Mapping[Cel, Grenzen],
    ) -> None:
        self._van: dict[Cel, list[Verband]] = defaultdict(list)
        self._gevolgen: dict[Cel, list[Cel]] = defaultdict(list)
        for verband in alle:
            for cel, factor in verband.termen.items():
                if factor:
                    self._van[cel].append(verband)
                if verband.vast and cel != verband.uitkomst:
                    self._gevolgen[cel].append(verband.uitkomst)
        self._waarden = dict(waarden)
        self._grenzen = grenzen
        self._onbekend = {cel for cel, waarde in waarden.items() if waarde is None}
        self._vul_onbekenden()
        self._over = 0

    def hoede(self, eerst: Iterable[Cel]) -> set[Cel]:
        """What is hidden together with the cells `eerst`, so that no one of those can be told.

        In order of the cells, the smallest loss first; what turns out not to be needed is shown again.
        """
        kern = sorted(eerst)
        gekozen: list[Cel] = []
        hopeloos: set[Cel] = set()
        while (cel := self._verraden(kern, gekozen, hopeloos)) is not None:
            keuze = self._kies(cel, self._met_gevolgen([*kern, *gekozen]))
            if keuze is None:
                hopeloos.add(cel)
            else:
                gekozen.append(keuze)
        for keuze in gekozen[::-1]:
            minder = [ander for ander in gekozen if ander != keuze]
            if self._verraden(kern, minder, hopeloos) is None:
                gekozen = minder
        return self._met_gevolgen([*kern, *gekozen])

    def _verraden(self, kern: list[Cel], gekozen: list[Cel], zonder: set[Cel]) -> Cel | None:
        """The first cell of `kern` that what is shown tells."""
        verborgen = self._met_gevolgen([*kern, *gekozen])
        return next((c for c in kern if c not in zonder and self.bepaald(c, verborgen)), None)

    def bepaald(self, cel: Cel, verborgen: set[Cel]) -> bool:
        """Whether `cel` can have one value only, given all cells that are not in `verborgen`."""
        self._over = STAPPEN
        vrij = verborgen | self._onbekend
        return not any(self._past(cel, stap) and self._sluit({cel: stap}, vrij) for stap in (1, -1))

    def _sluit(self, stap: dict[Cel, int], vrij: set[Cel]) -> bool:
        """Whether other free cells can move along, so that all relations hold again."""
        self._over -= 1
        scheef = self._scheef(stap)
        if scheef is None:
            return True
        if self._over < 0 or len(stap) > DIEP:
            return False
        verband, verschil = scheef
        keuzes = [c for c, f in verband.termen.items() if f and c in vrij and c not in stap]
        for cel in sorted(keuzes, key=lambda c: (len(self._van[c]), c)):
            nodig, rest = divmod(-verschil, verband.termen[cel])
            if not rest and self._past(cel, nodig) and self._sluit({**stap, cel: nodig}, vrij):
                return True
        return False

    def _scheef(self, stap: Mapping[Cel, int]) -> tuple[Verband, int] | None:
        for cel in stap:
            for verband in self._van[cel]:
                verschil = sum(factor * stap.get(c, 0) for c, factor in verband.termen.items())
                if verschil:
                    return verband, verschil
        return None

    def _past(self, cel: Cel, stap: int) -> bool:
        waarde = self._waarden.get(cel)
        laag, hoog = self._grenzen.get(cel, (-math.inf, math.inf))
        return waarde is None or laag <= waarde + stap <= hoog

    def _met_gevolgen(self, cellen: Iterable[Cel]) -> set[Cel]:
        """These cells and all that is computed from them."""
        samen, nieuw = set(cellen), list(cellen)
        while nieuw:
            volgende = [c for c in self._gevolgen.get(nieuw.pop(), ()) if c not in samen]
            volgende = [c for c in volgende if c not in self._onbekend]
            samen.update(volgende)
            nieuw += volgende
        return samen

    def _kies(self, doel: Cel, verborgen: set[Cel]) -> Cel | None:
        """What to hide next: in a sum that has only one free cell, else in any that `doel` depends on."""
        vrij = verborgen | self._onbekend
        nabij = list(self._nabij(doel, vrij))
        krap = [v for v in nabij if sum(1 for c, f in v.termen.items() if f and c in vrij) == 1]
        for groep in [*([v] for v in krap), nabij]:
            keuzes = {c: v for v in groep for c, f in v.termen.items() if f and c not in vrij}
            if keuzes:
                return min(keuzes, key=lambda c: self._verlies(c, keuzes[c], vrij))
        return None

    def _verlies(self, cel: Cel, verband: Verband, vrij: set[Cel]) -> tuple[float, ...]:
        """Parts before totals, what is computed before what it is computed from; what cannot vary last."""
        is_uitkomst = cel == verband.uitkomst
        vast = not (self._past(cel, 1) or self._past(cel, -1))
        nieuw = sum(1 for v in self._van[cel] if not vrij & v.termen.keys())
        waarde = abs(self._waarden.get(cel) or 0)
        return (vast, is_uitkomst != verband.vast, nieuw, waarde, cel[0])

    def _nabij(self, doel: Cel, vrij: set[Cel]) -> Iterator[Verband]:
        """The relations that `doel` depends on, nearest first."""
        gezien, rij = {doel}, [doel]
        langs: set[int] = set()
        for cel in rij:
            for verband in self._van[cel]:
                if id(verband) in langs:
                    continue
                langs.add(id(verband))
                yield verband
                verder = [c for c, f in verband.termen.items() if f and c in vrij - gezien]
                gezien.update(verder)
                rij += verder

    def _vul_onbekenden(self) -> None:
        """Give cells that are not known the value that a relation with no other one says."""
        bezig = True
        while bezig:
            bezig = False
            for cel in sorted(self._onbekend):
                if self._waarden[cel] is None and (waarde := self._rest(cel)) is not None:
                    self._waarden[cel], bezig = waarde, True

    def _rest(self, cel: Cel) -> float | None:
        for verband in self._van[cel]:
            anderen = [(self._waarden[c], f) for c, f in verband.termen.items() if c != cel]
            if all(waarde is not None for waarde, _ in anderen):
                som = sum((waarde or 0) * factor for waarde, factor in anderen)
                return -som / verband.termen[cel]
        return None
