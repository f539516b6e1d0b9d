"""Errors a user can act on: every message is Dutch and says where, what and what was expected."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar


@dataclass(frozen=True)
class Probleem:
    """One thing that is wrong in the input; `rij` is the line a spreadsheet shows (header = 1)."""

    bestand: str
    verwacht: str
    blad: str | None = None
    rij: int | None = None
    kolom: str | None = None
    waarde: str | None = None

    def __str__(self) -> str:
        return f"{self._plaats}{self._waarde} verwacht: {self.verwacht}"

    @property
    def _plaats(self) -> str:
        plek = [self.bestand]
        if self.blad is not None:
            plek.append(f"blad {self.blad}")
        if self.rij is not None:
            plek.append(f"rij {self.rij}")
        if self.kolom is not None:
            plek.append(f"kolom {self.kolom}")
        return f"{', '.join(plek)}:"

    @property
    def _waarde(self) -> str:
        return "" if self.waarde is None else f" staat {self.waarde!r};"


@dataclass(frozen=True)
class GeenBestand(Probleem):
    """A path that leads to nothing in the project.

    `genoemd`: the key and the file that name it, where that is known; by another one it is the same problem.
    """

    genoemd: str = field(default="", compare=False)

    def __str__(self) -> str:
        return f"{super().__str__()}{f'; genoemd bij {self.genoemd}' if self.genoemd else ''}"


@dataclass(frozen=True)
class Waarschuwing(Probleem):
    """Something to know about the input, which is used all the same; `verwacht` says what it is."""

    def __str__(self) -> str:
        return f"{self._plaats}{self._waarde} {self.verwacht}"


def een_van(waarde: str, keuzes: Iterable[str]) -> str:
    """What is expected where only these are possible; with the one that looks most like `waarde`."""
    mogelijk = list(keuzes)
    lijkt_op = difflib.get_close_matches(waarde, mogelijk, n=1)
    hint = f" (bedoelt u {lijkt_op[0]}?)" if lijkt_op else ""
    return "een van " + ", ".join(mogelijk) + hint


def verdeel(gezegd: Iterable[Probleem]) -> tuple[list[Probleem], list[Waarschuwing]]:
    """What readers said of the input: what stops it, and what does not."""
    alles = list(gezegd)
    meldingen = [een for een in alles if isinstance(een, Waarschuwing)]
    return [een for een in alles if not isinstance(een, Waarschuwing)], meldingen


T = TypeVar("T")


class Problemen:
    """What is wrong, kept while reading goes on: whoever mends a file wants all of it at once."""

    def __init__(self, eerste: Iterable[Probleem] = ()) -> None:
        self.alle = list(eerste)

    def neem(self, gelezen: tuple[T, Iterable[Probleem]]) -> T:
        """What was read; what is wrong with it is kept."""
        inhoud, problemen = gelezen
        self.alle += problemen
        return inhoud


class WoonanalyseFout(Exception):
    """Base of all errors that are shown to the user as a message, without a traceback."""

    exitcode = 1

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickled as it is, whatever a subclass is made from: errors go from one process to another."""
        return type(self).__new__, (type(self), *self.args), self.__dict__


class InvoerFout(WoonanalyseFout):
    """The input is wrong; `problemen` holds every problem of every file at once, each once."""

    exitcode = 2

    def __init__(self, problemen: Iterable[Probleem]) -> None:
        self.problemen = list(dict.fromkeys(problemen))
        aantal = len(self.problemen)
        kop = "1 probleem" if aantal == 1 else f"{aantal} problemen"
        super().__init__("\n".join([f"{kop} in de invoer:", *(f"- {p}" for p in self.problemen)]))
