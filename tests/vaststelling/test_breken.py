"""What someone does who would break a round: an answer in Dutch, exit code 2, nothing half written."""

from __future__ import annotations

from pathlib import Path

import pytest
from leverhulp import registerboek
from rondehulp import DAG, besluitenboek, planlevering, reactieboek
from typer.testing import CliRunner

from woonanalyse.cli import app
from woonanalyse.kern.logboek import LOGBOEK

BASIS = ("--peildatum", DAG, "--rol", "beleidsmedewerker wonen")
MANDAAT = ("--mandaat", "mandaatregister 2026, nr. 12")
BORNE = f"data/intern/leveringen/{DAG}/GM0147"


def roep(*delen: str, code: int = 0) -> str:
    klaar = CliRunner().invoke(app, list(delen))
    assert klaar.exit_code == code, klaar.output
    return " ".join(klaar.output.split())


def alles(project: Path) -> dict[str, bytes]:
    map_ = project / "data"
    return {p.relative_to(map_).as_posix(): p.read_bytes() for p in map_.rglob("*") if p.is_file()}


def geweigerd(project: Path, *delen: str) -> str:
    """What is said, where nothing may have changed."""
    toen = alles(project)
    tekst = roep(*delen, code=2)
    assert alles(project) == toen
    return tekst


def test_an_act_is_not_before_the_one_before_it(wereld: Path) -> None:
    tekst = geweigerd(wereld, "gecontroleerd", "Borne", *BASIS, "--datum", "2027-01-19")
    assert "kolom datum: staat '2027-01-19'; verwacht: 2027-01-20 of later" in tekst
    assert "op die dag is versie 1 geleverd" in tekst
    roep("gecontroleerd", "Borne", *BASIS, "--datum", "2027-01-20")
    tekst = geweigerd(wereld, "akkoord", "Borne", *BASIS, *MANDAAT, "--datum", "2027-01-19")
    assert "op die dag is versie 1 gecontroleerd" in tekst


def test_a_list_of_acts_is_in_order_too(wereld: Path) -> None:
    vast = {"partij": "GM0147", "peildatum": DAG, "versie": "1"}
    rijen = [
        vast | {"handeling": "gecontroleerd", "grond": "", "datum": "2027-02-05"},
        vast | {"handeling": "akkoord", "grond": "mandaat 3", "datum": "2027-02-04"},
    ]
    (wereld / "standen.xlsx").write_bytes(registerboek("standen", rijen))
    tekst = geweigerd(wereld, "lever", str(wereld / "standen.xlsx"), "--datum", "2027-02-10")
    assert "rij 3" in tekst and "verwacht: 2027-02-05 of later" in tekst


def test_a_concept_is_not_before_what_is_in_it(akkoord: Path) -> None:
    tekst = geweigerd(akkoord, "concept", "--editie", "2027", "--datum", "2027-02-09")
    assert "--datum ligt voor het laatste akkoord, van 10 februari 2027" in tekst


def test_a_refused_concept_says_how_to_go_on(wereld: Path) -> None:
    tekst = geweigerd(wereld, "concept", "--editie", "2027", "--datum", "2027-05-01")
    assert "woonanalyse akkoord" in tekst and f"--peildatum {DAG}" in tekst
    assert "woonanalyse rapport --editie 2027 --datum 2027-05-01" in tekst


def test_the_same_concept_is_not_frozen_twice(concept: Path) -> None:
    tekst = geweigerd(concept, "concept", "--editie", "2027", "--datum", "2027-05-02")
    assert "er is niets veranderd sinds concept 1" in tekst


@pytest.mark.enkele(2)
@pytest.mark.parametrize(
    ("cellen", "zegt"),
    [
        ({"concept": "2"}, "kolom G (concept)"),
        ({"concept": "1", "editie": "2035"}, "een editie waarvan een concept is vastgelegd"),
        ({"concept": "1", "datum": "2027-04-30"}, "op die dag is concept 1 vastgelegd"),
        ({"concept": "1", "datum": "2027-04"}, "op die dag is concept 1 vastgelegd"),
        ({"concept": "1", "partij": "Netwerkstad"}, "een college: een van GS, GM0141"),
    ],
)
def test_a_decision_is_of_a_college_about_a_concept_that_was_there(
    concept: Path, cellen: dict[str, str], zegt: str
) -> None:
    vast = {
        "soort": "wijziging RWP", "status": "besluit", "editie": "2027", "datum": "2027-09-07",
        "uitkomst": "ongewijzigd", "partij": "GS", "zekerheid": "letterlijk", "bronsoort": "besluit",
    }  # fmt: skip
    (concept / "besluiten.xlsx").write_bytes(registerboek("besluiten", [vast | cellen]))
    tekst = geweigerd(concept, "lever", str(concept / "besluiten.xlsx"), "--datum", "2027-09-10")
    assert zegt in tekst


def test_a_decision_in_the_month_of_the_concept_can_be_after_it(concept: Path) -> None:
    ruw = besluitenboek({"GS": "ongewijzigd"})
    vast = {"concept": "1", "datum": "2027-05", "editie": "2027", "uitkomst": "ongewijzigd"}
    anders = {"partij": "GS", "zekerheid": "letterlijk", "bronsoort": "besluit"}
    ruw = registerboek("besluiten", [vast | anders])
    (concept / "besluiten.xlsx").write_bytes(ruw)
    roep("lever", str(concept / "besluiten.xlsx"), "--datum", "2027-09-10")


def test_a_reaction_is_not_before_the_concept(concept: Path) -> None:
    (concept / "reacties.xlsx").write_bytes(reactieboek(datum="2027-04-30"))
    tekst = geweigerd(concept, "lever", str(concept / "reacties.xlsx"), "--datum", "2027-05-21")
    assert "op die dag is concept 1 vastgelegd" in tekst


SCHRIJFT = [
    ("standen",),
    ("akkoord", "Borne", *BASIS, *MANDAAT, "--datum", "2027-06-01"),
    ("concept", "--editie", "2027", "--datum", "2027-06-01"),
    ("lever", "later.xlsx", "--partij", "GM0147", "--peildatum", DAG, "--datum", "2027-06-01"),
]
"""Commands that would go on from what was kept."""


def schade(project: Path, wat: str) -> str:
    """Do damage; the file that a message should name."""
    (project / "later.xlsx").write_bytes(planlevering("GM0147", 60))
    log = project / LOGBOEK
    if wat == "log weg":
        log.unlink()
    elif wat == "log gewijzigd":
        tekst = log.read_text("utf-8")
        log.write_text(tekst.replace("beleidsmedewerker", "wethouder", 1), "utf-8")
    elif wat == "log afgekapt":
        log.write_text("".join(log.read_text("utf-8").splitlines(keepends=True)[:-2]), "utf-8")
    elif wat == "levering":
        (project / BORNE / "GM0147.xlsx").write_bytes(planlevering("GM0147", 999))
        return f"{BORNE}/GM0147.xlsx"
    elif wat == "tabel":
        tabel = project / BORNE / "plannen.csv"
        tabel.write_text(tabel.read_text("utf-8").replace("100", "999"), "utf-8")
        return f"{BORNE}/plannen.csv"
    else:
        (project / f"data/intern/akkoord/{DAG}/GM0147/plannen.csv").unlink()
        return f"data/intern/akkoord/{DAG}/GM0147/plannen.csv"
    return LOGBOEK


@pytest.mark.enkele(2)
@pytest.mark.parametrize(
    "wat", ["log weg", "log gewijzigd", "log afgekapt", "levering", "tabel", "akkoord"]
)
def test_nothing_goes_on_from_what_was_damaged(concept: Path, wat: str) -> None:
    bestand = schade(concept, wat)
    for woorden in SCHRIJFT:
        tekst = geweigerd(concept, *woorden)
        assert f"{bestand}" in tekst and "reservekopie" in tekst, woorden


def test_a_joint_register_that_was_changed_says_how_it_is_made_anew(concept: Path) -> None:
    pad = concept / f"data/intern/planregister/{DAG}/plannen.csv"
    pad.write_text(pad.read_text("utf-8").replace("100", "999"), "utf-8")
    tekst = geweigerd(concept, "concept", "--editie", "2027", "--datum", "2027-06-01")
    assert "is niet wat er is geleverd" in tekst and "()" not in tekst
    roep(
        "lever", str(concept / "GM0147.xlsx"), "--partij", "GM0147", "--peildatum", DAG,
        "--datum", "2027-01-20",
    )  # fmt: skip
    tekst = geweigerd(concept, "concept", "--editie", "2027", "--datum", "2027-06-01")
    assert "is niet wat er is geleverd" not in tekst


def test_an_edition_that_is_gone_is_named(concept: Path) -> None:
    (concept / "data/edities/2027.yml").unlink()
    assert "een van 2015" in geweigerd(concept, "editie", "2027")
    assert "2015" in geweigerd(concept, "concept", "--editie", "2027", "--datum", "2027-06-01")
    assert "2027" in geweigerd(concept, "concepten")


@pytest.mark.parametrize("naam", ["Zwolle", "Bórne", "GM9999"])
def test_a_party_that_is_no_member(wereld: Path, naam: str) -> None:
    tekst = geweigerd(wereld, "gecontroleerd", naam, *BASIS, "--datum", "2027-02-05")
    assert f"staat '{naam}'" in tekst and "Borne" in tekst


def test_answers_about_plans_have_a_role_and_no_address(wereld: Path) -> None:
    tekst = geweigerd(
        wereld, "verschil", "2026-01-01", DAG, "--antwoorden", "x.xlsx", "--rol", "jan@borne.nl"
    )
    assert "hier staat een e-mailadres" in tekst


def test_a_file_that_is_not_there_is_named_with_its_folder(wereld: Path) -> None:
    tekst = geweigerd(wereld, "lever", "data/sjabloon/borne.xlsx", "--partij", "Borne")
    assert "data/sjabloon/borne.xlsx is er niet" in tekst


@pytest.mark.parametrize("wat", ["{", "[]", '{"naam": "2027/concept-1"}', None])
def test_a_concept_without_what_it_holds_is_told(concept: Path, wat: str | None) -> None:
    inhoud = concept / "data/intern/concepten/2027/concept-1/inhoud.json"
    if wat is None:
        inhoud.unlink()
    else:
        inhoud.write_text(wat, encoding="utf-8")
    tekst = geweigerd(concept, "concepten")
    assert "data/intern/concepten/2027/concept-1" in tekst and "reservekopie" in tekst
