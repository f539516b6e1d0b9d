"""An edition: one reference date, its data deliveries and its definition, read and checked as a whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import pandas as pd

from woonanalyse.kern import normenbestand
from woonanalyse.kern.afspraak import Afspraak
from woonanalyse.kern.definitie import Definitie
from woonanalyse.kern.fouten import InvoerFout, Probleem, Problemen, Waarschuwing
from woonanalyse.kern.norm import Normen
from woonanalyse.kern.nummering import noem
from woonanalyse.kern.opzet import Opzet
from woonanalyse.kern.regio import Regio, lees_regio
from woonanalyse.kern.registers import (
    REGISTERS,
    dragend,
    lees_registers,
)
from woonanalyse.kern.vindplaats import eenmaal, noem_waar
from woonanalyse.kern.zijbestand import lees_zijbestand
from woonanalyse.onderwerpen import keuzes, registerbalans, voorbeeldplannen
from woonanalyse.onderwerpen.editiebronnen import (
    editiebestand,
    lees_balans,
    lees_capaciteiten,
    lees_gebiedsbehoefte,
    lees_gepubliceerd,
    lees_later,
    lees_totalen,
    rauwe_bestanden,
    registerbestanden,
)
from woonanalyse.onderwerpen.editiecontrole import controleer_wijzigingen
from woonanalyse.onderwerpen.editieopzet import lees_opzet, met_correcties
from woonanalyse.onderwerpen.eerdere import eerdere_registers, elders
from woonanalyse.onderwerpen.planstand import Planstand, lees_planstand, uit_voorbeeld
from woonanalyse.onderwerpen.voorbeeldplannen import Voorbeeldplannen

LeesRegisters = Callable[[], tuple[dict[str, pd.DataFrame] | None, list[Probleem]]]
"""Gives the registers by name, and what is wrong with them."""


@dataclass(frozen=True)
class Editie:
    """An edition with all it names.

    `opzet` is what its file says; `invoer` the model's input (schema INVOER); `gebiedsbehoefte` facts on
    the need of the region as a whole, or None; `behoefte_later` facts on the need of some members in other
    years (feiten.LATER), or None; `capaciteiten` hard and soft capacity by source file;
    `gepubliceerd` the outcomes that the source printed (balans.gepubliceerd.KOLOMMEN), or None;
    `zijbestanden` the sidecars of every raw file used; `feiten` the registers by name with all their rows;
    `normen` those of its own agreement, or None; `verdeling` made rows that divide them over the members
    (normenbestand.KOLOMMEN), or None; `totalen` what is known of the region alone (TOTALEN), or None;
    `afgeschermd` what of `invoer` is known and not shown (registerbalans.AFGESCHERMDE); `eerder` the plan
    registers of before that this depends on; `voorbeeldplannen` a made plan register, or None; `planstand`
    its plans one by one, made or not, for no published form, or None.
    """

    opzet: Opzet
    regio: Regio
    invoer: pd.DataFrame
    gebiedsbehoefte: pd.DataFrame | None
    behoefte_later: pd.DataFrame | None
    capaciteiten: dict[str, pd.DataFrame]
    zijbestanden: list[dict[str, Any]]
    feiten: dict[str, pd.DataFrame]
    gepubliceerd: pd.DataFrame | None = None
    normen: Normen | None = None
    verdeling: pd.DataFrame | None = None
    totalen: pd.DataFrame | None = None
    afgeschermd: pd.DataFrame = field(default_factory=registerbalans.geen_afscherming)
    eerder: tuple[str, ...] = ()
    voorbeeldplannen: Voorbeeldplannen | None = None
    planstand: Planstand | None = None

    @cached_property
    def registers(self) -> dict[str, pd.DataFrame]:
        """The registers with only the rows that may carry a state."""
        return {naam: dragend(frame) for naam, frame in self.feiten.items()}

    @property
    def naam(self) -> str:
        """The edition's short name, such as a year."""
        return self.opzet.editie

    @property
    def definitie(self) -> Definitie:
        """The definition of dekking that the edition names."""
        return self.regio.definities[self.opzet.definitie]

    @property
    def vergelijkdefinities(self) -> list[Definitie]:
        """The definitions of other editions that this edition is also computed by."""
        return [self.regio.definities[naam] for naam in self.opzet.vergelijk]

    @property
    def maximum(self) -> Afspraak:
        """The agreement on the highest dekking."""
        maximum = self.regio.met_rol("maximum_dekking")
        assert maximum is not None
        return maximum

    @property
    def norm_staat_in(self) -> str:
        """Where that norm stands, by its number."""
        return noem(self.maximum)

    @property
    def norm(self) -> float:
        """The highest dekking that the agreements allow, a fraction."""
        return float(self.maximum["norm"])

    @property
    def termijn(self) -> Afspraak | None:
        """The agreement on the term to restore the balance; None where the region has none."""
        return self.regio.met_rol("hersteltermijn")

    @property
    def datum(self) -> date:
        """The reference date; of an edition without one, the date of its registers."""
        return date.fromisoformat(self.opzet.peildatum or self.opzet.stand_per)

    @property
    def lopend(self) -> bool:
        """Whether its agreement still ran on the day of the report: only then the report asks for anything.

        After it the edition is a look back: it judges, and says what is not known.
        """
        return self.opzet.datum_rapport <= self.einde

    @property
    def einde(self) -> str:
        """The last day (ISO) of the agreement of this edition: that of its own norms, or of the region."""
        if self.normen is not None:
            return self.normen.einde
        return max(a["tot_en_met"] for a in self.regio.afspraken)

    @property
    def alleen_normen(self) -> bool:
        """Whether it is about the norms of its own agreement and nothing else: it has no balance, and the
        agreements of the region do not apply."""
        leeg = self.opzet.balans is None and not self.opzet.wacht_op
        return self.normen is not None and leeg and not self.opzet.toets

    @property
    def alleen_totalen(self) -> bool:
        """Whether it knows totals of the region and nothing of a municipality."""
        leeg = self.opzet.balans is None and not self.opzet.wacht_op
        return self.totalen is not None and leeg

    @property
    def kort(self) -> bool:
        """Whether its report is short: about its own norms, or about totals of the region, alone."""
        return self.alleen_normen or self.alleen_totalen

    @property
    def vraagt(self) -> bool:
        """Whether the report asks for what is missing: the agreement runs, or plans are still to come."""
        return self.lopend or bool(self.opzet.wacht_op)

    @property
    def regiobehoefte(self) -> int | None:
        """The need (dwellings) that exists only for the region as a whole, if the edition has one."""
        if self.gebiedsbehoefte is None:
            return None
        return int(self.gebiedsbehoefte["waarde_min"].iloc[0])

    @property
    def als_geheel_getoond(self) -> Editie:
        """The same as if nothing of it were left out, with made numbers: to see what hangs on those."""
        vol = registerbalans.gevuld(self.invoer, self.afgeschermd)
        return replace(self, invoer=vol, afgeschermd=registerbalans.geen_afscherming())

    @property
    def volledig(self) -> bool:
        """Whether need and hard capacity are known of every municipality."""
        nodig = ["netto_behoefte", *self.definitie.telt_mee]
        return bool(self.als_geheel_getoond.invoer[nodig].notna().all(axis=None))

    @property
    def bestanden(self) -> list[str]:
        """Every file the edition is read from, from the root."""
        return [
            editiebestand(self.regio, self.naam),
            *self.regio.bestanden,
            *rauwe_bestanden(self.opzet),
            *registerbestanden(self.opzet),
            *self.eerder,
            *normbestanden(self),
            *(self.voorbeeldplannen.register.bestanden if self.voorbeeldplannen else ()),
            *([keuzes.BESTAND] if self.planstand and not self.voorbeeldplannen else ()),
            *(f"{self.regio.paden.registers}/{naam}.csv" for naam in REGISTERS),
        ]


def normbestanden(editie: Editie) -> list[str]:
    """The file of its own norms, and that of their made division where it was read."""
    deling = editie.normen.verdeling if editie.normen else None
    verdeeld = [deling.bestand] if deling and editie.verdeling is not None else []
    return [*([editie.opzet.normen] if editie.opzet.normen else []), *verdeeld]


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
    wortel: Path,
    regio: Regio,
    editie: str,
    voorbeelddata: bool,
    registers: LeesRegisters | None,
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
    zijbestanden = neem(
        _lees_zijbestanden(wortel, [regio.paden.gemeenten, *rauwe_bestanden(opzet)])
    )
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
