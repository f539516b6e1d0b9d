"""Which numbers to hide besides those that are not public: as few as keep each of those from being told."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from woonanalyse.afscherming.speelruimte import oplosser, speelruimte, te_krap

if TYPE_CHECKING:
    from highspy import Highs
    from numpy.typing import NDArray

_FIJN = 0.001
"""What weighs between two choices that cost the same: the one with the smallest numbers."""
_LICHT = 0.1
"""What costs little, as a part of what the dearest costs."""
_KNOPEN = 50
"""After so many branches the best that was found will do: a count, so that it is the same every time."""
_RUIM = 10
"""How many times its marge other cells may move along with a hidden one."""


@dataclass(frozen=True)
class Keuze:
    """`verborgen`: the cells to hide, in the order of the frame; `verraden`: those with a marge that are
    known to within it whatever is hidden, since what tells them stands elsewhere already."""

    verborgen: Sequence[str]
    verraden: Sequence[str]


def kies(cellen: pd.DataFrame, verbanden: pd.DataFrame) -> Keuze:
    """What to hide of `cellen` (CELLEN) so that none with a marge can be told from the rest and the sums.

    Costs the least `gewicht`: first of cells that cost little beside the dearest, of those only where they
    don't help. Of equal choices the fewest dwellings, then the first in the frame. The same frames give the
    same choice.
    """
    geheim = list(cellen.loc[cellen["geheim"], "cel"])
    mogelijk = list(cellen.loc[~cellen["geheim"] & cellen["gewicht"].notna(), "cel"])
    krap = te_krap(cellen, speelruimte(cellen, verbanden, geheim))
    if not krap:
        return Keuze(geheim, [])
    over = _alleen(cellen, krap)  # who has room enough keeps it when more is hidden
    verraden = te_krap(over, speelruimte(over, verbanden, [*geheim, *mogelijk]))
    krap = [cel for cel in krap if cel not in verraden]
    over = _alleen(cellen, krap)
    gekozen: list[str] = []
    doelen: list[str] = []
    while krap:
        if set(krap) <= set(doelen):  # whole numbers leave less room than fractions do
            gekozen = mogelijk
            break
        doelen += [cel for cel in krap if cel not in doelen]
        gekozen = _in_twee_stappen(over, verbanden, mogelijk, doelen)
        krap = te_krap(over, speelruimte(over, verbanden, [*geheim, *gekozen]))
    weg = {*geheim, *gekozen}
    return Keuze([cel for cel in cellen["cel"] if cel in weg], verraden)


def _alleen(cellen: pd.DataFrame, doelen: Collection[str]) -> pd.DataFrame:
    """`cellen` of which only `doelen` may not be told."""
    return cellen.assign(marge=cellen["marge"].where(cellen["cel"].isin(doelen), 0))


def _in_twee_stappen(
    cellen: pd.DataFrame, verbanden: pd.DataFrame, mogelijk: list[str], doelen: list[str]
) -> list[str]:
    """What to hide for `doelen`: of cells that cost little where those will do, and only then of all.

    While what is dear is shown most sums have nothing to do with each other: each such part is solved alone.
    """
    gewicht = cellen.set_index("cel")["gewicht"]
    licht = [cel for cel in mogelijk if gewicht[cel] <= _LICHT * gewicht.max()]
    geheim = list(cellen.loc[cellen["geheim"], "cel"])
    proef = _alleen(cellen, doelen)
    zwaar = te_krap(proef, speelruimte(proef, verbanden, [*geheim, *licht]))
    samen = samenhang(verbanden, [*geheim, *licht])
    gekozen: list[str] = []
    for deel in dict.fromkeys(samen[doel] for doel in doelen if doel not in zwaar):
        hier = {cel for cel, nr in samen.items() if nr == deel}
        eigen = [doel for doel in doelen if doel in hier and doel not in zwaar]
        kan = [cel for cel in licht if cel in hier]
        gekozen += _goedkoopst(cellen[cellen["cel"].isin(hier)], verbanden, kan, eigen)
    if not zwaar:
        return gekozen
    gratis = cellen.assign(geheim=cellen["geheim"] | cellen["cel"].isin(gekozen))
    over = [cel for cel in mogelijk if cel not in gekozen]
    return [*gekozen, *_goedkoopst(gratis, verbanden, over, zwaar)]


def samenhang(verbanden: pd.DataFrame, vrij: Collection[str]) -> dict[str, str]:
    """Of each cell of `vrij` the first of those that it hangs together with, by sums of which others are
    known."""
    baas = {cel: cel for cel in vrij}

    def kop(cel: str) -> str:
        while baas[cel] != cel:
            baas[cel] = cel = baas[baas[cel]]
        return cel

    rijen = verbanden[verbanden["cel"].isin(baas)]
    for _, cellen in rijen.groupby("verband", sort=False)["cel"]:
        eerste, *rest = cellen
        for cel in rest:
            baas[kop(cel)] = kop(eerste)
    return {cel: kop(cel) for cel in vrij}


def _goedkoopst(
    cellen: pd.DataFrame, verbanden: pd.DataFrame, mogelijk: list[str], doelen: list[str]
) -> list[str]:
    """The cheapest of `mogelijk` to hide so that each of `doelen` can move its marge up and down.

    For each of these there is a table that fits what is shown: how far each cell is off in it, which only one
    that is hidden can be.
    """
    import highspy

    per = cellen.set_index("cel")
    programma, keuze = oplosser(), {}
    op_grootte = per.loc[mogelijk, "waarde"].abs().rank(method="first") / len(mogelijk)
    for nr, cel in enumerate(mogelijk):
        programma.addVar(0.0, 1.0)
        prijs = float(per.loc[cel, "gewicht"]) + _FIJN * float(op_grootte[cel])
        programma.changeColCost(nr, prijs)
        programma.changeColIntegrality(nr, highspy.HighsVarType.kInteger)
        keuze[cel] = nr
    vorm = _vorm(per, verbanden, mogelijk)
    for doel in doelen:
        for stap in _stappen(per, doel):
            _andere_tabel(programma, vorm, per.index.get_loc(doel), stap)
    programma.setOptionValue("mip_max_nodes", _KNOPEN)
    programma.run()
    if programma.getInfo().primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return mogelijk
    uit = programma.getSolution().col_value
    return [cel for cel, nr in keuze.items() if uit[nr] > 0.5]


def _stappen(per: pd.DataFrame, doel: str) -> list[int]:
    """How far a cell must be able to move, up and down."""
    waarde, marge = int(per.loc[doel, "waarde"]), int(per.loc[doel, "marge"])
    laag, hoog = per.loc[doel, "laag"], per.loc[doel, "hoog"]
    op = marge if pd.isna(hoog) else min(marge, int(hoog) - waarde)
    return [stap for stap in (op, max(-marge, int(laag) - waarde)) if stap]


@dataclass(frozen=True)
class _Vorm:
    """What every other table has: `laag` and `hoog`, how far each cell that is or may be hidden may be off,
    `nummers` its place in the frame; the sums as rows of a matrix (`begin`, `plek`, `factor`); `kies`, the
    cells to choose from."""

    nummers: NDArray[np.int64]
    laag: NDArray[np.float64]
    hoog: NDArray[np.float64]
    begin: NDArray[np.int32]
    plek: NDArray[np.int32]
    factor: NDArray[np.float64]
    kies: NDArray[np.int32]


def _vorm(per: pd.DataFrame, verbanden: pd.DataFrame, mogelijk: list[str]) -> _Vorm:
    eigen = [*per.index[per["geheim"]], *mogelijk]
    plek = {cel: nr for nr, cel in enumerate(eigen)}
    rijen = verbanden[verbanden["cel"].isin(eigen)]
    per_som = rijen.groupby("verband", sort=False).size().to_numpy()
    deel = per.loc[eigen]
    waarde = deel["waarde"].to_numpy(dtype=float)
    return _Vorm(
        nummers=per.index.get_indexer(eigen),
        laag=deel["laag"].to_numpy(dtype=float) - waarde,
        hoog=deel["hoog"].to_numpy(dtype=float, na_value=np.inf) - waarde,
        begin=np.concatenate([[0], per_som.cumsum()[:-1]]).astype(np.int32),
        plek=rijen["cel"].map(plek).to_numpy(dtype=np.int32),
        factor=rijen["factor"].to_numpy(dtype=float),
        kies=np.arange(len(eigen) - len(mogelijk), len(eigen), dtype=np.int32),
    )


def _andere_tabel(programma: Highs, vorm: _Vorm, doel: int, stap: int) -> None:
    """Add to the programme a table in which cell `doel` is `stap` off, and all sums still hold."""
    ruim, aan = float(_RUIM * abs(stap)), len(vorm.laag)
    laag, hoog = vorm.laag.clip(min=-ruim), vorm.hoog.clip(max=ruim)
    laag[vorm.nummers == doel] = hoog[vorm.nummers == doel] = float(stap)
    eerste = programma.getNumCol()
    programma.addVars(aan, laag, hoog)
    nul = np.zeros(len(vorm.begin))
    programma.addRows(
        len(nul), nul, nul, len(vorm.plek), vorm.begin, vorm.plek + eerste, vorm.factor
    )
    kies, n = vorm.kies, len(vorm.kies)
    oneindig, nul = np.full(n, np.inf), np.zeros(n)
    paren = np.column_stack([kies + eerste, np.arange(n)]).ravel().astype(np.int32)
    begin = np.arange(0, 2 * n, 2, dtype=np.int32)
    for grens, van, tot in ((hoog, -oneindig, nul), (laag, nul, oneindig)):
        factoren = np.column_stack([np.ones(n), -grens[kies]]).ravel()
        programma.addRows(n, van, tot, 2 * n, begin, paren, factoren)
