"""Checks of the bounds of price classes: one after the other, without a gap, in euro."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from woonanalyse.leveringen.levering import Cel, Melding
from woonanalyse.leveringen.meldingen import meld

HOOGSTE = {"huur": 10_000, "koop": 10_000_000}
"""In euro, the highest bound that a rent a month or a price can have: above it, it was written in cents."""


def controleer_prijsgrenzen(
    grenzen: pd.DataFrame, plekken: Mapping[tuple[str, int, str], Cel]
) -> tuple[Melding, ...]:
    """What is wrong with bounds: columns jaar, eigendom (huur, koop), klasse, laag, hoog (<NA>: no bound).

    Within a year and eigendom a class begins where the one below it ends. `plekken` as those of a delivery,
    of table "prijsgrenzen".
    """
    return tuple(_gezegd(grenzen, plekken))


def _gezegd(
    grenzen: pd.DataFrame, plekken: Mapping[tuple[str, int, str], Cel]
) -> Iterator[Melding]:
    def zeg(code: str, rij: Any, kolom: str, **woorden: str) -> Melding:
        plek = plekken.get(("prijsgrenzen", rij.Index, kolom))
        waarde = _euro(getattr(rij, kolom))
        gevonden = f"{rij.eigendom} {rij.klasse} {rij.jaar}: {waarde}"
        return meld(code, [plek] if plek else [], gevonden, kolom, **woorden)

    for _, klassen in grenzen.groupby(["jaar", "eigendom"], sort=False):
        vorige: Any = None
        for rij in klassen.sort_values("laag", kind="stable").itertuples():
            for kolom in ("laag", "hoog"):
                hoogste = HOOGSTE.get(rij.eigendom)
                waarde = getattr(rij, kolom)
                if hoogste is not None and pd.notna(waarde) and waarde > hoogste:
                    yield zeg("prijs_schaal", rij, kolom, hoogste=_euro(hoogste))
            if pd.notna(rij.hoog) and rij.hoog <= rij.laag:
                yield zeg("prijs_omgekeerd", rij, "hoog", laag=_euro(rij.laag))
            if vorige is not None:
                tot = vorige.hoog
                onder = "zonder bovengrens" if pd.isna(tot) else f"tot {_euro(tot)}"
                if pd.isna(tot) or rij.laag < tot:
                    yield zeg("prijs_overlap", rij, "laag", onder=onder)
                elif rij.laag > tot:
                    yield zeg("prijs_gat", rij, "laag", onder=onder)
            vorige = rij


def _euro(waarde: Any) -> str:
    """An amount as a Dutch reader writes it: 1.157,95; 390.000."""
    return f"{waarde:,.2f}".removesuffix(".00").translate(str.maketrans(",.", ".,"))
