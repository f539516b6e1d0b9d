"""Boundaries of municipalities in metres (Rijksdriehoek, EPSG:28992), from GeoJSON."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache, reduce
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from woonanalyse.kern import geojson
from woonanalyse.kern.fouten import Probleem, verdeel
from woonanalyse.kern.geojson import GeoJson, Vlak
from woonanalyse.kern.getal import opsomming
from woonanalyse.kern.machine import lees_bytes
from woonanalyse.kern.plaats import ruimte
from woonanalyse.kern.vorm import Vormen, km2, lees_vormen

if TYPE_CHECKING:
    from shapely import MultiPolygon

Ring = list[tuple[float, float]]


def lees(
    wortel: Path, bestand: str, gemeenten: pd.DataFrame
) -> tuple[dict[str, list[Ring]] | None, list[Probleem]]:
    """Read the rings (outer ones and holes) by gemeentecode, none where the file has no place for it.

    Every member must be there once; other municipalities may be. What was mended is a Waarschuwing.
    """
    ruw, problemen = lees_bytes(wortel, bestand, geojson.SOORT)
    if problemen:
        return None, problemen
    leden = zip(gemeenten["gemeentecode"], gemeenten["gemeente"], strict=True)
    gelezen, gezegd = _lees(bestand, ruw, tuple(leden))
    vlakken = None if gelezen is None else {code: [*ringen] for code, ringen in gelezen.items()}
    return vlakken, [*gezegd]


@lru_cache(maxsize=16)
def _lees(
    bestand: str, ruw: bytes, gemeenten: tuple[tuple[str, str], ...]
) -> tuple[dict[str, list[Ring]] | None, list[Probleem]]:
    """As `lees`, of bytes: a map that several editions are read from is checked once."""
    inhoud, gezegd = geojson.ontleed(bestand, ruw)
    if inhoud is None:
        return None, gezegd
    namen = dict(gemeenten)
    leden = {
        vlak.nummer: (vlak, namen[code])
        for vlak in inhoud.vlakken
        if (code := _code(vlak)) in namen
    }
    gezegd = _codes(bestand, inhoud, namen)
    vormen, meer = lees_vormen(bestand, inhoud.stelsel, list(leden.values()))
    gezegd += meer
    if not verdeel(gezegd)[0]:
        gezegd += _overlap(bestand, vormen, {nr: naam for nr, (_, naam) in leden.items()})
    if verdeel(gezegd)[0]:
        return None, gezegd
    return {
        _code(vlak): ringen_van(vormen.get(nummer)) for nummer, (vlak, _) in leden.items()
    }, gezegd


def _code(vlak: Vlak) -> str:
    """The code of a feature as text."""
    return str(vlak.eigenschappen.get("gemeentecode", ""))


def _codes(bestand: str, inhoud: GeoJson, namen: dict[str, str]) -> list[Probleem]:
    """Features without a code of a municipality, and members that are not there once."""
    problemen, nummers = [], dict[str, list[int]]()
    for vlak in inhoud.vlakken:
        code = _code(vlak)
        if re.fullmatch(r"GM\d{4}", code, re.ASCII):
            nummers.setdefault(code, []).append(vlak.nummer)
            problemen += _naam(bestand, vlak, namen.get(code), namen.values())
            continue
        eis = f"in vlak {vlak.nummer} een CBS-gemeentecode: GM en vier cijfers"
        cijfers = re.sub(r"^gm", "", code.strip(), flags=re.IGNORECASE)
        if re.fullmatch(r"\d{1,4}", cijfers, re.ASCII):
            eis += f" (bedoelt u GM{cijfers:0>4}?)"
        problemen.append(Probleem(bestand, eis, kolom="gemeentecode", waarde=code))
    for code, naam in namen.items():
        plekken = nummers.get(code, [])
        if len(plekken) != 1:
            eis = f"precies één vlak voor {naam} ({code}); er zijn er {len(plekken)}"
            eis += f": vlak {opsomming([str(nr) for nr in plekken])}" if plekken else ""
            problemen.append(Probleem(bestand, eis, kolom="gemeentecode"))
    return problemen


def _naam(bestand: str, vlak: Vlak, eigen: str | None, namen: Collection[str]) -> list[Probleem]:
    """A feature with the code of one member and the name of another."""
    naam = str(vlak.eigenschappen.get("gemeentenaam", "")).strip()
    if eigen is None or naam == eigen or naam not in namen:
        return []
    eis = f"in vlak {vlak.nummer} {eigen!r}, de naam bij {_code(vlak)}"
    return [Probleem(bestand, eis, kolom="gemeentenaam", waarde=naam)]


def _overlap(bestand: str, vormen: Vormen, namen: dict[int, str]) -> list[Probleem]:
    """Members that lie over each other by more than there is room for."""
    import shapely

    nummers, vlakken = list(vormen), list(vormen.values())
    problemen = []
    for een, ander in shapely.STRtree(vlakken).query(vlakken, predicate="intersects").T:
        if een >= ander:
            continue
        samen = vlakken[een].intersection(vlakken[ander]).area
        if samen > ruimte("overlap_deel") * min(vlakken[een].area, vlakken[ander].area):
            wie = [f"vlak {nummers[i]} ({namen[nummers[i]]})" for i in (een, ander)]
            eis = (
                f"gemeenten naast elkaar; {opsomming(wie)} hebben "
                f"{km2(samen)} gemeen: herstel een van beide grenzen"
            )
            problemen.append(Probleem(bestand, eis, kolom="geometry"))
    return problemen


def ringen_van(vlak: MultiPolygon | None) -> list[Ring]:
    """All rings of an area, outer ones and holes."""
    import shapely

    if vlak is None:
        return []
    ringen = chain.from_iterable((deel.exterior, *deel.interiors) for deel in vlak.geoms)
    return [[(x, y) for x, y in shapely.get_coordinates(ring).tolist()] for ring in ringen]


def als_vlak(ringen: Sequence[Ring]) -> Any:
    """The area of rings: a ring inside another one is a hole, a ring beside it another part."""
    from shapely import Polygon

    return reduce(lambda vlak, ring: vlak.symmetric_difference(ring), map(Polygon, ringen))
