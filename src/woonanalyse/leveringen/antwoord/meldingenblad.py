"""The sheet *Meldingen* of an answer: what is to be said of a delivery, and the answers filled in there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from woonanalyse.kern.beeld.huisstijl import MELDINGEN, WERKBOEK
from woonanalyse.kern.getal import hoeveel, opsomming
from woonanalyse.leveringen.levering import Cel, Melding
from woonanalyse.leveringen.veilig import in_een_cel
from woonanalyse.uitgave.sjabloon import hoogte

NAAM = "Meldingen"
KOPPEN = {
    "soort": 14, "blad": 16, "rij": 7, "kolom": 22, "gevonden": 26, "verwacht": 46,
    "hoe te herstellen": 46, "code": 22, "antwoord": 40,
}  # fmt: skip
"""The columns with their widths."""
_SOORTEN = ("fout", "waarschuwing", "notitie")
_HOOGSTENS_KOPRIJ = 20


GEGEVENS = "Gegevens"
"""The sheet with the cells of a file that has no sheets, in an answer."""
Plek = tuple[str, int, int]
"""A cell of the answer: sheet, row and column (from 1)."""


@dataclass(frozen=True)
class Gegeven:
    """An answer as someone filled it in: on which message, told by what the sheet says of it.

    `kolom`: the letter, and the name behind it, of the column; one of them where there is no other.
    """

    code: str
    blad: str
    rij: str
    kolom: tuple[str, ...]
    gevonden: str
    antwoord: str

    def gaat_over(self, melding: Melding) -> bool:
        """Whether it is of the same check, sheet, column and value; of the same row is not asked."""
        eerste = melding.cellen[0] if melding.cellen else Cel("", 0, "")
        return (
            self.code == melding.code
            and (self.blad or GEGEVENS) == (eerste.blad or GEGEVENS)
            and (eerste.kolom in self.kolom or not eerste.kolom)
            and self.gevonden == in_een_cel(melding.gevonden).strip()
        )


def rij_van(melding: Melding) -> str:
    """The row of the first cell as the sheet has it; empty where there is none."""
    return str(melding.cellen[0].rij or "") if melding.cellen else ""


def op_volgorde(meldingen: Sequence[Melding]) -> list[Melding]:
    """Errors first, then warnings, then notes; within each as they were found."""
    return sorted(meldingen, key=lambda melding: _SOORTEN.index(melding.soort))


def telling(meldingen: Sequence[Melding]) -> str:
    """How many of each kind there are, in words."""
    aantallen: Counter[str] = Counter(melding.soort for melding in meldingen)
    woorden = {
        "fout": ("fout", "fouten"),
        "waarschuwing": ("waarschuwing", "waarschuwingen"),
        "notitie": ("notitie", "notities"),
    }
    delen = [hoeveel(aantallen[s], *woorden[s]) for s in _SOORTEN if aantallen[s]]
    return opsomming(delen) if delen else "niets te melden"


def schrijf(
    blad: Worksheet,
    bestand: str,
    meldingen: Sequence[Melding],
    antwoorden: Mapping[Melding, str],
    verloren: Sequence[str],
    plek_van: Callable[[Cel], Plek | None],
) -> None:
    """Fill the sheet: what to do, a line per message with a link to its cell, and what the answer lacks.

    `plek_van` gives where in this workbook a cell of the delivery stands.
    """
    vooraf = [f"Antwoord op {bestand}: {telling(meldingen)}.", *_wat_te_doen(meldingen)]
    if verloren:
        vooraf.append(
            f"In dit antwoord ontbreekt ten opzichte van {bestand}: {opsomming(list(verloren))}."
        )
    breedtes = list(KOPPEN.values())
    for nr, regel in enumerate(vooraf, start=1):
        zet_tekst(blad, nr, 1, regel, _letter(bold=nr == 1))
        blad.merge_cells(start_row=nr, end_row=nr, start_column=1, end_column=len(KOPPEN))
        blad.row_dimensions[nr].height = hoogte([regel], [sum(breedtes)])
    kop = len(vooraf) + 2
    for nr, (naam, breed) in enumerate(KOPPEN.items(), start=1):
        blad.column_dimensions[get_column_letter(nr)].width = breed
        zet_tekst(blad, kop, nr, naam, _letter(bold=True))
        blad.cell(kop, nr).border = Border(bottom=Side(style="thin"))
    for nr, melding in enumerate(op_volgorde(meldingen), start=kop + 1):
        _regel(blad, nr, melding, antwoorden.get(melding, ""), plek_van)
    blad.freeze_panes = f"A{kop + 1}"
    blad.sheet_view.showGridLines = False
    blad.page_setup.orientation, blad.page_setup.fitToHeight = "landscape", 0
    blad.sheet_properties.pageSetUpPr.fitToPage = True


def _wat_te_doen(meldingen: Sequence[Melding]) -> list[str]:
    soorten = {melding.soort for melding in meldingen}
    regels = []
    if "fout" in soorten:
        regels.append(
            "Herstel elke fout in de rode cellen; zolang er een fout in staat, is er niets ingenomen."
        )
    if "waarschuwing" in soorten:
        regels.append(
            "Kijk elke waarschuwing na (gele cellen): herstel de cel, of zeg in kolom antwoord waarom het "
            "klopt."
        )
    if regels:
        regels.append("Stuur daarna dit werkboek terug, met dit blad erin.")
    return regels


def _regel(
    blad: Worksheet,
    nr: int,
    melding: Melding,
    antwoord: str,
    plek_van: Callable[[Cel], Plek | None],
) -> None:
    eerste = melding.cellen[0] if melding.cellen else None
    plek = plek_van(eerste) if eerste else None
    kolom = eerste.kolom if eerste else ""
    if eerste and plek and not eerste.blad:
        kolom = f"{get_column_letter(plek[2])} ({eerste.kolom})"
    elif eerste:
        kolom = eerste.met_opschrift(melding.veld)
    waar = plek[0] if plek else eerste.blad if eerste else ""
    cellen = [
        melding.soort, waar, "", kolom, melding.gevonden,
        melding.verwacht, melding.herstel, melding.code, antwoord,
    ]  # fmt: skip
    for kolomnr, cel in enumerate(cellen, start=1):
        zet_tekst(blad, nr, kolomnr, cel)
    if eerste and eerste.rij:
        blad.cell(nr, 3).value = eerste.rij
        if plek:
            naam = plek[0].replace("'", "''")
            doel = f"'{naam}'!{get_column_letter(plek[2])}{plek[1]}"
            blad.cell(nr, 3).hyperlink = Hyperlink(ref=f"C{nr}", location=doel)
            blad.cell(nr, 3).font = _letter(
                color=zonder_hekje(WERKBOEK["link"]), underline="single"
            )
    blad.cell(nr, 1).fill = PatternFill("solid", fgColor=zonder_hekje(MELDINGEN[melding.soort]))
    if melding.soort == "waarschuwing":
        rand = Side(style="thin", color=zonder_hekje(WERKBOEK["rand"]))
        blad.cell(nr, len(KOPPEN)).border = Border(rand, rand, rand, rand)
        blad.cell(nr, len(KOPPEN)).number_format = "@"
    blad.row_dimensions[nr].height = min(hoogte(cellen, KOPPEN.values()), 240)


def zonder_hekje(kleur: str) -> str:
    """A colour of the house style as a workbook has it."""
    return kleur.removeprefix("#")


def _letter(**eigen: Any) -> Font:
    return Font(name="Calibri", size=11, **eigen)


def zet_tekst(blad: Worksheet, rij: int, kolom: int, tekst: str, font: Font | None = None) -> None:
    """Write text that stays text, whatever it looks like, also when someone edits it."""
    cel = blad.cell(rij, kolom)
    cel.value = in_een_cel(tekst)
    cel.data_type = "s"
    cel.quotePrefix = bool(re.match(r"[=+\-@]", tekst))
    cel.alignment = Alignment(wrap_text=True, vertical="top")
    if font:
        cel.font = font


def is_meldingenblad(rijen: Sequence[Sequence[Any]]) -> int | None:
    """The row (from 1) of the header when these are the first rows of such a sheet; None where not."""
    for nr, rij in enumerate(rijen[:_HOOGSTENS_KOPRIJ], start=1):
        namen = [str(cel).strip() if cel is not None else "" for cel in rij]
        if namen[: len(KOPPEN)] == list(KOPPEN):
            return nr
    return None


def eerste_rijen(blad: Any) -> list[tuple[Any, ...]]:
    """The rows in which `is_meldingenblad` looks."""
    return list(blad.iter_rows(max_row=_HOOGSTENS_KOPRIJ, max_col=len(KOPPEN), values_only=True))


def lees(inhoud: bytes) -> tuple[list[Gegeven], bool]:
    """The answers filled in in a workbook, and whether it holds nothing but such a sheet.

    `inhoud` was looked at before (bewaking).
    """
    boek = load_workbook(BytesIO(inhoud), read_only=True, data_only=True)
    gegeven: list[Gegeven] = []
    alleen = True
    for blad in boek.worksheets:
        kop = is_meldingenblad(eerste_rijen(blad))
        if kop is None:
            alleen = False
            continue
        for rij in blad.iter_rows(min_row=kop + 1, max_col=len(KOPPEN), values_only=True):
            cellen = ["" if cel is None else str(cel).strip() for cel in rij]
            cellen += [""] * (len(KOPPEN) - len(cellen))
            een = dict(zip(KOPPEN, cellen, strict=True))
            if een["antwoord"] and een["soort"] == "waarschuwing":
                kolom = re.fullmatch(r"(.*?)(?: \((.*)\))?", een["kolom"], re.DOTALL)
                gegeven.append(
                    Gegeven(
                        een["code"],
                        een["blad"],
                        een["rij"],
                        tuple(deel for deel in kolom.groups() if deel) if kolom else (),
                        een["gevonden"],
                        een["antwoord"],
                    )
                )
    boek.close()
    return gegeven, alleen
