"""Two plan registers, plan by plan: what became of each."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

import pandas as pd

from woonanalyse.kern.oordeel import ONBEKEND
from woonanalyse.kern.waarden import is_kenmerk
from woonanalyse.onderwerpen.planregister.koppeling import Koppeling
from woonanalyse.onderwerpen.planregister.model import AFGEROND, HARD, Lezing, met_hardheid
from woonanalyse.onderwerpen.planregister.plannaam import plat

ONGEWIJZIGD, GEWIJZIGD, VERHUISD = "ongewijzigd", "gewijzigd", "andere gemeente"
GESPLITST, SAMENGEVOEGD, HERVERDEELD = "gesplitst", "samengevoegd", "herverdeeld"
NIEUW, TERUG = "nieuw", "terug in het register"
INGETROKKEN, VERDWENEN = "ingetrokken", "niet meer in het register"
GEREALISEERD, GEBOUWD_OF_VERVALLEN = "gerealiseerd", "gebouwd of vervallen"
ONBESLIST = "onbeslist"
"""What became of a plan. GEREALISEERD is what the register calls completed; GEBOUWD_OF_VERVALLEN a hard plan
phased in the past that is gone; VERDWENEN one that is gone of which status or phasing do not say why; TERUG
a new one that a register of before had; ONBESLIST a plan without a partner about which a question is open."""

SOORTEN = (
    ONGEWIJZIGD, GEWIJZIGD, VERHUISD, GESPLITST, SAMENGEVOEGD, HERVERDEELD, NIEUW, TERUG, GEREALISEERD,
    GEBOUWD_OF_VERVALLEN, INGETROKKEN, VERDWENEN, ONBESLIST,
)  # fmt: skip
"""In reading order."""

KANTEN = ("toen", "nu")
EIGEN = ["plan_id", "gemeentecode", "naam", "plaats", "planstatus", "hardheid", "rest"]
KOLOMMEN = [
    "soort", "groep", *(f"{naam}_{kant}" for naam in ["rij", *EIGEN] for kant in KANTEN),
    "verschil", "grond", "toelichting",
]  # fmt: skip
"""Columns of what became of plans: a row per link, or per plan without one.

`groep` joins the rows of one split or merge; `rij_*` are index labels of the registers. `rest_*` are
dwellings still to be built, of the plan as a whole; `verschil` is now minus then, of the group as a whole;
<NA> where a number is unknown. `hardheid_*` is by the reading. `grond` is why plans are the same (empty: no
partner), `toelichting` what changed.
"""


def planverschil(
    toen: Mapping[str, pd.DataFrame],
    nu: Mapping[str, pd.DataFrame],
    koppeling: Koppeling,
    lezing: Lezing,
    jaar: int,
    eerder: Collection[tuple[str, str, str]] = (),
) -> pd.DataFrame:
    """What became of each plan of `toen`, and which plans of `nu` are new: columns KOLOMMEN.

    Both have the tables plannen and fasering of a plan register; `koppeling` is of their plannen. `lezing`
    says which statuses are hard, `jaar` is the year that `nu` is of: what was phased before it is past.
    `eerder`: as `sleutels` gives them, the plans of registers before `toen`.
    """
    toen, nu = ({**kant, "plannen": met_hardheid(kant["plannen"], lezing)} for kant in (toen, nu))
    oud, nieuw = toen["plannen"], nu["plannen"]
    groepen = [groep for _, groep in koppeling.banden.groupby("groep", sort=False)]
    rijen = [rij for groep in groepen for rij in _groep(groep, toen, nu)]
    rijen += _los(oud, koppeling, "toen", _waarom_weg(toen, jaar))
    rijen += _los(nieuw, koppeling, "nu", _waarom_nieuw(nieuw, eerder))
    frame = pd.DataFrame(rijen, columns=[*KOLOMMEN, "sleutel"])
    waar = frame["gemeentecode_nu"].where(
        frame["gemeentecode_nu"].notna(), frame["gemeentecode_toen"]
    )
    frame = frame.assign(waar=waar).sort_values(
        ["waar", "sleutel", "naam_toen", "plan_id_toen", "naam_nu", "plan_id_nu"], kind="stable"
    )
    frame["groep"] = frame.groupby(["waar", "sleutel"], sort=False).ngroup() + 1
    getallen = dict.fromkeys(["rest_toen", "rest_nu", "verschil"], "Int64")
    return frame.astype(getallen).reset_index(drop=True)[KOLOMMEN]


def sleutels(plannen: pd.DataFrame) -> list[tuple[str, str, str]]:
    """By which a plan that comes back is known: municipality, id, name without capitals and accents."""
    return [
        (str(rij.gemeentecode), str(rij.plan_id), plat(str(rij.naam)))
        for rij in plannen.itertuples()
    ]


def _groep(
    banden: pd.DataFrame, toen: Mapping[str, pd.DataFrame], nu: Mapping[str, pd.DataFrame]
) -> Iterable[dict[str, Any]]:
    """The rows of plans that are one, or one and its parts."""
    oud = toen["plannen"].loc[banden["rij_toen"].unique()]
    nieuw = nu["plannen"].loc[banden["rij_nu"].unique()]
    soort, toelichting = _soort(oud, nieuw, toen["fasering"], nu["fasering"])
    verschil = nieuw["rest"].sum(skipna=False) - oud["rest"].sum(skipna=False)
    namen, kenmerken = sorted(map(str, oud["naam"])), sorted(map(str, oud["plan_id"]))
    sleutel = "|".join(["0", *namen, *kenmerken, *map(str, oud.index)])
    for band in banden.itertuples():
        yield {
            **_kant(oud, band.rij_toen, "toen"),
            **_kant(nieuw, band.rij_nu, "nu"),
            "soort": soort,
            "verschil": verschil,
            "grond": band.grond,
            "toelichting": toelichting,
            "sleutel": sleutel,
        }


def _kant(plannen: pd.DataFrame, rij: Any, kant: str) -> dict[str, Any]:
    return {f"rij_{kant}": rij, **{f"{naam}_{kant}": plannen.at[rij, naam] for naam in EIGEN}}


def _soort(
    oud: pd.DataFrame, nieuw: pd.DataFrame, fasen_toen: pd.DataFrame, fasen_nu: pd.DataFrame
) -> tuple[str, str]:
    """What became of plans that are linked, and what changed."""
    if len(oud) > 1 or len(nieuw) > 1:
        tekst = f"{_aantal(len(oud))} {_werd(len(oud))} {_aantal(len(nieuw))}"
        if len(oud) > 1 and len(nieuw) > 1:
            return HERVERDEELD, tekst
        return (GESPLITST if len(oud) == 1 else SAMENGEVOEGD), tekst
    a, b = oud.iloc[0], nieuw.iloc[0]
    wat = [
        tekst
        for kolom, tekst in (("naam", "naam"), ("rest", "aantal woningen"))
        if not _zelfde(a[kolom], b[kolom])
    ]
    if a["planstatus"] != b["planstatus"]:
        wat.append(f"status van {a['planstatus']} naar {b['planstatus']}")
    if _fasen(fasen_toen, a["plan_id"]) != _fasen(fasen_nu, b["plan_id"]):
        wat.append("fasering")
    klaar = [str(plan["projectstatus"]).casefold() == AFGEROND for plan in (a, b)]
    if klaar == [True, False]:
        wat.append("niet meer afgerond")
    if a["gemeentecode"] != b["gemeentecode"]:
        return VERHUISD, ", ".join([f"van {a['gemeentecode']} naar {b['gemeentecode']}", *wat])
    if klaar == [False, True]:
        return GEREALISEERD, ", ".join(["het register noemt het plan afgerond", *wat])
    return (GEWIJZIGD if wat else ONGEWIJZIGD), ", ".join(wat)


def _aantal(plannen: int) -> str:
    return "één plan" if plannen == 1 else f"{plannen} plannen"


def _werd(plannen: int) -> str:
    return "werd" if plannen == 1 else "werden"


def _zelfde(een: Any, ander: Any) -> bool:
    return bool(pd.isna(een) and pd.isna(ander)) or (
        not pd.isna(een) and not pd.isna(ander) and bool(een == ander)
    )


def _fasen(fasering: pd.DataFrame, plan_id: str) -> set[tuple[str, ...]]:
    """What is to be built when, without periods in which nothing is."""
    eigen = fasering[(fasering["plan_id"] == plan_id) & (fasering["woningen"] != 0)]
    kolommen = ["maat", "van_jaar", "tot_en_met_jaar", "woningen"]
    return set(eigen[kolommen].astype(str).itertuples(index=False, name=None))


def _waarom_nieuw(nieuw: pd.DataFrame, eerder: Collection[tuple[str, str, str]]) -> pd.Series:
    """By plan of `nu` what it is called where it was not there."""
    bekend = {sleutel for sleutel in eerder if is_kenmerk(sleutel[1])}
    soorten = [TERUG if sleutel in bekend else NIEUW for sleutel in sleutels(nieuw)]
    return pd.Series(soorten, index=nieuw.index, dtype="object")


def _waarom_weg(toen: Mapping[str, pd.DataFrame], jaar: int) -> pd.Series:
    """By plan of `toen` what it is called where it is gone."""
    plannen, fasen = toen["plannen"], toen["fasering"]
    fasen = fasen[(fasen["maat"] == "rest") & (fasen["woningen"] != 0)]
    per_plan = {str(code): deel for code, deel in fasen.groupby("plan_id")}
    soorten = [
        _weg(hardheid, _voorbij(per_plan.get(code), jaar))
        for hardheid, code in zip(plannen["hardheid"], plannen["plan_id"], strict=True)
    ]
    return pd.Series(soorten, index=plannen.index, dtype="object")


def _voorbij(fasen: pd.DataFrame | None, jaar: int) -> bool | None:
    """Whether all periods of a plan ended before `jaar`; None where it has none, or one without years.

    A period without an end is not past.
    """
    if fasen is None or fasen["van_jaar"].isna().any():
        return None
    return bool(fasen["tot_en_met_jaar"].lt(jaar).fillna(False).all())


def _weg(hardheid: str, voorbij: bool | None) -> str:
    if hardheid == AFGEROND:
        return GEREALISEERD
    if hardheid == ONBEKEND or (hardheid in HARD and voorbij is None):
        return VERDWENEN
    return GEBOUWD_OF_VERVALLEN if hardheid in HARD and voorbij else INGETROKKEN


UITLEG = {
    GEREALISEERD: "was al afgerond en staat niet meer in het register",
    GEBOUWD_OF_VERVALLEN: "hard, met alle woningen gefaseerd in jaren die voorbij zijn",
    INGETROKKEN: "staat niet meer in het register; het was zacht, of nog niet aan de beurt",
    VERDWENEN: "staat niet meer in het register; status of fasering is onbekend",
    ONBESLIST: "er is een vraag over dit plan",
    NIEUW: "",
    TERUG: "een eerder register had het plan met dit kenmerk en deze naam ook",
}


def _los(
    plannen: pd.DataFrame, koppeling: Koppeling, kant: str, soorten: pd.Series
) -> list[dict[str, Any]]:
    """The rows of plans that are in one register only."""
    vragen = koppeling.vragen
    gevraagd = set(zip(vragen[f"plan_id_{kant}"], vragen[f"naam_{kant}"], strict=True))
    los = plannen.index.difference(koppeling.banden[f"rij_{kant}"], sort=False)
    uit = []
    for rij in los:
        plan = (str(plannen.at[rij, "plan_id"]), str(plannen.at[rij, "naam"]))
        soort = ONBESLIST if plan in gevraagd else soorten[rij]
        rest = plannen.at[rij, "rest"]
        uit.append(
            {
                **_kant(plannen, rij, kant),
                "soort": soort,
                "verschil": rest if kant == "nu" else -rest if pd.notna(rest) else rest,
                "grond": "",
                "toelichting": UITLEG[soort],
                "sleutel": "|".join([str(KANTEN.index(kant) + 1), plan[1], plan[0], str(rij)]),
            }
        )
    return uit
