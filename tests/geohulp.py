"""A GeoPackage with the layers of Gelderland's plan monitor, made for tests."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import geopandas
import shapely

VAK = shapely.MultiPolygon([shapely.box(247000, 478000, 247100, 478200)])
PLANNEN: dict[str, list[Any]] = {
    "GlobalID": ["{A1}", "{B2}"],
    "plannaam": ["Het Made Veld", "De Overkant"],
    "gemeente": ["Borne", "Hengelo (O.)"],
    "woonplaats": ["Hertme", None],
    "vertrouwelijkheid": ["Openbaar", "ProvincieGemeente"],
    "status_planologisch": ["1A. Onherroepelijk", "3. In voorbereiding"],
    "totaal_bouw": [40, 45],
    "totaal_gerealiseerd": [10, 0],
    "totaal_resterend": [30, 45],
    "totaal_sloop_resterend": [-5, 0],
}
JAREN: dict[str, list[Any]] = {
    "parent_globalid": ["{A1}", "{A1}", "{A1}"],
    "regio": ["Oost", "Oost", "Oost"],
    "jaartal": [2025, 2027, 2028],
    "bouw_gerealiseerd": ["Ja", "Nee", "Nee"],
    "sloop_gerealiseerd": ["Nee", "Nee", "Nee"],
    "meergezins_koop1": [10, 12, None],
    "eengezins_huur_onb": [0, 3, 15],
    "sloop_onbekend_onbekend": [0, -5, 0],
}
NAMEN: dict[str, list[Any]] = {
    "regionaam": ["Oost"],
    "veldnaam": ["meergezins_koop1"],
    "alternativetekst": ["Meergezins goedkope koop"],
}


def schrijf(
    pad: Path,
    plannen: dict[str, list[Any]] = PLANNEN,
    jaren: dict[str, list[Any]] | None = JAREN,
    *,
    vlakken: tuple[Any, ...] = (VAK, None),
    stelsel: int | None = 28992,
    laag: str = "Planregistratie",
) -> Path:
    """A GeoPackage with these layers."""
    pad.unlink(missing_ok=True)
    frame = geopandas.GeoDataFrame(plannen, geometry=list(vlakken), crs=stelsel)
    frame.to_file(pad, layer=laag, driver="GPKG", engine="pyogrio")
    for naam, inhoud in (("DetailPlanning", jaren), ("Regiovelden", NAMEN)):
        if inhoud:
            leeg = [None] * len(next(iter(inhoud.values())))
            tabel = geopandas.GeoDataFrame(inhoud, geometry=leeg, crs=28992)
            tabel.to_file(pad, layer=naam, driver="GPKG", engine="pyogrio")
    return pad
