"""Time everything side by side: `python benchmarks/meet.py` (about 20 minutes; `--snel` for a try).

`python benchmarks/meet.py --land` times only the report of the whole country, and prints what it found.

Writes benchmarks/uitkomsten.json and, from it, docs/naslag/prestaties.md. Works in copies below a temporary
folder; nothing of the project itself is run in place.
"""

from __future__ import annotations

import argparse
import ctypes
import json
import os
import platform
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import psutil
from document import maak_document
from nederland.maak import maak

WORTEL = Path(__file__).resolve().parents[1]
GEVALLEN = Path(__file__).with_name("gevallen.py")
STRATEGIE = Path(__file__).with_name("strategie.py")
EDITIE = "2017"
TIEN = 10
"""Notebooks in the small run: what is more than that tells what one notebook costs."""
INVOER = "data/raw/rwp/2017-01-01/rwp2017_invoer.csv"
BIBLIOTHEKEN = ("papermill", "nbclient", "ipykernel", "pandas", "matplotlib", "pytask", "typst")


def main() -> None:
    """Measure, store, write the document."""
    keuzes = argparse.ArgumentParser(description=__doc__)
    keuzes.add_argument("--snel", action="store_true", help="a small version, nothing stored")
    keuzes.add_argument(
        "--land", action="store_true", help="only the whole country, nothing stored"
    )
    keuzes.add_argument("--gemeenten", type=int, help="with --land the first so many")
    gekozen = keuzes.parse_args()
    snel = gekozen.snel
    if gekozen.land:
        with tempfile.TemporaryDirectory() as map_:
            print(json.dumps(_land(Path(map_), gekozen.gemeenten), indent=1))
        return
    with tempfile.TemporaryDirectory() as map_:
        uitkomsten = {
            "machine": _machine(),
            "notitieboeken": _notitieboeken(Path(map_), snel),
            "rapport": _rapport(Path(map_), snel),
            "opstart": _opstart(),
            "nederland": _nederland(Path(map_), snel),
            "land": _land(Path(map_), 10 if snel else None),
            "strategie": _strategie(snel),
        }
    if snel:
        print(maak_document(uitkomsten))
        return
    pad = WORTEL / "benchmarks" / "uitkomsten.json"
    pad.write_text(json.dumps(uitkomsten, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    (WORTEL / "docs/naslag/prestaties.md").write_text(maak_document(uitkomsten), encoding="utf-8")


def _notitieboeken(map_: Path, snel: bool) -> dict[str, list[dict[str, Any]]]:
    """All notebooks of an edition: the stock ways once, ours and the floor in turns, and with ten of them."""
    wortel = _kopie(map_ / "notitieboeken")
    boeken = ["plannen"] if snel else []
    metingen: dict[str, list[dict[str, Any]]] = {}
    for geval in ["eigen", "vloer"] * (1 if snel else 5) + ["lus", "twee"]:
        metingen.setdefault(geval, []).append(_geval(geval, wortel, EDITIE, boeken))
        if not snel and geval in ("eigen", "vloer"):
            tien = _geval(geval, wortel, EDITIE, [str(TIEN)])
            metingen.setdefault(f"{geval}_tien", []).append(tien)
    for geval in ("eigen", "vloer"):
        met = _geval(geval, wortel, EDITIE, boeken, geheugen=True)
        metingen[geval][-1]["geheugen"] = met["geheugen"]
    return metingen


def _rapport(map_: Path, snel: bool) -> dict[str, list[dict[str, Any]]]:
    """The whole command: nothing made yet, nothing changed, one row changed, one norm changed."""
    wortel = _kopie(map_ / "rapport")
    metingen: dict[str, list[dict[str, Any]]] = {"koud": [_woonanalyse(wortel, "rapport")]}
    for ronde in range(1 if snel else 3):
        metingen.setdefault("ongewijzigd", []).append(_woonanalyse(wortel, "rapport"))
        _wijzig_rij(wortel / INVOER, ronde + 1)
        metingen.setdefault("rij", []).append(_woonanalyse(wortel, "rapport"))
        _wijzig_rij(wortel / INVOER, ronde + 1)
        alleen_pdf = _woonanalyse(wortel, "rapport", "--formaat", "pdf")
        metingen.setdefault("rij_pdf", []).append(alleen_pdf)
        normen = ["1.0", "1.01", "1.02", "1.03"]
        oud, nieuw = (f"  norm: {norm}\n" for norm in normen[ronde : ronde + 2])
        _vervang(wortel / "data/afspraken.yml", oud, nieuw)
        metingen.setdefault("norm", []).append(_woonanalyse(wortel, "rapport"))
    return metingen


def _opstart() -> dict[str, list[dict[str, Any]]]:
    """The command line by itself, against Python by itself."""
    hulp = [sys.executable, "-m", "woonanalyse", "--help"]
    leeg = [sys.executable, "-c", "pass"]
    return {
        "hulp": [_meet(hulp, WORTEL) for _ in range(5)],
        "python": [_meet(leeg, WORTEL) for _ in range(5)],
    }


def _nederland(map_: Path, snel: bool) -> list[dict[str, Any]]:
    """The balance of ever more municipalities, each twice; the 14 of Twente with every size, as the measure."""
    twente = _kopie(map_ / "twente")
    metingen = []
    for aantal, edities in [(10, 1)] if snel else [(10, 1), (50, 1), (100, 1), (342, 1), (342, 3)]:
        land = maak(map_ / f"nederland-{aantal}-{edities}", aantal, rekenhulp=True, edities=edities)
        namen = [f"proef-{nr:03}" for nr in range(1, edities + 1)]
        met = _geval("eigen", land, namen[0], ["balans"], geheugen=True)
        for _ in range(1 if snel else 2):
            maat = _geval("eigen", twente, EDITIE, ["balans"])
            delen = [_geval("eigen", land, naam, ["balans"]) for naam in namen]
            som = {
                veld: sum(d[veld] for d in delen) for veld in ("aantal", "wand", "totaal", "cpu")
            }
            metingen.append(
                {"gemeenten": aantal, "edities": edities, **som, "maat": maat}
                | {"geheugen": met["geheugen"]}
            )
    return metingen


def _land(map_: Path, aantal: int | None) -> dict[str, Any]:
    """Every form of the country's real tables, nothing made yet: seconds, most memory, MB of what it made."""
    land = maak(map_ / "land", aantal)
    met = _meet([sys.executable, "-m", "woonanalyse", "rapport"], land, geheugen=True)
    uit = land / "report" / "_output"
    bladen = list(uit.glob("*/factsheets/*.pdf"))
    delen = {
        "uitkomsten": land / "data" / "processed",
        "vormen": uit,
        "factsheets": bladen[0].parent,
        "herhaling": land / ".pytask",
    }
    groot = {naam: _megabytes(pad) for naam, pad in delen.items()}
    opnieuw = _woonanalyse(land, "rapport")
    return {"gemeenten": len(bladen), **met, "megabytes": groot, "ongewijzigd": opnieuw}


def _megabytes(map_: Path) -> float:
    return sum(pad.stat().st_size for pad in map_.rglob("*") if pad.is_file()) / 1e6


def _strategie(snel: bool) -> list[dict[str, Any]]:
    """The proposal, its classes and the scenarios of a made register of a region; and the first two of one as
    large as the plan list of the whole country."""
    heel = ["voorstel", "klassen"]
    grootten = [(14, 200, [])] if snel else [(14, 2000, []), (342, 4348, ["--deel", *heel])]
    metingen = []
    for gemeenten, plannen, delen in grootten:
        maat = ["--gemeenten", str(gemeenten), "--plannen", str(plannen)]
        opdracht = [sys.executable, str(STRATEGIE), "--json", *maat, *delen]
        klaar = subprocess.run(opdracht, capture_output=True, text=True, check=True)
        metingen += json.loads(klaar.stdout.splitlines()[-1])
    return metingen


def _geval(
    geval: str, wortel: Path, editie: str, boeken: Iterable[str], *, geheugen: bool = False
) -> dict[str, Any]:
    """One case in a process of its own, with nothing made yet."""
    _leeg(wortel)
    opdracht = [sys.executable, str(GEVALLEN), geval, str(wortel), editie, *boeken]
    return _meet(opdracht, wortel, geheugen=geheugen)


def _woonanalyse(wortel: Path, *opdracht: str) -> dict[str, Any]:
    return _meet([sys.executable, "-m", "woonanalyse", *opdracht], wortel)


def _meet(opdracht: list[str], map_: Path, *, geheugen: bool = False) -> dict[str, Any]:
    """Wall time and CPU time of all its processes; with `geheugen` the most memory that they used together.

    Looking at memory takes time itself, so it is done in runs of its own.
    """
    voor = resource.getrusage(resource.RUSAGE_CHILDREN)
    begin = time.perf_counter()
    eigen = map_ if (map_ / "src").is_dir() else WORTEL  # a project with code of its own runs that
    omgeving = {**os.environ, "PYTHONPATH": str(eigen / "src")}
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


def _kopie(doel: Path) -> Path:
    """A copy of what is in the repository, with nothing that was made from it."""
    bestanden = subprocess.run(
        ["git", "ls-files", "-z"], cwd=WORTEL, capture_output=True, text=True, check=True
    ).stdout.split("\0")
    for naam in filter(None, bestanden):
        (doel / naam).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(WORTEL / naam, doel / naam)
    return doel


def _leeg(wortel: Path) -> None:
    for naam in ("data/processed", ".pytask"):
        shutil.rmtree(wortel / naam, ignore_errors=True)
    (wortel / "pytask.lock").unlink(missing_ok=True)


def _wijzig_rij(pad: Path, erbij: int) -> None:
    """Add to the lowest need of Almelo: one cell of one row."""
    kop, *rijen = pad.read_text(encoding="utf-8").splitlines()
    kolom = kop.split(",").index("netto_vraag_min")
    for nr, rij in enumerate(rijen):
        cellen = rij.split(",")
        if cellen[1] == "Almelo":
            cellen[kolom] = str(int(cellen[kolom]) + erbij)
            rijen[nr] = ",".join(cellen)
    pad.write_text("\n".join([kop, *rijen]) + "\n", encoding="utf-8")


def _vervang(pad: Path, oud: str, nieuw: str) -> None:
    tekst = pad.read_text(encoding="utf-8")
    assert oud in tekst, oud
    pad.write_text(tekst.replace(oud, nieuw, 1), encoding="utf-8")


def _machine() -> dict[str, Any]:
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


if __name__ == "__main__":
    main()
