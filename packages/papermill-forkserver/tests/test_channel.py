"""Messages over a channel stay whole, whoever sends."""

from __future__ import annotations

import os
import socket
import sys
import threading
from collections import Counter

import pytest
from papermill_forkserver import channel
from papermill_forkserver.channel import Channel

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no fork")

LARGE = "x" * 700_000
"""More than a socket takes at once."""


def _send(side: Channel, name: int) -> None:
    for _ in range(5):
        side.send([name, LARGE])


def _receive(side: Channel, seen: Counter[int]) -> None:
    while message := side.receive():
        name, text = message
        seen[name] += text == LARGE


def test_processes_and_threads_send_at_once() -> None:
    here, there = socket.socketpair()
    side, other = Channel(here), Channel(there)
    seen: Counter[int] = Counter()
    reads = threading.Thread(target=_receive, args=(other, seen))
    sends = threading.Thread(target=_send, args=(side, 0))
    reads.start()
    sends.start()  # it is sending when the others are forked
    pids = []
    for name in range(1, 4):
        pid = os.fork()
        if pid == 0:
            _send(side, name)
            os._exit(0)
        pids.append(pid)
    sends.join()
    for pid in pids:
        os.waitpid(pid, 0)
    side.close()
    reads.join()
    other.close()
    assert seen == dict.fromkeys(range(4), 5)


def test_there_is_a_lock_only_where_a_process_was_forked() -> None:
    side = Channel(socket.socketpair()[0])
    assert side._process_lock is None
    pid = os.fork()
    if pid == 0:
        os._exit(0 if side._process_lock else 1)
    assert os.waitpid(pid, 0)[1] == 0
    side.close()
    assert side._process_lock is not None
    assert side._process_lock.closed


def test_a_fork_in_a_signal_handler_does_not_wait_for_what_it_interrupts() -> None:
    """The thread that is sending is the one that forks."""
    side = Channel(socket.socketpair()[0])
    with side._thread_lock:
        pid = os.fork()
        if pid == 0:
            os._exit(0)
        assert os.waitpid(pid, 0)[1] == 0
    side.close()


def test_a_fork_knows_nothing_of_channels_that_are_closed() -> None:
    before = [*channel._open]
    for _ in range(3):
        side, other = (Channel(sock) for sock in socket.socketpair())
        assert [*before, side, other] == channel._open
        side.close()
        other.close()
        other.close()
    assert before == channel._open
