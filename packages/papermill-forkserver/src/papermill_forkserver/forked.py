"""A warm parent forked out of its caller: what the caller has loaded need not be loaded again.

The fork gets rid of what is the caller's own: its files, output, signal handlers, and what it has to do at
its end. What stays is what libraries were told there: their settings are those of the notebooks too.
"""

from __future__ import annotations

import atexit
import builtins
import contextlib
import logging
import os
import signal
import socket
import sys
import threading
import traceback
import types
import weakref
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from papermill_forkserver.loading import Preload, loading_environment

STREAMS = (("stdin", "r"), ("stdout", "w"), ("stderr", "w"))
"""By the number of their descriptor."""


@dataclass
class Forked:
    """The process, as far as its caller asks about it: as `subprocess.Popen` does."""

    pid: int
    returncode: int | None = None

    def poll(self) -> int | None:
        """Its exit code, None while it runs."""
        return self._look(os.WNOHANG)

    def wait(self) -> int | None:
        """The same, once it has ended."""
        return self._look(0)

    def kill(self) -> None:
        """End it."""
        if self.poll() is None:
            os.kill(self.pid, signal.SIGKILL)

    def _look(self, option: int) -> int | None:
        if self.returncode is None:
            try:
                pid, status = os.waitpid(self.pid, option)
            except ChildProcessError:  # somebody else has asked, and nobody knows any more
                pid, status = self.pid, 0
            if pid:
                self.returncode = os.waitstatus_to_exitcode(status)
        return self.returncode


def is_plain() -> bool:
    """Whether this process can be forked: one thread, and no other output than that of a program (a test or
    a notebook puts something else in its place, and may have changed anything else)."""
    return (
        sys.platform == "linux"
        and threading.active_count() == 1
        and threading.current_thread() is threading.main_thread()
        and sys.stdout is sys.__stdout__
        and sys.stderr is sys.__stderr__
    )


@contextlib.contextmanager
def as_in_a_cell() -> Iterator[None]:
    """Load inside this, in a process that will be forked, what looks when it is loaded whether it is in a
    notebook, and has other settings there: pandas does."""
    names = vars(builtins)
    if "get_ipython" in names:
        yield
        return
    names["get_ipython"] = lambda: types.SimpleNamespace(kernel=None)
    try:
        yield
    finally:
        del names["get_ipython"]


def fork_parent(sock: socket.socket, folder: str, preload: Preload) -> Forked:
    """Fork; the child is the warm parent that serves `sock`, and never returns."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError, AttributeError):
            stream.flush()  # what is still to be written is written once
    pid = os.fork()
    if pid == 0:
        _become_parent(sock, folder, preload)
    return Forked(pid)


def _become_parent(sock: socket.socket, folder: str, preload: Preload) -> NoReturn:
    try:
        os.setsid()
        _forget_signals()
        _forget_files(sock.fileno())
        _forget_ends()
        _forget_hooks()
        os.environ.update(loading_environment())
        from papermill_forkserver.parent import run

        run(sock, Path(folder), preload)
    except BaseException:
        os.write(2, traceback.format_exc().encode())
    finally:
        os._exit(1)


def _forget_signals() -> None:
    signal.set_wakeup_fd(-1)
    for number in signal.valid_signals():
        if callable(signal.getsignal(number)):
            signal.signal(number, signal.SIG_DFL)


def _forget_files(ours: int) -> None:
    """Only `ours` and the messages stay open; objects of the others keep a number that is nobody else's."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for path in list(Path("/proc/self/fd").iterdir()):
        number = int(path.name)
        if number not in (2, ours, nothing):
            with contextlib.suppress(OSError):  # that of the listing itself
                os.fstat(number)
                os.dup2(nothing, number, inheritable=number < 2)
    os.close(nothing)
    for number, (name, mode) in enumerate(STREAMS):
        stream: Any = open(number, mode, closefd=False)  # noqa: SIM115
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)


def _forget_hooks() -> None:
    sys.settrace(None)
    sys.setprofile(None)
    sys.excepthook, sys.displayhook = sys.__excepthook__, sys.__displayhook__
    threading.excepthook = threading.__excepthook__


def _forget_ends() -> None:
    """What the caller does at its end (taking away its temporary files, say) is not for us."""
    atexit._clear()
    finalizers: Any = weakref.finalize
    finalizers._registry.clear()
    finalizers._registered_with_atexit = False
    atexit.register(logging.shutdown)
