"""Memory that is free here and that the system does not have back yet. Only glibc holds much of that, and can
be told otherwise; elsewhere nothing happens."""

from __future__ import annotations

import ctypes
import sys
from typing import Any

_ARENA_MAX = -8
"""The number of a setting in `malloc.h`."""


def een_voor_alle_draden() -> None:
    """Let threads that begin after this share one store; in one of its own what a thread freed would stay."""
    _roep("mallopt", _ARENA_MAX, 1)


def geef_terug() -> None:
    """Give back what is free now."""
    _roep("malloc_trim", 0)


def _roep(naam: str, *waarden: int) -> None:
    functie: Any = getattr(ctypes.CDLL(None), naam, None) if sys.platform == "linux" else None
    if functie is not None:
        functie(*waarden)
