"""What `controleer` calls in order, `rapport` can make: mutations of any input, by chance that stays."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hulp import WORTEL, kopieer_project, opdracht
from schade.schadehulp import Bestand, Soort, Wereld, bestanden, naam
from schade.soorten_kaart import KAART
from schade.soorten_tabel import TABEL
from schade.soorten_tekst import BYTES
from schade.soorten_yaml import YAMLSOORTEN, ZIJSOORTEN
from schade.soorten_zacht import ZACHT
from schade.uitrekenen import draai_notitieboeken, maak_documenten, maak_teksten

from woonanalyse.kern.catalogus import onderwerpen
from woonanalyse.kern.fouten import InvoerFout
from woonanalyse.kern.regio import lees_regio
from woonanalyse.onderwerpen.dossier import Dossier
from woonanalyse.onderwerpen.dossierlezer import lees_dossier_van
from woonanalyse.uitkomsten.runs import Run, runs_van

HARD = [*BYTES, *TABEL, *YAMLSOORTEN, *ZIJSOORTEN, *KAART]
KORT, LANG, HEEL = 10, 120, 20
"""How many mutations: in `make test`, in the longer job, and of those the ones with every page."""


def mutatie(nr: int) -> tuple[Soort, Bestand, bytes]:
    """Mutation `nr`: mostly one that reading may accept."""
    kans = random.Random(f"mutatie {nr}")
    while True:
        soort = kans.choice(ZACHT if kans.random() < 0.75 else HARD)
        bestand = kans.choice(bestanden())
        if bestand.soort in soort.bij:
            ruw = soort.schade((WORTEL / bestand.pad).read_bytes(), kans)
            if ruw is not None:
                return soort, bestand, ruw


def lees(wereld: Wereld, bestand: Bestand) -> Dossier:
    """What `controleer` reads of the edition that uses the file."""
    regio = lees_regio(wereld.wortel)
    return lees_dossier_van(
        wereld.wortel, regio, bestand.editie, voorbeelddata=bestand.voorbeelddata
    )


def een_run(d: Dossier, bestand: Bestand, kans: random.Random) -> list[Run]:
    """One of the notebooks whose subjects read the file: about the whole region, or one municipality."""
    pad = bestand.pad.removesuffix(".yml") if bestand.soort == "zij" else bestand.pad
    eigen = {
        o.notitieboek.naam
        for o in onderwerpen()
        if o.notitieboek and o.naam in d.bronnen and pad in d.bronnen[o.naam].bestanden
    } or {"regio", "wijzigingen", "balans"}
    alle = runs_van(d)
    runs = [run for run in alle if run.notitieboek in eigen] or alle
    return [kans.choice([run for run in runs if run.geheel] or runs)]


def toets(wereld: Wereld, nr: int, *, alles: bool = False) -> None:
    """Refused when read, or computed to the end."""
    soort, bestand, ruw = mutatie(nr)
    print(f"{naam(soort)} | {naam(bestand)}")  # pytest shows it beside a failure
    with wereld.met(bestand.pad, ruw):
        try:
            d = lees(wereld, bestand)
        except InvoerFout:
            return
        maak_teksten(d)
        map_ = draai_notitieboeken(
            d, wereld.wortel, None if alles else een_run(d, bestand, random.Random(nr))
        )
        if alles:
            maak_documenten(d, wereld.wortel, map_)


@pytest.mark.lang
@pytest.mark.parametrize("nr", range(KORT))
def test_what_is_read_can_be_computed(wereld: Wereld, nr: int) -> None:
    toets(wereld, nr)


@pytest.mark.lang
@pytest.mark.parametrize("nr", range(KORT, LANG))
def test_what_is_read_can_be_computed_of_many_more(wereld: Wereld, nr: int) -> None:
    toets(wereld, nr)


@pytest.mark.lang
@pytest.mark.parametrize("nr", range(LANG, LANG + HEEL))
def test_what_is_read_can_be_made_into_every_page(wereld: Wereld, nr: int) -> None:
    toets(wereld, nr, alles=True)


@pytest.mark.lang
@pytest.mark.traag
def test_what_controleer_accepts_rapport_makes(tmp_path: Path) -> None:
    """The real commands, on mutations of what the default edition is read from."""
    wortel = kopieer_project(tmp_path / "project")
    wereld = Wereld(wortel)
    gemaakt = 0
    for nr in range(1000, 1100):
        _, bestand, ruw = mutatie(nr)
        if bestand.voorbeelddata or gemaakt == 3:
            continue
        with wereld.met(bestand.pad, ruw):
            keuze = ("--editie", bestand.editie)
            if opdracht(wortel, "controleer", *keuze).returncode == 0:
                klaar = opdracht(wortel, "rapport", *keuze, uitvoer=tmp_path / "uit", limiet=900)
                assert klaar.returncode == 0, f"{bestand.pad}\n{klaar.stdout}"
                gemaakt += 1
