"""The command line: exit codes, Dutch messages, and nothing touched when the input is wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hulp import (
    EDITIES,
    FEITEN,
    NETTO2020,
    ROMMEL,
    RWP2015,
    RWP2017,
    balans_van,
    dossier,
    editie,
    inhoud_van,
    kopieer_gegevens,
    lang_behalve,
    lees_rijen,
    opdracht,
    schrijf_rijen,
    vervang,
    zonder_sleutel,
)
from typer.testing import CliRunner, Result

from woonanalyse.cli import app
from woonanalyse.document.bijdragen import functie_van
from woonanalyse.kern.catalogus import instellingen, onderwerpen
from woonanalyse.kern.formulier import formulieren
from woonanalyse.kern.onderwerp import Onderwerp
from woonanalyse.onderwerpen.bereken import bereken

MET_TABEL = [onderwerp for onderwerp in onderwerpen() if onderwerp.tabellen]
VAN_ONDERWERPEN = [onderwerp.naam for onderwerp in MET_TABEL]
OPDRACHTEN = ["rapport", "besluitstukken", "bereid", "controleer", "afspraken", *VAN_ONDERWERPEN]
"""The commands that take an edition and read its dossier."""

ALLE = [
    *("rapport", "besluitstukken", "bereid", "controleer", "afspraken"),
    *("verschil", "herkomst", "waarom", "sjabloon"),
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


@pytest.mark.parametrize("naam", OPDRACHTEN)
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


@pytest.mark.parametrize("naam", OPDRACHTEN)
@pytest.mark.parametrize("gevraagd", ["1999", "../2017"])
def test_unknown_edition(project: Path, naam: str, gevraagd: str) -> None:
    klaar = draai(project, naam, "--editie", gevraagd)
    assert klaar.exit_code == 2
    assert gevraagd in klaar.stderr and "2015, 2017, 2019, 2021" in klaar.stderr


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


@pytest.mark.parametrize("datum", ["gisteren", "2026-02-30", "26-11-2026", ""])
def test_a_date_that_is_none_is_refused(project: Path, datum: str) -> None:
    mis = draai(project, "rapport", "--datum", datum)
    assert mis.exit_code == 2 and "--datum" in mis.stderr and "2026-11-26" in mis.stderr


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
    for engels in ("No such", "not one of", "requires", "unexpected", "Usage", "Invalid"):
        assert engels not in klaar.stderr


@pytest.mark.parametrize("argumenten", [[], ["--help"], *[[naam, "--help"] for naam in ALLE]])
def test_help_is_dutch(vers: Path, argumenten: list[str]) -> None:
    klaar = draai(vers, *argumenten)
    assert klaar.exit_code == 0
    assert "Gebruik:" in klaar.stdout
    for engels in ("Usage", "Options", "Commands", "Show this message"):
        assert engels not in klaar.stdout


@pytest.mark.parametrize("naam", EDITIES)
def test_balance_as_json(vers: Path, naam: str) -> None:
    klaar = draai(vers, "balans", "--editie", naam, "--json")
    assert klaar.exit_code == 0
    gelezen = json.loads(klaar.stdout)
    frame = balans_van(editie(naam))
    assert [list(rij) for rij in gelezen] == [list(frame.columns)] * len(frame)
    verwacht = frame.astype("object").where(frame.notna(), None).to_dict("records")
    assert gelezen == verwacht


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
    return "2017" if dossier("2017").heeft(onderwerp) else "2022"


@elk_onderwerp
@pytest.mark.parametrize("naam", EDITIES)
def test_command_of_a_subject_gives_its_answer_or_its_table(
    vers: Path, onderwerp: Onderwerp, naam: str
) -> None:
    """The sentence and every number whole, also in a narrow window; without rows it says so."""
    d = dossier(naam)
    klaar = draai(vers, onderwerp.naam, "--editie", naam)
    if not d.heeft(onderwerp):
        assert klaar.exit_code == 1 and klaar.stdout == ""
        reden = "geen eigen normen" if "normen" in onderwerp.vereist else "geen vorige editie"
        assert klaar.stderr.startswith(onderwerp.titel) and reden in klaar.stderr
        return
    assert klaar.exit_code == 0 and klaar.stderr == "", klaar.output
    uit = bereken(d, [tabel.naam for tabel in onderwerp.tabellen])
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


@elk_onderwerp
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


@elk_onderwerp
def test_command_of_a_subject_warns_of_made_rows(vers: Path, onderwerp: Onderwerp) -> None:
    klaar = draai(vers, onderwerp.naam, "--editie", met(onderwerp), "--voorbeelddata")
    assert klaar.exit_code == 0 and klaar.stdout
    assert "oorbeelddata" in klaar.stderr


@pytest.mark.parametrize("sleutel", lang_behalve(["planlijst"], instellingen()))
def test_command_of_a_subject_that_the_region_does_not_have(project: Path, sleutel: str) -> None:
    """It says in Dutch which key is not there; every other command goes on."""
    zonder_sleutel(project, sleutel)
    for onderwerp in MET_TABEL:
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
    regels = klaar.stdout.partition("Opdrachten:")[2].splitlines()
    assert [regel.split()[0] for regel in regels if regel.strip()] == ALLE


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
    from woonanalyse.uitvoering.plan import maak_plan

    monkeypatch.setattr(cli, "bouw_alles", lambda wortel, editie, *_: maak_plan(wortel, editie))
    monkeypatch.setenv("PATH", str(project))
    klaar = draai(project, "rapport", "--motor", "quarto")
    assert klaar.exit_code == 1
    assert "Quarto" in klaar.stderr and "ingebouwde motor" in klaar.stderr
