"""What colleges decide counts for the agreements by itself, as long as they run."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from leverhulp import registerboek, schrijf
from typer.testing import CliRunner

from woonanalyse.cli import app

BESLUIT = {
    "status": "besluit", "zekerheid": "letterlijk", "bronsoort": "besluit", "datum": "2027-09-07",
    "editie": "2017", "concept": "", "uitkomst": "",
}  # fmt: skip


def roep(*delen: str) -> str:
    klaar = CliRunner().invoke(app, list(delen))
    assert klaar.exit_code == 0, klaar.output
    return klaar.stdout


@pytest.fixture
def lopend(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project in which the agreements run on, seen from the end of 2027."""
    monkeypatch.chdir(project)
    afspraken = project / "data/afspraken.yml"
    afspraken.write_text(afspraken.read_text("utf-8").replace("2020-12-31", "2030-12-31"), "utf-8")
    editie = project / "data/edities/2017.yml"
    regels = editie.read_text(encoding="utf-8").splitlines()
    data = ("stand_per:", "rapportdatum:")
    over = [regel for regel in regels if not regel.startswith(data)]
    editie.write_text("\n".join([*over, "stand_per: 2027-12-31", ""]), encoding="utf-8")
    concept = project / "data/intern/concepten/2017/concept-1.yml"
    concept.parent.mkdir(parents=True)
    inhoud = f"editie: '2017'\nnummer: 1\ndatum: '2027-05-01'\ngrondslag: '{'0' * 64}'\n"
    concept.write_text(inhoud, encoding="utf-8")
    return project


def lever(project: Path, register: str, *rijen: dict[str, Any]) -> None:
    pad = project / f"{register}.xlsx"
    pad.write_bytes(registerboek(register, list(rijen)))
    roep("lever", str(pad), "--datum", "2027-09-10")


def standen(artikel: int) -> dict[str, str]:
    """Of each party the last state of an article."""
    rijen = json.loads(roep("afspraken", "--editie", "2017", "--json"))
    eigen = [rij for rij in rijen if rij["artikel"] == artikel]
    return {rij["partij"]: rij["status"] for rij in eigen}


def test_a_decision_on_the_programme_counts_unless_it_adopts_nothing(lopend: Path) -> None:
    over = BESLUIT | {"soort": "wijziging RWP", "concept": "1"}
    uitkomsten = {
        "GS": "ongewijzigd", "GM0147": "met voorbehoud", "GM0141": "afgewezen",
        "GM0163": "niet behandeld",
    }  # fmt: skip
    toen = standen(11)

    lever(
        lopend, "besluiten", *(over | {"partij": p, "uitkomst": u} for p, u in uitkomsten.items())
    )

    nu = standen(11)
    assert (nu["GS"], nu["Borne"]) == ("op koers", "op koers")
    assert (nu["Almelo"], nu["Hellendoorn"]) == (toen["Almelo"], toen["Hellendoorn"])


def test_decisions_on_priorities_and_strategy_count(lopend: Path) -> None:
    lever(
        lopend,
        "besluiten",
        BESLUIT | {"soort": "prioritering", "partij": "GM0147"},
        BESLUIT | {"soort": "programmeringsstrategie", "partij": "GM0147"},
    )

    assert standen(12)["Borne"] == "vastgelegd"
    assert standen(16)["Borne"] == "op koers"


def test_coordination_counts(lopend: Path) -> None:
    rij = {
        "partij": "GM0147", "datum": "2027-03-01", "zekerheid": "letterlijk", "bronsoort": "eigen stuk",
        "overheid": "gemeenten", "uitkomst": "akkoord", "woningen": 120, "vervangend": "nee",
    }  # fmt: skip

    lever(lopend, "afstemming", rij)

    assert standen(18)["Borne"] == "gehaald"


def test_a_delivery_of_plans_counts_for_its_year(lopend: Path) -> None:
    pad = schrijf(lopend, "borne.xlsx")
    keuzes = ["--partij", "Borne", "--peildatum", "2027-01-01", "--datum", "2027-01-20"]
    roep("lever", str(pad), *keuzes)

    rijen = json.loads(roep("afspraken", "--editie", "2017", "--json"))
    eigen = [
        r for r in rijen if r["artikel"] == 24 and r["partij"] == "Borne" and "2027" in r["periode"]
    ]
    assert [rij["status"] for rij in eigen] == ["gehaald"]


def test_a_decision_is_about_a_concept_that_was_frozen(lopend: Path) -> None:
    rij = BESLUIT | {"soort": "wijziging RWP", "concept": "2", "uitkomst": "ongewijzigd"}
    pad = lopend / "besluiten.xlsx"
    pad.write_bytes(registerboek("besluiten", [rij | {"partij": "GM0147"}]))

    klaar = CliRunner().invoke(app, ["lever", str(pad), "--datum", "2027-09-10"])

    assert klaar.exit_code == 2
    assert "kolom G (concept): staat '2'; verwacht: een van 1" in " ".join(klaar.output.split())
