"""What is left of a capacity after part of it was taken back."""

from __future__ import annotations

import pandas as pd


def terugname(feiten: pd.DataFrame) -> pd.DataFrame:
    """`feiten` with `blijft` (capacity minus what was taken back) and `aandeel` (fraction of the capacity).

    Columns capaciteit and teruggenomen in dwellings (Int64). `blijft` is a subtraction of two
    published figures, not a published capacity: what else was built or added in between is not in it.
    """
    deelbaar = feiten["capaciteit"].where(feiten["capaciteit"] > 0)
    return feiten.assign(
        blijft=feiten["capaciteit"] - feiten["teruggenomen"],
        aandeel=feiten["teruggenomen"] / deelbaar,
    )
