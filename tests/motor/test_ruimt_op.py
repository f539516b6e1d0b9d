"""Whatever happens, no process, socket, thread or temporary file is left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from corpus import notitieboek
from vergelijk import MOTOR, draai
from woonanalyse.uitvoering.motor import beller

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks at processes in /proc")

AANROEPER = """
import os, sys, threading
from woonanalyse.uitvoering.motor import beller
beller.VORK = sys.argv[3] == "vork"
import papermill
try:
    papermill.execute_notebook(sys.argv[1], sys.argv[2], engine_name="woonanalyse", progress_bar=False)
except Exception as fout:
    print(type(fout).__name__)
print(threading.active_count(), flush=True)
"""

KINDEREN = """
import os, subprocess, sys, time
from pathlib import Path
subprocess.Popen(["sleep", "300"])
subprocess.Popen(["sleep", "301"], start_new_session=True)
if os.fork() == 0:
    os.setsid()
    time.sleep(302)
    os._exit(0)
Path("begonnen").write_text("ja")
"""
"""Leaves a child, one in a session of its own, and a fork."""


@dataclass(frozen=True)
class Plek:
    """A folder to run in, and a word in the environment by which its processes are known."""

    map_: Path
    merk: str

    def start(self, *cellen: str, soort: str = "vork") -> subprocess.Popen[str]:
        import nbformat

        nbformat.write(notitieboek(*cellen), self.map_ / "in.ipynb")
        (self.map_ / "tmp").mkdir()
        return subprocess.Popen(
            [sys.executable, "-c", AANROEPER, "in.ipynb", "uit.ipynb", soort],
            cwd=self.map_,
            env={**os.environ, "MERK": self.merk, "TMPDIR": str(self.map_ / "tmp")},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            start_new_session=True,
        )

    def processen(self) -> list[str]:
        """What still runs with our word in its environment."""
        gevonden = []
        for pad in Path("/proc").glob("[0-9]*"):
            try:
                eigen = f"MERK={self.merk}".encode() in (pad / "environ").read_bytes()
                if eigen and (pad / "stat").read_text().rpartition(")")[2].split()[0] != "Z":
                    gevonden.append((pad / "cmdline").read_text().replace("\0", " "))
            except OSError:
                continue
        return gevonden

    def wacht_tot(self, naam: str) -> None:
        einde = time.monotonic() + 30
        while not (self.map_ / naam).exists():
            assert time.monotonic() < einde
            time.sleep(0.02)

    def is_schoon(self) -> bool:
        """Nothing left, at the latest after a few seconds."""
        einde = time.monotonic() + 5
        while self.processen() and time.monotonic() < einde:
            time.sleep(0.05)
        assert self.processen() == []
        assert list((self.map_ / "tmp").iterdir()) == []
        return True


@pytest.fixture
def plek(tmp_path: Path) -> Iterator[Plek]:
    deze = Plek(tmp_path, tmp_path.as_posix())
    yield deze
    for pad in Path("/proc").glob("[0-9]*"):
        try:
            if f"MERK={deze.merk}".encode() in (pad / "environ").read_bytes():
                os.kill(int(pad.name), signal.SIGKILL)
        except OSError:
            continue


@pytest.mark.parametrize("einde", ["1 + 1", "1 / 0", "import os; os.kill(os.getpid(), 9)"])
def test_after_success_error_and_death(plek: Plek, einde: str) -> None:
    aanroeper = plek.start(KINDEREN, einde)
    uitvoer = aanroeper.communicate(timeout=60)[0].split()
    verwacht = {"1 + 1": [], "1 / 0": ["PapermillExecutionError"]}.get(einde, ["DeadKernelError"])
    assert uitvoer == [*verwacht, "1"]  # one thread: the main one
    assert (plek.map_ / "begonnen").exists() and plek.is_schoon()


@pytest.mark.parametrize("sein", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_after_the_caller_is_stopped(plek: Plek, sein: signal.Signals) -> None:
    aanroeper = plek.start(KINDEREN, "time.sleep(300)")
    plek.wacht_tot("begonnen")
    aanroeper.send_signal(sein)
    aanroeper.communicate(timeout=30)
    assert plek.is_schoon()


def test_after_the_warm_parent_is_killed(plek: Plek) -> None:
    """The notebook's process ends with it, and papermill hears that."""
    cel = (
        "import os, time\nfrom pathlib import Path\nPath('begonnen').write_text(str(os.getppid()))"
    )
    aanroeper = plek.start(cel, "time.sleep(300)")
    plek.wacht_tot("begonnen")
    time.sleep(0.1)
    os.kill(int((plek.map_ / "begonnen").read_text()), signal.SIGKILL)
    assert aanroeper.communicate(timeout=30)[0].split() == ["DeadKernelError", "1"]
    assert plek.is_schoon()


@pytest.mark.parametrize("einde", ["1 + 1", "1 / 0"])
def test_without_fork(plek: Plek, einde: str) -> None:
    """The stock of interpreters, as on Windows."""
    aanroeper = plek.start(
        "from pathlib import Path\nPath('begonnen').write_text('ja')", einde, soort="los"
    )
    uitvoer = aanroeper.communicate(timeout=90)[0].split()
    assert uitvoer == [*([] if einde == "1 + 1" else ["PapermillExecutionError"]), "1"]
    assert plek.is_schoon()


def test_without_fork_gives_the_same_notebook(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cellen = ("import sys\nprint('uit')\nprint('fout', file=sys.stderr)\n6 * 7", "_ + 1", "1 / 0")
    met, fout = draai(notitieboek(*cellen), MOTOR, tmp_path / "met")
    monkeypatch.setattr(beller, "VORK", False)
    beller.stop()
    try:
        zonder, fout_zonder = draai(notitieboek(*cellen), MOTOR, tmp_path / "zonder")
    finally:
        beller.stop()
    assert fout == fout_zonder == "PapermillExecutionError"
    assert [cel.get("outputs") for cel in met.cells] == [cel.get("outputs") for cel in zonder.cells]


def test_parent_is_started_once_and_ends_when_asked(tmp_path: Path) -> None:
    draai(notitieboek("1"), MOTOR, tmp_path / "een")
    eerste = beller._ouders[0]
    draai(notitieboek("2"), MOTOR, tmp_path / "twee")
    assert beller._ouders == [eerste] and eerste.leeft()
    beller.stop()
    assert beller._ouders == [] and not eerste.leeft()
    draai(notitieboek("3"), MOTOR, tmp_path / "drie")
    assert beller._ouders[0] is not eerste
