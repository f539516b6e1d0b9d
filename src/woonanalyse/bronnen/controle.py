"""Read several editions; the problems of all their files at once."""

from __future__ import annotations

from pathlib import Path

from woonanalyse.bronnen.editie import Editie, lees_editie_van
from woonanalyse.bronnen.regio import Regio
from woonanalyse.fouten import InvoerFout, Probleem


def lees_alle_edities(wortel: Path, regio: Regio, edities: list[str]) -> list[Editie]:
    """Read `edities`; raises one InvoerFout with every problem of every file, each once."""
    gelezen: list[Editie] = []
    problemen: dict[Probleem, None] = {}
    for editie in edities:
        try:
            gelezen.append(lees_editie_van(wortel, regio, editie))
        except InvoerFout as fout:
            problemen.update(dict.fromkeys(fout.problemen))
    if problemen:
        raise InvoerFout(problemen)
    return gelezen
