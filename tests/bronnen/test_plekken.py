"""Where plans lie: outside the country refused, far from their municipality or without a place told."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from hulp import WORTEL, kopieer_gegevens
from pyproj import Transformer
from typer.testing import CliRunner

from woonanalyse.kern.fouten import Probleem, Waarschuwing, verdeel
from woonanalyse.onderwerpen.plannen.plek import (
    PLEKKEN,
    controleer_plekken,
    meld_buiten_gemeente,
    meld_zonder_grens,
)

NAAR_GRADEN = Transformer.from_crs("EPSG:28992", "EPSG:4326", always_xy=True).transform
X, Y = 200000.0, 450000.0


def lijst(*plekken: tuple[Any, ...]) -> pd.DataFrame:
    """Rows with a place in metres, in degrees the same unless it is given."""
    rijen = [[*p, *(NAAR_GRADEN(X, Y) if len(p) == 2 else ())] for p in plekken]
    return pd.DataFrame(rijen, columns=PLEKKEN, index=range(2, len(rijen) + 2)).astype(str)


def zeg(*plekken: tuple[Any, ...]) -> tuple[list[Probleem], list[Waarschuwing]]:
    return verdeel(controleer_plekken(lijst(*plekken), "plannen.csv"))


def test_a_place_in_the_country_is_all_right() -> None:
    assert zeg((X, Y), (X + 100, Y)) == ([], [])


@pytest.mark.parametrize(
    ("x", "y", "lijkt"),
    [
        (*Transformer.from_crs("EPSG:28992", "EPSG:3857").transform(X, Y), "Web Mercator"),
        (*NAAR_GRADEN(X, Y), "graden (WGS84 of ETRS89)"),
        (*NAAR_GRADEN(X, Y)[::-1], "graden (WGS84 of ETRS89) (EPSG:4326 of EPSG:4258), met x en y"),
        (Y, X, "Rijksdriehoek in meters (EPSG:28992), met x en y verwisseld"),
        (X / 1000, Y / 1000, "Rijksdriehoek in kilometers"),
        (X - 155000, Y - 463000, "Rijksdriehoek oud"),
        (0, 0, "een onbekende plaats (0 is geen plaats)"),
        (X, Y * 1e6, None),
    ],
)
def test_a_place_outside_the_country_names_what_it_seems(
    x: float, y: float, lijkt: str | None
) -> None:
    """One problem for all rows that seem the same."""
    problemen, _ = zeg((X, Y), (x, y), (x, y))
    (zin,) = map(str, problemen)
    assert zin.startswith("plannen.csv, rij 3, kolom x_rd, y_rd: staat")
    assert "rij 3 en 4 ligt daarbuiten" in zin and "een plaats in Nederland" in zin
    assert (lijkt in zin) if lijkt else ("lijkt" not in zin)


def test_degrees_are_checked_and_compared_with_metres() -> None:
    lon, lat = NAAR_GRADEN(X, Y)
    (zin,) = map(str, zeg((X, Y, lat, lon))[0])
    assert "kolom lon, lat" in zin and "met x en y verwisseld" in zin
    problemen, (melding,) = zeg((X, Y), (X, Y + 3000))
    assert problemen == [] and "rij 3, kolom lon, lat" in str(melding)
    assert "die 3,0 km van x_rd en y_rd ligt" in str(melding)


def test_an_unknown_place_is_told_and_half_of_one_is_refused() -> None:
    problemen, (melding,) = zeg((X, Y), ("", "", "", ""), ("", "", "", ""))
    assert problemen == [] and "de plaats van 2 plannen is onbekend (rij 3 en 4)" in str(melding)
    (zin,) = map(str, zeg((X, ""))[0][:1])
    assert "rij 2, kolom y_rd: staat ''; verwacht: x_rd en y_rd allebei" in zin
    assert any("alleen in graden, in rij 2" in str(p) for p in zeg(("", ""))[0])


def test_a_plan_outside_its_municipality_is_told_with_the_distance() -> None:
    ring = [(X, Y), (X + 1000, Y), (X + 1000, Y + 1000), (X, Y + 1000)]
    plannen = pd.DataFrame(
        {
            "gemeentecode": ["GM0001", "GM0001", "GM0001", "GM0001", "GM0002"],
            "gemeente": ["Aa", "Aa", "Aa", "Aa", "Bee"],
            "x_rd": pd.array([X, X - 250, X - 251, pd.NA, X], dtype="Float64"),
            "y_rd": pd.array([Y, Y, Y, pd.NA, Y], dtype="Float64"),
        },
        index=range(2, 7),
    )
    vlakken: dict[str, Any] = {"GM0001": [ring], "GM0002": []}
    (melding,) = map(str, meld_buiten_gemeente(plannen, vlakken, "plannen.csv"))
    assert melding.startswith("plannen.csv, rij 4, kolom x_rd, y_rd")
    assert melding.endswith("dit plan ligt 251 meter buiten Aa")
    leden = plannen[["gemeentecode", "gemeente"]].drop_duplicates()
    (melding,) = map(str, meld_zonder_grens(vlakken, "grens.geojson", leden))
    assert melding.endswith("met onbekende afstand tot plannen: Bee")


def test_the_check_shows_warnings_and_goes_on(tmp_path: Any, monkeypatch: Any) -> None:
    from woonanalyse.cli import app
    from woonanalyse.kern.regio import lees_regio
    from woonanalyse.onderwerpen.plannen.lijst import lees_instellingen

    kopie = kopieer_gegevens(tmp_path)
    instellingen, _ = lees_instellingen(WORTEL, lees_regio(WORTEL).instellingen["planlijst"])
    assert instellingen is not None
    pad = kopie / instellingen["plannen"]["bestand"]
    kop, rij, *rest = pad.read_text(encoding="utf-8").splitlines()
    cellen = rij.split(",")
    cellen[kop.split(",").index("x_rd")] = "150000"
    pad.write_text("\n".join([kop, ",".join(cellen), *rest]) + "\n", encoding="utf-8")
    monkeypatch.chdir(kopie)
    uit = CliRunner().invoke(app, ["controleer"])
    assert uit.exit_code == 0, uit.output
    assert uit.output.count("rij 2, kolom x_rd, y_rd") == 1 and "km buiten" in uit.output
