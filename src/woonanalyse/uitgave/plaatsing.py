"""The last step: all forms at once to where readers find them, also when the computer stops in between."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from woonanalyse.kern.bestanden import schrijf_json
from woonanalyse.kern.machine import als_machinefout
from woonanalyse.kern.project import KOP, bladzijdenmap
from woonanalyse.uitgave.stempel import Stempel, lees_stempels, schrijf_stempels, vormen_in


def geef_uit(
    map_: Path, vormen: Mapping[str, Path], stempel: Stempel, kop: Mapping[str, Any]
) -> list[str]:
    """Put finished files in output folder `map_` by their path in it, all in one step or none at all, with
    what is told of them (`kop`; where that is empty, what was told stays); with a page the folder of pages
    beside it.

    Forms that are there already stay when they fit in with these; those of another run go, and their paths
    are given. Raises MachineFout when it cannot be done; what was there is then still there.
    """
    with _in_een_stap(map_) as nieuw:
        weg = _vul(nieuw, map_.resolve(), vormen, stempel)
        if kop:
            schrijf_json(nieuw / KOP, kop)
        return weg


def vervang(map_: Path, bestanden: Mapping[str, Path], oud: Iterable[str]) -> None:
    """Put files in folder `map_` by their name in it, in the place of those called `oud`, all in one step or
    none at all. Other files stay, and those that already hold the same. Raises MachineFout as `geef_uit`."""
    with _in_een_stap(map_) as nieuw:
        blijft = {naam for naam, bron in bestanden.items() if _zelfde(nieuw / naam, bron)}
        for naam in {*oud, *bestanden} - blijft:
            # never written over: it may be the file of before
            (nieuw / naam).unlink(missing_ok=True)
        for naam in bestanden.keys() - blijft:
            shutil.copyfile(bestanden[naam], nieuw / naam)


def _zelfde(een: Path, ander: Path) -> bool:
    return een.is_file() and een.read_bytes() == ander.read_bytes()


@contextmanager
def _in_een_stap(map_: Path) -> Iterator[Path]:
    """A folder with all that `map_` holds, to be changed; it is put in place when that went well."""
    map_ = map_.resolve()
    nieuw = _ernaast(map_, "nieuw")
    maak_heel(map_)
    try:
        with als_machinefout(map_):
            _neem_over(map_, nieuw)
            yield nieuw
            _wissel(map_, nieuw)
    finally:
        shutil.rmtree(nieuw, ignore_errors=True)


def maak_heel(map_: Path) -> None:
    """Put right what a computer that stopped while `geef_uit` was busy has left."""
    oud = _ernaast(map_, "oud")
    if oud.is_dir() and not map_.exists():
        oud.rename(map_)
    for rest in (oud, _ernaast(map_, "nieuw")):
        shutil.rmtree(rest, ignore_errors=True)


def _ernaast(map_: Path, soort: str) -> Path:
    return map_.with_name(f".{map_.name}.{soort}")


def _neem_over(map_: Path, nieuw: Path) -> None:
    """Everything that is there now, in a new folder; the same files where the disk can do that."""

    def verbind(van: str, naar: str) -> None:
        try:
            os.link(van, naar)
        except OSError:
            shutil.copy2(van, naar)

    if map_.is_dir():
        shutil.copytree(map_, nieuw, symlinks=True, copy_function=verbind)
    nieuw.mkdir(parents=True, exist_ok=True)


def _vul(nieuw: Path, map_: Path, vormen: Mapping[str, Path], stempel: Stempel) -> list[str]:
    """Lay the forms in the new folder, that will be `map_`; the paths of those that had to go."""
    bekend = lees_stempels(nieuw, map_)
    anders = [vorm for vorm in vormen_in(nieuw) if vorm not in vormen]
    weg = [vorm for vorm in anders if stempel.uitkomsten and not _past(bekend.get(vorm), stempel)]
    for vorm in (*weg, *vormen):
        (nieuw / vorm).unlink(missing_ok=True)  # never written over: it may be the file of before
        if vorm.endswith(".html"):
            shutil.rmtree(bladzijdenmap(nieuw / vorm), ignore_errors=True)
    for vorm, bron in vormen.items():
        (nieuw / vorm).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(bron, nieuw / vorm)
        if vorm.endswith(".html") and bladzijdenmap(bron).is_dir():
            shutil.copytree(bladzijdenmap(bron), bladzijdenmap(nieuw / vorm))
    blijft = {vorm: bekend[vorm] for vorm in anders if vorm in bekend and vorm not in weg}
    schrijf_stempels(nieuw, {**blijft, **dict.fromkeys(vormen, stempel)}, map_)
    return weg


def _past(ander: Stempel | None, stempel: Stempel) -> bool:
    return ander is not None and stempel.past_bij(ander)


def _wissel(map_: Path, nieuw: Path) -> None:
    """Put the new folder in place; where the system cannot exchange two folders the old one is set aside."""
    if not map_.exists():
        nieuw.rename(map_)
    elif not _ruil(nieuw, map_):
        oud = map_.rename(_ernaast(map_, "oud"))
        try:
            nieuw.rename(map_)
        except OSError:
            oud.rename(map_)
            raise
        shutil.rmtree(oud, ignore_errors=True)


_AT_FDCWD, _RENAME_EXCHANGE = -100, 2


def _ruil(een: Path, ander: Path) -> bool:
    """Let two folders change names in one step; False where that cannot be done (only Linux can)."""
    ruil = getattr(ctypes.CDLL(None), "renameat2", None) if sys.platform == "linux" else None
    if ruil is None:
        return False
    namen = (os.fsencode(een), os.fsencode(ander))
    return bool(ruil(_AT_FDCWD, namen[0], _AT_FDCWD, namen[1], _RENAME_EXCHANGE) == 0)
