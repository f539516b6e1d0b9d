"""Which measures can be used on which plan, what they change under a reading, and by when one must begin."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from woonanalyse.kern.dagen import laatste_dag, plus_maanden
from woonanalyse.kern.oordeel import ONBEKEND
from woonanalyse.kern.perrij import per_rij
from woonanalyse.onderwerpen.planregister.model import (
    HARD,
    HARDHEDEN,
    Lezing,
    fasering,
    met_hardheid,
)
from woonanalyse.onderwerpen.strategie.voorstel import OPTIEKOLOMMEN, Doel

PLANKOLOMMEN = [
    "plan_id", "gemeentecode", "planstatus", "projectstatus", "woningen", "vergunning", "eigenaar",
    "voorzienbaar_sinds", "ligging", "prioriteit", "op_maat",
]  # fmt: skip
"""Plans: `woningen` as the norm counts them (<NA>: unknown, then nothing is offered); vergunning ja, nee or
<NA>; eigenaar a role or <NA>; voorzienbaar_sinds the date of a public notice, or None; ligging, prioriteit or
<NA>; op_maat whether an agreement with the province holds the plan (<NA>: unknown)."""

UITLEGKOLOMMEN = [
    "orgaan", "middel", "laatste_dag", "laatste_dag_zeker", "tijd", "nagaan", "nadeelcompensatie",
    "grondexploitatie",
]  # fmt: skip
"""Of an option: who decides and how; the last day to begin, with the shortest and with the longest time known
(dates); `tijd` one of TIJDEN; `nagaan` what must be known first, as it could forbid the option (names of
columns of the plan, with "; " between them); whether its dwellings expose to each kind of damage (ja, nee,
onbekend)."""

TIJDEN = ("genoeg", "alleen bij de kortste duur", "te kort")
"""Whether a measure that is begun at once is in time: also when it takes longest; only when it takes
shortest; not even then, which forbids it."""

_GEWOGEN = ["zachtheid", "vergunning", "ligging", "prioriteit"]

BELET_VERGUND = "vergund of begonnen"
BELET_OP_MAAT = "afspraak op maat"
BELET_TE_LAAT = "de tijd is te kort"
BEGONNEN = (
    "in uitvoering", "realisatie", "in realisatie", "in aanbouw", "realisatie tot eerste woning",
    "realisatie tot laatste woning", "nazorg",
)  # fmt: skip
"""What a project status says of a plan that is being built, without capitals; the long ones are those of the
list of the Planmonitor."""
GEMEENTE = "gemeente"


def maatregelen_van(
    instrumenten: Sequence[Mapping[str, Any]], dag: date
) -> list[Mapping[str, Any]]:
    """The measures that the law has on `dag`; `instrumenten` is the list of instrumenten.yml."""
    return [
        een
        for een in instrumenten
        if (een["geldig_van"] or "") <= dag.isoformat() <= (een["geldig_tot_en_met"] or "9999")
    ]


def zinvol(
    instrumenten: Sequence[Mapping[str, Any]], lezing: Lezing, dag: date
) -> list[Mapping[str, Any]]:
    """The measures of the law of `dag` that change what is hard of a plan of any status under `lezing`."""
    hard = {*lezing["hard"], *lezing["hard_uitwerk"]}
    alle = [*sorted(hard), *lezing["zacht"]]
    return [
        een
        for een in maatregelen_van(instrumenten, dag)
        if any(
            (status in hard) == (een["richting"] == "eraf")
            and (een["naar_status"] in hard) == (een["richting"] == "erbij")
            for status in een.get("alleen_status", alle)
        )
    ]


def opties(
    plannen: pd.DataFrame,
    instrumenten: Sequence[Mapping[str, Any]],
    lezing: Lezing,
    begin: date,
    einde: date,
) -> pd.DataFrame:
    """What can be done from `begin` so that it counts at `einde`: OPTIEKOLOMMEN, UITLEGKOLOMMEN, zachtheid,
    and vergunning, ligging and prioriteit of the plan.

    `plannen` has PLANKOLOMMEN. A measure that changes nothing under `lezing` is not offered; one that comes
    too late, or on a plan that is fixed, is offered with its `belet`, so that a conflict can name it.
    """
    nu = _hard(plannen, lezing)
    rijen = [
        _optie(plan, een, begin, einde)
        for een in maatregelen_van(instrumenten, begin)
        for plan in _waarop(plannen, een, nu, lezing)
    ]
    kolommen = [*OPTIEKOLOMMEN, *UITLEGKOLOMMEN, *_GEWOGEN]
    frame = pd.DataFrame(rijen, columns=kolommen)
    return frame.sort_values("optie", kind="stable").reset_index(drop=True)


def _hard(plannen: pd.DataFrame, lezing: Lezing) -> pd.Series:
    return met_hardheid(plannen, lezing)["hardheid"].isin(HARD)


def _waarop(
    plannen: pd.DataFrame, een: Mapping[str, Any], nu: pd.Series, lezing: Lezing
) -> Iterable[Any]:
    """The plans on which a measure changes what is hard."""
    status = een["naar_status"]
    straks = pd.Series(False, index=plannen.index)
    if status is not None:
        straks = _hard(plannen.assign(planstatus=status), lezing)
    past = plannen["woningen"].fillna(0) > 0
    past &= (nu & ~straks) if een["richting"] == "eraf" else (~nu & straks)
    if "alleen_status" in een:
        past &= plannen["planstatus"].isin(een["alleen_status"])
    if een["deelbaar"]:
        past &= plannen["woningen"].fillna(0) > 1
    return per_rij(plannen[past])


def _optie(plan: Any, een: Mapping[str, Any], begin: date, einde: date) -> list[Any]:
    woningen = int(plan.woningen)
    ruim, krap = (_laatste_dag(plan, een, einde, een["maanden"][kant]) for kant in ("laag", "hoog"))
    deelbaar = een["deelbaar"]
    return [
        f"{plan.plan_id} {een['id']}",
        plan.plan_id,
        plan.gemeentecode,
        een["id"],
        1 if deelbaar else woningen,
        woningen - 1 if deelbaar else woningen,
        -1 if een["richting"] == "eraf" else 1,
        _belet(plan, een["richting"], begin > ruim),
        een["orgaan"],
        een["middel"],
        ruim,
        krap,
        TIJDEN[(begin > krap) + (begin > ruim)],
        "; ".join(naam for naam in _BELETTEND[een["richting"]] if pd.isna(getattr(plan, naam))),
        *(_schade(plan, een, soort, einde) for soort in ("nadeelcompensatie", "grondexploitatie")),
        een["zachtheid"],
        plan.vergunning,
        plan.ligging,
        plan.prioriteit,
    ]


_BELETTEND = {"eraf": ("vergunning", "op_maat"), "erbij": ("op_maat",)}
"""By direction what of a plan forbids an option, and is not known of every plan."""


def _laatste_dag(plan: Any, een: Mapping[str, Any], einde: date, maanden: int) -> date:
    """`einde` minus the time a measure takes; months of notice that were given already are not waited for."""
    laatste = plus_maanden(einde, -maanden)
    sinds = plan.voorzienbaar_sinds
    if sinds and sinds <= laatste:
        return plus_maanden(laatste, een["waarvan_vooraf"])
    return laatste


def _belet(plan: Any, richting: str, te_laat: bool) -> str:
    """What forbids an option; the first of these, in this order."""
    vergund = pd.notna(plan.vergunning) and plan.vergunning == "ja"
    op_maat = pd.notna(plan.op_maat) and bool(plan.op_maat)
    begonnen = vergund or str(plan.projectstatus).casefold() in BEGONNEN
    if richting == "eraf" and begonnen:
        return BELET_VERGUND
    if op_maat:
        return BELET_OP_MAAT
    return BELET_TE_LAAT if te_laat else ""


def _schade(plan: Any, een: Mapping[str, Any], soort: str, einde: date) -> str:
    """Whether a kind of damage may follow: not on whom it can't fall, nor where it was foreseeable; unknown
    where that holds only for plans that were long unused, as no register says of which that is so."""
    if soort not in een["schade"]:
        return "nee"
    if pd.isna(plan.eigenaar):
        return ONBEKEND
    van_gemeente = str(plan.eigenaar).casefold() == GEMEENTE
    if soort == "grondexploitatie":
        return "ja" if van_gemeente else "nee"
    sinds = plan.voorzienbaar_sinds
    voorzien = bool(sinds) and plus_maanden(sinds, een["voorzienbaarheid_maanden"]) <= einde
    if van_gemeente or not voorzien:
        return "nee" if van_gemeente else "ja"
    return ONBEKEND if "ongebruikt_jaren" in een else "nee"


def met_gewichten(
    opties_: pd.DataFrame, doelen: Sequence[Mapping[str, Any]]
) -> tuple[pd.DataFrame, list[Doel]]:
    """`opties_` with a column of weights for every goal of doelen.yml, and the goals for a question.

    Damage counts where it is ja or onbekend. `punten` weighs dwellings that go back, `punten_erbij` those
    that come: what is taken back last is added first.
    """
    kolommen: dict[str, Any] = {}
    for doel in doelen:
        gewicht = pd.Series(0, index=opties_.index)
        for naam, richting in (("punten", -1), ("punten_erbij", 1)):
            for kolom, punten in doel.get(naam, {}).items():
                punt = opties_[kolom].map(punten).fillna(punten[ONBEKEND]).astype(int)
                gewicht += punt.where(opties_["richting"] == richting, 0)
        for soort in doel.get("schade", []):
            gewicht += (opties_[soort] != "nee").astype(int)
        if "per_woning" in doel:
            gewicht += _geteld(opties_, doel["per_woning"])
        kolommen[doel["id"]] = gewicht
        if "per_optie" in doel:
            kolommen[f"{doel['id']}_vast"] = _geteld(opties_, doel["per_optie"])
    bestaand = opties_.drop(columns=[naam for naam in kolommen if naam in opties_])
    return bestaand.assign(**kolommen), [Doel(d["id"], d["tolerantie"]) for d in doelen]


def _geteld(opties_: pd.DataFrame, wat: str) -> pd.Series:
    return pd.Series(1, index=opties_.index) if wat == "een" else opties_[wat].astype(int)


OPENBAAR = "openbaar"
"""The confidentiality of a plan that everyone may see."""
UITWERKEN = "hard_uitwerk"


def geteld(plannen: pd.DataFrame) -> pd.Series:
    """Dwellings of each plan as a norm counts them: those left, without what is excepted by agreement."""
    return (plannen["rest"] - plannen["uitgezonderd"].fillna(0)).clip(lower=0).astype("Int64")


def hard_per_gemeente(plannen: pd.DataFrame, lezing: Lezing) -> pd.DataFrame:
    """Dwellings in hard plans, those to be elaborated and soft plans: hard, hard_uitwerk, zacht by code.

    <NA> for a municipality of which a plan does not say how many are left (`rest`).
    """
    met = met_hardheid(plannen, lezing)
    met = met[met["hardheid"].isin(HARDHEDEN[:3])]
    woningen, code = geteld(met), met["gemeentecode"]
    som = {
        naam: woningen.where(met["hardheid"].isin(welke), 0)
        .groupby(code)
        .agg(lambda getallen: getallen.sum(skipna=False))
        for naam, welke in (("hard", HARD), (UITWERKEN, HARD[1:]), ("zacht", HARDHEDEN[2:3]))
    }
    return pd.DataFrame(som).astype("Int64")


def hard_per_periode(
    plannen: pd.DataFrame, delen: pd.DataFrame, lezing: Lezing, zonder_uitwerking: Sequence[str]
) -> pd.DataFrame:
    """Hard plans by first and last year of completion: columns FASEKOLOMMEN of the programme.

    `delen` is the table fasering. Of plans that are not public the year is unknown. Plans to be elaborated
    are left out in the municipalities `zonder_uitwerking`.
    """
    codes = sorted(set(plannen["gemeentecode"]))
    gebieden = pd.DataFrame({"niveau": "gemeente", "gebied": codes, "gemeentecode": codes})
    open_ = set(plannen.loc[plannen["vertrouwelijkheid"] == OPENBAAR, "plan_id"])
    heel = fasering(plannen, delen[delen["plan_id"].isin(open_)], gebieden, [lezing])
    hard = heel[heel["hardheid"].isin(HARD) & (heel["maat"] == "rest")]
    weg = (hard["hardheid"] == UITWERKEN) & hard["gebied"].isin(zonder_uitwerking)
    rijen = hard[~weg].rename(columns={"gebied": "gemeentecode"})
    kolommen = ["gemeentecode", "van_jaar", "tot_en_met_jaar", "woningen"]
    return rijen[kolommen].reset_index(drop=True)


def niet_openbaar(plannen: pd.DataFrame) -> set[str]:
    """The municipalities with a plan that is not for everyone."""
    return set(plannen.loc[plannen["vertrouwelijkheid"] != OPENBAAR, "gemeentecode"])


def als_plannen(plannen: pd.DataFrame) -> pd.DataFrame:
    """The table plannen of the register as PLANKOLOMMEN; what a cell does not say is <NA>.

    A notice of which only the month or the year is known counts from its last day.
    """
    leeg = {naam: plannen[naam].replace("", pd.NA) for naam in ("vergunning", "eigenaar")}
    leeg |= {naam: plannen[naam].replace("", pd.NA) for naam in ("ligging", "prioriteit")}
    sinds = [laatste_dag(dag) if dag else None for dag in plannen["voorzienbaar_sinds"]]
    return plannen.assign(
        woningen=geteld(plannen),
        op_maat=plannen["op_maat"].map({"ja": True, "nee": False}).astype("boolean"),
        voorzienbaar_sinds=pd.Series(sinds, index=plannen.index, dtype="object"),
        **leeg,
    )[PLANKOLOMMEN]


BELET_UITWERKING = "uitwerkingsplicht van een gemeente met te veel plannen"


def zonder_uitwerking(
    opties_: pd.DataFrame, plannen: pd.DataFrame, gemeenten: Sequence[str], lezing: Lezing
) -> pd.DataFrame:
    """`opties_` in which nothing is added from plans to be elaborated of `gemeenten`."""
    uitwerken = plannen.loc[met_hardheid(plannen, lezing)["hardheid"] == UITWERKEN, "plan_id"]
    uitwerken = [*uitwerken, *plannen.loc[plannen["planstatus"].isin(["1B", "1C"]), "plan_id"]]
    raakt = (opties_["richting"] == 1) & opties_["plan_id"].isin(uitwerken)
    raakt &= opties_["gemeentecode"].isin(gemeenten) & (opties_["belet"] == "")
    return opties_.assign(belet=opties_["belet"].mask(raakt, BELET_UITWERKING))


def hard_per_plan(plannen: pd.DataFrame, lezing: Lezing) -> dict[str, tuple[str, int]]:
    """By plan that is hard its municipality and its dwellings; not where those are unknown."""
    hard = plannen[_hard(plannen, lezing)]
    hard = hard.assign(woningen=geteld(hard))
    hard = hard[hard["woningen"].notna()]
    rijen = hard[["plan_id", "gemeentecode", "woningen"]].itertuples(index=False, name=None)
    return {str(plan): (str(code), int(aantal)) for plan, code, aantal in rijen}
