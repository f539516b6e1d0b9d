"""A program that begins before its input is there, with that of an earlier run, so that it is done sooner."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from woonanalyse.kern.kernen import kernen

_bezig: dict[Path, subprocess.Popen[bytes]] = {}
"""By what each began with."""


@contextmanager
def vooruit(programma: Path, eerder: Path | None) -> Iterator[None]:
    """Inside this Python `programma` waits for its input, after it began with file `eerder`. Nothing is begun
    where there is none, or on one core, where it would only hold up the rest."""
    if eerder is None or kernen() < 2 or not eerder.is_file():
        yield
        return
    proces = subprocess.Popen(
        [sys.executable, "-P", str(programma), str(eerder)],  # without the modules beside it
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    _bezig[eerder] = proces
    try:
        yield
    finally:
        _bezig.pop(eerder, None)
        proces.kill()
        for pijp in (proces.stdin, proces.stdout):
            if pijp:
                pijp.close()
        proces.wait()


def geef(eerder: Path, invoer: bytes) -> bytes | None:
    """What the program that began with `eerder` writes of this input, once; None where there is none, or it
    was ended."""
    proces = _bezig.pop(eerder, None)
    if proces is None or proces.stdin is None or proces.stdout is None:
        return None
    try:
        proces.stdin.write(invoer)
        proces.stdin.flush()
        return proces.stdout.read() or None
    except OSError:
        return None
