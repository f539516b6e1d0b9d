"""Two deliveries of one made municipality, a year apart, and the workbook with questions filled in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from leverhulp import PARTIJ, Rij, ingevuld, leeg_sjabloon
from openpyxl import load_workbook

TOEN, NU = "2026-01-01", "2027-01-01"


def plan(nr: str, naam: str, rest: int, x: float, **anders: Any) -> Rij:
    return {
        "plan_id": nr, "gemeentecode": PARTIJ, "naam": naam, "plaats": "Borne", "planstatus": "1A",
        "vertrouwelijkheid": "openbaar", "totaal": rest, "gerealiseerd": 0, "rest": rest, "sloop": 0,
        "x_rd": 246_000 + x, "y_rd": 479_000,
    } | anders  # fmt: skip


OUD = [
    plan("1", "Molenweide", 40, 0),
    plan("2", "Kerkstraat 12", 8, 2000),
    plan("3", "Stationshof", 30, 4000, rest_2026=30),
    plan("4", "De Es", 200, 6000, planstatus="3"),
    plan("5", "Weverij", 12, 8000, vertrouwelijkheid="gemeente", planstatus="3"),
]
NIEUW = [
    plan("B1", "Molenweide", 36, 10),
    plan("B2", "Kerkstraat 16", 9, 2005),
    plan("B4", "De Es", 120, 6000, planstatus="1A"),
    plan("B6", "Brinkhoek", 15, 9500, vertrouwelijkheid="gemeente"),
    plan("B7", "Spoorpark", 80, 6300, planstatus="3"),
]


def lijst(plannen: Sequence[Rij]) -> bytes:
    """A delivery with the columns that these plans have, also those that the template does not show."""
    boek = load_workbook(BytesIO(leeg_sjabloon()))
    blad = boek["Plannen"]
    staan = [cel.value for cel in blad[1]]
    for kop in dict.fromkeys(kop for een in plannen for kop in een if kop not in staan):
        blad.cell(1, blad.max_column + 1).value = kop
    doel = BytesIO()
    boek.save(doel)
    return ingevuld(plannen, doel.getvalue())


def vul(pad: Path, antwoorden: Mapping[str, str], **anders: str) -> None:
    """Fill in an answer by the name of the earlier plan; `anders`: other cells of the first row."""
    boek = load_workbook(pad)
    blad = boek["Vragen"]
    koppen = [cel.value for cel in blad[1]]
    naam, oordeel = koppen.index(f"naam {TOEN}"), koppen.index("antwoord")
    for rij in blad.iter_rows(min_row=2):
        rij[oordeel].value = antwoorden.get(rij[naam].value)
    for kop, waarde in anders.items():
        blad.cell(2, koppen.index(kop.replace("_", " ")) + 1).value = waarde
    boek.save(pad)
