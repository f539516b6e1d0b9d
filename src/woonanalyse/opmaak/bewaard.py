"""What is kept of a document from one run to the next: JSON by key, a line each, whole or not at all."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from woonanalyse.kern.bestanden import vervang_bestand

_REGEL = re.compile(rb"([0-9a-f]{64}) (.+)")


def lees(pad: Path) -> dict[str, bytes]:
    """What was kept; nothing where that is not there or broken."""
    try:
        regels = pad.read_bytes().splitlines()
    except OSError:
        return {}
    gevonden = [_REGEL.fullmatch(regel) for regel in regels]
    heel = {deel[1].decode(): deel[2] for deel in gevonden if deel and _is_json(deel[2])}
    return heel if len(heel) == len(regels) else {}


def schrijf(pad: Path, inhoud: Mapping[str, bytes], sleutels: Iterable[str]) -> None:
    """Keep what has these keys, and nothing else."""
    with vervang_bestand(pad) as bestand:
        for sleutel in sorted({*sleutels}):
            bestand.write(b"%s %s\n" % (sleutel.encode(), inhoud[sleutel]))


def _is_json(tekst: bytes) -> bool:
    try:
        json.loads(tekst)
    except ValueError:
        return False
    return True
