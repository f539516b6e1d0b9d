"""Files that change together, also when the computer stops: first it is written down what is to be."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping
from pathlib import Path

from woonanalyse.kern.bestanden import schrijf_bytes, schrijf_json
from woonanalyse.kern.fouten import InvoerFout, Probleem
from woonanalyse.kern.machine import als_machinefout

MAP = "data/intern/.bezig"
"""What is to be, until it is: files by number, and a list of where each goes."""
_LIJST = "bestanden.json"


def zet_samen(wortel: Path, bestanden: Mapping[str, bytes]) -> None:
    """Put files in place by their path from the root: all, or none where one cannot be written.

    What is cut off halfway is finished by `maak_af`. Raises MachineFout.
    """
    oud = {pad: _inhoud(wortel / pad) for pad in bestanden}
    _schrijf_op(wortel, bestanden, oud)
    try:
        for pad, inhoud in bestanden.items():
            schrijf_bytes(wortel / pad, inhoud)
    except Exception:
        for pad, eerder in oud.items():
            if eerder is None:
                (wortel / pad).unlink(missing_ok=True)
            elif _inhoud(wortel / pad) != eerder:
                schrijf_bytes(wortel / pad, eerder)
        shutil.rmtree(wortel / MAP)
        raise
    shutil.rmtree(wortel / MAP)


def is_onaf(wortel: Path) -> bool:
    """Whether a command was cut off while it put files in place."""
    return (wortel / MAP / _LIJST).is_file()


def maak_af(wortel: Path) -> list[str]:
    """Finish what was cut off; the paths, from the root, of the files that were not yet there.

    Raises InvoerFout where somebody has changed one of them since; the others are put in place.
    """
    map_ = wortel / MAP
    lijst = json.loads((map_ / _LIJST).read_bytes())
    gezet, problemen = [], []
    for pad, (naam, oud) in lijst.items():
        nieuw, er = (map_ / naam).read_bytes(), _hash(_inhoud(wortel / pad))
        if er == oud != _hash(nieuw):
            schrijf_bytes(wortel / pad, nieuw)
            gezet.append(pad)
        elif er != _hash(nieuw):
            verwacht = (
                "een bestand dat niet is veranderd nadat een levering halverwege afbrak. Vergelijk het met "
                f"{MAP}/{naam}, neem over wat ontbreekt, en verwijder dan de map {MAP}"
            )
            problemen.append(Probleem(pad, verwacht))
    if problemen:
        raise InvoerFout(problemen)
    shutil.rmtree(map_)
    return gezet


def _schrijf_op(
    wortel: Path, bestanden: Mapping[str, bytes], oud: Mapping[str, bytes | None]
) -> None:
    """Write down what is to be; it counts from the moment that the folder has its name."""
    map_ = wortel / MAP
    nieuw = map_.with_name(f"{map_.name}.nieuw")
    with als_machinefout(map_):
        for rest in (nieuw, map_):
            shutil.rmtree(rest, ignore_errors=True)
        lijst = {pad: (str(nr), _hash(oud[pad])) for nr, pad in enumerate(bestanden)}
        try:
            for pad, inhoud in bestanden.items():
                schrijf_bytes(nieuw / lijst[pad][0], inhoud)
            schrijf_json(nieuw / _LIJST, lijst)
            nieuw.rename(map_)
        finally:
            shutil.rmtree(nieuw, ignore_errors=True)


def _inhoud(pad: Path) -> bytes | None:
    return pad.read_bytes() if pad.is_file() else None


def _hash(inhoud: bytes | None) -> str | None:
    return None if inhoud is None else hashlib.sha256(inhoud).hexdigest()
