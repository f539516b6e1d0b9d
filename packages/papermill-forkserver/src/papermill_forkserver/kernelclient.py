"""What nbclient needs of a kernel's manager and of its client, for a process of the warm parent."""

from __future__ import annotations

import asyncio
import contextlib
import time
import uuid
from typing import Any

from jupyter_client.session import json_unpacker
from nbclient.exceptions import DeadKernelError

from papermill_forkserver.caller import Process
from papermill_forkserver.loading import PreloadError
from papermill_forkserver.plain import is_plain
from papermill_forkserver.spares import Worker

PATIENCE = 5.0
"""Seconds a notebook's process gets to end by itself when its cells are done."""

MOMENT = 0.2
"""Seconds that the event loop may be held up, so that most messages need no turn of it."""

WATCH = 1.0
"""Seconds of silence after which it is looked whether the process still runs."""

NOT_STARTED = (
    "The process of the notebook did not start (too little memory, or stopped from outside)."
)


class KernelClient:
    """What nbclient needs of a kernel's manager and of its client."""

    def __init__(self, process: Process | Worker) -> None:
        self.process = process
        self.turn = time.monotonic()
        self.next = 0

    def begin(self, request: dict[str, Any]) -> dict[str, Any]:
        """Send what to run in; gives language_info once the process is ready."""
        with contextlib.suppress(OSError):  # then there is no answer, or one that says why
            self.process.channel.send(request)
        ready = self.process.channel.receive()
        if ready is None:
            raise DeadKernelError(NOT_STARTED)
        if "failed" in ready:
            raise PreloadError(ready["failed"])
        self.process.pid, self.next = ready["pid"], ready["next"]
        language: dict[str, Any] = ready["language_info"]
        return language

    def execute(self, code: str, store_history: bool = True, stop_on_error: bool = True) -> str:
        """Send a cell; gives the id that its messages have as parent."""
        number = uuid.uuid4().hex
        content = {
            "code": code,
            "silent": False,
            "store_history": store_history,
            "allow_stdin": False,
            "stop_on_error": stop_on_error,
        }
        header = {"msg_id": number, "msg_type": "execute_request"}
        try:
            self.process.channel.send(
                {"header": header, "content": content, "metadata": {}, "plain": is_plain(code)}
            )
        except OSError:  # of a dead process `is_alive` tells
            self.process.channel.is_broken = True
        return number

    def begun(self, number: str) -> dict[str, Any]:
        """What a kernel says first of a cell that was sent: the number that it will have."""
        content = {"execution_count": self.next}
        return _as_jupyter({"msg_type": "execute_input", "parent": number, "content": content})

    def has_read(self) -> bool:
        """Whether the process has taken in what was sent to it, as far as is known."""
        return isinstance(self.process, Worker) or not self.process.channel.is_broken

    def is_alive(self) -> bool:
        """Whether the notebook's process still runs."""
        return self.process.is_alive()

    def interrupt_kernel(self) -> None:
        """Stop the cell that runs, as Ctrl-C does."""
        self.process.interrupt()

    async def message(self, until: float | None) -> dict[str, Any] | None:
        """The next message; None when it does not come before `until` (on the monotonic clock), or never."""
        if not await self._comes(until):
            return None
        message = self.process.channel.receive()
        if message is None:
            await self._end(until)
            return None
        self.next = message.pop("next", self.next)
        return _as_jupyter(message | {"content": json_unpacker(message["content"])})

    async def _comes(self, until: float | None) -> bool:
        """Wait until there is something to read: a moment here, which costs least, and then in the loop."""
        if (now := time.monotonic()) > self.turn:
            await asyncio.sleep(0)
            self.turn = now + MOMENT
        channel = self.process.channel
        if until is not None and now >= until:
            return False
        if channel.is_readable(MOMENT):
            return True
        while not await _is_readable(channel.fileno(), _left(until, WATCH)):
            if _left(until, WATCH) <= 0:
                return False
            if not self.is_alive():
                return channel.is_readable(MOMENT)  # its last words
        return True

    async def _end(self, until: float | None) -> None:
        """Wait until a process that has closed its channel is gone."""
        while self.is_alive() and _left(until, WATCH) > 0:
            await asyncio.sleep(MOMENT)

    def close(self, patience: float) -> None:
        """End the process."""
        self.process.close(patience)


def _as_jupyter(message: dict[str, Any]) -> dict[str, Any]:
    """A message with what nbclient looks for in it."""
    parent = {"msg_id": message["parent"]}
    header = {"msg_type": message["msg_type"]}
    return {**message, "header": header, "metadata": {}, "parent_header": parent}


def _left(until: float | None, at_most: float) -> float:
    """Seconds until then."""
    return at_most if until is None else min(at_most, until - time.monotonic())


async def _is_readable(number: int, seconds: float) -> bool:
    """Wait at most so long until there is something to read."""
    loop, read = asyncio.get_running_loop(), asyncio.Event()
    loop.add_reader(number, read.set)
    try:
        await asyncio.wait_for(read.wait(), seconds)
    except TimeoutError:
        return False
    finally:
        loop.remove_reader(number)
    return True
