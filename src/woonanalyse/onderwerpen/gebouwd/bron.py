"""The stock of dwellings and its mutations per municipality and year (CBS 81955NED)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from woonanalyse.kern.bron import Bron
from woonanalyse.kern.fouten import InvoerFout, Probleem
from woonanalyse.kern.gemeenten import controleer_leden
from woonanalyse.kern.gemeentenamen import met_eigen_namen
from woonanalyse.kern.regio import Regio
from woonanalyse.kern.tabel import geheel, gemeentecode, jaar, lees_tabel, tekst, woningen
from woonanalyse.kern.zijbestand import lees_zijbestand


@dataclass(frozen=True)
class Woningvoorraad(Bron):
    """`voorraad`: one row per municipality and year, columns KOLOMMEN."""

    voorraad: pd.DataFrame


KOLOMMEN = {
    "gemeentecode": gemeentecode(),
    "gemeentenaam": tekst(),
    "jaar": jaar(),
    "beginstand": woningen(),
    **{
        naam: woningen(grens="woningen_per_jaar")
        for naam in ("nieuwbouw", "overige_toevoeging", "sloop", "overige_onttrekking")
    },
    **{naam: geheel(grens="woningen_per_jaar") for naam in ("correctie", "saldo")},
    "eindstand": woningen(),
}


def lees(wortel: Path, regio: Regio, bestand: str) -> Woningvoorraad:
    """Read the stock; raises InvoerFout with all problems of the file and its sidecar."""
    voorraad, problemen = lees_voorraad(wortel, bestand, regio.gemeenten)
    zij, p1 = lees_zijbestand(wortel, bestand)
    if problemen or p1 or voorraad is None:
        raise InvoerFout([*problemen, *p1])
    return Woningvoorraad(voorraad, zijbestanden=[zij] if zij else [], bestanden=[bestand])


def lees_voorraad(
    wortel: Path, bestand: str, gemeenten: pd.DataFrame
) -> tuple[pd.DataFrame | None, list[Probleem]]:
    """Read the stock: KOLOMMEN with gemeentenaam called gemeente; dwellings, one row per year.

    Every member stands there once in every year the file has. Whether a row adds up is not checked
    here: the source has rows that do not, and `model.voorraad.sluitfouten` names them.
    """
    frame, problemen = lees_tabel(wortel, bestand, KOLOMMEN)
    if frame is None:
        return None, problemen
    gevonden = [
        probleem
        for _, rijen in frame.groupby("jaar")
        for probleem in controleer_leden(rijen, bestand, gemeenten)
    ]
    problemen = list(dict.fromkeys(gevonden))
    if problemen:
        return None, problemen
    eigen = met_eigen_namen(frame, gemeenten).rename(columns={"gemeentenaam": "gemeente"})
    return eigen.reset_index(drop=True), []
