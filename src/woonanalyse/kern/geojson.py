"""Read one GeoJSON file into its features; whatever is wrong with the file has its own sentence."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

from woonanalyse.kern.fouten import Probleem
from woonanalyse.kern.machine import lees_bytes
from woonanalyse.kern.plaats import lees_stelsel
from woonanalyse.kern.waarden import genormaliseerd

VERZAMELING = "FeatureCollection"
SOORT = "een GeoJSON-bestand"


class Vlak(NamedTuple):
    """A feature: its number in the file (the first is 1), its properties, its geometry as it stands."""

    nummer: int
    eigenschappen: dict[str, Any]
    geometrie: Any


class GeoJson(NamedTuple):
    """The features of a file, and the name of the system they are in; None where it names none."""

    stelsel: str | None
    vlakken: list[Vlak]


class _DubbeleSleutel(ValueError):
    """A name that stands twice in one object: JSON would take the last."""


def lees(wortel: Path, bestand: str) -> tuple[GeoJson | None, list[Probleem]]:
    """Read `bestand` (path from the root, UTF-8, a byte order mark may be there).

    Its features are objects with properties; what their geometry holds is not looked at.
    """
    ruw, problemen = lees_bytes(wortel, bestand, SOORT)
    return (None, problemen) if problemen else ontleed(bestand, ruw)


def ontleed(bestand: str, bytes_: bytes) -> tuple[GeoJson | None, list[Probleem]]:
    """As `lees`, of the bytes of the file."""
    inhoud, verwacht = _lees_json(bytes_)
    if verwacht:
        return None, [Probleem(bestand, verwacht)]
    if not isinstance(inhoud, dict) or inhoud.get("type") != VERZAMELING:
        soort = inhoud.get("type", "object zonder type") if isinstance(inhoud, dict) else "lijst"
        eis = f"een {VERZAMELING} met vlakken; bewaar het als GeoJSON"
        return None, [Probleem(bestand, eis, kolom="type", waarde=_kort(soort))]
    stelsel, problemen = _lees_crs(bestand, inhoud)
    ruw = inhoud.get("features")
    if not isinstance(ruw, list) or not ruw:
        eis = "een lijst met ten minste één vlak"
        staat = "[]" if ruw == [] else "niets" if ruw is None else _kort(ruw)
        problemen.append(Probleem(bestand, eis, kolom="features", waarde=staat))
        return None, problemen
    for nummer, vlak in enumerate(ruw, start=1):
        eis = _eis_aan_vlak(vlak)
        if eis:
            problemen.append(Probleem(bestand, f"in vlak {nummer} {eis}", kolom="features"))
    if problemen:
        return None, problemen
    vlakken = [
        Vlak(nr, _schoon(v["properties"]), v.get("geometry")) for nr, v in enumerate(ruw, start=1)
    ]
    return GeoJson(stelsel, vlakken), []


def _schoon(eigenschappen: dict[str, Any]) -> dict[str, Any]:
    """Properties with their texts as every reader takes text."""
    return {
        naam: genormaliseerd(waarde) if isinstance(waarde, str) else waarde
        for naam, waarde in eigenschappen.items()
    }


def _lees_json(ruw: bytes) -> tuple[Any, str]:
    """The content, or what was expected instead."""
    try:
        tekst = ruw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None, "GeoJSON in UTF-8; sla het bestand zo op"
    if not tekst.strip():
        return None, "GeoJSON; het bestand is leeg"
    try:
        return json.loads(tekst, object_pairs_hook=_eenmalig), ""
    except _DubbeleSleutel as fout:
        return (
            None,
            f"GeoJSON met elke naam één keer in een object; {str(fout)!r} staat er twee keer",
        )
    except json.JSONDecodeError as fout:
        if tekst.lstrip()[0] not in "{[":
            return None, f"GeoJSON, die begint met {{; het bestand begint met {_kort(tekst)!r}"
        if fout.pos >= len(tekst.rstrip()) or fout.msg.startswith("Unterminated"):
            return None, (
                f"hele GeoJSON; het bestand houdt op in regel {fout.lineno}: haal het opnieuw op"
            )
        return None, f"geldige GeoJSON; het gaat mis in regel {fout.lineno}, teken {fout.colno}"
    except RecursionError:
        return None, "GeoJSON; haakjes staan te diep in elkaar"


def _eenmalig(paren: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose names each stand there once."""
    uit: dict[str, Any] = {}
    for naam, waarde in paren:
        if naam in uit:
            raise _DubbeleSleutel(naam)
        uit[naam] = waarde
    return uit


def _lees_crs(bestand: str, inhoud: dict[str, Any]) -> tuple[str | None, list[Probleem]]:
    """The system that the file names, in each of the forms that occur; None where it names none."""
    crs = inhoud.get("crs")
    if crs is None:
        return None, []
    eigen = crs.get("properties") if isinstance(crs, dict) else None
    naam = crs if isinstance(crs, str) else None
    if isinstance(eigen, dict):
        code = eigen.get("code")
        naam = eigen.get("name") or (f"EPSG:{code}" if code else None)
    if not isinstance(naam, str):
        eis = "een stelsel met een naam, zoals EPSG:28992, in properties.name"
        return None, [Probleem(bestand, eis, kolom="crs", waarde=_kort(crs))]
    if lees_stelsel(naam) is None:
        eis = "een stelsel dat bestaat, zoals EPSG:28992 of urn:ogc:def:crs:OGC:1.3:CRS84"
        return None, [Probleem(bestand, eis, kolom="crs", waarde=naam)]
    return naam, []


def _eis_aan_vlak(vlak: Any) -> str:
    """What a feature should be and is not; empty where it is."""
    if not isinstance(vlak, dict) or vlak.get("type") != "Feature":
        return "een Feature"
    if not isinstance(vlak.get("properties"), dict):
        return "properties, met wat van dit vlak bekend is"
    geometrie = vlak.get("geometry")
    if "crs" in vlak or (isinstance(geometrie, dict) and "crs" in geometrie):
        return "geen eigen crs: één stelsel voor het hele bestand"
    return ""


def _kort(waarde: Any) -> str:
    """A value of the file, cut to what fits in a message."""
    tekst = waarde if isinstance(waarde, str) else json.dumps(waarde, ensure_ascii=False)
    tekst = " ".join(tekst.split())
    return tekst if len(tekst) <= 60 else f"{tekst[:59]}…"
