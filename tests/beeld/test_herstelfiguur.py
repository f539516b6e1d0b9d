"""The way back to the norm, drawn."""

from __future__ import annotations

import warnings

import pandas as pd

from woonanalyse.beeld.herstel import terugweg


def test_figure_without_municipalities_says_so_and_warns_of_nothing() -> None:
    pad = pd.DataFrame(
        {
            "gemeentecode": ["GM0141"],
            "gemeente": ["Almelo"],
            "boven_norm": pd.array([0], dtype="Int64"),
            "hard_totaal": pd.array([1], dtype="Int64"),
            "behoefte": pd.array([2], dtype="Int64"),
        }
    )
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        beeld = terugweg(pad, 1.0)
    assert beeld.alt == "Geen gemeente boven de norm bekend." and "<path" in beeld.svg
