"""Messages between the caller and a notebook's process: plain values, their length before them."""

from __future__ import annotations

import marshal
import os
import socket
import struct
import tempfile
import threading
from typing import Any

try:
    import fcntl
except ImportError:  # Windows has no fork, so only one process ever writes to a channel
    fcntl = None  # type: ignore[assignment]

LENGTE = struct.Struct("!Q")


class Kanaal:
    """One side of a stream socket.

    Messages are values of plain types (dict, list, str, bytes, numbers, None). They stay whole, also
    when threads write at once, or processes that a cell forked.
    """

    def __init__(self, sock: socket.socket) -> None:
        self._socket = sock
        self._draadslot = threading.Lock()
        self._processlot = tempfile.TemporaryFile() if fcntl else None  # noqa: SIM115 - open as long as the channel
        if fcntl:
            os.register_at_fork(after_in_child=self._nieuw_draadslot)

    def stuur(self, bericht: Any) -> None:
        """Send a message; raises OSError when the other side is gone."""
        inhoud = marshal.dumps(bericht)
        with self._draadslot:
            self._sluit(True)
            try:
                self._socket.sendall(LENGTE.pack(len(inhoud)) + inhoud)
            finally:
                self._sluit(False)

    def ontvang(self) -> Any:
        """The next message, waiting for it; None when the other side has closed."""
        kop = self._lees(LENGTE.size)
        inhoud = self._lees(LENGTE.unpack(kop)[0]) if kop else b""
        return marshal.loads(inhoud) if inhoud else None

    def fileno(self) -> int:
        """The number to wait on."""
        return self._socket.fileno()

    def close(self) -> None:
        """Close this side."""
        self._socket.close()
        if self._processlot:
            self._processlot.close()

    def _lees(self, aantal: int) -> bytes:
        delen = bytearray()
        while len(delen) < aantal:
            try:
                deel = self._socket.recv(min(aantal - len(delen), 1 << 20))
            except ConnectionError:  # the other side was ended
                deel = b""
            if not deel:
                return b""
            delen += deel
        return bytes(delen)

    def _sluit(self, dicht: bool) -> None:
        """Keep forked processes out while a message is written; the lock falls with its process."""
        if fcntl and self._processlot:
            fcntl.lockf(self._processlot, fcntl.LOCK_EX if dicht else fcntl.LOCK_UN)

    def _nieuw_draadslot(self) -> None:
        self._draadslot = threading.Lock()
