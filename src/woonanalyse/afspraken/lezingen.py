"""Agreements whose text can be read in two ways: judged by every reading, the usual one named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from woonanalyse.afspraken.beoordeel import beoordeel
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
    delen = []
    for afspraak in sorted(afspraken, key=lambda a: a["artikel"]):
        for naam, lezing in afspraak.get("lezingen", {}).items():
            uitkomst = beoordeel([met_lezing(afspraak, naam)], registers, balans, opzet)
            gewoon = "ja" if naam == afspraak.get("lezing") else "nee"
            delen.append(uitkomst.assign(lezing=naam, gewoon=gewoon, uitleg=lezing["uitleg"]))
    if not delen:
        return pd.DataFrame(columns=KOLOMMEN)
    return pd.concat(delen, ignore_index=True)[KOLOMMEN]
