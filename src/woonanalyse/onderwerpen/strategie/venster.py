"""The window of the highest norm: the years of the edition, or rolling: the ten years after the deadline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from woonanalyse.onderwerpen.strategie.programma import Jaren
from woonanalyse.onderwerpen.strategie.projectie import projecteer

JAREN = 10
"""Years of a rolling window, as the conditions for the top of the band have it."""


def na(termijn: date) -> Jaren:
    """The years of the window that begins on the day after `termijn`; a year that has begun counts whole."""
    van = termijn.year + ((termijn.month, termijn.day) == (12, 31))
    return Jaren(van, van + JAREN - 1)


def rollend(
    leden: pd.DataFrame,
    behoefte: Sequence[Mapping[str, Any]],
    termijn: date,
    jaren: float,
    parameters: Mapping[str, Mapping[str, Any]],
) -> pd.DataFrame:
    """`leden` (LEDENKOLOMMEN of the strategy) as a norm over a rolling window has them.

    The need is that of the window (<NA> where `behoefte` does not have it: then no norm holds); hard plans
    are those left on the deadline, `jaren` years on, with the lowest pace and share: our choice, so that a
    norm holds when building is slow. The judgement of the edition is about another window, and goes.
    """
    venster = na(termijn)
    eigen = {een["gemeente"]: een for een in behoefte if (een["van"], een["tot_en_met"]) == venster}
    kanten = {
        f"behoefte_{kant}": pd.array(
            [eigen[code][kant] if code in eigen else pd.NA for code in leden["gemeentecode"]],
            "Int64",
        )
        for kant in ("laag", "hoog")
    }
    bouw = leden[["gemeentecode", "tempo_laag", "tempo_hoog"]].rename(
        columns={"tempo_laag": "laag", "tempo_hoog": "hoog"}
    )
    over = projecteer(leden[["gemeentecode", "hard"]], bouw, jaren, parameters, {})
    return leden.assign(hard=over["hard_hoog"].to_numpy(), oordeel="", **kanten)
