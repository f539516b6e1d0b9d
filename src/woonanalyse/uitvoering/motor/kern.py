"""The kernel inside a notebook's process: IPython's own, with a channel in place of network sockets."""

from __future__ import annotations

import asyncio
import codecs
import logging
import os
import select
import signal
import sys
import threading
import time
import types
from pathlib import Path
from typing import Any

from ipykernel import ipkernel
from ipykernel.iostream import IOPubThread, OutStream
from ipykernel.kernelapp import IPKernelApp
from IPython.core.profiledir import ProfileDir
from jupyter_client.session import Session, json_packer
from tornado.ioloop import IOLoop
from traitlets import Type
from traitlets.config import Config

from woonanalyse.uitvoering.motor.kanaal import Kanaal


class Sessie(Session):
    """Hands every message of the kernel to the channel; nothing is signed or sent over a network."""

    kanaal: Kanaal

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
        """Send one message; gives it back as jupyter_client does."""
        bericht = (
            msg_or_type
            if isinstance(msg_or_type, dict)
            else self.msg(msg_or_type, content, parent, header, metadata)
        )
        self.kanaal.stuur(
            {
                "msg_type": bericht["header"]["msg_type"],
                "parent": bericht["parent_header"].get("msg_id"),
                "content": json_packer(bericht["content"]),
                "buffers": [bytes(deel) for deel in buffers or []],
            }
        )
        return bericht


class _Straks:
    """What OutStream needs of an event loop: do something later, in a thread that holds up nothing."""

    def call_later(self, seconden: float, functie: Any) -> None:
        wekker = threading.Timer(seconden, functie)
        wekker.daemon = True
        wekker.start()


class _Direct(IOPubThread):
    """What OutStream needs of its sending thread, without a thread: everything happens at once."""

    def __init__(self) -> None:
        self.thread: Any = types.SimpleNamespace(is_alive=lambda: False, ident=None)
        self.io_loop: Any = _Straks()

    def schedule(self, f: Any) -> None:
        f()


class _Stroom:
    """stdout or stderr of a notebook: what Python writes, and what subprocesses write to the descriptor.

    As the stock kernel, except that a cell is over only when all that was written has been taken in.
    """

    def __init__(self, sessie: Session, naam: str) -> None:
        maak: Any = OutStream
        self.stroom: Any = maak(sessie, _Direct(), naam, watchfd=False)
        if sys.platform == "win32":  # nor does the stock kernel
            return
        nummer = getattr(sys, naam).fileno()
        self.stroom._original_stdstream_copy = os.dup(nummer)
        self._pijp, schrijfkant = os.pipe()
        os.dup2(schrijfkant, nummer)
        os.close(schrijfkant)
        self._slot = threading.Lock()
        self._letters = codecs.getincrementaldecoder("utf-8")("replace")
        threading.Thread(target=self._lees, daemon=True).start()

    def _lees(self) -> None:
        while select.select([self._pijp], [], []):
            with self._slot:
                deel = os.read(self._pijp, 1 << 16)
                if not deel:
                    return
                self.stroom.write(self._letters.decode(deel))

    def neem_alles_in(self) -> None:
        """Wait until nothing is left to read, and send it."""
        vol = hasattr(self, "_pijp")
        while vol:
            with self._slot:
                vol = bool(select.select([self._pijp], [], [], 0)[0])
            time.sleep(0)
        self.stroom.flush()


class _GeenDebugger:
    """Stands where the kernel wants its debugger, which needs sockets."""

    def __init__(self, *_: Any) -> None:
        pass


class IPythonKernel(ipkernel.IPythonKernel):
    """IPython's kernel, under its own name, driven by `draai` in place of sockets."""

    debugger_class = Type(_GeenDebugger)
    session: Any
    shell: Any

    def _abort_queues(self, subshell_id: str | None = None) -> None:
        """There is no queue: the caller sends a cell when the one before it is done."""


def maak_kern(map_: Path) -> IPythonKernel:
    """A kernel that has not run anything yet; its shell keeps what it must write in `map_`."""
    os.environ["IPYTHONDIR"] = str(map_)
    instellingen = Config()
    instellingen.HistoryManager.enabled = False  # it has a thread: only in the child
    kern: IPythonKernel = IPythonKernel.instance(
        config=instellingen,
        session=Sessie(),
        user_ns=None,
        log=_stil_logboek(),
        profile_dir=ProfileDir(location=str(map_ / "profile_default")),
        shell_channel_thread=types.SimpleNamespace(parent_thread=threading.main_thread()),
    )
    IPKernelApp.instance().kernel = kern  # where libraries look for it
    return kern


def _stil_logboek() -> logging.Logger:
    """The kernel's own log, kept out of what a notebook does with logging."""
    logboek = logging.Logger("woonanalyse.kern")
    logboek.addHandler(logging.NullHandler())
    return logboek


def draai(kern: IPythonKernel, kanaal: Kanaal) -> None:
    """Execute the cells that come in over `kanaal` until it closes."""
    kern.session.kanaal = kanaal
    kern.shell.config.HistoryManager = Config(enabled=True, hist_file=":memory:")
    kern.shell.init_history()
    kern.shell.init_user_ns()
    stromen = [_Stroom(kern.session, naam) for naam in ("stdout", "stderr")]
    sys.stdout, sys.stderr = (stroom.stroom for stroom in stromen)
    with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as lus:  # Windows has another one
        lus.run(_bedien(kern, kanaal, stromen))


async def _bedien(kern: IPythonKernel, kanaal: Kanaal, stromen: list[_Stroom]) -> None:
    lus, wakker = asyncio.get_running_loop(), asyncio.Event()
    kern.io_loop = IOLoop.current()
    lus.add_reader(kanaal.fileno(), wakker.set)
    kanaal.stuur({"msg_type": "klaar", "pid": os.getpid(), "language_info": kern.language_info})
    while True:
        await wakker.wait()
        wakker.clear()
        verzoek = kanaal.ontvang()
        if verzoek is None:
            return
        await _voer_cel_uit(kern, verzoek)
        for stroom in stromen:
            stroom.neem_alles_in()
        kern.session.send(None, "status", {"execution_state": "idle"}, verzoek)


async def _voer_cel_uit(kern: Any, verzoek: dict[str, Any]) -> None:
    """One execute request; Ctrl-C reaches a notebook only while a cell runs."""
    kern.set_parent([], verzoek)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        await kern.execute_request(None, [], verzoek)
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
