"""Ctrl-C that is not lost.

A library may swallow the KeyboardInterrupt that Python raises wherever it happens to be, most of all while
it is loaded (a bare `except`, compiled code that clears errors). So it is kept that someone asked, and who
begins something long asks for it again.
"""

from __future__ import annotations

import signal
import threading
from types import FrameType

_gevraagd = threading.Event()


def luister() -> None:
    """Keep from now on that Ctrl-C was pressed; it raises KeyboardInterrupt as before.

    Only where Python's own answer to it stands: who is told to ignore it, or has another, keeps that.
    """
    _gevraagd.clear()
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _kom)


def stop_als_gevraagd() -> None:
    """Raise KeyboardInterrupt where Ctrl-C was pressed since `luister`, and nobody ended by it."""
    if _gevraagd.is_set():
        raise KeyboardInterrupt


def _kom(signaal: int, frame: FrameType | None) -> None:
    _gevraagd.set()
    signal.default_int_handler(signaal, frame)
