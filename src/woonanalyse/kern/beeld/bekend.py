"""A table without columns of which nothing is known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from woonanalyse.kern.getal import ONBEKEND, opsomming


class Bekend(NamedTuple):
    """The heads, rows and widths that are left, and a piece of a caption that names what is left out: empty,
    or from its semicolon on."""

    koppen: list[str]
    rijen: list[list[str]]
    breed: list[int]
    weg: str


def zonder_onbekend(
    koppen: Sequence[str],
    rijen: Sequence[Sequence[str]],
    breed: Sequence[int],
    leeg: str = ONBEKEND,
) -> Bekend:
    """Without the columns after the first that say `leeg` in every row that says anything."""
    weg = [nr for nr in range(1, len(koppen)) if {rij[nr] for rij in rijen} - {""} == {leeg}]
    blijft = [nr for nr in range(len(koppen)) if nr not in weg]
    namen = [f"{koppen[nr][:1].lower()}{koppen[nr][1:]}" for nr in weg]
    return Bekend(
        [koppen[nr] for nr in blijft],
        [[rij[nr] for nr in blijft] for rij in rijen],
        [breed[nr] for nr in blijft],
        f"; in elke rij {leeg}: {opsomming(namen)}" if namen else "",
    )
