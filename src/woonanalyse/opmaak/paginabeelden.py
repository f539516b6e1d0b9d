"""The pictures of a finished page, which are most of it, apart from its text while that is cut."""

from __future__ import annotations

import re

_BEELD = re.compile(rb"data:image/svg\+xml;base64,[A-Za-z0-9+/=]+")
_MERK, _EINDE = "\ue008", "\ue009"
_PLEK = re.compile(f"{_MERK}(\\d+){_EINDE}")
_PLEK_IN_BYTES = re.compile(_PLEK.pattern.encode())


class Beelden:
    """Takes pictures out of a page and puts them in its parts; in text each of their signs would take two
    bytes."""

    def __init__(self) -> None:
        self._beelden: list[bytes] = []

    def neem_uit(self, pagina: bytes) -> str:
        """The page with a mark in the place of each picture."""
        return _BEELD.sub(self._merk, pagina).decode()

    def zet_in(self, html: str) -> bytes:
        """A part of that page as it was."""
        return _PLEK_IN_BYTES.sub(lambda plek: self._beelden[int(plek[1])], html.encode())

    def tekens(self, html: str) -> int:
        """How many signs a part has with its pictures."""
        plekken = _PLEK.finditer(html)
        return len(html) + sum(len(self._beelden[int(p[1])]) - len(p[0]) for p in plekken)

    def _merk(self, beeld: re.Match[bytes]) -> bytes:
        self._beelden.append(beeld[0])
        return f"{_MERK}{len(self._beelden) - 1}{_EINDE}".encode()
