"""The project in which the tests of the report render."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from rapporthulp import KOP, SVG, VARIABELEN, WORTEL, MaakProject, schrijf_notebook


@pytest.fixture
def maak_project(tmp_path: Path) -> MaakProject:
    """A function that writes a project around the given body."""

    def maak(
        tekst: str,
        *,
        kop: str = KOP,
        variabelen: str = VARIABELEN,
        cellen: list[dict[str, Any]] | None = None,
        bestanden: dict[str, str] | None = None,
        naam: str = "project",
    ) -> Path:
        wortel = tmp_path / naam
        werk = wortel / "report" / "_werk"
        werk.mkdir(parents=True)
        shutil.copyfile(WORTEL / "_quarto.yml", wortel / "_quarto.yml")
        uitbreiding = "report/_extensions/woonanalyse"
        shutil.copytree(WORTEL / uitbreiding, wortel / uitbreiding)
        (werk / "variabelen.yml").write_text(variabelen, encoding="utf-8")
        (werk / "fig.svg").write_text(SVG, encoding="utf-8")
        (wortel / "report" / "rwp.qmd").write_text(kop + tekst, encoding="utf-8")
        for pad, inhoud in (bestanden or {}).items():
            (wortel / pad).parent.mkdir(parents=True, exist_ok=True)
            (wortel / pad).write_text(inhoud, encoding="utf-8")
        if cellen is not None:
            schrijf_notebook(werk / "nb.ipynb", cellen)
        return wortel

    return maak
