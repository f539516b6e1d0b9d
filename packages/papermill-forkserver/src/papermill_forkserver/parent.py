"""The warm parent: a small process that has loaded everything, and forks a child for each notebook.

It is a program of its own (`python -m papermill_forkserver.parent`), or a fork of its caller, with one
thread, so that a fork is safe whatever the caller does. Its only contact is the socket it was started with:
when that closes, because the caller is done or is gone, it ends what runs and then itself.
"""

from __future__ import annotations

import argparse
import atexit
import contextlib
import ctypes
import gc
import json
import os
import random
import selectors
import shutil
import signal
import socket
import struct
import sys
import threading
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from papermill_forkserver.channel import Channel
from papermill_forkserver.loading import Preload

if TYPE_CHECKING:
    from papermill_forkserver.kernel import IPythonKernel

OUTCOME = struct.Struct("!i")
"""How the end of a child is told: its exit code, negative for a signal."""

INLINE = "module://matplotlib_inline.backend_inline"
"""What a kernel draws with when the user has not chosen anything."""

_loaded_in: dict[str, str] = {}
"""The environment when all was loaded, and of a process until a notebook has taken its own."""

_LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None
_PR_SET_PDEATHSIG, _PR_SET_CHILD_SUBREAPER = 1, 36


def main() -> None:
    """Load, then serve until the caller closes its socket."""
    options = argparse.ArgumentParser()
    options.add_argument("--socket", type=int, required=True)
    add_options(options)
    chosen = options.parse_args()
    run(socket.socket(fileno=chosen.socket), chosen.folder, chosen.preload)


def run(caller: socket.socket, folder: Path, preload: Preload) -> None:
    """Load, then serve; never returns."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    kernel = warm_up(folder, preload)
    _prctl(_PR_SET_CHILD_SUBREAPER, 1)  # what a child leaves behind comes to us, to be ended
    _Parent(caller, kernel).serve()


def add_options(options: argparse.ArgumentParser) -> None:
    """The folder to load with, and what to load."""
    options.add_argument("--folder", type=Path, required=True)
    options.add_argument("--preload", type=lambda text: Preload(**json.loads(text)), required=True)


def warm_up(folder: Path, preload: Preload) -> IPythonKernel | str:
    """Everything that takes time and is the same for each notebook; a text says why it could not be loaded.

    The folder is gone when it returns.
    """
    gc.disable()  # nothing that is loaded here ever becomes garbage
    os.environ["MPLBACKEND"] = INLINE
    if matplotlib := sys.modules.get("matplotlib"):  # it looks when it is loaded
        matplotlib.rcParams["backend"] = INLINE
    try:
        from papermill_forkserver.kernel import make_kernel

        kernel = make_kernel(folder)
        with kernel.shell.builtin_trap:  # as in a cell, where libraries see IPython
            preload.run()
    except Exception as error:
        return "".join(traceback.format_exception_only(error)).strip()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    _loaded_in.update(os.environ)
    gc.freeze()  # so that no collection in a child touches, and thereby copies, what is shared
    gc.enable()
    return kernel


class _Parent:
    """The children that run, each with the socket on which its caller hears how it ended."""

    def __init__(self, caller: socket.socket, kernel: IPythonKernel | str) -> None:
        self.caller = caller
        self.kernel = kernel
        self.children: dict[int, socket.socket] = {}
        self.selector = selectors.DefaultSelector()
        self.wake, waker = socket.socketpair()
        waker.setblocking(False)
        self.waker = waker
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(waker.fileno(), warn_on_full_buffer=False)

    def serve(self) -> None:
        """Fork on request; end children whose caller has gone; report those that have ended."""
        self.selector.register(self.caller, selectors.EVENT_READ, self._request)
        self.caller.send(b"!")  # loaded
        self.selector.register(self.wake, selectors.EVENT_READ, self._ended)
        while True:
            for key, _ in self.selector.select():
                key.data(key.fileobj)

    def _request(self, caller: socket.socket) -> None:
        try:
            sign, numbers, *_ = socket.recv_fds(caller, 1, 2)
        except ConnectionError:
            sign = b""
        if not sign:
            self._stop()
        sock, outcome = (socket.socket(fileno=number) for number in numbers)
        if isinstance(self.kernel, str):
            with outcome, contextlib.closing(Channel(sock)) as channel:
                channel.send({"failed": self.kernel})
            return
        pid = os.fork()
        if pid == 0:
            self._become_child(self.kernel, sock, outcome)
        sock.close()
        self.children[pid] = outcome
        self.selector.register(outcome, selectors.EVENT_READ, lambda _: _kill(pid))

    def _ended(self, wake: socket.socket) -> None:
        wake.recv(4096)
        while end := _who_has_ended():
            _kill(end.si_pid)
            _, status = os.waitpid(end.si_pid, 0)
            if outcome := self.children.pop(end.si_pid, None):
                self.selector.unregister(outcome)
                with contextlib.suppress(OSError):
                    outcome.send(OUTCOME.pack(os.waitstatus_to_exitcode(status)))
                outcome.close()
        for orphan in _offspring() - self.children.keys():
            _kill(orphan)

    def _stop(self) -> NoReturn:
        while children := _offspring() | self.children.keys():
            for pid in children:
                _kill(pid)
                with contextlib.suppress(ChildProcessError):
                    os.waitpid(pid, 0)
                self.children.pop(pid, None)
        os._exit(0)

    def _become_child(
        self, kernel: IPythonKernel, sock: socket.socket, outcome: socket.socket
    ) -> NoReturn:
        """In the child: drop what is the parent's, run the notebook, and end."""
        code, messages = 1, os.dup(2)
        os.dup2(1, 2)
        try:
            os.setsid()
            _prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)  # it ends with its parent, also on kill -9
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            for owned in (outcome, self.caller, self.wake, self.waker, *self.children.values()):
                owned.close()
            self.selector.close()
            run_notebook(kernel, Channel(sock))
            code = 0
        except BaseException:
            os.write(messages, traceback.format_exc().encode())
        finally:
            os._exit(code)


def run_notebook(kernel: IPythonKernel, channel: Channel) -> None:
    """Run one notebook in this process, as a process that has run nothing before it."""
    from papermill_forkserver.kernel import serve

    request = channel.receive()
    if request is None:
        return
    os.chdir(request["folder"])
    _take_environment(request["environment"])
    kernel.shell.init_environment()
    _choose_backend()
    random.seed()
    if numpy := sys.modules.get("numpy"):
        # without a seed it takes twenty times as long for the same
        numpy.random.seed([*os.urandom(32)])
    serve(kernel, channel)
    atexit._run_exitfuncs()
    gc.collect()  # closes what is held in a circle, as an interpreter that ends does


def _take_environment(wanted: dict[str, str]) -> None:
    """Have `wanted` as the environment; most of it is there already."""
    for name in _loaded_in.keys() - wanted.keys():
        del os.environ[name]
    os.environ.update({name: to for name, to in wanted.items() if _loaded_in.get(name) != to})


def _choose_backend() -> None:
    """What the caller has chosen to draw with, also where matplotlib was loaded ahead."""
    chosen = os.environ.get("MPLBACKEND") or INLINE
    os.environ["MPLBACKEND"] = chosen
    if chosen != INLINE and (matplotlib := sys.modules.get("matplotlib")):
        matplotlib.use(chosen)


def _offspring() -> set[int]:
    """The children of this process, those it adopted from a child that ended among them (Linux)."""
    path = Path(f"/proc/self/task/{threading.get_native_id()}/children")
    try:
        return {int(pid) for pid in path.read_text().split()}
    except OSError:
        return set()


def _who_has_ended() -> Any:
    """A child that has ended and is still there to be asked about, or None."""
    try:
        return os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
    except ChildProcessError:
        return None


def _kill(pid: int) -> None:
    """End a child and the group that it leads."""
    for end in (os.killpg, os.kill):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            end(pid, signal.SIGKILL)


def _prctl(option: int, value: int) -> None:
    """What Linux can do for parents and children, for which Python has no call; elsewhere nothing."""
    if _LIBC:
        _LIBC.prctl(option, value, 0, 0, 0)


if __name__ == "__main__":
    main()
