"""What is kept of deliveries: where, and what the sidecar of each says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from woonanalyse.kern.fouten import InvoerFout
from woonanalyse.kern.yamlbestand import lees_yaml
from woonanalyse.leveringen.veilig import bestandsnaam
from woonanalyse.onderwerpen.planregister.tabellen import TABELLEN

MAP = "data/intern/leveringen"
"""Kept out of git: a delivery may hold what is not public."""
REGISTERS = "registers"
"""The folder of register templates, in the place of a party."""
HERKOMST = "herkomst.csv"
VLAKKEN = "geleverde-vlakken.geojson"
"""The areas that plans were delivered with: those of a party, and beside the register those of all."""
BEZET = (*(f"{tabel}.csv" for tabel in TABELLEN), HERKOMST, VLAKKEN)
"""Names of what is made from the files of a party."""


@dataclass(frozen=True)
class Bewaard:
    """A sidecar: of whom and about which day a file is, when it was delivered (both ISO), hash, format.

    `versie`: the number of this delivery among those of the party about that day, from 1.
    """

    bestand: str
    sha256: str
    partij: str
    peildatum: str
    versie: int
    geleverd_op: str
    vorm: str
    vormversie: str
    sjabloonversie: str
    niveau: str
    rekening: Mapping[str, Any]
    beperkingen: Sequence[str]
    vervangt: Sequence[str]

    @property
    def map(self) -> str:
        """The folder it is in, from the root."""
        return f"{MAP}/{self.peildatum}/{bestandsnaam(self.partij)}"


def bewaard(wortel: Path) -> list[Bewaard]:
    """All deliveries that are kept, by date, party and name; raises InvoerFout where a sidecar is wrong."""
    gevonden, problemen = [], []
    for pad in sorted((wortel / MAP).glob("*/*/*.yml")):
        if pad.stem in BEZET:
            continue
        inhoud, fouten = lees_yaml(
            wortel, pad.relative_to(wortel).as_posix(), "leveringen/zijbestand"
        )
        problemen += fouten
        gevonden += [Bewaard(**inhoud)] if inhoud is not None else []
    if problemen:
        raise InvoerFout(problemen)
    return gevonden
