"""`woonanalyse lever`: what is taken in, what is sent back, and that it is all or nothing."""

from __future__ import annotations

import csv
import importlib
import re
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import yaml
from hulp import lang_behalve
from leverhulp import (
    BESLUIT,
    DAG,
    HERTME,
    KAPOT,
    MATEN,
    PARTIJ,
    PEILDATUM,
    PLANNEN,
    hersteld,
    ingevuld,
    leeg_register,
    regio,
    registerboek,
    schrijf,
    vul,
)
from openpyxl import load_workbook
from planmonitorhulp import gevuld
from typer.testing import CliRunner

from woonanalyse.cli import app
from woonanalyse.document.bijdragen import functie_van
from woonanalyse.kern import samen
from woonanalyse.kern.bestanden import schrijf_bytes
from woonanalyse.kern.catalogus import onderwerpen
from woonanalyse.kern.formulier import INTERN, formulieren
from woonanalyse.kern.machine import als_machinefout
from woonanalyse.kern.registers import lees_registers
from woonanalyse.leveringen import geldend
from woonanalyse.leveringen.levering import Cel, Melding
from woonanalyse.uitgave.formulieren import keuzes
from woonanalyse.uitgave.sjabloon import voorbeeld

MAP = f"data/intern/leveringen/{PEILDATUM}/{PARTIJ}"
REGISTER = f"data/intern/planregister/{PEILDATUM}"


@pytest.fixture
def lever(project: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The command in a copy of the project; what it says, after its exit code was as expected."""
    monkeypatch.chdir(project)
    monkeypatch.setenv("COLUMNS", "200")

    def doe(*woorden: str, code: int = 0) -> str:
        klaar = CliRunner().invoke(app, list(woorden))
        assert klaar.exit_code == code, klaar.output
        assert "Traceback" not in klaar.output
        return klaar.output

    return doe


def van_borne(*bestanden: str, peildatum: str = PEILDATUM, partij: str = PARTIJ) -> list[str]:
    vast = ["--partij", partij, "--peildatum", peildatum, "--datum", DAG]
    return ["lever", *bestanden, *vast]


def boom(wortel: Path) -> dict[str, bytes]:
    return {
        pad.relative_to(wortel).as_posix(): pad.read_bytes()
        for pad in sorted(wortel.rglob("*"))
        if pad.is_file() and ".pytask" not in pad.parts
    }


def plannen(wortel: Path, map_: str = MAP) -> list[str]:
    return [rij["plan_id"] for rij in rijen(wortel / map_ / "plannen.csv")]


def rijen(pad: Path) -> list[dict[str, str]]:
    with pad.open(encoding="utf-8", newline="") as bron:
        return list(csv.DictReader(bron))


def registers_zijn_goed(wortel: Path) -> None:
    """What `controleer` would say of the registers."""
    eigen = regio()
    _, problemen = lees_registers(
        wortel,
        eigen.paden.registers,
        eigen.gemeenten,
        eigen.subregios,
        eigen.afspraken,
        edities=eigen.edities,
    )
    assert problemen == []


# Nothing written


@pytest.mark.parametrize("proef", [[], ["--proef"]])
def test_with_an_error_nothing_is_written_but_the_answer(
    lever: Any, project: Path, proef: list[str]
) -> None:
    schrijf(project, "levering.xlsx", KAPOT)
    eerst = boom(project)
    tekst = lever(*van_borne("levering.xlsx"), *proef, code=2)
    nu = boom(project)
    assert nu.keys() - eerst.keys() == {"levering-antwoord.xlsx"}
    assert {pad: nu[pad] for pad in eerst} == eerst
    for plek in (
        "rij 2, kolom E (planstatus)",
        "rij 3, kolom G (totaal)",
        "rij 3, kolom J (sloop)",
    ):
        assert plek in tekst
    assert "3 fouten:" in tekst and "niets ingenomen" in tekst


def test_what_is_wrong_is_told_by_sheet_and_row_and_not_that_it_is_missing(
    lever: Any, project: Path
) -> None:
    boek = gevuld(C19=1.39, B9="4B. Visie")
    blad = boek.copy_worksheet(boek["Plan 1"])
    blad.title, blad["B1"], blad["A21"] = "Plan 2", "De Steiger", "Mergezins"
    boek["Plan 1"]["C38"] = "acht"
    boek.save(project / "levering.xlsx")
    tekst = lever(*van_borne("levering.xlsx"), code=2)
    fouten = tekst.partition(" fouten:")[2].partition("waarschuwing")[0]
    plekken = re.findall(r"blad (Plan \d), rij (\d+)", fouten)
    assert plekken == sorted(plekken, key=lambda plek: (plek[0], int(plek[1])))
    assert {("Plan 1", "9"), ("Plan 1", "19"), ("Plan 1", "38"), ("Plan 2", "21")} <= set(plekken)
    assert "hoeveel woningen nog te bouwen zijn" not in tekst


def test_a_column_without_letters_is_named_once(lever: Any, project: Path) -> None:
    kop = "plan_id;gemeentecode;naam;plaats;planstatus;vertrouwelijkheid;totaal;gerealiseerd;rest;sloop"
    (project / "levering.csv").write_text(f"{kop}\n1;GM0147;Maten;Borne;3;openbaar;1,39;0;;0\n")
    assert "rij 2, kolom totaal: staat '1,39'" in lever(*van_borne("levering.csv"), code=2)


def test_a_trial_writes_nothing_and_says_what_would_happen(lever: Any, project: Path) -> None:
    schrijf(project, "levering.xlsx")
    eerst = boom(project)
    assert "proef: er is niets ingenomen" in lever(*van_borne("levering.xlsx"), "--proef")
    assert boom(project) == eerst


def test_twice_the_same_gives_the_same_answer(lever: Any, project: Path) -> None:
    schrijf(project, "levering.xlsx", KAPOT)
    lever(*van_borne("levering.xlsx"), code=2)
    eerst = boom(project)
    lever(*van_borne("levering.xlsx"), code=2)
    assert boom(project) == eerst


# Taken in


def test_a_delivery_is_kept_unchanged_with_what_was_read_from_it(lever: Any, project: Path) -> None:
    ruw = schrijf(project, "levering.xlsx").read_bytes()
    lever(*van_borne("levering.xlsx"))
    map_ = project / MAP
    assert (map_ / "levering.xlsx").read_bytes() == ruw
    zij = yaml.safe_load((map_ / "levering.xlsx.yml").read_text(encoding="utf-8"))
    assert zij["sha256"] == sha256(ruw).hexdigest() and zij["geleverd_op"] == DAG
    assert (zij["partij"], zij["peildatum"], zij["vorm"]) == (PARTIJ, PEILDATUM, "plansjabloon")
    assert plannen(project) == ["0147-01", "0147-02"]
    assert [(r["van_jaar"], r["woningen"]) for r in rijen(map_ / "fasering.csv")] == [
        ("2027", "60"),
        ("2028", "40"),
    ]
    assert [(r["bestand"], r["blad"], r["rij"]) for r in rijen(map_ / "herkomst.csv")] == [
        ("levering.xlsx", "Plannen", "2"), ("levering.xlsx", "Plannen", "3"),
    ]  # fmt: skip


def test_that_was_delivered_is_evidence_without_a_number(lever: Any, project: Path) -> None:
    schrijf(project, "levering.xlsx")
    lever(*van_borne("levering.xlsx"))
    *_, hard, zacht = rijen(project / "data/registers/planmonitorleveringen.csv")
    assert (hard["soort"], zacht["soort"]) == ("hard", "zacht")
    for rij in (hard, zacht):
        assert (rij["partij"], rij["peildatum"], rij["datum"], rij["geleverd"]) == (
            PARTIJ,
            PEILDATUM,
            DAG,
            "ja",
        )
        assert rij["woningen"] == "" and "140" not in rij["omschrijving"]
        assert (project / rij["vindplaats"]).is_file()
    registers_zijn_goed(project)


def test_only_hard_plans_are_no_evidence_of_soft_ones(lever: Any, project: Path) -> None:
    schrijf(project, "levering.xlsx", [MATEN])
    lever(*van_borne("levering.xlsx"))
    assert rijen(project / "data/registers/planmonitorleveringen.csv")[-1]["soort"] == "hard"


def test_git_leaves_out_what_may_not_be_public(project: Path) -> None:
    from hulp import WORTEL

    assert "data/intern/" in (WORTEL / ".gitignore").read_text(encoding="utf-8").splitlines()


def test_an_answer_mended_by_what_it_says_is_taken_in(lever: Any, project: Path) -> None:
    schrijf(project, "levering.xlsx", KAPOT)
    lever(*van_borne("levering.xlsx"), code=2)
    antwoord = project / "levering-antwoord.xlsx"
    antwoord.write_bytes(hersteld(antwoord.read_bytes(), {"E2": "4A", "G3": 40, "J3": 12}))
    lever(*van_borne(antwoord.name))
    assert plannen(project) == ["0147-01", "0147-02"]
    assert [rij["planstatus"] for rij in rijen(project / MAP / "plannen.csv")] == ["4A", "3"]


def test_when_keeping_fails_halfway_all_is_as_it_was(
    lever: Any, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    schrijf(project, "levering.xlsx")
    eerst = boom(project)

    def vol(pad: Path, inhoud: bytes) -> None:
        if pad.name == "fasering.csv":
            with als_machinefout(pad):
                raise OSError(28, "No space left on device")
        schrijf_bytes(pad, inhoud)

    monkeypatch.setattr(samen, "schrijf_bytes", vol)
    assert "de schijf is vol" in lever(*van_borne("levering.xlsx"), code=2)
    assert boom(project) == eerst


class Stekker(BaseException):
    """The computer stops: nothing that puts things right runs."""


@pytest.mark.lang
@pytest.mark.parametrize(
    "bij",
    lang_behalve(
        ["leveringen.csv"],
        [f"{PARTIJ}/plannen.csv", f"{PEILDATUM}/plannen.csv", "leveringen.csv"],
    ),
)
def test_what_a_computer_that_stops_leaves_half_done_the_next_command_finishes(
    lever: Any, project: Path, monkeypatch: pytest.MonkeyPatch, bij: str
) -> None:
    schrijf(project, "eerst.xlsx", [MATEN])
    lever(*van_borne("eerst.xlsx"))
    schrijf(project, "levering.xlsx")

    def uit(pad: Path, inhoud: bytes) -> None:
        if pad.as_posix().endswith(bij):
            raise Stekker
        schrijf_bytes(pad, inhoud)

    with monkeypatch.context() as even:
        even.setattr(samen, "schrijf_bytes", uit)
        with pytest.raises(Stekker):
            lever(*van_borne("levering.xlsx"))
    assert "afgemaakt" in lever(*van_borne("levering.xlsx"))
    assert {rij["plan_id"] for rij in rijen(project / REGISTER / "plannen.csv")} == set(
        plannen(project)
    )
    assert plannen(project) == ["0147-01", "0147-02"]
    assert "al ingenomen" in lever(*van_borne("levering.xlsx"))
    assert not list((project / "data/intern").glob(".bezig*"))


def test_a_register_that_excel_holds_open_is_told_in_dutch(
    lever: Any, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    schrijf(project, "levering.xlsx")
    eerst = boom(project)
    echt = Path.replace

    def dicht(zelf: Path, doel: Path) -> Path:
        if Path(doel).suffix == ".csv":
            raise PermissionError(13, "Permission denied", str(doel))
        return echt(zelf, doel)

    monkeypatch.setattr(Path, "replace", dicht)
    assert "sluit het programma dat het open heeft" in lever(*van_borne("levering.xlsx"), code=2)
    assert boom(project) == eerst


def test_a_plan_of_another_municipality_is_refused_with_both_names(
    lever: Any, project: Path
) -> None:
    schrijf(project, "levering.xlsx", [MATEN, HERTME | {"gemeentecode": "GM0164"}])
    tekst = " ".join(lever(*van_borne("levering.xlsx"), code=2).split())
    assert "Borne (GM0147), wie levert; dit is een plan van Hengelo (GM0164)" in tekst
    zonder = lever("lever", "levering.xlsx", "--peildatum", PEILDATUM, code=2)
    assert "Borne (GM0147) en Hengelo (GM0164)" in " ".join(zonder.split())


# One delivery after another


def test_the_same_file_again_changes_nothing(lever: Any, project: Path) -> None:
    schrijf(project, "levering.xlsx")
    lever(*van_borne("levering.xlsx"))
    eerst = boom(project)
    assert f"al ingenomen op {DAG}" in lever(*van_borne("levering.xlsx"))
    (project / "kopie.xlsx").write_bytes((project / "levering.xlsx").read_bytes())
    assert "al ingenomen" in lever(*van_borne("kopie.xlsx"))
    assert boom(project).keys() - eerst.keys() == {"kopie.xlsx"}


@pytest.mark.lang
def test_the_same_file_for_another_day_is_refused(lever: Any, project: Path) -> None:
    schrijf(project, "levering.xlsx")
    lever(*van_borne("levering.xlsx"))
    tekst = lever(*van_borne("levering.xlsx", peildatum="2028-01-01"), code=2)
    assert PEILDATUM in tekst and "een andere levering is een ander bestand" in tekst


EXTRA = MATEN | {"plan_id": "0147-03", "naam": "Stroom-Esch"}


def test_a_file_with_all_plans_and_more_takes_the_place_of_the_earlier_one(
    lever: Any, project: Path
) -> None:
    schrijf(project, "levering.xlsx")
    lever(*van_borne("levering.xlsx"))
    schrijf(project, "beter.xlsx", [*PLANNEN, EXTRA])
    assert "in de plaats van levering.xlsx" in lever(*van_borne("beter.xlsx"))
    assert plannen(project) == ["0147-01", "0147-02", "0147-03"]
    assert (project / MAP / "levering.xlsx").is_file()
    zij = yaml.safe_load((project / MAP / "beter.xlsx.yml").read_text(encoding="utf-8"))
    assert zij["vervangt"] == ["levering.xlsx"]
    assert {rij["bestand"] for rij in rijen(project / MAP / "herkomst.csv")} == {"beter.xlsx"}


@pytest.mark.lang
def test_a_file_with_other_plans_comes_beside_it(lever: Any, project: Path) -> None:
    schrijf(project, "een.xlsx", [MATEN])
    schrijf(project, "twee.xlsx", [HERTME])
    lever(*van_borne("een.xlsx"))
    lever(*van_borne("twee.xlsx"))
    assert plannen(project) == ["0147-01", "0147-02"]


@pytest.mark.lang
def test_plans_that_vanish_are_named_and_go_only_when_that_is_said(
    lever: Any, project: Path
) -> None:
    schrijf(project, "levering.xlsx")
    lever(*van_borne("levering.xlsx"))
    schrijf(project, "deel.xlsx", [MATEN])
    tekst = lever(*van_borne("deel.xlsx"), code=2)
    assert "0147-02" in tekst and "--vervang" in tekst
    assert plannen(project) == ["0147-01", "0147-02"]
    lever(*van_borne("deel.xlsx"), "--vervang")
    assert plannen(project) == ["0147-01"]


@pytest.mark.lang
def test_a_plan_in_a_row_that_is_refused_has_not_vanished(lever: Any, project: Path) -> None:
    schrijf(project, "levering.xlsx")
    lever(*van_borne("levering.xlsx"))
    schrijf(project, "fout.xlsx", [MATEN, HERTME | {"planstatus": "hard"}])
    tekst = lever(*van_borne("fout.xlsx"), code=2)
    assert "'hard'" in tekst and "--vervang" not in tekst
    assert plannen(project) == ["0147-01", "0147-02"]


@pytest.mark.lang
def test_two_files_of_one_name_are_both_kept(lever: Any, project: Path) -> None:
    schrijf(project, "levering.xlsx")
    lever(*van_borne("levering.xlsx"))
    schrijf(project, "levering.xlsx", [*PLANNEN, EXTRA])
    lever(*van_borne("levering.xlsx"))
    assert (project / MAP / "levering-2.xlsx").is_file()
    assert plannen(project) == ["0147-01", "0147-02", "0147-03"]


def test_a_plan_that_another_party_delivered_is_refused_with_who(lever: Any, project: Path) -> None:
    schrijf(project, "levering.xlsx")
    lever(*van_borne("levering.xlsx"))
    schrijf(project, "provincie.xlsx", [MATEN, EXTRA])
    tekst = lever(*van_borne("provincie.xlsx", partij="provincie"), code=2)
    assert f"Borne ({PARTIJ}) leverde het ook" in tekst and "rij 2" in tekst


def test_a_plan_of_another_municipality_is_refused(lever: Any, project: Path) -> None:
    schrijf(project, "levering.xlsx")
    tekst = lever(*van_borne("levering.xlsx", partij="Almelo"), code=2)
    assert "rij 2, kolom B (gemeentecode)" in tekst and "GM0141" in tekst


def test_who_and_when_are_asked_where_the_file_does_not_say_it(lever: Any, project: Path) -> None:
    schrijf(project, "levering.xlsx")
    assert "--peildatum" in lever("lever", "levering.xlsx", code=2)
    assert "geen dag" in lever("lever", "levering.xlsx", "--peildatum", "1-1-2027", code=2)
    assert "bedoelt u Borne?" in lever("lever", "levering.xlsx", "--partij", "Bornee", code=2)
    lever("lever", "levering.xlsx", "--peildatum", PEILDATUM, "--datum", DAG)
    assert plannen(project) == ["0147-01", "0147-02"]


def test_a_file_in_which_no_row_can_be_read_is_answered_without_asking_who_delivers(
    lever: Any, project: Path
) -> None:
    schrijf(project, "levering.xlsx", KAPOT)
    tekst = lever("lever", "levering.xlsx", "--peildatum", PEILDATUM, code=2)
    assert "rij 2, kolom E (planstatus)" in tekst and "--partij" not in tekst
    assert (project / "levering-antwoord.xlsx").is_file()


@pytest.mark.lang
def test_of_several_files_the_good_ones_are_taken_in(lever: Any, project: Path) -> None:
    schrijf(project, "goed.xlsx", [MATEN])
    schrijf(project, "fout.xlsx", KAPOT)
    (project / "stuk.xlsx").write_bytes(b"PK\x03\x04 kapot")
    tekst = lever(*van_borne("fout.xlsx", "stuk.xlsx", "goed.xlsx"), code=2)
    assert plannen(project) == ["0147-01"] and "stuk.xlsx" in tekst


@pytest.mark.enkele(1)
@pytest.mark.parametrize("naam", ["plannen.csv", "levering.yml", "herkomst.csv"])
def test_a_file_is_never_kept_under_the_name_of_what_is_made_of_it(
    lever: Any, project: Path, naam: str
) -> None:
    ruw = b"plan_id;gemeentecode;naam;planstatus;rest\r\nP1;GM0147;Plan;1A;12\r\n"
    (project / naam).write_bytes(ruw)
    lever(*van_borne(naam))
    assert plannen(project) == ["P1"]
    assert ruw in [pad.read_bytes() for pad in (project / MAP).iterdir()]
    assert "al ingenomen" in lever(*van_borne(naam))


# Warnings


@pytest.fixture
def gewaarschuwd(monkeypatch: pytest.MonkeyPatch) -> Melding:
    """A check that warns of one cell."""
    melding = Melding(
        "waarschuwing", "proef_groei", (Cel("Plannen", 2, "I"),), "100", "ongeveer 10", "kijk na", "rest"
    )  # fmt: skip
    monkeypatch.setattr("woonanalyse.leveringen.innemen.controleer", lambda _: [melding])
    return melding


def beantwoord(pad: Path, tekst: str) -> None:
    boek = load_workbook(pad)
    for rij in boek["Meldingen"].iter_rows():
        if rij[0].value == "waarschuwing":
            rij[8].value = tekst
    boek.save(pad)


def test_a_warning_without_an_answer_is_said_and_kept(
    lever: Any, project: Path, gewaarschuwd: Melding
) -> None:
    schrijf(project, "levering.xlsx")
    tekst = lever(*van_borne("levering.xlsx"))
    assert "1 waarschuwing zonder antwoord" in tekst and "ongeveer 10" in tekst
    (rij,) = rijen(project / MAP / "levering.xlsx.meldingen.csv")
    assert (rij["soort"], rij["rij"], rij["kolom"], rij["antwoord"]) == (
        "waarschuwing",
        "2",
        "I",
        "",
    )


def test_a_warning_is_answered_in_the_workbook_that_came_back(
    lever: Any, project: Path, gewaarschuwd: Melding
) -> None:
    schrijf(project, "levering.xlsx")
    lever(*van_borne("levering.xlsx"), "--proef")
    antwoord = project / "levering-antwoord.xlsx"
    beantwoord(antwoord, "Klopt: raadsbesluit")
    assert "zonder antwoord" not in lever(*van_borne(antwoord.name))
    (rij,) = rijen(project / MAP / "levering-antwoord.xlsx.meldingen.csv")
    assert rij["antwoord"] == "Klopt: raadsbesluit"


def test_a_warning_of_a_file_without_sheets_is_answered_beside_it(
    lever: Any, project: Path, gewaarschuwd: Melding
) -> None:
    schrijf(project, "levering.xlsx")
    lever(*van_borne("levering.xlsx"))
    boek = load_workbook(project / "levering-antwoord.xlsx")
    for naam in boek.sheetnames[:-1]:
        del boek[naam]
    boek.save(project / "antwoorden.xlsx")
    beantwoord(project / "antwoorden.xlsx", "Klopt")
    tekst = lever(*van_borne("levering.xlsx", "antwoorden.xlsx"))
    assert "al ingenomen" in tekst and "zonder antwoord" not in tekst
    assert rijen(project / MAP / "levering.xlsx.meldingen.csv")[0]["antwoord"] == "Klopt"


@pytest.mark.lang
def test_an_answer_of_before_stays_when_another_is_given(
    lever: Any, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    twee = [
        Melding("waarschuwing", f"proef_{k}", (Cel("Plannen", 2, k),), "100", "minder", "kijk na")
        for k in ("G", "I")
    ]
    monkeypatch.setattr("woonanalyse.leveringen.innemen.controleer", lambda _: twee)
    schrijf(project, "levering.xlsx")
    lever(*van_borne("levering.xlsx"))
    for nr, code in enumerate(("proef_G", "proef_I"), start=1):
        boek = load_workbook(project / "levering-antwoord.xlsx")
        for naam in boek.sheetnames[:-1]:
            del boek[naam]
        for rij in boek["Meldingen"].iter_rows():
            if rij[7].value == code:
                rij[8].value = f"Klopt {nr}"
        boek.save(project / f"antwoord{nr}.xlsx")
        lever(*van_borne("levering.xlsx", f"antwoord{nr}.xlsx"))
    gevonden = rijen(project / MAP / "levering.xlsx.meldingen.csv")
    assert [rij["antwoord"] for rij in gevonden] == ["Klopt 1", "Klopt 2"]


# The template


@pytest.mark.lang
def test_the_template_has_the_last_delivery_and_delivers_it_again(
    lever: Any, project: Path
) -> None:
    meer = MATEN | {
        "plan_id": "0147-04", "naam": "=Fase 2", "plaats": "Súdwest", "sloop_2027": 3, "sloop": 3,
        "rest_na_2036": 0,
    }  # fmt: skip
    schrijf(project, "levering.xlsx", [*PLANNEN, meer])
    lever(*van_borne("levering.xlsx"))
    eerst = {
        naam: rijen(project / MAP / f"{naam}.csv")
        for naam in ("plannen", "fasering", "categorieen")
    }
    assert lever(
        "sjabloon", "plannen", "--gemeente", "Borne", "--peildatum", PEILDATUM
    ).split() == ["data/sjablonen/plannen-borne.xlsx"]
    lever(*van_borne("data/sjablonen/plannen-borne.xlsx", peildatum="2028-01-01"))
    nieuw = MAP.replace(PEILDATUM, "2028-01-01")
    assert {naam: rijen(project / nieuw / f"{naam}.csv") for naam in eerst} == eerst


def test_the_template_is_the_same_twice_and_starts_at_the_year_asked_for(
    lever: Any, project: Path
) -> None:
    woorden = ("sjabloon", "plannen", "--gemeente", "GM0147", "--peildatum", PEILDATUM)
    lever(*woorden)
    pad = project / "data/sjablonen/plannen-borne.xlsx"
    eerst = pad.read_bytes()
    lever(*woorden)
    assert pad.read_bytes() == eerst
    koppen = [cel.value for cel in load_workbook(BytesIO(eerst))["Plannen"][1]]
    vast = [kop for kop in koppen if not re.match("(rest|sloop)_", kop)]
    assert len(vast) == 12 and vast[10:] == ["x_rd", "y_rd"]
    assert [kop for kop in koppen if re.fullmatch(r"rest_\d{4}", kop)] == [
        f"rest_{j}" for j in range(2027, 2037)
    ]


def test_a_template_of_one_register_and_of_what_is_none(lever: Any, project: Path) -> None:
    assert lever("sjabloon", "besluiten").split() == ["data/sjablonen/besluiten.xlsx"]
    assert "bedoelt u besluiten?" in lever("sjabloon", "besluit", code=2)
    assert "--gemeente" in lever("sjabloon", "plannen", code=2)
    assert "bedoelt u Borne?" in lever("sjabloon", "plannen", "--gemeente", "Born", code=2)
    assert "horen bij" in lever("sjabloon", "--gemeente", "Borne", code=2)


# Registers


def lever_besluiten(lever: Any, project: Path, *besluiten: dict[str, Any], code: int = 0) -> str:
    (project / "besluiten.xlsx").write_bytes(registerboek("besluiten", besluiten))
    return str(lever("lever", "besluiten.xlsx", "--datum", DAG, code=code))


@pytest.mark.enkele(2)
@pytest.mark.parametrize("einde", ["\n", "\r\n"])
@pytest.mark.parametrize("slot", [True, False])
def test_rows_come_below_those_of_the_register_which_stay_as_they_are(
    lever: Any, project: Path, einde: str, slot: bool
) -> None:
    register = project / "data/registers/besluiten.csv"
    oud = register.read_text(encoding="utf-8").rstrip("\n").replace("\n", einde) + (
        einde if slot else ""
    )
    register.write_bytes(oud.encode())
    lever_besluiten(lever, project, BESLUIT, BESLUIT | {"besluitnummer": "2026/119"})
    nieuw = register.read_bytes().decode()
    assert nieuw.startswith(oud) and nieuw.count(einde) == oud.count(einde) + 2 + (not slot)
    assert [rij["besluitnummer"] for rij in rijen(register)[-2:]] == ["2026/118", "2026/119"]
    registers_zijn_goed(project)


def test_a_register_that_is_not_there_yet_is_begun(lever: Any, project: Path) -> None:
    (project / "data/registers/besluiten.csv").unlink()
    lever_besluiten(lever, project, BESLUIT)
    assert len(rijen(project / "data/registers/besluiten.csv")) == 1


def test_one_wrong_row_keeps_all_out_and_is_marked(lever: Any, project: Path) -> None:
    eerst = boom(project)
    tekst = lever_besluiten(
        lever, project, BESLUIT, BESLUIT | {"soort": "lunch", "bron": "voorbeelddata: x"}, code=2
    )
    assert "rij 3, kolom E (soort): staat 'lunch'" in tekst and "kolom K (bron)" in tekst
    nu = boom(project)
    assert {pad for pad in nu if nu[pad] != eerst.get(pad)} == {
        "besluiten.xlsx", "besluiten-antwoord.xlsx",
    }  # fmt: skip


def test_a_row_that_is_there_or_twice_is_refused_with_both_rows(lever: Any, project: Path) -> None:
    lever_besluiten(lever, project, BESLUIT)
    laatste = len(rijen(project / "data/registers/besluiten.csv")) + 1
    ander = BESLUIT | {"besluitnummer": "2026/200"}
    tekst = lever_besluiten(lever, project, ander, BESLUIT, ander, code=2)
    assert (
        f"staat al in data/registers/besluiten.csv, rij {laatste}" in tekst
        and "rij 3, kolom A" in tekst
    )
    assert "rij 4, kolom A" in tekst and "rij 2 van dit blad is dezelfde" in tekst


def test_text_like_a_formula_is_guarded_in_the_register_and_read_as_it_was(
    lever: Any, project: Path
) -> None:
    lever_besluiten(lever, project, BESLUIT | {"omschrijving": "=cmd|'/c calc'!A0"})
    register = project / "data/registers/besluiten.csv"
    assert rijen(register)[-1]["omschrijving"] == "'=cmd|'/c calc'!A0"
    eigen = regio()
    gelezen, _ = lees_registers(
        project,
        eigen.paden.registers,
        eigen.gemeenten,
        eigen.subregios,
        eigen.afspraken,
        edities=eigen.edities,
    )
    assert (
        gelezen is not None and gelezen["besluiten"]["omschrijving"].iloc[-1] == "=cmd|'/c calc'!A0"
    )
    assert "staat al in" in lever_besluiten(
        lever, project, BESLUIT | {"omschrijving": "=cmd|'/c calc'!A0"}, BESLUIT, code=2
    )


def van_onderwerp(project: Path, naam: str, *rijen: dict[str, Any]) -> None:
    woorden = keuzes(project, regio())[naam]
    vast = {k: voorbeeld(naam, k, woorden, regio()) for k in formulieren()[naam].kolommen}
    boek = load_workbook(BytesIO(leeg_register(naam)))
    vul(boek[naam], [vast | rij for rij in rijen])
    boek.save(project / "levering.xlsx")


WIJK = {
    "gemeentecode": PARTIJ, "gemeentenaam": "Borne", "wijk": "=De Wijk", "cbs_code_2021": "",
    "start": "2024-03",
}  # fmt: skip
MENSEN = {"gemeentecode": PARTIJ, "aantal": 12, "bron": "Brief van 3 februari 2027"}


@pytest.mark.enkele(1)
@pytest.mark.parametrize(
    ("naam", "bestand", "rij"),
    [
        ("wijkaanpakken", "data/raw/wijkaanpakken/per-regel/wijkaanpakken_twente.csv", WIJK),
        ("statushouders", "data/besloten/statushouders/statushouders.csv", MENSEN),
    ],
)
def test_the_register_of_a_subject_goes_in_with_its_sidecar_and_settings(
    lever: Any, project: Path, naam: str, bestand: str, rij: dict[str, Any]
) -> None:
    eerst = boom(project)
    van_onderwerp(project, naam, rij)
    tekst = lever("lever", "levering.xlsx")
    assert f"rijen erbij in {bestand}" in tekst
    nu = boom(project)
    assert nu[bestand].startswith(eerst.get(bestand, b""))
    assert sha256(nu[bestand]).hexdigest() in nu[f"{bestand}.yml"].decode()
    rest = {pad for pad in eerst if nu[pad] != eerst[pad]} - {bestand, f"{bestand}.yml"}
    assert rest == ({"data/statushouders.yml"} if naam == "statushouders" else set())
    for pad in rest:
        assert len(set(nu[pad].splitlines()) ^ set(eerst[pad].splitlines())) == 2
    assert "gewijzigd sinds" not in lever("controleer")
    van_onderwerp(project, naam, rij, rij)
    assert f"staat al in {bestand}" in lever("lever", "levering.xlsx", code=2)
    onderwerp = next(o for o in onderwerpen() if o.naam == formulieren()[naam].onderwerp)
    gelezen = importlib.import_module(f"woonanalyse.onderwerpen.{onderwerp.naam}.bron").lees(
        project, regio(), regio().instellingen[str(onderwerp.instelling)]
    )
    laatste = gelezen.register.iloc[-1]
    assert laatste.get("wijk", "=De Wijk") == "=De Wijk" and laatste["gemeentecode"] == PARTIJ


@pytest.mark.enkele(1)
@pytest.mark.parametrize(
    ("naam", "fout", "kolom"),
    [
        ("wijkaanpakken", WIJK | {"type_aanpak": "zomaar"}, "type_aanpak"),
        ("wijkaanpakken", WIJK | {"gemeentenaam": "Almelo"}, "gemeentenaam"),
        ("statushouders", MENSEN | {"aantal": -3}, "aantal"),
        ("statushouders", MENSEN | {"soort": "verplaatst"}, "naar_gemeentecode"),
    ],
)
def test_a_row_that_a_subject_refuses_keeps_all_out_and_is_marked(
    lever: Any, project: Path, naam: str, fout: dict[str, Any], kolom: str
) -> None:
    eerst = boom(project)
    van_onderwerp(project, naam, WIJK if naam == "wijkaanpakken" else MENSEN, fout)
    tekst = lever("lever", "levering.xlsx", code=2)
    assert re.search(rf"rij 3, kolom [A-Z] \({kolom}\)", tekst), tekst
    nu = boom(project)
    assert {pad for pad in nu if nu[pad] != eerst.get(pad)} == {
        "levering.xlsx", "levering-antwoord.xlsx",
    }  # fmt: skip


def test_every_subject_with_a_form_can_say_what_is_wrong_with_its_rows() -> None:
    namen = {formulier.onderwerp for formulier in formulieren().values()} - {None, INTERN}
    met = [o for o in onderwerpen() if functie_van(o, "controleer_register", module="bron")]
    assert namen and {onderwerp.naam for onderwerp in met} >= namen


def test_a_register_of_a_subject_that_the_region_lacks_is_refused(
    lever: Any, project: Path
) -> None:
    van_onderwerp(project, "wijkaanpakken", WIJK)
    pad = project / "data/regio.yml"
    pad.write_text(
        re.sub(r"(?m)^wijkaanpak:.*\n", "", pad.read_text(encoding="utf-8")), encoding="utf-8"
    )
    assert "data/regio.yml noemt geen wijkaanpakken" in lever("lever", "levering.xlsx", code=2)


def test_a_row_with_a_refused_cell_says_what_else_is_wrong_with_it(
    lever: Any, project: Path
) -> None:
    fout = {"datum": "31-31-2026", "partij": "Nergens", "soort": "zomaar", "afleiding": "zo"}
    tekst = lever_besluiten(lever, project, BESLUIT | fout, code=2)
    for kolom in fout:
        assert f"({kolom})" in tekst, (kolom, tekst)
    assert f"{len(fout)} fouten" in tekst


def test_what_depends_on_a_refused_cell_is_not_said(lever: Any, project: Path) -> None:
    rij = {"partij": PARTIJ, "peildatum": PEILDATUM, "geleverd": "misschien", "woningen": 12}
    (project / "levering.xlsx").write_bytes(registerboek("planmonitorleveringen", [rij]))
    tekst = lever("lever", "levering.xlsx", code=2)
    assert "1 fout:" in tekst and "(geleverd)" in tekst


def test_a_register_that_is_wrong_already_is_said_first(lever: Any, project: Path) -> None:
    register = project / "data/registers/termijnen.csv"
    register.write_text("zomaar iets\n", encoding="utf-8")
    assert "data/registers/termijnen.csv" in lever_besluiten(lever, project, BESLUIT, code=2)


@pytest.mark.lang
def test_a_template_laid_among_the_registers_is_not_passed_over_in_silence(
    lever: Any, project: Path
) -> None:
    assert "wordt niet gelezen" not in lever("controleer")
    (project / "data/registers/besluiten.xlsx").write_bytes(registerboek("besluiten", [BESLUIT]))
    (project / "data/registers/~$besluiten.xlsx").write_bytes(b"Jan")
    tekst = lever("controleer")
    assert tekst.count("wordt niet gelezen") == 1
    assert "woonanalyse lever data/registers/besluiten.xlsx" in tekst


# Hostile deliveries, through the command


def test_names_of_300_characters_and_from_right_to_left_are_kept_as_they_are(
    lever: Any, project: Path
) -> None:
    namen = [
        "x" * 300,
        "תוכנית בנייה",
        "Súdwest",
        "=Fase 2",
        "'s-Hof -- fase 2",
        "../../../etc/passwd",
    ]
    schrijf(project, "levering.xlsx", [
        MATEN | {"plan_id": f"P{nr}", "naam": naam} for nr, naam in enumerate(namen)
    ])  # fmt: skip
    lever(*van_borne("levering.xlsx"))
    tabellen = geldend.tabellen_van(project, regio(), PARTIJ, PEILDATUM)
    assert tabellen is not None and list(tabellen["plannen"]["naam"]) == namen


def test_ids_and_names_that_are_paths_write_nothing_elsewhere(lever: Any, project: Path) -> None:
    plan = MATEN | {"plan_id": "../../../../buiten", "naam": "..\\..\\buiten"}
    (project / "..x..%2f..%2fbuiten;rm.xlsx").write_bytes(ingevuld([plan]))
    eerst = set(project.parent.rglob("*"))
    lever(*van_borne("..x..%2f..%2fbuiten;rm.xlsx"))
    nieuw = set(project.parent.rglob("*")) - eerst
    binnen = (project / "data/intern", project / ".pytask")
    assert all(any(pad.is_relative_to(map_) for map_ in binnen) for pad in nieuw)


def test_nothing_of_a_delivery_moves_the_terminal(lever: Any, project: Path) -> None:
    boek = load_workbook(BytesIO(ingevuld([MATEN | {"planstatus": "1A\u202e\u2028[31m"}])))
    boek["Plannen"].title = "Plan\u202enen"
    boek.save(project / "lev\u202eering.xlsx")
    tekst = lever(*van_borne("lev\u202eering.xlsx"), code=2)
    assert not re.search(
        "[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029\u200e\u200f]", tekst
    )


def test_formulas_in_every_field_without_an_outcome_are_refused_cell_by_cell(
    lever: Any, project: Path
) -> None:
    boek = load_workbook(BytesIO(ingevuld([MATEN])))
    for cel in boek["Plannen"][2][:10]:
        cel.value, cel.data_type = '=HYPERLINK("http://x","klik")', "f"
    boek.save(project / "levering.xlsx")
    tekst = lever(*van_borne("levering.xlsx"), code=2)
    assert "formule" in tekst and not (project / MAP).exists()
