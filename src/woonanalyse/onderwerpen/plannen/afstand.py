"""Distance from a point to an area, in the plane (metres in, metres out)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

Ring = Sequence[tuple[float, float]]
Punten = np.ndarray
"""A ring as an array of two columns: the same, and read at once."""


def afstand_tot_vlak(x: float, y: float, ringen: Sequence[Ring | Punten]) -> float:
    """Distance from (x, y) to the area with these rings (outer ones and holes); 0 inside or on its edge.

    Rings may be closed (first point repeated) or open. Same unit in and out.
    """
    stukken = [_zijden(ring) for ring in ringen]
    begin = np.concatenate([a for a, _ in stukken])
    eind = np.concatenate([b for _, b in stukken])
    if _binnen(x, y, begin, eind):
        return 0.0
    return float(_tot_zijden(np.array([x, y], dtype=float), begin, eind).min())


def _zijden(ring: Ring | Punten) -> tuple[np.ndarray, np.ndarray]:
    """The sides of a ring: begin and end points; the last point joins the first."""
    punten = np.asarray(ring, dtype=float)
    return punten, np.concatenate([punten[1:], punten[:1]])


def _binnen(x: float, y: float, begin: np.ndarray, eind: np.ndarray) -> bool:
    """Even-odd rule: whether a ray to the right crosses the sides an odd number of times."""
    (x1, y1), (x2, y2) = begin.T, eind.T
    kruist = (y1 > y) != (y2 > y)
    hoogte = np.where(y2 == y1, 1.0, y2 - y1)
    snijpunt = x1 + (y - y1) * (x2 - x1) / hoogte
    return bool((kruist & (snijpunt > x)).sum() % 2)


def _tot_zijden(punt: np.ndarray, begin: np.ndarray, eind: np.ndarray) -> np.ndarray:
    """Distance from a point to each side."""
    richting = eind - begin
    lengte2 = (richting**2).sum(axis=1)
    deel = ((punt - begin) * richting).sum(axis=1) / np.where(lengte2 == 0, 1.0, lengte2)
    voet = begin + np.clip(deel, 0.0, 1.0)[:, None] * richting
    return np.sqrt(((punt - voet) ** 2).sum(axis=1))
