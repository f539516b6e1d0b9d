"""Values that come into the text at a marker: the reader never sees their characters as source."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from woonanalyse.opmaak.problemen import Plaats, probleem

# A marker is two private-use characters around a number. Sources may not hold such characters
# (PDF/A refuses them too), so a marker can't be written by hand.
OPEN, DICHT = "\ue000", "\ue001"
PRIVE = re.compile(r"[\ue000-\uf8ff]")

Soort = Literal["markdown", "tekst", "pagina-einde"]


@dataclass(frozen=True, slots=True)
class Waarde:
    """One value: Markdown to be read as inlines, or plain text for an attribute."""

    soort: Soort
    waarde: str = ""


@dataclass
class Oogst:
    """What reading the sources collects: values for the markers, all refusals, and the cells of notebooks,
    with their options."""

    waarden: list[Waarde] = field(default_factory=list)
    problemen: list[str] = field(default_factory=list)
    boeken: dict[Path, list[tuple[dict[str, Any], dict[str, Any]]]] = field(default_factory=dict)

    def merk(self, soort: Soort, waarde: str = "") -> str:
        """Keep a value and give the marker that stands for it."""
        self.waarden.append(Waarde(soort, waarde))
        return f"{OPEN}{len(self.waarden) - 1}{DICHT}"

    def meld(self, plaats: Plaats, wat: str, wel: str) -> None:
        """Keep a refusal."""
        self.problemen.append(probleem(plaats, wat, wel))


def zoek_waarde(gegevens: Mapping[str, Any], pad: str) -> tuple[str | None, str]:
    """The value at a dotted path as text, or None with the reason."""
    tak: Any = gegevens
    for stap in pad.split("."):
        if isinstance(tak, Mapping) and stap in tak:
            tak = tak[stap]
        elif isinstance(tak, list) and stap.isdigit() and 1 <= int(stap) <= len(tak):
            tak = tak[int(stap) - 1]
        else:
            return None, f"'{pad}' bestaat niet"
    return _als_tekst(tak, pad)


def _als_tekst(waarde: Any, pad: str) -> tuple[str | None, str]:
    if isinstance(waarde, bool):
        return ("true" if waarde else "false"), ""
    if isinstance(waarde, str | int):
        return str(waarde), ""
    if isinstance(waarde, float):
        return None, f"'{pad}' is een kommagetal zonder aanhalingstekens ({waarde})"
    return None, f"'{pad}' is geen tekst of geheel getal"


Opzoeker = Callable[[str], tuple[str | None, str]]
