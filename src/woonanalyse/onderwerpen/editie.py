"""An edition: one reference date, its data deliveries and its definition, read and checked as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from woonanalyse.kern import feiten
from woonanalyse.kern.fouten import InvoerFout, Probleem
from woonanalyse.kern.regio import Regio, lees_regio
from woonanalyse.kern.registers import REGISTERS, lees_registers
from woonanalyse.kern.yamlbestand import lees_yaml
from woonanalyse.kern.zijbestand import lees_zijbestand
from woonanalyse.onderwerpen.balans.invoer import lege_invoer
from woonanalyse.onderwerpen.balans.vormen import (
    inventarisatie2021,
    invoertabel,
    netto2020,
    rwp2015,
    rwp2017,
)

VORMEN = {
    "rwp2015": rwp2015.lees,
    "rwp2017": rwp2017.lees,
    "netto2020": netto2020.lees,
    "invoer": invoertabel.lees,
}
"""Readers of an edition's balance, by the name an edition file gives."""

UIT_KOLOM = {
    "rwp2015": rwp2015.UIT,
    "rwp2017": rwp2017.UIT,
    "netto2020": netto2020.UIT,
    "invoer": invoertabel.UIT,
}
"""By the same name: which column of the source each column of the model's input comes from."""

CAPACITEITSVORMEN = {
    "netto2020": netto2020.lees_capaciteit,
    "inventarisatie2021": inventarisatie2021.lees_capaciteit,
}
"""Readers of capacity that is only shown side by side."""


@dataclass(frozen=True)
class Editie:
    """An edition with all it names.

    `kop` is the edition file; `invoer` the model's input (schema INVOER); `gebiedsbehoefte` facts on
    the need of the region as a whole, or None; `capaciteiten` hard and soft capacity by source file;
    `zijbestanden` the sidecars of every raw file used; `registers` by name (bronnen.registers).
    """

    kop: dict[str, Any]
    regio: Regio
    invoer: pd.DataFrame
    gebiedsbehoefte: pd.DataFrame | None
    capaciteiten: dict[str, pd.DataFrame]
    zijbestanden: list[dict[str, Any]]
    registers: dict[str, pd.DataFrame]

    @property
    def naam(self) -> str:
        """The edition's short name, such as a year."""
        return str(self.kop["editie"])

    @property
    def definitie(self) -> dict[str, Any]:
        """The definition of dekking that the edition names."""
        return self.regio.definities[self.kop["definitie"]]

    @property
    def vergelijkdefinities(self) -> list[dict[str, Any]]:
        """The definitions of other editions that this edition is also computed by."""
        return [self.regio.definities[naam] for naam in self.kop["vergelijk"]]

    @property
    def norm(self) -> float:
        """The highest dekking that the agreements allow, a fraction."""
        maximum = self.regio.met_rol("maximum_dekking")
        assert maximum is not None
        return float(maximum["norm"])

    @property
    def termijn(self) -> dict[str, Any]:
        """The agreement on the term to restore the balance."""
        termijn = self.regio.met_rol("hersteltermijn")
        assert termijn is not None
        return termijn

    @property
    def datum(self) -> date:
        """The reference date; of an edition without one, the date of its registers."""
        return date.fromisoformat(self.kop["peildatum"] or self.kop["stand_per"])

    @property
    def regiobehoefte(self) -> int | None:
        """The need (dwellings) that exists only for the region as a whole, if the edition has one."""
        if self.gebiedsbehoefte is None:
            return None
        return int(self.gebiedsbehoefte["waarde_min"].iloc[0])

    @property
    def volledig(self) -> bool:
        """Whether need and hard capacity are known of every municipality."""
        nodig = ["netto_behoefte", *self.definitie["telt_mee"]]
        return bool(self.invoer[nodig].notna().all(axis=None))

    @property
    def bestanden(self) -> list[str]:
        """Every file the edition is read from, from the root."""
        return [
            editiebestand(self.regio, self.naam),
            *self.regio.bestanden,
            *rauwe_bestanden(self.kop),
            *(f"{self.regio.kop['registers']}/{naam}.csv" for naam in REGISTERS),
        ]


def editiebestand(regio: Regio, editie: str) -> str:
    """The edition's own file, from the root."""
    return f"{regio.kop['edities']}/{editie}.yml"


def rauwe_bestanden(kop: dict[str, Any]) -> list[str]:
    """The raw files an edition file names."""
    bronnen = [kop.get("balans"), kop.get("gebiedsbehoefte"), *kop.get("ernaast", [])]
    return [bron["bestand"] for bron in bronnen if bron]


def lees_editie(wortel: Path, editie: str) -> Editie:
    """Read edition `editie` and all it names; raises InvoerFout with all problems of all files."""
    return lees_editie_van(wortel, lees_regio(wortel), editie)


def lees_editie_van(
    wortel: Path, regio: Regio, editie: str, *, voorbeelddata: bool = False
) -> Editie:
    """As `lees_editie`, in a region already read; with `voorbeelddata` made register rows as well."""
    if editie not in regio.edities:
        verwacht = "een van " + ", ".join(regio.edities)
        raise InvoerFout([Probleem(regio.kop["edities"], verwacht, kolom="editie", waarde=editie)])
    bestand = editiebestand(regio, editie)
    kop, problemen = lees_yaml(wortel, bestand, "kern/schemas/editie")
    if kop is None:
        raise InvoerFout(problemen)
    problemen = _controleer_kop(bestand, kop, editie, regio)
    invoer, p1 = _lees_balans(wortel, kop, regio)
    behoefte, p2 = _lees_gebiedsbehoefte(wortel, kop)
    capaciteiten, p3 = _lees_capaciteiten(wortel, kop, regio)
    zijbestanden, p4 = _lees_zijbestanden(wortel, [regio.kop["gemeenten"], *rauwe_bestanden(kop)])
    registers, p5 = lees_registers(
        wortel,
        regio.kop["registers"],
        regio.gemeenten,
        regio.kop["subregios"],
        regio.afspraken,
        regio.kop["voorbeelddata"] if voorbeelddata else None,
    )
    problemen += p1 + p2 + p3 + p4 + p5
    if problemen or invoer is None or registers is None:
        raise InvoerFout(problemen)
    return Editie(kop, regio, invoer, behoefte, capaciteiten, zijbestanden, registers)


def nieuwste_volledige(wortel: Path, regio: Regio) -> str:
    """The newest edition with need and capacity of all municipalities: the default edition."""
    for editie in reversed(regio.edities):
        if lees_editie_van(wortel, regio, editie).volledig:
            return editie
    verwacht = "ten minste één editie met behoefte en capaciteit van alle gemeenten"
    raise InvoerFout([Probleem(regio.kop["edities"], verwacht)])


def _controleer_kop(bestand: str, kop: dict[str, Any], editie: str, regio: Regio) -> list[Probleem]:
    problemen = []
    if kop["editie"] != editie:
        problemen.append(
            Probleem(
                bestand, f"{editie!r}, zoals de bestandsnaam", kolom="editie", waarde=kop["editie"]
            )
        )
    for veld, naam in [
        ("definitie", kop["definitie"]),
        *(("vergelijk", n) for n in kop["vergelijk"]),
    ]:
        if naam not in regio.definities:
            verwacht = "een van " + ", ".join(regio.definities)
            problemen.append(Probleem(bestand, verwacht, kolom=veld, waarde=naam))
    if kop.get("voorganger", editie) not in regio.edities:
        verwacht = "een van " + ", ".join(regio.edities)
        problemen.append(Probleem(bestand, verwacht, kolom="voorganger", waarde=kop["voorganger"]))
    for veld in ("peildatum", "stand_per"):
        try:
            date.fromisoformat(kop[veld] or "2000-01-01")
        except ValueError:
            problemen.append(
                Probleem(bestand, "een datum die bestaat", kolom=veld, waarde=kop[veld])
            )
    for plek in ("balans", *(f"ernaast[{nr}]" for nr in range(len(kop.get("ernaast", []))))):
        bron = kop.get("balans") if plek == "balans" else kop["ernaast"][int(plek[8:-1])]
        vormen = VORMEN if plek == "balans" else CAPACITEITSVORMEN
        if bron and bron["vorm"] not in vormen:
            problemen.append(
                Probleem(
                    bestand,
                    "een van " + ", ".join(vormen),
                    kolom=f"{plek}.vorm",
                    waarde=bron["vorm"],
                )
            )
    return problemen


def _lees_balans(
    wortel: Path, kop: dict[str, Any], regio: Regio
) -> tuple[pd.DataFrame | None, list[Probleem]]:
    bron = kop.get("balans")
    if bron is None:
        return lege_invoer(regio.gemeenten), []
    if bron["vorm"] not in VORMEN:
        return None, []
    return VORMEN[bron["vorm"]](wortel, bron["bestand"], regio.gemeenten, regio.kop["subregios"])


def _lees_gebiedsbehoefte(
    wortel: Path, kop: dict[str, Any]
) -> tuple[pd.DataFrame | None, list[Probleem]]:
    bron = kop.get("gebiedsbehoefte")
    if bron is None:
        return None, []
    onderwerpen = [bron["onderwerp"], *([bron["ambitie"]] if "ambitie" in bron else [])]
    return feiten.lees(wortel, bron["bestand"], bron["gebied"], onderwerpen)


def _lees_capaciteiten(
    wortel: Path, kop: dict[str, Any], regio: Regio
) -> tuple[dict[str, pd.DataFrame], list[Probleem]]:
    frames, problemen = {}, []
    bronnen = kop.get("ernaast", [])
    if bronnen and kop.get("balans", {}).get("vorm") in CAPACITEITSVORMEN:
        bronnen = [kop["balans"], *bronnen]
    for bron in bronnen:
        if bron["vorm"] in CAPACITEITSVORMEN:
            lees = CAPACITEITSVORMEN[bron["vorm"]]
            frame, fout = lees(wortel, bron["bestand"], regio.gemeenten)
            problemen += [] if bron is kop.get("balans") else fout
            if frame is not None:
                frames[bron["bestand"]] = frame
    return frames, problemen


def _lees_zijbestanden(
    wortel: Path, bestanden: list[str]
) -> tuple[list[dict[str, Any]], list[Probleem]]:
    gelezen = [lees_zijbestand(wortel, bestand) for bestand in bestanden]
    return [zij for zij, _ in gelezen if zij], [p for _, fouten in gelezen for p in fouten]
