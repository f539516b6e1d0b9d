"""The internal list of the proposal, a workbook for each municipality in data/intern (git leaves it out)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path

import pandas as pd
import xlsxwriter

from woonanalyse.kern.bestanden import schrijf_bytes
from woonanalyse.uitgave.excel import OPTIES
from woonanalyse.uitgave.sjabloon import GEMAAKT, leesblad, stijlen, tabelblad

MAP = "data/intern/strategie"
"""A folder that nothing reads (kern.bronbestanden): a folder for each edition, with a workbook for each
municipality."""

BLADEN = {
    "plannen": "Plannen",
    "maatregelen": "Maatregelen",
    "normen": "Normen",
    "keuzes": "Keuzes",
    "conflicten": "Kan niet samen",
    "zonder": "Zonder norm",
}
"""The sheets, of which the last three are there only where they have rows."""

BREEDTES = {
    "waarom": 44, "wettekst": 44, "middel": 30, "maatregel": 30, "voorstel": 30, "reden": 40, "orgaan": 26,
    "eerst nagaan": 20, "naam": 30, "grond": 60,
}  # fmt: skip
"""Columns of long text, in characters; they wrap."""
_A3 = 8

INTERN = "Intern: plannen van een gemeente, niet om te publiceren"

TOELICHTING = (
    "Een voorstel, geen besluit: colleges besluiten.",
    "kant (als die er staat): aan welke kant van de band van de behoefte is gerekend.",
    "klasse: altijd, soms of nooit gebeurt er in de goede oplossingen iets met het plan.",
    "laatste dag: wie dan begint, is bij de kortste duur op tijd; de zekere laatste dag is bij de langste.",
    "Plannen staan op klasse: eerst waar altijd iets gebeurt. verandering: woningen eraf (onder 0) of erbij.",
    "eerst nagaan: wat van het plan onbekend is en de maatregel kan verbieden.",
    "nadeelcompensatie, grondexploitatie: of een woning minder schade kan geven. onbekend telt als ja.",
    "elke grond nodig: niet nagegaan waar het zoeken is afgebroken; dan is er misschien een te veel.",
    "Kiest u anders? Vul sjabloon plankeuzes in en lever het; wat uw keuze kost, staat er dan bij.",
    "Wat openbaar mag, zijn alleen sommen per subregio van genoeg plannen en eigenaren.",
)


def strategieboek(naam: str, bladen: Mapping[str, pd.DataFrame], vooraf: Sequence[str]) -> bytes:
    """The workbook of one municipality: a sheet Uitleg and those of BLADEN; the same input gives the same
    bytes.

    `bladen` are the frames of strategie.lijst.interne_lijst with only its rows; `vooraf` are lines on what it
    is: the edition, its dates, and whether it is made.
    """
    uit = BytesIO()
    boek = xlsxwriter.Workbook(uit, OPTIES)
    boek.set_properties({"title": f"Intern: voorstel voor {naam}", "created": GEMAAKT})
    stijl = stijlen(boek)
    regels = [[naam], *([regel] for regel in (*vooraf, *TOELICHTING))]
    leesblad(boek.add_worksheet("Uitleg"), {INTERN: 110}, regels, stijl)
    for blad, titel in BLADEN.items():
        frame = _zonder_eender(bladen[blad])
        if frame.empty and blad in ("keuzes", "conflicten", "zonder"):
            continue
        koppen = {kolom: kolom.replace("_", " ") for kolom in frame.columns}
        werkblad = boek.add_worksheet(titel)
        tabelblad(werkblad, frame.rename(columns=koppen), BREEDTES, stijl)
        werkblad.set_paper(_A3)
        werkblad.fit_to_pages(1, 0)
    for eigen in boek.worksheets():
        merk = next((f"{regel}. " for regel in vooraf if regel.startswith("Voorbeelddata")), "")
        eigen.set_header(f"&L{merk}{INTERN}")
    boek.close()
    return uit.getvalue()


def _zonder_eender(frame: pd.DataFrame) -> pd.DataFrame:
    """Without the name of the one municipality, and without the end of the band where there is one."""
    weg = ["gemeente", *(["kant"] if frame["kant"].nunique() < 2 else [])]
    return frame.drop(columns=weg)


def schrijf_strategieboeken(
    wortel: Path,
    editie: str,
    per_gemeente: Mapping[str, Mapping[str, pd.DataFrame]],
    vooraf: Sequence[str],
) -> list[Path]:
    """Write a workbook for each municipality in data/intern/strategie/`editie`; their paths.

    `per_gemeente` as strategie.lijst.per_gemeente gives it. Raises MachineFout when a file can't be written.
    """
    paden = []
    for naam, bladen in per_gemeente.items():
        pad = wortel / MAP / editie / f"voorstel_{naam.casefold().replace(' ', '-')}.xlsx"
        schrijf_bytes(pad, strategieboek(naam, bladen, vooraf))
        paden.append(pad)
    return paden
