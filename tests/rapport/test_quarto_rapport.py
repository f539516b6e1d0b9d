"""The real report as a real Quarto gets it, and by a real Quarto where one is installed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import yaml
from bs4 import BeautifulSoup
from hulp import WORTEL, Gemaakt, editie, kopieer_project
from pypdf import PdfReader
from quartohulp import zet_cellen_in_divs, zet_termen_vooraan
from rapport.pdfhulp import boom

from woonanalyse.kern.project import DOCUMENTEN
from woonanalyse.opmaak import render
from woonanalyse.uitgave.pdftekst import lees_paginas

pytestmark = pytest.mark.traag


@pytest.fixture
def bronnen(gemaakt: Gemaakt, tmp_path: Path) -> Path:
    """A project with the sources of the real report."""
    assert gemaakt.returncode == 0, gemaakt.stdout
    shutil.copyfile(WORTEL / "_quarto.yml", tmp_path / "_quarto.yml")
    for deel in ("_extensions", "hoofdstukken", *DOCUMENTEN.values()):
        bron, doel = WORTEL / "report" / deel, tmp_path / "report" / deel
        doel.parent.mkdir(exist_ok=True)
        (shutil.copytree if bron.is_dir() else shutil.copyfile)(bron, doel)
    shutil.copytree(gemaakt.wortel / "report/_werk", tmp_path / "report/_werk")
    return tmp_path


def peildatum() -> int:
    dag = datetime.fromisoformat(str(editie("2017").opzet.peildatum))
    return int(dag.replace(tzinfo=UTC).timestamp())


@pytest.mark.lang
@pytest.mark.parametrize("naam", DOCUMENTEN)
def test_cells_in_divs_and_the_rule_for_terms_give_the_same_bytes(
    bronnen: Path, vormen: Path, naam: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    gezien = zet_cellen_in_divs(monkeypatch)
    zet_termen_vooraan(monkeypatch)
    doel, document = bronnen / naam, bronnen / "report" / DOCUMENTEN[naam]
    formaat: Any = doel.suffix.removeprefix(".")
    render(bronnen, formaat, doel, tijdstip=peildatum(), document=document)
    assert doel.read_bytes() == (vormen / doel.name).read_bytes()
    assert len(gezien) >= 6


def test_every_document_names_its_own_form_to_quarto() -> None:
    """Quarto renders a document to the formats of its own front matter, under the name it gives there."""
    project = yaml.safe_load((WORTEL / "_quarto.yml").read_text(encoding="utf-8"))
    assert project["project"]["render"] == [f"report/{bron}" for bron in DOCUMENTEN.values()]
    for naam, bron in DOCUMENTEN.items():
        kop = (WORTEL / "report" / bron).read_text(encoding="utf-8").split("---")[1]
        ((formaat, opties),) = yaml.safe_load(kop)["format"].items()
        assert formaat in project["format"]
        assert formaat.endswith("typst" if naam.endswith(".pdf") else "html")
        eigen = f"{Path(bron).stem}.html" if opties == "default" else opties["output-file"]
        assert eigen == naam


def test_no_text_is_printed_over_other_text(vormen: Path) -> None:
    for pad in [vormen / "rwp.pdf", vormen / "methode.pdf", *(vormen / "factsheets").glob("*.pdf")]:
        for nr, pagina in enumerate(lees_paginas(pad.read_bytes()), start=1):
            assert pagina.overdruk == [], f"{pad.name}, page {nr}"


@pytest.fixture(scope="module")
def van_quarto(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the report that a real Quarto makes of a clean copy of the project."""
    if shutil.which("quarto") is None:
        pytest.skip("geen Quarto gevonden: het rapport is niet door een echte Quarto opgemaakt")
    wortel = kopieer_project(tmp_path_factory.mktemp("quarto") / "project")
    (wortel / "report/_werk").mkdir()
    (wortel / ".venv").symlink_to(sys.prefix)
    klaar = subprocess.run(
        ["quarto", "render"],
        cwd=wortel,
        env={**os.environ, "PYTHONPATH": str(wortel / "src")},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert klaar.returncode == 0, klaar.stderr
    assert "WARN" not in klaar.stderr, klaar.stderr
    return wortel / "report/_output/2017"


def plat(tekst: str) -> str:
    return re.sub(r"\s", "", tekst)


def pagina(map_: Path) -> dict[str, Any]:
    """What a reader of the page has: text, headings, places, alternative texts, heads of rows."""
    boom = BeautifulSoup((map_ / "rwp.html").read_text(encoding="utf-8"), "html.parser")
    assert boom.main is not None and boom.body is not None
    for deel in boom(["script", "style"]):
        deel.extract()
    return {
        "tekst": plat(boom.body.get_text()),
        "koppen": [(kop.name, plat(kop.get_text())) for kop in boom(re.compile(r"^h\d$"))],
        "inhoud": [(a["href"], plat(a.get_text())) for a in boom.select("#TOC a")],
        "beelden": [beeld["alt"] for beeld in boom("img")],
        "rijkoppen": [plat(cel.get_text()) for cel in boom.select("tbody th")],
        "secties": [deel["id"] for deel in boom.main.select("section[id]")],
    }


def druk(map_: Path, naam: str = "rwp.pdf") -> dict[str, Any]:
    """What a reader of the PDF has: text by page, contents, tags and alternative texts."""
    pad = map_ / naam
    lezer = PdfReader(pad)
    with pikepdf.open(pad) as pdf:
        takken = list(boom(pdf))
        return {
            "tekst": [plat(pagina.tekst) for pagina in lees_paginas(pad.read_bytes())],
            "inhoud": _titels(lezer.outline),
            "rollen": Counter(tak.rol for tak in takken),
            "beelden": [str(tak.ding["/Alt"]) for tak in takken if tak.rol == "/Figure"],
        }


def _titels(delen: Any) -> list[Any]:
    return [_titels(deel) if isinstance(deel, list) else deel.title for deel in delen]


def methode(map_: Path) -> dict[str, Any]:
    return druk(map_, "methode.pdf")


@pytest.mark.parametrize("lees", [pagina, druk, methode])
def test_a_real_quarto_gives_the_same_report(van_quarto: Path, vormen: Path, lees: Any) -> None:
    zij, wij = lees(van_quarto), lees(vormen)
    for deel, waarde in wij.items():
        assert zij[deel] == waarde, deel
