"""An edition with totals of the region alone: a short, true report and no factsheets."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from hulp import schrijf_resultaten, tabellen_van
from totalenhulp import BESTAND, maak_totalen, maak_van_pagina
from typer.testing import CliRunner

from woonanalyse.cli import app
from woonanalyse.cli.slot import hoofdbevinding, hoofdtabel
from woonanalyse.document import stuk, variabelen
from woonanalyse.kern.fouten import InvoerFout
from woonanalyse.kern.project import resultatenmap
from woonanalyse.onderwerpen.dossier import Dossier
from woonanalyse.onderwerpen.dossierlezer import lees_dossier
from woonanalyse.onderwerpen.editielezer import lees_editie
from woonanalyse.onderwerpen.totalen import beeld
from woonanalyse.uitkomsten.herkomst import herkomst
from woonanalyse.uitkomsten.runs import runs_van, uitkomsten
from woonanalyse.uitvoering.plan import maak_plan


def dossier(wortel: Path, telling: str = "bruto") -> Dossier:
    return lees_dossier(wortel, maak_totalen(wortel, telling))


def test_no_ratio_where_the_two_do_not_count_alike(project: Path) -> None:
    deze = dossier(project)
    frame = tabellen_van(deze)["totalen"]
    assert frame[["dekking_laag", "dekking_hoog"]].isna().all(axis=None)
    zin = beeld.antwoord(frame, "Twente")
    assert "10.090 tot 12.330" in zin and "10.905" in zin and "geen verhouding" in zin
    assert "%" not in zin + stuk.ondertitel(deze.editie)


def test_a_ratio_over_the_band_where_they_do(project: Path) -> None:
    frame = tabellen_van(dossier(project, "netto"))["totalen"]
    (hard,) = frame[frame["soort"] == "capaciteit"].to_dict("records")
    assert hard["dekking_laag"] == pytest.approx(10905 / 10090)
    assert hard["dekking_hoog"] == pytest.approx(10905 / 12330)
    assert "88,4% tot 108,1% van de behoefte" in beeld.verhouding(frame)
    assert frame.loc[frame["soort"] != "capaciteit", "dekking_laag"].isna().all()


def test_every_total_has_its_address(project: Path) -> None:
    deze = dossier(project)
    regels = herkomst(deze, {"totalen": tabellen_van(deze)["totalen"]})
    assert set(regels["bronbestand"]) == {BESTAND} and set(regels["bronrijen"]) == {"2-4"}


def test_the_report_is_about_the_totals_and_has_no_factsheets(project: Path) -> None:
    deze = dossier(project)
    tabellen = tabellen_van(deze)
    tekst = variabelen.variabelen(deze, tabellen, pd.DataFrame())
    assert "Factsheets zijn er niet." in tekst and "totalen: true" in tekst
    for deel in ("behoefte: true", "wijzigingen: true", "gebouwd_bekend: true", "herstel: true"):
        assert deel not in tekst, deel
    assert maak_plan(project, "2018").zonder_bladen


def test_nothing_of_municipalities_is_computed_for_readers(project: Path) -> None:
    deze = dossier(project)
    runs = runs_van(deze)
    gemaakt = set(uitkomsten(runs))
    assert "totalen.csv" in gemaakt and not gemaakt & {
        "balans.csv",
        "balans_gebied.csv",
        "gebouwd.csv",
        "herstel.csv",
        "wijzigingen.csv",
    }
    assert not [run.naam for run in runs if run.notitieboek in ("balans", "kaarten")]


@pytest.mark.lang
def test_the_closing_lines_are_about_what_is_there(project: Path) -> None:
    deze = dossier(project)
    plan = maak_plan(project, "2018")
    schrijf_resultaten(deze, resultatenmap(project, deze.naam), project)
    assert hoofdbevinding(project, plan) == ""
    assert [pad.name for pad in hoofdtabel(project, plan)] == ["totalen.csv"]


def test_such_an_edition_is_not_complete_and_cannot_be_judged(project: Path) -> None:
    maak_totalen(project)
    assert not lees_editie(project, "2018").volledig
    maak_totalen(project, toets=True)
    with pytest.raises(InvoerFout, match="van geen gemeente is iets bekend"):
        lees_editie(project, "2018")


def test_the_command_shows_them(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    maak_totalen(project)
    monkeypatch.chdir(project)
    klaar = CliRunner().invoke(app, ["totalen", "--editie", "2018"])
    assert klaar.exit_code == 0 and "netto geteld" in klaar.output


def test_the_page_can_be_followed(project: Path) -> None:
    maak_van_pagina(project, "docs/handleidingen/regiototalen.md")
    assert lees_editie(project, "2018").alleen_totalen
