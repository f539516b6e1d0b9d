"""The proposal against trying everything, and what must hold for any question."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from hulp import lang_behalve, voorbeelden
from hypothesis import given
from hypothesis import strategies as st
from strategiehulp import DOELEN, Gekozen, Nateller, alle, register_met, vraag, vragen

from woonanalyse.onderwerpen.strategie.klassen import Klasse, klassen
from woonanalyse.onderwerpen.strategie.milp import Uitslag, trapsgewijs
from woonanalyse.onderwerpen.strategie.nareken import nareken
from woonanalyse.onderwerpen.strategie.uitleg import conflicten
from woonanalyse.onderwerpen.strategie.voorstel import Model, Vraag, groepen, stel_voor

A, B = "GM0001", "GM0002"


def _bijna_best(deel: Vraag) -> tuple[list[int], list[Gekozen]]:
    """By trying everything: the best value of each goal, and the answers within every tolerance."""
    tel = Nateller(deel)
    over = [een for een in alle(deel) if tel.mag(een)]
    best = []
    for doel in deel.doelen:
        if not over:
            break
        waarden = [tel.weging(een, doel.naam) for een in over]
        best.append(min(waarden))
        tot = best[-1] + int(best[-1] * doel.tolerantie)
        over = [een for een, waarde in zip(over, waarden, strict=True) if waarde <= tot]
    return best, over


@voorbeelden(60)
@given(vragen())
def test_the_proposal_is_the_best_of_all_answers(deze: Vraag) -> None:
    gevonden = stel_voor(deze)
    verwacht = {naam: _bijna_best(deel) for naam, deel in groepen(deze.op_volgorde())}
    assert (gevonden.uitslag is Uitslag.BEST) == all(over for _, over in verwacht.values())
    assert set(gevonden.zonder) == {naam for naam, (_, over) in verwacht.items() if not over}
    for naam, (best, _) in verwacht.items():
        trappen = gevonden.trappen[gevonden.trappen["groep"] == naam]
        assert trappen.loc[trappen["bepaald"], "waarde"].tolist() == best
    if gevonden.uitslag is Uitslag.BEST:
        fouten = nareken(deze.opties, deze.normen, deze.keuzes, gevonden.gekozen)
        assert fouten.empty, fouten


@voorbeelden(60)
@given(vragen())
def test_a_plan_is_classed_by_all_near_best_answers(deze: Vraag) -> None:
    gevonden = dict(klassen(deze).itertuples(index=False, name=None))
    for _, deel in groepen(deze.op_volgorde()):
        _, over = _bijna_best(deel)
        for plan, opties in deel.opties.groupby("plan_id")["optie"]:
            raak = [any(optie in set(opties) for optie, _ in een) for een in over]
            if not raak:
                assert gevonden[plan] == Klasse.NIET_BEPAALD
            else:
                klasse = Klasse.SOMS if any(raak) else Klasse.NOOIT
                assert gevonden[plan] == (Klasse.ALTIJD if all(raak) else klasse)


@voorbeelden(60)
@given(vragen(plannen=3))
def test_a_conflict_is_real_and_no_ground_in_it_can_be_missed(deze: Vraag) -> None:
    gevonden = {een.groep: een for een in conflicten(deze)}
    for naam, deel in groepen(deze.op_volgorde()):
        kan = any(map(Nateller(deel).mag, alle(deel)))
        assert (naam in gevonden) != kan
        if kan:
            continue
        assert gevonden[naam].bepaald
        eigen = _met_alleen(deel, gevonden[naam].gronden)
        tel = Nateller(eigen)
        assert not any(map(tel.mag, alle(eigen)))
        for grond in gevonden[naam].gronden:
            assert any(tel.mag(een, zonder=grond) for een in alle(eigen))


def _met_alleen(deel: Vraag, gronden: list[str]) -> Vraag:
    """The question with no other grounds than these."""
    belet = deel.opties["belet"].where(("vast: " + deel.opties["belet"]).isin(gronden), "")
    return Vraag(
        deel.opties.assign(belet=belet),
        deel.normen[("norm: " + deel.normen["norm"]).isin(gronden)],
        deel.keuzes[("keuze: " + deel.keuzes["keuze"].astype(str)).isin(gronden)],
        deel.doelen,
    )


@given(vragen(), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(deze: Vraag, toeval) -> None:  # type: ignore[no-untyped-def]
    def door(frame: pd.DataFrame) -> pd.DataFrame:
        return frame.sample(frac=1, random_state=toeval.randint(0, 999)).reset_index(drop=True)

    anders = Vraag(door(deze.opties), door(deze.normen), door(deze.keuzes), deze.doelen)
    een, twee = stel_voor(deze), stel_voor(anders)
    pd.testing.assert_frame_equal(een.gekozen, twee.gekozen)
    pd.testing.assert_frame_equal(een.trappen, twee.trappen)
    pd.testing.assert_frame_equal(een.normen, twee.normen)


def _eerste_trap(deze: Vraag) -> dict[str, int]:
    trappen = stel_voor(deze).trappen
    eerste = trappen[(trappen["doel"] == deze.doelen[0].naam) & trappen["bepaald"]]
    return dict(zip(eerste["groep"], eerste["waarde"], strict=True))


@given(vragen(), st.integers(1, 5))
def test_more_need_never_costs_more(deze: Vraag, meer: int) -> None:
    ruimer = replace(deze, normen=deze.normen.assign(hoog=deze.normen["hoog"] + meer))
    krap, ruim = _eerste_trap(deze), _eerste_trap(ruimer)
    assert set(krap) <= set(ruim)
    assert all(ruim[naam] <= waarde for naam, waarde in krap.items())


@given(vragen())
def test_more_freedom_never_costs_more(deze: Vraag) -> None:
    vrijer = replace(deze, opties=deze.opties.assign(belet=""), keuzes=deze.keuzes.iloc[:0])
    krap, vrij = _eerste_trap(deze), _eerste_trap(vrijer)
    assert set(krap) <= set(vrij)
    assert all(vrij[naam] <= waarde for naam, waarde in krap.items())


def test_inside_goes_before_outside_and_a_started_plan_stays() -> None:
    deze = vraag(
        [
            ("binnen", A, "intrekken", 10, 10, -1, "", 3, 0),
            ("buiten", A, "intrekken", 10, 10, -1, "", 1, 0),
            ("begonnen", A, "intrekken", 10, 10, -1, "begonnen", 0, 0),
        ],
        [("hoogstens", A, 1, 30, pd.NA, 20)],
    )
    gevonden = stel_voor(deze)
    assert gevonden.gekozen["plan_id"].tolist() == ["buiten"]
    assert gevonden.normen["straks"].tolist() == [20]
    assert gevonden.normen["knelt"].tolist() == [True]
    per_plan = dict(klassen(deze).itertuples(index=False, name=None))
    assert per_plan == {"begonnen": "nooit", "binnen": "nooit", "buiten": "altijd"}


def test_a_minimum_asks_for_more() -> None:
    deze = vraag(
        [("zacht", A, "hard maken", 5, 40, 1, "", 0, 0)],
        [("ten minste", A, 1, 10, 25, pd.NA)],
    )
    gevonden = stel_voor(deze).gekozen
    assert gevonden[["plan_id", "richting", "woningen"]].values.tolist() == [["zacht", 1, 15]]


def test_what_is_impossible_only_in_whole_dwellings_says_so() -> None:
    deze = vraag(
        [("een", A, "intrekken", 10, 10, -1, "", 0, 0)],
        [("hoogstens", A, 1, 10, pd.NA, 7), ("ten minste", A, 1, 10, 5, pd.NA)],
    )
    (conflict,) = conflicten(deze)
    assert conflict.gronden == ["norm: hoogstens", "norm: ten minste"]
    assert conflict.alleen_in_delen
    assert stel_voor(deze).uitslag is Uitslag.GEEN


def test_one_municipality_without_an_answer_leaves_the_other_its_own() -> None:
    deze = vraag(
        [
            ("een", A, "intrekken", 4, 4, -1, "vergund", 0, 0),
            ("twee", B, "intrekken", 4, 4, -1, "", 0, 0),
        ],
        [("hoogstens A", A, 1, 4, pd.NA, 0), ("hoogstens B", B, 1, 4, pd.NA, 0)],
    )
    gevonden = stel_voor(deze)
    assert gevonden.zonder == {A: Uitslag.GEEN}
    assert gevonden.gekozen["plan_id"].tolist() == ["twee"]
    assert conflicten(deze)[0].gronden == ["norm: hoogstens A", "vast: vergund"]


@pytest.mark.parametrize(
    ("optie", "woord"),
    [
        (("p", A, "m", 0, 4, -1, "", 0, 0), "van"),
        (("p", A, "m", 5, 4, -1, "", 0, 0), "tot"),
        (("p", A, "m", 1, 4, 2, "", 0, 0), "richting"),
    ],
)
def test_an_impossible_option_is_refused(optie: tuple[object, ...], woord: str) -> None:
    with pytest.raises(ValueError, match=woord):
        stel_voor(vraag([optie], [("n", A, 1, 4, pd.NA, 4)]))


def test_a_negative_capacity_and_an_unknown_choice_are_refused_together() -> None:
    deze = vraag(
        [("p", A, "m", 1, 4, -1, "", 0, 0)], [("n", A, 1, -1, pd.NA, 4)], [("k", "p", "p anders")]
    )
    with pytest.raises(ValueError, match=r"ten minste 0.*optie die er niet is"):
        stel_voor(deze)


@given(vragen(), st.data())
def test_the_recount_sees_every_break(deze: Vraag, data: st.DataObject) -> None:
    gekozen = data.draw(st.sampled_from(list(alle(deze))))
    frame = pd.DataFrame(gekozen, columns=["optie", "woningen"])
    assert nareken(deze.opties, deze.normen, deze.keuzes, frame).empty == Nateller(deze).mag(
        gekozen
    )


def test_the_goals_are_the_ones_of_the_question() -> None:
    assert [doel.naam for doel in DOELEN] == stel_voor(
        vraag([("p", A, "m", 1, 4, -1, "", 0, 0)], [("n", A, 1, 4, pd.NA, 3)])
    ).trappen["doel"].tolist()


@pytest.mark.lang
@pytest.mark.parametrize("plannen", lang_behalve([120], [120, 286]))
def test_a_later_goal_is_as_good_as_when_it_is_asked_alone(plannen: int) -> None:
    """Beyond small questions too: a solver that goes on from an earlier answer may stop too soon."""
    for _, deel in groepen(register_met(2, plannen, 0.6).op_volgorde()):
        model = Model(deel)
        _, trappen = trapsgewijs(model.oplosser(), model.doelen())
        assert len(trappen) == len(deel.doelen)
        for nummer, trap in enumerate(trappen):
            los = model.oplosser()
            for eerder in trappen[:nummer]:
                los.rij(eerder.doel, hoog=eerder.tot)
            assert los.kleinste(trap.doel).doel == trap.best
