"""Fixtures for all tests: copies of the project, notebooks that have run once."""

from __future__ import annotations

import functools
import gc
import json
import pickle
import signal
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from unittest import mock

import eens
import pytest
import typer.main
import typer.testing
from filelock import FileLock
from hulp import (
    GEHEEL,
    Gemaakt,
    Run,
    Runs,
    gedeeld,
    inhoud_van,
    kopieer_gegevens,
    kopieer_project,
    opdracht,
    papermill,
)
from hypothesis import HealthCheck, Phase, settings

settings.register_profile(
    "woonanalyse",
    deadline=None,
    derandomize=True,
    database=None,
    max_examples=40,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("kort", settings.get_profile("woonanalyse"), max_examples=6)
settings.register_profile(
    "mutaties",
    settings.get_profile("woonanalyse"),
    max_examples=12,
    phases=[Phase.explicit, Phase.generate],  # that it fails is enough: no smaller example
    report_multiple_bugs=False,
)
settings.load_profile("woonanalyse")
"""`make test` takes `kort`; the longer job tries every example that a plain run of pytest tries."""


if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
"""A shell that starts the tests in the background lets them ignore it, and what they start with them."""


mock.patch.object(typer.testing, "_get_command", functools.cache(typer.main.get_command)).start()
"""The tree of commands is built once in a process, as it is for a user, and not at every call of a test."""


LANGST = (
    "test_kills.py", "test_controleer_en_rapport.py", "test_wat_liep.py", "test_cli.py",
    "test_lever.py", "test_fuzz_ongewijzigd.py", "test_dask.py", "test_notitieboeken.py",
    "test_keten.py", "test_inhoud.py", "test_terugvinden.py", "test_batterij.py",
    "test_schade_tabellen.py", "test_bestuursstuk.py", "test_documenten.py", "test_ronde.py",
    "test_perdeel.py", "test_same_as_stock.py", "test_kaarten.py", "test_breken.py", "test_waarom.py",
    "test_nieuwe_editie.py", "test_planjaren.py", "test_broncode.py", "test_een_schade.py",
    "test_schade_yaml.py", "test_leaves_nothing_behind.py", "test_preload.py", "test_leaks_nothing.py",
    "test_pagina.py", "test_gemeenten.py", "test_elke_wereld.py", "test_plaatsing.py", "test_snede.py",
    "test_halverwege.py", "test_controles.py", "test_voorstel.py", "test_strategietabellen.py",
    "test_besluitstukken.py", "test_machine.py", "test_motor.py", "test_sjabloon.py",
    "test_figuurindeling.py", "test_regiototalen.py", "test_bouw.py", "test_planregister.py",
    "test_wortels.py", "test_pak.py", "test_rijhtml.py", "test_waarden_in_bronnen.py", "test_forked.py",
)  # fmt: skip
"""The files that take longest first: they do not hold up one worker at the end. The report that many need
is made by the first of `make test`, and what comes beside that needs none."""


def pytest_configure(config: pytest.Config) -> None:
    eens.begin(config)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    _houd_enkele(items)
    plek = {naam: nummer for nummer, naam in enumerate(LANGST)}
    items.sort(key=lambda item: plek.get(item.path.name, len(plek)))


def _houd_enkele(items: list[pytest.Item]) -> None:
    """Of a test marked `enkele(n)` the longer job has all cases but n, spread over them."""
    per_test: dict[str, list[pytest.Item]] = {}
    for item in items:
        if item.get_closest_marker("enkele") and not item.get_closest_marker("lang"):
            per_test.setdefault(item.nodeid.partition("[")[0], []).append(item)
    for gevallen in per_test.values():
        merk = gevallen[0].get_closest_marker("enkele")
        assert merk is not None
        (aantal,) = merk.args
        blijven = {len(gevallen) * nummer // aantal for nummer in range(aantal)}
        for nummer, geval in enumerate(gevallen):
            if nummer not in blijven:
                geval.add_marker(pytest.mark.lang)


def pytest_collection_finish() -> None:
    """All that was loaded stays: the garbage collector does not look through it again, and less often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of all that is read, free to damage."""
    doel = tmp_path / "project"
    doel.mkdir()
    return kopieer_gegevens(doel)


@pytest.fixture(scope="session")
def runs(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Runs:
    """Notebooks that have run: once, whatever number of workers."""
    basis = gedeeld(tmp_path_factory, worker_id, "notitieboeken")
    bewaard = basis / "klaar.pickle"
    with FileLock(f"{basis}.slot"):
        if not bewaard.is_file():
            basis.mkdir()
            bewaard.write_bytes(pickle.dumps(_draai(basis)))
        gelezen: Runs = pickle.loads(bewaard.read_bytes())
        return gelezen


def _draai(basis: Path) -> Runs:
    """Run what the notebook tests look at, two kernels at a time."""
    wortel = kopieer_project(basis / "een project")
    vooraf = inhoud_van(wortel)
    borne = ("-p", "gemeente", "Borne", "-p", "editie", "2017", "-p", "uit", "data/processed")
    buiten = ("-p", "gemeente", "../x", "-p", "uit", "data/processed/buiten")
    opdrachten: list[tuple[str, str, tuple[str, ...]]] = [
        ("standaard", "balans.ipynb", ()),
        ("borne", "balans.ipynb", borne),
        ("buiten", "balans.ipynb", buiten),
        ("onbekend", "balans.ipynb", ("-p", "gemeenten", "Borne", "-p", "uit", "data/processed/x")),
    ]

    def voer_uit(opdracht: tuple[str, str, tuple[str, ...]]) -> Run:
        naam, bron, opties = opdracht
        doel = basis / f"{naam}.ipynb"
        return Run(papermill(wortel, bron, doel, *opties), doel)

    heel = [(naam, f"{naam}.ipynb", opties) for naam, opties in GEHEEL.items()]
    with ThreadPoolExecutor(2) as banen:
        klaar = list(banen.map(voer_uit, [*opdrachten, *heel]))
    los = dict(zip([naam for naam, *_ in opdrachten], klaar, strict=False))
    geheel = dict(zip(GEHEEL, klaar[len(opdrachten) :], strict=True))
    return Runs(wortel, vooraf, inhoud_van(wortel), geheel=geheel, **los)


@pytest.fixture(scope="session")
def gemaakt(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Gemaakt:
    """The whole chain, run from scratch in a copy of the project: once, whatever number of workers.

    No test changes it: who does something to a project takes `kopie_van` it.
    """
    return _eens_gemaakt(gedeeld(tmp_path_factory, worker_id, "keten"))


@pytest.fixture(scope="session")
def elders(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Gemaakt:
    """As `gemaakt`, from scratch again in a folder of another name."""
    return _eens_gemaakt(gedeeld(tmp_path_factory, worker_id, "een map met spaties (é)"))


def _eens_gemaakt(map_: Path) -> Gemaakt:
    bewaard = map_ / "klaar.json"
    with FileLock(f"{map_}.slot"):
        if not bewaard.is_file():
            bewaard.write_text(json.dumps(_maak(map_)), encoding="utf-8")
        wortel, code, tekst = json.loads(bewaard.read_text(encoding="utf-8"))
        return Gemaakt(Path(wortel), code, tekst)


def _maak(map_: Path) -> tuple[str, int, str]:
    wortel = kopieer_project(map_ / "project")
    klaar = opdracht(wortel, "rapport", uitvoer=map_ / "eerste.txt", limiet=600)
    return str(wortel), klaar.returncode, klaar.stdout


@pytest.fixture(scope="session")
def vormen(gemaakt: Gemaakt) -> Path:
    """The folder with the forms of the real report."""
    assert gemaakt.returncode == 0, gemaakt.stdout
    return gemaakt.rapport
