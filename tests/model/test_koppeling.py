"""Two plan lists, plan by plan: made lists for each thing that can happen to a plan."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from woonanalyse.onderwerpen.plannen.koppeling import KOLOMMEN, koppel, naamgelijkenis, samenvatting

PARAMETERS = {"afstand_m": 250, "zekerheid_minimaal": 0.6, "marge_splitsing": 0.1}
NAMEN = ["plan_id", "naam", "woningen", "x_rd", "y_rd", "afgerond", "planstatus", "gemeentecode"]


def lijst(*rijen: tuple[Any, ...]) -> pd.DataFrame:
    """Rows of id, name, dwellings, and if wanted x, y, completed, status, municipality."""
    vol = [(*rij, *(0.0, 0.0, False, "1A", "A")[len(rij) - 3 :]) for rij in rijen]
    return pd.DataFrame(vol, columns=NAMEN).astype({"woningen": "Int64"})


def reken(toen: pd.DataFrame, nu: pd.DataFrame, **anders: Any) -> pd.DataFrame:
    return koppel(toen, nu, {**PARAMETERS, **anders})


def een(toen: pd.DataFrame, nu: pd.DataFrame, **anders: Any) -> pd.Series:
    uit = reken(toen, nu, **anders)
    assert len(uit) == 1, uit
    return uit.iloc[0]


def test_the_same_plan_by_id_is_certain() -> None:
    r = een(lijst(("1", "Veld", 10)), lijst(("1", "Veld", 10)))
    assert (r["soort"], r["grond"], r["zekerheid"], r["verschil"]) == (
        "ongewijzigd",
        "plan_id",
        1,
        0,
    )


def test_an_id_counts_within_a_municipality_only() -> None:
    uit = reken(lijst(("1", "Veld", 10)), lijst(("1", "Bos", 10, 0.0, 0.0, False, "1A", "B")))
    assert sorted(uit["soort"]) == ["ingetrokken", "nieuw"]


def test_changed_says_what_changed_to_the_dwelling() -> None:
    r = een(lijst(("1", "Veld", 10)), lijst(("1", "Veld", 11)))
    assert (r["soort"], r["verschil"], r["toelichting"]) == ("gewijzigd", 1, "aantal woningen")
    r = een(lijst(("1", "Veld", 10)), lijst(("1", "Veld", 10, 0.0, 0.0, False, "3")))
    assert r["soort"] == "gewijzigd" and r["toelichting"] == "status van 1A naar 3"
    r = een(lijst(("1", "Veld", 10)), lijst(("1", "Veld", 11, 0.0, 0.0, False, "3")))
    assert r["toelichting"] == "aantal woningen, status van 1A naar 3"


def test_a_pair_shows_both_sides() -> None:
    r = een(lijst(("1", "Veld", 10)), lijst(("1", "Bos", 12)))
    assert (r["naam_toen"], r["naam_nu"]) == ("Veld", "Bos")
    assert (r["woningen_toen"], r["woningen_nu"], r["groep"]) == (10, 12, 1)


def test_plans_that_have_nothing_to_do_with_each_other_are_groups_of_their_own() -> None:
    toen = lijst(("1", "Veld", 10), ("2", "Kerk", 5, 2000.0, 0.0), ("3", "Bos", 3, 5000.0, 0.0))
    nu = lijst(("1", "Veld", 10), ("2", "Kerk", 6, 2000.0, 0.0), ("4", "Hof", 4, 9000.0, 0.0))
    uit = reken(toen, nu)
    assert uit["groep"].tolist() == [1, 2, 3, 4]
    assert uit["soort"].tolist() == ["nieuw", "ingetrokken", "ongewijzigd", "gewijzigd"]
    getallen = ["woningen_toen", "woningen_nu", "verschil"]
    assert {str(uit[naam].dtype) for naam in getallen} == {"Int64"}


def test_two_empty_lists_have_no_changes() -> None:
    uit = reken(lijst(), lijst())
    assert uit.empty and list(uit.columns) == KOLOMMEN


def test_a_longer_name_on_the_same_place_is_the_same_plan_by_name_and_place() -> None:
    r = een(lijst(("1", "Veld", 10)), lijst(("2", "Veld fase 2", 10)))
    assert (r["soort"], r["grond"]) == ("hernoemd", "naam en plaats")
    assert r["zekerheid"] == pytest.approx(0.95)


def test_renamed_by_id_and_by_place() -> None:
    r = een(lijst(("1", "Veld", 10)), lijst(("1", "De Wieken", 10)))
    assert r["soort"] == "hernoemd" and r["zekerheid"] == 1
    r = een(lijst(("1", "Veldzicht Noord", 10)), lijst(("2", "Veldzigt Noord", 10)))
    assert (r["soort"], r["grond"]) == ("hernoemd", "plaats") and 0.9 < r["zekerheid"] < 1


def test_the_name_is_read_without_case_accents_and_punctuation() -> None:
    r = een(lijst(("1", "Café 't Veld", 10)), lijst(("2", "CAFE  T-VELD", 10)))
    assert (r["soort"], r["grond"], r["zekerheid"]) == ("ongewijzigd", "naam en plaats", 1)


@pytest.mark.parametrize(("afstand", "gevonden"), [(200, True), (200.5, False), (300, False)])
def test_the_same_name_too_far_away_is_another_plan(afstand: float, gevonden: bool) -> None:
    uit = reken(lijst(("1", "Veld", 10)), lijst(("2", "Veld", 10, afstand, 0.0)))
    assert (uit["soort"].tolist() == ["ongewijzigd"]) is gevonden
    if gevonden:
        assert uit["zekerheid"].iloc[0] == pytest.approx(0.6)


def test_without_a_place_only_the_same_name_counts() -> None:
    r = een(lijst(("1", "Veld", 10, None, None)), lijst(("2", "veld", 10)))
    assert (r["grond"], r["zekerheid"]) == ("naam", 0.75)
    uit = reken(lijst(("1", "Veld fase 1", 10, None, None)), lijst(("2", "Veld fase 2", 10)))
    assert sorted(uit["soort"]) == ["ingetrokken", "nieuw"]
    uit = reken(lijst(("1", "Veld", 10, None, None)), lijst(("2", "Veld fase 2", 10)))
    assert sorted(uit["soort"]) == ["ingetrokken", "nieuw"]


def test_new_and_withdrawn_say_no_more_than_the_list() -> None:
    uit = reken(lijst(("1", "Veld", 10)), lijst(("2", "Kerkplein", 7, 900.0, 0.0)))
    per = uit.set_index("soort")
    assert per.loc["nieuw", "verschil"] == 7 and per.loc["ingetrokken", "verschil"] == -10
    waarom = "niet meer in de lijst; de lijst zegt niet waarom"
    assert per.loc["ingetrokken", "toelichting"] == waarom
    assert pd.isna(per.loc["nieuw", "toelichting"])
    assert (per["grond"] == "geen").all() and per["zekerheid"].isna().all()


def test_realised_is_said_by_the_list_only() -> None:
    r = een(lijst(("1", "Veld", 10)), lijst(("1", "Veld", 0, 0.0, 0.0, True)))
    assert (r["soort"], r["verschil"]) == ("gerealiseerd", -10)
    assert r["toelichting"] == "de lijst noemt het plan afgerond"
    r = een(lijst(("1", "Veld", 10)), lijst(("1", "Veld", 0)))
    assert r["soort"] == "gewijzigd"
    assert r["toelichting"] == "geen woningen meer over; de lijst zegt niet waarom"
    r = een(lijst(("1", "Veld", 0, 0.0, 0.0, True)), lijst(("1", "Veld", 0, 0.0, 0.0, True)))
    assert r["soort"] == "ongewijzigd"
    r = een(lijst(("1", "Veld", 0, 0.0, 0.0, True)), lijst(("1", "Veld", 5)))
    assert r["soort"] == "gewijzigd" and r["toelichting"] == "aantal woningen, niet meer afgerond"
    assert r["verschil"] == 5
    weg = reken(lijst(("1", "Veld", 0, 0.0, 0.0, True)), lijst(("2", "Bos", 1, 999.0, 0.0)))
    assert sorted(weg["soort"]) == ["gerealiseerd", "nieuw"]
    toelichting = weg.set_index("soort")["toelichting"]
    assert toelichting["gerealiseerd"] == "was al afgerond en staat niet meer in de lijst"


HEEL = ("1", "Veld", 100)
DELEN = [("2", "Veld fase 1", 60, 20.0, 0.0), ("3", "Veld fase 2", 40, 0.0, 20.0)]


def test_one_plan_split_in_two() -> None:
    uit = reken(lijst(HEEL), lijst(*DELEN))
    assert uit["soort"].tolist() == ["gesplitst"] * 2 and uit["groep"].nunique() == 1
    assert uit["verschil"].tolist() == [0, 0] and uit["groep"].tolist() == [1, 1]
    verst = reken(lijst(HEEL), lijst(DELEN[0], ("3", "Veld fase 2", 40, 0.0, 100.0)))
    assert verst["zekerheid"].tolist() == pytest.approx([(0.9 + 0.6) / 2] * 2)
    assert set(uit["toelichting"]) == {"één plan werd 2 plannen"}


def test_two_plans_merged_into_one() -> None:
    uit = reken(lijst(*DELEN), lijst(HEEL))
    assert uit["soort"].tolist() == ["samengevoegd"] * 2 and uit["groep"].nunique() == 1
    assert set(uit["toelichting"]) == {"2 plannen werden één plan"}


def test_parts_belong_to_one_split_or_merge_only() -> None:
    """A second plan of the same name gets none of the parts, also after a split elsewhere."""
    heel = lijst(HEEL, ("4", "Bos", 100, 2000.0, 0.0), ("7", "Veld", 100))
    bos = [("5", "Bos fase 1", 60, 2000.0, 0.0), ("6", "Bos fase 2", 40, 2000.0, 0.0)]
    delen = lijst(*DELEN, *bos)
    uit = reken(heel, delen)
    gesplitst = uit[uit["soort"] == "gesplitst"]
    assert gesplitst["plan_id_toen"].tolist() == ["1", "1", "4", "4"]
    assert uit.set_index("plan_id_toen").loc["7", "soort"] == "ingetrokken"
    terug = reken(delen, heel)
    samen = terug[terug["soort"] == "samengevoegd"]
    assert samen["plan_id_nu"].tolist() == ["1", "1", "4", "4"]
    assert terug.set_index("plan_id_nu").loc["7", "soort"] == "nieuw"


@pytest.mark.parametrize(("rest", "soort"), [(1, True), (0, False)])
def test_a_part_has_at_least_one_dwelling(rest: int, soort: bool) -> None:
    delen = [("2", "Veld fase 1", 95), ("3", "Veld fase 2", rest, 0.0, 20.0)]
    assert ("gesplitst" in set(reken(lijst(HEEL), lijst(*delen))["soort"])) is soort


def test_a_split_that_keeps_the_id_for_one_part() -> None:
    uit = reken(lijst(HEEL), lijst(("1", "Veld", 60), DELEN[1]))
    assert uit["soort"].tolist() == ["gesplitst"] * 2
    uit = reken(lijst(("1", "Veld", 60), DELEN[1]), lijst(HEEL))
    assert uit["soort"].tolist() == ["samengevoegd"] * 2


@pytest.mark.parametrize(("rest", "soort"), [(30, True), (29, False), (50, True), (51, False)])
def test_parts_may_differ_a_tenth_from_the_whole(rest: int, soort: bool) -> None:
    uit = reken(lijst(HEEL), lijst(DELEN[0], ("3", "Veld fase 2", rest, 0.0, 20.0)))
    assert ("gesplitst" in set(uit["soort"])) is soort


def test_a_small_new_plan_beside_an_unchanged_one_is_no_split() -> None:
    uit = reken(lijst(HEEL), lijst(HEEL, ("3", "Veld fase 2", 8)))
    assert sorted(uit["soort"]) == ["nieuw", "ongewijzigd"]


def test_parts_without_a_place_may_carry_the_whole_name() -> None:
    delen = [(*deel[:3], None, None) for deel in DELEN]
    uit = reken(lijst(HEEL), lijst(*delen))
    assert uit["soort"].tolist() == ["gesplitst"] * 2
    assert uit["zekerheid"].tolist() == pytest.approx([0.7] * 2)


def test_a_part_that_looks_more_like_another_plan_is_no_part() -> None:
    ander = ("9", "Veld fase 2", 40, 0.0, 20.0)
    uit = reken(lijst(HEEL, ander), lijst(*DELEN)).set_index("plan_id_toen")
    assert uit["soort"].to_dict() == {"1": "hernoemd", "9": "ongewijzigd"}
    uit = reken(lijst(*DELEN), lijst(HEEL, ander)).set_index("plan_id_nu")
    assert uit["soort"].to_dict() == {"1": "hernoemd", "9": "ongewijzigd"}


def test_a_part_that_was_there_already_is_no_part() -> None:
    uit = reken(lijst(HEEL, DELEN[1]), lijst(("1", "Veld", 60), DELEN[1]))
    assert sorted(uit["soort"]) == ["gewijzigd", "ongewijzigd"]


def test_an_unknown_number_makes_no_split() -> None:
    uit = reken(lijst(("1", "Veld", None)), lijst(*DELEN))
    assert "gesplitst" not in set(uit["soort"])
    r = een(lijst(("1", "Veld", None)), lijst(("1", "Veld", 5)))
    assert pd.isna(r["verschil"])


def test_the_most_certain_pair_goes_first() -> None:
    toen = lijst(("1", "Dorpsstraat 106", 3), ("2", "Dorpsstraat 106a", 4, 10.0, 0.0))
    nu = lijst(("8", "Dorpsstraat 106a", 4, 10.0, 0.0), ("9", "Dorpsstraat 106", 3))
    uit = reken(toen, nu)
    assert uit["soort"].tolist() == ["ongewijzigd"] * 2
    assert uit["plan_id_nu"].tolist() == ["9", "8"]


def test_the_minimum_certainty_is_a_parameter() -> None:
    toen, nu = lijst(("1", "Veld", 10)), lijst(("2", "Bosrand", 10))
    zekerheid = naamgelijkenis("Veld", "Bosrand") / 2 + 0.5
    assert een(toen, nu, zekerheid_minimaal=zekerheid)["soort"] == "hernoemd"
    assert len(reken(toen, nu, zekerheid_minimaal=zekerheid + 0.001)) == 2


def test_summary_counts_a_split_once() -> None:
    uit = samenvatting(reken(lijst(HEEL), lijst(*DELEN, ("9", "Kerk", 4, 900.0, 0.0))))
    assert uit.set_index("soort")["aantal"].to_dict() == {"gesplitst": 1, "nieuw": 1}
    assert uit.set_index("soort")["verschil"].to_dict() == {"gesplitst": 0, "nieuw": 4}


def test_summary_is_in_order_of_municipality_and_kind() -> None:
    toen = lijst(("1", "Veld", 1), ("8", "Plein", 1, 0.0, 0.0, False, "1A", "B"))
    nu = lijst(
        ("1", "Veld", 2),
        ("2", "Hof", 1, 9000.0, 0.0),
        ("8", "Plein", 1, 0.0, 0.0, False, "1A", "B"),
    )
    uit = samenvatting(reken(toen, nu))
    assert uit[["gemeentecode", "soort"]].to_numpy().tolist() == [
        ["A", "gewijzigd"],
        ["A", "nieuw"],
        ["B", "ongewijzigd"],
    ]


def test_how_alike_names_are() -> None:
    assert naamgelijkenis("A b", "a-B") == 1.0
    assert naamgelijkenis("Veld", "Veld fase 2") == naamgelijkenis("Veld fase 2", "Veld") == 0.9
    assert naamgelijkenis("Veld", "Velden") < 0.9
    assert naamgelijkenis("abc", "xyz") == 0.0


rij = st.tuples(
    st.sampled_from(["Veld", "Veld fase 1", "Veld fase 2", "Kerkplein", "Bosrand", "Oude Weg 3"]),
    st.one_of(st.none(), st.integers(0, 120)),
    st.sampled_from([0.0, 60.0, 240.0, None]),
    st.booleans(),
    st.sampled_from("AB"),
)


def maak(rijen: list[tuple[Any, ...]], eerste: int) -> pd.DataFrame:
    return lijst(
        *(
            (f"P{n + eerste:02}", naam, w, x, 0.0, af, "1A", g)
            for n, (naam, w, x, af, g) in enumerate(rijen)
        )
    )


@settings(deadline=None, max_examples=80)
@given(
    st.lists(rij, min_size=1, max_size=7),
    st.lists(rij, min_size=1, max_size=7),
    st.integers(0, 7),
    st.integers(0, 999),
)
def test_every_plan_gets_one_place_whatever_the_order(
    oud: list[Any], nieuw: list[Any], eerste: int, zaad: int
) -> None:
    toen, nu = maak(oud, 0), maak(nieuw, eerste)
    uit = reken(toen, nu)
    assert list(uit.columns) == KOLOMMEN
    for kant, frame in (("toen", toen), ("nu", nu)):
        groepen = uit.dropna(subset=[f"plan_id_{kant}"]).groupby(f"plan_id_{kant}")["groep"]
        assert set(groepen.groups) == set(frame["plan_id"]) and (groepen.nunique() == 1).all()
    assert uit["zekerheid"].dropna().between(0.6, 1).all()
    door_elkaar = reken(
        toen.sample(frac=1, random_state=zaad), nu.sample(frac=1, random_state=zaad)
    )
    pd.testing.assert_frame_equal(uit, door_elkaar)
    if toen["woningen"].notna().all() and nu["woningen"].notna().all():
        verschil = uit.drop_duplicates("groep")["verschil"].sum()
        assert verschil == nu["woningen"].sum() - toen["woningen"].sum()


@settings(deadline=None, max_examples=40)
@given(st.lists(rij, min_size=1, max_size=8))
def test_a_list_beside_itself_is_unchanged(rijen: list[Any]) -> None:
    uit = reken(maak(rijen, 0), maak(rijen, 0))
    assert set(uit["soort"]) == {"ongewijzigd"} and (uit["zekerheid"] == 1).all()
