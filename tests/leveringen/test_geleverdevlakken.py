"""The areas that plans are delivered with stay beside the register, where `verschil` reads them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from diwihulp import RD, VIERKANT, invoer
from leverhulp import PARTIJ
from typer.testing import CliRunner

from woonanalyse.cli import app

TOEN, NU = "2026-01-01", "2027-01-01"
Lever = Callable[..., str]


def een(nr: int, naam: str, x: float | None = 0) -> dict[str, Any]:
    """A plan of which the area lies `x` metres to the east; without one where that is None."""
    vlak = invoer()
    vlak["properties"]["projectgegevens"]["basisgegevens"] = {"identificatie_nr": nr, "naam": naam}
    ring = [[px + (x or 0), py] for px, py in VIERKANT]
    vlak["geometry"] = None if x is None else {"type": "Polygon", "coordinates": [ring]}
    return vlak


@pytest.fixture
def lever(project: Path, monkeypatch: pytest.MonkeyPatch) -> Lever:
    monkeypatch.chdir(project)

    def _lever(naam: str, dag: str, *vlakken: Mapping[str, Any], meer: tuple[str, ...] = ()) -> str:
        inhoud = {"type": "FeatureCollection", "crs": RD, "features": vlakken}
        (project / naam).write_text(json.dumps(inhoud), encoding="utf-8")
        woorden = ["lever", naam, "--partij", PARTIJ, "--peildatum", dag, *meer]
        klaar = CliRunner().invoke(app, woorden)
        assert klaar.exit_code == 0, klaar.output
        return str(klaar.output)

    return _lever


def geleverd(project: Path, dag: str) -> dict[str, Any]:
    pad = project / "data/intern/planregister" / dag / "geleverde-vlakken.geojson"
    vlakken = json.loads(pad.read_bytes())["features"] if pad.is_file() else []
    return {v["properties"]["plan_id"]: v["geometry"]["coordinates"][0][0][0] for v in vlakken}


def test_areas_are_kept_and_follow_later_deliveries(lever: Lever, project: Path) -> None:
    lever("a.geojson", TOEN, een(7, "Het Made Veld"), een(8, "De Es", 500), een(9, "Hof", None))
    assert geleverd(project, TOEN) == {
        "7": VIERKANT[0],
        "8": [VIERKANT[0][0] + 500, VIERKANT[0][1]],
    }
    lever("b.geojson", TOEN, een(7, "Het Made Veld", 50), een(8, "De Es", None), een(9, "Hof", 900))
    assert {nr: x for nr, (x, _) in geleverd(project, TOEN).items()} == {
        "7": VIERKANT[0][0] + 50, "9": VIERKANT[0][0] + 900,
    }  # fmt: skip
    lever("c.geojson", TOEN, een(3, "Kop", 1200))
    assert set(geleverd(project, TOEN)) == {"3", "7", "9"}
    leeg = een(7, "Het Made Veld", None), een(9, "Hof", None)
    lever("d.geojson", TOEN, *leeg, meer=("--vervang",))
    assert set(geleverd(project, TOEN)) == {"3"}


def test_an_area_that_someone_put_there_goes_before_one_that_was_delivered(
    lever: Lever, project: Path
) -> None:
    lever("a.geojson", TOEN, een(7, "Het Made Veld"), een(8, "De Es", 500))
    lever("b.geojson", NU, een(7, "Het Made Veld", 1), een(8, "De Es", 500))
    eigen = een(8, "De Es", 5000)
    eigen["properties"] = {"plan_id": "8"}
    inhoud = {"type": "FeatureCollection", "crs": RD, "features": [eigen]}
    pad = project / "data/intern/planregister" / NU / "vlakken.geojson"
    pad.write_text(json.dumps(inhoud), encoding="utf-8")
    klaar = CliRunner().invoke(app, ["verschil", TOEN, NU])
    assert klaar.exit_code == 0, klaar.output
    tekst = " ".join(klaar.output.split())
    assert "Vlakken zijn bekend van 2 plannen van toen en 2 plannen van nu" in tekst


def test_a_delivery_may_have_the_name_of_the_file_of_areas(lever: Lever, project: Path) -> None:
    tekst = lever("geleverde-vlakken.geojson", TOEN, een(7, "Het Made Veld"))
    assert "levering-geleverde-vlakken.geojson" in tekst.replace("\n", "")
    assert set(geleverd(project, TOEN)) == {"7"}
