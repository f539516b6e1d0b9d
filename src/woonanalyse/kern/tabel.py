"""Read one CSV and check every cell; all problems at once, the frame only when there are none."""

from __future__ import annotations

import csv
import difflib
import io
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from woonanalyse.kern import correcties
from woonanalyse.kern.bewaakt import herstel
from woonanalyse.kern.fouten import Probleem, Waarschuwing
from woonanalyse.kern.getal import opsomming
from woonanalyse.kern.kolomeis import Kolom
from woonanalyse.kern.tekstbestand import andere_opmaak, lees_tekst
from woonanalyse.kern.vindplaats import leg_tabel_vast, leg_waarschuwing_vast


def lees_tabel(
    wortel: Path,
    bestand: str,
    kolommen: Mapping[str, Kolom],
    *,
    leeg: bool = False,
    bewaakt: bool = False,
    meer: bool = False,
    elders: frozenset[str] = frozenset(),
) -> tuple[pd.DataFrame | None, list[Probleem]]:
    """Read `bestand` (path from the root, UTF-8, comma separated, a header line).

    A file without rows under its header is a problem unless `leeg`; empty rows are skipped. Of one that is
    `bewaakt` a spreadsheet may have been kept from running text: that text is given as it was. One that may
    hold `meer` has columns that are not taken, with a note of which; else they are a problem. Of rows with a
    gemeentecode in `elders`, which the caller leaves alone, only the cells of PLEK are read. Returns the
    frame, typed as `kolommen` says and indexed by the row a spreadsheet shows, or None with the problems.
    Text in an empty cell of a number column becomes <NA>.
    """
    inhoud, problemen = lees_tekst(wortel, bestand, "een CSV")
    if inhoud is None:
        return None, problemen
    eisen = tuple(kolommen.items())
    if correcties.raakt(wortel, bestand):
        gelezen, gezegd = _lees_hersteld(wortel, bestand, inhoud, eisen, leeg, meer, elders)
        gelezen = _onbewaakt(gelezen) if bewaakt and gelezen is not None else gelezen
    else:
        gelezen, gezegd = _lees(bestand, inhoud, eisen, leeg, bewaakt, meer, elders)
    if gelezen is None:
        return None, [*gezegd]
    frame = gelezen[list(kolommen)].copy()
    if over := [naam for naam in gelezen.columns if naam not in kolommen]:
        wat = f"kolommen die wij niet lezen, tellen niet mee: {opsomming(over)}"
        leg_waarschuwing_vast(Waarschuwing(bestand, wat, rij=1))
    leg_tabel_vast(bestand, frame)
    return frame, []


Eisen = tuple[tuple[str, Kolom], ...]


@lru_cache(maxsize=100)
def _lees(
    bestand: str,
    inhoud: str,
    eisen: Eisen,
    leeg: bool,
    bewaakt: bool,
    meer: bool,
    elders: frozenset[str],
) -> tuple[pd.DataFrame | None, list[Probleem]]:
    """As `lees_tabel`, of a text: one that several editions are read from is checked once."""
    blad, problemen = _blad(bestand, inhoud, eisen, leeg, meer)
    if blad is None:
        return None, problemen
    frame, problemen = _getypt(bestand, blad, eisen, elders)
    return _onbewaakt(frame) if bewaakt and frame is not None else frame, problemen


def _onbewaakt(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.map(lambda cel: herstel(cel) if isinstance(cel, str) else cel)


def _lees_hersteld(
    wortel: Path,
    bestand: str,
    inhoud: str,
    eisen: Eisen,
    leeg: bool,
    meer: bool,
    elders: frozenset[str],
) -> tuple[pd.DataFrame | None, list[Probleem]]:
    """As `_lees`, of a file in which cells are mended."""
    blad, problemen = _blad(bestand, inhoud, eisen, leeg, meer)
    if blad is None:
        return None, problemen
    blad, problemen = correcties.pas_toe(wortel, bestand, blad)
    return (None, problemen) if problemen else _getypt(bestand, blad, eisen, elders)


def _blad(
    bestand: str, inhoud: str, eisen: Eisen, leeg: bool, meer: bool
) -> tuple[pd.DataFrame | None, list[Probleem]]:
    """The table as text, with a head and a width that are right."""
    kolommen = dict(eisen)
    if anders := andere_opmaak(bestand, inhoud, list(kolommen)):
        return None, [anders]
    rijen, problemen = _rijen(bestand, inhoud)
    if problemen:
        return None, problemen
    if len(rijen) < (1 if leeg else 2):
        eis = "een kopregel en ten minste één rij; het bestand is leeg"
        return None, [Probleem(bestand, eis, rij=1)]
    kop = rijen.pop(1)
    problemen = _zonder_kop(bestand, kop, list(kolommen)) or [
        *_controleer_kop(bestand, kop, list(kolommen), meer),
        *_controleer_breedte(bestand, len(kop), rijen),
    ]
    if problemen:
        return None, problemen
    frame = pd.DataFrame(list(rijen.values()), columns=kop, dtype="object", index=list(rijen))
    return frame, []


PLEK = ("gemeentecode", "gemeentenaam")
"""Columns that say which municipality a row is about."""


def _getypt(
    bestand: str, blad: pd.DataFrame, eisen: Eisen, elders: frozenset[str]
) -> tuple[pd.DataFrame | None, list[Probleem]]:
    kolommen = dict(eisen)
    blijft = blad
    if elders:
        weg = blad["gemeentecode"].isin(elders)
        blijft = blad[~weg]
        blad = blad.copy()
        blad.loc[weg, [naam for naam in blad.columns if naam not in PLEK]] = ""
    problemen = _controleer_cellen(bestand, blijft, kolommen)
    if problemen:
        return None, problemen
    over = [naam for naam in blad.columns if naam not in kolommen]
    return _typeer(blad, kolommen).assign(**{naam: blad[naam] for naam in over}), []


def _rijen(bestand: str, inhoud: str) -> tuple[dict[int, list[str]], list[Probleem]]:
    """The rows of a CSV that hold anything, and the first, by the row a spreadsheet shows."""
    rijen: list[list[str]] = []
    try:
        rijen.extend(csv.reader(io.StringIO(inhoud, newline=""), strict=True))
    except csv.Error:
        verwacht = (
            "cellen van gewone lengte, met aanhalingstekens om de hele cel die ook sluiten (een "
            "aanhalingsteken in een cel schrijft u twee keer)"
        )
        return {}, [Probleem(bestand, verwacht, rij=len(rijen) + 1)]
    gevuld = {nr: rij for nr, rij in enumerate(rijen, start=1) if any(cel.strip() for cel in rij)}
    return ({1: rijen[0]} | gevuld if gevuld else {}), []


def rijnummers(rijen: Sequence[int], hoogstens: int = 10) -> str:
    """Numbers of rows in words: 3, 5 en 9; of many only the first."""
    if len(rijen) > hoogstens:
        return f"{', '.join(map(str, rijen[:hoogstens]))} en nog {len(rijen) - hoogstens}"
    return opsomming([str(rij) for rij in rijen])


def _zonder_kop(bestand: str, kop: Sequence[str], verwacht: Sequence[str]) -> list[Probleem]:
    """One problem where the first row holds none of the names: then it is no header."""
    if set(kop) & set(verwacht):
        return []
    eis = "de kopregel als eerste rij: " + ", ".join(verwacht)
    return [Probleem(bestand, eis, rij=1, waarde=", ".join(kop))]


def _controleer_kop(
    bestand: str, kop: Sequence[str], verwacht: Sequence[str], meer: bool
) -> list[Probleem]:
    problemen = []
    over = [naam for naam in kop if naam not in verwacht]
    for naam in verwacht:
        if naam not in kop:
            lijkt_op = difflib.get_close_matches(naam, over, n=1)
            hint = f"; bedoelt kolom {lijkt_op[0]!r} deze?" if lijkt_op else ""
            problemen.append(
                Probleem(
                    bestand, f"een kolom met deze naam; die ontbreekt{hint}", rij=1, kolom=naam
                )
            )
    for naam in [] if meer else over:
        problemen.append(
            Probleem(bestand, "alleen de kolommen " + ", ".join(verwacht), rij=1, waarde=naam)
        )
    for naam in sorted({naam for naam in kop if kop.count(naam) > 1}):
        problemen.append(Probleem(bestand, "elke kolom één keer", rij=1, kolom=naam))
    return problemen


def _controleer_breedte(
    bestand: str, breedte: int, rijen: Mapping[int, Sequence[str]]
) -> list[Probleem]:
    anders: dict[int, list[int]] = {}
    for nr, rij in rijen.items():
        if len(rij) != breedte:
            anders.setdefault(len(rij), []).append(nr)
    return [
        Probleem(
            bestand,
            f"{breedte} cellen zoals in de kopregel"
            + (f"; zo ook in rij {rijnummers(nrs[1:])}" if len(nrs) > 1 else ""),
            rij=nrs[0],
            waarde=f"{aantal} cellen",
        )
        for aantal, nrs in anders.items()
    ]


_VEEL = 10
"""With more rows than this a column that is wrong in every row is told once."""


def _controleer_cellen(
    bestand: str, frame: pd.DataFrame, kolommen: Mapping[str, Kolom]
) -> list[Probleem]:
    fout = []
    for naam, kolom in kolommen.items():
        cellen_ = frame[naam].tolist()
        bezwaren = {cel: kolom.bezwaar(cel) for cel in dict.fromkeys(cellen_)}
        eigen = [
            (rij, naam, cel, verwacht)
            for rij, cel in zip(frame.index, cellen_, strict=True)
            if (verwacht := bezwaren[cel])
        ]
        if len(eigen) == len(frame) > _VEEL:
            rij, _, cel, verwacht = eigen[0]
            geheel = f"{verwacht}; in geen van de {len(frame)} rijen klopt dit: is dit deze kolom?"
            eigen = [(rij, naam, cel, geheel)]
        fout += eigen
    return [
        Probleem(bestand, verwacht, rij=rij, kolom=naam, waarde=cel)
        for rij, naam, cel, verwacht in sorted(fout)
    ]


def dubbele_rijen(frame: pd.DataFrame, bestand: str) -> list[Probleem]:
    """Problems where a row is the same as an earlier one in every column."""
    if len(set(map(tuple, frame.to_numpy(dtype="object")))) == len(frame):
        return []
    eerste: dict[tuple[str, ...], int] = {}
    problemen = []
    for rij, *cellen_ in frame.itertuples(name=None):
        eerder = eerste.setdefault(tuple("" if pd.isna(c) else str(c) for c in cellen_), rij)
        if eerder != rij:
            verwacht = f"elke rij één keer; deze is gelijk aan rij {eerder}"
            problemen.append(Probleem(bestand, verwacht, rij=rij))
    return problemen


def dubbele_sleutels(
    frame: pd.DataFrame, bestand: str, sleutel: Sequence[str], verwacht: str
) -> list[Probleem]:
    """Problems where a row has the same cells in `sleutel` as an earlier one; shown is the last of them."""
    eerste: dict[tuple[Any, ...], int] = {}
    problemen = []
    for rij, *cellen_ in frame[list(sleutel)].itertuples(name=None):
        eerder = eerste.setdefault(tuple(cellen_), rij)
        if eerder != rij:
            wat = f"{verwacht}; staat ook in rij {eerder}"
            problemen.append(Probleem(bestand, wat, None, rij, sleutel[-1], str(cellen_[-1])))
    return problemen


def omgekeerd(frame: pd.DataFrame, bestand: str, laag: str, hoog: str) -> list[Probleem]:
    """Problems where the number in column `laag` is above that in `hoog`."""
    fout = frame[(frame[laag] > frame[hoog]).fillna(False)]
    return [
        Probleem(bestand, f"ten hoogste {hoog} ({grens})", None, int(rij), laag, str(waarde))
        for rij, waarde, grens in fout[[laag, hoog]].itertuples(name=None)
    ]


def _typeer(frame: pd.DataFrame, kolommen: Mapping[str, Kolom]) -> pd.DataFrame:
    getypt = {}
    for naam, kolom in kolommen.items():
        cellen = [cel.strip() for cel in frame[naam].tolist()]
        if kolom.dtype == "Int64":
            getallen = np.array([int(cel or 0) for cel in cellen], dtype="int64")
            leeg = np.array([not cel for cel in cellen], dtype="bool")
            getypt[naam] = pd.arrays.IntegerArray(getallen, leeg)
        else:
            getypt[naam] = pd.Series(cellen, frame.index, dtype="object")
    return pd.DataFrame(getypt, index=frame.index)
