"""Cells that a format does not take: kept with the file, and what is plainly wrong there is asked."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator

from woonanalyse.kern import waarden
from woonanalyse.leveringen.levering import Cel, Melding
from woonanalyse.leveringen.lezers.kolomkoppen import Koppen
from woonanalyse.leveringen.lezers.veld import Veld
from woonanalyse.leveringen.meldingen import meld
from woonanalyse.leveringen.waarden.waarde import als_tekst, verhaspeld

_BUITEN = re.compile(
    r"\[[^\[\]]+\][\w.]*!|'[^'\[\]]*\[[^\[\]]+\][^'\[\]]*'!|file://", re.IGNORECASE
)
"""A cell of another workbook: [1]Blad1!A1, '[plannen.xlsx]Blad 1'!A1; not Tabel1[Kolom]."""
_LEESRICHTING = range(0x202A, 0x202F), range(0x2066, 0x206A)
_LETTER_KWIJT = "\ufffd"
_CELLEN = 500
"""So many cells with the same fault are pointed at."""


def keur_ongelezen(velden: Iterable[Veld]) -> Iterator[Melding]:
    """What is plainly wrong with cells that are not read, once for each head.

    An error of a spreadsheet, letters that were read in another coding, signs that cannot be seen and are
    no layout. Anything else is right: what such a column may hold is not known here.
    """
    gevonden: dict[tuple[str, str], list[tuple[Veld, dict[str, str]]]] = {}
    for veld in velden:
        if isinstance(veld.inhoud, str) and (fout := _fout(veld.inhoud)):
            code, woorden = fout
            gevonden.setdefault((code, veld.opschrift), []).append((veld, woorden))
    for (code, opschrift), groep in gevonden.items():
        eerste, woorden = groep[0]
        cellen = [veld.cel for veld, _ in groep[:_CELLEN]]
        yield meld(code, cellen, als_tekst(eerste.inhoud), opschrift, **woorden)


def keur_kolommen(koppen: Koppen, rijen: Collection[int]) -> Iterator[Melding]:
    """As `keur_ongelezen`, of the columns that have a head and are not read; `rijen` those with plans.

    Formulas that look outside the workbook are asked of every column.
    """
    gelezen = {kop.nr for kop in koppen.kolommen}
    over = [
        (nr, tekst)
        for nr, tekst in enumerate(koppen.teksten, start=1)
        if tekst and nr not in gelezen
    ]
    alle = [koppen.rij, *rijen]
    yield from keur_ongelezen(
        Veld(inhoud, koppen.cel(rij, nr), tekst)
        for nr, tekst in over
        for rij in alle
        if isinstance(inhoud := koppen.blad.rijen[rij - 1][nr - 1], str)
    )
    eigen = set(rijen)
    yield from keur_formules(
        (koppen.cel(rij, nr), formule, koppen.teksten[nr - 1] if nr <= len(koppen.teksten) else "")
        for (rij, nr), formule in koppen.blad.formules.items()
        if rij in eigen and (rij, nr) not in koppen.blad.zonder_waarde
    )


def keur_formules(formules: Iterable[tuple[Cel, str, str]]) -> Iterator[Melding]:
    """Which formulas (cell, formula, head) take their outcome from another file, once for each head."""
    buiten: dict[str, list[tuple[Cel, str]]] = {}
    for cel, formule, opschrift in formules:
        if _BUITEN.search(formule):
            buiten.setdefault(opschrift, []).append((cel, formule))
    for opschrift, groep in buiten.items():
        cellen = [cel for cel, _ in groep[:_CELLEN]]
        yield meld("formule_buiten", cellen, groep[0][1], opschrift)


def _fout(inhoud: str) -> tuple[str, dict[str, str]] | None:
    """The code of what is wrong with a text, and its words; None where nothing is."""
    tekst = als_tekst(inhoud)
    if waarden.is_foutmelding(tekst):
        return "ongelezen_foutmelding", {}
    if goed := verhaspeld(tekst):
        return "ongelezen_verhaspeld", {"goed": goed}
    if teken := next((een for een in inhoud if _is_verborgen(een)), ""):
        return "ongelezen_teken", {"teken": waarden.verboden_teken(teken) or ""}
    return None


def _is_verborgen(teken: str) -> bool:
    """Whether a sign hides or turns what stands beside it, or stands for a letter that was lost."""
    if teken == _LETTER_KWIJT or any(ord(teken) in reeks for reeks in _LEESRICHTING):
        return True
    return unicodedata.category(teken) == "Cc" and teken not in "\t\n\v\f\r"
