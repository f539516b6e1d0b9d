"""The tables of the agreements in the annex with all numbers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from woonanalyse.afspraken.beeld import namen
from woonanalyse.kern.beeld.codes import code
from woonanalyse.kern.beeld.markdown import veilig
from woonanalyse.kern.beeld.tafel import Tafel
from woonanalyse.kern.getal import ONBEKEND, met_eenheid

_IN_WOORDEN = {"fractie": "procent"}


def bijlage_afspraken(frame: pd.DataFrame) -> Iterator[Tafel]:
    """What was measured beside the norm, equal outcomes of several parties together."""
    sleutel = ["artikel", "onderdeel", "waarde", "norm", "eenheid", "status"]
    rijen, codes = [], []
    for (artikel, onderdeel, waarde, norm, eenheid, status), groep in frame.groupby(
        sleutel, sort=False, dropna=False
    ):
        if pd.isna(waarde) and pd.isna(norm):
            continue
        gemeten = ONBEKEND if pd.isna(waarde) and status == ONBEKEND else _of_geen(waarde, eenheid)
        rijen.append(
            [
                f"{artikel}" + ("" if pd.isna(onderdeel) else f" ({veilig(onderdeel)})"),
                gemeten,
                _of_geen(norm, eenheid),
                "" if pd.isna(eenheid) else veilig(_IN_WOORDEN.get(str(eenheid), eenheid)),
                veilig(status),
                veilig(namen(groep)),
            ]
        )
        codes.append(code("afspraken", artikel))
    koppen = ["Artikel", "Waarde", "Norm", "Eenheid", "Stand", "Partijen"]
    if rijen:
        yield Tafel("Wat is gemeten en wat is afgesproken", koppen, rijen, codes)


def _of_geen(getal: Any, eenheid: Any) -> str:
    return "geen" if pd.isna(getal) else met_eenheid(getal, str(eenheid))
