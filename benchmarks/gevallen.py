"""The cases that are timed, each a program of its own: `python benchmarks/gevallen.py CASE ROOT EDITION …`.

What follows are the names of notebooks, or how many runs of them; all where nothing follows.
A case prints one line of JSON: how many notebooks, and seconds (`wand`) from where loading was done.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from woonanalyse.uitkomsten.runs import Run


def plan_van(wortel: Path, editie: str, boeken: Sequence[str]) -> Any:
    """The plan, with only the runs asked for."""
    from dataclasses import replace

    from woonanalyse.uitvoering.plan import maak_plan

    plan = maak_plan(wortel, editie)
    return replace(plan, runs=kies(plan.runs, boeken))


def runs_van(wortel: Path, editie: str, boeken: Sequence[str]) -> list[Run]:
    """The runs asked for, without a plan."""
    from woonanalyse.onderwerpen.dossierlezer import lees_dossier
    from woonanalyse.uitkomsten.runs import runs_van as alle_runs

    return kies(alle_runs(lees_dossier(wortel, editie)), boeken)


def kies(runs: list[Run], boeken: Sequence[str]) -> list[Run]:
    """The runs of these notebooks; of a number so many, spread over all; all where nothing is asked."""
    if boeken and boeken[0].isdigit():
        aantal = int(boeken[0])
        return [runs[nummer * len(runs) // aantal] for nummer in range(aantal)]
    return [run for run in runs if not boeken or run.notitieboek in boeken]


def parameters_van(run: Run, editie: str, uit: str) -> dict[str, str]:
    return {"editie": editie, **run.parameters, "voorbeelddata": "nee", "uit": uit}


def papermill_lus(wortel: Path, editie: str, runs: list[Run], uit: str) -> None:
    """What everybody does: papermill with its stock engine, one notebook after the other."""
    import papermill

    for run in runs:
        papermill.execute_notebook(
            wortel / "notebooks" / f"{run.notitieboek}.ipynb",
            wortel / uit / f"{run.naam}.ipynb",
            parameters_van(run, editie, uit),
            progress_bar=False,
            cwd=str(wortel),
        )


def papermill_twee(wortel: Path, editie: str, runs: list[Run], uit: str) -> None:
    """The same in two processes, each with its half."""
    import multiprocessing

    methode = multiprocessing.get_context("spawn")
    helften = [
        methode.Process(target=papermill_lus, args=(wortel, editie, deel, uit))
        for deel in (runs[::2], runs[1::2])
    ]
    for helft in helften:
        helft.start()
    for helft in helften:
        helft.join()
        assert helft.exitcode == 0


def eigen(wortel: Path, editie: str, boeken: list[str]) -> dict[str, Any]:
    """Our way: the notebook tasks of the graph, nothing made yet."""
    from rich.console import Console

    from woonanalyse.kern.traag import zonder_opruimen
    from woonanalyse.uitvoering.broncode import onthouden

    with onthouden(wortel / ".pytask" / "broncode.json"):
        with zonder_opruimen():  # the command line's order: the warm parent loads during the plan
            plan = plan_van(wortel, editie, boeken)
            from woonanalyse.uitvoering.bouw import draai
            from woonanalyse.uitvoering.notitieboek import voer_uit
            from woonanalyse.uitvoering.taken import Taken

        taken = Taken(wortel, plan, voer_uit)
        begin = time.perf_counter()
        uitkomst = draai(wortel, taken.notitieboeken(), Console(stderr=True))
    assert len(uitkomst.gedaan) == len(plan.runs), uitkomst
    return {"aantal": len(plan.runs), "wand": time.perf_counter() - begin}


def vloer(wortel: Path, editie: str, boeken: list[str]) -> dict[str, Any]:
    """The floor: the cells as a plain function in a child forked from a warm parent, two at once."""
    os.environ["MPLBACKEND"] = "agg"
    os.chdir(wortel)
    from woonanalyse.uitvoering import warm

    warm.lees_voor(str(wortel), editie, False)
    import nbformat

    runs = runs_van(wortel, editie, boeken)
    map_ = wortel / "data" / "processed" / "vloer" / "figuren"
    map_.mkdir(parents=True, exist_ok=True)
    cellen = {
        boek: [
            c
            for c in nbformat.read(wortel / "notebooks" / f"{boek}.ipynb", 4).cells
            if c.cell_type == "code"
        ]
        for boek in {run.notitieboek for run in runs}
    }
    gc.collect()
    gc.freeze()
    begin = time.perf_counter()
    lopend = 0
    for run in runs:
        if lopend == 2:
            assert os.wait()[1] == 0
            lopend -= 1
        if os.fork() == 0:
            _als_functie(
                cellen[run.notitieboek], parameters_van(run, editie, "data/processed/vloer")
            )
            os._exit(0)
        lopend += 1
    for _ in range(lopend):
        assert os.wait()[1] == 0
    return {"aantal": len(runs), "wand": time.perf_counter() - begin}


def _als_functie(cellen: list[Any], parameters: dict[str, str]) -> None:
    ruimte: dict[str, Any] = {"__name__": "__main__"}
    for cel in cellen:
        exec(compile(cel.source, "cel", "exec"), ruimte)
        if "parameters" in cel.metadata.get("tags", []):
            ruimte |= parameters


def main() -> None:
    """Run the case named on the command line."""
    geval, wortel, editie, *boeken = sys.argv[1:]
    pad = Path(wortel)
    if geval in ("lus", "twee"):
        runs = runs_van(pad, editie, boeken)
        (pad / "data" / "processed" / "lus").mkdir(parents=True)
        begin = time.perf_counter()
        {"lus": papermill_lus, "twee": papermill_twee}[geval](
            pad, editie, runs, "data/processed/lus"
        )
        uitkomst = {"aantal": len(runs), "wand": time.perf_counter() - begin}
    else:
        uitkomst = {"eigen": eigen, "vloer": vloer}[geval](pad, editie, boeken)
    print(json.dumps(uitkomst))


if __name__ == "__main__":
    main()
