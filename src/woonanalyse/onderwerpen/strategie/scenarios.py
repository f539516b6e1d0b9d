"""Scenarios: need, drop-out, delay and pace otherwise than expected, and how often that ends badly.

One calculation, for a municipality with at its begin hard plans H, soft plans Z and need N over J years:

    stays of H    h = H x (1 - uitval_hard)         stays of Z    z = Z x (1 - uitval_zacht)
    built         after t years: b(t) = min(tempo x max(0, t - vertraging), h + z), hard plans first
    hard left     r(t) = h - min(b(t), h)           need left     n(t) = max(0, N - b(t))
    more than the norm at t      r(t) > norm x n(t)
    less than the need at J      b(J) < N

Both are failures. Numbers are dwellings and years; nothing is rounded.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from math import erf, sqrt
from typing import TypeAlias

import numpy as np
import pandas as pd

STANDKOLOMMEN = [
    "gemeentecode", "hard", "zacht", "behoefte_laag", "behoefte_hoog", "tempo_laag", "tempo_hoog",
]  # fmt: skip
"""What is known of a municipality: dwellings, and dwellings a year."""

KNOPPEN = ["behoefte", "tempo", "uitval_hard", "uitval_zacht", "vertraging"]
"""What differs: `behoefte` and `tempo` as a place in their range (0 the low end, 1 the high one), drop-out
as a fraction, delay in years."""

UITKOMSTKOLOMMEN = ["gebied", "berekeningen", "te_veel_termijn", "te_veel_einde", "te_weinig_einde"]
"""By area the number of calculations, and in how many there is more than the norm at the deadline and at the
end, and less than the need at the end."""


Getallen: TypeAlias = "pd.DataFrame | Mapping[str, np.ndarray]"
"""Columns by name, in the order of the municipalities."""


def bereken(
    stand: Getallen,
    knoppen: Mapping[str, np.ndarray],
    termijn: float,
    jaren: float,
) -> dict[str, np.ndarray]:
    """All calculations at once: arrays (calculation, municipality) of what the module says.

    `knoppen` has an array for each of KNOPPEN that fits (calculation, municipality). Keys of the answer:
    behoefte, and gebouwd, hard, rest_behoefte with _termijn and _einde.
    """
    h = np.asarray(stand["hard"], float) * (1 - knoppen["uitval_hard"])
    z = np.asarray(stand["zacht"], float) * (1 - knoppen["uitval_zacht"])
    behoefte = _in_band(stand, "behoefte", knoppen["behoefte"])
    tempo = _in_band(stand, "tempo", knoppen["tempo"])
    uit = {"behoefte": behoefte + 0 * h}
    for naam, na in (("termijn", termijn), ("einde", jaren)):
        gebouwd = np.minimum(tempo * np.maximum(0, na - knoppen["vertraging"]), h + z)
        uit[f"gebouwd_{naam}"] = gebouwd
        uit[f"hard_{naam}"] = h - np.minimum(gebouwd, h)
        uit[f"rest_behoefte_{naam}"] = np.maximum(0, behoefte - gebouwd)
    return uit


def _in_band(stand: Getallen, wat: str, plek: np.ndarray) -> np.ndarray:
    laag = np.asarray(stand[f"{wat}_laag"], float)
    return np.asarray(laag + plek * (np.asarray(stand[f"{wat}_hoog"], float) - laag))


def rooster(standen: Mapping[str, Sequence[float]]) -> dict[str, np.ndarray]:
    """Every combination of positions of KNOPPEN, alike for all municipalities: arrays (calculation, 1)."""
    namen = [naam for naam in KNOPPEN if naam in standen]
    alle = np.array(list(product(*(standen[naam] for naam in namen))), dtype=float)
    return {naam: alle[:, [nummer]] for nummer, naam in enumerate(namen)}


def trekkingen(
    verdelingen: Mapping[str, Sequence[float]],
    aantal: int,
    gemeenten: int,
    samenhang: float,
    zaad: int,
) -> dict[str, np.ndarray]:
    """Draws of KNOPPEN by chance: arrays (calculation, municipality), the same for the same `zaad`.

    `verdelingen` gives for each the ends and the top of a triangular distribution (laag, top, hoog): its
    shape is our choice. Draws of the municipalities are correlated with `samenhang` (0 to 1, of normal
    scores): one common draw and one of their own.
    """
    toeval = np.random.Generator(np.random.PCG64(zaad))
    uit = {}
    for naam in KNOPPEN:
        laag, top, hoog = verdelingen[naam]
        samen = toeval.standard_normal((aantal, 1))
        eigen = toeval.standard_normal((aantal, gemeenten))
        kans = _normaal(np.sqrt(samenhang) * samen + np.sqrt(1 - samenhang) * eigen)
        uit[naam] = _driehoek(kans, laag, top, hoog)
    return uit


def _normaal(score: np.ndarray) -> np.ndarray:
    """The probability below a normal score."""
    fout = np.fromiter(map(erf, (score / sqrt(2)).ravel().tolist()), float, score.size)
    return 0.5 * (1 + fout.reshape(score.shape))


def _driehoek(kans: np.ndarray, laag: float, top: float, hoog: float) -> np.ndarray:
    if hoog == laag:
        return np.full(kans.shape, laag)
    knik = (top - laag) / (hoog - laag)
    op = laag + np.sqrt(kans * (hoog - laag) * (top - laag))
    af = hoog - np.sqrt((1 - kans) * (hoog - laag) * (hoog - top))
    return np.where(kans < knik, op, af)


def tellingen(
    uitkomst: Mapping[str, np.ndarray], leden: Mapping[str, Sequence[int]], norm: float
) -> pd.DataFrame:
    """In how many calculations it ends too high or too low: UITKOMSTKOLOMMEN, in the order of `leden`.

    `leden` gives for each area the places of its municipalities; an area is judged by its sums.
    """
    rijen = []
    for gebied, plekken in leden.items():
        som = {naam: waarden[:, list(plekken)].sum(axis=1) for naam, waarden in uitkomst.items()}
        veel = {
            na: int((som[f"hard_{na}"] > norm * som[f"rest_behoefte_{na}"]).sum())
            for na in ("termijn", "einde")
        }
        weinig = int((som["gebouwd_einde"] < som["behoefte"]).sum())
        rijen.append([gebied, len(som["behoefte"]), veel["termijn"], veel["einde"], weinig])
    return pd.DataFrame(rijen, columns=UITKOMSTKOLOMMEN)


INVLOEDKOLOMMEN = ["knop", "laag", "hoog"]
"""By parameter an outcome in dwellings at its low and at its high end."""


def invloed(
    stand: pd.DataFrame,
    midden: Mapping[str, float],
    grenzen: Mapping[str, tuple[float, float]],
    termijn: float,
    jaren: float,
) -> pd.DataFrame:
    """What one parameter moves, the others at their middle: hard left at the deadline minus need left.

    Columns INVLOEDKOLOMMEN: dwellings for all municipalities together with the parameter at its low and at
    its high end; the largest difference first.
    """
    rijen = []
    for knop, einden in grenzen.items():
        knoppen = {naam: np.array([[midden[naam]], [midden[naam]]]) for naam in KNOPPEN}
        knoppen[knop] = np.array([[einden[0]], [einden[1]]])
        uit = bereken(stand, knoppen, termijn, jaren)
        saldo = (uit["hard_termijn"] - uit["rest_behoefte_termijn"]).sum(axis=1)
        rijen.append([knop, float(saldo[0]), float(saldo[1])])
    frame = pd.DataFrame(rijen, columns=INVLOEDKOLOMMEN)
    breedte = (frame["hoog"] - frame["laag"]).abs()
    return frame.loc[breedte.sort_values(ascending=False, kind="stable").index].reset_index(
        drop=True
    )
