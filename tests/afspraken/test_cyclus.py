"""The cycle of decisions, to the day."""

from random import Random
from typing import Any

import pandas as pd
import pytest
from afspraken.afsprakenhulp import A, B, Rij, afspraak, kop, oordeel
from hulp import voorbeelden
from hypothesis import given
from hypothesis import strategies as st

from woonanalyse.kern.afspraak import Afspraak


def besluit(datum: str, partij: str = "GS", **anders: Any) -> Rij:
    return {"datum": datum, "partij": partij, "soort": "wijziging RWP", **anders}


def bestaat(datum: str = "2019", **anders: Any) -> Rij:
    return besluit(
        datum, "gezamenlijk", editie="2019", status="bestaat", bron="bron 2019", **anders
    )


def van_gs(*rijen: Rij, regel: Afspraak | None = None, **anders: Any) -> pd.DataFrame:
    uitkomst = oordeel(regel or afspraak(11), besluiten=list(rijen), **anders)
    return uitkomst[uitkomst["partij"] == "GS"]


def test_zonder_besluiten_is_elk_college_onbekend() -> None:
    uitkomst = oordeel(afspraak(11), volledigheid=[])
    assert list(uitkomst["partij"]) == ["GS", "A", "B"]
    assert set(uitkomst["status"]) == {"onbekend"}
    assert set(uitkomst["periode"]) == {"2016-01-01/2020-12-31"}


@pytest.mark.parametrize(
    ("tweede", "verwacht", "waarde"),
    [
        ("2018-04-17", "gehaald", 23.97),
        ("2018-04-18", "gehaald", 24.0),
        ("2018-04-19", "niet gehaald", 24.03),
        ("2018-04", "onbekend", None),
        ("2018-03", "gehaald", None),
        ("2018-05", "niet gehaald", None),
    ],
)
def test_vierentwintig_maanden_op_de_dag(tweede: str, verwacht: str, waarde: float | None) -> None:
    rijen = van_gs(besluit("2016-04-18"), besluit(tweede))
    assert rijen["periode"].iloc[0] == f"2016-04-18/{tweede}"
    assert rijen["status"].iloc[0] == verwacht
    gelezen = rijen["waarde"].iloc[0]
    assert rijen["waarde"].isna().iloc[0] if waarde is None else gelezen == waarde
    assert rijen["norm"].iloc[0] == 24


@pytest.mark.parametrize("partij", [A, B])
@pytest.mark.parametrize(
    ("artikel", "soort"), [(11, "wijziging RWP"), (16, "programmeringsstrategie")]
)
@pytest.mark.parametrize(
    ("tweede", "verwacht"), [("2018-02-28", "gehaald"), ("2018-03-01", "niet gehaald")]
)
def test_beide_cycli_van_een_gemeente_op_de_dag(
    artikel: int, soort: str, partij: str, tweede: str, verwacht: str
) -> None:
    besluiten = [besluit(datum, partij, soort=soort) for datum in ("2016-02-29", tweede)]
    uitkomst = oordeel(afspraak(artikel), besluiten=besluiten)
    naam = {A: "A", B: "B"}[partij]
    assert uitkomst.loc[uitkomst["partij"] == naam, "status"].iloc[0] == verwacht
    anderen = uitkomst[uitkomst["partij"] != naam]
    assert set(anderen["status"]) == {"niet gehaald"}


@pytest.mark.parametrize(
    ("stand", "verwacht"),
    [("2017-12-01", "onbekend"), ("2017-12-02", "achter"), ("2020-12-31", "niet gehaald")],
)
def test_geen_besluit_in_een_volledig_register_is_geen_onbekende(stand: str, verwacht: str) -> None:
    assert list(van_gs(kop=kop(stand_per=stand))["status"]) == [verwacht]
    document = besluit("2017-04", "gezamenlijk", editie="2017", status="document")
    assert list(van_gs(document, kop=kop(stand_per=stand))["status"]) == ["onbekend"]
    open_ = van_gs(kop=kop(stand_per=stand), volledigheid=[])
    assert list(open_["status"]) == ["onbekend"]


def test_een_eerste_besluit_zonder_dag() -> None:
    assert van_gs(besluit("2016-04"), besluit("2018-04-01"))["status"].iloc[0] == "gehaald"
    assert van_gs(besluit("2016-04"), besluit("2018-04-02"))["status"].iloc[0] == "onbekend"
    assert van_gs(besluit("2016-04"), besluit("2018-04-30"))["status"].iloc[0] == "onbekend"
    assert van_gs(besluit("2016-04"), besluit("2018-05-01"))["status"].iloc[0] == "niet gehaald"


@pytest.mark.parametrize(
    ("stand", "verwacht"),
    [("2018-04-18", "op koers"), ("2018-04-19", "achter"), ("2016-04-18", "op koers")],
)
def test_het_lopende_stuk(stand: str, verwacht: str) -> None:
    rijen = van_gs(besluit("2016-04-18"), kop=kop(stand_per=stand))
    assert list(rijen["status"]) == [verwacht]
    assert list(rijen["periode"]) == [f"2016-04-18/{stand}"]


def test_het_lopende_stuk_houdt_op_met_de_afspraak() -> None:
    rijen = van_gs(besluit("2018-12-31"), kop=kop(stand_per="2021-06-30"))
    assert list(rijen["status"]) == ["niet gehaald", "nvt"]
    assert rijen["periode"].tolist() == ["2015-12-01/2018-12-31", "2018-12-31/2020-12-31"]
    assert list(van_gs(besluit("2018-12-30"))["status"]) == ["niet gehaald", "niet gehaald"]
    assert list(van_gs(besluit("2018-12"))["status"]) == ["niet gehaald", "onbekend"]


@pytest.mark.parametrize(("dag", "rijen"), [("2017-12-01", 1), ("2017-12-02", 2)])
def test_van_voor_het_eerste_besluit(dag: str, rijen: int) -> None:
    uitkomst = van_gs(besluit(dag), volledigheid=[])
    assert len(uitkomst) == rijen
    if rijen == 2:
        assert uitkomst["status"].iloc[0] == "onbekend"
        assert (
            "Of er een eerder besluit is dat meetelt, is niet bekend."
            in uitkomst["toelichting"].iloc[0]
        )
        assert van_gs(besluit(dag))["status"].iloc[0] == "niet gehaald"
        assert van_gs(besluit(dag), bestaat("2016"))["status"].iloc[0] == "onbekend"


def test_de_norm_komt_uit_de_afspraak() -> None:
    regel = afspraak(11, norm=25)
    rijen = van_gs(besluit("2016-04-18"), besluit("2018-04-19"), regel=regel)
    assert rijen["status"].iloc[0] == "gehaald"
    regel = afspraak(11, norm=2, eenheid="jaar")
    rijen = van_gs(besluit("2016-04-18"), besluit("2018-04-18"), regel=regel)
    assert (rijen["status"].iloc[0], rijen["waarde"].iloc[0]) == ("gehaald", 2)


def test_een_editie_die_bestaat_telt_mee_maar_geeft_nooit_achter_of_gehaald() -> None:
    rijen = van_gs(besluit("2017-04-18"), bestaat())
    assert list(rijen["status"]) == ["onbekend"]
    assert "Editie 2019 bestaat, gegevens niet in ons bezit." in rijen["toelichting"].iloc[0]
    assert rijen["bron"].iloc[0].endswith("; bron besluiten; bron 2019")
    assert list(van_gs(bestaat())["status"]) == ["onbekend"]
    lang = van_gs(besluit("2016-04-18"), besluit("2020-04-18"), bestaat())
    assert list(lang["status"]) == ["onbekend", "nvt"]
    kort = van_gs(besluit("2017-11-30"), besluit("2019-11-30"), bestaat())
    assert list(kort["status"]) == ["gehaald", "nvt"]


@pytest.mark.parametrize(
    ("dag", "verwacht"),
    [
        ("2016-04-18", "niet gehaald"),
        ("2016-04-19", "onbekend"),
        ("2020-02-29", "onbekend"),
        ("2020-03-01", "niet gehaald"),
    ],
)
def test_alleen_wat_tussen_twee_besluiten_ligt_kan_een_besluit_verbergen(
    dag: str, verwacht: str
) -> None:
    rijen = van_gs(besluit("2016-04-18"), besluit("2020-03-01"), bestaat(dag))
    assert rijen["status"].iloc[0] == verwacht


def test_een_editie_van_buiten_het_stuk_verzacht_niets() -> None:
    rijen = van_gs(besluit("2016-01-01"), besluit("2018-12-31"), bestaat("2019"))
    assert rijen["status"].iloc[0] == "niet gehaald"
    rijen = van_gs(bestaat("2016"), besluit("2016-12-31"), kop=kop(stand_per="2019-06-01"))
    assert list(rijen["status"]) == ["achter"]
    rijen = van_gs(bestaat("2020"), besluit("2017-04-18"), kop=kop(stand_per="2020-06-01"))
    assert list(rijen["status"]) == ["achter"]  # not certainly of before the stand


def test_een_document_zonder_besluit_verzacht_alleen_zijn_eigen_soort() -> None:
    document = besluit("2018-04", "gezamenlijk", editie="2018", status="document")
    rijen = van_gs(besluit("2016-04-18"), besluit("2020-03-01"), document)
    assert rijen["status"].iloc[0] == "onbekend"
    assert "van editie 2018 is het document bekend (april 2018), het besluit niet" in (
        rijen["toelichting"].iloc[0].lower()
    )
    strategie = [
        besluit(d, A, soort="programmeringsstrategie") for d in ("2016-04-18", "2020-03-01")
    ]
    uitkomst = oordeel(afspraak(16), besluiten=[*strategie, document])
    assert uitkomst["status"].iloc[0] == "niet gehaald"
    uitkomst = oordeel(afspraak(16), besluiten=[*strategie, bestaat("2018")])
    assert uitkomst["status"].iloc[0] == "onbekend"


def test_van_een_editie_met_besluit_telt_het_document_niet_nog_eens() -> None:
    document = besluit("2017-04", "gezamenlijk", editie="2017", status="document")
    rijen = van_gs(besluit("2017-04-18", editie="2017"), document)
    assert list(rijen["status"]) == ["niet gehaald"]
    anders = oordeel(afspraak(11), besluiten=[besluit("2017-04-18", editie="2017"), document])
    assert "het document bekend" in anders.loc[anders["partij"] == "A", "toelichting"].iloc[0]


def test_besluiten_van_een_ander_college_of_een_andere_soort_tellen_niet() -> None:
    rijen = oordeel(
        afspraak(11),
        besluiten=[
            besluit("2017-04-18", A),
            besluit("2017-04-18", B, soort="programmeringsstrategie"),
            besluit("2017-04-18", "gezamenlijk"),
        ],
        kop=kop(stand_per="2020-12-30"),
    )
    uitleg = rijen.set_index("partij")["toelichting"]
    assert uitleg["A"].startswith("Laatste besluit: 18 april 2017")
    assert (
        uitleg["GS"]
        == uitleg["B"]
        == ("In het register staat van deze partij geen besluit dat meetelt.")
    )
    assert set(rijen["status"]) == {"achter"}


def test_besluiten_van_voor_de_cyclus_of_na_de_stand_tellen_niet() -> None:
    assert "geen besluit" in van_gs(besluit("2015-11-30"))["toelichting"].iloc[0]
    assert "Laatste besluit" in van_gs(besluit("2015-12-01"))["toelichting"].iloc[0]
    laat = van_gs(besluit("2018-01-01"), kop=kop(stand_per="2017-12-31"))
    assert "geen besluit" in laat["toelichting"].iloc[0]


@voorbeelden(25)
@given(st.lists(st.dates().map(str), max_size=5, unique=True), st.randoms())
def test_de_volgorde_van_de_rijen_verandert_niets(datums: list[str], toeval: Random) -> None:
    rijen = [besluit(f"{2016 + nr % 5}{datum[4:]}") for nr, datum in enumerate(datums)]
    rijen = [r for r in rijen if not r["datum"].endswith("02-29")]
    eerst = van_gs(*rijen).reset_index(drop=True)
    toeval.shuffle(rijen)
    assert eerst.equals(van_gs(*rijen).reset_index(drop=True))
