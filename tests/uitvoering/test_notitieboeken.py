"""The notebooks: kept clean, without arithmetic of their own, and run by papermill as they are."""

from __future__ import annotations

import ast
import functools
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import matplotlib as mpl
import nbformat
import pytest
from hulp import (
    EDITIES,
    WORTEL,
    balans_van,
    dossier,
    editie,
    inhoud_van,
    kopieer_project,
    lang_behalve,
    uitkomsten_van,
    zonder_sleutel,
)

from woonanalyse.kern.beeld.tonen import merk_voorbeelddata
from woonanalyse.kern.catalogus import (
    instellingen,
    notitieboeken,
    onderwerpen,
)
from woonanalyse.kern.fouten import WoonanalyseFout
from woonanalyse.onderwerpen.dossierlezer import lees_dossier
from woonanalyse.onderwerpen.editielezer import lees_editie
from woonanalyse.uitkomsten.resultaten import Resultaten, samen
from woonanalyse.uitkomsten.runs import SAMENGEVOEGD, runs_van, uitkomsten
from woonanalyse.uitvoering import notitieboek
from woonanalyse.uitvoering.notitieboek import voer_uit

NAMEN = tuple(f"{naam}.ipynb" for naam in sorted(notitieboeken()))
elk = pytest.mark.parametrize("naam", NAMEN)


def codecellen(naam: str, wortel: Path = WORTEL) -> list[Any]:
    boek = nbformat.read(wortel / "notebooks" / naam, as_version=4)
    return [cel for cel in boek.cells if cel.cell_type == "code"]


def is_parameters(cel: Any) -> bool:
    return "parameters" in cel.metadata.get("tags", [])


def test_there_are_no_other_notebooks() -> None:
    assert sorted(pad.name for pad in (WORTEL / "notebooks").glob("*.ipynb")) == sorted(NAMEN)


@elk
def test_notebook_is_stored_without_results(naam: str) -> None:
    nbformat.validate(nbformat.read(WORTEL / "notebooks" / naam, as_version=4))
    for cel in codecellen(naam):
        assert cel.outputs == [] and cel.execution_count is None
        assert set(cel.metadata) <= {"tags"}
    rauw = json.loads((WORTEL / "notebooks" / naam).read_text(encoding="utf-8"))
    assert rauw["metadata"]["kernelspec"]["name"] == "python3"
    assert set(rauw["metadata"]["language_info"]) <= {"name"}
    assert len({cel["id"] for cel in rauw["cells"]}) == len(rauw["cells"])


@elk
def test_notebook_has_one_cell_of_parameters_and_explains_itself(naam: str) -> None:
    boek = nbformat.read(WORTEL / "notebooks" / naam, as_version=4)
    assert [is_parameters(cel) for cel in boek.cells].count(True) == 1
    assert boek.cells[0].cell_type == "markdown" and boek.cells[0].source.startswith("# ")
    assert sum(cel.cell_type == "markdown" for cel in boek.cells) >= 4


@elk
def test_default_parameters_write_nothing_and_are_of_no_region(naam: str) -> None:
    waarden: dict[str, Any] = {}
    exec(next(cel.source for cel in codecellen(naam) if is_parameters(cel)), waarden)
    assert waarden["uit"] is None
    assert waarden["editie"] == waarden.get("gemeente", "") == ""


@elk
def test_notebook_has_no_arithmetic_of_its_own(naam: str) -> None:
    """Only `/` between paths; no numbers, no loops, no functions: those belong to the model."""
    for cel in codecellen(naam):
        boom = ast.parse(cel.source)
        for knoop in ast.walk(boom):
            if isinstance(knoop, ast.BinOp):
                basis = knoop.left
                while isinstance(basis, ast.BinOp):
                    basis = basis.left
                assert isinstance(knoop.op, ast.Div) and isinstance(basis, ast.Name)
                assert basis.id == "wortel", cel.source
            assert not isinstance(knoop, ast.AugAssign | ast.For | ast.While | ast.FunctionDef)
            assert not isinstance(knoop, ast.Lambda | ast.ClassDef)
            if isinstance(knoop, ast.Constant) and not is_parameters(cel):
                assert not isinstance(knoop.value, int | float | complex), cel.source
            if isinstance(knoop, ast.Call) and isinstance(knoop.func, ast.Attribute):
                assert knoop.func.attr not in {"sum", "mean", "div", "mul", "sub", "add", "round"}


@pytest.fixture(scope="module")
def kopie(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return kopieer_project(tmp_path_factory.mktemp("cellen") / "project", code=False)


@pytest.fixture
def _in_kopie(kopie: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.chdir(kopie)
    with mpl.rc_context():
        yield


@pytest.fixture
def _eens_gelezen(monkeypatch: pytest.MonkeyPatch) -> None:
    """A dossier is read by the first notebook that asks for it; the others get the same."""
    monkeypatch.setattr("woonanalyse.onderwerpen.snede.lees_dossier", functools.cache(lees_dossier))


def draai_cellen(naam: str, **parameters: object) -> dict[str, Any]:
    """Run the code cells in this process: what a kernel does, without its start."""
    ruimte: dict[str, Any] = {}
    for cel in codecellen(naam):
        exec(compile(cel.source, f"{naam}:{cel.id}", "exec"), ruimte)
        if is_parameters(cel):
            ruimte |= parameters
    return ruimte


@pytest.mark.usefixtures("_in_kopie", "_eens_gelezen")
@pytest.mark.lang
@pytest.mark.parametrize("jaar", EDITIES)
def test_slices_of_the_notebooks_joined_are_the_model_run_on_all_at_once(
    kopie: Path, jaar: str
) -> None:
    """Byte for byte, every result file that notebooks make; each notebook leaves what it promises."""
    d = dossier(jaar)
    uit = f"data/processed/{jaar}"
    runs = runs_van(d)
    for run in runs:
        draai_cellen(f"{run.notitieboek}.ipynb", editie=int(jaar), uit=uit, **run.parameters)
    map_ = kopie / uit
    beloofd = {product for run in runs for product in run.producten}
    assert {pad.relative_to(map_).as_posix() for pad in map_.rglob("*.*")} == beloofd
    verwacht = uitkomsten_van(d)
    assert {*uitkomsten(runs), *SAMENGEVOEGD} == set(verwacht)
    for naam, delen in uitkomsten(runs).items():
        gelezen = samen([Resultaten(map_).samen([deel]) for deel in delen])
        heel = verwacht[naam].to_csv(index=False, lineterminator="\n")
        assert gelezen.to_csv(index=False, lineterminator="\n") == heel, naam
    figuren = [(map_ / f).read_bytes() for run in runs for f in run.figuren if "gemeente-" in f]
    assert len(figuren) == len(set(figuren)) == 14


@pytest.mark.lang
@pytest.mark.traag
@pytest.mark.usefixtures("_eens_gelezen")
@pytest.mark.parametrize(
    "weg",
    lang_behalve(
        ["alles"],
        [*instellingen(), "alles"],
    ),
)
def test_notebooks_on_the_region_run_without_a_part_that_it_does_not_have(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, weg: str
) -> None:
    """Each key of the region file left out, and all of them: the others run and leave nothing of it."""
    sleutels = {*instellingen()} if weg == "alles" else {weg}
    zonder_sleutel(kopieer_project(tmp_path / "project", code=False), *sorted(sleutels))
    monkeypatch.chdir(tmp_path / "project")
    d = lees_dossier(tmp_path / "project", "2017")
    er_niet = [o for o in onderwerpen() if {o.instelling, *o.vereist} & sleutels]
    runs = [run for run in runs_van(d) if run.geheel]
    with mpl.rc_context():
        for run in runs:
            draai_cellen(f"{run.notitieboek}.ipynb", editie="2017", uit="uit", **run.parameters)
    gemaakt = inhoud_van(tmp_path / "project/uit")
    assert set(gemaakt) == {product for run in runs for product in run.producten}
    boeken = {o.notitieboek.naam for o in onderwerpen() if o.notitieboek and d.heeft(o)}
    assert {run.notitieboek for run in runs} == boeken - {"balans"}
    van_er_niet = {tabel.naam for o in er_niet for tabel in o.tabellen}
    assert not {Path(naam).stem.removesuffix("-geheel") for naam in gemaakt} & van_er_niet
    verwacht = uitkomsten_van(d)
    assert not {naam.removesuffix(".csv") for naam in verwacht} & van_er_niet
    for run in runs:
        for tabel, deel in run.delen.items():
            if not deel.endswith("-geheel.csv"):
                heel = verwacht[f"{tabel}.csv"].to_csv(index=False, lineterminator="\n")
                assert gemaakt[deel].decode() == heel, tabel


@pytest.mark.usefixtures("_in_kopie")
def test_norm_and_definition_come_from_the_data(tmp_path: Path, kopie: Path) -> None:
    """The notebook passes on what the project it runs in says, not what the code thinks."""
    ruimte = draai_cellen("balans.ipynb", gemeente="Wierden")
    assert ruimte["wortel"] == kopie
    assert ruimte["deze_editie"].norm == lees_editie(kopie, "2017").norm
    assert set(ruimte["uitkomst"]["oordeel"]) == {"buiten"}


@pytest.mark.usefixtures("_in_kopie")
def test_made_rows_are_marked_and_change_what_they_may() -> None:
    """With made rows every figure says so, and the way back gets its dates; without them it does not."""
    echt = draai_cellen("balans.ipynb", gemeente="Borne")
    try:
        met = draai_cellen("balans.ipynb", gemeente="Borne", voorbeelddata="ja")
        regio = draai_cellen("regio.ipynb", voorbeelddata="ja")
    finally:
        merk_voorbeelddata(False)
    assert "oorbeelddata" not in echt["beeld"].alt
    assert echt["uitkomst"]["termijn_start"].tolist() == ["2016-01-29"] * 2  # as article 15 is read
    assert met["beeld"].alt.startswith("Voorbeelddata.")
    assert met["uitkomst"]["termijn_start"].tolist() == ["2016-01-01"] * 2
    assert regio["punten"]["gemeente"].tolist() == ["Borne", "Hellendoorn", "Wierden"]


@pytest.mark.lang
@pytest.mark.traag
def test_notebooks_run_with_their_defaults_and_write_nothing(runs: Any) -> None:
    for run in (runs.standaard, *runs.geheel.values()):
        assert run.klaar.returncode == 0, run.klaar.stderr
    geschreven = [pad for pad in runs.achteraf if pad not in runs.vooraf]
    assert all("GM0147" in pad for pad in geschreven)


@pytest.mark.lang
@pytest.mark.traag
def test_only_what_was_asked_for_is_written(runs: Any) -> None:
    """The one run with `uit` wrote its seven files, and nothing else changed."""
    nieuw = {pad for pad in runs.achteraf if pad not in runs.vooraf}
    assert nieuw == {
        f"data/processed/{naam}"
        for naam in (
            "delen/balans-GM0147.csv",
            "delen/balans_vergelijking-GM0147.csv",
            "delen/balans_gepubliceerd-GM0147.csv",
            "delen/balans_tegenspraken-GM0147.csv",
            "delen/voorwaarden-GM0147.csv",
            "figuren/gemeente-GM0147.svg",
            "figuren/gemeente-GM0147.json",
        )
    }
    assert {pad: runs.achteraf[pad] for pad in runs.vooraf} == runs.vooraf


@pytest.mark.lang
@pytest.mark.traag
def test_edition_as_a_number_and_a_chosen_municipality(runs: Any) -> None:
    """`-p editie 2017` reaches the notebook as a number."""
    assert runs.borne.klaar.returncode == 0, runs.borne.klaar.stderr
    ingevoegd = next(
        cel.source
        for cel in runs.borne.notitieboek.cells
        if "injected-parameters" in cel.metadata.get("tags", [])
    )
    assert "editie = 2017\n" in ingevoegd + "\n"
    frame = balans_van(editie("2017"))
    borne = frame[frame["gemeente"] == "Borne"].to_csv(index=False, lineterminator="\n")
    assert runs.achteraf["data/processed/delen/balans-GM0147.csv"] == borne.encode()


@pytest.mark.lang
@pytest.mark.traag
def test_figures_carry_their_words_and_no_html(runs: Any) -> None:
    for run, begin in (
        (runs.standaard, "Staafdiagram van Almelo"),
        (runs.borne, "Staafdiagram van Borne"),
        (runs.geheel["regio"], "Lijndiagram"),
    ):
        figuur = run.uitvoer("image/svg+xml")[0]
        assert "text/html" not in figuur.data and "image/png" not in figuur.data
        woorden = figuur.metadata["image/svg+xml"]
        assert woorden["alt"].startswith(begin)
        assert "1 januari 2017" in woorden["bijschrift"]
        assert 'aria-label="' in "".join(figuur.data["image/svg+xml"])


@pytest.mark.lang
@pytest.mark.traag
def test_tables_carry_their_caption_and_no_html(runs: Any) -> None:
    tafels = [
        uitvoer
        for run in (runs.standaard, *runs.geheel.values())
        for uitvoer in run.uitvoer("text/markdown")
        if "bijschrift" in uitvoer.metadata.get("text/markdown", {})
    ]
    assert len(tafels) >= 5
    for tafel in tafels:
        assert tafel.metadata["text/markdown"]["bijschrift"]
        assert "text/html" not in tafel.data


@pytest.mark.lang
@pytest.mark.traag
def test_figures_of_two_municipalities_differ(runs: Any) -> None:
    almelo, borne = (
        "".join(run.uitvoer("image/svg+xml")[0].data["image/svg+xml"])
        for run in (runs.standaard, runs.borne)
    )
    assert almelo != borne
    assert borne.encode() == runs.achteraf["data/processed/figuren/gemeente-GM0147.svg"]


@pytest.mark.lang
@pytest.mark.traag
def test_municipality_that_does_not_exist_fails_by_name(runs: Any) -> None:
    """`../x` is no municipality: papermill fails, the error says so, nothing is written."""
    run = runs.buiten
    assert run.klaar.returncode != 0
    assert "'../x'" in run.klaar.stderr and "Almelo" in run.klaar.stderr
    fouten = [
        uitvoer
        for cel in run.notitieboek.cells
        for uitvoer in cel.get("outputs", [])
        if uitvoer.output_type == "error"
    ]
    assert [fout.ename for fout in fouten] == ["InvoerFout"]
    assert not any("buiten" in pad for pad in runs.achteraf)
    assert not list(runs.wortel.parent.glob("x*"))


@pytest.mark.lang
@pytest.mark.traag
def test_parameter_that_the_notebook_does_not_have(runs: Any) -> None:
    """Papermill only warns, and would go on with the notebook's own value."""
    run = runs.onbekend
    assert run.klaar.returncode != 0
    assert "kolom gemeenten: staat 'Borne'" in run.klaar.stderr
    assert "(bedoelt u gemeente?)" in run.klaar.stderr
    assert not any(pad.startswith("data/processed/x") for pad in runs.achteraf)


@pytest.mark.lang
@pytest.mark.traag
def test_nothing_on_the_error_channel_that_readers_would_see(runs: Any) -> None:
    for run in (runs.standaard, runs.borne, *runs.geheel.values()):
        for cel in run.notitieboek.cells:
            assert not [u for u in cel.get("outputs", []) if u.output_type == "stream"]


STUK: dict[str, Any] = {
    "nbformat": 4,
    "nbformat_minor": 5,
    "metadata": {"kernelspec": {"display_name": "x", "language": "python", "name": "python3"}},
    "cells": [
        {
            "cell_type": "code",
            "id": naam,
            "metadata": {"tags": ["parameters"]} if naam == "parameters" else {},
            "execution_count": None,
            "outputs": [],
            "source": bron,
        }
        for naam, bron in [
            ("parameters", 'gemeente = "Almelo"\neditie = "2017"'),
            (
                "python",
                "import sys, os, pathlib\npathlib.Path('python.txt').write_text(sys.prefix)",
            ),
            ("fout", "#| label: fig-x\n\nwaarde = dict()\nwaarde[gemeente]"),
        ]
    ],
}


@pytest.mark.traag
def test_failing_notebook_is_told_by_municipality_cell_and_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also: the kernel is that of this Python, whatever kernelspec a user has installed."""
    vals = tmp_path / "jupyter" / "kernels" / "python3"
    vals.mkdir(parents=True)
    spec = {"argv": [str(tmp_path / "bestaat-niet"), "{connection_file}"], "language": "python"}
    (vals / "kernel.json").write_text(json.dumps({**spec, "display_name": "x"}), encoding="utf-8")
    for naam in ("JUPYTER_PATH", "JUPYTER_DATA_DIR"):
        monkeypatch.setenv(naam, str(tmp_path / "jupyter"))
    monkeypatch.setenv("JUPYTER_PREFER_ENV_PATH", "0")
    bron = tmp_path / "proef.ipynb"
    bron.write_text(json.dumps(STUK), encoding="utf-8")
    doel = tmp_path / "uit" / "proef.ipynb"
    with pytest.raises(WoonanalyseFout) as fout:
        voer_uit(tmp_path, bron, doel, {"gemeente": "Borne", "editie": "2017"})
    melding = str(fout.value)
    for deel in ("proef.ipynb", "gemeente=Borne", "editie=2017", "waarde = dict()", "KeyError"):
        assert deel in melding
    assert doel.is_file() and doel.as_posix() in Path(melding.split(": ")[-1]).as_posix()
    assert "injected-parameters" in doel.read_text(encoding="utf-8")
    prefix = Path((tmp_path / "python.txt").read_text(encoding="utf-8"))
    assert prefix == Path(sys.prefix)


@pytest.mark.lang
def test_cell_that_takes_too_long_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notitieboek, "TIJDSLIMIET", 3)
    traag = {**STUK["cells"][0], "id": "traag", "source": "import time\ntime.sleep(60)"}
    bron = tmp_path / "proef.ipynb"
    bron.write_text(json.dumps({**STUK, "cells": [STUK["cells"][0], traag]}), encoding="utf-8")
    with pytest.raises(WoonanalyseFout) as fout:
        voer_uit(tmp_path, bron, tmp_path / "uit.ipynb", {"gemeente": "Borne"})
    for deel in ("gemeente=Borne", "cel 3 (import time)", "na 3 seconden nog niet klaar"):
        assert deel in str(fout.value)


def test_process_that_is_killed_is_told_by_its_cell(tmp_path: Path) -> None:
    dood = {**STUK["cells"][0], "id": "dood", "source": "import os\nos.kill(os.getpid(), 9)"}
    bron = tmp_path / "proef.ipynb"
    bron.write_text(json.dumps({**STUK, "cells": [STUK["cells"][0], dood]}), encoding="utf-8")
    with pytest.raises(WoonanalyseFout, match=r"cel 3 \(import os\): het proces .* is gestopt"):
        voer_uit(tmp_path, bron, tmp_path / "uit.ipynb", {"gemeente": "Borne"})


def test_notebook_that_is_no_notebook_is_told(tmp_path: Path) -> None:
    bron = tmp_path / "proef.ipynb"
    bron.write_text("{}", encoding="utf-8")
    with pytest.raises(WoonanalyseFout, match="papermill stopte"):
        voer_uit(tmp_path, bron, tmp_path / "uit.ipynb", {"gemeente": "Borne"})


def test_what_ran_says_nothing_of_this_machine(tmp_path: Path) -> None:
    bron, doel = tmp_path / "notebooks/een.ipynb", tmp_path / "data/processed/1/notebooks/een.ipynb"
    boek = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1 + 1")])
    bron.parent.mkdir()
    nbformat.write(boek, bron)
    voer_uit(tmp_path, bron, doel, {})
    gelopen = nbformat.read(doel, as_version=4)
    assert gelopen.cells[-1].outputs
    assert gelopen.metadata.papermill.input_path == "notebooks/een.ipynb"
    assert str(tmp_path) not in doel.read_text(encoding="utf-8")
