"""YAML as Quarto reads it, with the line of every key."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import yaml

from woonanalyse.opmaak.problemen import Plaats, QuartoFout, probleem

Pad = tuple[str, ...]


@dataclass(frozen=True)
class YamlBron:
    """The data of one YAML text and where each key stands."""

    data: dict[str, Any]
    regels: dict[Pad, int]
    bestand: str

    def plaats(self, *pad: str) -> Plaats:
        """Where the key stands; an unknown one gives its nearest known parent."""
        for lengte in range(len(pad), 0, -1):
            if pad[:lengte] in self.regels:
                return Plaats(self.bestand, self.regels[pad[:lengte]])
        return Plaats(self.bestand)


class _Lader(yaml.SafeLoader):
    """Safe YAML 1.2 scalars: a date stays text, `ja` and `on` are text."""


class _SnelleLader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """The same in C, where PyYAML has it."""


_ALLEEN_PYTHON = re.compile("[\t?\ufeff]")
"""Signs that C takes for text in some places where Python refuses them."""

_Lader.yaml_implicit_resolvers = {}
for _tag, _patroon, _begin in [
    ("bool", r"^(?:true|false|True|False|TRUE|FALSE)$", "tTfF"),
    ("int", r"^[-+]?(?:0|[1-9][0-9]*)$", "-+0123456789"),
    ("float", r"^[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?$", "-+0123456789."),
    ("null", r"^(?:~|null|Null|NULL|)$", "~nN\0"),
]:
    _Lader.add_implicit_resolver(
        f"tag:yaml.org,2002:{_tag}", re.compile(_patroon), ["" if c == "\0" else c for c in _begin]
    )

_SnelleLader.yaml_implicit_resolvers = _Lader.yaml_implicit_resolvers


def lees_yaml(tekst: str, bestand: str, eerste_regel: int = 1) -> YamlBron:
    """Read a mapping; `eerste_regel` is the line in the file at which `tekst` starts."""
    try:
        regels, data = _ontleed(tekst, bestand, eerste_regel)
    except yaml.MarkedYAMLError as fout:
        merk = fout.problem_mark
        nr = None if merk is None else merk.line + eerste_regel
        wat = f"de YAML is niet te lezen ({fout.problem})"
        wel = "geldige YAML; zet tekst met leestekens tussen aanhalingstekens"
        raise QuartoFout([probleem(Plaats(bestand, nr), wat, wel)]) from fout
    if not isinstance(data, dict):
        wel = "een lijst van 'sleutel: waarde'"
        raise QuartoFout([probleem(Plaats(bestand), "de YAML is geen lijst van sleutels", wel)])
    return YamlBron({} if data is None else data, regels, bestand)


def _ontleed(tekst: str, bestand: str, eerste: int) -> tuple[dict[Pad, int], Any]:
    """The line of every key, and the data; what is wrong is said in the words of the Python loader."""
    if not _ALLEEN_PYTHON.search(tekst):
        try:
            return _laad(_SnelleLader, tekst, bestand, eerste)
        except yaml.YAMLError:
            pass
    return _laad(_Lader, tekst, bestand, eerste)


def _laad(soort: Any, tekst: str, bestand: str, eerste: int) -> tuple[dict[Pad, int], Any]:
    lader = soort(tekst)
    try:
        knoop = lader.get_single_node()
        regels = _vind_regels(knoop, (), eerste, bestand)
        return regels, {} if knoop is None else lader.construct_document(knoop)
    finally:
        lader.dispose()


def _vind_regels(knoop: yaml.Node | None, pad: Pad, eerste: int, bestand: str) -> dict[Pad, int]:
    """The line of every key below `knoop`, by its path."""
    gevonden: dict[Pad, int] = {}
    if not isinstance(knoop, yaml.MappingNode):
        return gevonden
    for sleutel, waarde in knoop.value:
        hier = (*pad, str(sleutel.value))
        nr = sleutel.start_mark.line + eerste
        if hier in gevonden:
            wat = f"de sleutel '{'.'.join(hier)}' staat er twee keer"
            raise QuartoFout([probleem(Plaats(bestand, nr), wat, "elke sleutel één keer")])
        gevonden[hier] = nr
        gevonden |= _vind_regels(waarde, hier, eerste, bestand)
    return gevonden
