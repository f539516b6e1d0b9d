"""The root of the project, writing of results, and errors as a user sees them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from woonanalyse.kern import bestanden
from woonanalyse.kern.fouten import InvoerFout, Probleem, WoonanalyseFout
from woonanalyse.kern.project import resultatenmap, uitvoermap, werkmap, wortel_boven, zoek_wortel


def test_root_is_the_nearest_folder_with_a_project_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    diep = tmp_path / "a" / "b" / "c"
    diep.mkdir(parents=True)
    (tmp_path / "_quarto.yml").touch()
    assert wortel_boven(diep) == tmp_path
    (tmp_path / "a" / "_quarto.yml").touch()
    assert wortel_boven(diep) == tmp_path / "a"
    monkeypatch.chdir(diep)
    assert zoek_wortel() == tmp_path / "a"


def test_outside_a_project_there_is_a_message(tmp_path: Path) -> None:
    with pytest.raises(WoonanalyseFout, match=r"_quarto\.yml"):
        wortel_boven(tmp_path)


def test_folders_of_the_contract(tmp_path: Path) -> None:
    paden = [resultatenmap(tmp_path, "2017"), werkmap(tmp_path), uitvoermap(tmp_path, "2017")]
    assert [pad.relative_to(tmp_path).as_posix() for pad in paden] == [
        "data/processed/2017",
        "report/_werk",
        "report/_output/2017",
    ]


def test_text_is_written_whole_with_unix_lines(tmp_path: Path) -> None:
    pad = tmp_path / "nieuwe map" / "a.txt"
    bestanden.schrijf_tekst(pad, "één\ntwee\n")
    assert pad.read_bytes() == "één\ntwee\n".encode()
    assert list(pad.parent.iterdir()) == [pad]


def test_failed_write_leaves_the_old_file(tmp_path: Path) -> None:
    pad = tmp_path / "a.txt"
    bestanden.schrijf_tekst(pad, "oud")
    with pytest.raises(UnicodeEncodeError):
        bestanden.schrijf_tekst(pad, "nieuw \ud800")
    assert pad.read_text(encoding="utf-8") == "oud"


def test_csv_writes_unknown_as_an_empty_cell(tmp_path: Path) -> None:
    frame = pd.DataFrame(
        {
            "a": pd.array([1, None], dtype="Int64"),
            "b": pd.array([0.1, None], dtype="Float64"),
            "c": ["x, y", None],
        }
    )
    bestanden.schrijf_csv(tmp_path / "a.csv", frame)
    assert (tmp_path / "a.csv").read_bytes() == b'a,b,c\n1,0.1,"x, y"\n,,\n'


def test_json_keeps_the_order_and_the_letters(tmp_path: Path) -> None:
    bestanden.schrijf_json(tmp_path / "a.json", {"z": "één", "a": 1})
    assert (tmp_path / "a.json").read_text(encoding="utf-8") == '{\n  "z": "één",\n  "a": 1\n}\n'


def test_problem_says_where_what_and_what_was_expected() -> None:
    heel = Probleem("map/a.xlsx", "een getal", blad="Blad1", rij=4, kolom="hard", waarde="veel")
    assert str(heel) == (
        "map/a.xlsx, blad Blad1, rij 4, kolom hard: staat 'veel'; verwacht: een getal"
    )
    assert str(Probleem("a.csv", "een bestand")) == "a.csv: verwacht: een bestand"
    assert "staat ''" in str(Probleem("a.csv", "tekst", waarde=""))


def test_error_counts_its_problems() -> None:
    een, twee = Probleem("a.csv", "x"), Probleem("b.csv", "y")
    assert str(InvoerFout([een])).startswith("1 probleem in de invoer:")
    fout = InvoerFout(iter([een, twee]))
    assert str(fout).splitlines() == ["2 problemen in de invoer:", f"- {een}", f"- {twee}"]
    assert (fout.exitcode, WoonanalyseFout.exitcode) == (2, 1)


def test_importing_builds_no_grammar() -> None:
    """With JupyterLab installed, jsonschema would take 0.7 s in every process."""
    vraag = "import sys, woonanalyse.document.werkmap; print('lark' in sys.modules)"
    klaar = subprocess.run(
        [sys.executable, "-c", vraag], capture_output=True, text=True, check=True
    )
    assert klaar.stdout.strip() == "False"


def test_what_draws_nothing_does_not_load_matplotlib() -> None:
    """It takes 0.3 s; tables, sentences and the report's texts are made without it."""
    vraag = "import sys, woonanalyse.cli.verhaal, woonanalyse.document.werkmap, woonanalyse.uitvoering.bouw"
    klaar = subprocess.run(
        [sys.executable, "-c", f"{vraag}; print('matplotlib' in sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert klaar.stdout.strip() == "False"
