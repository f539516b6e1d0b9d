"""The checks that need more than one cell: a fault is told once, at its cells; what is sound is not told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from planregisterhulp import gelijk, registers, tabellen

from woonanalyse.leveringen.controles import controleer
from woonanalyse.leveringen.controles.geval import Geval
from woonanalyse.leveringen.controles.prijzen import controleer_prijsgrenzen
from woonanalyse.leveringen.levering import Cel, Melding
from woonanalyse.leveringen.meldingen import meld, regels

PEILDATUM = date(2027, 1, 1)
Rijen = list[dict[str, Any]]
Tabellen = Mapping[str, pd.DataFrame]


def plekken_van(alles: Tabellen, zonder: tuple[str, ...] = ()) -> dict[tuple[str, int, str], Cel]:
    """A cell for every value: sheet the table, row as a spreadsheet counts, the column by its name."""
    return {
        (tabel, index, kolom): Cel(tabel, index + 2, kolom)
        for tabel, frame in alles.items()
        for index in frame.index
        for kolom in frame
        if kolom not in zonder
    }


def gezegd(
    plannen: Rijen,
    fasering: Rijen = [],  # noqa: B006
    categorieen: Rijen = [],  # noqa: B006
    vorige: Tabellen | None = None,
) -> tuple[Melding, ...]:
    alles = tabellen(plannen, fasering, categorieen)
    return tuple(controleer(Geval(alles, plekken_van(alles), PEILDATUM, vorige)))


def plekken(melding: Melding) -> list[str]:
    return [f"{cel.blad} {cel.rij} {cel.kolom}" for cel in melding.cellen]


def jaar(
    plan_id: str, van: int | None, woningen: int, tot: int | None = None, **anders: Any
) -> dict[str, Any]:
    laatste = van if tot is None else tot
    return {
        "plan_id": plan_id,
        "van_jaar": van,
        "tot_en_met_jaar": laatste,
        "woningen": woningen,
        **anders,
    }


def soort(plan_id: str, klasse: str, woningen: int, **anders: Any) -> dict[str, Any]:
    return {
        "plan_id": plan_id,
        "indeling": "eigendom",
        "klasse": klasse,
        "woningen": woningen,
        **anders,
    }


VANAF_2037 = {"plan_id": "P0", "van_jaar": 2037, "tot_en_met_jaar": None, "woningen": 3}
HEEL = {"totaal": 30, "gerealiseerd": 10, "rest": 20, "sloop": 4, "uitgezonderd": 3}
GOED: tuple[Rijen, Rijen, Rijen] = (
    [
        {**HEEL, "gewijzigd": "2026-11-01", "x_rd": 250000.0, "y_rd": 478000.0, "projectstatus": "Ontwerp"},
        {**HEEL, "gemeentecode": "GM0002", "gewijzigd": "2022", "x_rd": 250001.0, "y_rd": 478000.0},
    ],
    [
        jaar("P0", 2027, 5), jaar("P0", 2028, 9, 2032), jaar("P0", None, 6),
        jaar("P0", 2027, 4, maat="sloop"),
    ],
    [
        soort("P0", "koop", 12), soort("P0", "huur", 8),
        soort("P0", "flex", 30, maat="totaal", indeling="flex"),
        soort("P1", "koop", 20, indeling="prijsklasse"),
    ],
)  # fmt: skip


def test_a_sound_delivery_says_nothing() -> None:
    assert gezegd(*GOED) == ()
    assert gezegd([]) == ()


def test_what_is_unchanged_but_in_its_numbers_says_nothing() -> None:
    vorige = tabellen(*GOED)
    vorige["plannen"]["rest"] = vorige["plannen"]["rest"] - 1
    assert gezegd(*GOED, vorige=vorige) == ()


GEVALLEN: dict[str, tuple[str, Rijen, Rijen, Rijen, list[str]]] = {
    "an id twice": (
        "dubbel_kenmerk", [{"rest": 1, "plan_id": "A"}, {"rest": 2, "plan_id": "A"}], [], [],
        ["plannen 2 plan_id", "plannen 3 plan_id"],
    ),
    "an id of zeros": ("kenmerk_nul", [{"rest": 1, "plan_id": "00"}], [], [], ["plannen 2 plan_id"]),
    "an id without its zeros": (
        "kenmerk_zonder_nullen", [{"rest": 1, "plan_id": p} for p in ("0012", "0345", "67")], [], [],
        ["plannen 4 plan_id"],
    ),
    "a name twice": (
        "zelfde_naam", [{"rest": 1, "naam": "De Hof - f 2"}, {"rest": 2, "naam": "de hof, F 2"}], [], [],
        ["plannen 2 naam", "plannen 3 naam"],
    ),
    "a place and number twice": (
        "zelfde_plek", [{"rest": 7, "x_rd": 2e5, "y_rd": 5e5}] * 2, [], [],
        [f"plannen {rij} {k}" for rij in (2, 3) for k in ("x_rd", "y_rd", "totaal", "rest")],
    ),
    "a whole and its parts": (
        "deelplan_naast_geheel",
        [{"rest": n, "naam": naam} for naam, n in [("Hof", 9), ("Hof fase 1", 4), ("Hof fase 2", 5)]], [], [],
        [f"plannen {rij} {k}" for rij in (2, 3, 4) for k in ("totaal", "rest")],
    ),
    "a part as large as its whole": (
        "deelplan_naast_geheel",
        [{"rest": n, "naam": naam} for naam, n in [("Hof", 9), ("Hof noord", 2), ("Hof-zuid", 9)]], [], [],
        [f"plannen {rij} {k}" for rij in (2, 4) for k in ("totaal", "rest")],
    ),
    "parts of parts": (
        "deelplan_naast_geheel",
        [{"rest": n, "naam": naam} for naam, n in [("Hof", 9), ("Hof 1", 6), ("Hof 1 a", 2), ("Hof 2", 3)]],
        [], [], [f"plannen {rij} {k}" for rij in (2, 3, 5) for k in ("totaal", "rest")],
    ),
    "years without a plan": (
        "zonder_plan", [{"rest": 5}], [jaar("P9", 2027, 5, gemeentecode="GM0001")], [],
        ["fasering 2 plan_id"],
    ),
    "a class without a plan": (
        "zonder_plan", [{"rest": 5}], [], [soort("P9", "koop", 5, gemeentecode="GM0001")],
        ["categorieen 2 plan_id"],
    ),
    "years in another municipality": (
        "andere_gemeente", [{"rest": 5}], [jaar("P0", 2027, 5, gemeentecode="GM0002")], [],
        ["fasering 2 gemeentecode"],
    ),
    "a period twice": (
        "dubbele_periode", [{"rest": 5}], [jaar("P0", 2027, 2), jaar("P0", 2027, 3)], [],
        ["fasering 2 woningen", "fasering 3 woningen"],
    ),
    "an unknown year twice": (
        "dubbele_periode", [{"rest": 5}], [jaar("P0", None, 2), jaar("P0", None, 3)], [],
        ["fasering 2 woningen", "fasering 3 woningen"],
    ),
    "a class twice": (
        "dubbele_klasse", [{"rest": 5}], [], [soort("P0", "onbekend", 2), soort("P0", "onbekend", 3)],
        ["categorieen 2 woningen", "categorieen 3 woningen"],
    ),
    "a period that ends before it begins": (
        "periode_omgekeerd", [{"rest": 5}], [jaar("P0", 2030, 5, 2027)], [], ["fasering 2 van_jaar"],
    ),
    "a period without a beginning": (
        "periode_half", [{"rest": 5}],
        [{"plan_id": "P0", "van_jaar": None, "tot_en_met_jaar": 2027, "woningen": 5}], [],
        ["fasering 2 van_jaar"],
    ),
    "a period over one without an end": (
        "perioden_overlappen", [{"rest": 5}],
        [jaar("P0", 2040, 2), VANAF_2037], [],
        ["fasering 3 woningen", "fasering 2 woningen"],
    ),
    "periods over each other": (
        "perioden_overlappen", [{"rest": 5}], [jaar("P0", 2027, 2, 2031), jaar("P0", 2031, 3)], [],
        ["fasering 2 woningen", "fasering 3 woningen"],
    ),
    "a year that is over": (
        "jaar_voorbij", [{"rest": 5}], [jaar("P0", 2026, 2), jaar("P0", 2027, 3)], [],
        ["fasering 2 woningen"],
    ),
    "demolition in a year that is over": (
        "jaar_voorbij", [{"rest": 5, "sloop": 2}], [jaar("P0", 2020, 2, 2026, maat="sloop")], [],
        ["fasering 2 woningen"],
    ),
    "a sum that is not the rest": (
        "rest_sluit_niet", [{**HEEL, "rest": 21}], [], [],
        ["plannen 2 rest", "plannen 2 totaal", "plannen 2 gerealiseerd"],
    ),
    "no rest": ("rest_onbekend", [{"rest": 1}, {"totaal": 5}], [], [], ["plannen 3 rest"]),
    "no rest in any plan": (
        "rest_onbekend", [{"totaal": 4}, {"totaal": 5}], [], [], ["plannen 2 rest", "plannen 3 rest"],
    ),
    "more built than planned": (
        "rest_negatief", [{"totaal": 5, "gerealiseerd": 7, "rest": -2}], [], [],
        ["plannen 2 rest", "plannen 2 gerealiseerd"],
    ),
    "more exempted than left": (
        "uitgezonderd_te_hoog", [{"rest": 5, "uitgezonderd": 6}], [], [], ["plannen 2 uitgezonderd"],
    ),
    "exempted where nothing is left": (
        "uitgezonderd_te_hoog", [{"rest": 0, "uitgezonderd": 1}], [], [], ["plannen 2 uitgezonderd"],
    ),
    "completed with dwellings left": (
        "afgerond_met_rest", [{"rest": 5, "projectstatus": "Afgerond"}], [], [],
        ["plannen 2 rest", "plannen 2 projectstatus"],
    ),
    "half a place": ("plek_half", [{"rest": 1, "x_rd": 2e5}], [], [], ["plannen 2 y_rd"]),
    "the other half of a place": ("plek_half", [{"rest": 1, "y_rd": 5e5}], [], [], ["plannen 2 x_rd"]),
    "a place outside the country": (
        "plek_buiten_land", [{"rest": 1, "x_rd": 747000.0, "y_rd": 6853000.0}], [], [],
        ["plannen 2 x_rd", "plannen 2 y_rd"],
    ),
    "five years unchanged": (
        "vijf_jaar_ongewijzigd", [{"rest": 5, "gewijzigd": "2022-01-01"}], [], [], ["plannen 2 gewijzigd"],
    ),
    "a year five years ago": (
        "vijf_jaar_ongewijzigd", [{"rest": 5, "gewijzigd": "2021"}], [], [], ["plannen 2 gewijzigd"],
    ),
    "changed after the day": (
        "gewijzigd_later", [{"rest": 5, "gewijzigd": d} for d in ("2027-01-02", "2026-12", "2027-03")],
        [], [],
        ["plannen 2 gewijzigd", "plannen 4 gewijzigd"],
    ),
    "demolition below zero": ("sloop_negatief", [{"rest": 5, "sloop": -2}], [], [], ["plannen 2 sloop"]),
    "years of demolition below zero": (
        "sloop_negatief", [{"rest": 5, "sloop": 1}],
        [jaar("P0", 2027, -2, maat="sloop"), jaar("P0", 2028, 3, maat="sloop")], [], ["fasering 2 woningen"],
    ),
    "a year below zero": (
        "deel_negatief", [{"rest": 5}], [jaar("P0", 2027, -2), jaar("P0", 2028, 7)], [],
        ["fasering 2 woningen"],
    ),
    "a class below zero": (
        "deel_negatief", [{"rest": 5}], [], [soort("P0", "koop", -2), soort("P0", "huur", 7)],
        ["categorieen 2 woningen"],
    ),
    "the unknown class below zero": (
        "onbekend_negatief", [{"rest": 5}], [], [soort("P0", "koop", 7), soort("P0", "onbekend", -2)],
        ["categorieen 3 woningen"],
    ),
    "the unknown year below zero": (
        "onbekend_negatief", [{"rest": 5}], [jaar("P0", 2027, 7), jaar("P0", None, -2)], [],
        ["fasering 3 woningen"],
    ),
    "more in years than there is": (
        "som_te_hoog", [{"rest": 5}], [jaar("P0", 2027, 2), jaar("P0", 2028, 4)], [],
        ["plannen 2 rest", "fasering 2 woningen", "fasering 3 woningen"],
    ),
    "less in years than there is": (
        "som_te_laag", [{"rest": 5}], [jaar("P0", 2027, 2)], [], ["plannen 2 rest", "fasering 2 woningen"],
    ),
    "more demolition in years": (
        "som_te_hoog", [{"rest": 5, "sloop": 1}], [jaar("P0", 2027, 2, maat="sloop")], [],
        ["plannen 2 sloop", "fasering 2 woningen"],
    ),
    "more in classes than there is": (
        "som_te_hoog", [{"rest": 5, "totaal": 9}], [],
        [soort("P0", "koop", 6), soort("P0", "x", 9, maat="totaal", indeling="zorg")],
        ["plannen 2 rest", "categorieen 2 woningen"],
    ),
    "less in classes of all": (
        "som_te_laag", [{"rest": 5, "totaal": 9}], [],
        [soort("P0", "koop", 5), soort("P0", "x", 8, maat="totaal", indeling="zorg")],
        ["plannen 2 totaal", "categorieen 3 woningen"],
    ),
    "years of a class that are more than the class": (
        "som_te_hoog", [{"rest": 5}], [],
        [soort("P0", "koop", 5), *(soort("P0", "koop", n, van_jaar=2023 + n) for n in (4, 2))],
        ["categorieen 2 woningen", "categorieen 3 woningen", "categorieen 4 woningen"],
    ),
    "as much too little of all as of what is left": (
        "som_te_laag", [{"rest": 5, "totaal": 9}], [],
        [soort("P0", "koop", 4), soort("P0", "koop", 8, maat="totaal")],
        ["plannen 2 totaal", "categorieen 3 woningen"],
    ),
    "classes of a year that are less than the year": (
        "jaarsom", [{"rest": 5}], [jaar("P0", 2027, 3), jaar("P0", 2028, 2)],
        [*(soort("P0", "koop", 2, van_jaar=j) for j in (2027, 2028)), soort("P0", "huur", 1)],
        ["categorieen 2 woningen"],
    ),
}  # fmt: skip


@pytest.mark.enkele(12)
@pytest.mark.parametrize("geval", GEVALLEN)
def test_each_fault_is_told_once_at_its_cells(geval: str) -> None:
    code, plannen, fasering, categorieen, verwacht = GEVALLEN[geval]
    (melding,) = gezegd(plannen, fasering, categorieen)
    assert melding.code == code and plekken(melding) == verwacht
    assert melding.soort == regels()[code].soort and melding.verwacht
    assert melding.gevonden or code in ("plek_half", "periode_half")
    assert "{" not in f"{melding.gevonden}{melding.verwacht}{melding.herstel}"
    assert melding.herstel or melding.soort == "notitie"


@pytest.mark.enkele(5)
@pytest.mark.parametrize(
    ("plannen", "fasering", "categorieen"),
    [
        ([{"rest": 5, "x_rd": 2e5, "y_rd": 5e5}, {"rest": 6, "x_rd": 2e5, "y_rd": 5e5}], [], []),
        ([{"rest": 0, "x_rd": 2e5, "y_rd": 5e5}] * 2, [], []),
        ([{"rest": 5, "naam": "Hof"}, {"rest": 5, "naam": "Hof", "gemeentecode": "GM0002"}], [], []),
        ([{"rest": 9, "naam": "Hof"}, {"rest": 4, "naam": "Hof 1"}, {"rest": 4, "naam": "Hof 2"}], [], []),
        ([{"rest": 9, "naam": "Hof"}, {"rest": 9, "naam": "Hofstede"}], [], []),
        ([{"rest": 0, "naam": "Hof"}, {"rest": 0, "naam": "Hof 1"}], [], []),
        ([{"rest": 9, "naam": "Hof"}, {"rest": 9, "naam": "Hof 1", "gemeentecode": "GM0002"}], [], []),
        ([{"rest": 1, "plan_id": p} for p in ("0012", "00345", "67")], [], []),
        ([{"rest": 5}], [jaar("P0", 2027, 2, 2030), jaar("P0", 2031, 3)], []),
        ([{"rest": 5}, {"rest": 1}], [jaar("P0", 2027, 5, 2031), jaar("P1", 2031, 1)], []),
        ([{"rest": 5}], [jaar("P0", 2027, 5, 2031), jaar("P0", 2028, 0)], []),
        ([{"rest": 5}], [jaar("P0", 2026, 0), jaar("P0", 2026, 5, 2027)], []),
        (
            [{"rest": 5}],
            [jaar("P0", 2036, 2), VANAF_2037], [],
        ),
        ([{"rest": 0, "gewijzigd": "2010"}, {"rest": 5, "gewijzigd": "2022-01-02"}], [], []),
        ([{"rest": 5, "gewijzigd": "2027"}], [], []),
        ([{"rest": 0, "projectstatus": "Afgerond"}, {"rest": 5, "projectstatus": "Nazorg"}], [], []),
        ([{"rest": 5, "uitgezonderd": 5}], [], []),
        ([{"rest": 5, "totaal": 9}], [], []),
        ([{"rest": 5}], [], [soort("P0", "a", 2, van_jaar=j) for j in (2027, 2028)] + [soort("P0", "b", 1)]),
        ([{"rest": 5}], [jaar("P0", 2027, 5, 2028)], [soort("P0", "koop", 5, van_jaar=2027)]),
    ],
)  # fmt: skip
def test_what_may_be_is_not_told(plannen: Rijen, fasering: Rijen, categorieen: Rijen) -> None:
    assert gezegd(plannen, fasering, categorieen) == ()


def test_years_of_one_division_that_differ_are_told_together() -> None:
    klassen = [soort("P0", "koop", n, van_jaar=j) for n, j in ((4, 2027), (1, 2028))]
    zorg = [soort("P0", "x", n, van_jaar=j, indeling="zorg") for n, j in ((3, 2027), (2, 2028))]
    (melding,) = gezegd(
        [{"rest": 5}], [jaar("P0", 2027, 3), jaar("P0", 2028, 2)], [*klassen, *zorg]
    )
    assert melding.code == "jaarsom" and melding.gevonden == "Plan 0 (P0): 4 in 2027, 1 in 2028"
    assert melding.verwacht.endswith("alle woningen van dat jaar: 3 in 2027, 2 in 2028")
    assert plekken(melding) == ["categorieen 2 woningen", "categorieen 3 woningen"]


def test_too_little_of_all_and_more_of_what_is_left_are_both_told() -> None:
    klassen = [soort("P0", "koop", 3), soort("P0", "koop", 8, maat="totaal")]
    gevonden = gezegd([{"rest": 5, "totaal": 9}], categorieen=klassen)
    assert [m.code for m in gevonden] == ["som_te_laag", "som_te_laag"]


def test_a_negative_rest_makes_no_fault_of_its_years() -> None:
    plan = {"totaal": 5, "gerealiseerd": 7, "rest": -2}
    assert [m.code for m in gezegd([plan], [jaar("P0", 2027, -2)])] == [
        "rest_negatief",
        "onbekend_negatief",
    ]


def test_a_double_by_name_and_place_is_told_once() -> None:
    plan = {"rest": 7, "naam": "Hof", "x_rd": 2e5, "y_rd": 5e5}
    assert [m.code for m in gezegd([plan, plan])] == ["zelfde_naam"]
    zelfde = [{**plan, "plan_id": "A"}] * 2
    assert [m.code for m in gezegd(zelfde)] == ["dubbel_kenmerk"]


def test_three_of_a_kind_are_two_doubles_of_the_first() -> None:
    gevonden = gezegd([{"rest": n, "naam": "Hof"} for n in (1, 2, 4)])
    assert [plekken(m) for m in gevonden] == [
        ["plannen 2 naam", "plannen 3 naam"],
        ["plannen 2 naam", "plannen 4 naam"],
    ]


def test_a_name_that_the_format_gave_is_no_double() -> None:
    alles = tabellen([{"rest": 1, "naam": "(geen naam)"}, {"rest": 2, "naam": "(geen naam)"}])
    assert controleer(Geval(alles, plekken_van(alles, ("naam",)), PEILDATUM)) == []
    assert [m.code for m in controleer(Geval(alles, {}, PEILDATUM))] == ["zelfde_naam"]


def test_a_value_without_a_cell_is_told_at_the_id_of_its_row() -> None:
    alles = tabellen([{"rest": 5, "uitgezonderd": 6}])
    (melding,) = controleer(Geval(alles, plekken_van(alles, ("uitgezonderd",)), PEILDATUM))
    assert plekken(melding) == ["plannen 2 plan_id"]


def test_all_faults_of_a_delivery_at_once() -> None:
    plannen = [
        {"rest": 5, "uitgezonderd": 6, "x_rd": 2e5, "projectstatus": "Afgerond"},
        {"sloop": -1, "naam": "plan 0"},
    ]
    codes = {m.code for m in gezegd(plannen, [jaar("P0", 2020, 9)])}
    assert codes == {
        "uitgezonderd_te_hoog", "plek_half", "afgerond_met_rest", "rest_onbekend", "sloop_negatief",
        "zelfde_naam", "jaar_voorbij", "som_te_hoog",
    }  # fmt: skip


@given(registers())
def test_checks_change_nothing_and_say_the_same_again(alles: dict[str, pd.DataFrame]) -> None:
    vooraf = {naam: frame.copy() for naam, frame in alles.items()}
    geval = Geval(alles, plekken_van(alles), PEILDATUM, alles)
    eerst = controleer(geval)
    assert gelijk(alles, vooraf)
    assert controleer(geval) == eerst


@given(registers(onbekend=False))
def test_sums_that_do_not_close_are_told_and_those_that_do_are_not(
    alles: dict[str, pd.DataFrame],
) -> None:
    gevonden = controleer(Geval(alles, plekken_van(alles), PEILDATUM))
    som = alles["fasering"].query("maat == 'rest'").groupby("plan_id")["woningen"].sum()
    heel = alles["plannen"].set_index("plan_id")["rest"]
    for plan_id, samen in som.items():
        code = {-1: ["som_te_laag"], 0: [], 1: ["som_te_hoog"]}[
            int(samen > heel[plan_id]) - int(samen < heel[plan_id])
        ]
        eigen = [
            m.code
            for m in gevonden
            if f"({plan_id}):" in m.gevonden and m.code.startswith("som_") and "de jaren" in m.verwacht
            and "(rest)" in m.verwacht
        ]  # fmt: skip
        assert eigen == code


VORIGE = tabellen(
    [
        {"plan_id": "A", "rest": 10}, {"plan_id": "B", "totaal": 8, "rest": 8},
        {"plan_id": "0", "rest": 1}, {"plan_id": "C", "rest": 0},
    ]
)  # fmt: skip


@pytest.mark.parametrize(
    ("plan", "codes"),
    [
        ({"plan_id": "A", "rest": 100}, ["vertienvoudigd"]),
        ({"plan_id": "A", "rest": 99}, []),
        ({"plan_id": "B", "totaal": 80, "rest": 80}, ["vertienvoudigd"]),
        ({"plan_id": "B", "totaal": 79, "rest": 80}, []),
        ({"plan_id": "C", "rest": 1000}, []),
        ({"plan_id": "0", "rest": 500}, ["kenmerk_nul"]),
        ({"plan_id": "N", "rest": 500}, []),
        ({"plan_id": "A", "rest": 10, "gemeentecode": "GM0002"}, ["kenmerk_verhuisd"]),
    ],
)
def test_beside_the_delivery_before(plan: dict[str, Any], codes: list[str]) -> None:
    gevonden = gezegd([plan], vorige=VORIGE)
    assert [m.code for m in gevonden] == codes
    if "vertienvoudigd" in codes:
        kolom = "totaal" if "totaal" in plan else "rest"
        assert plekken(gevonden[0]) == [f"plannen 2 {kolom}"]


def test_without_a_delivery_before_nothing_is_compared() -> None:
    assert gezegd([{"plan_id": "A", "rest": 100}]) == ()


TWEE: Rijen = [{"plan_id": "A", "rest": 5}, {"plan_id": "B", "rest": 6}]


def test_all_values_of_last_time_are_told_by_municipality() -> None:
    anders = [{"plan_id": p, "rest": n, "gemeentecode": "GM0002"} for p, n in (("C", 7), ("D", 8))]
    vorige = tabellen([*TWEE[::-1], {**anders[0], "rest": 1}, anders[1]], [jaar("A", 2027, 5)])
    (melding,) = gezegd([*TWEE, *anders], [jaar("A", 2027, 5)], vorige=vorige)
    assert melding.code == "gelijk_aan_vorige" and melding.gevonden == "2 plannen"
    assert "GM0001" in melding.verwacht and plekken(melding)[0] == "plannen 2 rest"


@pytest.mark.parametrize(
    ("plannen", "fasering"),
    [
        ([{**TWEE[0], "planstatus": "1B"}, TWEE[1]], [jaar("A", 2027, 5)]),
        (TWEE, [jaar("A", 2028, 5)]),
        (TWEE[:1], [jaar("A", 2027, 5)]),
        ([*TWEE, {"plan_id": "E", "rest": 9}], [jaar("A", 2027, 5)]),
    ],
)
def test_one_change_is_enough_not_to_be_told(plannen: Rijen, fasering: Rijen) -> None:
    vorige = tabellen(TWEE, [jaar("A", 2027, 5)])
    assert gezegd(plannen, fasering, vorige=vorige) == ()


def test_one_plan_or_only_zeros_may_stay_as_they_were() -> None:
    een, nullen = TWEE[:1], [{"plan_id": p, "rest": 0} for p in "AB"]
    for plannen in (een, nullen):
        assert gezegd(plannen, vorige=tabellen(plannen)) == ()


def prijzen(*klassen: tuple[str, float, float | None]) -> list[Melding]:
    """What is said of the bounds of these classes; their cells are numbered from 1."""
    cellen = {klasse: Cel("", nr, "prijs") for nr, klasse in enumerate(klassen, start=1)}
    return list(controleer_prijsgrenzen(cellen))


@pytest.mark.parametrize(
    ("klassen", "code", "rijen", "verwacht"),
    [
        ([("huur", 0, 695), ("huur", 694, None)], "prijs_overlap", [2, 1], "vanaf 0 tot 695"),
        ([("huur", 694, None), ("huur", 0, 695)], "prijs_overlap", [1, 2], "vanaf 0 tot 695"),
        ([("koop", 0, None), ("koop", 5, None)], "prijs_overlap", [2, 1], "vanaf 0"),
        ([("huur corporatie", 700, 695)], "prijs_omgekeerd", [1], "(700)"),
        ([("koop", 0, 39_000_000)], "prijs_schaal", [1], "10.000.000"),
        ([("huur particulier", 87_966, None)], "prijs_schaal", [1], "10.000"),
    ],
)
def test_bounds_that_do_not_go_together(
    klassen: list[tuple[str, float, float | None]], code: str, rijen: list[int], verwacht: str
) -> None:
    (melding,) = prijzen(*klassen)
    assert melding.code == code and [cel.rij for cel in melding.cellen] == rijen
    assert verwacht in melding.verwacht and "{" not in melding.verwacht


def test_bounds_that_go_together_say_nothing() -> None:
    assert prijzen(
        ("huur", 0, 879.66), ("huur", 879.66, None), ("huur corporatie", 0, 808.06),
        ("koop", 0, 200_000), ("koop", 250_000, 10_000_000),
    ) == []  # fmt: skip


def test_an_amount_is_written_as_a_dutch_reader_does() -> None:
    (melding,) = prijzen(("huur", 0, 1157.95), ("huur", 879.66, None))
    assert melding.gevonden == "huur vanaf 879,66" and "1.157,95" in melding.verwacht


def test_every_code_of_the_list_can_be_said() -> None:
    for code, regel in regels().items():
        namen = {
            deel.split("}")[0] for t in (regel.verwacht, regel.herstel) for deel in t.split("{")[1:]
        }
        melding = meld(code, [], "x", **dict.fromkeys(namen, "woord"))
        assert melding.soort in ("fout", "waarschuwing", "notitie") and "{" not in melding.verwacht
        assert melding.herstel or melding.soort == "notitie", code


def test_a_code_or_word_that_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError):
        meld("bestaat_niet", [])
    with pytest.raises(KeyError):
        meld("dubbel_kenmerk", [])
