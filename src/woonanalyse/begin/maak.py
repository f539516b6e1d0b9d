"""Make the project of a new region: checked as a whole beside its place, then put there."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from woonanalyse.begin import boom, grenzen
from woonanalyse.begin.bijwerken import leg_bronnen
from woonanalyse.begin.keuze import Keuze, Wens, kies
from woonanalyse.kern.bestanden import schrijf_bytes
from woonanalyse.kern.fouten import InvoerFout, Probleem
from woonanalyse.kern.machine import als_machinefout
from woonanalyse.kern.project import productwortel, projectbestand
from woonanalyse.kern.regio import lees_regio
from woonanalyse.onderwerpen.controle import lees_alle_dossiers


@dataclass(frozen=True)
class Begonnen:
    """What was made: `keuze`, its `editie`, and what to know of it, in Dutch."""

    keuze: Keuze
    editie: str
    meldingen: tuple[str, ...]


def maak(doel: Path, wens: Wens) -> Begonnen:
    """Write the project in `doel`, a folder that is empty or not there yet.

    Raises InvoerFout with all that is wrong with the wish and the folder; then nothing is written.
    """
    problemen = [*_map(doel)]
    try:
        keuze = kies(wens)
    except InvoerFout as fout:
        raise InvoerFout([*problemen, *fout.problemen]) from None
    try:
        vlakken, meldingen = grenzen.vlakken(keuze, wens.grenzen)
    except InvoerFout as fout:
        raise InvoerFout([*problemen, *fout.problemen]) from None
    if problemen:
        raise InvoerFout(problemen)
    rand = grenzen.rand(keuze, wens.grenzen is not None) if vlakken else None
    eigen = wens.grenzen.name if wens.grenzen else ""
    with _ernaast(doel) as bouw:
        _schrijf(bouw, boom.bestanden(keuze, vlakken, rand, eigen))
        regio = lees_regio(bouw)
        lees_alle_dossiers(bouw, regio, list(regio.edities))
        _verhuis(bouw, doel)
    return Begonnen(keuze, regio.edities[0], (*keuze.meldingen, *meldingen))


def _map(doel: Path) -> Iterator[Probleem]:
    if doel.is_dir():
        er = sorted(pad.name for pad in doel.iterdir())
        if er:
            eis = f"een map die leeg is of nog niet bestaat; er staat al {er[0]}"
            yield Probleem(
                str(doel), f"{eis}. Bijwerken kan met: woonanalyse begin {doel} --bijwerken"
            )
    elif doel.exists() or doel.is_symlink():
        yield Probleem(str(doel), "een map; dit is een bestand")


@contextmanager
def _ernaast(doel: Path) -> Iterator[Path]:
    """A folder on the same disk that goes again: what is made there is moved or was never there."""
    boven = next(pad for pad in doel.resolve().parents if pad.is_dir())
    with als_machinefout(doel):
        bouw = Path(tempfile.mkdtemp(prefix=f".{doel.name or 'begin'}.", suffix=".tmp", dir=boven))
    try:
        yield bouw
    finally:
        shutil.rmtree(bouw, ignore_errors=True)


def _schrijf(wortel: Path, bestanden: Mapping[str, bytes]) -> None:
    for pad, inhoud in bestanden.items():
        schrijf_bytes(wortel / pad, inhoud)
    leg_bronnen(wortel)
    schrijf_bytes(projectbestand(wortel), projectbestand(productwortel()).read_bytes())


def _verhuis(bouw: Path, doel: Path) -> None:
    """Move everything; `_quarto.yml` last, since that makes a folder a project. On failure nothing stays."""
    was_er = doel.is_dir()
    namen = sorted(bouw.iterdir(), key=lambda pad: pad.name == projectbestand(bouw).name)
    with als_machinefout(doel):
        doel.mkdir(parents=True, exist_ok=True)
        try:
            for pad in namen:
                pad.rename(doel / pad.name)
        except BaseException:
            for pad in namen:
                _weg(doel / pad.name)
            if not was_er:
                doel.rmdir()
            raise


def _weg(pad: Path) -> None:
    if pad.is_dir():
        shutil.rmtree(pad, ignore_errors=True)
    else:
        pad.unlink(missing_ok=True)
