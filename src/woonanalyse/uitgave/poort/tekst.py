"""What holds for the text of every form: nothing left behind, no place on a machine."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from woonanalyse.kern.fouten import WoonanalyseFout
from woonanalyse.kern.project import wortel_boven

if TYPE_CHECKING:
    import pandas as pd

UitData = Callable[[], Sequence[str]]
"""Gives the texts of results that look like something left behind: only where a form has such a text it is
asked, as all results are read for it."""

# What an engine leaves behind when it could not fill something in.
_RESTEN = {
    "?@": re.compile(r"\?@"),
    "?var:": re.compile(r"\?var:"),
    "?meta:": re.compile(r"\?meta:"),
    "{{<": re.compile(r"\{\{<"),
    "nil": re.compile(r"(?<![\w-])nil(?![\w-])"),
}
MACHINEPAD = re.compile(r"file:|[A-Za-z]:[\\/]|\\\\|/[^/\s]+/", re.IGNORECASE)
"""The value of an attribute that is a place on somebody's machine."""


def teksten_met_resten(tabellen: Iterable[pd.DataFrame]) -> list[str]:
    """Cells of results, sorted, that look like something left behind: a plan may have such a name."""
    teksten = [tabel.select_dtypes(exclude="number") for tabel in tabellen]
    cellen = {cel for tekst in teksten for cel in tekst.to_numpy().flat if isinstance(cel, str)}
    return [cel for cel in sorted(cellen) if resten(cel)]


def resten(tekst: str, uit_data: UitData = tuple) -> list[str]:
    """What an engine left behind in `tekst`, but for the texts of `uit_data`."""
    if not any(patroon.search(tekst) for patroon in _RESTEN.values()):
        return []
    gevonden = []
    for woorden in sorted(uit_data(), key=len, reverse=True):  # wherever a line broke
        tekst = re.sub(
            r"[\s\u00ad\u200b-]*".join(map(re.escape, "".join(woorden.split()))), "", tekst
        )
    for naam, patroon in _RESTEN.items():
        treffer = patroon.search(tekst)
        if treffer:
            rond = " ".join(tekst[max(0, treffer.start() - 30) : treffer.end() + 30].split())
            gevonden.append(f"in de tekst staat '{naam}' (…{rond}…)")
    return gevonden


def wortel_van(pad: Path) -> Path | None:
    """The project that a finished report lies in."""
    try:
        return wortel_boven(pad.parent)
    except WoonanalyseFout:
        return None


def wortel_in(tekst: str, wortel: Path | None) -> list[str]:
    """The place of the project on this machine is no part of the report, wherever a line broke."""
    if wortel is None or plat(str(wortel)) not in plat(tekst):
        return []
    return ["in de tekst staat de plaats van het project op deze machine"]


def plat(tekst: str) -> str:
    """Without white space and hyphens: a line break may fall anywhere."""
    return re.sub(r"[\s\u00ad\u200b\u2010-]+", "", tekst)
