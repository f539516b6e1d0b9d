"""Deliveries for tests, made as a municipality makes them: the template of the command, filled in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from hulp import WORTEL
from openpyxl import load_workbook

from woonanalyse.kern.formulier import formulieren
from woonanalyse.kern.regio import Regio, lees_regio
from woonanalyse.leveringen.plansjabloon import plansjabloon
from woonanalyse.uitgave.formulieren import keuzes
from woonanalyse.uitgave.sjabloon import sjabloon, voorbeeld

PARTIJ, PEILDATUM, DAG = "GM0147", "2027-01-01", "2027-01-20"
Rij = dict[str, Any]

MATEN: Rij = {
    "plan_id": "0147-01", "gemeentecode": PARTIJ, "naam": "De Bornsche Maten, fase 4", "plaats": "Borne",
    "planstatus": "1B", "vertrouwelijkheid": "openbaar", "totaal": 120, "gerealiseerd": 20, "rest": 100,
    "sloop": 0, "rest_2027": 60, "rest_2028": 40,
}  # fmt: skip
HERTME: Rij = {
    "plan_id": "0147-02", "gemeentecode": PARTIJ, "naam": "Hertme Noord", "plaats": "Hertme",
    "planstatus": "3", "vertrouwelijkheid": "gemeente", "totaal": 40, "gerealiseerd": 0, "rest": 40,
    "sloop": 12,
}  # fmt: skip
PLANNEN = (MATEN, HERTME)
BESLUIT: Rij = {"datum": "2026-11-05", "partij": PARTIJ, "besluitnummer": "2026/118"}
KAPOT = (
    MATEN | {"planstatus": "4b opgenomen in de visie"},
    HERTME | {"totaal": "1.39", "sloop": -12},
)


@cache
def regio() -> Regio:
    return lees_regio(WORTEL)


@cache
def leeg_sjabloon(gemeentecode: str = PARTIJ) -> bytes:
    return plansjabloon(regio(), gemeentecode, 2027)


def ingevuld(plannen: Sequence[Rij] = PLANNEN, ruw: bytes | None = None) -> bytes:
    """The template with these plans below its header; text of a formula stays text."""
    sleutel = repr(plannen), ruw or leeg_sjabloon()
    if sleutel not in _INGEVULD:
        boek = load_workbook(BytesIO(sleutel[1]))
        vul(boek["Plannen"], plannen)
        doel = BytesIO()
        boek.save(doel)
        _INGEVULD[sleutel] = doel.getvalue()
    return _INGEVULD[sleutel]


_INGEVULD: dict[tuple[str, bytes], bytes] = {}
"""What was made before, by plans and template."""


def vul(blad: Any, plannen: Sequence[Rij], vanaf: int = 2) -> None:
    koppen = [cel.value for cel in blad[1]]
    for nr, plan in enumerate(plannen, start=vanaf):
        for kop, waarde in plan.items():
            cel = blad.cell(nr, koppen.index(kop) + 1)
            cel.value = waarde
            if isinstance(waarde, str):
                cel.data_type = "s"


def schrijf(map_: Path, naam: str, plannen: Sequence[Rij] = PLANNEN) -> Path:
    pad = map_ / naam
    pad.write_bytes(ingevuld(plannen))
    return pad


def hersteld(antwoord: bytes, cellen: Mapping[str, Any], blad: str = "Plannen") -> bytes:
    """The answer with these cells mended."""
    boek = load_workbook(BytesIO(antwoord))
    for plek, waarde in cellen.items():
        boek[blad][plek].value = waarde
    doel = BytesIO()
    boek.save(doel)
    return doel.getvalue()


@cache
def leeg_register(naam: str) -> bytes:
    return sjabloon(naam, keuzes(WORTEL, regio())[naam], regio())


def registerboek(naam: str, rijen: Sequence[Rij]) -> bytes:
    """The template of a register with rows of its examples, in which these cells are other ones."""
    boek = load_workbook(BytesIO(leeg_register(naam)))
    woorden = keuzes(WORTEL, regio())[naam]
    vast = {
        kolom: voorbeeld(naam, kolom, woorden, regio()) for kolom in formulieren()[naam].kolommen
    }
    vul(boek[naam], [vast | rij for rij in rijen])
    doel = BytesIO()
    boek.save(doel)
    return doel.getvalue()
