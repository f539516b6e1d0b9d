"""An edition: one reference date, its data deliveries and its definition, read and checked as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from woonanalyse.kern import correcties, feiten, normenbestand
from woonanalyse.kern.afspraak import Afspraak
from woonanalyse.kern.definitie import Definitie
from woonanalyse.kern.fouten import InvoerFout, Probleem, Waarschuwing, een_van
from woonanalyse.kern.norm import Normen
from woonanalyse.kern.opzet import Opzet, als_opzet
from woonanalyse.kern.regio import Regio, lees_regio
from woonanalyse.kern.registers import (
    REGISTERS,
    WIJZIGINGSBESLUIT,
    dragend,
    lees_registers,
)
from woonanalyse.kern.vindplaats import leg_waarschuwing_vast
from woonanalyse.kern.yamlbestand import lees_yaml
from woonanalyse.kern.zijbestand import lees_zijbestand
from woonanalyse.onderwerpen import registerbalans
from woonanalyse.onderwerpen.balans.invoer import lege_invoer
from woonanalyse.onderwerpen.balans.vormen import (
    eigentabel,
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
"""Readers of a published balance, by the name an edition file gives; besides these there is
registerbalans.VORM, of which the capacity is added up from plans."""

UIT_KOLOM = {
    "rwp2015": rwp2015.UIT,
    "rwp2017": rwp2017.UIT,
    "netto2020": netto2020.UIT,
    "invoer": invoertabel.UIT,
    registerbalans.VORM: registerbalans.UIT,
}
"""By the same name: which column of the source each column of the model's input comes from."""

CAPACITEITSVORMEN = {
    "netto2020": netto2020.lees_capaciteit,
    "inventarisatie2021": inventarisatie2021.lees_capaciteit,
}
"""Readers of capacity that is only shown side by side."""


TOTALEN = [
    "soort", "onderwerp", "periode", "waarde_min", "waarde_max", "telling", "bron", "vindplaats",
]  # fmt: skip
"""A total of the region as its source gives it, and its role (behoefte, capaciteit or ernaast)."""

GEPUBLICEERD_VORMEN = {"gedrukt2017": rwp2017.lees_gepubliceerd}
"""Readers of the outcomes that a source printed itself."""

UIT_KOLOM_GEPUBLICEERD = {"gedrukt2017": rwp2017.UIT_GEPUBLICEERD}
"""By the same name: which column of the source each outcome comes from."""


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
    `afgeschermd` what of `invoer` is known and not shown (registerbalans.AFGESCHERMDE).
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
            *normbestanden(self),
            *(f"{self.regio.paden.registers}/{naam}.csv" for naam in REGISTERS),
        ]


def editiebestand(regio: Regio, editie: str) -> str:
    """The edition's own file, from the root."""
    return f"{regio.paden.edities}/{editie}.yml"


def rauwe_bestanden(opzet: Opzet) -> list[str]:
    """The raw files an edition file names."""
    bronnen = [opzet.balans, opzet.gepubliceerd, opzet.gebiedsbehoefte, opzet.behoefte_later]
    bronnen += [opzet.regiototalen]
    bronnen += [(opzet.balans or {}).get("behoefte"), *opzet.ernaast]
    return list(dict.fromkeys(bron["bestand"] for bron in bronnen if bron))


def registerbestanden(opzet: Opzet) -> list[str]:
    """What a balance from the plan register is read from besides its table of plans."""
    bron = opzet.balans
    if bron is None or bron["vorm"] != registerbalans.VORM:
        return []
    naast = registerbalans.bestanden(bron["bestand"]).values()
    return [*(pad for pad in naast if pad != bron["bestand"]), bron["lezingen"]]


def uit_kolommen(opzet: Opzet) -> dict[str, str]:
    """From which column of its source each column of the balance's input comes; of a balance from the plan
    register the need from that of its own source."""
    bron = opzet.balans
    if bron is None:
        return {}
    elders = _uit_kolom(bron["behoefte"]) if "behoefte" in bron else {}
    van_behoefte = {naam: elders[naam] for naam in registerbalans.BEHOEFTE if naam in elders}
    return _uit_kolom(bron) | van_behoefte


def _uit_kolom(bron: Mapping[str, Any]) -> dict[str, str]:
    return (
        eigentabel.uit_kolommen(bron)
        if bron["vorm"] == eigentabel.VORM
        else UIT_KOLOM[bron["vorm"]]
    )


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
    registers: dict[str, pd.DataFrame] | None = None,
) -> Editie:
    """As `lees_editie`, in a region already read; with `voorbeelddata` made rows as well.

    `registers`: those of the region, where they were read for another edition.
    """
    if editie not in regio.edities:
        verwacht = een_van(editie, regio.edities)
        raise InvoerFout([Probleem(regio.paden.edities, verwacht, kolom="editie", waarde=editie)])
    bestand = editiebestand(regio, editie)
    velden, problemen = lees_yaml(wortel, bestand, "kern/schemas/editie")
    if velden is None:
        raise InvoerFout(problemen)
    opzet = als_opzet(velden)
    problemen = _controleer(bestand, opzet, editie, regio)
    if opzet.scenario:
        wat = "dit is een scenario; het toont geen echte stand"
        leg_waarschuwing_vast(Waarschuwing(bestand, wat, kolom="scenario"))
    opzet = _zoals_geleverd(wortel, bestand, opzet)
    invoer, weg, p1 = _lees_balans(wortel, opzet, regio)
    behoefte, p2 = _lees_gebiedsbehoefte(wortel, opzet)
    later, p6 = _lees_later(wortel, opzet, regio)
    gepubliceerd, p7 = _lees_gepubliceerd(wortel, opzet, regio)
    capaciteiten, p3 = _lees_capaciteiten(wortel, opzet, regio)
    zijbestanden, p4 = _lees_zijbestanden(wortel, [regio.paden.gemeenten, *rauwe_bestanden(opzet)])
    feiten_, p5 = (registers, []) if registers else lees_registers_van(wortel, regio, voorbeelddata)
    normen, verdeling, p8 = _lees_normen(wortel, opzet, regio, voorbeelddata)
    totalen, p9 = _lees_totalen(wortel, opzet)
    problemen += p1 + p2 + p3 + p4 + p5 + p6 + p7 + p8 + p9
    problemen += _controleer_wijzigingen(bestand, opzet, feiten_)
    if problemen or invoer is None or feiten_ is None:
        raise InvoerFout(problemen)
    opzet = _met_correcties(wortel, opzet)
    return Editie(
        opzet,
        regio,
        invoer,
        behoefte,
        later,
        capaciteiten,
        zijbestanden,
        feiten_,
        gepubliceerd,
        normen,
        verdeling,
        totalen,
        weg,
    )


def _met_correcties(wortel: Path, opzet: Opzet) -> Opzet:
    """With a note on what was mended in its sources."""
    eigen = [een for pad in rauwe_bestanden(opzet) for een in correcties.van(wortel, pad)]
    tekst = correcties.in_woorden(eigen)
    return replace(opzet, noten=(*opzet.noten, tekst)) if tekst else opzet


def _zoals_geleverd(wortel: Path, bestand: str, opzet: Opzet) -> Opzet:
    """Where nobody delivered plans yet: the edition with the need as the only source of its balance."""
    bron = opzet.balans
    if bron is None or bron["vorm"] != registerbalans.VORM:
        return opzet
    if not registerbalans.nog_niet_geleverd(wortel, bron["bestand"], opzet.peildatum):
        return opzet
    wat = (
        f"er zijn nog geen plannen geleverd met peildatum {opzet.peildatum}; de capaciteit van elke "
        f"gemeente is onbekend. Wat er nog komt: woonanalyse editie {opzet.editie}"
    )
    leg_waarschuwing_vast(Waarschuwing(bestand, wat, kolom="balans.bestand"))
    behoefte = {**bron["behoefte"], "alleen": "behoefte"} if "behoefte" in bron else None
    return replace(opzet, balans=behoefte, wacht_op=bron["bestand"])


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
    echt, registers = [], None
    for naam in reversed(regio.edities):
        editie = lees_editie_van(wortel, regio, naam, registers=registers)
        echt += [] if editie.opzet.scenario else [naam]
        if editie.volledig and not editie.opzet.scenario:
            return naam, []
        registers = editie.feiten
    nieuwste = (echt or [regio.edities[-1]])[0]
    wat = (
        "geen editie heeft behoefte en capaciteit van alle gemeenten; dit is de nieuwste, editie "
        f"{nieuwste}, en wat daarin ontbreekt is onbekend"
    )
    return nieuwste, [Waarschuwing(regio.paden.edities, wat)]


def _controleer(bestand: str, opzet: Opzet, editie: str, regio: Regio) -> list[Probleem]:
    problemen = []
    if opzet.editie != editie:
        problemen.append(
            Probleem(
                bestand, f"{editie!r}, zoals de bestandsnaam", kolom="editie", waarde=opzet.editie
            )
        )
    for veld, naam in [
        ("definitie", opzet.definitie),
        *(("vergelijk", n) for n in opzet.vergelijk),
    ]:
        if naam not in regio.definities:
            verwacht = "een van " + ", ".join(regio.definities)
            problemen.append(Probleem(bestand, verwacht, kolom=veld, waarde=naam))
    if (opzet.voorganger or editie) not in regio.edities:
        verwacht = een_van(str(opzet.voorganger), regio.edities)
        problemen.append(Probleem(bestand, verwacht, kolom="voorganger", waarde=opzet.voorganger))
    if opzet.regiototalen and opzet.toets and opzet.balans is None:
        eis = "false: van geen gemeente is iets bekend, dus er is niets te toetsen"
        problemen.append(Probleem(bestand, eis, kolom="toets", waarde="true"))
    for plek in ("balans", *(f"ernaast[{nr}]" for nr in range(len(opzet.ernaast)))):
        bron = opzet.balans if plek == "balans" else opzet.ernaast[int(plek[8:-1])]
        vormen = (
            [*VORMEN, eigentabel.VORM, registerbalans.VORM]
            if plek == "balans"
            else list(CAPACITEITSVORMEN)
        )
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


def _controleer_wijzigingen(
    bestand: str, opzet: Opzet, registers: Mapping[str, pd.DataFrame] | None
) -> list[Probleem]:
    """Problems where a decision that the edition names is not in the register as one of this edition."""
    if registers is None or not opzet.wijzigingsbesluiten:
        return []
    besluiten = registers["besluiten"]
    van_deze = (besluiten["soort"] == WIJZIGINGSBESLUIT) & (besluiten["editie"] == opzet.editie)
    er = sorted(set(besluiten.loc[van_deze, "besluitnummer"]) - {""})
    eis = f"het besluitnummer van een {WIJZIGINGSBESLUIT} van editie {opzet.editie} in besluiten: "
    return [
        Probleem(
            bestand,
            eis + (een_van(nr, er) if er else "er is er nog geen"),
            kolom="wijzigingsbesluiten",
            waarde=nr,
        )
        for nr in opzet.wijzigingsbesluiten
        if nr not in er
    ]


def _lees_balans(
    wortel: Path, opzet: Opzet, regio: Regio
) -> tuple[pd.DataFrame | None, pd.DataFrame, list[Probleem]]:
    bron, alles = opzet.balans, registerbalans.geen_afscherming()
    if bron is None:
        return lege_invoer(regio.gemeenten), alles, []
    if bron["vorm"] == registerbalans.VORM:
        return _lees_register(wortel, opzet, regio)
    invoer, problemen = _lees_gepubliceerde_balans(wortel, bron, regio)
    return invoer, alles, problemen


def _lees_gepubliceerde_balans(
    wortel: Path, bron: Mapping[str, Any], regio: Regio
) -> tuple[pd.DataFrame | None, list[Probleem]]:
    if bron["vorm"] == eigentabel.VORM:
        invoer, problemen = eigentabel.lees(wortel, bron, regio.gemeenten, _gebieden(regio))
    elif bron["vorm"] in VORMEN:
        lees = VORMEN[bron["vorm"]]
        invoer, problemen = lees(wortel, bron["bestand"], regio.gemeenten, regio.subregios)
    else:
        return None, []
    if invoer is not None and bron.get("alleen") == "behoefte":
        invoer = registerbalans.alleen_behoefte(invoer)
    return invoer, problemen


def _lees_register(
    wortel: Path, opzet: Opzet, regio: Regio
) -> tuple[pd.DataFrame | None, pd.DataFrame, list[Probleem]]:
    """The balance of which the capacity is that of the plan register, counted as the definition asks; the
    need is of a source of its own, or onbekend. And what of it is left out."""
    bron = opzet.balans or {}
    if opzet.definitie not in regio.definities:
        return None, registerbalans.geen_afscherming(), []
    invoer, problemen = (
        _lees_gepubliceerde_balans(wortel, bron["behoefte"], regio)
        if "behoefte" in bron
        else (lege_invoer(regio.gemeenten), [])
    )
    if "behoefte" in bron and bron["behoefte"]["vorm"] not in (*VORMEN, eigentabel.VORM):
        bestand = editiebestand(regio, opzet.editie)
        waarde = bron["behoefte"]["vorm"]
        verwacht = "een van " + ", ".join(VORMEN)
        problemen = [Probleem(bestand, verwacht, kolom="balans.behoefte.vorm", waarde=waarde)]
    telling = regio.definities[opzet.definitie].telling
    capaciteit, weg, fouten = registerbalans.lees(
        wortel, bron["bestand"], bron["lezingen"], bron["lezing"], regio.gemeenten, telling
    )
    if invoer is None or capaciteit is None:
        return None, weg, [*problemen, *fouten]
    return registerbalans.met_capaciteit(invoer, capaciteit), weg, problemen


def _gebieden(regio: Regio) -> list[str]:
    """The names of areas of which a table may have a row beside those of its municipalities."""
    return [regio.naam, regio.provincie, *regio.subregios]


def _lees_gebiedsbehoefte(wortel: Path, opzet: Opzet) -> tuple[pd.DataFrame | None, list[Probleem]]:
    bron = opzet.gebiedsbehoefte
    if bron is None:
        return None, []
    onderwerpen = [bron["onderwerp"], *([bron["ambitie"]] if "ambitie" in bron else [])]
    return feiten.lees(wortel, bron["bestand"], bron["gebied"], onderwerpen)


def _lees_totalen(wortel: Path, opzet: Opzet) -> tuple[pd.DataFrame | None, list[Probleem]]:
    """What is known of the region alone, one need and one capacity and what stands beside them: TOTALEN."""
    bron = opzet.regiototalen
    if bron is None:
        return None, []
    delen = [("behoefte", bron["behoefte"]), ("capaciteit", bron["capaciteit"])]
    delen += [("ernaast", een) for een in bron.get("ernaast", ())]
    namen = [een["onderwerp"] for _, een in delen]
    frame, problemen = feiten.lees(wortel, bron["bestand"], bron["gebied"], namen, feiten.MET_BRON)
    if frame is None:
        return None, problemen
    soorten = [soort for soort, _ in delen]
    return frame.assign(soort=soorten, telling=[een["telling"] for _, een in delen])[TOTALEN], []


def _lees_later(
    wortel: Path, opzet: Opzet, regio: Regio
) -> tuple[pd.DataFrame | None, list[Probleem]]:
    bron = opzet.behoefte_later
    if bron is None:
        return None, []
    return feiten.lees_leden(wortel, bron["bestand"], bron["onderwerpen"], regio.gemeenten)


def _lees_gepubliceerd(
    wortel: Path, opzet: Opzet, regio: Regio
) -> tuple[pd.DataFrame | None, list[Probleem]]:
    bron = opzet.gepubliceerd
    if bron is None:
        return None, []
    if bron["vorm"] == eigentabel.VORM:
        return eigentabel.lees_gepubliceerd(wortel, bron, regio.gemeenten, _gebieden(regio))
    return GEPUBLICEERD_VORMEN[bron["vorm"]](wortel, bron["bestand"], regio.gemeenten)


def _lees_capaciteiten(
    wortel: Path, opzet: Opzet, regio: Regio
) -> tuple[dict[str, pd.DataFrame], list[Probleem]]:
    frames, problemen = {}, []
    bronnen = list(opzet.ernaast)
    if bronnen and opzet.balans and opzet.balans["vorm"] in CAPACITEITSVORMEN:
        bronnen = [opzet.balans, *bronnen]
    for bron in bronnen:
        if bron["vorm"] in CAPACITEITSVORMEN:
            lees = CAPACITEITSVORMEN[bron["vorm"]]
            frame, fout = lees(wortel, bron["bestand"], regio.gemeenten)
            problemen += [] if bron is opzet.balans else fout
            if frame is not None:
                frames[bron["bestand"]] = frame
    return frames, problemen


def _lees_normen(
    wortel: Path, opzet: Opzet, regio: Regio, voorbeelddata: bool
) -> tuple[Normen | None, pd.DataFrame | None, list[Probleem]]:
    """The edition's own norms; with `voorbeelddata` their made division over the members as well."""
    if not opzet.normen:
        return None, None, []
    normen, problemen = normenbestand.lees(wortel, opzet.normen)
    if normen is None or not voorbeelddata:
        return normen, None, problemen
    verdeling, fouten = normenbestand.lees_verdeling(wortel, normen, regio.gemeenten)
    return normen, verdeling, [*problemen, *fouten]


def _lees_zijbestanden(
    wortel: Path, bestanden: list[str]
) -> tuple[list[dict[str, Any]], list[Probleem]]:
    gelezen = [lees_zijbestand(wortel, bestand) for bestand in bestanden]
    return [zij for zij, _ in gelezen if zij], [p for _, fouten in gelezen for p in fouten]
