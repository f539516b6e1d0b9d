"""Which sums of classes and measures may be published, so that none of them tells what happens to a plan.

A sum is of the plans of a group (a class, a measure) in an area, in a table and a version of it: a cell of
the grid of scenarios, a concept. Sums are of subregions; those of a municipality only after its college
released them. A sum is shielded where it has too few plans or owners, or one owner has too much of it
(Drempel); where what is left beside it has; where the step from another sum has, of another version or table;
and where an outsider could work out the size of a plan from all sums together (afscherming.speelruimte).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pandas as pd

from woonanalyse.afscherming.keuze import kies
from woonanalyse.afscherming.regels import Regels
from woonanalyse.afscherming.speelruimte import VERBANDEN, als_cellen
from woonanalyse.kern.dagen import laatste_dag
from woonanalyse.kern.registers import VRIJGAVE

BIJDRAGEN = ["tabel", "versie", "groep", "plan_id", "gemeentecode", "eigenaar", "woningen"]
"""What each plan adds to a sum: dwellings (a whole number, 0 or more) of one plan in a group of a version of
a table; `eigenaar` its role, <NA> where unknown. Every plan that the table is about is in one group of each
version, also those to which nothing happens."""

BEKEND = ["som", "plan_id", "woningen"]
"""Sums of plans that are published besides, such as the hard capacity of a municipality."""

SOMMEN = ["tabel", "versie", "niveau", "gebied", "groep", "plannen", "woningen", "afgeschermd"]
"""What is published: numbers of plans and of dwellings, <NA> where `afgeschermd`."""

GEMEENTE, SUBREGIO = "gemeente", "subregio"
EIGEN_GEMEENTE = "gemeente"
"""The role of which every municipality is an owner of its own; of another role all plans count as of one."""


@dataclass(frozen=True)
class Drempel:
    """How many plans, of how many owners, and which part of the dwellings one owner may have at most."""

    plannen: int
    eigenaren: int
    aandeel: float


def drempel_op(drempels: Iterable[Mapping[str, Any]], dag: date) -> Drempel:
    """The one of openbaar.yml that holds on a day; before the first the first."""
    alle = sorted(drempels, key=lambda een: str(een["vanaf"]))
    geldt = [een for een in alle if str(een["vanaf"]) <= dag.isoformat()] or alle[:1]
    return Drempel(*(geldt[-1][naam] for naam in ("plannen", "eigenaren", "aandeel")))


Sleutel = tuple[str, str, str, str, str]
"""Of a sum: tabel, versie, niveau, gebied, groep."""

Leden = Mapping[str, int]
"""The plans of a sum, with their dwellings."""


def genoeg(drempel: Drempel, plannen: Iterable[tuple[tuple[str, str], int]]) -> bool:
    """Whether plans (whose they are, dwellings) are enough together: unknown owners count as the largest that
    is known."""
    alle = list(plannen)
    per: dict[tuple[str, str], int] = {}
    for wie, woningen in alle:
        per[wie] = per.get(wie, 0) + woningen
    onbekend = per.pop(_ONBEKEND, 0)
    if len(alle) < drempel.plannen or len(per) < drempel.eigenaren:
        return False
    grootste = max(per.values()) + onbekend
    return grootste <= drempel.aandeel * (sum(per.values()) + onbekend)


@dataclass
class _Sommen:
    """All sums that could be published, and which are still shown."""

    drempel: Drempel
    leden: dict[Sleutel, dict[str, int]] = field(default_factory=dict)
    eigenaren: dict[str, tuple[str, str]] = field(default_factory=dict)
    gemeente: dict[str, str] = field(default_factory=dict)
    getoond: dict[Sleutel, None] = field(default_factory=dict)

    def genoeg(self, leden: Leden) -> bool:
        """Whether these plans are enough together."""
        return genoeg(self.drempel, ((self.eigenaren[p], n) for p, n in leden.items()))

    def verberg(self, sleutel: Sleutel) -> None:
        self.getoond.pop(sleutel, None)

    def som(self, sleutel: Sleutel) -> int:
        return sum(self.leden[sleutel].values())


_ONBEKEND = ("", "")


def openbaar(
    bijdragen: pd.DataFrame,
    gemeenten: pd.DataFrame,
    drempel: Drempel,
    regels: Regels,
    vrijgegeven: Collection[str] = (),
    bekend: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """What may be published of `bijdragen` (BIJDRAGEN): columns SOMMEN, a row for each sum there is.

    `gemeenten` has gemeentecode and subregio; `vrijgegeven` the members of which the college released its
    sums; `bekend` (BEKEND) what is known besides. Of two sums between which the step tells too much the one
    whose version stands first is shown. Publishing again with other versions means giving the earlier ones
    too. Raises ValueError where a plan stands twice in a version, or a number is below 0.
    """
    _controleer(bijdragen)
    sommen = _verzamel(bijdragen, gemeenten, drempel, vrijgegeven)
    for sleutel in list(sommen.getoond):
        if not sommen.genoeg(sommen.leden[sleutel]):
            sommen.verberg(sleutel)
    _zonder_stap(sommen)
    _zonder_rest(sommen)
    _zonder_gemeente(sommen, gemeenten)
    _zonder_maat(
        sommen, gemeenten, regels, bekend if bekend is not None else pd.DataFrame(columns=BEKEND)
    )
    _zonder_rest(sommen)
    _zonder_gemeente(sommen, gemeenten)
    rijen = [
        (
            *sleutel,
            len(leden) if sleutel in sommen.getoond else pd.NA,
            sommen.som(sleutel) if sleutel in sommen.getoond else pd.NA,
            sleutel not in sommen.getoond,
        )
        for sleutel, leden in sommen.leden.items()
    ]
    frame = pd.DataFrame(rijen, columns=SOMMEN)
    return frame.astype({"plannen": "Int64", "woningen": "Int64", "afgeschermd": bool})


def vrijgegeven(besluiten: pd.DataFrame, editie: str, dag: date) -> list[str]:
    """The members of which the college released its sums for an edition, on or before a day.

    `besluiten` are the rows of that register that may carry a state (kern.registers.dragend).
    """
    eigen = besluiten[(besluiten["soort"] == VRIJGAVE) & (besluiten["editie"] == editie)]
    return sorted(
        {
            partij
            for partij, datum in zip(eigen["partij"], eigen["datum"], strict=True)
            if laatste_dag(datum) <= dag
        }
    )


def _controleer(bijdragen: pd.DataFrame) -> None:
    fouten = []
    if bijdragen.duplicated(["tabel", "versie", "plan_id"]).any():
        fouten.append("een plan staat in een versie van een tabel in één groep")
    if bijdragen["woningen"].isna().any() or (bijdragen["woningen"].fillna(0) < 0).any():
        fouten.append("woningen zijn bekend en 0 of meer")
    if (bijdragen.groupby("plan_id")["gemeentecode"].nunique() > 1).any():
        fouten.append("een plan ligt in één gemeente")
    if fouten:
        raise ValueError("; ".join(fouten))


def _verzamel(
    bijdragen: pd.DataFrame,
    gemeenten: pd.DataFrame,
    drempel: Drempel,
    vrijgegeven: Collection[str],
) -> _Sommen:
    """Every sum, of every group that a table has, in the order of the rows; empty ones too."""
    subregio = dict(zip(gemeenten["gemeentecode"], gemeenten["subregio"], strict=True))
    sommen = _Sommen(drempel)
    groepen = bijdragen.groupby("tabel", sort=False)["groep"].unique()
    versies = bijdragen[["tabel", "versie"]].drop_duplicates()
    gebieden = [(SUBREGIO, naam) for naam in dict.fromkeys(gemeenten["subregio"])]
    gebieden += [(GEMEENTE, code) for code in gemeenten["gemeentecode"] if code in {*vrijgegeven}]
    for tabel, versie in versies.itertuples(index=False, name=None):
        for niveau, gebied in gebieden:
            for groep in groepen[tabel]:
                sommen.leden[(tabel, versie, niveau, gebied, groep)] = {}
    for tabel, versie, groep, plan, code, eigenaar, woningen in bijdragen[BIJDRAGEN].itertuples(
        index=False, name=None
    ):
        for niveau, gebied in ((SUBREGIO, subregio[code]), (GEMEENTE, code)):
            if (leden := sommen.leden.get((tabel, versie, niveau, gebied, groep))) is not None:
                leden[plan] = int(woningen)
        sommen.eigenaren[plan] = eigenaar_van(eigenaar, code)
        sommen.gemeente[plan] = code
    sommen.getoond = dict.fromkeys(sommen.leden)
    return sommen


def eigenaar_van(rol: Any, code: str) -> tuple[str, str]:
    """Who owns a plan, from the role that the register has: the municipality itself is one in each."""
    if pd.isna(rol) or not rol:
        return _ONBEKEND
    return str(rol), code if str(rol).casefold() == EIGEN_GEMEENTE else ""


def _zonder_rest(sommen: _Sommen) -> None:
    """What is left beside the groups that are shown is nothing, or enough plans of at least two groups; and
    no group is the whole of its area. Otherwise fewer groups, the one with the fewest dwellings first."""
    for groepen in _per(sommen, lambda sleutel: sleutel[:4]):
        gevuld = [sleutel for sleutel in groepen if sommen.leden[sleutel]]
        while open_ := [sleutel for sleutel in groepen if sleutel in sommen.getoond]:
            dicht = [sleutel for sleutel in gevuld if sleutel not in sommen.getoond]
            rest = {plan: n for sleutel in dicht for plan, n in sommen.leden[sleutel].items()}
            if len(gevuld) > 1 and (not dicht or (len(dicht) > 1 and sommen.genoeg(rest))):
                break
            sommen.verberg(min(open_, key=sommen.som))


def _zonder_gemeente(sommen: _Sommen, gemeenten: pd.DataFrame) -> None:
    """What a sum of a subregion leaves beside those of its municipalities is of none of them, or of at least
    two and enough: otherwise fewer municipalities, the one with the fewest dwellings first. Of a sum of a
    subregion that is not shown, those of its municipalities are not either."""
    leden_van = gemeenten.groupby("subregio", sort=False)["gemeentecode"].agg(list)
    for sleutel in [een for een in sommen.leden if een[2] == SUBREGIO]:
        tabel, versie, _, gebied, groep = sleutel
        eigen = {code: (tabel, versie, GEMEENTE, code, groep) for code in leden_van[gebied]}
        while open_ := [een for een in eigen.values() if een in sommen.getoond]:
            dicht = [code for code, een in eigen.items() if een not in sommen.getoond]
            rest = {p: n for p, n in sommen.leden[sleutel].items() if sommen.gemeente[p] in dicht}
            heel = sleutel in sommen.getoond
            if heel and (not dicht or (len(dicht) > 1 and sommen.genoeg(rest))):
                break
            sommen.verberg(min(open_, key=sommen.som))


def _zonder_stap(sommen: _Sommen) -> None:
    """Of two sums in one area the plans that make the difference are none or enough: otherwise the later is
    not shown."""
    for van_gebied in _per(sommen, lambda sleutel: sleutel[2:4]):
        eerder: dict[tuple[str, str], list[Leden]] = {}
        for sleutel in van_gebied:
            leden, eigen = sommen.leden[sleutel], (sleutel[0], sleutel[4])
            if sleutel not in sommen.getoond or leden in eerder.get(eigen, []):
                continue
            stappen = (
                _stap(toen, leden, ook_maat=soort == eigen)
                for soort, ervoor in eerder.items()
                for toen in ervoor
            )
            if all(not stap or sommen.genoeg(stap) for stap in stappen):
                eerder.setdefault(eigen, []).append(leden)
            else:
                sommen.verberg(sleutel)


def _stap(toen: Leden, nu: Leden, *, ook_maat: bool) -> dict[str, int]:
    """The plans that are in one of both, and with `ook_maat` those that add something else; with how much, at
    least one dwelling."""
    anders = toen.keys() ^ nu.keys()
    if ook_maat:
        anders |= {plan for plan in toen.keys() & nu.keys() if toen[plan] != nu[plan]}
    return {plan: max(1, abs(nu.get(plan, 0) - toen.get(plan, 0))) for plan in sorted(anders)}


def _per(sommen: _Sommen, waarop: Any) -> Iterator[list[Sleutel]]:
    """All sums that have the same of what `waarop` gives, in order."""
    groepen: dict[Any, list[Sleutel]] = {}
    for sleutel in sommen.leden:
        groepen.setdefault(waarop(sleutel), []).append(sleutel)
    yield from groepen.values()


def _zonder_maat(
    sommen: _Sommen, gemeenten: pd.DataFrame, regels: Regels, bekend: pd.DataFrame
) -> None:
    """Hide as few more as leaves the size of each plan open (afscherming.keuze), subregion by subregion."""
    for subregio, leden in gemeenten.groupby("subregio", sort=False)["gemeentecode"]:
        gebieden = {(SUBREGIO, str(subregio)), *((GEMEENTE, code) for code in leden)}
        totalen: dict[Patroon, list[Sleutel]] = {}
        for sleutel in sommen.getoond:
            if sleutel[2:4] in gebieden:
                totalen.setdefault(tuple(sommen.leden[sleutel].items()), []).append(sleutel)
        eigen = bekend[bekend["plan_id"].map(sommen.gemeente).isin(leden)]
        vast = [
            tuple(zip(groep["plan_id"], groep["woningen"].astype(int), strict=True))
            for _, groep in eigen.groupby("som", sort=False)
        ]
        if not totalen:
            continue
        keuze = kies(*_stelsel([*totalen], vast, regels))
        for nr, sleutels in enumerate(totalen.values()):
            if f"{_SOM}{nr}" in keuze.verborgen:
                for sleutel in sleutels:
                    sommen.verberg(sleutel)


Patroon = tuple[tuple[str, int], ...]
"""The plans of a sum with what each adds."""

_SOM = "som|"


def _stelsel(
    getoond: Sequence[Patroon], vast: Sequence[Patroon], regels: Regels
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Cells and sums as `afscherming` has them: plans with what they add, the sums that are shown, and those
    that are known besides (`vast`).

    Plans that are in the same sums are one pattern: of each pattern the largest and the others together, as
    who can't tell the largest can't tell another.
    """
    totalen = {f"{_SOM}{nr}": leden for nr, leden in enumerate(getoond)}
    totalen |= {f"bekend|{nr}": leden for nr, leden in enumerate(vast)}
    waar: dict[tuple[str, int], list[str]] = {}
    for naam, leden in totalen.items():
        for plan in leden:
            waar.setdefault(plan, []).append(naam)
    patronen: dict[tuple[str, ...], list[int]] = {}
    for (_, woningen), namen in waar.items():
        patronen.setdefault(tuple(namen), []).append(woningen)
    rijen: list[dict[str, Any]] = []
    verbanden: list[tuple[str, str, int]] = []
    open_ = {"laag": 0, "hoog": pd.NA, "gewicht": pd.NA, "marge": 0, "geheim": True}
    for nr, (waarin, maten) in enumerate(patronen.items()):
        grootste = max(maten)
        delen = {f"plan|{nr}": (grootste, regels.marge(grootste))}
        if len(maten) > 1:
            delen[f"andere|{nr}"] = (sum(maten) - grootste, 0)
        for cel, (waarde, marge) in delen.items():
            rijen.append({**open_, "cel": cel, "waarde": waarde, "marge": marge})
            verbanden += [(naam, cel, 1) for naam in waarin]
    for naam, leden in totalen.items():
        som = sum(woningen for _, woningen in leden)
        kan = max(1, som) if naam.startswith(_SOM) else pd.NA
        rijen.append({**open_, "cel": naam, "waarde": som, "gewicht": kan, "geheim": False})
        verbanden.append((naam, naam, -1))
    frame = pd.DataFrame(verbanden, columns=VERBANDEN).sort_values("verband", kind="stable")
    return als_cellen(rijen), frame
