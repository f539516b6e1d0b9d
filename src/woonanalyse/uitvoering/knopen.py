"""Nodes of the task graph whose state is their content, never their modification time."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pytask import PathNode


@dataclass(kw_only=True)
class Inhoud(PathNode):
    """A file that a task makes; it has changed when its bytes have."""

    def state(self) -> str | None:
        """SHA-256 of the content, None when the file is not there."""
        if not self.path.is_file():
            return None
        return hashlib.sha256(self.path.read_bytes()).hexdigest()


@dataclass(kw_only=True)
class Vast:
    """Something a task uses, by the fingerprint it had when the run began.

    Looked at only once: what is edited while a task runs must not count as used by it.
    """

    name: str
    hash: str
    attributes: dict[Any, Any] = field(default_factory=dict)

    @property
    def signature(self) -> str:
        """What makes this node differ from all others."""
        return hashlib.sha256(self.name.encode()).hexdigest()

    def state(self) -> str:
        """The fingerprint."""
        return self.hash

    def load(self, is_product: bool = False) -> str:
        """The fingerprint."""
        return self.hash

    def save(self, value: Any) -> None:
        """Refused: no task makes this node."""
        raise TypeError(f"{self.name}: a fixed fact is not a product")


def knoop(pad: Path) -> Inhoud:
    """The node of one file."""
    return Inhoud(path=pad, name=pad.as_posix())


def knopen(paden: Iterable[Path]) -> list[Inhoud]:
    """The nodes of files, in a fixed order, each once."""
    return [knoop(pad) for pad in sorted(set(paden))]
