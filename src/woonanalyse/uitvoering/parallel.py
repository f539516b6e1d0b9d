"""Tasks side by side, each as soon as what it needs is there; pytask loads this module as a plugin."""

from __future__ import annotations

import sys
from collections.abc import Generator, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import papermill_forkserver
from _pytask import database
from _pytask.lockfile import LockfileError
from pytask import ExecutionReport, PTask, Session, hookimpl

from woonanalyse.kern.kernen import kernen
from woonanalyse.kern.onderbreken import stop_als_gevraagd
from woonanalyse.uitvoering import processen, volgorde
from woonanalyse.uitvoering.geheugen import GeheugenFout

GEHEUGEN_PER_TAAK = 400 * 2**20
"""Bytes of memory that a task may need: fewer tasks at once where there is less."""


def werkers() -> int:
    """How many tasks run at once: one per core that we may use, as far as memory allows."""
    return max(1, min(kernen(), _vrij_geheugen() // GEHEUGEN_PER_TAAK))


def _vrij_geheugen() -> int:
    """Bytes that can be had without swapping; plenty where the system does not say."""
    try:
        with Path("/proc/meminfo").open(encoding="ascii") as regels:
            velden = dict(regel.split(":") for regel in regels)
        return int(velden["MemAvailable"].split()[0]) * 1024
    except (OSError, KeyError, ValueError):
        return 2**62


@hookimpl(wrapper=True, tryfirst=True)
def pytask_parse_config(config: dict[str, Any]) -> Generator[None, Any, Any]:
    """Keep what pytask remembers in the project; by itself it goes up to a repository above it.

    It stands in pytask.lock. The database in which pytask keeps it a second time takes longer, and is read
    by nobody.
    """
    if wortel := config.get("woonanalyse_wortel"):
        config["root"] = wortel
        config["pm"].unregister(database)
        config["pm"].register(processen)
    with _onthoud_fout(config):
        return (yield)


@hookimpl(wrapper=True, tryfirst=True)
def pytask_post_parse(config: dict[str, Any]) -> Generator[None, Any, Any]:
    """Here pytask reads what it remembered."""
    with _onthoud_fout(config):
        try:
            return (yield)
        except (LockfileError, ValueError, TypeError) as fout:
            raise GeheugenFout(f"Wat eerder is gedaan, is niet te lezen: {fout}") from fout


@contextmanager
def _onthoud_fout(config: dict[str, Any]) -> Iterator[None]:
    """Keep for our caller what pytask would only print."""
    try:
        yield
    except Exception as fout:
        config.get("woonanalyse_fouten", []).append(fout)
        raise


@hookimpl(tryfirst=True)
def pytask_execute_build(session: Session) -> bool | None:
    """Run what is ready until all is done; a task that fails stops only those that need it."""
    aantal, planner = session.config.get("woonanalyse_werkers"), session.scheduler
    if not aantal or planner is None:
        return None
    volgorde.zonder_omwegen(session)
    volgorde.langste_keten_eerst(session)
    lopend: dict[Future[None], str] = {}
    with processen.bij(session), ThreadPoolExecutor(aantal) as draden:
        try:
            while planner.is_active() and not session.should_stop:
                while len(lopend) < aantal and (klaar_voor := planner.get_ready()):
                    stop_als_gevraagd()
                    _begin(session, klaar_voor[0], draden, lopend)
                if lopend:
                    klaar, _ = wait(lopend, return_when=FIRST_COMPLETED)
                    for toekomst in klaar:
                        _eindig(session, lopend.pop(toekomst), toekomst)
        except BaseException as fout:
            processen.breek_af()
            papermill_forkserver.stop()
            if isinstance(fout, Exception):
                session.config["woonanalyse_fouten"].append(fout)
            raise
    return True


def _begin(
    session: Session, naam: str, draden: ThreadPoolExecutor, lopend: dict[Future[None], str]
) -> None:
    """Start a task, or report at once why it need not or cannot run."""
    taak = _taak(session, naam)
    session.hook.pytask_execute_task_log_start(session=session, task=taak)
    try:
        session.hook.pytask_execute_task_setup(session=session, task=taak)
    except Exception:
        _meld(session, naam, ExecutionReport.from_task_and_exception(taak, sys.exc_info()))
    else:
        lopend[draden.submit(_voer_uit, session, taak)] = naam


def _eindig(session: Session, naam: str, toekomst: Future[None]) -> None:
    taak = _taak(session, naam)
    try:
        toekomst.result()
        session.hook.pytask_execute_task_teardown(session=session, task=taak)
    except Exception:
        _meld(session, naam, ExecutionReport.from_task_and_exception(taak, sys.exc_info()))
    else:
        _meld(session, naam, ExecutionReport.from_task(taak))


def _voer_uit(session: Session, taak: PTask) -> None:
    session.hook.pytask_execute_task(session=session, task=taak)


def _meld(session: Session, naam: str, verslag: ExecutionReport) -> None:
    session.hook.pytask_execute_task_process_report(session=session, report=verslag)
    session.hook.pytask_execute_task_log_end(session=session, task=verslag.task, report=verslag)
    session.execution_reports.append(verslag)
    assert session.scheduler is not None
    session.scheduler.done(naam)


def _taak(session: Session, naam: str) -> PTask:
    taak = session.dag.nodes[naam]
    assert isinstance(taak, PTask)
    return taak
