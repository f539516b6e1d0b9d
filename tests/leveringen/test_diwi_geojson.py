"""DIWI's GeoJSON in both shapes, and what can be wrong with the areas."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from diwihulp import RD, VIERKANT, blok, invoer, uitvoer
from pyproj import Transformer
from vormenhulp import cellen, codes, twente, vorm

from woonanalyse.kern.fouten import InvoerFout
from woonanalyse.leveringen.levering import Levering, Melding
from woonanalyse.leveringen.lezers.diwigeo import lees_diwi_geojson

PEILDATUM = date(2026, 1, 1)


@pytest.fixture
def lees(tmp_path: Path) -> Callable[..., Levering]:
    def _lees(*vlakken: dict[str, Any], crs: Any = RD) -> Levering:
        pad = tmp_path / "plannen.geojson"
        inhoud = {"type": "FeatureCollection", "features": list(vlakken)}
        pad.write_text(json.dumps(inhoud | ({"crs": crs} if crs else {})), encoding="utf-8")
        levering = lees_diwi_geojson(pad, vorm("diwi_geojson"), twente(), peildatum=PEILDATUM)
        assert levering.rekening.sluit(), levering.rekening
        return levering

    return _lees


Lees = Callable[..., Levering]


def bericht(levering: Levering, code: str) -> Melding:
    return next(m for m in levering.meldingen if m.code == code)


def met(vlak: dict[str, Any], ringen: Any, soort: str = "Polygon") -> dict[str, Any]:
    return vlak | {"geometry": {"type": soort, "coordinates": ringen}}


def omgezet(stelsel: str, gedraaid: bool = False) -> list[list[list[float]]]:
    x, y = np.array(VIERKANT, dtype=float).T
    nieuw = Transformer.from_crs(28992, stelsel, always_xy=True).transform(x, y)
    return [np.column_stack(nieuw[::-1] if gedraaid else nieuw).tolist()]


def test_a_feature_is_a_plan_with_its_place(lees: Lees) -> None:
    levering = lees(invoer())
    assert levering.fouten == ()
    plan = levering.tabellen["plannen"].iloc[0]
    assert list(plan[["plan_id", "naam", "planstatus", "vertrouwelijkheid"]]) == [
        "7", "Het Made Veld", "2A", "openbaar",
    ]  # fmt: skip
    assert list(plan[["totaal", "rest", "sloop", "x_rd", "y_rd", "oppervlakte_m2"]]) == [
        40, 40, 5, 247050, 478100, 20000,
    ]  # fmt: skip
    assert levering.vlakken["7"].area == 20000
    assert levering.bestand == "plannen.geojson" and len(levering.hash) == 64


def test_the_shape_that_is_written_reads_as_the_one_that_is_read(lees: Lees) -> None:
    een, ander = lees(invoer()), lees(uitvoer())
    assert ander.fouten == ()
    for naam in een.tabellen:
        assert ander.tabellen[naam].equals(een.tabellen[naam])


def test_a_plan_without_geometry_counts_and_its_place_is_unknown(lees: Lees) -> None:
    levering = lees(invoer(), andere(45, geometry=None))
    assert levering.fouten == ()
    assert levering.tabellen["plannen"]["rest"].tolist() == [40, 45]
    assert levering.tabellen["plannen"]["x_rd"].isna().tolist() == [False, True]
    assert cellen(levering, "plaats_onbekend") == ["rij 2, kolom geometry"]
    assert list(levering.vlakken) == ["7"]


def andere(aantal: int, **meer: Any) -> dict[str, Any]:
    """Another plan, with this number of dwellings."""
    vlak = copy.deepcopy(invoer(**meer))
    vlak["properties"]["projectgegevens"]["basisgegevens"] = {
        "identificatie_nr": 8,
        "naam": "De Overkant",
    }
    vlak["properties"]["woning_blokken"] = [blok("CONSTRUCTION", aantal)]
    return vlak


@pytest.mark.parametrize(
    ("stelsel", "gedraaid", "crs", "lijkt"),
    [
        ("EPSG:3857", False, RD, "Web Mercator"),
        ("EPSG:4326", False, RD, "graden"),
        ("EPSG:4326", True, RD, "verwisseld"),
        ("EPSG:4326", True, None, "verwisseld"),
        ("EPSG:28992", False, None, "Rijksdriehoek in meters"),
        ("EPSG:28992", True, RD, "verwisseld"),
    ],
)
def test_coordinates_of_another_system_are_refused_and_named(
    lees: Lees, stelsel: str, gedraaid: bool, crs: Any, lijkt: str
) -> None:
    ringen = omgezet(stelsel, gedraaid)
    levering = lees(met(invoer(), ringen), met(andere(45), ringen), crs=crs)
    melding = bericht(levering, "plaats_buiten_land")
    assert melding.soort == "fout"
    assert lijkt in melding.verwacht
    assert [cel.rij for cel in melding.cellen] == [1, 2]
    assert levering.vlakken == {}


@pytest.mark.parametrize(
    ("crs", "stelsel"),
    [
        ({"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::28992"}}, "EPSG:28992"),
        ({"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}, "EPSG:4326"),
        (None, "EPSG:4326"),
        ({"type": "name", "properties": {"name": "EPSG:3857"}}, "EPSG:3857"),
    ],
)
def test_systems_are_known_in_every_form(lees: Lees, crs: Any, stelsel: str) -> None:
    levering = lees(met(invoer(), omgezet(stelsel)), crs=crs)
    assert levering.fouten == ()
    plan = levering.tabellen["plannen"].iloc[0]
    assert plan["x_rd"] == pytest.approx(247050, abs=1)
    assert plan["oppervlakte_m2"] == pytest.approx(20000, rel=0.001)


def test_an_unknown_system_is_no_file_that_can_be_read(lees: Lees) -> None:
    with pytest.raises(InvoerFout, match="een stelsel dat bestaat"):
        lees(invoer(), crs={"type": "name", "properties": {"name": "EPSG:999999"}})


def test_a_bow_tie_of_two_halves_is_refused_with_both_areas(lees: Lees) -> None:
    strik = [
        [[247000, 478000], [247100, 478200], [247100, 478000], [247000, 478200], [247000, 478000]]
    ]
    melding = bericht(lees(met(invoer(), strik)), "vlak_ongeldig")
    assert melding.cellen[0].rij == 1
    assert "oppervlakte" in melding.verwacht and "km²" in melding.verwacht


def test_a_boundary_that_hardly_crosses_itself_is_mended_and_said(lees: Lees) -> None:
    ring = [*VIERKANT[:2], [247100, 478200], [247050, 478200], [247050.1, 478200.1], [247050.1, 478200],
            [247050, 478200.1], [247000, 478200], [247000, 478000]]  # fmt: skip
    levering = lees(met(invoer(), [ring]))
    melding = bericht(levering, "vlak_hersteld")
    assert melding.soort == "waarschuwing" and "km²" in melding.verwacht
    assert levering.vlakken["7"].is_valid


@pytest.mark.parametrize(
    ("geometrie", "genoemd"),
    [
        ({"type": "Point", "coordinates": [247000, 478000]}, "Point"),
        ({"type": "Polygon", "coordinates": [VIERKANT[:-1]]}, "gesloten"),
        ({"type": "Polygon", "coordinates": [[["247000", "478000"]]]}, "aanhalingstekens"),
    ],
)
def test_what_is_no_area_is_refused(lees: Lees, geometrie: Any, genoemd: str) -> None:
    melding = bericht(lees(invoer(geometry=geometrie)), "vlak_ongeldig")
    assert genoemd in melding.verwacht and melding.cellen[0].rij == 1


def zet(vlak: dict[str, Any], pad: str, waarde: Any) -> dict[str, Any]:
    """The feature with another value at a path of its properties."""
    nieuw = copy.deepcopy(vlak)
    *boven, laatste = pad.split(".")
    plek: Any = nieuw["properties"]
    for deel in boven:
        plek = plek[int(deel)] if deel.isdigit() else plek[deel]
    plek[laatste] = waarde
    return nieuw


@pytest.mark.parametrize(
    ("pad", "waarde", "code", "soort"),
    [
        ("projectgegevens.basisgegevens.naam", None, "naam_ontbreekt", "fout"),
        ("projectgegevens.basisgegevens.naam", "null", "lees_tekst", "fout"),
        ("projectgegevens.basisgegevens.identificatie_nr", None, "kenmerk_van_naam", "notitie"),
        ("projectgegevens.basisgegevens.identificatie_nr", 0, "lees_kenmerk", "fout"),
        ("projectgegevens.locatie.gemeente", "Zwolle", "lees_gemeente", "fout"),
        ("projectgegevens.locatie.gemeente", ["Borne", "Hengelo"], "lees_gemeente", "fout"),
        ("projectgegevens.projectgegevens.status", "BUSY", "lees_woord", "fout"),
        ("projectgegevens.projectduur.start_project", "in 2024", "lees_datum", "fout"),
        ("projectgegevens.planologische_planstatus", {"4b opgenomen in visie": "2025-01-01"},
         "lees_woord", "fout"),
        ("projectgegevens.projectfasen", {"_9_PARTY": "2025-01-01"}, "lees_woord", "fout"),
        ("projectgegevens.bijzonderheden", "veen", "veld_onbekend", "fout"),
        ("projectgegevens.basisgegevens.naamm", "x", "veld_onbekend", "fout"),
        ("woning_blokken.0.mutatiegegevens.aantal", None, "blok_zonder_aantal", "waarschuwing"),
        ("woning_blokken.0.mutatiegegevens.aantal", "1.390", "lees_getal", "fout"),
        ("woning_blokken.0.mutatiegegevens.aantal", -40, "lees_getal", "fout"),
        ("woning_blokken.0.mutatiegegevens.mutatie_type", None, "blok_zonder_soort", "fout"),
        ("woning_blokken.0.mutatiegegevens.mutatie_type", "BUILD", "lees_woord", "fout"),
        ("woning_blokken.0.woning_type", {"eengezinswoning": 41}, "groep_boven_totaal", "fout"),
    ],
)  # fmt: skip
def test_every_fault_has_its_code_and_its_place(
    lees: Lees, pad: str, waarde: Any, code: str, soort: str
) -> None:
    melding = bericht(lees(zet(invoer(), pad, waarde)), code)
    assert melding.soort == soort
    assert melding.cellen and melding.cellen[0].rij == 1


def test_a_block_of_which_the_number_is_unknown_makes_the_sums_unknown(lees: Lees) -> None:
    levering = lees(zet(invoer(), "woning_blokken.1.mutatiegegevens.aantal", None))
    assert levering.fouten == ()
    assert levering.tabellen["plannen"][["totaal", "rest", "sloop"]].isna().all().all()


def test_demolition_with_a_minus_is_the_same(lees: Lees) -> None:
    levering = lees(zet(invoer(), "woning_blokken.1.mutatiegegevens.aantal", -5))
    assert levering.tabellen["plannen"]["sloop"].tolist() == [5]
    assert "sloop_teken" in codes(levering, "notitie")


@pytest.mark.parametrize(
    "inhoud", ["", "{", "[1, 2]", '{"type": "Feature"}', "plan_id,naam\n1,Hof"]
)
def test_what_is_no_geojson_is_said_in_dutch(tmp_path: Path, inhoud: str) -> None:
    pad = tmp_path / "plannen.geojson"
    pad.write_text(inhoud, encoding="utf-8")
    with pytest.raises(InvoerFout, match="verwacht"):
        lees_diwi_geojson(pad, vorm("diwi_geojson"), twente())


def test_areas_that_are_no_projects_of_diwi_are_refused_once(lees: Lees) -> None:
    vlak = {"type": "Feature", "geometry": None, "properties": {"plan_id": 1, "naam": "Hof"}}
    levering = lees(vlak, vlak)
    assert codes(levering) == ["geen_diwi"]
    assert (levering.rekening.rijen_er, levering.rekening.rijen_geweigerd) == (2, 2)


def test_all_faults_are_said_at_once(lees: Lees) -> None:
    vlak = zet(invoer(), "projectgegevens.locatie.gemeente", "Born")
    vlak = zet(vlak, "woning_blokken.0.woning_type", {"eengezinswoning": 41})
    levering = lees(met(vlak, omgezet("EPSG:3857")))
    alle = {"lees_gemeente", "groep_boven_totaal", "plaats_buiten_land"}
    assert set(codes(levering, "fout")) == alle


def test_a_list_is_no_number_and_an_unknown_name_beside_a_price_is_refused(tmp_path: Path) -> None:
    lijst, vreemd = invoer(), uitvoer()
    lijst["properties"]["woning_blokken"][1]["mutatiegegevens"]["aantal"] = [7]
    vreemd["properties"]["woning_blokken"][0]["waarde"][0]["prijss"] = 1
    for vlak, code in ((lijst, "lees_getal"), (vreemd, "veld_onbekend")):
        pad = tmp_path / "a.geojson"
        inhoud = {"type": "FeatureCollection", "crs": RD, "features": [vlak]}
        pad.write_text(json.dumps(inhoud), encoding="utf-8")
        levering = lees_diwi_geojson(pad, vorm("diwi_geojson"), twente())
        assert code in codes(levering, "fout"), levering.meldingen
