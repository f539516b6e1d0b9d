"""What speaks for two plans of two registers being one: name, place, area, status, number of dwellings."""

from __future__ import annotations

import math
from collections.abc import Mapping
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
    """All pairs that are near each other, or where a place is unknown have one name; the best first."""
    mogelijk = [(oud[i], nieuw[j]) for i, j in _buren(oud, nieuw, regels["ver_m"])]
    per_naam: dict[tuple[str, str], list[Plan]] = {}
    for plan in nieuw:
        per_naam.setdefault((plan.gemeentecode, plan.naam.tekst), []).append(plan)
    mogelijk += [
        (links, rechts)
        for links in oud
        for rechts in per_naam.get((links.gemeentecode, links.naam.tekst), ())
        if links.punt is None or rechts.punt is None
    ]
    paren = _met_mededingers([_paar(links, rechts, regels) for links, rechts in mogelijk], regels)
    volgorde = {id(plan): nr for nr, plan in enumerate([*oud, *nieuw])}
    return sorted(paren, key=lambda p: (-p.score, volgorde[id(p.toen)], volgorde[id(p.nu)]))


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


def _paar(toen: Plan, nu: Plan, regels: Mapping[str, Any]) -> Paar:
    naam = gelijkenis(toen.naam, nu.naam, regels["woord_gelijk"])
    afstand = math.inf if toen.punt is None or nu.punt is None else toen.punt.distance(nu.punt)
    deel_toen = deel_nu = math.nan
    if toen.vlak is not None and nu.vlak is not None and toen.vlak.area and nu.vlak.area:
        samen = toen.vlak.intersection(nu.vlak).area
        deel_toen, deel_nu = samen / toen.vlak.area, samen / nu.vlak.area
    nabij = max(0.0, 1 - afstand / regels["ver_m"])
    plek = nabij if math.isnan(deel_toen) else (deel_toen + deel_nu) / 2
    paar = Paar(toen, nu, naam, afstand, deel_toen, deel_nu, plek, naam + plek, "", "")
    grond = _grond(paar, regels)
    if not grond and naam >= WOORD and afstand <= regels["dichtbij_m"]:
        return paar._replace(vraag="vlakken vlak bij elkaar, met een woord van de naam gemeen")
    bezwaar = _bezwaar(paar, regels) if grond else ""
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
    if not paar.met_vlak and naam >= DEEL and paar.afstand <= regels["ver_m"]:
        return "naam en plaats"
    return ""


def _bezwaar(paar: Paar, regels: Mapping[str, Any]) -> str:
    """What speaks against a pair that has a ground, as a question; "" is nothing."""
    toen, nu = paar.toen, paar.nu
    if botst(toen.naam, nu.naam):
        return "zelfde plek, ander nummer of andere fase in de naam"
    if toen.gemeentecode != nu.gemeentecode and paar.naam < DEEL:
        return "zelfde plek in een andere gemeente, andere naam"
    past = _aantal_past(toen, nu, regels["aantal_factor"])
    if paar.naam < WOORD and not past:
        return "zelfde plek, geen woord van de naam en een heel ander aantal woningen"
    terug = toen.status[:1] in ("1", "2") and nu.status[:1] in ("3", "4")
    if terug and not past and not paar.met_vlak and paar.naam < GELIJK:
        return "dichtbij, maar een zachtere status en een heel ander aantal woningen"
    return ""


def _aantal_past(toen: Plan, nu: Plan, factor: float) -> bool:
    """Whether the numbers of dwellings are known and no more than `factor` times each other."""
    if toen.woningen is None or nu.woningen is None:
        return False
    laag, hoog = sorted((toen.woningen, nu.woningen))
    return laag > 0 and hoog <= factor * laag
