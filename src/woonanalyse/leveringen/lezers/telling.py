"""The accounts of a workbook: what became of each of its rows, and the dwellings that stand in them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from woonanalyse.leveringen.levering import Rekening
from woonanalyse.leveringen.openen.boek import Blad, Boek
from woonanalyse.leveringen.waarden.waarde import als_tekst


@dataclass
class Telling:
    """The accounts of a file as it is read: by row what became of it, and the dwellings that stand there."""

    rijen: dict[tuple[str, int], str] = field(default_factory=dict)
    woningen: dict[tuple[str, int], int] = field(default_factory=dict)

    def weiger(self, blad: Blad, vanaf: int) -> None:
        """Refuse the rows that hold something from `vanaf` on: what they are cannot be told."""
        rijen = range(vanaf, len(blad.rijen) + 1)
        self.rijen |= {(blad.naam, nr): "geweigerd" for nr in rijen if not is_leeg(blad, nr)}

    def rekening(self, boek: Boek, fout: Callable[[str, int], bool]) -> Rekening:
        """The accounts; `fout` says of a sheet and row whether something is wrong there."""
        terzijde: dict[str, int] = {}
        gelezen = geweigerd = 0
        alle = [(b, nr) for b in boek.bladen for nr in range(1, len(b.rijen) + 1)]
        for blad, nr in alle:
            wat = self.rijen.get((blad.naam, nr), "leeg" if is_leeg(blad, nr) else "niet gelezen")
            if fout(blad.naam, nr) or wat == "geweigerd":
                geweigerd += 1
            elif wat == "gelezen":
                gelezen += 1
            else:
                terzijde[wat] = terzijde.get(wat, 0) + 1
        af = sum(
            woningen
            for plek, woningen in self.woningen.items()
            if fout(*plek) or self.rijen.get(plek) == "geweigerd"
        )
        er = sum(self.woningen.values())
        return Rekening(len(alle), gelezen, geweigerd, terzijde, er, er - af, af)


def is_leeg(blad: Blad, rij: int) -> bool:
    """Whether a row holds nothing."""
    return not any(als_tekst(cel).strip() for cel in blad.rijen[rij - 1])
