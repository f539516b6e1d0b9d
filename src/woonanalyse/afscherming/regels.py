"""The rule of `regels.yml`."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import ceil

import pandas as pd

from woonanalyse.kern.catalogus import lees_verklaring


@dataclass(frozen=True)
class Regels:
    """Which plans are public, and how much room (dwellings) a hidden number needs.

    `openbare_plannen_bekend`: whether outsiders know the numbers of public plans; `bekende_totalen`: the
    levels of which they know the sums; `gewicht`: by kind of number (uitgezonderd, deel, totaal) what hiding
    it costs.
    """

    openbaar: Collection[str]
    openbare_plannen_bekend: bool
    aandeel: float
    ten_minste: int
    bekende_totalen: Collection[str]
    gewicht: dict[str, int]

    def marge(self, waarde: int) -> int:
        """How much more or less a hidden number of `waarde` must be able to be; 0 of what is 0."""
        return max(ceil(self.aandeel * abs(waarde)), self.ten_minste) if waarde else 0

    def geheim(self, plannen: pd.DataFrame) -> pd.Series:
        """Of each row of the table plannen whether it is not public (bool)."""
        return ~plannen["vertrouwelijkheid"].isin(self.openbaar)


@cache
def regels() -> Regels:
    """The rule as it holds."""
    inhoud = lees_verklaring(files("woonanalyse") / "afscherming" / "regels.yml")
    plannen, marge = inhoud["plannen"], inhoud["marge"]
    return Regels(
        openbaar=tuple(plannen["openbaar"]),
        openbare_plannen_bekend=plannen["openbare_plannen_bekend"],
        aandeel=marge["aandeel"],
        ten_minste=marge["ten_minste"],
        bekende_totalen=tuple(inhoud["bekende_totalen"]),
        gewicht={naam: n for naam, n in inhoud["gewicht"].items() if naam != "reden"},
    )
