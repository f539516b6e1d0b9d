"""Read one YAML file and check it with a JSON schema; messages in Dutch, all at once."""

from __future__ import annotations

import json
import pickle
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from woonanalyse.kern.fouten import Probleem
from woonanalyse.kern.machine import lees_bytes
from woonanalyse.kern.tekstbestand import lees_tekst
from woonanalyse.kern.vindplaats import leg_instellingen_vast
from woonanalyse.kern.waarden import gebreken, verboden_teken
from woonanalyse.kern.yamltoets import in_woorden, toets


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
    """Safe loader that reads a value as it is written, and refuses what points elsewhere in the file."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        """As the loader does, but for aliases: who reads the file would not see what they stand for."""
        if self.check_event(yaml.AliasEvent):
            plek = self.peek_event().start_mark  # type: ignore[no-untyped-call]
            raise yaml.composer.ComposerError(None, None, "found undefined alias", plek)
        return super().compose_node(parent, index)


class _SnelleLader(_Eenmalig, getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """The same in C, where PyYAML has it; text that may have an alias is not for this one."""


_VORMEN = {
    "null": (r"~|null|Null|NULL|", "~nN\0"),
    "bool": ("true|True|TRUE|false|False|FALSE", "tTfF"),
    "int": (r"-?(0|[1-9][0-9]*)", "-0123456789"),
    "float": (r"-?(0|[1-9][0-9]*)\.[0-9]+", "-0123456789"),
}
"""What is no text: its form, and the signs it may begin with. YAML 1.1 has more, in which 010 is eight,
1:30 is ninety and no is false; here that stays text, and is refused where a number is expected. Dates are
text too."""

_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
for _naam, (_vorm, _begin) in _VORMEN.items():
    for _teken in _begin:
        _paar = (f"tag:yaml.org,2002:{_naam}", re.compile(f"(?:{_vorm})\\Z"))
        _resolvers.setdefault(_teken.strip("\0"), []).append(_paar)
_TekstLader.yaml_implicit_resolvers = _SnelleLader.yaml_implicit_resolvers = _resolvers

_ALLEEN_PYTHON = re.compile(r"[\t?\ufeff]|(?<!\S)[&*]\S")
"""Signs that C takes for text in some places where Python refuses them, and anchors and aliases."""


def lees_yaml(
    wortel: Path, bestand: str, schema: str, ook: Mapping[str, Any] | None = None
) -> tuple[Any, list[Probleem]]:
    """Read `bestand` and check it with `<schema>.json`, a path below the package; `ook` adds properties.

    Returns the content, or None with the problems. Dates stay text (ISO 8601).
    """
    tekst, problemen = lees_tekst(wortel, bestand, "een YAML-bestand")
    if tekst is None:
        return None, problemen
    gelezen, gezegd = _lees(bestand, tekst, schema, json.dumps(ook))
    if gelezen is None:
        return None, [*gezegd]
    inhoud = pickle.loads(gelezen)
    leg_instellingen_vast(bestand, inhoud)
    return inhoud, []


@lru_cache(maxsize=500)
def _lees(bestand: str, tekst: str, schema: str, ook: str) -> tuple[bytes | None, list[Probleem]]:
    """As `lees_yaml`, of a text and with `ook` as JSON: one that is read again is checked once.

    The content is pickled: who gets it may change it.
    """
    try:
        inhoud, dubbel = _ontleed(tekst)
    except yaml.MarkedYAMLError as fout:
        rij = fout.problem_mark.line + 1 if fout.problem_mark else None
        return None, [Probleem(bestand, f"geldige YAML: {in_woorden(fout)}", rij=rij)]
    except yaml.YAMLError:
        return None, [_verboden(bestand, tekst)]
    if dubbel:
        verwacht = "elke sleutel één keer; haal er één weg, of geef hem de naam die bedoeld is"
        return None, [
            Probleem(bestand, verwacht, rij=rij, kolom=naam) for rij, naam in sorted(dubbel)
        ]
    problemen = toets(bestand, inhoud, schema, json.loads(ook)) or [
        Probleem(bestand, verwacht, kolom=plek, waarde=waarde)
        for plek, waarde, verwacht in gebreken(inhoud)
    ]
    return (None, problemen) if problemen else (pickle.dumps(inhoud), [])


def controleer_verwijzingen(wortel: Path, bestand: str, paden: Mapping[str, str]) -> list[Probleem]:
    """Files that `bestand` names, by key, and that cannot be read; the message says where they are named."""
    return [
        Probleem(bestand, f"{fout.verwacht} ({pad})", kolom=sleutel, waarde=pad)
        for sleutel, pad in paden.items()
        for fout in lees_bytes(wortel, pad)[1]
    ]


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


def knopen_van(tekst: str) -> Any:
    """The nodes of a file that was read, with where each stands."""
    try:
        return yaml.compose(tekst, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError:
        return yaml.compose(tekst)
