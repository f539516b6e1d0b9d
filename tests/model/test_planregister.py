"""The plan register in sums: parts make wholes, onbekend is never hard and never zero."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from planregisterhulp import (
    BREED,
    LEDEN,
    LEZINGEN,
    SMAL,
    SUBREGIOS,
    registers,
    rij_van,
    tabellen,
)  # fmt: skip

from woonanalyse.onderwerpen.planregister import model

GEBIEDEN = model.gebieden_van(LEDEN, SUBREGIOS, "Land")


def sommen(*plannen: dict[str, Any]) -> pd.DataFrame:
    return model.sommen(tabellen([*plannen])["plannen"], GEBIEDEN, LEZINGEN)


@pytest.mark.parametrize(
    ("status", "smal", "breed"),
    [
        ("1A", "hard", "hard"), ("1B", "hard_uitwerk", "hard_uitwerk"),
        ("1C", "hard_uitwerk", "zacht"), ("2A", "zacht", "hard"), ("2B", "zacht", "hard_uitwerk"),
        ("4B", "zacht", "zacht"), ("5A", "geen_capaciteit", "geen_capaciteit"),
        ("5B", "geen_capaciteit", "geen_capaciteit"), ("onbekend", "onbekend", "onbekend"),
        ("9Z", "onbekend", "onbekend"),
    ],
)  # fmt: skip
def test_hardness_of_a_status_by_each_reading(status: str, smal: str, breed: str) -> None:
    plannen = tabellen([{"planstatus": status, "projectstatus": "Ontwerp"}])["plannen"]
    for lezing, verwacht in ((SMAL, smal), (BREED, breed)):
        met = model.met_hardheid(plannen, lezing)
        assert list(met["hardheid"]) == [verwacht] and list(met["lezing"]) == [lezing["id"]]


def test_a_reading_that_calls_officials_plans_hard_does_not_make_them_capacity() -> None:
    plannen = tabellen([{"planstatus": "5A"}])["plannen"]
    met = model.met_hardheid(plannen, {**SMAL, "hard": ["5A"]})
    assert list(met["hardheid"]) == ["geen_capaciteit"]


@pytest.mark.parametrize("woord", ["Afgerond", "afgerond", "AFGEROND"])
def test_a_completed_project_is_completed_whatever_its_status(woord: str) -> None:
    plannen = tabellen([{"planstatus": s, "projectstatus": woord} for s in ("1A", "5A")])["plannen"]
    assert list(model.met_hardheid(plannen, SMAL)["hardheid"]) == ["afgerond", "afgerond"]


def test_a_project_in_its_last_stage_is_not_completed() -> None:
    plannen = tabellen([{"projectstatus": "Nazorg"}])["plannen"]
    assert list(model.met_hardheid(plannen, SMAL)["hardheid"]) == ["hard"]


def test_gross_demolition_and_net_of_a_plan() -> None:
    plannen = tabellen([{"rest": 10, "sloop": 12}, {"rest": 10}, {"sloop": 3}])["plannen"]
    per_plan = model.per_plan(plannen)
    assert per_plan["bruto"].tolist() == [10, 10, pd.NA]
    assert per_plan["netto"].tolist() == [-2, pd.NA, pd.NA]
    assert per_plan["sloop"].tolist() == [12, pd.NA, 3]


def test_sums_of_a_municipality() -> None:
    frame = sommen(
        {"rest": 10, "sloop": 4, "uitgezonderd": 1},
        {"rest": 20, "sloop": 0},
        {"rest": 40, "sloop": 1, "planstatus": "1B"},
        {"rest": 80, "sloop": 2, "gemeentecode": "GM0002"},
    )
    assert list(frame.columns) == model.SOMKOLOMMEN
    hard = rij_van(frame, lezing="smal", gebied="GM0001", hardheid="hard")
    assert hard[["plannen", "bruto", "sloop", "netto", "uitgezonderd"]].tolist() == [
        2,
        30,
        4,
        26,
        1,
    ]
    assert hard[["gemeenten", "geleverd", "rest_onbekend", "sloop_onbekend"]].tolist() == [
        1,
        1,
        0,
        0,
    ]
    uitwerk = rij_van(frame, lezing="smal", gebied="GM0001", hardheid="hard_uitwerk")
    assert uitwerk["netto"] == 39 and uitwerk["uitgezonderd"] is pd.NA
    zacht = rij_van(frame, lezing="smal", gebied="GM0001", hardheid="zacht")
    assert zacht[["plannen", "bruto", "netto"]].tolist() == [0, 0, 0]
    noord = rij_van(frame, lezing="smal", gebied="Noord", hardheid="hard")
    assert noord[["gemeenten", "geleverd", "plannen", "bruto", "netto"]].tolist() == [
        2,
        2,
        3,
        110,
        104,
    ]


def test_a_municipality_that_is_not_in_the_register_is_onbekend_not_zero() -> None:
    frame = sommen({"rest": 10, "sloop": 0})
    weg = rij_van(frame, lezing="breed", gebied="GM0003", hardheid="hard")
    getallen = [
        "plannen",
        "rest_onbekend",
        "sloop_onbekend",
        "bruto",
        "sloop",
        "netto",
        "uitgezonderd",
    ]
    assert weg["geleverd"] == 0 and weg[getallen].isna().all()
    zuid = rij_van(frame, lezing="breed", gebied="Zuid", hardheid="hard")
    assert zuid["bruto"] is pd.NA
    land = rij_van(frame, lezing="breed", gebied="Land", hardheid="hard")
    assert land[["gemeenten", "geleverd", "bruto"]].tolist() == [3, 1, 10]


def test_what_a_plan_does_not_say_is_counted_and_makes_net_onbekend() -> None:
    frame = sommen({"rest": 10, "sloop": 2}, {"sloop": 5}, {"rest": 7, "planstatus": "3"})
    hard = rij_van(frame, lezing="smal", gebied="Land", hardheid="hard")
    assert hard[["rest_onbekend", "sloop_onbekend", "bruto", "sloop"]].tolist() == [1, 0, 10, 7]
    assert hard["netto"] is pd.NA
    zacht = rij_van(frame, lezing="smal", gebied="Land", hardheid="zacht")
    assert zacht[["rest_onbekend", "sloop_onbekend", "bruto", "sloop"]].tolist() == [0, 1, 7, 0]
    assert zacht["netto"] is pd.NA


def test_plans_outside_the_region_are_in_no_sum() -> None:
    frame = sommen({"rest": 10, "gemeentecode": "GM9999"})
    assert frame["bruto"].isna().all() and (frame["geleverd"] == 0).all()


def test_rows_come_by_reading_area_and_hardness() -> None:
    frame = sommen({"rest": 1})
    assert list(frame["lezing"].drop_duplicates()) == ["smal", "breed"]
    gebieden = ["GM0001", "GM0002", "GM0003", "Noord", "Zuid", "Land"]
    assert list(frame["gebied"].drop_duplicates()) == gebieden
    assert list(frame["niveau"].drop_duplicates()) == ["gemeente", "subregio", "regio"]
    assert list(frame["hardheid"][:6]) == model.HARDHEDEN and len(frame) == 2 * 6 * 6
    assert list(frame.index) == list(range(72))


SOM = ["plannen", "rest_onbekend", "sloop_onbekend", "bruto", "sloop"]


def opgeteld(frame: pd.DataFrame, op: list[str], niveau: str) -> pd.DataFrame:
    return frame[frame["niveau"] == niveau].groupby(op)[SOM].sum()


@given(registers())
def test_members_make_the_subregions_and_these_the_region(
    register: dict[str, pd.DataFrame],
) -> None:
    frame = model.sommen(register["plannen"], GEBIEDEN, LEZINGEN)
    niveaus = [
        opgeteld(frame, ["lezing", "hardheid"], n) for n in ("gemeente", "subregio", "regio")
    ]
    pd.testing.assert_frame_equal(niveaus[0], niveaus[1])
    pd.testing.assert_frame_equal(niveaus[1], niveaus[2])


@given(registers())
def test_hardnesses_make_the_whole_by_every_reading(register: dict[str, pd.DataFrame]) -> None:
    plannen = register["plannen"]
    heel = opgeteld(model.sommen(plannen, GEBIEDEN, LEZINGEN), ["lezing"], "regio")
    assert set(heel["plannen"]) == {len(plannen)}
    assert set(heel["bruto"]) == {plannen["rest"].sum()}
    assert set(heel["sloop"]) == {plannen["sloop"].sum()}


@given(registers(onbekend=False))
def test_net_is_gross_less_demolition_everywhere(register: dict[str, pd.DataFrame]) -> None:
    frame = model.sommen(register["plannen"], GEBIEDEN, LEZINGEN)
    assert (frame["netto"].isna() == (frame["geleverd"] == 0)).all()
    assert (frame["netto"].dropna() == (frame["bruto"] - frame["sloop"]).dropna()).all()


@given(registers(), st.randoms(use_true_random=False))
def test_order_of_rows_does_not_matter(register: dict[str, pd.DataFrame], willekeur: Any) -> None:
    def geschud(frame: pd.DataFrame) -> pd.DataFrame:
        volgorde = list(frame.index)
        willekeur.shuffle(volgorde)
        return frame.loc[volgorde]

    ander = {naam: geschud(frame) for naam, frame in register.items()}
    for maak in (_sommen, _fasering):
        pd.testing.assert_frame_equal(maak(register), maak(ander))


def _sommen(register: dict[str, pd.DataFrame]) -> pd.DataFrame:
    return model.sommen(register["plannen"], GEBIEDEN, LEZINGEN)


def _fasering(register: dict[str, pd.DataFrame]) -> pd.DataFrame:
    return model.fasering(register["plannen"], register["fasering"], GEBIEDEN, LEZINGEN)


def test_phasing_by_period_and_what_is_in_none() -> None:
    register = tabellen(
        [{"rest": 100, "sloop": 10}, {"rest": 7, "sloop": 0, "planstatus": "3"}],
        [
            {"plan_id": "P0", "van_jaar": 2025, "tot_en_met_jaar": 2029, "woningen": 60},
            {"plan_id": "P0", "van_jaar": 2024, "tot_en_met_jaar": 2024, "woningen": 15},
            {
                "plan_id": "P0",
                "maat": "sloop",
                "van_jaar": 2024,
                "tot_en_met_jaar": 2024,
                "woningen": 10,
            },
        ],
    )
    frame = _fasering(register)
    assert list(frame.columns) == model.FASEKOLOMMEN
    eigen = frame[(frame["lezing"] == "breed") & (frame["gebied"] == "Zuid")]
    assert eigen.empty
    land = frame[(frame["lezing"] == "smal") & (frame["gebied"] == "Land")]
    rijen = land[["hardheid", "maat", *model.PERIODE, "woningen"]].fillna(0).values.tolist()
    assert rijen == [
        ["hard", "rest", 2024, 2024, 15],
        ["hard", "rest", 2025, 2029, 60],
        ["hard", "rest", 0, 0, 25],
        ["hard", "sloop", 2024, 2024, 10],
        ["zacht", "rest", 0, 0, 7],
    ]


def test_more_phased_than_there_is_leaves_a_negative_rest() -> None:
    register = tabellen(
        [{"rest": 10}],
        [{"plan_id": "P0", "van_jaar": 2024, "tot_en_met_jaar": 2024, "woningen": 14}],
    )
    land = _fasering(register).query("lezing == 'smal' and gebied == 'Land'")
    assert land["woningen"].tolist() == [14, -4]


def test_a_plan_of_which_the_whole_is_unknown_has_only_its_parts() -> None:
    register = tabellen(
        [{"sloop": 0}],
        [{"plan_id": "P0", "van_jaar": 2024, "tot_en_met_jaar": 2024, "woningen": 14}],
    )
    land = _fasering(register).query("lezing == 'smal' and gebied == 'Land'")
    assert land["woningen"].tolist() == [14]


@given(registers(onbekend=False))
def test_periods_make_gross_and_demolition(register: dict[str, pd.DataFrame]) -> None:
    op = ["lezing", "niveau", "gebied", "hardheid"]
    som = _fasering(register).groupby([*op, "maat"])["woningen"].sum()
    for _, rij in _sommen(register).iterrows():
        for maat, geheel in (("rest", rij["bruto"]), ("sloop", rij["sloop"])):
            deel = som.get((*rij[op], maat), 0)
            assert deel == (0 if geheel is pd.NA else geheel)


def test_years_of_a_class_are_added_up_only_where_it_has_no_row_of_its_own() -> None:
    soorten = tabellen(
        [{}],
        categorieen=[
            {"plan_id": "P0", "indeling": "eigendom", "klasse": k, "van_jaar": jaar, "woningen": n}
            for k, jaar, n in [
                ("koop", None, 9),
                ("koop", 2024, 4),
                ("huur", 2024, 2),
                ("huur", 2025, 3),
            ]
        ],
    )["categorieen"]
    kaal = model.zonder_jaren(soorten)
    assert "van_jaar" not in kaal
    assert dict(zip(kaal["klasse"], kaal["woningen"], strict=True)) == {"koop": 9, "huur": 5}
