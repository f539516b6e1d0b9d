"""A round up to a halt: made once, and each test goes on from a copy of its own."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock
from hulp import gedeeld, kopieer_gegevens
from planjarenhulp import NIEUW, NU, OUD, TOEN, lijst, vul
from rondehulp import DAG, EDITIE, LEDEN, Halte, planlevering, rapport
from typer.testing import CliRunner

from woonanalyse.cli import app, concepten

ROL = ("--rol", "beleidsmedewerker wonen")


def _roep(*delen: str) -> None:
    klaar = CliRunner().invoke(app, list(delen))
    assert klaar.exit_code == 0, klaar.output


def _lever(project: Path, code: str, peildatum: str, boek: bytes) -> None:
    (project / f"{code}.xlsx").write_bytes(boek)
    vast = ("--partij", code, "--peildatum", peildatum, "--datum", "2027-01-20")
    _roep("lever", f"{code}.xlsx", *vast)


def _geleverd(project: Path) -> None:
    (project / "data/edities/2027.yml").write_text(EDITIE, encoding="utf-8")
    for code in LEDEN:
        _lever(project, code, DAG, planlevering(code, 100))


def _gecontroleerd(_: Path) -> None:
    _roep("gecontroleerd", *LEDEN, "--peildatum", DAG, *ROL, "--datum", "2027-02-05")


def _akkoord(project: Path) -> None:
    mandaat = ("--mandaat", "mandaatregister 2026, nr. 12")
    _roep("akkoord", *LEDEN, "--peildatum", DAG, *ROL, *mandaat, "--datum", "2027-02-10")
    rapport(project)


def _concept(_: Path) -> None:
    _roep("concept", "--editie", "2027", "--datum", "2027-05-01")


def _beantwoord(project: Path) -> None:
    for dag, plannen in ((TOEN, OUD), (NU, NIEUW)):
        _lever(project, "GM0147", dag, lijst(plannen))
    _roep("verschil", TOEN, NU, "--naar", "vragen.xlsx")
    vul(project / "vragen.xlsx", {"Kerkstraat 12": "zelfde"})


HALTES: dict[str, tuple[str | None, Callable[[Path], None]]] = {
    "geleverd": (None, _geleverd),
    "gecontroleerd": ("geleverd", _gecontroleerd),
    "akkoord": ("gecontroleerd", _akkoord),
    "concept": ("akkoord", _concept),
    "beantwoord": (None, _beantwoord),
}
"""Halts: the one before it, and what is done from there. `geleverd`: three municipalities delivered;
`akkoord`: they agreed, and there is a report; `beantwoord`: one list twice, and the questions about it."""


@pytest.fixture(scope="session")
def _haltes(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Halte:
    """The folder of a halt, made once whatever number of workers; nobody changes it."""

    def maak(naam: str) -> Path:
        eerder, doe = HALTES[naam]
        map_ = gedeeld(tmp_path_factory, worker_id, f"halte-{naam}")
        with FileLock(f"{map_}.slot"):
            if not (map_ / "klaar").exists():
                project = map_ / "project"
                if eerder is None:
                    project.mkdir(parents=True)
                    kopieer_gegevens(project)
                else:
                    shutil.copytree(maak(eerder), project)
                with pytest.MonkeyPatch.context() as even:
                    even.chdir(project)
                    even.setattr(concepten, "maak_opnieuw", lambda wortel, *_: rapport(wortel))
                    doe(project)
                (map_ / "klaar").touch()
        return map_ / "project"

    return maak


@pytest.fixture
def halte(_haltes: Halte, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Halte:
    """A copy of a halt, in which commands are given."""

    def ga_naar(naam: str) -> Path:
        project = shutil.copytree(_haltes(naam), tmp_path / "project")
        monkeypatch.chdir(project)
        monkeypatch.setattr(concepten, "maak_opnieuw", lambda wortel, *_: rapport(wortel))
        return project

    return ga_naar


@pytest.fixture
def wereld(halte: Halte) -> Path:
    """Three municipalities delivered."""
    return halte("geleverd")


@pytest.fixture
def akkoord(halte: Halte) -> Path:
    """They agreed, and there is a report."""
    return halte("akkoord")


@pytest.fixture
def concept(halte: Halte) -> Path:
    """There is a concept."""
    return halte("concept")
