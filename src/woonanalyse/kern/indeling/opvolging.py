"""Which members of a region hold what was a municipality once: as a whole, by a known share, or onbekend."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from woonanalyse.kern.gemeentenamen import zelfde_naam
from woonanalyse.kern.indeling import lijst
from woonanalyse.kern.indeling.herindeling import Overgang, overgangen, overgangen_na


@dataclass(frozen=True)
class Deel:
    """What of an old municipality is in a member: a fraction, None where it is not known; `bron` of it."""

    fractie: Fraction | None
    bron: str = ""


def bestemming(code: str, leden: Collection[str], dag: str) -> dict[str, Deel]:
    """By member the part of municipality `code`, as it was on a day (ISO), that is in it by now."""
    delen = {code: Deel(Fraction(1))}
    for oud, samen in overgangen_na(dag):
        if oud not in delen or oud in leden:  # what a member gave to another is not followed
            continue
        eigen = delen.pop(oud)
        for een in samen:
            deel, eerder = _keer(eigen, een), delen.get(een.nieuw)
            delen[een.nieuw] = deel if eerder is None else _plus(eerder, deel)
    return {lid: deel for lid, deel in delen.items() if lid in leden}


def _keer(deel: Deel, een: Overgang) -> Deel:
    if deel.fractie is None or een.deel is None or een.geheel is None:
        return Deel(None)
    bron = deel.bron if een.heel else "; ".join(filter(None, (deel.bron, een.bron)))
    return Deel(deel.fractie * Fraction(een.deel, een.geheel), bron)


def _plus(een: Deel, ander: Deel) -> Deel:
    if een.fractie is None or ander.fractie is None:
        return Deel(None)
    return Deel(een.fractie + ander.fractie, een.bron or ander.bron)


def waarin(code: str, leden: Collection[str]) -> list[str]:
    """The members that hold a municipality, or what became of it."""
    een = lijst.alle().get(code)
    if code in leden or een is None or not een.tot:
        return [code] if code in leden else []
    return list(bestemming(code, leden, dag_voor(een.tot)))


def samenvoegingen(leden: Collection[str]) -> list[dict[str, Any]]:
    """What made members what they are, by date: {nieuw, oud: [codes], vanaf}; `oud` has `nieuw` where it
    was there before, and for a part of a divided one a code that no table has: its figures are unknown."""
    nodig, groepen = set(leden), defaultdict[tuple[str, str], list[str]](list)
    for een in reversed(overgangen()):
        if een.nieuw not in nodig or not een.oud or een.oud == een.nieuw:
            continue
        nodig |= {een.oud} if een.heel else set()
        groepen[een.datum, een.nieuw].insert(0, een.oud if een.heel else f"deel van {een.oud}")
    return [
        {"nieuw": nieuw, "oud": [*_zelf(nieuw, dag), *oud], "vanaf": dag}
        for (dag, nieuw), oud in sorted(groepen.items())
    ]


def _zelf(code: str, dag: str) -> list[str]:
    return [code] if lijst.alle()[code].er_op(dag_voor(dag)) else []


def oude_gemeente(tekst: str, leden: Collection[str]) -> str | None:
    """The code of a municipality that is no more, by code or name, of which some part is in a member."""
    for code, een in lijst.alle().items():
        if not een.tot or code in leden:
            continue
        if (tekst == code or zelfde_naam(tekst, een.naam, een.naam)) and waarin(code, leden):
            return code
    return None


def ging_heel_op_in(code: str, leden: Collection[str]) -> str | None:
    """The member that all of an old municipality is in; None where it was divided, or is elsewhere."""
    een = lijst.alle().get(code)
    if een is None or not een.tot or code in leden:
        return None
    delen = bestemming(code, leden, dag_voor(een.tot))
    heel = [lid for lid, deel in delen.items() if deel.fractie == 1 and not deel.bron]
    return heel[0] if heel else None


def dag_voor(dag: str) -> str:
    """The day before one (both ISO)."""
    return (date.fromisoformat(dag) - timedelta(days=1)).isoformat()
