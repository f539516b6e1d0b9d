"""The files that can be read, and their fingerprint; without loading what reads them."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable
from pathlib import Path

BUITEN = ("processed", "sjablonen")
"""Folders below data/ that hold what is made, not what is read."""
_BEVROREN = ("data", "intern", "concepten")
"""Below it a folder for each edition, with a folder for each concept: what was read and made once."""
_GEMAAKT = ("data", "intern", "strategie")
"""The internal workbooks of the proposal: made, not read."""

_BIJVANGST = re.compile(
    r"\.~lock\..*#|~\$.*|\.#.*|#.*#|.*~|.*\.(sw[a-p]|tmp|part|crdownload)|\._.*|\.DS_Store|__MACOSX"
    r"|Thumbs\.db|desktop\.ini|\.ipynb_checkpoints",
    re.IGNORECASE,
)
"""Names of what a spreadsheet, an editor, a browser or the system puts beside files while they are open."""


def is_bijvangst(naam: str) -> bool:
    """Whether a file or folder of this name is no file of the project, but a trace of a program."""
    return _BIJVANGST.fullmatch(naam) is not None


def bronbestanden(wortel: Path) -> list[Path]:
    """Every file below data/ that can be read, in a fixed order."""
    gevonden: list[Path] = []
    for map_, mappen, namen in os.walk(wortel / "data"):
        hier = Path(map_)
        buiten = BUITEN if hier == wortel / "data" else ()
        mappen[:] = [naam for naam in mappen if naam not in buiten and not is_bijvangst(naam)]
        if hier.parent == wortel.joinpath(*_BEVROREN):
            mappen.clear()
        if hier == wortel.joinpath(*_GEMAAKT):
            mappen.clear()
            continue
        eigen = (naam for naam in namen if naam not in buiten and not is_bijvangst(naam))
        gevonden += filter(_is_bestand, map(hier.joinpath, eigen))
    return sorted(gevonden)


def bestanden_in(map_: Path, *patronen: str) -> list[Path]:
    """All files below `map_` whose name fits one of `patronen`, without caches."""
    return sorted(
        pad
        for patroon in patronen
        for pad in map_.rglob(patroon)
        if pad.is_file() and "__pycache__" not in pad.parts
    )


def hash_bestanden(wortel: Path, paden: Iterable[Path]) -> str:
    """The fingerprint of files: their names below `wortel` and their bytes, or that one is not there.

    One that cannot be read counts as that: whoever needs it will say so.
    """
    som = hashlib.sha256()
    for pad in paden:
        som.update(
            f"{pad.relative_to(wortel).as_posix()}\0{_hash(pad)}\n".encode(
                "utf-8", "surrogateescape"
            )
        )
    return som.hexdigest()


def _is_bestand(pad: Path) -> bool:
    try:
        return pad.is_file()
    except OSError:
        return False


def _hash(pad: Path) -> str:
    try:
        return hashlib.sha256(pad.read_bytes()).hexdigest() if pad.is_file() else ""
    except OSError:
        return "onleesbaar"
