"""An edition read and checked as a whole, with all problems of all its files at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from woonanalyse.kern import normenbestand
from woonanalyse.kern.fouten import InvoerFout, Probleem, Problemen, Waarschuwing
from woonanalyse.kern.norm import Normen
from woonanalyse.kern.opzet import Opzet
from woonanalyse.kern.regio import Regio, lees_regio
from woonanalyse.kern.registers import (
    lees_registers,
)
from woonanalyse.kern.vindplaats import eenmaal, leg_waarschuwing_vast, noem_waar
from woonanalyse.kern.zijbestand import lees_zijbestand
from woonanalyse.onderwerpen import voorbeeldplannen
from woonanalyse.onderwerpen.editie import Editie
from woonanalyse.onderwerpen.editiebronnen import (
    editiebestand,
    lees_balans,
    lees_capaciteiten,
    lees_gebiedsbehoefte,
    lees_gepubliceerd,
    lees_later,
    lees_totalen,
    rauwe_bestanden,
)
from woonanalyse.onderwerpen.editiecontrole import controleer_wijzigingen
from woonanalyse.onderwerpen.editieopzet import lees_opzet, met_correcties
from woonanalyse.onderwerpen.eerdere import eerdere_registers, elders
from woonanalyse.onderwerpen.planstand import lees_planstand, uit_voorbeeld
from woonanalyse.onderwerpen.voorbeeldplannen import Voorbeeldplannen

LeesRegisters = Callable[[], tuple[dict[str, pd.DataFrame] | None, list[Probleem]]]
"""Gives the registers by name, and what is wrong with them."""


def lees_editie(wortel: Path, editie: str) -> Editie:
    """Read edition `editie` and all it names; raises InvoerFout with all problems of all files."""
    return lees_editie_van(wortel, lees_regio(wortel), editie)


def lees_editie_van(
    wortel: Path,
    regio: Regio,
    editie: str,
    *,
    voorbeelddata: bool = False,
    registers: LeesRegisters | None = None,
) -> Editie:
    """As `lees_editie`, in a region already read; with `voorbeelddata` made rows as well.

    `registers` gives those of the region, where they were read for another edition.
    """
    with noem_waar(regio.vindplaatsen.instellingen):
        return _lees_editie_van(wortel, regio, editie, voorbeelddata, registers)


def _lees_editie_van(
    wortel: Path, regio: Regio, editie: str, voorbeelddata: bool, registers: LeesRegisters | None
) -> Editie:
    opzet, fouten = lees_opzet(wortel, regio, editie)
    problemen = Problemen(fouten)
    neem = problemen.neem
    behoefte = neem(lees_gebiedsbehoefte(wortel, opzet))
    later = neem(lees_later(wortel, opzet, regio))
    gepubliceerd = neem(lees_gepubliceerd(wortel, opzet, regio))
    capaciteiten = neem(lees_capaciteiten(wortel, opzet, regio))
    eerder = eerdere_registers(wortel, regio, opzet)
    getoond = elders(gepubliceerd, *capaciteiten.values())
    invoer, weg, fouten = lees_balans(wortel, opzet, regio, eerder, getoond)
    neem((invoer, fouten))
    paden = [regio.paden.gemeenten, *rauwe_bestanden(opzet)]
    zijbestanden = neem(_lees_zijbestanden(wortel, paden))
    _meld_beschrijvingen(editiebestand(regio, editie), opzet, zijbestanden)
    feiten = neem(registers() if registers else lees_registers_van(wortel, regio, voorbeelddata))
    normen, verdeling = neem(_lees_normen(wortel, opzet, regio, voorbeelddata))
    totalen = neem(lees_totalen(wortel, opzet))
    plannen = neem(_lees_voorbeeldplannen(wortel, opzet, regio, verdeling, voorbeelddata))
    planstand = neem(lees_planstand(wortel, opzet, regio))
    neem((None, controleer_wijzigingen(editiebestand(regio, editie), opzet, feiten)))
    if problemen.alle or invoer is None or feiten is None:
        raise InvoerFout(problemen.alle)
    return Editie(
        met_correcties(wortel, opzet),
        regio,
        invoer,
        behoefte,
        later,
        capaciteiten,
        [*zijbestanden, *(plannen.register.zijbestanden if plannen else ())],
        feiten,
        gepubliceerd,
        normen,
        verdeling,
        totalen,
        weg,
        eerder,
        plannen,
        uit_voorbeeld(plannen, regio, verdeling) or planstand,
    )


def lees_registers_van(
    wortel: Path, regio: Regio, voorbeelddata: bool
) -> tuple[dict[str, pd.DataFrame] | None, list[Probleem]]:
    """The registers of a region by name, and what is wrong with them; as `lees_registers`."""
    return lees_registers(
        wortel,
        regio.paden.registers,
        regio.gemeenten,
        regio.subregios,
        regio.afspraken,
        regio.paden.voorbeelddata if voorbeelddata else None,
        edities=regio.edities,
    )


def standaardeditie(wortel: Path, regio: Regio) -> tuple[str, list[Waarschuwing]]:
    """The newest edition with need and capacity of all municipalities; where none has, the newest one, with
    a warning that says so. Never a scenario, unless there is nothing else."""
    lees, melding = standaardeditie_gelezen(wortel, regio)
    return lees().naam, melding


def standaardeditie_gelezen(
    wortel: Path, regio: Regio
) -> tuple[Callable[[], Editie], list[Waarschuwing]]:
    """As `standaardeditie`; what it gives reads that edition as `lees_editie_van` does, and has done so."""
    registers = eenmaal(partial(lees_registers_van, wortel, regio, False))
    gelezen: dict[str, Callable[[], Editie]] = {}
    for naam in reversed(regio.edities):
        lees = eenmaal(partial(lees_editie_van, wortel, regio, naam, registers=registers))
        editie = lees()
        if editie.volledig and not editie.opzet.scenario:
            return lees, []
        gelezen[naam] = lees
    echt = [naam for naam, lees in gelezen.items() if not lees().opzet.scenario]
    nieuwste = (echt or [regio.edities[-1]])[0]
    wat = (
        "geen editie heeft behoefte en capaciteit van alle gemeenten; dit is de nieuwste, editie "
        f"{nieuwste}, en wat daarin ontbreekt is onbekend"
    )
    return gelezen[nieuwste], [Waarschuwing(regio.paden.edities, wat)]


def _lees_normen(
    wortel: Path, opzet: Opzet, regio: Regio, voorbeelddata: bool
) -> tuple[tuple[Normen | None, pd.DataFrame | None], list[Probleem]]:
    """The edition's own norms; with `voorbeelddata` their made division over the members as well."""
    if not opzet.normen:
        return (None, None), []
    normen, problemen = normenbestand.lees(wortel, opzet.normen)
    if normen is None or not voorbeelddata:
        return (normen, None), problemen
    verdeling, fouten = normenbestand.lees_verdeling(wortel, normen, regio.gemeenten)
    return (normen, verdeling), [*problemen, *fouten]


def _lees_voorbeeldplannen(
    wortel: Path,
    opzet: Opzet,
    regio: Regio,
    verdeling: pd.DataFrame | None,
    voorbeelddata: bool,
) -> tuple[Voorbeeldplannen | None, list[Probleem]]:
    """The made plan register; where it is not asked for only whether it could be read."""
    velden, bestand = opzet.voorbeeldplannen, editiebestand(regio, opzet.editie)
    if velden is None:
        return None, []
    if not voorbeelddata:
        return None, voorbeeldplannen.controleer(wortel, bestand, velden)
    return voorbeeldplannen.lees(wortel, opzet.editie, bestand, velden, regio, verdeling)


def _lees_zijbestanden(
    wortel: Path, bestanden: list[str]
) -> tuple[list[dict[str, Any]], list[Probleem]]:
    gelezen = [lees_zijbestand(wortel, bestand) for bestand in bestanden]
    return [zij for zij, _ in gelezen if zij], [p for _, fouten in gelezen for p in fouten]


def _meld_beschrijvingen(
    bestand: str, opzet: Opzet, zijbestanden: Sequence[Mapping[str, Any]]
) -> None:
    """Warn where the file of an edition describes a table otherwise than its sidecar, which was written when
    the table came in: the report shows the sidecar."""
    balans = opzet.balans or {}
    tabellen = {
        "balans": balans,
        "balans.behoefte": balans.get("behoefte") or {},
        "gepubliceerd": opzet.gepubliceerd or {},
    }
    per_bestand = {zij["bestand"]: zij for zij in zijbestanden}
    for plek, tabel in tabellen.items():
        pad = tabel.get("bestand")
        zij = per_bestand.get(pad, {})
        for veld, waarde in tabel.get("beschrijving", {}).items():
            oud = str(zij.get(veld))
            if zij and str(waarde) != oud:
                wat = (
                    f"bij de tabel staat nog {oud!r} ({pad}.yml), en dat toont het rapport; neem haar "
                    f"opnieuw in: woonanalyse lever {pad} --editie {opzet.editie}"
                )
                waar = f"{plek}.beschrijving.{veld}"
                leg_waarschuwing_vast(Waarschuwing(bestand, wat, kolom=waar, waarde=str(waarde)))
