"""What is wrong with a YAML file, in Dutch: its text, its fields against a JSON schema, its dates."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

import yaml

from woonanalyse.kern.fouten import Probleem
from woonanalyse.kern.traag import zonder_overbodige

with zonder_overbodige():
    import jsonschema

_WOORDEN = {
    "cannot start any token": "begin een regel met spaties en geen waarde met een tab of met %, @ of `",
    "expected <block end>": "laat regels van een groep even ver inspringen, en elk aanhalingsteken sluiten",
    "or ']'": "laat een lijst tussen [ en ] sluiten, met komma's ertussen",
    "or '}'": "laat een groep tussen { en } sluiten, met komma's ertussen",
    "mapping values are not allowed": "zet een tekst met een dubbele punt erin tussen aanhalingstekens",
    "end of stream": "laat elk aanhalingsteken sluiten",
    "undefined alias": "herhaal de tekst in plaats van & en *, of zet hem tussen aanhalingstekens",
    "another document": "één geheel, zonder ---",
    "could not find expected ':'": "zet achter elke sleutel een dubbele punt en een spatie",
    "constructor for the tag": "geen ! aan het begin, of zet de tekst tussen aanhalingstekens",
    "escape": "tussen dubbele aanhalingstekens geen \\\\ (of twee ervan)",
    "duplicate anchor": "herhaal de tekst in plaats van & en *",
}
"""By what PyYAML says: how to write it."""


def in_woorden(fout: yaml.MarkedYAMLError) -> str:
    """How to mend text that is no YAML."""
    gezegd = str(fout.problem)
    raad = (woorden for teken, woorden in _WOORDEN.items() if teken in gezegd)
    return next(raad, "sleutels met een dubbele punt erachter, die per groep even ver inspringen")


def toets(
    bestand: str, inhoud: Any, schema: str, ook: Mapping[str, Any] | None = None
) -> list[Probleem]:
    """The problems of content against `<schema>.json`, a path below the package; `ook` adds properties.

    Text that looks like a day has to be one.
    """
    fouten = sorted(_toetser(schema, ook).iter_errors(inhoud), key=lambda fout: fout.json_path)
    problemen = [p for fout in fouten for p in _problemen(bestand, fout)]
    return list(dict.fromkeys(problemen)) or [
        Probleem(bestand, "een datum die bestaat, als 2017-01-31", kolom=plek, waarde=waarde)
        for plek, waarde in _teksten(inhoud, "")
        if not _bestaat(waarde)
    ]


def _toetser(naam: str, ook: Mapping[str, Any] | None) -> jsonschema.Draft202012Validator:
    schema = _schema(naam)
    if ook:
        schema = {**schema, "properties": {**schema["properties"], **ook}}
    return jsonschema.Draft202012Validator(schema)


@cache
def _schema(naam: str) -> dict[str, Any]:
    pad = resources.files("woonanalyse") / f"{naam}.json"
    return dict(json.loads(pad.read_text(encoding="utf-8")))


def _teksten(deel: Any, plek: str) -> Iterator[tuple[str, str]]:
    """Every text with its place, as messages name it."""
    if isinstance(deel, str):
        yield plek, deel
    elif isinstance(deel, dict):
        for sleutel, waarde in deel.items():
            yield from _teksten(waarde, f"{plek}.{sleutel}".lstrip("."))
    elif isinstance(deel, list):
        for nr, lid in enumerate(deel):
            yield from _teksten(lid, f"{plek}[{nr}]")


def _bestaat(tekst: str) -> bool:
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", tekst, re.ASCII) is None:
        return True
    try:
        date.fromisoformat(tekst)
    except ValueError:
        return False
    return True


def _problemen(bestand: str, fout: Any) -> Iterator[Probleem]:
    plek = fout.json_path.removeprefix("$").removeprefix(".")
    eis, schema, gevonden = fout.validator_value, fout.schema, fout.instance
    if fout.validator == "required":
        for naam in eis:
            if naam not in gevonden:
                vreemd = [n for n in map(str, gevonden) if n not in schema.get("properties", eis)]
                lijkt_op = difflib.get_close_matches(naam, vreemd, n=1)
                hint = f"; is {lijkt_op[0]!r} bedoeld als dit veld?" if lijkt_op else ""
                verwacht = f"het veld {naam}, dat ontbreekt{hint}"
                yield Probleem(bestand, verwacht, kolom=f"{plek}.{naam}".lstrip("."))
    elif fout.validator == "additionalProperties":
        verwacht = "alleen de velden " + ", ".join(schema["properties"])
        for naam in gevonden:
            if naam not in schema["properties"]:
                yield Probleem(
                    bestand, verwacht, kolom=f"{plek}.{naam}".lstrip("."), waarde=str(naam)
                )
    else:
        waarde = ", ".join(map(str, gevonden)) if isinstance(gevonden, dict) else str(gevonden)
        verwacht = _verwacht(fout.validator, eis, schema, gevonden)
        staat = None if gevonden is None else waarde
        yield Probleem(bestand, verwacht, kolom=plek or None, waarde=staat)


def _verwacht(soort: str, eis: Any, schema: Mapping[str, Any], gevonden: Any) -> str:
    if soort == "enum":
        return "een van " + ", ".join(str(keuze) for keuze in eis)
    if soort == "type":
        types = [eis] if isinstance(eis, str) else eis
        getal = isinstance(gevonden, str) and {"integer", "number"} & set(types)
        hint = "; schrijf het gewoon uit, als 12 of 0.5, zonder aanhalingstekens" if getal else ""
        if gevonden is None:
            hint = "; er staat nog niets"
        if isinstance(gevonden, int) and "string" in types and 1000 <= gevonden <= 9999:
            hint = f'; een jaar alleen staat tussen aanhalingstekens: "{gevonden}"'
        return f"een waarde van het type {' of '.join(_TYPES[t] for t in types)}{hint}"
    if "description" in schema:
        return str(schema["description"])
    return _EISEN.get(soort, "een andere waarde").format(eis=eis)


_TYPES = {
    "string": "tekst",
    "integer": "geheel getal",
    "number": "getal",
    "boolean": "ja/nee (true of false)",
    "object": "groep velden",
    "array": "lijst",
    "null": "leeg",
}

_EISEN = {
    "minItems": "een lijst van ten minste {eis}",
    "maxItems": "een lijst van ten hoogste {eis}",
    "minProperties": "ten minste {eis} velden",
    "minLength": "een tekst, niet leeg",
    "minimum": "een getal van {eis} of meer",
    "maximum": "een getal van ten hoogste {eis}",
    "exclusiveMinimum": "een getal groter dan {eis}",
    "exclusiveMaximum": "een getal kleiner dan {eis}",
    "uniqueItems": "elk één keer",
    "pattern": "een tekst van de vorm {eis}",
    "const": "{eis}",
}
"""By kind of rule in a schema that describes it nowhere: what it asks."""
