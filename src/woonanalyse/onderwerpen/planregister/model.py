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
    soorten = pd.DataFrame({"maat": ["rest", "sloop"]})
    rijen = _met_rest(plannen, delen, ["maat"], dict.fromkeys(PERIODE, pd.NA), soorten)
    return _opgeteld(rijen, gebieden, lezingen, ["maat", *PERIODE], FASEKOLOMMEN)


KLASSEKOLOMMEN = [*SLEUTEL, "maat", "indeling", "klasse", "woningen"]
"""Columns of the categories: dwellings by division and class."""


def categorieen(
    plannen: pd.DataFrame,
    delen: pd.DataFrame,
    gebieden: pd.DataFrame,
    lezingen: Sequence[Lezing],
) -> pd.DataFrame:
    """Dwellings per reading, area, hardness and class: columns KLASSEKOLOMMEN, in that order.

    `delen` is the table categorieen. A division that any plan has is one for all: what is in none of its
    classes is in `onbekend`, so that the classes add up to the whole (GEHEEL).
    """
    kaal = zonder_jaren(delen)
    soorten = kaal[["maat", "indeling"]].drop_duplicates()
    rijen = _met_rest(plannen, kaal, ["maat", "indeling"], {"klasse": ONBEKEND}, soorten)
    return _opgeteld(rijen, gebieden, lezingen, ["maat", "indeling", "klasse"], KLASSEKOLOMMEN)


def zonder_jaren(delen: pd.DataFrame) -> pd.DataFrame:
    """The table categorieen with one row per plan, maat, division and class: columns without van_jaar.

    The row without a year where there is one, the sum of the years otherwise.
    """
    sleutel = ["plan_id", "gemeentecode", "maat", "indeling", "klasse"]
    heel = delen[delen["van_jaar"].isna()]
    heeft = pd.MultiIndex.from_frame(delen[sleutel]).isin(pd.MultiIndex.from_frame(heel[sleutel]))
    over = pd.concat([heel, delen[~heeft]])
    return over.groupby(sleutel, sort=False)["woningen"].sum().reset_index()


JAARKOLOMMEN = [*SLEUTEL, "maat", "zeker", "mogelijk"]
"""Columns of the dwellings in some years: at least and at most so many."""


def in_jaren(fasen: pd.DataFrame, van: int, tot_en_met: int) -> pd.DataFrame:
    """Of `fasering` what falls in the years `van` up to and including `tot_en_met`: columns JAARKOLOMMEN.

    `zeker` is in periods wholly inside them, `mogelijk` in those too that overlap or are unknown.
    """
    eerste, laatste = fasen["van_jaar"], fasen["tot_en_met_jaar"]
    binnen = ((eerste >= van) & (laatste <= tot_en_met)).fillna(False)
    raakt = ((eerste <= tot_en_met) & (laatste >= van)).fillna(True)
    delen = fasen[[*SLEUTEL, "maat"]].assign(
        zeker=fasen["woningen"].where(binnen, 0), mogelijk=fasen["woningen"].where(raakt, 0)
    )
    return delen.groupby([*SLEUTEL, "maat"], sort=False).sum().reset_index()[JAARKOLOMMEN]


def _met_rest(
    plannen: pd.DataFrame,
    delen: pd.DataFrame,
    sleutel: list[str],
    waar: Mapping[str, Any],
    soorten: pd.DataFrame,
) -> pd.DataFrame:
    """`delen` with the columns of plannen that hardness needs, and a row `waar` for what no row divides.

    `sleutel`: what parts of one whole share besides the plan; `soorten`: those there are. A plan of which the
    whole is unknown has no such row.
    """
    kern = plannen[["plan_id", "gemeentecode", "planstatus", "projectstatus"]]
    heel = plannen.merge(soorten, how="cross")
    geheel = pd.Series(pd.NA, index=heel.index, dtype="Int64")
    for maat, kolom in GEHEEL.items():
        geheel = geheel.mask(heel["maat"] == maat, heel[kolom])
    op = ["plan_id", *sleutel]
    samen = delen.groupby(op)["woningen"].sum().rename("samen").reset_index()
    over = heel[op].assign(geheel=geheel).merge(samen, on=op, how="left")
    over["woningen"] = over["geheel"] - over["samen"].fillna(0)
    over = over[over["woningen"].fillna(0) != 0][[*op, "woningen"]].assign(**waar)
    alle = pd.concat([delen[[*over.columns]], over], ignore_index=True)
    return alle.merge(kern, on="plan_id")


def _opgeteld(
    rijen: pd.DataFrame,
    gebieden: pd.DataFrame,
    lezingen: Sequence[Lezing],
    per: list[str],
    kolommen: list[str],
) -> pd.DataFrame:
    """Dwellings of `rijen` per reading, area, hardness and `per`, in that order."""
    groepen = _per_gebied(rijen, gebieden, lezingen).groupby([*SLEUTEL, *per], dropna=False)
    som = groepen["woningen"].sum().reset_index()
    som = som.astype({naam: "Int64" for naam in [*PERIODE, "woningen"] if naam in som})
    plek = {
        "lezing": [lezing["id"] for lezing in lezingen],
        "niveau": list(dict.fromkeys(gebieden["niveau"])),
        "gebied": list(dict.fromkeys(gebieden["gebied"])),
        "hardheid": HARDHEDEN,
    }
    volgorde = {naam: som[naam].map(waarden.index) for naam, waarden in plek.items()}
    op = som.assign(**volgorde).sort_values([*plek, *per]).index
    return som.loc[op, kolommen].reset_index(drop=True)
