"""docs/handleidingen/nieuwe-regio.md: followed from an empty folder to a report."""

from __future__ import annotations

from pathlib import Path

import pytest
import test_documenten as documenten
from typer.testing import CliRunner

from woonanalyse.cli import app

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
