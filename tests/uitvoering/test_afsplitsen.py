"""What is computed in a forked process is what it would be here: outcome, errors, and nothing left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only there a process is forked")

PROGRAMMA = textwrap.dedent("""
    import os, signal, sys, time
    from pathlib import Path
    from woonanalyse.kern.fouten import InvoerFout, Probleem
    from woonanalyse.uitvoering.afsplitsen import ernaast

    ouder, wat = os.getpid(), sys.argv[1]

    def kind():
        return os.getpid() != ouder

    def reken():
        if wat == "fout":
            raise InvoerFout([Probleem("a.csv", "een getal", rij=3)])
        if wat == "sterft" and kind():
            os.kill(os.getpid(), signal.SIGKILL)
        if wat == "vreemd":  # what pickle cannot send
            return (lambda: kind())()  if not kind() else (lambda: 0)
        if wat == "wacht" and kind():
            Path("bezig").write_text(str(os.getpid()))
            time.sleep(500)
        return kind()

    if wat == "weigert":
        def fork():
            raise OSError(11, "Resource temporarily unavailable")
        os.fork = fork
    try:
        with ernaast(reken) as uitkomst:
            print(uitkomst())
    except InvoerFout as fout:
        print(str(fout))
    open_ = [pad for pad in os.listdir("/proc/self/fd") if int(pad) > 2]
    print(len(open_), len(os.listdir("/proc/self/task")))
    try:
        os.waitpid(-1, os.WNOHANG)
        print("een kind")
    except ChildProcessError:
        print("geen kind")
""")


def begin(map_: Path, wat: str) -> subprocess.Popen[str]:
    (map_ / "programma.py").write_text(PROGRAMMA, encoding="utf-8")
    return subprocess.Popen(
        [sys.executable, "programma.py", wat],
        cwd=map_, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True, start_new_session=True,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("wat", "uitkomst"),
    [
        ("goed", "True"),
        ("sterft", "False"),
        ("vreemd", "False"),
        ("weigert", "False"),
        ("fout", "a.csv"),
    ],
)
def test_the_outcome_comes_from_a_process_or_else_from_here(
    tmp_path: Path, wat: str, uitkomst: str
) -> None:
    proces = begin(tmp_path, wat)
    uit, fouten = proces.communicate(timeout=240)
    assert (proces.returncode, fouten) == (0, "")
    eerst, *_, open_, kinderen = uit.splitlines()
    assert uitkomst in uit if wat == "fout" else eerst == uitkomst
    assert (
        open_ == "1 1" or wat == "weigert"
    )  # only the listing itself; Python leaves its own open there
    assert kinderen == "geen kind"


@pytest.mark.parametrize("signaal", [signal.SIGINT, signal.SIGKILL])
def test_the_process_ends_with_the_one_that_waits_for_it(
    tmp_path: Path, signaal: signal.Signals
) -> None:
    proces = begin(tmp_path, "wacht")
    kind = _wacht_op(tmp_path / "bezig", proces)
    if signaal is signal.SIGINT:
        os.killpg(proces.pid, signaal)  # as a terminal does: to both
    else:
        proces.kill()
    _, fouten = proces.communicate(timeout=240)
    assert proces.returncode == -signaal
    assert fouten.count("Traceback") == (1 if signaal is signal.SIGINT else 0)
    tot = time.monotonic() + 240
    while _leeft(kind):
        assert time.monotonic() < tot
        time.sleep(0.01)


def _wacht_op(pad: Path, proces: subprocess.Popen[str]) -> int:
    tot = time.monotonic() + 240
    while not (pad.exists() and pad.read_text()):
        assert time.monotonic() < tot and proces.poll() is None
        time.sleep(0.01)
    return int(pad.read_text())


def _leeft(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False
