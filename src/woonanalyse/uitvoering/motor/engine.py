"""The engine as papermill sees it: nbclient's own handling of cells and outputs, on another kernel."""

from __future__ import annotations

import asyncio
import contextlib
import os
import queue
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jupyter_client.session import json_unpacker
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import Engine, NotebookExecutionManager
from papermill.iorw import write_ipynb
from papermill.log import logger
from papermill.utils import merge_kwargs, remove_args

from woonanalyse.kern.fouten import WoonanalyseFout
from woonanalyse.uitvoering.motor.beller import Proces, nieuw_proces
from woonanalyse.uitvoering.motor.voorraad import Werker

GEDULD = 5.0
"""Seconds a notebook's process gets to end by itself when its cells are done."""


class WoonanalyseMotor(Engine):  # type: ignore[misc]
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
        werkmap: str | None = None,
        omgeving: dict[str, str] | None = None,
        bewaar_bij_breuk: str | None = None,
        **kwargs: Any,
    ) -> Any:
        """As the stock engine; `werkmap` and `omgeving` are where and in what environment cells run.

        `bewaar_bij_breuk`: where to write the notebook when its process dies or a cell takes too long,
        for a caller that has asked papermill not to save while it runs.
        The output file is written at the start, every `autosave_cell_every` seconds and at the end,
        not twice for each cell.
        """
        if nb_man.nb.metadata.get("kernelspec", {}).get("language", "python") != "python":
            raise WoonanalyseFout("De motor woonanalyse draait alleen notitieboeken in Python.")
        opties = merge_kwargs(
            remove_args(["input_path", "timeout", "startup_timeout"], **kwargs),
            timeout=execution_timeout or kwargs.get("timeout"),
            kernel_name=kernel_name,
            log=logger,
            log_output=log_output,
            stdout_file=stdout_file,
            stderr_file=stderr_file,
        )
        client = _Client(nb_man, **opties)
        client.opdracht = {
            "map": werkmap or str(Path.cwd()),
            "omgeving": omgeving or dict(os.environ),
        }
        try:
            with _zelden_opslaan(nb_man):
                return client.execute()
        except Exception:
            if bewaar_bij_breuk:
                write_ipynb(nb_man.nb, bewaar_bij_breuk)
            raise


@contextlib.contextmanager
def _zelden_opslaan(nb_man: NotebookExecutionManager) -> Iterator[None]:
    """Keep papermill from writing the whole notebook before and after each cell."""
    opslaan = nb_man.save

    def soms(**_: Any) -> None:
        verstreken = (nb_man.now() - nb_man.last_save_time).total_seconds()
        if nb_man.autosave_cell_every and verstreken >= nb_man.autosave_cell_every:
            opslaan()

    nb_man.save = soms
    try:
        yield
    finally:
        nb_man.save = opslaan


class _Client(PapermillNotebookClient):  # type: ignore[misc]
    """papermill's client, with a process of the warm parent in place of a kernel."""

    opdracht: dict[str, Any]

    def execute(self, **_: Any) -> Any:
        """Run all cells; the notebook's process is gone when this returns."""
        self.reset_execution_trackers()
        self.kc = self.km = _Kernel(nieuw_proces())
        geduld = 0.0
        try:
            taal = self.kc.begin(self.opdracht)
            self.papermill_execute_cells()
            self.nb.metadata["language_info"] = taal
            self.set_widgets_metadata()
            geduld = GEDULD
        except CellTimeoutError:
            self.kc.breek_af()
            raise
        finally:
            self.kc.sluit(geduld)
        return self.nb


class _Kernel:
    """What nbclient needs of a kernel's manager and of its client."""

    def __init__(self, proces: Proces | Werker) -> None:
        self.proces = proces
        self.iopub_channel = _Uitvoer(self)
        self.shell_channel = _Antwoorden()

    def begin(self, opdracht: dict[str, Any]) -> dict[str, Any]:
        """Send what to run in; gives language_info once the process is ready."""
        try:
            self.proces.kanaal.stuur(opdracht)
            klaar = self.proces.kanaal.ontvang()
        except OSError:
            klaar = None
        if klaar is None:
            raise DeadKernelError("Het proces van het notitieboek is niet gestart.")
        self.proces.pid = klaar["pid"]
        taal: dict[str, Any] = klaar["language_info"]
        return taal

    def execute(self, code: str, store_history: bool = True, stop_on_error: bool = True) -> str:
        """Send a cell; gives the id that its messages have as parent."""
        nummer = uuid.uuid4().hex
        inhoud = {
            "code": code,
            "silent": False,
            "store_history": store_history,
            "allow_stdin": False,
            "stop_on_error": stop_on_error,
        }
        kop = {"msg_id": nummer, "msg_type": "execute_request"}
        with contextlib.suppress(OSError):  # of a dead process `is_alive` tells
            self.proces.kanaal.stuur({"header": kop, "content": inhoud, "metadata": {}})
        return nummer

    def is_alive(self) -> bool:
        """Whether the notebook's process still runs."""
        return self.proces.leeft()

    def interrupt_kernel(self) -> None:
        """Stop the cell that runs, as Ctrl-C does."""
        self.proces.onderbreek()

    def breek_af(self) -> None:
        """Interrupt the cell that runs, and take in what it still has to say."""
        self.proces.onderbreek()
        self.iopub_channel.wacht_op_rest()

    def sluit(self, geduld: float) -> None:
        """End the process."""
        self.iopub_channel.stop()
        self.proces.sluit(geduld)


class _Uitvoer:
    """The messages of a cell, in the order in which they were sent; the reply goes to its own queue."""

    def __init__(self, kernel: _Kernel) -> None:
        self.kernel = kernel
        self.lezer: asyncio.Task[Any] | None = None

    def wacht_op_rest(self) -> None:
        """Let nbclient read on until the cell has ended, for a while."""
        if self.lezer and not self.lezer.done() and not self.lezer.get_loop().is_running():
            self.lezer.get_loop().run_until_complete(asyncio.wait([self.lezer], timeout=GEDULD))

    def stop(self) -> None:
        """Take away the task that still waits for a message of a cell that timed out or died."""
        if self.lezer is None or self.lezer.done():
            return
        lus = self.lezer.get_loop()
        if lus.is_running():
            lus.call_soon_threadsafe(self.lezer.cancel)
        else:
            self.lezer.cancel()
            lus.run_until_complete(asyncio.wait([self.lezer]))

    async def get_msg(self, timeout: float | None = None) -> dict[str, Any]:
        """The next message."""
        self.lezer = asyncio.current_task()
        kanaal = self.kernel.proces.kanaal
        while True:
            await _leesbaar(kanaal.fileno())
            bericht = kanaal.ontvang()
            if bericht is None:
                await (
                    asyncio.Event().wait()
                )  # nbclient finds out that the process is dead, and cancels
            bericht["content"] = json_unpacker(bericht["content"])
            bericht["header"] = {"msg_type": bericht["msg_type"]}
            bericht["metadata"] = {}
            bericht["parent_header"] = {"msg_id": bericht.pop("parent")}
            if bericht["msg_type"] != "execute_reply":
                return bericht
            self.kernel.shell_channel.antwoord.put_nowait(bericht)


class _Antwoorden:
    """The replies to execute requests."""

    def __init__(self) -> None:
        self.antwoord: asyncio.Queue[dict[str, Any]] = asyncio.Queue()

    async def get_msg(self, timeout: float | None = None) -> dict[str, Any]:
        """The next reply; raises queue.Empty when there is none in time."""
        try:
            return await asyncio.wait_for(self.antwoord.get(), timeout)
        except TimeoutError:
            raise queue.Empty from None


async def _leesbaar(nummer: int) -> None:
    """Wait until there is something to read."""
    lus, gelezen = asyncio.get_running_loop(), asyncio.Event()
    lus.add_reader(nummer, gelezen.set)
    try:
        await gelezen.wait()
    finally:
        lus.remove_reader(nummer)
