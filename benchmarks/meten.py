"""How the benchmarks measure: a command as a whole process, in a copy of what is in the repository."""

from __future__ import annotations

import ctypes
import json
import os
import platform
import resource
import shutil
import subprocess
import sys
import threading
import time
from importlib.metadata import version
from pathlib import Path
from typing import Any

import psutil

WORTEL = Path(__file__).resolve().parents[1]
INVOER = "data/raw/rwp/2017-01-01/rwp2017_invoer.csv"
BIBLIOTHEKEN = ("papermill", "nbclient", "ipykernel", "pandas", "matplotlib", "pytask", "typst")


def woonanalyse(wortel: Path, *opdracht: str, python: str = sys.executable) -> dict[str, Any]:
    """A command of the project, as `meet` measures it."""
    return meet([python, "-m", "woonanalyse", *opdracht], wortel)


def meet(opdracht: list[str], map_: Path, *, geheugen: bool = False) -> dict[str, Any]:
    """Wall time and CPU time of all its processes; with `geheugen` the most memory that they used together.

    Looking at memory takes time itself, so it is done in runs of its own. What Python compiles is kept, as
    with a user, also where the environment says otherwise.
    """
    voor = resource.getrusage(resource.RUSAGE_CHILDREN)
    begin = time.perf_counter()
    eigen = map_ if (map_ / "src").is_dir() else WORTEL  # a project with code of its own runs that
    omgeving = {**os.environ, "PYTHONPATH": str(eigen / "src")}
    omgeving.pop("PYTHONDONTWRITEBYTECODE", None)
    proces = subprocess.Popen(
        opdracht, cwd=map_, env=omgeving, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    kijker = _Geheugen(proces.pid) if geheugen else None
    uit, fout = proces.communicate()
    totaal = time.perf_counter() - begin
    if kijker:
        kijker.stop()
    if proces.returncode:
        raise SystemExit(f"{opdracht}: {fout[-2000:]}")
    na = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = na.ru_utime + na.ru_stime - voor.ru_utime - voor.ru_stime
    regels = uit.strip().splitlines()
    gemeld = json.loads(regels[-1]) if regels and regels[-1].startswith("{") else {}
    taken = [regel for regel in regels if "taken uitgevoerd" in regel]
    meeste = kijker.meeste if kijker else None
    return {**gemeld, "totaal": totaal, "cpu": cpu, "geheugen": meeste, "taken": taken}


class _Geheugen(threading.Thread):
    """The largest sum of PSS (each page counted once) over a process and all below it, in MB."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid, self.meeste, self.klaar = pid, 0.0, threading.Event()
        self.start()

    def run(self) -> None:
        while not self.klaar.wait(0.5):
            try:
                top = psutil.Process(self.pid)
                som = 0
                for proces in [top, *top.children(recursive=True)]:
                    try:
                        if not _in_geheugen_van(proces.ppid(), proces.pid):
                            som += proces.memory_full_info().pss
                    except psutil.Error:
                        continue
                self.meeste = max(self.meeste, som / 2**20)
            except psutil.Error:
                continue

    def stop(self) -> None:
        """Measure no more."""
        self.klaar.set()
        self.join()


def _in_geheugen_van(ouder: int, kind: int) -> bool:
    """Whether a process that is about to become a program still runs in the memory of its parent, which would
    be counted twice (kcmp; known of Linux on x86-64)."""
    if (platform.system(), platform.machine()) != ("Linux", "x86_64"):
        return False
    kcmp, geheugen = 312, 1
    return ctypes.CDLL(None).syscall(kcmp, ouder, kind, geheugen, 0, 0) == 0


def kopie(doel: Path) -> Path:
    """A copy of what is in the repository, with nothing that was made from it."""
    bestanden = subprocess.run(
        ["git", "ls-files", "-z"], cwd=WORTEL, capture_output=True, text=True, check=True
    ).stdout.split("\0")
    for naam in filter(None, bestanden):
        (doel / naam).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(WORTEL / naam, doel / naam)
    return doel


def leegt(wortel: Path) -> None:
    """Take away what was made in a copy."""
    for naam in ("data/processed", ".pytask"):
        shutil.rmtree(wortel / naam, ignore_errors=True)
    (wortel / "pytask.lock").unlink(missing_ok=True)


def wijzig_rij(pad: Path, erbij: int) -> None:
    """Add to the lowest need of Almelo: one cell of one row."""
    kop, *rijen = pad.read_text(encoding="utf-8").splitlines()
    kolom = kop.split(",").index("netto_vraag_min")
    for nr, rij in enumerate(rijen):
        cellen = rij.split(",")
        if cellen[1] == "Almelo":
            cellen[kolom] = str(int(cellen[kolom]) + erbij)
            rijen[nr] = ",".join(cellen)
    pad.write_text("\n".join([kop, *rijen]) + "\n", encoding="utf-8")


def vervang(pad: Path, oud: str, nieuw: str) -> None:
    """Put `nieuw` in the place of the first `oud`."""
    tekst = pad.read_text(encoding="utf-8")
    assert oud in tekst, oud
    pad.write_text(tekst.replace(oud, nieuw, 1), encoding="utf-8")


def machine() -> dict[str, Any]:
    """What it ran on, and with which versions."""
    model = next(
        (
            r.split(":")[1].strip()
            for r in Path("/proc/cpuinfo").read_text().splitlines()
            if "model name" in r
        ),
        platform.processor(),
    )
    return {
        "processor": model,
        "kernen": len(os.sched_getaffinity(0)),
        "geheugen": round(psutil.virtual_memory().total / 2**30),
        "systeem": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        **{naam: version(naam) for naam in BIBLIOTHEKEN},
    }
