"""What the page prints: the parts of the board paper, as its chapters say what is for the screen alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from hulp import WORTEL

RAPPORT = WORTEL / "report"
_KOP = re.compile(r"(#+) .*?(\{.*\})?")
_INVOEGEN = re.compile(r"\{\{< include (\S+) >\}\}")
_CEL = re.compile(r"\{\{< embed \S+#(\S+) >\}\}")
_ANDERS = {"besluiten-kort": "gevraagd-kort", "tbl-capaciteit": "tbl-capaciteit"}
"""By cell of the page what the paper has in its place. Capacities are printed where there is no need."""


def regels(pad: Path) -> Iterator[str]:
    """The lines of a document with what it includes."""
    for regel in pad.read_text(encoding="utf-8").splitlines():
        if treffer := _INVOEGEN.fullmatch(regel):
            yield from regels(pad.parent / treffer[1])
        else:
            yield regel


def gedrukt(pad: Path) -> set[str]:
    """The cells that are printed: not in a block or below a heading that is for the screen alone."""
    divs: list[bool] = []
    dicht = 99  # the level of the heading that closes what follows
    cellen = set[str]()
    for regel in regels(pad):
        if regel.startswith(":::") and "{" in regel:
            divs.append(".wa-scherm" in regel or ".wa-gekozen" in regel)
        elif regel.startswith(":::"):
            divs.pop()
        elif kop := _KOP.fullmatch(regel):
            niveau = len(kop[1])
            if niveau <= dicht:
                dicht = niveau if ".wa-scherm" in regel else 99
        elif (cel := _CEL.fullmatch(regel)) and dicht == 99 and not any(divs):
            cellen.add(_ANDERS.get(cel[1], cel[1]))
    assert not divs
    return cellen


def test_the_page_prints_what_the_board_paper_has() -> None:
    stuk = gedrukt(RAPPORT / "stuk.qmd")
    assert len(stuk) > 25 and gedrukt(RAPPORT / "rwp.qmd") - {"themahoofdstukken"} == stuk


def test_no_source_line_in_print_names_a_path() -> None:
    """What is in `code` in a source line stands in a span for the screen, or the line itself does."""
    for pad in sorted((RAPPORT / "hoofdstukken").glob("*.qmd")):
        bron = re.sub(r"\{\.[a-z-]+ when-meta[^}]*\}", "", pad.read_text(encoding="utf-8"))
        if re.search(r"^# .*\.wa-scherm", bron, re.M):
            continue
        for blok in re.findall(r"^::: \{\.wa-bron\}\n(.*?)^:::", bron, re.M | re.S):
            op_papier = re.sub(r"\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\{\.wa-scherm\}", "", blok)
            assert "`" not in op_papier, (pad.name, op_papier)
