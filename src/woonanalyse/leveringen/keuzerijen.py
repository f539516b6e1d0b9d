"""Rows of the template of choices on plans: what is wrong with them, and where they are written down."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from woonanalyse.kern import logboek
from woonanalyse.kern.bestanden import als_csv
from woonanalyse.kern.fouten import InvoerFout, een_van
from woonanalyse.kern.logboek import VERWIJDERD, Handeling, Regel
from woonanalyse.kern.perrij import per_rij
from woonanalyse.kern.regio import Regio
from woonanalyse.leveringen.stand import Bezwaar
from woonanalyse.onderwerpen.keuzes import BESTAND, kolommen, lees_alle

KEUZE = "keuze"
"""The act in the log."""


def bezwaren(wortel: Path, regio: Regio, frame: pd.DataFrame) -> Iterator[Bezwaar]:
    """Rows (numbered from 0) of an edition that is not there, or that stand in the register already; raises
    InvoerFout where that is wrong itself. If the plan exists is known once an edition is read."""
    bekend = set(_er(wortel).itertuples(index=False, name=None))
    for nr, rij in enumerate(per_rij(frame)):
        if rij.editie not in regio.edities:
            yield Bezwaar(nr, "editie", rij.editie, een_van(rij.editie, regio.edities))
        cellen = tuple(frame[kolommen()].iloc[nr])
        if cellen in bekend:
            yield Bezwaar(nr, "keuze", rij.keuze, f"een rij die nog niet in {BESTAND} staat")
        bekend.add(cellen)


def erbij(wortel: Path, frame: pd.DataFrame, kenmerk: str) -> dict[str, bytes | None]:
    """By path from the root the register and the log with these rows, in which nothing is wrong."""
    alle = pd.concat([_er(wortel), frame], ignore_index=True)
    handelingen = [
        Handeling(r.datum, r.rol, KEUZE, _onderwerp(r), kenmerk, r.reden) for r in per_rij(frame)
    ]
    return {**logboek.met_erbij(wortel, handelingen), BESTAND: als_csv(alle)}


def zonder_tekst(wortel: Path, regel: Regel) -> dict[str, bytes | None]:
    """The register without who decided and why in the row of an act of the log, by its path."""
    alle = _er(wortel).reset_index(drop=True)
    eigen = [
        (_onderwerp(r), r.datum, r.reden) == (regel.onderwerp, regel.datum, regel.grond)
        for r in per_rij(alle)
    ]
    alle.loc[eigen, ["rol", "reden"]] = VERWIJDERD
    return {BESTAND: als_csv(alle)}


def _onderwerp(rij: Any) -> str:
    """What a choice is about, as the log says it."""
    return f"plan {rij.plan_id} in {rij.editie}: {rij.keuze}"


def _er(wortel: Path) -> pd.DataFrame:
    frame, problemen = lees_alle(wortel)
    if problemen:
        raise InvoerFout(problemen)
    return frame
