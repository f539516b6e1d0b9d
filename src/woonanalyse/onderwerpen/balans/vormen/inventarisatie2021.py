"""The national inventory of 2021: hard and soft capacity per municipality, gross or net unclear."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from woonanalyse.kern.fouten import Probleem
from woonanalyse.kern.indeling.ledentabel import naar_leden
from woonanalyse.kern.kolomeis import geheel, gemeentecode, tekst
from woonanalyse.kern.tabel import lees_tabel

KOLOMMEN = {
    "gemeentecode": gemeentecode(),
    "gemeentenaam": tekst(),
    "hard_totaal": geheel(leeg=True),
    "zacht_totaal": geheel(leeg=True),
    "plancapaciteit_totaal": geheel(leeg=True),
}
"""An empty cell is onbekend. Net numbers may be negative: more demolition than building."""

VROEGST = "2021-01-01"
"""The first day that it can be of: the inventory names its year alone."""


def lees_capaciteit(
    wortel: Path, bestand: str, gemeenten: pd.DataFrame
) -> tuple[pd.DataFrame | None, list[Probleem]]:
    """Read hard and soft side by side: gemeentecode, hard, zacht (dwellings), telling."""
    frame, problemen = lees_tabel(wortel, bestand, KOLOMMEN)
    if frame is None:
        return None, problemen
    frame, problemen = naar_leden(frame, bestand, KOLOMMEN, gemeenten, peildatum=VROEGST)
    if problemen:
        return None, problemen
    kern = frame[["gemeentecode"]].assign(hard=frame["hard_totaal"], zacht=frame["zacht_totaal"])
    return kern.assign(telling="onbekend").reset_index(drop=True), []
