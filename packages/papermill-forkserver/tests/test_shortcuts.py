"""What is not done where it would change nothing, and is done where it would."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
import papermill
import pytest
from IPython.core import inputtransformer2
from papermill_forkserver.engine import _plain_output
from papermill_forkserver.kernel import _tokenize_seldom

from .corpus import notebook

TransformerManager: Any = inputtransformer2.TransformerManager

CELLS = (
    "a = 1\nif a:\n    b = [a,\n         2]",
    "%matplotlib inline",
    "a = %pwd",
    "a = !ls",
    "a?",
    "def f():\n    /print 1",
    ",print a b",
    "    ;print a b",
    ">>> /print 1",
    "In [1]: ,print a b",
    "%%time\n1",
    "a = '''\n/ b\n'''",
    "a \\\n/ b",
    "'{:.1%}'.format(1 != 2)",
    "a = 1\n\x0c/print 1",
)


@pytest.mark.parametrize("cell", CELLS)
def test_a_cell_is_transformed_as_ipython_does(cell: str) -> None:
    seldom = TransformerManager()
    _tokenize_seldom(seldom)
    assert seldom.transform_cell(cell) == TransformerManager().transform_cell(cell)


def test_a_token_transformer_of_the_notebook_sees_every_cell() -> None:
    class Seen(Exception):
        @classmethod
        def find(cls, tokens: Any) -> None:
            raise cls

    manager = TransformerManager()
    _tokenize_seldom(manager)
    manager.token_transformers.append(Seen)
    with pytest.raises(Seen):
        manager.transform_cell("a = 1")


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("stream", {"name": "stdout", "text": "a"}),
        ("display_data", {"data": {"text/plain": "a", "application/json": "b"}, "metadata": {}}),
        ("execute_result", {"data": {}, "metadata": {"m": [1]}, "execution_count": 1}),
    ],
)
def test_what_is_plain_to_see_fits_the_schema(kind: str, content: dict[str, Any]) -> None:
    output = _plain_output(kind, content | {"transient": {}})
    assert output == {"output_type": kind, **content}
    nbformat.validate(output, ref=kind, version=4)


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("stream", {"name": "stdout", "text": 1}),
        ("display_data", {"data": {"text/plain": 1}, "metadata": {}}),
        ("display_data", {"data": {"application/json": {}}, "metadata": {}}),
        ("execute_result", {"data": {}, "metadata": {}, "execution_count": None}),
        ("error", {"ename": "E", "evalue": "e", "traceback": []}),
        ("update_display_data", {"data": {}, "metadata": {}}),
    ],
)
def test_of_all_else_nbclient_is_asked(kind: str, content: dict[str, Any]) -> None:
    assert _plain_output(kind, content) is None


def test_an_output_that_does_not_fit_is_refused(tmp_path: Path) -> None:
    publish = "from IPython.display import publish_display_data as show\nshow({'text/plain': 3})"
    nbformat.write(notebook(publish), tmp_path / "in.ipynb")
    for engine in ("forkserver", None):
        with pytest.raises(nbformat.ValidationError):
            papermill.execute_notebook(
                tmp_path / "in.ipynb", None, engine_name=engine, progress_bar=False
            )
