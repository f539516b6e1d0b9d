"""From deliveries to an edition, as the how-to says: the register of all parties, and what is shown of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import permutations
from pathlib import Path

import pandas as pd
import pytest
from hulp import balans_van, tabellen_van
from leverhulp import HERTME, MATEN, PEILDATUM, ingevuld, leeg_sjabloon
from tekstwerelden import teksten
from typer.testing import CliRunner

from woonanalyse.cli import app
from woonanalyse.onderwerpen.dossierlezer import lees_dossier
from woonanalyse.uitkomsten.bronrijen import Bronrijen

MAP = f"data/intern/planregister/{PEILDATUM}"
ANDER = "GM0141"
EERSTE = [
    MATEN,
    HERTME | {"planstatus": "1A", "naam": "Geheimveld Oost", "plaats": "Stillegaarde"},
]
LATER = [MATEN | {"plan_id": "0147-00", "naam": "Later erbij", "plaats": "Latergoor"}]
ALMELO = [MATEN | {"gemeentecode": ANDER, "naam": "Overkantveld", "plaats": "Verweg"}]
"""With the id that a plan of the other municipality has too."""
LEVERINGEN = {"a.xlsx": ("GM0147", EERSTE), "b.xlsx": ("GM0147", LATER), "c.xlsx": (ANDER, ALMELO)}
Doe = Callable[..., str]


@pytest.fixture
def doe(project: Path, monkeypatch: pytest.MonkeyPatch) -> Doe:
    monkeypatch.chdir(project)
    monkeypatch.setenv("COLUMNS", "200")
    for naam, (partij, plannen) in LEVERINGEN.items():
        (project / naam).write_bytes(ingevuld(plannen, leeg_sjabloon(partij)))

    def opdracht(*woorden: str) -> str:
        klaar = CliRunner().invoke(app, list(woorden))
        assert klaar.exit_code == 0, klaar.output
        return klaar.output

    return opdracht


def lever(doe: Doe, namen: tuple[str, ...]) -> str:
    """The deliveries in this order, each on a day of its own; what is said of the last."""
    tekst = ""
    for dag, naam in enumerate(namen, start=10):
        wie = ["--partij", LEVERINGEN[naam][0], "--peildatum", PEILDATUM]
        tekst = doe("lever", naam, *wie, "--datum", f"2027-01-{dag}")
    return tekst


def register(wortel: Path) -> dict[str, bytes]:
    return {pad.name: pad.read_bytes() for pad in sorted((wortel / MAP).iterdir())}


def maak_editie(doe: Doe) -> str:
    """The next edition by the command of the how-to; its name."""
    doe("editie", "nieuw", "2027", "--van", "2017", "--peildatum", PEILDATUM)
    return "2027"


@pytest.mark.lang
@pytest.mark.parametrize("elke", [False, pytest.param(True, marks=pytest.mark.lang)])
def test_the_register_is_the_same_whatever_the_order(doe: Doe, project: Path, elke: bool) -> None:
    """The order of delivery, and the reverse; in the longer job each."""
    gemaakt, alle = [], [*permutations(LEVERINGEN)]
    for namen in alle if elke else (alle[0], alle[-1]):
        assert f"{MAP}/plannen.csv" in lever(doe, namen)
        gemaakt.append(register(project))
        for map_ in ("leveringen", "planregister"):
            for pad in sorted((project / "data/intern" / map_).rglob("*"), reverse=True):
                pad.unlink() if pad.is_file() else pad.rmdir()
    assert {f"{t}.csv" for t in ("plannen", "fasering", "categorieen")} <= gemaakt[0].keys()
    assert all(een == gemaakt[0] for een in gemaakt)


def test_the_same_file_again_mends_a_register_that_is_gone(doe: Doe, project: Path) -> None:
    lever(doe, ("a.xlsx", "c.xlsx"))
    eerst = register(project)
    for pad in (project / MAP).iterdir():
        pad.unlink()
    lever(doe, ("a.xlsx",))
    assert register(project) == eerst


def test_a_trial_makes_no_register(doe: Doe, project: Path) -> None:
    doe("lever", "a.xlsx", "--partij", "GM0147", "--peildatum", PEILDATUM, "--proef")
    assert not (project / MAP).exists()


def test_from_deliveries_to_the_balance_as_the_how_to_says(doe: Doe, project: Path) -> None:
    lever(doe, tuple(LEVERINGEN))
    naam = maak_editie(doe)
    doe("controleer", "--editie", naam)
    inhoud = json.loads(doe("balans", "--editie", naam, "--json"))
    assert "Borne" in json.dumps(inhoud) and doe("balans", "--editie", naam)
    balans = balans_van(lees_dossier(project, naam).editie).set_index("gemeentecode")
    assert pd.isna(balans.loc["GM0147", "hard_direct"])  # of one plan, that is not public
    assert "afgeschermd" in json.dumps(inhoud)
    assert balans.loc[ANDER, "hard_uit_te_werken"] == 100


@pytest.mark.lang
def test_nothing_of_a_single_plan_is_in_what_is_published(doe: Doe, project: Path) -> None:
    lever(doe, tuple(LEVERINGEN))
    naam = maak_editie(doe)
    dossier = lees_dossier(project, naam)
    besloten = Bronrijen(dossier).besloten()[f"{MAP}/plannen.csv"]["verborgen"]
    assert {"naam", "plaats", "rest", "tekst"} <= set(besloten)
    tabellen = {n: frame.to_csv() for n, frame in tabellen_van(dossier).items()}
    gemaakt = {**dict(teksten(project, naam)), **tabellen}
    for plan in (*EERSTE, *LATER, *ALMELO):
        woorden = (
            plan["plan_id"],
            plan["naam"],
            plan["plaats"] if plan["plaats"] != "Borne" else "",
        )
        for woord in filter(None, woorden):
            assert not [waar for waar, tekst in gemaakt.items() if woord in tekst], woord
