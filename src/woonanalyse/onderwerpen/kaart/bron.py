"""Boundaries for maps: read as they are, and made into layers in metres where a map is drawn."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from woonanalyse.kern import grenzen
from woonanalyse.kern.bron import Bron
from woonanalyse.kern.fouten import InvoerFout, Probleem
from woonanalyse.kern.grenzen import Ring
from woonanalyse.kern.machine import lees_bytes
from woonanalyse.kern.regio import Regio
from woonanalyse.kern.zijbestand import lees_zijbestand

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

RD = 28992


@dataclass(frozen=True)
class Kaart(Bron):
    """`vlakken` rings in metres by gemeentecode; `provincie` GeoJSON with one boundary, or None.

    `herkomst`: publisher and date of the boundaries, as the files say them.
    """

    vlakken: dict[str, list[Ring]]
    provincie: dict[str, Any] | None
    herkomst: tuple[str, str]


@dataclass(frozen=True)
class Lagen:
    """What a map is drawn from, all in metres (EPSG:28992).

    `gemeenten`: gemeentecode, gemeente, subregio, geometry, in the order of the region; `subregios`:
    subregio, geometry; `provincie` has one row, or none.
    """

    gemeenten: GeoDataFrame
    subregios: GeoDataFrame
    provincie: GeoDataFrame


def lees(wortel: Path, regio: Regio, bestanden: Mapping[str, str]) -> Kaart:
    """Read the boundaries that the region file names; raises InvoerFout with all problems."""
    vlakken, problemen = grenzen.lees(wortel, bestanden["gemeenten"], regio.gemeenten)
    leeg = [code for code, ringen in (vlakken or {}).items() if not ringen]
    problemen += [
        Probleem(bestanden["gemeenten"], "een grens", kolom="gemeentecode", waarde=code)
        for code in leeg
    ]
    rand = None
    if "provincie" in bestanden:
        rand, fouten = _provincie(wortel, bestanden["provincie"], regio.provincie)
        problemen += fouten
    zij = [lees_zijbestand(wortel, bestand) for bestand in bestanden.values()]
    problemen += [fout for _, fouten in zij for fout in fouten]
    if problemen or vlakken is None:
        raise InvoerFout(problemen)
    zijbestanden = [inhoud for inhoud, _ in zij if inhoud]
    eerste = zijbestanden[0]
    wanneer = eerste["peildatum"] or eerste["peildatum_toelichting"]
    return Kaart(
        vlakken=vlakken,
        provincie=rand,
        herkomst=(eerste["uitgever"], wanneer),
        zijbestanden=zijbestanden,
        bestanden=list(bestanden.values()),
    )


def _provincie(
    wortel: Path, bestand: str, naam: str
) -> tuple[dict[str, Any] | None, list[Probleem]]:
    """The boundary of one province, and the system its coordinates are in."""
    ruw, problemen = lees_bytes(wortel, bestand, "een GeoJSON-bestand")
    if problemen:
        return None, problemen
    try:
        inhoud = json.loads(ruw.decode("utf-8"))
        stelsel = str(inhoud["crs"]["properties"]["name"])
        eigen = [
            vlak["geometry"]
            for vlak in inhoud["features"]
            if vlak["properties"]["provincienaam"] == naam
        ]
    except (ValueError, KeyError, TypeError):
        return None, [Probleem(bestand, "GeoJSON met crs, en vlakken met een provincienaam")]
    if len(eigen) != 1:
        verwacht = f"precies één vlak voor {naam}; er zijn er {len(eigen)}"
        return None, [Probleem(bestand, verwacht, kolom="provincienaam")]
    return {"crs": stelsel, "geometry": eigen[0]}, []


def lagen(bron: Kaart, gemeenten: pd.DataFrame) -> Lagen:
    """The layers of a map; only here are the libraries for geometry loaded."""
    from geopandas import GeoDataFrame
    from shapely.geometry import Polygon, shape

    leden = GeoDataFrame(
        gemeenten[["gemeentecode", "gemeente", "subregio"]],
        geometry=[
            # a ring inside another one is a hole, a ring beside it another part
            reduce(lambda vlak, ring: vlak.symmetric_difference(ring), map(Polygon, ringen))
            for ringen in (bron.vlakken[code] for code in gemeenten["gemeentecode"])
        ],
        crs=RD,
    )
    rand = GeoDataFrame(geometry=[], crs=RD)
    if bron.provincie:
        vorm = shape(bron.provincie["geometry"])
        rand = GeoDataFrame(geometry=[vorm], crs=bron.provincie["crs"]).to_crs(RD)
    samen = leden[["subregio", "geometry"]].dissolve("subregio", sort=False).reset_index()
    return Lagen(leden, samen, rand)
