"""What one worker of a test run read or computed, for the others: each would do the same."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from filelock import FileLock

Deel = TypeVar("Deel")

_mappen: list[Path] = []
"""The folder of the run, where it has more than one worker."""


def begin(config: pytest.Config) -> None:
    """Find the folder that the workers of this run share; without workers there is none."""
    if hasattr(config, "workerinput"):
        _mappen[:] = [Path(config.getoption("basetemp")).parent]


def eens(naam: str, maak: Callable[[], Deel]) -> Deel:
    """What `maak` gives, made by the first that asks for `naam`; the others get a copy of it."""
    for map_ in _mappen:
        bewaard = map_ / f"{naam}.pickle"
        with FileLock(f"{bewaard}.slot"):
            if not bewaard.is_file():
                nieuw = bewaard.with_suffix(".nieuw")
                nieuw.write_bytes(pickle.dumps(maak()))
                nieuw.replace(bewaard)
            kopie: Deel = pickle.loads(bewaard.read_bytes())
            return kopie
    return maak()
