"""The boundaries of a new region: those of a person, or those that come along; in whole metres."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from woonanalyse.begin.keuze import Keuze
from woonanalyse.kern import grenzen
from woonanalyse.kern.catalogus import lees_verklaring
from woonanalyse.kern.fouten import InvoerFout, Probleem, verdeel
from woonanalyse.kern.getal import opsomming, procent
from woonanalyse.kern.grenzen import als_vlak
from woonanalyse.kern.indeling import lijst
from woonanalyse.kern.indeling.lijst import Gemeente

if TYPE_CHECKING:
    from shapely import MultiPolygon

MEE = "gemeenten_2026.geojson"
"""The boundaries that come along, of the municipalities of lijst.DAG."""
_DEKT = 0.5
"""How much of a municipality its boundary covers at least where it lies in its place."""
_RD = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::28992"}}

Vlakken = Mapping[str, "MultiPolygon"]


def vlakken(keuze: Keuze, bestand: Path | None) -> tuple[Vlakken, list[str]]:
    """By code the area of each member in metres, and what to know of them, in Dutch.

    Of `bestand` (GeoJSON in WGS84 or Rijksdriehoek) where there is one, else those that come along: none
    where one of the members is no longer there. Raises InvoerFout.
    """
    leden = [lid for lid, _ in keuze.leden]
    if bestand is not None:
        eigen, meldingen = _lees(bestand.parent, bestand.name, leden, str(bestand))
        _lig_goed(str(bestand), eigen, leden)
        return eigen, meldingen
    weg = [lid.naam for lid in leden if not lid.er_op(lijst.DAG)]
    if weg:
        zin = f"geen kaart: van {opsomming(weg)} is geen grens bij de hand; geef die met --grenzen"
        return {}, [zin]
    return _meegeleverd(leden), []


def rand(keuze: Keuze, zelf: bool) -> MultiPolygon | None:
    """The area of the province, of the municipalities that come along; None where it is not the frame of all
    members, or where a person's own boundaries (`zelf`) need not fit in it."""
    import shapely

    if zelf or any(lid.provincie != keuze.provincie for lid, _ in keuze.leden):
        return None
    alle = [lid for lid in lijst.op(lijst.DAG) if lid.provincie == keuze.provincie]
    samen = shapely.set_precision(shapely.union_all(list(_meegeleverd(alle).values())), 1)
    return shapely.MultiPolygon(getattr(samen, "geoms", [samen]))


def als_geojson(vormen: Sequence[tuple[Mapping[str, str], MultiPolygon]]) -> bytes:
    """GeoJSON in Rijksdriehoek, a feature per (properties, area), in whole metres."""
    import shapely
    from shapely.geometry import mapping

    features = [
        {
            "type": "Feature",
            "properties": dict(velden),
            "geometry": _heel(mapping(shapely.set_precision(vlak, 1))),
        }
        for velden, vlak in vormen
    ]
    kaart = {"type": "FeatureCollection", "crs": _RD, "features": features}
    return (json.dumps(kaart, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def zijbestand_mee() -> Mapping[str, Any]:
    """The sidecar of the boundaries that come along."""
    inhoud: Mapping[str, Any] = lees_verklaring(_map() / f"{MEE}.yml")
    return inhoud


def _map() -> Path:
    return Path(str(resources.files("woonanalyse"))) / "begin"


def _meegeleverd(leden: Sequence[Gemeente]) -> Vlakken:
    return _lees(_map(), MEE, leden, MEE)[0]


def _lees(
    map_: Path, naam: str, leden: Sequence[Gemeente], genoemd: str
) -> tuple[Vlakken, list[str]]:
    namen = {"gemeentecode": [lid.code for lid in leden], "gemeente": [lid.naam for lid in leden]}
    ringen, gezegd = grenzen.lees(map_, naam, pd.DataFrame(namen))
    problemen, meldingen = verdeel(gezegd)
    problemen += [
        Probleem(genoemd, "een grens van elke gemeente", kolom="geometry", waarde=code)
        for code, eigen in (ringen or {}).items()
        if not eigen
    ]
    if problemen or ringen is None:
        raise InvoerFout(problemen)
    return {code: als_vlak(eigen) for code, eigen in ringen.items()}, [str(m) for m in meldingen]


def _lig_goed(bestand: str, eigen: Vlakken, leden: Sequence[Gemeente]) -> None:
    """Raises InvoerFout where a boundary lies somewhere else than its municipality."""
    nog = [lid for lid in leden if lid.er_op(lijst.DAG)]
    problemen = []
    for code, plek in _meegeleverd(nog).items():
        deel = eigen[code].intersection(plek).area / plek.area
        if deel < _DEKT:
            naam = next(lid.naam for lid in nog if lid.code == code)
            eis = (
                f"de grens van {naam} waar die gemeente ligt; dit vlak dekt {procent(deel, 0)} daarvan: "
                "hoort het bij een andere gemeente?"
            )
            problemen.append(Probleem(bestand, eis, kolom="geometry", waarde=code))
    if problemen:
        raise InvoerFout(problemen)


def _heel(vorm: Any) -> Any:
    """A geometry whose numbers, all whole, are written so."""
    if isinstance(vorm, Mapping):
        return {naam: _heel(deel) for naam, deel in vorm.items()}
    if isinstance(vorm, list | tuple):
        return [_heel(deel) for deel in vorm]
    return int(vorm) if isinstance(vorm, float) else vorm
