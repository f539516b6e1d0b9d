"""The need for dwellings in a period (art. 20, an edition's definition)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd


def behoefte(invoer: pd.DataFrame, definitie: Mapping[str, Any]) -> pd.Series:
    """Need in dwellings, Int64, per row of `invoer`: netto_behoefte and vervanging as the definition says.

    With `vervanging: bij_behoefte` (art. 20) expected demolition is added to the net need; otherwise
    the need is the net need. Unknown parts make it <NA>.
    """
    if definitie["vervanging"] == "bij_behoefte":
        return invoer["netto_behoefte"] + invoer["vervanging"]
    return invoer["netto_behoefte"].copy()
