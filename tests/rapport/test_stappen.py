"""Quarto's steps before and after rendering, run as Quarto runs them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hulp import WORTEL, zonder
from rapporthulp import TIJDSTIP, MaakProject

from woonanalyse.kern.bestanden import schrijf_json
from woonanalyse.opmaak import render
from woonanalyse.uitgave.stempel import vormen_in

pytestmark = pytest.mark.skipif(os.name == "nt", reason="uses a shell script as Python")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    wortel = tmp_path / "p"
    (wortel / "report/_werk").mkdir(parents=True)
    (wortel / "data/edities").mkdir(parents=True)
    (wortel / "data/edities/2015.yml").touch()
    shutil.copyfile(WORTEL / "_quarto.yml", wortel / "_quarto.yml")
    uitbreiding = "report/_extensions/woonanalyse"
    shutil.copytree(WORTEL / uitbreiding, wortel / uitbreiding)
    for stap in ("voor.py", "na.py"):
        shutil.copyfile(WORTEL / "report" / stap, wortel / "report" / stap)
    return wortel


def zet_python(wortel: Path, script: str) -> None:
    pad = wortel / ".venv/bin/python"
    pad.parent.mkdir(parents=True)
    pad.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    pad.chmod(0o755)


def draai(wortel: Path, stap: str, **omgeving: str) -> subprocess.CompletedProcess[str]:
    basis = {k: v for k, v in os.environ.items() if not k.startswith(("QUARTO", "WOONANALYSE"))}
    return subprocess.run(
        [sys.executable, "-I", "-S", str(wortel / "report" / stap)],
        env={**basis, "QUARTO_PROJECT_DIR": str(wortel), **omgeving},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("omgeving", "verwacht"),
    [
        ({}, "-m woonanalyse bereid"),
        ({"WOONANALYSE_EDITIE": "2021"}, "-m woonanalyse bereid --editie 2021"),
        ({"QUARTO_PROFILE": "concept,2015"}, "-m woonanalyse bereid --editie 2015"),
        ({"QUARTO_PROFILE": "2019"}, "-m woonanalyse bereid"),
        (
            {"WOONANALYSE_EDITIE": "2021", "QUARTO_PROFILE": "2015"},
            "-m woonanalyse bereid --editie 2021",
        ),
    ],
)
def test_prepares_the_edition(project: Path, omgeving: dict[str, str], verwacht: str) -> None:
    zet_python(project, 'echo "$PWD|$*"')
    uit = draai(project, "voor.py", **omgeving)
    assert (uit.returncode, uit.stdout.strip()) == (0, f"{project}|{verwacht}")


def test_python_that_called_goes_first(project: Path, tmp_path: Path) -> None:
    """The command that calls Quarto says which Python, also where the project has no environment."""
    zet_python(tmp_path / "elders", 'echo "elders|$PWD"')
    elders = str(tmp_path / "elders/.venv/bin/python")
    zet_python(project, "exit 1")
    uit = draai(project, "voor.py", WOONANALYSE_PYTHON=elders)
    assert (uit.returncode, uit.stdout.strip()) == (0, f"elders|{project}")


def test_skipped_when_prepared_already(project: Path) -> None:
    uit = draai(project, "voor.py", WOONANALYSE_BEREID="klaar")
    assert (uit.returncode, uit.stdout) == (0, "")


def test_exit_code_is_passed_on(project: Path) -> None:
    zet_python(project, "exit 2")
    assert draai(project, "voor.py").returncode == 2


@pytest.mark.parametrize("stap", ["voor.py", "na.py"])
def test_without_environment(project: Path, stap: str) -> None:
    uit = draai(project, stap)
    assert uit.returncode == 1 and ".venv" in uit.stderr and "ontbreekt" in uit.stderr


def render_in(maak_project: MaakProject, project: Path, tekst: str) -> dict[str, str]:
    """Put a render where Quarto leaves it, and give the environment Quarto sets."""
    bron = maak_project(tekst)
    uitvoer = project / "report/_output/quarto/report"
    for formaat in ("pdf", "html"):
        render(bron, formaat, uitvoer / f"rwp.{formaat}", tijdstip=TIJDSTIP)
    shutil.copyfile(bron / "report/_werk/variabelen.yml", project / "report/_werk/variabelen.yml")
    gemaakt = zonder("processed", "sjablonen", "intern")
    shutil.copytree(WORTEL / "data", project / "data", ignore=gemaakt, dirs_exist_ok=True)
    schrijf_json(project / "data/processed/2017/datapackage.json", {"resources": []})
    schrijf_json(project / "report/_werk/.kop.json", {"titel": "Proef van Quarto"})
    zet_python(project, f'exec "{sys.executable}" "$@"')
    namen = [f"report/_output/quarto/report/rwp.{f}" for f in ("pdf", "html")]
    return {"QUARTO_PROJECT_OUTPUT_FILES": "\n".join(namen)}


def test_good_report_is_copied_and_stays_for_the_preview(
    maak_project: MaakProject, project: Path
) -> None:
    uit = draai(project, "na.py", **render_in(maak_project, project, "# K\n\nTekst."))
    assert uit.returncode == 0, uit.stderr
    assert vormen_in(project / "report/_output/2017") == ["rwp.html", "rwp.pdf"]
    lijst = (project / "report/_output/index.html").read_text(encoding="utf-8")
    assert "Proef van Quarto" in lijst and 'href="2017/rwp.pdf"' in lijst
    for naam in ("rwp.pdf", "rwp.html"):
        gelijk = (project / "report/_output/quarto/report" / naam).read_bytes()
        assert (project / "report/_output/2017" / naam).read_bytes() == gelijk


def test_a_region_file_that_is_broken_is_told(maak_project: MaakProject, project: Path) -> None:
    omgeving = render_in(maak_project, project, "# K\n\nTekst.")
    (project / "data/regio.yml").write_text("naam: [", encoding="utf-8")
    uit = draai(project, "na.py", **omgeving)
    assert uit.returncode == 2 and "Traceback" not in uit.stderr
    assert "data/regio.yml" in uit.stderr


def test_report_with_a_leftover_is_refused(maak_project: MaakProject, project: Path) -> None:
    uit = draai(project, "na.py", **render_in(maak_project, project, "# K\n\nWaarde nil hier."))
    assert uit.returncode == 1
    assert "rwp.pdf: in de tekst staat 'nil'" in uit.stderr and "rwp.html: in de" in uit.stderr
    assert not (project / "report/_output/2017").exists()


def test_nothing_rendered_is_an_error(project: Path) -> None:
    zet_python(project, f'exec "{sys.executable}" "$@"')
    assert draai(project, "na.py").returncode == 1
