"""Whether an edition is adopted: decisions of every college in the register."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pandas as pd

from woonanalyse.afspraken.tijd import tijd
from woonanalyse.kern.afspraak import Afspraak
from woonanalyse.kern.opzet import Opzet

BESLUIT = "besluit"


def genomen(
    afspraak: Afspraak, registers: Mapping[str, pd.DataFrame], opzet: Opzet, partij: str
) -> bool:
    """Whether the registers show, up to the day of the report, what the agreement asks `partij` (its key).

    A decision of the kind it asks for, on this edition or dated after the registers' own date; of a term
    its begin; of the top of a band whether it may be used. Also when the state itself is still onbekend.
    """
    dag = date.fromisoformat(opzet.datum_rapport)
    naam = "besluiten" if afspraak.get("register") == "besluiten" else "termijnen"
    frame = registers[naam]
    bekend = [tijd(wanneer).laatst <= dag for wanneer in frame["datum"]]
    eigen = frame[(frame["partij"] == partij) & pd.Series(bekend, frame.index, dtype="bool")]
    if naam == "besluiten":
        eigen = eigen[(eigen["status"] == BESLUIT) & (eigen["soort"] == afspraak.get("bewijs"))]
        later = [tijd(wanneer).vroegst.isoformat() > opzet.stand_per for wanneer in eigen["datum"]]
        return any(later) or bool((eigen["editie"] == str(opzet.editie)).any())
    kolom = {"termijn": "termijn_start", "maximum": "bovenkant_onderbouwd"}.get(afspraak["soort"])
    van = eigen["editie"].isin(["", str(opzet.editie)])
    return kolom is not None and bool((eigen.loc[van, kolom] != "").any())


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
