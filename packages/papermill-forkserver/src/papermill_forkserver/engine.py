"""The engine as papermill sees it: nbclient's own handling of cells and outputs, on another kernel."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from jupyter_client.kernelspec import NATIVE_KERNEL_NAME, KernelSpecManager, NoSuchKernel
from jupyter_core.utils import run_sync
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import from_dict
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import Engine, NotebookExecutionManager
from papermill.iorw import write_ipynb
from papermill.log import logger
from papermill.utils import merge_kwargs, remove_args

from papermill_forkserver.caller import new_process
from papermill_forkserver.kernelclient import NOT_STARTED, PATIENCE, KernelClient


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


class _Client(PapermillNotebookClient):  # type: ignore[misc]
    """papermill's client, with a process of the warm parent in place of a kernel."""

    request: dict[str, Any]

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
            self.kc.break_off()
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
