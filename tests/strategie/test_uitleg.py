"""What doing nothing means, and what a choice and a norm cost."""

from __future__ import annotations

import pandas as pd
import pytest
from strategiehulp import vraag

from woonanalyse.onderwerpen.strategie.uitleg import (
    bij_nietsdoen,
    kosten_van_keuze,
    kosten_van_normen,
)

A, B = "GM0001", "GM0002"
OPTIES = [
    ("goedkoop", A, "intrekken", 10, 10, -1, "", 1, 0),
    ("duur", A, "intrekken", 10, 10, -1, "", 3, 1),
    ("elders", B, "intrekken", 5, 5, -1, "", 1, 0),
]
NORMEN = [
    ("hoogstens A", A, 1, 30, pd.NA, 20),
    ("hoogstens B", B, 1, 20, pd.NA, 25),
    ("ten minste A", A, 1, 30, 35, pd.NA),
]


def test_doing_nothing_is_told_in_dwellings() -> None:
    uit = bij_nietsdoen(vraag(OPTIES, NORMEN)).set_index("norm")
    assert uit["te_veel"].to_dict() == {"hoogstens A": 10, "hoogstens B": 0, "ten minste A": 0}
    assert uit["te_weinig"].to_dict() == {"hoogstens A": 0, "hoogstens B": 0, "ten minste A": 5}


def test_a_choice_costs_what_the_goals_differ() -> None:
    deze = vraag(OPTIES, NORMEN[:2], [("van de raad", "goedkoop", "")])
    kosten = kosten_van_keuze(deze, "van de raad").set_index("doel")["verschil"]
    assert kosten.to_dict() == {"criterium": 20, "schade": 10, "plannen": 0, "eraf": 0}
    with pytest.raises(ValueError, match="geen keuze"):
        kosten_van_keuze(deze, "van niemand")


def test_a_choice_that_makes_it_impossible_has_no_price() -> None:
    deze = vraag(OPTIES[:1], NORMEN[:1], [("van de raad", "goedkoop", "")])
    assert kosten_van_keuze(deze, "van de raad")["verschil"].isna().all()


def test_a_norm_that_does_not_bind_costs_nothing() -> None:
    kosten = kosten_van_normen(vraag(OPTIES, NORMEN[:2])).set_index(["wat", "doel"])["verschil"]
    assert kosten["norm: hoogstens A", "criterium"] == 10
    assert (kosten["norm: hoogstens B"] == 0).all()
