"""What the model reads has its columns, types and words, whoever made it."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest
from invoerbouw import naast_elkaar

from woonanalyse.onderwerpen.balans.invoer import INVOER, toets


def met(kolom: str, cel: object) -> Callable[[pd.DataFrame], pd.DataFrame]:
    """A frame of which the last cell of one column is another."""
    return lambda frame: frame.assign(
        **{kolom: pd.Series([*frame[kolom][:-1], cel], frame.index, dtype="object")}
    )


BEDERF = {
    "a column is gone": lambda frame: frame.drop(columns="vervanging"),
    "a column too many": lambda frame: frame.assign(anders=1),
    "another order": lambda frame: frame[list(INVOER)[::-1]],
    "numbers as fractions": lambda frame: frame.astype({"hard_direct": "Float64"}),
    "numbers as text": lambda frame: frame.astype({"hard_direct": "object"}),
    "no code": met("gemeentecode", None),
    "a code of something else": met("gemeentecode", "WK000101"),
    "more than a code": met("gemeentecode", "GM0002\n"),
    "no name": met("gemeente", pd.NA),
    "no subregion": met("subregio", float("nan")),
    "a number for a name": met("gemeente", 7),
    "an unknown variant": met("variant", "heel hoog"),
    "no variant": met("variant", None),
    "an unknown count": met("telling", "Bruto"),
}


@pytest.mark.parametrize("soort", BEDERF)
def test_what_is_not_the_input_of_the_model_is_refused(soort: str) -> None:
    goed = naast_elkaar(10, [10, 20])
    assert toets(goed) is goed
    with pytest.raises(ValueError, match="INVOER"):
        toets(BEDERF[soort](goed))


def test_a_municipality_stands_once_in_a_variant() -> None:
    goed = naast_elkaar(10, [10, 20])
    with pytest.raises(ValueError, match="second one of GM"):
        toets(pd.concat([goed, goed], ignore_index=True))
    toets(pd.concat([goed, goed.assign(variant="hoog")], ignore_index=True))


def test_a_name_may_be_any_text() -> None:
    vreemd = naast_elkaar(10, [10, 20])
    vreemd = met("gemeente", "'s-\nX\x00漢")(vreemd)
    assert toets(vreemd) is vreemd
