"""What an outsider can infer: of each hidden number the lowest and the highest that what is shown allows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from highspy import Highs

CELLEN = ["cel", "waarde", "laag", "hoog", "gewicht", "geheim", "marge"]
"""Columns of the cells, a row each: its name, its value and what an outsider knows of it beforehand (whole
numbers; `laag` and `hoog` both included, `hoog` <NA>: no bound), what hiding it costs (`gewicht`, <NA>: it is
known elsewhere and can't be hidden), whether it is hidden whatever it costs, and how much more or less it
must be able to be (`marge`, 0: it may be inferred)."""

VERBANDEN = ["verband", "cel", "factor"]
"""Columns of the sums: in each `verband` the cells, each times its factor, add up to 0."""

RUIMTE = ["cel", "laagst", "hoogst"]
"""Columns of what can be inferred; `hoogst` is `ONBEGRENSD` where nothing bounds it."""

ONBEGRENSD = 10**7
"""Above any number of dwellings: as good as no bound."""

_OPTIES: Mapping[str, Any] = {
    "output_flag": False, "threads": 1, "random_seed": 1, "mip_rel_gap": 0.0, "mip_abs_gap": 0.0,
    "mip_feasibility_tolerance": 1e-9,
}  # fmt: skip

_HEEL = 1e-6
"""What a whole number may be off in binary fractions."""


def als_cellen(rijen: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """Rows as typed cells (CELLEN)."""
    frame = pd.DataFrame(list(rijen), columns=CELLEN)
    getallen = dict.fromkeys(["waarde", "laag", "hoog", "marge"], "Int64")
    return frame.astype({**getallen, "gewicht": "Float64", "geheim": "bool"})


def speelruimte(
    cellen: pd.DataFrame, verbanden: pd.DataFrame, verborgen: Collection[str]
) -> pd.DataFrame:
    """Columns RUIMTE: of each cell of `verborgen` with a marge what it can be, given all that is shown.

    Whole numbers that fit every sum and every bound. Raises KeyError for a cell of a sum that is none.
    """
    per = cellen.set_index("cel")
    vrij = [cel for cel in per.index if cel in set(verborgen)]
    programma, plek = _programma(per, verbanden, vrij)
    rijen = [
        (cel, _uiterste(programma, plek[cel], laagste=True), _uiterste(programma, plek[cel], laagste=False))
        for cel in vrij
        if per.loc[cel, "marge"] > 0
    ]  # fmt: skip
    return pd.DataFrame(rijen, columns=RUIMTE)


def te_krap(cellen: pd.DataFrame, ruimte: pd.DataFrame) -> list[str]:
    """The cells of `ruimte` that an outsider knows to within their marge."""
    samen = ruimte.merge(cellen, on="cel", how="left")
    onder = (samen["waarde"] - samen["marge"]).clip(lower=samen["laag"])
    boven = samen["waarde"] + samen["marge"]
    boven = boven.where(samen["hoog"].isna() | (boven <= samen["hoog"]).fillna(True), samen["hoog"])
    krap = (samen["laagst"] > onder) | (samen["hoogst"] < boven)
    return list(samen.loc[krap.astype(bool), "cel"])


def oplosser() -> Highs:
    """A solver that says nothing and gives the same answer every time."""
    from highspy import Highs

    class Stil(Highs):
        """Without what Highs does when it is made: switch on callbacks, and print a banner."""

        def __init__(self) -> None:
            super(Highs, self).__init__()

    een = Stil()
    for naam, waarde in _OPTIES.items():
        een.setOptionValue(naam, waarde)
    return een


def _programma(
    per: pd.DataFrame, verbanden: pd.DataFrame, vrij: list[str]
) -> tuple[Highs, Mapping[str, int]]:
    """The hidden cells within their bounds, and the sums that have any of them."""
    programma = oplosser()
    plek = {cel: nr for nr, cel in enumerate(vrij)}
    deel = per.loc[vrij]
    hoog = deel["hoog"].to_numpy(dtype=float, na_value=ONBEGRENSD)
    programma.addVars(len(vrij), deel["laag"].to_numpy(dtype=float), hoog)
    open_ = ~verbanden["cel"].isin(vrij)
    waarden = verbanden["cel"].map(per["waarde"]).astype(float) * verbanden["factor"]
    vast = -waarden.where(open_, 0.0).groupby(verbanden["verband"], sort=False).sum()
    rijen = verbanden[~open_]
    aantal = rijen.groupby("verband", sort=False).size()
    begin = np.concatenate([[0], aantal.cumsum().to_numpy()[:-1]]).astype(np.int32)
    programma.addRows(
        len(aantal),
        vast[aantal.index].to_numpy(),
        vast[aantal.index].to_numpy(),
        len(rijen),
        begin,
        rijen["cel"].map(plek).to_numpy(dtype=np.int32),
        rijen["factor"].to_numpy(dtype=float),
    )
    return programma, plek


def _uiterste(programma: Highs, plek: int, *, laagste: bool) -> int:
    """The lowest or the highest that one number can be.

    First with fractions; only where the answer has any, again with whole numbers.
    """
    programma.changeColCost(plek, 1.0 if laagste else -1.0)
    waarden = _opgelost(programma)
    if not all(abs(waarde - round(waarde)) < _HEEL for waarde in waarden):
        waarden = _opgelost_in_gehelen(programma)
    programma.changeColCost(plek, 0.0)
    return round(waarden[plek])


def _opgelost(programma: Highs) -> list[float]:
    import highspy

    programma.run()
    if programma.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        raise ValueError("what is shown does not add up")
    return list(programma.getSolution().col_value)


def _opgelost_in_gehelen(programma: Highs) -> list[float]:
    """The same with whole numbers only; the programme is as it was afterwards."""
    from highspy import HighsVarType

    alle = range(programma.getNumCol())
    for nr in alle:
        programma.changeColIntegrality(nr, HighsVarType.kInteger)
    waarden = _opgelost(programma)
    for nr in alle:
        programma.changeColIntegrality(nr, HighsVarType.kContinuous)
    return waarden
