"""A run that is killed at any moment leaves the report whole, and the next one ends as one from scratch.

Takes minutes, so it is no part of `make test` but of `make test-lang`.
"""

from __future__ import annotations

import csv
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hulp import inhoud_van, kopieer_project, opdracht

from woonanalyse.kern.project import KOP, resultatenmap, uitvoermap
from woonanalyse.kern.regio import lees_regio
from woonanalyse.onderwerpen.editielezer import lees_editie
from woonanalyse.uitgave.stempel import BESTAND

pytestmark = [
    pytest.mark.lang,
    pytest.mark.skipif(sys.platform == "win32", reason="no process groups"),
]

AANTAL, BEGIN = 30, 20170101
"""How many runs are killed, and what the moments are drawn from."""
BINNEN = 0.75
"""The part of a whole run in which one is killed: after a killed run there is less to do."""
HERSTEL_NA = 3
"""So many kills after each other, then a run that may finish."""


class Proef:
    """A project that goes to and fro between two states of its data."""

    def __init__(self, wortel: Path) -> None:
        self.wortel = wortel
        self.editie = lees_regio(wortel).edities[0]
        bron = lees_editie(wortel, self.editie).opzet.balans
        assert bron is not None
        self.bron = wortel / bron["bestand"]
        eerste = self.bron.read_bytes()
        self.standen = (eerste, _met_een_woning_meer(self.bron))

    def begin_opnieuw(self) -> None:
        """As if nothing was ever made."""
        for naam in ("data/processed", "report/_output", "report/_werk", ".pytask"):
            shutil.rmtree(self.wortel / naam, ignore_errors=True)
        (self.wortel / "pytask.lock").unlink(missing_ok=True)

    def zet(self, stand: int) -> None:
        self.bron.write_bytes(self.standen[stand])

    def rond_af(self) -> dict[str, bytes]:
        """Let a run finish; what readers get of it, and the results."""
        klaar = opdracht(
            self.wortel, "rapport", "--editie", self.editie,
            uitvoer=self.wortel.parent / f"{self.wortel.name}.txt", limiet=600,
        )  # fmt: skip
        assert klaar.returncode == 0, klaar.stdout
        return {**self.rapport(), **self.resultaten()}

    def rapport(self) -> dict[str, bytes]:
        """The forms that lie there."""
        map_ = uitvoermap(self.wortel, self.editie)
        return {
            f"uit/{n}": inhoud for n, inhoud in inhoud_van(map_).items() if n not in (BESTAND, KOP)
        }

    def resultaten(self) -> dict[str, bytes]:
        """The result files, without notebooks, which say when they ran."""
        map_ = resultatenmap(self.wortel, self.editie)
        return {n: i for n, i in inhoud_van(map_).items() if not n.startswith("notebooks/")}

    def dood_na(self, seconden: float) -> bool:
        """Start a run and kill it, with all that it started; whether it was still busy."""
        bezig = subprocess.Popen(
            [sys.executable, "-m", "woonanalyse", "rapport", "--editie", self.editie],
            cwd=self.wortel, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        try:
            bezig.wait(seconden)
        except subprocess.TimeoutExpired:
            os.killpg(bezig.pid, signal.SIGKILL)
            bezig.wait()
            return True
        return False


def _met_een_woning_meer(pad: Path) -> bytes:
    """The same table with each whole number of its first row one higher, but for years."""
    with pad.open(encoding="utf-8", newline="") as bestand:
        kop, eerste, *rest = csv.reader(bestand)
    for plek, (naam, cel) in enumerate(zip(kop, eerste, strict=True)):
        if cel.isdigit() and not naam.startswith("periode"):
            eerste[plek] = str(int(cel) + 1)
    regels = [kop, eerste, *rest]
    with pad.with_suffix(".anders").open("w+", encoding="utf-8", newline="") as bestand:
        csv.writer(bestand, lineterminator="\n").writerows(regels)
    inhoud = pad.with_suffix(".anders").read_bytes()
    pad.with_suffix(".anders").unlink()
    return inhoud


def test_killed_runs_leave_the_report_whole_and_end_as_one_from_scratch(tmp_path: Path) -> None:
    proef = Proef(kopieer_project(tmp_path / "proef", code=False))
    goed = {}
    for stand in (1, 0):
        proef.begin_opnieuw()
        proef.zet(stand)
        goed[stand] = proef.rond_af()
    heel = [{n: i for n, i in alles.items() if n.startswith("uit/")} for alles in goed.values()]
    anders = {naam for naam in goed[0] if goed[0][naam] != goed[1].get(naam)}
    assert anders >= {f"uit/rwp.{vorm}" for vorm in ("pdf", "html", "xlsx")}
    proef.zet(1)
    begin = time.monotonic()
    assert proef.rond_af() == goed[1]
    duur = time.monotonic() - begin
    kans, bezig = random.Random(BEGIN), 0
    for nummer in range(AANTAL):
        stand = nummer // HERSTEL_NA % 2
        proef.zet(stand)
        bezig += proef.dood_na(kans.uniform(0.2, BINNEN * duur))
        assert proef.rapport() in heel, nummer
        if nummer % HERSTEL_NA == HERSTEL_NA - 1:
            assert proef.rond_af() == goed[stand], nummer
            uit = uitvoermap(proef.wortel, proef.editie).parent
            assert {pad.name for pad in uit.iterdir()} == {proef.editie, "index.html"}
    assert bezig >= AANTAL // 4
