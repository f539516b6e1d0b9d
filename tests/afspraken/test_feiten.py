"""What the registers say by article: every row once, what counts and why not."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from afspraken.afsprakenhulp import KOP, A, Rij, afspraak, alle, balans, registers

from woonanalyse.afspraken import feiten as feitenmodule
from woonanalyse.afspraken.beoordeel import beoordeel
from woonanalyse.afspraken.feiten import feiten
from woonanalyse.afspraken.lezingen import lezingen
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
    frame = lezingen(alle(), bron, balans(), KOP)
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
    """Where it was found is its place in the paper, or else the address of the paper."""
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
        "waarom": "tegengesproken", "tegenspraak": "2018", "vindplaats": "blz. 5",
        "feit": "Pilot; wonen; waarde 3; keer. Een proef. geteld (afgeleid)",
    }  # fmt: skip
    assert frame.to_dict("records") == [{**vast, **twee}, {**vast, **een}]
    assert list(frame.columns) == feitenmodule.KOLOMMEN and str(frame["artikel"].dtype) == "Int64"


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
    ("datum", "peildatum", "waarom"),
    [("2021-02-01", "2020-07-01", ""), ("2019-01-01", "2021-01-01", "buiten de looptijd")],
)
def test_a_delivery_counts_by_the_day_that_it_is_of(
    datum: str, peildatum: str, waarom: str
) -> None:
    regel = afspraak(24)
    rij = {"datum": datum, "peildatum": peildatum, "geleverd": "ja", "soort": regel["bewijs"]}
    bron = met_plek(planmonitorleveringen=[rij])
    (gevonden,) = feiten([regel], bron, balans(), KOP).itertuples()
    assert gevonden.waarom == waarom


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
