"""The warm parent: a small process that has loaded everything, and forks a child for each notebook.

It is a program of its own (`python -m woonanalyse.uitvoering.motor.ouder`) with one thread, so that a
fork is safe whatever the caller does. Its only contact is the socket it was started with: when that
closes, because the caller is done or is gone, it ends what runs and then itself.
"""

from __future__ import annotations

import argparse
import atexit
import contextlib
import ctypes
import gc
import importlib
import os
import pickle
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

from woonanalyse.kern.machine import in_woorden
from woonanalyse.uitvoering.motor.beller import FUNCTIE
from woonanalyse.uitvoering.motor.kanaal import Kanaal

if TYPE_CHECKING:
    from woonanalyse.uitvoering.motor.kern import IPythonKernel

AFLOOP = struct.Struct("!i")
"""How the end of a child is told: its exit code, negative for a signal."""

INLINE = "module://matplotlib_inline.backend_inline"
"""What a kernel draws with when the user has not chosen anything."""

_PR_SET_PDEATHSIG, _PR_SET_CHILD_SUBREAPER = 1, 36


def main() -> None:
    """Load, then serve until the caller closes its socket."""
    keuzes = argparse.ArgumentParser()
    keuzes.add_argument("--socket", type=int, required=True)
    voeg_keuzes_toe(keuzes)
    gekozen = keuzes.parse_args()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        kern = verwarm(Path(gekozen.map), gekozen.voorlezen)
    except OSError as fout:
        sys.exit(in_woorden(fout))
    _prctl(_PR_SET_CHILD_SUBREAPER, 1)
    _Ouder(socket.socket(fileno=gekozen.socket), kern).bedien()


def voeg_keuzes_toe(keuzes: argparse.ArgumentParser) -> None:
    """The folder to load with, and the option that names the edition to read ahead."""
    keuzes.add_argument("--map", required=True)
    keuzes.add_argument("--voorlezen", nargs=3, metavar=("WORTEL", "EDITIE", "VOORBEELDDATA"))


def verwarm(map_: Path, voorlezen: list[str] | None) -> IPythonKernel:
    """Everything that takes time and is the same for each notebook; `map_` is gone when it returns."""
    gc.disable()  # nothing that is loaded here ever becomes garbage
    from woonanalyse.uitvoering.motor.kern import maak_kern

    try:
        kern = maak_kern(map_)
    finally:
        shutil.rmtree(map_, ignore_errors=True)
    os.environ["MPLBACKEND"] = INLINE
    with kern.shell.builtin_trap:  # as in a cell, where libraries see IPython
        from woonanalyse.uitvoering.motor import warm

    if voorlezen:
        wortel, editie, voorbeelddata = voorlezen
        warm.lees_voor(Path(wortel), editie, voorbeelddata == "ja")
    gc.freeze()
    gc.enable()
    return kern


class _Ouder:
    """The children that run, each with the socket on which its caller hears how it ended."""

    def __init__(self, beller: socket.socket, kern: IPythonKernel) -> None:
        self.beller = beller
        self.kern = kern
        self.kinderen: dict[int, socket.socket] = {}
        self.wacht = selectors.DefaultSelector()
        self.wek, wekker = socket.socketpair()
        wekker.setblocking(False)
        self.wekker = wekker
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(wekker.fileno(), warn_on_full_buffer=False)

    def bedien(self) -> None:
        """Fork on request; end children whose caller has gone; report those that have ended."""
        self.wacht.register(self.beller, selectors.EVENT_READ, self._verzoek)
        self.beller.send(b"!")  # loaded
        self.wacht.register(self.wek, selectors.EVENT_READ, self._geeindigd)
        while True:
            for sleutel, _ in self.wacht.select():
                sleutel.data(sleutel.fileobj)

    def _verzoek(self, beller: socket.socket) -> None:
        try:
            teken, nummers, *_ = socket.recv_fds(beller, 1, 2)
        except ConnectionError:
            teken = b""
        if not teken:
            self._stop()
        sock, afloop = (socket.socket(fileno=nummer) for nummer in nummers)
        pid = os.fork()
        if pid == 0:
            self._word_kind(sock, afloop, teken)
        sock.close()
        self.kinderen[pid] = afloop
        self.wacht.register(afloop, selectors.EVENT_READ, lambda _: _dood(pid))

    def _geeindigd(self, wek: socket.socket) -> None:
        wek.recv(4096)
        while einde := _wie_is_klaar():
            _dood(einde.si_pid)
            _, status = os.waitpid(einde.si_pid, 0)
            if afloop := self.kinderen.pop(einde.si_pid, None):
                self.wacht.unregister(afloop)
                with contextlib.suppress(OSError):
                    afloop.send(AFLOOP.pack(os.waitstatus_to_exitcode(status)))
                afloop.close()
        for wees in _nakomelingen() - self.kinderen.keys():
            _dood(wees)

    def _stop(self) -> NoReturn:
        while kinderen := _nakomelingen() | self.kinderen.keys():
            for pid in kinderen:
                _dood(pid)
                with contextlib.suppress(ChildProcessError):
                    os.waitpid(pid, 0)
                self.kinderen.pop(pid, None)
        os._exit(0)

    def _word_kind(self, sock: socket.socket, afloop: socket.socket, teken: bytes) -> NoReturn:
        """In the child: drop what is the parent's, do what is asked, and end."""
        code, meldingen = 1, os.dup(2)
        os.dup2(1, 2)
        try:
            os.setsid()
            _prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            for eigendom in (afloop, self.beller, self.wek, self.wekker, *self.kinderen.values()):
                eigendom.close()
            self.wacht.close()
            if teken == FUNCTIE:
                roep(Kanaal(sock))
            else:
                draai_notitieboek(self.kern, Kanaal(sock))
            code = 0
        except BaseException:
            os.write(meldingen, traceback.format_exc().encode())
        finally:
            os._exit(code)


def roep(kanaal: Kanaal) -> None:
    """Call the function that is asked for, and send what it gives, or its error."""
    module, naam, argumenten = kanaal.ontvang()
    try:
        antwoord = {"uitkomst": getattr(importlib.import_module(module), naam)(*argumenten)}
    except Exception as fout:
        antwoord = {"fout": pickle.dumps(fout)}
    kanaal.stuur(antwoord)


def draai_notitieboek(kern: IPythonKernel, kanaal: Kanaal) -> None:
    """Run one notebook in this process, as a process that has run nothing before it."""
    from woonanalyse.uitvoering.motor.kern import draai

    opdracht = kanaal.ontvang()
    if opdracht is None:
        return
    os.chdir(opdracht["map"])
    os.environ.clear()
    os.environ.update(opdracht["omgeving"])
    kern.shell.init_environment()
    if not os.environ.get("MPLBACKEND"):
        os.environ["MPLBACKEND"] = INLINE
    elif os.environ["MPLBACKEND"] != INLINE:
        sys.modules["matplotlib"].use(os.environ["MPLBACKEND"])
    sys.path[0], sys.argv = "", ["ipykernel_launcher.py", "-f", "kernel.json"]
    random.seed()
    if numpy := sys.modules.get("numpy"):
        numpy.random.seed()
    draai(kern, kanaal)
    atexit._run_exitfuncs()


def _nakomelingen() -> set[int]:
    """The children of this process, those it adopted from a child that ended among them (Linux)."""
    pad = Path(f"/proc/self/task/{threading.get_native_id()}/children")
    try:
        return {int(pid) for pid in pad.read_text().split()}
    except OSError:
        return set()


def _wie_is_klaar() -> Any:
    """A child that has ended and is still there to be asked about, or None."""
    try:
        return os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
    except ChildProcessError:
        return None


def _dood(pid: int) -> None:
    """End a child and the group that it leads."""
    for stop in (os.killpg, os.kill):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            stop(pid, signal.SIGKILL)


def _prctl(keuze: int, waarde: int) -> None:
    """A wish to the Linux kernel about parents and children; elsewhere nothing."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(keuze, waarde, 0, 0, 0)


if __name__ == "__main__":
    main()
