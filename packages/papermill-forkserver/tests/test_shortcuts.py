"""What is not done where it would change nothing, and is done where it would."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import nbformat
import papermill
import pytest
from ipykernel import compiler, kernelbase
from IPython.core import async_helpers, inputtransformer2
from IPython.core.displayhook import DisplayHook
from IPython.core.formatters import HTMLFormatter
from papermill_forkserver.client import _plain_output
from papermill_forkserver.plain import is_plain
from papermill_forkserver.shortcuts import (
    _ask_once,
    _look_for_semicolon,
    _look_up_seldom,
    _remember_parameters,
    _tokenize_seldom,
    know_plain,
    murmur2,
)

from .compare import run
from .corpus import notebook

TransformerManager: Any = inputtransformer2.TransformerManager
murmur2_x86: Any = compiler.murmur2_x86
accepts_parameters: Any = kernelbase._accepts_parameters
should_be_async: Any = async_helpers._should_be_async

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


@pytest.mark.parametrize("length", range(9))
def test_the_file_of_a_cell_has_the_name_that_ipykernel_gives_it(length: int) -> None:
    cell = "é = 'x'\n"[:length]
    assert murmur2(cell, 0xC70F6907) == murmur2_x86(cell, 0xC70F6907)


@pytest.mark.parametrize("cell", ["a", "a;", "a;  # b", "a  # b;", "a = ';'", "", "';'"])
def test_a_semicolon_silences_a_cell_as_ever(cell: str) -> None:
    ask: Any = DisplayHook.semicolon_at_end_of_expression
    assert bool(_look_for_semicolon(ask)(cell)) == bool(ask(cell))


def _asked(cell: str) -> tuple[bool, bool, list[str]]:
    """Twice, as ipykernel and IPython do: the answers, and all that Python said of it."""
    ask = _ask_once(should_be_async)
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        return ask(cell), ask(cell), [str(warning.message) for warning in said]


@pytest.mark.parametrize(
    ("cell", "waits"),
    [("a = 1", False), ("await a", True), ("a = [b async for b in c]", True), ("a = (", False)],
)
def test_whether_a_cell_waits_is_asked_once(cell: str, waits: bool) -> None:
    assert _asked(cell) == (waits, waits, [])


def test_what_python_says_of_a_cell_it_says_each_time() -> None:
    first, second, said = _asked("a = 1 is 1")
    assert (first, second, len(said)) == (False, False, 2)


@pytest.mark.parametrize(
    ("cell", "plain"),
    [
        ("a = 1", True),
        ("async def f():\n    await a", True),
        ("await a", False),
        ("a = 1 is 1", False),
        ("a = (", False),
        ("%pwd", False),
    ],
)
def test_what_the_caller_sees_of_a_cell(cell: str, plain: bool) -> None:
    assert is_plain(cell) is plain


def test_what_the_caller_has_seen_of_a_cell_holds_for_that_cell() -> None:
    ask = _ask_once(should_be_async)
    know_plain("await a")
    assert [ask(cell) for cell in ("await a", "await a\n", "await b", "await a\n")] == [0, 0, 1, 1]


def test_what_cells_made_is_let_go_of_at_the_end_as_ever(tmp_path: Path) -> None:
    """Variables, the last three outputs, those before, an error, circles: all but what others hold on to."""
    make = """
        import sys

        class Made:
            def __init__(self, name):
                self.name = name

            def __del__(self, open=open):
                with open('gone.txt', 'a') as names:
                    print(self.name, file=names)

        held = Made('variable')
        circle = Made('circle')
        circle.itself = circle
        sys.kept = Made('kept')
        """
    shows = [f"Made('output {n}')" for n in range(5)]
    for engine in ("forkserver", None):
        folder = tmp_path / str(engine)
        _, error = run(notebook(make, *shows, "Out.clear()"), engine, folder)
        assert error is None
        gone = {"variable", "circle", *(f"output {n}" for n in range(5))}
        assert set((folder / "here" / "gone.txt").read_text().splitlines()) - {"kept"} == gone


@pytest.mark.filterwarnings("ignore::SyntaxWarning")
def test_filters_of_warnings_stay_as_they_are() -> None:
    before = [*warnings.filters]
    for cell in ("a = 1", "a = 1 is 1", "a = ("):
        _ask_once(should_be_async)(cell)
    assert warnings.filters == before


@pytest.mark.parametrize("known", ["nothing", "type", "name", "another"])
@pytest.mark.parametrize("of", [int, bool, "builtins.int"])
def test_who_shows_a_type_is_found_as_ever(known: str, of: Any) -> None:
    """Also of a type below one that is known, and where only the name of a type is."""

    def found(look_up: Any) -> Any:
        form: Any = HTMLFormatter()
        if known == "name":
            form.for_type_by_name("builtins", "int", str)
        elif known != "nothing":
            form.for_type(int if known == "type" else dict, str)
        try:
            return look_up(form, of)
        except KeyError as error:
            return error.args

    ask: Any = HTMLFormatter.lookup_by_type
    assert found(_look_up_seldom(ask)) == found(ask)


def test_parameters_of_another_function_are_asked_for_anew() -> None:
    ask = _remember_parameters(accepts_parameters)
    functions: list[Any] = [lambda a: a, lambda **b: b, lambda c: c]
    for function in functions * 2:
        assert ask(function, ["a", "b"]) == accepts_parameters(function, ["a", "b"])
