"""The finding of each figure as one sentence made from its data: what its caption begins with."""

from __future__ import annotations

import pandas as pd

from woonanalyse.kern.beeld.woorden import (
    deel_van,
    van_onbekend,
)


def gebouwd(naast: pd.DataFrame) -> str:
    """In how many municipalities more was built per year than the highest need per year."""
    bekend = naast[naast[["nieuwbouw_per_jaar", "behoefte_per_jaar_hoog"]].notna().all(axis=1)]
    if bekend.empty:
        if naast["nieuwbouw_per_jaar"].isna().all():
            return "Wat er per jaar is gebouwd, is van geen gemeente bekend."
        return "Wat er per jaar nodig was, is in deze editie van geen gemeente bekend."
    meer = int((bekend["nieuwbouw_per_jaar"] > bekend["behoefte_per_jaar_hoog"]).sum())
    return (
        f"In {deel_van(meer, len(naast))} werd per jaar meer gebouwd dan de hoogste behoefte"
        f"{van_onbekend(len(naast) - len(bekend))}."
    )
