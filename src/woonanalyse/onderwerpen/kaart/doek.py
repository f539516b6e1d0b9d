"""The canvas of a map: scale, outlines, text, legend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import shapely
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, PathPatch
from matplotlib.path import Path

from woonanalyse.kern.beeld.stijl import BLAUW, GRIJS, INKT, LICHTBLAUW, LIJN, TEKENS
from woonanalyse.kern.beeld.veel import is_veel
from woonanalyse.kern.merk import AFGESCHERMD
from woonanalyse.kern.oordeel import BINNEN, BUITEN, NVT, ONBEKEND, OP_DE_GRENS, OP_DE_NORM

if TYPE_CHECKING:
    from woonanalyse.onderwerpen.kaart.bron import Lagen


BREED = 166
"""Millimetres across a figure."""
DUIM = 72 / 25.4
"""Points in a millimetre."""


class Maat(NamedTuple):
    """Millimetres: how high a figure is, and the part of its width that is map, the rest is legend; points
    of its text, and of the name of a subregion; room between lines of the legend, in letters."""

    hoog: float
    kaart: float
    letter: float
    naam: float
    ruim: float


RUIM = Maat(100, 120, 8.5, 10, 0.9)
LAAG = Maat(72, 92, 9.7, 10.2, 0.45)
"""A map that shares its page: it is shown at three quarters of its size, and its text is still legible."""


_PATROON = {
    BUITEN: "xxxx", OP_DE_GRENS: "////", OP_DE_NORM: "...", BINNEN: "", ONBEKEND: "---", NVT: "---",
    AFGESCHERMD: "\\\\\\\\",
}  # fmt: skip


_DEKKING = {
    BUITEN: 0.42, OP_DE_GRENS: 0.29, OP_DE_NORM: 0.20, BINNEN: 0.11, ONBEKEND: 0.0, NVT: 0.0,
    AFGESCHERMD: 0.0,
}  # fmt: skip


class Doek(NamedTuple):
    """An empty map: `kader` is what it shows, in metres, `punt` the metres of a typographic point."""

    figuur: Figure
    assen: Axes
    kader: Any
    punt: float
    maat: Maat


DETAIL = 2000
"""A boundary is drawn in steps of the width of all of them divided by this: a twentieth of a millimetre."""


def om_te_tekenen(lagen: Lagen) -> Lagen:
    """The same layers; of many municipalities without what is too small to be seen: a map of the country need
    not weigh twenty times that of a region. What neighbours share stays one line."""
    if not is_veel(lagen.gemeenten):
        return lagen
    vlakken = lagen.gemeenten.geometry.to_numpy()
    x0, y0, x1, y1 = shapely.total_bounds(vlakken)
    grof = shapely.coverage_simplify(vlakken, max(x1 - x0, y1 - y0) / DETAIL)
    return replace(lagen, gemeenten=lagen.gemeenten.set_geometry(grof, crs=lagen.gemeenten.crs))


def maak_doek(lagen: Lagen, maat: Maat) -> Doek:
    """A figure with the region in the middle of the map, at one scale both ways."""
    figuur = Figure(figsize=(BREED * DUIM / 72, maat.hoog * DUIM / 72))
    assen = figuur.add_axes((0, 0, maat.kaart / BREED, 1))
    assen.set_axis_off()
    assen.set_gid(f"kaart-{100 * maat.kaart / BREED:.0f}")  # the page shows the legend apart
    x0, y0, x1, y1 = lagen.gemeenten.total_bounds
    punt = 1.04 * max((x1 - x0) / (maat.kaart * DUIM), (y1 - y0) / (maat.hoog * DUIM))
    breed, hoog = punt * maat.kaart * DUIM, punt * maat.hoog * DUIM
    links, onder = (x0 + x1 - breed) / 2, (y0 + y1 - hoog) / 2
    assen.set_xlim(links, links + breed)
    assen.set_ylim(onder, onder + hoog)
    kader = shapely.box(links, onder, links + breed, onder + hoog)
    for vorm in lagen.provincie.geometry:
        vul(assen, vorm.intersection(kader), facecolor=_tint(LIJN, 0.45), zorder=0)
    return Doek(figuur, assen, kader, punt, maat)


def vlakken(lagen: Lagen) -> list[tuple[str, Any]]:
    """Code and area of each municipality."""
    return list(zip(lagen.gemeenten["gemeentecode"], lagen.gemeenten.geometry, strict=True))


def vul(assen: Axes, vorm: Any, **stijl: Any) -> None:
    """Fill an area."""
    vlak = PathPatch(_pad(vorm), **{"linewidth": 0, "zorder": 1, **stijl})
    assen.add_artist(vlak)  # what a map shows is set: its outlines need not be measured


def omlijn(assen: Axes, lagen: Lagen) -> None:
    """Thin lines around municipalities, each findable by its code, heavy ones around subregions."""
    for code, vorm in vlakken(lagen):
        lijn = {"edgecolor": GRIJS, "linewidth": 0.6, "gid": f"vlak-{code.lower()}"}
        vul(assen, vorm, facecolor="none", zorder=2, **lijn)
    for vorm in lagen.subregios.geometry:
        lijn = {"edgecolor": INKT, "linewidth": 1.7, "joinstyle": "round"}
        vul(assen, vorm, facecolor="none", zorder=3, **lijn)


def _pad(vorm: Any) -> Path:
    """The outline of a (multi)polygon; holes run the other way round."""
    delen = [deel for deel in getattr(vorm, "geoms", [vorm]) if deel.geom_type == "Polygon"]
    ringen = [
        Path(np.asarray(ring.coords)[:, :2], closed=True)
        for deel in map(shapely.geometry.polygon.orient, delen)
        for ring in (deel.exterior, *deel.interiors)
    ]
    return Path.make_compound_path(*ringen)


def _tint(kleur: str, deel: float) -> tuple[float, ...]:
    """A colour on white, at this strength."""
    return tuple(1 - deel * (1 - waarde) for waarde in to_rgb(kleur))


def vulling(soort: str) -> dict[str, Any]:
    """The fill of an area with this judgement."""
    kleur = TEKENS[soort].kleur
    return {
        "facecolor": _tint(kleur, _DEKKING[soort]),
        "edgecolor": _tint(kleur, 0.55),
        "hatch": _PATROON[soort],
    }


def merk(soort: str, maat: float) -> dict[str, Any]:
    """The sign of a judgement as the words have it: open for what is not known, not shown or not tested."""
    teken = TEKENS[soort]
    if soort in (ONBEKEND, NVT, AFGESCHERMD):
        vorm = teken.vorm if soort == AFGESCHERMD else "o"
        return {"marker": vorm, "s": maat, "facecolor": "white", "edgecolor": teken.kleur}
    return {"marker": teken.vorm, "s": maat, "facecolor": teken.kleur, "edgecolor": "white"}


def merklijn(soort: str) -> Line2D:
    """The sign of a judgement, for the legend."""
    eigen = merk(soort, 32)
    kleuren = {"markerfacecolor": eigen["facecolor"], "markeredgecolor": eigen["edgecolor"]}
    return Line2D([], [], linestyle="", marker=eigen["marker"], markersize=5.7, **kleuren)


def puntmerk(assen: Axes, soort: str, oppervlak: float) -> Any:
    """The circle of a plan of this kind, for the legend."""
    return assen.scatter([], [], s=oppervlak, **STATUS[soort])


def schaalbalk(doek: Doek) -> Any:
    """A scale bar in the lower left corner, a round number of kilometres; what it covers."""
    x0, y0, x1, _ = doek.kader.bounds
    km = ronde_maten(max(int((x1 - x0) / 5000), 1))[0]
    x, y, hoog = x0 + 8 * doek.punt, y0 + 8 * doek.punt, 3 * doek.punt
    einden = [x, x, x + km * 1000, x + km * 1000]
    doek.assen.plot(einden, [y + hoog, y, y, y + hoog], color=INKT, linewidth=1, zorder=6)
    zet(doek, f"{km} km", x + km * 500, y + 8 * doek.punt, doek.maat.letter)
    return shapely.box(x, y, x + km * 1000, y + 16 * doek.punt)


def zet(
    doek: Doek, tekst: str, x: float, y: float, maat: float, kleur: str = INKT, dik: bool = False
) -> None:
    """Text in the middle of a place, on a white ground; whatever it holds, it is only text."""
    doek.assen.text(
        x,
        y,
        tekst,
        ha="center",
        va="center",
        fontsize=maat,
        color=kleur,
        weight="bold" if dik else "normal",
        parse_math=False,
        zorder=7,
        bbox={"facecolor": "white", "alpha": 0.72, "edgecolor": "none", "pad": 0.6},
    )


def legenda(
    doek: Doek,
    merken: Sequence[Any],
    woorden: Sequence[str],
    titel: str,
    boven: float,
    ruim: float | None = None,
) -> None:
    """Signs with their words, beside the map."""
    legenda = doek.figuur.legend(
        merken,
        woorden,
        loc="upper left",
        bbox_to_anchor=((doek.maat.kaart + 1) / BREED, boven),
        frameon=False,
        fontsize=doek.maat.letter,
        title=titel,
        title_fontproperties={"weight": "bold", "size": doek.maat.letter},
        alignment="left",
        handlelength=2.2,
        handleheight=1.5,
        labelspacing=ruim or doek.maat.ruim,
        borderaxespad=0,
        scatterpoints=1,
    )
    for tekst in legenda.get_texts():
        tekst.set_parse_math(False)


def omgeving(doek: Doek, lagen: Lagen, provincie: str) -> None:
    """What the lines and the background are."""
    merken: list[Any] = [Line2D([], [], color=INKT, linewidth=1.7)]
    woorden = ["grens van een subregio" if len(lagen.subregios) > 1 else "grens van de regio"]
    if _is_rest(doek, lagen):
        merken.append(Patch(facecolor=_tint(LIJN, 0.45), edgecolor="none"))
        woorden.append(f"rest van {provincie}")
    legenda(doek, merken, woorden, "Ondergrond", 19 / doek.maat.hoog)


def _is_rest(doek: Doek, lagen: Lagen) -> bool:
    """Whether anything is to be seen of the province beside the region; slivers are not."""
    rest = (
        lagen.provincie.union_all().intersection(doek.kader).difference(lagen.subregios.union_all())
    )
    return not rest.buffer(-doek.punt).is_empty


STATUS: dict[str, dict[str, Any]] = {
    "hard": {"facecolor": BLAUW, "edgecolor": "white", "linewidth": 0.4},
    "hard_uitwerk": {"facecolor": LICHTBLAUW, "edgecolor": BLAUW, "linewidth": 0.9},
    "zacht": {"facecolor": "white", "edgecolor": GRIJS, "linewidth": 0.9, "hatch": "//////"},
    ONBEKEND: {"facecolor": "white", "edgecolor": INKT, "linewidth": 1.1, "linestyle": ":"},
}


def ronde_maten(hoogste: int) -> list[int]:
    """At most three round numbers for a legend of sizes, the largest not above `hoogste`."""
    tienen = 10 ** (len(str(hoogste)) - 1)
    top = max(n * tienen for n in (1, 2, 5) if n * tienen <= hoogste)
    return list(dict.fromkeys(n for n in (top, top // 5, top // 20) if n >= 1))
