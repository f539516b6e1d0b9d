"""The gate: a table as readers of a level may see it. All that is shown or written passes it."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from typing import Any

import pandas as pd

from woonanalyse.kern.niveau import NIET_OPENBAAR, Niveau, Openbaarheid, boven
from woonanalyse.kern.verband import Cel, Grenzen, Stelsel, verbanden


def maskeer(
    frame: pd.DataFrame,
    regels: Openbaarheid,
    niveau: Niveau = "openbaar",
    kleine: Mapping[str, Any] | None = None,
) -> pd.DataFrame:
    """`frame` for readers of `niveau`: <NA> in cells that are not for them, without rows that are not.

    `kleine`: the bounds {van, tot_en_met} of small counts, where `regels` has them. What is hidden can't be
    computed from what is shown. The columns `regels.merk` are added (bool). Raises KeyError for a column
    that `regels` names and the table lacks, ValueError for a level that is none.
    """
    if regels == Openbaarheid():
        return frame.copy()
    weg = verborgen(frame, regels, niveau, kleine)
    uit = frame.copy()
    for kolom in weg.columns[weg.any()]:
        if pd.api.types.is_integer_dtype(uit[kolom].dtype):
            uit[kolom] = uit[kolom].astype("Int64")
        uit[kolom] = uit[kolom].where(~weg[kolom], pd.NA)
    if regels.merk:
        klein = _klein(frame, _geteld(regels, niveau), kleine).any(axis=1)
        for naam, merk in zip(regels.merk, (klein, weg.any(axis=1)), strict=True):
            uit[naam] = merk | uit.get(naam, False)
    return uit if regels.rijen is None else uit[~_rijen(frame, regels.rijen, niveau)]


def verborgen(
    frame: pd.DataFrame,
    regels: Openbaarheid,
    niveau: Niveau = "openbaar",
    kleine: Mapping[str, Any] | None = None,
) -> pd.DataFrame:
    """Of every cell of `frame` whether it is hidden from readers of `niveau` (bool); as `maskeer`."""
    kaal, geteld = frame.reset_index(drop=True), _geteld(regels, niveau)
    weg = _klein(kaal, geteld, kleine)
    weg[[kolom for kolom, eigen in regels.kolommen.items() if boven(eigen, niveau)]] = True
    if regels.rijen is not None:
        weg.loc[_rijen(kaal, regels.rijen, niveau), _getallen(kaal)] = True
    weg &= kaal.notna()
    if weg.any(axis=None) and (regels.volgt or regels.sommen):
        stelsel = _stelsel(kaal, regels, dict.fromkeys(geteld, kleine))
        for rij, kolom in stelsel.hoede(_cellen(weg)):
            weg.loc[rij, kolom] = True
    return weg.set_axis(frame.index)


def zonder(bron: pd.DataFrame, kolommen: Collection[str], rijen: str | None = None) -> pd.DataFrame:
    """The rows of a source as text for everyone: NIET_OPENBAAR in `kolommen` that it has, and in all of a
    row of which the level, in column `rijen`, is another."""
    uit = bron.assign(**{k: NIET_OPENBAAR for k in bron.columns if k in kolommen})
    if rijen is not None:
        uit[_rijen(bron.replace({rijen: {"": None}}), rijen, "openbaar")] = NIET_OPENBAAR
    return uit


def _geteld(regels: Openbaarheid, niveau: Niveau) -> tuple[str, ...]:
    """The columns of which small counts are hidden from readers of `niveau`."""
    klein = regels.klein
    return klein.kolommen if klein is not None and boven(klein.niveau, niveau) else ()


def _klein(
    frame: pd.DataFrame, geteld: Collection[str], kleine: Mapping[str, Any] | None
) -> pd.DataFrame:
    """The counts that are too small to show (bool)."""
    weg = pd.DataFrame(False, index=frame.index, columns=frame.columns)
    for kolom in geteld:
        if kleine is None:
            raise KeyError(f"no bounds of small counts for {kolom}")
        tussen = frame[kolom].between(kleine["van"], kleine["tot_en_met"])
        weg[kolom] = tussen.fillna(False).astype(bool)
    return weg


def _rijen(frame: pd.DataFrame, kolom: str, niveau: Niveau) -> pd.Series:
    """The rows that are not for readers of `niveau`; one of which the level is not known is intern."""
    eigen = frame[kolom].astype("object").fillna("intern")
    return eigen.map(lambda een: boven(str(een), niveau)).astype(bool)


def _stelsel(
    frame: pd.DataFrame, regels: Openbaarheid, kleine: Mapping[str, Mapping[str, Any] | None]
) -> Stelsel:
    """The relations of `frame`; `kleine` by column the bounds of its small counts."""
    alle = verbanden(frame, regels)
    cellen = sorted({cel for verband in alle for cel in verband.termen})
    getallen = {
        k: pd.to_numeric(frame[k]).astype("Float64") for k in {kolom for _, kolom in cellen}
    }
    waarden: dict[Cel, float | None] = {}
    grenzen: dict[Cel, Grenzen] = {}
    for rij, kolom in cellen:
        getal = getallen[kolom].iloc[rij]
        waarde = waarden[rij, kolom] = None if pd.isna(getal) else float(getal)
        laag = -math.inf if kolom in regels.negatief else min(0.0, waarde or 0.0)
        grenzen[rij, kolom] = _grenzen(waarde, kleine.get(kolom), laag)
    return Stelsel(alle, waarden, grenzen)


def _grenzen(waarde: float | None, kleine: Mapping[str, Any] | None, laag: float) -> Grenzen:
    """What readers know of a hidden cell. Where small counts are marked, they know of others that they
    are not small."""
    if waarde is None or kleine is None:
        return laag, math.inf
    if waarde < kleine["van"]:
        return laag, kleine["van"] - 1
    if waarde <= kleine["tot_en_met"]:
        return kleine["van"], kleine["tot_en_met"]
    return kleine["tot_en_met"] + 1, math.inf


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
