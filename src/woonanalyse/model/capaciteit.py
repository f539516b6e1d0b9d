"""Hard plan capacity by an edition's definition (art. 13, 21, 22, 24)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from woonanalyse.fouten import WoonanalyseFout


class TellingFout(WoonanalyseFout):
    """Gross and net counts would be mixed."""

    exitcode = 2


def hard_totaal(invoer: pd.DataFrame, definitie: Mapping[str, Any]) -> pd.Series:
    """Hard capacity in dwellings, Int64, per row of `invoer`: the columns `telt_mee` added up.

    What is not counted (uitgezonderd, art. 21 and 22) comes off where it is known; with
    `vervanging: van_capaciteit` so does replacement. An unknown part makes the total <NA>. Raises
    TellingFout where the source counts otherwise than the definition needs.
    """
    _weiger_mengsel(invoer, definitie)
    totaal = sum(
        (invoer[kolom] for kolom in definitie["telt_mee"]), pd.Series(0, invoer.index, "Int64")
    )
    totaal = totaal - invoer["uitgezonderd"].fillna(0)
    if definitie["vervanging"] == "van_capaciteit":
        totaal = totaal - invoer["vervanging"]
    return totaal


def telling(invoer: pd.DataFrame, definitie: Mapping[str, Any]) -> pd.Series:
    """How `hard_totaal` counts: bruto, netto (demolition taken off) or onbekend."""
    if definitie["vervanging"] == "van_capaciteit":
        return invoer["telling"].replace({"bruto": "netto"})
    return invoer["telling"].copy()


def _weiger_mengsel(invoer: pd.DataFrame, definitie: Mapping[str, Any]) -> None:
    anders = invoer[~invoer["telling"].isin([definitie["telling"], "onbekend"])]
    if len(anders):
        raise TellingFout(
            f"De definitie {definitie['id']} vraagt plancapaciteit die {definitie['telling']} is geteld; "
            f"van {', '.join(anders['gemeente'].unique())} is zij {', '.join(anders['telling'].unique())}. "
            "Bruto capaciteit hoort bij netto behoefte plus vervanging, netto capaciteit bij netto behoefte."
        )
