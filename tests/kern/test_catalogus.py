"""The subjects as they declare themselves: complete, apart from each other, true of what is there."""

from __future__ import annotations

import ast
import importlib

import pytest
from hulp import WORTEL, dossier, uitkomsten_van

from woonanalyse.kern.bron import Bron
from woonanalyse.kern.catalogus import (
    notitieboeken,
    onderwerp_van,
    onderwerpen,
    tabellen,
    van_notitieboek,
)
from woonanalyse.onderwerpen.bereken import bereken

MAP = WORTEL / "src/woonanalyse/onderwerpen"


def test_every_folder_is_a_subject_and_every_letter_is_of_one_table() -> None:
    mappen = {pad.name for pad in MAP.iterdir() if (pad / "__init__.py").is_file()}
    assert {onderwerp.naam for onderwerp in onderwerpen()} == mappen
    letters = [tabel.letter for tabel in tabellen().values() if tabel.letter]
    assert len(letters) == len(set(letters)) > 1


def test_of_the_source_of_another_a_report_takes_only_its_class() -> None:
    """By which the dossier finds it: not how it is read."""
    gezien = set()
    for pad in MAP.glob("*/rapport.py"):
        for knoop in ast.walk(ast.parse(pad.read_text(encoding="utf-8"))):
            module = (knoop.module or "") if isinstance(knoop, ast.ImportFrom) else ""
            if not module.endswith(".bron") or module.split(".")[2] == pad.parent.name:
                continue
            assert isinstance(knoop, ast.ImportFrom)
            for alias in knoop.names:
                soort = getattr(importlib.import_module(module), alias.name)
                assert isinstance(soort, type) and issubclass(soort, Bron), (pad, alias.name)
                gezien.add(soort.__name__)
    assert gezien


def test_subjects_use_each_other_one_way() -> None:
    gebruikt = {o.naam: set(o.gebruikt) for o in onderwerpen()}
    while gebruikt:
        vrij = {naam for naam, nodig in gebruikt.items() if not nodig & set(gebruikt)}
        assert vrij, f"a circle in {gebruikt}"
        gebruikt = {naam: nodig for naam, nodig in gebruikt.items() if naam not in vrij}


def test_notebooks_and_calculations_are_there() -> None:
    for boek in notitieboeken():
        assert (WORTEL / f"notebooks/{boek}.ipynb").is_file() and van_notitieboek(boek)
    for onderwerp in onderwerpen():
        for naam in (*(t.naam for t in onderwerp.tabellen), *onderwerp.tussentabellen):
            module = importlib.import_module(f"woonanalyse.onderwerpen.{onderwerp.naam}.berekening")
            assert callable(getattr(module, naam)), naam


def test_schemas_are_those_of_the_results_and_keys_are_unique() -> None:
    for bestand, frame in uitkomsten_van(dossier("2017")).items():
        tabel = tabellen()[bestand.removesuffix(".csv")]
        assert list(frame.columns) == list(tabel.velden), bestand
        assert not frame.duplicated(tabel.sleutel).any(), bestand


def test_only_what_is_asked_and_what_that_uses_is_computed() -> None:
    d = dossier("2017")
    gemeente = str(d.regio.gemeenten["gemeente"].iloc[0])
    een = bereken(d, ["balans"], gemeente)
    assert set(een) == {"balans"} and set(een["balans"]["gemeente"]) == {gemeente}
    alle = bereken(d, ["balans"])["balans"]
    eigen = alle[alle["gemeente"] == gemeente].reset_index(drop=True)
    assert eigen.equals(een["balans"].reset_index(drop=True))
    with pytest.raises(KeyError):
        bereken(d, ["bestaat niet"])
    assert onderwerp_van("afspraken") is None
