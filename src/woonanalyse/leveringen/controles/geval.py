"""What the checks look at: a delivery's tables, where each value stood, the delivery before it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import pandas as pd

from woonanalyse.leveringen.levering import Cel, Melding
from woonanalyse.leveringen.meldingen import meld

Tabellen = Mapping[str, pd.DataFrame]
"""By name the tables of the plan register, with all its columns, typed."""


@dataclass(frozen=True)
class Geval:
    """`plekken`: by (table, index, column) the cell of a value; `vorige`: the tables of the delivery before
    this one, None where there is none.
    """

    tabellen: Tabellen
    plekken: Mapping[tuple[str, int, str], Cel]
    peildatum: date
    vorige: Tabellen | None = None

    @property
    def plannen(self) -> pd.DataFrame:
        """The table plannen."""
        return self.tabellen["plannen"]

    @cached_property
    def rij_van(self) -> Mapping[str, int]:
        """By plan_id the index of its first row in plannen."""
        eerste = self.plannen.drop_duplicates("plan_id")
        return dict(zip(eerste["plan_id"], eerste.index, strict=True))

    def cellen(self, tabel: str, indexen: Iterable[int], *kolommen: str) -> list[Cel]:
        """The known cells of these rows and columns, each once; else that of the id or number."""
        gevonden: dict[Cel, None] = {}
        for index in indexen:
            eigen = [self.plekken.get((tabel, index, kolom)) for kolom in kolommen]
            if not any(eigen):
                eigen = [self.plekken.get((tabel, index, "plan_id"))]
            if not any(eigen):
                eigen = [self.plekken.get((tabel, index, "woningen"))]
            gevonden |= dict.fromkeys(cel for cel in eigen if cel is not None)
        return list(gevonden)

    def plan(self, index: int) -> str:
        """A plan as a message calls it: its name, and its id where that is not made of the name."""
        naam, kenmerk, code = self.plannen.loc[index, ["naam", "plan_id", "gemeentecode"]]
        return naam if kenmerk in (naam, f"{code} {naam}") else f"{naam} ({kenmerk})"

    def meld(
        self, code: str, index: int, kolom: str, *, tabel: str = "plannen", **woorden: object
    ) -> Melding:
        """A Melding about one value, which is shown as it was read."""
        waarde = self.tabellen[tabel].at[index, kolom]
        cellen = self.cellen(tabel, [index], kolom)
        return meld(code, cellen, "" if pd.isna(waarde) else waarde, kolom, **woorden)
