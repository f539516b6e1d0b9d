"""Deliveries go from ambtelijk to akkoord by commands or a workbook; what is in the way is said at once."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from hulp import kopieer_gegevens
from leverhulp import HERTME, MATEN, PARTIJ, PEILDATUM, registerboek, schrijf
from typer.testing import CliRunner, Result

from woonanalyse.cli import app
from woonanalyse.kern.logboek import lees
from woonanalyse.leveringen.akkoord import AKKOORD, akkoord

ROL = ("--rol", "beleidsmedewerker wonen")
DAG = ("--datum", "2027-02-10")
BASIS = ("--peildatum", PEILDATUM, *ROL, *DAG)
MANDAAT = ("--mandaat", "mandaatregister 2026, nr. 12")
PLANNEN = f"{AKKOORD}/{PEILDATUM}/plannen.csv"


def roep(*delen: str) -> Result:
    return CliRunner().invoke(app, list(delen))


def lever(map_: Path, bestand: str, *plannen: dict[str, object], partij: str = PARTIJ) -> Result:
    pad = schrijf(map_, bestand, plannen or (MATEN, HERTME))
    keuzes = ("--partij", partij, "--peildatum", PEILDATUM, "--datum", "2027-01-20")
    return roep("lever", str(pad), *keuzes)


@pytest.fixture(scope="module")
def _geleverd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with a delivery, that no test changes."""
    project = tmp_path_factory.mktemp("geleverd") / "project"
    project.mkdir()
    kopieer_gegevens(project)
    with pytest.MonkeyPatch.context() as even:
        even.chdir(project)
        klaar = lever(project, "borne.xlsx")
    assert klaar.exit_code == 0, klaar.output
    return project


@pytest.fixture
def geleverd(_geleverd: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    project = shutil.copytree(_geleverd, tmp_path / "project")
    monkeypatch.chdir(project)
    return project


def namen(project: Path) -> str:
    pad = project / PLANNEN
    return pad.read_text(encoding="utf-8") if pad.exists() else ""


def acten(project: Path) -> list[str]:
    """What the log tells besides that plans were delivered."""
    return [regel.handeling for regel in lees(project) if regel.handeling != "geleverd"]


def test_what_is_akkoord_stands_apart_from_what_came_later(geleverd: Path) -> None:
    assert roep("gecontroleerd", "Borne", *BASIS).exit_code == 0
    assert namen(geleverd) == ""
    assert roep("akkoord", "Borne", *BASIS, *MANDAAT).exit_code == 0
    assert "fase 4" in namen(geleverd)

    lever(geleverd, "later.xlsx", MATEN | {"naam": "Een ander plan"}, HERTME)

    assert "fase 4" in namen(geleverd) and "Een ander plan" not in namen(geleverd)
    assert akkoord(geleverd)[PARTIJ, PEILDATUM].versie == 1
    stand = json.loads(roep("standen", "--json").output)[0]
    assert (stand["versie"], stand["stand"], stand["in_concept"]) == (2, "ambtelijk", 1)
    assert "versie 2, ambtelijk (akkoord is versie 1)" in roep("standen").output


def test_what_is_taken_back_is_akkoord_no_more(geleverd: Path) -> None:
    roep("gecontroleerd", "Borne", *BASIS)
    roep("akkoord", "Borne", *BASIS, *MANDAAT)

    klaar = roep("zet-terug", "Borne", *BASIS, "--reden", "per ongeluk bij de verkeerde gemeente")

    assert klaar.exit_code == 0, klaar.output
    assert namen(geleverd) == "" and akkoord(geleverd) == {}


def test_akkoord_comes_after_gecontroleerd(geleverd: Path) -> None:
    klaar = roep("akkoord", "Borne", *BASIS, *MANDAAT)

    assert klaar.exit_code == 2
    assert "verwacht: gecontroleerd; versie 1 is nu ambtelijk" in klaar.output
    assert acten(geleverd) == []


def test_all_that_a_command_lacks_is_said_at_once(geleverd: Path) -> None:
    klaar = roep("akkoord", "Borne", "--peildatum", "1-1-2027", "--rol", "dhr. Jansen")

    assert klaar.exit_code == 2
    for deel in (
        "--peildatum: '1-1-2027' is geen dag",
        "--rol",
        "aanspreekvorm",
        "--mandaat ontb",
        "--datum ontb",
    ):
        assert deel in klaar.output


def test_of_several_parties_all_or_none(geleverd: Path) -> None:
    klaar = roep("gecontroleerd", "Borne", "Almelo", *BASIS)

    assert klaar.exit_code == 2 and "Almelo" in klaar.output
    assert acten(geleverd) == []


def test_another_version_than_the_newest_is_refused(geleverd: Path) -> None:
    klaar = roep("gecontroleerd", "Borne", *BASIS, "--versie", "2")

    assert klaar.exit_code == 2 and "1, de nieuwste versie" in klaar.output


def standenboek(project: Path, *rijen: dict[str, object]) -> Path:
    vast = {"partij": PARTIJ, "peildatum": PEILDATUM, "versie": "1"}
    pad = project / "standen.xlsx"
    pad.write_bytes(registerboek("standen", [vast | rij for rij in rijen]))
    return pad


def test_a_workbook_takes_many_steps_at_once(geleverd: Path) -> None:
    pad = standenboek(
        geleverd, {}, {"handeling": "akkoord", "grond": "mandaatregister 2026, nr. 12"}
    )

    klaar = roep("lever", str(pad), *DAG)

    assert klaar.exit_code == 0, klaar.output
    assert acten(geleverd) == ["gecontroleerd", "akkoord"]
    assert akkoord(geleverd)[PARTIJ, PEILDATUM].versie == 1
    assert "fase 4" in namen(geleverd)


def test_a_workbook_with_a_wrong_row_changes_nothing(geleverd: Path) -> None:
    pad = standenboek(geleverd, {}, {"handeling": "akkoord"}, {"rol": "mevr. De Vries"})

    klaar = roep("lever", str(pad), *DAG)

    assert klaar.exit_code == 2 and "aanspreekvorm" in klaar.output
    assert acten(geleverd) == [] and akkoord(geleverd) == {}


def test_what_a_wrong_row_lacks_is_said_of_its_cell(geleverd: Path) -> None:
    klaar = roep("lever", str(standenboek(geleverd, {"handeling": "akkoord"})), *DAG)

    assert klaar.exit_code == 2 and "rij 2, kolom G (grond)" in klaar.output
