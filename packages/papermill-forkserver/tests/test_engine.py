"""What the engine takes besides what the stock engine takes, and what it refuses."""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

import nbformat
import papermill
import pytest
from papermill_forkserver.kernelclient import KernelClient

from .corpus import notebook


def execute(nb: Any, tmp_path: Path, **arguments: Any) -> Any:
    nbformat.write(nb, tmp_path / "in.ipynb")
    return papermill.execute_notebook(
        tmp_path / "in.ipynb",
        tmp_path / "out.ipynb",
        engine_name="forkserver",
        progress_bar=False,
        **arguments,
    )


def test_folder_and_environment_of_cells(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    nb = notebook(
        "import os\nos.path.basename(os.getcwd()), os.environ['TRIAL'], 'HOME' in os.environ"
    )
    done = execute(
        nb,
        tmp_path,
        folder=str(tmp_path / "elsewhere"),
        environment={"TRIAL": "yes", "PATH": os.environ["PATH"]},
    )
    assert done.cells[0].outputs[0].data["text/plain"] == "('elsewhere', 'yes', False)"


@pytest.mark.parametrize(("end", "limit"), [("os._exit(1)", 60), ("while True:\n    pass", 1)])
def test_notebook_is_written_when_it_dies(tmp_path: Path, end: str, limit: int) -> None:
    nb = notebook("import os\nprint('before', flush=True)", end)
    with pytest.raises(Exception, match=r"died|timed out"):
        execute(
            nb,
            tmp_path,
            request_save_on_cell_execute=False,
            save_on_failure=str(tmp_path / "out.ipynb"),
            execution_timeout=limit,
        )
    left = nbformat.read(tmp_path / "out.ipynb", as_version=4)
    assert left.cells[0].outputs[0].text == "before\n"


@pytest.mark.parametrize("shown", ["all", "last_expr"])
def test_what_a_notebook_showed_before_it_died_is_there(tmp_path: Path, shown: str) -> None:
    """What only the last line gives goes with the reply; what others give does not wait."""
    nb = notebook(
        f"get_ipython().ast_node_interactivity = {shown!r}",
        "6 * 7",
        "7 * 6\n__import__('os')._exit(1)",
    )
    with pytest.raises(Exception, match="died"):
        execute(nb, tmp_path, save_on_failure=str(tmp_path / "out.ipynb"))
    left = nbformat.read(tmp_path / "out.ipynb", as_version=4)
    told = [[output.data["text/plain"] for output in cell.outputs] for cell in left.cells[1:]]
    assert told == [["42"], ["42"] if shown == "all" else []]
    assert left.cells[2].execution_count == 3


@pytest.mark.parametrize(("wait", "number"), [(0.5, None), (0.0, 2)])
def test_a_cell_that_no_process_has_read_has_no_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wait: float, number: int | None
) -> None:
    """Of a process that dies before the cell is sent, and of one that dies in it."""
    nb = notebook(
        "import os, threading, time\nthreading.Timer(0.2, os._exit, [1]).start()", "time.sleep(9)"
    )
    send = KernelClient.execute

    def late(client: KernelClient, code: str, **how: bool) -> str:
        time.sleep(wait if "sleep" in code else 0)
        return send(client, code, **how)

    monkeypatch.setattr(KernelClient, "execute", late)
    with pytest.raises(Exception, match="died"):
        execute(nb, tmp_path, save_on_failure=str(tmp_path / "out.ipynb"))
    left = nbformat.read(tmp_path / "out.ipynb", as_version=4)
    assert [cell.execution_count for cell in left.cells] == [1, number]


def test_the_number_of_a_cell_is_that_of_its_shell(tmp_path: Path) -> None:
    nb = notebook("get_ipython().execution_count = 7", "1", "2")
    done = execute(nb, tmp_path)
    stock = papermill.execute_notebook(tmp_path / "in.ipynb", None, progress_bar=False)
    seen = [[cell.execution_count for cell in made.cells] for made in (done, stock)]
    assert seen[0] == seen[1]


def test_another_language_is_refused(tmp_path: Path) -> None:
    nb = notebook("1")
    nb.metadata.kernelspec = {"name": "ir", "language": "R", "display_name": "R"}
    with pytest.raises(ValueError, match="runs notebooks in Python; this one is in R"):
        execute(nb, tmp_path)


@pytest.mark.parametrize(
    ("command", "refused"),
    [
        ("python", False),
        (sys.executable, False),
        ("/opt/other/bin/python", True),
        ("xpython", True),
    ],
)
def test_another_python_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, refused: bool
) -> None:
    spec = {"argv": [command, "-f", "{connection_file}"], "display_name": "x", "language": "python"}
    (tmp_path / "kernels/mine").mkdir(parents=True)
    (tmp_path / "kernels/mine/kernel.json").write_text(json.dumps(spec), encoding="utf-8")
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    nb = notebook("6 * 7")
    if refused:
        with pytest.raises(ValueError, match=f"The kernel mine runs {command}"):
            execute(nb, tmp_path, kernel_name="mine")
    else:
        done = execute(nb, tmp_path, kernel_name="mine")
        assert done.cells[0].outputs[0].data["text/plain"] == "42"


def test_output_widget_is_refused(tmp_path: Path) -> None:
    """As ipywidgets opens one; nbclient would have to answer the kernel."""
    nb = notebook(
        "from comm import create_comm\n"
        "create_comm(target_name='jupyter.widget', data={'state': {'_model_name': 'OutputModel'}});"
    )
    with pytest.raises(NotImplementedError, match="use the stock engine"):
        execute(nb, tmp_path)


def test_a_transformer_of_the_notebook_sees_every_call(tmp_path: Path) -> None:
    """A cell is transformed once, unless the notebook has a part in it: then as often as in stock."""
    nb = notebook(
        "calls = []\nget_ipython().input_transformers_post.append(lambda lines: calls.append(1) or lines)",
        "len(calls)",
        "get_ipython().transform_cell('1\\n2'), get_ipython().transform_cell('1\\n2')\nlen(calls)",
    )
    here = execute(nb, tmp_path)
    stock = papermill.execute_notebook(tmp_path / "in.ipynb", None, progress_bar=False)
    seen = [[cell.outputs for cell in done.cells[1:]] for done in (here, stock)]
    assert seen[0] == seen[1]


def test_each_notebook_begins_in_its_own_folder(tmp_path: Path) -> None:
    """Though the history was made before the fork."""
    nb = notebook("import os\n_dh == [__import__('pathlib').Path.cwd()], In[1][:9]")
    (tmp_path / "elsewhere").mkdir()
    done = execute(nb, tmp_path, folder=str(tmp_path / "elsewhere"))
    assert done.cells[0].outputs[0].data["text/plain"] == "(True, 'import os')"
