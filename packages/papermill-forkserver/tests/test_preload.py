"""What is loaded ahead is what the caller asks for, and an error of it is told."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import nbformat
import papermill
import papermill_forkserver
import pytest
from papermill_forkserver import caller, spares

from .corpus import notebook

ASK = "import sys\nsorted({'calendar', 'this', 'xml.dom.minidom'} & set(sys.modules))"
MODULE = """
seen = []

def read(*values):
    seen.extend(values)
"""


@pytest.fixture(autouse=True, params=["forked", pytest.param("spare", marks=pytest.mark.lang)])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """With both kinds of processes, and a parent of its own for each test."""
    papermill_forkserver.stop()
    monkeypatch.setattr(caller, "FORK", request.param == "forked" and caller.FORK)
    monkeypatch.setattr(spares, "SPARES", 1)
    yield
    papermill_forkserver.stop()


def outputs(tmp_path: Path, *cells: str) -> list[str]:
    """The result of each cell."""
    nbformat.write(notebook(*cells), tmp_path / "in.ipynb")
    done = papermill.execute_notebook(
        tmp_path / "in.ipynb", None, engine_name="forkserver", progress_bar=False
    )
    return [cell.outputs[0].data["text/plain"] for cell in done.cells if cell.outputs]


def test_modules(tmp_path: Path) -> None:
    papermill_forkserver.preload("calendar", "xml.dom.minidom")
    papermill_forkserver.start()
    assert outputs(tmp_path, ASK) == ["['calendar', 'xml.dom.minidom']"]


def test_function_with_arguments(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ahead.py").write_text(MODULE, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    papermill_forkserver.preload(call="ahead:read", arguments=["data", 2, None, {"a": True}])
    assert outputs(tmp_path, "import ahead\nahead.seen") == ["['data', 2, None, {'a': True}]"]


def test_by_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAPERMILL_FORKSERVER_PRELOAD", "calendar, xml.dom.minidom")
    assert outputs(tmp_path, ASK) == ["['calendar', 'xml.dom.minidom']"]
    papermill_forkserver.stop()
    papermill_forkserver.preload("calendar")
    assert outputs(tmp_path, ASK) == ["['calendar']"]


@pytest.mark.parametrize(
    ("modules", "call", "message"),
    [
        (["not_there"], None, "ModuleNotFoundError: No module named 'not_there'"),
        ([], "calendar:not_there", "AttributeError: module 'calendar'"),
        ([], "calendar:isleap", "TypeError"),
    ],
)
def test_what_cannot_be_loaded_is_told(
    tmp_path: Path, modules: list[str], call: str | None, message: str
) -> None:
    papermill_forkserver.preload(*modules, call=call, arguments=["x"])
    for _ in range(2):
        with pytest.raises(papermill_forkserver.PreloadError, match=message):
            outputs(tmp_path, "1")
    papermill_forkserver.stop()
    assert outputs(tmp_path, "1") == ["1"]


@pytest.mark.parametrize("call", ["module", "module:", ":function"])
def test_call_that_cannot_be(call: str) -> None:
    with pytest.raises(ValueError, match="expected 'module:function'"):
        papermill_forkserver.preload(call=call)


def test_on_the_command_line(tmp_path: Path) -> None:
    nbformat.write(notebook(ASK), tmp_path / "in.ipynb")
    subprocess.run(
        [sys.executable, "-m", "papermill", "--engine", "forkserver", "in.ipynb", "out.ipynb"],
        cwd=tmp_path,
        env={**os.environ, "PAPERMILL_FORKSERVER_PRELOAD": "calendar"},
        check=True,
        capture_output=True,
        timeout=240,
    )
    (cell,) = nbformat.read(tmp_path / "out.ipynb", as_version=4).cells
    assert cell.outputs[0].data["text/plain"] == "['calendar']"
