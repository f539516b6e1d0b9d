"""The way back to the norm, drawn."""

from __future__ import annotations

import warnings

import pandas as pd

from woonanalyse.onderwerpen.herstel.beeld import aandachtspunt, terugweg


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
