"""Of tasks that are ready, the one with the longest work after it begins first; every run the same."""

from __future__ import annotations

import io
import json
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any

import pytest
from _pytask.scheduler import SimpleScheduler
from pytask import Product, Session, mark, task
from rich.console import Console

from woonanalyse.uitvoering import volgorde
from woonanalyse.uitvoering.bouw import draai
from woonanalyse.uitvoering.knopen import knoop

DUREN = {"a": 1.0, "b": 9.0, "c": 2.0, "na a": 5.0, "na c": 8.5}


def maak(map_: Path, naam: str, na: str = "begin", merk: Any = lambda taak: taak) -> Any:
    """A task that writes down that it ran, after another one."""

    @task(name=naam, kwargs={"nodig": knoop(map_ / na), "uit": knoop(map_ / naam)})
    @merk
    def taak(nodig: Path, uit: Annotated[Path, Product]) -> None:
        with (map_ / "gedaan").open("a", encoding="utf-8") as lijst:
            lijst.write(f"{naam}\n")
        uit.write_bytes(nodig.read_bytes())

    return taak


def loop(map_: Path, eerst: str, laatst: str = "") -> list[str]:
    """In what order the tasks ran, one at a time, when all are stale; `eerst` is marked to go first, `laatst`
    to go last."""
    (map_ / "begin").write_bytes(
        (map_ / "begin").read_bytes() + b"." if (map_ / "begin").exists() else b"."
    )
    (map_ / "gedaan").unlink(missing_ok=True)
    na, merken = {"na a": "a", "na c": "c"}, {eerst: mark.try_first, laatst: mark.try_last}
    taken = [
        maak(map_, naam, na.get(naam, "begin"), merken.get(naam, lambda taak: taak))
        for naam in ("b", "na c", "a", "na a", "c")
    ]
    draai(map_, taken, Console(file=io.StringIO()), 1)
    return (map_ / "gedaan").read_text(encoding="utf-8").split("\n")[:-1]


def test_without_an_earlier_run_the_chain_of_most_tasks_goes_first_then_marks_then_names(
    tmp_path: Path,
) -> None:
    assert loop(tmp_path, "") == ["a", "c", "b", "na a", "na c"]
    (tmp_path / ".pytask" / "runtimes.json").unlink()
    assert loop(tmp_path, "c") == ["c", "a", "b", "na a", "na c"]


def test_after_a_run_the_chain_that_took_longest_goes_first(tmp_path: Path) -> None:
    loop(tmp_path, "")
    pad = tmp_path / ".pytask" / "runtimes.json"
    bewaard = json.loads(pad.read_bytes())
    for taak in bewaard["task"]:
        taak["duration"] = DUREN[taak["id"].split("::")[-1]]
    pad.write_text(json.dumps(bewaard), encoding="utf-8")
    assert loop(tmp_path, "a") == ["c", "b", "na c", "a", "na a"]


def test_what_goes_last_makes_no_chain_longer(tmp_path: Path) -> None:
    """Of two equal chains the one that ends in such a task waits, and so does the task."""
    assert loop(tmp_path, "", laatst="na a") == ["c", "a", "b", "na c", "na a"]


def test_of_each_task_only_those_right_before_it_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A chain, of which by itself every task would be kept with all before it."""
    (tmp_path / "begin").write_bytes(b".")
    namen = ["begin", "een", "twee", "drie", "vier"]
    taken = [maak(tmp_path, naam, na) for na, naam in pairwise(namen)]
    gezien: list[int] = []

    def tel(session: Session) -> None:
        assert isinstance(session.scheduler, SimpleScheduler)
        dag = session.scheduler.dag
        gezien.extend(sorted(len([*dag.predecessors(naam)]) for naam in dag.nodes))

    monkeypatch.setattr(volgorde, "langste_keten_eerst", tel)
    draai(tmp_path, taken, Console(file=io.StringIO()), 2)
    assert gezien == [0, 1, 1, 1]
    assert (tmp_path / "gedaan").read_text(encoding="utf-8").split() == namen[1:]
