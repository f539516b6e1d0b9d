"""What an outsider has of plan registers: their published numbers, what plans those are made of, and how the
plans of one reference date and an earlier one are the same."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from woonanalyse.afscherming.regels import Regels
from woonanalyse.afscherming.speelruimte import VERBANDEN, als_cellen
from woonanalyse.onderwerpen.planregister.model import AFGEROND, HARD, Lezing

MATEN = ["rest", "sloop", "uitgezonderd"]
"""What of a plan is in a published sum: columns of the table plannen."""

GETALLEN: Mapping[str, Sequence[tuple[str, str, int]]] = {
    "hard_direct": [("hard", "rest", 1)],
    "hard_uit_te_werken": [("hard_uitwerk", "rest", 1)],
    "uitgezonderd": [(soort, "uitgezonderd", 1) for soort in HARD],
    "bruto": [(soort, m, f) for soort in HARD for m, f in (("rest", 1), ("uitgezonderd", -1))],
    "netto": [
        (soort, m, f)
        for soort in HARD
        for m, f in (("rest", 1), ("sloop", -1), ("uitgezonderd", -1))
    ],
}
"""The numbers that are published of a member, each the sum of maten of the plans of these hardnesses. `bruto`
and `netto` are its totals, without what is not counted."""

TOTALEN = ("bruto", "netto")

Elders = Collection[tuple[str, int]]
"""Totals that others publish: of a gemeentecode, the number of dwellings."""

_LAAGST = -(10**6)


@dataclass(frozen=True)
class Eerder:
    """A register of an earlier date that an edition was made of: its table plannen, and which of its numbers
    (lezing, gemeentecode, getal) were not shown."""

    plannen: pd.DataFrame
    weg: frozenset[tuple[str, str, str]]


@dataclass
class _Bouw:
    """Cells and sums while they are gathered."""

    regels: Regels
    cellen: list[dict[str, Any]] = field(default_factory=list)
    sommen: list[dict[str, int]] = field(default_factory=list)
    waarden: dict[str, int] = field(default_factory=dict)

    def cel(self, naam: str, waarde: int, **anders: Any) -> None:
        vast = {"laag": min(0, waarde), "hoog": pd.NA, "gewicht": pd.NA, "geheim": True}
        self.cellen.append({"cel": naam, "waarde": waarde, **vast, "marge": 0, **anders})
        self.waarden[naam] = waarde

    def som(self, naam: str, termen: Mapping[str, int]) -> None:
        self.sommen.append({naam: -1, **termen})

    def delen(self, naam: str, plannen: Mapping[str, int]) -> list[str]:
        """Hidden plans as cells: the largest, and the others together. Whoever can't tell the largest can't
        tell the others either: of those there is more between 0 and the same sum."""
        if not plannen:
            return []
        grootste = max(plannen, key=lambda plan: plannen[plan])
        over = [n for plan, n in plannen.items() if plan != grootste]
        aantal = plannen[grootste]
        self.cel(f"plan|{grootste}|{naam}", aantal, marge=self.regels.marge(aantal))
        if not over:
            return [f"plan|{grootste}|{naam}"]
        self.cel(f"dicht|{naam}", sum(over))
        return [f"plan|{grootste}|{naam}", f"dicht|{naam}"]

    def openbaar(self, naam: str, plannen: Sequence[int]) -> list[str]:
        """Public plans as one cell, known or not."""
        if not plannen:
            return []
        som = sum(plannen)
        bekend = {"laag": som, "hoog": som} if self.regels.openbare_plannen_bekend else {}
        self.cel(naam, som, **bekend)
        return [naam]


def stelsel(
    plannen: pd.DataFrame,
    gemeenten: pd.DataFrame,
    lezingen: Sequence[Lezing],
    regels: Regels,
    eerder: Sequence[Eerder] = (),
    elders: Elders = (),
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Cells and sums (afscherming.speelruimte.CELLEN, VERBANDEN) of what is published of a register.

    Below are the plans of a member that every reading counts alike: those that are not public, and the public
    ones as one. Above are GETALLEN of each member and reading, and the totals of areas that others publish.
    Of each register of `eerder` the same, as it was shown; and that a plan with the same numbers is the same.
    """
    bouw, zwaar = _Bouw(regels), _zwaar(lezingen)
    lezingen = verschillende(lezingen)
    nu = _telt(plannen, lezingen, regels)
    _register(bouw, "", nu, gemeenten, lezingen, zwaar, elders=elders)
    for nr, ander in enumerate(eerder):
        toen = _telt(ander.plannen, lezingen, regels)
        _register(bouw, f"toen{nr}|", toen, gemeenten, lezingen, zwaar, ander.weg)
        _tussen(bouw, f"toen{nr}|", toen, nu)
    rijen = [
        {"verband": nr, "cel": cel, "factor": factor}
        for nr, som in enumerate(bouw.sommen)
        for cel, factor in som.items()
    ]
    return als_cellen(bouw.cellen), pd.DataFrame(rijen, columns=VERBANDEN)


def verschillende(lezingen: Sequence[Lezing]) -> Sequence[Lezing]:
    """Of readings that count alike the first."""
    gezien: dict[Any, Lezing] = {}
    for lezing in lezingen:
        gezien.setdefault(_zo_geteld(lezing), lezing)
    return list(gezien.values())


def _zwaar(lezingen: Sequence[Lezing]) -> Sequence[float]:
    """How heavy each of `verschillende` weighs: as many as count so, of which the first a bit more."""
    eigen = [1 + (len(lezingen) - nr) / 100 for nr in range(len(lezingen))]
    return [
        sum(n for n, ander in zip(eigen, lezingen, strict=True) if zelfde(lezing, ander))
        for lezing in verschillende(lezingen)
    ]


def zelfde(lezing: Lezing, ander: Lezing) -> bool:
    """Whether two readings count alike."""
    return bool(_zo_geteld(lezing) == _zo_geteld(ander))


def _zo_geteld(lezing: Lezing) -> Any:
    return tuple(frozenset(lezing[soort]) for soort in HARD)


def _telt(plannen: pd.DataFrame, lezingen: Sequence[Lezing], regels: Regels) -> pd.DataFrame:
    """The plans that any reading calls hard: their id, gemeentecode, MATEN, `dicht` (bool), and `groep`,
    which is the same where each reading counts alike."""
    telt = plannen[plannen["projectstatus"].str.casefold() != AFGEROND]
    groep = {
        status: "+".join(_soort(status, lezing) for lezing in lezingen)
        for status in telt["planstatus"].unique()
    }
    telt = telt.assign(groep=telt["planstatus"].map(groep), dicht=regels.geheim(telt))
    ergens = telt["groep"].map(lambda soorten: bool(str(soorten).strip("-+")))
    kolommen = ["plan_id", "naam", "gemeentecode", "groep", "dicht", *MATEN]
    return telt.loc[ergens.astype(bool), kolommen].sort_values("plan_id", kind="stable")


def _soort(status: Any, lezing: Lezing) -> str:
    return next((soort for soort in HARD if status in lezing[soort]), "-")


def _waarden(frame: pd.DataFrame, maat: str) -> dict[str, int]:
    """By plan how many; not of plans that do not say it."""
    er = frame[frame[maat].notna()]
    return {str(plan): int(n) for plan, n in zip(er["plan_id"], er[maat], strict=True)}


def _per_groep(telt: pd.DataFrame) -> dict[tuple[str, str], pd.DataFrame]:
    return {
        (str(code), str(groep)): eigen
        for (code, groep), eigen in telt.groupby(["gemeentecode", "groep"], sort=True)
    }


def _register(
    bouw: _Bouw,
    dag: str,
    telt: pd.DataFrame,
    gemeenten: pd.DataFrame,
    lezingen: Sequence[Lezing],
    zwaar: Sequence[float],
    weg: Collection[tuple[str, str, str]] | None = None,
    elders: Elders = (),
) -> None:
    """All of one date (`dag` before the names of its cells); with `weg` what was shown stands fast."""
    per_groep = _per_groep(telt)
    for (code, groep), eigen in per_groep.items():
        for maat in MATEN:
            plek = f"{dag}{code}|{groep}|{maat}"
            _plannen(bouw, plek, _waarden(eigen, maat), _dicht(eigen))
    for nr, lezing in enumerate(lezingen):
        for code in gemeenten["gemeentecode"]:
            eigen = {groep: rijen for (lid, groep), rijen in per_groep.items() if lid == code}
            for getal, termen in _termen(f"{dag}{code}", eigen, nr):
                naam = f"{dag}getal|{lezing['id']}|{code}|{getal}"
                waarde = sum(bouw.waarden[cel] * factor for cel, factor in termen.items())
                vast: dict[str, Any] = {"laag": _LAAGST, "geheim": False}
                if weg is not None:
                    vast["geheim"] = (lezing["id"], code, getal) in weg
                elif getal not in TOTALEN or (code, waarde) not in elders:
                    vast["gewicht"] = _gewicht(bouw.regels, getal) * zwaar[nr]
                bouw.cel(naam, waarde, **vast)
                bouw.som(naam, termen)
    _gebieden(bouw, dag, gemeenten, lezingen)


def _gewicht(regels: Regels, getal: str) -> int:
    soort = getal if getal in regels.gewicht else "deel"
    return regels.gewicht["totaal" if getal in TOTALEN else soort]


def _dicht(frame: pd.DataFrame) -> set[str]:
    return {str(plan) for plan in frame.loc[frame["dicht"], "plan_id"]}


def _plannen(bouw: _Bouw, plek: str, aantallen: Mapping[str, int], dicht: Collection[str]) -> None:
    """The sum of plans, and what it is made of."""
    eigen = {plan: n for plan, n in aantallen.items() if plan in dicht}
    open_ = [n for plan, n in aantallen.items() if plan not in dicht]
    bouw.cel(f"som|{plek}", sum(aantallen.values()), laag=_LAAGST)
    delen = [*bouw.delen(plek, eigen), *bouw.openbaar(f"openbaar|{plek}", open_)]
    bouw.som(f"som|{plek}", dict.fromkeys(delen, 1))


def _termen(
    plek: str, eigen: Mapping[str, pd.DataFrame], nr: int
) -> Iterator[tuple[str, dict[str, int]]]:
    """By number of GETALLEN the sums that it is made of, in reading `nr`; not where a plan does not say its
    part, nor of a member without plans."""
    if not eigen:
        return
    for getal, termen in GETALLEN.items():
        som: dict[str, int] = {}
        onbekend = False
        for soort, maat, factor in termen:
            for groep, rijen in eigen.items():
                if groep.split("+")[nr] == soort:
                    onbekend |= maat != "uitgezonderd" and bool(rijen[maat].isna().any())
                    som[f"som|{plek}|{groep}|{maat}"] = factor
        if not onbekend:
            yield getal, som


def _gebieden(bouw: _Bouw, dag: str, gemeenten: pd.DataFrame, lezingen: Sequence[Lezing]) -> None:
    """The totals of areas that others may publish, where those of all members are known."""
    for naam, codes in _leden(gemeenten, bouw.regels.bekende_totalen):
        for lezing in lezingen:
            for getal in TOTALEN:
                delen = [f"{dag}getal|{lezing['id']}|{code}|{getal}" for code in codes]
                eigen = [deel for deel in delen if deel in bouw.waarden]
                if len(eigen) == len(delen):
                    cel = f"{dag}gebied|{lezing['id']}|{naam}|{getal}"
                    som = sum(bouw.waarden[deel] for deel in eigen)
                    bouw.cel(cel, som, laag=_LAAGST, geheim=False)
                    bouw.som(cel, dict.fromkeys(eigen, 1))


def _leden(gemeenten: pd.DataFrame, niveaus: Collection[str]) -> Iterator[tuple[str, list[str]]]:
    """Areas by name with the codes of their members."""
    if "subregio" in niveaus:
        for naam, groep in gemeenten.groupby("subregio", sort=True):
            yield f"subregio {naam}", list(groep["gemeentecode"])
    if "regio" in niveaus:
        yield "regio", list(gemeenten["gemeentecode"])


def _tussen(bouw: _Bouw, dag: str, toen: pd.DataFrame, nu: pd.DataFrame) -> None:
    """Between an earlier date and now: what is the same on both is one unknown; of a hidden plan that came,
    grew, shrank or went, how much."""
    oud, nieuw = _per_groep(_zelfde_kenmerk(toen, nu)), _per_groep(nu)
    leeg = toen.iloc[:0]
    for code, groep in sorted(oud.keys() | nieuw.keys()):
        kanten = [
            (dag, f"weg|{dag}", oud.get((code, groep), leeg)),
            ("", f"bij|{dag}", nieuw.get((code, groep), leeg)),
        ]
        dicht = {plan for _, _, er in kanten for plan in _dicht(er)}
        for maat in MATEN:
            plek = f"{code}|{groep}|{maat}"
            aantallen = [_waarden(er, maat) for _, _, er in kanten]
            gelijk = _gelijk(aantallen[0], aantallen[1], dicht)
            _gedeeld(bouw, f"gelijk|{dag}{plek}", gelijk, dicht)
            for (van, kant, er), eigen in zip(kanten, aantallen, strict=True):
                if not er.empty:
                    delen = _anders(bouw, f"{kant}{plek}", eigen, gelijk, dicht)
                    delen = [f"gelijk|{dag}{plek}", *delen]
                    bouw.som(f"som|{van}{plek}", dict.fromkeys(delen, 1))


def _zelfde_kenmerk(toen: pd.DataFrame, nu: pd.DataFrame) -> pd.DataFrame:
    """`toen`, with the plan_id of now where a plan of the same name in the same municipality has another."""
    plek = ["gemeentecode", "naam"]
    los_toen = toen[~toen["plan_id"].isin(nu["plan_id"]) & (toen["naam"] != "")]
    los_nu = nu[~nu["plan_id"].isin(toen["plan_id"])]
    een, ander = (los.drop_duplicates(plek, keep=False) for los in (los_toen, los_nu))
    paren = een.merge(ander, on=plek, suffixes=("_toen", "_nu"))
    nieuw = dict(zip(paren["plan_id_toen"], paren["plan_id_nu"], strict=True))
    return toen.assign(plan_id=toen["plan_id"].map(lambda plan: nieuw.get(plan, plan)))


def _gelijk(
    eerst: Mapping[str, int], dan: Mapping[str, int], dicht: Collection[str]
) -> dict[str, int]:
    """Of plans on both dates how much is the same: the least of both of a hidden one that changed, nothing
    of a public one that did."""
    return {
        plan: min(eerst[plan], dan[plan])
        for plan in eerst
        if plan in dan and (plan in dicht or eerst[plan] == dan[plan])
    }


def _gedeeld(bouw: _Bouw, naam: str, gelijk: Mapping[str, int], dicht: Collection[str]) -> None:
    """What is the same on two dates, as one cell: 0 where that is nothing."""
    grenzen = {} if gelijk else {"hoog": 0}
    open_ = [n for plan, n in gelijk.items() if plan not in dicht]
    if bouw.regels.openbare_plannen_bekend:
        grenzen = {"laag": sum(open_)} | ({"hoog": sum(open_)} if len(open_) == len(gelijk) else {})
    bouw.cel(naam, sum(gelijk.values()), **grenzen)


def _anders(
    bouw: _Bouw,
    plek: str,
    eigen: Mapping[str, int],
    gelijk: Mapping[str, int],
    dicht: Collection[str],
) -> list[str]:
    """What of one date is not on the other as well: the hidden plans, and the public ones as one."""
    open_ = [n for plan, n in eigen.items() if plan not in dicht and plan not in gelijk]
    over = {plan: n - gelijk.get(plan, 0) for plan, n in eigen.items() if plan in dicht}
    verborgen = {plan: n for plan, n in over.items() if n}
    return [*bouw.delen(plek, verborgen), *bouw.openbaar(f"openbaar|{plek}", open_)]
