"""papermill's client for one notebook: its cells, and what they say, from a process of the warm parent."""

from __future__ import annotations

import asyncio
import contextlib
import time
from datetime import datetime
from typing import Any

from jupyter_core.utils import run_sync
from nbclient.client import timestamp
from nbclient.exceptions import (
    CellExecutionComplete,
    CellExecutionError,
    CellTimeoutError,
    DeadKernelError,
)
from nbformat import from_dict
from papermill.clientwrap import PapermillNotebookClient

from papermill_forkserver.caller import new_process
from papermill_forkserver.kernelclient import NOT_STARTED, PATIENCE, KernelClient


def _until(seconds: float | None) -> float | None:
    """The time of the monotonic clock in so many seconds."""
    return seconds and time.monotonic() + seconds


def _plain_output(kind: str, content: dict[str, Any]) -> dict[str, Any] | None:
    """The output that a message is, where it is plain to see that it fits the schema of notebooks."""
    match content:
        case {"name": str(name), "text": str(text)} if kind == "stream":
            return {"output_type": kind, "name": name, "text": text}
        case {"data": dict(data), "metadata": dict(metadata)} if all(
            isinstance(text, str) for text in data.values()
        ):
            output = {"output_type": kind, "data": data, "metadata": metadata}
            count = content.get("execution_count")
            if kind == "execute_result" and isinstance(count, int) and count > 0:
                return output | {"execution_count": count}
            return output if kind == "display_data" else None
    return None


class Client(PapermillNotebookClient):  # type: ignore[misc]
    """papermill's client, with a process of the warm parent in place of a kernel."""

    request: dict[str, Any]
    running: tuple[str, Any, int]
    """The id that messages of the cell that runs have as parent, the cell, and its place."""

    def execute(self, **_: Any) -> Any:
        """Run all cells; the notebook's process is gone when this returns."""
        self.reset_execution_trackers()
        try:
            self.kc = self.km = KernelClient(new_process())
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
            run_sync(self._hear_out)()
            raise
        finally:
            self.kc.close(patience)
        return self.nb

    def papermill_execute_cells(self) -> None:
        """As papermill does, in one run of an event loop, where it starts and stops one for each cell."""
        run_sync(self._execute_cells)()

    async def _execute_cells(self) -> None:
        for index, cell in enumerate(self.nb.cells):
            try:
                self.nb_man.cell_start(cell, index)
                await self.async_execute_cell(cell, index)
            except CellExecutionError as error:
                self.nb_man.cell_exception(cell, cell_index=index, exception=error)
                break
            finally:
                self._complete(self.nb.cells[index], index)

    def _async_poll_kernel_alive(self) -> asyncio.Future[None]:
        """No task: who waits for a message sees whether the process still runs."""
        return asyncio.get_running_loop().create_future()

    def _async_poll_output_msg(
        self, parent_msg_id: str, cell: Any, cell_index: int
    ) -> asyncio.Future[None]:
        """No task: outputs come the same way as the reply."""
        self.running = (parent_msg_id, cell, cell_index)
        return asyncio.get_running_loop().create_future()

    async def _async_poll_for_reply(
        self, msg_id: str, cell: Any, timeout: Any, *_: asyncio.Future[None]
    ) -> dict[str, Any]:
        """Take in all that comes of a cell, and give its reply; as nbclient does with two tasks more."""
        reply: dict[str, Any] | None = None
        ended, until = False, _until(timeout)
        self._take(self.kc.begun(msg_id))
        while reply is None or not ended:
            message = await self.kc.message(until)
            if message is None:
                if not self.kc.has_read():  # then the cell did not begin
                    cell["execution_count"] = None
                    cell["metadata"].get("execution", {}).clear()
                await self._async_check_alive()
                if reply is not None:
                    self._without_rest(cell)
                    break
                reply = await self._async_handle_timeout(timeout, cell)
                until = _until(self.iopub_timeout if reply else timeout)
            elif message["parent_header"]["msg_id"] == msg_id:
                if message["msg_type"] == "execute_reply":
                    reply, until = message, _until(self.iopub_timeout)
                else:
                    ended = self._take(message) or ended
        if self.record_timing:
            cell["metadata"]["execution"]["shell.execute_reply"] = timestamp(reply)
        return reply

    def _take(self, message: dict[str, Any]) -> bool:
        """Do what a message of the cell asks; whether it is the last one."""
        try:
            self.process_message(message, *self.running[1:])
        except CellExecutionComplete:
            return True
        return False

    def _without_rest(self, cell: Any) -> None:
        """As nbclient, where the reply has come and outputs keep coming."""
        late = "Timeout waiting for IOPub output"
        if self.raise_on_iopub_timeout:
            raise CellTimeoutError.error_from_timeout_and_cell(late, self.iopub_timeout, cell)
        self.log.warning(late)

    async def _hear_out(self) -> None:
        """Interrupt the cell that runs, and take in what it still has to say, for a while."""
        self.kc.interrupt_kernel()
        until = _until(PATIENCE)
        with contextlib.suppress(Exception):  # there is an error to raise already
            while message := await self.kc.message(until):
                ours = message["parent_header"]["msg_id"] == self.running[0]
                if ours and message["msg_type"] != "execute_reply" and self._take(message):
                    return

    def _complete(self, cell: Any, index: int) -> None:
        """As papermill does, which would look in which of many forms it has written when the cell began."""
        timing = cell.metadata.papermill
        begin = timing.pop("start_time", None)
        try:
            self.nb_man.cell_complete(cell, cell_index=index)
        finally:
            timing["start_time"] = begin
        if begin:
            took = datetime.fromisoformat(timing["end_time"]) - datetime.fromisoformat(begin)
            timing["duration"] = took.total_seconds()

    def output(
        self, outs: list[Any], msg: dict[str, Any], display_id: str | None, cell_index: int
    ) -> Any:
        """As nbclient, which holds each output against a schema; of most it is plain to see that they fit."""
        plain = _plain_output(msg["msg_type"], msg["content"])
        if plain is None or display_id or self.clear_before_next_output:
            return super().output(outs, msg, display_id, cell_index)
        outs.append(out := from_dict(plain))
        return out

    def on_comm_open_jupyter_widget(self, msg: dict[str, Any]) -> Any:
        """Refuse the widget for which nbclient has to answer the kernel while a cell runs."""
        if msg["content"]["data"].get("state", {}).get("_model_name") == "OutputModel":
            raise NotImplementedError(
                "The engine forkserver cannot run a notebook with ipywidgets.Output; use the stock engine."
            )
