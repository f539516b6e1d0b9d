"""The real editions with their registers, and the made registers beside them, read once."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import pandas as pd
from afspraken.afsprakenhulp import WORTEL, alle

from woonanalyse.afspraken.beoordeel import beoordeel
from woonanalyse.kern.afspraak import Afspraak
from woonanalyse.kern.registers import dragend, leeg_register, lees_registers
from woonanalyse.onderwerpen.balans import model as balansmodel
from woonanalyse.onderwerpen.editielezer import lees_editie

VERBODEN = [
    "voldoet niet", "voldoet er niet", "voldoen er niet", "in overtreding",
    "grijpt in", "tekort", "vastgesteld", "schrap", "ranglijst",
]  # fmt: skip


class Wereld:
    """An edition with its balance and registers, read once."""

    def __init__(self, editie: str, voorbeelden: bool) -> None:
        gelezen = lees_editie(WORTEL, editie)
        self.opzet = gelezen.opzet
        self.balans = balansmodel.balans(
            gelezen.invoer,
            gelezen.opzet,
            gelezen.definitie,
            gelezen.norm,
            gelezen.gepubliceerd,
        )
        regio = gelezen.regio
        gevonden, problemen = lees_registers(
            WORTEL,
            "data/registers",
            regio.gemeenten,
            regio.subregios,
            alle(),
            "data/voorbeelddata" if voorbeelden else None,
            edities=regio.edities,
        )
        assert problemen == [] and gevonden is not None
        self.registers = {naam: dragend(frame) for naam, frame in gevonden.items()}

    def oordeel(self, **anders: Any) -> pd.DataFrame:
        delen = {"registers": self.registers, "balans": self.balans, "opzet": self.opzet, **anders}
        return beoordeel(alle(), **delen)

    def oordeel_van(self, regel: Afspraak) -> pd.DataFrame:
        return beoordeel([regel], self.registers, self.balans, self.opzet)


@cache
def wereld(editie: str, voorbeelden: bool) -> Wereld:
    return Wereld(editie, voorbeelden)


def zonder(wereld: Wereld, regel: Afspraak) -> dict[str, Any]:
    """What `Wereld.oordeel` takes to judge without the source of an agreement."""
    bron = regel.get("register")
    if bron is None:
        return {}
    if bron == "editie":
        return {"opzet": replace(wereld.opzet, prognose=None)}
    if bron == "balans":
        return {"balans": lege_balans(wereld)}
    niets = {naam: leeg_register(naam) for naam in (bron, "voortgang", "volledigheid")}
    leeg = {"registers": {**wereld.registers, **niets}}
    return {**leeg, "balans": lege_balans(wereld)} if bron == "termijnen" else leeg


def lege_balans(wereld: Wereld) -> pd.DataFrame:
    """The balance of which nothing is known."""
    getallen = ["netto_behoefte", "vervanging", "behoefte", "hard_totaal", "dekking", "saldo"]
    leeg = wereld.balans.copy()
    leeg[getallen] = pd.NA
    return leeg.assign(oordeel="onbekend")
