"""The proposal: which plans go back, which are added and by which means, so that every norm holds.

A mixed-integer programme over options: an option is one measure on one plan. Solved apart for each group of
municipalities that a norm couples, goal after goal in the agreed order. It proposes; colleges decide.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from woonanalyse.onderwerpen.strategie.milp import (
    OPEN,
    Antwoord,
    Oplosser,
    Programma,
    Rij,
    Trap,
    Uitslag,
    trapsgewijs,
)

OPTIEKOLOMMEN = ["optie", "plan_id", "gemeentecode", "maatregel", "van", "tot", "richting", "belet"]
"""What can be done: `optie` names it once; `van` and `tot` dwellings (at least 1) that it takes off or adds;
`richting` -1 or 1; `belet` the name of what forbids it, empty where nothing does. One option of a plan at
most. Beside them a column of whole numbers for every goal: what one dwelling of it weighs; and with `_vast`
behind its name: what using the option weighs whatever the number."""

NORMKOLOMMEN = ["norm", "gemeentecode", "factor", "nu", "laag", "hoog"]
"""Norms on hard capacity, a row per municipality that counts in it: `norm` names it; `nu` is the hard
capacity of that municipality now; the sum of factor x capacity after all measures lies from `laag` up to and
including `hoog` (<NA>: open)."""

KEUZEKOLOMMEN = ["keuze", "plan_id", "optie"]
"""What was decided beforehand: `keuze` names it; `optie` empty: nothing is done with this plan."""

VOORSTELKOLOMMEN = ["optie", "plan_id", "gemeentecode", "maatregel", "richting", "woningen"]
"""What is proposed: options that are used, with the dwellings."""

TRAPKOLOMMEN = ["groep", "doel", "waarde", "tot", "bepaald"]
"""By group and goal its best value; up to where an answer is near-best; whether it was settled."""

NORMUITKOMST = ["norm", "nu", "straks", "laag", "hoog", "knelt"]
"""A norm and the capacity now and after; it binds where after lies on a bound."""


class Doel(NamedTuple):
    """A goal: the column of the options that is summed, and its tolerance, a fraction of its best value."""

    naam: str
    tolerantie: float


@dataclass(frozen=True)
class Vraag:
    """What is asked: OPTIEKOLOMMEN, NORMKOLOMMEN, KEUZEKOLOMMEN and the goals in their order."""

    opties: pd.DataFrame
    normen: pd.DataFrame
    keuzes: pd.DataFrame
    doelen: Sequence[Doel]

    def op_volgorde(self) -> Vraag:
        """The same question with rows in the order of their names, whatever order they came in."""
        return Vraag(
            self.opties.sort_values("optie", kind="stable").reset_index(drop=True),
            self.normen.sort_values(["norm", "gemeentecode"]).reset_index(drop=True),
            self.keuzes.sort_values(["keuze", "plan_id"]).reset_index(drop=True),
            self.doelen,
        )


@dataclass(frozen=True)
class Voorstel:
    """The answer: `uitslag` of the whole; frames VOORSTELKOLOMMEN, TRAPKOLOMMEN, NORMUITKOMST; and the groups
    (municipalities) that could not be solved, with how each ended."""

    uitslag: Uitslag
    gekozen: pd.DataFrame
    trappen: pd.DataFrame
    normen: pd.DataFrame
    zonder: Mapping[str, Uitslag]


def stel_voor(vraag: Vraag) -> Voorstel:
    """The best answer to `vraag`; the same for any order of its rows.

    Raises ValueError where the frames contradict themselves (`controleer`).
    """
    vraag = vraag.op_volgorde()
    controleer(vraag)
    gekozen, trappen, zonder = [], [], {}
    for naam, deel in groepen(vraag):
        model = Model(deel)
        antwoord, gevonden = trapsgewijs(model.oplosser(), model.doelen())
        trappen.append(_als_trappen(naam, deel.doelen, gevonden))
        if antwoord.uitslag is Uitslag.BEST:
            gekozen.append(model.gekozen(antwoord))
        else:
            zonder[naam] = antwoord.uitslag
    uit = _onder_elkaar(gekozen, VOORSTELKOLOMMEN)
    uitslag = Uitslag.BEST
    if zonder:
        uitslag = Uitslag.GEEN if Uitslag.GEEN in zonder.values() else Uitslag.OPEN
    normen = normuitkomst(vraag.normen, uit)
    return Voorstel(uitslag, uit, _onder_elkaar(trappen, TRAPKOLOMMEN), normen, zonder)


def controleer(vraag: Vraag) -> None:
    """Raises ValueError where names stand twice, numbers are impossible or names are not there."""
    opties, normen, keuzes = vraag.opties, vraag.normen, vraag.keuzes
    fouten = []
    if opties["optie"].duplicated().any():
        fouten.append("een optie staat er twee keer")
    if (opties.groupby("plan_id")["gemeentecode"].nunique() > 1).any():
        fouten.append("een plan ligt in één gemeente")
    if not ((opties["van"] >= 1) & (opties["tot"] >= opties["van"])).all():
        fouten.append("woningen van een optie: van is ten minste 1, en tot is niet kleiner")
    if not opties["richting"].isin([-1, 1]).all():
        fouten.append("richting is -1 of 1")
    if normen.duplicated(["norm", "gemeentecode"]).any():
        fouten.append("een gemeente telt twee keer in een norm")
    if normen["nu"].isna().any():
        fouten.append("de harde capaciteit is onbekend: zo'n gemeente heeft geen norm")
    if (normen["nu"].fillna(0) < 0).any():
        fouten.append("de harde capaciteit is ten minste 0")
    if (normen.groupby("norm")[["laag", "hoog"]].nunique(dropna=False) > 1).any(axis=None):
        fouten.append("een norm heeft één laag en één hoog, in elke rij dezelfde")
    fouten += _keuzefouten(opties, keuzes)
    for doel in vraag.doelen:
        if doel.naam not in opties:
            fouten.append(f"het doel {doel.naam} is geen kolom van de opties")
    if fouten:
        raise ValueError("; ".join(fouten))


def _keuzefouten(opties: pd.DataFrame, keuzes: pd.DataFrame) -> list[str]:
    fouten = []
    kiest = keuzes[keuzes["optie"] != ""]
    van = kiest["optie"].map(opties.drop_duplicates("optie").set_index("optie")["plan_id"])
    for rij in kiest[van.isna()].itertuples():
        fouten.append(f"keuze {rij.keuze}: een optie die er niet is, {rij.optie}")
    for rij in kiest[van.notna() & (van != kiest["plan_id"])].itertuples():
        fouten.append(f"keuze {rij.keuze}: de optie {rij.optie} is niet van plan {rij.plan_id}")
    return fouten


def groepen(vraag: Vraag) -> list[tuple[str, Vraag]]:
    """Parts of a question that nothing couples, each by the first of its municipalities."""
    kop: dict[str, str] = {}

    def eerste(code: str) -> str:
        while kop.setdefault(code, code) != code:
            code = kop[code]
        return code

    for _, rijen in vraag.normen.groupby("norm"):
        codes = sorted(rijen["gemeentecode"])
        for code in codes[1:]:
            a, b = sorted((eerste(codes[0]), eerste(code)))
            kop[b] = a
    for code in vraag.opties["gemeentecode"]:
        eerste(code)
    namen = sorted({eerste(code) for code in kop})
    van_plan = vraag.opties.drop_duplicates("plan_id").set_index("plan_id")["gemeentecode"]
    delen = []
    for naam in namen:
        leden = [code for code in kop if eerste(code) == naam]
        keuzes = vraag.keuzes[vraag.keuzes["plan_id"].map(van_plan).isin(leden)]
        delen.append(
            (
                naam,
                Vraag(
                    vraag.opties[vraag.opties["gemeentecode"].isin(leden)].reset_index(drop=True),
                    vraag.normen[vraag.normen["gemeentecode"].isin(leden)].reset_index(drop=True),
                    keuzes.reset_index(drop=True),
                    vraag.doelen,
                ),
            )
        )
    return delen


class Model:
    """The programme of one group.

    By option: `aan` the variable that says whether it is used; `extra` the one of its dwellings above `van`,
    -1 where that number is fixed; `ruimte` how many those can be; `plan` the place in `plannen` of its plan.
    `op_naam`: rows by their ground: a norm, a choice, a prohibition.
    """

    def __init__(self, vraag: Vraag) -> None:
        self.vraag = vraag
        self.programma = Programma()
        self.op_naam: dict[str, list[tuple[int, float, float]]] = {}
        opties = vraag.opties
        self.aan = np.array([self.programma.kolom(0, 1) for _ in range(len(opties))], dtype=int)
        self.extra = np.full(len(opties), -1)
        self.ruimte = (opties["tot"] - opties["van"]).to_numpy(dtype=int)
        self._woningen = [self._telling(i) for i in range(len(opties))]
        self.plan, plannen = pd.factorize(opties["plan_id"], sort=True)
        self.plannen: list[str] = list(plannen)
        self.nummers = range(len(self.plannen))
        for nummer in self.nummers:
            eigen = self.van_plan(nummer)
            if len(eigen) > 1:
                self.programma.rij(eigen, hoog=1)
        self._verboden()
        self._normen()
        self._keuzes()

    def _telling(self, i: int) -> dict[int, int]:
        """The dwellings of an option as a sum: `van` where it is used, and what comes on top."""
        aan, ruimte = int(self.aan[i]), int(self.ruimte[i])
        van = int(self.vraag.opties.at[i, "van"])
        if not ruimte:
            return {aan: van}
        extra = self.programma.kolom(0, ruimte)
        self.extra[i] = extra
        self.programma.rij({extra: 1, aan: -ruimte}, hoog=0)
        return {aan: van, extra: 1}

    def _verboden(self) -> None:
        for i, naam in enumerate(self.vraag.opties["belet"]):
            if naam:
                self._onder(f"vast: {naam}", {int(self.aan[i]): 1}, hoog=0)

    def _normen(self) -> None:
        opties = self.vraag.opties
        for naam, rijen in self.vraag.normen.groupby("norm", sort=True):
            factor = dict(zip(rijen["gemeentecode"], rijen["factor"], strict=True))
            som: dict[int, int] = {}
            for i, (code, teken) in enumerate(
                zip(opties["gemeentecode"], opties["richting"], strict=True)
            ):
                for kolom, aantal in self._woningen[i].items():
                    if code in factor:
                        som[kolom] = som.get(kolom, 0) + int(teken) * aantal * int(factor[code])
            nu = int((rijen["nu"] * rijen["factor"]).sum())
            laag, hoog = rijen["laag"].iloc[0], rijen["hoog"].iloc[0]
            self._onder(
                f"norm: {naam}",
                som,
                laag=-OPEN if pd.isna(laag) else int(laag) - nu,
                hoog=OPEN if pd.isna(hoog) else int(hoog) - nu,
            )

    def _keuzes(self) -> None:
        opties = self.vraag.opties
        for keuze, plan, optie in self.vraag.keuzes[KEUZEKOLOMMEN].itertuples(
            index=False, name=None
        ):
            for i in opties.index[opties["plan_id"] == plan]:
                aan = int(opties.at[i, "optie"] == optie)
                self._onder(f"keuze: {keuze}", {int(self.aan[i]): 1}, laag=aan, hoog=aan)

    def _onder(
        self, naam: str, factoren: Mapping[int, int], laag: float = -OPEN, hoog: float = OPEN
    ) -> None:
        nummer = self.programma.rij(factoren, laag, hoog)
        self.op_naam.setdefault(naam, []).append((nummer, laag, hoog))

    def oplosser(self, *, geheel: bool = True) -> Oplosser:
        """A solver that holds this programme; `geheel` False: dwellings and plans may be parts."""
        return Oplosser(self.programma, geheel=geheel)

    def doelen(self) -> list[tuple[dict[int, int], float]]:
        """The goals as sums of variables, with their tolerance."""
        return [(self.som(doel.naam), doel.tolerantie) for doel in self.vraag.doelen]

    def som(self, kolom: str) -> dict[int, int]:
        """The sum of a column of weights over the options that are used, and their dwellings."""
        som: dict[int, int] = {}
        opties = self.vraag.opties
        for i, gewicht in enumerate(opties[kolom]):
            for variabele, aantal in self._woningen[i].items():
                if gewicht:
                    som[variabele] = som.get(variabele, 0) + aantal * int(gewicht)
        if f"{kolom}_vast" in opties:
            for i, gewicht in enumerate(opties[f"{kolom}_vast"]):
                if gewicht:
                    aan = int(self.aan[i])
                    som[aan] = som.get(aan, 0) + int(gewicht)
        return som

    def van_plan(self, nummer: int) -> dict[int, int]:
        """The variables that say whether anything is done with a plan."""
        return {int(kolom): 1 for kolom in self.aan[self.plan == nummer]}

    def normrijen(self) -> list[Rij]:
        """The rows of the norms."""
        eigen = [rijen for naam, rijen in self.op_naam.items() if naam.startswith("norm: ")]
        return [self.programma.rijen[nummer] for rijen in eigen for nummer, _, _ in rijen]

    def gekozen(self, antwoord: Antwoord) -> pd.DataFrame:
        """The options that an answer uses: columns VOORSTELKOLOMMEN."""
        woningen = [
            sum(int(antwoord.waarden[kolom]) * aantal for kolom, aantal in telling.items())
            for telling in self._woningen
        ]
        opties = self.vraag.opties.assign(woningen=pd.array(woningen, dtype="Int64"))
        return opties.loc[opties["woningen"] > 0, VOORSTELKOLOMMEN].reset_index(drop=True)


def normuitkomst(normen: pd.DataFrame, gekozen: pd.DataFrame) -> pd.DataFrame:
    """Per norm the capacity now and after what is chosen: columns NORMUITKOMST."""
    eraf = (gekozen["woningen"] * gekozen["richting"]).groupby(gekozen["gemeentecode"]).sum()
    per = normen.assign(
        nu=normen["nu"] * normen["factor"],
        straks=(normen["nu"] + normen["gemeentecode"].map(eraf).fillna(0)) * normen["factor"],
    )
    uit = per.groupby("norm", sort=True).agg(
        nu=("nu", "sum"), straks=("straks", "sum"), laag=("laag", "first"), hoog=("hoog", "first")
    )
    uit = uit.astype("Int64").reset_index()
    knelt = (uit["straks"] == uit["laag"]).fillna(False) | (uit["straks"] == uit["hoog"]).fillna(
        False
    )
    return uit.assign(knelt=knelt)[NORMUITKOMST]


def _als_trappen(groep: str, doelen: Sequence[Doel], trappen: Sequence[Trap]) -> pd.DataFrame:
    rijen: list[list[Any]] = [
        [groep, doel.naam, trap.best, trap.tot, True]
        for doel, trap in zip(doelen, trappen, strict=False)
    ]
    rijen += [[groep, doel.naam, pd.NA, pd.NA, False] for doel in doelen[len(trappen) :]]
    frame = pd.DataFrame(rijen, columns=TRAPKOLOMMEN)
    return frame.astype({"waarde": "Int64", "tot": "Int64", "bepaald": bool})


def _onder_elkaar(delen: Iterable[pd.DataFrame], kolommen: Sequence[str]) -> pd.DataFrame:
    gevuld = [deel for deel in delen if len(deel)]
    if not gevuld:
        return pd.DataFrame({naam: pd.Series(dtype="object") for naam in kolommen}).astype(
            {naam: "Int64" for naam in ("woningen", "richting") if naam in kolommen}
        )
    return pd.concat(gevuld, ignore_index=True)
