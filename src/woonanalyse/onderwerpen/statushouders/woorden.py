"""Words that figures and tables of this subject share."""

from __future__ import annotations

from typing import Any

import pandas as pd

from woonanalyse.kern.getal import datum, opsomming


def in_delen(percentage: Any) -> Any:
    """A percentage as a fraction; what is missing, or shielded, as it is."""
    return percentage if pd.isna(percentage) else float(percentage) / 100


def halfjaar(tekst: str) -> str:
    """A half-year in words: 2022-1 is de eerste helft van 2022."""
    return f"de {'eerste' if tekst[5] == '1' else 'tweede'} helft van {tekst[:4]}"


def van_dagen(frame: pd.DataFrame) -> str:
    """The dates of the inhabitants used, after a space; may be empty."""
    dagen = frame.loc[frame["taakstelling"].notna(), "inwonersdatum"].dropna().unique()
    return f" van {opsomming([datum(dag) for dag in sorted(dagen)])}" if len(dagen) else ""
