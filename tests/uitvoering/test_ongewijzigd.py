"""A run that has nothing to do answers at once, and never where a run would do something."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from filelock import FileLock
from hulp import GEMEENTEN, Gemaakt, eigen_code, inhoud_van, kopie_van, opdracht, vervang
from hypothesis import given
from hypothesis import strategies as st

from woonanalyse.uitvoering import ongewijzigd
from woonanalyse.uitvoering.ongewijzigd import Antwoord, Vraag


def _wordt_map(pad: Path) -> None:
    pad.unlink()
    pad.mkdir()


BASIS = {
    "p/data/regio.yml": b"naam: x",
    "p/data/raw/a.csv": b"a,b\n1,2\n",
    "p/data/processed/2017/a.csv": b"3",
    "p/data/processed/2017/notebooks/a.ipynb": b"{}",
    "p/notebooks/a.ipynb": b"{}",
    "p/report/rwp.qmd": b"tekst",
    "p/report/_werk/delen.ipynb": b"{}",
    "p/report/_output/2017/rwp.pdf": b"%PDF",
    "p/_quarto.yml": b"",
    "p/requirements.lock": b"pandas==3",
    "p/pytask.lock": b'lock-version = "1"',
    "code/woonanalyse/kern.py": b"x = 1",
    "code/woonanalyse/schema.json": b"{}",
    "motor/engine.py": b"x = 1",
    "product/notebooks/b.ipynb": b"{}",
}
PRODUCT = "data/processed/2017/a.csv"
ALMELO = "GM0141,Almelo,Almelo,Netwerkstad,Overijssel,PV23,Twente,CR12"
ASK = ["2017", False, ["pdf"], None, None]
JA = Antwoord("sleutel", 69)


def leg(map_: Path, inhoud: dict[str, bytes]) -> Path:
    for naam, deel in inhoud.items():
        (map_ / naam).parent.mkdir(parents=True, exist_ok=True)
        (map_ / naam).write_bytes(deel)
    (map_ / "p/.pytask").mkdir(exist_ok=True)
    return map_ / "p"


@pytest.fixture
def wortel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small project with code and product apart from it."""
    for naam, plek in plekken(tmp_path).items():
        monkeypatch.setattr(ongewijzigd, naam, plek)
    return leg(tmp_path, BASIS)


def plekken(map_: Path) -> dict[str, object]:
    return {
        "PAKKET": map_ / "code/woonanalyse",
        "MOTOR": map_ / "motor",
        "productwortel": lambda: map_ / "product",
    }


def som(pad: Path) -> str:
    return hashlib.sha256(pad.read_bytes()).hexdigest()


def bewaar(wortel: Path, gevraagd: list[object] = ASK, antwoord: Antwoord = JA) -> None:
    Vraag(wortel, gevraagd).bewaar(antwoord, {PRODUCT: som(wortel / PRODUCT)})


def vraag(wortel: Path, gevraagd: list[object] = ASK) -> Antwoord | None:
    return Vraag(wortel, gevraagd).antwoord()


def test_what_a_run_left_is_answered_and_only_that_question(wortel: Path) -> None:
    assert vraag(wortel) is None
    bewaar(wortel)
    assert vraag(wortel) == JA == vraag(wortel)
    for plek, ander in enumerate(["2015", True, ["html"], ["Almelo"], "2026-01-01"]):
        assert vraag(wortel, [*ASK[:plek], ander, *ASK[plek + 1 :]]) is None


def test_answers_stand_side_by_side_while_nothing_changes(wortel: Path) -> None:
    ander, nee = ["2015", *ASK[1:]], Antwoord("andere sleutel", 49)
    bewaar(wortel)
    bewaar(wortel, ander, nee)
    assert (vraag(wortel), vraag(wortel, ander)) == (JA, nee)
    (wortel / "data/regio.yml").write_bytes(b"naam: y")
    bewaar(wortel, ander, nee)
    assert (vraag(wortel), vraag(wortel, ander)) == (None, nee)


NAMEN = sorted({*BASIS, "p/data/nieuw.csv", "p/report/_output/2017/x", "code/woonanalyse/q.py"})
inhouden = st.sampled_from([*BASIS.values(), b"naam: y", b"x = 2", b"\0"])
bewerkingen = st.lists(
    st.tuples(st.sampled_from(NAMEN), st.none() | inhouden), min_size=1, max_size=4
)


@given(bewerkingen)
def test_answer_stands_exactly_as_long_as_the_bytes(edits: list[tuple[str, bytes | None]]) -> None:
    """Files that change, go and come, whatever their times say."""
    with TemporaryDirectory() as naam, pytest.MonkeyPatch.context() as plek:
        map_ = Path(naam)
        for wat, waar in plekken(map_).items():
            plek.setattr(ongewijzigd, wat, waar)
        wortel = leg(map_, BASIS)
        bewaar(wortel)
        nu = dict(BASIS)
        for pad, inhoud in edits:
            if inhoud is None:
                nu.pop(pad, None)
                (map_ / pad).unlink(missing_ok=True)
            else:
                nu[pad] = inhoud
                leg(map_, {pad: inhoud})
                os.utime(map_ / pad, (1, 1))
        assert vraag(wortel) == (JA if nu == BASIS else None)
        for pad in nu.keys() - BASIS.keys():
            (map_ / pad).unlink()
        leg(map_, BASIS)
        assert vraag(wortel) == JA


def _andere_maat_niet(wortel: Path) -> None:
    pad, stat = wortel / PRODUCT, (wortel / PRODUCT).stat()
    pad.write_bytes(b"4")
    os.utime(pad, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert pad.stat().st_size == stat.st_size


ANDERS: dict[str, Callable[[Path], object]] = {
    "same size and time": _andere_maat_niet,
    "empty folder left by a computer that stopped": lambda w: (w / "report/_output/.2017.oud").mkdir(),
    "journal of an interrupted run": lambda w: (w / "pytask.lock.journal").write_bytes(b""),
    "memory of tasks gone": lambda w: (w / "pytask.lock").unlink(),
    "two files exchanged": lambda w: (
        (w / "data/x").write_bytes(b""),
        (w / PRODUCT).rename(w / "data/x"),
        (w / "report/rwp.qmd").rename(w / PRODUCT),
        (w / "data/x").rename(w / "report/rwp.qmd"),
    ),
    "link to nothing": lambda w: (w / "data/weg").symlink_to("nergens"),
    "link to a folder": lambda w: (w / "data/anders").symlink_to(w / "report"),
    "pipe": lambda w: os.mkfifo(w / "data/pijp"),
    "file became a folder": lambda w: _wordt_map(w / "_quarto.yml"),
    "product": lambda w: (w.parent / "product/notebooks/b.ipynb").write_bytes(b"[]"),
    "engine": lambda w: (w.parent / "motor/nieuw.py").write_bytes(b""),
}  # fmt: skip


@pytest.mark.parametrize("naam", ANDERS)
def test_no_answer_when_something_differs(wortel: Path, naam: str) -> None:
    bewaar(wortel)
    ANDERS[naam](wortel)
    assert vraag(wortel) is None


def test_name_that_is_no_text(wortel: Path) -> None:
    naam = os.fsdecode(b"p/data/caf\xe9.csv")
    leg(wortel.parent, {naam: b"1"})
    bewaar(wortel)
    assert vraag(wortel) == JA
    leg(wortel.parent, {naam: b"2"})
    assert vraag(wortel) is None


def test_what_was_touched_last_tells_without_reading_the_rest(
    wortel: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bewaar(wortel)
    gewijzigd, gelezen = wortel / "data/raw/a.csv", list[str]()
    gewijzigd.write_bytes(b"a,b\n1,3\n")
    os.utime(gewijzigd, ns=(2**62, 2**62))
    som_van = ongewijzigd._som

    def meegeteld(pad: str) -> str:
        gelezen.append(pad)
        return som_van(pad)

    monkeypatch.setattr(ongewijzigd, "_som", meegeteld)
    assert Vraag(wortel, ASK).antwoord() is None
    assert gelezen == [str(gewijzigd)]


def test_caches_of_python_do_not_count(wortel: Path) -> None:
    bewaar(wortel)
    leg(wortel.parent, {"code/woonanalyse/__pycache__/kern.pyc": b"x"})
    assert vraag(wortel) == JA


def test_another_python_is_another_run(wortel: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bewaar(wortel)
    monkeypatch.setattr(sys, "version", "3.99.0")
    assert vraag(wortel) is None


def test_project_that_moved_with_its_code_and_one_that_moved_away_from_it(
    wortel: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tasks are known by where their code is, seen from the project: away from it they would run."""
    bewaar(wortel)
    elders = shutil.copytree(tmp_path, tmp_path / "el/ders", ignore=lambda *_: {"el"})
    assert vraag(elders / "p") is None
    for naam, plek in plekken(elders).items():
        monkeypatch.setattr(ongewijzigd, naam, plek)
    assert vraag(elders / "p") == JA


def test_nothing_is_answered_while_another_run_is_busy(wortel: Path) -> None:
    bewaar(wortel)
    with FileLock(wortel / ".pytask/slot"):
        assert vraag(wortel) is None
    assert vraag(wortel) == JA


def test_nothing_is_kept_while_another_run_is_busy(wortel: Path) -> None:
    with FileLock(wortel / ".pytask/slot"):
        bewaar(wortel)
    assert vraag(wortel) is None


@pytest.mark.parametrize(
    "pad", ["p/data/raw/a.csv", "p/report/rwp.qmd", "code/woonanalyse/kern.py"]
)
@pytest.mark.parametrize("terug", [False, True], ids=["and kept", "and put back"])
def test_input_edited_while_the_run_is_busy(wortel: Path, pad: str, terug: bool) -> None:
    """Put back it has the same bytes, but the run may have used the other ones."""
    bezig, plek = Vraag(wortel, ASK), wortel.parent / pad
    time.sleep(0.02)  # as fine as the clock of a file system is
    stat = plek.stat()
    plek.write_bytes(b"anders")
    if terug:
        plek.write_bytes(BASIS[pad])
        os.utime(plek, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    bezig.bewaar(JA, {})
    assert vraag(wortel) is None


def test_input_that_comes_while_the_run_is_busy(wortel: Path) -> None:
    bezig = Vraag(wortel, ASK)
    (wortel / "data/nieuw.csv").write_bytes(b"")
    bezig.bewaar(JA, {})
    assert vraag(wortel) is None


def test_what_a_run_makes_may_differ_from_before(wortel: Path) -> None:
    bezig = Vraag(wortel, ASK)
    nieuw = {PRODUCT: b"5", "data/processed/2017/b.csv": b"6", "pytask.lock": b""}
    leg(wortel.parent, {f"p/{naam}": inhoud for naam, inhoud in nieuw.items()})
    bezig.bewaar(JA, {PRODUCT: som(wortel / PRODUCT)})
    assert vraag(wortel) == JA


@pytest.mark.parametrize("hoe", ["gewijzigd", "weg"])
def test_product_damaged_while_later_tasks_ran(wortel: Path, hoe: str) -> None:
    bezig, gemaakt = Vraag(wortel, ASK), {PRODUCT: som(wortel / PRODUCT)}
    (wortel / PRODUCT).write_bytes(b"?") if hoe == "gewijzigd" else (wortel / PRODUCT).unlink()
    bezig.bewaar(JA, gemaakt)
    assert vraag(wortel) is None


@pytest.mark.parametrize("inhoud", [b"", b"{", b"[]", b"null", b'{"afdruk": 1}', b"\xff\0"])
def test_what_was_kept_may_be_broken(wortel: Path, inhoud: bytes) -> None:
    bewaar(wortel)
    (wortel / ".pytask" / ongewijzigd.BESTAND).write_bytes(inhoud)
    assert vraag(wortel) is None
    bewaar(wortel)
    assert vraag(wortel) == JA


@pytest.mark.parametrize("fout", [{"plan": "a"}, 5, None, {"plan": "a", "taken": 1, "x": 2}])
def test_answer_of_another_shape_is_none(wortel: Path, fout: object) -> None:
    bewaar(wortel)
    pad = wortel / ".pytask" / ongewijzigd.BESTAND
    heel = json.loads(pad.read_bytes())
    pad.write_text(json.dumps({**heel, json.dumps(ASK): fout}), encoding="utf-8")
    assert vraag(wortel) is None
    bewaar(wortel)
    assert vraag(wortel) == JA


MODULES = """
import sys
from woonanalyse.cli import app
try:
    app()
finally:
    groot = {"pytask", "pandas", "papermill", "matplotlib", "pydantic"}
    print(*sorted(groot & sys.modules.keys()), file=sys.stderr)
"""


@pytest.fixture(scope="module")
def project(gemaakt: Gemaakt, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with a raw file that was changed, which every run warns of, and all made of it."""
    kopie = kopie_van(gemaakt, tmp_path_factory.mktemp("ongewijzigd") / "project").wortel
    shutil.rmtree(kopie / "report/_output")  # or each command says that the report is older
    vervang(kopie / GEMEENTEN, ALMELO, ALMELO.replace("CR12", "CR13"))
    assert bereid(kopie).returncode == 0
    return kopie


def bereid(wortel: Path, *keuzes: str) -> subprocess.CompletedProcess[str]:
    return opdracht(wortel, "bereid", *keuzes, limiet=300)


def gedaan(wortel: Path, *keuzes: str) -> int:
    """How many tasks a run did."""
    klaar = bereid(wortel, *keuzes)
    assert klaar.returncode == 0, klaar.stderr
    return int(re.split(r" ta(?:ak|ken) uitgevoerd", klaar.stdout)[0])


def gemaakt(wortel: Path) -> dict[str, bytes]:
    """All that is made but executed notebooks, in which times stand."""
    mappen = (wortel / "data/processed/2017", wortel / "report/_werk")
    alles = {f"{m.name}/{naam}": b for m in mappen for naam, b in inhoud_van(m).items()}
    return {naam: inhoud for naam, inhoud in alles.items() if "/notebooks/" not in naam}


@pytest.mark.lang
@pytest.mark.traag
def test_says_what_a_whole_run_says_without_what_it_loads(project: Path) -> None:
    (project / ".pytask" / ongewijzigd.BESTAND).unlink()
    geheel, kort = bereid(project), bereid(project)
    assert kort.stdout == geheel.stdout
    assert kort.stdout.startswith("0 taken uitgevoerd")
    assert "Oordeel per gemeente: 3 overprogrammering, 2 op de grens" in kort.stdout
    assert kort.stderr.split() == geheel.stderr.split()
    assert "is gewijzigd sinds het is vastgelegd" in kort.stderr
    klaar = subprocess.run(
        [sys.executable, "-c", MODULES, "bereid"],
        cwd=project, env={**os.environ, **eigen_code(project)}, stdin=subprocess.DEVNULL,
        capture_output=True, encoding="utf-8",
    )  # fmt: skip
    assert klaar.stdout == geheel.stdout
    assert not klaar.stderr.splitlines()[-1]


@pytest.mark.lang
@pytest.mark.traag
def test_damage_of_the_same_size_and_time_is_mended(project: Path) -> None:
    assert gedaan(project) == 0
    heel, pad = gemaakt(project), project / "data/processed/2017/balans.csv"
    stat, inhoud = pad.stat(), pad.read_bytes()
    pad.write_bytes(inhoud[:-2] + b"?\n")
    os.utime(pad, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert pad.stat().st_size == stat.st_size
    assert gedaan(project) == 1
    assert gemaakt(project) == heel
    assert gedaan(project) == 0


@pytest.mark.traag
@pytest.mark.lang
def test_another_edition_in_between_takes_the_work_folder(project: Path) -> None:
    assert gedaan(project) == 0
    heel = gemaakt(project)
    assert gedaan(project, "--editie", "2015") > 1
    assert (
        gedaan(project) == 4
    )  # its values, its notebooks and figures, the parts of the page, the annexes
    assert heel.items() <= gemaakt(project).items()
    assert gedaan(project) == 0 == gedaan(project)


@pytest.mark.traag
@pytest.mark.lang
def test_failed_run_leaves_no_answer(project: Path) -> None:
    """Its notebook is put back with the same bytes, but what it left is not what it should be."""
    assert gedaan(project) == 0
    heel, pad = gemaakt(project), project / "notebooks/regio.ipynb"
    eigen = pad.read_bytes()
    boek = json.loads(eigen)
    boek["cells"][-1] |= {"cell_type": "code", "source": ["1 / 0"], "outputs": []}
    boek["cells"][-1] |= {"execution_count": None}
    pad.write_text(json.dumps(boek), encoding="utf-8")
    assert "ZeroDivisionError" in bereid(project).stderr
    assert "ZeroDivisionError" in bereid(project).stderr
    pad.write_bytes(eigen)
    assert gedaan(project) >= 1
    assert gemaakt(project) == heel
    assert gedaan(project) == 0
