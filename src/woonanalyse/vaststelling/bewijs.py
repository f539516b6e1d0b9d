"""What is kept elsewhere of the log: a concept holds its last row, so rows cut off at the end are missed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from woonanalyse.kern.fouten import Probleem
from woonanalyse.kern.logboek import LOGBOEK, Regel
from woonanalyse.vaststelling.inhoud import alle_inhoud


def afgekapt(wortel: Path, regels: Sequence[Regel]) -> list[Probleem]:
    """A problem for every concept that was frozen with a row that the log does not have."""
    er = {regel.nr: regel.hash for regel in regels}
    return [
        Probleem(
            LOGBOEK,
            f"regel {inhoud.logboek_nr} zoals {inhoud.naam} haar kent; er is een regel weg of gewijzigd",
        )
        for inhoud in alle_inhoud(wortel)
        if inhoud.logboek_nr and er.get(inhoud.logboek_nr) != inhoud.logboek_hash
    ]
