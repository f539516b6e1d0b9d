"""The project that a command works in, with what an earlier one left half done finished first."""

from __future__ import annotations

from pathlib import Path

from woonanalyse.cli.scherm import waarschuw
from woonanalyse.kern.project import zoek_wortel
from woonanalyse.kern.samen import is_onaf, maak_af, neem_terug


def open_project() -> Path:
    """The root of the project of the working directory; raises InvoerFout as `maak_af`."""
    wortel = zoek_wortel()
    if is_onaf(wortel):
        from woonanalyse.kern.getal import opsomming
        from woonanalyse.uitvoering.geheugen import alleen

        with alleen(wortel):
            gezet, weg = maak_af(wortel), neem_terug(wortel)
        for woord, paden in (("afgemaakt", gezet), ("teruggedraaid", weg)):
            if paden:
                wat = f"een opdracht die halverwege afbrak is {woord}: {opsomming(paden)}."
                waarschuw([], [wat])
    return wortel
