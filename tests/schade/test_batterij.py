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
    bestanden_voor,
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
elke_soort = pytest.mark.parametrize("soort", SOORTEN, ids=naam)


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


def fout_van(wereld: Wereld, soort: Soort, bestand: Bestand) -> str:
    """In what the damage ends otherwise than its kind declares; empty when it does not."""
    try:
        toets(wereld, soort, bestand)
    except AssertionError as fout:
        return f"{naam(soort)} | {naam(bestand)}: {fout}"
    return ""


@pytest.mark.enkele(20)
@elke_soort
def test_damage_ends_as_its_kind_declares(wereld: Wereld, soort: Soort) -> None:
    """In the first file that has a place for it; one that is open has to fail until it is mended."""
    (bestand,) = bestanden_voor(soort, 1)
    fout = fout_van(wereld, soort, bestand)
    assert bool(fout) == (f"{naam(soort)} | {naam(bestand)}" in OPEN), fout


@pytest.mark.lang
@elke_soort
def test_damage_in_more_files(wereld: Wereld, soort: Soort) -> None:
    """Any file of a kind that is open may fail."""
    fouten = [fout_van(wereld, soort, bestand) for bestand in bestanden_voor(soort, 4)[1:]]
    assert soort.naam in OPEN_SOORTEN or not any(fouten), [fout for fout in fouten if fout]
