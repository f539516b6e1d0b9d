"""Tasks in forked processes end as in threads: same outputs and errors, nothing left behind."""

from __future__ import annotations

import errno
import importlib
import json
import os
import pickle
import pkgutil
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import woonanalyse
from woonanalyse.kern.fouten import InvoerFout, Probleem, WoonanalyseFout
from woonanalyse.kern.machine import MachineFout
from woonanalyse.uitvoering.bouw import TakenFout
from woonanalyse.uitvoering.processen import _verzendbaar

vork = pytest.mark.skipif(sys.platform != "linux", reason="only there a process is forked")

PROGRAMMA = textwrap.dedent("""
    import json, os, signal, sys, threading, time
    from functools import partial
    from pathlib import Path
    from typing import Annotated
    from pytask import Product, task
    from rich.console import Console
    from woonanalyse.cli.scherm import netjes
    from woonanalyse.kern.fouten import InvoerFout, Probleem, WoonanalyseFout
    from woonanalyse.kern.machine import MachineFout
    from woonanalyse.kern.onderbreken import luister
    from woonanalyse.uitvoering.bouw import draai
    from woonanalyse.uitvoering.knopen import knoop
    from woonanalyse.uitvoering.processen import kan_elders

    for regel in iter(sys.stdin.readline, ""):  # all is loaded once: each that is asked for is a fork
        map_, wat, hoe = json.loads(regel)
        pid = os.fork()
        if not pid:
            break
        print(pid, flush=True)
        print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), flush=True)
    else:
        sys.exit()
    signal.alarm(600)
    os.setsid()
    os.chdir(map_)
    for nummer, naam in enumerate((os.devnull, "uit.txt", "fouten.txt")):
        os.dup2(os.open(naam, os.O_RDWR | os.O_CREAT | os.O_TRUNC), nummer)
    wortel, zelf = Path.cwd(), os.getpid()

    class Vreemd(Exception):
        def __init__(self, een, twee):
            super().__init__(f"{een} en {twee}")

    def fout(soort):
        raise soort

    def wacht(naam):
        (wortel / f"{naam}.bezig").write_text(str(os.getpid()))
        time.sleep(500)

    def dood():  # the one that is first in a process dies with it, the others come after
        if os.getpid() != zelf:
            (wortel / "dood").touch()
            os.kill(os.getpid(), signal.SIGKILL)
        while not (wortel / "dood").exists():
            time.sleep(0.01)

    WAT = {
        "goed": {"een": int},
        "invoer": {"een": partial(fout, InvoerFout([Probleem("a.csv", "een getal", rij=3)])), "twee": int},
        "machine": {"een": partial(fout, MachineFout("vol")), "twee": partial(fout, OSError(28, "x", "p"))},
        "vreemd": {"een": partial(fout, Vreemd("dit", "dat")), "twee": partial(fout, KeyError("k"))},
        "wacht": {"een": partial(wacht, "een")},
        "sterft": dict.fromkeys(("een", "twee", "drie"), dood),
    }

    def maak(naam, doe, markeer):
        @task(name=naam, kwargs={"uit": knoop(wortel / naam)})
        @markeer
        def taak(uit: Annotated[Path, Product]) -> None:
            doe()
            uit.write_text(str(os.getpid()))
        return taak

    if hoe == "draad":
        threading.Thread(target=threading.Event().wait, daemon=True).start()
    if hoe == "weigert":
        echt, keren = os.fork, []
        def fork():
            keren.append(1)
            if len(keren) > 1:  # the second of two
                raise OSError(11, "Resource temporarily unavailable")
            return echt()
        os.fork = fork
    taken = [maak(naam, doe, kan_elders) for naam, doe in WAT[wat].items()]
    taken.append(maak("hier", int, lambda taak: taak))
    luister()
    try:
        with netjes():
            console, tegelijk = Console(stderr=True, soft_wrap=True), 3 if hoe == "weigert" else 2
            draai(wortel, taken, console, tegelijk, in_processen=hoe != "niet")
    except BaseException as einde:
        sys.exit(getattr(einde, "exit_code", 130))
""")


@dataclass(frozen=True)
class Proces:
    """A run in a process of its own, in a session of its own."""

    pid: int
    map_: Path
    oven: subprocess.Popen[str]

    def einde(self) -> tuple[int, str]:
        """Its exit code and what it said, once it has ended."""
        assert self.oven.stdout is not None
        code = int(self.oven.stdout.readline())
        return code, (self.map_ / "fouten.txt").read_text().strip()


Begin = Callable[..., Proces]


@pytest.fixture(scope="module")
def oven(tmp_path_factory: pytest.TempPathFactory) -> Iterator[subprocess.Popen[str]]:
    """The program with all loaded, from which each run is forked."""
    map_ = tmp_path_factory.mktemp("oven")
    (map_ / "programma.py").write_text(PROGRAMMA, encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, "programma.py"],
        cwd=map_, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True,
    ) as proces:  # fmt: skip
        yield proces


@pytest.fixture
def begin(oven: subprocess.Popen[str], tmp_path: Path) -> Begin:
    def begin(wat: str, hoe: str = "vork") -> Proces:
        assert oven.stdin is not None and oven.stdout is not None
        oven.stdin.write(json.dumps([str(tmp_path), wat, hoe]) + "\n")
        oven.stdin.flush()
        return Proces(int(oven.stdout.readline()), tmp_path, oven)

    return begin


def loop(begin: Begin, wat: str, hoe: str = "vork") -> tuple[int, str]:
    """The exit code of a run, what it said."""
    return begin(wat, hoe).einde()


def wacht_op(*paden: Path) -> list[int]:
    """The processes that are busy, once they are."""
    tot = time.monotonic() + 240
    while not all(pad.exists() and pad.read_text() for pad in paden):
        assert time.monotonic() < tot
        time.sleep(0.01)
    return [int(pad.read_text()) for pad in paden]


def wacht_op_einde(pids: list[int]) -> None:
    tot = time.monotonic() + 240
    while any(_leeft(pid) for pid in pids):
        assert time.monotonic() < tot, pids
        time.sleep(0.01)


def _leeft(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


@pytest.mark.enkele(2)
@vork
@pytest.mark.parametrize(
    ("hoe", "elders"), [("vork", True), ("niet", False), ("draad", False), ("weigert", False)]
)
def test_only_tasks_that_allow_it_go_to_a_process_where_one_can_be_forked(
    begin: Begin, tmp_path: Path, hoe: str, elders: bool
) -> None:
    proces = begin("goed", hoe)
    assert proces.einde() == (0, "")
    assert (tmp_path / "hier").read_text() == str(proces.pid)
    wie = (tmp_path / "een").read_text()
    assert (wie != str(proces.pid)) == elders
    assert loop(begin, "goed", "niet") == (0, "")
    assert (tmp_path / "een").read_text() == wie  # what was done in a process is known to be done


@pytest.mark.enkele(1)
@vork
@pytest.mark.parametrize("wat", ["invoer", "machine", "vreemd"])
def test_an_error_says_and_ends_the_same(begin: Begin, wat: str) -> None:
    code, fouten = loop(begin, wat)
    assert (code, fouten) == loop(begin, wat, "niet")
    assert code == (1 if wat == "vreemd" else 2)
    assert "Traceback" not in fouten and len(fouten.splitlines()) > 1


@vork
def test_a_process_that_dies_is_an_error_and_the_rest_is_done(begin: Begin, tmp_path: Path) -> None:
    code, fouten = loop(begin, "sterft")
    regels = fouten.splitlines()
    assert code == 2 and regels[0].startswith("1 van de 4 taken mislukt")
    assert regels[1:] == [
        "- Een proces van deze opdracht is gestopt (te weinig geheugen, of gestopt van buiten). Sluit andere "
        "programma's en geef de opdracht opnieuw."
    ]
    assert sum((tmp_path / naam).exists() for naam in ("een", "twee", "drie")) == 2
    assert (tmp_path / "hier").exists()


@vork
@pytest.mark.parametrize("allen", [True, False])
def test_ctrl_c_ends_all_at_once_without_a_word(begin: Begin, tmp_path: Path, allen: bool) -> None:
    """As a terminal sends it, to the whole group, or as another program does."""
    proces = begin("wacht")
    bezig = wacht_op(tmp_path / "een.bezig")
    (os.killpg if allen else os.kill)(proces.pid, signal.SIGINT)
    assert proces.einde() == (130, "")
    wacht_op_einde(bezig)


@vork
@pytest.mark.parametrize("signaal", [signal.SIGTERM, getattr(signal, "SIGKILL", None)])
def test_processes_end_with_what_began_them(
    begin: Begin, tmp_path: Path, signaal: signal.Signals
) -> None:
    proces = begin("wacht")
    bezig = wacht_op(tmp_path / "een.bezig")
    os.kill(proces.pid, signaal)
    assert proces.einde() == (-signaal, "")
    wacht_op_einde(bezig)
    assert loop(begin, "goed") == (0, "")  # nobody holds the lock


def _soorten(soort: type[WoonanalyseFout]) -> set[type[WoonanalyseFout]]:
    return {soort}.union(*map(_soorten, soort.__subclasses__()))


def test_every_error_of_ours_arrives_as_it_left() -> None:
    for module in pkgutil.walk_packages(woonanalyse.__path__, "woonanalyse."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    soorten = {
        soort for soort in _soorten(WoonanalyseFout) if soort.__module__.startswith("woonanalyse")
    }
    assert {InvoerFout, MachineFout, TakenFout} < soorten
    for soort in soorten:
        fout = soort.__new__(soort, "de tekst")
        vars(fout)["iets"] = [Probleem("a", "b")]
        aangekomen: Any = pickle.loads(pickle.dumps(fout))
        assert type(aangekomen) is soort and str(aangekomen) == "de tekst"
        assert (vars(aangekomen)["iets"], aangekomen.exitcode) == (
            [Probleem("a", "b")],
            soort.exitcode,
        )
    oud = TakenFout([InvoerFout([Probleem("a", "b")]), OSError(errno.ENOSPC, "x", "p")], 3)
    nieuw = pickle.loads(pickle.dumps(oud))
    assert (str(nieuw), nieuw.exitcode) == (str(oud), 2)


def test_an_error_that_would_arrive_as_another_goes_by_its_words() -> None:
    class Hier(Exception):
        """Known to nobody by its name."""

    gewoon = OSError(errno.ENOSPC, "vol", "bestand")
    assert _verzendbaar(gewoon) is gewoon
    anders = _verzendbaar(Hier("woorden"))
    assert type(anders) is WoonanalyseFout and str(anders) == "woorden"
