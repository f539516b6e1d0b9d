"""The way back to the norm, drawn."""

from __future__ import annotations

import warnings
from typing import cast

import pandas as pd
import pytest

from woonanalyse.kern.afspraak import Afspraak
from woonanalyse.onderwerpen.herstel.beeld import (
    aandachtspunt,
    herstelpad,
    opening,
    termijnzin,
    terugweg,
)


def test_figure_without_municipalities_says_so_and_warns_of_nothing() -> None:
    pad = pd.DataFrame(
        {
            "gemeentecode": ["GM0141"],
            "gemeente": ["Almelo"],
            "oordeel": ["binnen"],
            "boven_norm": pd.array([0], dtype="Int64"),
            "hard_totaal": pd.array([1], dtype="Int64"),
            "behoefte": pd.array([2], dtype="Int64"),
        }
    )
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        beeld = terugweg(pad, 1.0)
    assert beeld.alt == "Geen gemeente boven de norm bekend." and "<path" in beeld.svg


def test_point_to_discuss_is_silent_only_without_a_list() -> None:
    """An empty list is an answer: nobody is on it."""
    leeg = pd.DataFrame({"gemeentecode": [], "reden": []})
    vol = pd.DataFrame({"gemeentecode": ["GM0141"], "reden": ["boven de norm"]})
    wat = "Aandachtspunt voor bestuurlijk overleg"
    assert aandachtspunt(vol, "GM0141", None) == f"{wat}: boven de norm."
    assert aandachtspunt(vol, "GM0147", None) == f"{wat}: geen."
    assert aandachtspunt(leeg, "GM0141", None) == f"{wat}: geen."
    for zonder in (
        aandachtspunt(leeg, "GM0141", "geen toets"),
        aandachtspunt(None, "GM0141", None),
    ):
        assert zonder == ""


TERMIJN = cast(Afspraak, {"artikel": 15, "norm": 3, "eenheid": "jaar"})
EEN = {
    "gemeentecode": "GM1", "gemeente": "Aa", "oordeel": "buiten", "boven_norm": 10,
    "termijn_start": "2016-01-01", "hersteldatum": "2019-01-01", "per_jaar_zonder": 5.0,
    "gepland": pd.NA, "per_jaar_met": pd.NA,
}  # fmt: skip


def test_columns_on_planned_measures_only_where_any_is_known() -> None:
    zonder = herstelpad(pd.DataFrame([EEN]), "2017-01-01", TERMIJN)
    met = herstelpad(
        pd.DataFrame([EEN, EEN | {"gemeentecode": "GM2", "gepland": 4, "per_jaar_met": 3.0}]),
        "2017-01-01",
        TERMIJN,
    )
    assert "Gepland eraf" in met.markdown and "met de geplande maatregelen" in met.bijschrift
    assert "Gepland" not in zonder.markdown and "onbekend" not in zonder.markdown
    assert "geplande maatregelen zijn onbekend" in zonder.bijschrift


def test_who_is_on_the_norm_is_named_as_left_out() -> None:
    norm = EEN | {"gemeentecode": "GM2", "gemeente": "Bee", "oordeel": "op de norm"}
    assert "Bee staat hier niet bij: zij ligt op de norm." in opening(
        pd.DataFrame([EEN, norm]), TERMIJN
    )
    assert "hier niet bij" not in opening(pd.DataFrame([EEN]), TERMIJN)


def test_a_term_that_ended_before_the_report_is_told_as_past() -> None:
    for dag, woord in (("2018-06-01", "loopt"), ("2020-01-01", "liep")):
        assert f"en {woord} tot 1 januari 2019." in termijnzin(
            pd.DataFrame([EEN]), TERMIJN, "artikel 13", dag
        )
    grens = pd.DataFrame([EEN | {"oordeel": "op de grens"}])
    assert "eindigde zij op" in termijnzin(grens, TERMIJN, "artikel 13", "2020-01-01")
    assert "eindigt zij op" in termijnzin(grens, TERMIJN, "artikel 13", "2018-01-01")


def test_no_term_is_missing_where_there_is_no_need() -> None:
    """Without a need there is no ratio, and nothing is to be restored; where the need is not known it is."""
    zonder = EEN | {"oordeel": "onbekend", "dekking": pd.NA, "harde_capaciteit": 10}
    for behoefte, woorden in ((0, "niet aan de orde, want "), (-5, "niet aan de orde, want ")):
        zin = termijnzin(
            pd.DataFrame([zonder | {"behoefte": behoefte}]), TERMIJN, "artikel 13", "2018-01-01"
        )
        assert woorden in zin and "onbekend" not in zin
    zin = termijnzin(
        pd.DataFrame([zonder | {"behoefte": pd.NA}]), TERMIJN, "artikel 13", "2018-01-01"
    )
    assert zin == "Hersteltermijn: onbekend, want de verhouding is dat."


@pytest.mark.parametrize(("einde", "er"), [("2019-01-01", True), (pd.NA, False)])
def test_column_of_ends_only_where_any_is_known(einde: object, er: bool) -> None:
    """By its length: the figure is drawn with paths."""
    velden = EEN | {"hersteldatum": einde, "hard_totaal": 20, "behoefte": 10}
    zonder = EEN | {"hersteldatum": pd.NA, "hard_totaal": 20, "behoefte": 10}
    beelden = [terugweg(pd.DataFrame([rij]), 1.0) for rij in (velden, zonder)]
    assert (beelden[0].svg != beelden[1].svg) is er
    assert "hersteldatum" in beelden[1].alt
