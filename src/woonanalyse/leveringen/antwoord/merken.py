"""The marks in an answer: a colour and a note in each cell of which something is said."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.formatting.rule import Rule
from openpyxl.styles import PatternFill
from openpyxl.styles.differential import DifferentialStyle

from woonanalyse.kern.beeld.huisstijl import MELDINGEN
from woonanalyse.leveringen.antwoord.meldingenblad import Plek, op_volgorde, zonder_hekje
from woonanalyse.leveringen.levering import Cel, Melding
from woonanalyse.leveringen.veilig import in_een_cel

HOOGSTENS_NOTITIES = 5_000
"""Cells with a note of ours; the sheet Meldingen names all."""
_MERK = "woonanalyse"
_KOP = f"{_MERK} – "
"""With which each note of ours begins."""


def markeer(
    werkboek: Workbook, meldingen: Sequence[Melding], plek_van: Callable[[Cel], Plek | None]
) -> None:
    """Colour the cells that `meldingen` are about, by the worst that is said of each, with a note in it."""
    plekken = _plekken(meldingen, plek_van)
    gekleurd: dict[tuple[str, str], list[str]] = {}
    for nr, ((naam, rij, kolom), meldingen) in enumerate(plekken.items()):
        cel = _boven(werkboek[naam], rij, kolom)
        gekleurd.setdefault((naam, meldingen[0].soort), []).append(cel.coordinate)
        if nr < HOOGSTENS_NOTITIES:
            eerder = f"{cel.comment.text.rstrip()}\n\n" if cel.comment else ""
            tekst = eerder + "\n\n".join(_notitie(melding) for melding in meldingen)
            cel.comment = Comment(in_een_cel(tekst, 2_000), _MERK, height=160, width=340)
    for (naam, soort), cellen in gekleurd.items():
        kleur = zonder_hekje(MELDINGEN[soort])
        stijl = DifferentialStyle(fill=PatternFill(bgColor=kleur, fill_type="solid"))
        regel = Rule("expression", dxf=stijl, priority=1, formula=[f'LEN("{_MERK} {soort}")>0'])
        werkboek[naam].conditional_formatting.add(" ".join(cellen), regel)


def _boven(blad: Any, rij: int, kolom: int) -> Any:
    """The cell, or the first one of the block in which it was merged."""
    cel = blad.cell(rij, kolom)
    if not isinstance(cel, MergedCell):
        return cel
    blok = next(b for b in blad.merged_cells.ranges if cel.coordinate in b)
    return blad.cell(blok.min_row, blok.min_col)


def _notitie(melding: Melding) -> str:
    regels = [f"{_KOP}{melding.soort}"]
    regels += [f"Gevonden: {melding.gevonden}"] if melding.gevonden else []
    regels += [f"Verwacht: {melding.verwacht}"]
    regels += [f"Herstel: {melding.herstel}"] if melding.herstel else []
    return "\n".join(regels)


def _plekken(
    meldingen: Sequence[Melding], plek_van: Callable[[Cel], Plek | None]
) -> dict[Plek, list[Melding]]:
    """By cell of the answer what is said of it."""
    plekken: dict[Plek, list[Melding]] = {}
    for melding in op_volgorde(meldingen):
        for cel in melding.cellen if melding.soort != "notitie" else ():
            if plek := plek_van(cel):
                plekken.setdefault(plek, []).append(melding)
    return plekken


def ontmarkeer(blad: Any) -> None:
    """Take away the marks and notes of an earlier answer; those of others stay."""
    over = ConditionalFormattingList()
    for gebied in blad.conditional_formatting:
        for regel in gebied.rules:
            if not any(_MERK in formule for formule in regel.formula):
                over.add(str(gebied.sqref), regel)
    blad.conditional_formatting = over
    for rij in blad.iter_rows():
        for cel in rij:
            if cel.comment and _KOP in cel.comment.text:
                eigen = cel.comment.text.split(_KOP)[0].rstrip()
                cel.comment = Comment(eigen, cel.comment.author) if eigen else None
