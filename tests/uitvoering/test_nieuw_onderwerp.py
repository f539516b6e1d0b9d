"""docs/handleidingen/nieuw-onderwerp.md, followed: its files added to a copy, and nothing else changed."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import yaml
from bs4 import BeautifulSoup
from hulp import WORTEL, Gemaakt, inhoud_van, kopie_van, opdracht
from openpyxl import load_workbook
from pypdf import PdfReader

NAAM = "leegstand"
BLOK = re.compile(r'^```\w+ title="([^"]+)"\n(.*?)^```$', re.MULTILINE | re.DOTALL)
BESTANDEN = dict(
    BLOK.findall((WORTEL / "docs/handleidingen/nieuw-onderwerp.md").read_text(encoding="utf-8"))
)
MAKEN = ("src/woonanalyse/onderwerpen/leegstand/", "notebooks/", "report/hoofdstukken/", "data/")


def als_notitieboek(cellen: str) -> str:
    """The cells between `# %%` as a notebook, the first with the tag of parameters."""
    gemaakt: list[dict[str, Any]] = [
        {
            "cell_type": "code",
            "execution_count": None,
            "id": f"cel-{nr}",
            "metadata": {} if nr else {"tags": ["parameters"]},
            "outputs": [],
            "source": deel.strip("\n"),
        }
        for nr, deel in enumerate(cellen.split("# %%\n"))
    ]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    boek = {"metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps({"cells": gemaakt, **boek})


def woonanalyse(wortel: Path, *woorden: str) -> str:
    """What a command prints, with the code of the copy itself."""
    gedaan = opdracht(wortel, *woorden, limiet=900)
    assert gedaan.returncode == 0, gedaan.stdout + gedaan.stderr
    return str(gedaan.stdout)


def bronnen(wortel: Path) -> dict[str, bytes]:
    """What a person writes, by path."""
    gemaakt = re.compile(r"__pycache__|_output|_werk")
    return {
        f"{map_}/{naam}": inhoud
        for map_ in ("src", "notebooks", "report", "data/edities")
        for naam, inhoud in inhoud_van(wortel / map_).items()
        if not gemaakt.search(naam)
    }


@pytest.fixture(scope="module")
def project(gemaakt: Gemaakt, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project, code, report and all, to which the files of the page were added."""
    wortel = kopie_van(gemaakt, tmp_path_factory.mktemp("nieuw") / "project").wortel
    leden = pd.read_csv(
        wortel / yaml.safe_load((wortel / "data/regio.yml").read_text())["gemeenten"]
    )
    for naam, inhoud in BESTANDEN.items():
        assert naam.startswith(MAKEN), naam
        pad = wortel / naam
        pad.parent.mkdir(parents=True, exist_ok=True)
        if naam == "data/regio.yml":
            inhoud = pad.read_text(encoding="utf-8") + inhoud
        elif naam.endswith(".ipynb"):
            inhoud = als_notitieboek(inhoud)
        elif naam.endswith(".csv"):
            lid = leden.iloc[0]
            inhoud = inhoud.replace("GM0141,Almelo", f"{lid['gemeentecode']},{lid['gemeentenaam']}")
        pad.write_text(inhoud, encoding="utf-8")
    return wortel


def test_the_page_says_the_hash_of_its_file() -> None:
    (csv,) = (naam for naam in BESTANDEN if naam.endswith(".csv"))
    som = hashlib.sha256(BESTANDEN[csv].encode()).hexdigest()
    assert yaml.safe_load(BESTANDEN[f"{csv}.yml"])["sha256"] == som


@pytest.mark.traag
@pytest.mark.lang
def test_a_new_subject_is_everywhere(project: Path) -> None:
    vooraf = bronnen(project)
    woonanalyse(project, "rapport")
    (uit,) = (pad for pad in (project / "report/_output").iterdir() if pad.is_dir())
    data = project / "data/processed" / uit.name
    tabel = pd.read_csv(data / f"{NAAM}.csv")
    assert len(tabel) > 2 and tabel["leeg"].notna().sum() == 2
    eerste = tabel[tabel["leeg"].notna()].iloc[0]
    zin = f"In 2 van {len(tabel)} gemeenten is geteld: 715 woningen staan leeg."
    pakket = json.loads((data / "datapackage.json").read_text(encoding="utf-8"))
    schema = json.loads(BESTANDEN[f"src/woonanalyse/onderwerpen/{NAAM}/tabellen/{NAAM}.json"])
    (deel,) = [bron for bron in pakket["resources"] if bron["path"] == f"{NAAM}.csv"]
    assert [veld["name"] for veld in deel["schema"]["fields"]] == [
        v["name"] for v in schema["fields"]
    ]
    assert NAAM in load_workbook(uit / "rwp.xlsx").sheetnames
    pagina = BeautifulSoup((uit / "rwp.html").read_text(encoding="utf-8"), "html.parser")
    hoofdstuk = pagina.find(id=f"sec-{NAAM}")
    assert hoofdstuk is not None and zin in " ".join(pagina.get_text(" ").split())
    assert pagina.find(id=f"fig-{NAAM}") is not None and pagina.find(id="h-l") is not None
    methode = " ".join(blad.extract_text() for blad in PdfReader(uit / "methode.pdf").pages)
    assert "leegstand.csv" in "".join(methode.split())
    bladen = [
        PdfReader(pad).pages[0].extract_text() for pad in sorted((uit / "factsheets").iterdir())
    ]
    assert len(bladen) == len(tabel) and all("Leegstand" in tekst for tekst in bladen)
    regels = pd.read_csv(data / "herkomst.csv", dtype=str)
    eigen = regels[regels["code"] == f"L{int(eerste['gemeentecode'][2:])}"]
    assert list(eigen["bronbestand"]) == ["data/raw/leegstand/2017-01-01/leegstand.csv"]
    assert str(eerste["gemeente"]) in woonanalyse(project, NAAM)
    assert NAAM in woonanalyse(project, "herkomst", f"{eigen['code'].iloc[0]}.leeg")
    uitleg = woonanalyse(project, "waarom", f"{eigen['code'].iloc[0]}.aandeel")
    assert "Ingevuld: 620 / 31.000 = 2,0% (0,02)" in uitleg and "leegstand.csv, rij 2" in uitleg
    daarna = bronnen(project)
    assert {naam for naam in daarna if daarna[naam] != vooraf.get(naam)} == {
        "report/hoofdstukken/onderwerpen.qmd"
    }


def test_no_chapter_of_a_subject_is_left_out_here() -> None:
    """The committed file of chapters is what `bereid` makes of these sources."""
    tekst = (WORTEL / "report/hoofdstukken/onderwerpen.qmd").read_text(encoding="utf-8")
    assert tekst == ""
