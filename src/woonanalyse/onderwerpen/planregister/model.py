"""The plan register: gross, demolition and net, by hardness, in sums that make a whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from woonanalyse.kern.oordeel import ONBEKEND

AFGEROND, GEEN_CAPACITEIT = "afgerond", "geen_capaciteit"
HARDHEDEN = ["hard", "hard_uitwerk", "zacht", ONBEKEND, GEEN_CAPACITEIT, AFGEROND]
"""What a plan is: hard and direct, hard but to be elaborated, soft, onbekend, no capacity, or completed."""

HARD = HARDHEDEN[:2]

AMBTELIJK = ("5A", "5B")
"""Statuses that are no capacity under any reading: what officials work on, without consent of the college
(Planmonitor Wonen, definitions, 2024)."""

GEHEEL = {"totaal": "totaal", "rest": "rest", "sloop": "sloop"}
"""By `maat` the column of plannen of which fasering and categorieen are parts."""

Lezing = Mapping[str, Any]
"""A dated reading of hard: its id, and the statuses that are hard, hard_uitwerk and zacht."""

PERIODE = ["van_jaar", "tot_en_met_jaar"]
SLEUTEL = ["lezing", "niveau", "gebied", "hardheid"]

SOMKOLOMMEN = [
    *SLEUTEL, "gemeenten", "geleverd", "plannen", "rest_onbekend", "sloop_onbekend", "bruto", "sloop",
    "netto", "uitgezonderd",
]  # fmt: skip
"""Columns of the sums: numbers of municipalities and plans, and dwellings.

`gemeenten` is how many members the area has, `geleverd` how many of them are in the register; of an area of
which none is, all else is <NA>. `bruto` and `sloop` add up what is known, `rest_onbekend` and
`sloop_onbekend` count the plans that do not say it; `netto` is bruto - sloop, <NA> where a plan says only one
of them or neither. `uitgezonderd` is <NA> where no plan says it.
"""


def gebieden_van(gemeenten: pd.DataFrame, subregios: Sequence[str], regio: str) -> pd.DataFrame:
    """Which members an area has: niveau (gemeente, subregio, regio), gebied, gemeentecode, in reading order.

    A municipality is called by its code, the others by their name. `gemeenten` has gemeentecode, subregio.
    """
    leden = gemeenten[["gemeentecode", "subregio"]]
    delen = [
        leden.assign(niveau="gemeente", gebied=leden["gemeentecode"]),
        *(leden[leden["subregio"] == n].assign(niveau="subregio", gebied=n) for n in subregios),
        leden.assign(niveau="regio", gebied=regio),
    ]
    return pd.concat(delen, ignore_index=True)[["niveau", "gebied", "gemeentecode"]]


def met_hardheid(plannen: pd.DataFrame, lezing: Lezing) -> pd.DataFrame:
    """`plannen` with columns lezing (its id) and hardheid, one of HARDHEDEN.

    `lezing` names statuses under hard, hard_uitwerk and zacht; one that it does not name is onbekend, and
    onbekend is never hard. A completed project is afgerond whatever its status; AMBTELIJK is no capacity.
    """
    tafel = {code: soort for soort in HARDHEDEN[:3] for code in lezing[soort]}
    tafel |= dict.fromkeys(AMBTELIJK, GEEN_CAPACITEIT)
    klaar = plannen["projectstatus"].str.casefold() == AFGEROND
    volgens = plannen["planstatus"].map(tafel).fillna(ONBEKEND).astype("object")
    return plannen.assign(lezing=lezing["id"], hardheid=volgens.mask(klaar, AFGEROND))


def per_plan(plannen: pd.DataFrame) -> pd.DataFrame:
    """`plannen` with bruto (still to be built), sloop and netto = bruto - sloop; Int64, <NA> is onbekend."""
    return plannen.assign(bruto=plannen["rest"], netto=plannen["rest"] - plannen["sloop"])


def sommen(
    plannen: pd.DataFrame, gebieden: pd.DataFrame, lezingen: Sequence[Lezing]
) -> pd.DataFrame:
    """Plans and dwellings per reading, area (`gebieden_van`) and hardness: columns SOMKOLOMMEN.

    Every area has a row for each of HARDHEDEN. Plans of municipalities outside `gebieden` are in no sum.
    """
    kern = per_plan(plannen).assign(
        rest_onbekend=plannen["rest"].isna().astype("Int64"),
        sloop_onbekend=plannen["sloop"].isna().astype("Int64"),
        niet_netto=plannen[["rest", "sloop"]].isna().any(axis=1).astype("Int64"),
        plannen=pd.Series(1, index=plannen.index, dtype="Int64"),
    )
    optellen = ["plannen", "rest_onbekend", "sloop_onbekend", "niet_netto", "bruto", "sloop"]
    heel = _rooster(plannen, gebieden, lezingen)
    groepen = _per_gebied(kern, gebieden, lezingen).groupby(SLEUTEL)
    som = groepen[optellen].sum().assign(uitgezonderd=groepen["uitgezonderd"].sum(min_count=1))
    heel = heel.merge(som.reset_index(), on=SLEUTEL, how="left")
    heel = heel.astype(dict.fromkeys([*optellen, "uitgezonderd"], "Int64"))
    heel[optellen] = heel[optellen].fillna(0)
    heel.loc[heel["geleverd"] == 0, optellen] = pd.NA
    heel["netto"] = (heel["bruto"] - heel["sloop"]).mask(heel["niet_netto"].fillna(1) > 0)
    return heel[SOMKOLOMMEN]


def _rooster(
    plannen: pd.DataFrame, gebieden: pd.DataFrame, lezingen: Sequence[Lezing]
) -> pd.DataFrame:
    """Every reading, area and hardness, with the members of the area and how many are in the register."""
    erin = gebieden["gemeentecode"].isin(plannen["gemeentecode"])
    leden = gebieden.assign(geleverd=erin).groupby(["niveau", "gebied"], sort=False)["geleverd"]
    kern = pd.DataFrame({"gemeenten": leden.size(), "geleverd": leden.sum()}).reset_index()
    ids = pd.DataFrame({"lezing": [lezing["id"] for lezing in lezingen]})
    return ids.merge(kern, how="cross").merge(pd.DataFrame({"hardheid": HARDHEDEN}), how="cross")


def _per_gebied(
    rijen: pd.DataFrame, gebieden: pd.DataFrame, lezingen: Sequence[Lezing]
) -> pd.DataFrame:
    """A row of `rijen` (with those of plannen) once per reading and area that it is in."""
    delen = [met_hardheid(rijen, lezing) for lezing in lezingen]
    return pd.concat(delen).merge(gebieden, on="gemeentecode")


FASEKOLOMMEN = [*SLEUTEL, "maat", *PERIODE, "woningen"]
"""Columns of the phasing: dwellings by first and last year, both <NA> where the year is unknown."""


def fasering(
    plannen: pd.DataFrame,
    delen: pd.DataFrame,
    gebieden: pd.DataFrame,
    lezingen: Sequence[Lezing],
) -> pd.DataFrame:
    """Dwellings per reading, area, hardness and period: columns FASEKOLOMMEN, in that order.

    `delen` is the table fasering. What a plan has in no year is in the period that is unknown, so that the
    periods of `rest` add up to bruto and those of `sloop` to sloop; it is negative where a source divided
    more than there is. A period stands as the source wrote it: nothing is spread over its years.
    """
    rijen = _met_rest(plannen, delen)
    groepen = _per_gebied(rijen, gebieden, lezingen).groupby(FASEKOLOMMEN[:-1], dropna=False)
    som = (
        groepen["woningen"]
        .sum()
        .reset_index()
        .astype(dict.fromkeys([*PERIODE, "woningen"], "Int64"))
    )
    plek = {
        "lezing": [lezing["id"] for lezing in lezingen],
        "niveau": list(dict.fromkeys(gebieden["niveau"])),
        "gebied": list(dict.fromkeys(gebieden["gebied"])),
        "hardheid": HARDHEDEN,
    }
    volgorde = {naam: som[naam].map(waarden.index) for naam, waarden in plek.items()}
    op = som.assign(**volgorde).sort_values([*plek, "maat", *PERIODE]).index
    return som.loc[op, FASEKOLOMMEN].reset_index(drop=True)


def _met_rest(plannen: pd.DataFrame, delen: pd.DataFrame) -> pd.DataFrame:
    """`delen` with the columns of plannen that hardness needs, and a row without a year for what is in none.

    A plan of which the whole is unknown has no such row.
    """
    op = ["plan_id", "maat"]
    heel = plannen.melt(
        "plan_id", value_vars=["rest", "sloop"], var_name="maat", value_name="geheel"
    )
    samen = delen.groupby(op)["woningen"].sum().rename("samen").reset_index()
    over = heel.merge(samen, on=op, how="left")
    over["woningen"] = over["geheel"] - over["samen"].fillna(0)
    over = over[over["woningen"].fillna(0) != 0][[*op, "woningen"]]
    over = over.assign(**dict.fromkeys(PERIODE, pd.NA))
    alle = pd.concat([delen[[*over.columns]], over], ignore_index=True)
    kern = plannen[["plan_id", "gemeentecode", "planstatus", "projectstatus"]]
    return alle.merge(kern, on="plan_id")


def zonder_jaren(delen: pd.DataFrame) -> pd.DataFrame:
    """The table categorieen with one row per plan, maat, division and class: columns without van_jaar.

    The row without a year where there is one, the sum of the years otherwise.
    """
    sleutel = ["plan_id", "gemeentecode", "maat", "indeling", "klasse"]
    heel = delen[delen["van_jaar"].isna()]
    heeft = pd.MultiIndex.from_frame(delen[sleutel]).isin(pd.MultiIndex.from_frame(heel[sleutel]))
    over = pd.concat([heel, delen[~heeft]])
    return over.groupby(sleutel, sort=False)["woningen"].sum().reset_index()
