"""Libraries that the notebooks of the tests use are loaded ahead, for every test that says nothing else."""

from __future__ import annotations

import papermill_forkserver
import pytest


@pytest.fixture(autouse=True)
def _libraries_loaded() -> None:
    papermill_forkserver.preload("numpy", "pandas", "matplotlib.pyplot")
