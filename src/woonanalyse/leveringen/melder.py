"""Collects what is said while a delivery is read: the same of many cells once, with all those cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from woonanalyse.kern.getal import aantal
from woonanalyse.leveringen.levering import Cel, Melding
from woonanalyse.leveringen.meldingen import meld, regels

_VEEL = 10
"""With more rows than this a column that is wrong in every row is told once."""
_VOL = 500
"""So many cells of a column with the same fault are told one by one, the rest together."""

Sleutel = tuple[str, str]


class Melder:
    """All that is said of one delivery, in the order in which it was met."""

    def __init__(self) -> None:
        self._alle: list[Melding] = []
        self._samen: dict[tuple[str, str, str], tuple[list[Cel], str, dict[str, str]]] = {}
        self._foute_rijen: set[tuple[str, int]] = set()
        self._per_kolom: dict[Sleutel, list[Melding]] = {}
        self._rest: dict[Sleutel, list[Cel]] = {}
        self._begin = 0

    @property
    def fout(self) -> bool:
        """Whether something stops the file."""
        return any(melding.soort == "fout" for melding in self._alle)

    def zeg(
        self,
        code: str,
        cellen: Sequence[Cel],
        gevonden: str = "",
        veld: str = "",
        **woorden: object,
    ) -> None:
        """Say `code` of these cells."""
        self.voeg_toe([meld(code, cellen, gevonden, veld, **woorden)])

    def voeg_toe(self, meldingen: Iterable[Melding]) -> None:
        """Add what was said elsewhere."""
        for melding in meldingen:
            if melding.soort == "fout":
                self._foute_rijen |= {(cel.blad, cel.rij) for cel in melding.cellen}
                if self._is_vol(melding):
                    continue
            self._alle.append(melding)

    def _is_vol(self, melding: Melding) -> bool:
        """Whether a fault of one cell goes with the rest of its column."""
        if len(melding.cellen) != 1 or not melding.veld:
            return False
        sleutel = (melding.code, melding.veld)
        eerder = self._per_kolom.setdefault(sleutel, [])
        if len(eerder) < _VOL:
            eerder.append(melding)
            return False
        self._rest.setdefault(sleutel, []).append(melding.cellen[0])
        return True

    def verzamel(self, code: str, cel: Cel, gevonden: str, veld: str, **woorden: str) -> None:
        """Note what was done to a cell: once for a column, with the first as an example."""
        cellen, _, _ = self._samen.setdefault((code, cel.blad, veld), ([], gevonden, woorden))
        cellen.append(cel)

    def fouten_in(self, blad: str, rij: int) -> bool:
        """Whether something is wrong already in a row."""
        return (blad, rij) in self._foute_rijen

    def sluit_blad(self, rijen: int) -> None:
        """After the last row of a sheet: a column that is wrong in each of `rijen` is told once."""
        heel: dict[int, Melding | None] = {}
        for sleutel, groep in self._per_kolom.items():
            rest = self._rest.get(sleutel, [])
            if len(groep) + len(rest) == rijen > _VEEL:
                heel |= {id(melding): None for melding in groep}
                heel[id(groep[0])] = _in_elke_rij(groep, rest)
            elif rest:
                self._alle.append(_en_de_rest(groep[0], rest))
        kort = [heel.get(id(melding), melding) for melding in self._alle[self._begin :]]
        self._alle[self._begin :] = [melding for melding in kort if melding is not None]
        for (code, _, veld), (cellen, gevonden, woorden) in self._samen.items():
            self._alle.append(meld(code, cellen, gevonden, veld, **woorden))
        for verzameld in (self._samen, self._per_kolom, self._rest):
            verzameld.clear()
        self._begin = len(self._alle)

    def alle(self) -> list[Melding]:
        """Everything that was said: what stops the file first, then what is asked, then what was done."""
        self.sluit_blad(0)
        volgorde = {"fout": 0, "waarschuwing": 1, "notitie": 2}
        assert all(melding.code in regels() for melding in self._alle)
        return sorted(self._alle, key=lambda melding: volgorde[melding.soort])


def _in_elke_rij(groep: Sequence[Melding], rest: Sequence[Cel]) -> Melding:
    cellen = (*(cel for melding in groep for cel in melding.cellen), *rest)
    slot = f"; in geen van de {len(cellen)} rijen klopt dit: is dit deze kolom?"
    return replace(groep[0], verwacht=f"{groep[0].verwacht}{slot}", cellen=cellen)


def _en_de_rest(eerste: Melding, rest: Sequence[Cel]) -> Melding:
    verwacht = f"{eerste.verwacht}; zo ook in deze {aantal(len(rest))} cellen"
    return replace(eerste, gevonden="", verwacht=verwacht, cellen=tuple(rest))
