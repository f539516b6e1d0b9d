"""The areas of delivered plans, whatever file they came in: in metres, mended or refused."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from woonanalyse.kern.fouten import Waarschuwing
from woonanalyse.kern.geojson import Vlak
from woonanalyse.kern.vorm import lees_delen, lees_vormen
from woonanalyse.leveringen.levering import Cel
from woonanalyse.leveringen.lezers.lezing import Lezing


def lees_vlakken(
    lezing: Lezing, bestand: str, stelsel: str | None, plannen: Sequence[tuple[Vlak, str, Cel]]
) -> dict[int, Any]:
    """By number the area of each plan that has one, a MultiPolygon in EPSG:28992.

    `plannen`: the feature, the name of the plan and the cell of its geometry; `stelsel` what the file says
    it is in, None where it says nothing. What lies outside the country or has no valid area is a fout, what
    was mended a waarschuwing with both areas, a plan without geometry a notitie.
    """
    vormen, problemen = lees_vormen(bestand, stelsel, [(vlak, naam) for vlak, naam, _ in plannen])
    cellen = {vlak.nummer: cel for vlak, _, cel in plannen}
    zonder = [vlak.nummer for vlak, _, _ in plannen if _zonder(vlak)]
    apart = {int(g[1]) for p in problemen if p.kolom != "crs" and (g := _NUMMER.search(p.verwacht))}
    buiten = [nr for nr in cellen if nr not in vormen and nr not in apart and nr not in zonder]
    for probleem in problemen:
        gevonden = _NUMMER.search(probleem.verwacht)
        eigen = [cellen[int(gevonden[1])]] if gevonden else []
        if probleem.kolom == "crs":
            alle = [cellen[nr] for nr in buiten]
            wat = probleem.verwacht.partition(": zet het goede")[0]
            lezing.meld("plaats_buiten_land", alle, gevonden=stelsel or "geen crs", wat=wat)
        elif isinstance(probleem, Waarschuwing):
            lezing.meld("vlak_hersteld", eigen, gevonden=" ", wat=probleem.verwacht)
        else:
            lezing.meld("vlak_ongeldig", eigen, gevonden=" ", wat=probleem.verwacht)
    if zonder:
        lezing.meld("plaats_onbekend", [cellen[nr] for nr in zonder], gevonden="geen vlak")
    return dict(vormen)


_NUMMER = re.compile(r"\bvlak (\d+) \(")


def _zonder(vlak: Vlak) -> bool:
    delen, eis = lees_delen(vlak.geometrie)
    return not delen and not eis


def plek_van(vorm: Any) -> Mapping[str, float]:
    """A point in the area and how large it is: x_rd and y_rd in metres, oppervlakte_m2."""
    punt = vorm.representative_point()
    return {
        "x_rd": round(punt.x, 1),
        "y_rd": round(punt.y, 1),
        "oppervlakte_m2": round(vorm.area, 1),
    }
