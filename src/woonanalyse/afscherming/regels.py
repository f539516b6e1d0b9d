"""The rule of `regels.yml`."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import ceil
from typing import Any

import pandas as pd

from woonanalyse.kern.catalogus import lees_verklaring


@dataclass(frozen=True)
class Regels:
    """Which plans are public, which counts of persons are small, and how much room a hidden number needs.

    `openbare_plannen_bekend`: whether outsiders know the numbers of public plans; `bekende_totalen`: the
    levels of which they know the sums; `klein_van`, `klein_tot`: from and to how many persons a count is
    small; `gewicht`: by kind of number (uitgezonderd, deel, totaal) what hiding
    it costs.
    """

    openbaar: Collection[str]
    openbare_plannen_bekend: bool
    aandeel: float
    ten_minste: int
    bekende_totalen: Collection[str]
    klein_van: int
    klein_tot: int
    gewicht: dict[str, int]

    def marge(self, waarde: int) -> int:
        """How much more or less a hidden number of `waarde` must be able to be; 0 of what is 0."""
        return max(ceil(self.aandeel * abs(waarde)), self.ten_minste) if waarde else 0

    def klein(self, waarde: Any) -> bool:
        """Whether a count of persons is too small to show; one that is not known isn't."""
        return bool(pd.notna(waarde) and self.klein_van <= waarde <= self.klein_tot)

    def geheim(self, plannen: pd.DataFrame) -> pd.Series:
        """Of each row of the table plannen whether it is not public (bool)."""
        return ~plannen["vertrouwelijkheid"].isin(self.openbaar)


@cache
def regels() -> Regels:
    """The rule as it holds."""
    inhoud = lees_verklaring(files("woonanalyse") / "afscherming" / "regels.yml")
    plannen, marge, personen = inhoud["plannen"], inhoud["marge"], inhoud["personen"]
    return Regels(
        openbaar=tuple(plannen["openbaar"]),
        openbare_plannen_bekend=plannen["openbare_plannen_bekend"],
        aandeel=marge["aandeel"],
        ten_minste=marge["ten_minste"],
        bekende_totalen=tuple(inhoud["bekende_totalen"]),
        klein_van=personen["van"],
        klein_tot=personen["tot_en_met"],
        gewicht={naam: n for naam, n in inhoud["gewicht"].items() if naam != "reden"},
    )
