"""Whether an edition is adopted: decisions of every college in the register."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pandas as pd

from woonanalyse.afspraken.tijd import tijd
from woonanalyse.kern.opzet import Opzet

BESLUIT = "besluit"


def besloten_op(
    registers: Mapping[str, pd.DataFrame], gemeenten: pd.DataFrame, opzet: Opzet
) -> date | None:
    """The day the last college decided on the edition `opzet`; None as long as one of them has not.

    The colleges are GS and B&W of each of `gemeenten` (column gemeentecode). Only rows with status
    besluit count, dated (as late as they can be) on or before `stand_per`.
    """
    frame, stand = registers["besluiten"], date.fromisoformat(opzet.stand_per)
    besluiten = frame[(frame["editie"] == str(opzet.editie)) & (frame["status"] == BESLUIT)]
    eerste: dict[str, date] = {}
    for partij, wanneer in besluiten[["partij", "datum"]].itertuples(index=False):
        dag = tijd(wanneer).laatst
        if dag <= stand:
            eerste[partij] = min(dag, eerste.get(partij, dag))
    nodig = ["GS", *gemeenten["gemeentecode"]]
    return max(eerste[partij] for partij in nodig) if set(nodig) <= set(eerste) else None
