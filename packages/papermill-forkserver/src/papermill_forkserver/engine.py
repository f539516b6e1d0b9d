"""The engine as papermill sees it: which notebooks it runs, where, and when they are written."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jupyter_client.kernelspec import NATIVE_KERNEL_NAME, KernelSpecManager, NoSuchKernel
from papermill.engines import Engine, NotebookExecutionManager
from papermill.iorw import write_ipynb
from papermill.log import logger
from papermill.utils import merge_kwargs, remove_args

from papermill_forkserver.client import Client


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
        client = Client(nb_man, **options)
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
