"""Frozen concepts of an edition: number, day, and what they were made from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from woonanalyse.kern.fouten import InvoerFout
from woonanalyse.kern.yamlbestand import lees_yaml

CONCEPTEN = "data/intern/concepten"
"""By edition a file for each concept, and beside it a folder with what it was made from and what was made."""

INVOER = "invoer"
"""In that folder, the files that it was made from."""


@dataclass(frozen=True)
class Concept:
    """A frozen concept: `datum` ISO; `grondslag` the hash of all that the edition was made from then."""

    editie: str
    nummer: int
    datum: str
    grondslag: str

    @property
    def naam(self) -> str:
        """How commands name it."""
        return f"{self.editie}/concept-{self.nummer}"

    @property
    def bestand(self) -> str:
        """Its file, from the root."""
        return f"{CONCEPTEN}/{self.naam}.yml"

    @property
    def map(self) -> str:
        """The folder with all of it, from the root."""
        return f"{CONCEPTEN}/{self.naam}"

    @property
    def invoer(self) -> str:
        """The folder below which all that it was made from stands as from the root."""
        return f"{self.map}/{INVOER}"


def concepten(wortel: Path, editie: str) -> list[Concept]:
    """The concepts of an edition, the first one first; raises InvoerFout where a file is wrong."""
    gevonden, problemen = [], []
    for pad in (wortel / CONCEPTEN / editie).glob("concept-*.yml"):
        if re.fullmatch(r"concept-[1-9]\d*", pad.stem) is None:
            continue
        bestand = pad.relative_to(wortel).as_posix()
        inhoud, fouten = lees_yaml(wortel, bestand, "kern/schemas/concept")
        problemen += fouten
        gevonden += [Concept(**inhoud)] if inhoud is not None else []
    if problemen:
        raise InvoerFout(problemen)
    return sorted(gevonden, key=lambda een: een.nummer)
