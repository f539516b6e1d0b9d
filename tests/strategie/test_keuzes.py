"""Choices on plans: read with all that is wrong at once, kept to in the proposal, with what each costs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import hulp
import pandas as pd
import pytest
from strategiehulp import van_de_gemaakte

from woonanalyse.kern.formulier import formulieren
from woonanalyse.kern.fouten import InvoerFout
from woonanalyse.onderwerpen.dossier import Dossier
from woonanalyse.onderwerpen.keuzes import BESTAND, FORMULIER, NIETS, VRIJ, kolommen, lees_keuzes
from woonanalyse.onderwerpen.strategie.antwoord import Antwoord, antwoorden_van
from woonanalyse.onderwerpen.strategie.bron import verklaard
from woonanalyse.onderwerpen.strategie.lijstgronden import LATER, conflictrijen, keuzerijen
from woonanalyse.onderwerpen.strategie.uitleg import Conflict

PLANNEN = pd.DataFrame({"plan_id": ["P-1", "P-2"], "gemeentecode": ["GM0001", "GM0002"]})
PARTIJEN = ["GM0001", "GM0002", "streek"]
DOELEN = verklaard("doelen")["doelen"]


def _schrijf(wortel: Path, *rijen: str) -> None:
    pad = wortel / BESTAND
    pad.parent.mkdir(parents=True)
    pad.write_text("\n".join([",".join(kolommen()), *rijen, ""]), encoding="utf-8")


@pytest.fixture(scope="module")
def dossier() -> Dossier:
    return hulp.dossier("2022", voorbeelddata=True)


@pytest.fixture(scope="module")
def antwoorden() -> list[Antwoord]:
    return van_de_gemaakte()


def test_the_words_of_the_form_are_the_measures_there_are() -> None:
    woorden = {een["id"] for een in verklaard("instrumenten")["instrumenten"]} | {NIETS, VRIJ}
    keuze = formulieren()[FORMULIER].kolommen["keuze"]
    assert all(keuze.geldig(woord) for woord in woorden)
    assert not keuze.geldig("iets anders")


def test_without_a_file_there_are_no_choices(tmp_path: Path) -> None:
    frame, problemen = lees_keuzes(tmp_path, BESTAND, "2027", PLANNEN, PARTIJEN)
    assert frame.empty and list(frame) == kolommen() and problemen == []


def test_the_last_row_on_a_plan_holds_and_a_free_plan_has_none(tmp_path: Path) -> None:
    _schrijf(
        tmp_path,
        "2027-01-01,GM0001,raad,2027,P-1,niets,eerst",
        "2027-02-01,GM0001,raad,2027,P-1,hard_maken,later",
        "2027-01-01,GM0002,raad,2027,P-2,niets,eerst",
        "2027-02-01,GM0002,raad,2027,P-2,vrij,toch niet",
        "2027-02-01,GM0002,raad,2026,P-2,niets,van een andere editie",
    )
    frame, problemen = lees_keuzes(tmp_path, BESTAND, "2027", PLANNEN, PARTIJEN)
    assert problemen == []
    assert frame[["plan_id", "keuze", "reden"]].values.tolist() == [["P-1", "hard_maken", "later"]]


def test_everything_that_is_wrong_is_said_at_once(tmp_path: Path) -> None:
    _schrijf(
        tmp_path,
        "2027-01-01,GM0001,raad,2027,P-11,niets,bestaat niet",
        "2027-01-01,GM0002,raad,2027,P-1,niets,van een ander",
        "2027-01-01,GM9999,raad,2027,P-1,niets,van niemand",
        "2027-01-01,streek,raad,2027,P-1,niets,van allen",
    )
    problemen = [str(een) for een in lees_keuzes(tmp_path, BESTAND, "2027", PLANNEN, PARTIJEN)[1]]
    assert len(problemen) == 3
    assert "rij 2" in problemen[0] and "bedoelt u P-1?" in problemen[0]
    for nr, probleem in enumerate(problemen[1:], start=3):
        assert f"rij {nr}" in probleem and "GM0001" in probleem and "streek" in probleem


def test_a_cell_that_is_no_word_of_the_form_is_refused(tmp_path: Path) -> None:
    _schrijf(tmp_path, "2027-13-01,GM0001,raad,2027,P-1,weg ermee,zomaar")
    problemen = [str(een) for een in lees_keuzes(tmp_path, BESTAND, "2027", PLANNEN, PARTIJEN)[1]]
    assert any("datum" in een for een in problemen) and any("weg ermee" in een for een in problemen)


def test_the_proposal_keeps_to_the_choices_of_the_register(
    dossier: Dossier, antwoorden: list[Antwoord]
) -> None:
    assert dossier.editie.planstand is not None
    keuzes = dossier.editie.planstand.keuzes
    assert len(keuzes) and (keuzes["keuze"] == NIETS).all()
    for antwoord in antwoorden:
        assert not set(antwoord.voorstel.gekozen["plan_id"]) & set(keuzes["plan_id"])
        vrij = replace(antwoord.vraag, keuzes=antwoord.vraag.keuzes[:0])
        assert set(vrij.opties["plan_id"]) >= set(keuzes["plan_id"])


def test_each_choice_says_who_decided_and_what_it_costs(
    dossier: Dossier, antwoorden: list[Antwoord]
) -> None:
    assert dossier.editie.planstand is not None
    keuzes = dossier.editie.planstand.keuzes
    middelen = {een["id"]: een["naam"] for een in verklaard("instrumenten")["instrumenten"]}
    frame = keuzerijen(antwoorden[0], keuzes, middelen, DOELEN)
    assert set(frame["plan_id"]) == set(keuzes["plan_id"])
    assert (frame["reden"] != "").all() and (frame["rol"] != "").all()
    assert (frame["met"] - frame["zonder"]).dropna().tolist() == frame["kost"][
        frame["met"].notna()
    ].tolist()
    eerste = frame.drop_duplicates("plan_id")
    assert (eerste["kost"] >= 0).all(), "the first goal that differs cannot be better with a choice"


def test_a_measure_that_cannot_be_used_on_the_plan_names_its_row(dossier: Dossier) -> None:
    stand = dossier.editie.planstand
    assert stand is not None
    fout = stand.keuzes.assign(keuze="parapluplan")
    editie = replace(dossier.editie, planstand=replace(stand, keuzes=fout))
    with pytest.raises(InvoerFout) as gezegd:
        antwoorden_van(replace(dossier, editie=editie))
    assert len(gezegd.value.problemen) == len(fout)
    assert "parapluplan" in str(gezegd.value) and "niets" in str(gezegd.value)


def test_a_municipality_does_not_see_on_which_plan_of_another_something_was_decided(
    antwoorden: list[Antwoord],
) -> None:
    vraag = antwoorden[0].vraag
    eerste, tweede = vraag.opties.drop_duplicates("gemeentecode")["gemeentecode"].head(2)
    plan = vraag.opties.loc[vraag.opties["gemeentecode"] == eerste, "plan_id"].iloc[0]
    samen = vraag.normen[vraag.normen["gemeentecode"].isin([eerste, tweede])]
    samen = samen.drop_duplicates("gemeentecode").assign(norm="samen", laag=0, hoog=0)
    een = Conflict(min(eerste, tweede), ["norm: samen", f"keuze: {plan}"], False, True)
    frame = conflictrijen(
        replace(antwoorden[0], vraag=replace(vraag, normen=samen), conflicten=[een])
    )
    per = frame.groupby("gemeentecode")["grond"].agg(list)
    assert per[eerste] == ["norm: samen", f"keuze: {plan}"]
    assert per[tweede] == ["norm: samen", LATER]
    assert set(frame["elke_grond_nodig"]) == {"ja"}
    onbepaald = replace(
        antwoorden[0], vraag=replace(vraag, normen=samen), conflicten=[een._replace(bepaald=False)]
    )
    assert set(conflictrijen(onbepaald)["elke_grond_nodig"]) == {"niet nagegaan"}
