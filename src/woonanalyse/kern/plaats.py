"""Where coordinates lie: their system as a library knows it, in metres, and what they seem to be."""

from __future__ import annotations

import warnings
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

import numpy as np
import yaml

if TYPE_CHECKING:
    from pyproj import CRS


@cache
def regels() -> dict[str, Any]:
    """What kern/plaats.yml says."""
    pad = resources.files("woonanalyse") / "kern" / "plaats.yml"
    return dict(yaml.safe_load(pad.read_text(encoding="utf-8")))


def ruimte(naam: str) -> float:
    """How far something may be out: a share (`*_deel`) or metres (`*_m`)."""
    return float(regels()["ruimte"][naam])


@cache
def lees_stelsel(naam: str) -> CRS | None:
    """The system with this name, in any form that PROJ reads; None where there is none."""
    from pyproj import CRS
    from pyproj.exceptions import CRSError

    with warnings.catch_warnings(action="ignore"):
        try:
            stelsel = CRS.from_user_input(naam)
        except CRSError:
            return None
    return None if stelsel.is_vertical or stelsel.is_geocentric else stelsel


def in_meters(punten: np.ndarray, stelsel: str) -> np.ndarray:
    """Points (n x 2, x or longitude first) of a system that exists, in metres of the country's own.

    What cannot be turned into metres is inf.
    """
    eigen = regels()["land"]["stelsel"]
    van, naar = lees_stelsel(stelsel), lees_stelsel(eigen)
    if van == naar:
        return punten
    x, y = _omzetting(stelsel, eigen).transform(punten[:, 0], punten[:, 1])
    return np.column_stack([x, y])


@cache
def _omzetting(van: str, naar: str) -> Any:
    from pyproj import Transformer

    return Transformer.from_crs(lees_stelsel(van), lees_stelsel(naar), always_xy=True)


def in_het_land(meters: np.ndarray) -> np.ndarray:
    """Which points lie within the frame of the country; one that is not finite does not."""
    kader = regels()["land"]
    (x0, x1), (y0, y1) = kader["x"], kader["y"]
    x, y = meters.T
    return np.asarray((x >= x0) & (x <= x1) & (y >= y0) & (y <= y1))


def wat_het_lijkt(punten: np.ndarray) -> str | None:
    """The system in which all these points lie in the country, in words; None where there is none."""
    if not np.isfinite(punten).all():
        return None
    if not punten.any():
        return "een onbekende plaats (0 is geen plaats)"
    for soort in regels()["mogelijk"]:
        for gedraaid in (False, True):
            proef = (punten[:, ::-1] if gedraaid else punten) * soort.get("maal", 1)
            if in_het_land(in_meters(proef, soort["stelsel"])).all():
                codes = " of ".join([soort["stelsel"], *soort.get("ook", [])])
                slot = ", met x en y verwisseld" if gedraaid else ""
                return f"{soort['naam']} ({codes}){slot}"
    return None


def verwacht_kader() -> str:
    """What is expected of a place, in words."""
    land = regels()["land"]
    (x0, x1), (y0, y1) = land["x"], land["y"]
    return (
        f"een plaats in {land['naam']} ({land['stelsel']}: x van {x0} tot en met {x1}, "
        f"y van {y0} tot en met {y1})"
    )
