"""Damages of GeoJSON: the system of coordinates, geometries, properties."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from typing import Any

from schade.schadehulp import ANDERS, GELIJK, GEMELD, GEWEIGERD, Soort

Doe = Callable[[dict[str, Any], random.Random], object]


def kaartsoort(naam: str, doe: Doe, *mag: str, plek: bool = True, alleen: str = "") -> Soort:
    """A kind that changes the content."""

    def schade(ruw: bytes, kans: random.Random) -> bytes:
        inhoud = json.loads(ruw)
        anders = doe(inhoud, kans)
        return json.dumps(inhoud if anders is None else anders, ensure_ascii=False).encode()

    return Soort(f"kaart: {naam}", ("geojson",), schade, mag or (GEWEIGERD,), plek, alleen=alleen)


def _punten(doe: Callable[[float, float], list[Any]]) -> Doe:
    """The same to every point."""

    def loop(deel: Any) -> Any:
        if deel and not isinstance(deel[0], list):
            return doe(*deel[:2])
        return [loop(lid) for lid in deel]

    def overal(inhoud: dict[str, Any], _: random.Random) -> None:
        for vlak in inhoud["features"]:
            vlak["geometry"]["coordinates"] = loop(vlak["geometry"]["coordinates"])

    return overal


def _vlak(doe: Callable[[dict[str, Any]], object]) -> Doe:
    """To one feature."""

    def een(inhoud: dict[str, Any], kans: random.Random) -> None:
        doe(kans.choice(inhoud["features"]))

    return een


def _vlakken(doe: Callable[[list[Any], Any], object]) -> Doe:
    """To the list of features, and one of them."""

    def een(inhoud: dict[str, Any], kans: random.Random) -> None:
        doe(inhoud["features"], kans.choice(inhoud["features"]))

    return een


def _geometrie(soort: str | None, punten: Any = None) -> Doe:
    waarde = None if soort is None else {"type": soort, "coordinates": punten}
    return _vlak(lambda vlak: vlak.update(geometry=waarde))


def _stelsel(naam: str) -> Doe:
    return lambda inhoud, _: inhoud.update(crs={"type": "name", "properties": {"name": naam}})


def _eigenschap(doe: Callable[[str], Any]) -> Doe:
    def wijzig(vlak: dict[str, Any]) -> None:
        for naam, waarde in vlak["properties"].items():
            if isinstance(waarde, str):
                vlak["properties"][naam] = doe(waarde)

    return _vlak(wijzig)


X, Y, ZIJ = 240000, 480000, 8000
RECHTHOEK = [[X, Y], [X + ZIJ, Y], [X + ZIJ, Y + ZIJ], [X, Y + ZIJ], [X, Y]]
STRIK = [RECHTHOEK[0], RECHTHOEK[2], RECHTHOEK[1], RECHTHOEK[3], RECHTHOEK[0]]

KAART = [
    *(kaartsoort(f"stelsel {naam}", _stelsel(naam))
      for naam in ("foo", "EPSG:1289920", "EPSG:3857", "")),
    # a map in degrees says the same by another name, and without one
    kaartsoort("stelsel EPSG:4326", _stelsel("urn:ogc:def:crs:EPSG::4326"), GEWEIGERD, GELIJK),
    kaartsoort("zonder stelsel", lambda inhoud, _: inhoud.pop("crs") and None, GEWEIGERD, GELIJK),
    kaartsoort("graden", _punten(lambda x, y: [6.0 + x / 4e5, 51.0 + y / 4e5]), alleen="_rd"),
    kaartsoort("assen verwisseld", _punten(lambda x, y: [y, x])),
    kaartsoort("kilometers", _punten(lambda x, y: [x / 1000, y / 1000])),
    kaartsoort("Web Mercator", _punten(lambda x, y: [x * 3, y + 6_300_000])),
    kaartsoort("elders in Nederland", _punten(lambda x, y: [x - 120_000, y - 60_000])),
    kaartsoort("hoogte erbij", _punten(lambda x, y: [x, y, 12.5]), GELIJK, GEWEIGERD, GEMELD),
    kaartsoort("coördinaat als tekst", _punten(lambda x, y: [str(x), str(y)]), GEWEIGERD, GELIJK),
    kaartsoort("zonder geometrie", _geometrie(None)),
    kaartsoort("punt", _geometrie("Point", [X, Y])),
    kaartsoort("lijn", _geometrie("LineString", RECHTHOEK)),
    kaartsoort("leeg vlak", _geometrie("Polygon", [])),
    kaartsoort("leeg veelvlak", _geometrie("MultiPolygon", [])),
    kaartsoort("twee punten", _geometrie("Polygon", [RECHTHOEK[:2]])),
    kaartsoort("ring van nul", _geometrie("Polygon", [[RECHTHOEK[0]] * 5])),
    kaartsoort("op een lijn", _geometrie("Polygon", [[[X, Y], [X + 1, Y], [X + 2, Y], [X, Y]]])),
    kaartsoort("strik", _geometrie("Polygon", [STRIK])),
    kaartsoort("geen getal", _geometrie("Polygon", [[[float("nan"), Y], *RECHTHOEK[1:]]])),
    kaartsoort("oneindig", _geometrie("Polygon", [[[float("inf"), Y], *RECHTHOEK[1:]]])),
    kaartsoort("verkeerd genest", _geometrie("MultiPolygon", [RECHTHOEK])),
    kaartsoort("eigenschap weg", _vlak(lambda vlak: vlak["properties"].clear())),
    kaartsoort("eigenschappen null", _vlak(lambda vlak: vlak.update(properties=None))),
    kaartsoort("eigenschap anders", _eigenschap(lambda _: "iets anders")),
    kaartsoort("eigenschap getal", _eigenschap(lambda _: 141)),
    kaartsoort("vlak weg", _vlakken(lambda vlakken, een: vlakken.remove(een))),
    kaartsoort("vlak dubbel", _vlakken(lambda vlakken, een: vlakken.append(een))),
    kaartsoort("vlakken omgekeerd", lambda inhoud, _: inhoud["features"].reverse(), GELIJK, GEMELD),
    kaartsoort("geen vlakken", lambda inhoud, _: inhoud.update(features=[])),
    kaartsoort("vlakken geen lijst", lambda inhoud, _: inhoud.update(features={}), plek=False),
    kaartsoort("een los vlak", lambda inhoud, _: inhoud["features"][0], plek=False),
    kaartsoort("een lijst", lambda inhoud, _: inhoud["features"], plek=False),
    kaartsoort("een getal", lambda *_: 3, plek=False),
    kaartsoort("ander soort", lambda inhoud, _: inhoud.update(type="Topology"), GEWEIGERD, plek=False),
    kaartsoort("veld erbij", lambda inhoud, _: inhoud.update(noot="x"), GELIJK, ANDERS),
]  # fmt: skip
