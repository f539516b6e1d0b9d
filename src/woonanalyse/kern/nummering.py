"""What an agreement calls the number of a rule: an article, or another word that the region gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from woonanalyse.kern.afspraak import Afspraak
from woonanalyse.kern.getal import opsomming


@dataclass(frozen=True)
class Nummering:
    """The word for one and for more, and its article in Dutch: de or het."""

    een: str = "artikel"
    meer: str = "artikelen"
    lidwoord: str = "het"

    @property
    def elk(self) -> str:
        """Every one: elk artikel, elke afspraak."""
        return f"{'elk' if self.lidwoord == 'het' else 'elke'} {self.een}"

    @property
    def enige(self) -> str:
        """The only one."""
        return f"{self.lidwoord} enige {self.een}"

    @property
    def kop(self) -> str:
        """As the head of a column."""
        return f"{self.een[:1].upper()}{self.een[1:]}"

    def bij(self, nummer: object) -> str:
        """The word with a number behind it."""
        return f"{self.een} {nummer}"

    def lijst(self, nummers: Sequence[object]) -> str:
        """The word with numbers behind it."""
        woord = self.een if len(nummers) == 1 else self.meer
        return f"{woord} {opsomming([str(nr) for nr in nummers])}"

    def tussen(self, nummers: Sequence[object]) -> str:
        """Where something stands, between brackets after a space; empty without numbers."""
        return f" ({self.een} {opsomming([str(nr) for nr in nummers])})" if nummers else ""

    def aantal(self, hoeveel: int) -> str:
        """How many there are, in words."""
        return f"{hoeveel} {self.een if hoeveel == 1 else self.meer}"


ARTIKEL = Nummering()


def nummering(afspraken: Sequence[Afspraak]) -> Nummering:
    """The word that these agreements have for their numbers."""
    heet = afspraken[0].get("heet") if afspraken else None
    return Nummering(**heet) if heet else ARTIKEL


def noem(afspraak: Afspraak) -> str:
    """An agreement by its number, with the word before it."""
    return nummering([afspraak]).bij(afspraak["artikel"])
