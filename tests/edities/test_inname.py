"""A published table comes in for the edition that describes it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from hulp import RWP2017
from typer.testing import CliRunner

from woonanalyse.cli import app
from woonanalyse.onderwerpen.editielezer import lees_editie

Doe = Callable[..., str]
BLOK = """
  behoefte:
    vorm: tabel
    bestand: data/raw/behoefte/2027-01-01/behoefte.csv
    kolommen: {gemeente: Naam, netto_behoefte_laag: Laag, netto_behoefte_hoog: Hoog}
    telling: bruto
    beschrijving: {titel: Behoefteraming, uitgever: provincie, vindplaats: brief, licentie: niet vermeld}
"""


@pytest.fixture
def doe(project: Path, monkeypatch: pytest.MonkeyPatch) -> Doe:
    monkeypatch.chdir(project)

    def opdracht(*woorden: str, code: int = 0) -> str:
        klaar = CliRunner().invoke(app, list(woorden))
        assert klaar.exit_code == code, klaar.output
        return " ".join(klaar.output.split())

    opdracht("editie", "nieuw", "2027", "--van", "2017", "--peildatum", "2027-01-01")
    pad = project / "data/edities/2027.yml"
    tekst = pad.read_text(encoding="utf-8").replace(
        "  lezing: landelijk\n", f"  lezing: landelijk{BLOK}"
    )
    pad.write_text(tekst, encoding="utf-8")
    return opdracht


def tabel(project: Path, kop: str = "Naam,Laag,Hoog,Opmerking") -> Path:
    regels = (project / RWP2017).read_text(encoding="utf-8").splitlines()[1:]
    namen = [regel.split(",")[1] for regel in regels]
    pad = project / "raming.csv"
    pad.write_text(
        "\n".join([kop, *(f"{naam},100,130,ja" for naam in namen)]) + "\n", encoding="utf-8"
    )
    return pad


def test_the_table_stands_where_the_edition_says_and_is_read(doe: Doe, project: Path) -> None:
    pad = tabel(project)
    assert "ingenomen: data/raw/behoefte/2027-01-01/behoefte.csv" in doe(
        "lever", "raming.csv", "--editie", "2027"
    )
    doel = project / "data/raw/behoefte/2027-01-01/behoefte.csv"
    assert doel.read_bytes() == pad.read_bytes()
    deze = lees_editie(project, "2027")
    assert set(deze.invoer["netto_behoefte"]) == {100, 130}
    assert (
        deze.invoer[["hard_direct", "hard_uit_te_werken", "hard_ongesplitst"]].isna().all(axis=None)
    )
    bord = doe("editie", "2027")
    assert "Behoefte: 14 ontbreken" in bord and "behoefte, met vervanging na sloop" in bord


@pytest.mark.lang
@pytest.mark.parametrize(
    ("kop", "wat"),
    [("Naam,Laagste,Hoog,Opmerking", "'Laag'"), ("Naam;Laag;Hoog;Opmerking", "'Naam'")],
)
def test_other_heads_are_refused_and_nothing_is_kept(
    doe: Doe, project: Path, kop: str, wat: str
) -> None:
    tabel(project, kop)
    assert wat in doe("lever", "raming.csv", "--editie", "2027", code=2)
    assert not (project / "data/raw/behoefte").exists()


@pytest.mark.enkele(1)
@pytest.mark.parametrize("dag", ["2025-07-01", '"2021"', None])
def test_a_table_has_its_own_day_and_not_that_of_the_edition(
    doe: Doe, project: Path, dag: str | None
) -> None:
    tabel(project)
    if dag:
        pad = project / "data/edities/2027.yml"
        tekst = pad.read_text(encoding="utf-8")
        pad.write_text(
            tekst.replace("vindplaats: brief", f"vindplaats: brief, peildatum: {dag}"), "utf-8"
        )
    gezegd = doe("lever", "raming.csv", "--editie", "2027")
    zij = yaml.safe_load(
        (project / "data/raw/behoefte/2027-01-01/behoefte.csv.yml").read_text("utf-8")
    )
    assert str(zij["peildatum"]) == str(dag).strip('"')
    assert ("van welke dag de tabel is, staat hier niet" in gezegd) == (dag is None)
    assert zij["peildatum_toelichting"] == (
        "Zoals opgegeven in data/edities/2027.yml." if dag else "Niet opgegeven."
    )
    doe("controleer", "--editie", "2027")


def test_a_description_that_was_corrected_later_is_told_with_what_to_do(
    doe: Doe, project: Path
) -> None:
    tabel(project)
    doe("lever", "raming.csv", "--editie", "2027")
    pad = project / "data/edities/2027.yml"
    tekst = pad.read_text(encoding="utf-8").replace("uitgever: provincie", "uitgever: de regio")
    pad.write_text(tekst, encoding="utf-8")
    gezegd = doe("controleer", "--editie", "2027")
    opnieuw = ("lever", "data/raw/behoefte/2027-01-01/behoefte.csv", "--editie", "2027")
    assert (
        "beschrijving.uitgever: staat 'de regio' bij de tabel staat nog 'provincie'"
        in gezegd.replace("; ", " ")
    )
    assert f"woonanalyse {' '.join(opnieuw)}" in gezegd
    doe(*opnieuw)
    assert "bij de tabel staat nog" not in doe("controleer", "--editie", "2027")
