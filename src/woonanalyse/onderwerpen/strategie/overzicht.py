"""The strategy per area: what is known, what a norm asks, what can be said without plans, what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from woonanalyse.kern.getal import afgerond
from woonanalyse.onderwerpen.strategie import programma as jaren
from woonanalyse.onderwerpen.strategie.projectie import projecteer
from woonanalyse.onderwerpen.strategie.stand import Stand, met_code, opgeteld

KOLOMMEN = [
    "editie", "niveau", "gebied", "gemeentecode", "behoefte_laag", "behoefte_hoog", "behoefte_bron", "hard",
    "hard_uitwerk", "oordeel", "te_veel_laag", "te_veel_hoog", "direct_laag", "direct_hoog", "ten_minste",
    "te_weinig", "tempo_van", "tempo_tot_en_met", "tempo_laag", "tempo_hoog", "termijn",
    "hard_termijn_laag", "hard_termijn_hoog", "voorstel", "mist",
]  # fmt: skip
"""Dwellings. `te_veel_*`: hard plans above the highest norm, `direct_*` what of that must lie in direct
titles at least; `te_weinig`: what the lowest norm asks and is in no hard plan; `hard_termijn_*`: hard plans
at the deadline with the own pace; `voorstel`: ja, or why there is none; `mist`: what is missing for more."""

JA, GEEN_REGISTER, GEEN_NORM, TERUGBLIK = "ja", "geen planregister", "geen norm", "terugblik"

_SOMMEN = [
    "behoefte_laag", "behoefte_hoog", "hard", "hard_uitwerk", "te_veel_laag", "te_veel_hoog", "direct_laag",
    "direct_hoog", "ten_minste", "te_weinig", "tempo_laag", "tempo_hoog", "hard_termijn_laag",
    "hard_termijn_hoog",
]  # fmt: skip


def overzicht(stand: Stand, parameters: Mapping[str, Mapping[str, Any]]) -> pd.DataFrame:
    """A row per municipality, subregion and region: columns KOLOMMEN.

    A sum of which a member is unknown is unknown. `parameters` are those of projectie.yml.
    """
    boven = boven_de_norm(stand.leden, stand.hoogstens)
    leden = stand.leden.merge(boven, on="gemeentecode", how="left")
    leden = leden.merge(_projectie(stand, parameters), on="gemeentecode", how="left")
    leden["te_weinig"] = (leden["ten_minste"] - leden["hard"]).clip(lower=0)
    som = opgeteld(leden[["gemeentecode", *_SOMMEN]], stand.gebieden)
    som = som.astype(dict.fromkeys(_SOMMEN, "Int64"))
    eigen = leden.set_index("gemeente")
    alleen = som["niveau"] == "gemeente"
    bronnen = leden["behoefte_bron"].unique()
    geteld = len(stand.voorraad) > 0
    som = som.assign(
        behoefte_bron=som["gebied"].map(eigen["behoefte_bron"]).where(alleen, "; ".join(bronnen)),
        oordeel=som["gebied"].map(eigen["oordeel"]).where(alleen, ""),
        tempo_van=stand.tempojaren.van if geteld else pd.NA,
        tempo_tot_en_met=stand.tempojaren.tot_en_met if geteld else pd.NA,
        termijn="" if stand.termijn is None else stand.termijn.isoformat(),
        voorstel=voorstel_of_niet(stand),
    ).astype({"tempo_van": "Int64", "tempo_tot_en_met": "Int64"})
    som["mist"] = [_mist(rij, stand) for rij in som.to_dict("records")]
    return met_code(som, stand.gebieden, stand.editie)[KOLOMMEN]


def voorstel_of_niet(stand: Stand) -> str:
    """Whether there is a proposal, or why not."""
    if not stand.register:
        return GEEN_REGISTER
    if not stand.lopend:
        return TERUGBLIK
    norm = stand.hoogstens is not None or stand.leden["ten_minste"].notna().any()
    return JA if norm else GEEN_NORM


def boven_de_norm(leden: pd.DataFrame, hoogstens: float | None) -> pd.DataFrame:
    """Per municipality its excess and what of it lies in direct titles, at the ends of the need: no more of
    an excess than there is to be elaborated can lie there. A need of nothing or less gives no excess, as it
    gives no ratio in the balance: unknown. `leden` has gemeentecode, behoefte_*, hard, hard_uitwerk."""
    uit = leden[["gemeentecode"]]
    for kant, einde in (("laag", "hoog"), ("hoog", "laag")):
        te_veel = pd.Series(pd.NA, index=leden.index, dtype="Int64")
        if hoogstens is not None:
            behoefte = leden[f"behoefte_{einde}"].astype("Float64")
            mag = behoefte.where(behoefte > 0) * hoogstens
            te_veel = (leden["hard"] - np.floor(mag + 1e-9).astype("Int64")).clip(lower=0)
        direct = (te_veel - leden["hard_uitwerk"]).clip(lower=0)
        uit = uit.assign(**{f"te_veel_{kant}": te_veel, f"direct_{kant}": direct})
    return uit


def _projectie(stand: Stand, parameters: Mapping[str, Mapping[str, Any]]) -> pd.DataFrame:
    """Hard plans at the deadline, with the own pace of the years before."""
    bouw = stand.leden[["gemeentecode", "tempo_laag", "tempo_hoog"]].rename(
        columns={"tempo_laag": "laag", "tempo_hoog": "hoog"}
    )
    tot = jaren_tot(stand)
    if tot is None:
        leeg = pd.Series(pd.NA, index=stand.leden.index, dtype="Int64")
        kaal = stand.leden[["gemeentecode"]]
        return kaal.assign(hard_termijn_laag=leeg, hard_termijn_hoog=leeg)
    uit = projecteer(stand.leden[["gemeentecode", "hard"]], bouw, tot, parameters, {})
    namen = {"hard_laag": "hard_termijn_laag", "hard_hoog": "hard_termijn_hoog"}
    return uit[["gemeentecode", *namen]].rename(columns=namen)


def jaren_tot(stand: Stand) -> float | None:
    """Years from the reference date to the deadline, in months of a twelfth; None where one is unknown."""
    if stand.peildatum is None or stand.termijn is None:
        return None
    van, tot = stand.peildatum, stand.termijn
    maanden = 12 * (tot.year - van.year) + tot.month - van.month + (tot.day - van.day) / 31
    return round(maanden / 12, 2)


_NODIG = {
    "behoefte_laag": "de behoefte",
    "hard": "de harde plancapaciteit",
    "tempo_laag": "hoeveel er in de jaren ervoor is gebouwd",
}


def _mist(rij: Mapping[str, Any], stand: Stand) -> str:
    """What is missing of an area."""
    weg = [woord for kolom, woord in _NODIG.items() if pd.isna(rij[kolom])]
    if stand.hoogstens is not None and pd.isna(rij["hard_uitwerk"]):
        weg.append("welk deel van de harde plannen nog wordt uitgewerkt")
    elif stand.hoogstens is not None and not weg and pd.isna(rij["te_veel_hoog"]):
        weg.append("een behoefte boven nul")
    if not stand.register:
        weg.append("een planregister")
    return "; ".join(weg)


PROGRAMMAKOLOMMEN = ["editie", "niveau", "gebied", "gemeentecode", *jaren.PROGRAMMAKOLOMMEN[2:]]


def programma(stand: Stand, parameters: Mapping[str, Mapping[str, Any]]) -> pd.DataFrame:
    """The programme: every municipality per year, subregions and region per three years.

    Columns PROGRAMMAKOLOMMEN, whole dwellings; no rows where the reference date is unknown. `parameters`:
    uitval, vertraging and aandeel_hard. Without a last year of the need: the years of which things are known.
    """
    if stand.heel is None:
        return pd.DataFrame(columns=PROGRAMMAKOLOMMEN)
    namen = {"behoefte_laag", "behoefte_hoog", "hard", "tempo_laag", "tempo_hoog"}
    leden = stand.leden[["gemeentecode", *sorted(namen)]]
    lid = stand.gebieden["niveau"] == "gemeente"
    losse = [jaren.Jaren(jaar, jaar) for jaar in range(stand.heel.van, stand.heel.tot_en_met + 1)]
    delen = [
        jaren.programma(
            gebieden, leden, stand.fasering, stand.voorraad, stand.heel, perioden, parameters
        )
        for gebieden, perioden in (
            (stand.gebieden[lid], losse),
            (stand.gebieden[~lid], jaren.per_drie(stand.heel)),
        )
    ]
    samen = pd.concat(delen, ignore_index=True)
    getallen = [naam for naam in jaren.PROGRAMMAKOLOMMEN[2:] if naam != "gepland_bron"]
    samen[getallen] = samen[getallen].apply(afgerond)
    return met_code(samen, stand.gebieden, stand.editie)[PROGRAMMAKOLOMMEN]
