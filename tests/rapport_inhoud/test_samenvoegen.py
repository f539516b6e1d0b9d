"""The join of slices, and reading results back."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hulp import (
    EDITIES,
    dossier,
    uitkomsten_van,
)

from woonanalyse.kern.bestanden import schrijf_cellen, schrijf_csv
from woonanalyse.uitkomsten.resultaten import Resultaten, samen


def samengevoegd(map_: Path, *delen: str) -> str:
    """The join of slices as it is written."""
    resultaten = Resultaten(map_)
    schrijf_cellen(map_ / "uit.csv", samen([resultaten.samen([deel]) for deel in delen]))
    return (map_ / "uit.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize("naam", EDITIES)
def test_slices_joined_are_the_model_run_on_all_at_once(tmp_path: Path, naam: str) -> None:
    """A slice per municipality, written and joined, is the whole byte for byte."""
    for bestand in ("balans.csv", "balans_vergelijking.csv", "statushouders.csv"):
        heel = uitkomsten_van(dossier(naam))[bestand]
        delen = []
        for code, deel in heel.groupby("gemeentecode", sort=False):
            delen.append(f"{code}-{bestand}")
            schrijf_csv(tmp_path / delen[-1], deel)
        if heel.empty:
            delen.append(f"leeg-{bestand}")
            schrijf_csv(tmp_path / delen[-1], heel)
        assert samengevoegd(tmp_path, *delen) == heel.to_csv(index=False, lineterminator="\n")


def test_cells_are_joined_as_they_are(tmp_path: Path) -> None:
    """Nothing is read as a number on the way: no 1 becomes 1.0, no NA becomes empty."""
    (tmp_path / "a.csv").write_text('x,y\n007,NA\n1.10,"a, b"\n', encoding="utf-8")
    (tmp_path / "b.csv").write_text("x,y\n,nan\n", encoding="utf-8")
    (tmp_path / "leeg.csv").write_text("x,y\n", encoding="utf-8")
    tekst = samengevoegd(tmp_path, "b.csv", "leeg.csv", "a.csv")
    assert tekst == 'x,y\n,nan\n007,NA\n1.10,"a, b"\n'


def test_only_empty_slices_keep_the_header(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("x,y\n", encoding="utf-8")
    assert samengevoegd(tmp_path, "a.csv") == "x,y\n"


@pytest.mark.parametrize("naam", EDITIES)
@pytest.mark.parametrize("tabel", ["balans", "balans_gebied"])
def test_results_are_read_back_as_they_were(tmp_path: Path, naam: str, tabel: str) -> None:
    frame = uitkomsten_van(dossier(naam))[f"{tabel}.csv"]
    schrijf_csv(tmp_path / "a.csv", frame)
    gelezen = Resultaten(tmp_path).deel(tabel, "a.csv")
    verwacht = frame.astype(dict.fromkeys(frame.select_dtypes("str"), "object")).replace("", pd.NA)
    for soort in ("Int64", "Float64"):
        assert list(gelezen.select_dtypes(soort)) == list(verwacht.select_dtypes(soort))
    pd.testing.assert_frame_equal(gelezen, verwacht, check_dtype=False)


def test_a_result_is_read_again_only_when_it_was_written(tmp_path: Path) -> None:
    """Who changes a frame does not change that of another."""
    schrijf_csv(tmp_path / "balans.csv", pd.DataFrame({"gemeente": ["A"], "vervanging": [1]}))
    resultaten = Resultaten(tmp_path)
    eerste = resultaten.tabel("balans")
    eerste["vervanging"] = 5
    tweede = resultaten.tabel("balans")
    assert tweede["vervanging"].tolist() == [1]
    schrijf_csv(tmp_path / "balans.csv", pd.DataFrame({"gemeente": ["A"], "vervanging": [2]}))
    assert resultaten.tabel("balans")["vervanging"].tolist() == [2]
    (tmp_path / "balans.csv").unlink()
    with pytest.raises(FileNotFoundError):
        resultaten.tabel("balans")


def test_tasks_side_by_side_read_a_result_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    schrijf_csv(tmp_path / "balans.csv", pd.DataFrame({"gemeente": ["A"]}))
    echt, keren = pd.read_csv, []

    def lees(*delen: Any, **opties: Any) -> pd.DataFrame:
        keren.append(1)
        time.sleep(0.05)
        return echt(*delen, **opties)

    monkeypatch.setattr(pd, "read_csv", lees)
    resultaten = Resultaten(tmp_path)
    with ThreadPoolExecutor(4) as draden:
        frames = list(draden.map(resultaten.tabel, ["balans"] * 4))
    assert len(keren) == 1 and all(frame.equals(frames[0]) for frame in frames)


def test_slices_that_were_joined_are_not_kept(tmp_path: Path) -> None:
    resultaten = Resultaten(tmp_path)
    for naam in ("een.csv", "twee.csv"):
        (tmp_path / naam).write_text("gemeentecode\nGM0147\n", encoding="utf-8")
    assert len(resultaten.samen(["een.csv", "twee.csv"])) == 2
    assert len(resultaten.delen("balans", ["een.csv", "twee.csv"])) == 2
    assert not resultaten._gelezen
    assert resultaten.deel("balans", "een.csv") is not None
    assert [soort for soort, _ in resultaten._gelezen] == ["getypt"]
