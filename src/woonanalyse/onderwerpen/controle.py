"""Read several editions or dossiers; the problems of all their files at once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from woonanalyse.kern.fouten import InvoerFout, Probleem
from woonanalyse.kern.regio import Regio
from woonanalyse.kern.vindplaats import eenmaal
from woonanalyse.onderwerpen.dossier import Dossier
from woonanalyse.onderwerpen.dossierlezer import Deel, bronlezers, lees_dossier_van
from woonanalyse.onderwerpen.editie import Editie
from woonanalyse.onderwerpen.editielezer import lees_editie_van, lees_registers_van


def lees_alle_edities(wortel: Path, regio: Regio, edities: list[str]) -> list[Editie]:
    """Read `edities`; raises one InvoerFout with every problem of every file, each once."""
    return _lees_alle([partial(lees_editie_van, wortel, regio, naam) for naam in edities])


def lees_alle_dossiers(wortel: Path, regio: Regio, edities: list[str]) -> list[Dossier]:
    """As `lees_alle_edities`, with all that belongs to each edition; what is of the region is read once."""
    bronnen = {naam: eenmaal(lees) for naam, lees in bronlezers(wortel, regio).items()}
    registers = eenmaal(partial(lees_registers_van, wortel, regio, False))
    eigen = {
        naam: partial(lees_editie_van, wortel, regio, naam, registers=registers) for naam in edities
    }
    return _lees_alle(
        [
            partial(lees_dossier_van, wortel, regio, naam, eigen=eigen[naam], bronnen=bronnen)
            for naam in edities
        ]
    )


def _lees_alle(lezers: list[Callable[[], Deel]]) -> list[Deel]:
    gelezen: list[Deel] = []
    problemen: dict[Probleem, None] = {}
    for lees in lezers:
        try:
            gelezen.append(lees())
        except InvoerFout as fout:
            problemen.update(dict.fromkeys(fout.problemen))
    if problemen:
        raise InvoerFout(problemen)
    return gelezen
