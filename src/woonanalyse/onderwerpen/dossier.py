"""The dossier of an edition: the edition, the one before it, and what the region knows beside them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

import pandas as pd

from woonanalyse.kern import correcties
from woonanalyse.kern.bron import Bron
from woonanalyse.kern.catalogus import onderwerp_van, onderwerpen
from woonanalyse.kern.catalogus import tabellen as tabellen_van_catalogus
from woonanalyse.kern.correcties import Correctie
from woonanalyse.kern.fouten import Waarschuwing
from woonanalyse.kern.onderwerp import Onderwerp
from woonanalyse.kern.project import mapnaam
from woonanalyse.kern.regio import Regio
from woonanalyse.kern.registers import REGISTERS
from woonanalyse.kern.vindplaats import Vindplaatsen
from woonanalyse.onderwerpen.editie import Editie
from woonanalyse.onderwerpen.stukstatus import (
    Stukstatus,
    concepten_tot,
    volgend_concept,
)

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
