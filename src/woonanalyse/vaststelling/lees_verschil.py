"""Two frozen concepts read back, to hold them beside each other."""

from __future__ import annotations

import csv
from pathlib import Path

import pandas as pd

from woonanalyse.kern.bewaakt import herstel
from woonanalyse.kern.catalogus import tabellen
from woonanalyse.kern.concept import CONCEPTEN, INVOER
from woonanalyse.kern.correcties import lees
from woonanalyse.kern.fouten import InvoerFout, Probleem, een_van
from woonanalyse.leveringen.internrijen import lees_reacties
from woonanalyse.vaststelling.conceptverschil import (
    Oorzaak,
    Overig,
    Wijziging,
    oorzaken,
    wijzigingen,
)
from woonanalyse.vaststelling.inhoud import UITKOMSTEN, Inhoud, alle_inhoud

NIET = ("herkomst", "feiten")
"""Result tables that repeat the input: what changed there is told as such."""


def kies(wortel: Path, *namen: str) -> list[Inhoud]:
    """The concepts with these names (2027/concept-1); raises InvoerFout that names those that are there."""
    er = {een.naam: een for een in alle_inhoud(wortel)}
    if mis := [naam for naam in namen if naam not in er]:
        eis = een_van(mis[0], er) if er else "een vastgelegd concept; er is er nog geen"
        raise InvoerFout([Probleem(CONCEPTEN, eis, waarde=naam) for naam in mis])
    return [er[naam] for naam in namen]


def verschil(wortel: Path, a: Inhoud, b: Inhoud) -> tuple[list[Oorzaak], list[Wijziging]]:
    """What differs between what two concepts were made from, and between their numbers."""
    alle = lees_reacties(wortel)
    tussen = [str(nr) for nr in range(a.nummer, b.nummer)]
    eigen = alle[(alle["editie"] == b.editie) & alle["concept"].isin(tussen)]
    laatste = eigen.drop_duplicates(["partij", "nummer", "concept"], keep="last")
    mappen = [wortel / CONCEPTEN / een.naam for een in (a, b)]
    besluiten = [
        _van_invoer(map_, een, "/besluiten.csv") for map_, een in zip(mappen, (a, b), strict=True)
    ]
    correcties = [[een for een in lees(map_ / INVOER)[0] if een.geldt] for map_ in mappen]
    overig = Overig((correcties[0], correcties[1]), laatste, (besluiten[0], besluiten[1]))
    return oorzaken(a, b, overig), andere_getallen(wortel, a, b)


def andere_getallen(wortel: Path, a: Inhoud, b: Inhoud) -> list[Wijziging]:
    """What differs between the result tables of two concepts: numbers that each of them shows."""
    mappen = [wortel / CONCEPTEN / een.naam / UITKOMSTEN for een in (a, b)]
    return [
        een
        for tabel in tabellen().values()
        if tabel.naam not in NIET
        for een in wijzigingen(
            tabel.naam, tabel.sleutel, *(_csv(map_ / tabel.bestand) for map_ in mappen)
        )
    ]


def _van_invoer(map_: Path, inhoud: Inhoud, eind: str) -> pd.DataFrame:
    pad = next((pad for pad in inhoud.invoer if pad.endswith(eind) and "voorbeeld" not in pad), "")
    return _csv(map_ / INVOER / pad)


def _csv(pad: Path) -> pd.DataFrame:
    """A table as text; empty where it is not there."""
    if not pad.is_file():
        return pd.DataFrame()
    with pad.open(encoding="utf-8-sig", newline="") as stroom:
        kop, *rijen = csv.reader(stroom)
    return pd.DataFrame(
        [[herstel(cel) for cel in rij] for rij in rijen], columns=kop, dtype="object"
    )
