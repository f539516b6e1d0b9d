"""The join: slices that notebooks wrote become the result files of the contract."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from woonanalyse.bestanden import schrijf_csv

GETALLEN = [
    "periode_van", "periode_tot", "netto_behoefte", "vervanging", "behoefte", "hard_direct",
    "hard_uit_te_werken", "uitgezonderd", "hard_totaal", "saldo",
]  # fmt: skip
"""Columns of the results that hold whole numbers."""


def voeg_samen(delen: Sequence[Path], doel: Path) -> None:
    """Write the CSVs `delen`, in that order and cell by cell as they are, as one CSV `doel`."""
    frames = [pd.read_csv(deel, dtype=str, keep_default_na=False) for deel in delen]
    schrijf_csv(doel, pd.concat(frames, ignore_index=True))


def lees_uitkomsten(pad: Path) -> pd.DataFrame:
    """Read a result file back with its types: Int64, Float64 for dekking, the rest text or <NA>."""
    frame = pd.read_csv(pad, dtype=str, keep_default_na=False).replace("", pd.NA)
    for kolom in frame.columns:
        if kolom in GETALLEN:
            frame[kolom] = frame[kolom].astype("Int64")
        elif kolom == "dekking":
            frame[kolom] = frame[kolom].astype("Float64")
        else:
            frame[kolom] = frame[kolom].astype("object").where(frame[kolom].notna(), pd.NA)
    return frame
