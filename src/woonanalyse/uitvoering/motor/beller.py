"""The caller's side: start the warm parent once, and ask it for a process for each notebook."""

from __future__ import annotations

import atexit
import contextlib
import importlib
import os
import pickle
import select
import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from woonanalyse.kern.fouten import WoonanalyseFout
from woonanalyse.uitvoering.motor.kanaal import Kanaal
from woonanalyse.uitvoering.motor.voorraad import Voorraad, Werker, laadmap, laadomgeving

OUDER = "woonanalyse.uitvoering.motor.ouder"
FUNCTIE = b"f"


@dataclass
class Proces:
    """The process of one notebook: its channel, and the socket that tells how it ended."""

    kanaal: Kanaal
    afloop: socket.socket
    pid: int = 0

    def leeft(self) -> bool:
        """Whether it still runs."""
        try:
            self.afloop.setblocking(False)
            self.afloop.recv(4, socket.MSG_PEEK)
        except BlockingIOError:
            return True
        except OSError:
            return False
        return False

    def onderbreek(self) -> None:
        """Send it what Ctrl-C sends."""
        if self.leeft():
            os.kill(self.pid, signal.SIGINT)

    def sluit(self, geduld: float) -> None:
        """Ask it to end, wait at most `geduld` seconds, then have it ended."""
        self.kanaal.close()
        self.afloop.settimeout(geduld)
        with contextlib.suppress(OSError):
            self.afloop.recv(4, socket.MSG_PEEK)
        self.afloop.close()


@contextlib.contextmanager
def _gestopt() -> Iterator[None]:
    """What a process that is gone gives, in words."""
    try:
        yield
    except (ConnectionError, EOFError):
        raise WoonanalyseFout(
            "Het proces dat rekent is gestopt (te weinig geheugen, of gestopt van buiten). Sluit andere "
            "programma's en probeer het opnieuw."
        ) from None


class _Ouder:
    """The warm parent of this process."""

    def __init__(self, keuzes: Sequence[str]) -> None:
        self.socket, ander = socket.socketpair()
        self.map = laadmap()
        nummer = str(ander.fileno())
        with ander:
            self.proces = subprocess.Popen(
                [sys.executable, "-u", "-m", OUDER, "--socket", nummer, "--map", self.map, *keuzes],
                pass_fds=[ander.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                env=laadomgeving(),
                start_new_session=True,
            )
        self.slot = threading.Lock()
        self.pid = os.getpid()

    def vraag(self, teken: bytes = b".") -> Proces:
        """A new process, for a notebook or (FUNCTIE) for a function."""
        hier, daar = socket.socketpair()
        afloop, melder = socket.socketpair()
        with daar, melder, self.slot, _gestopt():
            socket.send_fds(self.socket, [teken], [daar.fileno(), melder.fileno()])
        return Proces(Kanaal(hier), afloop)

    def leeft(self) -> bool:
        """Whether it runs, and is a child of this process."""
        return self.pid == os.getpid() and self.proces.poll() is None

    def stop(self) -> None:
        """End it and all that it runs."""
        geladen = bool(select.select([self.socket], [], [], 0)[0])
        self.socket.close()
        if self.pid == os.getpid():
            if not geladen:
                self.proces.kill()  # it has no children yet, and would go on loading
            self.proces.wait()
            shutil.rmtree(self.map, ignore_errors=True)


VORK = sys.platform == "linux"
"""Whether a process that has loaded all this can be forked safely; elsewhere interpreters load ahead."""

_ouders: list[_Ouder | Voorraad] = []
_keuzes: list[str] = []
_slot = threading.RLock()


def voorlezen(wortel: Path, editie: str | None, voorbeelddata: bool) -> None:
    """Have the warm parent, when it starts, read an edition ahead (the newest complete one if None)."""
    with _slot:
        _keuzes[:] = ["--voorlezen", str(wortel), editie or "", "ja" if voorbeelddata else "nee"]


def begin() -> None:
    """Start the warm parent now, so that it loads while the caller does something else."""
    with _slot:
        _levende_ouder()


def nieuw_proces() -> Proces | Werker:
    """A process for one notebook, from the warm parent of this process."""
    with _slot:
        return _levende_ouder().vraag()


def roep(module: str, naam: str, *argumenten: Any) -> Any:
    """Call function `naam` of `module`, with plain values, where all is loaded and read ahead.

    Gives what it gives, or raises what it raises; where there is no fork it is called here.
    """
    with _slot:
        ouder = _levende_ouder()
    if not isinstance(ouder, _Ouder):
        return getattr(importlib.import_module(module), naam)(*argumenten)
    proces = ouder.vraag(FUNCTIE)
    try:
        with _gestopt():
            proces.kanaal.stuur((module, naam, argumenten))
            antwoord = proces.kanaal.ontvang()
            if antwoord is None:
                raise EOFError
    finally:
        proces.sluit(0)
    if "fout" in antwoord:
        raise pickle.loads(antwoord["fout"])
    return antwoord["uitkomst"]


def stop() -> None:
    """End the warm parent, if there is one, and what it runs."""
    with _slot:
        _keuzes.clear()
        while _ouders:
            _ouders.pop().stop()


atexit.register(stop)


def _levende_ouder() -> _Ouder | Voorraad:
    """The warm parent; a new one where this process was forked, or where the old one has died."""
    if _ouders and not _ouders[0].leeft():
        _ouders.pop().stop()
    if not _ouders:
        _ouders.append(_Ouder(_keuzes) if VORK else Voorraad(list(_keuzes)))
    return _ouders[0]
