"""What a subject is read from: the base of the class that each subject's reader gives."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, fields, replace
from typing import Any, Self

from woonanalyse.kern.fouten import Waarschuwing


@dataclass(frozen=True, kw_only=True)
class Bron:
    """A subject adds its own fields. `zijbestanden`: the sidecars of the raw files; `bestanden`: every
    file that was read, from the root; `meldingen`: what its reader has to say about them.
    """

    zijbestanden: list[dict[str, Any]] = field(default_factory=list)
    bestanden: list[str] = field(default_factory=list)
    meldingen: list[Waarschuwing] = field(default_factory=list)

    def met(self, velden: Collection[str] | None) -> Self:
        """Only these fields, all of them when None; another is None, so that using it is an error."""
        alle = {veld.name for veld in fields(self)} - {veld.name for veld in fields(Bron)}
        weg = alle.difference(alle if velden is None else velden)
        return replace(self, zijbestanden=[], bestanden=[], meldingen=[], **dict.fromkeys(weg))

    def van_gemeente(self, code: str) -> Self:
        """What is about one member; all of it where nothing is."""
        return self
