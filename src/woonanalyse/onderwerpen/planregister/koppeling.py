"""The same plan in two plan registers: pairs, splits, merges, and what only a person can say."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import pandas as pd

from woonanalyse.kern.waarden import is_kenmerk
from woonanalyse.onderwerpen.planregister.plannaam import (
    DEEL,
    WOORD,
    botst,
    gelijkenis,
    omvat_fasen,
)
from woonanalyse.onderwerpen.planregister.planparen import (
    Paar,
    Plan,
    mogelijke_paren,
    plannen_van,
)

ZELFDE, ANDER, SPLITSING, SAMENVOEGING = "zelfde", "ander", "splitsing", "samenvoeging"
"""What a person answers: the same plan; another one; the later is a part that was split off from the
earlier; the earlier went into the later, with others."""

BANDKOLOMMEN = ["groep", "rij_toen", "rij_nu", "grond"]
"""Links: a group is one plan then and one now, or one and its parts; `rij_*` are index labels of the
registers; `grond` says in Dutch why."""

PAAR = ["plan_id_toen", "naam_toen", "plan_id_nu", "naam_nu"]
"""What tells a question or an answer: a plan is known by its id and name together."""

VRAAGKOLOMMEN = ["gemeentecode", *PAAR, "reden"]
"""Questions: of the municipality of the later plan, and why it is asked."""


class Koppeling(NamedTuple):
    """`banden` (BANDKOLOMMEN) and `vragen` (VRAAGKOLOMMEN)."""

    banden: pd.DataFrame
    vragen: pd.DataFrame


def koppel(
    toen: pd.DataFrame,
    nu: pd.DataFrame,
    regels: Mapping[str, Any],
    antwoorden: pd.DataFrame | None = None,
) -> Koppeling:
    """Which plans of `toen` and `nu` are the same, and what is to be asked.

    Both are tables plannen of a plan register with an index of their own (plan_id, gemeentecode, naam,
    planstatus, rest, x_rd, y_rd in metres), and if known the area in `vlak` (shapely, or None). `regels`
    are those of koppelregels.yml; `antwoorden` has PAAR and oordeel. Answers go before everything; then ids,
    where both registers number plans alike; then pairs that are each other's best by name and place; then
    splits and merges of what is left. The order of rows changes nothing but the order of groups.
    """
    oud, nieuw = plannen_van(toen, regels), plannen_van(nu, regels)
    gezegd = _gezegd(antwoorden)
    banden = _volgens_antwoord(oud, nieuw, gezegd)
    vast = _vast(banden, gezegd)
    paren = [
        paar
        for paar in mogelijke_paren(oud, nieuw, regels)
        if _sleutel(paar.toen, paar.nu) not in gezegd
    ]
    zelfde_id = [p for p in _met_id(oud, nieuw) if _sleutel(p.toen, p.nu) not in gezegd]
    op_id, hergebruikt = _op_id(zelfde_id, paren, regels)
    groepen = [[paar] for paar in _zonder(op_id, vast)]
    vrij = _zonder(paren, vast | _bezet(groepen))
    groepen += _beste_paren(vrij, "score")
    groepen += _vrije(_beste_paren(vrij, "plek"), groepen)
    groepen = _samen(_met_delen(_zonder(paren, vast), groepen, regels), banden)
    return Koppeling(_als_banden(groepen), _als_vragen([*paren, *hergebruikt], groepen, regels))


Groep = list[Paar]
Sleutel = tuple[str, str, str, str]


def _sleutel(toen: Plan, nu: Plan) -> Sleutel:
    return (toen.plan_id, toen.tekst, nu.plan_id, nu.tekst)


def _gezegd(antwoorden: pd.DataFrame | None) -> dict[Sleutel, str]:
    """The answers that were given, by ids and names."""
    if antwoorden is None:
        return {}
    kolommen = ["plan_id_toen", "naam_toen", "plan_id_nu", "naam_nu", "oordeel"]
    rijen = antwoorden[kolommen].fillna("").astype(str).itertuples(index=False, name=None)
    return {rij[:4]: rij[4] for rij in rijen if rij[4]}


def _los_paar(toen: Plan, nu: Plan, grond: str) -> Paar:
    return Paar(toen, nu, 0.0, math.inf, math.nan, math.nan, 0.0, 0.0, grond, "")


def _volgens_antwoord(
    oud: list[Plan], nieuw: list[Plan], gezegd: Mapping[Sleutel, str]
) -> list[Paar]:
    """What a person linked."""
    toen = {(plan.plan_id, plan.tekst): plan for plan in oud}
    nu = {(plan.plan_id, plan.tekst): plan for plan in nieuw}
    return [
        _los_paar(toen[sleutel[:2]], nu[sleutel[2:]], "antwoord")
        for sleutel, oordeel in sorted(gezegd.items())
        if oordeel != ANDER and sleutel[:2] in toen and sleutel[2:] in nu
    ]


def _vast(banden: Iterable[Paar], gezegd: Mapping[Sleutel, str]) -> set[int]:
    """The plans of which an answer leaves nothing to be found: of a split the whole may go on elsewhere."""
    vast = set()
    for band in banden:
        oordeel = gezegd[_sleutel(band.toen, band.nu)]
        vast |= {id(band.toen)} if oordeel != SPLITSING else set()
        vast |= {id(band.nu)} if oordeel != SAMENVOEGING else set()
    return vast


def _samen(groepen: list[Groep], banden: Iterable[Paar]) -> list[Groep]:
    """The groups with what a person linked; groups that share a plan are one."""
    for band in banden:
        raak = [g for g in groepen if any(b.toen is band.toen or b.nu is band.nu for b in g)]
        groepen = [g for g in groepen if not any(g is ander for ander in raak)]
        groepen.append([*(een for g in raak for een in g), band])
    return groepen


def _bezet(groepen: Iterable[Groep]) -> set[int]:
    return {id(plan) for groep in groepen for band in groep for plan in (band.toen, band.nu)}


def _zonder(paren: Iterable[Paar], bezet: set[int]) -> list[Paar]:
    """The pairs of which neither plan is taken."""
    return [paar for paar in paren if not bezet & {id(paar.toen), id(paar.nu)}]


def _vrije(erbij: Iterable[Groep], groepen: Iterable[Groep]) -> list[Groep]:
    return [[paar] for paar in _zonder((groep[0] for groep in erbij), _bezet(groepen))]


def _met_id(oud: list[Plan], nieuw: list[Plan]) -> list[Paar]:
    """Pairs with one id, in one municipality; an id that is none, or of more plans, is no id."""
    links, rechts = _eenduidig(oud), _eenduidig(nieuw)
    return [
        _los_paar(links[code], rechts[code], "plan_id")
        for code in sorted(links.keys() & rechts.keys())
        if links[code].gemeentecode == rechts[code].gemeentecode
    ]


def _op_id(
    zelfde_id: list[Paar], paren: Iterable[Paar], regels: Mapping[str, Any]
) -> tuple[list[Paar], list[Paar]]:
    """The pairs that name or place supports too, and as questions those that nothing else supports.

    Both are none unless ids mostly point at one plan: else the registers number their plans each in its way.
    """
    gesteund = {(id(p.toen), id(p.nu)) for p in paren if p.grond}
    bekend = {(id(p.toen), id(p.nu)) for p in paren if p.grond or p.vraag}
    goed = [
        paar
        for paar in zelfde_id
        if (id(paar.toen), id(paar.nu)) in gesteund
        or (
            gelijkenis(paar.toen.naam, paar.nu.naam, regels["woord_gelijk"]) >= DEEL
            and not botst(paar.toen.naam, paar.nu.naam)
        )
    ]
    if not zelfde_id or len(goed) < regels["id_overeenkomst"] * len(zelfde_id):
        return [], []
    vraag = "zelfde kenmerk, maar naam noch plaats wijst op hetzelfde plan"
    anders = [
        paar._replace(grond="", vraag=vraag)
        for paar in zelfde_id
        if (id(paar.toen), id(paar.nu)) not in bekend and not any(paar is een for een in goed)
    ]
    return goed, anders


def _eenduidig(plannen: list[Plan]) -> dict[str, Plan]:
    """Plans by id, of ids that are of one plan."""
    per_id: dict[str, list[Plan]] = {}
    for plan in plannen:
        per_id.setdefault(plan.plan_id, []).append(plan)
    return {code: p[0] for code, p in per_id.items() if len(p) == 1 and is_kenmerk(code)}


def _beste_paren(paren: list[Paar], maat: str) -> list[Groep]:
    """Pairs with a ground that by `maat` are the best of both their plans; where two are as good, neither."""
    kansen = [paar for paar in paren if paar.grond or paar.vraag]
    waarden: dict[int, list[float]] = {}
    for paar in kansen:
        for plan in (paar.toen, paar.nu):
            waarden.setdefault(id(plan), []).append(getattr(paar, maat))
    beste = {plan: max(w) for plan, w in waarden.items() if w.count(max(w)) == 1}
    return [
        [paar]
        for paar in kansen
        if paar.grond and getattr(paar, maat) == beste.get(id(paar.toen)) == beste.get(id(paar.nu))
    ]


def _met_delen(paren: list[Paar], groepen: list[Groep], regels: Mapping[str, Any]) -> list[Groep]:
    """The pairs, and those that grew into a split or merge with plans that were left.

    Where a plan would be in two of these, it is in neither.
    """
    partner = {(id(g[0].toen), id(g[0].nu)) for g in groepen}
    gepaard = _bezet(groepen)
    kansen: list[Groep] = []
    for is_deel in (_deel_nu, _deel_toen):
        for mogelijk in _per_geheel(paren, is_deel):
            delen = [
                p
                for p in mogelijk
                if id(is_deel(p)) not in gepaard or (id(p.toen), id(p.nu)) in partner
            ]
            if len(delen) < 2 or not _vormt_geheel(delen, is_deel, regels):
                continue
            los = id(_geheel(delen[0], is_deel)) not in gepaard
            if los or any((id(p.toen), id(p.nu)) in partner for p in delen):
                kansen.append(delen)
    keer = Counter(plan for kans in kansen for plan in _bezet([kans]))
    nieuw = [kans for kans in kansen if all(keer[plan] == 1 for plan in _bezet([kans]))]
    return [*(g for g in groepen if not _bezet([g]) & _bezet(nieuw)), *nieuw]


def _deel_nu(paar: Paar) -> Plan:
    return paar.nu


def _deel_toen(paar: Paar) -> Plan:
    return paar.toen


def _geheel(paar: Paar, is_deel: Any) -> Plan:
    return paar.toen if is_deel(paar) is paar.nu else paar.nu


def _per_geheel(paren: list[Paar], is_deel: Any) -> list[list[Paar]]:
    """By whole its possible parts: of the name of the whole, and of no other whole as much."""
    mogelijk: dict[int, list[Paar]] = {}
    for paar in paren:
        deel, geheel = is_deel(paar), _geheel(paar, is_deel)
        if (
            paar.naam >= DEEL
            and geheel.gemeentecode == deel.gemeentecode
            and not botst(geheel.naam, deel.naam)
            and omvat_fasen(geheel.naam, deel.naam)
        ):
            mogelijk.setdefault(id(deel), []).append(paar)
    gekozen = [
        eigen[0]
        for eigen in mogelijk.values()
        if len(eigen) == 1 or eigen[0].score > eigen[1].score
    ]
    per: dict[int, list[Paar]] = {}
    for paar in gekozen:
        per.setdefault(id(_geheel(paar, is_deel)), []).append(paar)
    return list(per.values())


def _vormt_geheel(delen: list[Paar], is_deel: Any, regels: Mapping[str, Any]) -> bool:
    """Whether the parts lie in the area of the whole, or where it is not known add up to its dwellings."""
    if all(paar.met_vlak for paar in delen):
        return all(
            (p.deel_nu if is_deel(p) is p.nu else p.deel_toen) >= regels["dekking"] for p in delen
        )
    geheel = _geheel(delen[0], is_deel).woningen
    aantallen = [is_deel(paar).woningen for paar in delen]
    if not geheel or None in aantallen:
        return False
    som = sum(aantal or 0 for aantal in aantallen)
    return abs(som - geheel) <= regels["marge_woningen"] * geheel


def _als_banden(groepen: list[Groep]) -> pd.DataFrame:
    rijen = [
        (nr, band.toen.rij, band.nu.rij, band.grond or "delen van een geheel")
        for nr, groep in enumerate(groepen, start=1)
        for band in groep
    ]
    return pd.DataFrame(rijen, columns=BANDKOLOMMEN)


def _als_vragen(paren: list[Paar], groepen: list[Groep], regels: Mapping[str, Any]) -> pd.DataFrame:
    """A row per pair that nobody but a person can judge, the best first."""
    bezet = _bezet(groepen)
    rijen = []
    for paar in paren:
        toen, nu = paar.toen, paar.nu
        los = [plan for plan in (toen, nu) if id(plan) not in bezet]
        reden = paar.vraag if len(los) == 2 else ""
        if paar.grond and los:
            reden = "een ander plan past ook" if len(los) == 2 else ""
        if paar.grond and len(los) == 1 and paar.naam >= WOORD:
            reden = "wellicht een deel van dit plan"
        erin = paar.deel_toen if los == [toen] else paar.deel_nu if los == [nu] else 0
        if not reden and erin >= regels["dekking"]:
            reden = "ligt in het vlak van dit plan"
        if reden:
            rijen.append((nu.gemeentecode, toen.plan_id, toen.tekst, nu.plan_id, nu.tekst, reden))
    return pd.DataFrame(rijen, columns=VRAAGKOLOMMEN)
