"""The stock of dwellings and its mutations per municipality and year (CBS 81955NED)."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from woonanalyse.kern.fouten import Probleem
from woonanalyse.kern.gemeenten import controleer_leden
from woonanalyse.kern.tabel import geheel, gemeentecode, jaar, lees_tabel, tekst, woningen

KOLOMMEN = {
    "gemeentecode": gemeentecode(),
    "gemeentenaam": tekst(),
    "jaar": jaar(),
    "beginstand": woningen(),
    "nieuwbouw": woningen(),
    "overige_toevoeging": woningen(),
    "sloop": woningen(),
    "overige_onttrekking": woningen(),
    "correctie": geheel(),
    "saldo": geheel(),
    "eindstand": woningen(),
}


def lees(
    wortel: Path, bestand: str, gemeenten: pd.DataFrame
) -> tuple[pd.DataFrame | None, list[Probleem]]:
    """Read the stock: KOLOMMEN with gemeentenaam called gemeente; dwellings, one row per year.

    Every member stands there once in every year the file has. Whether a row adds up is not checked
    here: the source has rows that do not, and `model.voorraad.sluitfouten` names them.
    """
    frame, problemen = lees_tabel(wortel, bestand, KOLOMMEN)
    if frame is None:
        return None, problemen
    gevonden = [
        probleem
        for _, rijen in frame.groupby("jaar")
        for probleem in controleer_leden(rijen, bestand, gemeenten)
    ]
    problemen = list(dict.fromkeys(gevonden))
    if problemen:
        return None, problemen
    return frame.rename(columns={"gemeentenaam": "gemeente"}).reset_index(drop=True), []
