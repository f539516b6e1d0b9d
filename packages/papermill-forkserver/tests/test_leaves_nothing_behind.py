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
from papermill_forkserver import caller

from .compare import ENGINE, run
from .corpus import notebook

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks at processes in /proc")

CALLER = """
import os, sys, threading
from papermill_forkserver import caller
caller.FORK = sys.argv[3] != "spares"
import papermill
if sys.argv[3] == "out of this":
    assert caller.can_fork()
    caller.start(fork=True)
try:
    papermill.execute_notebook(sys.argv[1], sys.argv[2], engine_name="forkserver", progress_bar=False)
except Exception as error:
    print(type(error).__name__)
print(threading.active_count(), flush=True)
"""

CHILDREN = """
import os, subprocess, sys, time
from pathlib import Path
subprocess.Popen(["sleep", "300"])
subprocess.Popen(["sleep", "301"], start_new_session=True)
if os.fork() == 0:
    os.setsid()
    time.sleep(302)
    os._exit(0)
Path("begun").write_text("yes")
"""
"""Leaves a child, one in a session of its own, and a fork."""


@dataclass(frozen=True)
class Place:
    """A folder to run in, and a word in the environment by which its processes are known."""

    folder: Path
    mark: str

    def start(self, *cells: str, kind: str = "fork") -> subprocess.Popen[str]:
        import nbformat

        nbformat.write(notebook(*cells), self.folder / "in.ipynb")
        (self.folder / "tmp").mkdir()
        return subprocess.Popen(
            [sys.executable, "-c", CALLER, "in.ipynb", "out.ipynb", kind],
            cwd=self.folder,
            env={**os.environ, "MARK": self.mark, "TMPDIR": str(self.folder / "tmp")},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            start_new_session=True,
        )

    def processes(self) -> list[str]:
        """What still runs with our word in its environment."""
        found = []
        for path in Path("/proc").glob("[0-9]*"):
            try:
                own = f"MARK={self.mark}".encode() in (path / "environ").read_bytes()
                if own and (path / "stat").read_text().rpartition(")")[2].split()[0] != "Z":
                    found.append((path / "cmdline").read_text().replace("\0", " "))
            except OSError:
                continue
        return found

    def wait_for(self, name: str) -> None:
        end = time.monotonic() + 240
        while not (self.folder / name).exists():
            assert time.monotonic() < end
            time.sleep(0.02)

    def is_clean(self) -> bool:
        """Nothing left, at the latest after a minute."""
        end = time.monotonic() + 60
        while self.processes() and time.monotonic() < end:
            time.sleep(0.05)
        assert self.processes() == []
        assert list((self.folder / "tmp").iterdir()) == []
        return True


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    this = Place(tmp_path, tmp_path.as_posix())
    yield this
    for path in Path("/proc").glob("[0-9]*"):
        try:
            if f"MARK={this.mark}".encode() in (path / "environ").read_bytes():
                os.kill(int(path.name), signal.SIGKILL)
        except OSError:
            continue


@pytest.mark.parametrize("end", ["1 + 1", "1 / 0", "import os; os.kill(os.getpid(), 9)"])
def test_after_success_error_and_death(place: Place, end: str) -> None:
    caller = place.start(CHILDREN, end)
    output = caller.communicate(timeout=240)[0].split()
    expected = {"1 + 1": [], "1 / 0": ["PapermillExecutionError"]}.get(end, ["DeadKernelError"])
    assert output == [*expected, "1"]  # one thread: the main one
    assert (place.folder / "begun").exists() and place.is_clean()


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_after_the_caller_is_stopped(place: Place, sign: signal.Signals) -> None:
    caller = place.start(CHILDREN, "time.sleep(300)")
    place.wait_for("begun")
    caller.send_signal(sign)
    caller.communicate(timeout=240)
    assert place.is_clean()


def test_after_the_warm_parent_is_killed(place: Place) -> None:
    """The notebook's process ends with it, and papermill hears that."""
    cell = "import os, time\nfrom pathlib import Path\nPath('begun').write_text(str(os.getppid()))"
    caller = place.start(cell, "time.sleep(300)")
    place.wait_for("begun")
    time.sleep(0.1)
    os.kill(int((place.folder / "begun").read_text()), signal.SIGKILL)
    assert caller.communicate(timeout=240)[0].split() == ["DeadKernelError", "1"]
    assert place.is_clean()


@pytest.mark.parametrize("end", [pytest.param("1 + 1", marks=pytest.mark.lang), "1 / 0"])
def test_without_fork(place: Place, end: str) -> None:
    """The stock of interpreters, as on Windows."""
    caller = place.start(
        "from pathlib import Path\nPath('begun').write_text('yes')", end, kind="spares"
    )
    output = caller.communicate(timeout=240)[0].split()
    assert output == [*([] if end == "1 + 1" else ["PapermillExecutionError"]), "1"]
    assert place.is_clean()


@pytest.mark.lang
def test_without_fork_gives_the_same_notebook(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cells = ("import sys\nprint('out')\nprint('error', file=sys.stderr)\n6 * 7", "_ + 1", "1 / 0")
    forked, error = run(notebook(*cells), ENGINE, tmp_path / "forked")
    monkeypatch.setattr(caller, "FORK", False)
    caller.stop()
    try:
        spare, error_spare = run(notebook(*cells), ENGINE, tmp_path / "spare")
    finally:
        caller.stop()
    assert error == error_spare == "PapermillExecutionError"
    outputs = [[cell.get("outputs") for cell in nb.cells] for nb in (forked, spare)]
    assert outputs[0] == outputs[1]


def test_parent_is_started_once_and_ends_when_asked(tmp_path: Path) -> None:
    run(notebook("1"), ENGINE, tmp_path / "one")
    first = caller._parents[0]
    run(notebook("2"), ENGINE, tmp_path / "two")
    assert caller._parents == [first] and first.is_alive()
    caller.stop()
    assert caller._parents == [] and not first.is_alive()
    run(notebook("3"), ENGINE, tmp_path / "three")
    assert caller._parents[0] is not first
