"""Boundaries for maps: read as they are, and made into layers in metres where a map is drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

import pandas as pd
from shapely.geometry import mapping, shape

from woonanalyse.kern import geojson, grenzen
from woonanalyse.kern.bron import Bron
from woonanalyse.kern.fouten import InvoerFout, Probleem, verdeel
from woonanalyse.kern.getal import procent
from woonanalyse.kern.grenzen import Ring
from woonanalyse.kern.plaats import ruimte
from woonanalyse.kern.regio import Regio
from woonanalyse.kern.vindplaats import leg_waarschuwing_vast
from woonanalyse.kern.vorm import lees_vormen
from woonanalyse.kern.zijbestand import lees_zijbestand

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

RD = 28992


@dataclass(frozen=True)
class Kaart(Bron):
    """`vlakken` rings in metres by gemeentecode; `provincie` GeoJSON geometry in metres, or None.

    `herkomst`: publisher and date of the boundaries, as the files say them.
    """

    vlakken: dict[str, list[Ring]]
    provincie: dict[str, Any] | None
    herkomst: tuple[str, str]


@dataclass(frozen=True)
class Lagen:
    """What a map is drawn from, all in metres (EPSG:28992).

    `gemeenten`: gemeentecode, gemeente, subregio, geometry, in the order of the region; `provincie` has one
    row, or none.
    """

    gemeenten: GeoDataFrame
    provincie: GeoDataFrame

    @cached_property
    def subregios(self) -> GeoDataFrame:
        """The members together, by subregion: subregio, geometry."""
        leden = self.gemeenten[["subregio", "geometry"]]
        return leden.dissolve("subregio", sort=False).reset_index()


def lees(wortel: Path, regio: Regio, bestanden: Mapping[str, str]) -> Kaart:
    """Read the boundaries that the region file names; raises InvoerFout with all problems."""
    bestand = bestanden["gemeenten"]
    vlakken, gezegd = grenzen.lees(wortel, bestand, regio.gemeenten)
    namen = dict(zip(regio.gemeenten["gemeentecode"], regio.gemeenten["gemeente"], strict=True))
    gezegd += [
        Probleem(bestand, f"een grens van {namen[code]}", kolom="geometry", waarde=code)
        for code, ringen in (vlakken or {}).items()
        if not ringen
    ]
    rand = None
    if "provincie" in bestanden:
        rand, meer = _provincie(wortel, bestanden["provincie"], regio.provincie)
        gezegd += meer
    if vlakken is not None and rand is not None and all(vlakken.values()):
        gezegd += _buiten_provincie(bestand, vlakken, namen, rand, regio.provincie)
    zij = [lees_zijbestand(wortel, bestand) for bestand in bestanden.values()]
    problemen, meldingen = verdeel([*gezegd, *(fout for _, fouten in zij for fout in fouten)])
    if problemen or vlakken is None:
        raise InvoerFout(problemen)
    for melding in meldingen:
        leg_waarschuwing_vast(melding)
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
    """The boundary of one province in metres, as a GeoJSON geometry."""
    inhoud, gezegd = geojson.lees(wortel, bestand)
    if inhoud is None:
        return None, gezegd
    namen = {vlak.nummer: vlak.eigenschappen.get("provincienaam") for vlak in inhoud.vlakken}
    gezegd = [
        Probleem(bestand, f"in vlak {nummer} de naam van een provincie", kolom="provincienaam")
        for nummer, waarde in namen.items()
        if not isinstance(waarde, str) or not waarde.strip()
    ]
    eigen = [vlak for vlak in inhoud.vlakken if _zelfde(namen[vlak.nummer], naam)]
    if len(eigen) != 1:
        eis = f"precies één vlak voor {naam}; er zijn er {len(eigen)}"
        return None, [*gezegd, Probleem(bestand, eis, kolom="provincienaam")]
    vormen, meer = lees_vormen(bestand, inhoud.stelsel, [(eigen[0], naam)])
    if not vormen and not meer:
        eis = f"in vlak {eigen[0].nummer} een grens van {naam}; de geometrie is leeg"
        meer = [Probleem(bestand, eis, kolom="geometry")]
    gezegd += meer
    return (dict(mapping(vormen[eigen[0].nummer])) if vormen else None), gezegd


def _zelfde(een: object, naam: str) -> bool:
    """Whether two names are the same, however their letters are composed."""
    return isinstance(een, str) and normalize("NFC", een.strip()) == normalize("NFC", naam)


def _buiten_provincie(
    bestand: str,
    vlakken: Mapping[str, list[Ring]],
    namen: Mapping[str, str],
    provincie: Mapping[str, Any],
    naam: str,
) -> list[Probleem]:
    """Municipalities of which more lies outside their province than there is room for."""
    rand, problemen = shape(provincie), []
    for code, ringen in vlakken.items():
        vlak = grenzen.als_vlak(ringen)
        deel = vlak.difference(rand).area / vlak.area
        if deel > ruimte("buiten_provincie_deel"):
            eis = (
                f"gemeenten in {naam}; van {namen[code]} ligt {procent(deel, 0)} daarbuiten: is dit de grens "
                "van deze gemeente, en klopt die van de provincie?"
            )
            problemen.append(Probleem(bestand, eis, kolom="geometry", waarde=code))
    return problemen


def lagen(bron: Kaart, gemeenten: pd.DataFrame) -> Lagen:
    """The layers of a map; only here is the library for layers loaded."""
    from geopandas import GeoDataFrame

    leden = GeoDataFrame(
        gemeenten[["gemeentecode", "gemeente", "subregio"]],
        geometry=[grenzen.als_vlak(bron.vlakken[code]) for code in gemeenten["gemeentecode"]],
        crs=RD,
    )
    rand = GeoDataFrame(geometry=[], crs=RD)
    if bron.provincie:
        rand = GeoDataFrame(geometry=[shape(bron.provincie)], crs=RD)
    return Lagen(leden, rand)
