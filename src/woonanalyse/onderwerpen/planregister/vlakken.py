"""The areas of plans beside a plan register, where someone put them there."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any

from woonanalyse.kern import geojson
from woonanalyse.kern.fouten import Probleem, Waarschuwing, verdeel
from woonanalyse.kern.getal import hoeveel, opsomming
from woonanalyse.kern.vorm import GENOEMD, lees_vormen

SLEUTEL = "plan_id"


def lees_vlakken(
    wortel: Path, bestand: str, plannen: Collection[str]
) -> tuple[dict[str, Any], list[Waarschuwing], list[Probleem]]:
    """By plan_id the area, a MultiPolygon in metres (EPSG:28992); none where there is no file.

    `bestand` is GeoJSON with a property plan_id, one of `plannen`. With what to know (an area of a plan that
    is not in the register, one that was mended or is left out), and the problems: then no area is of use.
    """
    if not (wortel / bestand).is_file():
        return {}, [], []
    inhoud, problemen = geojson.lees(wortel, bestand)
    if inhoud is None:
        return {}, [], problemen
    namen = {vlak.nummer: str(vlak.eigenschappen.get(SLEUTEL, "")) for vlak in inhoud.vlakken}
    met_naam = [(vlak, namen[vlak.nummer]) for vlak in inhoud.vlakken]
    vormen, gezegd = lees_vormen(bestand, inhoud.stelsel, met_naam)
    problemen, meldingen = verdeel(gezegd)
    eigen_fout = [een for een in problemen if een.kolom == "geometry"]
    fouten = [*(een for een in problemen if een not in eigen_fout), *_dubbel(bestand, namen)]
    meldingen += [_telt_niet(een) for een in eigen_fout]
    vreemd = [naam for naam in namen.values() if naam not in plannen]
    if vreemd:
        noem = opsomming([*vreemd[:GENOEMD], *(["andere"] if len(vreemd) > GENOEMD else [])])
        wat = f"{hoeveel(len(vreemd), 'vlak is', 'vlakken zijn')} van geen plan in het register: {noem}"
        meldingen.append(Waarschuwing(bestand, wat, kolom=SLEUTEL))
    eigen = {namen[nr]: vorm for nr, vorm in vormen.items() if namen[nr] in plannen}
    return eigen, meldingen, fouten


def _telt_niet(probleem: Probleem) -> Waarschuwing:
    """An area that is wrong in itself is as one that is not known."""
    wat = f"dit vlak telt niet mee; verwacht: {probleem.verwacht}"
    return Waarschuwing(probleem.bestand, wat, kolom=probleem.kolom)


def _dubbel(bestand: str, namen: dict[int, str]) -> list[Probleem]:
    """Features with the plan of one before them."""
    eerste: dict[str, int] = {}
    problemen = []
    for nummer, naam in namen.items():
        eerder = eerste.setdefault(naam, nummer)
        if naam and eerder != nummer:
            eis = f"elk plan één keer; vlak {nummer} is van hetzelfde plan als vlak {eerder}"
            problemen.append(Probleem(bestand, eis, kolom=SLEUTEL, waarde=naam))
    return problemen
