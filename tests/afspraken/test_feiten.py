"""What the registers say by article: every row once, what counts and why not."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from afspraken.afsprakenhulp import KOP, A, Rij, afspraak, alle, balans, per_lezing, registers

from woonanalyse.afspraken import feiten as feitenmodule
from woonanalyse.afspraken.beoordeel import beoordeel
from woonanalyse.afspraken.feiten import feiten
from woonanalyse.kern.registers import dragend


def met_plek(**rijen: list[dict[str, Any]]) -> dict[str, pd.DataFrame]:
    """Registers as they are read: a row knows its file and place."""
    return {
        naam: frame.set_axis([f"data/registers/{naam}.csv:{nr + 2}" for nr in range(len(frame))])
        for naam, frame in registers(**rijen).items()
    }


def een(**anders: Any) -> dict[str, Any]:
    return {"datum": "2019-03-01", "partij": A, "artikel": 2, "soort": "pilot", **anders}


@pytest.mark.parametrize(
    ("anders", "telt", "waarom"),
    [
        ({}, "ja", ""),
        ({"zekerheid": "onzeker"}, "nee", "onzeker"),
        ({"zekerheid": "afgeleid", "afleiding": "zo"}, "nee", "afgeleid"),
        ({"bronsoort": "pers"}, "nee", "pers"),
        ({"bronsoort": "stuk van een ander"}, "nee", "stuk van een ander"),
        ({"tegenspraak": "elders 2018"}, "nee", "tegengesproken"),
        ({"datum": ""}, "nee", "zonder datum"),
        ({"datum": "2021-01-01"}, "nee", "buiten de looptijd"),
        ({"soort": "iets anders"}, "nee", "wordt getoond"),
    ],
)
def test_wat_telt_en_waarom_niet(anders: Rij, telt: str, waarom: str) -> None:
    regel = afspraak(2)
    bron = met_plek(voortgang=[een(**anders)], volledigheid=[])
    (rij,) = feiten([regel], bron, balans(), KOP).itertuples()
    assert (rij.telt, rij.waarom) == (telt, waarom)
    assert (rij.register, rij.registerrij, rij.partij) == ("data/registers/voortgang.csv", "2", "A")
    kaal = {naam: dragend(frame) for naam, frame in bron.items()}
    (stand,) = beoordeel([regel], kaal, balans(), KOP).query("partij == 'A'")["status"]
    assert (stand == "inspanning aangetoond") == (telt == "ja")


def test_een_rij_staat_bij_elk_artikel_dat_haar_toont_een_keer() -> None:
    rijen = [{"datum": "2018-01-30", "partij": A, "soort": "prioritering", "editie": ""}]
    maatregel = {"datum": "", "partij": A, "soort": "fase geschrapt", "effect": "minder"}
    frame = feiten(alle(), met_plek(besluiten=rijen, maatregelen=[maatregel]), balans(), KOP)
    assert not frame.duplicated(["artikel", "register", "registerrij"]).any()
    assert set(frame.loc[frame["register"].str.contains("besluiten"), "artikel"]) >= {12}
    (getoond,) = frame[frame["register"].str.contains("maatregelen")].itertuples()
    assert (getoond.artikel, getoond.telt, getoond.waarom) == (15, "nee", "wordt getoond")
    assert not frame["register"].str.contains("volledigheid").any()


def test_zonder_feiten_een_lege_tabel_met_alle_kolommen() -> None:
    frame = feiten(alle(), met_plek(), balans(), KOP)
    assert frame.empty and list(frame.columns) == feitenmodule.KOLOMMEN


def test_elke_lezing_wordt_beoordeeld_en_de_gewone_geeft_de_stand() -> None:
    besluit = {"partij": A, "status": "besluit", "editie": ""}
    rijen = [
        {**besluit, "datum": "2016-07-01", "soort": "programmeringsstrategie"},
        {**besluit, "datum": "2018-05-01", "soort": "woonvisie"},
    ]
    bron = {naam: dragend(frame) for naam, frame in registers(besluiten=rijen).items()}
    frame = per_lezing(alle(), bron, balans(), KOP)
    stand = beoordeel(alle(), bron, balans(), KOP)
    for regel in alle():
        eigen = frame[frame["artikel"] == regel["artikel"]]
        if "onderdeel" in regel:
            eigen = eigen[(eigen["onderdeel"] == regel["onderdeel"]).fillna(False)]
        assert set(eigen["lezing"]) == set(regel.get("lezingen", {}))
        if "lezing" in regel:
            gewoon = eigen[eigen["gewoon"] == "ja"][["partij", "periode", "status"]]
            zelfde = stand[stand["artikel"] == regel["artikel"]]
            if "onderdeel" in regel:
                zelfde = zelfde[zelfde["onderdeel"] == regel["onderdeel"]]
            assert gewoon.values.tolist() == zelfde[["partij", "periode", "status"]].values.tolist()
    zestien = frame[(frame["artikel"] == 16) & (frame["partij"] == "A")]
    assert "gehaald" not in set(zestien.query("lezing == 'A'")["status"])
    assert "gehaald" in set(zestien.query("lezing == 'B'")["status"])


FEIT = {
    "artikel": 2, "datum": "2019-03-01", "partij": A, "soort": "pilot", "onderwerp": "wonen",
    "waarde": 3, "eenheid": "keer", "omschrijving": "Een proef.", "bron_url": "https://voorbeeld.test",
    "feit": "regel 4",
}  # fmt: skip


def test_every_cell_of_a_fact() -> None:
    """Where it was found is its place in the paper, and the address of the paper."""
    rijen = [FEIT, {**FEIT, "partij": "provincie", "vindplaats": "blz. 5", "tegenspraak": "2018",
                    "afleiding": "geteld", "datum": ""}]  # fmt: skip
    frame = feiten([afspraak(2)], met_plek(voortgang=rijen), balans(), KOP)
    vast = {
        "editie": "2017", "artikel": 2, "register": "data/registers/voortgang.csv",
        "bronsoort": "eigen stuk", "zekerheid": "letterlijk", "bron": "bron voortgang",
        "bewijs": "regel 4",
    }  # fmt: skip
    een = {
        "registerrij": "2", "partij": "A", "datum": "2019-03-01", "telt": "ja", "waarom": "",
        "feit": "Pilot; wonen; waarde 3; keer. Een proef.", "tegenspraak": "",
        "vindplaats": "https://voorbeeld.test",
    }  # fmt: skip
    twee = {
        "registerrij": "3", "partij": "provincie", "datum": "", "telt": "nee",
        "waarom": "tegengesproken", "tegenspraak": "2018",
        "vindplaats": "blz. 5; https://voorbeeld.test",
        "feit": "Pilot; wonen; waarde 3; keer. Een proef. geteld (afgeleid)",
    }  # fmt: skip
    assert frame.to_dict("records") == [{**vast, **twee}, {**vast, **een}]
    assert list(frame.columns) == feitenmodule.KOLOMMEN and str(frame["artikel"].dtype) == "Int64"


@pytest.mark.parametrize(
    ("register", "artikel", "rij", "woorden"),
    [
        ("capaciteiten", 24, {"peildatum": "2018-01-01", "waarde": 889, "soort": "hard"},
         "Hard; peildatum 1 januari 2018; waarde 889."),
        ("capaciteiten", 24, {"peildatum": "2020-01", "waarde": 14130, "waarde_hoog": 14200},
         "Peildatum januari 2020; waarde 14.130; waarde hoog 14.200."),
        ("capaciteiten", 24, {"peildatum": "2017", "soort": "hard"}, "Hard; peildatum 2017."),
        ("planmonitorleveringen", 24, {"peildatum": "2017-01-01", "soort": "hard"},
         "Hard; peildatum 1 januari 2017."),
        ("termijnen", 15, {"termijn_start": "2016-01", "hersteld_op": "2019-12-31"},
         "Termijn start januari 2016; hersteld op 31 december 2019."),
    ],
)  # fmt: skip
def test_a_date_or_number_in_a_fact_reads_as_one(
    register: str, artikel: int, rij: Rij, woorden: str
) -> None:
    (gevonden,) = feiten([afspraak(artikel)], met_plek(**{register: [rij]}), balans(), KOP)["feit"]
    assert gevonden == woorden


BESLUIT = {
    "datum": "2018-01-30", "partij": A, "soort": "prioritering", "editie": "2017", "status": "besluit",
}  # fmt: skip


@pytest.mark.parametrize(
    ("soort", "status", "waarom"),
    [
        ("vastlegging", "besluit", ""),
        ("vastlegging", "document", ""),
        ("vastlegging", "concept", "geen besluit van deze partij"),
        ("cyclus", "besluit", ""),
        ("cyclus", "document", "geen besluit van deze partij"),
    ],
)
def test_of_a_record_documents_count_too(soort: str, status: str, waarom: str) -> None:
    regel = afspraak(12, soort=soort, bewijs="prioritering")
    bron = met_plek(besluiten=[{**BESLUIT, "status": status}])
    (rij,) = feiten([regel], bron, balans(), KOP).itertuples()
    assert (rij.telt, rij.waarom) == ("nee" if waarom else "ja", waarom)


@pytest.mark.parametrize(
    ("artikel", "onderdeel", "wie", "telt"),
    [
        (11, "document", "gezamenlijk", "ja"),
        (11, "document", "gemeenten", "nee"),
        (11, "document", A, "nee"),
        (11, None, A, "ja"),
        (11, None, "GS", "ja"),
        (11, None, "gemeenten", "nee"),
        (11, None, "gezamenlijk", "nee"),
        (12, None, A, "ja"),
        (12, None, "gemeenten", "ja"),
        (12, None, "gezamenlijk", "nee"),
    ],
)
def test_a_decision_counts_for_whom_it_is_of(
    artikel: int, onderdeel: str | None, wie: str, telt: str
) -> None:
    """A row of all colleges together is no decision of each; said of it is what the state is made from."""
    (regel,) = (a for a in alle() if (a["artikel"], a.get("onderdeel")) == (artikel, onderdeel))
    soort = regel.get("bewijs", regel.get("deels"))
    rijen = [{"datum": "2018-01-30", "partij": wie, "soort": soort, "status": "besluit"}]
    bron = met_plek(besluiten=rijen, volledigheid=[])
    (gevonden,) = feiten([regel], bron, balans(), KOP).itertuples()
    assert gevonden.telt == telt
    tellend = beoordeel([regel], bron, balans(), KOP)["bron"].str.contains("bron besluiten")
    assert tellend.any() == (telt == "ja")


@pytest.mark.parametrize(
    ("anders", "waarom"),
    [
        ({}, ""),
        ({"overheid": "provincie"}, "niet met gemeenten"),
        ({"vervangend": "ja"}, "vervangende nieuwbouw"),
        ({"woningen": pd.NA}, "aantal woningen onbekend"),
        ({"woningen": 24}, "onder de drempel"),
        ({"datum": "2021-01-01"}, "buiten de looptijd"),
        ({"zekerheid": "onzeker", "woningen": 24}, "onzeker"),
    ],
)
def test_why_a_plan_of_coordination_does_not_count(anders: dict[str, Any], waarom: str) -> None:
    rij = {
        "datum": "2019-03-01", "overheid": "gemeenten", "vervangend": "nee", "woningen": 25, **anders,
    }  # fmt: skip
    regel = afspraak(18, vanaf_woningen=25)
    (gevonden,) = feiten([regel], met_plek(afstemming=[rij]), balans(), KOP).itertuples()
    assert gevonden.waarom == waarom


@pytest.mark.parametrize(
    ("anders", "waarom_a", "waarom_b"),
    [
        ({}, "", ""),
        ({"datum": "2020-12-31"}, "", ""),
        ({"datum": "2021-01-01"}, "buiten de looptijd", "buiten de looptijd"),
        ({"peildatum": "2021-01-01"}, "buiten de looptijd", "buiten de looptijd"),
        (
            {"peildatum": "2015-12-31"},
            "andere peildag dan de gebruikte lezing",
            "buiten de looptijd",
        ),
        ({"peildatum": "2016-01-02"}, "andere peildag dan de gebruikte lezing", ""),
        ({"peildatum": "2019-12-31"}, "andere peildag dan de gebruikte lezing", ""),
        ({"soort": "zacht"}, "wordt getoond", "wordt getoond"),
    ],
)
def test_a_delivery_that_counts_is_one_that_makes_a_year_known(
    anders: dict[str, Any], waarom_a: str, waarom_b: str
) -> None:
    """By each reading of the day that it has to be of; said of the fact is what the state is made from."""
    rij = {"datum": "2019-03-01", "peildatum": "2016-01-01", "geleverd": "ja", "soort": "hard"}
    bron = met_plek(planmonitorleveringen=[{**rij, **anders}], volledigheid=[])
    for lezing, waarom in (("A", waarom_a), ("B", waarom_b)):
        regel = afspraak(24, lezing=lezing)
        (gevonden,) = feiten([regel], bron, balans(), KOP).itertuples()
        assert gevonden.waarom == waarom
        stand = beoordeel([regel], bron, balans(), KOP).query("partij == 'A'")["status"]
        assert ("gehaald" in set(stand)) == (gevonden.telt == "ja")


def test_facts_stand_by_article_and_then_by_date() -> None:
    rijen = [
        {**FEIT, "artikel": nr, "datum": dag}
        for nr, dag in ((4, "2018"), (2, "2019-01"), (4, "2016"), (2, "2018"))
    ]
    frame = feiten([afspraak(4), afspraak(2)], met_plek(voortgang=rijen), balans(), KOP)
    assert list(zip(frame["artikel"], frame["datum"], strict=True)) == [
        (2, "2018"), (2, "2019-01"), (4, "2016"), (4, "2018"),
    ]  # fmt: skip
    assert list(frame.index) == [0, 1, 2, 3]
