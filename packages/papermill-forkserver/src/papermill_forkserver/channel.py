"""Messages between the caller and a notebook's process: plain values, their length before them."""

from __future__ import annotations

import marshal
import os
import socket
import struct
import tempfile
import threading
from typing import IO, Any

try:
    import fcntl
except ImportError:  # Windows has no fork, so only one process ever writes to a channel
    fcntl = None  # type: ignore[assignment]

LENGTH = struct.Struct("!Q")

AT_ONCE = 1 << 16
"""Bytes that are read at once, so that messages that follow each other take one turn."""


_open: list[Channel] = []
"""Those of this process."""


class Channel:
    """One side of a stream socket.

    Messages are values of plain types (dict, list, str, bytes, numbers, None). They stay whole, also
    when threads write at once, or processes that a cell forked: for these it has a lock from the first fork.
    """

    def __init__(self, sock: socket.socket) -> None:
        self.is_broken = False
        self._socket = sock
        self._arrived = bytearray()
        self._thread_lock = threading.RLock()
        self._process_lock: IO[bytes] | None = None
        _open.append(self)

    def send(self, *messages: Any) -> None:
        """Send messages, one after the other; raises OSError when the other side is gone."""
        contents = [marshal.dumps(message) for message in messages]
        parts = b"".join(LENGTH.pack(len(content)) + content for content in contents)
        with self._thread_lock:
            self._lock_processes(True)
            try:
                self._socket.sendall(parts)
            finally:
                self._lock_processes(False)

    def receive(self) -> Any:
        """The next message, waiting for it; None when the other side has closed."""
        head = self._take(LENGTH.size)
        content = self._take(LENGTH.unpack(head)[0]) if head else b""
        return marshal.loads(content) if content else None

    def is_readable(self, seconds: float) -> bool:
        """Wait at most so long until there is a message, or the other side has closed."""
        if self._arrived:
            return True
        self._socket.settimeout(seconds)
        try:
            self._read()
        except TimeoutError:
            return False
        finally:
            self._socket.settimeout(None)
        return True

    def fileno(self) -> int:
        """The number to wait on."""
        return self._socket.fileno()

    def close(self) -> None:
        """Close this side."""
        if self in _open:
            _open.remove(self)
        self._socket.close()
        if self._process_lock:
            self._process_lock.close()

    def _take(self, size: int) -> bytes:
        """So many bytes; none when the other side has closed before it sent them."""
        while len(self._arrived) < size:
            if not self._read():
                return b""
        taken = bytes(self._arrived[:size])
        del self._arrived[:size]
        return taken

    def _read(self) -> bool:
        """Take in what has arrived, waiting for it; False when the other side has closed or was ended."""
        try:
            part = self._socket.recv(AT_ONCE)
        except ConnectionError:  # it has not read all that was sent to it
            self.is_broken = True
            return False
        self._arrived += part
        return bool(part)

    def _lock_processes(self, closed: bool) -> None:
        """Keep forked processes out while a message is written; the lock falls with its process."""
        if self._process_lock:
            fcntl.lockf(self._process_lock, fcntl.LOCK_EX if closed else fcntl.LOCK_UN)

    def share(self) -> None:
        """Before a fork: a lock for processes, once nobody is sending."""
        with self._thread_lock:
            if not self._process_lock:
                self._process_lock = tempfile.TemporaryFile()  # noqa: SIM115 - open as long as the channel

    def renew(self) -> None:
        """In a process that was forked: the thread that held the lock may not be there."""
        self._thread_lock = threading.RLock()


def _share_all() -> None:
    for channel in _open[:]:
        channel.share()


def _renew_all() -> None:
    for channel in _open:
        channel.renew()


if fcntl:
    os.register_at_fork(before=_share_all, after_in_child=_renew_all)
