"""The tables of the agreements in the annex with all numbers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from woonanalyse.afspraken.beeld import namen
from woonanalyse.kern.beeld.codes import code
from woonanalyse.kern.beeld.markdown import veilig
from woonanalyse.kern.beeld.tafel import Tafel
from woonanalyse.kern.getal import ONBEKEND, datum, hoeveel, met_eenheid, opsomming
from woonanalyse.kern.perrij import per_rij

_IN_WOORDEN = {"fractie": "procent"}


def bijlage_afspraken(frame: pd.DataFrame) -> Iterator[Tafel]:
    """What was measured beside the norm, equal outcomes of several parties together."""
    sleutel = ["artikel", "onderdeel", "waarde", "norm", "eenheid", "status"]
    rijen, codes = [], []
    for (artikel, onderdeel, waarde, norm, eenheid, status), groep in frame.groupby(
        sleutel, sort=False, dropna=False
    ):
        if pd.isna(waarde) and pd.isna(norm):
            continue
        gemeten = ONBEKEND if pd.isna(waarde) and status == ONBEKEND else _of_geen(waarde, eenheid)
        rijen.append(
            [
                f"{artikel}" + ("" if pd.isna(onderdeel) else f" ({veilig(onderdeel)})"),
                gemeten,
                _of_geen(norm, eenheid),
                "" if pd.isna(eenheid) else veilig(_IN_WOORDEN.get(str(eenheid), eenheid)),
                veilig(status),
                veilig(namen(groep)),
            ]
        )
        codes.append(code("afspraken", artikel))
    koppen = ["Nr.", "Waarde", "Norm", "Eenheid", "Stand", "Partijen"]
    if rijen:
        yield Tafel("Wat is gemeten en wat is afgesproken", koppen, rijen, codes)


def bijlage_feiten(frame: pd.DataFrame) -> Iterator[str | Tafel]:
    """What is known of each article: when, of whom, what, on which evidence, and whether it counts.

    On paper what counts, and how much more there is; on screen all of it.
    """
    feiten = frame.fillna("")
    telt = feiten[feiten["telt"] == "ja"]
    staan = "staat" if len(feiten) == 1 else "staan"
    mee = "meetelt" if len(telt) == 1 else "meetellen"
    yield (
        f"In de registers {staan} {hoeveel(len(feiten), 'feit', 'feiten')} bij de afspraken, waarvan "
        f"{len(telt)} voor een stand {mee}. Elk feit, met de reden waarom het wel of niet meetelt, staat "
        "in het rapport op het scherm, in het werkboek en in `feiten.csv`."
    )
    if len(telt):
        rijen = [[str(rij.artikel), *_feit(rij)] for rij in per_rij(telt)]
        koppen = ["Nr.", "Datum", "Partij", "Feit", "Bewijs"]
        yield Tafel("Wat meetelt, per afspraak", koppen, rijen, list(telt["code"]), "typst")
    koppen = ["Datum", "Partij", "Feit", "Bewijs", "Telt mee"]
    for artikel, groep in feiten.groupby("artikel", sort=False):
        rijen = [
            [*_feit(rij), "ja" if rij.telt == "ja" else veilig(f"nee: {rij.waarom}")]
            for rij in per_rij(groep)
        ]
        bijschrift = f"Wat bekend is bij nr. {artikel}"
        yield Tafel(bijschrift, koppen, rijen, list(groep["code"]), "html")


def _feit(rij: Any) -> list[str]:
    """When, of whom, what, on which evidence."""
    wanneer = datum(rij.datum) if rij.datum else "zonder datum"
    return [wanneer, veilig(rij.partij), veilig(rij.feit), veilig(_bewijs(rij))]


def _bewijs(rij: Any) -> str:
    """Certainty, whose paper, which paper, and what is said against it."""
    tegen = f" Anders: {rij.tegenspraak}" if rij.tegenspraak else ""
    return f"{rij.zekerheid}; {rij.bronsoort}: {rij.bron}.{tegen}"


def bijlage_lezingen(frame: pd.DataFrame) -> Iterator[Tafel]:
    """How many outcomes each reading of a text gives in every state."""
    sleutel = ["artikel", "onderdeel", "lezing", "gewoon", "uitleg"]
    rijen, codes = [], []
    for (artikel, onderdeel, lezing, gewoon, uitleg), groep in frame.groupby(
        sleutel, sort=False, dropna=False
    ):
        standen = groep["status"].value_counts(sort=False)
        deel = "" if pd.isna(onderdeel) else f" ({veilig(onderdeel)})"
        rijen.append(
            [
                f"{artikel}{deel}",
                f"{veilig(lezing)}{' (gebruikt)' if gewoon == 'ja' else ''}",
                veilig(uitleg),
                veilig(opsomming([f"{aantal} {staat}" for staat, aantal in standen.items()])),
            ]
        )
        codes.append(code("lezingen", artikel))
    if rijen:
        koppen = ["Nr.", "Lezing", "Hoe de tekst is gelezen", "Uitkomsten"]
        yield Tafel("De stand volgens elke lezing", koppen, rijen, codes)


def _of_geen(getal: Any, eenheid: Any) -> str:
    return "geen" if pd.isna(getal) else met_eenheid(getal, str(eenheid))
