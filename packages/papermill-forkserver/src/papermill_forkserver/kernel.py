"""The kernel inside a notebook's process: IPython's own, with a channel in place of network sockets.

With `shortcuts.py` the only module that knows ipykernel, of which they use parts that are not public; hence
the upper bound on its version.
"""

from __future__ import annotations

import asyncio
import bdb  # noqa: F401 - with the others marked so: every kernel loads it, here before the fork
import codecs
import importlib.util
import logging
import os
import select
import signal
import sqlite3  # noqa: F401
import sys
import threading
import time
import types
from pathlib import Path
from typing import Any

import IPython.core.logger  # noqa: F401
import tornado.platform.asyncio  # noqa: F401
from ipykernel import ipkernel
from ipykernel.iostream import IOPubThread, OutStream
from ipykernel.kernelapp import IPKernelApp
from IPython.core.profiledir import ProfileDir
from jupyter_client.session import Session, json_packer
from tornado.ioloop import IOLoop
from traitlets import Type
from traitlets.config import Config

from papermill_forkserver import shortcuts
from papermill_forkserver.channel import Channel

_LAUNCHER = importlib.util.find_spec("ipykernel_launcher")
"""The program that a stock kernel is, as its sys.argv says."""


class _Session(Session):
    """Hands every message of the kernel to the channel; nothing is signed or sent over a network.

    A reply goes with the message after it, as the caller has nothing to do between them; and so does what the
    last line of a cell gives. The number of a cell is told when the cell before it is done; where it has
    another one when it begins, the caller hears of that.
    """

    channel: Channel
    shell: Any
    waiting: tuple[Any, ...] = ()
    told = 0

    def send(
        self,
        stream: Any,
        msg_or_type: Any,
        content: Any = None,
        parent: Any = None,
        ident: Any = None,
        buffers: Any = None,
        track: bool = False,
        header: Any = None,
        metadata: Any = None,
    ) -> Any:
        """Send one message; gives it back as jupyter_client does, but for what the caller knows already."""
        if msg_or_type == "execute_input" and content["execution_count"] == self.told:
            return None
        message = (
            msg_or_type
            if isinstance(msg_or_type, dict)
            else self.msg(msg_or_type, content, parent, header, metadata)
        )
        kind = message["header"]["msg_type"]
        ours = {
            "msg_type": kind,
            "parent": message["parent_header"].get("msg_id"),
            "content": json_packer(message["content"]),
            "buffers": [bytes(part) for part in buffers or []],
        }
        if kind == "status":
            ours["next"] = self.told = self.shell.execution_count
        if kind == "execute_reply" or (
            kind == "execute_result" and self.shell.ast_node_interactivity == "last_expr"
        ):
            self.waiting += (ours,)
        else:
            waiting, self.waiting = self.waiting, ()
            self.channel.send(*waiting, ours)
        return message


class _Later:
    """What OutStream needs of an event loop: do something later, in a thread that holds up nothing."""

    def call_later(self, seconds: float, function: Any) -> None:
        timer = threading.Timer(seconds, function)
        timer.daemon = True
        timer.start()


class _AtOnce(IOPubThread):
    """What OutStream needs of its sending thread, without a thread: everything happens at once."""

    def __init__(self) -> None:
        self.thread: Any = types.SimpleNamespace(is_alive=lambda: False, ident=None)
        self.io_loop: Any = _Later()

    def schedule(self, f: Any) -> None:
        f()


class _Stream:
    """stdout or stderr of a notebook: what Python writes, and what subprocesses write to the descriptor.

    As the stock kernel, except that a cell is over only when all that was written has been taken in.
    """

    def __init__(self, session: Session, name: str) -> None:
        make: Any = OutStream
        self.stream: Any = make(session, _AtOnce(), name, watchfd=False)
        if sys.platform == "win32":  # nor does the stock kernel
            return
        number = getattr(sys, name).fileno()
        self.stream._original_stdstream_copy = os.dup(number)
        self._pipe, writing_end = os.pipe()
        os.dup2(writing_end, number)
        os.close(writing_end)
        self._lock = threading.Lock()
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")

    def fileno(self) -> int:
        """The number to wait on."""
        return self._pipe

    def take_in(self) -> bool:
        """What there is to read; False when there will be no more."""
        with self._lock:
            part = os.read(self._pipe, 1 << 16)
            if part:
                self.stream.write(self._decoder.decode(part))
        return bool(part)

    def take_in_all(self) -> None:
        """Wait until nothing is left to read, and send it."""
        full = hasattr(self, "_pipe")
        while full:
            with self._lock:
                full = bool(select.select([self._pipe], [], [], 0)[0])
            if full:
                time.sleep(0)
        self.stream.flush()


def _take_in(streams: list[_Stream]) -> None:
    """What comes to the descriptors, in one thread, as long as somebody can write to them."""
    while streams:
        ready, _, _ = select.select(streams, [], [])
        streams = [stream for stream in streams if stream not in ready or stream.take_in()]


class _NoDebugger:
    """Stands where the kernel wants its debugger, which needs sockets."""

    def __init__(self, *_: Any) -> None:
        pass


class IPythonKernel(ipkernel.IPythonKernel):
    """IPython's kernel, under its own name, driven by `serve` in place of sockets."""

    debugger_class = Type(_NoDebugger)
    session: Any
    shell: Any

    def _abort_queues(self, subshell_id: str | None = None) -> None:
        """There is no queue: the caller sends a cell when the one before it is done."""


def make_kernel(folder: Path) -> IPythonKernel:
    """A kernel that has not run anything yet; its shell keeps what it must write in `folder`."""
    os.environ["IPYTHONDIR"] = str(folder)
    settings = Config()
    settings.HistoryManager.hist_file = ":memory:"  # for a file it has a thread, lost in a fork
    kernel: IPythonKernel = IPythonKernel.instance(
        config=settings,
        session=_Session(),
        user_ns=None,
        log=_quiet_log(),
        profile_dir=ProfileDir(location=str(folder / "profile_default")),
        shell_channel_thread=types.SimpleNamespace(parent_thread=threading.main_thread()),
        _execute_sleep=0.0,  # after each cell, for output that is still under way: here none is
    )
    IPKernelApp.instance().kernel = kernel  # where libraries look for it
    kernel.shell.display_formatter.format(None)  # makes a formatter for each kind of output
    kernel.shell.transform_cell("for _ in ():\n    pass\n")  # compiles what it searches with
    shortcuts.take(kernel.shell)
    return kernel


def _quiet_log() -> logging.Logger:
    """The kernel's own log, kept out of what a notebook does with logging."""
    log = logging.Logger("papermill_forkserver.kernel")
    log.disabled = True  # it has something to say of every cell
    return log


def serve(kernel: IPythonKernel, channel: Channel) -> None:
    """Execute the cells that come in over `channel` until it closes."""
    kernel.session.channel, kernel.session.shell = channel, kernel.shell
    sys.path[0], sys.argv = "", [str(_LAUNCHER and _LAUNCHER.origin), "-f", "kernel.json"]
    kernel.shell.history_manager.reset(new_session=False)  # of the folder the notebook runs in
    kernel.shell.init_user_ns()
    streams = [_Stream(kernel.session, name) for name in ("stdout", "stderr")]
    sys.stdout, sys.stderr = (stream.stream for stream in streams)
    if sys.platform != "win32":
        threading.Thread(target=_take_in, args=(streams,), daemon=True).start()
    with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as loop:  # Windows has another one
        loop.run(_serve(kernel, channel, streams))
    shortcuts.end_lightly(kernel.shell)


async def _serve(kernel: IPythonKernel, channel: Channel, streams: list[_Stream]) -> None:
    loop, awake = asyncio.get_running_loop(), asyncio.Event()
    kernel.io_loop = IOLoop.current()
    plain = shortcuts.transformers(kernel.shell)
    loop.add_reader(channel.fileno(), awake.set)
    kernel.session.told = kernel.shell.execution_count
    ready = {"pid": os.getpid(), "next": kernel.session.told, "language_info": kernel.language_info}
    channel.send({"msg_type": "ready", **ready})
    while True:
        await awake.wait()
        awake.clear()
        request = channel.receive()
        if request is None:
            return
        if request.pop("plain"):
            shortcuts.know_plain(request["content"]["code"])
        if shortcuts.transformers(kernel.shell) == plain:
            shortcuts.transform_once(kernel.shell)
        await _execute(kernel, request)
        shortcuts.transform_anew(kernel.shell)
        for stream in streams:
            stream.take_in_all()
        kernel.session.send(None, "status", {"execution_state": "idle"}, request)


async def _execute(kernel: Any, request: dict[str, Any]) -> None:
    """One execute request; Ctrl-C reaches a notebook only while a cell runs."""
    kernel.set_parent([], request)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        await kernel.execute_request(None, [], request)
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
