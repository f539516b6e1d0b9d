"""Typst alone: called here, or run as a program that ends, and then gives back the memory it took."""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

import typst

Uitkomst = tuple[bytes | None, list[tuple[str, list[str]]]]
"""The PDF, None after an error; and what Typst says of it, each with its hints."""


def zet(bron: bytes, keuzes: Mapping[str, Any]) -> Uitkomst:
    """Compile, with these arguments of `typst.compile`."""
    try:
        pdf, meldingen = typst.compile_with_warnings(bron, format="pdf", **keuzes)
    except typst.TypstError as fout:
        return None, [(fout.message, list(fout.hints))]
    return bytes(pdf), [(een.message, list(een.hints)) for een in meldingen]


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


if __name__ == "__main__":
    sys.stdout.buffer.write(pickle.dumps(zet(*pickle.load(sys.stdin.buffer))))
