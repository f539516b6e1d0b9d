"""The state of a delivery: ambtelijk, gecontroleerd or akkoord. It follows from the log; a new version begins
anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

from woonanalyse.kern.catalogus import lees_verklaring
from woonanalyse.kern.logboek import Regel, lees
from woonanalyse.leveringen.opslag import REGISTERS, Bewaard, bewaard

TERUG = "teruggezet"
"""The act that takes a delivery back to the first state."""


@dataclass(frozen=True)
class Stand:
    """How far a delivery is: the number of its version, its state, who said so (a role), hash of its file.

    `rol` is empty where nobody but the one who delivered did anything.
    """

    versie: int
    stand: str
    rol: str
    sha256: str


@dataclass(frozen=True)
class Soort:
    """A state: what it means, which act leads to it, and whether that asks for a mandate."""

    betekenis: str
    handeling: str = ""
    mandaat: bool = False


@cache
def soorten() -> Mapping[str, Soort]:
    """All states by name, in order."""
    pad = resources.files("woonanalyse") / "leveringen" / "standen.yml"
    return {naam: Soort(**inhoud) for naam, inhoud in lees_verklaring(pad).items()}


def stand_na(stand: str, handeling: str) -> str | None:
    """The state after an act; None where that act cannot be done in this state.

    >>> stand_na("ambtelijk", "gecontroleerd"), stand_na("ambtelijk", "akkoord")
    ('gecontroleerd', None)
    """
    namen = list(soorten())
    plaats = namen.index(stand)
    if handeling == TERUG:
        return namen[0] if plaats else None
    volgende = namen[plaats + 1 : plaats + 2]
    return next((naam for naam in volgende if soorten()[naam].handeling == handeling), None)


def stand_van(versie: int, sha256: str, regels: Iterable[Regel]) -> Stand:
    """The state that acts in the log gave to the delivery with this hash."""
    stand, rol = next(iter(soorten())), ""
    for regel in regels:
        nieuw = stand_na(stand, regel.handeling) if regel.kenmerk == sha256 else None
        if nieuw is not None:
            stand, rol = nieuw, regel.rol
    return Stand(versie, stand, rol, sha256)


def versies(wortel: Path) -> dict[tuple[str, str], list[Bewaard]]:
    """By party and reference date (ISO) all that was delivered, the first version first."""
    uit: dict[tuple[str, str], list[Bewaard]] = {}
    for een in sorted(bewaard(wortel), key=lambda een: een.versie):
        if een.partij != REGISTERS:
            uit.setdefault((een.partij, een.peildatum), []).append(een)
    return uit


def standen(wortel: Path) -> dict[tuple[str, str], Stand]:
    """By party and reference date (ISO) the state of the newest version; empty where nothing was delivered.

    Raises InvoerFout where the log is no longer whole, or a sidecar is wrong.
    """
    regels = lees(wortel)
    return {
        wie: stand_van(laatste[-1].versie, laatste[-1].sha256, regels)
        for wie, laatste in versies(wortel).items()
    }
