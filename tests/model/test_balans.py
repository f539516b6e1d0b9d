"""Properties of the balance that hold for any input."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from invoerbouw import DEFINITIES, ERBIJ, KOP, definities, een, invoeren, maak, telling_bij

from woonanalyse.kern.definitie import Definitie
from woonanalyse.kern.fouten import WoonanalyseFout
from woonanalyse.kern.oordeel import reden_onbekend
from woonanalyse.kern.opzet import Periode
from woonanalyse.onderwerpen.balans.model import (
    KOLOMMEN,
    KOLOMMEN_VERGELIJKING,
    TellingFout,
    balans,
    boven_norm,
    vergelijking,
)

INT = ["netto_behoefte", "vervanging", "behoefte", "hard_direct", "hard_uit_te_werken"]
INT += ["uitgezonderd", "hard_totaal", "saldo", "periode_van", "periode_tot"]


@given(invoeren(onbekend=True), definities)
def test_columns_types_and_rows(invoer: pd.DataFrame, definitie: Definitie) -> None:
    uitkomst = balans(telling_bij(definitie, invoer), KOP, definitie, 1.0)
    assert list(uitkomst.columns) == KOLOMMEN
    assert len(uitkomst) == len(invoer)
    assert {str(uitkomst[kolom].dtype) for kolom in INT} == {"Int64"}
    assert str(uitkomst["dekking"].dtype) == "Float64"
    assert set(uitkomst["definitie"]) == {definitie.id}


@given(invoeren(onbekend=True), definities)
def test_input_is_left_as_it_was(invoer: pd.DataFrame, definitie: Definitie) -> None:
    invoer = telling_bij(definitie, invoer)
    vooraf = invoer.copy(deep=True)
    uitkomst = balans(invoer, KOP, definitie, 1.0)
    uitkomst.loc[:, "netto_behoefte"] = 0
    pd.testing.assert_frame_equal(invoer, vooraf)


@given(invoeren(), definities)
def test_arithmetic_of_every_row(invoer: pd.DataFrame, definitie: Definitie) -> None:
    """Written out per row in plain Python."""
    uitkomst = balans(telling_bij(definitie, invoer), KOP, definitie, 1.0)
    for rij, uit in zip(invoer.to_dict("records"), uitkomst.to_dict("records"), strict=True):
        af = 0 if pd.isna(rij["uitgezonderd"]) else rij["uitgezonderd"]
        hard = sum(rij[kolom] for kolom in definitie.telt_mee) - af
        behoefte = rij["netto_behoefte"]
        if definitie.vervanging == "van_capaciteit":
            hard -= rij["vervanging"]
        elif definitie.vervanging == "bij_behoefte":
            behoefte += rij["vervanging"]
        assert (uit["behoefte"], uit["hard_totaal"]) == (behoefte, hard)
        assert uit["saldo"] == behoefte - hard
        assert uit["dekking"] == hard / behoefte if behoefte > 0 else pd.isna(uit["dekking"])


@given(invoeren(uitzonderen=False), st.integers(1, 1000))
def test_ratio_falls_as_need_grows(invoer: pd.DataFrame, erbij: int) -> None:
    minder = balans(invoer, KOP, ERBIJ, 1.0)
    meer = balans(invoer.assign(netto_behoefte=invoer["netto_behoefte"] + erbij), KOP, ERBIJ, 1.0)
    geldig = (minder["behoefte"] > 0) & (minder["hard_totaal"] > 0)
    assert (meer["dekking"][geldig] < minder["dekking"][geldig]).all()
    leeg = (minder["behoefte"] > 0) & (minder["hard_totaal"] == 0)
    assert (meer["dekking"][leeg] == 0).all()


@given(invoeren(uitzonderen=False))
def test_band_never_crosses(invoer: pd.DataFrame) -> None:
    """The lowest need has the highest ratio."""
    assume("laag" in set(invoer["variant"]))
    uitkomst = balans(invoer, KOP, ERBIJ, 1.0)
    breed = uitkomst.pivot(index="gemeentecode", columns="variant", values=["behoefte", "dekking"])
    assert (breed["behoefte"]["laag"] <= breed["behoefte"]["hoog"]).all()
    dekking = breed["dekking"].dropna()
    assert (dekking["laag"] >= dekking["hoog"]).all()


@given(invoeren(onbekend=True, ten_minste=2), definities, st.randoms(use_true_random=False))
def test_row_order_changes_nothing(invoer: pd.DataFrame, definitie: Definitie, toeval: Any) -> None:
    invoer = telling_bij(definitie, invoer)
    volgorde = list(invoer.index)
    toeval.shuffle(volgorde)
    sleutel = ["gemeentecode", "variant"]
    recht, geschud = (
        balans(frame, KOP, definitie, 1.0).sort_values(sleutel, ignore_index=True)
        for frame in (invoer, invoer.loc[volgorde])
    )
    pd.testing.assert_frame_equal(recht, geschud)


@given(invoeren(onbekend=True, ten_minste=2), definities)
def test_one_municipality_at_a_time_gives_the_same(
    invoer: pd.DataFrame, definitie: Definitie
) -> None:
    invoer = telling_bij(definitie, invoer)
    delen = [balans(groep, KOP, definitie, 1.0) for _, groep in invoer.groupby("gemeentecode")]
    heel = balans(invoer, KOP, definitie, 1.0)
    assert pd.concat(delen).to_csv(index=False) == heel.to_csv(index=False)


@given(invoeren(onbekend=True), definities)
def test_unknown_parts_stay_unknown(invoer: pd.DataFrame, definitie: Definitie) -> None:
    """Whatever is computed from an unknown number is <NA>, and the judgement onbekend; never 0.

    Capacity that the source gives undivided stands for both its parts.
    """
    uitkomst = balans(telling_bij(definitie, invoer), KOP, definitie, 1.0)
    gebruikt = {"behoefte": ["netto_behoefte"], "hard_totaal": list(definitie.telt_mee)}
    bij = {"bij_behoefte": "behoefte", "van_capaciteit": "hard_totaal"}
    if definitie.vervanging in bij:
        gebruikt[bij[definitie.vervanging]].append("vervanging")
    for uitkomstkolom, delen in gebruikt.items():
        bekend = invoer
        if {"hard_direct", "hard_uit_te_werken"} <= {*delen}:
            samen = invoer["hard_ongesplitst"]
            bekend = invoer.assign(**{k: invoer[k].fillna(samen) for k in delen if k[:4] == "hard"})
        gaten = bekend[delen].isna().any(axis=1).to_numpy()
        assert (uitkomst[uitkomstkolom].isna().to_numpy() == gaten).all()
        assert uitkomst.loc[gaten, ["dekking", "saldo"]].isna().all(axis=None)
    onbekend = set(uitkomst.loc[uitkomst["dekking"].isna(), "gemeentecode"])
    assert set(uitkomst.loc[uitkomst["oordeel"] == "onbekend", "gemeentecode"]) == onbekend


@given(invoeren(onbekend=True), definities)
def test_unknown_ratio_always_has_a_reason(invoer: pd.DataFrame, definitie: Definitie) -> None:
    for _, rij in balans(telling_bij(definitie, invoer), KOP, definitie, 1.0).iterrows():
        assert (reden_onbekend(rij) is None) == bool(pd.notna(rij["dekking"]))


@pytest.mark.parametrize("behoefte", [0, -5])
def test_need_of_zero_or_less_is_no_ratio(behoefte: int) -> None:
    uitkomst = balans(een(behoefte, 10), KOP, ERBIJ, 1.0).iloc[0]
    assert pd.isna(uitkomst["dekking"])
    assert uitkomst["oordeel"] == "onbekend"
    assert uitkomst["behoefte"] == behoefte
    assert reden_onbekend(uitkomst) == (
        "de behoefte is nul of kleiner; een verhouding heeft dan geen betekenis"
    )


def test_need_of_zero_at_one_end_of_the_band_makes_the_judgement_unknown() -> None:
    uitkomst = balans(een((0, 100), 10), KOP, ERBIJ, 1.0)
    assert set(uitkomst["oordeel"]) == {"onbekend"}
    assert list(uitkomst["dekking"].isna()) == [True, False]


@pytest.mark.parametrize(
    ("behoefte", "hard", "reden"),
    [
        (None, 10, "de behoefte is niet bekend"),
        (10, None, "de harde plancapaciteit is niet bekend"),
        (1, None, "de harde plancapaciteit is niet bekend"),
    ],
)
def test_reason_names_what_is_unknown(behoefte: int | None, hard: int | None, reden: str) -> None:
    rij = balans(een(behoefte, hard), KOP, ERBIJ, 1.0).iloc[0]
    assert reden_onbekend(rij) == reden


def test_count_that_is_unknown_gives_no_ratio() -> None:
    """Gross or net unclear: the capacity is shown, not held against a need."""
    rij = balans(een(100, 50).assign(telling="onbekend"), KOP, ERBIJ, 1.0).iloc[0]
    assert rij["hard_totaal"] == 50
    assert pd.isna(rij["dekking"]) and pd.isna(rij["saldo"])
    assert rij["oordeel"] == "onbekend"
    assert reden_onbekend(rij) == "niet bekend is of de plancapaciteit bruto of netto is geteld"


@given(invoeren(), definities)
def test_gross_and_net_are_not_mixed(invoer: pd.DataFrame, definitie: Definitie) -> None:
    anders = {"bruto": "netto", "netto": "bruto"}[definitie.telling]
    invoer = invoer.assign(telling=definitie.telling)
    invoer.loc[invoer.index[-1], "telling"] = anders
    with pytest.raises(TellingFout) as fout:
        balans(invoer, KOP, definitie, 1.0)
    assert invoer["gemeente"].iloc[-1] in str(fout.value)
    assert definitie.id in str(fout.value)
    assert isinstance(fout.value, WoonanalyseFout) and fout.value.exitcode == 2


def test_a_mixed_count_says_who_and_what_belongs_together() -> None:
    rij = {"subregio": "Noord", "variant": "midden", "netto_behoefte": 1}
    invoer = maak([{**rij, "gemeentecode": f"GM000{nr}"} for nr in (1, 2)], telling="netto")
    with pytest.raises(TellingFout) as fout:
        balans(invoer, KOP, ERBIJ, 1.0)
    assert str(fout.value) == (
        "De definitie erbij vraagt plancapaciteit die bruto is geteld; "
        "van Gemeente 0001, Gemeente 0002 is zij netto. Bruto capaciteit hoort bij netto behoefte "
        "plus vervanging, netto capaciteit bij netto behoefte."
    )


def test_exempt_capacity_is_taken_off() -> None:
    zonder, met = (
        balans(een(100, 120, uitgezonderd=af), KOP, ERBIJ, 1.0).iloc[0] for af in (None, 30)
    )
    assert (zonder["hard_totaal"], zonder["oordeel"]) == (120, "buiten")
    assert (met["hard_totaal"], met["oordeel"], met["saldo"]) == (90, "binnen", 10)


def test_replacement_taken_off_makes_the_count_net() -> None:
    bruto = een(100, 120, vervanging=20)
    van, bij = (replace(ERBIJ, vervanging=w) for w in ("van_capaciteit", "bij_behoefte"))
    uitkomsten = [balans(bruto, KOP, definitie, 1.0).iloc[0] for definitie in (van, bij)]
    assert [u["telling"] for u in uitkomsten] == ["netto", "bruto"]
    assert [u["hard_totaal"] for u in uitkomsten] == [100, 120]
    assert [u["behoefte"] for u in uitkomsten] == [100, 120]


def test_edition_that_is_no_test_gets_no_judgement() -> None:
    kop = replace(KOP, toets=False)
    assert balans(een(100, 120), kop, ERBIJ, 1.0)["oordeel"].iloc[0] == "nvt"
    assert balans(een(None, 120), kop, ERBIJ, 1.0)["oordeel"].iloc[0] == "onbekend"


def test_period_that_is_unknown_stays_unknown() -> None:
    kop = replace(KOP, periode=Periode(2020, None, None))
    rij = balans(een(100, 50), kop, ERBIJ, 1.0).iloc[0]
    assert rij["periode_van"] == 2020 and pd.isna(rij["periode_tot"])


def test_every_row_names_its_edition_as_text() -> None:
    uitkomst = balans(een((100, 120), 50), KOP, ERBIJ, 1.0)
    assert uitkomst["editie"].tolist() == ["2017", "2017"]
    assert uitkomst["periode_van"].tolist() == [2017, 2017]


def test_term_of_recovery_is_unknown_without_a_register() -> None:
    uitkomst = balans(een(100, 200), KOP, ERBIJ, 1.0)
    assert uitkomst[["termijn_start", "hersteldatum"]].isna().all(axis=None)


def test_comparison_is_the_balance_by_each_definition_one_below_the_other() -> None:
    invoer = een((100, 120), 110, vervanging=20, hard_uit_te_werken=30)
    twee = [DEFINITIES["zonder"], ERBIJ]
    uitkomst = vergelijking(invoer, KOP, twee, 0.9)
    delen = [balans(invoer, KOP, definitie, 0.9)[KOLOMMEN_VERGELIJKING] for definitie in twee]
    pd.testing.assert_frame_equal(uitkomst, pd.concat(delen, ignore_index=True))
    assert list(uitkomst["definitie"]) == ["zonder", "zonder", "erbij", "erbij"]
    assert list(uitkomst["oordeel"]) == ["binnen", "binnen", "buiten", "buiten"]


def test_comparison_without_definitions_is_empty() -> None:
    uitkomst = vergelijking(een(100, 50), KOP, [], 1.0)
    assert uitkomst.empty and list(uitkomst.columns) == KOLOMMEN_VERGELIJKING


@pytest.mark.parametrize(
    ("hard", "behoefte", "norm", "boven"),
    [
        (100, 100, 1.0, 0),
        (101, 100, 1.0, 1),
        (80, 100, 1.0, 0),
        (180, 100, 1.0, 80),
        (100, 99, 1.01, 1),  # 99,99: half a dwelling is no dwelling
        (110, 100, 1.1, 0),  # 1.1 x 100 is 110, whatever floating point says
        (None, 100, 1.0, None),
        (100, None, 1.0, None),
        (100, 0, 1.0, None),
    ],
)
def test_dwellings_above_the_norm(
    hard: int | None, behoefte: int | None, norm: float, boven: int | None
) -> None:
    uit = boven_norm(balans(een(behoefte, hard), KOP, ERBIJ, norm), norm)
    assert str(uit.dtype) == "Int64"
    assert uit.astype("object").where(uit.notna(), None).tolist() == [boven]


def test_dwellings_above_the_norm_stand_on_the_rows_of_the_balance() -> None:
    frame = balans(een((80, 100), 120), KOP, ERBIJ, 1.0).set_index(pd.Index([7, 3]))
    assert boven_norm(frame, 1.0).to_dict() == {7: 40, 3: 20}
