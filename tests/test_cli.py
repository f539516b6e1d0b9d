"""The command line: exit codes, Dutch messages, and nothing touched when the input is wrong."""

from __future__ import annotations

import functools
import json
import re
import time
from collections.abc import Iterator
from enum import StrEnum
from io import StringIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hulp import (
    EDITIES,
    FEITEN,
    NETTO2020,
    ROMMEL,
    RWP2015,
    RWP2017,
    WORTEL,
    balans_van,
    dossier,
    editie,
    inhoud_van,
    kopieer_gegevens,
    lang_behalve,
    lees_rijen,
    opdracht,
    schrijf_resultaten,
    schrijf_rijen,
    vervang,
    zonder_sleutel,
    zonder_volledige,
)
from maak_naslag import opdrachten, opties
from rich.console import Console
from typer.testing import CliRunner, Result

from woonanalyse.cli import app, bouwen, venster
from woonanalyse.cli.bouwen import code_van
from woonanalyse.cli.scherm import HOOGSTENS, GebruiksFout, waarschuw
from woonanalyse.cli.slot import Gebouwd, duur, hoofdbevinding, toon_slot
from woonanalyse.cli.taal import als_getal
from woonanalyse.document.bijdragen import functie_van, van_module
from woonanalyse.kern.catalogus import instellingen, onderwerpen
from woonanalyse.kern.formulier import formulieren
from woonanalyse.kern.onderwerp import Onderwerp
from woonanalyse.kern.project import resultatenmap
from woonanalyse.kern.regio import lees_regio
from woonanalyse.onderwerpen.bereken import bereken
from woonanalyse.onderwerpen.dossierlezer import lees_dossier_van
from woonanalyse.uitvoering.plan import maak_plan

MET_TABEL = [onderwerp for onderwerp in onderwerpen() if onderwerp.tabellen]
VAN_ONDERWERPEN = [onderwerp.naam for onderwerp in MET_TABEL]
OPDRACHTEN = ["rapport", "besluitstukken", "bereid", "controleer", "afspraken", *VAN_ONDERWERPEN]
"""The commands that take an edition and read its dossier."""
ENKELE = ("rapport", "controleer", "afspraken", "balans")
"""Of those one that makes, one that checks, one that shows, and one of a subject."""

ALLE = [
    *("rapport", "besluitstukken", "bereid", "controleer", "afspraken"),
    *("verschil", "herkomst", "waarom", "sjabloon", "lever"),
    *("standen", "gecontroleerd", "akkoord", "zet-terug", "logboek", "concept", "concepten"),
    *("editie", "watals", "strategieboek", "begin", "provincie", "archief"),
    *VAN_ONDERWERPEN,
]
elk_onderwerp = pytest.mark.parametrize("onderwerp", MET_TABEL, ids=lambda o: o.naam)


def draai(wortel: Path, *argumenten: str) -> Result:
    """Run the command in this process, in a folder."""
    with pytest.MonkeyPatch.context() as plek:
        plek.chdir(wortel)
        plek.setenv("COLUMNS", "200")
        plek.setattr("sys.argv", ["woonanalyse", *argumenten])
        return CliRunner().invoke(app, list(argumenten))


@pytest.fixture(scope="module")
def vers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of which nothing is made yet."""
    return kopieer_gegevens(tmp_path_factory.mktemp("vers") / "project")


_gelezen = functools.cache(functools.partial(lees_dossier_van, WORTEL, lees_regio(WORTEL)))


@pytest.fixture
def _eens_gelezen(monkeypatch: pytest.MonkeyPatch) -> None:
    """A dossier of the project's own data is read by the first command; the others get the same."""
    plek = "woonanalyse.onderwerpen.dossierlezer.lees_dossier_van"
    monkeypatch.setattr(plek, lambda _, __, naam, eigen=None, **keuze: _gelezen(naam, **keuze))


def beschadig(project: Path, bestand: str, rij: int, kolom: str, waarde: str) -> None:
    rijen = lees_rijen(project / bestand)
    rijen[rij - 1][rijen[0].index(kolom)] = waarde
    schrijf_rijen(project / bestand, rijen)


def test_all_sources_are_in_order(vers: Path) -> None:
    klaar = draai(vers, "controleer")
    assert klaar.exit_code == 0, klaar.output
    regels, rest = (
        klaar.stdout.splitlines()[: len(EDITIES)],
        klaar.stdout.splitlines()[len(EDITIES) :],
    )
    assert [regel[:4] for regel in regels] == list(EDITIES)
    assert all(" niet mee: " in regel for regel in rest)
    assert ["niet volledig" in regel for regel in regels] == [False, False, True, True, True]
    assert klaar.stderr == ""


def test_one_edition_can_be_checked(vers: Path) -> None:
    klaar = draai(vers, "controleer", "--editie", "2015")
    regels = [regel for regel in klaar.stdout.splitlines() if " niet mee: " not in regel]
    assert klaar.exit_code == 0 and len(regels) == 1


@pytest.mark.lang
def test_edition_that_is_not_asked_for_may_be_damaged(project: Path) -> None:
    """An edition is checked with its predecessor, not with what came after it."""
    beschadig(project, RWP2017, 4, "hard_direct", "veel")
    assert draai(project, "controleer", "--editie", "2015").exit_code == 0
    assert draai(project, "controleer", "--editie", "2019").exit_code == 2
    assert draai(project, "controleer").exit_code == 2


def test_all_damages_are_reported_in_one_go(project: Path) -> None:
    beschadig(project, RWP2015, 3, "hard_totaal", "veel")
    beschadig(project, RWP2015, 9, "uit_te_werken", "1,5")
    beschadig(project, RWP2017, 4, "hard_direct", "-5")
    beschadig(project, NETTO2020, 5, "gemeentecode", "GM9999")
    (project / f"{FEITEN}.yml").unlink()
    vervang(project / "data/edities/2019.yml", "stand_per: 2020-12-31", "stand_per: eind 2020")
    klaar = draai(project, "controleer")
    assert klaar.exit_code == 2
    assert klaar.stdout == ""
    assert "7 problemen in de invoer" in klaar.stderr
    for delen in (
        (RWP2015, "rij 3", "kolom hard_totaal", "'veel'", "geheel getal"),
        (RWP2015, "rij 9", "kolom uit_te_werken", "'1,5'", "leeg mag"),
        (RWP2017, "rij 4", "kolom hard_direct", "'-5'", "0 of meer"),
        (NETTO2020, "rij 5", "kolom gemeentecode", "'GM9999'", "gemeente van de regio"),
        (NETTO2020, "Haaksbergen", "ontbreekt"),
        (f"{FEITEN}.yml", "het is er niet"),
        ("data/edities/2019.yml", "kolom stand_per", "'eind 2020'", "een datum als"),
    ):
        assert any(all(deel in regel for deel in delen) for regel in klaar.stderr.splitlines())


@pytest.mark.enkele(2)
@pytest.mark.parametrize("naam", lang_behalve(ENKELE, OPDRACHTEN))
def test_damaged_input_stops_every_command(project: Path, naam: str) -> None:
    beschadig(project, RWP2017, 4, "hard_direct", "veel")
    klaar = draai(project, naam)
    assert klaar.exit_code == 2
    assert "rij 4" in klaar.stderr and "kolom hard_direct" in klaar.stderr
    assert "Traceback" not in klaar.stderr and klaar.stdout == ""


@pytest.mark.traag
def test_damaged_input_touches_nothing(project: Path) -> None:
    """As a user runs it: exit code 2, a message without traceback, every file as it was."""
    for pad, inhoud in {
        "data/processed/2017/balans.csv": "vorige",
        "report/_output/2017/rwp.pdf": "vorige",
        "report/_werk/variabelen.yml": "vorige",
    }.items():
        (project / pad).parent.mkdir(parents=True)
        (project / pad).write_text(inhoud, encoding="utf-8")
    beschadig(project, RWP2017, 4, "hard_direct", "12,5")
    vooraf = inhoud_van(project)
    klaar = opdracht(project, "rapport")
    assert klaar.returncode == 2
    assert RWP2017 in klaar.stderr and "rij 4" in klaar.stderr and "'12,5'" in klaar.stderr
    assert "Traceback" not in klaar.stderr and klaar.stdout == ""
    assert inhoud_van(project) == vooraf


@pytest.mark.enkele(2)
@pytest.mark.parametrize("naam", lang_behalve(ENKELE, OPDRACHTEN))
@pytest.mark.parametrize("gevraagd", lang_behalve(["../2017"], ["1999", "../2017"]))
def test_unknown_edition(vers: Path, naam: str, gevraagd: str) -> None:
    klaar = draai(vers, naam, "--editie", gevraagd)
    assert klaar.exit_code == 2
    assert gevraagd in klaar.stderr and "2015, 2017, 2019, 2021" in klaar.stderr


@pytest.mark.lang
@pytest.mark.parametrize("naam", ["balans", "afspraken"])
def test_region_without_a_complete_edition_shows_the_newest(project: Path, naam: str) -> None:
    zonder_volledige(project)
    klaar, gevraagd = draai(project, naam), draai(project, naam, "--editie", "2022")
    assert klaar.exit_code == 0 and klaar.stdout == gevraagd.stdout != ""
    melding = "geen editie heeft behoefte en capaciteit van alle gemeenten; dit is de nieuwste, editie 2022"
    eerste, rest = klaar.stderr.split("\n", 1)
    assert melding in eerste and rest == gevraagd.stderr


@pytest.mark.lang
def test_region_without_a_complete_edition_can_be_checked_and_built(project: Path) -> None:
    zonder_volledige(project)
    klaar = draai(project, "controleer")
    assert klaar.exit_code == 0 and klaar.stdout.count("niet volledig") == 3
    plan = maak_plan(project, None)
    eerste, *rest = plan.waarschuwingen
    assert plan.editie == "2022" and "dit is de nieuwste, editie 2022" in eerste
    assert maak_plan(project, "2022").waarschuwingen == rest


def test_source_of_a_number_where_no_edition_is_complete(project: Path) -> None:
    zonder_volledige(project)
    klaar = draai(project, "herkomst", "B141")
    assert klaar.exit_code == 1 and "bereid --editie 2022" in klaar.stderr
    assert "dit is de nieuwste, editie 2022" in klaar.stderr


@pytest.mark.lang
def test_name_of_an_edition_or_municipality_that_is_nearly_right(project: Path) -> None:
    """The names are known before anything is made."""
    klaar = draai(project, "herkomst", "B141", "--editie", "217")
    assert klaar.exit_code == 2 and "(bedoelt u 2017?)" in klaar.stderr
    plan = maak_plan(project, "2017")
    assert code_van(plan, "almelo ") == "GM0141"
    for naam, bedoeld in {"Almeloo": "Almelo", "Twenteland": "Twenterand"}.items():
        with pytest.raises(GebruiksFout, match=rf"'{naam}' is niet bekend.*bedoelt u {bedoeld}\?"):
            code_van(plan, naam)


@pytest.mark.lang
@pytest.mark.parametrize(
    ("naam", "verwacht"),
    [
        ("2019", "Oordeel per gemeente: 14 onbekend"),
        ("2022", "Oordeel per gemeente: 14 onbekend\nStand per norm: 4 onbekend"),
    ],
)
def test_main_finding_of_an_edition_of_which_little_is_known(
    tmp_path: Path, naam: str, verwacht: str
) -> None:
    schrijf_resultaten(dossier(naam), resultatenmap(tmp_path, naam))
    plan: Any = SimpleNamespace(naam=naam)
    assert hoofdbevinding(tmp_path, plan) == verwacht


def test_of_hundreds_of_warnings_a_run_shows_the_first(capsys: pytest.CaptureFixture[str]) -> None:
    alle = [f"waarschuwing {nr}" for nr in range(HOOGSTENS + 5)]
    waarschuw([], alle, kort=True)
    *eerste, slot = capsys.readouterr().err.splitlines()
    assert eerste == [f"Let op: {een}" for een in alle[:HOOGSTENS]]
    assert "nog 5 andere" in slot and "woonanalyse controleer" in slot
    waarschuw([], alle)
    assert len(capsys.readouterr().err.splitlines()) == len(alle)


@pytest.mark.parametrize("liep", [True, False])
def test_closing_summary_gives_warnings_again_where_something_ran(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    liep: bool,
) -> None:
    """And then says how long it took; else nothing stands between them and the summary."""
    plan: Any = SimpleNamespace(
        titel="RWP", editie="2017", naam="2017", voorbeelddata=False,
        gewijzigd=["data/raw/a.csv"], waarschuwingen=["kijk hier"],
    )  # fmt: skip
    bladen = tmp_path / "factsheets"
    bladen.mkdir()
    (bladen / "almelo.pdf").touch()
    monkeypatch.setattr(time, "monotonic", lambda: 162.0)
    toon_slot(tmp_path, Gebouwd(plan, int(liep), "3 boven", 100.0), [bladen], liep=liep)
    gezegd = capsys.readouterr()
    regels = ["RWP (editie 2017)", "3 boven", "  factsheets (1 factsheet)"]
    duurde = ["Klaar in 1 minuut en 2 seconden."] if liep else []
    assert gezegd.out.splitlines() == [*regels, *duurde]
    assert ("kijk hier" in gezegd.err, "data/raw/a.csv" in gezegd.err) == (liep, liep)


@pytest.mark.parametrize(
    ("seconden", "tekst"),
    [
        (0.2, "0 seconden"),
        (1, "1 seconde"),
        (59.6, "1 minuut"),
        (61, "1 minuut en 1 seconde"),
        (3725, "62 minuten en 5 seconden"),
    ],
)
def test_duration_in_words(seconden: float, tekst: str) -> None:
    assert duur(seconden) == tekst


def test_outside_a_project(tmp_path: Path) -> None:
    klaar = draai(tmp_path, "controleer")
    assert klaar.exit_code == 1
    assert "_quarto.yml" in klaar.stderr and "projectmap" in klaar.stderr


@pytest.mark.parametrize("formaat", ["docx", "pdf,docx", "", ",", "PDF"])
def test_unknown_form_is_refused(project: Path, formaat: str) -> None:
    vooraf = inhoud_van(project)
    klaar = draai(project, "rapport", "--formaat", formaat)
    assert klaar.exit_code == 2
    assert "--formaat" in klaar.stderr and "pdf, html en xlsx" in klaar.stderr
    assert inhoud_van(project) == vooraf


@pytest.mark.parametrize("datum", ["gisteren", "2026-02-30", "26-11-2026", "20261126", ""])
def test_a_date_that_is_none_is_refused(project: Path, datum: str) -> None:
    mis = draai(project, "rapport", "--datum", datum)
    assert mis.exit_code == 2 and "--datum" in mis.stderr and "zoals 2027-01-01" in mis.stderr


@pytest.mark.parametrize("keuze", [["--formaat", "html"], ["--motor", "quarto"]])
def test_factsheets_take_no_form_or_other_engine(project: Path, keuze: list[str]) -> None:
    vooraf = inhoud_van(project)
    klaar = draai(project, "rapport", "--gemeente", "Almelo", *keuze)
    assert klaar.exit_code == 2
    assert "alleen factsheets" in klaar.stderr and keuze[0] in klaar.stderr
    assert inhoud_van(project) == vooraf


@pytest.mark.parametrize("gevraagd", ["2099", "../../x"])
def test_source_of_a_number_in_an_unknown_edition(project: Path, gevraagd: str) -> None:
    klaar = draai(project, "herkomst", "B141", "--editie", gevraagd)
    assert klaar.exit_code == 2
    assert gevraagd in klaar.stderr and "2015, 2017, 2019, 2021" in klaar.stderr


def test_source_of_a_number_before_there_are_results(project: Path) -> None:
    klaar = draai(project, "herkomst", "B141", "--editie", "2019", "--voorbeelddata")
    assert klaar.exit_code == 1
    assert "bereid --editie 2019 --voorbeelddata" in klaar.stderr


@pytest.mark.parametrize(
    ("argumenten", "woord"),
    [
        (["rapporteer"], "rapporteer"),
        (["rapport", "--motor", "word"], "word"),
        (["rapport", "--kleur"], "--kleur"),
        (["balans", "--editie"], "--editie"),
        (["balans", "extra"], "extra"),
    ],
)
def test_wrong_usage_is_told_in_dutch(vers: Path, argumenten: list[str], woord: str) -> None:
    klaar = draai(vers, *argumenten)
    assert klaar.exit_code == 2
    assert klaar.stderr.startswith("Fout:") and woord in klaar.stderr
    assert not ENGELS.findall(klaar.stderr)


ENGELS = re.compile(
    r"\b(?:Usage|Options?|Arguments?|Commands?|Show|exit|default|required|Missing|parameter|No such|Did"
    r"|Possible|Invalid|[Ee]rror|Try|help\.|not one of|requires?|does|take|Got|unexpected"
    r"|[Vv]alue|str|int|bool)\b|\.\.\."
)
"""What typer says by itself, also of what this program does not use."""


def verkeerd(naam: str) -> Iterator[list[str]]:
    """Every way to write a command wrongly, by what it takes."""
    delen = [deel for deel in opdrachten()[naam].params if deel.name != "help"]
    van_argument = [deel for deel in delen if deel.param_type_name == "argument"]
    argumenten = [naam for _ in van_argument]
    yield from (argumenten[:aantal] for aantal in range(sum(d.required for d in van_argument)))
    if all(deel.nargs == 1 for deel in van_argument):
        yield [*argumenten, "overbodig"]
    for extra in ("--bestaat-niet", "-x", "--hel", "--help=ja"):
        yield [*argumenten, extra]
    for vlag, deel in opties(opdrachten()[naam]).items():
        if deel.name != "help":
            yield [*argumenten, vlag[:-1]]
            yield [*argumenten, *([f"{vlag}=ja"] if deel.is_flag else [vlag])]
        if isinstance(deel.default, StrEnum):
            yield [*argumenten, vlag, "anders"]


@pytest.mark.parametrize("naam", ALLE)
def test_every_way_to_use_a_command_wrongly_is_told_in_dutch(vers: Path, naam: str) -> None:
    regels = list(verkeerd(naam))
    assert len(regels) >= 6
    for regel in regels:
        klaar = draai(vers, naam, *regel)
        assert klaar.exit_code == 2 and klaar.stdout == "", regel
        assert klaar.stderr.startswith("Fout: ") and "--help)" in klaar.stderr
        assert not ENGELS.findall(klaar.stderr), klaar.stderr


@pytest.mark.parametrize(
    ("regel", "melding"),
    [
        ("verschil 2017", "E2 ontbreekt (zie woonanalyse verschil --help)"),
        ("balans --editi 2017", "optie --editi bestaat niet; bedoelt u --editie?"),
        ("balanz", "opdracht 'balanz' bestaat niet; bedoelt u 'balans'?"),
        ("rapport --motor word", "--motor: 'word' kan niet; kies uit 'ingebouwd', 'quarto'"),
        ("balans --json=3", "achter --json hoort geen waarde"),
        ("rapport --motor", "achter --motor hoort een waarde"),
        ("--", "er staat geen opdracht (zie woonanalyse --help)"),
        ("watals --uitval veel", "--uitval: 'veel' is geen getal (zie woonanalyse watals --help)"),
        ("watals --tempo nan", "--tempo: 'nan' is geen getal"),
        ("logboek --verwijder x", "--verwijder: dat is geen geheel getal"),
    ],
)
def test_wrong_usage_says_what_is_wrong(vers: Path, regel: str, melding: str) -> None:
    klaar = draai(vers, *regel.split())
    assert klaar.exit_code == 2 and melding in klaar.stderr


def test_help_says_what_may_be_left_out_and_writes_numbers_in_dutch(vers: Path) -> None:
    assert "[REGISTER]" in draai(vers, "sjabloon", "--help").stdout
    assert " MAP…" in draai(vers, "provincie", "--help").stdout
    hulp = draai(vers, "watals", "--help").stdout
    assert "[standaard: 0,5]" in hulp and not re.search(r"\d\.\d", hulp)


def test_a_number_may_have_a_comma() -> None:
    assert als_getal("0,2") == als_getal("0.2") == als_getal(0.2) == 0.2


@pytest.mark.parametrize("argumenten", [[], ["--help"], *[[naam, "--help"] for naam in ALLE]])
def test_help_is_dutch(vers: Path, argumenten: list[str]) -> None:
    klaar = draai(vers, *argumenten)
    assert klaar.exit_code == 0
    assert klaar.stdout.startswith("Gebruik: ") and "Opties:" in klaar.stdout
    assert not ENGELS.findall(klaar.stdout)


@pytest.mark.enkele(2)
@pytest.mark.parametrize("naam", EDITIES)
def test_balance_as_json(vers: Path, naam: str) -> None:
    klaar = draai(vers, "balans", "--editie", naam, "--json")
    assert klaar.exit_code == 0
    gelezen = json.loads(klaar.stdout)
    frame = balans_van(editie(naam))
    assert [list(rij) for rij in gelezen] == [list(frame.columns)] * len(frame)
    verwacht = frame.astype("object").where(frame.notna(), None).to_dict("records")
    assert gelezen == verwacht


@pytest.mark.lang
def test_balance_without_an_edition_is_the_default(vers: Path) -> None:
    zonder, met = draai(vers, "balans"), draai(vers, "balans", "--editie", "2017")
    assert zonder.stdout == met.stdout
    for feit in ("Hellendoorn", "1.005", "370–450", "223,3%–271,6%", "1 januari 2017"):
        assert feit in zonder.stdout


def test_balance_of_2019_shows_onbekend(vers: Path) -> None:
    tekst = draai(vers, "balans", "--editie", "2019").stdout
    assert tekst.count("onbekend") >= 14 * 4
    assert "nan" not in tekst and "<NA>" not in tekst


def test_changed_source_gives_a_warning(project: Path) -> None:
    beschadig(project, RWP2017, 4, "hard_direct", "2600")
    klaar = draai(project, "balans", "--editie", "2017")
    assert klaar.exit_code == 0
    assert "Let op" in klaar.stderr and RWP2017 in klaar.stderr and "sha256" in klaar.stderr
    assert "2.600" in klaar.stdout


def test_every_subject_with_a_table_has_a_command() -> None:
    assert {"balans", "wijkaanpak", "statushouders"} < set(VAN_ONDERWERPEN)
    assert len(ALLE) == len(set(ALLE)) and set(OPDRACHTEN) < set(ALLE)


def met(onderwerp: Onderwerp) -> str:
    """An edition that has the subject."""
    return next(naam for naam in ("2017", *EDITIES) if dossier(naam).heeft(onderwerp))


IN_EDITIE = [o for o in MET_TABEL if "totalen" not in o.vereist]
"""Subjects that some edition of the project has: none knows totals of the region alone."""
elk_in_editie = pytest.mark.parametrize("onderwerp", IN_EDITIE, ids=lambda o: o.naam)


@pytest.mark.enkele(3)
@pytest.mark.usefixtures("_eens_gelezen")
@elk_onderwerp
@pytest.mark.parametrize("naam", lang_behalve(["2017"], EDITIES))
def test_command_of_a_subject_gives_its_answer_or_its_table(
    vers: Path, onderwerp: Onderwerp, naam: str
) -> None:
    """The sentence and every number whole, also in a narrow window; without rows it says so."""
    d = dossier(naam)
    klaar = draai(vers, onderwerp.naam, "--editie", naam)
    if not d.heeft(onderwerp):
        assert klaar.exit_code == 1 and klaar.stdout == ""
        redenen = {"normen": "geen eigen normen", "totalen": "geen regiototalen"}
        reden = next((redenen[n] for n in onderwerp.vereist if n in redenen), "geen vorige editie")
        assert klaar.stderr.startswith(onderwerp.titel) and reden in klaar.stderr
        return
    assert klaar.exit_code == 0 and klaar.stderr == "", klaar.output
    namen = [tabel.naam for tabel in onderwerp.tabellen]
    uit = bereken(d, [*namen, *(van_module(onderwerp, "UIT") or ())])
    eerste, eigen = onderwerp.tabellen[0], functie_van(onderwerp, "antwoord")
    if eigen:
        antwoord = eigen(d, uit)
        assert klaar.stdout.startswith(f"{antwoord.zin}\n")
        assert all(cel in klaar.stdout for s in antwoord.staten for rij in s.rijen for cel in rij)
    elif len(uit[eerste.naam]):
        assert klaar.stdout.startswith(f"{eerste.titel}\n")
        _, kop, streep, *rijen = (regel for regel in klaar.stdout.splitlines() if regel.strip())
        assert kop.split() == list(uit[eerste.naam].columns)
        assert set(streep) == {" ", "─"} and len(rijen) == len(uit[eerste.naam])
    else:
        assert klaar.stdout == f"{eerste.titel}: geen\n"
    assert "…" not in klaar.stdout and not ROMMEL.search(klaar.stdout)


@pytest.mark.lang
@pytest.mark.usefixtures("_eens_gelezen")
@elk_in_editie
def test_command_of_a_subject_gives_its_first_table_as_json(
    vers: Path, onderwerp: Onderwerp
) -> None:
    naam = met(onderwerp)
    klaar = draai(vers, onderwerp.naam, "--editie", naam, "--json")
    assert klaar.exit_code == 0 and klaar.stderr == "", klaar.output
    eerste = onderwerp.tabellen[0]
    frame = bereken(dossier(naam), [eerste.naam])[eerste.naam]
    verwacht = frame.astype("object").where(frame.notna(), None).to_dict("records")
    assert json.loads(klaar.stdout) == verwacht
    assert all(list(rij) == list(eerste.velden) for rij in verwacht)


@pytest.mark.enkele(2)
@pytest.mark.usefixtures("_eens_gelezen")
@elk_in_editie
def test_command_of_a_subject_warns_of_made_rows(vers: Path, onderwerp: Onderwerp) -> None:
    klaar = draai(vers, onderwerp.naam, "--editie", met(onderwerp), "--voorbeelddata")
    assert klaar.exit_code == 0 and klaar.stdout
    assert "oorbeelddata" in klaar.stderr


@pytest.mark.lang
@pytest.mark.parametrize("sleutel", lang_behalve(["planlijst"], instellingen()))
def test_command_of_a_subject_that_the_region_does_not_have(project: Path, sleutel: str) -> None:
    """It says in Dutch which key is not there; every other command goes on."""
    zonder_sleutel(project, sleutel)
    for onderwerp in IN_EDITIE:
        weg = sleutel in (onderwerp.instelling, *onderwerp.vereist)
        klaar = draai(project, onderwerp.naam, "--editie", met(onderwerp), "--json")
        assert klaar.exit_code == (1 if weg else 0), (onderwerp.naam, klaar.output)
        if weg:
            melding = f"{onderwerp.titel}: dat is er niet, want data/regio.yml noemt niets voor"
            assert klaar.stderr.split() == f"{melding} {sleutel}.".split()
            assert klaar.stdout == ""
        else:
            assert klaar.stderr == "" and isinstance(json.loads(klaar.stdout), list)


SJABLONEN = [f"{naam}.xlsx" for naam in formulieren()]


def test_every_command_is_in_the_help(vers: Path) -> None:
    klaar = draai(vers, "--help")
    lijst = klaar.stdout.partition("Opties:")[2].partition("\n\n")[2]
    assert sorted(re.findall(r"^  (\S+)", lijst, re.MULTILINE)) == sorted(ALLE)
    assert lijst.index("  lever ") < lijst.index("  rapport ") < lijst.index("  concept ")
    plat = " ".join(lijst.split())
    assert all(f"{naam} {deel.help}" in plat for naam, deel in opdrachten().items())


def test_templates_are_written_and_listed(project: Path) -> None:
    klaar = draai(project, "sjabloon")
    assert klaar.exit_code == 0 and klaar.stderr == ""
    assert klaar.stdout.splitlines() == [f"data/sjablonen/{naam}" for naam in SJABLONEN]
    assert sorted(p.name for p in (project / "data/sjablonen").iterdir()) == sorted(SJABLONEN)


def test_templates_in_a_folder_of_choice(project: Path, tmp_path: Path) -> None:
    """From the folder where one stands; outside the project the whole path is listed."""
    (project / "data/raw").rename(project / "data/raw_")
    mis = draai(project, "sjabloon", "--naar", "uit")
    assert mis.exit_code == 2 and "het is er niet" in mis.stderr and not (project / "uit").exists()
    (project / "data/raw_").rename(project / "data/raw")
    klaar = draai(project / "data", "sjabloon", "--naar", "uit")
    assert klaar.stdout.splitlines() == [f"data/uit/{naam}" for naam in SJABLONEN]
    elders = draai(project, "sjabloon", "--naar", str(tmp_path / "elders"))
    assert elders.stdout.splitlines() == [
        (tmp_path / "elders" / naam).resolve().as_posix() for naam in SJABLONEN
    ]


def test_quarto_that_is_not_there(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message says what to do instead; the edition has been prepared by then."""
    from woonanalyse.cli import opdrachten as cli

    plan = maak_plan(project, "2017")
    monkeypatch.setattr(cli, "bouw_alles", lambda *_: SimpleNamespace(plan=plan, gedaan=0))
    monkeypatch.setenv("PATH", str(project))
    klaar = draai(project, "rapport", "--motor", "quarto")
    assert klaar.exit_code == 1
    assert "Quarto" in klaar.stderr and "ingebouwde motor" in klaar.stderr


@pytest.mark.parametrize(("breed", "terminal"), [(40, True), (24, True), (40, False)])
def test_a_table_folds_its_texts_in_a_window_and_never_cuts_a_word_or_a_number(
    breed: int, terminal: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    uit = StringIO()
    scherm = Console(
        file=uit, width=breed, force_terminal=terminal, color_system=None, soft_wrap=True
    )
    monkeypatch.setattr(venster, "venster", scherm)
    koppen, rij = (
        ["Gemeente", "Woningen", "Oordeel"],
        ["Verweg aan Zee", "1.234.567", "op de grens van de norm"],
    )
    venster.toon_tabel(koppen, [rij], tekst=(0, 2, 3))
    regels = [regel.rstrip() for regel in uit.getvalue().splitlines()]
    woorden = " ".join(regels).split()
    assert {woord for cel in rij for woord in cel.split()} <= set(woorden)
    past = breed == 40
    assert (max(map(len, regels)) <= breed) == (terminal and past)
    assert any(all(cel in regel for cel in rij) for regel in regels) == (not terminal or not past)


@pytest.mark.parametrize(
    ("gedaan", "actueel", "zin"),
    [
        (1, 57, "1 taak uitgevoerd, 57 waren nog actueel."),
        (2, 1, "2 taken uitgevoerd, 1 was nog actueel."),
    ],
)
def test_one_task_is_no_tasks(
    gedaan: int, actueel: int, zin: str, capsys: pytest.CaptureFixture[str]
) -> None:
    bouwen._zeg_gedaan(gedaan, actueel)
    assert capsys.readouterr().out.strip() == zin
