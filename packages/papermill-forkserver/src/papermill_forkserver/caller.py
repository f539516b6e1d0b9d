"""The caller's side: start the warm parent once, and ask it for a process for each notebook."""

from __future__ import annotations

import atexit
import contextlib
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from papermill_forkserver.channel import Channel
from papermill_forkserver.forked import Forked, fork_parent, is_plain
from papermill_forkserver.loading import (
    Preload,
    from_environment,
    loading_environment,
    loading_folder,
)
from papermill_forkserver.spares import Spares, Worker

PARENT = "papermill_forkserver.parent"

FORK = sys.platform == "linux"
"""Whether a process that has loaded all this can be forked safely; elsewhere interpreters load ahead."""


@dataclass
class Process:
    """The process of one notebook: its channel, and the socket that tells how it ended."""

    channel: Channel
    outcome: socket.socket
    pid: int = 0

    def is_alive(self) -> bool:
        """Whether it still runs."""
        try:
            self.outcome.setblocking(False)
            self.outcome.recv(4, socket.MSG_PEEK)
        except BlockingIOError:
            return True
        except OSError:
            return False
        return False

    def interrupt(self) -> None:
        """Send it what Ctrl-C sends."""
        if self.is_alive():
            os.kill(self.pid, signal.SIGINT)

    def close(self, patience: float) -> None:
        """Ask it to end, wait at most `patience` seconds, then have it ended."""
        self.channel.close()
        self.outcome.settimeout(patience)
        with contextlib.suppress(OSError):
            self.outcome.recv(4, socket.MSG_PEEK)
        self.outcome.close()


class _Parent:
    """The warm parent of this process."""

    def __init__(self, preload: Preload, fork: bool = False) -> None:
        self.socket, other = socket.socketpair()
        self.folder = loading_folder()
        begin = fork_parent if fork else _start_program
        with other:
            self.process: subprocess.Popen[bytes] | Forked = begin(other, self.folder, preload)
        self.lock = threading.Lock()
        self.pid = os.getpid()

    def request(self) -> Process:
        """A new process for a notebook; raises ConnectionError when the parent is gone."""
        here, there = socket.socketpair()
        outcome, reporter = socket.socketpair()
        with there, reporter, self.lock:
            socket.send_fds(self.socket, [b"."], [there.fileno(), reporter.fileno()])
        return Process(Channel(here), outcome)

    def is_alive(self) -> bool:
        """Whether it runs, and is a child of this process."""
        return self.pid == os.getpid() and self.process.poll() is None

    def stop(self) -> None:
        """End it and all that it runs."""
        if self.pid != os.getpid():
            self.socket.close()
            return
        loaded = bool(select.select([self.socket], [], [], 0)[0])
        with contextlib.suppress(OSError):
            self.socket.shutdown(socket.SHUT_RDWR)  # a process forked from this one has it open too
        self.socket.close()
        if not loaded:
            self.process.kill()  # it has no children yet, and would go on loading
        self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


def _start_program(sock: socket.socket, folder: str, preload: Preload) -> subprocess.Popen[bytes]:
    options = ["--socket", str(sock.fileno()), "--folder", folder, "--preload", preload.as_text()]
    return subprocess.Popen(
        [sys.executable, "-u", "-m", PARENT, *options],
        pass_fds=[sock.fileno()],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        env=loading_environment(),
        start_new_session=True,
    )


_parents: list[_Parent | Spares] = []
_asked: list[Preload] = []
_lock = threading.RLock()


def preload(*modules: str, call: str | None = None, arguments: Sequence[Any] = ()) -> None:
    """What the warm parent loads when it starts: modules, and after them a function to call.

    `call` is "module:function"; `arguments` are plain values, as in JSON. A parent that runs already has
    loaded what it has: call this before the first notebook, or after `stop`.
    """
    with _lock:
        _asked[:] = [Preload(modules, call, arguments)]


def start(*, fork: bool = False) -> None:
    """Start the warm parent now, so that it loads while the caller does something else.

    `fork`: out of this process as it is, so that what was loaded here need not be loaded again; where that
    is not safe (`can_fork`) it is a program of its own as always.
    """
    with _lock:
        _living_parent(fork=fork and can_fork())


def can_fork() -> bool:
    """Whether `start(fork=True)` would fork this process, as it is now."""
    return FORK and is_plain()


def new_process() -> Process | Worker:
    """A process for one notebook, from the warm parent of this process."""
    with _lock:
        return _living_parent().request()


def stop() -> None:
    """End the warm parent, if there is one, and what it runs; what it was to load is forgotten."""
    with _lock:
        _asked.clear()
        while _parents:
            _parents.pop().stop()


atexit.register(stop)


def _living_parent(*, fork: bool = False) -> _Parent | Spares:
    """The warm parent; a new one where this process was forked, or where the old one has died."""
    if _parents and not _parents[0].is_alive():
        _parents.pop().stop()
    if not _parents:
        asked = _asked[0] if _asked else from_environment()
        _parents.append(_Parent(asked, fork) if FORK else Spares(asked))
    return _parents[0]
