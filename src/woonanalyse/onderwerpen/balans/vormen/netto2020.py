"""Net hard and soft capacity of the Woonagenda 2021: no need per municipality."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from woonanalyse.kern.fouten import Probleem
from woonanalyse.kern.indeling.ledentabel import naar_leden
from woonanalyse.kern.kolomeis import dag, gemeentecode, tekst, woningen
from woonanalyse.kern.tabel import lees_tabel
from woonanalyse.onderwerpen.balans.invoer import maak_invoer

KOLOMMEN = {
    "gemeentecode": gemeentecode(),
    "gemeentenaam": tekst(),
    "peildatum": dag(),
    "netto_hard": woningen(),
    "netto_zacht": woningen(),
    "netto_totaal": woningen(),
}

UIT = {"hard_ongesplitst": "netto_hard"}
"""Which column of the source each column of INVOER comes from."""


def lees(
    wortel: Path,
    bestand: str,
    gemeenten: pd.DataFrame,
    subregios: list[str],
    peildatum: str | None,
) -> tuple[pd.DataFrame | None, list[Probleem]]:
    """Read the table to INVOER: variant midden, need onbekend, capacity netto and undivided.

    It says itself of which day it is, so `peildatum` is not looked at.
    """
    frame, problemen = _lees_gecontroleerd(wortel, bestand, gemeenten)
    if frame is None:
        return None, problemen
    kern = frame[["gemeentecode"]].assign(variant="midden", hard_ongesplitst=frame["netto_hard"])
    return maak_invoer(kern, gemeenten, telling="netto"), []


def lees_capaciteit(
    wortel: Path, bestand: str, gemeenten: pd.DataFrame
) -> tuple[pd.DataFrame | None, list[Probleem]]:
    """Read hard and soft side by side: gemeentecode, hard, zacht (dwellings), telling."""
    frame, problemen = _lees_gecontroleerd(wortel, bestand, gemeenten)
    if frame is None:
        return None, problemen
    kern = frame[["gemeentecode"]].assign(hard=frame["netto_hard"], zacht=frame["netto_zacht"])
    return kern.assign(telling="netto").reset_index(drop=True), []


def _lees_gecontroleerd(
    wortel: Path, bestand: str, gemeenten: pd.DataFrame
) -> tuple[pd.DataFrame | None, list[Probleem]]:
    frame, problemen = lees_tabel(wortel, bestand, KOLOMMEN)
    if frame is None:
        return None, problemen
    frame, problemen = naar_leden(
        frame, bestand, KOLOMMEN, gemeenten, peildatum=min(frame["peildatum"], default=None)
    )
    return (None, problemen) if problemen else (frame, [])
