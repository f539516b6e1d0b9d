"""A page apart from its pictures, which are most of it: they come in when it, or a part of it, is written."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

_VOOR = b"data:image/svg+xml;base64,"
_BEELD = re.compile(re.escape(_VOOR) + rb"[A-Za-z0-9+/=]+")
_MERK, _EINDE = "\ue008", "\ue009"
_PLEK = re.compile(f"{_MERK}(\\d+){_EINDE}")
_PLEK_IN_BYTES = re.compile(_PLEK.pattern.encode())


@dataclass(frozen=True)
class Beeldtekst:
    """A text (UTF-8) with a mark in the place of each picture, and those: addresses with the picture in them,
    or SVG files, which are read when they are put in. A source for Typst has none."""

    tekst: bytes
    beelden: Sequence[bytes | Path] = ()

    def zet_in(self, deel: bytes) -> Iterator[bytes]:
        """A part of the text in pieces, with its pictures."""
        begin = 0
        for plek in _PLEK_IN_BYTES.finditer(deel):
            beeld = self.beelden[int(plek[1])]
            yield deel[begin : plek.start()]
            yield beeld if isinstance(beeld, bytes) else _VOOR + b64encode(beeld.read_bytes())
            begin = plek.end()
        yield deel[begin:]

    def tekens(self, deel: str) -> int:
        """How many signs a part has with its pictures."""
        plekken = _PLEK.finditer(deel)
        return len(deel) + sum(_lengte(self.beelden[int(p[1])]) - len(p[0]) for p in plekken)


def merk(nummer: int) -> bytes:
    """What stands in the place of the picture with this number."""
    return f"{_MERK}{nummer}{_EINDE}".encode()


def neem_uit(pagina: bytes) -> Beeldtekst:
    """A page that has its pictures in it."""
    beelden = list[bytes]()

    def apart(beeld: re.Match[bytes]) -> bytes:
        beelden.append(beeld[0])
        return merk(len(beelden) - 1)

    return Beeldtekst(_BEELD.sub(apart, pagina), beelden)


def _lengte(beeld: bytes | Path) -> int:
    if isinstance(beeld, bytes):
        return len(beeld)
    return len(_VOOR) + 4 * -(-beeld.stat().st_size // 3)
