"""The examples of docs/uitleg/programmeringsstrategie.md and docs/handleidingen/wat-als.md run, and give what
the pages say."""

from __future__ import annotations

import contextlib
import io
import re

import pytest
from hulp import WORTEL

BLADEN = ["docs/uitleg/programmeringsstrategie.md", "docs/handleidingen/wat-als.md"]
BLOK = re.compile(r"^```python.*\n((?:.*\n)*?)```$", re.MULTILINE)
KOP = "\n# Dat geeft:\n#\n"


@pytest.mark.parametrize("blad", BLADEN)
def test_the_example_gives_what_its_last_lines_say(
    blad: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(WORTEL)
    (blok,) = BLOK.findall((WORTEL / blad).read_text(encoding="utf-8"))
    code, _, geeft = blok.partition(KOP)
    uit = io.StringIO()
    with contextlib.redirect_stdout(uit):
        exec(compile(code, blad, "exec"), {})
    assert [f"# {regel}" for regel in uit.getvalue().splitlines()] == geeft.splitlines()
