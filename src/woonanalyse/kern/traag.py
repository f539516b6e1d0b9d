"""Libraries without what takes long in them and serves nothing here."""

from __future__ import annotations

import gc
import sys
import typing
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

OVERBODIG = "rfc3987_syntax"
"""Compiles a grammar of web addresses when it is loaded (0.8 s). jsonschema loads it, where it happens to
be installed, to check the format `iri`; no schema of this project or of notebooks has that."""

VAN_PROTOCOLLEN = ("_get_protocol_attrs", "_is_callable_members_only")
"""What Python 3.11 asks of a protocol each time."""


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


@contextmanager
def protocollen_onthouden() -> Iterator[None]:
    """Inside this it is looked up once which attributes a protocol asks for, and whether they are all
    functions, as Python does since 3.12; 3.11 looks again at every isinstance, of which pytask has tens of
    thousands."""
    if sys.version_info >= (3, 12):
        yield
        return
    module: Any = typing
    vragen = {naam: getattr(module, naam) for naam in VAN_PROTOCOLLEN}
    for naam, vraag in vragen.items():
        setattr(module, naam, cache(vraag))
    try:
        yield
    finally:
        for naam, vraag in vragen.items():
            setattr(module, naam, vraag)
