"""A mixed-integer programme, solved stage by stage with HiGHS: whole numbers in, whole numbers out.

Knows no plans and no norms. All data are whole numbers, so that an optimum is exact; limits are counted in
nodes and never in seconds, on one thread with a fixed seed, so that the same programme gives the same answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import highspy
import numpy as np

OPEN = highspy.kHighsInf
"""No bound."""
KNOPEN = 50_000
"""Nodes of the search after which a question is left open."""


class Uitslag(StrEnum):
    """What a solve shows: a best answer, that there is none, or nothing (the limit was reached)."""

    BEST = "best"
    GEEN = "geen"
    OPEN = "open"


@dataclass(frozen=True)
class Rij:
    """A constraint: laag <= sum of factor x variable <= hoog, by the index of the variable."""

    factoren: Mapping[int, int]
    laag: float = -OPEN
    hoog: float = OPEN


@dataclass
class Programma:
    """Whole-numbered variables with bounds, and rows; `rij` and `kolom` give what is added its number."""

    laag: list[int] = field(default_factory=list)
    hoog: list[int] = field(default_factory=list)
    rijen: list[Rij] = field(default_factory=list)

    def kolom(self, laag: int, hoog: int) -> int:
        """A variable from laag up to and including hoog; its index."""
        self.laag.append(laag)
        self.hoog.append(hoog)
        return len(self.laag) - 1

    def rij(self, factoren: Mapping[int, int], laag: float = -OPEN, hoog: float = OPEN) -> int:
        """A constraint; its number."""
        self.rijen.append(Rij(factoren, laag, hoog))
        return len(self.rijen) - 1


@dataclass(frozen=True)
class Antwoord:
    """A solve: the value of every variable and of the goal; empty where there is none."""

    uitslag: Uitslag
    waarden: np.ndarray
    doel: int


class _Stil(highspy.Highs):
    """HiGHS without the line about itself that it prints before it can be asked not to."""

    def __init__(self) -> None:
        super(highspy.Highs, self).__init__()  # not that of Highs, which prints
        self.setOptionValue("output_flag", False)


class Oplosser:
    """A programme in HiGHS, that is asked more than once: other goals, more rows, other bounds."""

    def __init__(self, programma: Programma, *, knopen: int = KNOPEN, geheel: bool = True) -> None:
        self._aantal = len(programma.laag)
        self._highs: Any = _Stil()
        vast = {
            "output_flag": False, "threads": 1, "random_seed": 0, "mip_max_nodes": knopen,
            "mip_rel_gap": 0.0, "mip_abs_gap": 0.5, "mip_feasibility_tolerance": 1e-7,
        }  # fmt: skip
        for naam, waarde in vast.items():
            self._highs.setOptionValue(naam, waarde)
        self._highs.passModel(_als_model(programma, geheel=geheel))

    def grens(self, kolom: int, laag: int, hoog: int) -> None:
        """Other bounds for a variable."""
        self._highs.changeColBounds(kolom, laag, hoog)

    def rijgrens(self, rij: int, laag: float, hoog: float) -> None:
        """Other bounds for a row."""
        self._highs.changeRowBounds(rij, laag, hoog)

    def rij(self, factoren: Mapping[int, int], laag: float = -OPEN, hoog: float = OPEN) -> None:
        """One more row."""
        kolommen = np.fromiter(factoren, dtype=np.int32, count=len(factoren))
        waarden = np.fromiter(factoren.values(), dtype=np.float64, count=len(factoren))
        self._highs.addRow(laag, hoog, len(factoren), kolommen, waarden)

    def kleinste(self, doel: Mapping[int, int]) -> Antwoord:
        """The answer with the smallest sum of factor x variable.

        Solved from nothing each time: with a start HiGHS 1.16 ends on worse answers that it calls optimal. An
        answer that does not weigh what HiGHS says it weighs, is none.
        """
        kosten = self._doel(doel)
        self._highs.clearSolver()
        self._highs.run()
        status = self._highs.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            return Antwoord(Uitslag.GEEN, np.zeros(0, dtype=np.int64), 0)
        if status != highspy.HighsModelStatus.kOptimal:
            return Antwoord(Uitslag.OPEN, np.zeros(0, dtype=np.int64), 0)
        waarden = np.rint(self._highs.getSolution().col_value).astype(np.int64)
        waarde = int(waarden @ kosten.astype(np.int64))
        if abs(waarde - self._highs.getInfo().objective_function_value) > 0.5:
            return Antwoord(Uitslag.OPEN, np.zeros(0, dtype=np.int64), 0)
        return Antwoord(Uitslag.BEST, waarden, waarde)

    def delen(self, doel: Mapping[int, int]) -> tuple[float, np.ndarray]:
        """The smallest sum where parts are allowed, and its variables; without an answer -OPEN and none."""
        self._doel(doel)
        self._highs.run()
        if self._highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return -OPEN, np.zeros(0)
        waarde = float(self._highs.getInfo().objective_function_value)
        return waarde, np.array(self._highs.getSolution().col_value)

    def _doel(self, doel: Mapping[int, int]) -> np.ndarray:
        kosten = np.zeros(self._aantal)
        for kolom, factor in doel.items():
            kosten[kolom] = factor
        alle = np.arange(self._aantal, dtype=np.int32)
        self._highs.changeColsCost(self._aantal, alle, kosten)
        return kosten

    def kan(self) -> Uitslag:
        """Whether there is any answer at all."""
        return self.kleinste({}).uitslag


def _als_model(programma: Programma, *, geheel: bool) -> highspy.HighsLp:
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(programma.laag), len(programma.rijen)
    model.col_cost_ = np.zeros(model.num_col_)
    model.col_lower_ = np.array(programma.laag, dtype=np.float64)
    model.col_upper_ = np.array(programma.hoog, dtype=np.float64)
    model.row_lower_ = np.array([rij.laag for rij in programma.rijen], dtype=np.float64)
    model.row_upper_ = np.array([rij.hoog for rij in programma.rijen], dtype=np.float64)
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lengten = [len(rij.factoren) for rij in programma.rijen]
    model.a_matrix_.start_ = np.concatenate([[0], np.cumsum(lengten)]).astype(np.int32)
    model.a_matrix_.index_ = _plat(rij.factoren.keys() for rij in programma.rijen).astype(np.int32)
    model.a_matrix_.value_ = _plat(rij.factoren.values() for rij in programma.rijen)
    if geheel:
        model.integrality_ = [highspy.HighsVarType.kInteger] * model.num_col_
    return model


def _plat(delen: Iterable[Iterable[int]]) -> np.ndarray:
    return np.array([waarde for deel in delen for waarde in deel], dtype=np.float64)


@dataclass(frozen=True)
class Trap:
    """A stage that is settled: its best value, and up to where a near-best answer may go."""

    doel: Mapping[int, int]
    best: int
    tot: int


def trapsgewijs(
    oplosser: Oplosser, doelen: Sequence[tuple[Mapping[int, int], float]]
) -> tuple[Antwoord, list[Trap]]:
    """Smallest first goal; of what comes within its tolerance the smallest second; and so on.

    `doelen` gives for each stage its factors and its tolerance, a fraction of the best value, rounded down to
    whole numbers. The rows that hold the stages stay in `oplosser`. Where a stage could not be settled, the
    answer is that of the stage before it, and there are fewer stages than goals.
    """
    trappen: list[Trap] = []
    antwoord = Antwoord(Uitslag.OPEN, np.zeros(0, dtype=np.int64), 0)
    for doel, tolerantie in doelen:
        volgende = oplosser.kleinste(doel)
        if volgende.uitslag is not Uitslag.BEST:
            return (antwoord if trappen else volgende), trappen
        antwoord = volgende
        tot = antwoord.doel + int(abs(antwoord.doel) * tolerantie + 1e-9)
        trappen.append(Trap(doel, antwoord.doel, tot))
        if doel:
            oplosser.rij(doel, hoog=tot)
    return antwoord, trappen
