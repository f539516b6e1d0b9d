"""The dossier of an edition: the edition, the one before it, and what the region knows beside them."""

from __future__ import annotations

import importlib
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import pandas as pd

from woonanalyse.kern import correcties
from woonanalyse.kern.bron import Bron
from woonanalyse.kern.bronbestanden import bronbestanden, hash_bestanden
from woonanalyse.kern.catalogus import onderwerp_van, onderwerpen
from woonanalyse.kern.catalogus import tabellen as tabellen_van_catalogus
from woonanalyse.kern.correcties import Correctie
from woonanalyse.kern.fouten import InvoerFout, Probleem, Waarschuwing
from woonanalyse.kern.hashes import hash_van
from woonanalyse.kern.onderwerp import Onderwerp
from woonanalyse.kern.project import mapnaam
from woonanalyse.kern.regio import Regio, lees_regio
from woonanalyse.kern.registers import REGISTERS
from woonanalyse.kern.vindplaats import Vindplaatsen, leg_waarschuwing_vast, neem_op, noem_waar
from woonanalyse.onderwerpen.editie import Editie
from woonanalyse.onderwerpen.editielezer import lees_editie_van, standaardeditie_gelezen
from woonanalyse.onderwerpen.reeks import controleer_voorgangers, gelijke_edities, lees_koppen
from woonanalyse.onderwerpen.stukstatus import (
    Stukstatus,
    concepten_tot,
    lees_stukstatus,
    volgend_concept,
)

Deel = TypeVar("Deel")
Soort = TypeVar("Soort", bound=Bron)

Tabellen = Mapping[str, pd.DataFrame]
"""Result tables by name."""

Uit = Callable[[str], pd.DataFrame]
"""Gives another table that a calculation uses, by its name."""


VAN_EDITIE = {
    "voorganger": "vorige editie",
    "normen": "eigen normen",
    "totalen": "regiototalen",
}
"""What a subject may require of the edition itself, and what that is called."""


@dataclass(frozen=True)
class Dossier:
    """All that notebooks and report of one edition are made from.

    `voorganger` is None for the first edition; `bronnen` by subject what it is read from, without those
    that the region file does not name. `voorbeelddata` says whether made rows were read as well: then
    everything must be marked. `edities`: the names of the region's editions, by their short names, in order.
    `stukstatus`: whether it is an analysis, a concept, or adopted; `correcties`: the cells that were mended.
    """

    editie: Editie
    voorganger: Editie | None
    bronnen: Mapping[str, Bron]
    voorbeelddata: bool
    vindplaatsen: Vindplaatsen = field(default_factory=Vindplaatsen, compare=False)
    edities: Mapping[str, str] = field(default_factory=dict)
    stukstatus: Stukstatus = field(default_factory=Stukstatus)
    correcties: tuple[Correctie, ...] = ()

    @property
    def naam(self) -> str:
        """The name of the folders of its results; never that of real ones when it has made rows."""
        return mapnaam(self.editie.naam, voorbeelddata=self.voorbeelddata)

    @property
    def merken(self) -> tuple[str, ...]:
        """What every document must say of itself: that it has made data, that it is a scenario."""
        soorten = {"voorbeelddata": self.voorbeelddata, "scenario": self.editie.opzet.scenario}
        return tuple(naam for naam, zo in soorten.items() if zo)

    @property
    def regio(self) -> Regio:
        """The region of the edition."""
        return self.editie.regio

    def eventuele_bron(self, soort: type[Soort]) -> Soort | None:
        """What a subject is read from, by its class; None where the region does not have it."""
        return next((bron for bron in self.bronnen.values() if isinstance(bron, soort)), None)

    def bron(self, soort: type[Soort]) -> Soort:
        """The same, of a subject that is there; raises KeyError where it is not."""
        bron = self.eventuele_bron(soort)
        if bron is None:
            raise KeyError(soort.__name__)
        return bron

    def heeft(self, onderwerp: Onderwerp) -> bool:
        """Whether the region, and this edition, have what a subject is made from."""
        voor = "voorganger" not in onderwerp.vereist or self.voorganger is not None
        eigen = "normen" not in onderwerp.vereist or self.editie.opzet.normen != ""
        totalen = "totalen" not in onderwerp.vereist or self.editie.opzet.regiototalen is not None
        return voor and eigen and totalen and self.regio_heeft(onderwerp)

    def heeft_tabel(self, naam: str) -> bool:
        """Whether the subject of table `naam` is there in this region and edition."""
        onderwerp = onderwerp_van(naam)
        return onderwerp is not None and self.heeft(onderwerp)

    def regio_heeft(self, onderwerp: Onderwerp) -> bool:
        """Whether the region has what a subject is made from, in this edition or another.

        A region of one edition has none before it; of what has a source of its own the report says so.
        """
        los = "voorganger" in onderwerp.vereist and not onderwerp.instelling
        if los and self.voorganger is None and len(self.regio.edities) == 1:
            return False
        nodig = {*onderwerp.vereist, *([onderwerp.instelling] if onderwerp.instelling else [])}
        er = {*self.regio.instellingen, *self.regio.rollen, *VAN_EDITIE}
        return nodig <= er

    def op_datum(self, rapportdatum: str) -> Dossier:
        """The same, for a report of another day (ISO)."""
        opzet = replace(self.editie.opzet, rapportdatum=rapportdatum)
        return replace(self, editie=replace(self.editie, opzet=opzet))

    def zonder_vindplaatsen(self) -> Dossier:
        """The same, without where everything was read: what notebooks compute with."""

        def kaal(editie: Editie) -> Editie:
            return replace(editie, regio=replace(editie.regio, vindplaatsen=Vindplaatsen()))

        voor = self.voorganger
        return replace(
            self,
            editie=kaal(self.editie),
            voorganger=None if voor is None else kaal(voor),
            vindplaatsen=Vindplaatsen(),
        )

    @property
    def _delen(self) -> list[Any]:
        delen = (self.editie, self.voorganger, *self.bronnen.values())
        return [deel for deel in delen if deel is not None]

    @property
    def zijbestanden(self) -> list[dict[str, Any]]:
        """The sidecars of every raw file, each once, those of the edition first."""
        alle = [zij for deel in self._delen for zij in deel.zijbestanden]
        return list({zij["bestand"]: zij for zij in reversed(alle)}.values())[::-1]

    @property
    def getoonde_zijbestanden(self) -> list[dict[str, Any]]:
        """The same, of what the report shows: subjects of agreements that do not apply are not in it."""
        return self.editie.zijbestanden if self.editie.kort else self.zijbestanden

    @property
    def niet_getoonde_tabellen(self) -> list[str]:
        """The names of the result tables that the report does not show, for the same reason."""
        alle = tabellen_van_catalogus().items() if self.editie.kort else ()
        return [naam for naam, tafel in alle if tafel.over_afspraken]

    @property
    def zonder_tabel(self) -> dict[str, list[str]]:
        """By notebook the files of a subject without a result table: only figures show what is in them."""
        return {
            onderwerp.notitieboek.naam: self.bronnen[onderwerp.naam].bestanden
            for onderwerp in onderwerpen()
            if not onderwerp.tabellen and onderwerp.notitieboek and onderwerp.naam in self.bronnen
        }

    @property
    def gewijzigd(self) -> list[str]:
        """Raw files that differ from what their sidecar says."""
        return [zij["bestand"] for zij in self.zijbestanden if not zij["ongewijzigd"]]

    @property
    def waarschuwingen(self) -> list[Waarschuwing]:
        """What could be read, but a reader should look at."""
        return self.vindplaatsen.waarschuwingen

    @property
    def bestanden(self) -> list[str]:
        """Every file the dossier is read from, from the root, each once."""
        verzonnen = [
            f"{self.regio.paden.voorbeelddata}/voorbeelddata_{naam}.csv" for naam in REGISTERS
        ]
        paden = [pad for deel in self._delen for pad in deel.bestanden]
        paden += (
            [] if self.voorbeelddata else concepten_tot(self.stukstatus.nummer, self.editie.naam)
        )
        verzonnen = verzonnen if self.voorbeelddata else []
        hersteld = [correcties.BESTAND] if self.correcties else []
        return list(dict.fromkeys([*paden, *verzonnen, *hersteld]))

    @property
    def veroudert(self) -> list[str]:
        """What a form of it is older than its data by, once it changes: its files, and the next concept, that
        is not there yet."""
        volgende = volgend_concept(self.stukstatus.nummer, self.editie.naam)
        return self.bestanden if self.voorbeelddata else [*self.bestanden, volgende]

    def hersteld(self, bestand: str) -> list[Correctie]:
        """What was mended in one file."""
        return [een for een in self.correcties if een.bestand == bestand]


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
