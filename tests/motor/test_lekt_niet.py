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
from corpus import CORPUS, TOEVAL, VERKLIKKER, VERVUILER, notitieboek
from vergelijk import MOTOR, draai, genormaliseerd, uitkomst


def stand(nb: Any) -> Any:
    """What the telling notebook says: its outputs, cell by cell."""
    return [cel["outputs"] for cel in genormaliseerd(nb)["cells"] if "outputs" in cel]


def tekst(nb: Any) -> str:
    """All that the notebook printed."""
    return "".join(u.text for cel in nb.cells for u in cel.get("outputs", []) if "text" in u)


def in_nieuw_proces(nb: Any, tmp_path: Path) -> Any:
    """The outcome in a Python process in which nothing has run yet."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as proces:
        return proces.submit(uitkomst, nb, MOTOR, tmp_path).result(timeout=120)


def test_the_polluter_gets_through(tmp_path: Path) -> None:
    """If it stopped halfway, the tests below would prove little."""
    nb, fout = draai(VERVUILER, MOTOR, tmp_path)
    assert fout is None
    assert [cel.execution_count for cel in nb.cells] == list(range(1, len(nb.cells) + 1))


def test_next_notebook_finds_everything_as_in_a_fresh_process(tmp_path: Path) -> None:
    vers = in_nieuw_proces(VERKLIKKER, tmp_path / "vers")
    for ronde in range(2):
        _, fout = draai(VERVUILER, MOTOR, tmp_path / f"vuil-{ronde}")
        assert fout is None
        assert uitkomst(VERKLIKKER, MOTOR, tmp_path / f"erna-{ronde}") == vers


def test_telling_notebook_would_notice(tmp_path: Path) -> None:
    """In one and the same notebook the changes do show."""
    schoon, _ = draai(VERKLIKKER, MOTOR, tmp_path / "schoon")
    cellen = (*VERVUILER.cells[:4], *VERKLIKKER.cells[:2])
    beide = notitieboek(*(cel.source for cel in cellen))
    vuil, _ = draai(beide, MOTOR, tmp_path / "vuil")
    regels = [set(tekst(nb).splitlines()) for nb in (schoon, vuil)]
    anders = {regel.split(" = ")[0] for regel in regels[0] - regels[1]}
    assert anders >= {"rcParams", "figuren", "omgeving", "diep", "map", "decimalen", "pandas"}


def test_chance_differs_from_notebook_to_notebook(tmp_path: Path) -> None:
    """Processes forked from one parent must not draw the same numbers."""
    getrokken = []
    for ronde in range(3):
        nb, fout = draai(TOEVAL, MOTOR, tmp_path / str(ronde))
        assert fout is None
        getrokken.append(tekst(nb).split())
    for waarden in zip(*getrokken, strict=True):
        assert len(set(waarden)) == 3


def test_environment_of_the_caller_at_that_moment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vraag = notitieboek(
        "import os\nprint(os.environ.get('MOTORPROEF'), os.getcwd())\n!echo $MOTORPROEF"
    )
    gezien = []
    for waarde in ("een", "twee", None):
        if waarde is None:
            monkeypatch.delenv("MOTORPROEF")
        else:
            monkeypatch.setenv("MOTORPROEF", waarde)
        nb, _ = draai(vraag, MOTOR, tmp_path / str(waarde))
        gezien.append(tekst(nb).split())
    werk = [str((tmp_path / str(waarde) / "werk").resolve()) for waarde in ("een", "twee", None)]
    assert gezien == [["een", werk[0], "een"], ["twee", werk[1], "twee"], ["None", werk[2]]]


def van_de_aanroeper() -> dict[str, Any]:
    """What of the calling process a notebook could change."""
    return {
        "map": Path.cwd(),
        "omgeving": {n: w for n, w in os.environ.items() if n != "PYTEST_CURRENT_TEST"},
        "rcParams": dict(matplotlib.rcParams),
        "backend": matplotlib.get_backend(auto_select=False),
        "pad": list(sys.path),
        "argumenten": list(sys.argv),
        "stromen": (sys.stdin, sys.stdout, sys.stderr, sys.displayhook, sys.excepthook),
        "seinen": [signal.getsignal(s) for s in (signal.SIGINT, signal.SIGTERM, signal.SIGCHLD)],
        "wekker": signal.getitimer(signal.ITIMER_REAL),
        "taal": locale.setlocale(locale.LC_ALL),
        "filters": list(warnings.filters),
        "toeval": (random.getstate(), np.random.get_state()[1].tolist()),
        "pandas": pd.options.display.max_rows,
        "hoofdmodule": sys.modules["__main__"],
        "ipython": "get_ipython" in vars(__import__("builtins")),
    }


def verbruik() -> tuple[int, int]:
    """Threads and open files of this process."""
    return threading.active_count(), len(list(Path("/proc/self/fd").iterdir()))


def test_calling_process_stays_as_it_is(tmp_path: Path) -> None:
    draai(VERKLIKKER, MOTOR, tmp_path / "warm")  # what an engine keeps ready may start here
    vooraf, gebruikt = van_de_aanroeper(), verbruik()
    for ronde, nb in enumerate((VERVUILER, CORPUS["fout"].notitieboek(), VERKLIKKER, VERVUILER)):
        draai(nb, MOTOR, tmp_path / str(ronde))
    assert van_de_aanroeper() == vooraf
    for nu, toen in zip(verbruik(), gebruikt, strict=True):
        assert nu <= toen + 3


@pytest.mark.parametrize("naam", ["gedood", "uitgestapt", "te_lang_lus", "stop", "draad_blijft"])
def test_next_notebook_runs_after_a_bad_end(naam: str, tmp_path: Path) -> None:
    geval, gewoon = CORPUS[naam], CORPUS["uitkomsten"].notitieboek()
    begin = time.monotonic()
    draai(geval.notitieboek(), MOTOR, tmp_path / "slecht", **geval.argumenten)
    nb, fout = draai(gewoon, MOTOR, tmp_path / "goed")
    assert fout is None
    assert nb.cells[0].outputs[0].data["text/plain"] == "2"
    assert time.monotonic() - begin < 30  # no waiting for threads that sleep for a minute


def test_notebook_that_ends_badly_leaves_no_process(tmp_path: Path) -> None:
    """Of a notebook that is stopped, the process is gone when papermill returns."""
    nb = notitieboek(
        "import os\nfrom pathlib import Path\nPath('pid.txt').write_text(str(os.getpid()));",
        "while True:\n    pass",
    )
    _, fout = draai(nb, MOTOR, tmp_path, execution_timeout=1)
    assert fout == "CellTimeoutError"
    pid = int((tmp_path / "werk" / "pid.txt").read_text(encoding="utf-8"))
    einde = time.monotonic() + 5
    while loopt(pid) and time.monotonic() < einde:
        time.sleep(0.05)
    assert not loopt(pid)


def loopt(pid: int) -> bool:
    """Whether that process still runs: not gone, and not dead and only waiting to be counted."""
    try:
        staat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return staat != "Z"
