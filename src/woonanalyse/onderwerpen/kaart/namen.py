"""Names on a map: each where it lies most in its own area, and on nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path
from matplotlib.textpath import TextPath

from woonanalyse.kern.beeld.stijl import BLAUW, INKT
from woonanalyse.kern.beeld.veel import is_veel
from woonanalyse.onderwerpen.kaart.doek import Doek, zet

if TYPE_CHECKING:
    from woonanalyse.onderwerpen.kaart.bron import Lagen

BETER = 0.02
"""How much more of a text has to lie in its area, for a place that is further from the middle."""


def _maat(doek: Doek, tekst: str, maat: float, dik: bool = False) -> tuple[float, float]:
    """Width and height of a text on the map, in metres, with some air."""
    letter = FontProperties(size=maat, weight="bold" if dik else "normal")
    breed = _breedte(TextPath((0, 0), tekst.replace("$", r"\$"), prop=letter))
    return (breed + 3) * doek.punt, (maat * 1.15 + 1) * doek.punt


def _breedte(pad: Path) -> float:
    """The width of an outline, as its get_extents has it, which takes each curve by itself."""
    codes, x = np.asarray(pad.codes), np.asarray(pad.vertices)[:, 0]
    if pad.codes is None or Path.CURVE4 in codes:
        return float(pad.get_extents().width)
    krom = np.flatnonzero(codes == Path.CURVE3)
    midden, einde = krom[::2], krom[1::2]  # a curve is two rows, after the one where it begins
    van, bij, tot = x[midden - 1], x[midden], x[einde]
    with np.errstate(divide="ignore", invalid="ignore"):
        t = np.clip(np.nan_to_num((van - bij) / (van - 2 * bij + tot)), 0, 1)
    keert = (1 - t) ** 2 * van + 2 * t * (1 - t) * bij + t**2 * tot
    alle = [*x[(codes == Path.MOVETO) | (codes == Path.LINETO)], *tot, *keert]
    return float(max(alle) - min(alle)) if alle else 0.0


def _kies(
    plekken: Sequence[tuple[float, float]],
    maat: tuple[float, float],
    vlak: Any,
    doek: Doek,
    bezet: Sequence[Any],
    liever_niet: Any = None,
) -> tuple[float, float, Any] | None:
    """The place where a text lies most in its own area, on nothing else; the first of equals.

    `bezet` are rectangles.
    """
    breed, hoog = maat
    beste, hoogste = None, -np.inf
    kader, dicht = doek.kader.bounds, [ander.bounds for ander in bezet]
    for x, y in plekken:
        x0, y0, x1, y1 = x - breed / 2, y - hoog / 2, x + breed / 2, y + hoog / 2
        if x0 < kader[0] or y0 < kader[1] or x1 > kader[2] or y1 > kader[3]:
            continue
        if any(x0 <= d[2] and x1 >= d[0] and y0 <= d[3] and y1 >= d[1] for d in dicht):
            continue
        vak = shapely.box(x0, y0, x1, y1)
        waarde = vlak.intersection(vak).area
        if liever_niet is not None and waarde / vak.area > hoogste + BETER:
            waarde -= liever_niet.intersection(vak).area
        if waarde / vak.area > hoogste + BETER:
            beste, hoogste = (x, y, vak), waarde / vak.area
        if hoogste + BETER > 1:
            break  # nothing lies in its area for more than all of it
    return beste


def _volgorde(lagen: Lagen) -> list[int]:
    """Numbers of the municipalities, the smallest first: it has the fewest places for its name."""
    return list(np.argsort(lagen.gemeenten.geometry.area.to_numpy(), kind="stable"))


def namen_bij_tekens(
    doek: Doek, lagen: Lagen, midden: Sequence[Any], bezet: list[Any]
) -> list[Any]:
    """The name of every municipality beside its sign, or further off at the end of a line."""
    for nummer in _volgorde(lagen) if midden else []:
        rij, bij = lagen.gemeenten.iloc[nummer], midden[nummer]
        breed, hoog = maat = _maat(doek, rij["gemeente"], doek.maat.letter)
        dx, dy = breed / 2 + 5 * doek.punt, hoog / 2 + 5 * doek.punt
        kort = [(0, -dy), (0, dy), (dx, 0), (-dx, 0), (dx, -dy), (-dx, -dy), (dx, dy), (-dx, dy)]
        ver = [(stap * a, stap * b) for stap in (1.6, 2.2, 3.0) for a, b in kort]
        for schuif in (kort, ver):
            plekken = [(bij.x + a, bij.y + b) for a, b in schuif]
            gekozen = _kies(plekken, maat, rij["geometry"], doek, bezet)
            if gekozen:
                x, y, vak = gekozen
                zet(doek, rij["gemeente"], x, y, doek.maat.letter)
                bezet = [*bezet, vak]
                if schuif is ver:
                    doek.assen.plot([bij.x, x], [bij.y, y], color=INKT, linewidth=0.7, zorder=4)
                break
    return bezet


def _rooster(vlak: Any, stappen: int = 25) -> list[tuple[float, float]]:
    """Places in the rectangle around an area, those near its middle first."""
    x0, y0, x1, y1 = vlak.bounds
    plekken = [
        (float(x), float(y))
        for x in np.linspace(x0, x1, stappen)
        for y in np.linspace(y0, y1, stappen)
    ]
    mx, my = (x0 + x1) / 2, (y0 + y1) / 2
    return sorted(plekken, key=lambda plek: (plek[0] - mx) ** 2 + (plek[1] - my) ** 2)


def namen_in_vlakken(doek: Doek, lagen: Lagen, bezet: list[Any], cirkels: Any) -> None:
    """The name of every municipality where the fewest circles lie under it."""
    for nummer in _volgorde(lagen):
        rij = lagen.gemeenten.iloc[nummer]
        maat, vlak = _maat(doek, rij["gemeente"], doek.maat.letter), rij["geometry"]
        gekozen = _kies(_rooster(vlak), maat, vlak, doek, bezet, cirkels)
        if gekozen:
            zet(doek, rij["gemeente"], *gekozen[:2], doek.maat.letter)
            bezet = [*bezet, gekozen[2]]


def subregionamen(doek: Doek, lagen: Lagen, bezet: list[Any]) -> None:
    """The name of every subregion inside it, off the lines between municipalities where there are few."""
    grenzen = [] if is_veel(lagen.gemeenten) else lagen.gemeenten.geometry.boundary
    lijnen = shapely.union_all([grens.buffer(4 * doek.punt) for grens in grenzen])
    for naam, vlak in zip(lagen.subregios["subregio"], lagen.subregios.geometry, strict=True):
        maat = _maat(doek, naam, doek.maat.naam, dik=True)
        gekozen = _kies(_rooster(vlak), maat, vlak, doek, bezet, lijnen)
        if gekozen:
            zet(doek, naam, *gekozen[:2], doek.maat.naam, BLAUW, dik=True)
            bezet = [*bezet, gekozen[2]]
