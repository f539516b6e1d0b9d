"""What if: before and after, and what cannot be."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from woonanalyse.onderwerpen.strategie.programma import FASEKOLOMMEN, Jaren
from woonanalyse.onderwerpen.strategie.stand import LEDENKOLOMMEN, Stand, naar_leden
from woonanalyse.onderwerpen.strategie.watals import (
    UITKOMSTEN,
    Rekenstand,
    Wijziging,
    bereid_voor,
    bezwaren,
    watals,
)

GEMEENTEN = pd.DataFrame(
    {
        "gemeentecode": ["GM0001", "GM0002", "GM0003"],
        "gemeente": ["Aadorp", "Beedorp", "Ceedorp"],
        "subregio": ["Noord", "Noord", "Zuid"],
    }
)


def klaar(zacht: int | None = 0) -> Rekenstand:
    """Three municipalities: too many hard plans, just enough, and unknown."""
    rijen = [
        (100, 100, "prognose", 160, 20, zacht, "buiten", "n.v.t.", pd.NA, 10, 10),
        (100, 120, "prognose", 100, 0, zacht, "binnen", "n.v.t.", pd.NA, 20, 20),
        (50, 60, "prognose", pd.NA, pd.NA, zacht, "onbekend", "n.v.t.", pd.NA, 5, 5),
    ]
    leden = pd.DataFrame(rijen, columns=LEDENKOLOMMEN[3:])
    leden = pd.concat([GEMEENTEN, leden], axis=1)
    getallen = [
        naam
        for naam in LEDENKOLOMMEN
        if naam not in (*GEMEENTEN, "behoefte_bron", "oordeel", "voorwaarden")
    ]
    from datetime import date

    return bereid_voor(
        Stand(
            editie="E",
            leden=leden.astype(dict.fromkeys(getallen, "Int64")),
            gebieden=naar_leden(GEMEENTEN, ["Noord", "Zuid"], "Regio"),
            peildatum=date(2017, 1, 1),
            heel=Jaren(2017, 2026),
            hoogstens=1.0,
            termijn=date(2020, 1, 1),
            tempojaren=Jaren(2014, 2016),
            voorraad=pd.DataFrame(),
            fasering=pd.DataFrame(columns=FASEKOLOMMEN),
            register=False,
            lopend=True,
        )
    )


def test_what_is_taken_back_is_gone_and_comes_off_what_is_too_much() -> None:
    uit = watals(klaar(), Wijziging({"GM0001": 40})).set_index("gebied")
    assert uit.loc["Aadorp", ["hard_voor", "hard_na"]].tolist() == [160, 120]
    assert uit.loc["Aadorp", ["te_veel_nu_voor", "te_veel_nu_na"]].tolist() == [60, 20]
    assert uit.loc["Beedorp", "hard_voor"] == uit.loc["Beedorp", "hard_na"]
    assert uit.loc["Noord", ["hard_voor", "hard_na"]].tolist() == [260, 220]


def test_an_area_with_an_unknown_member_is_unknown() -> None:
    uit = watals(klaar(), Wijziging({"GM0001": 40})).set_index("gebied")
    assert uit.loc[["Ceedorp", "Zuid", "Regio"], "hard_na"].isna().all()


def test_soft_plans_that_are_unknown_leave_unknown_what_is_too_few() -> None:
    assert watals(klaar(None), Wijziging())["te_weinig_einde_na"].isna().all()
    assert (
        watals(klaar(0), Wijziging()).set_index("gebied").loc["Aadorp", "te_weinig_einde_na"] == 0
    )


@given(st.integers(0, 160), st.floats(0, 1), st.floats(0, 20), st.floats(0, 1), st.floats(0, 1))
def test_taking_back_more_never_leaves_more_than_the_norm_now(
    terug: int, uitval: float, later: float, behoefte: float, tempo: float
) -> None:
    uit = watals(klaar(), Wijziging({"GM0001": terug}, uitval, later, behoefte, tempo))
    eigen = uit[uit["gebied"] == "Aadorp"].iloc[0]
    assert eigen["te_veel_nu_na"] <= eigen["te_veel_nu_voor"]
    assert all(eigen[f"{wat}_na"] >= 0 for wat in UITKOMSTEN)


def test_all_that_cannot_be_is_said_at_once() -> None:
    fout = bezwaren(
        klaar(),
        Wijziging({"GM0001": -1, "GM0002": 101, "GM0003": 1, "GM9999": 1}, 1.5, -1, 2, math.nan),
    )
    assert len(fout) == 8
    with pytest.raises(ValueError, match=r"Aadorp -1.*uitval: 1\.5"):
        watals(klaar(), Wijziging({"GM0001": -1}, 1.5))


def test_nothing_otherwise_changes_nothing() -> None:
    uit = watals(klaar(), Wijziging())
    for wat in UITKOMSTEN:
        pd.testing.assert_series_equal(uit[f"{wat}_voor"], uit[f"{wat}_na"], check_names=False)
