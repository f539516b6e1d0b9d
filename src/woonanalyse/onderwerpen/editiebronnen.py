"""The sources of numbers that the file of an edition names: which files, which readers, and reading them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from woonanalyse.kern import feiten
from woonanalyse.kern.fouten import Probleem
from woonanalyse.kern.opzet import Opzet
from woonanalyse.kern.regio import Regio
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
from woonanalyse.onderwerpen.planregister.stelsel import Elders

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


def lees_balans(
    wortel: Path, opzet: Opzet, regio: Regio, eerder: Sequence[str], getoond: Elders
) -> tuple[pd.DataFrame | None, pd.DataFrame, list[Probleem]]:
    """The model's input, a row per municipality (balans.invoer; dwellings, <NA> where unknown; None where it
    cannot be read); what of it is shielded (`registerbalans.geen_afscherming`), given the plan registers of
    before and what others show (`eerdere`); and the problems."""
    bron, alles = opzet.balans, registerbalans.geen_afscherming()
    if bron is None:
        return lege_invoer(regio.gemeenten), alles, []
    if bron["vorm"] == registerbalans.VORM:
        return _lees_register(wortel, opzet, regio, eerder, getoond)
    invoer, problemen = _lees_gepubliceerde_balans(wortel, bron, regio, opzet)
    return invoer, alles, problemen


def _lees_gepubliceerde_balans(
    wortel: Path, bron: Mapping[str, Any], regio: Regio, opzet: Opzet
) -> tuple[pd.DataFrame | None, list[Probleem]]:
    if bron["vorm"] == eigentabel.VORM:
        invoer, problemen = eigentabel.lees(
            wortel, bron, regio.gemeenten, _gebieden(regio), opzet.peildatum
        )
    elif bron["vorm"] in VORMEN:
        lees = VORMEN[bron["vorm"]]
        invoer, problemen = lees(
            wortel, bron["bestand"], regio.gemeenten, regio.subregios, opzet.peildatum
        )
    else:
        return None, []
    if invoer is not None and bron.get("alleen") == "behoefte":
        invoer = registerbalans.alleen_behoefte(invoer)
    return invoer, problemen


def _lees_register(
    wortel: Path, opzet: Opzet, regio: Regio, eerder: Sequence[str], getoond: Elders
) -> tuple[pd.DataFrame | None, pd.DataFrame, list[Probleem]]:
    """The balance of which the capacity is that of the plan register, counted as the definition asks; the
    need is of a source of its own, or onbekend. And what of it is left out."""
    bron = opzet.balans or {}
    if opzet.definitie not in regio.definities:
        return None, registerbalans.geen_afscherming(), []
    invoer, problemen = (
        _lees_gepubliceerde_balans(wortel, bron["behoefte"], regio, opzet)
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
        wortel,
        bron["bestand"],
        bron["lezingen"],
        bron["lezing"],
        regio.gemeenten,
        telling,
        eerder,
        getoond,
    )
    if invoer is None or capaciteit is None:
        return None, weg, [*problemen, *fouten]
    return registerbalans.met_capaciteit(invoer, capaciteit), weg, problemen


def _gebieden(regio: Regio) -> list[str]:
    """The names of areas of which a table may have a row beside those of its municipalities."""
    return [regio.naam, regio.provincie, *regio.subregios]


def lees_gebiedsbehoefte(wortel: Path, opzet: Opzet) -> tuple[pd.DataFrame | None, list[Probleem]]:
    """The need of an area as a whole (columns of `feiten.lees`), None without one; and the problems."""
    bron = opzet.gebiedsbehoefte
    if bron is None:
        return None, []
    onderwerpen = [bron["onderwerp"], *([bron["ambitie"]] if "ambitie" in bron else [])]
    return feiten.lees(wortel, bron["bestand"], bron["gebied"], onderwerpen)


def lees_totalen(wortel: Path, opzet: Opzet) -> tuple[pd.DataFrame | None, list[Probleem]]:
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


def lees_later(
    wortel: Path, opzet: Opzet, regio: Regio
) -> tuple[pd.DataFrame | None, list[Probleem]]:
    """The need of a later source per municipality (as `feiten.lees_leden`), None without one; problems."""
    bron = opzet.behoefte_later
    if bron is None:
        return None, []
    return feiten.lees_leden(wortel, bron["bestand"], bron["onderwerpen"], regio.gemeenten)


def lees_gepubliceerd(
    wortel: Path, opzet: Opzet, regio: Regio
) -> tuple[pd.DataFrame | None, list[Probleem]]:
    """The outcomes that a source printed itself, a row per municipality, None without; and the problems."""
    bron = opzet.gepubliceerd
    if bron is None:
        return None, []
    if bron["vorm"] == eigentabel.VORM:
        return eigentabel.lees_gepubliceerd(
            wortel, bron, regio.gemeenten, _gebieden(regio), opzet.peildatum
        )
    lees = GEPUBLICEERD_VORMEN[bron["vorm"]]
    return lees(wortel, bron["bestand"], regio.gemeenten, opzet.peildatum)


def lees_capaciteiten(
    wortel: Path, opzet: Opzet, regio: Regio
) -> tuple[dict[str, pd.DataFrame], list[Probleem]]:
    """By file the capacity that is only shown side by side, a row per municipality; and the problems."""
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
