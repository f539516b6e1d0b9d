"""Single figures that stand only as text in plan documents: here the need of a whole region."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from woonanalyse.kern.fouten import Probleem
from woonanalyse.kern.kolomeis import Kolom, tekst, woningen
from woonanalyse.kern.tabel import lees_tabel, omgekeerd

KOLOMMEN: dict[str, Kolom] = {
    "gebied": tekst(),
    "gemeentecode": tekst(leeg=True),
    "onderwerp": tekst(),
    "periode": tekst(),
    "waarde_min": woningen(grens="woningen_gebied"),
    "waarde_max": woningen(grens="woningen_gebied"),
    "eenheid": tekst(),
    "oorspronkelijke_bron": tekst(),
    "vindplaats": tekst(),
}


MET_BRON = ["onderwerp", "periode", "waarde_min", "waarde_max", "eenheid", "bron", "vindplaats"]
LATER = ["gemeente", "onderwerp", "periode", "waarde_min", "waarde_max", "eenheid", "bron"]


def lees_leden(
    wortel: Path, bestand: str, onderwerpen: list[str], gemeenten: pd.DataFrame
) -> tuple[pd.DataFrame | None, list[Probleem]]:
    """The facts called `onderwerpen` of members, as the source gives them: columns LATER.

    In order of `gemeenten`, then of the subjects. A subject that no member has is a problem.
    """
    frame, problemen = lees_tabel(wortel, bestand, KOLOMMEN)
    if frame is None:
        return None, problemen
    frame = frame.rename(columns={"oorspronkelijke_bron": "bron"})
    samen = gemeenten[["gemeentecode", "gemeente"]].merge(frame, on="gemeentecode")
    gekozen = samen[samen["onderwerp"].isin(onderwerpen)]
    problemen = [
        Probleem(bestand, "een rij van een gemeente van de regio", kolom="onderwerp", waarde=o)
        for o in onderwerpen
        if o not in set(gekozen["onderwerp"])
    ]
    return (None, problemen) if problemen else (gekozen[LATER].reset_index(drop=True), [])


def lees(
    wortel: Path,
    bestand: str,
    gebied: str,
    onderwerpen: list[str],
    kolommen: Sequence[str] = ("onderwerp", "waarde_min", "waarde_max", "eenheid"),
) -> tuple[pd.DataFrame | None, list[Probleem]]:
    """The facts of `gebied` called `onderwerpen`: `kolommen`, of those in MET_BRON.

    One row per subject, in their order. A subject that is absent or stands there twice is a problem.
    """
    frame, problemen = lees_tabel(wortel, bestand, KOLOMMEN)
    if frame is None:
        return None, problemen
    if problemen := omgekeerd(frame, bestand, "waarde_min", "waarde_max"):
        return None, problemen
    gekozen = frame[(frame["gebied"] == gebied) & frame["onderwerp"].isin(onderwerpen)]
    problemen = [
        Probleem(
            bestand, f"precies één rij voor {gebied} met dit onderwerp", kolom="onderwerp", waarde=o
        )
        for o in onderwerpen
        if (gekozen["onderwerp"] == o).sum() != 1
    ]
    if problemen:
        return None, problemen
    gekozen = gekozen.rename(columns={"oorspronkelijke_bron": "bron"}).set_index("onderwerp")
    return gekozen.loc[onderwerpen].reset_index()[list(kolommen)], []
