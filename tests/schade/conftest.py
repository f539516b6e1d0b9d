"""One copy of the data per module: each damage is undone by who made it."""

from __future__ import annotations

import pytest
from schade.schadehulp import Wereld


@pytest.fixture(scope="module")
def wereld(tmp_path_factory: pytest.TempPathFactory) -> Wereld:
    return Wereld.maak(tmp_path_factory.mktemp("schade"))
