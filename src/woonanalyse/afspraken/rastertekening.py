"""The grid of agreements, drawn from what it says and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from woonanalyse.kern import oordeel
from woonanalyse.kern.beeld.stijl import INKT, LIJN, TEKENS, eigen_stijl
from woonanalyse.kern.beeld.tekening import KLEIN, namenas, vel
from woonanalyse.kern.beeld.tonen import Beeld, maak_beeld


class Cel(NamedTuple):
    """What stands in the cell of a line and a column, by their places from 0; `klasse` gives its colour."""

    regel: int
    kolom: int
    tekst: str
    klasse: str


@dataclass(frozen=True)
class Raster:
    """All that the grid says: plain values, for JSON. `regels` and `kolommen` are the names on its axes."""

    regels: Sequence[str]
    kolommen: Sequence[str]
    cellen: Sequence[Cel]
    alt: str
    bijschrift: str


_KLEUR = {
    "wa-binnen": TEKENS[oordeel.BINNEN].kleur,
    "wa-grens": TEKENS[oordeel.OP_DE_GRENS].kleur,
    "wa-buiten": TEKENS[oordeel.BUITEN].kleur,
    "wa-onbekend": TEKENS[oordeel.ONBEKEND].kleur,
    "wa-neutraal": INKT,
}

LAAGST = 32
"""The height of the grid where it has few rules, in mm: the heads of its columns are four lines."""


def teken(raster: Raster) -> Beeld:
    """Every rule on a line, every state in a column."""
    from matplotlib.patches import Rectangle

    regels, kolommen = raster.regels, raster.kolommen
    with eigen_stijl():
        figuur = vel(max(24 + 3.6 * len(regels), LAAGST))
        assen = figuur.subplots()
        for plek, nummer, tekst, klasse in raster.cellen:
            kleur = _KLEUR[klasse]
            vak = Rectangle((nummer - 0.46, plek - 0.4), 0.92, 0.8, linewidth=0.7)
            vak.set(facecolor=(kleur, 0.14), edgecolor=kleur)
            assen.add_artist(vak)
            assen.text(nummer, plek, tekst, ha="center", va="center", fontsize=8.5, color=kleur)
        namenas(assen, regels, 46)
        assen.tick_params("y", labelsize=KLEIN, labelcolor=INKT)
        assen.xaxis.tick_top()
        assen.tick_params("x", length=0)
        assen.set_xticks(range(len(kolommen)), kolommen, fontsize=KLEIN, color=INKT)
        assen.set_xlim(-0.5, len(kolommen) - 0.5)
        assen.spines["bottom"].set_visible(False)
        assen.grid(visible=False)
        grenzen = [plek - 0.5 for plek in range(len(regels) + 1)]
        assen.hlines(grenzen, *assen.get_xlim(), color=LIJN, linewidth=0.5, zorder=0)
    return maak_beeld(figuur, raster.alt, raster.bijschrift)
