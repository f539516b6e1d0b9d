"""The caller's side where the system has no safe fork: a stock of interpreters that have loaded all."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from woonanalyse.uitvoering.motor.kanaal import Kanaal

WERKER = "woonanalyse.uitvoering.motor.werker"

AANTAL = 2
"""Interpreters kept ready: one is loading while another runs."""

LAADTIJD = 120.0
"""Seconds that an interpreter may take to load."""


def laadomgeving() -> dict[str, str]:
    """The environment in which a process loads, without remarks of the debugger that IPython brings.

    A notebook gets the environment of its caller.
    """
    return {**os.environ, "PYDEVD_DISABLE_FILE_VALIDATION": "1"}


def laadmap() -> str:
    """A folder for a process that loads; who starts it takes it away, as it may be ended while it loads."""
    return tempfile.mkdtemp(prefix="woonanalyse-")


@dataclass
class Werker:
    """An interpreter for one notebook; the same to its user as `beller.Proces`."""

    proces: subprocess.Popen[bytes]
    kanaal: Kanaal
    pid: int = 0

    def leeft(self) -> bool:
        """Whether it still runs."""
        return self.proces.poll() is None

    def onderbreek(self) -> None:
        """Stop what it runs: there is nothing like Ctrl-C for another process on every system."""
        self.proces.terminate()

    def sluit(self, geduld: float) -> None:
        """Ask it to end, wait at most `geduld` seconds, then end it."""
        self.kanaal.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.proces.wait(timeout=geduld)
        self.proces.kill()
        self.proces.wait()


@dataclass
class _Ladend:
    """An interpreter that has not called back yet."""

    proces: subprocess.Popen[bytes]
    luister: socket.socket
    wachtwoord: bytes
    map: str

    def neem(self) -> Werker:
        """Wait until it calls back; raises TimeoutError when it does not."""
        self.luister.settimeout(LAADTIJD)
        with self.luister:
            while True:
                sock, _ = self.luister.accept()
                sock.settimeout(LAADTIJD)
                if secrets.compare_digest(_regel(sock), self.wachtwoord):
                    sock.settimeout(None)
                    return Werker(self.proces, Kanaal(sock))
                sock.close()

    def stop(self) -> None:
        """End it."""
        self.luister.close()
        self.proces.kill()
        self.proces.wait()
        shutil.rmtree(self.map, ignore_errors=True)


class Voorraad:
    """Interpreters that are loading or ready; each is used once."""

    def __init__(self, keuzes: Sequence[str]) -> None:
        self.keuzes = keuzes
        self.klaar = deque(self._laad() for _ in range(AANTAL))

    def vraag(self) -> Werker:
        """One that is ready; another starts loading in its place."""
        self.klaar.append(self._laad())
        return self.klaar.popleft().neem()

    def leeft(self) -> bool:
        """Whether it can be asked: always."""
        return True

    def stop(self) -> None:
        """End all that have not been given away."""
        while self.klaar:
            self.klaar.popleft().stop()

    def _laad(self) -> _Ladend:
        luister = socket.create_server(("127.0.0.1", 0))
        wachtwoord = secrets.token_hex().encode() + b"\n"
        map_ = laadmap()
        poort = str(luister.getsockname()[1])
        proces = subprocess.Popen(
            [sys.executable, "-u", "-m", WERKER, poort, "--map", map_, *self.keuzes],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            env=laadomgeving(),
        )
        assert proces.stdin is not None
        with proces.stdin as ingang:
            ingang.write(wachtwoord)
        return _Ladend(proces, luister, wachtwoord, map_)


def _regel(sock: socket.socket) -> bytes:
    """What the other side sends up to the first end of line, at most 100 bytes."""
    regel = b""
    while not regel.endswith(b"\n") and len(regel) < 100:
        deel = sock.recv(1)
        if not deel:
            break
        regel += deel
    return regel
