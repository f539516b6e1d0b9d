"""The project in which the tests of the report render."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rapporthulp import MaakProject, bouw_project


@pytest.fixture
def maak_project(tmp_path: Path) -> MaakProject:
    """A function that writes a project around the given body."""

    def maak(tekst: str, *, naam: str = "project", **rest: Any) -> Path:
        return bouw_project(tmp_path / naam, tekst, **rest)

    return maak
