"""The areas that plans were delivered with: kept with the party, and together beside the plan register."""

from __future__ import annotations

import io
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from woonanalyse.kern.bewaakt import herstel
from woonanalyse.leveringen.bewaard import VLAKKEN
from woonanalyse.leveringen.levering import Levering
from woonanalyse.onderwerpen.planregister.vlakken import SLEUTEL

_CRS = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::28992"}}
Sleutel = tuple[str, str]
"""Municipality and id of a plan."""


def met_levering(map_: Path, levering: Levering, plannen: pd.DataFrame) -> bytes | None:
    """The areas of the party in folder `map_` once `levering` is kept, as GeoJSON; None where there is none.

    `plannen` are those that hold then. Of a plan that is delivered again the area is the new one, or unknown.
    """
    nieuw = levering.tabellen["plannen"]
    geleverd = _sleutels(nieuw)
    blijft = set(_sleutels(plannen)) - set(geleverd)
    eerder = [een for een in _lees(map_ / VLAKKEN) if _sleutel(een) in blijft]
    ids = nieuw["plan_id"].value_counts()
    erbij = [
        _vlak(gemeente, plan, levering.vlakken[plan])
        for gemeente, plan in geleverd
        if plan in levering.vlakken and ids[plan] == 1
    ]
    return _als_geojson([*eerder, *erbij])


def samen(van: Path, anders: Mapping[str, bytes | None], plannen: bytes) -> bytes | None:
    """The areas of all parties below `van`, by the ids of their register (the CSV `plannen`); None without.

    `anders`: by folder what parties get.
    """
    mappen = {pad.parent.name for pad in van.glob(f"*/{VLAKKEN}")} | anders.keys()
    delen = [
        _vlakken(anders[naam]) if naam in anders else _lees(van / naam / VLAKKEN)
        for naam in sorted(mappen)
    ]
    er = pd.read_csv(io.BytesIO(plannen), dtype=str, keep_default_na=False).map(herstel)
    return _als_geojson(_met_id([een for deel in delen for een in deel], set(_sleutels(er))))


def _met_id(vlakken: Iterable[dict[str, Any]], er: Collection[Sleutel]) -> list[dict[str, Any]]:
    """The areas of plans that are there, with the id that they have among those of all municipalities."""
    uit = []
    for een in vlakken:
        gemeente, plan = _sleutel(een)
        mogelijk = (plan, f"{gemeente} {plan}")
        if naam := next((naam for naam in mogelijk if (gemeente, naam) in er), None):
            uit.append({**een, "properties": {**een["properties"], SLEUTEL: naam}})
    return uit


def _sleutels(plannen: pd.DataFrame) -> list[Sleutel]:
    return list(plannen[["gemeentecode", SLEUTEL]].itertuples(index=False, name=None))


def _sleutel(vlak: Mapping[str, Any]) -> Sleutel:
    return vlak["properties"]["gemeentecode"], vlak["properties"][SLEUTEL]


def _vlak(gemeente: str, plan: str, vorm: Any) -> dict[str, Any]:
    import shapely

    return {
        "type": "Feature",
        "properties": {"gemeentecode": gemeente, SLEUTEL: plan},
        "geometry": json.loads(shapely.to_geojson(vorm)),
    }


def _lees(pad: Path) -> list[dict[str, Any]]:
    return _vlakken(pad.read_bytes() if pad.is_file() else None)


def _vlakken(inhoud: bytes | None) -> list[dict[str, Any]]:
    return [] if inhoud is None else list(json.loads(inhoud)["features"])


def _als_geojson(vlakken: Sequence[dict[str, Any]]) -> bytes | None:
    if not vlakken:
        return None
    op_volgorde = sorted(vlakken, key=_sleutel)
    inhoud = {"type": "FeatureCollection", "crs": _CRS, "features": op_volgorde}
    return (json.dumps(inhoud, ensure_ascii=False) + "\n").encode()
