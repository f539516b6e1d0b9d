"""What became of plans: made registers for each thing that can happen to one."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from hulp import voorbeelden
from hypothesis import given
from hypothesis import strategies as st
from planregisterhulp import BREED, CODES, SMAL, tabellen

from woonanalyse.onderwerpen.planregister.koppeling import koppel
from woonanalyse.onderwerpen.planregister.planrekening import planrekening, samen
from woonanalyse.onderwerpen.planregister.planverschil import KOLOMMEN, planverschil, sleutels
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


def rekening(toen: list[Deel], nu: list[Deel], **anders: Any) -> pd.DataFrame:
    """The account of all dwellings, by municipality and post."""
    registers = {"toen": tabellen(toen)["plannen"], "nu": tabellen(nu)["plannen"]}
    uit = planrekening(reken(toen, nu, **anders), registers, SMAL, CODES)
    return uit.set_index(["deel", "gemeentecode", "post"])


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
        post = rekening(toen, nu).loc[("totaal", "GM0001", soort)]
        assert post["woningen"] == verschil


def test_a_moved_plan_leaves_one_municipality_and_comes_in_another() -> None:
    som = rekening([HAVEN], [{**HAVEN, "gemeentecode": "GM0002", "rest": 25}])["woningen"]
    assert som[("totaal", "GM0001", "andere gemeente")] == -20
    assert som[("totaal", "GM0002", "andere gemeente")] == 25


def test_together_what_moved_is_no_growth() -> None:
    nu = [{**HAVEN, "gemeentecode": "GM0002"}, {**HAVEN, "plan_id": "N", "naam": "Es", "x_rd": 9e4}]
    heel = samen(rekening([HAVEN], nu).reset_index())
    posten = heel[heel["deel"] == "totaal"].set_index("post")["woningen"]
    assert posten.to_dict() == {"toen": 20, "andere gemeente": 0, "nieuw": 20, "nu": 40}


def test_an_unknown_number_is_no_zero_in_the_account() -> None:
    som = rekening([HAVEN], [{**HAVEN, "rest": None}]).loc["totaal"]
    onbekend = som.loc[("GM0001", "aantal woningen onbekend")]
    assert (onbekend["woningen"], onbekend["onbekend"]) == (-20, 1)
    assert som.loc[("GM0001", "nu"), "onbekend"] == 1
    assert ("GM0001", "gewijzigd") not in som.index


@pytest.mark.parametrize(
    ("toen", "nu", "post", "woningen"),
    [
        ("3", "1A", "werd hard", 20),
        ("1A", "3", "niet meer hard", -20),
        ("1A", "1B", "gewijzigd", 0),
        ("1A", "onbekend", "niet meer hard", -20),
    ],
)
def test_what_is_hard_has_an_account_of_its_own(
    toen: str, nu: str, post: str, woningen: int
) -> None:
    som = rekening([{**HAVEN, "planstatus": toen}], [{**HAVEN, "planstatus": nu}]).loc["hard"]
    assert set(som.index.get_level_values("post")) == {"toen", post, "nu"}
    assert som.loc[("GM0001", post), "woningen"] == woningen


def test_an_account_that_does_not_close_is_no_account() -> None:
    verschillen = reken([HAVEN], [HAVEN])
    leeg = tabellen([])["plannen"]
    with pytest.raises(ValueError, match="close"):
        planrekening(verschillen, {"toen": tabellen([HAVEN])["plannen"], "nu": leeg}, SMAL, CODES)


def test_a_plan_that_comes_back_is_not_new() -> None:
    oud, nieuw = tabellen([]), tabellen([HAVEN, {**HAVEN, "plan_id": "0", "naam": "Weide"}])
    koppeling = koppel(oud["plannen"], nieuw["plannen"], koppelregels())
    eerder = sleutels(nieuw["plannen"].assign(naam=nieuw["plannen"]["naam"].str.upper()))
    uit = planverschil(oud, nieuw, koppeling, SMAL, 2027, eerder).set_index("naam_nu")["soort"]
    assert uit["Haven"] == "terug in het register" and uit["Weide"] == "nieuw"


def test_two_empty_registers() -> None:
    uit = reken([], [])
    assert uit.empty and list(uit.columns) == KOLOMMEN and rekening([], []).empty


eigen = st.fixed_dictionaries(
    {
        "naam": st.sampled_from(["Weide", "Weide fase 1", "Weide fase 2", "Kade 3", "Kade 9"]),
        "rest": st.none() | st.integers(0, 60),
        "x_rd": st.sampled_from([0.0, 40.0, 5000.0]),
        "y_rd": st.just(0.0),
        "gemeentecode": st.sampled_from(["GM0001", "GM0002"]),
        "planstatus": st.sampled_from(["1A", "3", "onbekend"]),
    }
)


@pytest.mark.lang
@voorbeelden(80)
@given(st.lists(eigen, max_size=6), st.lists(eigen, max_size=6))
def test_differences_add_up_to_that_of_the_registers(oud: list[Deel], nieuw: list[Deel]) -> None:
    uit = reken(oud, nieuw)
    som = rekening(oud, nieuw).reset_index()
    for deel, gemeente in som[["deel", "gemeentecode"]].drop_duplicates().to_numpy().tolist():
        eigen = som[(som["deel"] == deel) & (som["gemeentecode"] == gemeente)].set_index("post")
        posten = eigen.drop(index=["toen", "nu"])
        for maat in ("woningen", "plannen_toen", "plannen_nu"):
            teken = -1 if maat == "plannen_toen" else 1
            groei = eigen.loc["nu", maat] - eigen.loc["toen", maat]
            assert posten[maat].sum() * teken == groei
        for post, plannen in (("toen", oud), ("nu", nieuw)):
            hard = [p for p in plannen if deel == "totaal" or p["planstatus"] == "1A"]
            hier = [p["rest"] or 0 for p in hard if p["gemeentecode"] == gemeente]
            assert eigen.loc[post, "woningen"] == sum(hier)
    if all(p["rest"] is not None for p in [*oud, *nieuw]):
        verwacht = sum(p["rest"] for p in nieuw) - sum(p["rest"] for p in oud)
        assert uit.drop_duplicates("groep")["verschil"].sum() == verwacht
    for kant, plannen in (("toen", oud), ("nu", nieuw)):
        assert uit[f"rij_{kant}"].dropna().nunique() == len(plannen)
