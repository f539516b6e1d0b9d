"""Changes between editions: only like with like."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from invoerbouw import definitie, opzet

from woonanalyse.kern.opzet import Opzet
from woonanalyse.onderwerpen.editie import Editie
from woonanalyse.onderwerpen.editielezer import lees_editie
from woonanalyse.onderwerpen.wijzigingen.model import (
    KOLOMMEN,
    eigen_definities,
    gemeenschappelijk,
    periodelengte,
    wijzigingen,
)

WORTEL = Path(__file__).resolve().parents[2]
ZONDER = definitie("z", naam="wijze z", telt_mee=["hard_direct"], vervanging="geen")
MET = replace(ZONDER, id="m", naam="wijze m", telt_mee=("hard_direct", "hard_uit_te_werken"))
DEFINITIES = {"z": ZONDER, "m": MET}


def kop(editie: str, wijze: str, vergelijk: list[str], van: Any, tot: Any) -> Opzet:
    periode = {"van": van, "tot_en_met": tot, "gepubliceerd": None}
    return opzet(editie=editie, definitie=wijze, vergelijk=vergelijk, periode=periode)


TOEN = kop("1", "z", ["m"], 2000, 2009)
NU = kop("2", "m", ["z"], 2002, 2011)


def invoer(*rijen: tuple[str, str, Any, Any, Any]) -> pd.DataFrame:
    """Rows of municipality, variant, need, hard direct, hard to be elaborated."""
    namen = ["gemeentecode", "variant", "netto_behoefte", "hard_direct", "hard_uit_te_werken"]
    frame = pd.DataFrame(rijen, columns=namen).astype(dict.fromkeys(namen[2:], "Int64"))
    leeg = pd.Series(pd.NA, index=frame.index, dtype="Int64")
    return frame.assign(
        gemeente=frame["gemeentecode"],
        subregio="s",
        vervanging=leeg.fillna(0),
        hard_ongesplitst=leeg,
        uitgezonderd=leeg,
        telling="bruto",
    )


def reken(toen: pd.DataFrame, nu: pd.DataFrame, a: Any = TOEN, b: Any = NU) -> pd.DataFrame:
    return wijzigingen(toen, nu, a, b, DEFINITIES)


def test_one_definition_for_both_editions_and_differences_are_now_minus_then() -> None:
    w = reken(invoer(("A", "midden", 100, 50, 60)), invoer(("A", "midden", 80, 60, 20)))
    assert list(w.columns) == KOLOMMEN and list(w.index) == [0, 1]
    assert list(w["definitie"]) == ["z", "m"]
    assert list(w["uit_te_werken"]) == ["zonder", "met"]
    assert list(w["hard_toen"]) == [50, 110] and list(w["hard_nu"]) == [60, 80]
    assert list(w["hard_verschil"]) == [10, -30]
    assert list(w["behoefte_verschil"]) == [-20, -20]
    assert list(w["dekking_toen"]) == pytest.approx([0.5, 1.1])
    assert list(w["dekking_verschil"]) == pytest.approx([25, -10])
    assert list(w["jaren_toen"]) == [10, 10] and list(w["jaren_nu"]) == [10, 10]
    assert (w["editie_toen"] == "1").all() and (w["editie_nu"] == "2").all()
    assert w["reden"].isna().all()


def test_a_single_need_is_compared_with_both_ends_of_a_band() -> None:
    enkel = invoer(("A", "midden", 100, 50, 0))
    band = invoer(("A", "laag", 50, 60, 0), ("A", "hoog", 120, 60, 0))
    vooruit = reken(enkel, band)
    assert list(vooruit["variant"]) == ["laag", "hoog"] * 2
    assert list(vooruit["behoefte_verschil"])[:2] == [-50, 20]
    terug = reken(band, enkel)
    assert list(terug["variant"]) == ["laag", "hoog"] * 2
    assert list(terug["behoefte_verschil"])[:2] == [50, -20]


def test_two_bands_go_low_with_low_and_high_with_high() -> None:
    toen = invoer(("A", "hoog", 120, 60, 0), ("A", "laag", 50, 60, 0))
    nu = invoer(("A", "laag", 60, 60, 0), ("A", "hoog", 130, 60, 0))
    assert list(reken(toen, nu)["behoefte_verschil"]) == [10] * 4


@pytest.mark.parametrize(
    ("van", "tot"), [(2002, 2010), (2002, 2012), (None, 2011), (2002, None), (None, None)]
)
def test_periods_that_are_not_equally_long_give_no_difference(van: Any, tot: Any) -> None:
    een = invoer(("A", "midden", 100, 50, 60))
    w = reken(een, een, b=kop("2", "m", ["z"], van, tot))
    assert w["behoefte_verschil"].isna().all() and w["dekking_verschil"].isna().all()
    assert list(w["hard_verschil"]) == [0, 0]
    waarom = "de perioden van de behoefte zijn niet even lang of niet bekend"
    assert set(w["reden"]) == {waarom}
    assert str(w["jaren_nu"].dtype) == "Int64"


def test_two_unknown_periods_are_not_the_same_period() -> None:
    een = invoer(("A", "midden", 100, 50, 60))
    onbekend = kop("x", "m", ["z"], None, None)
    assert reken(een, een, onbekend, onbekend)["dekking_verschil"].isna().all()


def test_unknown_stays_unknown_and_says_which_edition_misses_what() -> None:
    toen = invoer(("A", "midden", 100, 50, 60), ("B", "midden", 100, 50, 60))
    w = reken(toen, invoer(("A", "midden", None, 50, 60)))
    assert list(w["gemeentecode"]) == ["A", "B"] * 2
    assert w["dekking_verschil"].isna().all()
    assert w["reden"].iloc[0] == "editie 2: de behoefte is niet bekend"
    assert w["reden"].iloc[1] == "editie 2: de gemeente staat er niet in"
    ongelijk = reken(toen, toen.assign(netto_behoefte=pd.NA), b=kop("2", "m", ["z"], 2002, 2010))
    assert ongelijk["reden"].iloc[0] == "editie 2: de behoefte is niet bekend"
    assert w["hard_verschil"].iloc[0] == 0 and pd.isna(w["hard_verschil"].iloc[1])
    assert list(w["variant"]) == ["midden"] * 4 and list(w["jaren_toen"]) == [10] * 4


def test_a_municipality_that_is_new_stands_there_with_what_it_is_now() -> None:
    w = reken(invoer(("A", "midden", 100, 50, 60)), invoer(("B", "midden", 80, 40, 0)))
    assert list(w["gemeentecode"]) == ["B", "A"] * 2
    nieuw = w.iloc[0]
    assert (nieuw["behoefte_nu"], nieuw["hard_nu"]) == (80, 40) and pd.isna(nieuw["behoefte_toen"])
    assert nieuw["reden"] == "editie 1: de gemeente staat er niet in"


def test_both_editions_may_miss_something() -> None:
    toen, nu = (invoer(("A", "midden", None, 50, 60)), invoer(("A", "midden", 80, None, 0)))
    assert reken(toen, nu)["reden"].iloc[0] == (
        "editie 1: de behoefte is niet bekend; editie 2: de harde plancapaciteit is niet bekend"
    )


def test_a_municipality_goes_by_its_name_of_now() -> None:
    toen = invoer(("A", "midden", 100, 50, 60))
    w = reken(toen, toen.assign(gemeente="Nieuw", subregio="elders"))
    assert set(w["gemeente"]) == {"Nieuw"} and set(w["subregio"]) == {"elders"}


def test_without_a_common_definition_everything_is_onbekend() -> None:
    een = invoer(("A", "midden", 100, 50, 60), ("A", "hoog", 100, 50, 60))
    w = reken(een, een, kop("1", "z", [], 2000, 2009), kop("2", "m", [], 2000, 2009))
    assert len(w) == 1 and list(w.columns) == KOLOMMEN
    assert w["definitie"].iloc[0] == "geen"
    cijfers = [n for n in KOLOMMEN if n.startswith(("behoefte", "hard", "dekking"))]
    assert w[cijfers].isna().all(axis=None)
    gewoon = reken(een.iloc[:1], een.iloc[:1])
    assert (w[cijfers].dtypes == gewoon[cijfers].dtypes).all()
    assert (w["variant"].iloc[0], w["uit_te_werken"].iloc[0]) == ("midden", "onbekend")
    assert w["reden"].iloc[0] == "de edities zijn niet met dezelfde definitie te berekenen"


def test_without_a_common_definition_every_municipality_of_both_editions_is_named() -> None:
    toen, nu = invoer(("A", "midden", 100, 50, 60)), invoer(("B", "midden", 100, 50, 60))
    w = reken(toen, nu, kop("1", "z", [], 2000, 2009), kop("2", "m", [], 2000, 2009))
    assert w["gemeentecode"].tolist() == ["B", "A"] and list(w.index) == [0, 1]


def test_the_panels_are_the_editions_own_definitions_each_once() -> None:
    assert gemeenschappelijk(TOEN, NU) == ["z", "m"]
    assert eigen_definities(TOEN, NU) == ["z", "m"]
    assert eigen_definities(TOEN, TOEN) == ["z"]
    assert eigen_definities(TOEN, kop("2", "m", [], 1, 2)) == ["m"]
    assert eigen_definities(kop("1", "z", [], 1, 2), kop("2", "m", [], 1, 2)) == []
    assert periodelengte(TOEN) == 10


@given(
    st.lists(
        st.tuples(
            st.integers(1, 500),
            st.integers(0, 500),
            st.one_of(st.none(), st.integers(0, 500)),
        ),
        min_size=1,
        max_size=5,
    ),
    st.randoms(use_true_random=False),
)
def test_an_edition_beside_itself_changes_nothing_in_any_order(
    getallen: list[tuple[int, int, int | None]], toeval: Any
) -> None:
    frame = invoer(*((f"G{nr}", "midden", *rij) for nr, rij in enumerate(getallen)))
    anders = frame.sample(frac=1, random_state=toeval.randrange(1000)).reset_index(drop=True)
    w = reken(anders, frame, TOEN, TOEN)
    bekend = w[w["dekking_toen"].notna()]
    verschillen = ["behoefte_verschil", "hard_verschil", "dekking_verschil"]
    assert (bekend[verschillen] == 0).all(axis=None)
    assert (w["dekking_verschil"].isna() == w["reden"].notna()).all()
    pd.testing.assert_frame_equal(w, reken(frame, frame, TOEN, TOEN))


@pytest.fixture(scope="module")
def echt() -> tuple[pd.DataFrame, Editie, Editie]:
    toen, nu = lees_editie(WORTEL, "2015"), lees_editie(WORTEL, "2017")
    w = wijzigingen(toen.invoer, nu.invoer, toen.opzet, nu.opzet, nu.regio.definities)
    return w, toen, nu


@pytest.mark.parametrize("naam", ["Borne", "Hellendoorn"])
def test_with_plans_to_be_elaborated_two_stand_far_above_in_both_years(
    echt: tuple[pd.DataFrame, Editie, Editie], naam: str
) -> None:
    w = echt[0]
    eigen = w[(w["gemeente"] == naam) & (w["uit_te_werken"] == "met")]
    assert (eigen["dekking_toen"] > 1.9).all() and (eigen["dekking_nu"] > 1.9).all()


def test_without_them_hellendoorn_stood_at_84_percent_in_2015(
    echt: tuple[pd.DataFrame, Editie, Editie],
) -> None:
    w, toen, nu = echt
    eigen = w[(w["gemeente"] == "Hellendoorn") & (w["definitie"] == "rwp2015")]
    assert eigen["dekking_toen"].round(2).unique().tolist() == [0.84]
    assert eigen["dekking_nu"].round(3).tolist() == [0.971, 0.786]
    assert eigen_definities(toen.opzet, nu.opzet) == ["rwp2015", "rwp2017"]
    assert len(w) == 3 * 14 * 2


@pytest.mark.parametrize(
    ("toen", "nu", "gelijk"),
    [("bruto", "bruto", True), ("onbekend", "onbekend", True), ("bruto", "onbekend", False)],
)
def test_plans_counted_in_two_ways_have_no_difference(toen: str, nu: str, gelijk: bool) -> None:
    rij = ("A", "midden", 100, 50, 60)
    w = reken(invoer(rij).assign(telling=toen), invoer(rij).assign(telling=nu))
    assert bool(w["hard_verschil"].notna().all()) == gelijk
    assert w["hard_nu"].notna().all(), "what each edition says stands there"
