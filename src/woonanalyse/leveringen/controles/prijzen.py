"""Checks of the bounds of price classes: in order, beside each other, in euro."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from woonanalyse.leveringen.levering import Cel, Melding
from woonanalyse.leveringen.meldingen import meld

HOOGSTE = {"huur": 10_000, "koop": 10_000_000}
"""In euro, the highest bound that a rent a month or a price can have: above it, it was written in cents."""

Klasse = tuple[str, float, float | None]
"""Of which tenure (it begins with huur or koop), from and to what price; None: no upper bound."""


def controleer_prijsgrenzen(klassen: Mapping[Klasse, Cel]) -> Iterator[Melding]:
    """What is wrong with the bounds of these classes, each with the cell to mark.

    Of one tenure no class begins below where another ends. A gap is none: no dwellings are there.
    """
    per_eigendom: dict[str, list[tuple[float, float | None, Cel]]] = defaultdict(list)
    for (eigendom, laag, hoog), cel in klassen.items():
        per_eigendom[eigendom].append((laag, hoog, cel))
    for eigendom, eigen in per_eigendom.items():
        vorige: tuple[float, float | None, Cel] | None = None
        for laag, hoog, cel in sorted(eigen, key=lambda klasse: klasse[:1]):
            gevonden = f"{eigendom} {_tussen(laag, hoog)}"
            hoogste = HOOGSTE[eigendom.partition(" ")[0]]
            if max(laag, hoog or 0) > hoogste:
                yield meld("prijs_schaal", [cel], gevonden, hoogste=_euro(hoogste))
            if hoog is not None and hoog <= laag:
                yield meld("prijs_omgekeerd", [cel], gevonden, laag=_euro(laag))
            if vorige and (vorige[1] is None or laag < vorige[1]):
                onder = _tussen(*vorige[:2])
                yield meld("prijs_overlap", [cel, vorige[2]], gevonden, onder=onder)
            vorige = laag, hoog, cel


def _tussen(laag: float, hoog: float | None) -> str:
    return f"vanaf {_euro(laag)}" + ("" if hoog is None else f" tot {_euro(hoog)}")


def _euro(waarde: float) -> str:
    """An amount as a Dutch reader writes it: 1.157,95; 390.000."""
    return f"{waarde:,.2f}".removesuffix(".00").translate(str.maketrans(",.", ".,"))
