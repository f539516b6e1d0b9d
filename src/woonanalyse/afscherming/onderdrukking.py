"""What of a table is hidden with what may not be shown, given also what was shown of it before."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace

import pandas as pd

from woonanalyse.afscherming.regels import Regels
from woonanalyse.afscherming.verband import (
    Cel,
    Getal,
    Verband,
    aangevuld,
    te_verbergen,
)
from woonanalyse.kern.niveau import Openbaarheid


@dataclass(frozen=True)
class Stand:
    """A table as it was shown: `frame` with its rows counted from 0, its relations, and the cells `weg` that
    were not."""

    frame: pd.DataFrame
    verbanden: Sequence[Verband]
    weg: Collection[Cel]


@dataclass
class _Samen:
    """The cells of a table and of its earlier states: an earlier one is the same cell as a newer one in its
    place, unless both are known and differ. By cell its value, and which ones are or were in a table, are in
    the newest, and were shown before."""

    waarden: dict[Cel, int | None] = field(default_factory=dict)
    ooit: set[Cel] = field(default_factory=set)
    nu: set[Cel] = field(default_factory=set)
    gezien: set[Cel] = field(default_factory=set)
    eigen: list[Verband] = field(default_factory=list)
    alle: list[Verband] = field(default_factory=list)


def ook(
    stand: Stand,
    eisen: Openbaarheid,
    regels: Regels,
    klein: Collection[str],
    eerder: Sequence[Stand],
) -> Collection[Cel]:
    """What has to be hidden with the cells `stand.weg`, by the sums that they stand in; `klein` the columns
    of small counts, of which one that follows from the table and is not in it counts as one that is.

    `eerder`: earlier states of the same table, the earliest first, of which the cells `weg` were hidden.
    """
    samen = _samen(stand, eisen, eerder)
    vol = aangevuld(samen.alle, samen.waarden)
    # what readers have from elsewhere is known to them, and its value is none of our concern
    elders = {cel: 0 for cel, waarde in vol.items() if waarde is None and cel[1] in eisen.elders}
    getallen = {
        cel: replace(
            getal(waarde, regels, cel[1] in klein, cel[1] in eisen.negatief, cel in samen.ooit),
            staat_er=cel in samen.nu,
            elders=cel[1] in eisen.elders or cel in samen.gezien,
        )
        for cel, waarde in aangevuld(samen.alle, {**vol, **elders}, klein).items()
    }
    volgt = [c for c, g in getallen.items() if c[1] in klein and regels.klein(g.waarde)]
    kern = dict.fromkeys([*(cel for cel in stand.weg if cel in getallen), *volgt])
    if not kern:
        return stand.weg
    return {*stand.weg, *te_verbergen(samen.alle, samen.eigen, getallen, kern, regels.gewicht)}


def getal(waarde: int | None, regels: Regels, geteld: bool, onder_nul: bool, er: bool) -> Getal:
    """A cell, with what readers know of it once it is hidden. Of what is counted, and in a table (`er`), they
    may know which ones are small."""
    laag = None if onder_nul or (waarde or 0) < 0 else 0
    van, tot = regels.klein_van, regels.klein_tot
    if geteld and regels.klein(waarde):
        return Getal(waarde, er, van, tot, tot - van)
    if waarde is None or not (geteld and er):
        return Getal(waarde, er, laag, None, regels.marge(waarde or 0))
    if waarde < van:
        return Getal(waarde, er, laag, van - 1, 0)
    return Getal(waarde, er, tot + 1, None, regels.marge(waarde))


def _samen(stand: Stand, eisen: Openbaarheid, eerder: Sequence[Stand]) -> _Samen:
    uit = _Samen()
    plekken: dict[tuple[object, str], list[Cel]] = {}
    begin = 0
    for nr, een in enumerate([stand, *reversed(eerder)]):
        eigen = een.verbanden
        waarden = _waarden(een.frame, [cel for verband in eigen for cel in verband.termen])
        reeks = list(een.frame[list(eisen.reeks)].itertuples(index=False, name=None))
        naam: dict[Cel, Cel] = {}
        for (rij, kolom), waarde in waarden.items():
            plek = (reeks[rij] if eisen.reeks else begin + rij, kolom)
            wie = _zelfde(uit, plekken.setdefault(plek, []), (begin + rij, kolom), waarde)
            naam[rij, kolom] = wie
            if waarde is None:
                uit.waarden.setdefault(wie, None)
                continue
            uit.waarden[wie] = waarde
            uit.ooit.add(wie)
            if nr == 0:
                uit.nu.add(wie)
            elif (rij, kolom) not in een.weg:
                uit.gezien.add(wie)
        uit.alle += list(_hernoemd(eigen, naam, uit.alle))
        uit.eigen = uit.eigen or list(uit.alle)
        begin += len(een.frame)
    return uit


def _zelfde(uit: _Samen, hier: list[Cel], eigen: Cel, waarde: int | None) -> Cel:
    """Which of the cells `hier`, of one place, a cell of that place is the same as; else `eigen`."""
    for ander in hier:
        if waarde is None or uit.waarden[ander] in (None, waarde):
            return ander
    hier.append(eigen)
    return eigen


def _hernoemd(
    eigen: Sequence[Verband], naam: dict[Cel, Cel], al: Sequence[Verband]
) -> Iterator[Verband]:
    """The relations by the names of their cells; not those that are there."""
    gezien = {(v.uitkomst, *v.termen.items()) for v in al}
    for verband in eigen:
        nieuw = Verband(
            naam[verband.uitkomst],
            {naam[cel]: factor for cel, factor in verband.termen.items()},
            verband.vast,
        )
        if (nieuw.uitkomst, *nieuw.termen.items()) not in gezien:
            yield nieuw


def _waarden(frame: pd.DataFrame, cellen: Sequence[Cel]) -> dict[Cel, int | None]:
    """Cells as whole numbers, each once; what is a part of no sum may be rounded."""
    kolommen = {kolom: list(frame[kolom]) for kolom in dict.fromkeys(k for _, k in cellen)}
    waarden = ((cel, kolommen[cel[1]][cel[0]]) for cel in dict.fromkeys(cellen))
    return {cel: None if pd.isna(waarde) else round(float(waarde)) for cel, waarde in waarden}
