"""The projection of an edition beside what was published for later days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import pandas as pd

from woonanalyse.onderwerpen.strategie.programma import Jaren
from woonanalyse.onderwerpen.strategie.projectie import (
    projecteer,
    tempo,
    toets,
    toets_samen,
    werkelijk,
)
from woonanalyse.onderwerpen.strategie.stand import Stand, met_code

KOLOMMEN = [
    "editie", "dag", "bouw", "niveau", "gebied", "gemeentecode", "jaren", "hard_begin", "gebouwd_laag",
    "gebouwd_hoog", "hard_laag", "hard_hoog", "gepubliceerd", "telling", "mis", "ingetrokken", "bron",
]  # fmt: skip
"""Dwellings. `bouw`: eigen tempo (what was known then) or werkelijk gebouwd; `telling` how the published was
counted; `mis`: published minus the nearest end of the range; `ingetrokken`: what the register of measures
says was withdrawn, on a date that is not always known: never in the sum."""

EIGEN_TEMPO, WERKELIJK = "eigen tempo", "werkelijk gebouwd"

_GETALLEN = [
    "jaren", "hard_begin", "gebouwd_laag", "gebouwd_hoog", "hard_laag", "hard_hoog", "gepubliceerd", "mis",
    "ingetrokken",
]  # fmt: skip


class Gepubliceerd(NamedTuple):
    """What was published for a later day: dwellings by code of a municipality, or of the region under its
    name; how each was counted; and where."""

    dag: date
    woningen: Mapping[str, int]
    telling: Mapping[str, str]
    bron: str


def terugtoets(
    stand: Stand,
    gepubliceerd: Sequence[Gepubliceerd],
    parameters: Mapping[str, Mapping[str, Any]],
    ingetrokken: Mapping[str, int],
) -> pd.DataFrame:
    """The projection to the day of each of `gepubliceerd` that is a 1 January after the reference date, with
    the own pace and with what was really built: columns KOLOMMEN. No rows where nothing was published.
    """
    rijen = []
    for later in gepubliceerd if stand.peildatum is not None else ():
        assert stand.peildatum is not None
        heel = (later.dag.month, later.dag.day) == (stand.peildatum.month, stand.peildatum.day)
        jaren = later.dag.year - stand.peildatum.year
        if heel and jaren > 0:
            for bouw, per in _bouw(stand, jaren).items():
                uit = projecteer(stand.leden[["gemeentecode", "hard"]], per, jaren, parameters, {})
                rijen += _rijen(stand, later, bouw, uit, ingetrokken)
    return met_code(_getypt(rijen), stand.gebieden, stand.editie)[KOLOMMEN]


def _bouw(stand: Stand, jaren: int) -> dict[str, pd.DataFrame]:
    assert stand.peildatum is not None
    van = stand.peildatum.year
    return {
        EIGEN_TEMPO: tempo(stand.voorraad, *stand.tempojaren),
        WERKELIJK: werkelijk(stand.voorraad, *Jaren(van, van + jaren - 1)),
    }


def _rijen(
    stand: Stand,
    later: Gepubliceerd,
    bouw: str,
    uit: pd.DataFrame,
    ingetrokken: Mapping[str, int],
) -> list[dict[str, Any]]:
    """A row per municipality that was published, and one for the region where that was."""
    regio = str(stand.gebieden["gebied"].iloc[-1])
    namen = stand.leden.set_index("gemeentecode")["gemeente"].to_dict()
    rijen = []
    kolommen = ["hard_begin", "gebouwd_laag", "gebouwd_hoog"]
    per = uit.set_index("gemeentecode")[kolommen].astype("object").to_dict("index")
    for naast in toets(uit, later.woningen).to_dict("records"):
        code = naast.pop("gebied")
        if code in later.woningen:
            eigen = per[code]
            eraf = ingetrokken.get(code, pd.NA)
            wie = {"niveau": "gemeente", "gebied": namen[code], "ingetrokken": eraf}
            rijen.append({**naast, **eigen, **wie, "telling": later.telling[code]})
    if regio in later.woningen:
        som = uit[kolommen].sum(skipna=False).to_dict()
        naast = toets_samen(uit, regio, later.woningen[regio]).to_dict("records")[0]
        wie = {"niveau": "regio", "ingetrokken": pd.NA, "telling": later.telling[regio]}
        rijen.append({**naast, **som, **wie})
    vast = {
        "dag": later.dag.isoformat(),
        "bouw": bouw,
        "jaren": int(uit["jaren"].iloc[0]),
        "bron": later.bron,
    }
    return [{**rij, **vast} for rij in rijen]


def _getypt(rijen: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    kolommen = [naam for naam in KOLOMMEN if naam not in ("editie", "gemeentecode")]
    frame = pd.DataFrame(rijen, columns=kolommen)
    return frame.astype(dict.fromkeys(_GETALLEN, "Int64"))
