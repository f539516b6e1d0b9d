"""The norms that a proposal must keep, from the need and its band, the judgement and the conditions."""

from __future__ import annotations

from math import ceil, floor

import pandas as pd

from woonanalyse.kern.oordeel import ONBEKEND, OP_DE_GRENS, OP_DE_NORM
from woonanalyse.onderwerpen.strategie.voorstel import NORMKOLOMMEN

GEBIEDKOLOMMEN = ["gebied", "behoefte_laag", "behoefte_hoog", "oordeel", "voorwaarden"]
"""An area to which a norm applies: need in dwellings, the judgement of its balance (kern.oordeel) and whether
the conditions to use the top of the band are met: vervuld, niet vervuld, onbekend or n.v.t."""

LEDENKOLOMMEN = ["gebied", "gemeentecode", "hard"]
"""The municipalities of an area with their hard capacity in dwellings."""

ZONDERKOLOMMEN = ["gebied", "reden"]
"""Areas without a norm, and why."""

VERVULD = "vervuld"
LAAG, HOOG = "laag", "hoog"
_SPELING = 1e-9
"""What a product of a norm and a need may be off."""


def kanten(gebieden: pd.DataFrame) -> list[str]:
    """The ends of the band for which a proposal is asked: both where conditions of an area are unknown."""
    onbekend = (gebieden["voorwaarden"] == ONBEKEND).any()
    return [LAAG, HOOG] if onbekend else [LAAG]


def normrijen(
    naam: str,
    gebieden: pd.DataFrame,
    leden: pd.DataFrame,
    kant: str,
    *,
    hoogstens: float | None = None,
    ten_minste: float | None = None,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """NORMKOLOMMEN of a norm called `naam`, and ZONDERKOLOMMEN: areas that it cannot be counted for.

    `gebieden` has GEBIEDKOLOMMEN, `leden` LEDENKOLOMMEN. The need is that of the window of the norm: fixed,
    or from the deadline on; where such a need is not known there is no norm. It is taken at the end of the
    band that the conditions give, and at `kant` where they are unknown. An area op de norm or op de grens
    keeps what it has: nothing goes back for it.
    """
    hard = leden.groupby("gebied")["hard"].agg(lambda waarden: waarden.sum(skipna=False))
    rijen, zonder = [], []
    for gebied in gebieden.itertuples():
        behoefte = (
            gebied.behoefte_hoog
            if _kant(gebied.voorwaarden, kant) == HOOG
            else gebied.behoefte_laag
        )
        nu = hard.get(gebied.gebied, pd.NA)
        reden = _reden(behoefte, nu)
        if reden:
            zonder.append((gebied.gebied, reden))
            continue
        tot = pd.NA if hoogstens is None else floor(behoefte * hoogstens + _SPELING)
        if hoogstens is not None and gebied.oordeel in (OP_DE_NORM, OP_DE_GRENS):
            tot = max(tot, int(nu))
        van = pd.NA if ten_minste is None else ceil(behoefte * ten_minste - _SPELING)
        rijen += [
            (f"{naam} {gebied.gebied}", lid.gemeentecode, 1, int(lid.hard), van, tot)
            for lid in leden[leden["gebied"] == gebied.gebied].itertuples()
        ]
    frame = pd.DataFrame(rijen, columns=NORMKOLOMMEN)
    getallen = dict.fromkeys(("nu", "laag", "hoog"), "Int64")
    return frame.astype(getallen), pd.DataFrame(zonder, columns=ZONDERKOLOMMEN)


def _kant(voorwaarden: str, kant: str) -> str:
    if voorwaarden == ONBEKEND:
        return kant
    return HOOG if voorwaarden == VERVULD else LAAG


def _reden(behoefte: object, nu: object) -> str:
    if pd.isna(behoefte):
        return "de behoefte over de jaren van de norm is niet bekend: de norm geldt hier niet"
    return "de harde plancapaciteit is niet bekend" if pd.isna(nu) else ""
