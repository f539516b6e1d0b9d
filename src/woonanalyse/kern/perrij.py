"""The rows of a frame one by one, as pandas gives them, for frames of which there are many small ones."""

from __future__ import annotations

from collections import defaultdict, namedtuple
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import pandas as pd


def per_rij(frame: pd.DataFrame) -> Iterator[Any]:
    """What `frame.itertuples()` gives: Index, and a field for every column."""
    if not len(frame):
        return iter(())
    soort = _soort(tuple(frame.columns))
    kolommen = (list(kolom) for _, kolom in frame.items())
    return map(soort._make, zip(list(frame.index), *kolommen, strict=True))


def per_groep(frame: pd.DataFrame, kolom: str) -> dict[Any, list[Any]]:
    """By value of `kolom`, in the order in which they come, its rows as `per_rij` gives them."""
    groepen = defaultdict[Any, list[Any]](list)
    for waarde, rij in zip(frame[kolom], per_rij(frame), strict=True):
        groepen[waarde].append(rij)
    return groepen


@lru_cache(maxsize=128)
def _soort(kolommen: tuple[str, ...]) -> Any:
    """Made once for the same columns: that takes longer than the rows of a small frame."""
    return namedtuple("Rij", ("Index", *kolommen), rename=True)
