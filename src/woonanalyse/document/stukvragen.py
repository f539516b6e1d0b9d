"""What a running edition asks on its second page: of whom, by when, and what if it does not come."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from woonanalyse.afspraken import beeld
from woonanalyse.afspraken.status import ONBEKEND
from woonanalyse.document import besluiten
from woonanalyse.kern.getal import telwoord
from woonanalyse.onderwerpen.editie import Editie
from woonanalyse.onderwerpen.normen import beeld as normen

Tabellen = Mapping[str, pd.DataFrame]

GENOEMD = 6
"""Colleges that are named; of more, a factsheet and the proposal say which."""


def regels(editie: Editie, tabellen: Tabellen, vragen: pd.DataFrame) -> list[str]:
    """A line for each group of colleges with what is decided, of each party with what a norm needs, and one
    for the articles of which something is missing: what that is, stands with the agreements.

    `vragen`: the decisions asked. Empty after the agreement has ended.
    """
    if not editie.lopend:
        return []
    leden = list(editie.regio.gemeenten["gemeente"])
    gevraagd = besluiten.samenvatting(vragen, leden, GENOEMD, editie.regio.nummering)
    per_wie: dict[str, list[str]] = {}
    for rij in _open_normen(editie, tabellen).to_dict("records"):
        wat = str(rij["nodig"]).rstrip(".")
        per_wie.setdefault(str(rij["levert"]), []).append(f"{wat[:1].lower()}{wat[1:]}")
    geleverd = [f"Van {wie}: {'; '.join(wat)}." for wie, wat in per_wie.items()]
    if nummers := _open_artikelen(editie, tabellen):
        bij = editie.regio.nummering.aantal(len(nummers))
        geleverd.append(f"Gegevens bij {bij}: welke en van wie, staat bij de afspraken.")
    return [*gevraagd, *geleverd]


def zonder(editie: Editie, tabellen: Tabellen) -> str:
    """What stays unknown when nothing is delivered; empty where nothing is missing."""
    if not editie.lopend:
        return ""
    zinnen = []
    if len(open_ := _open_normen(editie, tabellen)):
        zinnen.append(_ongehaald(open_, len(normen.heel(tabellen["normen"]))))
    if nummers := _open_artikelen(editie, tabellen):
        bij = editie.regio.nummering.aantal(len(nummers))
        zinnen.append(f"Zonder gegevens blijft de stand bij {bij} onbekend.")
    return " ".join(zinnen)


def _ongehaald(open_: pd.DataFrame, van: int) -> str:
    """Which norms stay without a state, of how many: all of them are not named again."""
    if 1 < len(open_) == van:
        wie = "beide" if van == 2 else f"alle {telwoord(van)}"
        return f"Zonder deze gegevens blijft van {wie} normen onbekend of zij worden gehaald."
    wat = "; ".join(normen.deel(rij, samen=True) for rij in open_.to_dict("records"))
    return f"Zonder deze gegevens blijft onbekend of dit wordt gehaald: {wat}."


def _open_normen(editie: Editie, tabellen: Tabellen) -> pd.DataFrame:
    frame = tabellen.get("normen")
    if editie.normen is None or frame is None:
        return pd.DataFrame()
    eigen = normen.heel(frame)
    return eigen[eigen["stand"] == ONBEKEND]


def _open_artikelen(editie: Editie, tabellen: Tabellen) -> list[str]:
    """The articles of which something is unknown, in order."""
    if not editie.opzet.toets:
        return []
    open_ = beeld.onbekende(editie.regio.afspraken, tabellen["afspraken"])
    return list(dict.fromkeys(str(a["artikel"]) for a in open_))
