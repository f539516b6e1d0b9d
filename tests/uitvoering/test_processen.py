"""Tasks in forked processes end as in threads: same outputs and errors, nothing left behind."""

from __future__ import annotations

import errno
import importlib
import os
import pickle
import pkgutil
import signal
import subprocess
import sys
import textwrap
import time
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
    import os, signal, sys, threading, time
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

    wortel, wat, hoe = Path.cwd(), sys.argv[1], sys.argv[2]

    class Vreemd(Exception):
        def __init__(self, een, twee):
            super().__init__(f"{een} en {twee}")

    def fout(soort):
        raise soort

    def wacht(naam):
        (wortel / f"{naam}.bezig").write_text(str(os.getpid()))
        time.sleep(60)

    def dood():
        os.kill(os.getpid(), signal.SIGKILL)

    WAT = {
        "goed": {"een": int},
        "invoer": {"een": partial(fout, InvoerFout([Probleem("a.csv", "een getal", rij=3)])), "twee": int},
        "machine": {"een": partial(fout, MachineFout("vol")), "twee": partial(fout, OSError(28, "x", "p"))},
        "vreemd": {"een": partial(fout, Vreemd("dit", "dat")), "twee": partial(fout, KeyError("k"))},
        "wacht": {"een": partial(wacht, "een")},
        "sterft": {"een": dood, "twee": int, "vier": int},
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
    print(os.getpid(), flush=True)
    try:
        with netjes():
            console, tegelijk = Console(stderr=True, soft_wrap=True), 3 if hoe == "weigert" else 2
            draai(wortel, taken, console, tegelijk, in_processen=hoe != "niet")
    except BaseException as einde:
        sys.exit(getattr(einde, "exit_code", 130))
""")


def begin(map_: Path, wat: str, hoe: str = "vork") -> subprocess.Popen[str]:
    (map_ / "programma.py").write_text(PROGRAMMA, encoding="utf-8")
    return subprocess.Popen(
        [sys.executable, "programma.py", wat, hoe],
        cwd=map_, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True, start_new_session=True,
    )  # fmt: skip


def loop(map_: Path, wat: str, hoe: str = "vork") -> tuple[str, int, str]:
    """The process that began it, its exit code, what it said."""
    proces = begin(map_, wat, hoe)
    uit, fouten = proces.communicate(timeout=120)
    return uit.strip(), proces.returncode, fouten.strip()


def wacht_op(*paden: Path) -> list[int]:
    """The processes that are busy, once they are."""
    tot = time.monotonic() + 60
    while not all(pad.exists() and pad.read_text() for pad in paden):
        assert time.monotonic() < tot
        time.sleep(0.01)
    return [int(pad.read_text()) for pad in paden]


def wacht_op_einde(pids: list[int]) -> None:
    tot = time.monotonic() + 30
    while any(_leeft(pid) for pid in pids):
        assert time.monotonic() < tot, pids
        time.sleep(0.01)


def _leeft(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


@vork
@pytest.mark.parametrize(
    ("hoe", "elders"), [("vork", True), ("niet", False), ("draad", False), ("weigert", False)]
)
def test_only_tasks_that_allow_it_go_to_a_process_where_one_can_be_forked(
    tmp_path: Path, hoe: str, elders: bool
) -> None:
    zelf, code, fouten = loop(tmp_path, "goed", hoe)
    assert (code, fouten) == (0, "")
    assert (tmp_path / "hier").read_text() == zelf
    wie = (tmp_path / "een").read_text()
    assert (wie != zelf) == elders
    assert loop(tmp_path, "goed", "niet")[1:] == (0, "")
    assert (tmp_path / "een").read_text() == wie  # what was done in a process is known to be done


@vork
@pytest.mark.parametrize("wat", ["invoer", "machine", "vreemd"])
def test_an_error_says_and_ends_the_same(tmp_path: Path, wat: str) -> None:
    _, code, fouten = loop(tmp_path, wat)
    assert (code, fouten) == loop(tmp_path, wat, "niet")[1:]
    assert code == (1 if wat == "vreemd" else 2)
    assert "Traceback" not in fouten and len(fouten.splitlines()) > 1


@vork
def test_a_process_that_dies_is_an_error_and_the_rest_is_done(tmp_path: Path) -> None:
    _, code, fouten = loop(tmp_path, "sterft")
    regels = fouten.splitlines()
    assert code == 2 and regels[0].startswith("1 van de 4 taken mislukt")
    assert regels[1:] == [
        "- Een proces van deze opdracht is gestopt (te weinig geheugen, of gestopt van buiten). Sluit andere "
        "programma's en geef de opdracht opnieuw."
    ]
    assert all((tmp_path / naam).exists() for naam in ("twee", "vier", "hier"))


@vork
@pytest.mark.parametrize("allen", [True, False])
def test_ctrl_c_ends_all_at_once_without_a_word(tmp_path: Path, allen: bool) -> None:
    """As a terminal sends it, to the whole group, or as another program does."""
    proces = begin(tmp_path, "wacht")
    bezig = wacht_op(tmp_path / "een.bezig")
    (os.killpg if allen else os.kill)(proces.pid, signal.SIGINT)
    _, fouten = proces.communicate(timeout=30)
    assert (proces.returncode, fouten.strip()) == (130, "")
    wacht_op_einde(bezig)


@vork
@pytest.mark.parametrize("signaal", [signal.SIGTERM, getattr(signal, "SIGKILL", None)])
def test_processes_end_with_what_began_them(tmp_path: Path, signaal: signal.Signals) -> None:
    proces = begin(tmp_path, "wacht")
    bezig = wacht_op(tmp_path / "een.bezig")
    proces.send_signal(signaal)
    _, fouten = proces.communicate(timeout=30)
    assert (proces.returncode, fouten) == (-signaal, "")
    wacht_op_einde(bezig)
    assert loop(tmp_path, "goed")[1:] == (0, "")  # nobody holds the lock


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
