"""The example of docs/uitleg/programmeringsstrategie.md runs, and gives what the page says."""

from __future__ import annotations

import contextlib
import io
import re

from hulp import WORTEL

BLAD = WORTEL / "docs/uitleg/programmeringsstrategie.md"
BLOK = re.compile(r"^```python.*\n((?:.*\n)*?)```$", re.MULTILINE)
KOP = "\n# Dat geeft:\n#\n"


def test_the_example_gives_what_its_last_lines_say() -> None:
    (blok,) = BLOK.findall(BLAD.read_text(encoding="utf-8"))
    code, _, geeft = blok.partition(KOP)
    uit = io.StringIO()
    with contextlib.redirect_stdout(uit):
        exec(compile(code, str(BLAD), "exec"), {})
    assert [f"# {regel}" for regel in uit.getvalue().splitlines()] == geeft.splitlines()
