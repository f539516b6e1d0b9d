"""The progress bar: at 80 columns one sees how far it is, however many tasks run."""

from __future__ import annotations

import io
import re
from types import SimpleNamespace
from typing import Any

import pytest
from rich.console import Console

from woonanalyse.uitvoering import voortgang

LANG = ("notitieboek statushouders Twenterand", "notitieboek wijkaanpak Hof van Twente [deel]")


def taak(naam: str) -> Any:
    return SimpleNamespace(name=f"taken.py::2015-voorbeelddata: {naam}")


def regels(breedte: int, *bezig: str, klaar: int = 0, totaal: int | None = 69) -> list[str]:
    """What stood on a terminal while tasks ran, as the commands show it: every state of the line."""
    uit = io.StringIO()
    console = Console(file=uit, width=breedte, force_terminal=True, soft_wrap=True, highlight=False)
    einde: Any = SimpleNamespace(task=taak("kort"))
    sessie: Any = SimpleNamespace(tasks=range(totaal or 0))
    with voortgang.toon_voortgang(console):
        if totaal:
            voortgang.pytask_execute_log_start(sessie)
        for _ in range(klaar):
            voortgang.pytask_execute_task_log_start(taak("kort"))
            voortgang.pytask_execute_task_log_end(einde)
        for naam in bezig:
            voortgang.pytask_execute_task_log_start(taak(naam))
    kaal = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", uit.getvalue())
    return [regel.rstrip() for regel in re.split(r"[\r\n]+", kaal) if regel.strip()]


@pytest.mark.parametrize("breedte", [80, 60])
def test_counter_total_and_time_are_seen_beside_two_long_names(breedte: int) -> None:
    alle = regels(breedte, *LANG, klaar=12)
    assert max(len(regel) for regel in alle) <= breedte
    assert re.search(r"12/69 \d:\d\d:\d\d nog \S+ notitieboek stat.*…$", alle[-1])


def test_wide_enough_it_names_all_that_runs_without_the_edition() -> None:
    laatste = regels(200, *LANG)[-1]
    assert laatste.endswith(f"{LANG[0]}, {LANG[1]}") and "2015" not in laatste


def test_nothing_is_shown_before_it_is_known_how_much_there_is() -> None:
    assert regels(80, totaal=None) == []
