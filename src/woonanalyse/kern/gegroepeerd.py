"""The rows of a table by what stands in one of its columns, for who asks for them one after the other."""

from __future__ import annotations

from itertools import accumulate, chain, pairwise

import pandas as pd


class Gegroepeerd:
    """`frame` by the text in `kolom`: put together once, where a filter looks at all rows every time."""

    def __init__(self, frame: pd.DataFrame, kolom: str = "gemeentecode") -> None:
        plekken: dict[str, list[int]] = {}
        for plek, waarde in enumerate(frame[kolom]):
            plekken.setdefault(waarde, []).append(plek)
        op_volgorde = list(chain.from_iterable(plekken.values()))
        staat_zo = op_volgorde == list(range(len(frame)))
        self._frame = frame if staat_zo else frame.iloc[op_volgorde]
        eindes = list(accumulate(len(eigen) for eigen in plekken.values()))
        self._stukken = dict(zip(plekken, pairwise([0, *eindes]), strict=True))

    def van(self, waarde: str) -> pd.DataFrame:
        """The rows with this value, in their order, with their index; none where no row has it."""
        van, tot = self._stukken.get(waarde, (0, 0))
        return self._frame.iloc[van:tot]
