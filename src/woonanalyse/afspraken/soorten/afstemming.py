"""Coordination of new and changed plans with other municipalities."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from woonanalyse.afspraken.bewijs import Rij, bronnen, eigen_rijen, van, voortgang
from woonanalyse.afspraken.status import GEHAALD, NIET_GEHAALD, NVT
from woonanalyse.afspraken.uitkomst import Omgeving, Partij, Uitkomst, onbekend
from woonanalyse.kern.afspraak import Afspraak
from woonanalyse.kern.getal import hoeveel

INGESTEMD = ("akkoord",)
GEZWEGEN = ("geen bezwaar", "geen reactie")
"""What came out of coordination: silence suffices inside the built-up area only."""


def afstemming(afspraak: Afspraak, omgeving: Omgeving) -> list[Uitkomst]:
    """Per municipality whether every plan that the register of coordination names has been coordinated.

    Only plans of which that was due: at least `vanaf_woningen` dwellings, and no replacement of demolished
    ones. Talks with the province do not count. A plan without a result is onbekend; only a row that says so
    makes it not coordinated. A row `niet_aan_de_orde` of the register of progress says there were no such
    plans. The value is the number of plans coordinated.
    """
    geen = voortgang(afspraak, omgeving, afspraak["niet_aan_de_orde"])
    return [
        _partij(
            afspraak,
            omgeving,
            partij,
            _plannen(afspraak, omgeving, partij),
            van(geen, partij, gezamenlijk=False),
        )
        for partij in omgeving.partijen(afspraak)
    ]


def waarom_niet(afspraak: Afspraak, rij: Any) -> str:
    """Why a row is of no plan that had to be coordinated, or not with municipalities; empty where it is."""
    if rij.overheid != "gemeenten":
        return "niet met gemeenten"
    if rij.vervangend == "ja":
        return "vervangende nieuwbouw"
    if pd.isna(rij.woningen):
        return "aantal woningen onbekend"
    return "" if rij.woningen >= afspraak["vanaf_woningen"] else "onder de drempel"


def _plannen(afspraak: Afspraak, omgeving: Omgeving, partij: Partij) -> dict[str, list[Any]]:
    """By plan of the party its rows that count."""
    plannen: dict[str, list[Any]] = {}
    for rij in eigen_rijen(afspraak, omgeving, partij):
        if not waarom_niet(afspraak, rij):
            plannen.setdefault(rij.plan, []).append(rij)
    return plannen


def _klaar(rijen: Iterable[Any]) -> bool:
    """Whether the other municipalities agreed, or kept silent where that suffices."""
    return any(
        rij.uitkomst in INGESTEMD or (rij.uitkomst in GEZWEGEN and rij.ligging == "binnen")
        for rij in rijen
    )


def _partij(
    afspraak: Afspraak,
    omgeving: Omgeving,
    partij: Partij,
    plannen: dict[str, list[Any]],
    geen: list[Rij],
) -> Uitkomst:
    periode = omgeving.looptijd(afspraak)
    if not plannen:
        if geen:
            zin = "Volgens het register waren er geen nieuwe of gewijzigde plannen."
            return Uitkomst(partij.naam, periode, NVT, zin, None, bronnen(geen))
        return onbekend(afspraak, partij, periode, "In het register staat geen plan dat meetelt.")
    klaar = {naam for naam, rijen in plannen.items() if _klaar(rijen)}
    niet = {
        naam
        for naam, rijen in plannen.items()
        if naam not in klaar and any(rij.uitkomst == "niet afgestemd" for rij in rijen)
    }
    bron = tuple(dict.fromkeys(rij.bron for rijen in plannen.values() for rij in rijen))
    wat = hoeveel(len(plannen), "plan dat meetelt", "plannen die meetellen")
    zin = f"In het register: {wat}; aantoonbaar afgestemd: {len(klaar)}."
    if len(klaar) == len(plannen):
        zin += " Of het register alle plannen noemt, is niet na te gaan."
        return Uitkomst(partij.naam, periode, GEHAALD, zin, len(klaar), bron)
    if niet:
        zin += f" Van {len(niet)} staat vast dat er niet is afgestemd."
        return Uitkomst(partij.naam, periode, NIET_GEHAALD, zin, len(klaar), bron)
    return onbekend(afspraak, partij, periode, zin, len(klaar), bron)
