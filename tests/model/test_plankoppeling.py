"""The same plan in two registers: made pairs with what happens to real ones."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd
import pytest
import shapely
from hulp import voorbeelden
from hypothesis import given
from hypothesis import strategies as st

from woonanalyse.onderwerpen.planregister.koppeling import (
    BANDKOLOMMEN,
    PAAR,
    VRAAGKOLOMMEN,
    Koppeling,
    koppel,
)
from woonanalyse.onderwerpen.planregister.tabellen import koppelregels

REGELS = koppelregels()


def plan(naam: str, rest: int | None = 20, x: float | None = 0.0, **anders: Any) -> dict[str, Any]:
    """A plan; `breed` metres wide and as high where it has an area, around its place."""
    breed = anders.pop("breed", None)
    rij = {"plan_id": "0", "gemeentecode": "GM0001", "naam": naam, "planstatus": "1A", "rest": rest}
    rij |= {"x_rd": x, "y_rd": None if x is None else 0.0, "vlak": None} | anders
    if breed and x is not None:
        rij["vlak"] = shapely.box(x - breed / 2, -breed / 2, x + breed / 2, breed / 2)
    return rij


def register(*plannen: dict[str, Any]) -> pd.DataFrame:
    kolommen = [*plan("x")]
    return pd.DataFrame(list(plannen), columns=kolommen).astype({"rest": "Int64"})


def reken(toen: Iterable[Any], nu: Iterable[Any], **anders: Any) -> Koppeling:
    return koppel(register(*toen), register(*nu), REGELS, **anders)


def paren(uit: Koppeling) -> set[tuple[int, int]]:
    return set(zip(uit.banden["rij_toen"], uit.banden["rij_nu"], strict=True))


@pytest.mark.parametrize(
    ("toen", "nu", "afstand", "een", "gevraagd"),
    [
        ("Molenweide", "Molenweide", 240, True, False),
        ("Molenweide", "Molenweide", 990, True, False),
        ("Molenweide", "Molenweide", 1010, False, True),
        ("Molenweide", "Molenweide West", 260, False, False),
        ("PROG - Molenweide", "Molenweide (oude zuivelfabriek)", 60, True, False),
        ("Kerkstraat 12", "Kerkstraat 10-14", 5, True, False),
        ("Kerkpad 7", "Kerkepad 7A", 8, True, False),
        ("Oude Marktstraat 3-9", "Oude Marktstr. 3-9 (school)", 200, True, False),
        ("Wg. 12", "Str. 12", 200, False, False),
        ("Kerkstraat 12", "Kerkstraat 16", 5, False, True),
        ("Kerkstraat 12", "Kerkstraat 16", 70, False, False),
        ("Toren II", "Stadstoren (Toren III)", 5, False, True),
        ("Westzijde 404/408", "Westzijde 340", 5, False, True),
        ("Icoon II", "Icoon III", 5, False, True),
        ("Molenweide fase 1", "Molenweide fase 2", 5, False, True),
        ("Hofje B", "Molenbuurt (Hofje A)", 5, False, True),
        ("Wilgenhof", "Zuivelfabriek", 20, True, False),
        ("Wilgenhof", "Zuivelfabriek", 70, False, False),
    ],
)
def test_names_loosely_numbers_strictly(
    toen: str, nu: str, afstand: float, een: bool, gevraagd: bool
) -> None:
    uit = reken([plan(toen)], [plan(nu, x=afstand)])
    assert (len(uit.banden) == 1, len(uit.vragen) == 1) == (een, gevraagd)


def test_the_number_of_dwellings_speaks_where_the_name_does_not() -> None:
    assert len(reken([plan("Wilgenhof", 20)], [plan("Zuivelfabriek", 40)]).banden) == 1
    for ander in (41, 0, None):
        uit = reken([plan("Wilgenhof", 20)], [plan("Zuivelfabriek", ander)])
        assert uit.banden.empty and len(uit.vragen) == 1


def test_a_softer_status_and_another_number_is_a_question() -> None:
    toen = [plan("Haven", 10)]
    assert len(reken(toen, [plan("Haven 9-11", 30)]).banden) == 1
    assert len(reken(toen, [plan("Haven 9-11", 12, planstatus="3")]).banden) == 1
    uit = reken(toen, [plan("Haven 9-11", 30, planstatus="3")])
    assert uit.banden.empty and "zachtere status" in uit.vragen["reden"].iloc[0]
    uit = reken([plan("Haven 9", 10)], [plan("Haven 9-11", 30, planstatus="3")])
    assert len(uit.banden) == 1, "a number in common tells more"


def test_a_name_that_one_plan_has_is_known_far_away_if_its_number_fits() -> None:
    assert len(reken([plan("Haven", 40)], [plan("Haven", 80, 600)]).banden) == 1
    uit = reken([plan("Haven", 40)], [plan("Haven", 81, 600)])
    assert uit.banden.empty and "ver uit elkaar" in uit.vragen["reden"].iloc[0]
    for toen, nu in (
        ([plan("Haven"), plan("Haven", x=5000)], [plan("Haven", x=600)]),
        ([plan("Haven")], [plan("Haven", x=600, gemeentecode="GM0002")]),
    ):
        uit = reken(toen, nu)
        assert uit.banden.empty and uit.vragen.empty


@pytest.mark.parametrize(("x", "een"), [(0, True), (49, True), (51, False)])
def test_areas_that_cover_each_other_by_half_need_no_name(x: float, een: bool) -> None:
    uit = reken([plan("Wilgenhof", breed=100)], [plan("Zuivelfabriek", x=x, breed=100)])
    assert (len(uit.banden) == 1) is een


def test_a_plan_that_became_smaller_keeps_its_name() -> None:
    uit = reken([plan("Wilgenhof 3", 80, breed=100)], [plan("Wilgenhof", 20, breed=50)])
    assert uit.banden["grond"].tolist() == ["deel van het vlak en naam"]
    assert reken([plan("Wilgenhof", breed=100)], [plan("Fabriek", breed=50)]).banden.empty


def test_a_part_of_the_area_that_became_softer_and_another_number_is_a_question() -> None:
    klein, groot = plan("Haven", 10, breed=50), plan("Haven Noord", 40, breed=100, planstatus="3")
    assert reken([klein], [groot]).banden.empty and len(reken([klein], [groot]).vragen) == 1
    assert len(reken([klein], [groot | {"planstatus": "1B"}]).banden) == 1
    assert len(reken([klein | {"vlak": groot["vlak"]}], [groot]).banden) == 1


def test_neighbours_with_areas_are_a_question_however_near() -> None:
    uit = reken([plan("Haven", breed=20)], [plan("Haven 9", x=30, breed=20)])
    assert uit.banden.empty and len(uit.vragen) == 1


def test_the_nearest_of_both_sides() -> None:
    toen = [plan("Wilgenhof"), plan("Eikenhof", x=50)]
    assert paren(reken(toen, [plan("Fabriek", x=40)])) == {(1, 0)}
    toen = [plan("Gracht"), plan("Gracht 27-41", x=35)]
    nu = [plan("Grachttoren", x=2), plan("Gracht 27-41", x=35)]
    assert paren(reken(toen, nu)) == {(0, 0), (1, 1)}


def test_two_that_fit_as_well_are_not_guessed() -> None:
    uit = reken([plan("Haven"), plan("Haven")], [plan("Haven")])
    assert uit.banden.empty and len(uit.vragen) == 2


def test_without_a_place_only_the_same_name_counts() -> None:
    assert len(reken([plan("Haven", x=None)], [plan("haven!")]).banden) == 1
    for ander, gevraagd in (("Haven 2", True), ("Havens Noord", True), ("Weide", False)):
        uit = reken([plan("Haven", x=None)], [plan(ander)])
        assert uit.banden.empty and len(uit.vragen) == gevraagd
    assert reken([plan("Haven 3", x=None)], [plan("Haven 2")]).vragen.empty


FASEN = [
    plan(f"Weide fase {f}", n, x) for f, n, x in (("A", 40, -150), ("B", 45, 0), ("C", 75, 150))
]
GEHEEL = plan("Weide fase A+B+C", 155)


def test_phases_merge_and_split_without_areas() -> None:
    uit = reken([*FASEN, plan("Weide fase D", 40, 200)], [GEHEEL])
    assert paren(uit) == {(0, 0), (1, 0), (2, 0)} and uit.banden["groep"].nunique() == 1
    uit = reken([GEHEEL], FASEN)
    assert paren(uit) == {(0, 0), (0, 1), (0, 2)} and uit.banden["groep"].nunique() == 1


def test_parts_that_do_not_add_up_are_no_whole_without_areas() -> None:
    uit = reken(FASEN, [{**GEHEEL, "rest": 700}])
    assert uit.banden["groep"].nunique() == len(uit.banden) <= 1


def test_parts_that_lie_in_the_whole_need_not_add_up() -> None:
    delen = [plan("Weide - Oever", 30, -50, breed=60), plan("Weide - Bocht", 30, 50, breed=60)]
    assert paren(reken(delen, [plan("Weide", 700, breed=300)])) == {(0, 0), (1, 0)}
    buiten = [delen[0], plan("Weide - Bocht", 30, 190, breed=60)]
    assert paren(reken(buiten, [plan("Weide", 700, breed=300)])) <= {(0, 0)}


def test_a_new_neighbour_of_an_unchanged_plan_is_no_part() -> None:
    uit = reken([plan("Weide", 100)], [plan("Weide", 100), plan("Weide Kop", 40, 80)])
    assert paren(uit) == {(0, 0)}


def test_what_lies_in_a_larger_plan_is_asked_not_guessed() -> None:
    toen = [plan("Visie Oost", 900, breed=400)]
    nu = [plan("Visie Oost", 300, breed=100), plan("Slachthuis", 80, 120, breed=50)]
    uit = reken(toen, nu)
    assert paren(uit) == {(0, 0)}
    assert uit.vragen[["naam_nu", "reden"]].to_numpy().tolist() == [
        ["Slachthuis", "ligt in het vlak van dit plan"]
    ]


def test_moved_to_another_municipality_with_its_name() -> None:
    assert len(reken([plan("Haven")], [plan("Haven", gemeentecode="GM0002")]).banden) == 1
    uit = reken([plan("Wilgenhof")], [plan("Fabriek", gemeentecode="GM0002")])
    assert uit.banden.empty and "andere gemeente" in uit.vragen["reden"].iloc[0]


def test_no_id_is_never_a_match() -> None:
    for geen in ("0", "", "-"):
        toen = [plan(f"Plan {n}", x=1000 * n, plan_id=geen) for n in (1, 2)]
        assert reken(toen, [plan("Haven", x=9000, plan_id=geen)]).banden.empty


def test_ids_count_where_they_mostly_point_at_the_same_plan() -> None:
    toen = [plan("Haven", plan_id="A1"), plan("Weide", x=5000, plan_id="A2")]
    ver = plan("Weide West", x=9000, plan_id="A2")
    uit = reken(toen, [plan("Haven", plan_id="A1"), ver])
    assert paren(uit) == {(0, 0), (1, 1)} and set(uit.banden["grond"]) == {"plan_id"}


def test_ids_that_were_dealt_anew_are_not_compared() -> None:
    namen = ["Haven", "Weide", "Wilgenhof", "Zuivelfabriek"]
    toen = [plan(naam, x=5000 * n, plan_id=f"R{n}") for n, naam in enumerate(namen)]
    nu = [{**p, "plan_id": f"R{(n + 1) % 4}"} for n, p in enumerate(toen)]
    uit = reken(toen, nu)
    assert paren(uit) == {(n, n) for n in range(4)} and "plan_id" not in set(uit.banden["grond"])


def test_an_answer_is_followed_and_not_asked_again() -> None:
    toen, nu = [plan("Kerkstraat 12")], [plan("Kerkstraat 16")]
    vragen = reken(toen, nu).vragen
    assert list(vragen.columns) == VRAAGKOLOMMEN and len(vragen) == 1
    ja = reken(toen, nu, antwoorden=vragen.assign(oordeel="zelfde"))
    assert paren(ja) == {(0, 0)} and ja.banden["grond"].tolist() == ["antwoord"] and ja.vragen.empty
    nee = reken(toen, nu, antwoorden=vragen.assign(oordeel="ander"))
    assert nee.banden.empty and nee.vragen.empty


def test_an_answer_goes_before_what_is_found() -> None:
    toen, nu = [plan("Haven")], [plan("Haven")]
    assert reken(toen, nu, antwoorden=antwoord(("Haven", "Haven", "ander"))).banden.empty


def antwoord(*rijen: tuple[str, str, str]) -> pd.DataFrame:
    return pd.DataFrame(
        [("0", toen, "0", nu, oordeel) for toen, nu, oordeel in rijen], columns=[*PAAR, "oordeel"]
    )


def test_answers_that_share_a_plan_are_one_group() -> None:
    nu = [plan("Oever", x=2000), plan("Bocht", x=3000)]
    ja = antwoord(*(("Visie", p["naam"], "splitsing") for p in nu))
    for uit, een in (
        (reken([plan("Visie")], nu, antwoorden=ja), {(0, 0), (0, 1)}),
        (reken(nu, [plan("Visie")], antwoorden=omgekeerd(ja)), {(0, 0), (1, 0)}),
    ):
        assert paren(uit) == een and uit.banden["groep"].nunique() == 1


def omgekeerd(antwoorden: pd.DataFrame) -> pd.DataFrame:
    """The same said of the registers the other way round."""
    woord = {"splitsing": "samenvoeging", "samenvoeging": "splitsing"}
    kant = {"toen": "nu", "nu": "toen"}
    nieuw = {n: n.replace(k, kant[k]) for n in PAAR for k in kant if n.endswith(k)}
    return antwoorden.rename(columns=nieuw).assign(
        oordeel=antwoorden["oordeel"].map(lambda een: woord.get(een, een))
    )


def test_a_part_joins_the_plan_in_which_the_whole_goes_on() -> None:
    toen, nu = [plan("Visie", 100)], [plan("Visie", 60), plan("Slachthuis", 40, 200)]
    assert paren(reken(toen, nu)) == {(0, 0)}
    ja = antwoord(("Visie", "Slachthuis", "splitsing"))
    uit = reken(toen, nu, antwoorden=ja)
    assert paren(uit) == {(0, 0), (0, 1)} and uit.banden["groep"].nunique() == 1
    uit = reken(nu, toen, antwoorden=omgekeerd(ja))
    assert paren(uit) == {(0, 0), (1, 0)} and uit.banden["groep"].nunique() == 1


def test_an_answer_about_a_plan_that_is_not_there_changes_nothing() -> None:
    toen, nu = [plan("Haven")], [plan("Haven")]
    ja = antwoord(("Haven", "Weg", "zelfde"), ("Weg", "Haven", "splitsing"))
    assert paren(reken(toen, nu, antwoorden=ja)) == {(0, 0)}


def test_an_id_that_another_plan_got_is_asked() -> None:
    namen = ["Haven", "Weide", "Wilgenhof"]
    toen = [plan(naam, x=5000 * n, plan_id=f"A{n}") for n, naam in enumerate(namen)]
    nu = [*toen[:2], plan("Zuivelfabriek", 70, x=90_000, plan_id="A2")]
    uit = reken(toen, nu)
    assert paren(uit) == {(0, 0), (1, 1)}
    assert uit.vragen[["naam_toen", "naam_nu"]].to_numpy().tolist() == [
        [*namen[2:], "Zuivelfabriek"]
    ]
    assert "zelfde kenmerk" in uit.vragen["reden"].iloc[0]


def test_empty_registers() -> None:
    uit = reken([], [plan("Haven")])
    assert list(uit.banden.columns) == BANDKOLOMMEN and uit.banden.empty and uit.vragen.empty


eigen = st.builds(
    plan,
    st.sampled_from(
        ["Weide", "Weide fase A", "Weide fase A+B", "Kerkstraat 3", "Haven", "Haven 3-5"]
    ),
    st.one_of(st.none(), st.integers(0, 90)),
    st.sampled_from([0.0, 40.0, 200.0, 5000.0, None]),
    plan_id=st.sampled_from(["0", "A1", "A2", "A3"]),
    gemeentecode=st.sampled_from(["GM0001", "GM0002"]),
    breed=st.sampled_from([None, 60]),
)


@voorbeelden(150)
@given(st.lists(eigen, max_size=7), st.lists(eigen, max_size=7), st.integers(0, 99))
def test_a_plan_is_in_one_group_at_most_whatever_the_order(
    oud: list[Any], nieuw: list[Any], zaad: int
) -> None:
    toen, nu = register(*oud), register(*nieuw)
    uit = koppel(toen, nu, REGELS)
    for kant in ("rij_toen", "rij_nu"):
        assert (uit.banden.groupby(kant)["groep"].nunique() == 1).all()
    for _, groep in uit.banden.groupby("groep"):
        assert 1 in (groep["rij_toen"].nunique(), groep["rij_nu"].nunique())
    anders = koppel(
        toen.sample(frac=1, random_state=zaad), nu.sample(frac=1, random_state=zaad), REGELS
    )
    namen = [
        sorted(
            (toen.at[b.rij_toen, "naam"], nu.at[b.rij_nu, "naam"]) for b in k.banden.itertuples()
        )
        for k in (uit, anders)
    ]
    assert namen[0] == namen[1]
    assert uit.vragen.equals(anders.vragen)


@voorbeelden(150)
@given(st.lists(eigen, max_size=6), st.lists(eigen, max_size=6))
def test_what_is_the_same_is_so_from_both_sides(oud: list[Any], nieuw: list[Any]) -> None:
    heen, terug = reken(oud, nieuw), reken(nieuw, oud)
    assert paren(heen) == {(nu, toen) for toen, nu in paren(terug)}
    assert len(heen.vragen) == len(terug.vragen)
