"""Two editions of one region, both published: their difference tells no plan that is not public."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from afschermhulp import (
    LID,
    MAP,
    NAAM,
    VERBORGEN,
    gevonden,
    met_editie,
    plannen,
    tabellen_uit,
    uitgepakt,
    wereld,
)
from hulp import inhoud_van, kopieer_gegevens, schrijf_resultaten

from woonanalyse.document.tabellenbijlage import bijlage
from woonanalyse.kern.concept import Concept
from woonanalyse.onderwerpen.dossierlezer import lees_dossier
from woonanalyse.onderwerpen.editie import Editie
from woonanalyse.onderwerpen.editielezer import lees_editie
from woonanalyse.uitgave.werkboek import werkboek
from woonanalyse.uitkomsten.resultaten import Resultaten
from woonanalyse.uitkomsten.rocrate import rocrate
from woonanalyse.uitkomsten.runs import runs_van

STIL = "GM0163"
"""A municipality of which, but for one hidden plan, all stays as it was."""


def rijen(*erbij: dict[str, Any]) -> list[dict[str, Any]]:
    """Public plans of every member, and `erbij`."""
    dicht = {plan["naam"] for plan in VERBORGEN}
    return [*(plan for plan in plannen() if plan.get("naam") not in dicht), *erbij]


def geheim(rest: int) -> dict[str, Any]:
    return {
        "gemeentecode": STIL, "plan_id": "X1", "planstatus": "1A", "rest": rest, "sloop": 0,
        "naam": "Zandloper", "vertrouwelijkheid": "provincie",
    }  # fmt: skip


def edities(
    wortel: Path, toen: list[dict[str, Any]], nu: list[dict[str, Any]]
) -> tuple[Editie, Editie]:
    kopieer_gegevens(wortel)
    met_editie(wortel, NAAM, toen)
    met_editie(wortel, "2028", nu)
    return lees_editie(wortel, NAAM), lees_editie(wortel, "2028")


def totaal(editie: Editie) -> Any:
    """The hard capacity of STIL as it is shown, <NA> where it is not."""
    rij = editie.invoer[editie.invoer["gemeentecode"] == STIL].iloc[0]
    return rij["hard_ongesplitst"] if rij["telling"] != "bruto" else rij["hard_direct"]


@pytest.mark.enkele(1)
@pytest.mark.parametrize(
    ("toen", "nu"),
    [([], [geheim(211)]), ([geheim(211)], []), ([geheim(211)], [geheim(500)])],
    ids=["came", "went", "grew"],
)
def test_what_changed_does_not_follow_from_what_both_show(
    tmp_path: Path, toen: list[dict[str, Any]], nu: list[dict[str, Any]]
) -> None:
    eerst, dan = edities(tmp_path, rijen(*toen), rijen(*nu))
    assert STIL not in set(eerst.afgeschermd["gemeentecode"])
    assert STIL in set(dan.afgeschermd["gemeentecode"])
    assert dan.invoer.loc[dan.invoer["gemeentecode"] == STIL, "hard_ongesplitst"].isna().all()


def test_nothing_is_hidden_where_nothing_hidden_changed(tmp_path: Path) -> None:
    _, dan = edities(tmp_path, rijen(geheim(211)), rijen(geheim(211)))
    assert dan.afgeschermd.empty


def test_the_edition_is_made_from_the_register_of_before_as_well(tmp_path: Path) -> None:
    """What is made must be made anew where that changes; the first depends on nothing later."""
    eerst, dan = edities(tmp_path, rijen(), rijen(geheim(211)))
    toen = f"data/intern/planregister/{NAAM}-01-01/plannen.csv"
    assert toen in dan.bestanden and dan.eerder == (toen,)
    assert eerst.eerder == ()


def vastgelegd(wortel: Path, jaar: str = NAAM) -> None:
    """The edition of a year and its register as the first concept of it, as `concept` freezes them."""
    concept = Concept(jaar, 1, f"{jaar}-05-01", "0" * 64)
    velden = {"editie": jaar, "nummer": 1, "datum": concept.datum, "grondslag": concept.grondslag}
    bestand = wortel / concept.bestand
    bestand.parent.mkdir(parents=True)
    bestand.write_text(yaml.safe_dump(velden), encoding="utf-8")
    for deel in (f"data/edities/{jaar}.yml", MAP.replace(NAAM, jaar)):
        doel = wortel / concept.invoer / deel
        doel.parent.mkdir(parents=True, exist_ok=True)
        kopieer = shutil.copytree if (wortel / deel).is_dir() else shutil.copy
        kopieer(wortel / deel, doel)


@pytest.mark.lang
@pytest.mark.parametrize(
    ("toen", "nu"),
    [([], [geheim(211)]), ([geheim(211)], []), ([geheim(211)], [geheim(500)])],
    ids=["came", "went", "grew"],
)
def test_what_changed_since_a_concept_does_not_follow_from_both(
    tmp_path: Path, toen: list[dict[str, Any]], nu: list[dict[str, Any]]
) -> None:
    """A concept is of the same reference date: what it froze was shown as well."""
    kopieer_gegevens(tmp_path)
    met_editie(tmp_path, NAAM, rijen(*toen))
    assert lees_editie(tmp_path, NAAM).afgeschermd.empty
    vastgelegd(tmp_path)
    assert lees_editie(tmp_path, NAAM).afgeschermd.empty, "the same register again"
    met_editie(tmp_path, NAAM, rijen(*nu))
    dan = lees_editie(tmp_path, NAAM)
    assert STIL in set(dan.afgeschermd["gemeentecode"])
    assert dan.eerder == (f"data/intern/concepten/{NAAM}/concept-1/invoer/{MAP}/plannen.csv",)


@pytest.mark.lang
def test_what_a_concept_froze_is_in_nothing_that_is_published(tmp_path: Path) -> None:
    """It holds all plans that are not public; the edition of now has none of those any more."""
    wortel = wereld(tmp_path / "project")
    vastgelegd(wortel)
    met_editie(wortel, NAAM, rijen())
    dossier = lees_dossier(wortel, NAAM)
    assert any("concept-1" in pad for pad in dossier.editie.eerder)
    map_ = schrijf_resultaten(dossier, wortel / "uit", wortel)
    resultaten = Resultaten(map_)
    tabellen = resultaten.tabellen()
    crate = rocrate(
        resultaten.pakket,
        resultaten.samen(["herkomst.csv"]),
        runs_van(dossier),
        dossier.zonder_tabel,
    )
    alles = {
        **inhoud_van(map_),
        "crate": json.dumps(crate),
        "rwp.xlsx": werkboek(resultaten.pakket, tabellen, voorbeelddata=False),
        "bijlage": bijlage(tabellen, resultaten.pakket, tabellen["herkomst"], {}),
    }
    assert gevonden(uitgepakt(alles)) == []
    balans = tabellen_uit(alles)["balans.csv"]
    assert "afgeschermd" in set(balans.loc[balans["gemeentecode"] == LID[0]].to_numpy().ravel())
