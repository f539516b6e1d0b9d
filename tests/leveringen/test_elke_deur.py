"""Every other shape comes in by the same door, and is known by what is in it."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import geopandas
import pandas as pd
import pytest
from diwihulp import PLAN, RD, invoer, uitvoer, werkboek
from geohulp import JAREN, NAMEN, PLANNEN, VAK, schrijf
from planmonitorhulp import gevuld, naar_rij_1
from vormenhulp import codes, twente

from woonanalyse.kern.fouten import InvoerFout
from woonanalyse.leveringen.controles import controleer
from woonanalyse.leveringen.controles.geval import Geval
from woonanalyse.leveringen.lees import lees

PEILDATUM = date(2026, 1, 1)


def _geojson(pad: Path, vlak: object) -> Path:
    inhoud = {"type": "FeatureCollection", "crs": RD, "features": [vlak]}
    pad.write_text(json.dumps(inhoud), encoding="utf-8")
    return pad


def _boek(pad: Path, boek: object) -> Path:
    boek.save(pad)  # type: ignore[attr-defined]
    return pad


def _gdb_zip(map_: Path) -> Path:
    """A file geodatabase, zipped as it goes around."""
    gdb = map_ / "plannen.gdb"
    lagen = {"Planregistratie": PLANNEN, "DetailPlanning": JAREN, "Regiovelden": NAMEN}
    for naam, inhoud in lagen.items():
        kort = pd.DataFrame(inhoud)
        kort = kort.astype(dict.fromkeys(kort.select_dtypes("int64"), "int32"))
        vlakken = [VAK, *[None if naam == "Planregistratie" else VAK] * (len(kort) - 1)]
        frame = geopandas.GeoDataFrame(kort, geometry=vlakken, crs=28992)
        frame.to_file(gdb, layer=naam, driver="OpenFileGDB", engine="pyogrio")
    with zipfile.ZipFile(map_ / "plannen.gdb.zip", "w") as archief:
        for deel in sorted(gdb.iterdir()):
            archief.write(deel, f"plannen.gdb/{deel.name}")
    return map_ / "plannen.gdb.zip"


DEUREN: dict[str, tuple[str, Callable[[Path], Path]]] = {
    "form": ("planmonitor_wonen", lambda m: _boek(m / "a.xlsx", gevuld())),
    "form, row 1": (
        "planmonitor_wonen",
        lambda m: _boek(m / "a.xlsx", naar_rij_1(gevuld(), met_velden=True)),
    ),
    "DIWI's workbook": ("diwi_excel", lambda m: _boek(m / "a.xlsx", werkboek([PLAN]))),
    "GeoJSON that DIWI reads": ("diwi_geojson", lambda m: _geojson(m / "a.geojson", invoer())),
    "GeoJSON that DIWI writes": ("diwi_geojson", lambda m: _geojson(m / "a.json", uitvoer())),
    "GeoPackage": ("gelderland_geodatabase", lambda m: schrijf(m / "a.gpkg")),
    "geodatabase": ("gelderland_geodatabase", _gdb_zip),
}


@pytest.mark.parametrize("naam", DEUREN)
def test_a_file_is_known_by_what_is_in_it(naam: str, tmp_path: Path) -> None:
    vorm, maak = DEUREN[naam]
    pad = maak(tmp_path)
    levering = lees(pad, twente(), peildatum=PEILDATUM)
    assert levering.vorm == vorm
    assert codes(levering, "fout") == []
    assert levering.rekening.sluit()
    assert levering.bestand == pad.name
    plannen = levering.tabellen["plannen"]
    assert plannen["naam"].tolist()[0] == "Het Made Veld"
    assert plannen["totaal"].tolist()[0] == 40
    geval = Geval(levering.tabellen, levering.plekken, PEILDATUM)
    assert [m.code for m in controleer(geval) if m.soort == "fout"] == []
    for tabel in ("fasering", "categorieen"):
        assert set(levering.tabellen[tabel]["plan_id"]) <= set(plannen["plan_id"])


def test_a_format_that_is_asked_for_must_fit_the_kind_of_file(tmp_path: Path) -> None:
    pad = _geojson(tmp_path / "a.geojson", invoer())
    with pytest.raises(InvoerFout, match="diwi_geojson"):
        lees(pad, twente(), "planmonitor_wonen")
