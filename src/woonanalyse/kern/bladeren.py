"""Every value in nested objects and lists, with where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def bladeren(inhoud: Any, plek: str = "") -> Iterator[tuple[str, Any]]:
    """The values that are no object or list, by path: a.b[0]."""
    if isinstance(inhoud, dict):
        for naam, deel in inhoud.items():
            yield from bladeren(deel, f"{plek}.{naam}" if plek else str(naam))
    elif isinstance(inhoud, list):
        for nr, deel in enumerate(inhoud):
            yield from bladeren(deel, f"{plek}[{nr}]")
    else:
        yield plek, inhoud
