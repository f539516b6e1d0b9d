"""Typst alone: called here, or run as a program that ends, and then gives back the memory it took; or as one
that begins with the source of an earlier run, of which it does again only what is different in the next."""

from __future__ import annotations

import contextlib
import json
import pickle
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import typst

Uitkomst = tuple[bytes | None, list[tuple[str, list[str]]]]
"""The PDF, None after an error; and what Typst says of it, each with its hints."""
_VAN_ZETTER = ("root", "font_paths", "ignore_system_fonts")
"""Arguments of `typst.compile` with which a compiler is made; the others go with a source."""


def zet(bron: bytes, keuzes: Mapping[str, Any]) -> Uitkomst:
    """Compile, with these arguments of `typst.compile`."""
    return _uitkomst(typst.compile_with_warnings, bron, keuzes)


class Zetter:
    """Compiles one source after another, with the same arguments as `zet` and the same outcome: what both
    have is done once. Files are read anew each time, fonts where they are not as they were."""

    def __init__(self) -> None:
        self._met: Any = None
        self._zetter: Any = None

    def zet(self, bron: bytes, keuzes: Mapping[str, Any]) -> Uitkomst:
        """As the function."""
        eigen = {naam: keuzes[naam] for naam in _VAN_ZETTER}
        if self._met != (met := [eigen, _stand(eigen["font_paths"])]):
            self._zetter, self._met = typst.Compiler(**eigen), met
        rest = {naam: keuze for naam, keuze in keuzes.items() if naam not in eigen}
        return _uitkomst(self._zetter.compile_with_warnings, bron, rest)


def _uitkomst(zet: Callable[..., Any], bron: bytes, keuzes: Mapping[str, Any]) -> Uitkomst:
    try:
        pdf, meldingen = zet(bron, format="pdf", **keuzes)
    except typst.TypstError as fout:
        return None, [(fout.message, list(fout.hints))]
    return bytes(pdf), [(een.message, list(een.hints)) for een in meldingen]


def _stand(mappen: list[str]) -> list[tuple[str, int, int]]:
    """By which a change of fonts is seen."""
    paden = sorted(pad for map_ in mappen for pad in Path(map_).rglob("*"))
    return [(str(pad), (stand := pad.stat()).st_size, stand.st_mtime_ns) for pad in paden]


def zet_apart(bron: bytes, keuzes: Mapping[str, Any]) -> Uitkomst | None:
    """As `zet`, in a process of its own; None where that was ended."""
    proces = subprocess.run(
        [sys.executable, "-P", __file__],  # without the modules beside this one
        input=pickle.dumps((bron, dict(keuzes))),
        capture_output=True,
        check=False,
    )
    if proces.returncode:
        return None
    uitkomst: Uitkomst = pickle.loads(proces.stdout)
    return uitkomst


def _begin_met(zetter: Zetter, pad: Path) -> None:
    """Set the source that was kept, for nobody; what is wrong with it says nothing of the next."""
    with contextlib.suppress(Exception):
        eerder = json.loads(pad.read_text(encoding="utf-8"))
        zetter.zet(eerder["bron"].encode(), eerder["keuzes"])


if __name__ == "__main__":
    doe = zet
    if len(sys.argv) > 1:
        _begin_met(zetter := Zetter(), Path(sys.argv[1]))
        doe = zetter.zet
    sys.stdout.buffer.write(pickle.dumps(doe(*pickle.load(sys.stdin.buffer))))
