"""Sentences of a region that lacks something: what is absent is told once, and nothing that isn't so."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pandas as pd
import pytest

from woonanalyse.afspraken.bevindingen import afspraken
from woonanalyse.document.stuk import subregios_kop
from woonanalyse.kern.oordeel import NVT, ONBEKEND
from woonanalyse.onderwerpen.balans.beeld.zinnen import kerntegels
from woonanalyse.onderwerpen.gebouwd import beeld as gebouwd
from woonanalyse.onderwerpen.strategie import programmabeeld
from woonanalyse.onderwerpen.wijzigingen.zinnen import anders_geteld


def naast(jaren: int) -> pd.DataFrame:
    leeg = pd.Series([pd.NA, pd.NA], dtype="Int64")
    namen = ["nieuwbouw", "sloop", "saldo", "gebouwd_van", "behoefte_per_jaar_laag"]
    return pd.DataFrame(
        {"gemeente": ["A", "B"], "gebouwd_jaren": [jaren] * 2, **dict.fromkeys(namen, leeg)}
    )


def test_a_time_without_a_whole_year_is_not_unknown() -> None:
    opzet = cast(Any, SimpleNamespace())
    assert gebouwd.opening_voorraad(naast(0), "Streek", opzet) == gebouwd.GEEN_JAAR
    assert gebouwd.gebouwd(naast(0).iloc[0]) == gebouwd.GEEN_JAAR
    assert "onbekend" in gebouwd.opening_voorraad(naast(2), "Streek", opzet)
    assert "onbekend" in gebouwd.gebouwd(naast(2).iloc[0])


@pytest.mark.parametrize(
    ("toen", "nu", "zin"),
    [
        (["bruto"], ["bruto"], ""),
        (["onbekend"], ["onbekend"], ""),
        (
            ["bruto", "bruto"],
            ["onbekend"],
            "De harde plannen zijn anders geteld (in editie 1 bruto, in editie 2 bruto of netto "
            "onbekend): hun verschil is niet te geven.",
        ),
    ],
)
def test_two_counts_have_no_difference(toen: list[str], nu: list[str], zin: str) -> None:
    assert anders_geteld(toen, nu, ("1", "2")) == zin


def test_nothing_known_is_no_good_state() -> None:
    stand = pd.DataFrame({"artikel": [1, 2], "status": [ONBEKEND] * 2, "partij": ["A", "B"]})
    assert "niet gehaald" not in afspraken(stand)


@pytest.mark.parametrize(
    ("hard", "noot"),
    [
        ([5, 6], "behoefte: 9"),
        ([5, None], "behoefte: 9; plannen van 1 van de 2 onbekend"),
        ([None, None], "behoefte: 9"),
    ],
)
def test_a_sum_of_some_says_of_how_many_it_is_not(hard: list[int | None], noot: str) -> None:
    balans = pd.DataFrame(
        {
            "gemeentecode": ["GM0001", "GM0002"],
            "gemeente": ["A", "B"],
            "oordeel": ["onbekend", "onbekend"],
            "hard_totaal": pd.array(hard, dtype="Int64"),
        }
    )
    som = pd.DataFrame({"niveau": ["regio"], "gebied": ["Streek"], "behoefte": [9]})
    som["hard_totaal"] = pd.array([sum(x or 0 for x in hard)], dtype="Int64")
    assert kerntegels(balans, som)[2][2] == noot


def test_a_region_without_subregions_has_none_in_its_headings() -> None:
    regel = {"gebied": "Streek", "oordeel_samen": NVT}
    heel = pd.DataFrame([{"niveau": "regio", **regel}])
    deel = pd.DataFrame([{"niveau": "subregio", **regel}, {"niveau": "regio", **regel}])
    assert subregios_kop(heel, None) == "De regio als geheel"
    assert subregios_kop(deel, None) == "Subregio's"


def test_nobody_is_said_to_have_counted_what_no_table_has() -> None:
    leeg = pd.DataFrame({"gebouwd": [pd.NA], "gesloopt": [pd.NA]})
    assert not programmabeeld.geteld(leeg)
    assert programmabeeld.geteld(leeg.assign(gesloopt=[0])), "nought is known"


@pytest.mark.parametrize(
    ("te_veel", "direct", "zin"),
    [
        ([3, 5], [0, 0], "dat kan geheel in plannen zitten die nog worden uitgewerkt."),
        ([3, 5], [1, 2], "daarvan zit 1 tot 2 zeker in direct te gebruiken titels."),
        (
            [3, 5],
            [None, None],
            "hoeveel daarvan zeker in direct te gebruiken titels zit, is onbekend.",
        ),
        ([None, 5], [None, None], "met hoeveel woningen is onbekend."),
    ],
)
def test_titles_that_are_not_split_leave_it_unknown(
    te_veel: list[int | None], direct: list[int | None], zin: str
) -> None:
    namen = ["te_veel_laag", "te_veel_hoog", "direct_laag", "direct_hoog"]
    getallen = {
        n: pd.array([w], dtype="Float64") for n, w in zip(namen, te_veel + direct, strict=True)
    }
    strategie = pd.DataFrame({"niveau": ["gemeente"], **getallen})
    assert programmabeeld.te_veel_zin(strategie, "").endswith(zin)
