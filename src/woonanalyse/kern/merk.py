"""A number that is known and not shown: neither missing nor 0, and in every form a word of its own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

AFGESCHERMD = "afgeschermd"
"""What stands in its place, also in CSV."""

UITLEG = (
    f"Waar {AFGESCHERMD} staat, is er een getal dat niet openbaar is: het is niet nul en niet onbekend, "
    "en uit wat er wel staat niet te berekenen."
)
"""What a reader is told of it."""


class _Afgeschermd(float):
    """In a column of objects in the place of the number. Missing to whoever reckons on: it is NaN."""

    __slots__ = ()

    def __repr__(self) -> str:
        return AFGESCHERMD

    def __reduce__(self) -> tuple[type[_Afgeschermd], tuple[str]]:
        return _Afgeschermd, ("nan",)


MERK = _Afgeschermd("nan")
"""The one there is; others may be copies of it."""


def is_afgeschermd(waarde: Any) -> bool:
    """Whether this stands in the place of a number that is not shown."""
    return isinstance(waarde, _Afgeschermd)


def met_merk(cellen: pd.Series, dicht: pd.Series) -> pd.Series:
    """`cellen` as objects with MERK where `dicht` (bool, same rows); what else is missing NaN."""
    from pandas import Series, isna

    nieuw = [
        MERK if weg else float("nan") if isna(cel) else cel
        for cel, weg in zip(cellen, dicht, strict=True)
    ]
    return Series(nieuw, index=cellen.index, dtype=object)


def heeft_merk(frames: Iterable[pd.DataFrame]) -> bool:
    """Whether any number in any of `frames` is shielded."""
    return any(
        is_afgeschermd(cel)
        for frame in frames
        for _, kolom in frame.items()
        if kolom.dtype == object
        for cel in kolom
    )
