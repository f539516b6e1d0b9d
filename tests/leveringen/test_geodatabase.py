"""Plans in a GeoPackage with the layers of Gelderland's plan monitor, read through pyogrio."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import geopandas
import pandas as pd
import pytest
import shapely
from geohulp import JAREN, PLANNEN, VAK, schrijf
from vormenhulp import cellen, codes, twente, vorm

from woonanalyse.kern.fouten import InvoerFout
from woonanalyse.leveringen.levering import Levering, Melding
from woonanalyse.leveringen.lezers.geodatabase import lagen_van, lees_geodatabase


@pytest.fixture
def lees(tmp_path: Path) -> Callable[..., Levering]:
    def _lees(*delen: Any, **meer: Any) -> Levering:
        pad = schrijf(tmp_path / "plannen.gpkg", *delen, **meer)
        levering = lees_geodatabase(pad, vorm("gelderland_geodatabase"), twente())
        assert levering.rekening.sluit(), levering.rekening
        return levering

    return _lees


Lees = Callable[..., Levering]


def bericht(levering: Levering, code: str) -> Melding:
    return next(m for m in levering.meldingen if m.code == code)


def test_layers_are_plans_with_years_classes_and_places(lees: Lees) -> None:
    levering = lees()
    assert levering.fouten == ()
    plannen = levering.tabellen["plannen"]
    kolommen = ["plan_id", "gemeentecode", "planstatus", "vertrouwelijkheid"]
    assert plannen[kolommen].values.tolist() == [
        ["{A1}", "GM0147", "1A", "openbaar"],
        ["{B2}", "GM0164", "3", "provincie"],
    ]
    assert plannen[["totaal", "gerealiseerd", "rest", "sloop"]].values.tolist() == [
        [40, 10, 30, 5], [45, 0, 45, 0],
    ]  # fmt: skip
    assert plannen["x_rd"].tolist()[0] == 247050
    assert plannen["oppervlakte_m2"].isna().tolist() == [False, True]
    jaren = levering.tabellen["fasering"].groupby(["maat", "van_jaar"])["woningen"].sum()
    assert jaren.to_dict() == {("rest", 2027): 15, ("rest", 2028): 15, ("sloop", 2027): 5}
    prijzen = levering.tabellen["categorieen"].query("indeling == 'prijsklasse' and maat == 'rest'")
    assert prijzen.groupby("klasse")["woningen"].sum().to_dict() == {
        "goedkope koop": 12,
        "huur onbekend": 18,
    }
    assert levering.vlakken["{A1}"].area == 20000
    assert cellen(levering, "plaats_onbekend") == ["rij 2, kolom geometry"]


def test_a_zip_of_a_geopackage_is_read_where_it_stands(tmp_path: Path) -> None:
    pad = schrijf(tmp_path / "plannen.gpkg")
    with zipfile.ZipFile(tmp_path / "plannen.zip", "w") as archief:
        archief.write(pad, pad.name)
    levering = lees_geodatabase(tmp_path / "plannen.zip", vorm("gelderland_geodatabase"), twente())
    assert levering.tabellen["plannen"]["rest"].tolist() == [30, 45]


@pytest.mark.parametrize(
    ("veld", "waarde", "code"),
    [
        ("status_planologisch", "4b opgenomen in de visie", "lees_woord"),
        ("gemeente", "Apeldoorn", "lees_gemeente"),
        ("plannaam", None, "naam_ontbreekt"),
        ("GlobalID", None, "lees_kenmerk"),
        ("totaal_bouw", -99999, "lees_getal"),
        ("totaal_bouw", -4, "lees_getal"),
        ("vertrouwelijkheid", "Geheim", "lees_woord"),
    ],
)
def test_every_fault_of_a_plan_has_its_place(lees: Lees, veld: str, waarde: Any, code: str) -> None:
    levering = lees(PLANNEN | {veld: [waarde, PLANNEN[veld][1]]}, None)
    melding = bericht(levering, code)
    assert melding.soort == "fout"
    assert (melding.cellen[0].blad, melding.cellen[0].rij) == ("Planregistratie", 1)
    assert melding.cellen[0].kolom == veld


@pytest.mark.parametrize(
    ("veld", "waarde", "code"),
    [
        ("parent_globalid", "{C3}", "plan_ontbreekt"),
        ("jaartal", 27, "lees_getal"),
        ("jaartal", None, "jaar_ontbreekt"),
    ],
)
def test_every_fault_of_a_year_has_its_place(lees: Lees, veld: str, waarde: Any, code: str) -> None:
    levering = lees(PLANNEN, JAREN | {veld: [waarde, *JAREN[veld][1:]]})
    melding = bericht(levering, code)
    assert melding.soort == "fout"
    assert (melding.cellen[0].blad, melding.cellen[0].rij) == ("DetailPlanning", 1)


def test_fields_and_layers_are_found_by_name(lees: Lees) -> None:
    hernoemd = {
        ("status_planologisc" if k == "status_planologisch" else k): w for k, w in PLANNEN.items()
    }
    melding = bericht(lees(hernoemd, None), "veld_ontbreekt")
    assert "status_planologisch" in melding.verwacht and "status_planologisc" in melding.verwacht
    melding = bericht(lees(PLANNEN, None, laag="Planregistraties"), "laag_ontbreekt")
    assert "bedoelt u Planregistraties?" in melding.verwacht


def test_a_layer_that_no_one_reads_is_named(tmp_path: Path) -> None:
    pad = schrijf(tmp_path / "plannen.gpkg")
    los = geopandas.GeoDataFrame({"a": [1]}, geometry=[VAK], crs=28992)
    los.to_file(pad, layer="Schetsen", driver="GPKG", engine="pyogrio")
    levering = lees_geodatabase(pad, vorm("gelderland_geodatabase"), twente())
    assert bericht(levering, "laag_niet_gelezen").gevonden == "Schetsen"


def test_a_system_that_does_not_hold_is_refused(lees: Lees) -> None:
    graden = shapely.MultiPolygon([shapely.box(6.75, 52.29, 6.751, 52.291)])
    melding = bericht(lees(vlakken=(graden, None)), "plaats_buiten_land")
    assert "graden" in melding.verwacht


def test_a_geodatabase_without_plans_is_refused(lees: Lees) -> None:
    leeg = {veld: pd.Series([], dtype="object") for veld in PLANNEN}
    assert codes(lees(leeg, None, vlakken=())) == ["geen_plannen"]


@pytest.mark.parametrize("inhoud", [b"", b"PK\x03\x04 geen zip", b"SQLite format 3\x00"])
def test_what_is_no_geodatabase_is_said_in_dutch(tmp_path: Path, inhoud: bytes) -> None:
    pad = tmp_path / "plannen.gpkg"
    pad.write_bytes(inhoud)
    with pytest.raises(InvoerFout, match="bewaar haar opnieuw"):
        lagen_van(pad)


def test_all_faults_are_said_at_once(lees: Lees) -> None:
    graden = shapely.MultiPolygon([shapely.box(6.75, 52.29, 6.751, 52.291)])
    fout = PLANNEN | {"gemeente": ["Born", "Hengelo"], "plannaam": [None, "De Overkant"]}
    levering = lees(fout, JAREN | {"jaartal": [27, 2027, 2028]}, vlakken=(graden, None))
    alle = {"lees_gemeente", "naam_ontbreekt", "plaats_buiten_land", "lees_getal"}
    assert set(codes(levering, "fout")) == alle
