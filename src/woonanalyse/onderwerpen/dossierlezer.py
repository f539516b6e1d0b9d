"""Reading the dossier of an edition; also ahead, for notebooks that would read the same again."""

from __future__ import annotations

import importlib
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from woonanalyse.kern import correcties
from woonanalyse.kern.bron import Bron
from woonanalyse.kern.bronbestanden import bronbestanden, hash_bestanden
from woonanalyse.kern.catalogus import onderwerpen
from woonanalyse.kern.fouten import InvoerFout, Probleem, Waarschuwing
from woonanalyse.kern.hashes import hash_van
from woonanalyse.kern.onderwerp import Onderwerp
from woonanalyse.kern.regio import Regio, lees_regio
from woonanalyse.kern.vindplaats import leg_waarschuwing_vast, neem_op, noem_waar
from woonanalyse.onderwerpen.dossier import Dossier
from woonanalyse.onderwerpen.editie import Editie
from woonanalyse.onderwerpen.editielezer import lees_editie_van, standaardeditie_gelezen
from woonanalyse.onderwerpen.reeks import controleer_voorgangers, gelijke_edities, lees_koppen
from woonanalyse.onderwerpen.stukstatus import lees_stukstatus

Deel = TypeVar("Deel")

_voorgelezen: dict[str, tuple[int, Dossier]] = {}
"""Dossiers read ahead for notebooks, by the fingerprint of all that they are read from, with the process
that read them: there a copy stays behind. One that was forked from it has what it takes for itself."""


def lees_dossier(wortel: Path, editie: str, *, voorbeelddata: bool = False) -> Dossier:
    """Read all of edition `editie`; raises InvoerFout with the problems of all files together."""
    if _voorgelezen:
        sleutel = _sleutel(wortel, editie, voorbeelddata)
        lezer, bewaard = _voorgelezen.pop(sleutel, (0, None))
        if bewaard is not None:
            if lezer == os.getpid():
                _voorgelezen[sleutel] = (lezer, deepcopy(bewaard))
            return bewaard
    return lees_dossier_van(wortel, lees_regio(wortel), editie, voorbeelddata=voorbeelddata)


def lees_voor(wortel: Path, editie: str, *, voorbeelddata: bool = False) -> None:
    """Read ahead: `lees_dossier` then has it, as long as no file below data/ has changed."""
    sleutel = _sleutel(wortel, editie, voorbeelddata)
    dossier = lees_dossier(wortel, editie, voorbeelddata=voorbeelddata)
    if _sleutel(wortel, editie, voorbeelddata) == sleutel:  # nothing was edited while it was read
        _voorgelezen[sleutel] = (os.getpid(), dossier.zonder_vindplaatsen())


@contextmanager
def voorgelezen(wortel: Path, dossier: Dossier) -> Iterator[None]:
    """Inside this, a process that is forked need not read `dossier` again, as long as no file below data/ has
    changed since; whoever begins it makes sure that none did between reading it and this."""
    sleutel = _sleutel(wortel, dossier.editie.naam, dossier.voorbeelddata)
    _voorgelezen[sleutel] = (os.getpid(), dossier)
    try:
        yield
    finally:
        del _voorgelezen[sleutel]


def _sleutel(wortel: Path, editie: str, voorbeelddata: bool) -> str:
    bestanden = hash_bestanden(wortel, bronbestanden(wortel))
    return hash_van([str(wortel), editie, voorbeelddata, bestanden])


def kies_dossier(
    wortel: Path, editie: str | None, *, voorbeelddata: bool = False
) -> tuple[Dossier, list[Waarschuwing]]:
    """As `lees_dossier`; where no edition is asked for that of the default one, with what is to say of that
    choice."""
    regio = lees_regio(wortel)
    if editie:
        return lees_dossier_van(wortel, regio, editie, voorbeelddata=voorbeelddata), []
    lees, melding = standaardeditie_gelezen(wortel, regio)
    naam, eigen = lees().naam, None if voorbeelddata else lees
    return lees_dossier_van(wortel, regio, naam, voorbeelddata=voorbeelddata, eigen=eigen), melding


def lees_dossier_van(
    wortel: Path,
    regio: Regio,
    editie: str,
    *,
    voorbeelddata: bool = False,
    eigen: Callable[[], Editie] | None = None,
    bronnen: Mapping[str, Callable[[], Bron]] | None = None,
) -> Dossier:
    """As `lees_dossier`, in a region already read; `eigen` reads the edition and `bronnen` the sources of
    subjects, where that was done before."""
    lees = partial(lees_editie_van, wortel, regio, editie, voorbeelddata=voorbeelddata)
    bronnen = bronlezers(wortel, regio) if bronnen is None else bronnen
    with neem_op() as vindplaatsen:
        dossier = _lees_dossier_van(wortel, regio, editie, voorbeelddata, eigen or lees, bronnen)
    return replace(dossier, vindplaatsen=regio.vindplaatsen.met(vindplaatsen))


def _lees_dossier_van(
    wortel: Path,
    regio: Regio,
    editie: str,
    voorbeelddata: bool,
    lees_eigen: Callable[[], Editie],
    lezers: Mapping[str, Callable[[], Bron]],
) -> Dossier:
    problemen: list[Probleem] = []

    def probeer(lees: Callable[[], Deel]) -> Deel | None:
        try:
            return lees()
        except InvoerFout as fout:
            problemen.extend(fout.problemen)
            return None

    eigen = probeer(lees_eigen)
    koppen = lees_koppen(wortel, regio)
    problemen += controleer_voorgangers(regio, koppen, editie)
    problemen += correcties.zonder_bestand(wortel)
    for waarschuwing in gelijke_edities(wortel, regio, koppen, editie):
        leg_waarschuwing_vast(waarschuwing)
    voorganger = probeer(
        lambda: _lees_voorganger(wortel, regio, eigen, voorbeelddata) if eigen else None
    )
    gelezen = {naam: probeer(lees) for naam, lees in lezers.items()}
    if problemen or eigen is None:
        raise InvoerFout(problemen)
    bronnen = {naam: bron for naam, bron in gelezen.items() if bron is not None}
    namen = {een: kop.naam for een, kop in koppen.items()}
    dossier = Dossier(
        eigen,
        voorganger,
        bronnen,
        voorbeelddata,
        edities=namen,
        correcties=tuple(een for een in correcties.lees(wortel)[0] if een.geldt),
    )
    elders = [pad for pad in dossier.bestanden if not pad.startswith("data/")]
    if elders:
        raise InvoerFout([Probleem(pad, "een bestand in de map data/") for pad in elders])
    if voorbeelddata:
        return dossier
    return replace(dossier, stukstatus=lees_stukstatus(wortel, eigen, dossier.bestanden))


def _lees_voorganger(
    wortel: Path, regio: Regio, eigen: Editie, voorbeelddata: bool
) -> Editie | None:
    voor = eigen.opzet.voorganger
    if voor is None:
        return None
    return lees_editie_van(
        wortel, regio, voor, voorbeelddata=voorbeelddata, registers=lambda: (eigen.feiten, [])
    )


def bronlezers(wortel: Path, regio: Regio) -> dict[str, Callable[[], Bron]]:
    """By subject of the region what reads its source."""
    return {
        onderwerp.naam: partial(lees_bron, wortel, regio, onderwerp)
        for onderwerp in onderwerpen()
        if onderwerp.instelling in regio.instellingen
    }


def lees_bron(wortel: Path, regio: Regio, onderwerp: Onderwerp) -> Bron:
    """What stands at the subject's key in the region file, as the subject reads it."""
    module = importlib.import_module(f"woonanalyse.onderwerpen.{onderwerp.naam}.bron")
    with noem_waar(regio.vindplaatsen.instellingen):
        bron: Bron = module.lees(wortel, regio, regio.instellingen[str(onderwerp.instelling)])
    return bron
