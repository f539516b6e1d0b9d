"""What the command line answers about a subject: a sentence, and tables of text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Staat:
    """A table; the columns numbered in `tekst` are text, the others numbers."""

    koppen: Sequence[str]
    rijen: Sequence[Sequence[str]]
    tekst: Sequence[int] = (0,)


@dataclass(frozen=True)
class Antwoord:
    """A sentence, and what it is made from."""

    zin: str
    staten: Sequence[Staat]
