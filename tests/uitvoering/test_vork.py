"""The warm parent forked out of the command gives the same notebooks as one that is a program of its own."""

from __future__ import annotations

import json
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import pytest

from woonanalyse.kern.project import notitieboekbron

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only there a process is forked")

PROGRAMMA = textwrap.dedent("""
    import sys, threading
    from pathlib import Path
    import papermill_forkserver
    from papermill_forkserver import caller
    from woonanalyse.uitvoering.notitieboek import voer_uit
    from woonanalyse.uitvoering.plan import maak_plan

    wortel, bron, hoe = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
    if hoe == "programma":  # a process with threads is not forked
        threading.Thread(target=threading.Event().wait, daemon=True).start()
    plan = maak_plan(wortel, None)
    soort = type(caller._parents[0].process).__name__
    parameters = {"editie": plan.editie, "gemeente": plan.runs[0].parameters["gemeente"]}
    parameters |= {"voorbeelddata": "nee", "uit": "uit"}
    voer_uit(wortel, bron, wortel / f"{hoe}.ipynb", parameters)
    papermill_forkserver.stop()
    print(soort)
""")


VOOR_PLAN = textwrap.dedent("""
    import sys
    from woonanalyse.cli import app
    from woonanalyse.uitvoering import plan

    def maak_plan(*_, **__):
        print("pandas" in sys.modules)
        raise SystemExit

    plan.maak_plan = maak_plan
    app()
""")


def draai(wortel: Path, hoe: str) -> tuple[str, bytes, list[Any]]:
    """How the parent came about, the plan, and what the cells of a notebook gave."""
    bewaard = wortel / ".pytask" / "plan-nieuwste.json"
    bewaard.unlink(missing_ok=True)
    klaar = subprocess.run(
        [sys.executable, "-c", PROGRAMMA, wortel, notitieboekbron(wortel, "balans"), hoe],
        cwd=wortel,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=180,
    )
    assert klaar.returncode == 0, klaar.stderr
    cellen = json.loads((wortel / f"{hoe}.ipynb").read_text(encoding="utf-8"))["cells"]
    return klaar.stdout.strip(), bewaard.read_bytes(), [cel.get("outputs") for cel in cellen]


@pytest.mark.lang
def test_same_outputs_to_the_last_sign(project: Path) -> None:
    vork, plan_vork, uit_vork = draai(project, "vork")
    programma, plan_programma, uit_programma = draai(project, "programma")
    assert (vork, programma) == ("Forked", "Popen")
    assert plan_vork == plan_programma
    assert uit_vork == uit_programma
    assert any(uitvoer for uitvoer in uit_vork)


@pytest.mark.parametrize("opdracht", ["bereid", "rapport", "rapport --datum 2031-02-03"])
def test_a_command_loads_no_pandas_before_its_plan(project: Path, opdracht: str) -> None:
    klaar = subprocess.run(
        [sys.executable, "-c", VOOR_PLAN, *opdracht.split()],
        cwd=project,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert klaar.stdout == "False\n", klaar.stderr
