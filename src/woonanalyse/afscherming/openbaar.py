"""The gate: a table as readers of a level may see it. All that is shown or written passes it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

import pandas as pd

from woonanalyse.afscherming.onderdrukking import Stand, ook
from woonanalyse.afscherming.regels import Regels
from woonanalyse.afscherming.verband import Cel, verbanden
from woonanalyse.kern.niveau import NIET_OPENBAAR, Niveau, Openbaarheid, boven


def maskeer(
    frame: pd.DataFrame,
    eisen: Openbaarheid,
    regels: Regels,
    niveau: Niveau = "openbaar",
    eerder: Sequence[pd.DataFrame] = (),
) -> pd.DataFrame:
    """`frame` for readers of `niveau`: <NA> in cells that are not for them, without rows that are not.

    What is hidden can't be computed from what is shown, as far as `regels` asks. `eerder`: the same table as
    it was before, the earliest first, of which what this gate lets through was shown. Raises KeyError for a
    column that `eisen` names and the table lacks, ValueError for a level that is none.
    """
    if eisen == Openbaarheid():
        return frame.copy()
    weg = verborgen(frame, eisen, regels, niveau, eerder)
    uit = frame.copy()
    for kolom in weg.columns[weg.any()]:
        if pd.api.types.is_integer_dtype(uit[kolom].dtype):
            uit[kolom] = uit[kolom].astype("Int64")
        uit[kolom] = uit[kolom].where(~weg[kolom], pd.NA)
    return uit if eisen.rijen is None else uit[~_rijen(frame, eisen.rijen, niveau)]


def verborgen(
    frame: pd.DataFrame,
    eisen: Openbaarheid,
    regels: Regels,
    niveau: Niveau = "openbaar",
    eerder: Sequence[pd.DataFrame] = (),
) -> pd.DataFrame:
    """Of every cell of `frame` whether it is hidden from readers of `niveau` (bool); as `maskeer`."""
    kaal = frame.reset_index(drop=True)
    weg = _eigen(kaal, eisen, regels, niveau)
    klein = _geteld(eisen, niveau)
    if (eisen.volgt or eisen.sommen) and (klein or weg.any(axis=None)):
        for rijen, toen in _stukken(kaal, eisen, eerder):
            standen: list[Stand] = []
            for stuk in [*toen, kaal.loc[rijen].reset_index(drop=True)]:
                zelf = _cellen(_eigen(stuk, eisen, regels, niveau))
                eerst = Stand(stuk, verbanden(stuk, eisen), zelf)
                standen.append(replace(eerst, weg=ook(eerst, eisen, regels, klein, standen)))
            for rij, kolom in standen[-1].weg:
                weg.loc[rijen[rij], kolom] = True
    return (weg & kaal.notna()).set_axis(frame.index)


def _eigen(
    frame: pd.DataFrame, eisen: Openbaarheid, regels: Regels, niveau: Niveau
) -> pd.DataFrame:
    """The cells that are not for readers of `niveau` by themselves (bool)."""
    weg = pd.DataFrame(False, index=frame.index, columns=frame.columns)
    for kolom in _geteld(eisen, niveau):
        weg[kolom] = frame[kolom].map(regels.klein).astype(bool)
    weg[[kolom for kolom, eigen in eisen.kolommen.items() if boven(eigen, niveau)]] = True
    if eisen.rijen is not None:
        weg.loc[_rijen(frame, eisen.rijen, niveau), _getallen(frame)] = True
    return weg & frame.notna()


def _stukken(
    frame: pd.DataFrame, eisen: Openbaarheid, eerder: Sequence[pd.DataFrame]
) -> Iterator[tuple[list[int], list[pd.DataFrame]]]:
    """The rows that hang together, by number, and the same of each earlier state that is another: of a table
    without sums over rows each series by itself."""
    apart = [] if eisen.over_rijen else list(eisen.reeks[:-1])
    for wie, deel in frame.groupby(apart, sort=False) if apart else [((), frame)]:
        toen: list[pd.DataFrame] = []
        for oud in eerder:
            zelf = oud
            for kolom, waarde in zip(apart, wie if isinstance(wie, tuple) else (wie,), strict=True):
                zelf = zelf[zelf[kolom] == waarde]
            zelf = zelf.reset_index(drop=True)
            if len(zelf) and not (toen and zelf.equals(toen[-1])):
                toen.append(zelf)
        if toen and toen[-1].equals(deel.reset_index(drop=True)):
            toen.pop()
        yield list(deel.index), toen


def zonder(bron: pd.DataFrame, kolommen: Collection[str], rijen: str | None = None) -> pd.DataFrame:
    """The rows of a source as text for everyone: NIET_OPENBAAR in `kolommen` that it has, and in all of a
    row of which the level, in column `rijen`, is another."""
    uit = bron.assign(**{k: NIET_OPENBAAR for k in bron.columns if k in kolommen})
    if rijen is not None:
        uit[_rijen(bron.replace({rijen: {"": None}}), rijen, "openbaar")] = NIET_OPENBAAR
    return uit


def _geteld(eisen: Openbaarheid, niveau: Niveau) -> tuple[str, ...]:
    """The columns of which small counts are hidden from readers of `niveau`."""
    klein = eisen.klein
    return klein.kolommen if klein is not None and boven(klein.niveau, niveau) else ()


def _rijen(frame: pd.DataFrame, kolom: str, niveau: Niveau) -> pd.Series:
    """The rows that are not for readers of `niveau`; one of which the level is not known is intern."""
    eigen = frame[kolom].astype("object").fillna("intern")
    return eigen.map(lambda een: boven(str(een), niveau)).astype(bool)


def _getallen(frame: pd.DataFrame) -> list[str]:
    return [k for k in frame.columns if pd.api.types.is_numeric_dtype(frame[k].dtype)]


def _cellen(frame: pd.DataFrame) -> list[Cel]:
    """The cells that are true."""
    return [
        (rij, str(kolom))
        for rij, waar in enumerate(frame.itertuples(index=False))
        for kolom, is_waar in zip(frame.columns, waar, strict=True)
        if is_waar
    ]
