"""Boundaries from GeoJSON: every system, every damaged form, valid or mended, all problems at once."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from pyproj import Transformer

from woonanalyse.kern import geojson, grenzen
from woonanalyse.kern.fouten import Waarschuwing, verdeel
from woonanalyse.kern.plaats import in_het_land, lees_stelsel, regels

LEDEN = pd.DataFrame({"gemeentecode": ["GM0001", "GM0002"], "gemeente": ["Aa", "Bee"]})
RD = "urn:ogc:def:crs:EPSG::28992"
Punt = list[Any]


def vierkant(x: float, y: float, zijde: float = 1000) -> list[Punt]:
    return [[x, y], [x + zijde, y], [x + zijde, y + zijde], [x, y + zijde], [x, y]]


def vlak(code: Any, ring: Any, soort: str = "Polygon") -> dict[str, Any]:
    geometrie = {"type": soort, "coordinates": [ring]}
    return {"type": "Feature", "properties": {"gemeentecode": code}, "geometry": geometrie}


def kaart(*vlakken: Any, crs: Any = RD) -> dict[str, Any]:
    vak = {"type": "name", "properties": {"name": crs}} if isinstance(crs, str) else crs
    eigen = list(vlakken) or [
        vlak("GM0001", vierkant(100000, 400000)),
        vlak("GM0002", vierkant(101000, 400000)),
    ]
    return {"type": "FeatureCollection", "features": eigen} | ({"crs": vak} if vak else {})


def anders(inhoud: Any, doe: Callable[[float, float], Any]) -> dict[str, Any]:
    """The same map with every point changed."""
    for deel in inhoud["features"]:
        ringen = deel["geometry"]["coordinates"]
        deel["geometry"]["coordinates"] = [[list(doe(*punt)) for punt in ring] for ring in ringen]
    return dict(inhoud)


def lees(map_: Path, inhoud: Any) -> tuple[Any, list[str], list[str]]:
    ruw = inhoud if isinstance(inhoud, bytes) else json.dumps(inhoud).encode()
    (map_ / "kaart.geojson").write_bytes(ruw)
    vlakken, gezegd = grenzen.lees(map_, "kaart.geojson", LEDEN)
    problemen, meldingen = verdeel(gezegd)
    assert (vlakken is None) is bool(problemen)
    return vlakken, [str(p) for p in problemen], [str(m) for m in meldingen]


def naar(stelsel: str) -> Callable[[float, float], Any]:
    return Transformer.from_crs("EPSG:28992", stelsel, always_xy=True).transform


@pytest.mark.parametrize(
    "crs",
    [
        RD,
        "EPSG:28992",
        "http://www.opengis.net/def/crs/EPSG/0/28992",
        {"type": "EPSG", "properties": {"code": 28992}},
    ],
)
def test_metres_stay_as_they_are_in_every_form_of_the_crs(tmp_path: Path, crs: Any) -> None:
    vlakken, problemen, meldingen = lees(tmp_path, kaart(crs=crs))
    assert problemen == meldingen == []
    assert vlakken["GM0001"] == [[tuple(map(float, punt)) for punt in vierkant(100000, 400000)]]


@pytest.mark.parametrize(
    ("stelsel", "crs"),
    [
        ("EPSG:4326", None),
        ("EPSG:4326", "urn:ogc:def:crs:OGC:1.3:CRS84"),
        ("EPSG:4258", "EPSG:4258"),
        ("EPSG:3857", "EPSG:3857"),
        ("EPSG:25831", "EPSG:25831"),
    ],
)
def test_another_system_that_is_named_becomes_metres(
    tmp_path: Path, stelsel: str, crs: str | None
) -> None:
    vlakken, problemen, _ = lees(tmp_path, anders(kaart(crs=crs), naar(stelsel)))
    assert problemen == []
    assert vlakken["GM0001"][0][0] == pytest.approx((100000, 400000), abs=1)


@pytest.mark.parametrize("crs", [RD, None])
@pytest.mark.parametrize(
    ("doe", "lijkt"),
    [
        (naar("EPSG:3857"), "Web Mercator (EPSG:3857):"),
        (naar("EPSG:4326"), "graden (WGS84 of ETRS89) (EPSG:4326 of EPSG:4258):"),
        (naar("EPSG:25831"), "zone 31 (EPSG:25831)"),
        (naar("EPSG:28991"), "Rijksdriehoek oud"),
        (lambda x, y: (x / 1000, y / 1000), "in kilometers"),
        (lambda x, y: (y, x), "Rijksdriehoek in meters (EPSG:28992), met x en y verwisseld"),
        (lambda x, y: naar("EPSG:4326")(x, y)[::-1], "EPSG:4258), met x en y verwisseld"),
        (lambda x, y: (x, y), "Rijksdriehoek in meters (EPSG:28992):"),
    ],
)
def test_coordinates_outside_the_country_name_what_they_seem(
    tmp_path: Path, doe: Callable[[float, float], Any], lijkt: str, crs: str | None
) -> None:
    """One problem for all that seem the same, unless they are what the file says."""
    _, problemen, _ = lees(tmp_path, anders(kaart(crs=crs), doe))
    if lijkt.endswith(" (EPSG:28992):" if crs else "EPSG:4258):"):
        assert problemen == []
    else:
        assert len(problemen) == 1 and lijkt in problemen[0] and "Aa en Bee" in problemen[0]


def test_every_possible_system_can_be_told_from_the_others() -> None:
    for soort in regels()["mogelijk"]:
        assert lees_stelsel(soort["stelsel"]) is not None
    assert lees_stelsel("foo") is lees_stelsel("EPSG:1289920") is lees_stelsel("EPSG:5709") is None
    hoek = pd.DataFrame([[0, 300000], [280000, 630000], [-1, 400000], [math.nan, 400000]])
    assert in_het_land(hoek.to_numpy(dtype=float)).tolist() == [True, True, False, False]


@pytest.mark.parametrize(
    ("inhoud", "zin"),
    [
        (b"", "het bestand is leeg"),
        (b"\xff\xfe{\x00}\x00", "UTF-8"),
        (b"<html>", "dit is een webpagina of XML"),
        (b'{"type": "FeatureCollection", "features": [', "houdt op in regel 1"),
        (b'{"type": "Feature', "houdt op in regel 1"),
        (b'{"type": "FeatureCollection",\n "features" 3}', "gaat mis in regel 2, teken 13"),
        (b'{"type": "FeatureCollection", "type": "x"}', "'type' staat er twee keer"),
        (b"[]", "kolom type: staat 'lijst'"),
        ({"type": "Topology"}, "staat 'Topology'"),
        ({"type": "FeatureCollection"}, "kolom features: staat 'niets'"),
        ({"type": "FeatureCollection", "features": []}, "ten minste één vlak"),
        (kaart(crs="foo"), "kolom crs: staat 'foo'; verwacht: een stelsel dat bestaat"),
        (kaart(crs="EPSG:1289920"), "staat 'EPSG:1289920'; verwacht: een stelsel dat bestaat"),
        (kaart(crs={"type": "link", "properties": {"href": "x"}}), "een stelsel met een naam"),
        (kaart(3), "in vlak 1 een Feature"),
        (kaart({"type": "Feature", "properties": None}), "in vlak 1 properties"),
        (kaart({**vlak("GM0001", []), "crs": "x"}), "geen eigen crs"),
    ],
)
def test_a_damaged_file_is_told_in_its_own_sentence(tmp_path: Path, inhoud: Any, zin: str) -> None:
    vlakken, problemen, _ = lees(tmp_path, inhoud)
    assert vlakken is None and len(problemen) == 1 and zin in problemen[0], problemen
    assert problemen[0].startswith("kaart.geojson")


def test_a_byte_order_mark_is_no_problem(tmp_path: Path) -> None:
    assert lees(tmp_path, b"\xef\xbb\xbf" + json.dumps(kaart()).encode())[1] == []


RING = vierkant(100000, 400000)


@pytest.mark.parametrize(
    ("geometrie", "zin"),
    [
        ({"type": "Point", "coordinates": [1, 2]}, "er staat Point"),
        ({"type": "GeometryCollection", "geometries": []}, "er staat GeometryCollection"),
        ({"coordinates": []}, "er staat geen type"),
        ({"type": "Polygon"}, "zoals een Polygon ze nest"),
        ({"type": "Polygon", "coordinates": [[RING]]}, "zoals een Polygon ze nest"),
        ({"type": "MultiPolygon", "coordinates": [RING]}, "zoals een MultiPolygon ze nest"),
        ({"type": "Polygon", "coordinates": [[["1", "2"], *RING]]}, "zonder aanhalingstekens"),
        ({"type": "Polygon", "coordinates": [[[math.nan, 4], *RING]]}, "twee gewone getallen"),
        ({"type": "Polygon", "coordinates": [[[math.inf, 4], *RING]]}, "twee gewone getallen"),
        ({"type": "Polygon", "coordinates": [[[10**400, 4], *RING]]}, "twee gewone getallen"),
        ({"type": "Polygon", "coordinates": [[[None, True], *RING]]}, "twee gewone getallen"),
        ({"type": "Polygon", "coordinates": [RING[:-1]]}, "gesloten ringen"),
        ({"type": "Polygon", "coordinates": [[RING[0]] * 4]}, "drie verschillende punten"),
        (
            {"type": "Polygon", "coordinates": [[[p[0], 400000] for p in RING[:3]] + [RING[0]]]},
            "drie verschillende punten",
        ),
        (
            {"type": "Polygon", "coordinates": [[[100000 + d, 400000 + d] for d in (0, 1, 2, 0)]]},
            "liggen op één lijn",
        ),
        (
            {"type": "Polygon", "coordinates": [[RING[i] for i in (0, 1, 3, 2, 0)]]},
            "kruist, met gaten erbinnen; het gaat mis bij 100500 400500, en herstellen verandert te "
            "veel (de oppervlakte was 0,0000 km² en werd 0,5000 km²)",
        ),
        (
            {"type": "Polygon", "coordinates": [RING, vierkant(105000, 405000)]},
            "met gaten erbinnen",
        ),
        (
            {"type": "Polygon", "coordinates": [[*RING[:2], [1e9, 400500], *RING[2:]]]},
            "1000000000 400500",
        ),
    ],
)
def test_a_wrong_geometry_is_refused_with_its_number_and_municipality(
    tmp_path: Path, geometrie: Any, zin: str
) -> None:
    fout = {**vlak("GM0002", []), "geometry": geometrie}
    vlakken, problemen, _ = lees(tmp_path, kaart(vlak("GM0001", vierkant(101000, 400000)), fout))
    assert vlakken is None and len(problemen) == 1, problemen
    assert zin in problemen[0] and "vlak 2" in problemen[0] and "Bee" in problemen[0]


@pytest.mark.parametrize("geometrie", [None, {"type": "MultiPolygon", "coordinates": []}])
def test_an_empty_geometry_is_an_unknown_place(tmp_path: Path, geometrie: Any) -> None:
    leeg = {**vlak("GM0002", []), "geometry": geometrie}
    vlakken, problemen, _ = lees(tmp_path, kaart(vlak("GM0001", RING), leeg))
    assert problemen == [] and vlakken["GM0002"] == [] != vlakken["GM0001"]


def test_heights_are_left_out(tmp_path: Path) -> None:
    plat = lees(tmp_path, kaart())[0]
    assert lees(tmp_path, anders(kaart(), lambda x, y: (x, y, 12.5)))[0] == plat


@pytest.mark.parametrize(
    "extra", [[[101000, 400500], [105000, 400500], [101000, 400500]], [[101000, 400500]] * 2]
)
def test_what_hardly_changes_is_mended_and_told(tmp_path: Path, extra: list[Punt]) -> None:
    """A spike has no area; the same point twice is not even wrong."""
    ring = [*RING[:2], *extra, *RING[2:]]
    vlakken, problemen, meldingen = lees(
        tmp_path, kaart(vlak("GM0001", ring), vlak("GM0002", vierkant(110000, 400000)))
    )
    assert problemen == [] and len(meldingen) == (len(extra) == 3)
    assert grenzen.als_vlak(vlakken["GM0001"]).equals(grenzen.als_vlak([[tuple(p) for p in RING]]))
    for zin in meldingen:
        assert "vlak 1 (Aa): de grens kruist zichzelf" in zin
        assert zin.endswith("de oppervlakte was 1,0000 km² en werd 1,0000 km²")


@pytest.mark.parametrize(
    ("code", "zin"),
    [
        (2, "bedoelt u GM0002?"),
        ("0002", "bedoelt u GM0002?"),
        ("gm2", "bedoelt u GM0002?"),
        (None, "in vlak 2 een CBS-gemeentecode"),
        ("GM0001", "precies één vlak voor Aa (GM0001); er zijn er 2: vlak 1 en 2"),
    ],
)
def test_every_member_stands_there_once_by_its_code(tmp_path: Path, code: Any, zin: str) -> None:
    _, problemen, _ = lees(
        tmp_path, kaart(vlak("GM0001", RING), vlak(code, vierkant(110000, 400000)))
    )
    assert any(zin in p for p in problemen), problemen
    assert any("precies één vlak voor Bee (GM0002); er zijn er 0" in p for p in problemen)


def test_a_code_with_the_name_of_another_member_is_refused(tmp_path: Path) -> None:
    inhoud = kaart()
    inhoud["features"][0]["properties"]["gemeentenaam"] = "Bee"
    (zin,) = lees(tmp_path, inhoud)[1]
    assert "kolom gemeentenaam: staat 'Bee'; verwacht: in vlak 1 'Aa'" in zin


def test_names_are_read_with_composed_letters_and_plain_spaces(tmp_path: Path) -> None:
    inhoud = kaart()
    inhoud["features"][0]["properties"]["gemeentenaam"] = "Be\u0301e\u00a0A"
    pad = tmp_path / "vlakken.geojson"
    pad.write_text(json.dumps(inhoud), encoding="utf-8")
    gelezen, problemen = geojson.lees(tmp_path, pad.name)
    assert problemen == [] and gelezen is not None
    assert gelezen.vlakken[0].eigenschappen["gemeentenaam"] == "B\u00e9e A"


def test_members_lie_beside_each_other(tmp_path: Path) -> None:
    (zin,) = lees(tmp_path, kaart(vlak("GM0001", RING), vlak("GM0002", RING)))[1]
    assert "vlak 1 (Aa) en vlak 2 (Bee) hebben 1,0000 km² gemeen" in zin
    los = kaart(vlak("GM0001", RING), vlak("GM0002", vierkant(100999.5, 400000)))
    assert lees(tmp_path, los)[1] == []


def test_all_problems_at_once(tmp_path: Path) -> None:
    open_ = vlak("GM0001", RING[:-1])
    ver = vlak("GM0002", [[x * 1000, y] for x, y in RING])
    _, problemen, _ = lees(tmp_path, kaart(open_, ver, vlak("12", RING), vlak("GM0001", None)))
    assert len(problemen) == 5, problemen


def test_a_warning_says_what_it_is_and_stops_nothing() -> None:
    een = Waarschuwing("a.csv", "dit valt op", rij=3, kolom="x", waarde="1")
    assert str(een) == "a.csv, rij 3, kolom x: staat '1'; dit valt op"
    assert verdeel([een]) == ([], [een])
