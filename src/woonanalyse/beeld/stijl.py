"""One look for all figures: font, colours, signs."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path
from typing import NamedTuple

from matplotlib import font_manager, style

from woonanalyse.model.oordeel import BINNEN, BUITEN, NVT, ONBEKEND, OP_DE_GRENS

LETTERTYPEN = "report/_extensions/woonanalyse/fonts"

INKT = "#1a2b3c"
GRIJS = "#5b6770"
LICHT = "#c9d1d8"
BLAUW = "#1f4e79"
LICHTBLAUW = "#8fb3d3"
ROOD = "#9b1c31"

STIJL = {
    "font.family": ["Source Sans 3", "DejaVu Sans"],
    "font.size": 9.5,
    "text.color": INKT,
    "axes.edgecolor": LICHT,
    "axes.labelcolor": INKT,
    "axes.titlesize": 10.5,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
    "xtick.color": GRIJS,
    "ytick.color": INKT,
    "ytick.left": False,
    "hatch.linewidth": 0.6,
    "svg.fonttype": "path",
    "svg.hashsalt": "woonanalyse",
    "path.simplify": False,
}


def eigen_stijl() -> AbstractContextManager[None]:
    """Draw in this look alone, whatever a user or an earlier notebook has set."""
    return style.context(["default", STIJL])


class Teken(NamedTuple):
    """How a judgement is shown: words, a sign in text, a marker and colour in a figure."""

    woorden: str
    teken: str
    klasse: str
    vorm: str
    kleur: str


TEKENS = {
    BINNEN: Teken("geen overprogrammering", "●", "wa-binnen", "o", "#1f6f8b"),
    OP_DE_GRENS: Teken("op de grens", "◆", "wa-grens", "D", "#8a5a00"),
    BUITEN: Teken("overprogrammering", "▲", "wa-buiten", "^", ROOD),
    ONBEKEND: Teken("onbekend", "○", "wa-onbekend", "s", GRIJS),
    NVT: Teken("niet getoetst", "○", "wa-onbekend", "s", GRIJS),
}


def gebruik_lettertype(wortel: Path) -> None:
    """Make the report's own font known to matplotlib."""
    for pad in sorted((wortel / LETTERTYPEN).glob("*.ttf")):
        font_manager.fontManager.addfont(pad)
