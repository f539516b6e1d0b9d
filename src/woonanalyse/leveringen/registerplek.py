"""Where the rows of a form stand: among the registers, or in the file that its subject has for them."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from woonanalyse.document.bijdragen import functie_van
from woonanalyse.kern.catalogus import onderwerpen
from woonanalyse.kern.formulier import Formulier, formulieren
from woonanalyse.kern.fouten import InvoerFout, Probleem
from woonanalyse.kern.kolomeis import Kolom
from woonanalyse.kern.onderwerp import Onderwerp
from woonanalyse.kern.regio import Regio
from woonanalyse.kern.registers import REGISTERS
from woonanalyse.kern.yamlbestand import lees_yaml
from woonanalyse.onderwerpen.editielezer import lees_registers_van

BESLOTEN = "data/besloten"
"""Kept out of git: what stands in a form with columns that are not for everyone."""
_REGEL = re.compile(r"(?m)^register:.*$")
_HASH = re.compile(r"(?m)^sha256:.*$")


@dataclass(frozen=True)
class Registerplek:
    """The file with the rows of a form, from the root; `instellingen`: the settings that name it."""

    formulier: Formulier
    bestand: str
    instellingen: str = ""

    @property
    def kolommen(self) -> Mapping[str, Kolom]:
        """What its columns hold."""
        return self.formulier.kolommen

    def problemen(self, wortel: Path, regio: Regio) -> list[Probleem]:
        """What its reader has against the rows below `wortel`."""
        onderwerp = _onderwerp(self.formulier)
        if onderwerp is None:
            return lees_registers_van(wortel, regio, voorbeelddata=False)[1]
        if not (wortel / self.bestand).exists():
            return []
        lees = functie_van(onderwerp, "controleer_register", module="bron")
        assert lees is not None
        gevonden: list[Probleem] = lees(wortel, regio, self.bestand)
        return gevonden

    def kopieer(self, van: Path, naar: Path, regio: Regio) -> None:
        """Copy what `problemen` reads, as far as it is there."""
        samen = [f"{regio.paden.registers}/{naam}.csv" for naam in REGISTERS]
        for bestand in [self.bestand, self.instellingen] if self.instellingen else samen:
            if (van / bestand).is_file():
                (naar / bestand).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(van / bestand, naar / bestand)

    def erbij(self, wortel: Path, inhoud: bytes) -> dict[str, bytes]:
        """By path what is written where the file becomes `inhoud`: of a subject its sidecar too, and on the
        first delivery the settings that name it. What else these say stays byte for byte."""
        if not self.instellingen:
            return {self.bestand: inhoud}
        hash_ = f"sha256: {hashlib.sha256(inhoud).hexdigest()}"
        zij, naam = f"{self.bestand}.yml", f"register: {self.bestand}"
        tekst = _tekst(wortel / zij) if (wortel / zij).is_file() else self._zijbestand()
        gezet = {self.bestand: inhoud, zij: _HASH.sub(hash_, tekst).encode()}
        instellingen = _tekst(wortel / self.instellingen)
        if naam not in instellingen.splitlines():
            gezet[self.instellingen] = _REGEL.sub(naam, instellingen).encode()
        return gezet

    def _zijbestand(self) -> str:
        """What is said of a file that a first delivery makes."""
        inhoud = {
            "titel": f"Register {self.formulier.naam}",
            "wat": "Wat gemeenten en provincie in dit register leverden, onder elkaar gezet.",
            "uitgever": "per regel (kolom bron)" if "bron" in self.kolommen else "wie leverde",
            "vindplaats": "data/intern/leveringen",
            "peildatum": None,
            "peildatum_toelichting": "Per regel.",
            "licentie": "niet vermeld",
            "sha256": "",
            "kolommen": [
                {"naam": naam, "omschrijving": uitleg, "eenheid": None}
                for naam, uitleg in self.formulier.uitleg.items()
            ],
        }
        return yaml.safe_dump(inhoud, allow_unicode=True, sort_keys=False, width=110)


def registerplek(wortel: Path, regio: Regio, naam: str) -> Registerplek | None:
    """Where the rows of form `naam` go; None where the region does not have its subject.

    Raises InvoerFout where the settings of the subject are wrong.
    """
    formulier = formulieren()[naam]
    onderwerp = _onderwerp(formulier)
    if onderwerp is None:
        return Registerplek(formulier, f"{regio.paden.registers}/{naam}.csv")
    if onderwerp.instelling is None or onderwerp.instelling not in regio.instellingen:
        return None
    instellingen = str(regio.instellingen[onderwerp.instelling])
    schema = f"onderwerpen/{onderwerp.naam}/instellingen"
    inhoud, problemen = lees_yaml(wortel, instellingen, schema)
    if inhoud is None:
        raise InvoerFout(problemen)
    map_ = BESLOTEN if formulier.verborgen() else "data/raw"
    bestand = inhoud["register"] or f"{map_}/{naam}/{naam}.csv"
    return Registerplek(formulier, bestand, instellingen)


def _onderwerp(formulier: Formulier) -> Onderwerp | None:
    return next((o for o in onderwerpen() if o.naam == formulier.onderwerp), None)


def _tekst(pad: Path) -> str:
    return pad.read_bytes().decode("utf-8")
