"""Capacity taken back by decision, from single facts: which facts is chosen by their subject."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from woonanalyse.kern.bron import Bron
from woonanalyse.kern.feiten import KOLOMMEN as FEITKOLOMMEN
from woonanalyse.kern.fouten import InvoerFout, Probleem
from woonanalyse.kern.regio import Regio
from woonanalyse.kern.tabel import lees_tabel
from woonanalyse.kern.zijbestand import lees_zijbestand

KOLOMMEN = [
    "gemeentecode", "gemeente", "peildatum", "capaciteit", "capaciteit_bron", "periode",
    "teruggenomen", "teruggenomen_bron",
]  # fmt: skip


@dataclass(frozen=True)
class Terugname(Bron):
    """`terug`: capacity taken back, columns KOLOMMEN."""

    terug: pd.DataFrame


def lees(wortel: Path, regio: Regio, instelling: Mapping[str, str]) -> Terugname:
    """Read the facts that the region names; raises InvoerFout with all problems of file and sidecar."""
    terug, problemen = lees_feiten(wortel, **instelling)
    zij, p1 = lees_zijbestand(wortel, instelling["bestand"])
    if problemen or p1 or terug is None:
        raise InvoerFout([*problemen, *p1])
    return Terugname(terug, zijbestanden=[zij] if zij else [], bestanden=[instelling["bestand"]])


def lees_feiten(
    wortel: Path, bestand: str, capaciteit: str, teruggenomen: str
) -> tuple[pd.DataFrame | None, list[Probleem]]:
    """Read per municipality the facts with these two subjects side by side: columns KOLOMMEN.

    `capaciteit` (dwellings on `peildatum`) is a fact of one day; a fact on a whole period is left out.
    Only municipalities with both facts; a fact that is no single value or stands there twice is a problem.
    """
    frame, problemen = lees_tabel(wortel, bestand, FEITKOLOMMEN)
    if frame is None:
        return None, problemen
    dag = frame["periode"].str.fullmatch(r"\d{4}-\d{2}-\d{2}")
    delen = {
        capaciteit: frame[(frame["onderwerp"] == capaciteit) & dag],
        teruggenomen: frame[frame["onderwerp"] == teruggenomen],
    }
    for onderwerp, deel in delen.items():
        fout = deel["gemeentecode"].duplicated() | (deel["waarde_min"] != deel["waarde_max"])
        problemen += [
            Probleem(
                bestand, "één getal per gemeente", rij=rij, kolom="onderwerp", waarde=onderwerp
            )
            for rij in deel.index[fout]
        ]
        if deel.empty:
            verwacht = "ten minste één rij met dit onderwerp"
            problemen.append(Probleem(bestand, verwacht, kolom="onderwerp", waarde=onderwerp))
    if problemen:
        return None, problemen
    links, rechts = (deel.rename(columns={"gebied": "gemeente"}) for deel in delen.values())
    samen = links.merge(rechts.drop(columns="gemeente"), on="gemeentecode", suffixes=("", "_terug"))
    namen = {
        "periode": "peildatum",
        "waarde_min": "capaciteit",
        "oorspronkelijke_bron": "capaciteit_bron",
        "periode_terug": "periode",
        "waarde_min_terug": "teruggenomen",
        "oorspronkelijke_bron_terug": "teruggenomen_bron",
    }
    return samen.rename(columns=namen)[KOLOMMEN], []
