"""The files that can be read, and their fingerprint; without loading what reads them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

BUITEN = ("processed", "sjablonen")
"""Folders below data/ that hold what is made, not what is read."""


def bronbestanden(wortel: Path) -> list[Path]:
    """Every file below data/ that can be read, in a fixed order."""
    return sorted(
        pad
        for pad in (wortel / "data").rglob("*")
        if pad.relative_to(wortel / "data").parts[0] not in BUITEN and pad.is_file()
    )


def hash_bestanden(wortel: Path, paden: Iterable[Path]) -> str:
    """The fingerprint of files: their names below `wortel` and their bytes, or that one is not there."""
    som = hashlib.sha256()
    for pad in paden:
        inhoud = hashlib.sha256(pad.read_bytes()).hexdigest() if pad.is_file() else ""
        som.update(f"{pad.relative_to(wortel).as_posix()}\0{inhoud}\n".encode())
    return som.hexdigest()
