"""Fingerprints of code: whatever is imported counts, comments and layout do not."""

from __future__ import annotations

import importlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hulp import WORTEL, jupyteromgeving, kopieer_project, lang_behalve
from totalenhulp import maak_totalen

import woonanalyse
from woonanalyse.kern.catalogus import onderwerpen
from woonanalyse.kern.fouten import WoonanalyseFout
from woonanalyse.uitkomsten.runs import runs_van
from woonanalyse.uitvoering import broncode
from woonanalyse.uitvoering.broncode import (
    hash_van_alles,
    hash_van_bestanden,
    hash_van_modules,
    hash_van_motor,
    hash_van_notitieboek,
    hash_van_verklaringen,
    modules_van_notitieboek,
    onthouden,
    pakketbestanden,
)

BOEKEN = sorted(pad.stem for pad in (WORTEL / "notebooks").glob("*.ipynb"))

KLEIN = {
    "__init__.py": "",
    "begin.py": "from woonanalyse.a import f\n\n\ndef g():\n    return f() + 1\n",
    "a/__init__.py": "from woonanalyse.a.kern import f as f\n",
    "a/kern.py": "from . import broer\nfrom ..b import tante\n\n\ndef f():\n    return broer.x\n",
    "a/broer.py": "x = 1\n",
    "a/laat.py": "def h():\n    from woonanalyse.b.diep import d\n    return d\n",
    "a/schemas/een.json": "{}",
    "a/schemas/diep/twee.lua": "x",
    "b/__init__.py": "",
    "b/tante.py": "import woonanalyse.b.diep as q\ny = 2\n",
    "b/diep.py": "d = 3\n",
    "b/los.py": "z = 4\n",
    "b/gegevens.txt": "x",
    "wortel.json": "{}",
    "los_van_pakketten/drie.json": "{}",
    "los.py": "w = 5\n",
}


@pytest.fixture
def pakket(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small package of this name in place of the real one."""
    map_ = tmp_path / "src" / "woonanalyse"
    for naam, inhoud in KLEIN.items():
        (map_ / naam).parent.mkdir(parents=True, exist_ok=True)
        (map_ / naam).write_text(inhoud, encoding="utf-8")
    monkeypatch.setattr(broncode, "PAKKET", map_)
    return map_


@pytest.fixture
def kopie(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the real package in its place."""
    map_ = tmp_path / "src" / "woonanalyse"
    shutil.copytree(broncode.PAKKET, map_, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(broncode, "PAKKET", map_)
    return map_


def begin() -> str:
    return hash_van_modules("woonanalyse.begin")


def voeg_toe(pad: Path, tekst: str) -> None:
    pad.write_text(pad.read_text(encoding="utf-8") + tekst, encoding="utf-8")


@pytest.mark.parametrize("naam", ["begin.py", "a/kern.py", "a/broer.py", "b/diep.py"])
def test_comments_and_layout_do_not_count(pakket: Path, naam: str) -> None:
    eerst = begin()
    pad = pakket / naam
    pad.write_text("# opmerking\n\n\n" + pad.read_text(encoding="utf-8").replace(" = ", "  =  "))
    voeg_toe(pad, "\n\n# nog een\n")
    assert begin() == eerst


@pytest.mark.parametrize(
    "naam",
    [
        naam
        for naam in KLEIN
        if naam.endswith(".py") and not naam.endswith("los.py") and "laat" not in naam
    ],
)
def test_code_of_what_is_imported_counts(pakket: Path, naam: str) -> None:
    """By whatever kind of import; packages on the way run too."""
    eerst = begin()
    voeg_toe(pakket / naam, "nieuw = 1\n")
    assert begin() != eerst


def test_a_plan_looks_at_the_code_anew(pakket: Path, tmp_path: Path) -> None:
    """One command may make its plan more than once, when data is edited while it does."""
    with onthouden(tmp_path / "broncode.json"):
        eerst = begin()
        voeg_toe(pakket / "a/kern.py", "nieuw = 1\n")
        broncode.kijk_opnieuw()
        tweede = begin()
        assert tweede != eerst
    assert begin() == tweede
    voeg_toe(pakket / "begin.py", "nieuw = 1\n")
    assert begin() != tweede


def test_a_plan_looks_anew_at_which_modules_there_are(pakket: Path, tmp_path: Path) -> None:
    voeg_toe(pakket / "a/broer.py", "def (\n")  # counts with all modules
    with onthouden(tmp_path / "broncode.json"):
        eerst = begin()
        (pakket / "erbij.py").write_text("nieuw = 1\n", encoding="utf-8")
        assert begin() == eerst
        broncode.kijk_opnieuw()
        tweede = begin()
        assert tweede != eerst
    (pakket / "erbij.py").unlink()
    assert begin() == eerst
    with onthouden(tmp_path / "broncode.json"):
        assert begin() == eerst


@pytest.mark.parametrize("naam", ["a/laat.py", "b/los.py", "los.py"])
def test_code_of_what_is_not_imported_does_not_count(pakket: Path, naam: str) -> None:
    eerst = begin()
    voeg_toe(pakket / naam, "nieuw = 1\n")
    assert begin() == eerst


@pytest.mark.parametrize(
    "naam",
    [naam for naam in KLEIN if not naam.endswith(".py")],
)
@pytest.mark.parametrize("wijze", ["anders", "weg", "erbij"])
def test_files_of_a_package_count_with_it(pakket: Path, naam: str, wijze: str) -> None:
    eerst, pad = begin(), pakket / naam
    match wijze:
        case "anders":
            pad.write_text("anders", encoding="utf-8")
        case "weg":
            pad.unlink()
        case "erbij":
            pad.with_name("nieuw.json").write_text("{}", encoding="utf-8")
    assert begin() != eerst


def test_compiled_files_do_not_count(pakket: Path) -> None:
    eerst = begin()
    for pad in ("a/__pycache__/kern.cpython-311.pyc", "a/x.pyc"):
        (pakket / pad).parent.mkdir(exist_ok=True)
        (pakket / pad).write_bytes(b"x")
    assert begin() == eerst
    assert {pad.relative_to(pakket).as_posix() for pad in pakketbestanden()} == set(KLEIN)


def test_import_inside_a_function_counts(pakket: Path) -> None:
    eerst = hash_van_modules("woonanalyse.a.laat")
    voeg_toe(pakket / "b/diep.py", "nieuw = 1\n")
    assert hash_van_modules("woonanalyse.a.laat") != eerst


@pytest.mark.parametrize(
    "regel",
    [
        "import woonanalyse.los",
        "import woonanalyse.los as iets",
        "from woonanalyse import los",
        "from woonanalyse import los as iets",
        "from woonanalyse.los import w",
        "from woonanalyse.los import *",
        "from . import los",
        "from .los import w",
        "if False:\n    import woonanalyse.los",
        "try:\n    pass\nexcept ImportError:\n    from woonanalyse import los",
        "def f():\n    def g():\n        from woonanalyse import los",
        "class K:\n    from woonanalyse import los",
        "async def f():\n    from woonanalyse import los",
    ],
)
def test_every_way_to_import_is_seen(pakket: Path, regel: str) -> None:
    voeg_toe(pakket / "begin.py", f"\n{regel}\n")
    eerst = begin()
    voeg_toe(pakket / "los.py", "nieuw = 1\n")
    assert begin() != eerst


def test_module_that_imports_itself_or_its_user(pakket: Path) -> None:
    voeg_toe(pakket / "a/broer.py", "import woonanalyse.begin\nimport woonanalyse.a.broer\n")
    eerst = begin()
    voeg_toe(pakket / "begin.py", "nieuw = 1\n")
    assert begin() != eerst


def test_module_that_becomes_a_package(pakket: Path) -> None:
    eerst = begin()
    (pakket / "b/diep").mkdir()
    (pakket / "b/diep/__init__.py").write_text("d = 30\n", encoding="utf-8")
    assert begin() != eerst


def test_broken_module_counts_with_all_modules(pakket: Path) -> None:
    """What it will import when it is whole again cannot be known."""
    voeg_toe(pakket / "a/broer.py", "def (\n")
    eerst = begin()
    voeg_toe(pakket / "los.py", "nieuw = 1\n")
    assert begin() != eerst


def test_other_packages_do_not_count(pakket: Path) -> None:
    eerst = begin()
    (pakket.parent / "elders.py").write_text("x = 1\n", encoding="utf-8")
    (pakket.parent / "woonanalyse2").mkdir()
    (pakket.parent / "woonanalyse2/__init__.py").write_text("x = 1\n", encoding="utf-8")
    voeg_toe(pakket / "b/los.py", "import elders, woonanalyse2, os.path\n")
    assert begin() == eerst
    assert hash_van_modules("woonanalyse.b.los") != eerst


def test_own_files_only(pakket: Path) -> None:
    eerst = hash_van_bestanden("woonanalyse.begin", "woonanalyse.a")
    voeg_toe(pakket / "a/kern.py", "nieuw = 1\n")
    assert hash_van_bestanden("woonanalyse.begin", "woonanalyse.a") == eerst
    voeg_toe(pakket / "a/__init__.py", "nieuw = 1\n")
    assert hash_van_bestanden("woonanalyse.begin", "woonanalyse.a") != eerst


def test_code_of_the_engine_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    map_ = tmp_path / "papermill_forkserver"
    shutil.copytree(broncode.MOTOR, map_, ignore=shutil.ignore_patterns("__pycache__"))

    def sommen() -> tuple[str, str]:
        with onthouden(tmp_path / "broncode.json"):
            return hash_van_motor(), hash_van_alles()

    eerst = sommen()
    monkeypatch.setattr(broncode, "MOTOR", map_)
    assert sommen() == eerst
    voeg_toe(map_ / "kernel.py", "# zomaar\n")
    assert sommen() == eerst
    voeg_toe(map_ / "kernel.py", "nieuw = 1\n")
    assert all(nu != toen for nu, toen in zip(sommen(), eerst, strict=True))


def test_what_is_kept_between_runs_changes_nothing(
    pakket: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Kept by content: a file that is put back has its old fingerprint, one that changes a new one."""
    monkeypatch.setattr(broncode, "_gelezen", {})
    pad = tmp_path / "bewaard" / "broncode.json"
    pad.parent.mkdir()
    vers = begin()
    for _ in range(2):
        broncode._gelezen.clear()
        with onthouden(pad):
            assert begin() == vers
    with onthouden(pad):
        voeg_toe(pakket / "b/diep.py", "nieuw = 1\n")
        anders = begin()
        assert anders != vers
    broncode._gelezen.clear()
    with onthouden(pad):
        assert begin() == anders
    pad.write_bytes(b"{half")
    broncode._gelezen.clear()
    with onthouden(pad):
        assert begin() == anders


def boek(pad: Path, *cellen: str) -> Path:
    inhoud = [
        {"cell_type": "code", "id": f"c{nr}", "metadata": {}, "source": cel.splitlines(True)}
        for nr, cel in enumerate(cellen)
    ]
    pad.write_text(json.dumps({"cells": inhoud, "metadata": {}}), encoding="utf-8")
    return pad


@pytest.mark.parametrize("cel", ["%matplotlib inline\nx = 1", "!ls", "x = (", "x?"])
def test_cell_that_is_no_plain_python_counts_with_all_modules(
    pakket: Path, tmp_path: Path, cel: str
) -> None:
    gewoon = boek(tmp_path / "a.ipynb", "from woonanalyse import begin")
    vreemd = boek(tmp_path / "b.ipynb", "from woonanalyse import begin", cel)
    assert "woonanalyse.los" not in modules_van_notitieboek(gewoon)
    alle = {n.removesuffix(".py").replace("/", ".") for n in KLEIN if n.endswith(".py")}
    verwacht = {f"woonanalyse.{n}".removesuffix(".__init__") for n in alle}
    assert modules_van_notitieboek(vreemd) == verwacht
    eerst = hash_van_notitieboek(vreemd)
    voeg_toe(pakket / "los.py", "nieuw = 1\n")
    assert hash_van_notitieboek(vreemd) != eerst


def _zet(sleutel: str, waarde: object) -> Callable[[dict[str, object]], object]:
    return lambda cel: cel.update({sleutel: waarde})


@pytest.mark.parametrize(
    ("pas_aan", "telt"),
    [
        (_zet("outputs", [{"output_type": "stream", "name": "stdout", "text": "x"}]), False),
        (_zet("execution_count", 3), False),
        (_zet("source", "from woonanalyse import begin  # zie"), True),
        (_zet("source", "from woonanalyse import begin"), False),
        (_zet("metadata", {"tags": ["parameters"]}), True),
        (_zet("attachments", {"a.png": {}}), True),
        (_zet("id", "anders"), True),
        (_zet("cell_type", "markdown"), True),
    ],
    ids=["outputs", "count", "comment", "text for lines", "tags", "attachments", "id", "type"],
)
def test_what_of_a_cell_counts(
    pakket: Path, tmp_path: Path, pas_aan: Callable[[dict[str, object]], object], telt: bool
) -> None:
    pad = boek(tmp_path / "a.ipynb", "from woonanalyse import begin")
    eerst, inhoud = hash_van_notitieboek(pad), json.loads(pad.read_bytes())
    pas_aan(inhoud["cells"][0])
    pad.write_text(json.dumps(inhoud, indent=3), encoding="utf-8")
    assert (hash_van_notitieboek(pad) != eerst) is telt


def test_order_and_number_of_cells_count(pakket: Path, tmp_path: Path) -> None:
    cellen = [("x = 1", "y = 2"), ("y = 2", "x = 1"), ("x = 1",), ("x = 1\ny = 2",)]
    hashes = {hash_van_notitieboek(boek(tmp_path / "a.ipynb", *deel)) for deel in cellen}
    assert len(hashes) == len(cellen)


def test_notebook_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(WoonanalyseFout, match=r"weg\.ipynb is geen notitieboek, of is er niet"):
        hash_van_notitieboek(tmp_path / "weg.ipynb")


def _hashes(bewaard: Path) -> dict[str, str]:
    """Of every notebook, by one look at the package, as a plan takes."""
    with onthouden(bewaard):
        return {naam: hash_van_notitieboek(WORTEL / f"notebooks/{naam}.ipynb") for naam in BOEKEN}


@pytest.fixture(scope="module")
def ongewijzigd(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Of the package in its own place: a copy that is the same has the same."""
    return _hashes(tmp_path_factory.mktemp("ongewijzigd") / "broncode.json")


KORT = ("onderwerpen/plannen/model.py", "onderwerpen/snede.py", "document/werkmap.py")
GERAAKT: dict[str, set[str]] = {
    "onderwerpen/balans/model.py": {"balans", "kaarten", "regio", "strategie", "wijzigingen"},
    "onderwerpen/plannen/model.py": {"kaarten", "plannen"},
    "onderwerpen/wijkaanpak/model.py": {"wijkaanpak"},
    "onderwerpen/statushouders/beeld.py": {"statushouders"},
    "onderwerpen/strategie/scenarios.yml": {"strategie"},
    "onderwerpen/snede.py": {*BOEKEN},
    **{f"onderwerpen/{o.naam}/bron.py": {*BOEKEN} for o in onderwerpen() if o.instelling},
    "onderwerpen/balans/vormen/rwp2015.py": {*BOEKEN},
    "kern/schemas/editie.json": {*BOEKEN},
    "kern/formulieren/besluiten.yml": {*BOEKEN},
    "onderwerpen/statushouders/formulieren/statushouders.yml": {*BOEKEN},
    "uitgave/formulieren.py": set(),
    "document/werkmap.py": set(),
    "cli/opdrachten.py": set(),
    "uitvoering/taken.py": set(),
}
"""The notebooks that a module touches: one and a few, all, and none."""


@pytest.mark.parametrize("bestand", lang_behalve(KORT, GERAAKT))
def test_which_notebooks_a_module_touches(
    ongewijzigd: dict[str, str], kopie: Path, tmp_path: Path, bestand: str
) -> None:
    voeg_toe(kopie / bestand, "\nnieuw = 1\n")
    daarna = _hashes(tmp_path / "broncode.json")
    assert {naam for naam in BOEKEN if ongewijzigd[naam] != daarna[naam]} == GERAAKT[bestand]


@pytest.mark.parametrize(
    "bestand",
    [
        "onderwerpen/balans/onderwerp.yml",
        "afspraken/tabellen.yml",
        "onderwerpen/balans/tabellen/balans.json",
        "kern/kolommen.yml",
        "kern/formulieren/besluiten.yml",
        "onderwerpen/statushouders/formulieren/statushouders.yml",
    ],
)
def test_every_declaration_counts(kopie: Path, bestand: str) -> None:
    eerst = hash_van_verklaringen()
    voeg_toe(kopie / bestand, "\n# nieuw\n")
    assert hash_van_verklaringen() != eerst


WAT_LAADDE = """
import json, sys
from pathlib import Path
for cel in json.loads(Path(sys.argv[1]).read_bytes())["cells"]:
    if cel["cell_type"] == "code":
        exec(compile("".join(cel["source"]), "cel", "exec"), globals())
        if "parameters" in cel["metadata"].get("tags", []):
            uit = "data/processed/proef"
            globals().update(json.loads(sys.argv[2]))
print(json.dumps(sorted(m for m in sys.modules if m.split(".")[0] == "woonanalyse")))
"""
"""Runs the code cells, writing their results too, and says which modules were loaded."""


@pytest.mark.lang
@pytest.mark.traag
@pytest.mark.parametrize("naam", lang_behalve(["balans"], BOEKEN))
def test_everything_that_a_notebook_loads_is_in_its_fingerprint(
    tmp_path_factory: pytest.TempPathFactory, naam: str
) -> None:
    from woonanalyse.onderwerpen.dossierlezer import lees_dossier

    basis = tmp_path_factory.mktemp("laadt")
    wortel = kopieer_project(basis / "project", code=False)
    edities = (maak_totalen(wortel),) if naam == "totalen" else ("2017", "2022")
    uitgevoerd = [
        run
        for editie in edities
        for run in runs_van(lees_dossier(wortel, editie))
        if run.notitieboek == naam
    ]
    omgeving = jupyteromgeving(basis / "jupyter") | {
        "PYTHONPATH": str(Path(woonanalyse.__file__).parents[1]),
        "MPLBACKEND": "agg",
    }
    geladen: set[str] = set()
    pad = WORTEL / f"notebooks/{naam}.ipynb"
    for run in (uitgevoerd[0], uitgevoerd[-1]):
        klaar = subprocess.run(
            [sys.executable, "-c", WAT_LAADDE, str(pad), json.dumps(dict(run.parameters))],
            cwd=wortel,
            env={**os.environ, **omgeving},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert klaar.returncode == 0, klaar.stderr
        geladen |= set(json.loads(klaar.stdout.splitlines()[-1]))
        if uitgevoerd[0] is uitgevoerd[-1]:
            break
    assert len(geladen) > 10
    omsluiting = modules_van_notitieboek(pad)
    assert geladen - omsluiting == set()
    assert not {
        m for m in omsluiting if m.startswith(("woonanalyse.uitvoering", "woonanalyse.cli"))
    }


def test_the_module_that_reads_the_subjects_is_the_one_that_is_named() -> None:
    """Else a change of how a subject is read would change nothing."""
    naam = broncode.LEEST_ONDERWERPEN
    lezer = Path(importlib.import_module(naam).__file__ or "").read_text(encoding="utf-8")
    assert "import_module(" in lezer
    assert set(broncode._lezers()) <= set(broncode._import_van(naam))
