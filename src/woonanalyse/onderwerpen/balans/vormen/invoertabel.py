"""A table in the model's own columns: an empty cell is onbekend, also in need and hard capacity."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from woonanalyse.kern.fouten import Probleem
from woonanalyse.kern.indeling.ledentabel import naar_leden
from woonanalyse.kern.kolomeis import een_van, geheel, gemeentecode, tekst, woningen
from woonanalyse.kern.tabel import lees_tabel
from woonanalyse.onderwerpen.balans.invoer import maak_invoer

KOLOMMEN = {
    "gemeentecode": gemeentecode(),
    "gemeentenaam": tekst(),
    "variant": een_van("laag", "midden", "hoog"),
    "netto_behoefte": geheel(leeg=True),
    "vervanging": woningen(leeg=True),
    "hard_direct": woningen(leeg=True),
    "hard_uit_te_werken": woningen(leeg=True),
    "hard_ongesplitst": geheel(leeg=True),
    "uitgezonderd": woningen(leeg=True),
    "telling": een_van("bruto", "netto", "onbekend"),
}
"""Net numbers may be negative: more demolition than building, or a shrinking need."""

UIT = {naam: naam for naam in KOLOMMEN if naam not in ("gemeentecode", "gemeentenaam", "variant")}
"""Which column of the source each column of INVOER comes from."""

VARIANTEN = ({"midden"}, {"laag", "hoog"})


def lees(
    wortel: Path,
    bestand: str,
    gemeenten: pd.DataFrame,
    subregios: list[str],
    peildatum: str | None,
) -> tuple[pd.DataFrame | None, list[Probleem]]:
    """Read the table, of the day `peildatum` (ISO), to INVOER.

    Every member stands in it once in variant midden, or once in laag and in hoog.
    """
    frame, problemen = lees_tabel(wortel, bestand, KOLOMMEN)
    if frame is None:
        return None, problemen
    if set(frame["variant"]) not in VARIANTEN:
        verwacht = "alleen midden, of laag en hoog"
        waarde = ", ".join(sorted(set(frame["variant"])))
        return None, [Probleem(bestand, verwacht, kolom="variant", waarde=waarde)]
    frame, leden = naar_leden(
        frame, bestand, KOLOMMEN, gemeenten, per="variant", peildatum=peildatum
    )
    if problemen := [*leden, *_omgekeerd(frame, bestand)]:
        return None, problemen
    return maak_invoer(frame.drop(columns="gemeentenaam"), gemeenten), []


def _omgekeerd(frame: pd.DataFrame, bestand: str) -> list[Probleem]:
    """Rows in which the lowest need is higher than the highest."""
    hoog = frame[frame["variant"] == "hoog"].drop_duplicates("gemeentecode")
    hoogste = hoog.set_index("gemeentecode")["netto_behoefte"]
    laag = frame[frame["variant"] == "laag"]
    grens = laag["gemeentecode"].map(hoogste)
    fout = laag[(laag["netto_behoefte"] > grens).fillna(False)]
    return [
        Probleem(
            bestand,
            f"ten hoogste {grens[rij]}, de behoefte bij variant hoog",
            rij=int(rij),
            kolom="netto_behoefte",
            waarde=str(waarde),
        )
        for rij, waarde in fout["netto_behoefte"].items()
    ]
