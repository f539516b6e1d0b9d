"""A file that is not there, or is no file: refused by name, whichever it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from schade.schadehulp import (
    GELIJK,
    GEWEIGERD,
    Bestand,
    Wereld,
    bestanden,
    lees,
    toets_weigering,
)

from woonanalyse.kern.fouten import InvoerFout
from woonanalyse.kern.registers import REGISTERS

Plaats = Callable[[Path], object]
"""Takes a file away, or puts something else in its place."""


def einde(wereld: Wereld, bestand: Bestand, plaats: Plaats) -> str:
    """How reading ends with this in the place of a file; refused when it also names the file."""
    plek = wereld.wortel / bestand.pad
    plek.unlink()
    plaats(plek)
    try:
        problemen = lees(wereld, bestand).problemen
    except InvoerFout as fout:
        problemen = fout.problemen
    finally:
        wereld.herstel(bestand.pad)
    if not problemen:
        return GELIJK
    try:
        toets_weigering(problemen, bestand, plek=False)
    except AssertionError as fout:
        return str(fout)
    return GEWEIGERD


def van_elke_soort() -> list[Bestand]:
    """One file of each kind that each edition reads."""
    return [*{(b.soort, b.editie, b.voorbeelddata): b for b in bestanden()}.values()]


def anders_dan(
    wereld: Wereld,
    plaats: Plaats,
    verwacht: Callable[[Bestand], str],
    welke: Callable[[], list[Bestand]] = bestanden,
) -> dict[str, str]:
    """The files for which it ends in another way, and how."""
    eindes = {bestand: einde(wereld, bestand, plaats) for bestand in welke()}
    assert len(eindes) > (50 if welke is bestanden else 6)
    return {b.pad: zo for b, zo in eindes.items() if zo != verwacht(b)}


@pytest.mark.lang
def test_file_that_is_not_there(wereld: Wereld) -> None:
    """A register that is not there has no rows; every other file is missed."""

    def verwacht(bestand: Bestand) -> str:
        register = any(bestand.pad.endswith(f"{register}.csv") for register in REGISTERS)
        return GELIJK if register else GEWEIGERD

    assert anders_dan(wereld, lambda plek: None, verwacht) == {}


@pytest.mark.enkele(1)
@pytest.mark.parametrize("welke", [van_elke_soort, pytest.param(bestanden, marks=pytest.mark.lang)])
@pytest.mark.parametrize(
    "plaats",
    [
        pytest.param(Path.mkdir, id="map"),
        pytest.param(lambda plek: plek.symlink_to(plek.parent / "weg"), id="kapotte verwijzing"),
    ],
)
def test_something_else_in_the_place_of_a_file(
    wereld: Wereld, plaats: Plaats, welke: Callable[[], list[Bestand]]
) -> None:
    """A register too: what stands in its place is not the same as nothing."""
    assert anders_dan(wereld, plaats, lambda bestand: GEWEIGERD, welke) == {}
