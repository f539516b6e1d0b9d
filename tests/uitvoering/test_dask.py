"""Notebooks on a real Dask cluster on this machine: a scheduler and two workers."""

from __future__ import annotations

import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from hulp import inhoud_van, kopieer_project, nederland
from rich.console import Console

from woonanalyse.kern.fouten import WoonanalyseFout
from woonanalyse.uitvoering.bouw import bouw, draai
from woonanalyse.uitvoering.dask import cluster
from woonanalyse.uitvoering.notitieboek import Uitvoerder, voer_uit
from woonanalyse.uitvoering.plan import Plan, maak_plan
from woonanalyse.uitvoering.taken import Formaat, Taken

pytestmark = [
    pytest.mark.skipif(
        importlib.util.find_spec("distributed") is None,
        reason="Dask is an extra of the project: it is not installed",
    ),
    pytest.mark.traag,
    pytest.mark.lang,
    pytest.mark.skipif(sys.platform == "win32", reason="processes are stopped by signal"),
]


class Cluster:
    """A scheduler and two workers, in processes that can be killed."""

    def __init__(self, map_: Path) -> None:
        self.map_ = map_
        adres = map_ / "scheduler.json"
        kaal = ["--no-dashboard", "--host", "127.0.0.1"]
        self.scheduler = self._start(
            "scheduler", *kaal, "--port", "0", "--scheduler-file", str(adres)
        )
        eigen = ["--no-nanny", "--nthreads", "1", "--local-directory", str(map_), *kaal]
        self.werkers = [
            self._start("worker", "--scheduler-file", str(adres), *eigen) for _ in range(2)
        ]
        from distributed import Client

        with Client(scheduler_file=str(adres), timeout=240) as client:
            client.wait_for_workers(2, timeout=240)
            self.adres = client.scheduler.address

    def _start(self, wat: str, *opties: str) -> subprocess.Popen[bytes]:
        with (self.map_ / f"{wat}.log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "dask", wat, *opties],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self.map_,
            )

    def stop(self) -> None:
        for proces in (*self.werkers, self.scheduler):
            proces.kill()
            proces.wait()


@pytest.fixture(scope="module")
def wortel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return kopieer_project(tmp_path_factory.mktemp("dask") / "project", code=False)


@pytest.fixture(scope="module")
def plan(wortel: Path) -> Plan:
    return maak_plan(wortel, "2017")


@pytest.fixture(scope="module")
def op_dask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    cluster = Cluster(tmp_path_factory.mktemp("cluster"))
    yield cluster
    cluster.stop()


def resultaten(wortel: Path, plan: Plan, voer_uit: Uitvoerder, tegelijk: int) -> dict[str, bytes]:
    """What the notebooks of a plan write, from nothing."""
    map_ = wortel / "data/processed/2017"
    shutil.rmtree(map_, ignore_errors=True)
    taken = Taken(wortel, plan, voer_uit).notitieboeken()
    uitkomst = draai(wortel, taken, Console(quiet=True), tegelijk)
    assert len(uitkomst.gedaan) == len(plan.runs) > 5
    return {**inhoud_van(map_ / "delen"), **inhoud_van(map_ / "figuren")}


@pytest.mark.parametrize("deel", [8, 1])
def test_cluster_gives_the_same_also_when_a_worker_is_killed(
    wortel: Path, plan: Plan, tmp_path: Path, deel: int
) -> None:
    """One of so many notebooks, of every kind; all of them in the longer job."""
    op_dask = Cluster(tmp_path)
    plan = replace(plan, runs=plan.runs[::deel])
    hier = resultaten(wortel, plan, voer_uit, 2)
    with cluster(op_dask.adres, wortel, plan) as (op_cluster, tegelijk):
        assert tegelijk == 2
        with een_valt_weg(op_dask, wortel / "data/processed/2017/delen"):
            daar = resultaten(wortel, plan, op_cluster, tegelijk)
    op_dask.stop()
    assert daar == hier


@contextmanager
def een_valt_weg(op_dask: Cluster, delen: Path) -> Iterator[None]:
    """One worker is killed as soon as the first slices of this run are there."""
    shutil.rmtree(delen, ignore_errors=True)

    def dood() -> None:
        einde = time.monotonic() + 300
        while time.monotonic() < einde and len(list(delen.glob("*.csv"))) < 5:
            time.sleep(0.05)
        os.kill(op_dask.werkers[0].pid, signal.SIGKILL)

    moordenaar = threading.Thread(target=dood)
    moordenaar.start()
    yield
    moordenaar.join()
    assert op_dask.werkers[0].wait(timeout=240) == -signal.SIGKILL


@pytest.mark.lang
def test_every_form_of_part_of_the_country_is_the_same(tmp_path: Path) -> None:
    """Results, report, factsheets and workbook, while a worker is killed on the way."""
    land = nederland().maak(tmp_path / "land", 6)
    plan = maak_plan(land, "2021")
    hier = geheel(land, plan, voer_uit, 2)
    (tmp_path / "cluster").mkdir()
    op_dask = Cluster(tmp_path / "cluster")
    with (
        cluster(op_dask.adres, land, plan) as (op_cluster, tegelijk),
        een_valt_weg(op_dask, land / "data/processed/2021/delen"),
    ):
        daar = geheel(land, plan, op_cluster, tegelijk)
    op_dask.stop()
    assert daar.keys() == hier.keys()
    assert [naam for naam in hier if daar[naam] != hier[naam]] == []


def geheel(wortel: Path, plan: Plan, voer_uit: Uitvoerder, tegelijk: int) -> dict[str, bytes]:
    """All that a run makes, from nothing; not the executed notebooks, which say when they ran."""
    mappen = [wortel / "data/processed", wortel / "report/_output"]
    for map_ in (*mappen, wortel / "report/_werk", wortel / ".pytask"):
        shutil.rmtree(map_, ignore_errors=True)
    (wortel / "pytask.lock").unlink(missing_ok=True)
    formaten: list[Formaat] = ["pdf", "html", "xlsx", "factsheets"]
    uitkomst = bouw(wortel, plan, formaten, Console(quiet=True), voer_uit, tegelijk)
    assert len(uitkomst.gedaan) > len(plan.runs) > 8
    gemaakt = {
        f"{map_.name}/{naam}": inhoud
        for map_ in mappen
        for naam, inhoud in inhoud_van(map_).items()
    }
    return {naam: inhoud for naam, inhoud in gemaakt.items() if "/notebooks/" not in naam}


def test_notebook_that_fails_is_told_as_here(wortel: Path, plan: Plan, op_dask: Cluster) -> None:
    boek, doel = wortel / "notebooks/balans.ipynb", wortel / "uit.ipynb"
    with (
        cluster(op_dask.adres, wortel, plan) as (op_cluster, _),
        pytest.raises(WoonanalyseFout, match=r"gemeente=Nergens.*InvoerFout"),
    ):
        op_cluster(wortel, boek, doel, {"gemeente": "Nergens", "editie": "2017"})


def test_workers_that_do_not_see_the_folder_are_refused(
    tmp_path: Path, plan: Plan, op_dask: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("woonanalyse.uitvoering.dask.hash_van_alles", lambda: "andere code")
    with (
        pytest.raises(WoonanalyseFout, match=r"andere versie.*tcp://"),
        cluster(op_dask.adres, tmp_path, plan),
    ):
        pass


def test_scheduler_that_is_not_there(wortel: Path, plan: Plan) -> None:
    with (
        pytest.raises(WoonanalyseFout, match="niet te bereiken"),
        cluster("tcp://127.0.0.1:9", wortel, plan),
    ):
        pass
