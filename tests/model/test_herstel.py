"""The way back to balance, to the day and to the dwelling; the points to discuss."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest
from hulp import voorbeelden
from hypothesis import given
from hypothesis import strategies as st
from invoerbouw import opzet

from woonanalyse.kern.dagen import plus_maanden
from woonanalyse.kern.oordeel import dekking, oordeel
from woonanalyse.kern.opzet import Opzet
from woonanalyse.onderwerpen.herstel.model import (
    AANDACHTKOLOMMEN,
    GEVALKOLOMMEN,
    PADKOLOMMEN,
    aandachtspunten,
    boven_norm,
    herstelpad,
    kalenderjaren,
    waarom_geen_lijst,
)
from woonanalyse.onderwerpen.terugname.model import terugname

PEIL = date(2017, 1, 1)
KOP = opzet()


def balans(*rijen: tuple[str, str, Any, Any], definitie: str = "d") -> pd.DataFrame:
    """Rows of municipality, variant, need, hard capacity, judged against 1."""
    frame = pd.DataFrame(rijen, columns=["gemeentecode", "variant", "behoefte", "hard_totaal"])
    frame = frame.astype({"behoefte": "Int64", "hard_totaal": "Int64"})
    frame = frame.assign(editie="2017", gemeente=frame["gemeentecode"], definitie=definitie)
    frame["dekking"] = dekking(frame["hard_totaal"], frame["behoefte"])
    frame["oordeel"] = oordeel(frame["dekking"], frame["gemeentecode"], 1.0)
    leeg = pd.Series(pd.NA, index=frame.index, dtype="object")
    return frame.assign(termijn_start=leeg, hersteldatum=leeg)


BAND = balans(("A", "laag", 100, 160), ("A", "hoog", 130, 160), ("B", "midden", 100, 90))


def gevallen(*rijen: tuple[str, str, Any]) -> pd.DataFrame:
    return pd.DataFrame(rijen, columns=GEVALKOLOMMEN).astype({"gepland": "Int64"})


def pad(start: str | None, *, gepland: int | None = None, b: pd.DataFrame = BAND) -> pd.DataFrame:
    """The way back where A has a term of three years from `start`."""
    if start is None:
        return herstelpad(b, gevallen(), 1.0, PEIL)
    eigen = b["gemeentecode"] == "A"
    einde = plus_maanden(date.fromisoformat(start), 36).isoformat()
    met = b.assign(
        termijn_start=b["termijn_start"].mask(eigen, start),
        hersteldatum=b["hersteldatum"].mask(eigen, einde),
    )
    return herstelpad(met, gevallen(("A", "ondertekening", gepland)), 1.0, PEIL)


def test_years_between_two_days() -> None:
    assert kalenderjaren(date(2017, 1, 1), date(2020, 1, 1)) == 3.0
    assert kalenderjaren(date(2017, 1, 1), date(2018, 7, 2)) == 1 + 182 / 365
    assert kalenderjaren(date(2020, 1, 1), date(2020, 12, 31)) == 365 / 366
    assert kalenderjaren(date(2017, 6, 1), date(2018, 5, 31)) == 364 / 365
    assert kalenderjaren(date(2017, 6, 1), date(2020, 5, 31)) == 2 + 365 / 366
    assert kalenderjaren(date(2017, 1, 1), date(2020, 2, 1)) == 3 + 31 / 366
    assert kalenderjaren(date(2017, 6, 1), date(2018, 6, 1)) == 1.0
    assert kalenderjaren(date(2017, 6, 1), date(2017, 6, 1)) == 0.0
    assert kalenderjaren(date(2017, 6, 2), date(2017, 6, 1)) == 0.0


@voorbeelden(60)
@given(st.dates(date(2000, 1, 1), date(2040, 1, 1)), st.integers(0, 3000), st.integers(1, 6))
def test_time_grows_by_the_day(van: date, dagen: int, jaren: int) -> None:
    tot = van + timedelta(days=dagen)
    assert kalenderjaren(van, tot) < kalenderjaren(van, tot + timedelta(days=1))
    assert kalenderjaren(van, plus_maanden(van, 12 * jaren)) == jaren


@pytest.mark.parametrize(("hard", "boven"), [(99, 0), (100, 0), (101, 1), (160, 60)])
def test_above_the_norm_to_the_dwelling(hard: int, boven: int) -> None:
    assert boven_norm(hard, 100, 1.0) == boven


def test_above_another_norm_and_unknown() -> None:
    assert boven_norm(100, 99, 1.01) == 1  # 99,99: half a dwelling is no dwelling
    assert boven_norm(110, 100, 1.1) == 0  # 1.1 x 100 is 110, whatever floating point says
    assert pd.isna(boven_norm(pd.NA, 100, 1.0)) and pd.isna(boven_norm(1, pd.NA, 1.0))
    assert pd.isna(boven_norm(1, 0, 1.0)) and boven_norm(2, 1, 1.0) == 1


def test_without_a_start_the_term_is_onbekend() -> None:
    uit = pad(None)
    assert list(uit.columns) == PADKOLOMMEN
    van_termijn = ["termijn_start", "hersteldatum", "jaren_over", "terug_te_brengen", "gepland",
                   "resterend", "per_jaar_zonder", "per_jaar_met"]  # fmt: skip
    assert uit[van_termijn].isna().all(axis=None)
    assert uit["boven_norm"].tolist() == [60, 30, 0]
    assert set(uit["toelichting"]) == {"het begin van de termijn staat niet in het register"}


def test_reduction_in_total_and_per_year_at_both_ends_of_the_need() -> None:
    uit = pad("2017-01-01")
    assert uit["hersteldatum"].tolist()[:2] == ["2020-01-01"] * 2
    assert uit["terug_te_brengen"].tolist()[:2] == [60, 30]
    assert uit["per_jaar_zonder"].tolist()[:2] == [20, 10]
    assert uit["reden"].tolist()[:2] == ["ondertekening"] * 2
    assert uit["toelichting"].isna().tolist() == [True, True, False]


def test_the_pace_counts_from_the_later_of_start_and_reference_date() -> None:
    assert pad("2016-01-01")["jaren_over"].iloc[0] == 2
    assert pad("2018-01-01")["jaren_over"].iloc[0] == 3


def test_a_term_that_is_over_has_no_pace() -> None:
    over = pad("2014-01-01").iloc[0]
    assert over["jaren_over"] == 0 and pd.isna(over["per_jaar_zonder"])
    assert over["terug_te_brengen"] == 60
    assert over["toelichting"] == "de termijn is op de peildatum al voorbij"
    bijna = pad("2014-01-02").iloc[0]
    assert bijna["per_jaar_zonder"] == pytest.approx(60 * 365) and pd.isna(bijna["toelichting"])


@pytest.mark.parametrize(("gepland", "rest"), [(0, [60, 30]), (29, [31, 1]), (31, [29, 0])])
def test_planned_measures_come_off_and_never_below_nothing(gepland: int, rest: list[int]) -> None:
    uit = pad("2017-01-01", gepland=gepland)
    assert uit["gepland"].tolist()[:2] == [gepland] * 2
    assert uit["resterend"].tolist()[:2] == rest
    assert uit["per_jaar_met"].tolist()[:2] == pytest.approx([r / 3 for r in rest])


def test_no_planned_measure_is_onbekend_not_nothing() -> None:
    uit = pad("2017-01-01")
    assert uit[["gepland", "resterend", "per_jaar_met"]].isna().all(axis=None)


def test_an_unknown_ratio_has_no_way_back() -> None:
    onbekend = balans(("A", "midden", None, 90))
    uit = pad("2017-01-01", b=onbekend).iloc[0]
    assert pd.isna(uit["boven_norm"]) and pd.isna(uit["per_jaar_zonder"])
    assert uit["hersteldatum"] == "2020-01-01" and uit["jaren_over"] == 3
    assert uit["toelichting"] == "de verhouding tot de behoefte is onbekend"


def test_a_capacity_without_a_ratio_is_above_nothing() -> None:
    """Gross or net unclear: there is a capacity and a need, and no ratio."""
    b = balans(("A", "midden", 100, 160)).assign(dekking=pd.NA)
    assert pd.isna(pad(None, b=b)["boven_norm"].iloc[0])
    assert pd.isna(pad("2017-01-01", b=b)["terug_te_brengen"].iloc[0])


def test_the_way_back_keeps_what_the_balance_holds_above_the_norm() -> None:
    uit = pad("2017-01-01")
    assert uit["boven_norm"].tolist() == [60, 30, 0]
    assert list(uit.index) == [0, 1, 2] and uit["gemeentecode"].tolist() == ["A", "A", "B"]


BESLUIT = date(2017, 4, 1)


def punten(b: pd.DataFrame, **anders: Any) -> pd.DataFrame:
    keuzes: dict[str, Any] = {
        "opzet": KOP,
        "norm": 1.0,
        "artikel": 13,
        "volledig": True,
        "besluit": BESLUIT,
    }
    return aandachtspunten(b, **{**keuzes, **anders})


def test_only_who_is_outside_is_a_point_with_how_far_and_why() -> None:
    b = pd.concat([BAND, balans(("C", "laag", 90, 100), ("C", "hoog", 110, 100))])
    uit = punten(b)
    assert list(uit.columns) == AANDACHTKOLOMMEN and uit["gemeentecode"].tolist() == ["A"]
    een = uit.iloc[0]
    assert (een["boven_norm_laag"], een["boven_norm_hoog"]) == (30, 60)
    assert een["dekking_laag"] == pytest.approx(160 / 130) and een["dekking_hoog"] == 1.6
    assert een["artikel"] == 13 and een["definitie"] == "d"
    assert (een["editie"], een["gemeente"]) == ("2017", "A")
    assert een["sinds"] == "2017-01-01" and een["besluit"] == "2017-04-01"
    assert een["reden"] == "ook bij de hoogste behoefte is er meer harde plancapaciteit dan de norm"


def test_a_point_carries_the_term_of_the_register() -> None:
    een = punten(BAND.assign(termijn_start="2016-01-01", hersteldatum="2019-01-01")).iloc[0]
    assert (een["termijn_start"], een["hersteldatum"]) == ("2016-01-01", "2019-01-01")


def test_points_come_in_the_order_of_the_balance() -> None:
    b = balans(("B", "midden", 100, 160), ("A", "midden", 100, 160))
    assert punten(b)["gemeentecode"].tolist() == ["B", "A"]


def test_one_dwelling_decides() -> None:
    niemand = punten(balans(("A", "midden", 100, 100)))
    assert niemand.empty and list(niemand.columns) == AANDACHTKOLOMMEN
    assert len(punten(balans(("A", "midden", 100, 101)))) == 1


@pytest.mark.parametrize(
    ("anders", "waarom"),
    [
        ({"volledig": False}, "de gegevens van deze editie zijn niet volledig"),
        ({"besluit": None}, "het register heeft niet van elk college een besluit over deze editie"),
        ({"opzet": replace(KOP, toets=False)}, "deze editie is geen toets van artikel 13"),
    ],
)
def test_no_list_without_a_decision_complete_data_and_a_test(
    anders: dict[str, Any], waarom: str
) -> None:
    leeg = punten(BAND, **anders)
    assert leeg.empty and list(leeg.columns) == AANDACHTKOLOMMEN
    keuzes = {"opzet": KOP, "volledig": True, "besluit": BESLUIT, **anders}
    assert (
        waarom_geen_lijst(keuzes["opzet"], "artikel 13", keuzes["volledig"], keuzes["besluit"])
        == waarom
    )
    assert waarom_geen_lijst(KOP, "artikel 13", True, BESLUIT) is None


def test_since_when_is_the_first_of_an_unbroken_run() -> None:
    boven, onder = balans(("A", "midden", 100, 160)), balans(("A", "midden", 100, 100))

    def oud(jaar: str, b: pd.DataFrame) -> tuple[Opzet, pd.DataFrame]:
        return opzet(editie=jaar, peildatum=f"{jaar}-01-01"), b

    def sinds(*eerder: Any) -> str:
        return str(punten(BAND, eerder=eerder)["sinds_editie"].iloc[0])

    assert sinds() == "2017"
    assert sinds(oud("2013", boven), oud("2015", boven)) == "2013"
    assert sinds(oud("2013", boven), oud("2015", onder)) == "2017"
    assert sinds(oud("2013", onder), oud("2015", boven)) == "2015"


def test_editions_by_different_definitions_are_refused() -> None:
    anders = balans(("A", "midden", 100, 160), definitie="anders")
    with pytest.raises(ValueError, match=r"^editions are compared by one definition only$"):
        punten(BAND, eerder=[({"editie": "2015", "peildatum": "2015-01-01"}, anders)])


def test_what_was_taken_back_is_a_plain_subtraction() -> None:
    feiten = pd.DataFrame({"capaciteit": [889, 0, 1], "teruggenomen": [483, 5, 1]}).astype("Int64")
    uit = terugname(feiten)
    assert uit["blijft"].tolist() == [406, -5, 0]
    assert uit["aandeel"].iloc[0] == pytest.approx(483 / 889) and uit["aandeel"].iloc[2] == 1
    assert pd.isna(uit["aandeel"].iloc[1]) and str(uit["aandeel"].dtype) == "Float64"


def test_what_was_taken_back_stands_beside_what_was_known() -> None:
    """What is unknown stays unknown, and of one dwelling the share is the whole."""
    feiten = pd.DataFrame(
        {"gemeente": ["Aa", "Bee"], "capaciteit": [1, None], "teruggenomen": [1, 2]}
    )
    uit = terugname(feiten.astype({"capaciteit": "Int64", "teruggenomen": "Int64"}))
    assert list(uit.columns) == ["gemeente", "capaciteit", "teruggenomen", "blijft", "aandeel"]
    assert uit["gemeente"].tolist() == ["Aa", "Bee"] and uit["aandeel"].iloc[0] == 1
    assert uit[["blijft", "aandeel"]].iloc[1].isna().all()
