"""The next edition: its file, what it works for at once, and the board of what was delivered."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hulp import WORTEL, kopieer_gegevens, vervang
from leverhulp import HERTME, MATEN, PARTIJ, PEILDATUM, ingevuld
from typer.testing import CliRunner

from woonanalyse.cli import app
from woonanalyse.document import onderdelen
from woonanalyse.edities.nieuw import maak
from woonanalyse.kern.fouten import InvoerFout
from woonanalyse.kern.regio import lees_regio
from woonanalyse.onderwerpen.bereken import bereken_een
from woonanalyse.onderwerpen.dossierlezer import lees_dossier
from woonanalyse.onderwerpen.editielezer import lees_editie, standaardeditie
from woonanalyse.onderwerpen.reeks import nieuwste

DAG = "2027-05-01"
NIEUW = ("editie", "nieuw", "2027", "--van", "2021", "--peildatum", PEILDATUM)
Doe = Callable[..., str]


@pytest.fixture
def doe(project: Path, monkeypatch: pytest.MonkeyPatch) -> Doe:
    monkeypatch.chdir(project)

    def opdracht(*woorden: str, code: int = 0, breed: int = 80) -> str:
        monkeypatch.setenv("COLUMNS", str(breed))
        klaar = CliRunner().invoke(app, list(woorden))
        assert klaar.exit_code == code, klaar.output
        return klaar.output

    return opdracht


@pytest.fixture(scope="module")
def _gemaakt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project in which the edition was made, that no test changes."""
    project = kopieer_gegevens(tmp_path_factory.mktemp("nieuw"))
    with pytest.MonkeyPatch.context() as even:
        even.chdir(project)
        klaar = CliRunner().invoke(app, list(NIEUW))
    assert klaar.exit_code == 0, klaar.output
    return project


@pytest.fixture
def nieuw(_gemaakt: Path, project: Path) -> None:
    """The edition was made."""
    shutil.copytree(_gemaakt, project, dirs_exist_ok=True)


def bestand(project: Path, naam: str = "2027") -> Path:
    return project / f"data/edities/{naam}.yml"


def geleverd(doe: Doe, project: Path, *plannen: dict[str, object]) -> None:
    (project / "plannen-borne.xlsx").write_bytes(ingevuld(plannen))
    doe(
        "lever", "plannen-borne.xlsx", "--partij", PARTIJ, "--peildatum", PEILDATUM,
        "--datum", "2027-01-20",
    )  # fmt: skip


def bord(doe: Doe) -> dict[str, dict[str, Any]]:
    """By municipality what the board says."""
    inhoud = json.loads(doe("editie", "2027", "--json"))
    return {regel["gemeente"]: regel for regel in inhoud["regels"]}


def test_what_stays_goes_over_and_what_must_be_chosen_is_marked(doe: Doe, project: Path) -> None:
    doe(*NIEUW)
    tekst = bestand(project).read_text(encoding="utf-8")
    velden = yaml.safe_load(tekst)
    eerder = yaml.safe_load(bestand(project, "2021").read_text(encoding="utf-8"))
    for naam in ("definitie", "vergelijk", "toets", "toets_toelichting"):
        assert velden[naam] == eerder[naam], naam
    assert velden["voorganger"] == "2021" and velden["balans"]["vorm"] == "planregister"
    assert tekst.count("# KIES") >= 4
    for weg in ("gebiedsbehoefte", "ernaast", "behoefte_later"):
        assert weg not in velden, weg


def test_a_running_agreement_makes_the_edition_a_test_of_it(doe: Doe, project: Path) -> None:
    doe("editie", "nieuw", "2018", "--van", "2017", "--peildatum", "2018-01-01")
    deze = lees_editie(project, "2018")
    assert (
        deze.opzet.toets
        and deze.opzet.bandbreedte == lees_editie(project, "2017").opzet.bandbreedte
    )
    assert (deze.opzet.periode.van, deze.opzet.periode.tot_en_met) == (2018, 2027)


def test_with_norms_of_its_own_the_norms_go_over(doe: Doe, project: Path) -> None:
    doe("editie", "nieuw", "2027", "--van", "2022", "--peildatum", PEILDATUM)
    deze = lees_editie(project, "2027")
    assert deze.opzet.normen and not deze.alleen_normen


@pytest.mark.usefixtures("nieuw")
def test_nothing_is_delivered_yet_so_all_is_onbekend_and_asked_for(doe: Doe, project: Path) -> None:
    assert "er zijn nog geen plannen geleverd" in doe("controleer", "--editie", "2027")
    dossier = lees_dossier(project, "2027")
    balans = bereken_een(dossier, "balans")
    assert len(balans) == 14 and balans[["behoefte", "hard_totaal", "dekking"]].isna().all(
        axis=None
    )
    tabellen = {"balans": balans}
    assert onderdelen.kop(dossier, tabellen).startswith("Nog te leveren: ")
    tafel = onderdelen.tafel(dossier, tabellen).markdown
    assert "Plannen per gemeente" in tafel and "Behoefte per gemeente" in tafel


@pytest.mark.usefixtures("nieuw")
def test_a_part_names_the_municipalities_that_it_still_lacks(doe: Doe, project: Path) -> None:
    geleverd(doe, project, MATEN)
    dossier = lees_dossier(project, "2027")
    balans = bereken_een(dossier, "balans")
    (deel,) = [
        d
        for d in onderdelen.ontbrekend(dossier, {"balans": balans})
        if d["deel"] == "Plannen per gemeente"
    ]
    assert "Almelo" in deel["nodig"] and "Borne" not in deel["nodig"]


@pytest.mark.parametrize(
    ("naam", "van", "peildatum", "zegt"),
    [
        ("2021", "2017", "2021-01-01", "een naam die er nog niet is"),
        ("20 27", "2021", PEILDATUM, "letters, cijfers en streepjes"),
        ("../2027", "2021", PEILDATUM, "letters, cijfers en streepjes"),
        ("nieuw", "2021", PEILDATUM, "niet: nieuw"),
        ("2027", "2020", PEILDATUM, "een van 2015, 2017"),
        ("2027", "2021", "2027-02-30", "een dag die bestaat"),
        ("2027", "2021", "1-1-2027", "een dag die bestaat"),
        ("2027", "2021", "2020-01-01", "een dag na de peildatum"),
        ("2018", "2021", "2018-01-01", "een eerdere editie schrijft u zelf"),
    ],
)
def test_a_wrong_question_writes_nothing(naam: str, van: str, peildatum: str, zegt: str) -> None:
    voor = sorted((WORTEL / "data/edities").iterdir())
    with pytest.raises(InvoerFout, match=zegt):
        maak(WORTEL, naam, van, peildatum)
    assert sorted((WORTEL / "data/edities").iterdir()) == voor


def test_a_question_without_its_answers_is_asked_again(doe: Doe) -> None:
    for deel in (("--van", "2021"), ("--peildatum", PEILDATUM)):
        assert "--van 2021 --peildatum" in " ".join(
            doe("editie", "nieuw", "2027", *deel, code=2).split()
        )


def test_all_that_is_wrong_is_said_at_once(doe: Doe) -> None:
    tekst = doe("editie", "nieuw", "a b", "--van", "x", "--peildatum", "nu", code=2)
    assert "3 problemen" in tekst


def test_where_the_rest_of_the_data_is_wrong_no_edition_is_left_behind(
    doe: Doe, project: Path
) -> None:
    vervang(project / "data/regio.yml", "naam: Twente", "naam: Twente\nonzin: 1")
    doe(*NIEUW, code=2)
    assert not bestand(project).exists()


@pytest.mark.usefixtures("nieuw")
def test_the_new_edition_is_not_the_default_until_it_is_complete(doe: Doe, project: Path) -> None:
    regio = lees_regio(project)
    assert standaardeditie(project, regio)[0] == "2017"
    assert nieuwste(project, regio) == "2027"


def test_a_scenario_is_never_the_default(doe: Doe, project: Path) -> None:
    scenario = bestand(project, "2030")
    tekst = bestand(project, "2017").read_text(encoding="utf-8")
    scenario.write_text(tekst.replace('"2017"', '"2030"') + "scenario: true\n", encoding="utf-8")
    regio = lees_regio(project)
    assert lees_editie(project, "2030").volledig
    assert standaardeditie(project, regio)[0] == "2017" and nieuwste(project, regio) == "2022"
    assert "dit is een scenario" in doe("balans", "--editie", "2030")
    assert lees_dossier(project, "2030").merken == ("scenario",)


@pytest.mark.lang
@pytest.mark.usefixtures("nieuw")
def test_a_scenario_says_so_everywhere_and_asks_nobody_for_anything(
    doe: Doe, project: Path
) -> None:
    pad = bestand(project)
    pad.write_text(f"{pad.read_text(encoding='utf-8')}scenario: true\n", encoding="utf-8")
    tekst = doe("editie", "2027")
    assert "Dit is een scenario" in tekst and "Nog nodig" not in tekst
    inhoud = json.loads(doe("editie", "2027", "--json"))
    assert inhoud["scenario"] and inhoud["nodig"] == []
    assert "Editie 2027 is een scenario" in doe("verschil", "2021", "2027")
    vervolg = ("editie", "nieuw", "2028", "--van", "2027", "--peildatum", "2028-01-01")
    assert "die geen scenario is" in doe(*vervolg, code=2)
    assert "dit is een scenario" in doe("concept", "--editie", "2027", "--datum", DAG, code=2)


@pytest.mark.usefixtures("nieuw")
def test_the_board_says_what_came_and_what_is_next(doe: Doe, project: Path) -> None:
    geleverd(doe, project, MATEN)
    regels = bord(doe)
    assert regels["Borne"]["plannen"] == "geleverd" and regels["Borne"]["versie"] == 1
    assert regels["Borne"]["stand"] == "ambtelijk" and regels["Almelo"]["stand"] == ""
    assert regels["Almelo"]["plannen"] == "ontbreekt" and regels["Almelo"]["versie"] == 0
    inhoud = json.loads(doe("editie", "2027", "--json"))
    assert inhoud["totalen"]["plannen"] == {"geleverd": 1, "met opmerkingen": 0, "ontbreekt": 13}
    nodig = [een for een in inhoud["nodig"] if een["wat"] == "plannen"]
    assert len(nodig) == 13 and "Borne" not in [een["van"] for een in nodig]


@pytest.mark.lang
@pytest.mark.usefixtures("nieuw")
def test_every_command_that_the_board_gives_does_what_it_says(doe: Doe, project: Path) -> None:
    inhoud = json.loads(doe("editie", "2027", "--json"))
    almelo = next(een for een in inhoud["nodig"] if een["van"] == "Almelo")
    gemaakt = doe(*almelo["maken"].split()[1:]).strip()
    assert gemaakt == almelo["bestand"] and (project / gemaakt).is_file()
    plan = MATEN | {"gemeentecode": "GM0141", "plan_id": "0141-1"}
    naam = Path(gemaakt).name
    (project / naam).write_bytes(ingevuld([plan], (project / gemaakt).read_bytes()))
    doe(*almelo["innemen"].split()[1:], "--datum", "2027-01-20")
    assert bord(doe)["Almelo"]["plannen"] == "geleverd"


@pytest.mark.usefixtures("nieuw")
def test_a_warning_without_an_answer_is_a_remark(doe: Doe, project: Path) -> None:
    geleverd(doe, project, MATEN, HERTME | {"naam": MATEN["naam"], "plaats": MATEN["plaats"]})
    borne = bord(doe)["Borne"]
    assert borne["plannen"] == "met opmerkingen" and borne["open"]
    assert "opmerking" in doe("editie", "2027")


@pytest.mark.usefixtures("nieuw")
def test_the_board_fits_on_eighty_columns(doe: Doe, project: Path) -> None:
    geleverd(doe, project, MATEN)
    regels = doe("editie", "2027").splitlines()
    assert max(map(len, regels)) <= 80
    assert sum(naam in regel for regel in regels for naam in ("Almelo ", "Hof van Twente ")) >= 2


@pytest.mark.usefixtures("nieuw")
def test_registers_count_from_the_edition_before(doe: Doe, project: Path) -> None:
    voor = bord(doe)["Losser"]["registers"]["besluiten"]
    pad = project / "data/registers/besluiten.csv"
    kop = pad.read_text(encoding="utf-8").splitlines()[0]
    rij = dict(zip(kop.split(","), [""] * 40, strict=False))
    rij |= {
        "voorbeelddata": "nee", "datum": "2026-11-05", "partij": "GM0168", "besluitnummer": "1",
        "soort": "opvolger van het RWP", "bron": "besluit", "bronsoort": "besluit",
        "zekerheid": "letterlijk", "status": "besluit",
    }  # fmt: skip
    with pad.open("a", encoding="utf-8") as bron:
        bron.write(",".join(rij.values()) + "\n")
    assert (voor, bord(doe)["Losser"]["registers"]["besluiten"]) == ("ontbreekt", "geleverd")
