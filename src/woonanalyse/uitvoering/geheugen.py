"""What earlier commands left in order not to do work again; where it is broken it goes: it is no data."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from filelock import BaseFileLock, FileLock, Timeout

from woonanalyse.kern.fouten import WoonanalyseFout


class GeheugenFout(WoonanalyseFout):
    """What was remembered cannot be read."""


def slot(wortel: Path) -> BaseFileLock:
    """What keeps out other runs in a project, for `with`; raises filelock.Timeout when one is busy. Who has
    it may ask for it again: a command that freezes a report also makes it."""
    return FileLock(wortel / ".pytask" / "slot", timeout=0, is_singleton=True)


@contextmanager
def alleen(wortel: Path) -> Iterator[None]:
    """Work in a project while no other run does; raises WoonanalyseFout when one is busy."""
    (wortel / ".pytask").mkdir(exist_ok=True)
    try:
        with slot(wortel):
            yield
    except Timeout:
        raise WoonanalyseFout(
            "Er loopt in deze map al een opdracht; wacht tot die klaar is."
        ) from None


def lees_geheugen(pad: Path) -> dict[str, Any]:
    """The JSON object in a file; an empty one where it is not there or broken."""
    try:
        inhoud = json.loads(pad.read_bytes())
    except (OSError, ValueError):
        return {}
    return inhoud if isinstance(inhoud, dict) else {}


def herstel_geheugen(wortel: Path) -> list[str]:
    """Take away what cannot be read of what was remembered; the names of those files, from the root.

    Not pytask.lock, which is long, and which pytask reads next (see `herstel_lock`).
    """
    return _haal_weg(wortel, sorted((wortel / ".pytask").glob("*.json")), _lees_json)


def herstel_lock(wortel: Path) -> list[str]:
    """The same, of what pytask has in pytask.lock."""
    return _haal_weg(wortel, [wortel / "pytask.lock"], _lees_lock)


def _haal_weg(wortel: Path, paden: Iterable[Path], lees: Callable[[Path], None]) -> list[str]:
    weg = [pad for pad in paden if pad.is_file() and not _lukt(lees, pad)]
    for pad in weg:
        pad.unlink()
    return [pad.relative_to(wortel).as_posix() for pad in weg]


def _lees_lock(pad: Path) -> None:
    from _pytask.lockfile import LockfileError, read_lockfile  # where nothing runs it is not loaded

    try:
        read_lockfile(pad)
    except LockfileError as fout:
        raise ValueError(pad.name) from fout


def _lees_json(pad: Path) -> None:
    if not isinstance(json.loads(pad.read_bytes()), dict):
        raise ValueError(pad.name)


def _lukt(lees: Callable[[Path], None], pad: Path) -> bool:
    try:
        lees(pad)
    except (ValueError, TypeError):
        return False
    return True
