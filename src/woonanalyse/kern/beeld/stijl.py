"""One look for all figures: font, palette, fills, signs."""

from __future__ import annotations

from contextlib import AbstractContextManager
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from woonanalyse.kern.beeld import huisstijl
from woonanalyse.kern.merk import AFGESCHERMD
from woonanalyse.kern.oordeel import BINNEN, BUITEN, NVT, ONBEKEND, OP_DE_GRENS, OP_DE_NORM
from woonanalyse.kern.project import lettertypemap

LETTERTYPE = "Source Sans 3"
LETTERTYPEN = [LETTERTYPE, "DejaVu Sans"]

INKT = huisstijl.KLEUREN["inkt"]
GRIJS = huisstijl.KLEUREN["grijs"]
LIJN = huisstijl.KLEUREN["lijn"]
VLAK = huisstijl.KLEUREN["vlak"]
BLAUW = huisstijl.KLEUREN["blauw"]
LICHTBLAUW = huisstijl.FIGUREN["lichtblauw"]
ROOD = huisstijl.FIGUREN["rood"]

HOOFDSTUKKEN = huisstijl.HOOFDSTUKKEN
"""Colour of each theme of the agreements, and of its chapter."""

Vulling = dict[str, Any]

VOL: Vulling = {"facecolor": BLAUW, "edgecolor": BLAUW}
LICHT_VOL: Vulling = {"facecolor": LICHTBLAUW, "edgecolor": BLAUW, "linewidth": 0.7}
GEARCEERD: Vulling = {"facecolor": "white", "edgecolor": GRIJS, "hatch": "////", "linewidth": 0.7}
GESTIPPELD: Vulling = {"facecolor": VLAK, "edgecolor": GRIJS, "hatch": "....", "linewidth": 0.7}
BAND: Vulling = {"facecolor": VLAK, "edgecolor": GRIJS, "linewidth": 0.7}
"""Fills that stay apart without colour: full, light with an outline, hatched, dotted, a band behind."""

_STIJL: dict[str, Any] = {
    "font.family": LETTERTYPEN,
    "font.size": 9,
    "text.color": INKT,
    "text.parse_math": False,
    "axes.edgecolor": LIJN,
    "axes.labelcolor": GRIJS,
    "axes.labelsize": 8.5,
    "axes.titlesize": 9.5,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.axisbelow": True,
    "axes.grid": True,
    "axes.grid.axis": "x",
    "grid.color": LIJN,
    "grid.linewidth": 0.5,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
    "xtick.color": LIJN,
    "xtick.labelcolor": GRIJS,
    "xtick.labelsize": 8.5,
    "ytick.color": LIJN,
    "ytick.labelcolor": INKT,
    "ytick.labelsize": 8.5,
    "ytick.left": False,
    "ytick.alignment": "center",
    "legend.frameon": False,
    "legend.fontsize": 8.5,
    "legend.borderpad": 0,
    "legend.handlelength": 1.4,
    "legend.handletextpad": 0.5,
    "legend.columnspacing": 1.6,
    "hatch.linewidth": 0.6,
    "svg.fonttype": "path",
    "svg.hashsalt": "woonanalyse",
    "path.simplify": False,
}


def eigen_stijl() -> AbstractContextManager[None]:
    """Draw in this look alone, whatever a user or an earlier notebook has set."""
    from matplotlib import style

    return style.context(["default", _STIJL])


class Teken(NamedTuple):
    """How a judgement is shown: words, a sign in text, a marker and colour in a figure."""

    woorden: str
    teken: str
    klasse: str
    vorm: str
    kleur: str


_OORDELEN = huisstijl.OORDELEN
TEKENS = {
    BINNEN: Teken("geen overprogrammering", "●", "wa-binnen", "o", _OORDELEN["binnen"]),
    OP_DE_NORM: Teken(
        "op de norm (binnen de afronding)", "■", "wa-binnen", "s", _OORDELEN["binnen"]
    ),
    OP_DE_GRENS: Teken("op de grens", "◆", "wa-grens", "D", _OORDELEN["grens"]),
    BUITEN: Teken("overprogrammering", "▲", "wa-buiten", "^", _OORDELEN["buiten"]),
    AFGESCHERMD: Teken(AFGESCHERMD, "□", "wa-onbekend", "s", _OORDELEN["onbekend"]),
    ONBEKEND: Teken("onbekend", "○", "wa-onbekend", "s", _OORDELEN["onbekend"]),
    NVT: Teken("niet getoetst", "○", "wa-onbekend", "s", _OORDELEN["onbekend"]),
}


def gebruik_lettertype(wortel: Path) -> None:
    """Make the report's own font known to matplotlib, in place of any of that name."""
    from matplotlib import font_manager

    beheer, paden = font_manager.fontManager, sorted(lettertypemap(wortel).glob("*.ttf"))
    bekend = [str(soort.fname) for soort in beheer.ttflist if soort.name == LETTERTYPE]
    if bekend == [str(pad) for pad in paden]:
        return  # a process forked from one that drew: what that found out about fonts still holds
    beheer.ttflist = [soort for soort in beheer.ttflist if soort.name != LETTERTYPE]
    for pad in paden:
        beheer.addfont(pad)


def zonder_gaten(tekst: str) -> str:
    """`tekst` with the number of each character that no font of a figure has a sign for."""
    if tekst.isascii():
        return tekst
    from matplotlib import font_manager

    gedekt = _tekens(*(font_manager.findfont(naam) for naam in LETTERTYPEN))
    return "".join(
        teken if teken.isascii() or ord(teken) in gedekt else f"[U+{ord(teken):04X}]"
        for teken in tekst
    )


@cache
def _tekens(*paden: str) -> frozenset[int]:
    from matplotlib import font_manager

    return frozenset().union(*(font_manager.get_font(pad).get_charmap() for pad in paden))
