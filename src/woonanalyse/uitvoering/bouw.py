"""Run tasks with pytask: in parallel, only what is stale, errors gathered."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytask
from filelock import FileLock, Timeout
from pytask import ExitCode, TaskOutcome
from rich.console import Console

from woonanalyse.fouten import WoonanalyseFout
from woonanalyse.uitvoering.voortgang import taaknaam, toon_voortgang


@dataclass(frozen=True)
class Uitkomst:
    """What a run did: names of tasks that ran, and how many were up to date."""

    gedaan: list[str]
    actueel: int


def bouw(wortel: Path, taken: Sequence[Callable[..., Any]], console: Console) -> Uitkomst:
    """Run `taken`; raises WoonanalyseFout with every error when a task failed.

    Only one run at a time in a project: the report's work folder is the same for every edition.
    """
    slot = FileLock(wortel / ".pytask" / "slot")
    (wortel / ".pytask").mkdir(exist_ok=True)
    try:
        with slot.acquire(timeout=0):
            return _bouw(wortel, taken, console)
    except Timeout:
        raise WoonanalyseFout(
            "Er loopt in deze map al een opdracht; wacht tot die klaar is."
        ) from None


def _bouw(wortel: Path, taken: Sequence[Callable[..., Any]], console: Console) -> Uitkomst:
    pytask.console.quiet = True
    with toon_voortgang(console):
        sessie = pytask.build(
            tasks=taken,
            paths=wortel,
            ignore=["*"],  # no task files: these tasks and no others
            verbose=0,
            capture="no",
            n_workers=max(2, min(os.cpu_count() or 1, 8)),
            parallel_backend="threads",
        )
    fouten = [
        str(verslag.exc_info[1])
        for verslag in sessie.execution_reports
        if verslag.outcome == TaskOutcome.FAIL and verslag.exc_info
    ]
    if fouten:
        raise WoonanalyseFout("\n".join(f"- {fout}" for fout in sorted(fouten)))
    if sessie.exit_code != ExitCode.OK:
        verslagen = [str(v.exc_info[1]) for v in sessie.collection_reports if v.exc_info]
        raise WoonanalyseFout("De taken konden niet worden gestart. " + " ".join(verslagen))
    gedaan = [
        taaknaam(verslag.task)
        for verslag in sessie.execution_reports
        if verslag.outcome == TaskOutcome.SUCCESS
    ]
    return Uitkomst(sorted(gedaan), len(sessie.execution_reports) - len(gedaan))
