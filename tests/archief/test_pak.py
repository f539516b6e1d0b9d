"""An edition in one file: always the same, with all it takes to make it again; apart what is not public."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import afschermhulp
import pandas as pd
import pytest
import yaml
from afschermhulp import NAAM, gevonden, uitgepakt, wereld
from archief.archiefhulp import gedraaid, gemaakt
from hulp import WORTEL, inhoud_van, kopieer_gegevens, lang_behalve, lees_rijen
from rocrate.rocrate import ROCrate
from typer.testing import CliRunner

from woonanalyse.archief import bestanden
from woonanalyse.archief.gedraaid import zonder_tijden
from woonanalyse.archief.pak import naam_van, pak
from woonanalyse.archief.wiel import PAKKETTEN, wiel
from woonanalyse.archief.zak import lees_lijst
from woonanalyse.cli import app
from woonanalyse.cli.scherm import waarschuw
from woonanalyse.kern.bestanden import schrijf_bytes, schrijf_json
from woonanalyse.kern.machine import MachineFout
from woonanalyse.kern.regio import lees_regio
from woonanalyse.onderwerpen.dossierlezer import lees_dossier
from woonanalyse.onderwerpen.stukstatus import grondslag
from woonanalyse.uitgave.stempel import STUKKEN, Stempel, schrijf_stempels


def inhoud(pad: Path) -> dict[str, bytes]:
    """The files of a pack, by their path from its folder."""
    with ZipFile(pad) as archief:
        return {naam.partition("/")[2]: archief.read(naam) for naam in archief.namelist()}


def van_project(delen: dict[str, bytes]) -> dict[str, bytes]:
    begin = "data/project/"
    return {n.removeprefix(begin): ruw for n, ruw in delen.items() if n.startswith(begin)}


def pak_in(wortel: Path, editie: str, naar: Path, *, intern: bool = False) -> dict[str, bytes]:
    pak(wortel, lees_dossier(wortel, editie), naar, intern=intern)
    return inhoud(naar)


@pytest.fixture(scope="module")
def openbare(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A project of which all is public, with its first edition made."""
    wortel = kopieer_gegevens(tmp_path_factory.mktemp("pak") / "project")
    editie = lees_regio(wortel).edities[0]
    gemaakt(wortel, editie, als_hier=True)
    return wortel, editie


@pytest.fixture(scope="module")
def gepakt(openbare: tuple[Path, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    doel = tmp_path_factory.mktemp("gepakt") / "a.zip"
    pak(openbare[0], lees_dossier(*openbare), doel, intern=False)
    return doel


@pytest.mark.lang
def test_the_same_files_give_the_same_bytes(
    openbare: tuple[Path, str], gepakt: Path, tmp_path: Path
) -> None:
    """Elsewhere, later, and with notebooks that ran at another moment."""
    wortel, editie = openbare
    elders = shutil.copytree(wortel, tmp_path / "elders/project")
    for boek in (elders / "data/processed" / editie / "notebooks").iterdir():
        schrijf_json(boek, gedraaid(elders, boek.stem, keer=7))
    pak(elders, lees_dossier(elders, editie), tmp_path / "b.zip", intern=False)
    assert (tmp_path / "b.zip").read_bytes() == gepakt.read_bytes()


def test_nothing_of_this_machine_is_in_it(openbare: tuple[Path, str], gepakt: Path) -> None:
    with ZipFile(gepakt) as archief:
        for info in archief.infolist():
            assert info.date_time == (1980, 1, 1, 0, 0, 0)
            assert info.external_attr >> 16 == 0o100644
    plekken = [str(een).encode() for een in (openbare[0], WORTEL, Path.home())]
    assert [n for n, ruw in inhoud(gepakt).items() if any(p in ruw for p in plekken)] == []


def test_each_file_has_its_hash_beside_it(gepakt: Path) -> None:
    delen = inhoud(gepakt)
    assert delen["bagit.txt"].startswith(b"BagIt-Version: 1.0\n")
    payload = {n: ruw for n, ruw in delen.items() if n.startswith("data/")}
    sommen = lees_lijst(delen["manifest-sha256.txt"].decode())
    assert sommen == {n: hashlib.sha256(ruw).hexdigest() for n, ruw in payload.items()}
    tags = lees_lijst(delen["tagmanifest-sha256.txt"].decode())
    anders = delen.keys() - payload.keys() - {"tagmanifest-sha256.txt"}
    assert tags == {n: hashlib.sha256(delen[n]).hexdigest() for n in anders}
    oxum = f"{sum(map(len, payload.values()))}.{len(payload)}"
    assert f"Payload-Oxum: {oxum}\n" in delen["bag-info.txt"].decode()


def test_all_that_the_edition_is_read_from_is_in_it(
    openbare: tuple[Path, str], gepakt: Path, tmp_path: Path
) -> None:
    """Unpacked it reads as it did, and gives the same numbers."""
    wortel, editie = openbare
    for naam, ruw in van_project(inhoud(gepakt)).items():
        schrijf_bytes(tmp_path / naam, ruw)
    eigen, daar = lees_dossier(wortel, editie), lees_dossier(tmp_path, editie)
    assert eigen.bestanden == daar.bestanden and daar.gewijzigd == []
    assert [str(een) for een in eigen.waarschuwingen] == [str(een) for een in daar.waarschuwingen]
    shutil.rmtree(tmp_path / "data/processed")
    opnieuw = gemaakt(tmp_path, editie)
    map_ = f"data/processed/{opnieuw.naam}"
    zonder = {n: r for n, r in inhoud_van(wortel / map_).items() if "notebooks/" not in n}
    er = {n: r for n, r in inhoud_van(tmp_path / map_).items() if "notebooks/" not in n}
    assert er == zonder


def test_the_readme_says_what_to_do(openbare: tuple[Path, str], gepakt: Path) -> None:
    delen = inhoud(gepakt)
    tekst = delen["LEESMIJ.txt"].decode()
    editie = openbare[1]
    datum = json.loads(delen[f"data/project/data/processed/{editie}/datapackage.json"])["created"][
        :10
    ]
    assert f"woonanalyse rapport --editie {editie} --datum {datum}\n" in tekst
    assert "besluitstukken" not in tekst
    genoemd = set(re.findall(r"data/programma/[\w.-]+", tekst))
    assert genoemd == {naam for naam in delen if naam.startswith("data/programma/")}
    assert "OPENBAAR" in tekst and "het is opnieuw te maken" in tekst
    assert "$" not in tekst and max(map(len, tekst.splitlines())) < 160


def test_the_crate_names_every_file_and_how_it_was_made(gepakt: Path, tmp_path: Path) -> None:
    with ZipFile(gepakt) as archief:
        archief.extractall(tmp_path)
    (map_,) = tmp_path.iterdir()
    crate = ROCrate(str(map_ / "data"))
    er = {n.removeprefix("data/") for n in inhoud(gepakt) if n.startswith("data/")}
    assert {een.id for een in crate.data_entities} == er - {"ro-crate-metadata.json"}
    maken = crate.get("#maken")
    assert maken.type == "CreateAction"
    gemaakt_ = {een.id for een in maken["result"]}
    gelezen = {een.id for een in maken["object"]}
    assert gemaakt_ | gelezen == {n for n in er if n.startswith("project/")}
    assert not gemaakt_ & gelezen and maken["instrument"]["softwareVersion"]
    (rauw,) = [een for een in gelezen if een.endswith("/regio.yml")]
    assert crate.get(rauw)["encodingFormat"] == "application/yaml"
    assert sum("publisher" in een.properties() for een in crate.data_entities) > 2


@pytest.mark.lang
@pytest.mark.parametrize("pakket", PAKKETTEN)
def test_what_makes_it_is_in_it_as_a_wheel(pakket: str, tmp_path: Path) -> None:
    """As hatchling makes it, and pip takes it."""
    naam, ruw = wiel(pakket)
    assert (naam, ruw) == wiel(pakket)
    (tmp_path / naam).write_bytes(ruw)
    bron = WORTEL if pakket == "woonanalyse" else WORTEL / "packages/papermill-forkserver"
    bouw = "import sys, hatchling.build as b; b.build_wheel(sys.argv[1])"
    (tmp_path / "hatch").mkdir()
    subprocess.run(
        [sys.executable, "-c", bouw, str(tmp_path / "hatch")],
        cwd=bron, check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    eigen, hun = (
        {n: a.read(n) for n in a.namelist() if not re.search(r"/(RECORD|WHEEL|METADATA)$", n)}
        for a in (ZipFile(tmp_path / naam), ZipFile(next((tmp_path / "hatch").glob("*.whl"))))
    )
    assert eigen == hun
    zet = [sys.executable, "-m", "pip", "install", "--no-deps", "--no-index", "--quiet"]
    doel = tmp_path / "geinstalleerd"
    subprocess.run(
        [*zet, "--target", str(doel), str(tmp_path / naam)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    assert (doel / pakket / "__init__.py").is_file()


def test_what_somebody_put_beside_it_is_not_in_it(
    openbare: tuple[Path, str], gepakt: Path, tmp_path: Path
) -> None:
    wortel, editie = openbare
    er = shutil.copytree(wortel, tmp_path / "project")
    uit = er / "report/_output" / editie
    for pad in (uit / "rwp.docx", uit / "factsheets/mijn.pdf", er / "data/mijn.csv"):
        schrijf_bytes(pad, b"van mij")
    schrijf_bytes(er / "data/processed" / editie / "delen/mijn.csv", b"van mij")
    schrijf_bytes(er / "data/raw/mijn.csv", b"van mij")
    for stuk, ruw in (("gs.docx", b"woonanalyse"), ("stad.docx", b"bewerkt")):
        schrijf_bytes(uit / STUKKEN / stuk, ruw)
    schrijf_stempels(uit / STUKKEN, dict.fromkeys(("gs.docx", "stad.docx"), Stempel({})))
    delen = pak_in(er, editie, tmp_path / "b.zip")
    erbij = delen.keys() - inhoud(gepakt).keys()
    stukken = f"data/project/report/_output/{editie}/{STUKKEN}"
    assert erbij == {f"{stukken}/gs.docx", f"{stukken}/.uitgave.json"}
    assert f"woonanalyse besluitstukken --editie {editie} " in delen["LEESMIJ.txt"].decode()


@pytest.mark.lang
def test_made_data_says_so_in_name_and_contents(openbare: tuple[Path, str], tmp_path: Path) -> None:
    er = shutil.copytree(openbare[0], tmp_path / "project")
    dossier = gemaakt(er, openbare[1], voorbeelddata=True, als_hier=True)
    assert naam_van(er, dossier, intern=False).endswith("-voorbeelddata-openbaar")
    pak(er, dossier, tmp_path / "b.zip", intern=False)
    delen = inhoud(tmp_path / "b.zip")
    tekst = " ".join(delen["LEESMIJ.txt"].decode().split())
    assert "(openbaar, met voorbeelddata)" in tekst and "MET VOORBEELDDATA" in tekst
    assert f"woonanalyse rapport --editie {openbare[1]} --voorbeelddata " in tekst
    assert "met voorbeelddata" in delen["bag-info.txt"].decode()


def test_the_pages_beside_a_large_page_are_in_it(
    openbare: tuple[Path, str], gepakt: Path, tmp_path: Path
) -> None:
    wortel, editie = openbare
    er = shutil.copytree(wortel, tmp_path / "project")
    schrijf_bytes(er / "report/_output" / editie / "rwp/een.html", b"een")
    erbij = set(pak_in(er, editie, tmp_path / "b.zip")) - set(inhoud(gepakt))
    assert erbij == {f"data/project/report/_output/{editie}/rwp/een.html"}


def test_what_was_not_made_is_said(openbare: tuple[Path, str], tmp_path: Path) -> None:
    wortel, editie = openbare
    er = shutil.copytree(wortel, tmp_path / "project")
    (er / "data/processed" / editie / "balans.csv").unlink()
    with pytest.raises(bestanden.OnafFout, match=r"ontbreekt balans\.csv.*woonanalyse rapport"):
        pak_in(er, editie, tmp_path / "b.zip")
    assert not (tmp_path / "b.zip").exists()


def test_nothing_half_is_left(
    openbare: tuple[Path, str], gepakt: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    doel = tmp_path / "a.zip"
    shutil.copyfile(gepakt, doel)
    echt = ZipFile.writestr
    geteld = iter(range(10**6))

    def vol(self: ZipFile, *rest: Any) -> None:
        if next(geteld) > 900:
            raise OSError(28, "No space left on device")
        echt(self, *rest)

    monkeypatch.setattr(ZipFile, "writestr", vol)
    with pytest.raises(MachineFout):
        for _ in range(10):
            pak_in(*openbare, doel)
    assert doel.read_bytes() == gepakt.read_bytes()
    assert [pad.name for pad in tmp_path.iterdir()] == ["a.zip"]


def test_when_and_where_a_notebook_ran_is_left_out() -> None:
    ruw = json.dumps(gedraaid(Path("/hier"), "balans")).encode()
    over = json.loads(zonder_tijden(ruw))
    assert over["metadata"]["papermill"] == {"parameters": {"editie": "x"}}
    assert over["cells"][0]["metadata"] == {"tags": ["een"]}
    assert b"/hier" in ruw and b"/hier" not in zonder_tijden(ruw)


# What is not public


def dichte_wereld(map_: Path) -> Path:
    """A project with plans that are not public, a log, and a concept; its edition made."""
    wortel = wereld(map_ / "project")
    for pad in ("logboek.csv", "reacties.csv", "leveringen/2027-01-01/GM1/plannen.xlsx"):
        schrijf_bytes(wortel / "data/intern" / pad, b"beleidsmedewerker Zwanenzang")
    schrijf_bytes(wortel / "data/intern/.bezig/0", b"half")
    gemaakt(wortel, NAAM)
    return wortel


@pytest.fixture(scope="module")
def dicht(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return dichte_wereld(tmp_path_factory.mktemp("dicht"))


@pytest.fixture(scope="module")
def apart(dicht: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[bool, dict[str, bytes]]:
    """The files of both packs, by whether it is the internal one."""
    map_ = tmp_path_factory.mktemp("apart")
    return {
        intern: pak_in(dicht, NAAM, map_ / f"{intern}.zip", intern=intern)
        for intern in (False, True)
    }


def test_nothing_that_is_not_public_is_in_the_public_pack(
    apart: dict[bool, dict[str, bytes]],
) -> None:
    """By name, by place and by content, unpacked and read as all that is published is."""
    delen = apart[False]
    assert [naam for naam in delen if "data/intern" in naam or "besloten" in naam] == []
    bekend = {hashlib.sha256(ruw).digest() for ruw in inhoud_van(WORTEL / "data").values()}
    eigen = {n: r for n, r in delen.items() if hashlib.sha256(r).digest() not in bekend}
    uitgepakt_ = uitgepakt({n: r for n, r in eigen.items() if "/programma/" not in n})
    assert len(uitgepakt_) > 100 and gevonden(uitgepakt_) == []
    assert "beleidsmedewerker Zwanenzang" not in "".join(uitgepakt_.values())
    uitgepakt_ = uitgepakt({n: r for n, r in apart[True].items() if "/programma/" not in n})
    assert len(gevonden(uitgepakt_)) > 5


@pytest.mark.lang
def test_whatever_is_hidden_the_public_pack_is_the_same(
    apart: dict[bool, dict[str, bytes]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Other names, places and sizes: every byte is the same, hashes and numbers of files too."""
    monkeypatch.setattr(afschermhulp, "VERBORGEN", afschermhulp.ANDERE)
    ander = pak_in(dichte_wereld(tmp_path), NAAM, tmp_path / "b.zip")
    assert [n for n in {*ander, *apart[False]} if ander.get(n) != apart[False].get(n)] == []


def test_the_public_pack_says_that_it_cannot_be_made_again(
    apart: dict[bool, dict[str, bytes]],
) -> None:
    tekst = " ".join(apart[False]["LEESMIJ.txt"].decode().split())
    assert "Niet openbaar, en daarom niet hierin: het planregister." in tekst
    assert "MET DIT ARCHIEF ALLEEN IS HET RAPPORT NIET OPNIEUW TE MAKEN" in tekst
    tekst = " ".join(apart[True]["LEESMIJ.txt"].decode().split())
    assert "INTERN" in tekst and "het is opnieuw te maken" in tekst and "OPENBAAR" not in tekst
    graaf = json.loads(apart[True]["data/ro-crate-metadata.json"])["@graph"]
    assert graaf[1]["license"] == {"@id": "#intern"}


@pytest.mark.lang
def test_the_internal_pack_has_all_that_the_project_keeps(
    dicht: Path, apart: dict[bool, dict[str, bytes]], tmp_path: Path
) -> None:
    """But what a command left half done; and it reads as it did."""
    er = van_project(apart[True])
    hoort = {f"data/intern/{n}": r for n, r in inhoud_van(dicht / "data/intern").items()}
    weg = {naam for naam in hoort if "/." in naam}
    assert weg and {n: r for n, r in er.items() if n.startswith("data/intern/")} == {
        n: r for n, r in hoort.items() if n not in weg
    }
    gelezen = {pad for pad in lees_dossier(dicht, NAAM).bestanden if (dicht / pad).is_file()}
    assert gelezen and gelezen <= {*er}
    assert {*van_project(apart[False])} < {*er}
    for naam, ruw in er.items():
        schrijf_bytes(tmp_path / naam, ruw)
    toen, nu = (lees_dossier(wortel, NAAM) for wortel in (dicht, tmp_path))
    pd.testing.assert_frame_equal(toen.editie.invoer, nu.editie.invoer)
    assert len(nu.editie.afgeschermd)
    assert grondslag(dicht, toen.editie, toen.bestanden) == grondslag(
        tmp_path, nu.editie, nu.bestanden
    )


@pytest.mark.lang
@pytest.mark.parametrize("niveau", lang_behalve(["regio"], ["regio", "provincie", "intern"]))
def test_a_source_that_its_sidecar_closes_is_left_out_with_what_mends_it(
    openbare: tuple[Path, str], tmp_path: Path, niveau: str
) -> None:
    wortel, editie = openbare
    er = shutil.copytree(wortel, tmp_path / "project")
    bron = str((lees_dossier(er, editie).editie.opzet.balans or {})["bestand"])
    zij = er / f"{bron}.yml"
    inhoud_ = yaml.safe_load(zij.read_bytes())
    zij.write_text(yaml.safe_dump({**inhoud_, "niveau": niveau}, allow_unicode=True))
    (kop, rij, *_) = lees_rijen(er / bron)
    mis = {"bestand": bron, "rij": 2, "kolom": kop[-1], "was": rij[-1], "wordt": "1"}
    mis |= {"reden": "proef", "wie": "rol", "datum": "2027-01-01", "status": "voorgesteld"}
    (er / "data/correcties.yml").write_text(yaml.safe_dump([mis]), encoding="utf-8")
    gemaakt(er, editie)
    delen = van_project(pak_in(er, editie, tmp_path / "b.zip"))
    assert bron not in delen and f"{bron}.yml" not in delen
    eigen = json.loads(delen[f"report/_output/{editie}/.uitgave.json"])
    assert all(set(een["stempel"]) == {"uitkomsten", "teksten"} for een in eigen)  # no hash of it
    deze = bestanden.openbaar(er, lees_dossier(er, editie))
    assert {bron, f"{bron}.yml", "data/correcties.yml"} == {*deze.weg}
    niet = ["de lijst van herstelde cellen", "bronnen die niet voor iedereen zijn"]
    assert bestanden.soorten(deze.weg) == niet


def test_a_name_that_no_pack_may_hold_is_refused(
    openbare: tuple[Path, str], tmp_path: Path
) -> None:
    """As two files that are one where capitals do not count."""
    wortel, editie = openbare
    er = shutil.copytree(wortel, tmp_path / "project")
    map_ = er / lees_regio(er).paden.voorbeelddata
    for naam in ("een.csv", "EEN.csv"):
        schrijf_bytes(map_ / naam, naam.encode())
    if (map_ / "een.csv").read_bytes() == b"EEN.csv":
        pytest.skip("capitals do not count on this disk")
    with pytest.raises(bestanden.OnafFout, match=r"een\.csv.*geef het een andere naam"):
        pak_in(er, editie, tmp_path / "b.zip")
    assert not (tmp_path / "b.zip").exists()


@pytest.mark.lang
def test_what_is_to_be_looked_at_is_said_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is packed is made again first, and that is what warns."""
    wortel = kopieer_gegevens(tmp_path / "project")
    regio = lees_regio(wortel)
    zij = next((wortel / "data/raw/gemeenten").rglob("*.csv.yml"))
    tekst = re.sub("sha256: .*", f"sha256: {'0' * 64}", zij.read_text(encoding="utf-8"))
    zij.write_text(tekst, encoding="utf-8")
    gemaakt(wortel, regio.edities[0])

    def maak(wortel: Path, editie: str, datum: str, *, voorbeelddata: bool) -> None:
        dossier = lees_dossier(wortel, editie, voorbeelddata=voorbeelddata)
        waarschuw(dossier.gewijzigd, dossier.waarschuwingen, voorbeelddata)

    monkeypatch.setattr("woonanalyse.cli.concepten.maak_opnieuw", maak)
    monkeypatch.chdir(wortel)
    uit = CliRunner().invoke(app, ["archief", "--editie", regio.edities[0]])
    assert uit.exit_code == 0, uit.output
    gezegd = [regel for regel in uit.output.splitlines() if regel.startswith("Let op")]
    assert any("is gewijzigd" in regel for regel in gezegd)
    assert len(gezegd) == len(set(gezegd))
