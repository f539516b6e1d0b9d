"""An older project brought up to date: what a person changed stays, with the new version beside it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import cast

import pytest
from hulp import WORTEL, inhoud_van
from rich.console import Console
from typer.testing import CliRunner

from woonanalyse.begin import bijwerken, maak
from woonanalyse.begin.bijwerken import leg_bronnen, werk_bij
from woonanalyse.cli import app
from woonanalyse.kern.fouten import InvoerFout
from woonanalyse.kern.project import DOCUMENTEN
from woonanalyse.uitvoering import meegeleverd, rapportbronnen
from woonanalyse.uitvoering.bouw import bouw
from woonanalyse.uitvoering.meegeleverd import LIJST, som_van
from woonanalyse.uitvoering.plan import Plan
from woonanalyse.uitvoering.rapportbronnen import OnvolledigFout

HOOFDSTUK, BOEK = "report/hoofdstukken/een.qmd", "notebooks/een.ipynb"
NAMEN = (
    "_quarto.yml", BOEK, "notebooks/twee.ipynb", HOOFDSTUK, "report/hoofdstukken/twee.qmd",
    *(f"report/{naam}" for naam in (*DOCUMENTEN.values(), "voor.py", "na.py", "_extensions/een.lua")),
)  # fmt: skip


def boek(bron: str, uitvoer: str = "") -> str:
    cel = {"cell_type": "code", "source": [bron], "outputs": [uitvoer], "execution_count": 1}
    return json.dumps({"cells": [cel], "metadata": {}})


def schrijf(wortel: Path, versie: str, *namen: str) -> None:
    for naam in namen:
        (wortel / naam).parent.mkdir(parents=True, exist_ok=True)
        tekst = boek(f"{versie} {naam}") if naam.endswith(".ipynb") else f"{versie} {naam}"
        (wortel / naam).write_text(tekst, encoding="utf-8")


@pytest.fixture
def product(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    map_ = tmp_path / "product"
    schrijf(map_, "eerste", *NAMEN)
    for module in (bijwerken, rapportbronnen):
        monkeypatch.setattr(module, "productwortel", lambda: map_)
    monkeypatch.setattr(rapportbronnen, "notitieboeken", lambda: {"twee": None})
    eerste = {n: [som_van(n, (map_ / n).read_bytes())[:12]] for n in NAMEN}
    monkeypatch.setattr(bijwerken, "versies", lambda: eerste)
    return map_


@pytest.fixture(params=["with its list", "without a list"])
def project(request: pytest.FixtureRequest, product: Path, tmp_path: Path) -> Path:
    """One that has the first version of everything; from before there were lists, or after."""
    wortel = tmp_path / "project"
    wortel.mkdir()
    leg_bronnen(wortel)
    if request.param == "without a list":
        for lijst in wortel.rglob(LIJST):
            lijst.unlink()
    schrijf(product, "tweede", *NAMEN)
    return wortel


def zonder_lijst(wortel: Path) -> dict[str, bytes]:
    return {n: b for n, b in inhoud_van(wortel).items() if not n.endswith(LIJST)}


def zonder_slot(wortel: Path) -> dict[str, bytes]:
    return {n: b for n, b in inhoud_van(wortel).items() if n != ".pytask/slot"}


def test_what_nobody_changed_follows(project: Path, product: Path) -> None:
    klaar = werk_bij(project)
    assert sorted(klaar.vernieuwd) == sorted(NAMEN)
    assert klaar.gewijzigd == klaar.ernaast == klaar.erbij == klaar.weg == []
    assert zonder_lijst(project) == inhoud_van(product)
    assert not any(vars(werk_bij(project)).values())


@pytest.mark.parametrize("naam", NAMEN)
def test_what_a_person_changed_stays_and_has_the_new_one_beside_it(
    project: Path, product: Path, naam: str
) -> None:
    schrijf(project, "van mij", naam)
    eigen = (project / naam).read_bytes()
    klaar = werk_bij(project)
    assert (klaar.gewijzigd, klaar.ernaast) == ([naam], [f"{naam}.nieuw"])
    assert naam not in klaar.vernieuwd and len(klaar.vernieuwd) == len(NAMEN) - 1
    assert (project / naam).read_bytes() == eigen
    assert (project / f"{naam}.nieuw").read_bytes() == (product / naam).read_bytes()
    weer = werk_bij(project)
    assert (weer.gewijzigd, weer.ernaast) == ([naam], [])
    assert rapportbronnen.leg_rapportbronnen(project) == []  # it was told


def test_a_notebook_that_only_ran_is_not_changed(project: Path) -> None:
    (project / BOEK).write_text(boek(f"eerste {BOEK}", "een uitkomst"), encoding="utf-8")
    assert BOEK in werk_bij(project).vernieuwd


def test_what_the_product_has_no_more_goes_unless_it_was_changed(
    project: Path, product: Path
) -> None:
    for naam in (HOOFDSTUK, BOEK):
        (product / naam).unlink()
    schrijf(project, "van mij", BOEK)
    klaar = werk_bij(project)
    assert klaar.weg == [HOOFDSTUK] and not (project / HOOFDSTUK).exists()
    assert (project / BOEK).exists()


WEG = ("_quarto.yml", "notebooks", "notebooks/twee.ipynb", "report/stuk.qmd", "report/_extensions")


@pytest.mark.parametrize("weg", WEG)
def test_an_installation_that_is_not_whole_changes_nothing(
    project: Path, product: Path, weg: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pad = product / weg
    shutil.rmtree(pad) if pad.is_dir() else pad.unlink()
    voor = zonder_slot(project)
    klaar = CliRunner().invoke(app, ["begin", str(project), "--bijwerken"])
    assert klaar.exit_code == 2 and "installatie van woonanalyse is niet heel" in klaar.stderr
    assert str(product) in klaar.stderr and weg in klaar.stderr
    with pytest.raises(OnvolledigFout):
        bouw(project, cast(Plan, None), [], Console(quiet=True))
    assert zonder_slot(project) == voor
    monkeypatch.setattr(maak, "productwortel", lambda: product)
    nieuw = ["begin", str(project.parent / "nieuw"), "--naam", "N", "--gemeente", "Borne"]
    assert CliRunner().invoke(app, nieuw).exit_code == 2
    assert not (project.parent / "nieuw").exists()


def test_notebooks_follow_at_a_run_where_they_were_laid(product: Path, tmp_path: Path) -> None:
    wortel = tmp_path / "project"
    wortel.mkdir()
    leg_bronnen(wortel)
    schrijf(product, "tweede", *NAMEN)
    schrijf(wortel, "van mij", "_quarto.yml")
    assert rapportbronnen.volg_notitieboeken(wortel) == ["_quarto.yml"]
    assert (wortel / BOEK).read_bytes() == (product / BOEK).read_bytes()


def test_a_project_with_data_only_gets_no_notebooks(product: Path, tmp_path: Path) -> None:
    wortel = tmp_path / "project"
    schrijf(wortel, "eerste", "_quarto.yml")
    werk_bij(wortel)
    rapportbronnen.volg_notitieboeken(wortel)
    assert not (wortel / "notebooks").exists()


def test_no_project_or_one_with_code_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvoerFout, match="een project: een map met"):
        werk_bij(tmp_path)
    with pytest.raises(InvoerFout, match="zonder eigen code"):
        werk_bij(WORTEL)


def test_the_command_tells_it(project: Path) -> None:
    schrijf(project, "van mij", HOOFDSTUK)
    klaar = CliRunner().invoke(app, ["begin", str(project), "--bijwerken"])
    assert klaar.exit_code == 0, klaar.stderr
    for regel in (f"  {HOOFDSTUK}", f"  {HOOFDSTUK}.nieuw", f"  {BOEK}"):
        assert regel in klaar.stdout.splitlines()
    klaar = CliRunner().invoke(app, ["begin", str(project / "weg"), "--bijwerken"])
    assert klaar.exit_code == 2


def test_versions_that_were_shipped_are_known() -> None:
    """Every name that is shipped now, unless it came after the list was written last."""
    bekend = bijwerken.versies()
    er = {f"report/{p.relative_to(WORTEL / 'report').as_posix()}" for p in
          meegeleverd._bestanden(WORTEL / "report", rapportbronnen.BRONNEN)}  # fmt: skip
    assert len(er & bekend.keys()) > 30
    assert all(len(een) == 12 for hashes in bekend.values() for een in hashes)
