"""A file that is not there, or is no file: refused by name, whichever it is."""

from __future__ import annotations

import pytest
from schade.schadehulp import (
    GELIJK,
    GEWEIGERD,
    Bestand,
    Wereld,
    bestanden,
    lees,
    naam,
    toets_weigering,
)

from woonanalyse.kern.fouten import InvoerFout
from woonanalyse.kern.registers import REGISTERS

elk_bestand = pytest.mark.parametrize("bestand", bestanden(), ids=naam)


def einde(wereld: Wereld, bestand: Bestand) -> str:
    """How reading ends; refused when it also names the file."""
    try:
        problemen = lees(wereld, bestand).problemen
    except InvoerFout as fout:
        problemen = fout.problemen
    if not problemen:
        return GELIJK
    toets_weigering(problemen, bestand, plek=False)
    return GEWEIGERD


@elk_bestand
def test_file_that_is_not_there(wereld: Wereld, bestand: Bestand) -> None:
    """A register that is not there has no rows; every other file is missed."""
    (wereld.wortel / bestand.pad).unlink()
    register = any(bestand.pad.endswith(f"{register}.csv") for register in REGISTERS)
    try:
        assert einde(wereld, bestand) == (GELIJK if register else GEWEIGERD)
    finally:
        wereld.herstel(bestand.pad)


@elk_bestand
@pytest.mark.parametrize("wat", ["map", "kapotte verwijzing"])
def test_something_else_in_the_place_of_a_file(wereld: Wereld, bestand: Bestand, wat: str) -> None:
    """A register too: what stands in its place is not the same as nothing."""
    plek = wereld.wortel / bestand.pad
    plek.unlink()
    if wat == "map":
        plek.mkdir()
    else:
        plek.symlink_to(wereld.wortel / "weg")
    try:
        assert einde(wereld, bestand) == GEWEIGERD
    finally:
        wereld.herstel(bestand.pad)
