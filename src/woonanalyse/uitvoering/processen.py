"""Tasks that Python itself does, in processes forked from this one: threads would wait for each other.

pytask loads this module as a plugin. A process has in its memory what this one had when it was forked, so
that a task goes to it by its name, and comes back as nothing or an error.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, Executor
from contextlib import contextmanager, suppress

import papermill_forkserver
from pytask import PTask, Session, has_mark, hookimpl, mark

from woonanalyse.kern.fouten import WoonanalyseFout
from woonanalyse.kern.machine import MachineFout
from woonanalyse.uitvoering.afsplitsen import doof, word_kind

KAN_ELDERS = "kan_elders"
"""Marks a task that only writes files: what it changes in memory does not come back."""

kan_elders = mark.kan_elders

_vrij: list[Executor] = []
"""What to give a task to, once for each process that has nothing to do."""
_sessie: list[Session] = []
"""In a process: what it was forked from."""


@contextmanager
def bij(session: Session) -> Iterator[None]:
    """Fork one process less than there are tasks at once, as one of them is done here, where that was asked
    for and this process has no threads yet; they end with what is inside this."""
    aantal = (session.config.get("woonanalyse_processen") or 1) - 1
    if not aantal or not papermill_forkserver.can_fork():
        yield
        return
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    gc.freeze()
    vork = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(aantal, vork, _begin, (session, os.getpid())) as werkers:
        if _start(werkers):
            _vrij[:] = [werkers] * aantal
        try:
            yield
        finally:
            _vrij.clear()


def _start(werkers: Executor) -> bool:
    """Fork all at once, deaf to Ctrl-C until they can deal with it; False where the system refuses."""
    try:
        with doof():
            werkers.submit(os.getpid)
    except OSError:
        _stuur(signal.SIGKILL)
        return False
    return True


def breek_af() -> None:
    """Break off what processes are doing."""
    _stuur(signal.SIGINT)


def _stuur(signaal: signal.Signals) -> None:
    import multiprocessing

    for proces in multiprocessing.active_children():
        if proces.pid:
            with suppress(ProcessLookupError):
                os.kill(proces.pid, signaal)


@hookimpl
def pytask_execute_task(task: PTask) -> bool | None:
    """Have a process that is free do the task; the thread that calls this waits for it."""
    if not (_vrij and has_mark(task, KAN_ELDERS)):
        return None
    try:
        toekomst = (werkers := _vrij.pop()).submit(_voer_uit, task.signature)
    except (IndexError, BrokenExecutor):
        return None  # another thread was first, or one has died: it is done here
    try:
        toekomst.result()
    except BrokenExecutor:
        raise MachineFout(
            "Een proces van deze opdracht is gestopt (te weinig geheugen, of gestopt van buiten). Sluit "
            "andere programma's en geef de opdracht opnieuw."
        ) from None
    finally:
        _vrij.append(werkers)
    return True


def _begin(session: Session, ouder: int) -> None:
    """In a new process: keep what it was forked from."""
    word_kind(ouder)
    _vrij.clear()
    _sessie[:] = [session]


def _voer_uit(naam: str) -> None:
    """In a process: do the task of this name; meanwhile Ctrl-C breaks it off."""
    sessie = _sessie[0]
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        sessie.hook.pytask_execute_task(session=sessie, task=sessie.dag.nodes[naam])
    except Exception as fout:
        raise _verzendbaar(fout) from None
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)


def _verzendbaar(fout: Exception) -> Exception:
    """The error, or only its words where it would not arrive as it is."""
    with suppress(Exception):
        aangekomen = pickle.loads(pickle.dumps(fout))
        if type(aangekomen) is type(fout) and str(aangekomen) == str(fout):
            return fout
    return WoonanalyseFout(str(fout))
