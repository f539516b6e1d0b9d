"""The rows of a table by what stands in one of its columns, for who asks for them one after the other."""

from __future__ import annotations

import pandas as pd


class Gegroepeerd:
    """`frame` by the text in `kolom`: looked up once, where a filter looks at all rows every time."""

    def __init__(self, frame: pd.DataFrame, kolom: str = "gemeentecode") -> None:
        self._frame = frame
        self._plekken: dict[str, list[int]] = {}
        for plek, waarde in enumerate(frame[kolom]):
            self._plekken.setdefault(waarde, []).append(plek)

    def van(self, waarde: str) -> pd.DataFrame:
        """The rows with this value, in their order, with their index; none where no row has it."""
        plekken = self._plekken.get(waarde, [])
        if plekken and plekken[-1] - plekken[0] + 1 == len(plekken):
            return self._frame.iloc[plekken[0] : plekken[-1] + 1]
        return self._frame.iloc[plekken]
