"""A CSV as a sheet of cells: which sign parts them, how its letters are written, all told."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress

from woonanalyse.kern.bewaakt import herstel
from woonanalyse.kern.fouten import InvoerFout, Probleem
from woonanalyse.leveringen.openen.boek import Blad, Boek
from woonanalyse.leveringen.openen.rekenblad import rechthoek

_SCHEIDINGEN = {",": "komma's", ";": "puntkomma's", "\t": "tabs", "|": "rechte strepen"}
_PROEF = 50
"""So many rows are looked at to find what parts the cells."""


def lees_csv(naam: str, ruw: bytes) -> Boek:
    """A CSV in UTF-8 (with or without BOM) or Windows-1252; cells are text, empty ones None.

    Raises InvoerFout where it is no text, or its quotes do not close.
    """
    tekst, notities = _als_tekst(naam, ruw)
    tekst, gezegd = _zonder_sep(tekst)
    teken = gezegd or _scheiding(tekst)
    try:
        rijen = list(csv.reader(io.StringIO(tekst, newline=""), delimiter=teken, strict=True))
    except csv.Error:
        raise InvoerFout([_open_aanhaling(naam, tekst, teken)]) from None
    if afgebroken := _afgebroken(naam, tekst, rijen):
        raise InvoerFout([afgebroken])
    if teken != ",":
        notities.append(f"de cellen zijn gescheiden door {_SCHEIDINGEN.get(teken, repr(teken))}")
    blad = Blad("", rechthoek([herstel(cel) for cel in rij] for rij in rijen))
    return Boek("csv", [blad], notities=tuple(notities), komma=teken == ";")


def _afgebroken(naam: str, tekst: str, rijen: Sequence[Sequence[str]]) -> Probleem | None:
    """What is said of a last row that stops halfway, where all others have as many cells as the heads."""
    breed = {len(rij) for rij in rijen[:-1] if rij}
    if len(breed) != 1 or tekst.endswith(("\n", "\r")) or len(rijen[-1]) >= (heel := breed.pop()):
        return None
    verwacht = (
        f"een heel bestand; de laatste rij houdt op na {len(rijen[-1])} van de {heel} cellen, zoals van een "
        "bestand dat is afgebroken. Lever het hele bestand, of maak de rij af"
    )
    return Probleem(naam, verwacht, rij=len(rijen))


def _als_tekst(naam: str, ruw: bytes) -> tuple[str, list[str]]:
    if ruw.startswith((b"\xff\xfe", b"\xfe\xff")) or ruw[:200].count(0) > len(ruw[:200]) // 4:
        raise InvoerFout(
            [Probleem(naam, "tekst in UTF-8; dit is UTF-16. Sla het op als CSV UTF-8")]
        )
    try:
        return ruw.decode("utf-8-sig"), []
    except UnicodeDecodeError as fout:
        rij = ruw[: fout.start].count(b"\n") + 1
        try:
            tekst = ruw.decode("cp1252")
        except UnicodeDecodeError:
            verwacht = (
                "tekst in UTF-8; dit is geen UTF-8 en geen Windows-1252. Sla het op als CSV UTF-8"
            )
            raise InvoerFout([Probleem(naam, verwacht, rij=rij)]) from None
        woord = _woord_bij(tekst, tekst.encode("cp1252"), fout.start)
        return tekst, [
            f"het bestand is Latin-1 (Windows-1252) en geen UTF-8; zo is het gelezen, bijvoorbeeld {woord!r} "
            f"in rij {rij}. Staan letters met accenten er goed, dan is er niets te doen"
        ]


def _woord_bij(tekst: str, ruw: bytes, plek: int) -> str:
    """The word around a byte of a text that has one byte a letter."""
    assert len(tekst) == len(ruw)
    voor, na = re.search(r"[\w'-]*$", tekst[:plek]), re.match(r"[\w'-]+", tekst[plek:])
    return (voor[0] if voor else "")[-20:] + (na[0] if na else tekst[plek])[:20]


def _zonder_sep(tekst: str) -> tuple[str, str]:
    """The text without a first line `sep=;`, and the sign of that line; spreadsheets do not show it."""
    if gevonden := re.match(r'"?sep=(.)"?[,;\t]*\r?\n', tekst, re.IGNORECASE):
        return tekst[gevonden.end() :], gevonden[1]
    return tekst, ""


def _scheiding(tekst: str) -> str:
    """The sign that parts most rows into as many cells, of more than one; a comma where none does."""
    begin = "\n".join(re.split(r"\r\n?|\n", tekst)[:_PROEF])
    return max(_SCHEIDINGEN, key=lambda teken: _gelijkmatig(begin, teken))


def _gelijkmatig(begin: str, teken: str) -> tuple[int, int]:
    try:
        breedten = Counter(
            len(rij)
            for rij in csv.reader(io.StringIO(begin, newline=""), delimiter=teken)
            if any(rij)
        )
    except csv.Error:
        return 0, 0
    breedte, aantal = max(
        ((b, n) for b, n in breedten.items() if b > 1),
        key=lambda paar: (paar[1], paar[0]),
        default=(1, 0),
    )
    return aantal, breedte


def _open_aanhaling(naam: str, tekst: str, teken: str) -> Probleem:
    """The row where a quote opens that does not close, or closes in the middle of a cell."""
    rijen: list[Sequence[str]] = []
    with suppress(csv.Error):
        rijen.extend(csv.reader(io.StringIO(tekst, newline=""), delimiter=teken, strict=True))
    verwacht = (
        "cellen van gewone lengte, met aanhalingstekens om de hele cel die ook sluiten (een aanhalingsteken "
        "in een cel schrijft u twee keer)"
    )
    return Probleem(naam, verwacht, rij=len(rijen) + 1)
