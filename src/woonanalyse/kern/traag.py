"""Loading libraries without what takes long and serves nothing here."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager

OVERBODIG = "rfc3987_syntax"
"""Compiles a grammar of web addresses when it is loaded (0.8 s). jsonschema loads it, where it happens to
be installed, to check the format `iri`; no schema of this project or of notebooks has that."""


@contextmanager
def zonder_overbodige() -> Iterator[None]:
    """Import what uses jsonschema inside this, and the grammar is left out."""
    if OVERBODIG in sys.modules:
        yield
        return
    sys.modules[OVERBODIG] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules[OVERBODIG]


@contextmanager
def zonder_opruimen() -> Iterator[None]:
    """Load inside this what stays until the end: the garbage collector never looks at it."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
        gc.set_threshold(
            100_000, 20, 20
        )  # little of what a run makes is garbage with a circle in it
