"""What the maps take from the list of plans: which are drawn, and how many are not, and why."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import shapely

from woonanalyse.kern.plaats import ruimte
from woonanalyse.onderwerpen.plannen.model import AFGEROND, WOORDEN, op_de_kaart

__all__ = ["WOORDEN", "Verdeling", "verdeel"]


class Verdeling(NamedTuple):
    """`getekend` the plans on the map, the largest first; `niet` how many are not, by reason, none with 0."""

    getekend: pd.DataFrame
    niet: dict[str, int]


def verdeel(lijst: pd.DataFrame, gebied: Any) -> Verdeling:
    """Every plan of `lijst` (of plannen.model.met_hardheid) once; `gebied` the area of the region, in metres.

    A plan is drawn when it has dwellings left, is not completed and has a place in or near the region.
    """
    open_ = op_de_kaart(lijst)
    punten = shapely.points(open_[["x_rd", "y_rd"]].to_numpy(dtype=float))
    erin = np.asarray(shapely.distance(punten, gebied) <= ruimte("buiten_gemeente_m"), dtype=bool)
    leeg = lijst["woningen"] == 0
    afgerond = (lijst["hardheid"] == AFGEROND) & ~leeg
    niet = {
        "zonder woningen over": int(leeg.sum()),
        "al afgerond": int(afgerond.sum()),
        "zonder bekende plaats": int((~leeg & ~afgerond).sum()) - len(open_),
        "buiten de regio": int((~erin).sum()),
    }
    return Verdeling(open_[erin], {reden: aantal for reden, aantal in niet.items() if aantal})
