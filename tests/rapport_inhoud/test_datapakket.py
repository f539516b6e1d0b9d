"""The data package: valid by the Frictionless standard, every column explained, hashes right."""

from __future__ import annotations

import csv
import hashlib
import json
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import frictionless
import pytest
from hulp import EDITIES, RWP2017, WORTEL, dossier, lang_behalve, schrijf_resultaten

from woonanalyse.kern.bestanden import schrijf_json
from woonanalyse.kern.bewaakt import bewaak
from woonanalyse.kern.catalogus import onderwerp_van, tabellen
from woonanalyse.kern.regio import Regio
from woonanalyse.onderwerpen.dossierlezer import lees_dossier
from woonanalyse.uitkomsten.datapakket import datapakket

TABELLEN = [
    tabel.bestand
    for naam, tabel in tabellen().items()
    if (van := onderwerp_van(naam)) is None or dossier("2017").heeft(van)
]


@pytest.fixture(scope="module")
def resultaten(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The results of an edition, made once: no test changes them."""
    basis = tmp_path_factory.mktemp("resultaten")
    return cache(lambda naam: schrijf_resultaten(dossier(naam), basis / naam))


Maak = Callable[[str], Path]


def lees(map_: Path) -> dict[str, Any]:
    return json.loads((map_ / "datapackage.json").read_text(encoding="utf-8"))


def bezwaren(map_: Path) -> list[str]:
    """What the library finds wrong with the package and with the data in it."""
    verslag = frictionless.validate(str(map_ / "datapackage.json"))
    return [fout.message for fout in verslag.errors] + [
        fout.message for taak in verslag.tasks for fout in taak.errors
    ]


@pytest.mark.parametrize("naam", lang_behalve(["2017"], EDITIES))
def test_package_is_valid(resultaten: Maak, naam: str) -> None:
    assert bezwaren(resultaten(naam)) == []


def test_library_does_find_what_is_wrong(tmp_path: Path) -> None:
    """Guards the test above: a changed byte, a wrong type and a double key are all seen."""
    map_ = schrijf_resultaten(dossier("2017"), tmp_path)
    pad = map_ / "balans.csv"
    pakket = lees(map_)
    eigen = [bron for bron in pakket["resources"] if bron["path"] == pad.name]
    schrijf_json(map_ / "datapackage.json", pakket | {"resources": eigen})
    tekst = pad.read_text(encoding="utf-8")
    for oud, nieuw in [("1295", "veel"), ("Borne", "Borna"), (",hoog,", ",laag,")]:
        pad.write_text(tekst.replace(oud, nieuw), encoding="utf-8")
        assert bezwaren(map_)
    pad.write_text(tekst, encoding="utf-8")
    assert bezwaren(map_) == []


def test_every_column_has_a_title_and_a_type(resultaten: Maak) -> None:
    map_ = resultaten("2017")
    pakket = lees(map_)
    assert [bron["path"] for bron in pakket["resources"]] == TABELLEN
    for bron in pakket["resources"]:
        with (map_ / bron["path"]).open(encoding="utf-8", newline="") as bestand:
            kop = next(csv.reader(bestand))
        velden = bron["schema"]["fields"]
        assert [veld["name"] for veld in velden] == kop
        assert all(veld["title"] and veld["type"] for veld in velden)
        types = {veld["name"]: veld["type"] for veld in velden}
        eenheden = {veld["name"]: veld.get("eenheid") for veld in velden}
        assert all(
            eenheden[naam] or naam == "artikel"
            for naam, soort in types.items()
            if soort in ("integer", "number")
        )
        if bron["path"] not in {"balans.csv", "balans_gebied.csv", "balans_vergelijking.csv"}:
            continue
        assert types["dekking"] == "number"
        assert types["netto_behoefte"] == types["saldo"] == types["periode_tot"] == "integer"
        assert types["oordeel"] == types["variant"] == "string"
        assert eenheden["saldo"] == "woningen" and eenheden["dekking"] == "fractie"
    assert {veld["type"] for veld in pakket["resources"][0]["schema"]["fields"]} <= {
        "string",
        "integer",
        "number",
        "date",
    }


def test_no_column_is_described_in_vain(resultaten: Maak) -> None:
    map_ = resultaten("2017")
    pakket = lees(map_)
    for bron in pakket["resources"]:
        tabel = tabellen()[bron["path"].removesuffix(".csv")]
        assert bron["schema"] == tabel.schema
        kop = (map_ / bron["path"]).read_text(encoding="utf-8").partition("\n")[0].split(",")
        assert list(tabel.velden) == kop
        assert set(tabel.sleutel) <= set(kop)


def test_hashes_and_sizes_are_those_of_the_files(resultaten: Maak) -> None:
    map_ = resultaten("2017")
    pakket = lees(map_)
    for bron in pakket["resources"]:
        inhoud = (map_ / bron["path"]).read_bytes()
        assert bron["bytes"] == len(inhoud)
        assert bron["hash"] == f"sha256:{hashlib.sha256(inhoud).hexdigest()}"


@pytest.mark.parametrize("naam", EDITIES)
def test_every_input_is_a_source_with_its_hash(resultaten: Maak, naam: str) -> None:
    deze = dossier(naam)
    pakket = lees(resultaten(naam))
    assert {bron["path"] for bron in pakket["sources"]} == {
        zij["bestand"] for zij in deze.zijbestanden
    }
    for bron in pakket["sources"]:
        inhoud = (WORTEL / bron["path"]).read_bytes()
        assert bron["hash"] == f"sha256:{hashlib.sha256(inhoud).hexdigest()}"
        assert bron["title"] and bron["uitgever"] and bron["licentie"]


def test_hash_is_that_of_what_was_read(tmp_path: Path, project: Path) -> None:
    """Not the one that the sidecar recorded, when the file was changed since."""
    (project / RWP2017).write_bytes((project / RWP2017).read_bytes() + b"\n")
    pakket = lees(schrijf_resultaten(dossier("2017"), tmp_path / "uit", project))
    hashes = {bron["path"]: bron["hash"] for bron in pakket["sources"]}
    inhoud = (project / RWP2017).read_bytes()
    assert hashes[RWP2017] == f"sha256:{hashlib.sha256(inhoud).hexdigest()}"


@pytest.mark.lang
def test_package_is_dated_by_the_report_and_the_same_twice(tmp_path: Path) -> None:
    d = dossier("2017")
    een = schrijf_resultaten(d, tmp_path / "a")
    twee = schrijf_resultaten(lees_dossier(WORTEL, "2017"), tmp_path / "b")
    assert lees(een)["created"] == f"{d.editie.opzet.datum_rapport}T00:00:00Z"
    for naam in (*TABELLEN, "datapackage.json"):
        assert (een / naam).read_bytes() == (twee / naam).read_bytes()


@pytest.mark.parametrize("regionaam", ["Regio Één & Zuid", "'s-Gravenland", "Noord-Holland Noord"])
def test_any_name_of_a_region_gives_a_valid_package(
    resultaten: Maak, tmp_path: Path, regionaam: str
) -> None:
    deze = dossier("2017")
    map_ = shutil.copytree(resultaten("2017"), tmp_path / "uit")
    regio: Regio = replace(deze.regio, naam=regionaam)
    anders = replace(deze, editie=replace(deze.editie, regio=regio))
    pakket = datapakket(anders, map_, WORTEL)
    schrijf_json(map_ / "datapackage.json", pakket)
    assert bezwaren(map_) == []
    assert pakket["name"].isascii() and " " not in pakket["name"]


def test_the_package_says_how_to_read_text_that_looks_like_a_formula(resultaten: Maak) -> None:
    """Who does as it says has the text of the source; the package itself stays valid."""
    bewaakt = lees(resultaten("2017"))["bewaakt"]
    cel = bewaak("=HYPERLINK(x)")
    assert (
        re.match(bewaakt["patroon"], cel) and cel.removeprefix(bewaakt["teken"]) == "=HYPERLINK(x)"
    )
    assert not re.match(bewaakt["patroon"], "'s-Hertogenbosch")
