"""Sums over subregions and the region: shown, not tested."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from woonanalyse.kern.definitie import Definitie
from woonanalyse.kern.merk import AFGESCHERMD
from woonanalyse.kern.oordeel import NVT, ONBEKEND, oordeel_balans
from woonanalyse.kern.opzet import Opzet
from woonanalyse.onderwerpen.balans.model import bereken, marge, met_editie

KOLOMMEN = [
    "editie", "niveau", "gebied", "variant", "periode_van", "periode_tot", "netto_behoefte",
    "vervanging", "behoefte", "hard_direct", "hard_uit_te_werken", "uitgezonderd", "hard_totaal",
    "telling", "definitie", "dekking", "saldo", "marge", "oordeel",
    "oordeel_samen", "volledigheid", "ontbreekt",
]  # fmt: skip
"""Columns of the sums; as the balance, with what is missing named in `ontbreekt`.

`oordeel_samen`: the judgement of a subregion under the reading that the norm holds for its members together.
"""

VOLLEDIG = "volledig"
"""What `volledigheid` says of a sum of which every member is known."""

_OPTELBAAR = [
    "netto_behoefte", "vervanging", "hard_direct", "hard_uit_te_werken", "hard_ongesplitst",
]  # fmt: skip


def gebieden(
    invoer: pd.DataFrame,
    opzet: Opzet,
    definitie: Definitie,
    regio: str,
    subregios: Sequence[str],
    norm: float,
    regiobehoefte: int | None = None,
    *,
    per_subregio: bool = True,
) -> pd.DataFrame:
    """Sums of `invoer` per subregion, in the order given, then for the region: columns KOLOMMEN.

    The dekking is the ratio of sums. A sum with a member of which the number is unknown is <NA>, and so are
    dekking and saldo; `volledigheid` says of how many members need and hard capacity are known, `ontbreekt`
    names the rest. Where all those are members whose capacity is not shown, neither is that of the sum.
    `regiobehoefte` is a need (dwellings) that exists for the region only. Judgement is always `nvt`; the one
    by `norm` (a fraction) under the reading per subregion is `oordeel_samen`, nvt too where the norm has no
    such reading (not `per_subregio`).
    """
    invoer = invoer.assign(marge=marge(invoer, opzet, definitie, norm))
    delen = [
        _som(invoer[invoer["subregio"] == naam], definitie, "subregio", naam) for naam in subregios
    ]
    delen.append(_som(invoer, definitie, "regio", regio, regiobehoefte))
    samen = pd.concat(delen, ignore_index=True)
    oordelen = oordeel_balans(samen, norm, groep="gebied")
    geen = (samen["niveau"] == "regio") | (
        ~pd.Series(opzet.toets, samen.index) & ~oordelen.isin([ONBEKEND, AFGESCHERMD])
    )
    samen["oordeel_samen"] = oordelen.mask(geen | (not per_subregio), NVT)
    return met_editie(samen, opzet)[KOLOMMEN]


_DELEN = ["hard_direct", "hard_uit_te_werken", "uitgezonderd"]


def _ongesplitst(leden: pd.DataFrame, definitie: Definitie) -> pd.DataFrame:
    """`leden`; as soon as of one the capacity is only there undivided, that of all is."""
    delen = list(definitie.telt_mee)
    if (
        delen != _DELEN[:2]
        or not (leden[delen].isna().any(axis=1) & leden["hard_ongesplitst"].notna()).any()
    ):
        return leden
    heel = bereken(leden, definitie)["hard_totaal"]
    if definitie.vervanging == "van_capaciteit":
        heel = heel + leden["vervanging"]
    leeg = {naam: pd.Series(pd.NA, index=leden.index, dtype="Int64") for naam in _DELEN}
    return leden.assign(hard_ongesplitst=heel, **leeg)


def _som(
    leden: pd.DataFrame,
    definitie: Definitie,
    niveau: str,
    naam: str,
    behoefte: int | None = None,
) -> pd.DataFrame:
    """The sum of `leden`, one row per variant, with dekking only where it is complete."""
    nodig = [*definitie.telt_mee, *([] if behoefte is not None else ["netto_behoefte"])]
    nodig += [] if definitie.vervanging == "geen" else ["vervanging"]
    leden = _ongesplitst(leden, definitie)
    samen = definitie.telt_mee if list(definitie.telt_mee) == _DELEN[:2] else ()
    heel = leden[nodig].assign(**{k: leden[k].fillna(leden["hard_ongesplitst"]) for k in samen})
    gaten = leden[heel.isna().any(axis=1)]
    tellingen = leden.loc[leden["telling"] != AFGESCHERMD, "telling"].unique()
    som = _opgeteld(leden)
    if behoefte is not None:
        som["netto_behoefte"] = pd.array([behoefte] * len(som), dtype="Int64")
    marges = leden.groupby("variant", sort=False)["marge"].sum(min_count=1)
    som["marge"] = som["variant"].map(marges).astype("Float64")
    telling = tellingen[0] if len(tellingen) == 1 else ONBEKEND
    dicht = len(gaten) > 0 and bool((gaten["telling"] == AFGESCHERMD).all())
    som = som.assign(gemeente=naam, telling=AFGESCHERMD if dicht else telling)
    som = bereken(som, definitie)
    zonder = AFGESCHERMD if dicht and som["behoefte"].notna().all() else ONBEKEND
    if len(gaten):
        leeg = pd.Series(pd.NA, index=som.index)
        som = som.assign(dekking=leeg.astype("Float64"), saldo=leeg.astype("Int64"))
    return som.assign(
        niveau=niveau,
        gebied=naam,
        oordeel=NVT if som["dekking"].notna().all() else zonder,
        volledigheid=_volledigheid(leden, heel, definitie, behoefte is not None),
        ontbreekt="; ".join(_zonder_gegevens(gaten)),
    )


def _opgeteld(leden: pd.DataFrame) -> pd.DataFrame:
    """Per variant the sum of each number, <NA> where it is unknown of a member; what is left out
    (uitgezonderd) is the sum of what the sources give."""
    namen, getallen = [*_OPTELBAAR, "uitgezonderd"], {}
    waarden = leden[namen].to_numpy(dtype=float, na_value=np.nan)
    varianten, plekken = leden["variant"].unique(), leden["variant"].to_numpy()
    per = [waarden[plekken == variant] for variant in varianten]
    for plek, naam in enumerate(namen):
        soms = [_som_van(rijen[:, plek], alle=naam != "uitgezonderd") for rijen in per]
        getallen[naam] = pd.array(soms, dtype="Int64")
    return pd.DataFrame({"variant": varianten, **getallen})


def _som_van(getallen: np.ndarray, *, alle: bool) -> Any:
    """Numbers added up, <NA> where none is known; with `alle` as soon as one is not."""
    weg = np.isnan(getallen)
    return pd.NA if weg.all() or (alle and weg.any()) else int(getallen[~weg].sum())


def _volledigheid(
    leden: pd.DataFrame, heel: pd.DataFrame, definitie: Definitie, als_geheel: bool
) -> str:
    """`volledig`, or of how many members need and hard capacity are known; `als_geheel`: the need is known of
    the region alone. `heel` has of `leden` the numbers that the sum needs."""
    if heel.notna().all(axis=None):
        return VOLLEDIG
    waar = {"bij_behoefte": "behoefte", "van_capaciteit": "harde plannen"}.get(definitie.vervanging)
    vraag = [naam for naam in ("netto_behoefte",) if naam in heel]
    nodig = {"behoefte": vraag, "harde plannen": [*definitie.telt_mee]}
    hoeveel = leden["gemeentecode"].nunique()
    delen = []
    for wat, kolommen in nodig.items():
        gat = heel[[*kolommen, *(["vervanging"] if wat == waar else [])]].isna().any(axis=1)
        bekend = hoeveel - leden.loc[gat, "gemeentecode"].nunique()
        alleen = als_geheel and wat == "behoefte" and not gat.any()
        delen.append(f"{wat} als geheel" if alleen else f"{wat} {bekend} van {hoeveel}")
    return ", ".join(delen)


def _zonder_gegevens(gaten: pd.DataFrame) -> list[str]:
    """The members that are not in a sum, with why where their number is there and not shown."""
    telling = gaten.drop_duplicates("gemeente").set_index("gemeente")["telling"]
    return [
        f"{naam} ({AFGESCHERMD})" if hoe == AFGESCHERMD else str(naam)
        for naam, hoe in telling.items()
    ]
