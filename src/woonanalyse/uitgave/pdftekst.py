"""The text on the pages of a PDF, and where pieces of it stand over each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from threading import Lock

from pypdfium2 import PdfDocument, PdfTextPage

Vlak = tuple[float, float, float, float]
"""Left, bottom, right, top, in points."""

_EEN_TEGELIJK = Lock()  # pdfium is not made for more than one thread
_AFBREEKSTREEPJE = "\ufffe"
_RAAKT = 0.6
"""Text may touch its neighbour by as many points: letters lean over and accents stick out."""
_DEEL = 0.1
"""Of the height of a line: less than this is a line that stands close to the next."""


@dataclass(frozen=True)
class Pagina:
    """What one page says, and the pairs of pieces of which one is printed over the other."""

    tekst: str
    overdruk: list[tuple[str, str]]


def lees_paginas(ruw: bytes) -> list[Pagina]:
    """All pages of a PDF."""
    with _EEN_TEGELIJK, PdfDocument(ruw) as pdf:
        return [_pagina(blad.get_textpage()) for blad in pdf]


def _pagina(tekst: PdfTextPage) -> Pagina:
    vlakken = [tekst.get_rect(nr) for nr in range(tekst.count_rects())]
    over = [(_woorden(tekst, a), _woorden(tekst, b)) for a, b in _paren(vlakken)]
    return Pagina(tekst.get_text_range().replace(_AFBREEKSTREEPJE, "-"), over)


def _woorden(tekst: PdfTextPage, vlak: Vlak) -> str:
    return " ".join(tekst.get_text_bounded(*vlak).split())


def _paren(vlakken: list[Vlak]) -> Iterator[tuple[Vlak, Vlak]]:
    """The pairs that overlap, found from left to right."""
    open_: list[Vlak] = []
    for vlak in sorted(vlakken):
        open_ = [eerder for eerder in open_ if eerder[2] - vlak[0] > _RAAKT]
        yield from ((eerder, vlak) for eerder in open_ if _over_elkaar(eerder, vlak))
        open_.append(vlak)


def _over_elkaar(een: Vlak, ander: Vlak) -> bool:
    if een[3] - ander[1] <= _RAAKT or ander[3] - een[1] <= _RAAKT:  # most stand on another line
        return False
    breed = min(een[2], ander[2]) - max(een[0], ander[0])
    hoog = min(een[3], ander[3]) - max(een[1], ander[1])
    laagste = min(een[3] - een[1], ander[3] - ander[1])
    return breed > _RAAKT and hoog > max(_RAAKT, _DEEL * laagste)
