"""Judgement of dekking against the norm of the agreements, over the band of the need."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from woonanalyse.kern.merk import AFGESCHERMD

BINNEN, OP_DE_NORM, OP_DE_GRENS, BUITEN = "binnen", "op de norm", "op de grens", "buiten"
ONBEKEND, NVT = "onbekend", "nvt"

_SPELING = 1e-9
"""What a sum of binary fractions may be off."""


def dekking(capaciteit: pd.Series, behoefte: pd.Series) -> pd.Series:
    """Capacity / need, a fraction (Float64); <NA> where either is unknown or the need is 0 or less."""
    deelbaar = behoefte.where(behoefte > 0)
    return capaciteit.astype("Float64") / deelbaar.astype("Float64")


def oordeel(
    dekkingen: pd.Series, groep: pd.Series, norm: float, gelijk: pd.Series | None = None
) -> pd.Series:
    """One judgement per group (municipality), repeated on each of its rows.

    `binnen`: even the highest dekking is at most `norm`, and can be told from it; `op de norm`: none is above
    it that can be told from it (`gelijk`, a boolean per row; without it each can); `buiten`: even the lowest
    is further above it; `op de grens`: the norm lies inside the band; `onbekend`: a dekking is unknown.
    """
    per_groep: dict[Any, set[str]] = {}
    niet_te_zien = [False] * len(groep) if gelijk is None else gelijk
    for wie, waarde, te_dicht in zip(groep, dekkingen, niet_te_zien, strict=True):
        per_groep.setdefault(wie, set()).add(_van_rij(waarde, norm, te_dicht))
    uitslagen = {wie: _samen(delen) for wie, delen in per_groep.items()}
    return pd.Series([uitslagen[wie] for wie in groep], index=dekkingen.index, dtype="object")


def _van_rij(waarde: Any, norm: float, gelijk: bool) -> str:
    """Where one dekking is, by itself."""
    if pd.isna(waarde):
        return ONBEKEND
    if gelijk:
        return OP_DE_NORM
    return BUITEN if waarde > norm else BINNEN


def _samen(delen: set[str]) -> str:
    """The judgement of a group whose rows are there, each by itself."""
    if ONBEKEND in delen:
        return ONBEKEND
    if BUITEN in delen:
        return BUITEN if delen == {BUITEN} else OP_DE_GRENS
    return OP_DE_NORM if OP_DE_NORM in delen else BINNEN


def gelijk_aan_norm(balans: pd.DataFrame, norm: float) -> pd.Series:
    """Whether the rounding of the source hides on which side of `norm` a row lies; boolean per row.

    That is where capacity and norm × need differ at most `marge` (dwellings), or the source itself printed
    exactly the norm (`gepubliceerd`, a fraction). Either column may be absent or unknown.
    """
    gelijk = np.zeros(len(balans), dtype=bool)
    if "marge" in balans:
        hard, behoefte, marge = (
            balans[naam].to_numpy(dtype=float, na_value=np.nan)
            for naam in ("hard_totaal", "behoefte", "marge")
        )
        gelijk |= np.abs(hard - norm * behoefte) <= marge + _SPELING
    if "gepubliceerd" in balans:
        gedrukt = balans["gepubliceerd"].to_numpy(dtype=float, na_value=np.nan)
        gelijk |= np.abs(gedrukt - norm) < _SPELING
    return pd.Series(gelijk, index=balans.index)


def oordeel_balans(balans: pd.DataFrame, norm: float, groep: str = "gemeentecode") -> pd.Series:
    """The judgement of each row of a balance (dekking, behoefte, hard_totaal, telling, with or without
    rounding); afgeschermd where only the capacity is missing, and is not shown."""
    uitkomst = oordeel(balans["dekking"], balans[groep], norm, gelijk_aan_norm(balans, norm))
    dicht = balans["dekking"].isna() & (balans["behoefte"] > 0).fillna(False)
    dicht &= balans["telling"] == AFGESCHERMD
    anders = balans[groep].isin(balans.loc[balans["dekking"].isna() & ~dicht, groep])
    return uitkomst.mask(dicht & ~anders, AFGESCHERMD)


ZONDER_BEHOEFTE = "de behoefte is nul of kleiner; een verhouding heeft dan geen betekenis"
"""Why a dekking is onbekend while nothing is missing."""


def reden_onbekend(rij: pd.Series) -> str | None:
    """Why the dekking of a row of the balance is onbekend, in Dutch; None when it is known."""
    if pd.notna(rij["dekking"]):
        return None
    if pd.isna(rij["behoefte"]):
        return "de behoefte is niet bekend"
    if rij["behoefte"] <= 0:
        return ZONDER_BEHOEFTE
    if rij["telling"] == AFGESCHERMD:
        return "de harde plancapaciteit is niet openbaar"
    if rij["telling"] == ONBEKEND and pd.notna(rij["hard_totaal"]):
        return "niet bekend is of de plancapaciteit bruto of netto is geteld"
    return "de harde plancapaciteit is niet bekend"


def reden_zonder(rijen: pd.DataFrame) -> tuple[str | None, bool]:
    """Why rows of the balance have no ratio, in Dutch, and whether something is missing.

    Where the need is nul of kleiner there is no ratio, and nothing is missing for it.
    """
    zonder = rijen[rijen["dekking"].isna()]
    mist = zonder[~(zonder["behoefte"] <= 0).fillna(False).astype(bool)]
    return reden_onbekend((zonder if mist.empty else mist).iloc[0]), not mist.empty


def reden_op_norm(rijen: pd.DataFrame, norm: float) -> str:
    """Why a municipality is on `norm`, in Dutch: the margin, or else what the source printed."""
    boven = (rijen["dekking"] > norm).fillna(False).astype("bool")
    door_marge = gelijk_aan_norm(rijen.drop(columns="gepubliceerd", errors="ignore"), norm)
    if door_marge.any() and door_marge[boven].all():
        return "het verschil met de norm valt binnen de afronding van de bron"
    return "de bron publiceerde zelf precies de norm"
