"""Judgement of dekking against the norm of art. 13, over the band of the need."""

from __future__ import annotations

import pandas as pd

BINNEN, OP_DE_GRENS, BUITEN, ONBEKEND, NVT = "binnen", "op de grens", "buiten", "onbekend", "nvt"


def dekking(capaciteit: pd.Series, behoefte: pd.Series) -> pd.Series:
    """Capacity / need, a fraction (Float64); <NA> where either is unknown or the need is 0 or less."""
    deelbaar = behoefte.where(behoefte > 0)
    return capaciteit.astype("Float64") / deelbaar.astype("Float64")


def oordeel(dekkingen: pd.Series, groep: pd.Series, norm: float) -> pd.Series:
    """One judgement per group (municipality), repeated on each of its rows.

    `binnen`: even the highest dekking is at most `norm`; `buiten`: even the lowest is above it;
    `op de grens`: the norm lies inside the band; `onbekend`: a dekking in the group is unknown.
    """
    hoogste = dekkingen.groupby(groep).transform("max")
    laagste = dekkingen.groupby(groep).transform("min")
    onbekend = dekkingen.isna().groupby(groep).transform("any")
    uitkomst = pd.Series(OP_DE_GRENS, index=dekkingen.index, dtype="object")
    uitkomst[(hoogste <= norm).fillna(False)] = BINNEN
    uitkomst[(laagste > norm).fillna(False)] = BUITEN
    uitkomst[onbekend] = ONBEKEND
    return uitkomst


def reden_onbekend(rij: pd.Series) -> str | None:
    """Why the dekking of a row of the balance is onbekend, in Dutch; None when it is known."""
    if pd.notna(rij["dekking"]):
        return None
    if pd.isna(rij["behoefte"]):
        return "de behoefte is niet bekend"
    if rij["behoefte"] <= 0:
        return "de behoefte is nul of kleiner; een verhouding heeft dan geen betekenis"
    if rij["telling"] == ONBEKEND:
        return "niet bekend is of de plancapaciteit bruto of netto is geteld"
    return "de harde plancapaciteit is niet bekend"
