"""The plan list: hard, to be elaborated, soft or onbekend, beside other sources; who to coordinate with."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from woonanalyse.kern.oordeel import ONBEKEND
from woonanalyse.onderwerpen.plannen.afstand import Punten, Ring, afstand_tot_vlak

AFGEROND = "afgerond"
HARDHEDEN = ["hard", "hard_uitwerk", "zacht", ONBEKEND, AFGEROND]
"""What a plan is: hard and direct, hard but to be elaborated, soft, onbekend, or completed."""

STAPEL = ["hard", "hard_uitwerk", "zacht", ONBEKEND]
"""What a plan in which can still be built may be, in the order in which it is shown."""

LIJSTKOLOMMEN = [
    "lezing", "gemeentecode", "gemeente", "subregio", "hardheid", "plannen", "leeg", "woningen",
    "te_slopen", "uitgezonderd",
]  # fmt: skip
"""Columns of the plan list per municipality: numbers of plans and of dwellings.

`leeg` is the number of plans without dwellings left, `woningen` gross, `te_slopen` 0 or more,
`uitgezonderd` <NA> where the list does not say it.
"""


def met_hardheid(plannen: pd.DataFrame, hardheid: pd.DataFrame, lezing: str) -> pd.DataFrame:
    """`plannen` with column hardheid by the reading `lezing`, a column of `hardheid` (key planstatus).

    A completed plan is `afgerond` whatever its status; a status that the reading does not know is
    onbekend, and onbekend is never hard.
    """
    tafel = dict(zip(hardheid["planstatus"], hardheid[lezing], strict=True))
    volgens = plannen["planstatus"].map(tafel).fillna(ONBEKEND).astype("object")
    return plannen.assign(hardheid=volgens.mask(plannen["afgerond"], AFGEROND))


def per_gemeente(
    plannen: pd.DataFrame,
    hardheid: pd.DataFrame,
    gemeenten: pd.DataFrame,
    lezingen: Sequence[Mapping[str, Any]],
) -> pd.DataFrame:
    """Counts and dwellings per reading, municipality and hardheid: columns LIJSTKOLOMMEN.

    Every member of `gemeenten` has a row for each hardheid; one without any plan in the list has
    <NA>: its plans are not in the list, which is not the same as none.
    """
    delen = []
    for lezing in lezingen:
        frame = met_hardheid(plannen, hardheid, lezing["id"])
        frame["leeg"] = (frame["woningen"] == 0).astype("Int64")
        groepen = frame.groupby(["gemeentecode", "hardheid"])
        sommen = groepen[["leeg", "woningen", "te_slopen"]].sum()
        sommen["plannen"] = groepen.size()
        sommen["uitgezonderd"] = groepen["uitgezonderd"].sum(min_count=1)
        heel = _elke_gemeente(sommen, gemeenten, set(plannen["gemeentecode"]))
        delen.append(heel.assign(lezing=lezing["id"]))
    return pd.concat(delen, ignore_index=True)[LIJSTKOLOMMEN]


def _elke_gemeente(sommen: pd.DataFrame, gemeenten: pd.DataFrame, erin: set[str]) -> pd.DataFrame:
    """Every municipality and hardheid; 0 for one that is in the list, <NA> for one that is not."""
    leden = gemeenten[["gemeentecode", "gemeente", "subregio"]]
    rooster = leden.merge(pd.DataFrame({"hardheid": HARDHEDEN}), how="cross")
    heel = rooster.merge(sommen.reset_index(), on=["gemeentecode", "hardheid"], how="left")
    getallen = ["plannen", "leeg", "woningen", "te_slopen"]
    heel = heel.astype(dict.fromkeys([*getallen, "uitgezonderd"], "Int64"))
    aanwezig = heel["gemeentecode"].isin(erin)
    heel[getallen] = heel[getallen].fillna(0)
    heel.loc[~aanwezig, getallen] = pd.NA
    return heel


NAASTKOLOMMEN = [
    "gemeentecode", "gemeente", "subregio", "bron", "telling", "hard", "zacht", ONBEKEND,
    "hard_verschil", "zacht_verschil",
]  # fmt: skip
"""Columns of the sources side by side: dwellings; `*_verschil` is the source minus the first source."""


def naast_elkaar(
    lijst: pd.DataFrame,
    lezingen: Sequence[Mapping[str, Any]],
    bronnen: Mapping[str, pd.DataFrame],
) -> pd.DataFrame:
    """The plan list by each reading, then other sources, per municipality: columns NAASTKOLOMMEN.

    `lijst` is of `per_gemeente`; `bronnen` holds by title gemeentecode, hard, zacht, telling. Hard is
    direct and to be elaborated together. Each source stands as it is, with its own telling; the
    differences are shown, not explained: sources differ in date, in counting and in what they hold.
    """
    leden = lijst.drop_duplicates("gemeentecode")[["gemeentecode", "gemeente", "subregio"]]
    delen = [_van_lijst(lijst, lezing) for lezing in lezingen]
    for titel, frame in bronnen.items():
        kern = frame[["gemeentecode", "telling", "hard", "zacht"]].assign(bron=titel)
        kern[ONBEKEND] = pd.Series(pd.NA, index=kern.index, dtype="Int64")
        delen.append(kern)
    delen = [
        leden.merge(deel, on="gemeentecode", how="left").assign(bron=deel["bron"].iloc[0])
        for deel in delen
    ]
    eerste = delen[0].set_index("gemeentecode")
    for deel in delen:
        for naam in ("hard", "zacht"):
            basis = deel["gemeentecode"].map(eerste[naam])
            deel[f"{naam}_verschil"] = deel[naam].astype("Int64") - basis.astype("Int64")
    return pd.concat(delen, ignore_index=True)[NAASTKOLOMMEN]


def lijstnaam(lezing: Mapping[str, Any]) -> str:
    """What the plan list by one reading is called beside other sources."""
    return f"Plannenlijst ({lezing['naam']})"


def _van_lijst(lijst: pd.DataFrame, lezing: Mapping[str, Any]) -> pd.DataFrame:
    """Gross dwellings of the plan list by one reading."""
    eigen = lijst[lijst["lezing"] == lezing["id"]]
    breed = eigen.pivot(index="gemeentecode", columns="hardheid", values="woningen")
    return pd.DataFrame(
        {
            "bron": lijstnaam(lezing),
            "telling": "bruto",
            "hard": breed["hard"] + breed["hard_uitwerk"],
            "zacht": breed["zacht"],
            ONBEKEND: breed[ONBEKEND],
        }
    ).reset_index()


def per_grootte(plannen: pd.DataFrame, grenzen: Sequence[int]) -> pd.DataFrame:
    """Plans with dwellings left, by size and hardheid (column of `met_hardheid`).

    Columns klasse (text), van (lowest number of dwellings), hardheid, plannen, woningen. `grenzen` are
    the lowest number of each class, ascending; every class and hardheid that can occur has a row.
    """
    over = plannen[plannen["woningen"] >= grenzen[0]]
    klasse = over["woningen"].map(lambda n: max(g for g in grenzen if g <= n))
    groepen = over.assign(van=klasse).groupby(["van", "hardheid"])["woningen"]
    sommen = pd.DataFrame({"plannen": groepen.size(), "woningen": groepen.sum()}).reset_index()
    rooster = pd.DataFrame({"van": list(grenzen)}).merge(
        pd.DataFrame({"hardheid": [h for h in HARDHEDEN if h != AFGEROND]}), how="cross"
    )
    sommen["van"] = sommen["van"].astype("int64")
    heel = rooster.merge(sommen, on=["van", "hardheid"], how="left")
    heel[["plannen", "woningen"]] = heel[["plannen", "woningen"]].astype("Int64").fillna(0)
    heel["klasse"] = heel["van"].map(_klassenamen(grenzen))
    return heel[["klasse", "van", "hardheid", "plannen", "woningen"]]


def op_de_kaart(plannen: pd.DataFrame) -> pd.DataFrame:
    """Plans with dwellings left and a known place (column hardheid of `met_hardheid`), the largest first."""
    over = plannen[(plannen["woningen"] > 0) & (plannen["hardheid"] != AFGEROND)]
    plek = over[["x_rd", "y_rd"]].notna().all(axis=1)
    return over[plek].sort_values(["woningen", "plan_id"], ascending=[False, True])


def _klassenamen(grenzen: Sequence[int]) -> dict[int, str]:
    namen = {}
    for van, volgende in zip(grenzen, [*grenzen[1:], None], strict=True):
        if volgende is None:
            namen[van] = f"{van} of meer"
        else:
            namen[van] = str(van) if volgende - 1 == van else f"{van} tot en met {volgende - 1}"
    return namen


AFSTEMKOLOMMEN = [
    "plan_id", "gemeentecode", "gemeente", "naam", "woningen", "ligging", "met_gemeentecode",
    "met_gemeente", "grond", "afstand_m", "afgestemd", "datum",
]  # fmt: skip
"""Columns of the suggested coordination: one row per plan and other municipality.

`ligging` is an indication from the plan type (binnen, buiten, onbekend); `grond` why this municipality
is suggested; `afstand_m` from the plan's point to its boundary; `afgestemd` ja, nee or onbekend.
"""


def afstemming(
    plannen: pd.DataFrame,
    gemeenten: pd.DataFrame,
    grenzen: Mapping[str, Sequence[Ring]],
    parameters: Mapping[str, Any],
    register: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Suggested planrelevante gemeenten per plan with dwellings left: columns AFSTEMKOLOMMEN.

    Only plans that are new or may still change (`statussen`, without it all), and that replace nothing
    (`te_slopen` is 0). Inside the built-up area (by indication of the plan type) one from `drempel_binnen`
    dwellings is suggested for the other municipalities of its subregion, no farther than
    `hoogste_afstand_m`. Outside it, or where the type says nothing, one from `drempel_buiten` dwellings for
    municipalities whose boundary lies within `afstand_m` of its point; one without a boundary (absent from
    `grenzen`, or without rings) is at an unknown distance.
    `register` (plan_id, met_gemeentecode, afgestemd, datum) records what was done; no record is
    onbekend. Municipalities outside the region are not in `grenzen` and so not suggested. Without
    `parameters`, where the region has no thresholds, there are no rows.
    """
    open_ = _aan_de_orde(plannen, parameters) if parameters else plannen.iloc[:0]
    leden = [
        _lid(code, naam, subregio, grenzen.get(code, ()))
        for code, naam, subregio in gemeenten[["gemeentecode", "gemeente", "subregio"]].itertuples(
            index=False
        )
    ]
    kaders = np.array([lid.kader for lid in leden], dtype=float).reshape(-1, 4)
    rijen = [
        rij for _, plan in open_.iterrows() for rij in _voor_plan(plan, leden, kaders, parameters)
    ]
    frame = pd.DataFrame(rijen, columns=AFSTEMKOLOMMEN[:-2])
    frame = frame.astype({"woningen": "Int64", "afstand_m": "Int64"})
    if register is None:
        return frame.assign(afgestemd=ONBEKEND, datum=None)[AFSTEMKOLOMMEN]
    sleutel = ["plan_id", "met_gemeentecode"]
    frame = frame.merge(register[[*sleutel, "afgestemd", "datum"]], on=sleutel, how="left")
    frame["afgestemd"] = frame["afgestemd"].fillna(ONBEKEND)
    return frame[AFSTEMKOLOMMEN]


def _aan_de_orde(plannen: pd.DataFrame, parameters: Mapping[str, Any]) -> pd.DataFrame:
    """Plans with dwellings left that are new or may change, and replace nothing."""
    open_ = plannen[~plannen["afgerond"] & (plannen["woningen"] > 0) & ~(plannen["te_slopen"] > 0)]
    statussen = parameters.get("statussen")
    return open_ if statussen is None else open_[open_["planstatus"].isin(statussen)]


class _Lid(NamedTuple):
    """A municipality that may be suggested; `kader` is lowest x, y and highest x, y of its boundary."""

    gemeentecode: str
    gemeente: str
    subregio: str
    ringen: list[Punten]
    kader: tuple[float, float, float, float]


SPELING = 1.0
"""Metres by which a frame is taken wider, so that rounding leaves nobody out."""


def _lid(code: str, gemeente: str, subregio: str, ringen: Sequence[Ring]) -> _Lid:
    """A member with its boundary as arrays; without a boundary its frame is nowhere."""
    punten = [np.asarray(ring, dtype=float) for ring in ringen]
    if not punten:
        return _Lid(code, gemeente, subregio, [], (np.nan,) * 4)
    alle = np.concatenate(punten)
    laag, hoog = alle.min(axis=0), alle.max(axis=0)
    return _Lid(code, gemeente, subregio, punten, (laag[0], laag[1], hoog[0], hoog[1]))


def _voor_plan(
    plan: pd.Series, leden: Sequence[_Lid], kaders: np.ndarray, parameters: Mapping[str, Any]
) -> list[dict[str, Any]]:
    ligging = parameters["ligging_uit_plantype"].get(plan["plantype"], ONBEKEND)
    binnen = ligging == "binnen"
    drempel = parameters["drempel_binnen"] if binnen else parameters.get("drempel_buiten", 1)
    if plan["woningen"] < drempel:
        return []
    hoogste = parameters.get("hoogste_afstand_m", math.inf) if binnen else parameters["afstand_m"]
    plek = None
    if pd.notna(plan["x_rd"]) and pd.notna(plan["y_rd"]):
        plek = (float(plan["x_rd"]), float(plan["y_rd"]))
    if binnen:
        kandidaten = [lid for lid in leden if lid.subregio == plan["subregio"]]
    elif plek is None:
        return []
    else:
        bereik = parameters["afstand_m"] + SPELING
        dichtbij = _binnen_bereik(*plek, kaders, bereik)
        kandidaten = [lid for lid, raakt in zip(leden, dichtbij, strict=True) if raakt]
    eigen = {naam: plan[naam] for naam in AFSTEMKOLOMMEN[:5]}
    rijen = []
    for lid in kandidaten:
        if lid.gemeentecode == plan["gemeentecode"]:
            continue
        afstand = None
        if plek is not None and lid.ringen:
            afstand = afstand_tot_vlak(*plek, lid.ringen)
        if (binnen and afstand is None) or (afstand is not None and afstand <= hoogste):
            rijen.append(
                {
                    **eigen,
                    "ligging": ligging,
                    "met_gemeentecode": lid.gemeentecode,
                    "met_gemeente": lid.gemeente,
                    "grond": "zelfde subregio" if binnen else "afstand tot de grens",
                    "afstand_m": None if afstand is None else round(afstand),
                }
            )
    return rijen


def _binnen_bereik(x: float, y: float, kaders: np.ndarray, bereik: float) -> np.ndarray:
    """Which frames lie within `bereik` of (x, y): nobody whose boundary is nearer is left out."""
    opzij = np.maximum(np.maximum(kaders[:, 0] - x, x - kaders[:, 2]), 0.0)
    omhoog = np.maximum(np.maximum(kaders[:, 1] - y, y - kaders[:, 3]), 0.0)
    return np.asarray(np.hypot(opzij, omhoog) <= bereik)


WOORDEN = {
    "hard": "hard, direct te bouwen",
    "hard_uitwerk": "hard, nog uit te werken",
    "zacht": "zacht",
    ONBEKEND: "status onbekend",
    AFGEROND: "afgerond",
}
