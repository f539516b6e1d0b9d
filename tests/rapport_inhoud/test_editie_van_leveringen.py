"""An edition that is made from deliveries, of which some came: what its paper says of them and of itself."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest
import yaml
from hulp import kopieer_gegevens, tabellen_van
from rondehulp import DAG, EDITIE, LEDEN, planlevering
from typer.testing import CliRunner

from woonanalyse.cli import app
from woonanalyse.document import stuk
from woonanalyse.document.statuswoorden import voorbehoud
from woonanalyse.document.variabelen import variabelen
from woonanalyse.onderwerpen.dossier import Dossier
from woonanalyse.onderwerpen.dossierlezer import lees_dossier

GELEVERD = "leveringen van gemeenten en openbare gegevens"


@pytest.fixture(scope="module")
def _geleverd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with three deliveries, that no test changes."""
    project = tmp_path_factory.mktemp("geleverd") / "project"
    project.mkdir()
    kopieer_gegevens(project)
    (project / "data/edities/2027.yml").write_text(EDITIE, encoding="utf-8")
    with pytest.MonkeyPatch.context() as even:
        even.chdir(project)
        for code in LEDEN:
            pad = project / f"{code}.xlsx"
            pad.write_bytes(planlevering(code, 100))
            vast = ["--partij", code, "--peildatum", DAG, "--datum", "2027-01-20"]
            assert CliRunner().invoke(app, ["lever", str(pad), *vast]).exit_code == 0
    return project


@pytest.fixture
def project(_geleverd: Path, tmp_path: Path) -> Path:
    return shutil.copytree(_geleverd, tmp_path / "project")


@pytest.fixture
def dossier(project: Path, monkeypatch: pytest.MonkeyPatch) -> Dossier:
    monkeypatch.chdir(project)
    return lees_dossier(project, "2027")


def toon(dossier: Dossier) -> set[str]:
    tekst = variabelen(dossier, tabellen_van(dossier), pd.DataFrame())
    return set(yaml.safe_load(tekst)["rwp"]["toon"])


@pytest.mark.lang
def test_it_does_not_say_that_all_of_it_is_public(dossier: Dossier, project: Path) -> None:
    assert GELEVERD in voorbehoud(dossier)
    assert stuk.ondertitel(dossier.editie).endswith(f"op {GELEVERD}")
    ander = lees_dossier(project, "2017")
    assert GELEVERD not in voorbehoud(ander) + stuk.ondertitel(ander.editie)


def test_the_hard_plans_that_came_are_shown_without_a_need(dossier: Dossier, project: Path) -> None:
    assert "positie" in toon(dossier) and "behoefte" not in toon(dossier)
    leeg = project / "data/edities/2028.yml"
    leeg.write_text(EDITIE.replace("2027", "2028"), encoding="utf-8")
    assert "positie" not in toon(lees_dossier(project, "2028"))


def test_its_register_names_who_delivered(dossier: Dossier, project: Path) -> None:
    zij = (project / f"data/intern/planregister/{DAG}/plannen.csv.yml").read_text("utf-8")
    assert yaml.safe_load(zij)["uitgever"] == "Almelo, Borne en Hellendoorn"


@pytest.mark.usefixtures("dossier")
def test_proposals_about_agreements_of_before_are_refused_with_a_way_on() -> None:
    klaar = CliRunner().invoke(app, ["besluitstukken", "--editie", "2027"])
    tekst = " ".join(klaar.output.split())
    assert klaar.exit_code == 2
    assert "liep tot en met 31 december 2020, en de peildatum is 1 januari 2027" in tekst
    assert "data/afspraken.yml" in tekst and "woonanalyse sjabloon besluiten" in tekst
