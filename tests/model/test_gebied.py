"""Sums of subregions and region: the whole is the sum of its parts, gaps are named."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from hulp import editie
from hypothesis import given
from hypothesis import strategies as st
from invoerbouw import ERBIJ, KOP, SUBREGIOS, definities, invoeren, maak, telling_bij

from woonanalyse.kern.definitie import Definitie
from woonanalyse.onderwerpen.balans.beeld import tabellen
from woonanalyse.onderwerpen.balans.model import TellingFout, balans
from woonanalyse.onderwerpen.gebied.model import KOLOMMEN, gebieden

SOM = ["netto_behoefte", "vervanging", "behoefte", "hard_direct", "hard_uit_te_werken"]
SOM += ["hard_totaal", "saldo"]


def sommen_van(invoer: pd.DataFrame, definitie: Definitie = ERBIJ, **anders: Any) -> pd.DataFrame:
    return gebieden(invoer, KOP, definitie, "Regio", SUBREGIOS, 1.0, **anders)


def leden(**per_gemeente: dict[str, Any]) -> pd.DataFrame:
    """Two municipalities in Noord and one in Zuid; what is given overrides 100, 10, 50 and 5."""
    vast = {"netto_behoefte": 100, "vervanging": 10, "hard_direct": 50, "hard_uit_te_werken": 5}
    plek = {"GM0001": "Noord", "GM0002": "Noord", "GM0003": "Zuid"}
    return maak(
        [
            {"gemeentecode": code, "subregio": sub, "variant": "midden"}
            | vast
            | per_gemeente.get(code, {})
            for code, sub in plek.items()
        ]
    )


@given(invoeren(ten_minste=2), definities)
def test_subregions_add_up_to_the_region(invoer: pd.DataFrame, definitie: Definitie) -> None:
    invoer = telling_bij(definitie, invoer)
    sommen = sommen_van(invoer, definitie)
    per_gemeente = balans(invoer, KOP, definitie, 1.0)
    for variant, groep in sommen.groupby("variant"):
        regio = groep[groep["niveau"] == "regio"].iloc[0]
        onder = groep[groep["niveau"] == "subregio"]
        wie = per_gemeente[per_gemeente["variant"] == variant]
        assert set(onder["gebied"]) == set(SUBREGIOS)
        for kolom in SOM:
            assert regio[kolom] == onder[kolom].sum() == wie[kolom].sum()


@given(invoeren(ten_minste=2), definities)
def test_ratio_is_that_of_the_sums(invoer: pd.DataFrame, definitie: Definitie) -> None:
    for rij in sommen_van(telling_bij(definitie, invoer), definitie).itertuples():
        if rij.behoefte > 0:
            assert rij.dekking == rij.hard_totaal / rij.behoefte
        else:
            assert pd.isna(rij.dekking)


@given(invoeren(onbekend=True, ten_minste=2), definities)
def test_types_and_columns(invoer: pd.DataFrame, definitie: Definitie) -> None:
    sommen = sommen_van(telling_bij(definitie, invoer), definitie)
    assert list(sommen.columns) == KOLOMMEN
    assert list(sommen.index) == list(range(len(sommen)))
    assert str(sommen["dekking"].dtype) == "Float64"
    assert {str(sommen[kolom].dtype) for kolom in SOM} == {"Int64"}


@given(invoeren(onbekend=True, ten_minste=2), definities, st.randoms(use_true_random=False))
def test_row_order_and_input(invoer: pd.DataFrame, definitie: Definitie, toeval: Any) -> None:
    """Order of rows changes no number, and the input is left as it was."""
    invoer = telling_bij(definitie, invoer)
    vooraf = invoer.copy(deep=True)
    volgorde = list(invoer.index)
    toeval.shuffle(volgorde)
    vast = [kolom for kolom in KOLOMMEN if kolom != "ontbreekt"]
    recht, geschud = (
        sommen_van(frame, definitie).sort_values(["gebied", "variant"], ignore_index=True)
        for frame in (invoer, invoer.loc[volgorde])
    )
    pd.testing.assert_frame_equal(recht[vast], geschud[vast])
    pd.testing.assert_frame_equal(invoer, vooraf)


@given(invoeren(onbekend=True, ten_minste=2), definities)
def test_gap_makes_a_sum_incomplete_and_names_who(
    invoer: pd.DataFrame, definitie: Definitie
) -> None:
    invoer = telling_bij(definitie, invoer)
    per_gemeente = balans(invoer, KOP, definitie, 1.0)
    onbekend = per_gemeente[per_gemeente[["behoefte", "hard_totaal"]].isna().any(axis=1)]
    for rij in sommen_van(invoer, definitie).itertuples():
        wie = onbekend if rij.niveau == "regio" else onbekend[onbekend["subregio"] == rij.gebied]
        namen = set(wie["gemeente"])
        assert (rij.volledigheid != "volledig") == bool(namen)
        assert set(filter(None, rij.ontbreekt.split("; "))) == namen
        if namen:
            assert pd.isna(rij.dekking) and pd.isna(rij.saldo) and rij.oordeel == "onbekend"


@pytest.mark.parametrize(
    ("gat", "noord_", "regio_"),
    [
        (
            "netto_behoefte",
            "behoefte 1 van 2, harde plannen 2 van 2",
            "behoefte 2 van 3, harde plannen 3 van 3",
        ),
        (
            "vervanging",
            "behoefte 1 van 2, harde plannen 2 van 2",
            "behoefte 2 van 3, harde plannen 3 van 3",
        ),
        (
            "hard_direct",
            "behoefte 2 van 2, harde plannen 1 van 2",
            "behoefte 3 van 3, harde plannen 2 van 3",
        ),
    ],
)
def test_a_sum_with_an_unknown_member_is_unknown_and_says_how_many_are_known(
    gat: str, noord_: str, regio_: str
) -> None:
    sommen = sommen_van(leden(GM0002={gat: None})).set_index("gebied")
    noord, zuid, regio = (sommen.loc[naam] for naam in ("Noord", "Zuid", "Regio"))
    assert [rij["volledigheid"] for rij in (noord, zuid, regio)] == [
        noord_,
        "volledig",
        regio_,
    ]
    assert noord["ontbreekt"] == regio["ontbreekt"] == "Gemeente 0002"
    assert pd.isna(noord["dekking"]) and pd.isna(regio["dekking"])
    assert zuid["dekking"] == 55 / 110
    geheel = "hard_totaal" if gat == "hard_direct" else "behoefte"
    assert pd.isna([noord[gat], regio[gat], noord[geheel], regio[geheel]]).all()
    ander = "behoefte" if gat == "hard_direct" else "hard_totaal"
    assert regio[ander] == 3 * zuid[ander]


def test_nothing_known_is_not_zero() -> None:
    niets = dict.fromkeys(("netto_behoefte", "hard_direct", "hard_uit_te_werken"))
    sommen = sommen_van(leden(GM0001=niets, GM0002=niets, GM0003=niets))
    assert sommen[["netto_behoefte", "hard_direct", "hard_totaal", "dekking"]].isna().all(axis=None)


def test_need_of_the_region_alone_counts_for_the_region_only() -> None:
    niets = {"netto_behoefte": None, "vervanging": 0}
    sommen = sommen_van(leden(GM0001=niets, GM0002=niets, GM0003=niets), regiobehoefte=300)
    per_gebied = sommen.set_index("gebied")
    assert per_gebied.loc["Regio", ["netto_behoefte", "behoefte"]].tolist() == [300, 300]
    assert per_gebied.loc["Regio", "dekking"] == 165 / 300
    assert per_gebied.loc["Regio", "volledigheid"] == "volledig"
    assert per_gebied.loc[SUBREGIOS, "dekking"].isna().all()
    assert list(per_gebied.loc[SUBREGIOS, "volledigheid"]) == [
        "behoefte 0 van 2, harde plannen 2 van 2",
        "behoefte 0 van 1, harde plannen 1 van 1",
    ]
    gat = leden(GM0001=niets, GM0002=niets, GM0003=niets | {"hard_direct": None})
    regio = sommen_van(gat, regiobehoefte=300).set_index("gebied").loc["Regio"]
    assert regio["volledigheid"] == "behoefte als geheel, harde plannen 2 van 3"
    assert regio["behoefte"] == 300 and pd.isna(regio["hard_totaal"])


def test_the_table_says_unknown_where_the_model_does() -> None:
    tekst = tabellen.gebieden(sommen_van(leden(GM0002={"hard_direct": None})), KOP).markdown
    (regio,) = [regel for regel in tekst.splitlines() if "**Regio**" in regel]
    assert "onbekend" in regio and "behoefte 3 van 3, harde plannen 2 van 3" in regio
    assert "110" not in regio


def test_each_column_of_the_table_holds_the_word_for_unknown() -> None:
    sommen = sommen_van(leden(GM0002={"hard_direct": None}))
    streep = tabellen.gebieden(sommen, KOP).markdown.splitlines()[1]
    breed = [len(kolom) for kolom in streep.strip("|").split("|")][:-1]
    assert min(breed) / sum(breed) >= 0.11


def test_members_counted_in_different_ways_make_the_count_unknown() -> None:
    deels = leden().assign(telling=["bruto", "onbekend", "bruto"])
    sommen = sommen_van(deels).set_index("gebied")
    assert sommen["telling"].to_dict() == {
        "Noord": "onbekend", "Zuid": "bruto", "Regio": "onbekend",
    }  # fmt: skip
    assert sommen["dekking"].isna().tolist() == [True, False, True]
    assert sommen["hard_totaal"].tolist() == [110, 55, 165]


def test_a_sum_that_is_counted_otherwise_is_refused_by_its_name() -> None:
    with pytest.raises(TellingFout, match="van Noord is zij netto"):
        sommen_van(leden().assign(telling="netto"))


def test_the_ends_of_the_band_come_in_the_order_of_the_input() -> None:
    band = pd.concat([leden().assign(variant=variant) for variant in ("laag", "hoog")])
    sommen = sommen_van(band.reset_index(drop=True))
    assert sommen["variant"].tolist() == ["laag", "hoog"] * 3


def test_sums_are_never_judged() -> None:
    sommen = sommen_van(leden(GM0001={"hard_direct": 5000}))
    assert sommen["dekking"].max() > 1
    assert set(sommen["oordeel"]) == {"nvt"}


def test_subregions_come_in_the_order_of_the_region_file() -> None:
    deze = editie("2017")
    omgekeerd = deze.regio.subregios[::-1]
    sommen = gebieden(
        deze.invoer, deze.opzet, deze.definitie, deze.regio.naam, omgekeerd, deze.norm
    )
    assert list(dict.fromkeys(sommen["gebied"])) == [*omgekeerd, deze.regio.naam]
