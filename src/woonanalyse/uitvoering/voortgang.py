"""A progress bar that says what is running; pytask loads this module as a plugin."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from pytask import ExecutionReport, PTask, Session, hookimpl
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

_actief: list[_Balk] = []


class _Balk:
    """The bar of one run: which tasks are running, how many are done."""

    def __init__(self, console: Console) -> None:
        self.balk = Progress(
            BarColumn(bar_width=24),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("nog"),
            TimeRemainingColumn(),
            TextColumn("{task.description}"),
            console=console,
            transient=True,
        )
        self.regel = self.balk.add_task("bezig", total=None)
        self.bezig: list[str] = []

    def begin(self, naam: str) -> None:
        self.bezig.append(naam)
        self.balk.update(self.regel, description=", ".join(self.bezig))

    def einde(self, naam: str) -> None:
        self.bezig.remove(naam)
        self.balk.update(self.regel, advance=1, description=", ".join(self.bezig) or "klaar")


@contextmanager
def toon_voortgang(console: Console) -> Iterator[None]:
    """Show the bar while tasks are run."""
    balk = _Balk(console)
    _actief.append(balk)
    try:
        with balk.balk:
            yield
    finally:
        _actief.remove(balk)


def taaknaam(taak: PTask) -> str:
    """The name of a task without its file."""
    return taak.name.rsplit("::", 1)[-1]


@hookimpl
def pytask_execute_log_start(session: Session) -> None:
    """Set the total."""
    if _actief:
        _actief[-1].balk.update(_actief[-1].regel, total=len(session.tasks))


@hookimpl
def pytask_execute_task_log_start(task: PTask) -> None:
    """Add a task to what is running."""
    if _actief:
        _actief[-1].begin(taaknaam(task))


@hookimpl
def pytask_execute_task_log_end(report: ExecutionReport) -> None:
    """Take a task off what is running."""
    if _actief:
        _actief[-1].einde(taaknaam(report.task))
