"""Nodes of the task graph whose state is their content, never their modification time."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from weakref import WeakValueDictionary

from pytask import PathNode

from woonanalyse.kern.bestanden import som_van_map


@dataclass(kw_only=True)
class Inhoud(PathNode):
    """A file that a task makes; it has changed when its bytes have."""

    def state(self) -> str | None:
        """SHA-256 of the content, None when the file is not there; the same text for all that keep it."""
        if not self.path.is_file():
            return None
        return sys.intern(hashlib.sha256(self.path.read_bytes()).hexdigest())


@dataclass(kw_only=True)
class InhoudVanMap:
    """A folder that a task makes; it has changed when a file in it has, was added or went.

    `name` is its path from the project's root. Not a node with a `path`: pytask takes those for files.
    """

    name: str
    map_: Path
    attributes: dict[Any, Any] = field(default_factory=dict)

    @property
    def signature(self) -> str:
        """What makes this node differ from all others."""
        return hashlib.sha256(self.name.encode()).hexdigest()

    def state(self) -> str | None:
        """The fingerprint of all files in it, None when the folder is not there or goes away meanwhile."""
        try:
            sommen = {
                pad.relative_to(self.map_).as_posix(): hashlib.sha256(pad.read_bytes()).hexdigest()
                for pad in sorted(pad for pad in self.map_.rglob("*") if pad.is_file())
            }
        except FileNotFoundError:
            return None
        return som_van_map(sommen) if self.map_.is_dir() else None

    def load(self, is_product: bool = False) -> Path:
        """Where it is."""
        return self.map_

    def save(self, value: Any) -> None:
        """Refused: a task writes the folder itself."""
        raise TypeError(f"{self.name}: a folder is not a value")


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


_knopen: WeakValueDictionary[Path, Inhoud] = WeakValueDictionary()


def knoop(pad: Path) -> Inhoud:
    """The node of one file, the same for all tasks: of a country there are thousands."""
    if (er := _knopen.get(pad)) is None:
        er = _knopen[pad] = Inhoud(path=pad, name=pad.as_posix())
    return er


def knopen(paden: Iterable[Path]) -> list[Inhoud]:
    """The nodes of files, in a fixed order, each once."""
    return [knoop(pad) for pad in sorted(set(paden))]


def mapknoop(pad: Path, wortel: Path) -> InhoudVanMap:
    """The node of a folder in the project."""
    return InhoudVanMap(name=pad.relative_to(wortel).as_posix(), map_=pad)
