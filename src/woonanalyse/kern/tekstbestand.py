"""The text of a file as every reader gets it: UTF-8, composed letters, plain spaces; commas in a table."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Sequence
from pathlib import Path

from woonanalyse.kern.fouten import Probleem
from woonanalyse.kern.machine import lees_bytes
from woonanalyse.kern.waarden import genormaliseerd

_MERKEN = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SCHEIDINGEN = {";": "puntkomma's", "\t": "tabs", "|": "rechte strepen"}
_ANDERE_AANHALINGSTEKENS = "'‘’“”`´"
_ZO_OPSLAAN = (
    "Sla het blad op als CSV in UTF-8 met komma's (in LibreOffice bij Filterinstellingen; Excel neemt het "
    "lijstscheidingsteken van Windows)"
)


def lees_tekst(wortel: Path, bestand: str, soort: str) -> tuple[str | None, list[Probleem]]:
    """The text of `bestand` (path from the root), `soort` as in `lees_bytes`; or None with the problem."""
    ruw, problemen = lees_bytes(wortel, bestand, soort)
    if problemen:
        return None, problemen
    if ruw.startswith(_MERKEN) or ruw[:200].count(0) > len(ruw[:200]) // 4:
        return None, [Probleem(bestand, "tekst in UTF-8; dit is UTF-16. Sla het op als UTF-8")]
    try:
        return genormaliseerd(ruw.decode("utf-8-sig")), []
    except UnicodeDecodeError as fout:
        rij = ruw[: fout.start].count(b"\n") + 1
        waarde = ruw[fout.start : fout.start + 1].decode("latin-1")
        verwacht = "tekst in UTF-8 (dit lijkt Latin-1 of Windows-1252; sla het op als UTF-8)"
        return None, [Probleem(bestand, verwacht, rij=rij, waarde=waarde)]


def andere_opmaak(bestand: str, tekst: str, kolommen: Sequence[str]) -> Probleem | None:
    """The one problem of a table that is not separated by commas, or quoted otherwise; else None.

    `kolommen` are the names that its header should have.
    """
    eerste = tekst.split("\n", 1)[0].rstrip("\r")
    if gevonden := re.fullmatch(r'"?sep=(.)"?[,;\t]*', eerste, re.IGNORECASE):
        naam = _SCHEIDINGEN.get(gevonden[1], "komma's")
        verwacht = f"de kopregel; haal de regel sep= weg (die staat voor {naam}). {_ZO_OPSLAAN}"
        return Probleem(bestand, verwacht, rij=1, waarde=eerste)
    kop = _namen(eerste, ",")
    goed = len(set(kop) & set(kolommen))
    for teken, naam in _SCHEIDINGEN.items():
        namen = _namen(eerste, teken)
        if len(namen) > 1 and len(set(namen) & set(kolommen)) > goed:
            verwacht = f"komma's tussen de cellen; hier staan {naam}. {_ZO_OPSLAAN}"
            return Probleem(bestand, verwacht, rij=1, waarde=teken)
    if len(kop) == 1 and len(kolommen) > 1 and set(_namen(kop[0], ",")) & set(kolommen):
        verwacht = "cellen die elk apart tussen aanhalingstekens staan, niet de hele regel"
        return Probleem(bestand, verwacht, rij=1, waarde=eerste)
    if not goed and {naam.strip(_ANDERE_AANHALINGSTEKENS) for naam in kop} & set(kolommen):
        verwacht = 'cellen zonder aanhalingstekens, of met rechte dubbele: "'
        return Probleem(bestand, verwacht, rij=1, waarde=eerste[:1])
    return None


def _namen(regel: str, teken: str) -> list[str]:
    try:
        return [naam.strip() for naam in next(csv.reader([regel], delimiter=teken), [])]
    except csv.Error:
        return []
