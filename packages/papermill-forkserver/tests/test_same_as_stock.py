"""The engine leaves the same executed notebooks as papermill's stock engine."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import papermill_forkserver
import pytest

from .compare import ENGINE, STORED, result, stored, versions, with_stock_engine
from .corpus import CORPUS

BY_STOCK = ("streams", "error_tolerated", "own_displays")
"""Notebooks that the stock engine runs as well, so that what is stored stays true; one in every test run."""

LONGER = (
    "async", "error_chain", "exited", "exited_zero", "figure_agg", "figure_error", "figure_error_tolerated",
    "figure_object", "figure_open", "figure_pandas", "figure_plot", "figure_svg", "figure_two",
    "just_in_time", "killed_segv", "killed_term", "magics", "magics_error", "more_processes", "namespace",
    "results", "shell", "shell_cells", "shell_object", "signals", "streams_flushed", "subprocess", "tables",
    "threads", "too_long_sleep",
)  # fmt: skip
"""Notebooks that take most of the time, and are like one that does not: they run in the longer job."""

WITH_LIBRARIES = ("figure_agg", "figure_inline", "figure_two", "recognition", "tables")
"""Notebooks that use what is loaded ahead in the other tests."""


def stock(name: str, tmp_path: Path) -> dict[str, Any]:
    """What the stock engine makes of it, now."""
    case = CORPUS[name]
    return with_stock_engine(case.notebook(), tmp_path / "stock", **case.arguments)


def is_the_same(name: str, tmp_path: Path) -> None:
    """What is stored answers first; where it does not, or was made by other versions, the stock engine."""
    case = CORPUS[name]
    found = result(case.notebook(), ENGINE, tmp_path / "own", **case.arguments)
    same_versions = stored("versions") == versions()
    if same_versions and found == stored(name):
        return
    expected = stock(name, tmp_path)
    assert found["error"] == expected["error"]
    cells = [dict(enumerate(outcome["notebook"]["cells"])) for outcome in (found, expected)]
    for number, cell in cells[1].items():
        assert cells[0].get(number) == cell  # the first cell that differs, and only that
    assert found == expected
    warnings.warn(
        f"{name}: what is stored is of other versions, so the stock engine was run beside ours; "
        "make_stored.py stores anew",
        stacklevel=2,
    )


@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=[pytest.mark.lang] * (name in LONGER)) for name in CORPUS],
)
def test_same_outcome(name: str, tmp_path: Path) -> None:
    is_the_same(name, tmp_path)


@pytest.fixture
def nothing_loaded() -> Any:
    """A warm parent that has loaded no library."""
    papermill_forkserver.stop()
    papermill_forkserver.preload()
    yield
    papermill_forkserver.stop()


@pytest.mark.lang
@pytest.mark.usefixtures("nothing_loaded")
@pytest.mark.parametrize("name", WITH_LIBRARIES)
def test_same_outcome_where_nothing_was_loaded_ahead(name: str, tmp_path: Path) -> None:
    is_the_same(name, tmp_path)


@pytest.mark.parametrize(
    "name",
    [BY_STOCK[0], *(pytest.param(name, marks=pytest.mark.lang) for name in BY_STOCK[1:])],
)
def test_stock_engine_still_does_what_is_stored(name: str, tmp_path: Path) -> None:
    now, then = stock(name, tmp_path), stored(name)
    assert now["error"] == then["error"]
    assert len(now["notebook"]["cells"]) == len(then["notebook"]["cells"])
    if stored("versions") == versions():  # the rest depends on the versions
        assert now == then


def test_every_notebook_has_a_stored_outcome_and_the_other_way_round() -> None:
    assert {path.stem for path in STORED.glob("*.json")} == {*CORPUS, "versions"}


def test_images_in_the_stored_outcomes_are_not_blank() -> None:
    images = [
        data["image/png"]
        for name in CORPUS
        for cell in stored(name)["notebook"]["cells"]
        for output in cell.get("outputs", [])
        if "image/png" in (data := output.get("data", {}))
    ]
    assert len(images) > 20
    assert not any(image["blank"] for image in images)
