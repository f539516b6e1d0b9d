"""A warm parent forked out of its caller has what was loaded there, and nothing of the caller's own."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import textwrap
import threading
from pathlib import Path
from typing import Any

import papermill_forkserver
import pytest

from .compare import ENGINE, result
from .corpus import CORPUS, TELLTALE
from .test_leaks_nothing import in_new_process
from .test_leaves_nothing_behind import CHILDREN, Place, place  # noqa: F401 - a fixture

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only there a process is forked")

ROOT = Path(__file__).parents[1]


def program(text: str, tmp_path: Path, *arguments: str) -> Any:
    """What a program of its own, which can fork, prints as JSON."""
    script = tmp_path / "program.py"
    here = f"import sys\nsys.path.insert(0, {str(ROOT)!r})\n"
    script.write_text(here + textwrap.dedent(text), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(script), *arguments],
        cwd=tmp_path,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=240,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


ASK = """
    import json, sys
    from pathlib import Path
    import papermill_forkserver
    from tests.compare import run
    from tests.corpus import notebook

    def ask(cell, name):
        nb, error = run(notebook(cell), "forkserver", Path(name))
        assert error is None, nb
        return nb.cells[0].outputs[0].data["text/plain"]
"""


def test_has_what_its_caller_loaded(tmp_path: Path) -> None:
    question = "import sys; ('this' in sys.modules, 'xml.dom.minidom' in sys.modules)"
    body = f"""
    import io, contextlib
    with contextlib.redirect_stdout(io.StringIO()):
        import this
    papermill_forkserver.preload("xml.dom.minidom")
    papermill_forkserver.start(fork=True)
    first = ask("{question}", "first")
    papermill_forkserver.stop()
    papermill_forkserver.start()
    print(json.dumps([first, ask("{question}", "second")]))
    """
    assert program(ASK + body, tmp_path) == ["(True, True)", "(False, False)"]


def test_has_nothing_of_its_callers_own(tmp_path: Path) -> None:
    """Not its files, locks, output, signal handlers, hooks, arguments, nor what it does at its end."""
    body = """
    import atexit, fcntl, os, signal, tempfile
    temporary = tempfile.TemporaryDirectory()
    (Path("ends")).touch()
    atexit.register(lambda: Path("ends").unlink())
    signal.signal(signal.SIGTERM, lambda *_: None)
    signal.signal(signal.SIGUSR1, lambda *_: None)
    sys.excepthook = lambda *_: None
    locked = open("locked", "w")
    fcntl.flock(locked, fcntl.LOCK_EX)
    sys.stdout.write("[")  # not flushed yet
    papermill_forkserver.start(fork=True)
    cell = "\\n".join([
        "import os, signal, sys, tempfile",
        "kept = tempfile.TemporaryDirectory()",
        "_ = Path('kept').write_text(kept.name)",
        "defaults = [signal.getsignal(n) == signal.SIG_DFL for n in (signal.SIGTERM, signal.SIGUSR1)]",
        "links = [f'/proc/self/fd/{n}' for n in os.listdir('/proc/self/fd')]",
        "files = [os.readlink(link) for link in links if os.path.lexists(link)]",
        "(defaults, sys.excepthook.__name__ == '<lambda>', sys.argv[1:], files)",
    ]).replace("Path(", "__import__('pathlib').Path(")
    seen = eval(ask(cell, "nb"))
    papermill_forkserver.stop()
    mine = [os.path.exists(temporary.name), os.path.exists("ends")]
    theirs = os.path.exists(Path("nb/here/kept").read_text())
    locked.close()
    print(json.dumps([seen, mine, theirs]), end="]")
    """
    ((seen, mine, theirs),) = program(ASK + body, tmp_path, "an", "argument")
    handlers, hook, arguments, files = seen
    assert handlers == [True, True] and not hook and arguments == ["-f", "kernel.json"]
    assert not [name for name in files if "locked" in name or "program.py" in name]
    assert mine == [True, True]
    assert not theirs  # what a notebook makes goes at its end, as always


def test_what_is_held_in_a_circle_is_closed_at_the_end(tmp_path: Path) -> None:
    """As by an interpreter that ends: what was written to a file is in it."""
    body = """
    papermill_forkserver.start(fork=True)
    ask("kept = [open('kept.txt', 'w')]; kept.append(kept); kept[0].write('not flushed yet')", "nb")
    papermill_forkserver.stop()
    print(json.dumps(Path("nb/here/kept.txt").read_text()))
    """
    assert program(ASK + body, tmp_path) == "not flushed yet"


@pytest.mark.parametrize("loaded", ["before the fork", "in the notebook"])
def test_pandas_is_as_in_a_notebook(tmp_path: Path, loaded: str) -> None:
    """It looks when it is loaded whether it is in one."""
    body = """
    if sys.argv[1] == "before the fork":
        with papermill_forkserver.as_in_a_cell():
            import pandas
    papermill_forkserver.start(fork=True)
    cell = "import pandas as pd; (pd.options.display.max_columns, pd.options.display.max_rows)"
    print(json.dumps([ask(cell, "nb"), "get_ipython" in vars(__builtins__)]))
    """
    assert program(ASK + body, tmp_path, loaded) == ["(20, 60)", False]


def test_lock_of_the_caller_falls_with_it(tmp_path: Path) -> None:
    body = """
    import fcntl
    locked = open("locked", "w")
    fcntl.flock(locked, fcntl.LOCK_EX)
    papermill_forkserver.start(fork=True)
    ask("1", "nb")
    locked.close()
    with open("locked", "w") as again:
        fcntl.flock(again, fcntl.LOCK_EX | fcntl.LOCK_NB)
    print(json.dumps("free"))
    """
    assert program(ASK + body, tmp_path) == "free"


NAMES = (
    "streams", "tables", "figure_plot", "figure_object", "shell", "namespace", "signals", "recognition",
    "farewell", "memory", "error_chain", "environment",
)  # fmt: skip
"""Of the corpus what a caller could come through in."""


def without_filters(outcome: Any) -> Any:
    """Without the warnings that are shown: libraries that the caller loaded have their say in that."""
    return json.loads(re.sub(r"filters = \[.*?\]\\n", "", json.dumps(outcome)))


@pytest.mark.lang
def test_notebook_finds_everything_as_in_a_fresh_process(tmp_path: Path) -> None:
    body = """
    from tests.compare import result
    from tests.corpus import CORPUS, TELLTALE
    papermill_forkserver.preload("numpy", "pandas", "matplotlib.pyplot")
    papermill_forkserver.start(fork=True)
    cases = [TELLTALE, *(CORPUS[name].notebook() for name in sys.argv[1:])]
    done = [result(nb, "forkserver", Path(str(n)).resolve()) for n, nb in enumerate(cases)]
    print(json.dumps(done))
    """
    told = program(ASK + body, tmp_path, *NAMES)
    fresh = [in_new_process(TELLTALE, tmp_path / "fresh")]
    fresh += [result(CORPUS[name].notebook(), ENGINE, tmp_path / name) for name in NAMES]
    assert [without_filters(one) for one in told] == [without_filters(one) for one in fresh]


def test_what_cannot_be_loaded_is_told(tmp_path: Path) -> None:
    body = """
    import nbformat, papermill
    nbformat.write(notebook("1"), "in.ipynb")
    papermill_forkserver.preload("not_there")
    papermill_forkserver.start(fork=True)
    try:
        papermill.execute_notebook("in.ipynb", None, engine_name="forkserver", progress_bar=False)
    except Exception as error:
        print(json.dumps(str(error)))
    """
    assert "No module named 'not_there'" in program(ASK + body, tmp_path)


def test_only_a_plain_program_is_forked(capsys: pytest.CaptureFixture[str]) -> None:
    """Not one with other threads, nor one (such as this) with something else in the place of its output."""
    assert not papermill_forkserver.can_fork()
    with capsys.disabled():
        thread = threading.Thread(target=threading.Event().wait, args=(5,), daemon=True)
        thread.start()
        assert not papermill_forkserver.can_fork()


@pytest.mark.parametrize(
    "end",
    [
        *(pytest.param(end, marks=pytest.mark.lang) for end in ("1 + 1", "1 / 0")),
        "import os; os.kill(os.getpid(), 9)",
    ],
)
def test_nothing_is_left(place: Place, end: str) -> None:  # noqa: F811
    caller = place.start(CHILDREN, end, kind="out of this")
    output = caller.communicate(timeout=240)[0].split()
    expected = {"1 + 1": [], "1 / 0": ["PapermillExecutionError"]}.get(end, ["DeadKernelError"])
    assert output == [*expected, "1"]
    assert (place.folder / "begun").exists() and place.is_clean()


@pytest.mark.parametrize(
    "sign", [2, *(pytest.param(sign, marks=pytest.mark.lang) for sign in (15, 9))]
)
def test_nothing_is_left_after_the_caller_is_stopped(place: Place, sign: int) -> None:  # noqa: F811
    caller = place.start(CHILDREN, "time.sleep(300)", kind="out of this")
    place.wait_for("begun")
    caller.send_signal(sign)
    caller.communicate(timeout=240)
    assert place.is_clean()
