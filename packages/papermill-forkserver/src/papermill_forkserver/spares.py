"""The caller's side where the system has no safe fork: a stock of interpreters that have loaded all."""

from __future__ import annotations

import contextlib
import secrets
import shutil
import socket
import subprocess
import sys
from collections import deque
from dataclasses import dataclass

from papermill_forkserver.channel import Channel
from papermill_forkserver.loading import Preload, loading_environment, loading_folder

WORKER = "papermill_forkserver.worker"

SPARES = 2
"""Interpreters kept ready: one is loading while another runs."""

LOADING_TIME = 120.0
"""Seconds that an interpreter may take to load."""


@dataclass
class Worker:
    """An interpreter for one notebook; the same to its user as `caller.Process`."""

    process: subprocess.Popen[bytes]
    channel: Channel
    pid: int = 0

    def is_alive(self) -> bool:
        """Whether it still runs."""
        return self.process.poll() is None

    def interrupt(self) -> None:
        """Stop what it runs: there is nothing like Ctrl-C for another process on every system."""
        self.process.terminate()

    def close(self, patience: float) -> None:
        """Ask it to end, wait at most `patience` seconds, then end it."""
        self.channel.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(timeout=patience)
        self.process.kill()
        self.process.wait()


@dataclass
class _Loading:
    """An interpreter that has not called back yet."""

    process: subprocess.Popen[bytes]
    listener: socket.socket
    password: bytes
    folder: str

    def take(self) -> Worker:
        """Wait until it calls back; raises TimeoutError when it does not."""
        self.listener.settimeout(LOADING_TIME)
        with self.listener:
            while True:
                sock, _ = self.listener.accept()
                sock.settimeout(LOADING_TIME)
                if secrets.compare_digest(_line(sock), self.password):
                    sock.settimeout(None)
                    return Worker(self.process, Channel(sock))
                sock.close()

    def stop(self) -> None:
        """End it."""
        self.listener.close()
        self.process.kill()
        self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


class Spares:
    """Interpreters that are loading or ready; each is used once."""

    def __init__(self, preload: Preload) -> None:
        self.preload = preload
        self.ready = deque(self._load() for _ in range(SPARES))

    def request(self) -> Worker:
        """One that is ready; another starts loading in its place."""
        self.ready.append(self._load())
        return self.ready.popleft().take()

    def is_alive(self) -> bool:
        """Whether it can be asked: always."""
        return True

    def stop(self) -> None:
        """End all that have not been given away."""
        while self.ready:
            self.ready.popleft().stop()

    def _load(self) -> _Loading:
        listener = socket.create_server(("127.0.0.1", 0))
        password = secrets.token_hex().encode() + b"\n"
        folder = loading_folder()
        options = ["--folder", folder, "--preload", self.preload.as_text()]
        process = subprocess.Popen(
            [sys.executable, "-u", "-m", WORKER, str(listener.getsockname()[1]), *options],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            env=loading_environment(),
        )
        assert process.stdin is not None
        with process.stdin as way_in:
            way_in.write(password)
        return _Loading(process, listener, password, folder)


def _line(sock: socket.socket) -> bytes:
    """What the other side sends up to the first end of line, at most 100 bytes."""
    line = b""
    while not line.endswith(b"\n") and len(line) < 100:
        part = sock.recv(1)
        if not part:
            break
        line += part
    return line
