"""Which plans of a list are drawn on a map, and why the others are not."""

from __future__ import annotations

from typing import Any

import pandas as pd
from shapely.geometry import box

from woonanalyse.kern.plaats import ruimte
from woonanalyse.onderwerpen.kaart.model import verdeel
from woonanalyse.onderwerpen.plannen.model import op_de_kaart

GEBIED = box(0, 0, 1000, 1000)
RAND = 1000 + ruimte("buiten_gemeente_m")


def lijst(*rijen: tuple[str, int, str, Any, Any]) -> pd.DataFrame:
    """Plans of (id, dwellings left, hardheid, x, y)."""
    kolommen = ["plan_id", "woningen", "hardheid", "x_rd", "y_rd"]
    return pd.DataFrame(rijen, columns=kolommen).astype(
        {"woningen": "Int64", "x_rd": "Float64", "y_rd": "Float64"}
    )


def test_plans_with_dwellings_and_a_place_the_largest_first() -> None:
    plannen = lijst(
        ("c", 5, "hard", 1, 1), ("a", 1, "zacht", 1, 1), ("b", 5, "onbekend", 1, 1),
        ("d", 9, "afgerond", 1, 1), ("e", 0, "hard", 1, 1), ("f", 9, "hard", None, 1),
        ("g", 9, "hard", 1, None),
    )  # fmt: skip
    assert op_de_kaart(plannen)["plan_id"].tolist() == ["b", "c", "a"]


def test_every_plan_is_drawn_or_counted_by_the_first_reason_why_not() -> None:
    plannen = lijst(
        ("in", 1, "hard", 500, 500), ("rand", 2, "zacht", RAND, 500), ("ver", 3, "hard", RAND + 1, 5),
        ("leeg", 0, "hard", 500, 500), ("leeg en af", 0, "afgerond", 500, 500),
        ("af", 4, "afgerond", 500, 500), ("af, ver", 4, "afgerond", RAND + 1, 5),
        ("af, geen plek", 4, "afgerond", None, None), ("geen plek", 5, "hard", None, 500),
        ("geen plek 2", 5, "onbekend", 500, None), ("geen plek 3", 5, "zacht", None, None),
        ("geen plek 4", 5, "hard", None, None),
    )  # fmt: skip
    getekend, niet = verdeel(plannen, GEBIED)
    assert getekend["plan_id"].tolist() == ["rand", "in"]
    assert list(niet.items()) == [
        ("zonder woningen over", 2),
        ("al afgerond", 3),
        ("zonder bekende plaats", 4),
        ("buiten de regio", 1),
    ]
    assert len(getekend) + sum(niet.values()) == len(plannen)


def test_a_reason_that_holds_for_none_is_not_named() -> None:
    assert verdeel(lijst(("in", 1, "hard", 500, 500)), GEBIED).niet == {}
    alles_weg = verdeel(lijst(("leeg", 0, "hard", None, None)), GEBIED)
    assert alles_weg.getekend.empty and alles_weg.niet == {"zonder woningen over": 1}
