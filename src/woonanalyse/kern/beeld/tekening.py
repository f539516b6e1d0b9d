"""What figures have in common: the sheet, axes with Dutch numbers, the norm, labels, a key."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from woonanalyse.kern.beeld.huisstijl import BLADZIJDE
from woonanalyse.kern.beeld.stijl import GRIJS, INKT, TEKENS, Vulling
from woonanalyse.kern.getal import ONBEKEND, procent, rond
from woonanalyse.kern.merk import AFGESCHERMD

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

BREEDTE_MM = BLADZIJDE["breedte"]
"""Width of the text on the page."""

KLEIN = 8
"""The smallest letter in print, in points."""

_LANGST = 30
"""Letters of the longest name beside an axis: that of every municipality fits."""


def vel(hoogte_mm: float) -> Figure:
    """An empty figure as wide as the text."""
    from matplotlib.figure import Figure

    return Figure(figsize=(BREEDTE_MM / 25.4, hoogte_mm / 25.4), layout="constrained")


def panelen(figuur: Figure, aantal: int) -> list[Axes]:
    """Drawings side by side on the same lines, so far apart that their numbers do not touch."""
    motor = figuur.get_layout_engine()
    assert motor is not None
    motor.set(wspace=0.06)  # type: ignore[call-arg]
    return list(figuur.subplots(1, aantal, sharey=True, squeeze=False)[0])


def kort(naam: object, tot: int = _LANGST) -> str:
    """A name that fits beside an axis, on one line; the alternative text has it whole."""
    heel = " ".join(str(naam).split())
    return heel if len(heel) <= tot else f"{heel[: tot - 1].rstrip()}…"


def namenas(assen: Axes, namen: Sequence[object], tot: int = _LANGST) -> None:
    """A line per name, the first on top."""
    assen.set_yticks(range(len(namen)), [kort(naam, tot) for naam in namen])
    assen.set_ylim(len(namen) - 0.4, -0.6)


def getalas(
    assen: Axes, label: str, toon: Callable[[float], str] | None = None, nbins: int = 6
) -> None:
    """A horizontal axis in Dutch numbers (whole ones unless `toon` says how)."""
    from matplotlib.ticker import MaxNLocator

    toon = toon or rond
    assen.xaxis.set_major_locator(
        MaxNLocator(nbins, steps=[1, 2, 2.5, 5, 10], integer=toon(1.0) == "1")
    )
    assen.xaxis.set_major_formatter(lambda waarde, _: toon(waarde))
    assen.set_xlabel(label)


def telas(assen: Axes, label: str) -> None:
    """A vertical axis that counts, with the lines of the drawing on it."""
    from matplotlib.ticker import MaxNLocator

    assen.yaxis.set_major_locator(MaxNLocator(5, integer=True))
    assen.set_ylabel(label)
    assen.grid(axis="x", visible=False)
    assen.grid(axis="y", visible=True)


def staaf(
    assen: Axes, plek: float, lengte: float, *, hoogte: float, begin: float = 0, **vulling: Any
) -> None:
    """A horizontal bar around a line, as `barh` draws it, which takes three times as long for one.

    A hatch is of the type that `barh` makes of it: the name of its pattern in the SVG follows from that.
    """
    from matplotlib.patches import Rectangle

    onder = plek - hoogte / 2
    hatch = np.str_(vulling["hatch"]) if "hatch" in vulling else None
    vlak = Rectangle((begin, onder), lengte, hoogte, **{**vulling, "hatch": hatch})
    vlak.sticky_edges.x.append(begin)
    assen.add_artist(vlak)
    assen.update_datalim([(begin, onder), (begin + lengte, onder + hoogte)])
    assen.autoscale(None)  # type: ignore[arg-type]


def tekens(assen: Axes, xs: Sequence[float], y: float, vorm: str, **opmaak: Any) -> None:
    """Markers on a line, on axes whose limits are set: they are not measured."""
    from matplotlib.lines import Line2D

    assen.add_artist(Line2D(xs, [y] * len(xs), linestyle="None", marker=vorm, **opmaak))


def heel_procent(fractie: float) -> str:
    """A fraction in whole percents, as on an axis."""
    return procent(fractie, 0)


def normlijn(assen: Axes, norm: float, waar: str, tot: float) -> None:
    """The norm as a line, with `waar` it stands above the drawing, on an axis that ends at `tot`."""
    assen.set_xlim(0, tot)
    assen.axvline(norm, color=INKT, linewidth=1.2, zorder=4)
    assen.annotate(
        f"norm {procent(norm, 0)} ({waar})", (norm, 1), (0, 3),
        ha="right" if norm > 0.75 * tot else "center",
        xycoords=("data", "axes fraction"), textcoords="offset points", fontsize=8.5,
    )  # fmt: skip


def bij(assen: Axes, x: float, y: float, tekst: str, **opmaak: Any) -> None:
    """A label just right of a point."""
    vast = {"va": "center", "fontsize": 8.5, "textcoords": "offset points"}
    assen.annotate(tekst, (x, y), (4, 0), **{**vast, **opmaak})


_GEEN = (ONBEKEND, AFGESCHERMD)
"""What stands in words in the place of a number."""


def onbekend(assen: Axes, plek: float, tekst: str = ONBEKEND) -> None:
    """What is missing, in words at its place."""
    bij(assen, 0, plek, tekst, color=GRIJS, fontstyle="italic", fontsize=KLEIN)


def kolom(assen: Axes, waarden: Sequence[str], einde: float, kop: str = "") -> None:
    """Texts right of the drawing, one per line, ending `einde` points from its edge."""
    vast: dict[str, Any] = {"textcoords": "offset points", "ha": "right", "fontsize": 8.5}
    for plek, tekst in enumerate(waarden):
        stil: dict[str, Any] = {"color": GRIJS, "fontstyle": "italic"} if tekst in _GEEN else {}
        rand = assen.get_yaxis_transform()
        assen.annotate(tekst, (1, plek), (einde, 0), va="center", xycoords=rand, **vast, **stil)
    if kop:
        assen.annotate(kop, (1, 1), (einde, 3), xycoords="axes fraction", color=GRIJS, **vast)


def leeg(assen: Axes) -> None:
    """An axis without a number on it: nothing is known."""
    assen.set_xlim(0, 1)
    assen.set_xticks([])


def sleutel(figuur: Figure, delen: Sequence[Line2D | Patch]) -> None:
    """What the fills or signs mean, in one line below the drawing."""
    if delen:
        figuur.legend(handles=list(delen), loc="outside lower left", ncols=len(delen))


def vlakje(woorden: str, vulling: Vulling) -> Patch:
    """A fill in the key."""
    from matplotlib.patches import Patch

    return Patch(label=woorden, **vulling)


def streepje(woorden: str, vulling: Vulling) -> Line2D:
    """A short line that stands upright, as a fill without a width is drawn."""
    from matplotlib.lines import Line2D

    return Line2D(
        [], [], linestyle="", marker="|", markersize=8, markeredgewidth=1.2,
        color=vulling["edgecolor"], label=woorden,
    )  # fmt: skip


def punt(woorden: str, vorm: str, kleur: str, vulling: str | None = None) -> Line2D:
    """A marker in the key."""
    from matplotlib.lines import Line2D

    return Line2D(
        [], [], linestyle="", marker=vorm, markersize=5.5, color=kleur, label=woorden,
        markerfacecolor=vulling or kleur,
    )  # fmt: skip


def streeplijn(woorden: str) -> Line2D:
    """A dashed line in the key."""
    from matplotlib.lines import Line2D

    return Line2D([], [], linestyle="--", color=GRIJS, linewidth=1.2, label=woorden)


def oordeelsleutel(figuur: Figure, oordelen: Sequence[str]) -> None:
    """The judgements that occur, in their fixed order; what has no number stands in words at its place."""
    gezien = set(oordelen) - {*_GEEN}
    sleutel(figuur, [punt(t.woorden, t.vorm, t.kleur) for o, t in TEKENS.items() if o in gezien])
