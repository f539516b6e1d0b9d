"""Nodes whose state is their content."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from woonanalyse.uitvoering.knopen import knoop, knopen, mapknoop


def test_edit_within_the_same_time_stamp_is_seen(tmp_path: Path) -> None:
    pad = tmp_path / "a.csv"
    pad.write_text("123", encoding="utf-8")
    tijd = pad.stat().st_mtime_ns
    stand = knoop(pad).state()
    pad.write_text("321", encoding="utf-8")
    os.utime(pad, ns=(tijd, tijd))
    assert pad.stat().st_mtime_ns == tijd and pad.stat().st_size == 3
    assert knoop(pad).state() != stand


def test_other_time_with_the_same_content_is_no_change(tmp_path: Path) -> None:
    pad = tmp_path / "a.csv"
    pad.write_text("123", encoding="utf-8")
    stand = knoop(pad).state()
    os.utime(pad, (1, 1))
    assert knoop(pad).state() == stand


def test_what_is_not_a_file_has_no_state(tmp_path: Path) -> None:
    assert knoop(tmp_path / "weg").state() is None
    assert knoop(tmp_path).state() is None


def test_nodes_come_once_and_in_order(tmp_path: Path) -> None:
    paden = [tmp_path / naam for naam in ("b", "a", "b")]
    assert [node.path.name for node in knopen(paden)] == ["a", "b"]
    assert len({node.name for node in knopen(paden)}) == 2


def test_of_one_file_there_is_one_node_and_one_text_of_its_state(tmp_path: Path) -> None:
    """Hundreds of municipalities have thousands of files, each of which several tasks name."""
    pad = tmp_path / "a.csv"
    pad.write_text("123", encoding="utf-8")
    een, ander = knoop(pad), knoop(tmp_path / "a.csv")
    assert een is ander and knopen([pad]) == [een]
    assert een.state() is ander.state()
    assert knoop(tmp_path / "b.csv") is not een


def test_a_folder_that_goes_away_while_it_is_looked_at_has_no_state(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    map_ = tmp_path / "bladzijden"
    map_.mkdir()
    for naam in ("a.html", "b.html"):
        (map_ / naam).write_text(naam, encoding="utf-8")
    assert mapknoop(map_, tmp_path).state()
    er_is = Path.is_file

    def er_was(pad: Path) -> bool:
        gevonden = er_is(pad)
        pad.unlink()
        return gevonden

    monkeypatch.setattr(Path, "is_file", er_was)
    assert mapknoop(map_, tmp_path).state() is None
