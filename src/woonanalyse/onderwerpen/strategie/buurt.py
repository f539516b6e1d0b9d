"""Near-best answers close to one that is known: one or two plans otherwise, found by counting alone.

Exact in whole numbers, and much cheaper than a search: what is found here needs no solve. What is not found
may still exist.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from woonanalyse.onderwerpen.strategie.milp import OPEN, Rij

_VER = 2**50
"""Beyond every sum of dwellings and weights: a side that is open."""


@dataclass(frozen=True)
class Stand:
    """An answer: by plan the option that is used (-1: none), and by option its dwellings above `van`."""

    gebruikt: np.ndarray
    extra: np.ndarray


@dataclass(frozen=True)
class _Zetten:
    """Changes of a plan: its option afterwards (-1: none), what that adds to every row, what each dwelling
    above `van` adds, and how many of those there can be; whether it turns from used to unused or back."""

    plan: np.ndarray
    optie: np.ndarray
    erbij: np.ndarray
    per: np.ndarray
    ruimte: np.ndarray
    keert: np.ndarray


class Buurt:
    """What surrounds an answer. `rijen` are sums over variables; an option has the variables `aan` and
    `extra` (-1 where its number is fixed). An option that is not `vrij` is used nowhere, a plan in `altijd`
    is never left alone."""

    def __init__(
        self,
        rijen: Sequence[Rij],
        plan: np.ndarray,
        aan: np.ndarray,
        extra: np.ndarray,
        ruimte: np.ndarray,
        vrij: np.ndarray,
        altijd: Collection[int],
    ) -> None:
        self._plan, self._aan, self._extra, self._ruimte = plan, aan, extra, ruimte
        self._vrij = np.flatnonzero(vrij)
        self._altijd = np.isin(np.arange(plan.max() + 1), sorted(altijd))
        self._laag = np.array([_grens(rij.laag) for rij in rijen])
        self._hoog = np.array([_grens(rij.hoog) for rij in rijen])
        self._vast = np.array([[_factor(rij, k) for k in aan] for rij in rijen])
        self._per = np.array([[_factor(rij, k) for k in extra] for rij in rijen])

    def stand(self, waarden: np.ndarray) -> Stand:
        """The answer that the variables of a solve say."""
        gebruikt = np.full(len(self._altijd), -1)
        opties = np.flatnonzero(waarden[self._aan] == 1)
        gebruikt[self._plan[opties]] = opties
        return Stand(gebruikt, np.where(self._extra >= 0, waarden[self._extra], 0))

    def keert(self, stand: Stand, plannen: np.ndarray) -> dict[int, Stand]:
        """Of `plannen` those that turn from used to unused or back in an answer close to `stand`, with it."""
        som = self._som(stand)
        alle = self._zetten(stand)
        eerst = _deel(alle, np.flatnonzero(alle.keert & np.isin(alle.plan, plannen)))
        uit: dict[int, Stand] = {}
        if not len(eerst.plan):
            return uit
        for helft in (np.zeros_like(eerst.ruimte), eerst.ruimte):
            begin = som + eerst.erbij + helft[:, None] * eerst.per
            laagst = self._past(begin, alle, eerst.plan)
            for i in np.flatnonzero((laagst >= 0).any(axis=1)):
                if int(eerst.plan[i]) not in uit:
                    j = int(np.argmax(laagst[i] >= 0))
                    tussen = _na(stand, eerst, int(i), int(helft[i]))
                    uit[int(eerst.plan[i])] = _na(tussen, alle, j, int(laagst[i, j]))
        return uit

    def _som(self, stand: Stand) -> np.ndarray:
        opties = stand.gebruikt[stand.gebruikt >= 0]
        return self._vast[:, opties].sum(axis=1) + self._per[:, opties] @ stand.extra[opties]

    def _zetten(self, stand: Stand) -> _Zetten:
        """Every change of one plan, and last the change of nothing."""
        weg = np.flatnonzero((stand.gebruikt >= 0) & ~self._altijd)
        plan = np.concatenate([self._plan[self._vrij], weg, [-1]])
        optie = np.concatenate([self._vrij, np.full(len(weg) + 1, -1)])
        nu = np.where(plan >= 0, stand.gebruikt[plan], -1)
        heeft = optie >= 0
        erbij = np.where(heeft, self._vast[:, optie], 0)
        erbij -= np.where(nu >= 0, self._vast[:, nu] + self._per[:, nu] * stand.extra[nu], 0)
        return _Zetten(
            plan,
            optie,
            erbij.T,
            np.where(heeft, self._per[:, optie], 0).T,
            np.where(heeft, self._ruimte[optie], 0),
            heeft != (nu >= 0),
        )

    def _past(self, begin: np.ndarray, zetten: _Zetten, plan: np.ndarray) -> np.ndarray:
        """By row of `begin` and change the fewest dwellings above `van` so that all rows hold; -1: none."""
        laag = np.zeros((len(begin), len(zetten.plan)), dtype=np.int64)
        hoog = np.broadcast_to(zetten.ruimte, laag.shape).copy()
        hoog[plan[:, None] == zetten.plan[None, :]] = -1
        for r in range(len(self._laag)):
            som = begin[:, [r]] + zetten.erbij[None, :, r]
            per = zetten.per[:, r]
            gelijk = per == 0
            mis = (som < self._laag[r]) | (som > self._hoog[r])
            hoog[mis & gelijk] = -1
            deel = np.flatnonzero(~gelijk)
            if len(deel):
                p = per[deel]
                onder, boven = self._laag[r] - som[:, deel], self._hoog[r] - som[:, deel]
                van, tot = np.where(p > 0, onder, boven), np.where(p > 0, boven, onder)
                laag[:, deel] = np.maximum(laag[:, deel], -(-van // p))
                hoog[:, deel] = np.minimum(hoog[:, deel], tot // p)
        return np.where(laag <= hoog, laag, -1)


def _grens(waarde: float) -> int:
    return int(np.sign(waarde)) * _VER if abs(waarde) == OPEN else int(waarde)


def _factor(rij: Rij, kolom: int) -> int:
    return rij.factoren.get(int(kolom), 0)


def _deel(zetten: _Zetten, welke: np.ndarray) -> _Zetten:
    return _Zetten(*(getattr(zetten, naam)[welke] for naam in _Zetten.__dataclass_fields__))


def _na(stand: Stand, zetten: _Zetten, nummer: int, extra: int) -> Stand:
    """The answer after a change."""
    plan, optie = int(zetten.plan[nummer]), int(zetten.optie[nummer])
    gebruikt, meer = stand.gebruikt.copy(), stand.extra.copy()
    if plan >= 0:
        gebruikt[plan] = optie
    if optie >= 0:
        meer[optie] = extra
    return Stand(gebruikt, meer)


VOORBEELDEN = 12
"""Answers near an answer that are searched around in turn, before a search by the solver."""


def rondom(buurt: Buurt, begin: Stand, raak: Mapping[int, bool], open_: Sequence[int]) -> list[int]:
    """Of `open_` the plans that turn to the other of `raak` in an answer a few steps from `begin`."""
    over, gevonden, wachtrij = list(open_), [], [begin]
    for _ in range(VOORBEELDEN):
        if not wachtrij or not over:
            break
        stand = wachtrij.pop(0)
        zelfde = np.array([p for p in over if (stand.gebruikt[p] >= 0) == raak[p]], dtype=np.int64)
        keert = buurt.keert(stand, zelfde)
        nieuw = sorted(keert)
        gevonden += nieuw
        over = [plan for plan in over if plan not in keert]
        wachtrij += [keert[plan] for plan in nieuw]
    return gevonden
