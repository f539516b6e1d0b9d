"""What the file of an edition says, against the region and the registers."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from woonanalyse.kern.fouten import Probleem, een_van
from woonanalyse.kern.opzet import Opzet
from woonanalyse.kern.regio import Regio
from woonanalyse.kern.registers import WIJZIGINGSBESLUIT
from woonanalyse.onderwerpen import registerbalans
from woonanalyse.onderwerpen.balans.vormen import eigentabel
from woonanalyse.onderwerpen.editiebronnen import CAPACITEITSVORMEN, VORMEN


def controleer(bestand: str, opzet: Opzet, editie: str, regio: Regio) -> list[Probleem]:
    """Problems where the file of an edition names what the region lacks, or a reader that is not there."""
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


def controleer_wijzigingen(
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
