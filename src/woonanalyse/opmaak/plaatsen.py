"""Room for programs that take much memory, of all documents that are made side by side."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore, Lock

from woonanalyse.kern.kernen import kernen

_PLAATSEN = BoundedSemaphore(max(2, kernen()))
"""Each for some 125 MB: a pandoc."""
_BEIDE = Lock()
"""Who takes two waits for them alone: two of those would else each hold what the other waits for."""


@contextmanager
def plaats() -> Iterator[None]:
    """The room of one pandoc."""
    with _PLAATSEN:
        yield


@contextmanager
def twee_plaatsen() -> Iterator[None]:
    """The room of a Typst that compiles a large source: that of two pandocs."""
    with _BEIDE:
        _PLAATSEN.acquire()
        _PLAATSEN.acquire()
    try:
        yield
    finally:
        _PLAATSEN.release(2)
