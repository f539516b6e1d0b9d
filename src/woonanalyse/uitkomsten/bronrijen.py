"""The rows that were read, by the addresses that declarations use."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

import pandas as pd

from woonanalyse.afspraken.feiten import tellende_soorten
from woonanalyse.kern.afspraak import Afspraak
from woonanalyse.kern.catalogus import onderwerpen, tabellen
from woonanalyse.kern.correcties import in_woorden
from woonanalyse.kern.formulier import formulieren
from woonanalyse.kern.niveau import boven
from woonanalyse.kern.onderwerp import Herkomst, Tabel
from woonanalyse.kern.registers import REGISTERS, dragend
from woonanalyse.onderwerpen.dossier import Dossier
from woonanalyse.onderwerpen.editie import normbestanden
from woonanalyse.onderwerpen.editiebronnen import editiebestand
from woonanalyse.uitkomsten.bronadres import op_adres
from woonanalyse.uitkomsten.regelbron import Blad, Regelbron

Bron = tuple[str, list[int] | None]
"""A source file, and its rows; None for the whole file."""


class Bronrijen:
    """Finds, for lines of provenance, the rows that the dossier was read from."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self.tabellen = dossier.vindplaatsen.tabellen
        self._plekken: dict[tuple[str, bool, str | None], dict[Any, Any]] = {}
        self.leden = list(
            dossier.regio.gemeenten[["gemeentecode", "gemeente"]].itertuples(index=False, name=None)
        )

    def zoek(self, tabel: Tabel, regel: Regelbron) -> list[Bron]:
        """The sources of one line of `tabel`."""
        return self._zoek(tabel.herkomst, regel)

    def _zoek(self, adressen: Iterable[Herkomst], regel: Regelbron) -> list[Bron]:
        """The sources at these addresses, in their order."""
        gevonden: list[Bron] = []
        bekend: set[str] = set()
        for herkomst in adressen:
            if herkomst.alleen not in (None, regel.soort):
                continue
            if herkomst.bij is not None and herkomst.bij not in bekend:
                continue
            bronnen = self._uit(herkomst, regel)
            bekend |= {herkomst.uit} if bronnen else set()
            gevonden += bronnen
        return gevonden

    def van(self, tabel: Tabel, adres: str, regel: Regelbron) -> list[Bron] | None:
        """The sources of one line at one address; None where they are of other lines than this one. Raises
        KeyError where `tabel` does not declare the address."""
        eigen = [herkomst for herkomst in tabel.herkomst if herkomst.uit == adres]
        if not eigen:
            raise KeyError(f"{tabel.naam}: {adres}")
        eigen = [h for h in eigen if h.alleen in (None, regel.soort)]
        return self._zoek([replace(h, bij=None) for h in eigen], regel) if eigen else None

    def bewijs(self, eigen: Afspraak) -> list[Bron]:
        """The rows that hold the evidence of one agreement."""
        return self._bewijs(str(eigen.get("register")), eigen["artikel"], [eigen])

    def besloten(self) -> dict[str, dict[str, Any]]:
        """By source file that is not all for everyone `verborgen`, its columns that are not, and `rijniveau`,
        where it has one the column with the level of a row: as the form says that it is a delivery of, or all
        columns where its sidecar has a level."""
        gevonden: dict[str, dict[str, Any]] = {}
        namen = [(h.uit, h.formulier) for tabel in tabellen().values() for h in tabel.herkomst]
        namen += [(f"register:{naam}", naam) for naam in REGISTERS]
        for adres, naam in namen:
            vorm = formulieren()[naam] if naam else None
            if vorm and (vorm.verborgen() or vorm.rijniveau):
                rijen = {"rijniveau": vorm.rijniveau} if vorm.rijniveau else {}
                regels = {"verborgen": vorm.verborgen(), **rijen}
                gevonden |= {str(pad): regels for pad in op_adres(self.dossier, adres) if pad}
        for zij in self.dossier.zijbestanden:
            if self.telt_verborgen(zij["bestand"]):
                kolommen = [*(kolom["naam"] for kolom in zij["kolommen"]), "tekst"]
                gevonden[zij["bestand"]] = {"verborgen": kolommen}
        return gevonden

    def telt_verborgen(self, bestand: str) -> bool:
        """Whether nothing of a source is for everyone, so that how many rows a number has is not either."""
        return bestand in self._niet_openbaar

    @cached_property
    def _niet_openbaar(self) -> set[str]:
        return {
            zij["bestand"]
            for zij in self.dossier.zijbestanden
            if boven(zij.get("niveau", "openbaar"), "openbaar")
        }

    def van_afspraken(self, artikel: int, eigen: Sequence[Afspraak]) -> list[Bron]:
        """The lines of the agreements of an article, and the rows that hold their evidence."""
        regio = self.dossier.regio
        bron = self._waar(regio.paden.afspraken, {"artikel": {str(artikel)}})
        for register in dict.fromkeys(str(a.get("register")) for a in eigen):
            bron += self._bewijs(register, artikel, eigen)
        return bron

    def beschrijving(self, bestand: str) -> tuple[str, str, str]:
        """Title, publisher and reference date of a source file."""
        for zij in self.dossier.zijbestanden:
            if zij["bestand"] == bestand:
                datum = zij["peildatum"] or zij["peildatum_toelichting"]
                return zij["titel"], zij["uitgever"], " ".join(str(datum).split())
        regio, stand = self.dossier.regio, str(self.dossier.editie.opzet.stand_per)
        if bestand == regio.paden.afspraken:
            return regio.overeenkomst, "de partijen bij de overeenkomst", stand
        for naam in REGISTERS:
            if bestand.endswith((f"/{naam}.csv", f"voorbeelddata_{naam}.csv")):
                merk = " (voorbeelddata)" if "voorbeelddata_" in bestand else ""
                return f"Register {naam}{merk}", "eigen register; de bron staat per rij", stand
        if bestand in self._instellingen:
            return self._instellingen[bestand], "eigen beschrijving; de bron staat erbij", stand
        if bestand in (eigen := normbestanden(self.dossier.editie)):
            merk = "Verdeling (voorbeelddata)" if bestand != eigen[0] else "Normen"
            titel = f"{merk}: {self.dossier.editie.opzet.naam}"
            return titel, "eigen beschrijving; de bron staat erbij", stand
        if bestand == editiebestand(regio, self.dossier.editie.naam):
            opzet = self.dossier.editie.opzet
            dag = str(opzet.peildatum or stand)
            return str(opzet.naam), "eigen beschrijving van de editie", dag
        return "", "", ""

    def hersteld(
        self, bestand: str, rijen: Sequence[int] | None, kolommen: Sequence[str] = ()
    ) -> str:
        """What was mended in these rows (None: the whole file) and these columns (none named: all)."""
        blad = self.tabellen.get(bestand)
        return in_woorden(
            een
            for een in self.dossier.hersteld(bestand)
            if (rijen is None or blad is None or set(een.rijen_in(blad)) & set(rijen))
            and (not kolommen or een.kolom in kolommen)
        )

    @cached_property
    def _instellingen(self) -> dict[str, str]:
        """By file of settings what it is, as the subject that reads it says."""
        titels = {"definities": "Rekenwijzen"}
        for onderwerp in onderwerpen():
            titels |= onderwerp.instellingen
        plekken = {naam: self.dossier.regio.plek(naam) for naam in titels}
        return {plek: titels[naam] for naam, plek in plekken.items() if isinstance(plek, str)}

    def _uit(self, herkomst: Herkomst, regel: Regelbron) -> list[Bron]:
        bestanden = [str(bestand) for bestand in op_adres(self.dossier, herkomst.uit) if bestand]
        if herkomst.geheel:
            return [(bestand, None) for bestand in bestanden]
        waar = {kolom: self._waarden(eis, regel) for kolom, eis in herkomst.waar.items()}
        return [
            bron for bestand in bestanden for bron in self._waar(bestand, waar, herkomst.dragend)
        ]

    def _waarden(self, eis: Any, regel: Regelbron) -> set[str]:
        """The values that a column of a source may have."""
        if isinstance(eis, list):
            return {waarde for deel in eis for waarde in self._waarden_van_woord(deel)}
        if isinstance(eis, dict):
            return regel.blad.reeks(eis)
        if eis == "gemeentecode":
            return regel.codes
        if str(eis).startswith("=") or ":" in str(eis):
            return self._waarden_van_woord(eis)
        return regel.waarden(eis)

    def _waarden_van_woord(self, woord: str) -> set[str]:
        if woord == "=editie":
            return {self.dossier.editie.naam}
        return (
            {str(waarde) for waarde in op_adres(self.dossier, woord)} if ":" in woord else {woord}
        )

    def _waar(self, bestand: str, waar: Mapping[str, set[str]], draagt: bool = False) -> list[Bron]:
        """The rows in which each of these columns holds one of these values; no source without rows."""
        if bestand not in self.tabellen:
            return []
        nummers = self._gezocht(bestand, draagt, None)
        raak: set[Any] | None = None  # all of them; a file may have thousands
        for kolom, waarden in waar.items():
            plekken = self._gezocht(bestand, draagt, kolom)
            eigen = {nr for waarde in waarden for nr in plekken.get(waarde, ())}
            raak = eigen if raak is None else raak & eigen
        rijen = list(nummers.values()) if raak is None else [nummers[nr] for nr in sorted(raak)]
        return [(bestand, rijen)] if rijen else []

    def _gezocht(self, bestand: str, draagt: bool, kolom: str | None) -> dict[Any, Any]:
        """By value of a column where it stands; without a column by place the number of the row."""
        sleutel = (bestand, draagt, kolom)
        if sleutel not in self._plekken:
            frame = self.tabellen[bestand]
            frame = dragend(frame) if draagt else frame
            if kolom is None:
                self._plekken[sleutel] = {nr: int(rij) for nr, rij in enumerate(frame.index)}
            else:
                plekken = defaultdict[Any, list[int]](list)
                for nr, waarde in enumerate(frame[kolom].astype("str")):
                    plekken[waarde].append(nr)
                self._plekken[sleutel] = plekken
        return self._plekken[sleutel]

    def _bewijs(self, register: str, artikel: int, eigen: Sequence[Afspraak]) -> list[Bron]:
        """Where the evidence of an agreement stands, by the name of its register."""
        waar: dict[str, set[str]] = {}
        soorten = {soort for a in eigen for soort in tellende_soorten(a)}
        if register == "voortgang":
            waar = {"artikel": {str(artikel)}, "soort": soorten}
        elif register == "besluiten":
            waar = {"soort": soorten}
        if register in REGISTERS:
            return [
                bron
                for pad in op_adres(self.dossier, f"register:{register}")
                for bron in self._waar(pad, waar, draagt=True)
            ]
        if register in tabellen():
            tabel = tabellen()[register]
            codes = {nummer for nummer, _ in self.leden}
            leeg = Blad(pd.DataFrame(columns=list(tabel.velden)))
            invoer = [
                h
                for h in tabel.herkomst
                if h.uit.startswith("editie:balans") or (h.uit.startswith("regio:") and h.geheel)
            ]
            regel = Regelbron(codes, leeg, "alle")
            return self._zoek(invoer, regel)
        if register == "editie":
            return [(editiebestand(self.dossier.regio, self.dossier.editie.naam), None)]
        return []
