"""The join: slices that notebooks wrote become the result files of the contract."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from woonanalyse.kern.bestanden import schrijf_csv
from woonanalyse.kern.catalogus import tabellen


def voeg_samen(delen: Sequence[Path], doel: Path) -> None:
    """Write the CSVs `delen`, in that order and cell by cell as they are, as one CSV `doel`."""
    frames = [pd.read_csv(deel, dtype=str, keep_default_na=False) for deel in delen]
    schrijf_csv(doel, pd.concat(frames, ignore_index=True))


def lees_uitkomsten(pad: Path, bestand: str | None = None) -> pd.DataFrame:
    """Read a result file back with its types: integer Int64, number Float64, the rest, and what the
    schema does not know, text or <NA>.

    `bestand` names the result file that a slice belongs to.
    """
    frame = pd.read_csv(pad, dtype=str, keep_default_na=False).replace("", pd.NA)
    velden = tabellen()[(bestand or pad.name).removesuffix(".csv")].velden
    soorten = {"integer": "Int64", "number": "Float64"}
    for kolom in frame.columns:
        soort = soorten.get(velden.get(kolom, {}).get("type", "string"), "object")
        frame[kolom] = frame[kolom].astype(soort)
        if soort == "object":
            frame[kolom] = frame[kolom].where(frame[kolom].notna(), pd.NA)
    return frame


def lees_alle(map_: Path, namen: list[str]) -> dict[str, pd.DataFrame]:
    """The result files `namen` in `map_`, by name without extension."""
    return {naam.removesuffix(".csv"): lees_uitkomsten(map_ / naam) for naam in namen}
