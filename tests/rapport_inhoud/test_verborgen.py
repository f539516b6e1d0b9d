"""A small count of a delivery is in nothing that we make: whatever it is, all comes out the same."""

from __future__ import annotations

import io
import itertools
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import matplotlib as mpl
import pandas as pd
import pytest
from afschermhulp import GETELD, LEVERING, OPENING, met_mensen, uitgepakt
from hulp import (
    WORTEL,
    inhoud_van,
    kopieer_gegevens,
    schrijf_figuren,
    schrijf_resultaten,
    toon_cellen,
)
from typer.testing import CliRunner

from woonanalyse.cli import app
from woonanalyse.document.bijdragen import vakken
from woonanalyse.document.delen import bijlagen
from woonanalyse.document.tabellenbijlage import bijlage
from woonanalyse.kern.beeld.stijl import gebruik_lettertype
from woonanalyse.kern.bestanden import schrijf_csv, schrijf_json
from woonanalyse.kern.catalogus import onderwerpen
from woonanalyse.kern.formulier import formulieren
from woonanalyse.kern.fouten import WoonanalyseFout
from woonanalyse.kern.regio import lees_regio
from woonanalyse.onderwerpen.bereken import bereken, bereken_een
from woonanalyse.onderwerpen.dossierlezer import lees_dossier
from woonanalyse.uitgave.werkboek import werkboek
from woonanalyse.uitkomsten.openbaarheid import eis_openbaar
from woonanalyse.uitkomsten.resultaten import Resultaten
from woonanalyse.uitkomsten.rocrate import rocrate
from woonanalyse.uitkomsten.runs import runs_van
from woonanalyse.uitkomsten.spoor import spoor

EDITIE = "2017"
LID, BUUR = GETELD, "GM0141"

IN_VAKKEN = ["balans", "statushouders", "programma", "scenarios"]
"""The tables that boxes of a factsheet are made from."""


def wereld(wortel: Path, gehuisvest: int, **anders: Any) -> Path:
    """A copy of the data with a delivery, of which the first half-year holds `gehuisvest`."""
    wortel.mkdir()
    kopieer_gegevens(wortel)
    letters = "report/_extensions/woonanalyse/fonts"
    shutil.copytree(WORTEL / letters, wortel / letters)
    return met_mensen(wortel, gehuisvest, BUUR, **anders)


def uitgaven(wortel: Path) -> dict[str, Any]:
    """All that is made of an edition, by name: files, texts, what commands and notebooks show."""
    gebruik_lettertype(wortel)
    dossier = lees_dossier(wortel, EDITIE)
    map_ = schrijf_resultaten(dossier, wortel / "data/processed" / EDITIE, wortel)
    schrijf_figuren(dossier, map_, wortel)
    resultaten = Resultaten(map_)
    tabellen = resultaten.tabellen()
    regels = tabellen["herkomst"]
    ruw = resultaten.samen(["herkomst.csv"])
    crate = rocrate(resultaten.pakket, ruw, runs_van(dossier), dossier.zonder_tabel)
    schrijf_json(map_ / "ro-crate-metadata.json", crate)
    opdrachten: list[list[str]] = [["statushouders"], ["herkomst", f"S{LID[-3:]}"]]
    opdrachten += [["herkomst", f"S{LID[-3:]}.{kolom}"] for kolom in ("saldo", "gerealiseerd")]
    scherm = {
        f"{' '.join(woorden)} {json_}": CliRunner()
        .invoke(app, [*woorden, "--editie", EDITIE, *([json_] if json_ else [])])
        .output
        for woorden in opdrachten
        for json_ in ("", "--json")
    }
    for kolom in ("gerealiseerd", "saldo", "opgave"):
        for halfjaar in ("2016-2", "2017-1"):
            adres = f"S{LID[-3:]}.{kolom}.{halfjaar}"
            klaar = CliRunner().invoke(app, ["waarom", adres, "--editie", EDITIE])
            assert klaar.exit_code == 0, klaar.output
            scherm[f"waarom {adres}"] = klaar.output
    leden = dossier.regio.gemeenten.set_index("gemeentecode")["gemeente"]
    for naam in (leden[LID], dossier.regio.naam):
        uit = "data/processed/proef"
        scherm[naam] = repr(toon_cellen("statushouders", editie=EDITIE, gemeente=naam, uit=uit))
    return {
        **inhoud_van(wortel / "data/processed"),
        **scherm,
        "werkboek": werkboek(resultaten.pakket, tabellen, voorbeelddata=False),
        "bijlagen": repr(bijlagen(dossier, resultaten)),
        "bijlage": bijlage(tabellen, resultaten.pakket, regels, {}),
        "vakken": repr(vakken(dossier, bereken(dossier, IN_VAKKEN))(LID)),
    }


@pytest.fixture(scope="module")
def gemaakt(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[int, dict[str, Any]]]:
    """By number housed all that comes out, from folders of the same name."""
    met = pytest.MonkeyPatch()
    alles = {}
    with mpl.rc_context():
        for getal in (1, 4, 9):
            wortel = wereld(tmp_path_factory.mktemp("verborgen") / "project", getal)
            met.chdir(wortel)
            alles[getal] = uitgaven(wortel)
    yield alles
    met.undo()


@pytest.mark.lang
@pytest.mark.traag
def test_nothing_tells_two_small_counts_apart(gemaakt: dict[int, dict[str, Any]]) -> None:
    een, ander = gemaakt[1], gemaakt[4]
    assert [naam for naam in een if een[naam] != ander[naam]] == []


@pytest.mark.lang
@pytest.mark.traag
def test_a_count_that_is_not_small_is_seen(gemaakt: dict[int, dict[str, Any]]) -> None:
    """Else the comparison above says nothing."""
    gezien = {naam for naam in gemaakt[9] if gemaakt[9][naam] != gemaakt[1][naam]}
    assert {"statushouders --json", "werkboek", "bijlage"} <= gezien
    assert f"waarom S{LID[-3:]}.saldo.2016-2" in gezien
    assert {f"{EDITIE}/statushouders.csv", f"proef/delen/statushouders-{LID}.csv"} <= gezien


@pytest.mark.lang
@pytest.mark.traag
def test_what_follows_from_it_is_nowhere(gemaakt: dict[int, dict[str, Any]]) -> None:
    """The opening balance is shown, the balance after a small count is not, nor the text beside it."""
    alles = gemaakt[4].values()
    tekst = "\n".join(w if isinstance(w, str) else w.decode(errors="ignore") for w in alles)
    assert str(OPENING) in tekst and "merk4merk" not in tekst
    assert "niet openbaar" in tekst
    csv = io.BytesIO(gemaakt[4][f"{EDITIE}/statushouders.csv"])
    frame = pd.read_csv(csv, dtype=str).set_index(["gemeentecode", "halfjaar"]).loc[LID]
    toen, nu = frame.loc["2016-2"], frame.loc["2017-1"]
    assert (toen[["gerealiseerd", "saldo", "percentage"]] == "afgeschermd").all()
    assert (nu[["overloop", "opgave", "saldo", "percentage"]] == "afgeschermd").all()
    assert nu["gerealiseerd"] == "77"
    for getal in range(1, 5):
        saldo = int(toen["opgave"]) - getal
        for schrijfwijze in (str(saldo), f"{saldo:,}".replace(",", ".")):
            assert schrijfwijze not in tekst


@pytest.mark.lang
@pytest.mark.traag
def test_in_every_form_it_is_afgeschermd(gemaakt: dict[int, dict[str, Any]]) -> None:
    """Neither 0, nor onbekend, nor empty: where a number that is not small is shown, that word stands."""
    alles = gemaakt[4]
    leden = lees_regio(WORTEL).gemeenten.set_index("gemeentecode")["gemeente"]
    vormen = ["statushouders ", "statushouders --json", "bijlage", leden[LID]]
    vormen += [f"waarom S{LID[-3:]}.{k}.2016-2" for k in ("gerealiseerd", "saldo")]
    vormen += [f"{EDITIE}/datapackage.json", f"proef/delen/statushouders-{LID}.csv"]
    zonder = [naam for naam in vormen if "afgeschermd" not in str(alles[naam])]
    assert zonder == []
    boek = uitgepakt({"boek": alles["werkboek"]})
    assert any("afgeschermd" in tekst for tekst in boek.values())
    assert "| afgeschermd" in str(alles["bijlage"])
    assert "| afgeschermd" not in str(gemaakt[9]["bijlage"])


@pytest.mark.lang
@pytest.mark.traag
def test_the_columns_of_a_form_that_are_hidden_are_in_no_trail(
    gemaakt: dict[int, dict[str, Any]],
) -> None:
    gevonden = json.loads(gemaakt[4][f"herkomst S{LID[-3:]} --json"])
    (bron,) = [bron for bron in gevonden["bronnen"] if bron["bestand"] == LEVERING]
    dicht = formulieren()["statushouders"].verborgen()
    assert "aantal" in dicht and len(bron["rijen"]) == 3
    for rij in bron["rijen"]:
        assert {rij[kolom] for kolom in dicht} == {"niet openbaar"}
        assert rij["gemeentecode"] == LID


def test_a_file_that_its_sidecar_closes_is_in_no_trail(tmp_path: Path) -> None:
    wortel = wereld(tmp_path / "project", 9, niveau="regio")
    doel = wortel / "data/processed" / EDITIE
    map_ = schrijf_resultaten(lees_dossier(wortel, EDITIE), doel, wortel)
    gevonden = spoor(wortel, map_, f"S{LID[-3:]}")["bronnen"]
    (bron,) = [bron for bron in gevonden if bron["bestand"] == LEVERING]
    assert bron["afgeschermd"] and not bron["rijen"]


def test_a_slice_that_did_not_pass_the_gate_is_refused(tmp_path: Path) -> None:
    """A notebook that writes the numbers of the model itself stops the join, which does not say them."""
    dossier = lees_dossier(wereld(tmp_path / "project", 3), EDITIE)
    alles = bereken(dossier, ["statushouders"], niveau="intern")["statushouders"]
    rij = (alles["gemeentecode"] == LID) & (alles["halfjaar"] == "2016-2")
    assert list(alles.loc[rij, "gerealiseerd"]) == [3]
    schrijf_csv(tmp_path / "uit/delen/een.csv", alles)
    resultaten = Resultaten(tmp_path / "uit")
    with pytest.raises(WoonanalyseFout, match="niet openbaar") as fout:
        eis_openbaar("statushouders", resultaten.deel("statushouders", "delen/een.csv"))
    assert "gerealiseerd" in str(fout.value) and "3" not in str(fout.value)
    schrijf_csv(tmp_path / "uit/delen/een.csv", bereken_een(dossier, "statushouders"))
    eis_openbaar("statushouders", resultaten.deel("statushouders", "delen/een.csv"))


def test_columns_that_a_declaration_names_are_there() -> None:
    """Of result tables by their schema; a name that is none would hide nothing."""
    for onderwerp in onderwerpen():
        for tabel in onderwerp.tabellen:
            regels = onderwerp.openbaarheid.get(tabel.naam)
            if regels is None:
                continue
            klein = regels.klein.kolommen if regels.klein else ()
            genoemd = itertools.chain(regels.kolommen, regels.reeks, regels.negatief, klein)
            assert set(genoemd) <= set(tabel.velden), tabel.naam
        assert set(onderwerp.openbaarheid) <= {
            *(tabel.naam for tabel in onderwerp.tabellen), *onderwerp.tussentabellen
        }  # fmt: skip
