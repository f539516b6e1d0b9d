"""The whole chain as a user runs it, from data to report, in copies of the project.

Two copies in folders of different names are made at the same time: the second is a run from scratch,
so that equal bytes mean that neither an earlier run, nor the folder, nor the order of tasks shows.
"""

from __future__ import annotations

import json
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pytest
from hulp import (
    RWP2017,
    afdruk,
    balans_van,
    editie,
    gebieden_van,
    kopieer_project,
    lees_rijen,
    opdracht,
    schrijf_rijen,
    vervang,
)

pytestmark = pytest.mark.traag
TABELLEN = ("balans.csv", "balans_vergelijking.csv", "balans_gebied.csv")


@dataclass(frozen=True)
class Gemaakt:
    """A copy of the project in which the report was made, and how that ended."""

    wortel: Path
    klaar: subprocess.CompletedProcess[str]

    def run(self, *argumenten: str) -> subprocess.CompletedProcess[str]:
        return opdracht(
            self.wortel, *argumenten, uitvoer=self.wortel.parent / "uitvoer.txt", limiet=300
        )

    @property
    def resultaten(self) -> Path:
        return self.wortel / "data/processed/2017"

    @property
    def rapport(self) -> Path:
        return self.wortel / "report/_output/2017"


@pytest.fixture(scope="module")
def gemaakt(tmp_path_factory: pytest.TempPathFactory) -> list[Gemaakt]:
    basis = tmp_path_factory.mktemp("keten")

    def maak(naam: str) -> Gemaakt:
        wortel = kopieer_project(basis / naam / "project")
        uitvoer = basis / naam / "eerste.txt"
        return Gemaakt(wortel, opdracht(wortel, "rapport", uitvoer=uitvoer, limiet=300))

    with ThreadPoolExecutor(2) as banen:
        return list(banen.map(maak, ["een", "een map met spaties (é)"]))


@pytest.fixture
def een(gemaakt: list[Gemaakt]) -> Gemaakt:
    return gemaakt[0]


def test_report_is_made_in_both_forms(gemaakt: list[Gemaakt]) -> None:
    for kopie in gemaakt:
        assert kopie.klaar.returncode == 0, kopie.klaar.stdout
        assert "20 taken uitgevoerd" in kopie.klaar.stdout
        assert sorted(p.name for p in kopie.rapport.iterdir()) == ["rwp.html", "rwp.pdf"]
        assert (kopie.rapport / "rwp.pdf").read_bytes().startswith(b"%PDF-")
        html = (kopie.rapport / "rwp.html").read_text(encoding="utf-8")
        for feit in ("Borne", "1.295", "223,3% tot 271,6%", "12.885"):
            assert feit in html


def test_results_are_the_model_run_on_all_at_once(een: Gemaakt) -> None:
    deze = editie("2017")
    for naam, frame in (
        ("balans.csv", balans_van(deze)),
        ("balans_gebied.csv", gebieden_van(deze)),
    ):
        inhoud = (een.resultaten / naam).read_text(encoding="utf-8")
        assert inhoud == frame.to_csv(index=False, lineterminator="\n")


def test_another_run_from_scratch_gives_the_same_bytes(gemaakt: list[Gemaakt]) -> None:
    eerste, tweede = gemaakt
    for naam in (*TABELLEN, "datapackage.json"):
        assert (eerste.resultaten / naam).read_bytes() == (tweede.resultaten / naam).read_bytes()
    assert afdruk(eerste.resultaten / "delen") == afdruk(tweede.resultaten / "delen")
    for naam in ("rwp.html", "rwp.pdf"):
        assert (eerste.rapport / naam).read_bytes() == (tweede.rapport / naam).read_bytes(), naam


def test_no_path_of_the_machine_in_what_is_published(gemaakt: list[Gemaakt]) -> None:
    for kopie in gemaakt:
        plek = str(kopie.wortel).encode()
        paden = [*kopie.rapport.iterdir(), *(kopie.resultaten / naam for naam in TABELLEN)]
        assert not [pad.name for pad in paden if plek in pad.read_bytes()]


def test_executed_notebooks_are_kept(een: Gemaakt) -> None:
    namen = sorted(pad.name for pad in (een.resultaten / "notebooks").iterdir())
    codes = editie("2017").regio.gemeenten["gemeentecode"]
    assert namen == sorted([*(f"balans-{code}.ipynb" for code in codes), "regio.ipynb"])
    boek = nbformat.read(een.resultaten / "notebooks/balans-GM0147.ipynb", as_version=4)
    assert all(cel.execution_count for cel in boek.cells if cel.cell_type == "code")


def test_data_package_is_the_edition(een: Gemaakt) -> None:
    pakket = json.loads((een.resultaten / "datapackage.json").read_text(encoding="utf-8"))
    assert [bron["path"] for bron in pakket["resources"]] == list(TABELLEN)
    assert RWP2017 in {bron["path"] for bron in pakket["sources"]}


def test_second_run_does_nothing(een: Gemaakt) -> None:
    vooraf = afdruk(een.wortel)
    klaar = een.run("rapport")
    assert klaar.returncode == 0
    assert "0 taken uitgevoerd, 20 waren nog actueel" in klaar.stdout
    assert afdruk(een.resultaten) == {
        pad.removeprefix("data/processed/2017/"): inhoud
        for pad, inhoud in vooraf.items()
        if pad.startswith("data/processed/2017/")
    }


def test_damaged_input_stops_and_leaves_the_report(een: Gemaakt) -> None:
    bron = (een.wortel / RWP2017).read_bytes()
    vooraf = {**afdruk(een.rapport), **afdruk(een.resultaten)}
    rijen = lees_rijen(een.wortel / RWP2017)
    rijen[3][8] = "veel"
    schrijf_rijen(een.wortel / RWP2017, rijen)
    klaar = een.run("rapport")
    (een.wortel / RWP2017).write_bytes(bron)
    assert klaar.returncode == 2
    assert RWP2017 in klaar.stdout and "rij 4" in klaar.stdout and "'veel'" in klaar.stdout
    assert "Traceback" not in klaar.stdout
    assert {**afdruk(een.rapport), **afdruk(een.resultaten)} == vooraf


def test_chapter_that_cannot_be_rendered_leaves_the_report(een: Gemaakt) -> None:
    """An error in a chapter: rendering stops, the notebooks are not run again."""
    hoofdstuk = een.wortel / "report/hoofdstukken/regio.qmd"
    bron = hoofdstuk.read_bytes()
    vooraf = afdruk(een.rapport)
    hoofdstuk.write_bytes(bron + b"\nZie @sec-bestaat-niet.\n")
    klaar = een.run("rapport")
    hoofdstuk.write_bytes(bron)
    assert klaar.returncode == 1
    assert "sec-bestaat-niet" in klaar.stdout and "regio.qmd" in klaar.stdout
    assert "Traceback" not in klaar.stdout
    assert afdruk(een.rapport) == vooraf


def test_changed_chapter_renders_and_runs_no_notebook(gemaakt: list[Gemaakt]) -> None:
    tweede = gemaakt[1]
    hoofdstuk = tweede.wortel / "report/hoofdstukken/begrippen.qmd"
    tekst = hoofdstuk.read_text(encoding="utf-8")
    hoofdstuk.write_text(tekst + "\nproefwoord\n: Alleen hier.\n", encoding="utf-8")
    klaar = tweede.run("rapport", "--formaat", "html")
    assert klaar.returncode == 0, klaar.stdout
    assert "2 taken uitgevoerd, 17 waren nog actueel" in klaar.stdout
    assert "proefwoord" in (tweede.rapport / "rwp.html").read_text(encoding="utf-8")


def test_failing_notebook_is_told_and_the_others_are_finished(gemaakt: list[Gemaakt]) -> None:
    """A notebook that fails for one municipality only; the report stays as it was."""
    tweede = gemaakt[1]
    vooraf = afdruk(tweede.rapport)
    boek = tweede.wortel / "notebooks/regio.ipynb"
    vervang(boek, "deze_editie = lees_editie(wortel, str(editie))", "deze_editie = bestaat_niet")
    klaar = tweede.run("rapport")
    assert klaar.returncode == 1
    for deel in ("regio.ipynb", "editie=2017", "NameError", "bestaat_niet"):
        assert deel in klaar.stdout
    assert "Traceback" not in klaar.stdout
    assert afdruk(tweede.rapport) == vooraf
    uitgevoerd = tweede.resultaten / "notebooks/regio.ipynb"
    assert "bestaat_niet" in uitgevoerd.read_text(encoding="utf-8")
