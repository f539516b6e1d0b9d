"""The address of a number in the report: a short code, and the link to its line in the annex.

A code is a letter for the result file and a number for the row: B9 is GM0009 in balans.csv, B0 all its
rows together, R2 the second area of balans_gebied.csv, N13 article 13 in afspraken.csv.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from woonanalyse.kern.catalogus import tabellen

LETTERS = {naam: tabel.letter for naam, tabel in tabellen().items() if tabel.letter}
"""The letter of each result file, by its name without extension."""

_GETAL = r"−?\d[\d.]*(?:,\d+)?%?"
_GETALCEL = re.compile(
    rf"(?:\*\*|ongeveer )?{_GETAL}(?: (?:tot|van) {_GETAL})?(?: \([^()]*\))?(?:\*\*)?"
)
"""A cell of a table that is a number or a band, with whatever stands between brackets behind it."""


def code(bestand: str, sleutel: str | int = 0) -> str:
    """The code of a row: `sleutel` is a municipality code, the number of an area or article, or 0 for all.

    >>> code("balans", "GM0009"), code("afspraken", 13), code("gebouwd")
    ('B9', 'N13', 'G0')
    """
    return f"{LETTERS[bestand]}{int(str(sleutel).removeprefix('GM'))}"


def codes(bestand: str, sleutels: Iterable[str | int]) -> list[str]:
    """The code of every row of a table."""
    return [code(bestand, sleutel) for sleutel in sleutels]


def anker(van: str) -> str:
    """The name of the line in the annex that a code, or the letter of a result file, leads to."""
    return f"h-{van.lower()}"


def link(van: str) -> str:
    """A code as Markdown that leads to its line."""
    return f"[{van}](#{anker(van)}){{.wa-code}}"


def links(van: Iterable[str]) -> str:
    """Codes, each once, as Markdown."""
    return ", ".join(link(een) for een in dict.fromkeys(van))


def met_herkomst(cel: str, van: str) -> str:
    """A cell of a table (Markdown): a number leads to its line, other text stays as it is."""
    if _GETALCEL.fullmatch(cel) is None:
        return cel
    return f"[{cel}](#{anker(van)}){{.wa-getal}}"
