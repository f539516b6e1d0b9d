"""Cells of a delivered sheet: what each holds, where it stands, whether it was looked at."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import cache, cached_property

from woonanalyse.leveringen.levering import Cel
from woonanalyse.leveringen.openen.boek import Blad, Inhoud
from woonanalyse.leveringen.vorm import lijkt_op
from woonanalyse.leveringen.waarden.waarde import als_tekst


@dataclass(frozen=True)
class Veld:
    """A cell of the file: what it holds, where it stands, and the head or label it stands at."""

    inhoud: Inhoud
    cel: Cel
    opschrift: str = ""
    zonder_waarde: bool = False
    samengevoegd: bool = False

    @property
    def leeg(self) -> bool:
        """Whether nothing stands there, or only spaces."""
        return not self.zonder_waarde and als_tekst(self.inhoud).strip() == ""


@cache
def letter(kolom: int) -> str:
    """The letters of a column as a spreadsheet shows them; A is 1."""
    letters = ""
    while kolom:
        kolom, rest = divmod(kolom - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


@dataclass
class Bladlezer:
    """The cells of a sheet; keeps which were looked at, so that none is passed over in silence."""

    blad: Blad
    gezien: set[tuple[int, int]] = field(default_factory=set)

    def veld(self, rij: int, kolom: int, opschrift: str = "") -> Veld:
        """The cell of a row and column, both from 1."""
        self.gezien.add((rij, kolom))
        cellen_ = self.blad.rijen[rij - 1] if rij <= len(self.blad.rijen) else ()
        return Veld(
            cellen_[kolom - 1] if kolom <= len(cellen_) else None,
            Cel(self.blad.naam, rij, letter(kolom)),
            opschrift,
            (rij, kolom) in self.blad.zonder_waarde,
            (rij, kolom) in self._blokken,
        )

    @cached_property
    def _blokken(self) -> frozenset[tuple[int, int]]:
        """The first cells of merged blocks."""
        return frozenset(self.blad.samengevoegd.values())

    def tekst(self, rij: int, kolom: int) -> str:
        """A cell as text, stripped: for heads and labels."""
        return als_tekst(self.veld(rij, kolom).inhoud).strip()

    def groep(self, rij: int, kolom: int) -> str:
        """A cell as text; of a covered cell of a merged block what the block says."""
        return self.tekst(*self.blad.samengevoegd.get((rij, kolom), (rij, kolom)))

    def is_leeg(self, rij: int, kolom: int) -> bool:
        """Whether a cell of the sheet holds nothing, not even a formula."""
        cellen_ = self.blad.rijen[rij - 1]
        inhoud = cellen_[kolom - 1] if kolom <= len(cellen_) else None
        return (inhoud is None or inhoud == "") and (rij, kolom) not in self.blad.zonder_waarde

    def gevulde_kolommen(self, vanaf: int) -> set[int]:
        """The columns that hold something in row `vanaf` or below."""
        return {
            kolom
            for nr in range(vanaf, len(self.blad.rijen) + 1)
            for kolom in range(1, len(self.blad.rijen[nr - 1]) + 1)
            if not self.is_leeg(nr, kolom)
        }

    @property
    def breedte(self) -> int:
        """The number of columns."""
        return max((len(rij) for rij in self.blad.rijen), default=0)

    def ongelezen(self, behalve: Collection[int] = ()) -> list[Veld]:
        """The cells that hold something and were not looked at, without those of the rows `behalve`."""
        return [
            Bladlezer(self.blad).veld(r, k)
            for r, rij in enumerate(self.blad.rijen, start=1)
            if r not in behalve
            for k, cel in enumerate(rij, start=1)
            if (r, k) not in self.gezien and als_tekst(cel).strip()
        ]


def bedoelt_u(tekst: str, namen: Iterable[str]) -> str:
    """The name that looks most like `tekst`, as a question behind a message; empty where none does."""
    naam = lijkt_op(tekst, namen)
    return f" (bedoelt u {naam}?)" if naam else ""


def dichtstbij(naam: str, velden: Iterable[Veld]) -> Veld | None:
    """Which of these cells probably is the one called `naam`; None where none looks like it."""
    teksten = {als_tekst(veld.inhoud): veld for veld in velden}
    return teksten.get(lijkt_op(naam, teksten))


def bedoelt_deze(veld: Veld | None) -> str:
    """The cell that probably was meant, as a question behind a message."""
    return f"; bedoelt {veld.cel} ({als_tekst(veld.inhoud)}) deze?" if veld else ""
