"""A pack is unpacked where nothing else is, what makes it is installed from it, and the same comes out."""

from __future__ import annotations

import hashlib
import os
import re
import shlex
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path
from zipfile import ZipFile

import pytest
from hulp import WORTEL, opdracht, zonder

from woonanalyse.archief.zak import lees_lijst

VOORBEELD = WORTEL / "voorbeelden/west-overijssel"
EDITIE = "2016"


@pytest.fixture(scope="module")
def gepakt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pack of an edition of a project that is data alone."""
    map_ = tmp_path_factory.mktemp("eerst")
    gemaakt = zonder("processed", "sjablonen", "intern", "report")
    project = shutil.copytree(VOORBEELD, map_ / "een project", ignore=gemaakt)
    doel = map_ / "archief.zip"
    for woorden in (("rapport",), ("archief", "--naar", str(doel))):
        klaar = opdracht(project, *woorden, "--editie", EDITIE, limiet=900)
        assert klaar.returncode == 0, klaar.stdout + klaar.stderr
    assert "opnieuw te maken" in klaar.stdout
    return doel


def omgeving(map_: Path, zak: Path) -> Path:
    """An environment with the wheels of a pack, that borrows the libraries of this one; its programs."""
    venv.create(map_, symlinks=os.name != "nt")
    plekken = {"base": str(map_), "platbase": str(map_)}
    pakketten = sysconfig.get_path("purelib", scheme="venv", vars=plekken)
    wielen = [str(pad) for pad in (zak / "data/programma").glob("*.whl")]
    zet = [sys.executable, "-m", "pip", "install", "--no-deps", "--no-index", "--quiet"]
    subprocess.run([*zet, "--target", pakketten, *wielen], check=True, capture_output=True)
    (Path(pakketten) / "geleend.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return Path(sysconfig.get_path("scripts", scheme="venv", vars=plekken))


@pytest.mark.lang
@pytest.mark.traag
def test_an_unpacked_edition_comes_out_the_same(gepakt: Path, tmp_path: Path) -> None:
    """All that was made is taken away; then the commands of the LEESMIJ, in the code of the pack alone."""
    with ZipFile(gepakt) as archief:
        archief.extractall(tmp_path)
    (zak,) = tmp_path.iterdir()
    project = zak / "data/project"
    programmas = omgeving(tmp_path / "omgeving", zak)
    for gemaakt in ("data/processed", "report/_output"):
        shutil.rmtree(project / gemaakt)
    tekst = (zak / "LEESMIJ.txt").read_text(encoding="utf-8")
    opdrachten = re.findall(r"omgeving/bin/(woonanalyse .*)", tekst)
    assert opdrachten
    kaal = {naam: waarde for naam, waarde in os.environ.items() if naam != "PYTHONPATH"}

    def draai(*woorden: str) -> str:
        klaar = subprocess.run(
            [str(programmas / "python"), "-m", *woorden],
            cwd=project,
            env={**kaal, "PYTHONUTF8": "1"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=900,
        )
        assert klaar.returncode == 0, klaar.stdout + klaar.stderr
        return klaar.stdout

    for een in opdrachten:
        assert "0 waren nog actueel" in draai(*shlex.split(een))
    sommen = lees_lijst((zak / "manifest-sha256.txt").read_text(encoding="utf-8"))
    boeken = f"processed/{EDITIE}/notebooks/"
    assert f"grep -v {boeken} manifest-sha256.txt" in tekst
    anders = [
        naam
        for naam, som in sommen.items()
        if boeken not in naam and hashlib.sha256((zak / naam).read_bytes()).hexdigest() != som
    ]
    assert anders == [] and sum(boeken in naam for naam in sommen) > 3
    draai("woonanalyse", "archief", "--editie", EDITIE, "--naar", str(tmp_path / "opnieuw.zip"))
    assert (tmp_path / "opnieuw.zip").read_bytes() == gepakt.read_bytes()
