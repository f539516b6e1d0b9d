"""Agreements whose text can be read in two ways: judged by every reading, the usual one named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from woonanalyse.afspraken.beoordeel import uitkomsten_van
from woonanalyse.afspraken.uitkomst import Omgeving
from woonanalyse.kern.afspraak import Afspraak, met_lezing
from woonanalyse.kern.opzet import Opzet

KOLOMMEN = [
    "editie",
    "artikel",
    "onderdeel",
    "lezing",
    "gewoon",
    "uitleg",
    "partij",
    "periode",
    "status",
]
"""Columns of the readings; `gewoon` says whether the edition judges by this one (ja, nee)."""


def lezingen(
    afspraken: Sequence[Afspraak],
    registers: Mapping[str, pd.DataFrame],
    balans: pd.DataFrame,
    opzet: Opzet,
) -> pd.DataFrame:
    """Every outcome of agreements with readings, by each reading: columns KOLOMMEN.

    Arguments as those of `beoordeel`.
    """
    omgeving = Omgeving(registers, balans, opzet)
    rijen = [
        {
            "editie": str(opzet.editie),
            "artikel": afspraak["artikel"],
            "onderdeel": afspraak.get("onderdeel", pd.NA),
            "lezing": naam,
            "gewoon": "ja" if naam == afspraak.get("lezing") else "nee",
            "uitleg": lezing["uitleg"],
            "partij": uitkomst.partij,
            "periode": uitkomst.periode,
            "status": uitkomst.status,
        }
        for afspraak in sorted(afspraken, key=lambda a: a["artikel"])
        for naam, lezing in afspraak.get("lezingen", {}).items()
        for uitkomst in uitkomsten_van(met_lezing(afspraak, naam), omgeving)
    ]
    soorten = dict.fromkeys(KOLOMMEN, "object") | {"artikel": "Int64"}
    return pd.DataFrame(rijen, columns=KOLOMMEN).astype(soorten)
