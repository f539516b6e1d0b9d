"""What can be said of a delivery: one list (`meldingen*.yml`) for whoever reads, checks or takes one in."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal

from woonanalyse.kern.catalogus import lees_verklaring
from woonanalyse.leveringen.levering import Cel, Melding


@dataclass(frozen=True)
class Regel:
    """What a code says: `verwacht` and `herstel` are Dutch, with {names} that the caller fills in."""

    soort: Literal["fout", "waarschuwing", "notitie"]
    verwacht: str
    herstel: str = ""


@cache
def regels() -> Mapping[str, Regel]:
    """All codes of the list."""
    map_ = resources.files("woonanalyse") / "leveringen"
    lijsten = [pad for pad in map_.iterdir() if re.fullmatch(r"meldingen\w*\.yml", pad.name)]
    return {code: Regel(**regel) for pad in lijsten for code, regel in lees_verklaring(pad).items()}


def meld(
    code: str, cellen: Sequence[Cel], gevonden: object = "", veld: str = "", **woorden: object
) -> Melding:
    """The Melding of `code` (of the list) about `cellen`; `woorden` fills in what the text leaves open.

    Raises KeyError for a code that is not in the list, or a word that its text asks for.
    """
    regel = regels()[code]
    return Melding(
        soort=regel.soort,
        code=code,
        cellen=tuple(cellen),
        gevonden=str(gevonden),
        verwacht=regel.verwacht.format_map(woorden),
        herstel=regel.herstel.format_map(woorden),
        veld=veld,
    )
