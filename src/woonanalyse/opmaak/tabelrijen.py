"""Rows of pipe tables, read here as pandoc would read them: most of a report is rows, and pandoc is slow.

Only cells of plain words, maybe with a link, class or label; any other row is left to pandoc, and with it the
whole table when it holds the beginning of something that may end in a later row.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Any

MERK, BLIJFT = "\ue006", "\ue007"
"""In the first cell of a row: in its place come the rows with that number, by a filter or after pandoc."""

BREED = 72
"""Signs: pandoc takes the widths of columns from a rule that is longer, whatever stands in the rows."""
_HEK = re.compile(r"^\s*(?:```|~~~)", re.MULTILINE)
_STREEP = re.compile(r"\|(?::?-+:?\|)+")
_LEESTEKEN = r"[!-/:-@\[-`{-~]"
_TEKEN = rf"(?:[^\W_]|\\{_LEESTEKEN}|[,;:()/%+=?−€·–§●▲■◆]|-(?!-)|\.(?![. ]))"
"""A sign that stands for itself wherever it stands. A point before a space may end an abbreviation."""
_WOORDEN = rf"{_TEKEN}+(?: {_TEKEN}+)*"
_LINK = rf"\[({_WOORDEN})\]\(#([A-Za-z0-9-]+)\)(?:\{{\.(wa-[a-z-]+)\}})?"
_SPAN = rf"\[({_WOORDEN})\]\{{(?:\.(wa-[a-z-]+)|#([a-z][a-z0-9-]*))\}}"
_CEL = re.compile(rf"({_WOORDEN})|{_LINK}|{_SPAN}|\*\*({_WOORDEN})\*\*|")
_GEEN = '["",[],[]]'
"""No label, classes or attributes."""
_BEGIN = re.compile(r"(?<!\\)(?:\\\\)*(?:[`$<]|\\[A-Za-z])")
_CODE = re.compile(r"(?<![`\\])`[^`\\|]+`(?!`)")
_RIJ = re.compile(r"\| (.*) \|")
_GRENS = re.compile(r"(?<!\\) \| ")


@dataclass(frozen=True)
class Groep:
    """Rows under each other: each as the JSON of pandoc, or as what its cells became, a line each."""

    gelezen: Sequence[str]


@dataclass(frozen=True)
class Cel:
    """What a cell says: its words, as what (Link, Span, Strong or nothing), where it leads, class, label."""

    woorden: str
    soort: str = ""
    doel: str = ""
    klasse: str = ""
    label: str = ""


def lees_rijen(
    tekst: str, vanaf: int = 0, *, zelf: Callable[[str], str | None] | None = None
) -> tuple[str, list[Groep]]:
    """`tekst` with a row with MERK and a number, from `vanaf`, for rows that were read; and those rows. Where
    `zelf` makes something of each cell the row has BLIJFT for MERK; where it gives None the row is not read.

    A text with a block of code is left as it is.
    """
    if _HEK.search(tekst):
        return tekst, []
    regels, gelezen, merk = list[str](), list[Groep](), BLIJFT if zelf else MERK
    for kolommen, groep in _tabellen(tekst.split("\n")):
        if not kolommen:
            regels += groep
            continue
        paren = [(regel, _rij(regel, kolommen, zelf)) for regel in groep]
        if any(rij is None and _loopt_door(regel) for regel, rij in paren):
            regels += groep
            continue
        for gelukt, stuk in groupby(paren, _gelukt):
            rijen = list(stuk)
            if gelukt:
                regels.append(f"| {merk}{vanaf + len(gelezen)} |" + " |" * (kolommen - 1))
                gelezen.append(Groep([rij for _, rij in rijen if rij is not None]))
            else:
                regels += [regel for regel, _ in rijen]
    return "\n".join(regels), gelezen


def als_tabel(gelezen: Iterable[str]) -> str:
    """Rows as a table, in the JSON of pandoc."""
    rijen = ",".join(gelezen)
    return f'{{"t":"Table","c":[{_GEEN},[null,[]],[],[{_GEEN},[]],[[{_GEEN},0,[],[{rijen}]]],[{_GEEN},[]]]}}'


def _loopt_door(regel: str) -> bool:
    """Whether a row may hold something that pandoc reads on past its end: code, a formula, HTML, LaTeX."""
    return _BEGIN.search(_CODE.sub("", regel)) is not None


def _gelukt(paar: tuple[str, str | None]) -> bool:
    return paar[1] is not None


def _tabellen(regels: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """Runs of lines: with a number of columns the rows of a table of as many, with 0 anything else."""
    anders, nr = list[str](), 0
    while nr < len(regels):
        anders.append(regels[nr])
        nr += 1
        kolommen = _kolommen(anders)
        if not kolommen:
            continue
        eind = nr
        while eind < len(regels) and _RIJ.fullmatch(regels[eind]):
            eind += 1
        if eind > nr:
            yield 0, anders
            yield kolommen, list(regels[nr:eind])
            anders, nr = [], eind
    yield 0, anders


def _kolommen(regels: Sequence[str]) -> int:
    """The number of columns where the last lines are a blank one and the head of a table; 0 elsewhere."""
    if len(regels) < 3 or not _STREEP.fullmatch(regels[-1]) or regels[-3].strip():
        return 0
    if regels[-1].count("-") <= BREED:
        return 0
    return regels[-1].count("|") - 1 if _RIJ.fullmatch(regels[-2]) else 0


def _rij(regel: str, kolommen: int, zelf: Callable[[str], str | None] | None) -> str | None:
    """A row as JSON, or as what `zelf` makes of its cells; None when it has a cell, or a number of cells,
    that is for pandoc."""
    cellen = _GRENS.split(regel[2:-2])
    if len(cellen) != kolommen:
        return None
    gelezen = [cel for tekst in cellen if (cel := (zelf or _json)(tekst)) is not None]
    if len(gelezen) != kolommen:
        return None
    return "\n".join(gelezen) if zelf else f"[{_GEEN},[{','.join(gelezen)}]]"


def lees_cel(tekst: str) -> Cel | None:
    """What a cell says; None when it holds more than is known here."""
    treffer = _CEL.fullmatch(tekst)
    if treffer is None:
        return None
    gewoon, in_link, doel, van_link, in_span, klasse, label, vet = treffer.groups()
    woorden = re.sub(r"\\(.)", r"\1", gewoon or in_link or in_span or vet or "")
    soort = "Link" if in_link else "Span" if in_span else "Strong" if vet else ""
    return Cel(woorden, soort, doel or "", van_link or klasse or "", label or "")


@lru_cache(maxsize=20_000)
def _json(tekst: str) -> str | None:
    """A cell as JSON; None when it holds more than is known here."""
    cel = lees_cel(tekst)
    if cel is None:
        return None
    delen: list[Any] = _inlines(cel.woorden)
    kenmerk = [cel.label, [cel.klasse] if cel.klasse else [], []]
    if cel.soort == "Link":
        delen = [{"t": "Link", "c": [kenmerk, delen, [f"#{cel.doel}", ""]]}]
    elif cel.soort == "Span":
        delen = [{"t": "Span", "c": [kenmerk, delen]}]
    elif cel.soort == "Strong":
        delen = [{"t": "Strong", "c": delen}]
    blokken = [{"t": "Plain", "c": delen}] if delen else []
    return json.dumps([["", [], []], {"t": "AlignDefault"}, 1, 1, blokken], ensure_ascii=False)


def _inlines(woorden: str) -> list[Any]:
    """Words and the spaces between them."""
    uit = list[Any]()
    for woord in woorden.split(" ") if woorden else []:
        uit += [{"t": "Space"}, {"t": "Str", "c": woord}]
    return uit[1:]
