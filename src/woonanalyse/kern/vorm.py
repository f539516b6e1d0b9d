"""The areas of GeoJSON features: checked part by part, in metres, valid or mended."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from woonanalyse.kern.fouten import Probleem, Waarschuwing
from woonanalyse.kern.geojson import Vlak
from woonanalyse.kern.getal import opsomming
from woonanalyse.kern.plaats import (
    in_het_land,
    in_meters,
    regels,
    ruimte,
    verwacht_kader,
    wat_het_lijkt,
)

if TYPE_CHECKING:
    from shapely import MultiPolygon

GENOEMD = 15
"""How many names a message has at most."""


Vormen = dict[int, "MultiPolygon"]
"""Areas in metres by the number of their feature; a feature without coordinates has none."""

Delen = list[list[np.ndarray]]
"""The parts of an area, each its outer ring and its holes; a ring is n x 2."""


class Vorm(NamedTuple):
    """`vlak` in metres, or the `eis` that is not met; `melding` says what was mended."""

    vlak: MultiPolygon | None = None
    eis: str = ""
    melding: str = ""


def lees_delen(geometrie: Any) -> tuple[Delen, str]:
    """The parts of a Polygon or MultiPolygon as they stand there; or what is expected of it.

    Null, or a geometry without coordinates, has no parts. Heights are left out.
    """
    if geometrie is None:
        return [], ""
    soort = geometrie.get("type") if isinstance(geometrie, dict) else None
    if soort not in ("Polygon", "MultiPolygon"):
        return [], f"een vlak (Polygon of MultiPolygon); er staat {soort or 'geen type'}"
    ruw = geometrie.get("coordinates")
    if ruw == []:
        return [], ""
    delen = [ruw] if soort == "Polygon" else ruw
    if not _genest(delen):
        return [], f"coördinaten zoals een {soort} ze nest: ringen van punten, punten van getallen"
    for punt in (punt for deel in delen for ring in deel for punt in ring):
        if any(isinstance(waarde, str) for waarde in punt[:2]):
            return [], f"getallen zonder aanhalingstekens; er staat {punt[:2]}"
        if not all(_eindig(waarde) for waarde in punt[:2]):
            return [], f"twee gewone getallen per punt; er staat {punt[:2]}"
    ringen = [[np.array([p[:2] for p in ring], dtype=float) for ring in deel] for deel in delen]
    return ringen, next((eis for deel in ringen for ring in deel if (eis := _eis(ring))), "")


def _genest(delen: Any) -> bool:
    """Whether these are lists of rings, of points, of two or more values."""
    return isinstance(delen, list) and all(
        isinstance(deel, list)
        and deel
        and all(
            isinstance(ring, list)
            and ring
            and all(
                isinstance(punt, list)
                and len(punt) >= 2
                and not any(isinstance(waarde, list | dict) for waarde in punt)
                for punt in ring
            )
            for ring in deel
        )
        for deel in delen
    )


def _eindig(waarde: Any) -> bool:
    getal = isinstance(waarde, int | float) and not isinstance(waarde, bool)
    return getal and abs(waarde) <= sys.float_info.max


def _eis(ring: np.ndarray) -> str:
    """What a ring should be and is not."""
    if (ring[0] != ring[-1]).any():
        x, y = ring[0]
        return f"gesloten ringen: het laatste punt is gelijk aan het eerste ({_plek(x, y)})"
    if len(np.unique(ring, axis=0)) < 3:
        return "ringen van ten minste drie verschillende punten, en het eerste nog eens"
    return ""


def maak_vlak(delen: Delen, stelsel: str) -> Vorm:
    """The area in metres of parts that lie in the country; mended where that hardly changes it."""
    import shapely

    meters = [[in_meters(ring, stelsel) for ring in deel] for deel in delen]
    vlak = shapely.MultiPolygon([shapely.Polygon(deel[0], deel[1:]) for deel in meters])
    if vlak.is_valid:
        return Vorm(vlak)
    voor, plek = vlak.area, _mis(shapely.is_valid_reason(vlak))
    heel = shapely.make_valid(vlak, method="structure", keep_collapsed=False)
    na = heel.area
    if na == 0:
        return Vorm(eis=f"een vlak met oppervlakte; de punten liggen op één lijn{plek}")
    verschil = f"de oppervlakte was {km2(voor)} en werd {km2(na)}"
    if abs(na - voor) > ruimte("herstel_deel") * na:
        return Vorm(
            eis=f"een grens die zichzelf niet kruist, met gaten erbinnen; het gaat mis{plek}, en herstellen "
            f"verandert te veel ({verschil}): herstel de grens in een GIS-programma"
        )
    delen_heel = list(getattr(heel, "geoms", [heel]))
    return Vorm(
        shapely.MultiPolygon(delen_heel),
        melding=f"de grens kruist zichzelf{plek} en is hersteld: {verschil}",
    )


def lees_vormen(
    bestand: str, stelsel: str | None, vlakken: Sequence[tuple[Vlak, str]]
) -> tuple[Vormen, list[Probleem]]:
    """The areas of features, each with the name that messages give it; mended ones have a Waarschuwing."""
    problemen, delen = list[Probleem](), dict[int, tuple[str, Delen]]()
    for vlak, naam in vlakken:
        eigen, eis = lees_delen(vlak.geometrie)
        if eis:
            problemen.append(_bij(bestand, vlak.nummer, naam, eis))
        elif eigen:
            delen[vlak.nummer] = (naam, eigen)
    van = stelsel or str(regels()["zonder_crs"]["stelsel"])
    buiten = {
        nummer: punten
        for nummer, (_, eigen) in delen.items()
        if not in_het_land(in_meters(punten := _punten(eigen), van)).all()
    }
    problemen += _buiten(bestand, van, {nr: delen[nr][0] for nr in buiten}, buiten)
    vormen: Vormen = {}
    for nummer, (naam, eigen) in delen.items():
        if nummer in buiten:
            continue
        vorm = maak_vlak(eigen, van)
        if vorm.vlak is None:
            problemen.append(_bij(bestand, nummer, naam, vorm.eis))
            continue
        vormen[nummer] = vorm.vlak
        if vorm.melding:
            zin = f"vlak {nummer} ({naam}): {vorm.melding}"
            problemen.append(Waarschuwing(bestand, zin, kolom="geometry"))
    return vormen, problemen


def _bij(bestand: str, nummer: int, naam: str, eis: str) -> Probleem:
    return Probleem(bestand, f"in vlak {nummer} ({naam}) {eis}", kolom="geometry")


def _punten(delen: Delen) -> np.ndarray:
    return np.concatenate([ring for deel in delen for ring in deel])


def _buiten(
    bestand: str,
    stelsel: str,
    namen: dict[int, str],
    buiten: dict[int, np.ndarray],
) -> list[Probleem]:
    """Features outside the country: one problem for all that seem to be in the same system."""
    groepen = dict[str | None, list[int]]()
    for nummer, punten in buiten.items():
        groepen.setdefault(wat_het_lijkt(punten), []).append(nummer)
    problemen = []
    for lijkt, nummers in groepen.items():
        eerste = buiten[nummers[0]]
        x, y = eerste[~in_het_land(in_meters(eerste, stelsel))][0]
        slot = f" (vlak {nummers[0]}: {_plek(x, y)})"
        if lijkt:
            slot += f"; het lijkt {lijkt}: zet het goede stelsel in crs of reken de coördinaten om"
        eis = f"{verwacht_kader()}; daarbuiten ligt {_wie([namen[nr] for nr in nummers])}{slot}"
        problemen.append(Probleem(bestand, eis, kolom="crs", waarde=stelsel))
    return problemen


def _wie(namen: list[str]) -> str:
    """The first few of these names, and how many more there are."""
    meer = len(namen) - GENOEMD
    return opsomming(namen if meer <= 1 else [*namen[:GENOEMD], f"{meer} andere"])


def _mis(reden: str) -> str:
    """Where an area is not valid, of what GEOS says of it."""
    gevonden = re.search(r"\[(\S+) (\S+)\]", reden)
    return f" bij {_plek(*map(float, gevonden.groups()))}" if gevonden else ""


def _plek(x: float, y: float) -> str:
    return f"{x:.10g} {y:.10g}"


def km2(oppervlakte: float) -> str:
    """An area in square metres, in words."""
    return f"{oppervlakte / 1e6:.4f} km²".replace(".", ",")
