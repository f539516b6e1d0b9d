"""A definition of dekking: what counts as need, and what as hard capacity."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Definitie:
    """`telt_mee`: the columns of hard capacity that count; `vervanging`: where the replacement of demolished
    dwellings goes (bij_behoefte, van_capaciteit, geen); `telling`: how the source must have counted (bruto,
    netto; onbekend where it does not say so and divides all the same: then its own ratio is what is meant).
    """

    id: str
    naam: str
    uitleg: str
    telt_mee: tuple[str, ...]
    vervanging: str
    telling: str
    bron: str


def als_definitie(velden: Mapping[str, Any]) -> Definitie:
    """An entry of the file of definitions that its schema has checked."""
    return Definitie(**{**velden, "telt_mee": tuple(velden["telt_mee"])})
