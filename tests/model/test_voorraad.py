"""What was built and demolished, and how the stock moved."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from invoerbouw import opzet

from woonanalyse.kern.regio import lees_regio
from woonanalyse.onderwerpen.gebouwd.bron import lees
from woonanalyse.onderwerpen.gebouwd.model import (
    MUTATIES,
    NAASTKOLOMMEN,
    PERIODEKOLOMMEN,
    bouwjaren,
    naast_elkaar,
    per_periode,
    sluitfouten,
)

WORTEL = Path(__file__).resolve().parents[2]
BESTAND = "data/raw/cbs/2020-12-31/cbs_woningvoorraad_2012_2020.csv"
GETALLEN = ["jaar", "beginstand", *MUTATIES, "saldo", "eindstand"]


def rij(code: str, jaar: int, begin: int, *mutaties: Any) -> tuple[Any, ...]:
    """A row that adds up."""
    bouw, bij, sloop, af, correctie = mutaties
    saldo = None if None in mutaties else bouw + bij - sloop - af + correctie
    return code, code, jaar, begin, *mutaties, saldo, None if saldo is None else begin + saldo


def frame(*rijen: tuple[Any, ...]) -> pd.DataFrame:
    namen = ["gemeentecode", "gemeente", *GETALLEN]
    return pd.DataFrame(rijen, columns=namen).astype(dict.fromkeys(GETALLEN, "Int64"))


TWEE = frame(rij("A", 2017, 100, 10, 3, 2, 4, -1), rij("A", 2018, 106, 20, 0, 5, 0, 2))


def test_a_period_adds_up_every_mutation_apart() -> None:
    p = per_periode(TWEE, 2017, 2018)
    assert list(p.columns) == PERIODEKOLOMMEN
    een = p.iloc[0]
    assert [een[n] for n in MUTATIES] == [30, 3, 7, 4, 1]
    assert (een["saldo"], een["beginstand"], een["eindstand"]) == (23, 100, 123)
    assert een["nieuwbouw_min_sloop"] == 23
    assert (een["van"], een["tot_en_met"], een["jaren"]) == (2017, 2018, 2)
    assert een["ontbrekende_jaren"] == "" and een["gemeente"] == "A"


def test_a_period_has_whole_numbers_and_the_order_of_the_source() -> None:
    p = per_periode(frame(rij("B", 2017, 1, 1, 0, 0, 0, 0), *TWEE.to_numpy()), 2017, 2017)
    assert p["gemeentecode"].tolist() == ["B", "A"]
    getallen = ["van", "tot_en_met", "jaren", "beginstand", *MUTATIES, "saldo", "eindstand"]
    assert {str(p[naam].dtype) for naam in getallen} == {"Int64"}
    geen = per_periode(TWEE.iloc[:0], 2017, 2017)
    assert geen.empty and list(geen.columns) == PERIODEKOLOMMEN


def test_both_ends_of_the_period_count_and_no_other_year() -> None:
    assert per_periode(TWEE, 2018, 2018)["nieuwbouw"].tolist() == [20]
    assert per_periode(TWEE, 2017, 2017)["nieuwbouw"].tolist() == [10]


def test_a_missing_year_makes_the_sum_onbekend_and_is_named() -> None:
    een = per_periode(TWEE, 2016, 2019).iloc[0]
    assert pd.isna(een["nieuwbouw"]) and pd.isna(een["beginstand"]) and pd.isna(een["eindstand"])
    assert pd.isna(een["nieuwbouw_min_sloop"])
    assert een["ontbrekende_jaren"] == "2016, 2019" and een["jaren"] == 4


def test_a_missing_cell_is_not_a_zero() -> None:
    gat = frame(rij("A", 2017, 100, None, 3, 2, 4, 0), rij("A", 2018, 106, 20, 0, 5, 0, 2))
    assert pd.isna(per_periode(gat, 2017, 2018)["nieuwbouw"].iloc[0])
    assert per_periode(gat, 2017, 2018)["sloop"].iloc[0] == 7


def test_an_empty_period_gives_nothing() -> None:
    een = per_periode(TWEE, 2018, 2017).iloc[0]
    assert een["jaren"] == 0 and pd.isna(een["nieuwbouw"])


@pytest.mark.parametrize("verschil", [-1, 0, 1])
def test_rows_that_do_not_add_up_are_named_with_their_difference(verschil: int) -> None:
    stuk = TWEE.copy()
    stuk.loc[1, "eindstand"] += verschil
    gevonden = sluitfouten(stuk)
    assert gevonden["verschil"].tolist() == ([verschil] if verschil else [])
    assert gevonden["jaar"].tolist() == ([2018] if verschil else [])
    if verschil:
        assert gevonden["berekend"].tolist() == [123]
        namen = ["gemeentecode", "gemeente", "jaar", "berekend", "eindstand", "verschil"]
        assert list(gevonden.columns) == namen and list(gevonden.index) == [0]


def test_a_row_with_an_unknown_part_is_no_error() -> None:
    assert sluitfouten(frame(rij("A", 2017, 100, None, 3, 2, 4, 0))).empty


@given(st.lists(st.tuples(*[st.integers(0, 99)] * 4, st.integers(-50, 50)), min_size=1, max_size=6))
def test_the_parts_make_the_whole_over_any_period(jaren: list[tuple[int, ...]]) -> None:
    begin, rijen = 1000, []
    for nr, mutaties in enumerate(jaren):
        rijen.append(rij("A", 2000 + nr, begin, *mutaties))
        begin = rijen[-1][-1]
    p = per_periode(frame(*rijen), 2000, 1999 + len(jaren)).iloc[0]
    tekens = {"sloop": -1, "overige_onttrekking": -1}
    assert p["saldo"] == sum(tekens.get(n, 1) * p[n] for n in MUTATIES)
    assert p["beginstand"] + p["saldo"] == p["eindstand"]
    assert sluitfouten(frame(*rijen)).empty


def balans(behoeften: list[Any], hard: Any = 50) -> pd.DataFrame:
    n = len(behoeften)
    vast = {"gemeentecode": "A", "gemeente": "A", "telling": "bruto", "hard_totaal": [hard] * n}
    return pd.DataFrame(
        {**vast, "behoefte": behoeften, "periode_van": [2017] * n, "periode_tot": [2026] * n}
    ).astype(dict.fromkeys(["behoefte", "hard_totaal", "periode_van", "periode_tot"], "Int64"))


def test_need_plan_and_reality_side_by_side_per_year() -> None:
    n = naast_elkaar(balans([100, 120]), per_periode(TWEE, 2017, 2018))
    assert list(n.columns) == NAASTKOLOMMEN
    een = n.iloc[0]
    assert (een["behoefte_laag"], een["behoefte_hoog"], een["behoefte_jaren"]) == (100, 120, 10)
    assert (een["behoefte_per_jaar_laag"], een["behoefte_per_jaar_hoog"]) == (10, 12)
    assert (een["nieuwbouw_per_jaar"], een["sloop_per_jaar"]) == (15, 3.5)
    assert (een["hard_totaal"], een["gebouwd_van"], een["gebouwd_tot_en_met"]) == (50, 2017, 2018)


def test_one_unknown_end_of_the_need_makes_it_onbekend() -> None:
    een = naast_elkaar(balans([100, None], None), per_periode(TWEE, 2017, 2018)).iloc[0]
    velden = ["behoefte_laag", "behoefte_hoog", "behoefte_per_jaar_hoog", "hard_totaal"]
    assert een[velden].isna().all()
    assert een["nieuwbouw"] == 30


def test_a_capacity_that_is_unknown_in_one_variant_is_onbekend() -> None:
    half = balans([100, 120])
    half.loc[1, "hard_totaal"] = pd.NA
    assert pd.isna(naast_elkaar(half, per_periode(TWEE, 2017, 2018))["hard_totaal"].iloc[0])


def test_a_municipality_that_the_stock_does_not_hold_keeps_its_row() -> None:
    ander = balans([80]).assign(gemeentecode="B", gemeente="B")
    beide = naast_elkaar(pd.concat([ander, balans([100])]), per_periode(TWEE, 2017, 2018))
    assert beide["gemeente"].tolist() == ["B", "A"]
    assert beide["nieuwbouw"].isna().tolist() == [True, False]
    assert str(beide["nieuwbouw_per_jaar"].dtype) == "Float64"


def test_no_years_is_no_division() -> None:
    een = naast_elkaar(balans([100]), per_periode(TWEE, 2018, 2017)).iloc[0]
    assert pd.isna(een["nieuwbouw_per_jaar"])
    een = naast_elkaar(balans([100]), per_periode(TWEE, 2018, 2018)).iloc[0]
    assert een["nieuwbouw_per_jaar"] == 20


def test_the_real_stock_names_the_three_rows_of_the_source() -> None:
    voorraad = lees(WORTEL, lees_regio(WORTEL), BESTAND).voorraad
    gevonden = sluitfouten(voorraad)
    namen = list(zip(gevonden["gemeente"], gevonden["jaar"], strict=True))
    assert namen == [("Wierden", 2012), ("Twenterand", 2013), ("Haaksbergen", 2014)]
    p = per_periode(voorraad, 2017, 2020)
    assert p[["nieuwbouw", "sloop", "saldo"]].sum().tolist() == [7537, 1131, 7281]


@pytest.mark.parametrize(
    ("peildatum", "stand_per", "jaren"),
    [
        ("2017-01-01", "2018-12-31", (2017, 2018)),
        ("2017-01-02", "2018-12-30", (2018, 2017)),
        ("2017-02-01", "2018-11-30", (2018, 2017)),
        ("2017-01-01", "2018-01-31", (2017, 2017)),
        ("2016-07-01", "2017-12-31", (2017, 2017)),
        ("2017-01-01", "2030-12-31", (2017, 2018)),
        (None, "2018-12-31", (2019, 2018)),
    ],
)
def test_only_whole_years_of_an_edition_that_the_stock_holds(
    peildatum: str | None, stand_per: str, jaren: tuple[int, int]
) -> None:
    """The last is before the first where there is none, as of an edition without a date."""
    deze = opzet(peildatum=peildatum, stand_per=stand_per, peildatum_toelichting="onbekend")
    assert bouwjaren(deze, TWEE) == jaren


def test_rows_that_do_not_add_up_stand_in_order_of_year_and_name() -> None:
    rijen = [("c", 2018), ("b", 2017), ("a", 2018), ("d", 2017)]
    stuk = frame(*[(*rij(code, jaar, 100, 0, 0, 0, 0, 0)[:-1], 101) for code, jaar in rijen])
    namen = list(zip(sluitfouten(stuk)["jaar"], sluitfouten(stuk)["gemeente"], strict=True))
    assert namen == [(2017, "b"), (2017, "d"), (2018, "a"), (2018, "c")]


def test_every_cell_of_an_empty_period_and_of_what_stands_beside_it() -> None:
    leeg = per_periode(TWEE, 2018, 2017)
    uit = leeg.astype("object").where(leeg.notna(), None).to_dict("records")
    assert uit == [
        {**dict.fromkeys(PERIODEKOLOMMEN), "gemeentecode": "A", "gemeente": "A", "jaren": 0,
         "ontbrekende_jaren": ""}
    ]  # fmt: skip
    naast = naast_elkaar(balans([100, 120]), per_periode(TWEE, 2018, 2018))
    assert naast.astype("object").to_dict("records") == [
        {
            "gemeentecode": "A", "gemeente": "A", "behoefte_laag": 100, "behoefte_hoog": 120,
            "behoefte_jaren": 10, "hard_totaal": 50, "telling": "bruto", "gebouwd_van": 2018,
            "gebouwd_tot_en_met": 2018, "gebouwd_jaren": 1, "nieuwbouw": 20, "sloop": 5,
            "nieuwbouw_min_sloop": 15, "overige_toevoeging": 0, "overige_onttrekking": 0,
            "correctie": 2, "saldo": 17, "behoefte_per_jaar_laag": 10.0,
            "behoefte_per_jaar_hoog": 12.0, "nieuwbouw_per_jaar": 20.0, "sloop_per_jaar": 5.0,
        }
    ]  # fmt: skip
