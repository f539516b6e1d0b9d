"""Who reads result files when a report is made: each is read once, whatever is made of it."""

from __future__ import annotations

import builtins
import io
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hulp import Gemaakt, kopie_van
from rich.console import Console

from woonanalyse.kern.project import resultatenmap
from woonanalyse.uitkomsten.runs import uitkomsten
from woonanalyse.uitvoering.bouw import bouw
from woonanalyse.uitvoering.plan import maak_plan
from woonanalyse.uitvoering.taken import Formaat

pytestmark = [pytest.mark.traag, pytest.mark.lang]
VINGERAFDRUK = {"woonanalyse.uitvoering.knopen", "woonanalyse.uitkomsten.datapakket"}
"""These take the hash of a file's bytes, and make no table of it."""


def lezer() -> str:
    """The module of the project that opens a file now."""
    frame: Any = sys._getframe(2)
    while frame and not frame.f_globals.get("__name__", "").startswith("woonanalyse."):
        frame = frame.f_back
    return frame.f_globals["__name__"] if frame else ""


def meeluisteren(
    monkeypatch: pytest.MonkeyPatch, map_: Path, gelezen: Counter[tuple[str, str]]
) -> None:
    """Count, by module and file, what is opened to be read of the CSVs below `map_`."""

    def geteld(echt: Callable[..., Any]) -> Callable[..., Any]:
        def open_(bestand: Any, mode: str = "r", *rest: Any, **opties: Any) -> Any:
            if isinstance(bestand, str | Path) and str(bestand).endswith(".csv") and "r" in mode:
                pad = Path(bestand).resolve()
                if pad.is_relative_to(map_):
                    gelezen[lezer(), pad.relative_to(map_).as_posix()] += 1
            return echt(bestand, mode, *rest, **opties)

        return open_

    monkeypatch.setattr(builtins, "open", geteld(builtins.open))
    monkeypatch.setattr(io, "open", geteld(io.open))


def test_each_result_file_is_read_once(
    gemaakt: Gemaakt, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By one module, for join, work folder, annexes, workbook, factsheets and gate together; what was
    joined not at all, as the join has it. The slices it was joined of are not kept, and read by each that
    needs them.

    A line above the agreements is used by all of these, and by no notebook.
    """
    wortel = kopie_van(gemaakt, tmp_path / "project", code=False).wortel.resolve()
    afspraken = wortel / "data/afspraken.yml"
    afspraken.write_bytes(b"# x\n" + afspraken.read_bytes())
    plan = maak_plan(wortel, "2017")
    map_ = resultatenmap(wortel, plan.naam)
    gelezen: Counter[tuple[str, str]] = Counter()
    with monkeypatch.context() as tijdelijk:
        meeluisteren(tijdelijk, map_, gelezen)
        vormen: list[Formaat] = ["pdf", "html", "xlsx", "factsheets"]
        gedaan = bouw(wortel, plan, vormen, Console(file=io.StringIO())).gedaan
    assert len(gedaan) > len(vormen) and not [naam for naam in gedaan if "notitieboek" in naam]
    assert {wie for wie, _ in gelezen} >= VINGERAFDRUK  # so that opening is seen at all
    keren = {sleutel: n for sleutel, n in gelezen.items() if sleutel[0] not in VINGERAFDRUK}
    bestanden = {pad.relative_to(map_).as_posix() for pad in map_.rglob("*.csv")}
    assert len(bestanden) > 70
    lezen = bestanden - set(uitkomsten(plan.runs))
    delen = {naam for naam in lezen if naam.startswith("delen/")}
    assert keren.keys() == {("woonanalyse.uitkomsten.resultaten", naam) for naam in lezen}
    assert {naam for (_, naam), n in keren.items() if n > 1} <= delen < lezen
