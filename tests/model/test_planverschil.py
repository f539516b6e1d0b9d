"""What became of plans: made registers for each thing that can happen to one."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from planregisterhulp import BREED, SMAL, tabellen

from woonanalyse.onderwerpen.planregister.koppeling import koppel
from woonanalyse.onderwerpen.planregister.planverschil import KOLOMMEN, per_gemeente, planverschil
from woonanalyse.onderwerpen.planregister.tabellen import koppelregels

HAVEN = {"plan_id": "A1", "naam": "Haven", "rest": 20, "x_rd": 0.0, "y_rd": 0.0}
Deel = dict[str, Any]


def fase(van: int | None, tot: int | None, woningen: int = 20, plan_id: str = "A1") -> Deel:
    return {"plan_id": plan_id, "van_jaar": van, "tot_en_met_jaar": tot, "woningen": woningen}


def reken(
    toen: list[Deel],
    nu: list[Deel],
    fasen_toen: list[Deel] = [],  # noqa: B006
    fasen_nu: list[Deel] = [],  # noqa: B006
    lezing: dict[str, Any] = SMAL,
) -> pd.DataFrame:
    oud, nieuw = tabellen(toen, fasen_toen), tabellen(nu, fasen_nu)
    koppeling = koppel(oud["plannen"], nieuw["plannen"], koppelregels())
    return planverschil(oud, nieuw, koppeling, lezing, 2027)


def een(*args: Any, **anders: Any) -> pd.Series:
    uit = reken(*args, **anders)
    assert len(uit) == 1, uit
    return uit.iloc[0]


@pytest.mark.parametrize(
    ("anders", "soort", "toelichting"),
    [
        ({}, "ongewijzigd", ""),
        ({"rest": 15}, "gewijzigd", "aantal woningen"),
        ({"rest": None}, "gewijzigd", "aantal woningen"),
        ({"naam": "Haven Noord"}, "gewijzigd", "naam"),
        ({"planstatus": "3"}, "gewijzigd", "status van 1A naar 3"),
        ({"projectstatus": "Afgerond"}, "gerealiseerd", "het register noemt het plan afgerond"),
        ({"gemeentecode": "GM0002"}, "andere gemeente", "van GM0001 naar GM0002"),
    ],
)
def test_what_changed(anders: Deel, soort: str, toelichting: str) -> None:
    rij = een([HAVEN], [{**HAVEN, **anders}])
    assert (rij["soort"], rij["toelichting"]) == (soort, toelichting)


def test_another_phasing_is_a_change_and_an_empty_year_is_not() -> None:
    rij = een([HAVEN], [HAVEN], [fase(2027, 2027)], [fase(2028, 2028)])
    assert (rij["soort"], rij["toelichting"]) == ("gewijzigd", "fasering")
    nu = [fase(2027, 2027), fase(2028, 2028, 0)]
    assert een([HAVEN], [HAVEN], [fase(2027, 2027)], nu)["soort"] == "ongewijzigd"


@pytest.mark.parametrize(
    ("status", "fasen", "soort"),
    [
        ("1A", [fase(2025, 2026)], "gebouwd of vervallen"),
        ("1A", [fase(2025, 2026), fase(2030, 2030, 0)], "gebouwd of vervallen"),
        ("1A", [fase(2025, 2027)], "ingetrokken"),
        ("1A", [fase(2025, 2026), fase(2027, 2027)], "ingetrokken"),
        ("1A", [fase(2026, None)], "ingetrokken"),
        ("1A", [fase(None, None)], "niet meer in het register"),
        ("1A", [], "niet meer in het register"),
        ("3", [fase(2025, 2026)], "ingetrokken"),
        ("3", [], "ingetrokken"),
        ("onbekend", [fase(2025, 2026)], "niet meer in het register"),
    ],
)
def test_why_a_plan_is_gone(status: str, fasen: list[Deel], soort: str) -> None:
    rij = een([{**HAVEN, "planstatus": status}], [], fasen)
    assert (rij["soort"], rij["verschil"], rij["grond"]) == (soort, -20, "")


def test_what_is_hard_is_what_the_reading_says() -> None:
    toen, fasen = [{**HAVEN, "planstatus": "2A"}], [fase(2025, 2026)]
    assert een(toen, [], fasen)["soort"] == "ingetrokken"
    assert een(toen, [], fasen, lezing=BREED)["soort"] == "gebouwd of vervallen"


def test_a_completed_plan_that_is_gone_was_realised() -> None:
    assert een([{**HAVEN, "projectstatus": "Afgerond"}], [])["soort"] == "gerealiseerd"


def test_new_has_no_past() -> None:
    rij = een([], [HAVEN])
    assert (rij["soort"], rij["verschil"]) == ("nieuw", 20) and pd.isna(rij["naam_toen"])


def test_a_question_is_neither_new_nor_gone() -> None:
    uit = reken([{**HAVEN, "naam": "Kade 3"}], [{**HAVEN, "plan_id": "B1", "naam": "Kade 9"}])
    assert uit["soort"].tolist() == ["onbeslist", "onbeslist"]


def test_a_split_is_one_group_with_one_difference() -> None:
    delen = [{**HAVEN, "plan_id": f"B{f}", "naam": f"Haven fase {f}", "rest": 11} for f in (1, 2)]
    for toen, nu, soort, verschil in (
        ([HAVEN], delen, "gesplitst", 2),
        (delen, [HAVEN], "samengevoegd", -2),
    ):
        uit = reken(toen, nu)
        assert uit["soort"].tolist() == [soort] * 2 and uit["groep"].nunique() == 1
        assert uit["verschil"].tolist() == [verschil] * 2
        assert per_gemeente(uit)["verschil"].tolist() == [verschil]


def test_a_moved_plan_leaves_one_municipality_and_comes_in_another() -> None:
    som = per_gemeente(reken([HAVEN], [{**HAVEN, "gemeentecode": "GM0002", "rest": 25}]))
    assert som["gemeentecode"].tolist() == ["GM0001", "GM0002"]
    assert som["verschil"].tolist() == [-20, 25]


def test_an_unknown_number_makes_the_difference_unknown() -> None:
    som = per_gemeente(reken([HAVEN], [{**HAVEN, "rest": None}]))
    assert som["verschil"].isna().all() and som["plannen_nu"].tolist() == [1]


def test_two_empty_registers() -> None:
    uit = reken([], [])
    assert uit.empty and list(uit.columns) == KOLOMMEN and per_gemeente(uit).empty


eigen = st.fixed_dictionaries(
    {
        "naam": st.sampled_from(["Weide", "Weide fase 1", "Weide fase 2", "Kade 3", "Kade 9"]),
        "rest": st.integers(0, 60),
        "x_rd": st.sampled_from([0.0, 40.0, 5000.0]),
        "y_rd": st.just(0.0),
        "gemeentecode": st.sampled_from(["GM0001", "GM0002"]),
        "planstatus": st.sampled_from(["1A", "3", "onbekend"]),
    }
)


@settings(deadline=None, max_examples=80)
@given(st.lists(eigen, max_size=6), st.lists(eigen, max_size=6))
def test_differences_add_up_to_that_of_the_registers(oud: list[Deel], nieuw: list[Deel]) -> None:
    uit = reken(oud, nieuw)
    som = per_gemeente(uit)
    verwacht = sum(p["rest"] for p in nieuw) - sum(p["rest"] for p in oud)
    assert som["verschil"].sum() == verwacht
    assert uit.drop_duplicates("groep")["verschil"].sum() == verwacht
    assert (som["plannen_toen"].sum(), som["plannen_nu"].sum()) == (len(oud), len(nieuw))
