"""docs/handleidingen/nieuwe-regio.md: followed from an empty folder to a report."""

from __future__ import annotations

from pathlib import Path

import pytest
import test_documenten as documenten
from typer.testing import CliRunner

from woonanalyse.cli import app
from woonanalyse.onderwerpen.dossierlezer import lees_dossier
from woonanalyse.onderwerpen.plannen.bron import Plannen

PAGINA = "docs/handleidingen/nieuwe-regio.md"


def volg(map_: Path, monkeypatch: pytest.MonkeyPatch, *, rapport: bool) -> list[str]:
    """Do what the page says; the commands that were given."""
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.chdir(map_)
    gedaan = []
    for blok in (b for b in documenten.blokken() if b.document == PAGINA):
        if blok.titel.startswith("title="):
            pad = map_ / blok.titel.removeprefix('title="').removesuffix('"')
            assert pad.parent.is_dir()
            pad.write_text(blok.inhoud, encoding="utf-8")
        if blok.taal != "console":
            continue
        for woorden, antwoord in documenten.antwoorden(blok):
            if Path(woorden[0]).is_dir():
                monkeypatch.chdir(woorden[0])  # cd
            elif woorden[0] != "rapport" or rapport:
                klaar = CliRunner().invoke(app, woorden)
                assert klaar.exit_code == 0, klaar.output
                gedaan.append(woorden[0])
                if woorden[0] != "rapport":
                    echt = documenten.netjes(klaar.stdout)
                    assert documenten.zelfde(documenten.netjes("\n".join(antwoord)), echt), echt
    return gedaan


def test_the_page_leads_to_numbers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gedaan = volg(tmp_path, monkeypatch, rapport=False)
    assert gedaan == ["begin", "lever", "controleer", "balans", "begin"]


def test_the_plan_list_of_the_page_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    volg(tmp_path, monkeypatch, rapport=False)
    streek = tmp_path / "streek"
    with (streek / "data/regio.yml").open("a", encoding="utf-8") as kop:
        kop.write("planlijst: data/planlijst.yml\n")
    dossier = lees_dossier(streek, "2026")
    assert list(dossier.bron(Plannen).lijst["plan_id"]) == ["P001"]
    meldingen = " ".join(str(een) for een in dossier.waarschuwingen)
    assert "Amsterdam (1 rij)" in meldingen and "tellen niet mee: provincie" in meldingen
