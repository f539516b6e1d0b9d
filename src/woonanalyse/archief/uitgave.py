"""What the list of editions tells of each: its forms, its state, its concepts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Vorm:
    """A finished file: `pad` from the output folder of all editions, its size in bytes, its SHA-256."""

    pad: str
    bytes: int
    sha256: str


@dataclass(frozen=True)
class Concept:
    """A frozen concept: `datum` ISO; `anders`: by title of a result table how many of its numbers are others
    than in the concept before it."""

    nummer: int
    datum: str
    anders: Mapping[str, int]


@dataclass(frozen=True)
class Uitgave:
    """The forms in one output folder. `kop`: what is told of them (document.uitgavekop), texts that are empty
    where it is not known; `merken`: voorbeelddata, scenario."""

    naam: str
    kop: Mapping[str, str]
    merken: tuple[str, ...]
    vormen: tuple[Vorm, ...]
    concepten: tuple[Concept, ...] = ()
