"""`woonanalyse watals`: marked as a scenario, in a folder of its own, and refused where it cannot be."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest
from hulp import inhoud_van, kopieer_gegevens
from typer.testing import CliRunner, Result

from woonanalyse.cli import app


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return kopieer_gegevens(tmp_path_factory.mktemp("watals") / "project")


def vraag(wortel: Path, *argumenten: str) -> Result:
    with pytest.MonkeyPatch.context() as plek:
        plek.chdir(wortel)
        plek.setenv("COLUMNS", "200")
        return CliRunner().invoke(app, ["watals", *argumenten])


def test_what_cannot_be_is_refused_all_at_once_and_leaves_nothing(project: Path) -> None:
    voor = inhoud_van(project)
    gezegd = ["Borne=-4", "Zwolle=3", "Wierden=9999", "Almelo=veel", "Enschede"]
    terug = [deel for een in gezegd for deel in ("--neem-terug", een)]
    klaar = vraag(project, "--editie", "2017", *terug, "--uitval", "2", "--vertraging", "-1")
    assert klaar.exit_code == 2
    assert klaar.stdout == ""
    regels = klaar.stderr.splitlines()
    for woorden in (
        *gezegd[:2],
        "Wierden heeft 610",
        "Almelo=veel",
        "Enschede",
        "uitval",
        "vertraging",
    ):
        assert any(woorden in regel for regel in regels), woorden
    assert inhoud_van(project) == voor


def test_an_edition_without_years_of_the_need_says_so(project: Path) -> None:
    klaar = vraag(project, "--editie", "2019")
    assert klaar.exit_code == 2
    assert "2019" in klaar.stderr and "onbekend" in klaar.stderr


def test_before_and_after_stand_in_a_folder_of_their_own_marked_as_scenario(project: Path) -> None:
    klaar = vraag(project, "--editie", "2017", "--neem-terug", "Borne=400", "--uitval", "0.2")
    assert klaar.exit_code == 0, klaar.output
    assert "scenario: geen echte stand" in klaar.stdout
    map_ = project / "data/processed/2017-watals"
    assert sorted(pad.name for pad in map_.iterdir()) == ["watals.csv", "watals.json"]
    uit = pd.read_csv(map_ / "watals.csv").set_index("gebied")
    assert uit.loc["Borne", ["hard_voor", "hard_na"]].tolist() == [1295, 895]
    assert set(uit["merk"]) == {"scenario"}
    gezegd = json.loads((map_ / "watals.json").read_text(encoding="utf-8"))
    assert gezegd["merken"] == ["scenario"] and gezegd["terug"] == {"GM0147": 400}


def test_the_default_edition_is_never_a_what_if(project: Path) -> None:
    klaar = vraag(project, "--json")
    assert klaar.exit_code == 0, klaar.output
    gezegd = json.loads((project / "data/processed/2017-watals/watals.json").read_text("utf-8"))
    assert gezegd["editie"] == "2017"
    assert {rij["gebied"] for rij in json.loads(klaar.stdout)} >= {"Twente", "Borne"}
