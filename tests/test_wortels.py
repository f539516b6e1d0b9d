"""Two roots: the product and the project. A project elsewhere works, and two in one process stay apart."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path
from zipfile import ZipFile

import papermill_forkserver
import pytest
from hulp import (
    RWP2017,
    WORTEL,
    balans_van,
    inhoud_van,
    kopieer_gegevens,
    kopieer_project,
    lees_rijen,
    schrijf_rijen,
    uitkomsten_van,
)
from matplotlib import font_manager
from rich.console import Console
from typer.testing import CliRunner

from woonanalyse.cli import app
from woonanalyse.document.factsheets import schrijf_factsheets
from woonanalyse.kern import project as plaatsen
from woonanalyse.kern.beeld.stijl import LETTERTYPE, gebruik_lettertype
from woonanalyse.kern.bestanden import schrijf_beeld, schrijf_csv
from woonanalyse.kern.catalogus import tabellen
from woonanalyse.onderwerpen.balans.beeld import figuren
from woonanalyse.onderwerpen.dossierlezer import lees_dossier, lees_voor
from woonanalyse.uitkomsten.resultaten import Resultaten
from woonanalyse.uitvoering import rapportbronnen
from woonanalyse.uitvoering.bouw import draai
from woonanalyse.uitvoering.meegeleverd import LIJST
from woonanalyse.uitvoering.notitieboek import voer_uit
from woonanalyse.uitvoering.plan import maak_plan
from woonanalyse.uitvoering.rapportbronnen import leg_rapportbronnen

ALMELO = "GM0141"
MOTOR = "packages/papermill-forkserver"


@pytest.fixture
def twee(tmp_path: Path) -> tuple[Path, Path]:
    """Two projects with data only; in the second Almelo has a hundred dwellings more in hard plans."""
    een, ander = (kopieer_gegevens(tmp_path / naam) for naam in ("een", "ander"))
    rijen = lees_rijen(ander / RWP2017)
    rij = next(rij for rij in rijen if rij[0] == ALMELO)
    rij[rijen[0].index("hard_direct")] = "1490"
    schrijf_rijen(ander / RWP2017, rijen)
    return een, ander


@pytest.fixture
def product(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small product; what it lays is for `project`, a folder beside it."""
    map_ = tmp_path / "product"
    for naam in ("rwp.qmd", "voor.py", "hoofdstukken/een.qmd", "_extensions/x/stijl.css"):
        (map_ / "report" / naam).parent.mkdir(parents=True, exist_ok=True)
        (map_ / "report" / naam).write_text(f"eerste {naam}", encoding="utf-8")
    monkeypatch.setattr(rapportbronnen, "productwortel", lambda: map_)
    return map_


def test_in_the_repository_both_roots_are_one() -> None:
    assert plaatsen.productwortel() == WORTEL
    assert leg_rapportbronnen(WORTEL) == []
    assert not (WORTEL / "report" / LIJST).exists()


def test_the_projects_own_goes_first(tmp_path: Path) -> None:
    (tmp_path / "notebooks").mkdir()
    eigen = tmp_path / "notebooks/balans.ipynb"
    eigen.touch()
    assert plaatsen.notitieboekbron(tmp_path, "balans") == eigen
    assert plaatsen.notitieboekbron(tmp_path, "regio") == WORTEL / "notebooks/regio.ipynb"
    assert plaatsen.versiebestand(tmp_path) == WORTEL / "requirements.lock"
    assert plaatsen.lettertypemap(tmp_path) == WORTEL / plaatsen.LETTERTYPEN


def test_code_of_another_project_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kopie = kopieer_project(tmp_path / "kopie")
    monkeypatch.chdir(kopie / "data")
    vooraf = inhoud_van(kopie)
    for opdracht in (["rapport"], ["balans"], ["controleer"], ["sjabloon"]):
        klaar = CliRunner().invoke(app, opdracht)
        assert klaar.exit_code == 2 and klaar.stdout == ""
        for woord in (str(kopie), str(WORTEL), "src/woonanalyse", "make rapport"):
            assert woord in klaar.stderr
    with pytest.raises(plaatsen.AnderProjectFout, match="eigen code"):
        plaatsen.zoek_wortel()  # as the first cell of a notebook does
    assert inhoud_van(kopie) == vooraf
    shutil.rmtree(kopie / "src")
    assert CliRunner().invoke(app, ["controleer", "--editie", "2015"]).exit_code == 0


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_the_same_code_by_another_way_is_the_projects_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "weg").symlink_to(WORTEL)
    monkeypatch.chdir(tmp_path / "weg" / "data")
    assert plaatsen.zoek_wortel() == WORTEL
    ander = kopieer_gegevens(tmp_path / "ander")
    (ander / "src").symlink_to(WORTEL / "src")
    monkeypatch.chdir(ander)
    assert plaatsen.zoek_wortel() == ander


def test_report_sources_are_laid_once(product: Path, tmp_path: Path) -> None:
    project = tmp_path / "project"
    assert leg_rapportbronnen(project) == []
    gelegd = inhoud_van(project / "report")
    assert {naam: som for naam, som in gelegd.items() if naam != LIJST} == inhoud_van(
        product / "report"
    )
    assert leg_rapportbronnen(project) == []
    assert inhoud_van(project / "report") == gelegd


def test_laid_sources_follow_the_product(product: Path, tmp_path: Path) -> None:
    project = tmp_path / "project"
    leg_rapportbronnen(project)
    (product / "report/rwp.qmd").write_text("tweede", encoding="utf-8")
    (product / "report/hoofdstukken/een.qmd").unlink()
    (product / "report/hoofdstukken/twee.qmd").write_text("nieuw", encoding="utf-8")
    (project / "report/voor.py").unlink()
    assert leg_rapportbronnen(project) == []
    (project / "report" / LIJST).unlink()
    assert inhoud_van(project / "report") == inhoud_van(product / "report")


def test_what_a_person_changed_stays(product: Path, tmp_path: Path) -> None:
    """It is told only when the product has another version than the one that was changed."""
    project, naam = tmp_path / "project", "report/hoofdstukken/een.qmd"
    leg_rapportbronnen(project)
    (project / naam).write_text("van mij", encoding="utf-8")
    assert leg_rapportbronnen(project) == []
    (product / naam).write_text("tweede", encoding="utf-8")
    for _ in range(2):
        assert leg_rapportbronnen(project) == [naam]
        assert (project / naam).read_text(encoding="utf-8") == "van mij"
    (product / naam).unlink()
    assert leg_rapportbronnen(project) == []
    assert (project / naam).read_text(encoding="utf-8") == "van mij"


def test_a_report_of_the_projects_own_is_left_alone(product: Path, tmp_path: Path) -> None:
    report = tmp_path / "project/report"
    report.mkdir(parents=True)
    (report / "rwp.qmd").write_text("eigen rapport", encoding="utf-8")
    assert leg_rapportbronnen(tmp_path / "project") == []
    assert list(inhoud_van(report)) == ["rwp.qmd"]


def test_a_project_below_a_repository_keeps_its_own_memory(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "pyproject.toml").write_text("[tool.pytask.ini_options]\n", encoding="utf-8")
    project = tmp_path / "project"
    project.mkdir()
    draai(project, [], Console(file=io.StringIO()))
    assert (project / ".pytask").is_dir()
    assert sorted(pad.name for pad in tmp_path.iterdir()) == [".git", "project", "pyproject.toml"]


def test_each_project_draws_with_its_own_font(tmp_path: Path) -> None:
    mappen = [tmp_path / naam / plaatsen.LETTERTYPEN for naam in ("een", "ander")]
    for map_ in mappen:
        shutil.copytree(WORTEL / plaatsen.LETTERTYPEN, map_)
    try:
        for map_, naam in [*zip(mappen, ("een", "ander"), strict=True), (mappen[0], "een")]:
            gebruik_lettertype(tmp_path / naam)
            assert Path(font_manager.findfont(LETTERTYPE)).parent == map_
    finally:
        gebruik_lettertype(WORTEL)


def harde_plannen(wortel: Path) -> int:
    """Hard plans of Almelo, by its dossier."""
    frame = balans_van(lees_dossier(wortel, "2017").editie)
    return int(frame.loc[frame["gemeentecode"] == ALMELO, "hard_totaal"].iloc[0])


def factsheet(wortel: Path) -> str:
    """The source of the factsheet of Almelo."""
    dossier = lees_dossier(wortel, "2017")
    map_, frames = wortel / "data/processed/2017", uitkomsten_van(dossier)
    for bestand, frame in frames.items():
        schrijf_csv(map_ / bestand, frame)
    resultaten = Resultaten(map_)
    nodig = [
        tabel.naam for tabel in tabellen().values() if tabel.factsheet and tabel.bestand in frames
    ]
    rijen = frames["balans.csv"].query("gemeentecode == @ALMELO")
    beeld = figuren.gemeente(rijen, dossier.editie.opzet, dossier.editie.norm)
    schrijf_beeld(map_ / f"figuren/gemeente-{ALMELO}.svg", beeld)
    doel = wortel / "almelo.qmd"
    gelezen = {naam: resultaten.tabel(naam) for naam in nodig}
    schrijf_factsheets(dossier, map_ / "figuren", gelezen, {ALMELO: doel})
    return doel.read_text(encoding="utf-8")


def test_two_projects_read_by_turns(twee: tuple[Path, Path]) -> None:
    """Read ahead or not, and whatever the other has read."""
    een, ander = twee
    assert [harde_plannen(wortel) for wortel in (een, ander, een)] == [1775, 1875, 1775]
    lees_voor(een, "2017")
    assert [harde_plannen(wortel) for wortel in (een, ander)] == [1775, 1875]
    lees_voor(ander, "2017")
    assert [harde_plannen(wortel) for wortel in (ander, een, ander)] == [1875, 1775, 1875]
    shutil.copyfile(een / RWP2017, ander / RWP2017)
    assert harde_plannen(ander) == 1775


@pytest.mark.lang
def test_two_projects_written_by_turns(twee: tuple[Path, Path]) -> None:
    een, ander = twee
    eerst, tweede = factsheet(een), factsheet(ander)
    assert "1.775" in eerst and "1.875" not in eerst
    assert "1.875" in tweede and "1.775" not in tweede
    assert factsheet(een) == eerst


@pytest.mark.lang
@pytest.mark.traag
def test_notebooks_of_two_projects_by_turns(twee: tuple[Path, Path]) -> None:
    """With one warm parent, that has read ahead for one of them."""
    uitkomsten = {}
    try:
        plannen = [maak_plan(wortel, "2017") for wortel in twee]
        assert plannen[0].gegevens != plannen[1].gegevens
        for ronde in ("eerste", "tweede"):
            for wortel in twee:
                uit = f"data/processed/{ronde}"
                parameters = {"editie": "2017", "gemeente": "Almelo", "uit": uit}
                bron = plaatsen.notitieboekbron(wortel, "balans")
                voer_uit(wortel, bron, wortel / f"{ronde}.ipynb", parameters)
                frame = Resultaten(wortel / uit).deel("balans", f"delen/balans-{ALMELO}.csv")
                uitkomsten[wortel.name, ronde] = set(frame["hard_totaal"])
    finally:
        papermill_forkserver.stop()
    assert uitkomsten == {
        (naam, ronde): {som}
        for naam, som in (("een", 1775), ("ander", 1875))
        for ronde in ("eerste", "tweede")
    }


@pytest.fixture(scope="module")
def geinstalleerd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment with both wheels, that borrows the libraries of this one."""
    map_ = tmp_path_factory.mktemp("wheel")
    bouw = "import sys, hatchling.build as b; print(b.build_wheel(sys.argv[1]))"
    for bron in (WORTEL, WORTEL / MOTOR):
        klaar = subprocess.run(
            [sys.executable, "-c", bouw, str(map_)],
            cwd=bron,
            capture_output=True,
            text=True,
            timeout=400,
        )
        assert klaar.returncode == 0, klaar.stderr
    venv.create(map_ / "omgeving", symlinks=os.name != "nt")
    plekken = {"base": str(map_ / "omgeving"), "platbase": str(map_ / "omgeving")}
    pakketten = Path(sysconfig.get_path("purelib", scheme="venv", vars=plekken))
    for pad in map_.glob("*.whl"):
        with ZipFile(pad) as wheel:
            wheel.extractall(pakketten)
    (pakketten / "geleend.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    scripts = Path(sysconfig.get_path("scripts", scheme="venv", vars=plekken))
    return scripts / ("python.exe" if os.name == "nt" else "python")


@pytest.mark.lang
@pytest.mark.traag
def test_a_project_with_only_data_works_from_a_wheel(geinstalleerd: Path, tmp_path: Path) -> None:
    project = kopieer_gegevens(tmp_path / "een map (é)")
    omgeving = {naam: waarde for naam, waarde in os.environ.items() if naam != "PYTHONPATH"}

    def woonanalyse(*argumenten: str) -> str:
        klaar = subprocess.run(
            [str(geinstalleerd), "-m", "woonanalyse", *argumenten],
            cwd=project,
            env={**omgeving, "PYTHONUTF8": "1"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=400,
        )
        assert klaar.returncode == 0, klaar.stderr
        return klaar.stdout

    assert "0 waren nog actueel" in woonanalyse("rapport", "--gemeente", "Almelo")
    blad = project / "report/_output/2017/factsheets/almelo.pdf"
    assert blad.read_bytes().startswith(b"%PDF")
    assert json.loads(woonanalyse("balans", "--json"))[0]["gemeentecode"] == ALMELO
    assert sorted(pad.name for pad in (project / "report").iterdir()) == sorted(
        [
            LIJST,
            "_extensions",
            "_output",
            "_werk",
            "hoofdstukken",
            "methode.qmd",
            "na.py",
            "rwp.qmd",
            "stuk.qmd",
            "voor.py",
        ]
    )
    assert not (project / "notebooks").exists()
    assert woonanalyse("rapport", "--gemeente", "Almelo").startswith("0 taken uitgevoerd")


@pytest.mark.lang
@pytest.mark.traag
def test_a_new_region_is_begun_and_rendered_from_a_wheel(
    geinstalleerd: Path, tmp_path: Path
) -> None:
    """Outside the repository, in one command; with notebooks that run where they lie."""
    begin = "begin streek --naam Streek --subregio Noord=Zwolle,Kampen --subregio Oost=Ommen"

    def woonanalyse(map_: Path, *argumenten: str) -> str:
        klaar = subprocess.run(
            [str(geinstalleerd), "-m", "woonanalyse", *argumenten],
            cwd=map_,
            env={naam: waarde for naam, waarde in os.environ.items() if naam != "PYTHONPATH"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=400,
        )
        assert klaar.returncode == 0, klaar.stdout + klaar.stderr
        return klaar.stdout

    assert "3 gemeenten in 2 subregio's" in woonanalyse(tmp_path, *begin.split())
    project = tmp_path / "streek"
    assert "in orde" in woonanalyse(project, "controleer")
    woonanalyse(project, "rapport")
    uit = project / "report/_output/2026"
    for naam in ("rwp.pdf", "rwp.html", "rwp.xlsx", "factsheets/ommen.pdf"):
        assert (uit / naam).is_file(), naam
    tekst = (uit / "rwp.html").read_text(encoding="utf-8")
    assert "Zwolle" in tekst and not re.search("Twente|Almelo|Borne", tekst)
    vernieuwd = woonanalyse(tmp_path, "begin", "streek", "--bijwerken")
    assert vernieuwd == "Alles was al bij.\n"


OMGEVING = ".venv"
JUPYTER = "requirements-jupyter.lock"
VERSIES = ("requirements.lock", JUPYTER)


def nagemaakt(wortel: Path) -> Path:
    """A project with an environment of its own, as far as make looks at it."""
    for naam in ("Makefile", "pyproject.toml", *VERSIES, f"{MOTOR}/pyproject.toml"):
        (wortel / naam).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(WORTEL / naam, wortel / naam)
    (wortel / "src/woonanalyse").mkdir(parents=True)
    (wortel / "src/woonanalyse/__init__.py").touch()
    omgeving = wortel / OMGEVING
    venv.create(omgeving, symlinks=True)
    (pakketten,) = omgeving.glob("lib/python*/site-packages")
    (pakketten / "_woonanalyse.pth").write_text(f"{wortel / 'src'}\n", encoding="utf-8")
    (omgeving / "bin/pip").write_text(f"#!{omgeving}/bin/python\n", encoding="utf-8")
    (omgeving / ".klaar").touch()
    return wortel


def zou_doen(wortel: Path, doel: str) -> str:
    """The commands that `make` would give."""
    klaar = subprocess.run(
        ["make", "-n", doel], cwd=wortel, capture_output=True, encoding="utf-8", timeout=240
    )
    assert klaar.returncode == 0, klaar.stderr
    return klaar.stdout


def maakt_omgeving(wortel: Path) -> bool:
    """Whether `make rapport` would make the environment anew."""
    opdrachten = zou_doen(wortel, "rapport")
    assert "woonanalyse rapport" in opdrachten
    return "-m venv --clear" in opdrachten


met_make = pytest.mark.skipif(
    shutil.which("make") is None or sys.platform == "win32", reason="no make"
)


@met_make
def test_jupyter_lab_is_installed_the_first_time_it_is_asked_for(tmp_path: Path) -> None:
    project = nagemaakt(tmp_path / "project")
    assert JUPYTER not in zou_doen(project, "rapport")
    assert JUPYTER in zou_doen(project, "jupyter")
    (project / OMGEVING / ".klaar-jupyter").touch()
    eerder = zou_doen(project, "jupyter")
    assert "jupyter lab" in eerder and JUPYTER not in eerder
    verhuisd = project.rename(tmp_path / "verhuisd")
    assert JUPYTER in zou_doen(verhuisd, "jupyter")


@met_make
@pytest.mark.parametrize("naam", ["project", "een 'project' %20 é;&"])
def test_environment_is_made_anew_where_the_project_was_copied_or_moved(
    tmp_path: Path, naam: str
) -> None:
    eigen = nagemaakt(tmp_path / naam)
    assert not maakt_omgeving(eigen)
    kopie = shutil.copytree(eigen, tmp_path / f"{naam} kopie", symlinks=True)
    (kopie / OMGEVING / "pyvenv.cfg").write_text(f"home = {sys.prefix}/bin\n", encoding="utf-8")
    assert maakt_omgeving(kopie)
    andere_code = nagemaakt(tmp_path / f"{naam} code")
    (pth,) = andere_code.glob(f"{OMGEVING}/lib/python*/site-packages/_woonanalyse.pth")
    pth.write_text(f"{eigen / 'src'}\n", encoding="utf-8")
    assert maakt_omgeving(andere_code)
    verwezen = nagemaakt(tmp_path / f"{naam} verwijzing")
    shutil.rmtree(verwezen / OMGEVING)
    (verwezen / OMGEVING).symlink_to(eigen / OMGEVING)
    assert maakt_omgeving(verwezen)
    assert (eigen / OMGEVING / ".klaar").exists() and not maakt_omgeving(eigen)
    eigen.rename(tmp_path / f"{naam} verhuisd")
    assert maakt_omgeving(tmp_path / f"{naam} verhuisd")
