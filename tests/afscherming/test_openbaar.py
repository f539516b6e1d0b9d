"""Which sums of classes and measures are published, and that nothing of a plan is found back in them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hulp import voorbeelden
from hypothesis import given
from hypothesis import strategies as st

from woonanalyse.afscherming.regels import regels
from woonanalyse.kern.catalogus import lees_verklaring
from woonanalyse.kern.project import PAKKET
from woonanalyse.kern.registers import VRIJGAVE
from woonanalyse.onderwerpen.strategie.milp import Oplosser, Programma, Uitslag
from woonanalyse.onderwerpen.strategie.openbaar import (
    BEKEND,
    BIJDRAGEN,
    SUBREGIO,
    drempel_op,
    openbaar,
    vrijgegeven,
)

DREMPELS = lees_verklaring(PAKKET / "onderwerpen" / "strategie" / "openbaar.yml")["drempels"]
DREMPEL = drempel_op(DREMPELS, date(2026, 11, 27))
LEDEN = pd.DataFrame(
    [("A1", "A"), ("A2", "A"), ("A3", "A"), ("B1", "B")], columns=["gemeentecode", "subregio"]
)
ROLLEN = ("ontwikkelaar", "corporatie", "particulier", "gemeente", "belegger")


def groep(
    naam: str,
    maten: Sequence[int],
    rollen: Sequence[Any] = ROLLEN,
    *,
    gemeenten: Sequence[str] = ("A1", "A2", "A3"),
    versie: str = "1",
    tabel: str = "klassen",
    vanaf: int = 0,
) -> pd.DataFrame:
    """Plans of one group: sizes, and roles and municipalities in turn."""
    rijen = [
        (
            tabel, versie, naam, f"{naam}{nr + vanaf}", gemeenten[nr % len(gemeenten)],
            rollen[nr % len(rollen)], maat,
        )
        for nr, maat in enumerate(maten)
    ]  # fmt: skip
    return pd.DataFrame(rijen, columns=BIJDRAGEN)


REST = groep("nooit", [30] * 30)


def uit(*delen: pd.DataFrame, vrij: Sequence[str] = ()) -> dict[tuple[Any, ...], Any]:
    """By tabel, versie, gebied and groep the dwellings that are shown, None where shielded."""
    frame = openbaar(pd.concat(delen), LEDEN, DREMPEL, regels(), vrij)
    return {
        (r.tabel, r.versie, r.gebied, r.groep): None if r.afgeschermd else int(r.woningen)
        for r in frame.itertuples()
    }


SOM = ("klassen", "1", "A", "altijd")


@pytest.mark.parametrize(
    ("maten", "rollen", "getoond"),
    [
        ([20] * 5, ROLLEN, True),
        ([20] * 4, ROLLEN, False),
        ([20] * 6, ("ontwikkelaar", "corporatie"), False),
        ([20] * 6, ("ontwikkelaar", "corporatie", "particulier"), True),
        ([50, 20, 10, 10, 10], ROLLEN, True),
        ([51, 20, 10, 10, 9], ROLLEN, False),
        ([20] * 6, ("gemeente",), True),
        ([20] * 8, ("ontwikkelaar", "corporatie", "particulier", pd.NA), True),
        ([20] * 6, ("ontwikkelaar", "corporatie", pd.NA), False),
        ([20, 20, 20, 40, 20, 20, 20, 40], ("gemeente", "corporatie", "belegger", pd.NA), False),
    ],
)
def test_a_sum_needs_enough_plans_and_owners_and_none_with_more_than_half(
    maten: list[int], rollen: tuple[Any, ...], getoond: bool
) -> None:
    """The municipality is another owner in each; of another role all is one; unknown may be the largest."""
    som = uit(groep("altijd", maten, rollen), REST)[SOM]
    assert som == (sum(maten) if getoond else None)


def test_the_thresholds_are_dated() -> None:
    later = [*DREMPELS, {**DREMPELS[-1], "vanaf": "2030-01-01", "plannen": 9}]
    assert drempel_op(later, date(2029, 12, 31)).plannen == DREMPEL.plannen
    assert drempel_op(later, date(2030, 1, 1)).plannen == 9
    assert (DREMPEL.plannen, DREMPEL.eigenaren, DREMPEL.aandeel) == (5, 3, 0.5)


def test_what_is_left_beside_what_is_shown_is_not_too_little() -> None:
    """With the whole of an area known, the third group would be the whole less the two others."""
    getoond = uit(groep("altijd", [20] * 6), groep("soms", [9] * 3), REST)
    assert getoond[("klassen", "1", "A", "soms")] is None
    assert None in (getoond[SOM], getoond[("klassen", "1", "A", "nooit")])


def test_a_group_that_is_the_whole_area_tells_the_class_of_every_plan() -> None:
    assert set(uit(REST).values()) == {None}


def test_a_municipality_only_after_its_college_released_it() -> None:
    delen = [groep("altijd", [20] * 30, ROLLEN, gemeenten=("A1", "A2", "A3")), REST]
    assert not any(gebied == "A1" for _, _, gebied, _ in uit(*delen))
    ene = uit(*delen, vrij=["A1"])
    assert ene[("klassen", "1", "A1", "altijd")] == 200
    assert not any(gebied == "A2" for _, _, gebied, _ in ene)


def test_two_of_three_municipalities_would_tell_the_third() -> None:
    delen = [groep("altijd", [20] * 30, ROLLEN), REST]
    twee = uit(*delen, vrij=["A1", "A2"])
    getoond = [code for code in ("A1", "A2") if twee[("klassen", "1", code, "altijd")]]
    assert twee[SOM] and len(getoond) == 1
    alle = uit(*delen, vrij=["A1", "A2", "A3"])
    assert all(alle[("klassen", "1", code, "altijd")] for code in ("A1", "A2", "A3"))


def test_releases_are_rows_of_the_register_of_decisions() -> None:
    rijen = [
        (VRIJGAVE, "2022", "A1", "2026-11-01"),
        (VRIJGAVE, "2022", "A2", "2026-12-01"),
        (VRIJGAVE, "2017", "A3", "2026-11-01"),
        ("wijziging RWP", "2022", "B1", "2026-11-01"),
    ]
    besluiten = pd.DataFrame(rijen, columns=["soort", "editie", "partij", "datum"])
    assert vrijgegeven(besluiten, "2022", date(2026, 11, 27)) == ["A1"]


def test_the_step_of_one_plan_between_two_versions_is_not_shown() -> None:
    toen, rest = groep("altijd", [20] * 8), REST
    een_erbij = pd.concat([toen, groep("altijd", [37], vanaf=8)]).assign(versie="2")
    beide = uit(toen, rest, een_erbij, rest.assign(versie="2"))
    assert beide[SOM] == 160
    assert beide[("klassen", "2", "A", "altijd")] is None
    zes_erbij = pd.concat([toen, groep("altijd", [37] * 6, vanaf=8)]).assign(versie="2")
    beide = uit(toen, rest, zes_erbij, rest.assign(versie="2"))
    assert beide[("klassen", "2", "A", "altijd")] == 160 + 6 * 37
    gelijk = uit(toen, rest, toen.assign(versie="2"), rest.assign(versie="2"))
    assert gelijk[("klassen", "2", "A", "altijd")] == 160


def test_a_plan_that_only_changed_in_size_is_a_step_too() -> None:
    toen = groep("altijd", [20] * 8)
    nu = toen.assign(versie="2", woningen=[33, *[20] * 7])
    beide = uit(toen, REST, nu, REST.assign(versie="2"))
    assert (beide[SOM], beide[("klassen", "2", "A", "altijd")]) == (160, None)


def test_two_tables_of_the_same_plans_do_not_tell_the_one_between_them() -> None:
    klassen = [groep("altijd", [20] * 8), REST]
    maatregel = pd.concat(klassen).assign(tabel="maatregelen")
    maatregel["groep"] = maatregel["groep"].replace({"altijd": "schrappen", "nooit": "geen"})
    anders = maatregel.assign(
        groep=maatregel["groep"].mask(maatregel["plan_id"] == "altijd0", "geen")
    )
    assert uit(*klassen, maatregel)[("maatregelen", "1", "A", "schrappen")] == 160
    assert uit(*klassen, anders)[("maatregelen", "1", "A", "schrappen")] is None


def test_a_plan_twice_in_a_version_and_numbers_below_zero_are_refused() -> None:
    dubbel = pd.concat([REST, REST.iloc[:1].assign(groep="altijd")])
    with pytest.raises(ValueError, match="in één groep"):
        openbaar(dubbel, LEDEN, DREMPEL, regels())
    with pytest.raises(ValueError, match="0 of meer"):
        openbaar(REST.assign(woningen=-1), LEDEN, DREMPEL, regels())


def _werelden(zaad: int, versies: int = 3) -> pd.DataFrame:
    """Plans in two areas that change class a little between versions, and a table of measures."""
    toeval = np.random.default_rng(zaad)
    n = int(toeval.integers(40, 120))
    kern = pd.DataFrame(
        {
            "plan_id": [f"p{nr:02}" for nr in range(n)],
            "gemeentecode": toeval.choice(LEDEN["gemeentecode"], n),
            "eigenaar": toeval.choice([*ROLLEN * 4, ""], n),
            "woningen": np.maximum(1, np.exp(toeval.normal(3, 0.7, n)).astype(int)),
        }
    )
    klasse, delen = toeval.choice(["altijd", "soms", "nooit"], n), []
    for versie in range(versies):
        wissel = toeval.random(n) < toeval.choice([0.0, 0.02, 0.4])
        klasse = np.where(wissel, toeval.choice(["altijd", "soms", "nooit"], n), klasse)
        delen.append(kern.assign(tabel="klassen", versie=str(versie), groep=klasse))
    middel = np.where(klasse == "nooit", "geen", toeval.choice(["schrappen", "verkleinen"], n))
    delen.append(kern.assign(tabel="maatregelen", versie="2", groep=middel))
    return pd.concat(delen)[BIJDRAGEN]


def _aanval(bijdragen: pd.DataFrame, getoond: pd.DataFrame) -> list[str]:
    """Plans of which the size follows from the sums in `getoond`, for who knows which plans each holds; and
    differences of two sums that are of too few plans."""
    subregio = dict(LEDEN.itertuples(index=False, name=None))
    plannen = sorted(set(bijdragen["plan_id"]))
    rijen, namen = [], []
    for som in getoond.itertuples():
        deel = bijdragen[(bijdragen["tabel"] == som.tabel) & (bijdragen["versie"] == som.versie)]
        waar = deel["gemeentecode"]
        waar = waar.map(subregio) if som.niveau == SUBREGIO else waar
        erin = deel.loc[(deel["groep"] == som.groep) & (waar == som.gebied), "plan_id"]
        rijen.append(np.isin(plannen, erin).astype(int))
        namen.append(f"{som.tabel} {som.versie} {som.gebied} {som.groep}")
    if not rijen:
        return []
    matrix = np.array(rijen)
    rang = np.linalg.matrix_rank(matrix)
    gevonden = [
        plan
        for plan, eenheid in zip(plannen, np.eye(len(plannen)), strict=True)
        if np.linalg.matrix_rank(np.vstack([matrix, eenheid])) == rang
    ]
    for (een, a), (ander, b) in combinations(zip(namen, matrix, strict=True), 2):
        anders = int(np.abs(a - b).sum())
        if (a * b).any() and 0 < anders < DREMPEL.plannen:
            gevonden.append(f"{een} min {ander}")
    return gevonden


@voorbeelden(15)
@given(st.integers(0, 10_000), st.sampled_from([(), ("A1",), ("A1", "A2"), ("A1", "A2", "A3")]))
def test_no_size_is_found_back_in_all_tables_together(zaad: int, vrij: tuple[str, ...]) -> None:
    bijdragen = _werelden(zaad)
    frame = openbaar(bijdragen, LEDEN, DREMPEL, regels(), vrij)
    assert _aanval(bijdragen, frame[~frame["afgeschermd"]]) == []


def test_the_attack_finds_plans_where_nothing_is_shielded() -> None:
    """Else the test above says nothing."""
    gevonden = 0
    for zaad in range(5):
        bijdragen = _werelden(zaad)
        gevonden += bool(_aanval(bijdragen, openbaar(bijdragen, LEDEN, DREMPEL, regels())))
    assert gevonden >= 3


def test_some_sums_are_shown() -> None:
    """Hiding everything would pass too."""
    getoond = [
        ~openbaar(_werelden(zaad), LEDEN, DREMPEL, regels())["afgeschermd"] for zaad in range(5)
    ]
    assert sum(som.sum() for som in getoond) > 10


def test_with_the_hard_total_known_the_largest_plan_stays_a_guess() -> None:
    """Known besides: the sum of all plans but one and a few that are in one sum."""
    delen = pd.concat([groep("altijd", [90, 60, 40, 30, 20, 15]), REST])
    bekend = pd.DataFrame(
        [("elders", f"altijd{nr}", maat) for nr, maat in enumerate([90, 60, 40, 30, 20])],
        columns=BEKEND,
    )
    vrij = openbaar(delen, LEDEN, DREMPEL, regels())
    dicht = openbaar(delen, LEDEN, DREMPEL, regels(), (), bekend)
    eigen = (dicht["groep"] == "altijd") & (dicht["gebied"] == "A")
    assert not vrij.loc[eigen, "afgeschermd"].item()
    assert dicht.loc[eigen, "afgeschermd"].item()


def test_who_knows_every_size_still_cannot_tell_a_class() -> None:
    """Of each plan there is another division over the classes with the same numbers, without its own."""
    toeval = np.random.default_rng(3)
    maten = {
        naam: toeval.integers(10, 60, aantal)
        for naam, aantal in (("altijd", 10), ("soms", 14), ("nooit", 40))
    }
    delen = pd.concat([groep(naam, [*map(int, eigen)]) for naam, eigen in maten.items()])
    frame = openbaar(delen, LEDEN, DREMPEL, regels())
    getoond = frame[~frame["afgeschermd"] & (frame["gebied"] == "A")]
    assert len(getoond) == 3
    assert _zonder_andere_klasse(delen, getoond) == []


def _zonder_andere_klasse(bijdragen: pd.DataFrame, getoond: pd.DataFrame) -> list[str]:
    groepen = list(dict.fromkeys(bijdragen["groep"]))
    programma = Programma()
    plek = {
        (rij.plan_id, naam): programma.kolom(0, 1)
        for rij in bijdragen.itertuples()
        for naam in groepen
    }
    for plan in bijdragen["plan_id"]:
        programma.rij({plek[plan, naam]: 1 for naam in groepen}, 1, 1)
    for som in getoond.itertuples():
        maat = dict(zip(bijdragen["plan_id"], bijdragen["woningen"], strict=True))
        for per in (maat, dict.fromkeys(maat, 1)):
            heel = som.woningen if per is maat else som.plannen
            programma.rij({plek[p, som.groep]: n for p, n in per.items()}, int(heel), int(heel))
    echt = dict(zip(bijdragen["plan_id"], bijdragen["groep"], strict=True))
    over = set(echt)
    while over:
        doel = {plek[plan, echt[plan]]: 1 for plan in sorted(over)}
        antwoord = Oplosser(programma).kleinste(doel)
        assert antwoord.uitslag is Uitslag.BEST
        anders = {plan for plan in over if not antwoord.waarden[plek[plan, echt[plan]]]}
        if not anders:
            break
        over -= anders
    return sorted(over)
