"""What the engine refuses: every refusal at once, each with file and line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from woonanalyse.kern.fouten import WoonanalyseFout


@dataclass(frozen=True, slots=True)
class Plaats:
    """A line in a source file, as the author sees it."""

    bestand: str
    regel: int | None = None

    def __str__(self) -> str:
        return self.bestand if self.regel is None else f"{self.bestand}, regel {self.regel}"


def probleem(plaats: Plaats, wat: str, wel: str) -> str:
    """One refusal in the words the user reads."""
    return f"{plaats}: {wat}; wat wel kan: {wel}"


class QuartoFout(WoonanalyseFout):
    """The report's sources ask for something the embedded engine does not do."""

    def __init__(self, problemen: Iterable[str]) -> None:
        self.problemen = list(dict.fromkeys(problemen))
        aantal = len(self.problemen)
        kop = "1 probleem" if aantal == 1 else f"{aantal} problemen"
        regels = [f"{kop} bij het maken van het rapport:", *(f"- {p}" for p in self.problemen)]
        super().__init__("\n".join(regels))
