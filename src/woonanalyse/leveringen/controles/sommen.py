"""Checks of parts beside their whole: years and classes of a plan, and the signs of both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from woonanalyse.kern.getal import aantal
from woonanalyse.kern.oordeel import ONBEKEND
from woonanalyse.leveringen.controles.geval import Geval
from woonanalyse.leveringen.levering import Cel, Melding
from woonanalyse.leveringen.meldingen import meld
from woonanalyse.onderwerpen.planregister.model import GEHEEL, zonder_jaren

INDELINGEN = {
    "woningtype": "de woningtypen", "eigendom": "huur, koop en onbekend",
    "prijsklasse": "de prijsklassen", "zorg": "de klassen van wonen en zorg",
    "flex": "flexwoningen en andere",
}  # fmt: skip
"""What the parts of a division are called."""

JAREN = "de jaren"


def negatief(geval: Geval) -> Iterator[Melding]:
    """Numbers below zero: of demolition never; of a part only where the unknown part is what is too much."""
    for index in geval.plannen.index[(geval.plannen["sloop"] < 0).fillna(False)]:
        yield geval.meld("sloop_negatief", index, "sloop")
    rest = geval.plannen.set_index("plan_id")["rest"]
    over = set(rest.index[(rest < 0).fillna(False)])
    for tabel in ("fasering", "categorieen"):
        frame = geval.tabellen[tabel]
        for index in frame.index[(frame["woningen"] < 0).fillna(False)]:
            rij = frame.loc[index]
            open_ = rij["klasse"] == ONBEKEND if "klasse" in rij else pd.isna(rij["van_jaar"])
            if rij["maat"] == "sloop":
                code = "sloop_negatief"
            else:
                code = "onbekend_negatief" if open_ or rij["plan_id"] in over else "deel_negatief"
            plan = geval.rij_van.get(rij["plan_id"])
            wie = rij["plan_id"] if plan is None else geval.plan(plan)
            cellen = geval.cellen(tabel, [index], "woningen")
            yield meld(code, cellen, f"{wie}: {rij['woningen']}", "woningen")


def jaren_en_klassen(geval: Geval) -> Iterator[Melding]:
    """The years of a plan, and the classes of each division, against the whole that they are parts of.

    What all dwellings of a plan lack or have too many is not told again of those that are left.
    """
    sleutel = ["plan_id", "maat", "groep"]
    fasering = geval.tabellen["fasering"].assign(groep=JAREN)
    klassen = _met_groep(zonder_jaren(geval.tabellen["categorieen"]))
    delen = pd.concat([fasering, klassen], ignore_index=True)
    som = delen.groupby(sleutel, sort=False)["woningen"].sum().reset_index()
    geheel = geval.plannen.drop_duplicates("plan_id").melt(
        "plan_id", list(GEHEEL.values()), "maat", "geheel"
    )
    naast = som.merge(geheel, on=["plan_id", "maat"])
    naast["verschil"] = naast["woningen"] - naast["geheel"]
    fout = naast[(naast["verschil"] != 0).fillna(False)]
    zelfde = fout.assign(rang=fout["maat"] != "totaal").sort_values("rang", kind="stable")
    fout = fout.drop(index=zelfde.index[zelfde.duplicated(["plan_id", "groep", "verschil"])])
    if fout.empty:
        return
    soorten = _met_groep(geval.tabellen["categorieen"])
    rijen = {
        "fasering": fasering.groupby(sleutel).groups,
        "categorieen": soorten.groupby(sleutel).groups,
    }
    for plan_id, maat, groep, samen, heel, _ in fout.itertuples(index=False, name=None):
        plan = geval.rij_van[plan_id]
        cellen = geval.cellen("plannen", [plan], maat)
        for tabel, groepen in rijen.items():
            cellen += geval.cellen(tabel, groepen.get((plan_id, maat, groep), ()), "woningen")
        yield _verschil(geval.plan(plan), samen, heel, cellen, {"van": maat, "delen": groep})


def jaren_van_klasse(geval: Geval) -> Iterator[Melding]:
    """The years of a class against the row of that class without a year."""
    soorten = geval.tabellen["categorieen"]
    heel = soorten[soorten["van_jaar"].isna()]
    sleutel = ["plan_id", "maat", "indeling", "klasse"]
    for rij, rijen in _anders(_per_jaar(geval), sleutel, heel, sleutel, soorten):
        woorden = {"van": f"{rij.indeling} {rij.klasse}", "delen": JAREN}
        yield _over_rijen(geval, rij, rijen, woorden)


def klassen_van_jaar(geval: Geval) -> Iterator[Melding]:
    """The classes of each year, per division, against the dwellings of that year."""
    per_jaar, fasering = _per_jaar(geval), geval.tabellen["fasering"]
    een = fasering[fasering["van_jaar"] == fasering["tot_en_met_jaar"]]
    op = ["plan_id", "maat", "van_jaar"]
    anders: dict[tuple[str, ...], list[tuple[Any, pd.Index]]] = {}
    for rij, rijen in _anders(per_jaar, [*op, "indeling"], een, op, per_jaar):
        anders.setdefault((rij.plan_id, rij.maat, rij.indeling), []).append((rij, rijen))
    for (plan_id, maat, indeling), jaren in anders.items():
        plan = geval.rij_van.get(plan_id)
        wie = plan_id if plan is None else geval.plan(plan)
        cellen = geval.cellen("categorieen", [i for _, rijen in jaren for i in rijen], "woningen")
        samen = ", ".join(f"{aantal(rij.woningen)} in {rij.van_jaar}" for rij, _ in jaren)
        heel = ", ".join(f"{aantal(rij.geheel)} in {rij.van_jaar}" for rij, _ in jaren)
        woorden = {"delen": INDELINGEN.get(indeling, indeling), "geheel": heel}
        yield meld("jaarsom", cellen, f"{wie}: {samen}", maat, **woorden)


def _per_jaar(geval: Geval) -> pd.DataFrame:
    soorten = geval.tabellen["categorieen"]
    return soorten[soorten["van_jaar"].notna()]


def _anders(
    delen: pd.DataFrame, sleutel: list[str], heel: pd.DataFrame, op: list[str], bij: pd.DataFrame
) -> Iterator[tuple[Any, pd.Index]]:
    """Sums of `delen` by `sleutel` that are not that of `heel` by `op`, and their rows of `bij`."""
    som = delen.groupby(sleutel, sort=False)["woningen"].sum().reset_index()
    naast = som.merge(heel.groupby(op)["woningen"].sum().rename("geheel"), on=op)
    fout = naast[naast["woningen"] != naast["geheel"]]
    groepen = bij.groupby(sleutel).groups if len(fout) else {}
    for rij in fout.itertuples(index=False):
        yield rij, groepen[tuple(rij)[: len(sleutel)]]


def _met_groep(soorten: pd.DataFrame) -> pd.DataFrame:
    """With a column groep: what the parts of a division are called."""
    return soorten.assign(groep=soorten["indeling"].map(INDELINGEN).fillna(soorten["indeling"]))


def _over_rijen(geval: Geval, rij: Any, rijen: pd.Index, woorden: Mapping[str, str]) -> Melding:
    plan = geval.rij_van.get(rij.plan_id)
    wie = rij.plan_id if plan is None else geval.plan(plan)
    cellen = geval.cellen("categorieen", rijen, "woningen")
    return _verschil(wie, rij.woningen, rij.geheel, cellen, woorden)


def _verschil(
    wie: str, samen: int, heel: int, cellen: list[Cel], woorden: Mapping[str, str]
) -> Melding:
    """Parts that are together more than the whole, or less."""
    getallen = {
        "som": aantal(samen),
        "geheel": aantal(heel),
        "verschil": aantal(heel - samen),
    }
    code = "som_te_hoog" if samen > heel else "som_te_laag"
    return meld(code, cellen, f"{wie}: {aantal(samen)}", woorden["van"], **getallen, **woorden)


CONTROLES = (negatief, jaren_en_klassen, jaren_van_klasse, klassen_van_jaar)
