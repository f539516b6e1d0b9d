"""The totals of a region side by side, with a ratio only where both sides count alike."""

from __future__ import annotations

import pandas as pd

KOLOMMEN = [
    "editie", "niveau", "gebied", "soort", "onderwerp", "periode", "laag", "hoog", "telling",
    "dekking_laag", "dekking_hoog", "bron", "vindplaats",
]  # fmt: skip
"""Columns of the table: dwellings, dekking a fraction."""

BEHOEFTE, CAPACITEIT = "behoefte", "capaciteit"


def totaaltabel(totalen: pd.DataFrame, editie: str, gebied: str) -> pd.DataFrame:
    """`totalen` (soort, onderwerp, periode, waarde_min, waarde_max, telling, bron, vindplaats) as KOLOMMEN.

    The dekking stands with the capacity, against the lowest and the highest need; <NA> where need and
    capacity do not count alike, or it is not known how they count.
    """
    frame = totalen.rename(columns={"waarde_min": "laag", "waarde_max": "hoog"})
    leeg = pd.Series(pd.NA, index=frame.index, dtype="Float64")
    frame = frame.assign(
        editie=editie, niveau="regio", gebied=gebied, dekking_laag=leeg, dekking_hoog=leeg
    )
    if gelijk_geteld(frame):
        behoefte = frame[frame["soort"] == BEHOEFTE].iloc[0]
        eigen = (frame["soort"] == CAPACITEIT) & (frame["laag"] == frame["hoog"])
        for kant in ("laag", "hoog"):
            if behoefte[kant] > 0:
                verhouding = frame["laag"].astype("Float64") / float(behoefte[kant])
                frame[f"dekking_{kant}"] = verhouding.where(eigen)
    return frame[KOLOMMEN].reset_index(drop=True)


def gelijk_geteld(frame: pd.DataFrame) -> bool:
    """Whether need and capacity count alike, and it is known how."""
    tellingen = set(frame.loc[frame["soort"].isin([BEHOEFTE, CAPACITEIT]), "telling"])
    return len(tellingen) == 1 and "onbekend" not in tellingen
