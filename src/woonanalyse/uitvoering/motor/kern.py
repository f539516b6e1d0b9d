"""The kernel inside a notebook's process: IPython's own, with a channel in place of network sockets."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
import threading
import types
from pathlib import Path
from typing import Any

from ipykernel.iostream import IOPubThread, OutStream
from ipykernel.ipkernel import IPythonKernel
from IPython.core.profiledir import ProfileDir
from jupyter_client.session import Session
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
                "content": bericht["content"],
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


class _GeenDebugger:
    """Stands where the kernel wants its debugger, which needs sockets."""

    def __init__(self, *_: Any) -> None:
        pass


class Kern(IPythonKernel):
    """IPython's kernel, driven by `draai` in place of sockets."""

    debugger_class = Type(_GeenDebugger)
    session: Any

    def _abort_queues(self, subshell_id: str | None = None) -> None:
        """There is no queue: the caller sends a cell when the one before it is done."""


def maak_kern(map_: Path) -> Kern:
    """A kernel that has not run anything yet; its shell keeps what it must write in `map_`."""
    os.environ["IPYTHONDIR"] = str(map_)
    instellingen = Config()
    instellingen.HistoryManager.enabled = False
    kern: Kern = Kern.instance(
        config=instellingen,
        session=Sessie(),
        log=_stil_logboek(),
        profile_dir=ProfileDir(location=str(map_ / "profile_default")),
        shell_channel_thread=types.SimpleNamespace(parent_thread=threading.main_thread()),
    )
    return kern


def _stil_logboek() -> logging.Logger:
    """The kernel's own log, kept out of what a notebook does with logging."""
    logboek = logging.Logger("woonanalyse.kern")
    logboek.addHandler(logging.NullHandler())
    return logboek


def draai(kern: Kern, kanaal: Kanaal) -> None:
    """Execute the cells that come in over `kanaal` until it closes."""
    kern.session.kanaal = kanaal
    stroom: Any = OutStream
    sys.stdout = stroom(kern.session, _Direct(), "stdout", watchfd="force")
    sys.stderr = stroom(kern.session, _Direct(), "stderr", watchfd="force")
    asyncio.run(_bedien(kern, kanaal))


async def _bedien(kern: Kern, kanaal: Kanaal) -> None:
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


async def _voer_cel_uit(kern: Any, verzoek: dict[str, Any]) -> None:
    """One execute request, between the `busy` and `idle` that tell the caller where it ends."""
    kern.set_parent([], verzoek)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        await kern.execute_request(None, [], verzoek)
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    kern.session.send(None, "status", {"execution_state": "idle"}, verzoek)
