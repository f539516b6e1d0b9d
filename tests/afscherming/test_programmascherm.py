"""The programme tells no plan that is not public: not by itself, and not by what an area leaves over."""

from __future__ import annotations

import pandas as pd
import pytest

from woonanalyse.kern.merk import is_afgeschermd
from woonanalyse.onderwerpen.strategie.openbaar import Drempel
from woonanalyse.onderwerpen.strategie.programmascherm import DICHT, VERBORGEN, scherm_af

DREMPEL = Drempel(plannen=3, eigenaren=2, aandeel=0.6)
LEDEN = pd.DataFrame({"gemeentecode": ["A", "B", "C", "D"], "subregio": ["x", "x", "y", "y"]})
GENOEG = [("p", 10), ("q", 10), ("q", 1)]
"""Owners and dwellings of plans that are enough together."""
GEBIEDEN = [
    *(("gemeente", code, code) for code in "ABCD"),
    *(("subregio", naam, "") for naam in "xy"),
    ("regio", "z", ""),
]


def dicht(verborgen: dict[str, list[tuple[str, int]]]) -> str:
    """The areas of which the programme is marked."""
    programma = pd.DataFrame(GEBIEDEN, columns=["niveau", "gebied", "gemeentecode"])
    programma = programma.assign(gepland_bron="fasering", **dict.fromkeys(DICHT, 5))
    rijen = [(code, rol, aantal) for code, alle in verborgen.items() for rol, aantal in alle]
    uit = scherm_af(programma, LEDEN, pd.DataFrame(rijen, columns=VERBORGEN), DREMPEL)
    weg = uit[DICHT].map(is_afgeschermd).all(axis=1)
    assert not uit.loc[~weg, DICHT].map(is_afgeschermd).any(axis=None)
    assert set(uit.loc[weg, "gepland_bron"]) <= {"afgeschermd"}
    return "".join(uit.loc[weg, "gebied"])


@pytest.mark.parametrize(
    ("verborgen", "verwacht"),
    [
        ({}, ""),
        ({"A": GENOEG}, ""),
        ({"A": [("p", 10)]}, "Axz"),
        ({"A": [("p", 10)], "B": [("q", 10)]}, "ABxz"),
        ({"A": [("p", 10), ("p", 1)], "B": [("q", 10)]}, "AB"),
        ({"A": [("p", 10)], "B": GENOEG}, "Axz"),
        ({"A": [("p", 10)], "C": [("q", 10)]}, "ACxyz"),
        ({"A": [("p", 10), ("p", 1)], "C": [("q", 10)]}, "ACxy"),
        ({"A": [("", 10), ("", 1), ("", 1)]}, "Axz"),
    ],
)
def test_an_area_is_shown_only_where_no_few_plans_are_left_over(
    verborgen: dict[str, list[tuple[str, int]]], verwacht: str
) -> None:
    assert dicht(verborgen) == verwacht
