"""What an evaluator gets and gives."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

import pandas as pd

from woonanalyse.afspraken.status import ONBEKEND
from woonanalyse.kern.afspraak import Afspraak
from woonanalyse.kern.gegroepeerd import Gegroepeerd
from woonanalyse.kern.opzet import Opzet
from woonanalyse.kern.perrij import per_rij

GEZAMENLIJK = "gezamenlijk"

KOLOMMEN = [
    "editie", "artikel", "onderdeel", "partij", "periode", "waarde", "norm", "eenheid", "status",
    "toelichting", "bron",
]  # fmt: skip
"""Columns of the result. `partij` is a name (provincie, GS, a municipality, a subregion, gezamenlijk);
`periode` a year, a date or an interval from/to (ISO 8601); waarde and norm are in `eenheid`."""


class Partij(NamedTuple):
    """Who an agreement binds: the key that registers use, and the name in the result."""

    sleutel: str
    naam: str

    @property
    def is_gemeente(self) -> bool:
        """Whether it is one municipality."""
        return self.sleutel.startswith("GM")


class Uitkomst(NamedTuple):
    """One judgement; `bronnen` are the sources of its evidence."""

    partij: str
    periode: str
    status: str
    toelichting: str
    waarde: float | None = None
    bronnen: tuple[str, ...] = ()


@dataclass(frozen=True)
class Omgeving:
    """All that is known: registers by name, the balance, the edition's head, the date it stands on."""

    registers: Mapping[str, pd.DataFrame]
    balans: pd.DataFrame
    opzet: Opzet

    def van_gemeente(self, code: str) -> pd.DataFrame:
        """The rows of the balance of one municipality."""
        return self._per_gemeente.van(code)

    @cached_property
    def _per_gemeente(self) -> Gegroepeerd:
        return Gegroepeerd(self.balans)

    @cached_property
    def rijen(self) -> dict[str, list[Any]]:
        """The rows of each register, by its name."""
        return {naam: list(per_rij(frame)) for naam, frame in self.registers.items()}

    @property
    def stand(self) -> date:
        """Register rows count when they are certainly of this date or earlier."""
        return date.fromisoformat(self.opzet.stand_per)

    def eind(self, afspraak: Afspraak) -> date:
        """The last day an agreement is looked at: the stand, or the end of the agreement."""
        return min(self.stand, date.fromisoformat(afspraak["tot_en_met"]))

    def looptijd(self, afspraak: Afspraak) -> str:
        """From the begin of the agreement to the last day it is looked at."""
        return f"{afspraak['vanaf']}/{self.eind(afspraak).isoformat()}"

    def partijen(self, afspraak: Afspraak) -> list[Partij]:
        """The parties of an agreement, in its order; municipalities in that of the balance."""
        return [partij for soort in afspraak["partij"] for partij in self._partijen(soort)]

    def _partijen(self, soort: str) -> list[Partij]:
        if soort == "gemeenten":
            return self._gemeenten
        return self._subregios if soort == "subregio's" else [Partij(soort, soort)]

    @cached_property
    def _gemeenten(self) -> list[Partij]:
        leden = self.balans.drop_duplicates("gemeentecode")[["gemeentecode", "gemeente"]]
        return [Partij(code, naam) for code, naam in leden.itertuples(index=False)]

    @cached_property
    def _subregios(self) -> list[Partij]:
        return [Partij(naam, naam) for naam in self.balans["subregio"].unique()]

    @cached_property
    def voortgang(self) -> dict[tuple[int, str], list[Any]]:
        """The rows of the progress register by article and sort."""
        per = defaultdict(list)
        for rij in per_rij(self.registers["voortgang"]):
            per[rij.artikel, rij.soort].append(rij)
        return dict(per)

    @cached_property
    def termijnen(self) -> list[Any]:
        """The rows of the register of terms."""
        return list(per_rij(self.registers["termijnen"]))


def zonder_totaal(uitkomst: pd.DataFrame) -> pd.DataFrame:
    """Rows of parties: without a row of all together where parties have rows of their own.

    Such a row is their total, and no party.
    """
    samen = uitkomst["partij"] == GEZAMENLIJK
    regel = uitkomst.groupby(["artikel", "onderdeel"], dropna=False, sort=False).ngroup()
    alleen = samen.groupby(regel).transform("all")
    return uitkomst[~samen | alleen]


def onbekend(
    afspraak: Afspraak,
    partij: Partij,
    periode: str,
    reden: str,
    waarde: float | None = None,
    bronnen: tuple[str, ...] = (),
) -> Uitkomst:
    """No judgement, with the reason, what is needed and who delivers it."""
    toelichting = f"{reden}{_nodig(afspraak)}"
    return Uitkomst(partij.naam, periode, ONBEKEND, toelichting, waarde, bronnen)


def zonder_nodig(afspraak: Afspraak, toelichting: str) -> str:
    """Why an outcome is what it is, without what is needed and who delivers it."""
    return toelichting.removesuffix(_nodig(afspraak))


def _nodig(afspraak: Afspraak) -> str:
    return f" Nodig: {afspraak['nodig']}. Levert: {afspraak['levert']}."


def tabel(paren: Iterable[tuple[Afspraak, Uitkomst]], editie: str) -> pd.DataFrame:
    """Judgements with their agreements as a data frame with columns KOLOMMEN."""
    rijen = [
        {
            "editie": editie,
            "artikel": afspraak["artikel"],
            "onderdeel": afspraak.get("onderdeel", pd.NA),
            "partij": uitkomst.partij,
            "periode": uitkomst.periode,
            "waarde": uitkomst.waarde,
            "norm": afspraak.get("norm"),
            "eenheid": afspraak.get("eenheid", pd.NA),
            "status": uitkomst.status,
            "toelichting": uitkomst.toelichting,
            "bron": "; ".join(dict.fromkeys([afspraak["bron"], *uitkomst.bronnen])),
        }
        for afspraak, uitkomst in paren
    ]
    frame = pd.DataFrame(rijen, columns=KOLOMMEN).astype({"waarde": "Float64", "norm": "Float64"})
    tekst = [kolom for kolom in KOLOMMEN if kolom not in ("artikel", "waarde", "norm")]
    return frame.astype({"artikel": "Int64", **dict.fromkeys(tekst, "object")})
