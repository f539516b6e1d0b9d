"""One whole round: deliveries, a concept, a reaction, a new delivery, the next concept, decisions."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from leverhulp import registerboek
from rondehulp import DAG, EDITIE, LEDEN, besluitenboek, planlevering, rapport, reactieboek
from typer.testing import CliRunner

from woonanalyse.cli import app, concepten
from woonanalyse.document.statuswoorden import status, voorbehoud
from woonanalyse.kern.logboek import LOGBOEK, lees
from woonanalyse.onderwerpen.dossierlezer import lees_dossier
from woonanalyse.onderwerpen.keuzes import BESTAND


def roep(*delen: str, code: int = 0) -> str:
    klaar = CliRunner().invoke(app, list(delen))
    assert klaar.exit_code == code, klaar.output
    return " ".join(klaar.output.split())


def lever(project: Path, code: str, rest: int, naam: str = "eerste") -> str:
    pad = project / f"{naam}-{code}.xlsx"
    pad.write_bytes(planlevering(code, rest))
    return roep("lever", str(pad), "--partij", code, "--peildatum", DAG, "--datum", "2027-01-20")


def maak_akkoord(*namen: str, dag: str = "2027-02-10") -> None:
    basis = ("--peildatum", DAG, "--datum", dag, "--rol", "beleidsmedewerker wonen")
    roep("gecontroleerd", *namen, *basis)
    roep("akkoord", *namen, *basis, "--mandaat", "mandaatregister 2026, nr. 12")


def maak_concept(dag: str, code: int = 0) -> str:
    return roep("concept", "--editie", "2027", "--datum", dag, code=code)


def bevroren(project: Path, nummer: int) -> dict[str, bytes]:
    map_ = project / f"data/intern/concepten/2027/concept-{nummer}"
    return {p.relative_to(map_).as_posix(): p.read_bytes() for p in map_.rglob("*") if p.is_file()}


def reactie(project: Path, naam: str, **cellen: str) -> str:
    pad = project / f"{naam}.xlsx"
    pad.write_bytes(reactieboek(**cellen))
    return roep("lever", str(pad), "--datum", "2027-05-21")


def besluit(project: Path, **uitkomsten: str) -> str:
    pad = project / f"besluiten-{len(uitkomsten)}.xlsx"
    pad.write_bytes(besluitenboek({wie: wat.replace("_", " ") for wie, wat in uitkomsten.items()}))
    return roep("lever", str(pad), "--datum", "2027-09-10")


def test_from_deliveries_to_decisions(wereld: Path) -> None:
    maak_akkoord(*LEDEN.values())
    assert status(rapport(wereld)) == "analyse, geen besluit van GS of B&W"
    eerste = maak_concept("2027-05-01")
    assert all(f"{naam} (versie 1)" in eerste for naam in LEDEN.values())
    assert "Enschede (niet geleverd)" in eerste
    assert b"concept 1 van 1 mei 2027, nog geen besluit" in bevroren(wereld, 1)["rapport/rwp.html"]

    reactie(wereld, "reacties", gevraagd="De capaciteit is 40 lager")
    toen = bevroren(wereld, 1)
    tekst = lever(wereld, "GM0147", 60, "tweede")
    assert "concept 2027/concept-1 van 1 mei 2027 is al vastgelegd, met versie 1 van Borne" in tekst
    assert "versie 2) verandert dat niet" in tekst
    maak_akkoord("Borne", dag="2027-05-20")
    reactie(wereld, "antwoord", datum="2027-05-25", antwoord="Overgenomen", gewijzigd="ja")
    assert bevroren(wereld, 1) == toen
    assert status(rapport(wereld)) == "analyse na concept 1, geen besluit van GS of B&W"

    tweede = maak_concept("2027-06-01")
    assert "reacties op concept 1: 1 gewijzigd" in tweede
    anders = json.loads(
        CliRunner().invoke(app, ["verschil", "2027/concept-1", "2027/concept-2", "--json"]).output
    )
    assert [(een["soort"], een["partij"]) for een in anders["invoer"]] == [
        ("levering", "GM0147"),
        ("reactie", "GM0147"),
    ]
    hard = [een for een in anders["uitkomsten"] if een["tabel"] == "balans"]
    cellen = {(een["partij"], een["kolom"], een["toen"], een["nu"]) for een in hard}
    assert ("GM0147", "hard_totaal", "100", "60") in cellen
    assert {partij for partij, *_ in cellen} == {"GM0147"}
    assert hard[0]["waarom"][0] == "levering versie 2 in plaats van 1"
    op_scherm = roep("verschil", "2027/concept-1", "2027/concept-2")
    assert "Borne: hard_totaal van 100 naar 60; levering versie 2 in plaats van 1" in op_scherm
    sommen = [een for een in anders["uitkomsten"] if een["tabel"] == "balans_gebied"]
    assert not any(een["kolom"] == "hard_totaal" for een in sommen), "of others it is unknown still"

    besluit(wereld, GS="ongewijzigd", GM0147="ongewijzigd", GM0141="ongewijzigd")
    dossier = rapport(wereld)
    assert status(dossier) == "concept 2 van 1 juni 2027, vastgesteld door 3 van 15"
    assert "niet alle colleges" in voorbehoud(dossier)
    assert "ongewijzigd door 3 van 15" in roep("concepten")
    assert "de keten is heel" in roep("logboek")
    geteld = [regel.handeling for regel in lees(wereld)]
    assert geteld.count("concept") == 2 and geteld.count("besluit") == 3


@pytest.mark.lang
def test_outcomes_that_adopt_nothing_are_told_and_not_counted(concept: Path) -> None:
    (concept / "data/intern/concepten/2027/concept-1.yml").rename(
        concept / "data/intern/concepten/2027/concept-2.yml"
    )
    pad = concept / "data/intern/concepten/2027/concept-2.yml"
    pad.write_text(pad.read_text("utf-8").replace("nummer: 1", "nummer: 2"), "utf-8")

    besluit(
        concept,
        GS="ongewijzigd",
        GM0147="met_voorbehoud",
        GM0141="afgewezen",
        GM0163="niet_behandeld",
    )

    assert status(lees_dossier(concept, "2027")) == (
        "concept 2 van 1 mei 2027, vastgesteld door 1 van 15, met voorbehoud door 1, afgewezen door 1 en "
        "niet behandeld door 1"
    )


@pytest.mark.lang
def test_adopted_needs_every_college(akkoord: Path) -> None:
    assert "besluiten" not in roep("editie", "2027")
    maak_concept("2027-05-01")
    assert "Nog nodig: besluiten over concept 1, van GS, B&W van Almelo" in roep("editie", "2027")
    concept_2 = akkoord / "data/intern/concepten/2027/concept-2.yml"
    eerste = concept_2.with_name("concept-1.yml")
    concept_2.write_text(eerste.read_text("utf-8").replace("nummer: 1", "nummer: 2"), "utf-8")
    leden = list(lees_dossier(akkoord, "2027").regio.gemeenten["gemeentecode"])

    besluit(akkoord, GS="ongewijzigd", **dict.fromkeys(leden, "ongewijzigd"))

    dossier = lees_dossier(akkoord, "2027")
    assert status(dossier) == (
        f"vastgesteld door alle {len(leden) + 1} colleges, het laatste op 7 september 2027"
    )
    assert voorbehoud(dossier).startswith("Dit rapport is vastgesteld door alle colleges")
    assert "besluiten over" not in roep("editie", "2027")


def test_nothing_is_frozen_while_anything_is_in_the_way(wereld: Path) -> None:
    tekst = maak_concept("2027-05-01", code=2)
    assert "geen levering voor peildatum 2027-01-01 is akkoord" in tekst
    assert "er is nog geen rapport" in tekst

    maak_akkoord("Borne")
    tekst = maak_concept("2027-05-01", code=2)
    assert "Almelo: versie 1 is ambtelijk" in tekst
    assert "data/intern/akkoord/2027-01-01/plannen.csv" in tekst
    assert not (wereld / "data/intern/concepten").exists()


@pytest.mark.lang
def test_a_concept_of_those_who_agreed(wereld: Path) -> None:
    maak_akkoord("Borne")
    editie = wereld / "data/edities/2027.yml"
    editie.write_text(EDITIE.replace("intern/planregister", "intern/akkoord"), encoding="utf-8")
    rapport(wereld)

    tekst = maak_concept("2027-05-01")

    assert "erin: Borne (versie 1)" in tekst and "Almelo (versie 1 is ambtelijk)" in tekst


@pytest.mark.lang
def test_a_report_older_than_its_data_is_not_frozen(akkoord: Path) -> None:
    editie = akkoord / "data/edities/2027.yml"
    editie.write_text(EDITIE.replace("RWP Twente 2027", "RWP Twente 2027, herzien"), "utf-8")

    assert "is ouder dan de gegevens" in maak_concept("2027-05-01", code=2)


@pytest.mark.lang
def test_without_changes_there_is_no_next_concept(concept: Path) -> None:
    tekst = maak_concept("2027-06-01", code=2)

    assert "er is niets veranderd sinds concept 1 van 1 mei 2027" in tekst
    assert not (concept / "data/intern/concepten/2027/concept-2.yml").exists()


def test_where_the_report_fails_nothing_stays(
    akkoord: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def mis(*_: object) -> None:
        raise OSError("schijf vol")

    monkeypatch.setattr(concepten, "maak_opnieuw", mis)
    toen = len(lees(akkoord))
    CliRunner().invoke(app, ["concept", "--editie", "2027", "--datum", "2027-05-01"])

    assert not list((akkoord / "data/intern/concepten/2027").iterdir())
    assert not list((akkoord / "data/intern").glob(".*"))
    assert len(lees(akkoord)) == toen


def test_what_is_changed_in_a_frozen_concept_or_cut_off_the_log_is_seen(concept: Path) -> None:
    log = concept / LOGBOEK
    regels = log.read_text(encoding="utf-8").splitlines(keepends=True)
    log.write_text("".join(regels[:-3]), encoding="utf-8")
    assert "zoals 2027/concept-1 haar kent" in roep("logboek", code=2)

    log.write_text("".join(regels), encoding="utf-8")
    roep("concepten")
    map_ = concept / "data/intern/concepten/2027/concept-1"
    (map_ / "rapport/rwp.html").write_text("anders", "utf-8")
    assert "concept-1/rapport/rwp.html" in roep("concepten", code=2)
    inhoud = map_ / "inhoud.json"
    heel = inhoud.read_text("utf-8")
    inhoud.write_text(heel.replace('"rol": "opsteller"', '"rol": "iemand anders"'), "utf-8")
    assert "concept-1/inhoud.json" in roep("concepten", code=2)
    inhoud.write_text(heel[:-20], "utf-8")
    assert "concept-1/inhoud.json" in roep("concepten", code=2)


def test_a_reaction_can_be_taken_out_and_the_chain_stays_whole(concept: Path) -> None:
    reactie(concept, "reacties", gevraagd="Iets dat hier niet had mogen staan")
    nr = next(regel.nr for regel in lees(concept) if regel.handeling == "reactie")

    vast = ("--rol", "archivaris", "--reden", "verzoek om verwijdering", "--datum", "2027-06-01")
    tekst = roep("logboek", "--verwijder", str(nr), *vast)

    assert "de teksten van deze reactie verwijderd" in tekst
    over = [
        p
        for p in (concept / "data").rglob("*")
        if p.is_file() and b"niet had mogen" in p.read_bytes()
    ]
    assert over == []
    assert not list((concept / "data/intern/leveringen").rglob("reacties.xlsx"))
    assert "de keten is heel" in roep("logboek")
    assert "1 nog zonder antwoord" in roep("concepten")


def test_a_reaction_is_about_a_concept_that_is_there_and_names_no_person(wereld: Path) -> None:
    pad = wereld / "reacties.xlsx"
    rij = {"partij": "GM0147", "editie": "2027", "rol": "mevr. Jansen"}
    pad.write_bytes(registerboek("reacties", [rij]))
    assert "een rol, zoals" in roep("lever", str(pad), "--datum", "2027-05-21", code=2)

    pad.write_bytes(registerboek("reacties", [rij | {"rol": "beleidsmedewerker wonen"}]))
    tekst = roep("lever", str(pad), "--datum", "2027-05-21", code=2)
    assert "een editie waarvan een concept is vastgelegd" in tekst


def test_a_choice_on_a_plan_is_kept_inside_and_can_be_taken_out(wereld: Path) -> None:
    pad = wereld / "plankeuzes.xlsx"
    rij = {
        "partij": "GM0147", "rol": "college", "editie": "2027", "plan_id": "GM0147-01", "keuze": "niets",
        "datum": "2027-05-20", "reden": "Iets dat hier niet had mogen staan",
    }  # fmt: skip
    pad.write_bytes(registerboek("plankeuzes", [rij | {"editie": "2099", "rol": "dhr. Jansen"}]))
    assert "een rol, zoals" in roep("lever", str(pad), "--datum", "2027-05-21", code=2)
    pad.write_bytes(registerboek("plankeuzes", [rij | {"editie": "2099"}]))
    assert "2099" in roep("lever", str(pad), "--datum", "2027-05-21", code=2)

    pad.write_bytes(registerboek("plankeuzes", [rij]))
    assert BESTAND in roep("lever", str(pad), "--datum", "2027-05-21")
    assert "niets" in (wereld / BESTAND).read_text("utf-8")
    nr = next(regel.nr for regel in lees(wereld) if regel.handeling == "keuze")

    vast = ("--rol", "archivaris", "--reden", "verzoek om verwijdering", "--datum", "2027-06-01")
    assert "de teksten van deze keuze verwijderd" in roep("logboek", "--verwijder", str(nr), *vast)
    over = [
        p
        for p in (wereld / "data").rglob("*")
        if p.is_file() and b"niet had mogen" in p.read_bytes()
    ]
    assert over == []
    assert "de keten is heel" in roep("logboek")


def test_an_edition_names_the_decisions_that_changed_it_since(wereld: Path) -> None:
    editie = wereld / "data/edities/2027.yml"
    editie.write_text(EDITIE + 'wijzigingsbesluiten: ["2028/014"]\n', encoding="utf-8")
    tekst = roep("controleer", "--editie", "2027", code=2)
    assert "wijzigingsbesluiten: staat '2028/014'" in tekst and "er is er nog geen" in tekst

    rij = {
        "soort": "wijzigingsbesluit", "status": "besluit", "editie": "2027", "besluitnummer": "2028/014",
        "datum": "2028-03-01", "partij": "GS", "zekerheid": "letterlijk", "bronsoort": "besluit",
    }  # fmt: skip
    editie.write_text(EDITIE, encoding="utf-8")
    (wereld / "besluiten.xlsx").write_bytes(registerboek("besluiten", [rij]))
    roep("lever", "besluiten.xlsx", "--datum", "2028-03-02")
    editie.write_text(EDITIE + 'wijzigingsbesluiten: ["2028/014"]\n', encoding="utf-8")

    assert "in orde" in roep("controleer", "--editie", "2027")
