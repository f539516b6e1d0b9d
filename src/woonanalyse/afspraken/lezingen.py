"""Agreements whose text can be read in two ways: judged by every reading, the usual one named."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from woonanalyse.afspraken.beoordeel import Oordeel, uitkomsten_van
from woonanalyse.afspraken.uitkomst import Omgeving
from woonanalyse.kern.afspraak import met_lezing

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


def lezingen(geoordeeld: Sequence[Oordeel], omgeving: Omgeving) -> pd.DataFrame:
    """Every outcome of agreements with readings, by each reading: columns KOLOMMEN.

    `geoordeeld` of `oordelen` in the same `omgeving`: by the reading that is used they are not judged again.
    """
    rijen = [
        {
            "editie": str(omgeving.opzet.editie),
            "artikel": afspraak["artikel"],
            "onderdeel": afspraak.get("onderdeel", pd.NA),
            "lezing": naam,
            "gewoon": "ja" if naam == afspraak.get("lezing") else "nee",
            "uitleg": lezing["uitleg"],
            "partij": uitkomst.partij,
            "periode": uitkomst.periode,
            "status": uitkomst.status,
        }
        for afspraak, gewoon in geoordeeld
        for naam, lezing in afspraak.get("lezingen", {}).items()
        for uitkomst in (
            gewoon
            if naam == afspraak.get("lezing")
            else uitkomsten_van(met_lezing(afspraak, naam), omgeving)
        )
    ]
    soorten = dict.fromkeys(KOLOMMEN, "object") | {"artikel": "Int64"}
    return pd.DataFrame(rijen, columns=KOLOMMEN).astype(soorten)
