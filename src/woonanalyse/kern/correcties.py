"""Cells that are mended while they are read: the file itself stays as it came, and each has its reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from woonanalyse.kern.fouten import Probleem, Waarschuwing, een_van
from woonanalyse.kern.getal import datum as dag_in_woorden
from woonanalyse.kern.vindplaats import leg_waarschuwing_vast
from woonanalyse.kern.yamlbestand import lees_yaml

BESTAND = "data/correcties.yml"
INTERN = "data/intern/"
"""What is below it is not public, and so is what was mended in it."""


@dataclass(frozen=True)
class Correctie:
    """A cell of `bestand` (a path from the root): its row as a spreadsheet counts, or `waar` the values of
    columns that point at it. Texts as they stand in the file; `wie` is a role; `datum` ISO. Only with status
    akkoord it is applied.
    """

    bestand: str
    kolom: str
    was: str
    wordt: str
    reden: str
    wie: str
    datum: str
    status: str
    rij: int | None = None
    waar: Mapping[str, str] = field(default_factory=dict)

    @property
    def geldt(self) -> bool:
        """Whether it is applied."""
        return self.status == "akkoord"

    @property
    def openbaar(self) -> bool:
        """Whether it may be told in what is published."""
        return not self.bestand.startswith(INTERN)

    def rijen_in(self, blad: pd.DataFrame) -> list[int]:
        """The rows of a table that it points at; one, where it fits."""
        past = pd.Series(True, blad.index)
        if self.rij is not None:
            past &= blad.index == self.rij
        for naam, waarde in self.waar.items():
            past &= blad[naam].astype("str").str.strip() == waarde
        return [int(rij) for rij in blad.index[past]]

    @property
    def tekst(self) -> str:
        """What was mended, why, by whom and when, as the rest of a sentence."""
        wie = ", ".join(f"{naam} {waarde}" for naam, waarde in self.waar.items())
        plek = f"rij {self.rij}" if self.rij else wie
        return (
            f"in {plek} is {self.kolom} hersteld van {self.was or 'leeg'} in {self.wordt or 'leeg'} "
            f"({self.reden.strip().rstrip('.')}; {self.wie}, {dag_in_woorden(self.datum)})"
        )


def lees(wortel: Path) -> tuple[list[Correctie], list[Probleem]]:
    """All corrections; none where the project has no such file."""
    if not (wortel / BESTAND).is_file():
        return [], []
    inhoud, problemen = lees_yaml(wortel, BESTAND, "kern/schemas/correcties")
    return [Correctie(**velden) for velden in inhoud or ()], problemen


def van(wortel: Path, bestand: str) -> list[Correctie]:
    """Those of one file that are applied; none where the list cannot be read, which is said elsewhere."""
    return [een for een in lees(wortel)[0] if een.bestand == bestand and een.geldt]


def raakt(wortel: Path, bestand: str) -> bool:
    """Whether a correction is about this file, or the list cannot be read."""
    alle, problemen = lees(wortel)
    return bool(problemen) or any(een.bestand == bestand for een in alle)


def pas_toe(wortel: Path, bestand: str, frame: pd.DataFrame) -> tuple[pd.DataFrame, list[Probleem]]:
    """`frame` (text, indexed by the row of the file) with its mended cells; or the problems.

    A correction of a row, column or value that is not there is refused, with where it stands in the list.
    """
    alle, problemen = lees(wortel)
    uit = frame
    for nr, een in enumerate(alle):
        if een.bestand == bestand:
            plek = f"[{nr}]"
            rijen, fouten = _rijen(een, frame, plek)
            problemen += fouten
            if not fouten and een.geldt:
                uit = uit.copy() if uit is frame else uit
                uit.loc[rijen[0], een.kolom] = een.wordt
            elif not een.geldt:
                wat = f"deze correctie van {bestand} is voorgesteld en telt nog niet mee"
                leg_waarschuwing_vast(Waarschuwing(BESTAND, wat, kolom=plek))
    return uit, problemen


def _rijen(een: Correctie, frame: pd.DataFrame, plek: str) -> tuple[list[int], list[Probleem]]:
    """The row that a correction is about, or why it is not one row with the old value."""
    for naam in (een.kolom, *een.waar):
        if naam not in frame:
            eis = f"{een_van(naam, frame.columns)} (een kolom van {een.bestand})"
            return [], [Probleem(BESTAND, eis, kolom=f"{plek}.kolom", waarde=naam)]
    rijen = een.rijen_in(frame)
    if len(rijen) != 1:
        wat = "geen rij" if not rijen else f"{len(rijen)} rijen"
        eis = f"precies één rij van {een.bestand}; hiermee is er {wat}"
        return [], [Probleem(BESTAND, eis, kolom=f"{plek}.{'rij' if een.rij else 'waar'}")]
    cel = str(frame.loc[rijen[0], een.kolom]).strip()
    if cel != een.was:
        eis = (
            f"{cel!r}, wat er nu staat in {een.bestand}, rij {rijen[0]}, kolom {een.kolom}; is de bron "
            "gewijzigd, haal de correctie dan weg of maak haar opnieuw"
        )
        return [], [Probleem(BESTAND, eis, kolom=f"{plek}.was", waarde=een.was)]
    return rijen, []


def zonder_bestand(wortel: Path) -> list[Probleem]:
    """Corrections of a file that is not there."""
    alle, problemen = lees(wortel)
    eis = "een bestand dat er is"
    return problemen + [
        Probleem(BESTAND, eis, kolom=f"[{nr}].bestand", waarde=een.bestand)
        for nr, een in enumerate(alle)
        if not (wortel / een.bestand).is_file()
    ]


def in_woorden(correcties: Iterable[Correctie]) -> str:
    """Sentences on what was mended; of what is not public only that there is something."""
    alle: Sequence[Correctie] = list(correcties)
    zinnen = [f"Hersteld: {een.tekst}." for een in alle if een.openbaar]
    if any(not een.openbaar for een in alle):
        zinnen.append("Ook in een bron die niet openbaar is, is een cel hersteld.")
    return " ".join(zinnen)
