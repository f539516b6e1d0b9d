"""GeoJSON and GeoPackages with one damage each; as `test_een_schade`, which judges them."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from diwihulp import RD, invoer, uitvoer
from geohulp import JAREN, PLANNEN, VAK, schrijf
from leveringen.test_een_schade import GETALLEN, ZAAD, Schade, alles, beoordeel

STUK: list[Any] = [waarde for waarde in GETALLEN if isinstance(waarde, str)] + [True, 1.5, [7], {}]


def _plekken(inhoud: Any, pad: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where a number of dwellings stands in the properties of a feature."""
    if isinstance(inhoud, dict | list):
        for sleutel, deel in inhoud.items() if isinstance(inhoud, dict) else enumerate(inhoud):
            yield from _plekken(deel, (*pad, sleutel))
    elif type(inhoud) is int and pad[-1] != "identificatie_nr":
        yield pad


def _bij(inhoud: Any, pad: tuple[Any, ...]) -> Any:
    for deel in pad:
        inhoud = inhoud[deel]
    return inhoud


def beschadigd_geojson(kies: random.Random, vlakken: list[Any]) -> tuple[bytes, Schade]:
    nr = kies.randrange(len(vlakken))
    eigen = vlakken[nr]["properties"]
    pad = kies.choice([p for p in _plekken(eigen) if _bij(eigen, p)])
    boven = _bij(eigen, pad[:-1])
    stelsel = RD
    wat = kies.randrange(8)
    schade = Schade(f"schade {wat} in vlak {nr}, {pad}", nr + 1)
    match wat:
        case 0:
            boven[pad[-1]] = kies.choice(STUK)
        case 1:
            boven[pad[-1]] *= -1
        case 2:
            boven[f"{pad[-1]}x"] = boven.pop(pad[-1])
        case 3:
            vlakken.append(copy.deepcopy(vlakken[nr]))
            schade = Schade("vlak dubbel", len(vlakken))
        case 4:
            del vlakken[nr]
            schade = Schade("vlak weg", 0, mag_minder=True)
        case 5:
            eigen["woning_blokken"].append(copy.deepcopy(eigen["woning_blokken"][0]))
        case 6:
            eigen["woning_blokken"][0]["einddatum"] = kies.choice(
                ["31-31-2027", "2027-02-30", "morgen"]
            )
        case _:
            stelsel = {"type": "name", "properties": {"name": "EPSG:4326"}}
            schade = Schade("ander stelsel", 0)
    inhoud = {"type": "FeatureCollection", "crs": stelsel, "features": vlakken}
    ruw = json.dumps(inhoud).encode()
    if kies.random() < 0.1:
        return ruw[: len(ruw) // 2], Schade("afgebroken", 0)
    return ruw, schade


def proef_geojson(map_: Path, maak: Callable[[], Any], zaden: range) -> None:
    ander = maak()
    basis = ander["properties"]["projectgegevens"]
    basis["basisgegevens"] |= {"identificatie_nr": 8, "naam": "Súdhoek"}
    basis |= {"diwi_id": "8"} if "diwi_id" in basis else {}
    schuin = [[[x + 900, y] for x, y in ring] for ring in maak()["geometry"]["coordinates"][:1]] if (
        ander["geometry"]["type"] == "Polygon"
    ) else None  # fmt: skip
    if schuin:
        ander["geometry"]["coordinates"] = schuin
    pad = map_ / "levering.geojson"
    inhoud = {"type": "FeatureCollection", "crs": RD, "features": [maak(), ander]}
    pad.write_text(json.dumps(inhoud), encoding="utf-8")
    gaaf = alles(pad)
    assert not [m for m in gaaf[1] if m.soort == "fout"]
    fout = []
    for zaad in zaden:
        kies = random.Random(f"{ZAAD} {zaad}")
        ruw, schade = beschadigd_geojson(kies, copy.deepcopy([maak(), ander]))
        pad.write_bytes(ruw)
        try:
            beoordeel(pad, gaaf, schade)
        except AssertionError as reden:
            fout.append(f"{zaad}: {schade.naam}: {reden}")
    assert not fout, "\n".join(fout)


@pytest.mark.enkele(1)
@pytest.mark.parametrize("maak", [invoer, uitvoer])
def test_one_damage_of_a_geojson(maak: Callable[[], Any], tmp_path: Path) -> None:
    proef_geojson(tmp_path, maak, range(12))


@pytest.mark.lang
@pytest.mark.parametrize("maak", [invoer, uitvoer])
def test_many_damages_of_a_geojson(maak: Callable[[], Any], tmp_path: Path) -> None:
    proef_geojson(tmp_path, maak, range(12, 60))


GELD: list[tuple[str, dict[str, list[Any]], dict[str, list[Any]] | None]] = [
    ("teken", PLANNEN | {"totaal_bouw": [-40, 45]}, JAREN),
    ("andere som", PLANNEN | {"totaal_bouw": [4000, 45]}, JAREN),
    ("plan dubbel", {naam: [*w, w[0]] for naam, w in PLANNEN.items()}, JAREN),
    ("kenmerk dubbel", PLANNEN | {"GlobalID": ["{A1}", "{A1}"]}, JAREN),
    ("veld anders", {f"{n}x" if n == "totaal_bouw" else n: w for n, w in PLANNEN.items()}, JAREN),
    ("laag weg", PLANNEN, None),
    ("jaar dubbel", PLANNEN, {naam: [*w, w[1]] for naam, w in JAREN.items()}),
    ("jaar zonder plan", PLANNEN, JAREN | {"parent_globalid": ["{A1}", "{A1}", "{C3}"]}),
    ("jaar weg", PLANNEN, JAREN | {"jaartal": [2025, None, 2028]}),
    ("aantal met teken", PLANNEN, JAREN | {"meergezins_koop1": [10, -12, None]}),
    ("aantal is tekst", PLANNEN, JAREN | {"meergezins_koop1": ["10", "1.2", None]}),
    ("andere gemeente", PLANNEN | {"gemeente": ["Bornerveen", "Hengelo (O.)"]}, JAREN),
    ("onbekende status", PLANNEN | {"status_planologisch": ["1A", "zomaar"]}, JAREN),
]


@pytest.fixture(scope="module")
def gave_lagen(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """What is read of layers without a damage."""
    return alles(schrijf(tmp_path_factory.mktemp("gaaf") / "gaaf.gpkg"))


@pytest.mark.enkele(4)
@pytest.mark.parametrize(("naam", "plannen", "jaren"), GELD, ids=[naam for naam, *_ in GELD])
def test_one_damage_of_a_geopackage(
    naam: str,
    plannen: dict[str, list[Any]],
    jaren: dict[str, list[Any]] | None,
    gave_lagen: Any,
    tmp_path: Path,
) -> None:
    vlakken = (VAK, *[None] * (len(plannen["gemeente"]) - 1))
    pad = schrijf(tmp_path / "levering.gpkg", plannen, jaren, vlakken=vlakken)
    assert beoordeel(pad, gave_lagen, Schade(naam, 0)) != "gelijk"
