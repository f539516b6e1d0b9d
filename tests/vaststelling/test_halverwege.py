"""A command that is cut off, by a plug or by kill -9, has done all or nothing once the next one has begun."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hulp import WORTEL, inhoud_van, lang_behalve
from planjarenhulp import NU, TOEN
from rondehulp import DAG, LEDEN, Halte, boeken, planlevering
from typer.testing import CliRunner

from woonanalyse.cli import app
from woonanalyse.kern import logboek

ROL = ("--rol", "beleidsmedewerker wonen")
VAST = ("--peildatum", DAG, *ROL, "--datum", "2027-02-10")
AKKOORD = ("akkoord", *LEDEN.values(), *VAST, "--mandaat", "mandaatregister 2026, nr. 12")
WISSELT = ("replace", "rename", "unlink")
"""By these a file is put in place or goes."""


class Stekker(BaseException):
    """The computer stops."""


def roep(*delen: str) -> str:
    klaar = CliRunner().invoke(app, list(delen))
    assert klaar.exit_code == 0, klaar.output
    return " ".join(klaar.output.split())


WERK: dict[str, tuple[str, tuple[str, ...]]] = {
    "lever": (
        "geleverd",
        ("lever", "tweede.xlsx", "--partij", "GM0147", "--peildatum", DAG, "--datum", "2027-02-01"),
    ),
    "lever standen": ("geleverd", ("lever", "standen.xlsx", "--datum", "2027-02-10")),
    "akkoord": ("gecontroleerd", AKKOORD),
    "zet-terug": ("akkoord", ("zet-terug", *LEDEN.values(), *VAST, "--reden", "per ongeluk")),
    "concept": ("akkoord", ("concept", "--editie", "2027", "--datum", "2027-05-01")),
    "verschil": (
        "beantwoord",
        ("verschil", TOEN, NU, "--antwoorden", "vragen.xlsx", "--datum", "2027-02-10", *ROL),
    ),
    "editie": (
        "geleverd",
        ("editie", "nieuw", "2028", "--van", "2021", "--peildatum", "2028-01-01"),
    ),
}


def er(project: Path) -> dict[str, bytes]:
    """What people gave and did; what is made from it can be made again."""
    return {
        pad: inhoud
        for pad, inhoud in inhoud_van(project / "data").items()
        if pad.startswith(("intern/", "registers/", "edities/"))
        and not pad.startswith(
            ("intern/.bezig.nieuw/", "intern/..voorlopig")
        )  # the next one sweeps
    }


def zet_terug(project: Path, bewaard: Path) -> None:
    for map_ in ("data", "report", ".pytask"):
        shutil.rmtree(project / map_, ignore_errors=True)
        if (bewaard / map_).exists():
            shutil.copytree(bewaard / map_, project / map_)


@contextmanager
def tot(project: Path, keer: int, even: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """From the change of a file of that number on nothing works any more; how many there were."""
    teller = [0]

    def pas(naam: str) -> Callable[..., Any]:
        echt = getattr(Path, naam)

        def doe(zelf: Path, *meer: Any, **opties: Any) -> Any:
            if zelf.is_relative_to(project / "data"):
                teller[0] += 1
                if teller[0] > keer:
                    raise Stekker
            return echt(zelf, *meer, **opties)

        return doe

    with even.context() as stuk:
        for naam in WISSELT:
            stuk.setattr(Path, naam, pas(naam))
        yield teller


@pytest.fixture
def klaar_voor(halte: Halte, monkeypatch: pytest.MonkeyPatch) -> Halte:
    """A world in which a command of WERK can be given, always with the same outcome."""
    monkeypatch.setattr(logboek, "zout", lambda: "zout")

    def ga_naar(naam: str) -> Path:
        project = halte(WERK[naam][0])
        (project / "tweede.xlsx").write_bytes(planlevering("GM0147", 60))
        (project / "standen.xlsx").write_bytes(boeken()["standen.xlsx"])
        return project

    return ga_naar


@pytest.mark.lang
@pytest.mark.parametrize("naam", lang_behalve(["akkoord"], WERK))
def test_wherever_it_stops_the_next_command_finishes_or_takes_it_back(
    klaar_voor: Halte, naam: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    wereld, opdracht = klaar_voor(naam), WERK[naam][1]
    bewaard = shutil.copytree(wereld, wereld.parent / "bewaard")
    voor = er(wereld)
    with tot(wereld, 10_000, monkeypatch) as teller:
        roep(*opdracht)
    heel = er(wereld)
    assert heel != voor
    gezien = set()
    for keer in {*range(0, teller[0], max(1, teller[0] // 5)), teller[0] - 1}:
        zet_terug(wereld, bewaard)
        with tot(wereld, keer, monkeypatch), pytest.raises(Stekker):
            roep(*opdracht)
        roep("standen")
        nu = er(wereld)
        assert nu in (voor, heel), f"na {keer} van {teller[0]}: {nu.keys() ^ heel.keys()}"
        gezien.add(nu == heel)
    assert gezien == {True, False}


KILL = """
import os, signal, sys
from pathlib import Path
from rondehulp import rapport
from woonanalyse.cli import app, concepten

keer, teller, project = int(sys.argv[1]), 0, Path.cwd()
def pas(naam):
    echt = getattr(Path, naam)
    def doe(zelf, *meer, **opties):
        global teller
        if zelf.is_relative_to(project / "data"):
            teller += 1
            if teller > keer:
                os.kill(os.getpid(), signal.SIGKILL)
        return echt(zelf, *meer, **opties)
    return doe
for naam in ("replace", "rename", "unlink"):
    setattr(Path, naam, pas(naam))
concepten.maak_opnieuw = lambda wortel, editie, datum: rapport(wortel)
app(sys.argv[2:])
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="only where a process can be killed so")
@pytest.mark.parametrize(
    "geval",
    lang_behalve(
        [("akkoord", 0.7)],
        product(["lever", "akkoord", "concept", "verschil"], [0.1, 0.7]),
    ),
    ids=lambda geval: f"{geval[0]} {geval[1]}",
)
def test_a_command_that_is_killed_leaves_no_lock_and_nothing_half_done(
    klaar_voor: Halte, geval: tuple[str, float], monkeypatch: pytest.MonkeyPatch
) -> None:
    naam, deel = geval
    wereld, opdracht = klaar_voor(naam), WERK[naam][1]
    bewaard = shutil.copytree(wereld, wereld.parent / "bewaard")
    voor = er(wereld).keys()
    with tot(wereld, 10_000, monkeypatch) as teller:
        roep(*opdracht)
    heel = er(wereld).keys()
    zet_terug(wereld, bewaard)

    paden = os.pathsep.join(str(WORTEL / map_) for map_ in ("src", "tests"))
    klaar = subprocess.run(
        [sys.executable, "-c", KILL, str(int(teller[0] * deel)), *opdracht],
        cwd=wereld,
        env={**os.environ, "PYTHONPATH": paden},
        capture_output=True,
        text=True,
    )
    assert klaar.returncode == -signal.SIGKILL, klaar.stderr

    roep("standen")
    assert er(wereld).keys() == (voor if deel < 0.5 else heel)
    assert "de keten is heel" in roep("logboek")
