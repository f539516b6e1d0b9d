"""Hard plans projected, and the projection tested on what was published later.

hard at the end = hard at the begin − built from hard plans + become hard − withdrawn, per municipality. Each
parameter is a range; the projection is one too. Building alone nearly closes it, so that the test is weak: it
shows the miss, and explains it only by withdrawals that a register holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from woonanalyse.kern.getal import afgerond

KANTEN = ("laag", "hoog")

PROJECTIEKOLOMMEN = [
    "gemeentecode", "jaren", "hard_begin", "gebouwd_laag", "gebouwd_hoog", "ingetrokken", "hard_laag",
    "hard_hoog",
]  # fmt: skip
"""Dwellings; `gebouwd_*` over the whole time; `hard_*` never below 0."""

TOETSKOLOMMEN = ["gebied", "hard_laag", "hard_hoog", "gepubliceerd", "mis"]
"""`mis`: published minus the nearest end of the range, 0 within it; dwellings."""


def tempo(voorraad: pd.DataFrame, van: int, tot_en_met: int) -> pd.DataFrame:
    """Dwellings a year, of the lowest and the highest of these years: gemeentecode, laag, hoog.

    `voorraad` has gemeentecode, jaar, nieuwbouw. A municipality of which a year is missing has <NA>.
    """
    jaren = range(van, tot_en_met + 1)
    binnen = voorraad[voorraad["jaar"].isin(jaren)]
    per = binnen.groupby("gemeentecode", sort=True)["nieuwbouw"]
    heel = per.count() == len(jaren)
    frame = pd.DataFrame({"laag": per.min().where(heel), "hoog": per.max().where(heel)})
    return frame.astype("Int64").reset_index()


def werkelijk(voorraad: pd.DataFrame, van: int, tot_en_met: int) -> pd.DataFrame:
    """Dwellings really built in these years, on average a year: gemeentecode, laag, hoog (the same)."""
    jaren = range(van, tot_en_met + 1)
    per = voorraad[voorraad["jaar"].isin(jaren)].groupby("gemeentecode", sort=True)["nieuwbouw"]
    som = (per.sum() / len(jaren)).where(per.count() == len(jaren)).astype("Float64")
    return pd.DataFrame({"laag": som, "hoog": som}).reset_index()


def projecteer(
    hard: pd.DataFrame,
    bouw: pd.DataFrame,
    jaren: float,
    parameters: Mapping[str, Mapping[str, Any]],
    ingetrokken: Mapping[str, int],
) -> pd.DataFrame:
    """Hard plans after `jaren` years: columns PROJECTIEKOLOMMEN, in the order of `hard`.

    `hard` has gemeentecode and hard; `bouw` dwellings a year (`tempo` or `werkelijk`); `parameters` those
    of projectie.yml; `ingetrokken` dwellings by municipality, none where it has no key. What is unknown stays
    <NA>.
    """
    samen = hard[["gemeentecode", "hard"]].merge(bouw, on="gemeentecode", how="left")
    eraf = samen["gemeentecode"].map(ingetrokken).fillna(0).astype("Int64")
    begin = samen["hard"].astype("Float64")
    erbij = {kant: begin * parameters["verhard"][kant] * jaren for kant in KANTEN}
    gebouwd = {
        kant: samen[kant].astype("Float64") * parameters["aandeel_hard"][kant] * jaren
        for kant in KANTEN
    }
    return pd.DataFrame(
        {
            "gemeentecode": samen["gemeentecode"],
            "jaren": jaren,
            "hard_begin": samen["hard"].astype("Int64"),
            "gebouwd_laag": afgerond(gebouwd["laag"]),
            "gebouwd_hoog": afgerond(gebouwd["hoog"]),
            "ingetrokken": eraf,
            "hard_laag": afgerond((begin - gebouwd["hoog"] + erbij["laag"] - eraf).clip(lower=0)),
            "hard_hoog": afgerond((begin - gebouwd["laag"] + erbij["hoog"] - eraf).clip(lower=0)),
        }
    )[PROJECTIEKOLOMMEN]


def toets(projectie: pd.DataFrame, gepubliceerd: Mapping[str, int]) -> pd.DataFrame:
    """The projection beside what was published, by municipality: columns TOETSKOLOMMEN."""
    grenzen = projectie.set_index("gemeentecode")[["hard_laag", "hard_hoog"]]
    return _naast(grenzen, gepubliceerd)


def toets_samen(projectie: pd.DataFrame, gebied: str, gepubliceerd: int) -> pd.DataFrame:
    """The same for all municipalities together, that are one area."""
    som = projectie[["hard_laag", "hard_hoog"]].sum(skipna=False)
    return _naast(pd.DataFrame([som], index=[gebied]), {gebied: gepubliceerd})


def _naast(grenzen: pd.DataFrame, gepubliceerd: Mapping[str, int]) -> pd.DataFrame:
    rijen = [
        (gebied, laag, hoog, (bekend := gepubliceerd.get(gebied, pd.NA)), _mis(laag, hoog, bekend))
        for gebied, laag, hoog in grenzen[["hard_laag", "hard_hoog"]].itertuples(name=None)
    ]
    frame = pd.DataFrame(rijen, columns=TOETSKOLOMMEN)
    return frame.astype(dict.fromkeys(TOETSKOLOMMEN[1:], "Int64"))


def _mis(laag: Any, hoog: Any, bekend: Any) -> Any:
    """How far what was published is from the nearest end; <NA> where one is unknown."""
    if pd.isna(laag) or pd.isna(hoog) or pd.isna(bekend):
        return pd.NA
    return int(bekend) - int(min(max(bekend, laag), hoog))
