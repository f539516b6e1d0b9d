"""How large the sheets of an .xls would become, seen from its records before anything builds them."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from functools import cached_property

from woonanalyse.leveringen.openen.bladgrenzen import (
    HOOGSTENS_CELLEN,
    HOOGSTENS_KOLOMMEN,
    HOOGSTENS_RIJEN,
    te_groot,
)
from woonanalyse.leveringen.openen.weigering import OPNIEUW, geweigerd

HOOGSTENS_TEKST = 100_000_000
"""Letters in all cells together: a text that stands once in the file may be that of many cells."""

_EINDE, _BEGIN, _OMVANG, _REEKS, _TEKSTEN, _VERVOLG = 0x0A, 0x809, 0x200, 0xBD, 0xFC, 0x3C
_TEKSTCEL = 0xFD
_CELLEN = (0x06, 0xD6, 0x203, 0x204, 0x205, 0x27E, _TEKSTCEL)
"""Records of one cell: formula, text, number, truth or error."""
_LAATSTE_SECTOR = 0xFFFFFFFA
"""From here on a number in the table of sectors is a sign, such as the end of a chain."""


def controleer_xls(bestand: str, ruw: bytes) -> None:
    """Raises InvoerFout where an .xls holds more than any delivery does, or is not whole."""
    try:
        stroom = Samengesteld(ruw).werkboek()
        _controleer(bestand, stroom)
    except (struct.error, ValueError, IndexError, StopIteration):
        raise geweigerd(
            bestand, f"een heel bestand; dit is beschadigd of afgebroken: {OPNIEUW}"
        ) from None


class Samengesteld:
    """A compound file: streams in chains of sectors; ValueError where a chain is broken or has no end."""

    def __init__(self, ruw: bytes) -> None:
        self._ruw = ruw
        self._grootte = 1 << self._getal(30, "H")
        if self._grootte not in (512, 4096):
            raise ValueError(self._grootte)

    def _getal(self, plek: int, vorm: str = "I") -> int:
        (getal,) = struct.unpack_from(f"<{vorm}", self._ruw, plek)
        return int(getal)

    def _sector(self, nr: int) -> bytes:
        begin = (nr + 1) * self._grootte
        if begin >= len(self._ruw):
            raise ValueError(nr)
        return self._ruw[begin : begin + self._grootte]

    def _sectoren(self, tabel: list[int], begin: int) -> Iterator[int]:
        gehad = set[int]()
        while begin < _LAATSTE_SECTOR:
            if begin in gehad:
                raise ValueError(begin)
            gehad.add(begin)
            yield begin
            begin = tabel[begin]

    def _keten(self, begin: int) -> bytes:
        return b"".join(self._sector(nr) for nr in self._sectoren(self._tabel, begin))

    @cached_property
    def _tabel(self) -> list[int]:
        """By sector the next one."""
        delen = list(struct.unpack_from("<109I", self._ruw, 76))
        volgende, gehad = self._getal(68), set[int]()
        while volgende < _LAATSTE_SECTOR:
            if volgende in gehad:
                raise ValueError(volgende)
            gehad.add(volgende)
            *meer, volgende = _getallen(self._sector(volgende))
            delen += meer
        nodig = [nr for nr in delen if nr < _LAATSTE_SECTOR]
        if len(nodig) > len(self._ruw) // self._grootte:
            raise ValueError(len(nodig))
        return [een for nr in nodig for een in _getallen(self._sector(nr))]

    def werkboek(self) -> bytes:
        """The stream with the sheets; every other chain of the file is walked too."""
        map_ = self._keten(self._getal(48))
        regels = [map_[plek : plek + 128] for plek in range(0, len(map_) - 127, 128)]
        klein = _getallen(self._keten(self._getal(60)))
        bak = self._keten(struct.unpack_from("<I", regels[0], 116)[0])
        stromen = {}
        for regel in regels[1:]:
            lang, soort = struct.unpack_from("<HB", regel, 64)
            begin, omvang = struct.unpack_from("<II", regel, 116)
            if soort != 2:
                continue
            if omvang >= self._getal(56):
                inhoud = self._keten(begin)
            else:
                nummers = self._sectoren(klein, begin) if omvang else ()
                inhoud = b"".join(bak[nr * 64 : nr * 64 + 64] for nr in nummers)
            stromen[regel[: max(lang - 2, 0)].decode("utf-16-le").casefold()] = inhoud[:omvang]
        return next(stromen[naam] for naam in ("workbook", "book") if naam in stromen)


def _getallen(ruw: bytes) -> list[int]:
    return list(struct.unpack(f"<{len(ruw) // 4}I", ruw[: len(ruw) // 4 * 4]))


def records(stroom: bytes) -> Iterator[tuple[int, int, int]]:
    """Of each record its kind, where what it holds begins, and how long that is."""
    plek = 0
    while plek + 4 <= len(stroom):
        soort, lang = struct.unpack_from("<HH", stroom, plek)
        yield soort, plek + 4, lang
        plek += 4 + lang


def _controleer(bestand: str, stroom: bytes) -> None:
    """Count what the sheets would become, one after the other."""
    teksten: list[int] = []
    delen: list[bytes] = []
    cellen = rijen = kolommen = letters = vorige = 0
    for soort, plek, lang in records(stroom):
        if soort == _TEKSTEN or (soort == _VERVOLG and vorige == _TEKSTEN):
            delen.append(stroom[plek : plek + lang])
            soort = _TEKSTEN
        elif vorige == _TEKSTEN:
            teksten, delen = _lengtes(delen), []
        vorige = soort
        if soort in (_BEGIN, _EINDE):
            _grenzen(bestand, cellen, rijen, kolommen)
            cellen = rijen = kolommen = 0
        elif soort in _CELLEN or soort == _REEKS:
            rij, kolom = struct.unpack_from("<HH", stroom, plek)
            if soort == _REEKS:
                (laatste,) = struct.unpack_from("<H", stroom, plek + lang - 2)
                cellen, kolom = cellen + max(laatste - kolom, 0), max(laatste, kolom)
            elif soort == _TEKSTCEL:
                letters += teksten[struct.unpack_from("<I", stroom, plek + 6)[0]]
            cellen, rijen, kolommen = cellen + 1, max(rijen, rij + 1), max(kolommen, kolom + 1)
        elif soort == _OMVANG and lang >= 14:
            boven, onder, links, rechts = struct.unpack_from("<IIHH", stroom, plek)
            _grenzen(bestand, 0, max(onder - boven, 0), max(rechts - links, 0))
        if cellen > HOOGSTENS_CELLEN:
            _grenzen(bestand, cellen, rijen, kolommen)
        if letters > HOOGSTENS_TEKST:
            raise te_groot(bestand, "", letters, HOOGSTENS_TEKST, "letters")
    _grenzen(bestand, cellen, rijen, kolommen)


def _grenzen(bestand: str, cellen: int, rijen: int, kolommen: int) -> None:
    for nu, grens, wat in (
        (cellen, HOOGSTENS_CELLEN, "cellen"),
        (rijen, HOOGSTENS_RIJEN, "rijen"),
        (kolommen, HOOGSTENS_KOLOMMEN, "kolommen"),
        (rijen * kolommen, 4 * HOOGSTENS_CELLEN, "vakken"),
    ):
        if nu > grens:
            raise te_groot(bestand, "", nu, grens, wat)


def _lengtes(delen: list[bytes]) -> list[int]:
    """The number of letters of each shared text; a text that goes on in a next part has its width anew."""
    uit = []
    nr, plek = 0, 8

    def neem(aantal: int) -> bytes:
        nonlocal nr, plek
        stuk = b""
        while len(stuk) < aantal:
            if plek >= len(delen[nr]):
                nr, plek = nr + 1, 0
            deel = delen[nr][plek : plek + aantal - len(stuk)]
            stuk, plek = stuk + deel, plek + len(deel)
        return stuk

    for _ in range(struct.unpack_from("<I", delen[0], 4)[0]):
        letters, vlag = struct.unpack("<HB", neem(3))
        rijk = int.from_bytes(neem(2), "little") if vlag & 8 else 0
        extra = int.from_bytes(neem(4), "little") if vlag & 4 else 0
        uit.append(letters)
        while letters:
            if plek >= len(delen[nr]):
                nr, plek = nr + 1, 1
                vlag = delen[nr][0]
            breed = 1 + (vlag & 1)
            hier = min(letters, (len(delen[nr]) - plek) // breed)
            if not hier:
                raise ValueError(letters)
            letters, plek = letters - hier, plek + hier * breed
        neem(rijk * 4 + extra)
    return uit
