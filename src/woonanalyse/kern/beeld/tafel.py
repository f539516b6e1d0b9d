"""A table of the annex with all numbers, before it is text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Tafel(NamedTuple):
    """A table to be: caption, heads, rows (Markdown), the code of each row; `vorm`: its only form."""

    bijschrift: str
    koppen: Sequence[str]
    rijen: Sequence[Sequence[str]]
    codes: Sequence[str]
    vorm: str = ""
