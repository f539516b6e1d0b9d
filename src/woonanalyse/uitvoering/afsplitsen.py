"""Processes forked from this one: how they begin and end, and one that computes while this one goes on."""

from __future__ import annotations

import ctypes
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

Uitkomst = TypeVar("Uitkomst")

_PR_SET_PDEATHSIG = 1


@contextmanager
def doof() -> Iterator[None]:
    """What is forked inside this is deaf to Ctrl-C until `word_kind`."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


def word_kind(ouder: int) -> None:
    """In a new process: it ends with its parent, also on kill -9, and leaves Ctrl-C to its parent."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != ouder:
        os._exit(1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


@contextmanager
def ernaast(reken: Callable[[], Uitkomst]) -> Iterator[Callable[[], Uitkomst]]:
    """Begin `reken` in a process forked from this one, which has one thread; inside this, what is given
    waits for its outcome, a copy by pickle. Where none comes (an error, a process that was ended, or that the
    system refuses) it is computed here, so that an error is raised as ever."""
    import multiprocessing

    vork = multiprocessing.get_context("fork")
    hier, daar = vork.Pipe(duplex=False)
    proces = vork.Process(target=_reken, args=(reken, daar, os.getpid()), daemon=True)
    with doof(), suppress(OSError):
        proces.start()
    daar.close()

    def uitkomst() -> Uitkomst:
        try:
            gekregen: Uitkomst = hier.recv()
        except Exception:
            return reken()
        return gekregen

    try:
        yield uitkomst
    finally:
        hier.close()
        if proces.pid:
            proces.kill()
            proces.join()


def _reken(reken: Callable[[], Uitkomst], daar: Connection, ouder: int) -> None:
    """In the process: what goes wrong is for its parent to find."""
    word_kind(ouder)
    with suppress(Exception):
        daar.send(reken())
