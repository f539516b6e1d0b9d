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
from rich.table import Column

_actief: list[_Balk] = []


class _Balk:
    """The bar of one run: which tasks are running, how many are done."""

    def __init__(self, console: Console) -> None:
        rest = Column(ratio=1, no_wrap=True, overflow="ellipsis")
        self.balk = Progress(
            BarColumn(bar_width=12),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("nog"),
            TimeRemainingColumn(),
            TextColumn("{task.description}", markup=False, table_column=rest),
            console=console,
            transient=True,
            expand=True,
        )
        self.regel = self.balk.add_task("", total=None, visible=False)
        self.bezig: list[str] = []

    def totaal(self, aantal: int) -> None:
        self.balk.update(self.regel, total=aantal, visible=True)

    def begin(self, naam: str) -> None:
        self.balk.start()  # only now: until a task begins, this process can still be forked
        self.bezig.append(naam)
        self.balk.update(self.regel, description=", ".join(self.bezig))

    def einde(self, naam: str) -> None:
        self.bezig.remove(naam)
        self.balk.update(self.regel, advance=1, description=", ".join(self.bezig))


@contextmanager
def toon_voortgang(console: Console) -> Iterator[None]:
    """Show the bar while tasks are run."""
    balk = _Balk(console)
    _actief.append(balk)
    try:
        yield
    finally:
        balk.balk.stop()
        _actief.remove(balk)


def taaknaam(taak: PTask) -> str:
    """The name of a task without its file."""
    return taak.name.rsplit("::", 1)[-1]


def _kort(taak: PTask) -> str:
    """The same without the edition, which all tasks of a run have in common."""
    naam = taaknaam(taak)
    return naam.partition(": ")[2] or naam


@hookimpl
def pytask_execute_log_start(session: Session) -> None:
    """Set the total."""
    if _actief:
        _actief[-1].totaal(len(session.tasks))


@hookimpl
def pytask_execute_task_log_start(task: PTask) -> None:
    """Add a task to what is running."""
    if _actief:
        _actief[-1].begin(_kort(task))


@hookimpl
def pytask_execute_task_log_end(report: ExecutionReport) -> None:
    """Take a task off what is running."""
    if _actief:
        _actief[-1].einde(_kort(report.task))
