"""What speaks for two plans of two registers being one: name, place, area, status, number of dwellings."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import shapely

from woonanalyse.onderwerpen.planregister.plannaam import (
    DEEL,
    GELIJK,
    WOORD,
    Naam,
    botst,
    gelijkenis,
    lees_naam,
    programmas,
    raken,
)


class Plan(NamedTuple):
    """What matching looks at of one plan; `rij` is its index label, `plek` its area or else its point."""

    rij: Any
    plan_id: str
    gemeentecode: str
    tekst: str
    naam: Naam
    status: str
    woningen: int | None
    punt: Any
    vlak: Any


class Paar(NamedTuple):
    """Two plans that may be one. `deel_toen` and `deel_nu`: which part of its area lies in the other, NaN
    where an area is not known; `plek` is how near, 0 to 1, and `score` that with the name; `grond` is why
    they are one, `vraag` why that is doubtful.
    """

    toen: Plan
    nu: Plan
    naam: float
    afstand: float
    deel_toen: float
    deel_nu: float
    plek: float
    score: float
    grond: str
    vraag: str

    @property
    def met_vlak(self) -> bool:
        """Whether the areas of both are known."""
        return not math.isnan(self.deel_toen)


def plannen_van(frame: pd.DataFrame, regels: Mapping[str, Any]) -> list[Plan]:
    """The plans of a register, in an order that does not hang on that of its rows."""
    programma = programmas(frame["naam"].astype(str), regels["programma_vanaf"])
    vlakken = frame["vlak"] if "vlak" in frame else pd.Series(None, index=frame.index, dtype=object)
    plannen = []
    for rij, vlak in zip(frame.itertuples(), vlakken, strict=True):
        heeft = vlak is not None and not pd.isna(vlak) and not vlak.is_empty
        punt = (
            shapely.Point(float(rij.x_rd), float(rij.y_rd))
            if pd.notna(rij.x_rd) and pd.notna(rij.y_rd)
            else (vlak.centroid if heeft else None)
        )
        plannen.append(
            Plan(
                rij.Index,
                str(rij.plan_id),
                str(rij.gemeentecode),
                str(rij.naam),
                lees_naam(str(rij.naam), programma, regels),
                str(rij.planstatus),
                None if pd.isna(rij.rest) else int(rij.rest),
                punt,
                shapely.make_valid(vlak) if heeft else None,
            )
        )
    return sorted(
        plannen, key=lambda p: (p.gemeentecode, p.tekst, p.plan_id, str(p.punt), p.woningen or 0)
    )


def mogelijke_paren(oud: list[Plan], nieuw: list[Plan], regels: Mapping[str, Any]) -> list[Paar]:
    """All pairs that are near each other, or that have a name that no other plan has, or where a place is
    unknown names that are alike; the best first."""
    links, rechts = _op_naam(oud), _op_naam(nieuw)
    enig = {
        (eigen[0], rechts[naam][0])
        for naam, eigen in links.items()
        if naam[1] and len(eigen) == len(rechts.get(naam, ())) == 1
    }
    mogelijk = {*_buren(oud, nieuw, regels["ver_m"]), *_zonder_plek(oud, nieuw, regels), *enig}
    paren = [_paar(oud[i], nieuw[j], regels, (i, j) in enig) for i, j in sorted(mogelijk)]
    paren = _met_mededingers(paren, regels)
    volgorde = {id(plan): nr for nr, plan in enumerate([*oud, *nieuw])}
    return sorted(paren, key=lambda p: (-p.score, volgorde[id(p.toen)], volgorde[id(p.nu)]))


def _op_naam(plannen: list[Plan]) -> dict[tuple[str, str], list[int]]:
    """Positions of plans by municipality and name."""
    per: dict[tuple[str, str], list[int]] = {}
    for plek, plan in enumerate(plannen):
        per.setdefault((plan.gemeentecode, plan.naam.tekst), []).append(plek)
    return per


def _zonder_plek(
    oud: list[Plan], nieuw: list[Plan], regels: Mapping[str, Any]
) -> Iterator[tuple[int, int]]:
    """Positions of plans of one municipality with names that are alike, of which a place is unknown."""
    zonder = [j for j, plan in enumerate(nieuw) if plan.punt is None]
    for i, links in enumerate(oud):
        for j in range(len(nieuw)) if links.punt is None else zonder:
            rechts = nieuw[j]
            if (
                links.gemeentecode == rechts.gemeentecode
                and gelijkenis(links.naam, rechts.naam, regels["woord_gelijk"]) >= DEEL
                and not botst(links.naam, rechts.naam)
            ):
                yield i, j


def _met_mededingers(paren: list[Paar], regels: Mapping[str, Any]) -> list[Paar]:
    """The pairs; one that two plans fit as well while the number of dwellings does not is a question."""
    dichtbij = [p for p in paren if p.grond and p.afstand <= regels["dichtbij_m"]]
    per_plan: dict[int, list[Paar]] = {}
    for paar in dichtbij:
        per_plan.setdefault(id(paar.toen), []).append(paar)
        per_plan.setdefault(id(paar.nu), []).append(paar)
    return [
        paar._replace(grond="", vraag="twee plannen passen even goed, het aantal woningen bij geen")
        if paar.grond
        and not paar.met_vlak
        and paar.naam < GELIJK
        and not _aantal_past(paar.toen, paar.nu, regels["aantal_factor"])
        and any(
            ander is not paar and ander.naam >= paar.naam
            for plan in (paar.toen, paar.nu)
            for ander in per_plan.get(id(plan), ())
        )
        else paar
        for paar in paren
    ]


def _buren(oud: list[Plan], nieuw: list[Plan], ver: float) -> list[tuple[int, int]]:
    """Positions of plans that lie within `ver` metres of each other, area or point."""
    links, rechts = (
        np.array([plan.vlak or plan.punt for plan in plannen], dtype=object)
        for plannen in (oud, nieuw)
    )
    gevonden = shapely.STRtree(rechts).query(links, predicate="dwithin", distance=ver)
    return sorted(zip(*gevonden.tolist(), strict=True))


def _paar(toen: Plan, nu: Plan, regels: Mapping[str, Any], enige_naam: bool) -> Paar:
    naam = gelijkenis(toen.naam, nu.naam, regels["woord_gelijk"])
    afstand = math.inf if toen.punt is None or nu.punt is None else toen.punt.distance(nu.punt)
    deel_toen = deel_nu = math.nan
    if toen.vlak is not None and nu.vlak is not None and toen.vlak.area and nu.vlak.area:
        samen = toen.vlak.intersection(nu.vlak).area
        deel_toen, deel_nu = samen / toen.vlak.area, samen / nu.vlak.area
    nabij = max(0.0, 1 - afstand / regels["ver_m"])
    plek = nabij if math.isnan(deel_toen) else (deel_toen + deel_nu) / 2
    paar = Paar(toen, nu, naam, afstand, deel_toen, deel_nu, plek, naam + plek, "", "")
    grond = _grond(paar, regels) or ("naam" if enige_naam else "")
    if not grond and naam >= WOORD and afstand <= regels["dichtbij_m"]:
        return paar._replace(vraag="vlakken vlak bij elkaar, met een woord van de naam gemeen")
    bezwaar = _bezwaar(paar, grond, regels) if grond else ""
    return paar._replace(grond="" if bezwaar else grond, vraag=bezwaar)


def _grond(paar: Paar, regels: Mapping[str, Any]) -> str:
    """Why name and place make one plan of the two, or "" where they do not."""
    naam, dekking = paar.naam, regels["dekking"]
    if paar.toen.punt is None or paar.nu.punt is None:
        return "naam"
    if paar.met_vlak and min(paar.deel_toen, paar.deel_nu) >= dekking:
        return "vlak en naam" if naam >= WOORD else "vlak"
    if paar.met_vlak and max(paar.deel_toen, paar.deel_nu) >= dekking and naam >= WOORD:
        return "deel van het vlak en naam"
    if naam == GELIJK and paar.afstand <= regels["ver_m"]:
        return "naam en plaats"
    if not paar.met_vlak and paar.afstand <= regels["dichtbij_m"]:
        return "plaats en naam" if naam >= WOORD else "plaats"
    ander = botst(paar.toen.naam, paar.nu.naam)
    if not paar.met_vlak and naam >= DEEL and paar.afstand <= regels["ver_m"] and not ander:
        return "naam en plaats"
    return ""


def _bezwaar(paar: Paar, grond: str, regels: Mapping[str, Any]) -> str:
    """What speaks against a pair that has a ground, as a question; "" is nothing."""
    toen, nu = paar.toen, paar.nu
    past = _aantal_past(toen, nu, regels["aantal_factor"])
    if math.isinf(paar.afstand) and toen.naam.tekst != nu.naam.tekst:
        return "namen die op elkaar lijken; waar een van beide ligt, is onbekend"
    if grond == "naam" and math.inf > paar.afstand:
        te_ver = not past or paar.afstand > regels["naam_alleen_m"]
        return "zelfde naam, maar ver uit elkaar" if te_ver else ""
    if botst(toen.naam, nu.naam):
        return "zelfde plek, ander nummer of andere fase in de naam"
    if toen.gemeentecode != nu.gemeentecode and paar.naam < DEEL:
        return "zelfde plek in een andere gemeente, andere naam"
    if paar.naam < WOORD and not past:
        return "zelfde plek, geen woord van de naam en een heel ander aantal woningen"
    terug = toen.status[:1] in ("1", "2") and nu.status[:1] in ("3", "4")
    adres = raken(toen.naam.nummers, nu.naam.nummers)
    zelfde_vlak = paar.met_vlak and min(paar.deel_toen, paar.deel_nu) >= regels["dekking"]
    if terug and not past and not zelfde_vlak and paar.naam < GELIJK and not adres:
        return "dichtbij, maar een zachtere status en een heel ander aantal woningen"
    return ""


def _aantal_past(toen: Plan, nu: Plan, factor: float) -> bool:
    """Whether the numbers of dwellings are known and no more than `factor` times each other."""
    if toen.woningen is None or nu.woningen is None:
        return False
    laag, hoog = sorted((toen.woningen, nu.woningen))
    return laag > 0 and hoog <= factor * laag
