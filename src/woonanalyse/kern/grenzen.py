"""Boundaries of municipalities in metres (Rijksdriehoek, EPSG:28992), from GeoJSON."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd

from woonanalyse.kern.fouten import Probleem
from woonanalyse.kern.machine import lees_bytes

Ring = list[tuple[float, float]]
STELSEL = "28992"


def lees(
    wortel: Path, bestand: str, gemeenten: pd.DataFrame
) -> tuple[dict[str, list[Ring]] | None, list[Probleem]]:
    """Read the rings (outer ones and holes) by gemeentecode; every member must be there once."""
    ruw, problemen = lees_bytes(wortel, bestand, "een GeoJSON-bestand")
    if problemen:
        return None, problemen
    try:
        inhoud = json.loads(ruw.decode("utf-8"))
        stelsel = str(inhoud["crs"]["properties"]["name"])
        gevonden = [
            (str(vlak["properties"]["gemeentecode"]), _ringen(vlak["geometry"]))
            for vlak in inhoud["features"]
        ]
    except (ValueError, KeyError, TypeError, UnicodeDecodeError):
        verwacht = "GeoJSON met crs, en vlakken met een gemeentecode"
        return None, [Probleem(bestand, verwacht)]
    problemen = []
    if STELSEL not in stelsel:
        verwacht = "coördinaten in Rijksdriehoek (EPSG:28992)"
        problemen.append(Probleem(bestand, verwacht, kolom="crs", waarde=stelsel))
    codes = [code for code, _ in gevonden]
    for code, naam in gemeenten[["gemeentecode", "gemeente"]].itertuples(index=False):
        if codes.count(code) != 1:
            verwacht = f"precies één vlak voor {naam} ({code}); er zijn er {codes.count(code)}"
            problemen.append(Probleem(bestand, verwacht, kolom="gemeentecode"))
    if problemen:
        return None, problemen
    leden = set(gemeenten["gemeentecode"])
    return {code: ringen for code, ringen in gevonden if code in leden}, []


def _ringen(vlak: dict[str, object]) -> list[Ring]:
    """All rings of a Polygon or MultiPolygon."""
    coordinaten = vlak["coordinates"]
    delen = [coordinaten] if vlak["type"] == "Polygon" else coordinaten
    return [
        [(float(punt[0]), float(punt[1])) for punt in ring]
        for deel in delen  # type: ignore[attr-defined]
        for ring in deel
    ]
