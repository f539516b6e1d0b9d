"""Two plan lists, plan by plan: new, changed, withdrawn, realised, renamed, split, merged."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping
from difflib import SequenceMatcher
from typing import Any, NamedTuple

import pandas as pd

from woonanalyse.kern.waarden import is_kenmerk

ONGEWIJZIGD, GEWIJZIGD, HERNOEMD = "ongewijzigd", "gewijzigd", "hernoemd"
NIEUW, INGETROKKEN, GEREALISEERD = "nieuw", "ingetrokken", "gerealiseerd"
GESPLITST, SAMENGEVOEGD = "gesplitst", "samengevoegd"

KOLOMMEN = [
    "soort", "groep", "gemeentecode", "plan_id_toen", "plan_id_nu", "naam_toen", "naam_nu",
    "woningen_toen", "woningen_nu", "verschil", "grond", "zekerheid", "toelichting",
]  # fmt: skip
"""Columns of the changes per plan, one row per pair of plans, or per plan without a partner.

`groep` joins the rows of one split or merge (elsewhere it is the row's own); `woningen_*` are dwellings
of the plan as a whole, so that a plan that is split stands in more than one row with the same number;
`verschil` is now minus then, and in a split or merge that of the group as a whole. `grond` is plan_id,
naam en plaats, naam, plaats or geen; `zekerheid` runs from 0 to 1.
"""

DEEL_VAN_NAAM = 0.9
"""How alike two names are when one begins with all words of the other (`Veld` and `Veld fase 2`)."""


class Plan(NamedTuple):
    """What matching looks at of one plan; `id` is the key that tells it from all others of its list."""

    id: str
    plan_id: str
    gemeentecode: str
    naam: str
    woningen: int | None
    afgerond: bool
    status: str
    plek: tuple[float, float] | None


class Band(NamedTuple):
    """A link between a plan then and a plan now."""

    zekerheid: float
    toen: str
    nu: str
    grond: str


def koppel(toen: pd.DataFrame, nu: pd.DataFrame, parameters: Mapping[str, Any]) -> pd.DataFrame:
    """What became of each plan of `toen`, and which plans of `nu` are new: columns KOLOMMEN.

    Both lists: plan_id, gemeentecode, naam, woningen, afgerond, planstatus, x_rd, y_rd. Plans match by
    plan_id within a municipality, certain (1), unless it is none or of more than one plan; else by name and
    place, with a confidence of at least `zekerheid_minimaal`. Where the place of one is unknown only the
    same name counts. Several plans that take the place of one (or one of several), with together as many
    dwellings give or take `marge_splitsing`, are a split (or merge). The order of rows changes nothing.
    """
    oud, nieuw = _plannen(toen), _plannen(nu)
    op_id = {
        code: Band(1.0, code, code, "plan_id")
        for code in oud
        if code in nieuw
        and code == oud[code].plan_id
        and oud[code].gemeentecode == nieuw[code].gemeentecode
    }
    kansen = _kansen(oud, nieuw, parameters)
    groepen = _groepen(oud, nieuw, op_id, kansen, parameters["marge_splitsing"])
    bezet_oud = {band.toen for _, banden in groepen for band in banden}
    bezet_nieuw = {band.nu for _, banden in groepen for band in banden}
    paren = [b for b in op_id.values() if b.toen not in bezet_oud and b.nu not in bezet_nieuw]
    bezet_oud |= {band.toen for band in paren}
    bezet_nieuw |= {band.nu for band in paren}
    for band in kansen:
        if (
            band.toen not in bezet_oud
            and band.nu not in bezet_nieuw
            and _mag_paar(band, oud, nieuw)
        ):
            paren.append(band)
            bezet_oud.add(band.toen)
            bezet_nieuw.add(band.nu)
    rijen = [rij for soort, banden in groepen for rij in _groeprijen(soort, banden, oud, nieuw)]
    rijen += [_paarrij(band, oud[band.toen], nieuw[band.nu]) for band in paren]
    rijen += [_los(oud[code], "toen") for code in oud if code not in bezet_oud]
    rijen += [_los(nieuw[code], "nu") for code in nieuw if code not in bezet_nieuw]
    frame = pd.DataFrame(rijen, columns=[n for n in KOLOMMEN if n != "groep"] + ["sleutel"])
    frame = frame.sort_values(["gemeentecode", "sleutel", "plan_id_toen", "plan_id_nu"])
    frame["groep"] = pd.factorize(frame["sleutel"])[0] + 1
    getallen = dict.fromkeys(["woningen_toen", "woningen_nu", "verschil"], "Int64")
    return frame.astype(getallen).reset_index(drop=True)[KOLOMMEN]


def samenvatting(koppelingen: pd.DataFrame) -> pd.DataFrame:
    """Numbers per municipality and kind: gemeentecode, soort, aantal (groups), verschil (dwellings)."""
    een = koppelingen.drop_duplicates("groep")
    groepen = een.groupby(["gemeentecode", "soort"], sort=True)
    telling = pd.DataFrame(
        {"aantal": groepen.size(), "verschil": groepen["verschil"].sum(min_count=1)}
    )
    return telling.reset_index()


def naamgelijkenis(een: str, ander: str) -> float:
    """How alike two names are, 0 to 1: without case, accents and punctuation; 1 is the same."""
    a, b = _woorden(een), _woorden(ander)
    if a == b:
        return 1.0
    kort, lang = sorted((a, b), key=len)
    if kort and lang[: len(kort)] == kort:
        return DEEL_VAN_NAAM
    links, rechts = sorted((" ".join(a), " ".join(b)))
    return SequenceMatcher(None, links, rechts, autojunk=False).ratio()


def _woorden(naam: str) -> list[str]:
    plat = unicodedata.normalize("NFKD", naam).encode("ascii", "ignore").decode().casefold()
    return re.findall(r"[a-z0-9]+", plat)


def _plannen(lijst: pd.DataFrame) -> dict[str, Plan]:
    """Every plan of the list by a key of its own, in order of plan_id.

    The key is the plan_id; where that is none, or not of one plan only, it is made longer and links nothing.
    """
    inhoud = ["plan_id", "gemeentecode", "naam", "woningen", "x_rd", "y_rd", "planstatus"]
    aantallen = lijst["plan_id"].astype(str).value_counts()
    plannen: dict[str, Plan] = {}
    for nr, rij in enumerate(lijst.sort_values([*inhoud, "afgerond"]).itertuples()):
        plek = pd.notna(rij.x_rd) and pd.notna(rij.y_rd)
        id_ = str(rij.plan_id)
        sleutel = id_ if aantallen[id_] == 1 and is_kenmerk(id_) else f"{id_}\0{nr}"
        plannen[sleutel] = Plan(
            sleutel,
            id_,
            str(rij.gemeentecode),
            str(rij.naam),
            None if pd.isna(rij.woningen) else int(rij.woningen),
            bool(rij.afgerond),
            str(rij.planstatus),
            (float(rij.x_rd), float(rij.y_rd)) if plek else None,
        )
    return plannen


def _kansen(
    oud: Mapping[str, Plan], nieuw: Mapping[str, Plan], parameters: Mapping[str, Any]
) -> list[Band]:
    """All links by name and place that are certain enough, the most certain first."""
    banden = [
        band
        for links in oud.values()
        for rechts in nieuw.values()
        if links.gemeentecode == rechts.gemeentecode
        and (band := _band(links, rechts, parameters["afstand_m"])) is not None
        and band.zekerheid >= parameters["zekerheid_minimaal"]
    ]
    return sorted(banden, key=lambda band: (-band.zekerheid, band.toen, band.nu))


def _band(links: Plan, rechts: Plan, afstand: float) -> Band | None:
    """The link of two plans by name and place; None where there is no ground for one."""
    naam = naamgelijkenis(links.naam, rechts.naam)
    if links.plek is None or rechts.plek is None:
        if naam < DEEL_VAN_NAAM:
            return None
        return Band(naam / 2 + 0.25, links.id, rechts.id, "naam")
    plaats = max(0.0, 1 - math.dist(links.plek, rechts.plek) / afstand)
    grond = "naam en plaats" if naam >= DEEL_VAN_NAAM else "plaats"
    return Band((naam + plaats) / 2, links.id, rechts.id, grond)


def _mag_paar(band: Band, oud: Mapping[str, Plan], nieuw: Mapping[str, Plan]) -> bool:
    """Without a place, only the same name makes a pair: `fase 1` is not `fase 2`."""
    zelfde = naamgelijkenis(oud[band.toen].naam, nieuw[band.nu].naam) == 1.0
    return zelfde or band.grond != "naam"


def _groepen(
    oud: Mapping[str, Plan],
    nieuw: Mapping[str, Plan],
    op_id: Mapping[str, Band],
    kansen: list[Band],
    marge: float,
) -> list[tuple[str, list[Band]]]:
    """Splits, then merges; a plan is in one group at most."""
    banden = [*op_id.values(), *kansen]
    groepen: list[tuple[str, list[Band]]] = []
    bezet_oud: set[str] = set()
    bezet_nieuw: set[str] = set()
    for soort in (GESPLITST, SAMENGEVOEGD):
        een, veel = (oud, nieuw) if soort == GESPLITST else (nieuw, oud)
        for code in een:
            eigen = _delen(soort, code, banden, op_id, bezet_oud, bezet_nieuw)
            delen = [b.nu if soort == GESPLITST else b.toen for b in eigen]
            if _klopt(een[code], [veel[deel] for deel in delen], marge):
                groepen.append((soort, eigen))
                bezet_oud |= {band.toen for band in eigen}
                bezet_nieuw |= {band.nu for band in eigen}
    return groepen


def _delen(
    soort: str,
    code: str,
    banden: list[Band],
    op_id: Mapping[str, Band],
    bezet_oud: set[str],
    bezet_nieuw: set[str],
) -> list[Band]:
    """The links of one plan to plans that belong to no other plan: by id, or by the same name."""
    gekozen: dict[str, Band] = {}
    for band in banden:
        spil, deel = (band.toen, band.nu) if soort == GESPLITST else (band.nu, band.toen)
        bezet = band.toen in bezet_oud or band.nu in bezet_nieuw
        if spil != code or bezet or (deel in op_id and deel != code):
            continue
        beter = [
            ander
            for ander in banden
            if (ander.nu if soort == GESPLITST else ander.toen) == deel
            and (ander.toen if soort == GESPLITST else ander.nu) != code
            and ander.zekerheid > band.zekerheid
        ]
        if not beter:
            gekozen.setdefault(deel, band)
    return list(gekozen.values())


def _klopt(een: Plan, delen: list[Plan], marge: float) -> bool:
    """Whether the parts are two or more, each smaller than the whole, and together about as large."""
    aantallen = [deel.woningen for deel in delen]
    if len(delen) < 2 or een.woningen is None or None in aantallen:
        return False
    getallen = [int(a) for a in aantallen if a is not None]
    kleiner = all(0 < getal < een.woningen for getal in getallen)
    return kleiner and abs(sum(getallen) - een.woningen) <= marge * een.woningen


def _groeprijen(
    soort: str, banden: list[Band], oud: Mapping[str, Plan], nieuw: Mapping[str, Plan]
) -> list[dict[str, Any]]:
    """The rows of one split or merge; as certain as its least certain link."""
    zekerheid = min(band.zekerheid for band in banden)
    links = {band.toen: oud[band.toen].woningen or 0 for band in banden}
    rechts = {band.nu: nieuw[band.nu].woningen or 0 for band in banden}
    verschil = sum(rechts.values()) - sum(links.values())
    sleutel = f"{soort} {min(links)} {min(rechts)}"
    wat = (
        f"één plan werd {len(rechts)} plannen"
        if soort == GESPLITST
        else f"{len(links)} plannen werden één plan"
    )
    return [
        {
            **_paarrij(band, oud[band.toen], nieuw[band.nu]),
            "soort": soort,
            "verschil": verschil,
            "zekerheid": zekerheid,
            "toelichting": wat,
            "sleutel": sleutel,
        }
        for band in banden
    ]


def _paarrij(band: Band, toen: Plan, nu: Plan) -> dict[str, Any]:
    """One plan in both lists."""
    bekend = toen.woningen is not None and nu.woningen is not None
    soort, toelichting = _soort(toen, nu)
    return {
        "soort": soort,
        "gemeentecode": nu.gemeentecode,
        "plan_id_toen": toen.plan_id,
        "plan_id_nu": nu.plan_id,
        "naam_toen": toen.naam,
        "naam_nu": nu.naam,
        "woningen_toen": toen.woningen,
        "woningen_nu": nu.woningen,
        "verschil": (nu.woningen or 0) - (toen.woningen or 0) if bekend else None,
        "grond": band.grond,
        "zekerheid": band.zekerheid,
        "toelichting": toelichting,
        "sleutel": f"paar {toen.id} {nu.id}",
    }


def _soort(toen: Plan, nu: Plan) -> tuple[str, str | None]:
    """What became of a plan that is in both lists."""
    if nu.afgerond and not toen.afgerond:
        return GEREALISEERD, "de lijst noemt het plan afgerond"
    if _woorden(toen.naam) != _woorden(nu.naam):
        return HERNOEMD, None
    if toen.woningen and nu.woningen == 0 and not nu.afgerond:
        return GEWIJZIGD, "geen woningen meer over; de lijst zegt niet waarom"
    wat = []
    if toen.woningen != nu.woningen:
        wat.append("aantal woningen")
    if toen.status != nu.status:
        wat.append(f"status van {toen.status} naar {nu.status}")
    if toen.afgerond and not nu.afgerond:
        wat.append("niet meer afgerond")
    return (GEWIJZIGD, ", ".join(wat)) if wat else (ONGEWIJZIGD, None)


def _los(plan: Plan, wanneer: str) -> dict[str, Any]:
    """A plan that is in one list only."""
    is_nieuw = wanneer == "nu"
    toelichting = None if is_nieuw else "niet meer in de lijst; de lijst zegt niet waarom"
    if not is_nieuw and plan.afgerond:
        toelichting = "was al afgerond en staat niet meer in de lijst"
    leeg = {f"{naam}_{w}": None for naam in ("plan_id", "naam", "woningen") for w in ("toen", "nu")}
    teken = 1 if is_nieuw else -1
    return {
        **leeg,
        f"plan_id_{wanneer}": plan.plan_id,
        f"naam_{wanneer}": plan.naam,
        f"woningen_{wanneer}": plan.woningen,
        "soort": NIEUW if is_nieuw else (GEREALISEERD if plan.afgerond else INGETROKKEN),
        "gemeentecode": plan.gemeentecode,
        "verschil": None if plan.woningen is None else teken * plan.woningen,
        "grond": "geen",
        "zekerheid": None,
        "toelichting": toelichting,
        "sleutel": f"los {wanneer} {plan.id}",
    }
