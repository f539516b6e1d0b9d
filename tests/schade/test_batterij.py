"""Every kind of damage in files of every kind: refused by name, said, or read as what it is."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hulp import WORTEL
from schade.schadehulp import (
    GEWEIGERD,
    Bestand,
    Soort,
    Uitkomst,
    Wereld,
    gevallen,
    kans,
    lees,
    naam,
    toets_weigering,
)
from schade.soorten_kaart import KAART
from schade.soorten_tabel import TABEL
from schade.soorten_tekst import BYTES
from schade.soorten_yaml import YAMLSOORTEN, ZIJSOORTEN

SOORTEN = [*BYTES, *TABEL, *YAMLSOORTEN, *ZIJSOORTEN, *KAART]
OPEN: dict[str, str] = yaml.safe_load(
    Path(__file__).with_name("open.yml").read_text(encoding="utf-8")
)
"""What does not yet end as it should, by kind and file; the reason."""
OPEN_SOORTEN = {sleutel.partition(" | ")[0] for sleutel in OPEN}


def als_geval(soort: Soort, bestand: Bestand, kort: bool = True) -> object:
    """A case with its name; one that is open has to fail until it is mended.

    In the longer job any file of a kind that is open may fail.
    """
    sleutel = f"{naam(soort)} | {naam(bestand)}"
    marks = []
    if sleutel in OPEN or (not kort and soort.naam in OPEN_SOORTEN):
        marks = [pytest.mark.xfail(strict=kort, reason=OPEN.get(sleutel, soort.naam))]
    return pytest.param(soort, bestand, id=sleutel, marks=marks)


_ongeschonden: dict[object, Uitkomst] = {}
"""By what was read of the data as they are, or by the file and its bytes."""


def ongeschonden(wereld: Wereld, soort: Soort, bestand: Bestand) -> Uitkomst:
    """What is read without the damage."""
    ruw = (WORTEL / bestand.pad).read_bytes()
    anders = soort.naar(ruw, kans(soort, bestand)) if soort.naar is not None else None
    sleutel = (bestand.pad, anders) if anders else (*wereld.lezers(bestand),)
    if sleutel not in _ongeschonden:
        with wereld.met(bestand.pad, anders or ruw):
            _ongeschonden[sleutel] = lees(wereld, bestand)
    return _ongeschonden[sleutel]


def toets(wereld: Wereld, soort: Soort, bestand: Bestand) -> None:
    """The damage ends in one of the ways that the kind declares."""
    schoon = ongeschonden(wereld, soort, bestand)
    assert not schoon.problemen
    ruw = soort.schade((WORTEL / bestand.pad).read_bytes(), kans(soort, bestand))
    assert ruw is not None
    with wereld.met(bestand.pad, ruw):
        uitkomst = lees(wereld, bestand)
    einde = uitkomst.einde(schoon, bestand)
    assert einde in soort.mag
    if einde == GEWEIGERD:
        toets_weigering(uitkomst.problemen, bestand, soort.plek)


KORT = gevallen(SOORTEN, 1)


@pytest.mark.parametrize(("soort", "bestand"), [als_geval(*paar) for paar in KORT])
def test_damage_ends_as_its_kind_declares(wereld: Wereld, soort: Soort, bestand: Bestand) -> None:
    toets(wereld, soort, bestand)


@pytest.mark.lang
@pytest.mark.parametrize(
    ("soort", "bestand"),
    [als_geval(*p, kort=False) for p in gevallen(SOORTEN, 4) if p not in KORT],
)
def test_damage_in_more_files(wereld: Wereld, soort: Soort, bestand: Bestand) -> None:
    toets(wereld, soort, bestand)
