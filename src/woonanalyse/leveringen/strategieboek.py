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
"""Below it a folder for each edition, with a workbook for each municipality."""

BLADEN = {
    "plannen": "Plannen",
    "maatregelen": "Maatregelen",
    "normen": "Normen",
    "keuzes": "Keuzes",
    "conflicten": "Kan niet samen",
    "zonder": "Zonder norm",
}
"""The sheets, of which the last three are there only where they have rows."""

INTERN = "Intern: plannen van een gemeente, niet om te publiceren"

TOELICHTING = (
    "Een voorstel, geen besluit: colleges besluiten.",
    "kant: aan welke kant van de band van de behoefte is gerekend.",
    "klasse: altijd, soms of nooit gebeurt er in de bijna beste antwoorden iets met het plan.",
    "laatste dag: wie dan begint, is bij de kortste duur op tijd; de zekere laatste dag is bij de langste.",
    "eerst nagaan: wat van het plan onbekend is en de maatregel kan verbieden.",
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
        frame = bladen[blad]
        if frame.empty and blad in ("keuzes", "conflicten", "zonder"):
            continue
        koppen = {kolom: kolom.replace("_", " ") for kolom in frame.columns}
        tabelblad(boek.add_worksheet(titel), frame.rename(columns=koppen), {}, stijl)
    for eigen in boek.worksheets():
        merk = next((f"{regel}. " for regel in vooraf if regel.startswith("Voorbeelddata")), "")
        eigen.set_header(f"&L{merk}{INTERN}")
    boek.close()
    return uit.getvalue()


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
