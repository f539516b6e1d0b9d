"""The workbooks of the lesson on the delivery of 2027, as people would fill them in; all of it is invented.

`python tests/maak_les.py` writes those that differ; a test says when they are behind.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from hulp import WORTEL
from leverhulp import Rij, ingevuld, leeg_sjabloon, registerboek
from openpyxl import load_workbook
from openpyxl.styles import Font, PatternFill

MAP = WORTEL / "data/voorbeelddata/levering-2027"
MERK = "Voorbeelddata bij de les De levering van 2027: alles in dit werkboek is verzonnen."
BLAD = "Voorbeelddata"
BORNE, ALMELO, HELLENDOORN = "GM0147", "GM0141", "GM0163"


def plan(code: str, nr: int, naam: str, status: str, rest: int, **cellen: Any) -> Rij:
    """A plan of which `rest` dwellings are to be built, half in 2028 and half in 2029."""
    jaren = {"rest_2028": rest // 2, "rest_2029": rest - rest // 2} if status[0] == "1" else {}
    vast = {
        "plan_id": f"{code[2:]}-{nr:02}", "gemeentecode": code, "naam": f"Voorbeeldplan {naam}",
        "planstatus": status, "vertrouwelijkheid": "openbaar", "totaal": rest, "gerealiseerd": 0,
        "rest": rest, "sloop": 0,
    }  # fmt: skip
    return vast | jaren | cellen


BORNSE = (
    plan(BORNE, 1, "De Maten", "1A", 120, plaats="Borne"),
    plan(BORNE, 2, "Hertme Noord", "1B", 40, plaats="Hertme"),
    plan(BORNE, 3, "Spoorzone", "3", 80, plaats="Borne"),
)
KAPOT = (
    BORNSE[0] | {"totaal": "circa 120"},
    BORNSE[1] | {"planstatus": "in procedure"},
    BORNSE[2] | {"sloop": -12},
)
LATER = (plan(BORNE, 1, "De Maten", "1A", 80, plaats="Borne"), *BORNSE[1:])
PLANNEN = {
    "plannen-almelo": (
        ALMELO,
        (
            plan(ALMELO, 1, "Indiëterrein", "1A", 210, plaats="Almelo"),
            plan(ALMELO, 2, "Weverij", "2A", 60, plaats="Almelo"),
        ),
    ),
    "plannen-hellendoorn": (
        HELLENDOORN,
        (
            plan(HELLENDOORN, 1, "Kruidenwijk", "1A", 90, plaats="Nijverdal"),
            plan(HELLENDOORN, 2, "Dorpsrand", "1B", 30, plaats="Hellendoorn"),
        ),
    ),
    "plannen-borne": (BORNE, KAPOT),
    "plannen-borne-hersteld": (BORNE, BORNSE),
    "plannen-borne-2": (BORNE, LATER),
}
REACTIE: Rij = {
    "partij": BORNE, "editie": "2027", "concept": "1", "nummer": "R1", "datum": "2027-05-18",
    "waarop": "de balans, rij Borne", "gevraagd": "Voorbeeldplan De Maten is 40 woningen kleiner",
}  # fmt: skip
ANTWOORD: Rij = {"datum": "2027-05-25", "antwoord": "Overgenomen", "gewijzigd": "ja"}
VERZONNEN = "verzonnen besluit bij de les De levering van 2027"
BESLUIT: Rij = {
    "soort": "wijziging RWP", "status": "besluit", "editie": "2027", "concept": "2",
    "datum": "2027-09-07", "uitkomst": "ongewijzigd", "zekerheid": "letterlijk",
    "bronsoort": "besluit", "omschrijving": VERZONNEN, "bron": VERZONNEN, "bron_url": "",
    "vindplaats": "",
}  # fmt: skip
BESLUITEN = [
    BESLUIT | {"partij": wie, "besluitnummer": f"voorbeelddata {wie}"}
    for wie in ("GS", BORNE, ALMELO)
]


def boeken() -> dict[str, bytes]:
    """Every workbook, by file name."""
    gevuld = {
        naam: ingevuld(plannen, leeg_sjabloon(code)) for naam, (code, plannen) in PLANNEN.items()
    }
    gevuld |= {
        "reacties": registerboek("reacties", [REACTIE]),
        "antwoorden": registerboek("reacties", [REACTIE | ANTWOORD]),
        "besluiten": registerboek("besluiten", BESLUITEN),
    }
    return {f"voorbeelddata_{naam}.xlsx": gemerkt(ruw) for naam, ruw in gevuld.items()}


def gemerkt(ruw: bytes) -> bytes:
    """The workbook with a sheet behind the first that says what it is."""
    boek = load_workbook(BytesIO(ruw))
    blad = boek.create_sheet(BLAD, 1)
    blad["A1"] = MERK
    blad["A1"].font = Font(bold=True)
    blad["A1"].fill = PatternFill("solid", fgColor="FFE699")
    blad.sheet_properties.tabColor = "FFE699"
    doel = BytesIO()
    boek.save(doel)
    return doel.getvalue()


def cellen(ruw: bytes) -> dict[str, list[Sequence[Any]]]:
    """What stands in a workbook, by sheet."""
    boek = load_workbook(BytesIO(ruw))
    return {blad.title: list(blad.iter_rows(values_only=True)) for blad in boek}


def achter() -> dict[str, bytes]:
    """The workbooks that are not there, or hold something else."""
    return {
        naam: ruw
        for naam, ruw in boeken().items()
        if not (pad := MAP / naam).exists() or cellen(pad.read_bytes()) != cellen(ruw)
    }


if __name__ == "__main__":
    MAP.mkdir(parents=True, exist_ok=True)
    for naam, ruw in achter().items():
        Path(MAP / naam).write_bytes(ruw)
        print(naam)
