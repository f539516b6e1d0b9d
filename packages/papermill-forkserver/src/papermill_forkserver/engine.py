"""The engine as papermill sees it: nbclient's own handling of cells and outputs, on another kernel."""

from __future__ import annotations

import asyncio
import contextlib
import os
import queue
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jupyter_client.kernelspec import NATIVE_KERNEL_NAME, KernelSpecManager, NoSuchKernel
from jupyter_client.session import json_unpacker
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import Engine, NotebookExecutionManager
from papermill.iorw import write_ipynb
from papermill.log import logger
from papermill.utils import merge_kwargs, remove_args

from papermill_forkserver.caller import Process, new_process
from papermill_forkserver.loading import PreloadError
from papermill_forkserver.spares import Worker

PATIENCE = 5.0
"""Seconds a notebook's process gets to end by itself when its cells are done."""

NOT_STARTED = (
    "The process of the notebook did not start (too little memory, or stopped from outside)."
)


class ForkserverEngine(Engine):  # type: ignore[misc]
    """Runs each notebook in a process of its own, forked from a parent that has everything loaded."""

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: NotebookExecutionManager,
        kernel_name: str,
        log_output: bool = False,
        stdout_file: Any = None,
        stderr_file: Any = None,
        start_timeout: int = 60,
        execution_timeout: int | None = None,
        folder: str | None = None,
        environment: dict[str, str] | None = None,
        save_on_failure: str | None = None,
        **kwargs: Any,
    ) -> Any:
        """As the stock engine; `folder` and `environment` are where and in what environment cells run.

        `save_on_failure`: where to write the notebook when its process dies or a cell takes too long,
        for a caller that has asked papermill not to save while it runs.
        The output file is written at the start, every `autosave_cell_every` seconds and at the end,
        not twice for each cell.
        """
        _check_kernel(nb_man.nb, kernel_name)
        options = merge_kwargs(
            remove_args(["input_path", "timeout", "startup_timeout"], **kwargs),
            timeout=execution_timeout or kwargs.get("timeout"),
            kernel_name=kernel_name,
            log=logger,
            log_output=log_output,
            stdout_file=stdout_file,
            stderr_file=stderr_file,
        )
        client = _Client(nb_man, **options)
        client.request = {
            "folder": folder or str(Path.cwd()),
            "environment": environment or dict(os.environ),
        }
        try:
            with _seldom_saved(nb_man):
                return client.execute()
        except Exception:
            if save_on_failure:
                write_ipynb(nb_man.nb, save_on_failure)
            raise


def _check_kernel(nb: Any, name: str) -> None:
    """Raise ValueError where the stock engine would start something else than this Python."""
    language = nb.metadata.get("kernelspec", {}).get("language", "python")
    if language != "python":
        raise ValueError(
            f"The engine forkserver runs notebooks in Python; this one is in {language}."
        )
    if name == NATIVE_KERNEL_NAME:
        return
    try:
        command = Path(KernelSpecManager().get_kernel_spec(name).argv[0])
    except NoSuchKernel:
        return
    here = command.parent in (Path(), Path(sys.executable).parent)
    if not (here and command.name.startswith("python")):
        raise ValueError(
            f"The kernel {name} runs {command}; the engine forkserver runs notebooks in the Python of "
            f"papermill, {sys.executable}. Use papermill of that environment, or -k {NATIVE_KERNEL_NAME}."
        )


@contextlib.contextmanager
def _seldom_saved(nb_man: NotebookExecutionManager) -> Iterator[None]:
    """Keep papermill from writing the whole notebook before and after each cell."""
    save = nb_man.save

    def sometimes(**_: Any) -> None:
        passed = (nb_man.now() - nb_man.last_save_time).total_seconds()
        if nb_man.autosave_cell_every and passed >= nb_man.autosave_cell_every:
            save()

    nb_man.save = sometimes
    try:
        yield
    finally:
        nb_man.save = save


class _Client(PapermillNotebookClient):  # type: ignore[misc]
    """papermill's client, with a process of the warm parent in place of a kernel."""

    request: dict[str, Any]

    def execute(self, **_: Any) -> Any:
        """Run all cells; the notebook's process is gone when this returns."""
        self.reset_execution_trackers()
        try:
            self.kc = self.km = _Kernel(new_process())
        except ConnectionError:
            raise DeadKernelError(NOT_STARTED) from None
        patience = 0.0
        try:
            language = self.kc.begin(self.request)
            self.papermill_execute_cells()
            self.nb.metadata["language_info"] = language
            self.set_widgets_metadata()
            patience = PATIENCE
        except CellTimeoutError:
            self.kc.break_off()
            raise
        finally:
            self.kc.close(patience)
        return self.nb

    def on_comm_open_jupyter_widget(self, msg: dict[str, Any]) -> Any:
        """Refuse the widget for which nbclient has to answer the kernel while a cell runs."""
        if msg["content"]["data"].get("state", {}).get("_model_name") == "OutputModel":
            raise NotImplementedError(
                "The engine forkserver cannot run a notebook with ipywidgets.Output; use the stock engine."
            )


class _Kernel:
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

    def __init__(self, kernel: _Kernel) -> None:
        self.kernel = kernel
        self.reader: asyncio.Task[Any] | None = None

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
            await _readable(channel.fileno())
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
            reply = await asyncio.wait_for(self.replies.get(), timeout)
        except TimeoutError:
            raise queue.Empty from None
        if isinstance(reply, BaseException):
            raise reply
        return reply

    def _give_up(self, reader: asyncio.Task[Any]) -> None:
        if not reader.cancelled() and (error := reader.exception()):
            self.replies.put_nowait(error)


async def _readable(number: int) -> None:
    """Wait until there is something to read."""
    loop, read = asyncio.get_running_loop(), asyncio.Event()
    loop.add_reader(number, read.set)
    try:
        await read.wait()
    finally:
        loop.remove_reader(number)
