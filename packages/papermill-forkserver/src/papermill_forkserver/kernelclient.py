"""What nbclient needs of a kernel's manager and of its client, for a process of the warm parent."""

from __future__ import annotations

import asyncio
import contextlib
import queue
import time
import uuid
from typing import Any

from jupyter_client.session import json_unpacker
from nbclient.exceptions import DeadKernelError

from papermill_forkserver.caller import Process
from papermill_forkserver.channel import Channel
from papermill_forkserver.loading import PreloadError
from papermill_forkserver.spares import Worker

PATIENCE = 5.0
"""Seconds a notebook's process gets to end by itself when its cells are done."""

MOMENT = 0.05
"""Seconds that the event loop may be held up, so that most messages need no turn of it."""

NOT_STARTED = (
    "The process of the notebook did not start (too little memory, or stopped from outside)."
)


class KernelClient:
    """What nbclient needs of a kernel's manager and of its client."""

    def __init__(self, process: Process | Worker) -> None:
        self.process = process
        self.iopub_channel = _Output(self)
        self.shell_channel = _Replies(self.iopub_channel)

    def begin(self, request: dict[str, Any]) -> dict[str, Any]:
        """Send what to run in; gives language_info once the process is ready."""
        with contextlib.suppress(OSError):  # then there is no answer, or one that says why
            self.process.channel.send(request)
        ready = self.process.channel.receive()
        if ready is None:
            raise DeadKernelError(NOT_STARTED)
        if "failed" in ready:
            raise PreloadError(ready["failed"])
        self.process.pid = ready["pid"]
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
        with contextlib.suppress(OSError):  # of a dead process `is_alive` tells
            self.process.channel.send({"header": header, "content": content, "metadata": {}})
        return number

    def is_alive(self) -> bool:
        """Whether the notebook's process still runs."""
        return self.process.is_alive()

    def interrupt_kernel(self) -> None:
        """Stop the cell that runs, as Ctrl-C does."""
        self.process.interrupt()

    def break_off(self) -> None:
        """Interrupt the cell that runs, and take in what it still has to say."""
        self.process.interrupt()
        self.iopub_channel.await_rest()

    def close(self, patience: float) -> None:
        """End the process."""
        self.iopub_channel.stop()
        self.process.close(patience)


class _Output:
    """The messages of a cell, in the order in which they were sent; the reply goes to its own queue."""

    def __init__(self, kernel: KernelClient) -> None:
        self.kernel = kernel
        self.reader: asyncio.Task[Any] | None = None
        self.turn = time.monotonic()

    def await_rest(self) -> None:
        """Let nbclient read on until the cell has ended, for a while."""
        if self.reader and not self.reader.done() and not self.reader.get_loop().is_running():
            rest = asyncio.wait([self.reader], timeout=PATIENCE)
            self.reader.get_loop().run_until_complete(rest)

    def stop(self) -> None:
        """Take away the task that still waits for a message of a cell that timed out or died."""
        if self.reader is None or self.reader.done():
            return
        loop = self.reader.get_loop()
        if loop.is_running():
            loop.call_soon_threadsafe(self.reader.cancel)
        else:
            self.reader.cancel()
            loop.run_until_complete(asyncio.wait([self.reader]))

    async def get_msg(self, timeout: float | None = None) -> dict[str, Any]:
        """The next message."""
        self.reader = asyncio.current_task()
        channel = self.kernel.process.channel
        while True:
            await self._wait_for(channel)
            message = channel.receive()
            if message is None:  # nbclient finds out that the process is dead, and cancels
                await asyncio.Event().wait()
            message["content"] = json_unpacker(message["content"])
            message["header"] = {"msg_type": message["msg_type"]}
            message["metadata"] = {}
            message["parent_header"] = {"msg_id": message.pop("parent")}
            if message["msg_type"] != "execute_reply":
                return message
            self.kernel.shell_channel.replies.put_nowait(message)

    async def _wait_for(self, channel: Channel) -> None:
        """Wait until there is something to read: a moment here, which costs least, and then in the loop."""
        if time.monotonic() > self.turn:  # the limit of the cell is for another task to keep
            await asyncio.sleep(0)
            self.turn = time.monotonic() + MOMENT
        if not channel.is_readable(MOMENT):
            await _readable(channel.fileno())


class _Replies:
    """The replies to execute requests."""

    def __init__(self, output: _Output) -> None:
        self.output = output
        self.replies: asyncio.Queue[Any] = asyncio.Queue()

    async def get_msg(self, timeout: float | None = None) -> dict[str, Any]:
        """The next reply; raises queue.Empty when there is none in time.

        No reply comes when nbclient could not handle a message: then that error is raised.
        """
        reader = self.output.reader
        if reader:
            reader.add_done_callback(self._give_up)
        try:
            there = not self.replies.empty()
            coming = None if there else asyncio.wait_for(self.replies.get(), timeout)
            reply = await coming if coming else self.replies.get_nowait()
        except TimeoutError:
            raise queue.Empty from None
        if isinstance(reply, BaseException):
            raise reply
        return reply

    def _give_up(self, reader: asyncio.Task[Any]) -> None:
        if not reader.cancelled() and isinstance(error := reader.exception(), Exception):
            self.replies.put_nowait(error)


async def _readable(number: int) -> None:
    """Wait until there is something to read."""
    loop, read = asyncio.get_running_loop(), asyncio.Event()
    loop.add_reader(number, read.set)
    try:
        await read.wait()
    finally:
        loop.remove_reader(number)
