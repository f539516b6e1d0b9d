"""Files that change together, also when the computer stops: first it is written down what is to be."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from woonanalyse.kern.bestanden import schrijf_bytes, schrijf_json, veeg
from woonanalyse.kern.fouten import InvoerFout, Probleem, WoonanalyseFout
from woonanalyse.kern.machine import als_machinefout

MAP = "data/intern/.bezig"
"""What is to be, until it is: files by number, and a list of where each goes."""
_LIJST = "bestanden.json"
VOORLOPIG = "data/intern/.voorlopig.json"
"""Which files go again where nothing else is written down: their hashes by path."""

Bestanden = Mapping[str, bytes | None]
"""By path from the root what a file is to be; None that it goes."""


def zet_samen(wortel: Path, bestanden: Bestanden) -> None:
    """Put files in place or take them away: all, or none where one cannot be written.

    What is cut off halfway is finished by `maak_af`. Raises MachineFout; WoonanalyseFout where something
    that was cut off is not finished yet.
    """
    if (wortel / MAP / _LIJST).is_file():
        raise WoonanalyseFout(
            "Een eerdere opdracht brak halverwege af en wordt eerst afgemaakt: geef deze opdracht opnieuw."
        )
    oud = {pad: _inhoud(wortel / pad) for pad in bestanden}
    _schrijf_op(wortel, bestanden, oud)
    try:
        for pad, inhoud in bestanden.items():
            _zet(wortel / pad, inhoud)
    except Exception:
        for pad, eerder in oud.items():
            if _inhoud(wortel / pad) != eerder:
                _zet(wortel / pad, eerder)
        _vergeet(wortel)
        raise
    _streep_door(wortel)


@contextmanager
def voorlopig(wortel: Path, bestanden: Mapping[str, bytes]) -> Iterator[None]:
    """Files that are there inside the block, and stay only where `zet_samen` is done in it.

    Where the computer stops before that, `neem_terug` takes them away.
    """
    _veeg(wortel / VOORLOPIG)
    schrijf_json(wortel / VOORLOPIG, {pad: _hash(inhoud) for pad, inhoud in bestanden.items()})
    try:
        for pad, inhoud in bestanden.items():
            schrijf_bytes(wortel / pad, inhoud)
        yield
    finally:
        neem_terug(wortel)


def is_onaf(wortel: Path) -> bool:
    """Whether a command was cut off, or is still busy, while it put files in place."""
    return (wortel / MAP / _LIJST).is_file() or (wortel / VOORLOPIG).is_file()


def maak_af(wortel: Path) -> list[str]:
    """Finish what was cut off; the paths, from the root, of the files that changed by that.

    Raises InvoerFout where somebody has changed one of them since; the others are put in place.
    """
    map_ = wortel / MAP
    if not (map_ / _LIJST).is_file():
        return []
    lijst = json.loads((map_ / _LIJST).read_bytes())
    gezet, problemen = [], []
    for pad, (naam, oud) in lijst.items():
        _veeg(wortel / pad)
        nieuw = None if naam is None else (map_ / naam).read_bytes()
        er = _hash(_inhoud(wortel / pad))
        if er == oud != _hash(nieuw):
            _zet(wortel / pad, nieuw)
            gezet.append(pad)
        elif er != _hash(nieuw):
            hoort = (
                "er hoort nu niets te staan"
                if naam is None
                else f"wat er hoort, staat in {MAP}/{naam}"
            )
            verwacht = (
                "een bestand dat niet is veranderd nadat een opdracht halverwege afbrak; "
                f"{hoort}. Herstel het, en verwijder daarna de map {MAP}"
            )
            problemen.append(Probleem(pad, verwacht))
    if problemen:
        raise InvoerFout(problemen)
    _streep_door(wortel)
    return gezet


def neem_terug(wortel: Path) -> list[str]:
    """Take away what was there for the time being when a command was cut off; the paths. Another file in its
    place stays. To be done after `maak_af`."""
    if not (wortel / VOORLOPIG).is_file():
        return []
    lijst = json.loads((wortel / VOORLOPIG).read_bytes())
    weg = [pad for pad, som in lijst.items() if _hash(_inhoud(wortel / pad)) == som]
    for pad in lijst:
        _veeg(wortel / pad)
    for pad in weg:
        _zet(wortel / pad, None)
    _zet(wortel / VOORLOPIG, None)
    return weg


def _streep_door(wortel: Path) -> None:
    """All is as it was to be: what was for the time being stays."""
    _zet(wortel / VOORLOPIG, None)
    _vergeet(wortel)


def _vergeet(wortel: Path) -> None:
    """Take away what was written down, the list first: without it nothing is to be done."""
    _zet(wortel / MAP / _LIJST, None)
    shutil.rmtree(wortel / MAP, ignore_errors=True)


def _zet(pad: Path, inhoud: bytes | None) -> None:
    if inhoud is not None:
        schrijf_bytes(pad, inhoud)
        return
    with als_machinefout(pad):
        pad.unlink(missing_ok=True)


def _veeg(pad: Path) -> None:
    veeg(pad.parent, pad.name)


def _schrijf_op(wortel: Path, bestanden: Bestanden, oud: Mapping[str, bytes | None]) -> None:
    """Write down what is to be; it counts from the moment that the folder has its name."""
    map_ = wortel / MAP
    nieuw = map_.with_name(f"{map_.name}.nieuw")
    with als_machinefout(map_):
        for rest in (nieuw, map_):
            shutil.rmtree(rest, ignore_errors=True)
        lijst = {}
        try:
            for nr, (pad, inhoud) in enumerate(bestanden.items()):
                lijst[pad] = (None if inhoud is None else str(nr), _hash(oud[pad]))
                if inhoud is not None:
                    schrijf_bytes(nieuw / str(nr), inhoud)
            schrijf_json(nieuw / _LIJST, lijst)
            nieuw.rename(map_)
        finally:
            shutil.rmtree(nieuw, ignore_errors=True)


def _inhoud(pad: Path) -> bytes | None:
    return pad.read_bytes() if pad.is_file() else None


def _hash(inhoud: bytes | None) -> str | None:
    return None if inhoud is None else hashlib.sha256(inhoud).hexdigest()
