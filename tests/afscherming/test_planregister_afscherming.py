"""Which sums of the plan register are not shown, and that those which are keep their value."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from hulp import voorbeelden
from hypothesis import given
from hypothesis import strategies as st
from planregisterhulp import BREED, LEDEN, LEZINGEN, SMAL, registers, tabellen

from woonanalyse.afscherming.regels import regels
from woonanalyse.afscherming.speelruimte import speelruimte, te_krap
from woonanalyse.onderwerpen.planregister.afscherming import afgeschermd
from woonanalyse.onderwerpen.planregister.stelsel import Eerder, stelsel
from woonanalyse.onderwerpen.registerbalans import capaciteit, scherm_af

DICHT = {"vertrouwelijkheid": "gemeente", "sloop": 0}
OPEN = {"sloop": 0}
BUREN = [
    {**OPEN, "gemeentecode": "GM0002", "rest": 500, "plan_id": "B2", "naam": "Veld"},
    {**OPEN, "gemeentecode": "GM0003", "rest": 700, "plan_id": "B3", "naam": "Kamp"},
]


def weg(plannen: list[dict[str, Any]], lezingen: list[dict[str, Any]]) -> set[tuple[str, str]]:
    frame = afgeschermd(tabellen([*plannen, *BUREN])["plannen"], LEDEN, lezingen, regels())
    return set(frame[["gemeentecode", "getal"]].itertuples(index=False, name=None))


def test_where_all_is_public_nothing_is_hidden() -> None:
    assert weg([{**OPEN, "rest": 137}], LEZINGEN) == set()


def test_a_plan_among_others_hides_nothing() -> None:
    assert weg([{**DICHT, "rest": 137}, {**OPEN, "rest": 300}], [SMAL]) == set()


def test_a_plan_alone_in_its_part_hides_the_parts_and_not_the_total() -> None:
    eigen: list[dict[str, Any]] = [
        {**DICHT, "rest": 137},
        {**OPEN, "planstatus": "1B", "rest": 300},
    ]
    assert weg(eigen, [SMAL]) == {("GM0001", "hard_direct"), ("GM0001", "hard_uit_te_werken")}


def test_a_plan_that_is_all_there_is_hides_the_total_and_one_neighbour() -> None:
    """Of the same subregion: the other would be told by the total of the subregion."""
    gevonden = weg([{**DICHT, "rest": 137}], [SMAL])
    assert {("GM0001", "bruto"), ("GM0002", "bruto")} <= gevonden
    assert not {code for code, _ in gevonden} & {"GM0003"}


def test_another_reading_does_not_tell_it_by_the_difference() -> None:
    """A plan of status 2A is hard in the broad reading only: the totals of both would show how much it is.

    Those of the region do so here as well, whatever we hide: ours do not add to it.
    """
    eigen: list[dict[str, Any]] = [
        {**DICHT, "planstatus": "2A", "rest": 137},
        {**OPEN, "rest": 300},
    ]
    assert weg(eigen, [BREED]) == set()
    totalen = {("GM0001", "bruto"), ("GM0001", "netto")}
    assert totalen <= weg(eigen, LEZINGEN)


@pytest.mark.parametrize("wie", ["provincie", "gemeente", "onbekend"])
def test_only_a_plan_that_is_said_to_be_public_is(wie: str) -> None:
    assert weg([{**DICHT, "vertrouwelijkheid": wie, "rest": 137}], [SMAL])


@given(registers(), st.lists(st.sampled_from(["openbaar", "gemeente"]), min_size=7, max_size=7))
@voorbeelden(25)
def test_no_hidden_plan_of_any_register_is_told(
    alles: dict[str, pd.DataFrame], wie: list[str]
) -> None:
    """But for what the totals of areas tell of the whole region by themselves."""
    plannen = alles["plannen"].assign(vertrouwelijkheid=wie[: len(alles["plannen"])])
    cellen, verbanden = stelsel(plannen, LEDEN, LEZINGEN, regels())
    kan = list(cellen.loc[cellen["geheim"] | cellen["gewicht"].notna(), "cel"])
    verraden = te_krap(cellen, speelruimte(cellen, verbanden, kan))
    dicht = afgeschermd(plannen, LEDEN, LEZINGEN, regels())
    namen = {f"getal|{rij.lezing}|{rij.gemeentecode}|{rij.getal}" for rij in dicht.itertuples()}
    verborgen = [
        c for c in cellen["cel"] if c in namen or c in set(cellen["cel"][cellen["geheim"]])
    ]
    assert te_krap(cellen, speelruimte(cellen, verbanden, verborgen)) == verraden


@given(
    st.lists(
        st.tuples(st.integers(0, 300), st.booleans(), st.sampled_from(["1A", "2A", "1B"])),
        min_size=8,
        max_size=8,
    ),
    st.lists(st.sampled_from([0, 0, 0, 150, None]), min_size=8, max_size=8),
)
@voorbeelden(15)
def test_no_hidden_plan_of_any_two_dates_is_told(
    eigen: list[tuple[int, bool, str]], erbij: list[int | None]
) -> None:
    """But for what totals of areas, and what the first date showed, tell by themselves. None: it went."""
    toen = [
        {**(DICHT if geheim else OPEN), "plan_id": f"P{nr}", "planstatus": status, "rest": rest,
         "gemeentecode": f"GM000{nr % 3 + 1}"}
        for nr, (rest, geheim, status) in enumerate(eigen)
    ]  # fmt: skip
    nu = [
        {**plan, "rest": int(str(plan["rest"])) + meer}
        for plan, meer in zip(toen, erbij, strict=True)
        if meer is not None
    ]
    oud, nieuw = (tabellen(plannen)["plannen"] for plannen in (toen, nu))
    eerst = afgeschermd(oud, LEDEN, LEZINGEN, regels())
    eerder = [Eerder(oud, frozenset(eerst.itertuples(index=False, name=None)))]
    cellen, verbanden = stelsel(nieuw, LEDEN, LEZINGEN, regels(), eerder)
    kan = list(cellen.loc[cellen["geheim"] | cellen["gewicht"].notna(), "cel"])
    verraden = te_krap(cellen, speelruimte(cellen, verbanden, kan))
    dan = afgeschermd(nieuw, LEDEN, LEZINGEN, regels(), [oud])
    namen = {f"getal|{rij.lezing}|{rij.gemeentecode}|{rij.getal}" for rij in dan.itertuples()}
    verborgen = [c for c in cellen["cel"] if c in namen | {*cellen["cel"][cellen["geheim"]]}]
    assert te_krap(cellen, speelruimte(cellen, verbanden, verborgen)) == verraden


@pytest.mark.parametrize("telling", ["bruto", "netto"])
def test_what_is_shown_is_as_it_was(telling: str) -> None:
    """Of a total of which the parts are hidden nothing changes but where it stands."""
    eigen: list[dict[str, Any]] = [{**DICHT, "rest": 137, "uitgezonderd": 7},
             {**OPEN, "planstatus": "1B", "rest": 300, "uitgezonderd": 40}]  # fmt: skip
    plannen = tabellen([*eigen, *BUREN])["plannen"]
    alles = capaciteit(plannen, LEDEN, SMAL, telling)
    dicht = pd.DataFrame(
        [("GM0001", "hard_direct"), ("GM0001", "uitgezonderd")], columns=["gemeentecode", "getal"]
    )
    frame, kolommen = scherm_af(alles, dicht, telling)
    oud, nieuw = (f.set_index("gemeentecode") for f in (alles, frame))
    assert nieuw.loc["GM0001", "hard_ongesplitst"] == 137 + 300 - 47
    assert nieuw.loc["GM0001", "uitgezonderd"] is pd.NA
    assert nieuw.loc["GM0002", list(oud.columns)].equals(oud.loc["GM0002"])
    assert "uitgezonderd" in set(kolommen["kolom"]) and set(kolommen["telling"]) == {telling}


def weg_na(
    toen: list[dict[str, Any]], nu: list[dict[str, Any]], **anders: Any
) -> set[tuple[str, str]]:
    """What of now is hidden where the register of `toen` was published before."""
    registers_ = [tabellen([*plannen, *BUREN])["plannen"] for plannen in (toen, nu)]
    frame = afgeschermd(registers_[1], LEDEN, [SMAL], regels(), registers_[:1], **anders)
    return set(frame[["gemeentecode", "getal"]].itertuples(index=False, name=None))


OPENBAAR = {**OPEN, "plan_id": "O", "rest": 300}
GEHEIM = {**DICHT, "plan_id": "G", "rest": 137}
GEGROEID = {**GEHEIM, "rest": 237}


@pytest.mark.enkele(1)
@pytest.mark.parametrize(
    ("toen", "nu"),
    [
        ([OPENBAAR], [OPENBAAR, GEHEIM]),
        ([OPENBAAR, GEHEIM], [OPENBAAR]),
        ([OPENBAAR, GEHEIM], [OPENBAAR, GEGROEID]),
        ([OPENBAAR, GEGROEID], [OPENBAAR, GEHEIM]),
    ],
    ids=["came", "went", "grew", "shrank"],
)
def test_a_hidden_plan_does_not_follow_from_two_dates(
    toen: list[dict[str, Any]], nu: list[dict[str, Any]]
) -> None:
    """Neither date would hide its total alone; beside each other they tell it, so the second one does."""
    assert weg(toen, [SMAL]) == weg(nu, [SMAL]) == set()
    assert ("GM0001", "bruto") in weg_na(toen, nu)


def test_the_same_register_twice_hides_nothing_more() -> None:
    assert weg_na([OPENBAAR, GEHEIM], [OPENBAAR, GEHEIM]) == set()


def test_other_public_plans_hide_what_came() -> None:
    """Of those an outsider does not know the numbers, so neither what is left over."""
    assert weg_na([OPENBAAR], [{**OPENBAAR, "rest": 310}, GEHEIM]) == set()


def test_a_public_plan_under_another_id_is_the_same_plan() -> None:
    """Else a new numbering would count as other plans, and hide nothing."""
    anders = {**OPENBAAR, "plan_id": "N", "naam": "De Es"}
    assert ("GM0001", "bruto") in weg_na([{**OPENBAAR, "naam": "De Es"}], [anders, GEHEIM])


def test_a_neighbour_that_was_shown_before_keeps_nothing_apart() -> None:
    """Unchanged it is known from then: hidden now it does not protect, and so it stays."""
    gevonden = weg_na([OPENBAAR], [OPENBAAR, GEHEIM])
    assert {code for code, _ in gevonden} == {"GM0001"}


def test_a_neighbour_that_changed_does() -> None:
    """Of what changed there an outsider knows nothing, so the total of the subregion does not tell it."""
    nieuw = {**OPEN, "gemeentecode": "GM0002", "rest": 260, "plan_id": "B4"}
    gevonden = weg_na([OPENBAAR], [OPENBAAR, GEHEIM, nieuw])
    assert {("GM0001", "bruto"), ("GM0002", "bruto")} <= gevonden


def test_a_plan_of_before_is_not_told_by_a_neighbour_of_now() -> None:
    """Then it was all there was, and the total of its neighbour was hidden for it; unchanged that neighbour
    would tell it now."""
    nieuw = [OPENBAAR, GEHEIM]
    assert weg(nieuw, [SMAL]) == set()
    assert ("GM0002", "bruto") in weg_na([GEHEIM], nieuw)


def test_a_total_that_others_publish_protects_nothing() -> None:
    """The plan is all there is, and its total stands elsewhere: ours is hidden all the same."""
    plannen = tabellen([GEHEIM, *BUREN])["plannen"]
    ons = afgeschermd(plannen, LEDEN, [SMAL], regels())
    elders = afgeschermd(plannen, LEDEN, [SMAL], regels(), elders={("GM0002", 500)})
    dicht = {"GM0001", "GM0002"}
    assert set(ons["gemeentecode"]) == dicht
    assert "GM0001" in set(elders["gemeentecode"])
    assert not ((elders["gemeentecode"] == "GM0002") & (elders["getal"] == "bruto")).any()
