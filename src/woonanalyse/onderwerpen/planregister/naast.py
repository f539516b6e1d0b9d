"""The plan register beside totals that others published: what differs, and what is known of why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from woonanalyse.kern.getal import datum
from woonanalyse.kern.oordeel import ONBEKEND
from woonanalyse.onderwerpen.planregister.model import HARD

SOORTEN = {"hard": HARD, "zacht": ["zacht"]}
"""What is published, and the hardnesses of the register that it is."""

KOLOMMEN = [
    "lezing", "niveau", "gebied", "soort", "telling", "peildatum", "gepubliceerd", "register",
    "verschil", "ontbreekt", "over", "verklaring",
]  # fmt: skip
"""Columns of the register beside a published total: a row per reading, area and soort (hard, zacht).

Dwellings: `gepubliceerd` as the source counts (`telling`, of `peildatum`), `register` in the same way,
`verschil` = register - gepubliceerd. Of that `ontbreekt` is minus what the source has for members that are
not in the register, `over` is the rest: verschil = ontbreekt + over. `verklaring`: what is known of it, in
Dutch; another date or an unknown counting is named, but explains nothing.
"""


def naast(
    sommen: pd.DataFrame,
    gebieden: pd.DataFrame,
    gepubliceerd: pd.DataFrame,
    namen: Mapping[str, str],
    telling: str,
    peildatum: str,
    eigen_peildatum: str,
) -> pd.DataFrame:
    """The sums of the register beside one published table: columns KOLOMMEN.

    `sommen` of model.sommen and `gebieden` of model.gebieden_van; `gepubliceerd` has gemeentecode, hard and
    zacht (dwellings), `telling` says how it counts (bruto, netto or onbekend: then bruto is beside it).
    `namen`: of the readings, by id. Dates are ISO 8601. A published total has one hardness of its own and
    can't be read otherwise: every reading of the register stands beside the same number.
    """
    eigen = _breed(sommen)
    heel = eigen.merge(_opgeteld(gepubliceerd, gebieden, eigen), on=["niveau", "gebied", "soort"])
    heel["register"] = heel["netto" if telling == "netto" else "bruto"]
    heel["verschil"] = heel["register"] - heel["gepubliceerd"]
    heel["over"] = heel["verschil"] - heel["ontbreekt"]
    anders = [f"peildatum {datum(peildatum)}"] if peildatum != eigen_peildatum else []
    anders += ["telling onbekend"] if telling == ONBEKEND else []
    niet = "niet verklaard" + (f" ({', '.join(anders)})" if anders else "")
    heel["verklaring"] = [_verklaring(rij, heel, namen, niet) for rij in heel.itertuples()]
    return heel.assign(telling=telling, peildatum=peildatum)[KOLOMMEN]


def _breed(sommen: pd.DataFrame) -> pd.DataFrame:
    """Per reading, area and soort the dwellings gross and net; <NA> where one of its parts is."""
    delen = []
    for soort, hardheden in SOORTEN.items():
        eigen = sommen[sommen["hardheid"].isin(hardheden)]
        groep = eigen.groupby(["lezing", "niveau", "gebied"], sort=False)
        som = groep[["bruto", "netto"]].agg(_som)
        som["geleverd"] = groep["geleverd"].first()
        delen.append(som.reset_index().assign(soort=soort))
    return pd.concat(delen, ignore_index=True)


def _opgeteld(
    gepubliceerd: pd.DataFrame, gebieden: pd.DataFrame, eigen: pd.DataFrame
) -> pd.DataFrame:
    """Per area and soort what the source has, and minus what it has for members without a register."""
    erin = eigen.loc[(eigen["niveau"] == "gemeente") & (eigen["geleverd"] > 0), "gebied"]
    lang = gepubliceerd.melt(
        "gemeentecode", value_vars=list(SOORTEN), var_name="soort", value_name="gepubliceerd"
    ).astype({"gepubliceerd": "Int64"})
    lang["ontbreekt"] = -lang["gepubliceerd"].mask(lang["gemeentecode"].isin(erin), 0)
    per = gebieden.merge(lang, on="gemeentecode").groupby(["niveau", "gebied", "soort"])
    return per[["gepubliceerd", "ontbreekt"]].agg(_som).reset_index()


def _som(kolom: pd.Series) -> Any:
    """The sum; <NA> as soon as a part is."""
    return kolom.sum(skipna=False)


def _verklaring(rij: Any, heel: pd.DataFrame, namen: Mapping[str, str], niet: str) -> str:
    """What is known of a difference: none, a municipality, the counting, a reading, or `niet`."""
    if rij.geleverd == 0:
        return "niet in het register"
    if pd.isna(rij.verschil):
        return ONBEKEND
    delen = ["gemeenten die niet in het register staan"] if rij.ontbreekt else []
    if rij.over:
        delen += _waardoor(rij, heel, namen) or [niet]
    return "; ".join(delen) or "gelijk"


def _waardoor(rij: Any, heel: pd.DataFrame, namen: Mapping[str, str]) -> list[str]:
    """With what the same members would be equal: the other counting, or another reading of hard."""
    doel = rij.gepubliceerd + rij.ontbreekt
    tellingen = {"bruto": rij.bruto, "netto": rij.netto}
    zelfde = heel[
        (heel["niveau"] == rij.niveau)
        & (heel["gebied"] == rij.gebied)
        & (heel["soort"] == rij.soort)
        & (heel["register"] == doel).fillna(False)
    ]
    return [
        *(f"gelijk als het register {t} telt" for t, n in tellingen.items() if _is(n, doel)),
        *(f"gelijk bij de lezing {namen[lezing]}" for lezing in zelfde["lezing"]),
    ]


def _is(getal: Any, doel: Any) -> bool:
    return bool(pd.notna(getal) and getal == doel)
