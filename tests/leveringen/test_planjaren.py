"""From two deliveries to what became of each plan, and the questions that a person answers in a workbook."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hulp import kopieer_gegevens
from leverhulp import PARTIJ
from openpyxl import load_workbook
from planjarenhulp import NIEUW, NU, OUD, TOEN, lijst, plan, vul
from typer.testing import CliRunner

from woonanalyse.cli import app
from woonanalyse.kern import logboek

LIJST = "data/intern/koppelingen.csv"
Doe = Callable[..., str]


@pytest.fixture(scope="module")
def _geleverd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with two deliveries, that no test changes."""
    project = tmp_path_factory.mktemp("geleverd") / "project"
    project.mkdir()
    kopieer_gegevens(project)
    with pytest.MonkeyPatch.context() as even:
        even.chdir(project)
        for dag, plannen in ((TOEN, OUD), (NU, NIEUW)):
            (project / f"{dag}.xlsx").write_bytes(lijst(plannen))
            woorden = ["lever", f"{dag}.xlsx", "--partij", PARTIJ, "--peildatum", dag]
            klaar = CliRunner().invoke(app, woorden)
            assert klaar.exit_code == 0, klaar.output
    return project


@pytest.fixture
def project(_geleverd: Path, tmp_path: Path) -> Path:
    return shutil.copytree(_geleverd, tmp_path / "project")


@pytest.fixture
def roep(project: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """Run the command in a project with two deliveries."""
    monkeypatch.chdir(project)
    monkeypatch.setenv("COLUMNS", "200")
    return lambda *woorden: CliRunner().invoke(app, list(woorden))


@pytest.fixture
def doe(roep: Callable[..., Any]) -> Doe:
    def opdracht(*woorden: str, code: int = 0) -> str:
        klaar = roep("verschil", TOEN, NU, *woorden)
        assert klaar.exit_code == code, klaar.output
        return str(klaar.stdout + klaar.stderr)

    return opdracht


def gegeven(doe: Doe) -> dict[str, Any]:
    """The answer as JSON, without the warnings behind it."""
    inhoud: dict[str, Any] = json.JSONDecoder().raw_decode(doe("--json"))[0]
    return inhoud


def soorten(doe: Doe) -> dict[str, str]:
    plannen = gegeven(doe)["plannen"]
    return {p["naam_nu"] or p["naam_toen"]: p["soort"] for p in plannen}


def test_what_became_of_each_plan(doe: Doe) -> None:
    assert soorten(doe) == {
        "Molenweide": "gewijzigd", "Kerkstraat 12": "onbeslist", "Kerkstraat 16": "onbeslist",
        "Stationshof": "gebouwd of vervallen", "De Es": "gewijzigd", "Weverij": "ingetrokken",
        "Brinkhoek": "nieuw", "Spoorpark": "nieuw",
    }  # fmt: skip


def test_the_account_closes(doe: Doe) -> None:
    rekening = gegeven(doe)["rekening"]
    for deel, begin, eind in (("totaal", 290, 260), ("hard", 78, 180)):
        posten = {r["post"]: r["woningen"] for r in rekening if r["deel"] == deel}
        assert (posten["toen"], posten["nu"]) == (begin, eind)
        assert begin + sum(n for p, n in posten.items() if p not in ("toen", "nu")) == eind


def test_the_screen_has_the_account_and_each_plan_that_changed(doe: Doe) -> None:
    tekst = doe()
    assert "op 1 januari 2026" in tekst and "werd hard" in tekst and "Borne" in tekst
    assert "Molenweide (1A, 40) → Molenweide (1A, 36): aantal woningen" in tekst
    assert "1 vraag of twee plannen hetzelfde zijn" in tekst and PARTIJ not in tekst


@pytest.mark.enkele(1)
@pytest.mark.parametrize(
    ("oordeel", "soort"), [("zelfde", "gewijzigd"), ("ander", "nieuw"), ("splitsing", "gewijzigd")]
)
def test_a_question_is_answered_once(doe: Doe, project: Path, oordeel: str, soort: str) -> None:
    doe("--naar", "vragen.xlsx")
    vul(project / "vragen.xlsx", {"Kerkstraat 12": oordeel.capitalize()})
    lees = ["--antwoorden", "vragen.xlsx", "--rol", "planoloog", "--datum", "2027-02-01"]
    assert "1 antwoord bewaard" in doe(*lees)
    assert soorten(doe)["Kerkstraat 16"] == soort
    assert gegeven(doe)["vragen"] == []
    bewaard = (project / LIJST).read_bytes()
    assert "planoloog" in bewaard.decode() and "2027-02-01" in bewaard.decode()
    (acte,) = [regel for regel in logboek.lees(project) if regel.handeling == "koppeling"]
    assert (acte.rol, acte.datum) == ("planoloog", "2027-02-01")
    assert acte.onderwerp == f"1 antwoord over plannen van {TOEN} en {NU}"
    assert "0 antwoorden bewaard" in doe(*lees) and (project / LIJST).read_bytes() == bewaard
    boek = load_workbook(project / "vragen.xlsx")
    doe("--naar", "vragen.xlsx")
    assert boek["Vragen"].max_row == 2
    assert load_workbook(project / "vragen.xlsx")["Vragen"].max_row == 1


def test_an_answer_that_contradicts_one_that_is_kept_is_refused(doe: Doe, project: Path) -> None:
    doe("--naar", "vragen.xlsx")
    lees = ["--antwoorden", "vragen.xlsx", "--rol", "planoloog"]
    vul(project / "vragen.xlsx", {"Kerkstraat 12": "zelfde"})
    doe(*lees)
    bewaard = (project / LIJST).read_bytes()
    vul(project / "vragen.xlsx", {"Kerkstraat 12": "ander"})
    tekst = doe(*lees, code=2)
    assert "blad Vragen, rij 2, kolom N (antwoord)" in tekst and "verwacht: zelfde" in tekst
    assert (project / LIJST).read_bytes() == bewaard


@pytest.mark.enkele(2)
@pytest.mark.parametrize(
    ("antwoord", "anders", "melding"),
    [
        ("misschien", {}, "staat 'misschien'; verwacht: een van zelfde, ander"),
        ("zelfde", {f"kenmerk_{NU}": "B9"}, "het kenmerk van een plan in het register"),
        ("zelfde", {f"naam_{TOEN}": "Kerkstraat 11"}, "rij 2, kolom C"),
        ("zelfde", {"toelichting": "navraag bij dhr. Jansen"}, "hier staat een aanspreekvorm"),
        ("", {"toelichting": "zie het besluit"}, "een antwoord bij deze toelichting"),
        ("zelfde", {"antwoord": "zelfde", f"kenmerk_{NU}": ""}, "het kenmerk van een plan"),
    ],
)
def test_what_cannot_be_is_refused_with_its_cell(
    doe: Doe, project: Path, antwoord: str, anders: dict[str, str], melding: str
) -> None:
    doe("--naar", "vragen.xlsx")
    vul(project / "vragen.xlsx", {"Kerkstraat 12": antwoord}, **anders)
    tekst = doe("--antwoorden", "vragen.xlsx", "--rol", "planoloog", code=2)
    assert melding in tekst and "vragen.xlsx, blad Vragen, rij 2" in tekst
    assert not (project / LIJST).exists()


def test_answers_that_were_not_read_are_not_overwritten(doe: Doe, project: Path) -> None:
    doe("--naar", "vragen.xlsx")
    doe("--naar", "vragen.xlsx")
    vul(project / "vragen.xlsx", {"Kerkstraat 12": "zelfde"})
    staat = (project / "vragen.xlsx").read_bytes()
    assert "--antwoorden vragen.xlsx" in doe("--naar", "vragen.xlsx", code=2)
    (project / "eigen.xlsx").write_bytes(lijst([]))
    doe("--naar", "eigen.xlsx", code=2)
    assert (project / "vragen.xlsx").read_bytes() == staat


@pytest.mark.lang
def test_an_answer_on_a_plan_that_is_gone_since_is_said_and_not_followed(
    doe: Doe, roep: Callable[..., Any], project: Path
) -> None:
    doe("--naar", "vragen.xlsx")
    vul(project / "vragen.xlsx", {"Kerkstraat 12": "zelfde"})
    doe("--antwoorden", "vragen.xlsx", "--rol", "planoloog")
    (project / "later.xlsx").write_bytes(lijst([p for p in NIEUW if p["plan_id"] != "B2"]))
    wie = ["--partij", PARTIJ, "--peildatum", NU, "--vervang"]
    assert roep("lever", "later.xlsx", *wie).exit_code == 0
    tekst = doe()
    assert f"{LIJST}, rij 2" in tekst and "dit antwoord telt niet" in tekst


def test_the_workbook_is_the_same_each_time_and_says_what_is_not_public(
    doe: Doe, project: Path
) -> None:
    assert "niet alle plannen zijn openbaar" in doe("--naar", "een.xlsx")
    doe("--naar", "twee.xlsx")
    assert (project / "een.xlsx").read_bytes() == (project / "twee.xlsx").read_bytes()
    boek = load_workbook(project / "een.xlsx")
    assert boek.sheetnames == ["Uitleg", "Rekening", "Plannen", "Vragen"]
    tekst = " ".join(str(cel) for rij in boek["Plannen"].values for cel in rij)
    assert all(p["naam"] in tekst for p in [*OUD, *NIEUW])
    assert str(boek["Uitleg"]["A2"].value).startswith("Intern")
    assert str(boek.properties.title).startswith("Intern")
    assert all("Intern" in str(blad.oddHeader.left.text) for blad in boek)


def test_what_shows_plans_says_so_first_and_is_not_put_where_things_are_published(
    doe: Doe, project: Path
) -> None:
    assert doe().startswith("Intern: ")
    assert gegeven(doe)["openbaar"] is False
    for map_ in ("data/processed/2027", "report/_output/2027"):
        (project / map_).mkdir(parents=True)
        doe("--naar", f"{map_}/plannen.xlsx", code=2)
        assert not list((project / map_).iterdir())


def test_a_name_that_looks_like_a_formula_stays_text(
    roep: Callable[..., Any], project: Path
) -> None:
    later = [plan("C1", "=Fase 2", 9, 2005), plan("C2", "Kerkstraat 17, hoek", 3, 8)]
    (project / "later.xlsx").write_bytes(lijst(later))
    klaar = roep("lever", "later.xlsx", "--partij", PARTIJ, "--peildatum", "2028-01-01")
    assert klaar.exit_code == 0, klaar.output
    klaar = roep("verschil", NU, "2028-01-01", "--naar", "v.xlsx")
    assert klaar.exit_code == 0, klaar.output
    cellen = [cel for rij in load_workbook(project / "v.xlsx")["Plannen"] for cel in rij]
    assert "f" not in {cel.data_type for cel in cellen} and "=Fase 2" in {c.value for c in cellen}


def test_a_plan_that_comes_back_is_said(roep: Callable[..., Any], project: Path) -> None:
    (project / "later.xlsx").write_bytes(lijst([plan("3", "Stationshof", 30, 4000)]))
    roep("lever", "later.xlsx", "--partij", PARTIJ, "--peildatum", "2028-01-01")
    klaar = roep("verschil", NU, "2028-01-01")
    assert "terug in het register" in klaar.output and "Stationshof (1A, 30)" in klaar.output


def vlak(plan_id: str, x: float, breed: float = 100) -> dict[str, Any]:
    """A square around the place of a plan."""
    h = breed / 2
    x, y = 246_000 + x, 479_000
    ring = [[x - h, y - h], [x + h, y - h], [x + h, y + h], [x - h, y + h], [x - h, y - h]]
    vorm = {"type": "Polygon", "coordinates": [ring]}
    return {"type": "Feature", "properties": {"plan_id": plan_id}, "geometry": vorm}


def schrijf_vlakken(wortel: Path, dag: str, *vlakken: dict[str, Any], crs: str = "28992") -> None:
    stelsel = {"type": "name", "properties": {"name": f"urn:ogc:def:crs:EPSG::{crs}"}}
    inhoud = {"type": "FeatureCollection", "crs": stelsel, "features": vlakken}
    pad = wortel / "data/intern/planregister" / dag / "vlakken.geojson"
    pad.write_text(json.dumps(inhoud), encoding="utf-8")


@pytest.mark.lang
def test_areas_beside_the_registers_tell_more_than_points(doe: Doe, project: Path) -> None:
    strik = vlak("3", 4000)
    strik["geometry"]["coordinates"][0][1:3] = strik["geometry"]["coordinates"][0][2:0:-1]
    schrijf_vlakken(project, TOEN, vlak("4", 6000, 900), vlak("2", 2000), strik)
    schrijf_vlakken(project, NU, vlak("B7", 6300), vlak("B4", 6000), vlak("B99", 0))
    tekst = doe()
    assert "Vlakken zijn bekend van 2 plannen van toen en 2 plannen van nu" in tekst
    assert "dit vlak telt niet mee" in tekst and "in vlak 3 (3)" in tekst
    assert "1 vlak is van geen plan in het register: B99" in tekst
    redenen = {v["naam_nu"]: v["reden"] for v in gegeven(doe)["vragen"]}
    assert redenen["Spoorpark"] == "ligt in het vlak van dit plan"
    assert soorten(doe)["Spoorpark"] == "onbeslist" and soorten(doe)["De Es"] == "gewijzigd"


@pytest.mark.parametrize(
    ("vlakken", "crs", "melding"),
    [
        ([vlak("4", 6000), vlak("4", 6100)], "28992", "elk plan één keer"),
        ([vlak("4", 6000)], "4326", "kolom crs"),
        ([vlak("4", 900_000)], "28992", "daarbuiten ligt 4"),
    ],
)
def test_areas_that_cannot_be_are_refused(
    doe: Doe, project: Path, vlakken: list[Any], crs: str, melding: str
) -> None:
    schrijf_vlakken(project, TOEN, *vlakken, crs=crs)
    tekst = doe(code=2)
    assert melding in tekst and f"{TOEN}/vlakken.geojson" in tekst


@pytest.mark.parametrize(
    ("woorden", "melding"),
    [
        ((TOEN, "2027-01-02"), "2027-01-01"),
        ((NU, TOEN), "eerst de eerdere peildatum"),
        ((TOEN, TOEN), "eerst de eerdere peildatum"),
        ((TOEN, "2017"), "niet van dezelfde soort"),
        (("2027/concept-1", NU), "niet van dezelfde soort"),
        (("2015", "2017", "--naar", "x.xlsx"), "horen bij twee peildata"),
        ((TOEN, NU, "--naar", "x.pdf"), "eindigt niet op .xlsx"),
        ((TOEN, NU, "--antwoorden", "x.xlsx"), "--rol ontbreekt"),
        ((TOEN, NU, "--rol", "planoloog"), "horen bij --antwoorden"),
        ((TOEN, NU, "--antwoorden", f"{TOEN}.xlsx", "--rol", "p"), "een blad Vragen"),
        ((TOEN, NU, "--antwoorden", "x.xlsx", "--rol", "p", "--datum", "gisteren"), "is geen dag"),
    ],
)  # fmt: skip
def test_a_wrong_question_is_answered_in_dutch(
    roep: Callable[..., Any], woorden: tuple[str, ...], melding: str
) -> None:
    klaar = roep("verschil", *woorden)
    assert klaar.exit_code == 2 and melding in klaar.output, klaar.output


def test_two_concepts_go_to_the_concepts(
    roep: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, project: Path
) -> None:
    gevraagd = []
    concepten = ModuleType("woonanalyse.cli.concepten")
    concepten.toon_conceptverschil = lambda *args, **anders: gevraagd.append((args, anders))  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "woonanalyse.cli.concepten", concepten)
    assert roep("verschil", "2027/concept-1", "2027/concept-2", "--json").exit_code == 0
    assert gevraagd == [((project, "2027/concept-1", "2027/concept-2"), {"als_json": True})]


@pytest.mark.lang
def test_a_merged_municipality_is_counted_in_the_new_one(
    roep: Callable[..., Any], project: Path
) -> None:
    namen = project / "data/raw/gemeenten/2015-12/gemeenten_twente.csv"
    vast = "Netwerkstad,Overijssel,PV23,Twente,CR12"
    rijen = f"GM9001,Beemster,Beemster,{vast}\nGM9002,Purmerend,Purmerend,{vast}\n"
    namen.write_text(namen.read_text(encoding="utf-8") + rijen, encoding="utf-8")
    for dag, code in (("2021-01-01", "GM9001"), ("2022-01-01", "GM9002")):
        ruw = lijst([plan("1", "Keyser", 60, 0, gemeentecode=code)])
        (project / f"{code}.xlsx").write_bytes(ruw)
        klaar = roep("lever", f"{code}.xlsx", "--partij", code, "--peildatum", dag)
        assert klaar.exit_code == 0, klaar.output
    tekst = roep("verschil", "2021-01-01", "2022-01-01").output
    assert "Beemster is geteld bij Purmerend" in tekst and "andere gemeente" not in tekst
    rekening = json.loads(roep("verschil", "2021-01-01", "2022-01-01", "--json").stdout)["rekening"]
    assert {r["gemeentecode"] for r in rekening} == {"GM9002"}
