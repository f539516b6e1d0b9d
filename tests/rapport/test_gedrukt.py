"""What the page prints: the parts of the board paper, as its chapters say what is for the screen alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from hulp import WORTEL

RAPPORT = WORTEL / "report"
_INVOEGEN = re.compile(r"\{\{< include (\S+) >\}\}")
_CEL = re.compile(r"\{\{< embed \S+#(\S+) >\}\}")
_OP_SCHERM = re.compile(r"\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\{\.wa-scherm\}")
_ANDERS = {"besluiten-kort": "gevraagd-kort"}
"""By cell of the page what the paper has in its place."""
_DICHT = 9
"""A level that no heading has."""


def regels(pad: Path) -> Iterator[str]:
    """The lines of a document with what it includes."""
    for regel in pad.read_text(encoding="utf-8").splitlines():
        if treffer := _INVOEGEN.fullmatch(regel):
            yield from regels(pad.parent / treffer[1])
        else:
            yield regel


def gedrukt(pad: Path) -> str:
    """What is printed: not in a block, a sentence or below a heading that is for the screen alone."""
    divs, dicht, uit = list[bool](), _DICHT, list[str]()
    for regel in regels(pad):
        if re.match(r":{3,} *\{", regel):
            divs.append(".wa-scherm" in regel)
        elif re.fullmatch(r":{3,} *", regel):
            divs.pop()
        elif (kop := re.match("#+ ", regel)) and len(kop[0]) - 1 <= dicht:
            dicht = len(kop[0]) - 1 if ".wa-scherm" in regel else _DICHT
        if dicht == _DICHT and not any(divs):
            uit.append(regel)
    assert not divs
    return _OP_SCHERM.sub("", "\n".join(uit))


def cellen(pad: Path) -> set[str]:
    return {_ANDERS.get(cel, cel) for cel in _CEL.findall(gedrukt(pad))}


def test_the_page_prints_what_the_board_paper_has() -> None:
    """The chapters of themes say for themselves that they are for the screen."""
    stuk = cellen(RAPPORT / "stuk.qmd")
    assert len(stuk) > 25 and cellen(RAPPORT / "rwp.qmd") - {"themahoofdstukken"} == stuk


def test_nothing_in_print_names_a_path() -> None:
    assert "`" in "\n".join(regels(RAPPORT / "rwp.qmd"))
    assert re.findall("`[^`]*`", gedrukt(RAPPORT / "rwp.qmd")) == []
