"""Cells of an .xls that show an error: its reader leaves them empty, as if nothing stood there."""

from __future__ import annotations

import struct
from collections.abc import Mapping

from woonanalyse.leveringen.openen.xlsgrenzen import Samengesteld, records

_BLAD, _BEGIN, _FORMULE, _WAARDE = 0x85, 0x809, 0x06, 0x205
_FOUTEN = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
"""What Excel shows, by the number that the file holds."""


def fouten_in_xls(ruw: bytes) -> list[Mapping[tuple[int, int], str]]:
    """By sheet, in the order of the file, what its cells (row and column from 0) show that hold an error."""
    stroom = Samengesteld(ruw).werkboek()
    begin: list[int] = []
    per_blad: dict[int, dict[tuple[int, int], str]] = {}
    nu = 0
    for soort, plek, lang in records(stroom):
        if soort == _BEGIN:
            nu = plek - 4
        elif soort == _BLAD:
            begin.append(struct.unpack_from("<I", stroom, plek)[0])
        elif soort in (_FORMULE, _WAARDE) and lang >= 8:
            rij, kolom, _, eerste, tweede = struct.unpack_from("<HHHBB", stroom, plek)
            if soort == _WAARDE:
                nummer = eerste if tweede == 1 else None
            else:
                vlag, getal, is_geen_getal = struct.unpack_from("<BxBxxxH", stroom, plek + 6)
                nummer = getal if is_geen_getal == 0xFFFF and vlag == 2 else None
            if nummer in _FOUTEN:
                per_blad.setdefault(nu, {})[rij, kolom] = _FOUTEN[nummer]
    return [per_blad.get(plek, {}) for plek in begin]
