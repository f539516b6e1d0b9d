"""Checks between the cells of one plan: its numbers, its stage, its place, its last change."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from woonanalyse.kern.dagen import eerste_dag, laatste_dag, plus_maanden
from woonanalyse.kern.getal import aantal, datum
from woonanalyse.kern.plaats import in_het_land, verwacht_kader, wat_het_lijkt
from woonanalyse.leveringen.controles.geval import Geval
from woonanalyse.leveringen.levering import Melding
from woonanalyse.leveringen.meldingen import meld
from woonanalyse.onderwerpen.planregister.model import AFGEROND

ONGEWIJZIGD = 60
"""After so many months a plan that was not changed is asked about (ONTWERP: five years)."""


def rest_sluit(geval: Geval) -> Iterator[Melding]:
    """What is left is not all less what was built."""
    plannen = geval.plannen
    som = plannen["totaal"] - plannen["gerealiseerd"]
    for index in plannen.index[(som != plannen["rest"]).fillna(False)]:
        cellen = geval.cellen("plannen", [index], "rest", "totaal", "gerealiseerd")
        woorden = {naam: aantal(plannen.at[index, naam]) for naam in ("totaal", "gerealiseerd")}
        gevonden = plannen.at[index, "rest"]
        yield meld("rest_sluit_niet", cellen, gevonden, "rest", som=aantal(som[index]), **woorden)


def rest_onbekend(geval: Geval) -> Iterator[Melding]:
    """Plans that do not say what is left: each, or all in one Melding where none says it."""
    leeg = geval.plannen.index[geval.plannen["rest"].isna()]
    if len(leeg) == len(geval.plannen) > 1:
        cellen = geval.cellen("plannen", leeg, "rest")
        yield meld("rest_onbekend", cellen, f"geen van de {aantal(len(leeg))} plannen", "rest")
        return
    for index in leeg:
        cellen = geval.cellen("plannen", [index], "rest")
        yield meld("rest_onbekend", cellen, geval.plan(index), "rest")


def rest_negatief(geval: Geval) -> Iterator[Melding]:
    """More was built than planned."""
    rest = geval.plannen["rest"]
    for index in geval.plannen.index[(rest < 0).fillna(False)]:
        cellen = geval.cellen("plannen", [index], "rest", "gerealiseerd")
        yield meld("rest_negatief", cellen, f"{geval.plan(index)}: {rest[index]}", "rest")


def uitgezonderd(geval: Geval) -> Iterator[Melding]:
    """More is not counted than is left."""
    rest = geval.plannen["rest"]
    te_veel = (geval.plannen["uitgezonderd"] > rest.clip(lower=0)).fillna(False)
    for index in geval.plannen.index[te_veel]:
        yield geval.meld("uitgezonderd_te_hoog", index, "uitgezonderd", rest=aantal(rest[index]))


def afgerond(geval: Geval) -> Iterator[Melding]:
    """Completed projects with dwellings left."""
    klaar = geval.plannen["projectstatus"].str.casefold() == AFGEROND
    for index in geval.plannen.index[klaar & (geval.plannen["rest"] > 0).fillna(False)]:
        cellen = geval.cellen("plannen", [index], "rest", "projectstatus")
        gevonden = f"{geval.plan(index)}: {aantal(geval.plannen['rest'][index])}"
        yield meld("afgerond_met_rest", cellen, gevonden, "rest")


def plek(geval: Geval) -> Iterator[Melding]:
    """Places that are half there, or outside the country."""
    xy = geval.plannen[["x_rd", "y_rd"]]
    for index in xy.index[xy["x_rd"].isna() != xy["y_rd"].isna()]:
        leeg = "x_rd" if pd.isna(xy.at[index, "x_rd"]) else "y_rd"
        yield geval.meld("plek_half", index, leeg)
    heel = xy.dropna().astype("float64")
    for index in heel.index[~in_het_land(heel.to_numpy())]:
        punt = heel.loc[[index]].to_numpy()
        lijkt = wat_het_lijkt(punt)
        cellen = geval.cellen("plannen", [index], "x_rd", "y_rd")
        gevonden = ", ".join(f"{getal:.10g}" for getal in np.ravel(punt))
        woorden = {"kader": verwacht_kader(), "lijkt": f"; dit lijkt {lijkt}" if lijkt else ""}
        yield meld("plek_buiten_land", cellen, gevonden, "x_rd, y_rd", **woorden)


def gewijzigd(geval: Geval) -> Iterator[Melding]:
    """Plans with dwellings left that were last changed after the reference date, or five years before it."""
    over = (geval.plannen["rest"] > 0).fillna(False) & (geval.plannen["gewijzigd"] != "")
    later = []
    for index, dag in geval.plannen.loc[over, "gewijzigd"].items():
        if eerste_dag(dag) > geval.peildatum:
            later.append(index)
        elif plus_maanden(laatste_dag(dag), ONGEWIJZIGD) <= geval.peildatum:
            woningen = aantal(geval.plannen["rest"][index])
            cellen = geval.cellen("plannen", [index], "gewijzigd")
            gevonden = f"{geval.plan(index)}: {datum(dag)}"
            yield meld("vijf_jaar_ongewijzigd", cellen, gevonden, "gewijzigd", woningen=woningen)
    if later:
        laatste = max(geval.plannen.loc[later, "gewijzigd"])
        gevonden = f"{aantal(len(later))} van de {aantal(len(geval.plannen))}, tot {datum(laatste)}"
        cellen = geval.cellen("plannen", later, "gewijzigd")
        dag = datum(geval.peildatum.isoformat())
        yield meld("gewijzigd_later", cellen, gevonden, "gewijzigd", peildatum=dag)


CONTROLES = (
    rest_sluit,
    rest_onbekend,
    rest_negatief,
    uitgezonderd,
    afgerond,
    plek,
    gewijzigd,
)
