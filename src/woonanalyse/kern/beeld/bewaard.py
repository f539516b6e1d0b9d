"""Figures kept from an earlier run: one that shows the same, drawn by the same code, is not drawn again."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec

from woonanalyse.kern.beeld.tonen import Beeld, gemerkt
from woonanalyse.kern.bestanden import schrijf_json
from woonanalyse.kern.hashes import hash_van

Wat = ParamSpec("Wat")


@dataclass(frozen=True)
class Bewaarplaats:
    """A folder with the last drawing of each figure.

    `code`: the fingerprint of all that drawing depends on in a module of this name, but what is shown.
    `aangeraakt`: whether code was touched since it was loaded; nothing is kept then.
    """

    map_: Path
    code: Callable[[str], str]
    aangeraakt: Callable[[], bool]


_plaats: list[Bewaarplaats] = []


def bewaar_in(plaats: Bewaarplaats | None) -> None:
    """From here on figures of this process are kept there; with None they are all drawn, as at first."""
    _plaats[:] = [plaats] if plaats else []


def bewaard(teken: Callable[Wat, Beeld]) -> Callable[Wat, Beeld]:
    """A function that draws what it is given and nothing else.

    What it drew last is kept with the fingerprint of that, and given back where it is asked for the same;
    where no fingerprint can be taken (see hash_van) it is drawn.
    """

    @wraps(teken)
    def uit(*wat: Wat.args, **ook: Wat.kwargs) -> Beeld:
        if not _plaats:
            return teken(*wat, **ook)
        plaats, naam = _plaats[0], f"{teken.__module__}.{teken.__qualname__}"
        try:
            som = hash_van([naam, plaats.code(teken.__module__), gemerkt(), wat, ook])
        except TypeError:
            return teken(*wat, **ook)
        pad = plaats.map_ / f"{naam}.json"
        if beeld := _lees(pad, som):
            return beeld
        beeld = teken(*wat, **ook)
        if not plaats.aangeraakt():
            delen = asdict(beeld)
            schrijf_json(pad, {"som": _som(som, delen), "beeld": delen})
        return beeld

    return uit


def _lees(pad: Path, som: str) -> Beeld | None:
    """The drawing that was made of this, as it was written; None where there is none."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        inhoud: dict[str, Any] = json.loads(pad.read_bytes())
        if inhoud["som"] == _som(som, inhoud["beeld"]):
            return Beeld(**inhoud["beeld"])
    return None


def _som(som: str, delen: dict[str, Any]) -> str:
    return hash_van([som, delen])
