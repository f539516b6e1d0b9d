"""Read one YAML file and check it with a JSON schema; messages in Dutch, all at once."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import yaml

from woonanalyse.kern.fouten import Probleem
from woonanalyse.kern.tekstbestand import lees_tekst
from woonanalyse.kern.traag import zonder_overbodige
from woonanalyse.kern.vindplaats import leg_instellingen_vast
from woonanalyse.kern.waarden import gebreken, verboden_teken

with zonder_overbodige():
    import jsonschema


class _Eenmalig:
    """Keeps which keys a mapping names more than once, with their lines: YAML takes the last of them."""

    def __init__(self, tekst: str) -> None:
        super().__init__(tekst)  # type: ignore[call-arg]
        self.dubbel: list[tuple[int, str]] = []

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        """As the loader does, after a look at the keys."""
        sleutels = [sleutel for sleutel, _ in node.value if isinstance(sleutel, yaml.ScalarNode)]
        namen = [sleutel.value for sleutel in sleutels]
        self.dubbel += [
            (sleutel.start_mark.line + 1, sleutel.value)
            for nr, sleutel in enumerate(sleutels)
            if sleutel.value in namen[:nr]
        ]
        return dict(super().construct_mapping(node, deep))  # type: ignore[misc]


class _TekstLader(_Eenmalig, yaml.SafeLoader):
    """Safe loader that keeps dates as the text that stands in the file."""


class _SnelleLader(_Eenmalig, getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """The same in C, where PyYAML has it."""


_TekstLader.yaml_implicit_resolvers = _SnelleLader.yaml_implicit_resolvers = {
    teken: [(tag, regex) for tag, regex in paren if tag != "tag:yaml.org,2002:timestamp"]
    for teken, paren in yaml.SafeLoader.yaml_implicit_resolvers.items()
}

_ALLEEN_PYTHON = re.compile("[\t?\ufeff]")
"""Signs that C takes for text in some places where Python refuses them."""


def lees_yaml(
    wortel: Path, bestand: str, schema: str, ook: Mapping[str, Any] | None = None
) -> tuple[Any, list[Probleem]]:
    """Read `bestand` and check it with `<schema>.json`, a path below the package; `ook` adds properties.

    Returns the content, or None with the problems. Dates stay text (ISO 8601).
    """
    tekst, problemen = lees_tekst(wortel, bestand, "een YAML-bestand")
    if tekst is None:
        return None, problemen
    try:
        inhoud, dubbel = _ontleed(tekst)
    except yaml.MarkedYAMLError as fout:
        rij = fout.problem_mark.line + 1 if fout.problem_mark else None
        return None, [Probleem(bestand, f"geldige YAML ({fout.problem})", rij=rij)]
    except yaml.YAMLError:
        return None, [_verboden(bestand, tekst)]
    if dubbel:
        verwacht = "elke sleutel één keer; haal er één weg, of geef hem de naam die bedoeld is"
        return None, [
            Probleem(bestand, verwacht, rij=rij, kolom=naam) for rij, naam in sorted(dubbel)
        ]
    fouten = sorted(_toets(schema, ook).iter_errors(inhoud), key=lambda fout: fout.json_path)
    if fouten:
        return None, [_probleem(bestand, fout) for fout in fouten]
    if problemen := [
        Probleem(bestand, verwacht, kolom=plek, waarde=waarde)
        for plek, waarde, verwacht in gebreken(inhoud)
    ]:
        return None, problemen
    leg_instellingen_vast(bestand, inhoud)
    return inhoud, []


def _verboden(bestand: str, tekst: str) -> Probleem:
    """Where a character stands that YAML does not have."""
    for rij, regel in enumerate(tekst.split("\n"), start=1):
        if teken := verboden_teken(regel.replace("\t", " ")):
            return Probleem(bestand, f"geldige YAML; hier staat {teken}", rij=rij)
    return Probleem(bestand, "geldige YAML (tekst zonder stuurtekens)")


def _ontleed(tekst: str) -> tuple[Any, list[tuple[int, str]]]:
    """The content, and keys named twice; what is wrong is said in the words of the Python loader."""
    if not _ALLEEN_PYTHON.search(tekst):
        try:
            return _laad(_SnelleLader, tekst)
        except yaml.YAMLError:
            pass
    return _laad(_TekstLader, tekst)


def _laad(soort: type[Any], tekst: str) -> tuple[Any, list[tuple[int, str]]]:
    lader = soort(tekst)
    try:
        return lader.get_single_data(), lader.dubbel
    finally:
        lader.dispose()


def _toets(naam: str, ook: Mapping[str, Any] | None) -> jsonschema.Draft202012Validator:
    schema = _schema(naam)
    if ook:
        schema = {**schema, "properties": {**schema["properties"], **ook}}
    return jsonschema.Draft202012Validator(schema)


@cache
def _schema(naam: str) -> dict[str, Any]:
    pad = resources.files("woonanalyse") / f"{naam}.json"
    return dict(json.loads(pad.read_text(encoding="utf-8")))


def _probleem(bestand: str, fout: Any) -> Probleem:
    plek = fout.json_path.removeprefix("$").removeprefix(".") or None
    eis, schema = fout.validator_value, fout.schema
    match fout.validator:
        case "required":
            verwacht = "de velden " + ", ".join(eis)
        case "additionalProperties":
            verwacht = "alleen de velden " + ", ".join(schema["properties"])
        case "enum":
            verwacht = "een van " + ", ".join(str(keuze) for keuze in eis)
        case "type":
            verwacht = f"een waarde van het type {_types(eis)}"
        case _:
            verwacht = schema.get("description", fout.message)
    aanwezig = ", ".join(fout.instance) if isinstance(fout.instance, dict) else fout.instance
    return Probleem(bestand, verwacht, kolom=plek, waarde=str(aanwezig))


def _types(types: str | list[str]) -> str:
    woorden = {
        "string": "tekst",
        "integer": "geheel getal",
        "number": "getal",
        "boolean": "ja/nee",
        "object": "groep velden",
        "array": "lijst",
        "null": "leeg",
    }
    return " of ".join(woorden[t] for t in ([types] if isinstance(types, str) else types))
