"""Of the metadata pandoc reads what filters and templates name; an unchanged source for Typst is kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rapport.test_perdeel import HEEL, gemaakt
from rapporthulp import VARIABELEN, MaakProject

from woonanalyse.opmaak import pandoc
from woonanalyse.opmaak.genoemd import van_document
from woonanalyse.opmaak.instellingen import lees_instellingen

TEKST = "# A {#sec-a}\n\nEen.\n\n# B {#sec-b}\n\nTwee.\n"
UITBREIDING = "report/_extensions/woonanalyse"


@pytest.fixture
def project(maak_project: MaakProject) -> Path:
    return maak_project(TEKST)


def schrijf(wortel: Path, waarde: str) -> None:
    """Give the project a value of `rwp` that nothing names."""
    tekst = VARIABELEN.replace("rwp:\n", f"rwp:\n  nergens: {waarde}\n", 1)
    assert tekst != VARIABELEN
    (wortel / "report/_werk/variabelen.yml").write_text(tekst, encoding="utf-8")


def genoemd(wortel: Path, formaat: Any) -> Any:
    return van_document(lees_instellingen(wortel, formaat))


@pytest.mark.parametrize("formaat", ["pdf", "html"])
def test_what_nobody_names_is_not_read(project: Path, formaat: str) -> None:
    schrijf(project, "Daar")
    assert "regio" in genoemd(project, formaat) and "nergens" not in genoemd(project, formaat)


@pytest.mark.parametrize("erbij", ["$rwp$", "$for(rwp)$$endfor$", "$meta-json$", "$rwp.nergens$"])
def test_a_template_that_names_more_gets_it(project: Path, erbij: str) -> None:
    schrijf(project, "Daar")
    pad = project / UITBREIDING / "typst-show.typ"
    pad.write_text(f"{pad.read_text('utf-8')}\n// {erbij}\n", encoding="utf-8")
    assert genoemd(project, "pdf")["nergens"] == "Daar"


def test_a_filter_of_someone_else_gets_all(project: Path) -> None:
    schrijf(project, "Daar")
    pad = project / UITBREIDING / "tekst.lua"
    pad.write_text(f"{pad.read_text('utf-8')}\n-- eigen\n", encoding="utf-8")
    assert genoemd(project, "pdf")["nergens"] == "Daar"


def test_a_source_of_which_nothing_changed_is_kept(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keren, echt = list[int](), pandoc.roep_aan

    def roep_aan(*rest: Any) -> Any:
        keren.append(1)
        return echt(*rest)

    monkeypatch.setattr(pandoc, "roep_aan", roep_aan)
    schrijf(project, "Daar")
    anders = gemaakt(project, "pdf", monkeypatch)
    keren.clear()
    schrijf(project, "Ginds")
    assert gemaakt(project, "pdf", monkeypatch) == anders and not keren
    assert gemaakt(project, "pdf", monkeypatch, HEEL) == anders and keren
    pad = project / UITBREIDING / "page.typ"
    pad.write_text(f"{pad.read_text('utf-8')}\n// anders\n", encoding="utf-8")
    keren.clear()
    assert gemaakt(project, "pdf", monkeypatch) and keren
