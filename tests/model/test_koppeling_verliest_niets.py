"""Matching two plan lists loses no plan, whatever their ids are; what tells nothing apart matches nothing."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from model.test_koppeling import lijst, reken

plannen = st.lists(
    st.tuples(
        st.sampled_from(["0", "1", "2", "-", "", "1E3", "A1"]),
        st.sampled_from(["Veld", "Bos", "Veld fase 2"]),
        st.integers(0, 30),
        st.sampled_from([0.0, 100.0, 9000.0]),
        st.just(0.0),
        st.just(False),
        st.just("1A"),
        st.sampled_from(["A", "B"]),
    ),
    max_size=6,
)


def geteld(uit: pd.DataFrame, wanneer: str) -> Counter[tuple[str, str]]:
    """How many plans of one list came out, by id and name; a split stands in more than one row."""
    kolommen = [f"plan_id_{wanneer}", f"naam_{wanneer}"]
    los = uit[uit[kolommen[1]].notna() & ~uit["soort"].isin(["gesplitst", "samengevoegd"])]
    return Counter(los[kolommen].itertuples(index=False, name=None))


@settings(max_examples=60, deadline=None)
@given(plannen, plannen)
def test_what_went_in_is_matched_or_not_matched(toen: list[Any], nu: list[Any]) -> None:
    uit = reken(lijst(*toen), lijst(*nu))
    groepen = uit["soort"].isin(["gesplitst", "samengevoegd"])
    for rijen, wanneer in ((toen, "toen"), (nu, "nu")):
        heen = Counter((rij[0], rij[1]) for rij in rijen)
        terug = geteld(uit, wanneer)
        in_groep = set(uit.loc[groepen, f"naam_{wanneer}"])
        assert all(terug[plan] <= aantal for plan, aantal in heen.items())
        assert all(plan[1] in in_groep for plan in heen - terug)
        assert not terug - heen


@pytest.mark.parametrize("geen", ["0", "-", "", "000", "#NAAM?", "1.2E+06"])
def test_an_id_that_is_none_links_nothing(geen: str) -> None:
    uit = reken(lijst((geen, "Veld", 10)), lijst((geen, "Bos", 20, 9000.0)))
    assert sorted(uit["soort"]) == ["ingetrokken", "nieuw"]


def test_eleven_plans_without_an_id_are_eleven_plans() -> None:
    toen = lijst(*[("0", f"Plan {nr}", 10, nr * 1000.0) for nr in range(11)])
    uit = reken(toen, toen)
    assert len(uit) == 11 and set(uit["soort"]) == {"ongewijzigd"}
    assert "plan_id" not in set(uit["grond"])


def test_an_id_of_two_plans_links_neither() -> None:
    uit = reken(
        lijst(("7", "Veld", 10), ("7", "Bos", 20, 9000.0)), lijst(("7", "Heide", 30, 50000.0))
    )
    assert Counter(uit["soort"]) == {"ingetrokken": 2, "nieuw": 1}
