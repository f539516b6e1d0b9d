"""Libraries that the notebooks of the tests use are loaded ahead, for every test that says nothing else."""

from __future__ import annotations

import signal

import papermill_forkserver
import pytest

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
"""A shell that starts the tests in the background lets them ignore it, and what they start with them."""


@pytest.fixture(autouse=True)
def _libraries_loaded() -> None:
    papermill_forkserver.preload("numpy", "pandas", "matplotlib.pyplot")
