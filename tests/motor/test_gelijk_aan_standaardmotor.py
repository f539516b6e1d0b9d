"""Our engine leaves the same executed notebooks as papermill's stock engine."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from corpus import CORPUS
from vergelijk import GOUD, MOTOR, goud, met_standaardmotor, uitkomst, versies

OPNIEUW = ("stromen", "fout_getolereerd", "figuur_twee")
"""Notebooks that the stock engine runs in every test run, so that what is stored stays true."""


def standaard(naam: str, tmp_path: Path) -> dict[str, Any]:
    """What the stock engine makes of it, now."""
    geval = CORPUS[naam]
    return met_standaardmotor(geval.notitieboek(), tmp_path / "standaard", **geval.argumenten)


@pytest.mark.parametrize("naam", CORPUS)
def test_same_outcome(naam: str, tmp_path: Path) -> None:
    """Stored outcomes hold for the versions they were made with; for others the kernel runs."""
    geval = CORPUS[naam]
    bewaard = goud("versies") == versies()
    verwacht = goud(naam) if bewaard else standaard(naam, tmp_path)
    gevonden = uitkomst(geval.notitieboek(), MOTOR, tmp_path / "eigen", **geval.argumenten)
    assert gevonden["fout"] == verwacht["fout"]
    cellen = {
        welke: dict(enumerate(uit["notebook"]["cells"]))
        for welke, uit in (("eigen", gevonden), ("standaard", verwacht))
    }
    for nummer, cel in cellen["standaard"].items():
        assert cellen["eigen"].get(nummer) == cel  # the first cell that differs, and only that
    assert gevonden == verwacht


@pytest.mark.traag
@pytest.mark.parametrize("naam", OPNIEUW)
def test_stock_engine_still_does_what_is_stored(naam: str, tmp_path: Path) -> None:
    if goud("versies") == versies():
        assert standaard(naam, tmp_path) == goud(naam)
    else:  # then only what does not depend on the versions
        nu, toen = standaard(naam, tmp_path), goud(naam)
        assert [nu["fout"], len(nu["notebook"]["cells"])] == [
            toen["fout"],
            len(toen["notebook"]["cells"]),
        ]


def test_every_notebook_has_a_stored_outcome_and_the_other_way_round() -> None:
    assert {pad.stem for pad in GOUD.glob("*.json")} == {*CORPUS, "versies"}


def test_images_in_the_stored_outcomes_are_not_blank() -> None:
    beelden = [
        data["image/png"]
        for naam in CORPUS
        for cel in goud(naam)["notebook"]["cells"]
        for uitvoer in cel.get("outputs", [])
        if "image/png" in (data := uitvoer.get("data", {}))
    ]
    assert len(beelden) > 20
    assert not any(beeld["leeg"] for beeld in beelden)
