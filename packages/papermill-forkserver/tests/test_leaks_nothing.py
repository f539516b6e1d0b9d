"""A notebook changes nothing for the next one, nor for the process that has it run."""

from __future__ import annotations

import locale
import multiprocessing
import os
import random
import signal
import sys
import threading
import time
import warnings
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import matplotlib
import numpy as np
import pandas as pd
import pytest

from .compare import ENGINE, normalised, result, run
from .corpus import CHANCE, CORPUS, POLLUTER, TELLTALE, notebook


def state(nb: Any) -> Any:
    """What the telling notebook says: its outputs, cell by cell."""
    return [cell["outputs"] for cell in normalised(nb)["cells"] if "outputs" in cell]


def text(nb: Any) -> str:
    """All that the notebook printed."""
    return "".join(
        output.text for cell in nb.cells for output in cell.get("outputs", []) if "text" in output
    )


def in_new_process(nb: Any, tmp_path: Path) -> Any:
    """The outcome in a Python process in which nothing has run yet."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as process:
        return process.submit(result, nb, ENGINE, tmp_path).result(timeout=240)


def test_the_polluter_gets_through(tmp_path: Path) -> None:
    """If it stopped halfway, the tests below would prove little."""
    nb, error = run(POLLUTER, ENGINE, tmp_path)
    assert error is None
    assert [cell.execution_count for cell in nb.cells] == list(range(1, len(nb.cells) + 1))


def test_next_notebook_finds_everything_as_in_a_fresh_process(tmp_path: Path) -> None:
    fresh = in_new_process(TELLTALE, tmp_path / "fresh")
    for turn in range(2):
        _, error = run(POLLUTER, ENGINE, tmp_path / f"dirty-{turn}")
        assert error is None
        assert result(TELLTALE, ENGINE, tmp_path / f"after-{turn}") == fresh


def test_telling_notebook_would_notice(tmp_path: Path) -> None:
    """In one and the same notebook the changes do show."""
    clean, _ = run(TELLTALE, ENGINE, tmp_path / "clean")
    cells = (*POLLUTER.cells[:4], *TELLTALE.cells[:2])
    both = notebook(*(cell.source for cell in cells))
    dirty, _ = run(both, ENGINE, tmp_path / "dirty")
    lines = [set(text(nb).splitlines()) for nb in (clean, dirty)]
    different = {line.split(" = ")[0] for line in lines[0] - lines[1]}
    assert different >= {
        "rcParams",
        "figures",
        "environment",
        "deep",
        "folder",
        "decimals",
        "pandas",
    }


def test_chance_differs_from_notebook_to_notebook(tmp_path: Path) -> None:
    """Processes forked from one parent must not draw the same numbers."""
    drawn = []
    for turn in range(3):
        nb, error = run(CHANCE, ENGINE, tmp_path / str(turn))
        assert error is None
        drawn.append(text(nb).split())
    for values in zip(*drawn, strict=True):
        assert len(set(values)) == 3


def test_environment_of_the_caller_at_that_moment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = notebook(
        "import os\nprint(os.environ.get('ENGINE_TRIAL'), os.getcwd())\n!echo $ENGINE_TRIAL"
    )
    seen = []
    for value in ("one", "two", None):
        if value is None:
            monkeypatch.delenv("ENGINE_TRIAL")
        else:
            monkeypatch.setenv("ENGINE_TRIAL", value)
        nb, _ = run(question, ENGINE, tmp_path / str(value))
        seen.append(text(nb).split())
    work = [str((tmp_path / str(value) / "here").resolve()) for value in ("one", "two", None)]
    assert seen == [["one", work[0], "one"], ["two", work[1], "two"], ["None", work[2]]]


def of_the_caller() -> dict[str, Any]:
    """What of the calling process a notebook could change."""
    return {
        "folder": Path.cwd(),
        "environment": {
            name: value for name, value in os.environ.items() if name != "PYTEST_CURRENT_TEST"
        },
        "rcParams": dict(matplotlib.rcParams),
        "backend": matplotlib.get_backend(auto_select=False),
        "path": list(sys.path),
        "arguments": list(sys.argv),
        "streams": (sys.stdin, sys.stdout, sys.stderr, sys.displayhook, sys.excepthook),
        "signals": [
            signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGCHLD)
        ],
        "timer": signal.getitimer(signal.ITIMER_REAL),
        "language": locale.setlocale(locale.LC_ALL),
        "filters": list(warnings.filters),
        "chance": (random.getstate(), np.random.get_state(legacy=False)["state"]["key"].tolist()),
        "pandas": pd.options.display.max_rows,
        "main_module": sys.modules["__main__"],
        "ipython": "get_ipython" in vars(__import__("builtins")),
    }


def usage() -> tuple[int, int]:
    """Threads and open files of this process."""
    return threading.active_count(), len(list(Path("/proc/self/fd").iterdir()))


@pytest.mark.lang
def test_calling_process_stays_as_it_is(tmp_path: Path) -> None:
    run(TELLTALE, ENGINE, tmp_path / "warm")  # what an engine keeps ready may start here
    before, used = of_the_caller(), usage()
    for turn, nb in enumerate((POLLUTER, CORPUS["error"].notebook(), TELLTALE, POLLUTER)):
        run(nb, ENGINE, tmp_path / str(turn))
    assert of_the_caller() == before
    for now, then in zip(usage(), used, strict=True):
        assert now <= then + 3


@pytest.mark.parametrize(
    "name",
    [
        "killed",
        "stop",
        "thread_stays",
        *(pytest.param(name, marks=pytest.mark.lang) for name in ("exited", "too_long_loop")),
    ],
)
def test_next_notebook_runs_after_a_bad_end(name: str, tmp_path: Path) -> None:
    case, plain = CORPUS[name], CORPUS["results"].notebook()
    began = time.monotonic()
    run(case.notebook(), ENGINE, tmp_path / "bad", **case.arguments)
    nb, error = run(plain, ENGINE, tmp_path / "good")
    assert error is None
    assert nb.cells[0].outputs[0].data["text/plain"] == "2"
    assert time.monotonic() - began < 50  # no waiting for threads that sleep for a minute


def test_notebook_that_ends_badly_leaves_no_process(tmp_path: Path) -> None:
    """Of a notebook that is stopped, the process is gone when papermill returns."""
    nb = notebook(
        "import os\nfrom pathlib import Path\nPath('pid.txt').write_text(str(os.getpid()));",
        "while True:\n    pass",
    )
    _, error = run(nb, ENGINE, tmp_path, execution_timeout=3)
    assert error == "CellTimeoutError"
    pid = int((tmp_path / "here" / "pid.txt").read_text(encoding="utf-8"))
    end = time.monotonic() + 60
    while runs(pid) and time.monotonic() < end:
        time.sleep(0.05)
    assert not runs(pid)


def runs(pid: int) -> bool:
    """Whether that process still runs: not gone, and not dead and only waiting to be counted."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"
