"""Kinds that look at the register of progress and of deliveries, around their boundaries."""

from typing import Any

import pandas as pd
import pytest
from afspraken.afsprakenhulp import A, B, Rij, afspraak, kop, oordeel, van, zonder_velden


def rij(artikel: int, soort: str, datum: str, partij: str = "provincie", **anders: Any) -> Rij:
    return {"artikel": artikel, "soort": soort, "datum": datum, "partij": partij, **anders}


ALLEN = "gemeenten; COA; Rijk; woningcorporaties"


def bijeenkomst(datum: str, **anders: Any) -> Rij:
    return rij(1, "bijeenkomst", datum, **{"deelnemers": ALLEN, **anders})


# frequentie


def test_twee_per_jaar_is_gehaald_en_minder_alleen_een_misser_in_een_volledig_register() -> None:
    rijen = [bijeenkomst("2016-01-01"), bijeenkomst("2016-12-31"), bijeenkomst("2017-06-01")]
    heel = oordeel(afspraak(1), voortgang=rijen)
    assert list(heel["status"]) == ["gehaald", *["niet gehaald"] * 4]
    assert list(heel["waarde"]) == [2, 1, 0, 0, 0]
    uitkomst = oordeel(afspraak(1), voortgang=rijen, volledigheid=[])
    assert list(uitkomst["periode"]) == ["2016", "2017", "2018", "2019", "2020"]
    assert list(uitkomst["status"]) == ["gehaald", *["onbekend"] * 4]
    assert list(uitkomst["waarde"].dropna()) == [2, 1]
    assert set(uitkomst["norm"]) == {2}
    assert "Levert: provincie." in uitkomst["toelichting"].iloc[2]
    assert uitkomst["bron"].iloc[0] == f"{afspraak(1)['bron']}; bron voortgang"
    assert uitkomst["bron"].iloc[2] == afspraak(1)["bron"]


def test_een_rij_kan_voor_meer_of_voor_geen_bijeenkomsten_staan() -> None:
    rijen = [bijeenkomst("2016", waarde=2), bijeenkomst("2017", waarde=0)]
    uitkomst = oordeel(afspraak(1), voortgang=rijen)
    assert list(uitkomst["status"])[:2] == ["gehaald", "niet gehaald"]
    assert list(uitkomst["waarde"])[:2] == [2, 0]


def test_alleen_de_provincie_roept_bijeen() -> None:
    rijen = [bijeenkomst("2016-03-01", partij=wie) for wie in ("gezamenlijk", A, "GS")]
    uitkomst = oordeel(afspraak(1), voortgang=rijen, volledigheid=[])
    assert set(uitkomst["status"]) == {"onbekend"} and uitkomst["waarde"].isna().all()


@pytest.mark.parametrize(
    ("stand", "verwacht"),
    [
        ("2018-06-30", "op koers"),  # 181 of 365 days ask for 0,992 of 2
        ("2018-07-02", "achter"),  # 183 of 365 days ask for 1,003
        ("2018-12-30", "achter"),
        ("2018-12-31", "niet gehaald"),
    ],
)
def test_in_een_lopend_jaar(stand: str, verwacht: str) -> None:
    uitkomst = oordeel(afspraak(1), kop=kop(stand_per=stand), voortgang=[bijeenkomst("2018-02-01")])
    assert uitkomst.iloc[-1]["periode"] == "2018"
    assert uitkomst.iloc[-1]["status"] == verwacht
    assert ("loopt nog" in uitkomst.iloc[-1]["toelichting"]) == (stand != "2018-12-31")


def test_wie_niet_als_deelnemer_staat_wordt_genoemd() -> None:
    rijen = [
        bijeenkomst("2016-01-05", deelnemers="Gemeenten, COA, Rijk en woningcorporaties"),
        bijeenkomst("2016-10-05", deelnemers="gemeenten, COA"),
        bijeenkomst("2017-01-05"),
        bijeenkomst("2018", waarde=0),
    ]
    zinnen = list(oordeel(afspraak(1), voortgang=rijen)["toelichting"])
    assert "vastgelegd: Rijk, woningcorporaties. Of zij erbij waren, is niet bekend." in zinnen[0]
    assert "vastgelegd" not in zinnen[1] + zinnen[2]


@pytest.mark.parametrize(
    ("deelnemers", "verwacht"),
    [
        ((ALLEN, ALLEN), "gehaald"),
        ((ALLEN, ALLEN, ""), "gehaald"),
        ((ALLEN, ""), "onbekend"),
        (("", "", ""), "onbekend"),
        ((ALLEN, "gemeenten; COA; woningcorporaties"), "onbekend"),
        ((ALLEN, "gemeenten; woningcorporaties (COA en Rijk niet genoemd)"), "onbekend"),
        ((ALLEN, "gemeenten; COA; woningcorporaties; Koninkrijk"), "onbekend"),
        ((ALLEN,), "niet gehaald"),
        (("",), "niet gehaald"),
    ],
)
def test_of_whom_it_is_not_known_that_they_were_there_makes_nothing_gehaald(
    deelnemers: tuple[str, ...], verwacht: str
) -> None:
    """Enough meetings of which it is not known who came are no miss either, in a complete register."""
    rijen = [bijeenkomst(f"2016-0{nr}-01", deelnemers=d) for nr, d in enumerate(deelnemers, 1)]
    uitkomst = oordeel(afspraak(1), voortgang=rijen).iloc[0]
    assert (uitkomst["status"], uitkomst["waarde"]) == (verwacht, len(rijen))


def test_where_the_agreement_names_nobody_a_meeting_counts_without_names() -> None:
    rijen = [bijeenkomst("2016-03-01", deelnemers="", waarde=2)]
    regel = zonder_velden(afspraak(1), "aanwezig")
    assert oordeel(regel, voortgang=rijen).iloc[0]["status"] == "gehaald"


def test_on_the_way_only_with_everybody_there() -> None:
    kop_ = kop(stand_per="2018-06-30")
    for deelnemers, verwacht in ((ALLEN, "op koers"), ("", "onbekend")):
        rijen = [bijeenkomst("2018-02-01", deelnemers=deelnemers)]
        uitkomst = oordeel(afspraak(1), kop=kop_, voortgang=rijen, volledigheid=[])
        assert uitkomst.iloc[-1]["status"] == verwacht


def test_a_year_at_the_norm_does_not_rest_on_the_register_being_complete() -> None:
    rijen = [bijeenkomst("2016-03-01", waarde=2), bijeenkomst("2017-03-01")]
    bron = list(oordeel(afspraak(1), voortgang=rijen)["bron"])
    assert ["verklaring" in cel for cel in bron[:2]] == [False, True]


def test_the_year_in_which_counting_begins_is_looked_at_from_that_day() -> None:
    """Half of the year, in which one of two is enough so far."""
    regel = afspraak(1, telt_vanaf="2015-07-02")
    rijen = [bijeenkomst("2015-07-02")]
    uitkomst = oordeel(regel, voortgang=rijen).iloc[0]
    assert (uitkomst["periode"], uitkomst["status"]) == ("2015", "achter")
    uitkomst = oordeel(afspraak(1, telt_vanaf="2015-07-03"), voortgang=[bijeenkomst("2015-07-03")])
    assert uitkomst.iloc[0]["status"] == "op koers"
    assert "van 3 juli 2015 tot en met 31 december 2020" in uitkomst.iloc[0]["toelichting"]


def test_wat_na_de_stand_of_voor_de_afspraak_ligt_telt_niet() -> None:
    rijen = [bijeenkomst("2015-12-31"), bijeenkomst("2018-06-02"), bijeenkomst("2018")]
    uitkomst = oordeel(afspraak(1), kop=kop(stand_per="2018-06-01"), voortgang=rijen)
    assert set(uitkomst["waarde"]) == {0}
    uitkomst = oordeel(afspraak(1), kop=kop(stand_per="2018-06-02"), voortgang=rijen)
    assert list(uitkomst["status"]) == ["niet gehaald", "niet gehaald", "op koers"]


def levering(peildatum: str, **anders: Any) -> Rij:
    return {
        "datum": "2018-03-01",
        "peildatum": peildatum,
        "soort": "hard",
        "geleverd": "ja",
        "woningen": 0,
        **anders,
    }


def test_planmonitor_per_gemeente_en_jaar() -> None:
    rijen = [
        levering("2016-01-01"),
        levering("2017-01-02"),
        levering("2018-01-01", soort="zacht"),
        levering("2019-01-01", geleverd="nee", woningen=None),
        levering("2020-01-01", woningen=None),
        levering("2016-01-01", partij=B, datum="2021-01-01"),
    ]
    uitkomst = oordeel(afspraak(24), planmonitorleveringen=rijen, volledigheid=[])
    van_a = uitkomst[uitkomst["partij"] == "A"]
    assert list(van_a["status"]) == [
        "gehaald", "onbekend", "onbekend", "onbekend", "gehaald",
    ]  # fmt: skip
    assert list(van_a["waarde"].fillna(-1)) == [1, -1, -1, 0, 1]
    assert set(uitkomst[uitkomst["partij"] == "B"]["status"]) == {"onbekend"}
    heel = oordeel(afspraak(24), planmonitorleveringen=rijen)
    assert list(heel.loc[heel["partij"] == "A", "status"]) == [
        "gehaald", "niet gehaald", "niet gehaald", "niet gehaald", "gehaald",
    ]  # fmt: skip


def test_een_dubbele_levering_telt_een_keer_en_een_echte_gaat_voor() -> None:
    nee = levering("2016-01-01", geleverd="nee", woningen=None)
    for rijen in ([nee, levering("2016-01-01")], [levering("2016-01-01"), nee]):
        uitkomst = van(oordeel(afspraak(24), planmonitorleveringen=rijen), "A", "2016")
        assert (uitkomst["status"], uitkomst["waarde"]) == ("gehaald", 1)
    dubbel = [levering("2016-01-01"), levering("2016-01-01", woningen=5)]
    assert van(oordeel(afspraak(24), planmonitorleveringen=dubbel), "A", "2016")["waarde"] == 1


# inspanning


def test_inspanning_per_partij() -> None:
    rijen = [
        rij(2, "pilot", "2017", A, onderwerp="Proef P"),
        rij(2, "pilot", "2018", A, onderwerp="Proef Q"),
    ]
    uitkomst = oordeel(afspraak(2), voortgang=rijen)
    assert list(uitkomst["partij"]) == ["provincie", "A", "B"]
    assert list(uitkomst["status"]) == [
        "geen inspanning bekend", "inspanning aangetoond", "geen inspanning bekend",
    ]  # fmt: skip
    assert van(uitkomst, "A")["waarde"] == 2
    assert van(uitkomst, "A")["toelichting"] == "In het register staat: Proef P, Proef Q."
    assert van(uitkomst, "A")["periode"] == "2016-01-01/2020-12-31"


@pytest.mark.parametrize(
    ("van_", "verwacht"),
    [("2015-12-01", "geen inspanning bekend"), ("2015-12-02", "onbekend")],
)
def test_no_effort_is_known_only_when_complete_from_the_day_that_counts(
    van_: str, verwacht: str
) -> None:
    regel = afspraak(2, telt_vanaf="2015-12-01")
    verklaard = {
        "partij": "gezamenlijk", "artikel": 2, "datum": "2020-12-31", "van": van_,
        "tot_en_met": "2020-12-31", "verklaard_door": "wie het weet",
    }  # fmt: skip
    assert set(oordeel(regel, volledigheid=[verklaard])["status"]) == {verwacht}


def test_gezamenlijk_is_van_allen_en_nul_van_niemand() -> None:
    samen = oordeel(afspraak(2), voortgang=[rij(2, "pilot", "2017", "gezamenlijk")])
    assert set(samen["status"]) == {"inspanning aangetoond"}
    geen = oordeel(afspraak(2), voortgang=[rij(2, "pilot", "2017", A, waarde=0)])
    assert set(geen["status"]) == {"geen inspanning bekend"}


def test_rijen_van_een_ander_artikel_of_een_andere_soort_tellen_niet() -> None:
    rijen = [rij(5, "pilot", "2017", A), rij(2, "campagne", "2017", A)]
    uitkomst = oordeel(afspraak(2), voortgang=rijen, volledigheid=[])
    assert set(uitkomst["status"]) == {"onbekend"}


# feit


def test_bedrag_ter_informatie_met_wat_besteed_is() -> None:
    rijen = [rij(6, "beschikbaar gesteld", "2016-09-28", waarde=9_700_000)]
    uitkomst = oordeel(afspraak(6), voortgang=rijen).iloc[0]
    assert (uitkomst["status"], uitkomst["waarde"]) == ("ter informatie", 9_700_000)
    assert uitkomst["toelichting"].endswith("Besteed: onbekend.")
    rijen += [rij(6, "besteed", "2018", waarde=400), rij(6, "besteed", "2019", waarde=100)]
    uitkomst = oordeel(afspraak(6), voortgang=rijen).iloc[0]
    assert uitkomst["toelichting"].endswith("Besteed, voor zover bekend: 500 euro.")
    assert uitkomst["waarde"] == 9_700_000
    zonder = zonder_velden(afspraak(6), "ernaast")
    assert "esteed" not in oordeel(zonder, voortgang=rijen).iloc[0]["toelichting"]


def test_bedrag_zonder_waarde_of_een_dag_te_vroeg_is_onbekend() -> None:
    for anders in ({"datum": "2016-09-27", "waarde": 1}, {"datum": "2016-09-28"}):
        rijen = [{**rij(6, "beschikbaar gesteld", ""), **anders}]
        assert oordeel(afspraak(6), voortgang=rijen).iloc[0]["status"] == "onbekend"


# traject en ambitie


def telling(datum: str, waarde: int | None) -> Rij:
    return rij(7, "wijkaanpakken gestart", datum, "gezamenlijk", waarde=waarde)


ECHT = [telling("2019", 10), telling("2020-07", 25)]


def test_lezing_a_gehaald_en_lezing_b_onbekend() -> None:
    a = oordeel(afspraak(7, "wijkaanpakken"), voortgang=ECHT).iloc[0]
    assert (a["status"], a["waarde"], a["norm"]) == ("gehaald", 25, 25)
    assert a["periode"] == "2018-01-01/2020-12-31"
    b = oordeel(afspraak(7, "wijkaanpakken", lezing="B"), voortgang=ECHT).iloc[0]
    assert (b["status"], b["waarde"]) == ("onbekend", 10)
    assert "Lezing B: uiterlijk 31 december 2019." in b["toelichting"]


@pytest.mark.parametrize("aantal", [0, 24, 25, 400])
@pytest.mark.parametrize("wanneer", ["2019", "2020-07", "2020-12-31"])
def test_lezing_c_laat_open_hoeveel_het_er_moeten_zijn(aantal: int, wanneer: str) -> None:
    c = oordeel(afspraak(7, "wijkaanpakken", lezing="C"), voortgang=[telling(wanneer, aantal)])
    assert (c.iloc[0]["status"], c.iloc[0]["waarde"]) == ("onbekend", aantal)
    assert (
        "Hoeveel het er dan moeten zijn, is bij deze lezing onbekend." in c.iloc[0]["toelichting"]
    )


@pytest.mark.parametrize(
    ("rijen", "verwacht"),
    [
        ([], "onbekend"),
        ([telling("2020-07", 24)], "onbekend"),
        ([telling("2020-12-31", 25)], "gehaald"),
        ([telling("2020-12-31", 24)], "niet gehaald"),
        ([telling("2020-12-30", 24)], "onbekend"),
        ([telling("2020-11", 26), telling("2020-12-01", 24)], "onbekend"),
        ([telling("2020-12-01", 24), telling("2020-11", 26)], "onbekend"),
        ([telling("2021-01-01", 25)], "onbekend"),
    ],
)
def test_rond_de_datum(rijen: list[Rij], verwacht: str) -> None:
    assert oordeel(afspraak(7, "wijkaanpakken"), voortgang=rijen).iloc[0]["status"] == verwacht


@pytest.mark.parametrize(
    ("rijen", "verwacht"),
    [
        ([telling("2019-12-31", 24)], "niet gehaald"),
        ([telling("2020-07", 24)], "niet gehaald"),
        ([telling("2020-07", 25)], "onbekend"),
        ([telling("2019-12-31", 25)], "gehaald"),
        ([telling("2019-12-30", 24)], "onbekend"),
    ],
)
def test_lezing_b_rond_de_datum(rijen: list[Rij], verwacht: str) -> None:
    regel = afspraak(7, "wijkaanpakken", lezing="B")
    assert oordeel(regel, voortgang=rijen).iloc[0]["status"] == verwacht


@pytest.mark.parametrize(
    ("rij_", "verwacht"),
    [
        (telling("2020-07-01", 17), "achter"),  # the line: 10 + 15 × 183/366 = 17,5
        (telling("2020-07-01", 18), "op koers"),
        (telling("2020-07", 18), "onbekend"),  # 31 July needs 18,7
        (telling("2020-07", 19), "op koers"),
        (telling("2020-07", 17), "achter"),
        (telling("2019-06-01", 10), "op koers"),
        (telling("2019-06-01", 9), "achter"),
        (telling("2020-07", 25), "gehaald"),
        (telling("2020-05", 15), "onbekend"),  # 1 May asks for exactly 15, 31 May for more
        (telling("2020-05", 14), "achter"),
    ],
)
def test_onderweg_tegen_eigen_interpolatie(rij_: Rij, verwacht: str) -> None:
    uitkomst = oordeel(
        afspraak(7, "wijkaanpakken"), kop=kop(stand_per="2020-09-01"), voortgang=[rij_]
    ).iloc[0]
    assert uitkomst["status"] == verwacht
    if verwacht in ("op koers", "achter"):
        assert "eigen interpolatie" in uitkomst["toelichting"]


def test_pad_heeft_een_komma() -> None:
    uitkomst = oordeel(
        afspraak(7, "wijkaanpakken"),
        kop=kop(stand_per="2020-09-01"),
        voortgang=[telling("2020-07-01", 18)],
    ).iloc[0]
    assert uitkomst["toelichting"].endswith("(eigen interpolatie): 17,5.")


def test_pad_is_afgerond_op_een_tiende() -> None:
    uitkomst = oordeel(
        afspraak(7, "wijkaanpakken"),
        kop=kop(stand_per="2020-09-01"),
        voortgang=[telling("2020-07-02", 18)],
    ).iloc[0]
    assert uitkomst["toelichting"].endswith("(eigen interpolatie): 17,5.")  # 17,54


def test_ambitie_wordt_niet_beoordeeld() -> None:
    uitkomst = oordeel(afspraak(7, "ambitie"), voortgang=ECHT).iloc[0]
    assert (uitkomst["status"], uitkomst["waarde"], uitkomst["norm"]) == ("niet beoordeeld", 25, 75)
    assert uitkomst["periode"] == "2018-01-01/2023-12-31"
    assert "eigen interpolatie" in uitkomst["toelichting"]
    assert oordeel(afspraak(7, "ambitie")).iloc[0]["status"] == "onbekend"


# feit in jaar


@pytest.mark.parametrize(
    ("rijen", "verwacht"),
    [
        ([("2019-01-01", None)], "gehaald"),
        ([("2019", None)], "gehaald"),
        ([("2019-12-31", None), ("2020-01-01", None)], "gehaald"),
        ([("2020-01-01", None)], "onbekend"),
        ([("2018-12-31", None)], "onbekend"),
        ([("2019-12-31", 0)], "niet gehaald"),
        ([("2019", 0)], "niet gehaald"),
        ([("2019-12-30", 0)], "onbekend"),
        ([("2018-12-31", 0)], "onbekend"),
        ([("2019-03-01", 0), ("2019-09-01", 1)], "gehaald"),
        ([], "onbekend"),
    ],
)
def test_in_het_jaar(rijen: list[Rij], verwacht: str) -> None:
    rijen = [rij(7, "start expertisecentrum", datum, waarde=w) for datum, w in rijen]
    regel = afspraak(7, "expertisecentrum")
    uitkomst = oordeel(regel, voortgang=rijen, volledigheid=[]).iloc[0]
    assert uitkomst["status"] == verwacht
    assert uitkomst["periode"] == "2019"
    heel = oordeel(regel, voortgang=rijen).iloc[0]["status"]
    assert heel == ("gehaald" if verwacht == "gehaald" else "niet gehaald")


@pytest.mark.parametrize(
    ("stand", "verwacht"), [("2019-12-30", "achter"), ("2019-12-31", "niet gehaald")]
)
def test_niet_in_een_jaar_dat_nog_loopt(stand: str, verwacht: str) -> None:
    rijen = [rij(7, "start expertisecentrum", "2019-03-01", waarde=0)]
    uitkomst = oordeel(
        afspraak(7, "expertisecentrum"), kop=kop(stand_per=stand), voortgang=rijen
    ).iloc[0]
    assert uitkomst["status"] == verwacht


# aandeel


def prestatie(partij: str, **anders: Any) -> Rij:
    return rij(8, "prestatieafspraak", "2019-12-12", partij, **anders)


def test_aandeel_alleen_als_het_van_allen_bekend_is() -> None:
    regel = afspraak(8, "prestatieafspraken")
    een = oordeel(regel, voortgang=[prestatie(A)])
    assert list(een["status"]) == ["gehaald", "onbekend", "onbekend"]
    assert een["waarde"].isna().tolist() == [False, True, True]
    assert "Bekend van 1 van de 2; 1 wel." in van(een, "gezamenlijk")["toelichting"]
    helft = oordeel(regel, voortgang=[prestatie(A), prestatie(B, waarde=0)])
    assert list(helft["status"]) == ["gehaald", "niet gehaald", "niet gehaald"]
    assert list(helft["waarde"]) == [1, 0, 0.5]
    assert list(helft["toelichting"]) == [
        "In het register: ja (12 december 2019).",
        "In het register: nee (12 december 2019).",
        "Bekend van 2 van de 2; 1 wel.",
    ]
    allen = oordeel(regel, voortgang=[prestatie("gezamenlijk")])
    assert list(allen["status"]) == ["gehaald"] * 3
    assert van(allen, "gezamenlijk")["waarde"] == 1


def test_zolang_de_afspraak_loopt_is_nee_achter_en_telt_de_laatste_rij() -> None:
    regel = afspraak(8, "prestatieafspraken")
    rijen = [
        prestatie(A, waarde=0),
        prestatie(B),
        {**prestatie(B, waarde=0), "datum": "2018-12-12"},
    ]
    uitkomst = oordeel(regel, kop=kop(stand_per="2020-12-30"), voortgang=rijen)
    assert list(uitkomst["status"]) == ["achter", "gehaald", "achter"]


# streefwaarde


def woningen(soort: str, waarde: int | None, datum: str = "2018-07-01") -> Rij:
    return rij(9, soort, datum, A, waarde=waarde)


def test_streefwaarde_zonder_oordeel_met_ontheffingen_apart() -> None:
    rijen = [
        woningen("woningen aangevraagd", 60),
        woningen("woningen aangevraagd", 60, "2020"),
        woningen("woningen aangevraagd zonder aardgas", 99, "2019-01"),
    ]
    uitkomst = van(oordeel(afspraak(9), voortgang=rijen), "A")
    assert (uitkomst["status"], uitkomst["waarde"]) == ("niet beoordeeld", 0.825)
    assert "ontheffing: onbekend" in uitkomst["toelichting"]
    assert uitkomst["periode"] == "2018-07-01/2020-12-31"
    rijen.append(woningen("woningen met ontheffing", 10))
    uitkomst = van(oordeel(afspraak(9), voortgang=rijen), "A")
    assert uitkomst["waarde"] == 0.9
    assert uitkomst["toelichting"].startswith("99 van 110 woningen.")
    assert uitkomst["toelichting"].endswith("Met ontheffing, apart: 10.")


@pytest.mark.parametrize("datum", ["2018-06-30", "2018"])
def test_aanvragen_van_voor_1_juli_2018_tellen_niet(datum: str) -> None:
    rijen = [
        woningen("woningen aangevraagd", 60, datum),
        woningen("woningen aangevraagd zonder aardgas", 60),
    ]
    uitkomst = van(oordeel(afspraak(9), voortgang=rijen), "A")
    assert uitkomst["status"] == "onbekend"
    assert "Het register noemt niet: woningen aangevraagd." in uitkomst["toelichting"]


def test_niets_om_door_te_delen_is_onbekend() -> None:
    rijen = [
        woningen("woningen aangevraagd", 10),
        woningen("woningen aangevraagd zonder aardgas", 0),
        woningen("woningen met ontheffing", 10),
    ]
    uitkomst = van(oordeel(afspraak(9), voortgang=rijen), "A")
    assert uitkomst["status"] == "onbekend"
    assert "(10 min 10)" in uitkomst["toelichting"]


# vastlegging


def test_vastlegging_in_de_voortgang() -> None:
    rijen = [rij(10, "afspraken over programmeren", "2015-12", "gezamenlijk", onderwerp="Document")]
    uitkomst = oordeel(afspraak(10), voortgang=rijen).iloc[0]
    assert uitkomst["status"] == "vastgelegd"
    assert uitkomst["toelichting"] == "In het register, december 2015: Document."
    rijen[0]["datum"] = "2015-11-30"
    assert oordeel(afspraak(10), voortgang=rijen).iloc[0]["status"] == "onbekend"


def test_vastlegging_per_subregio() -> None:
    rijen = [rij(17, "afspraken in de subregio", "2018", "Deel A")]
    uitkomst = oordeel(afspraak(17), voortgang=rijen)
    assert list(uitkomst["partij"]) == ["Deel A", "Deel B"]
    assert list(uitkomst["status"]) == ["vastgelegd", "onbekend"]


@pytest.mark.parametrize("stand", ["2020-12-30", "2020-12-31"])
def test_uitdrukkelijk_geen_vastlegging_is_geen_stand_maar_wordt_wel_gezegd(stand: str) -> None:
    rijen = [
        rij(17, "afspraken in de subregio", "2018", "Deel A"),
        rij(17, "afspraken in de subregio", "2019", "Deel A", waarde=0),
    ]
    uitkomst = oordeel(afspraak(17), kop=kop(stand_per=stand), voortgang=rijen)
    deel = van(uitkomst, "Deel A")
    assert deel["status"] == "onbekend"
    assert deel["toelichting"].startswith("Volgens het register is dit er niet (2019).")


def test_een_deel_vastgelegd_en_daarna_het_geheel() -> None:
    regel = afspraak(17, deels="deel van de afspraken")
    deel = rij(17, "deel van de afspraken", "2019", "Deel A")
    assert van(oordeel(regel, voortgang=[deel]), "Deel A")["status"] == "deels vastgelegd"
    heel = rij(17, "afspraken in de subregio", "2018", "Deel A")
    assert van(oordeel(regel, voortgang=[deel, heel]), "Deel A")["status"] == "vastgelegd"
    assert van(oordeel(regel, voortgang=[deel]), "Deel B")["status"] == "onbekend"


def test_vastlegging_in_een_besluit_van_de_gemeente_zelf() -> None:
    besluit = {"datum": "2018-03-06", "soort": "prioritering"}
    uitkomst = oordeel(afspraak(12), besluiten=[besluit])
    assert list(uitkomst["status"]) == ["vastgelegd", "onbekend"]
    for anders in (
        {"status": "bestaat"}, {"soort": "wijziging RWP"}, {"partij": "gezamenlijk"},
        {"datum": "2021-01-01"}, {"datum": "2015-12-31"},
    ):  # fmt: skip
        uitkomst = oordeel(afspraak(12), besluiten=[{**besluit, **anders}])
        assert set(uitkomst["status"]) == {"onbekend"}, anders


def prioriteit(soort: str, waarde: int | None, datum: str = "2018-01-01", **anders: Any) -> Rij:
    return rij(12, soort, datum, A, waarde=waarde, bron=f"bron {soort}", **anders)


MET, ALLES = "woningen met een prioriteit", "woningen in plannen"


def test_aandeel_met_prioriteit_staat_ernaast_en_telt_niet() -> None:
    rijen = [prioriteit(MET, 30), prioriteit(ALLES, 40)]
    zonder = van(oordeel(afspraak(12), voortgang=rijen), "A")
    assert (zonder["status"], bool(pd.isna(zonder["waarde"]))) == ("onbekend", True)
    zin = "Ernaast, 1 januari 2018: woningen met een prioriteit 30 van 40 (75%)."
    assert zin in zonder["toelichting"]
    assert zonder["bron"].endswith(f"; bron {MET}; bron {ALLES}")
    besluit = {"datum": "2018-03-06", "soort": "prioritering"}
    met = van(oordeel(afspraak(12), besluiten=[besluit], voortgang=rijen), "A")
    assert met["status"] == "vastgelegd"
    assert met["toelichting"] == f"In het register: 6 maart 2018. {zin}"
    assert "Ernaast" not in van(oordeel(afspraak(12), voortgang=rijen), "B")["toelichting"]


@pytest.mark.parametrize(
    ("rijen", "zin"),
    [
        ([prioriteit(MET, 30)], None),
        ([prioriteit(ALLES, 40)], None),
        ([prioriteit(MET, 30), prioriteit(ALLES, 40, "2019-01-01")], None),
        ([prioriteit(MET, 41), prioriteit(ALLES, 40)], None),
        ([prioriteit(MET, 0), prioriteit(ALLES, 0)], None),
        ([prioriteit(MET, None), prioriteit(ALLES, 40)], None),
        ([prioriteit(MET, 0), prioriteit(ALLES, 40)], "0 van 40 (0%)"),
        ([prioriteit(MET, 40), prioriteit(ALLES, 40)], "40 van 40 (100%)"),
        ([prioriteit(MET, 3, "2021-01-01"), prioriteit(ALLES, 4, "2021-01-01")], None),
        (
            [
                prioriteit(soort, waarde, datum)
                for datum, met in (("2019-01-01", 2), ("2018-01-01", 1))
                for soort, waarde in ((MET, met), (ALLES, 4))
            ],
            "2 van 4 (50%)",
        ),
    ],
)
def test_een_aandeel_alleen_van_een_datum(rijen: list[Rij], zin: str | None) -> None:
    toelichting = van(oordeel(afspraak(12), voortgang=rijen), "A")["toelichting"]
    assert ("Ernaast" in toelichting) == (zin is not None)
    assert zin is None or zin in toelichting


def test_prognose_van_de_editie() -> None:
    uitkomst = oordeel(afspraak(14)).iloc[0]
    assert (uitkomst["status"], uitkomst["partij"]) == ("vastgelegd", "gezamenlijk")
    assert "Prognose P" in uitkomst["toelichting"]
    assert uitkomst["bron"].endswith("; RWP 2017")
    assert oordeel(afspraak(14), kop=kop(prognose=None)).iloc[0]["status"] == "onbekend"


# afstemming


def plan(uitkomst: str, naam: str = "P", **anders: Any) -> Rij:
    """A plan outside the built-up area, coordinated with municipalities."""
    vast = {
        "datum": "2019", "partij": A, "plan": naam, "woningen": 25, "ligging": "buiten",
        "vervangend": "nee", "overheid": "gemeenten", "uitkomst": uitkomst,
    }  # fmt: skip
    return {**vast, **anders}


@pytest.mark.parametrize(
    ("rijen", "verwacht", "waarde"),
    [
        ([], "onbekend", None),
        ([plan("nog te doen")], "onbekend", 0),
        ([plan("nog te doen"), plan("akkoord")], "gehaald", 1),
        ([plan("nog te doen", "Q"), plan("akkoord")], "onbekend", 1),
        ([plan("akkoord"), plan("niet afgestemd", "Q")], "niet gehaald", 1),
        ([plan("akkoord"), plan("niet afgestemd")], "gehaald", 1),
        ([plan("geen reactie")], "onbekend", 0),
        ([plan("geen reactie", ligging="binnen")], "gehaald", 1),
        ([plan("geen bezwaar", ligging="onbekend")], "onbekend", 0),
        ([plan("alleen programma", ligging="binnen")], "onbekend", 0),
        ([plan("akkoord", overheid="provincie")], "onbekend", None),
        ([plan("akkoord", vervangend="ja")], "onbekend", None),
        ([plan("akkoord", woningen=24)], "onbekend", None),
        ([plan("akkoord", woningen=None)], "onbekend", None),
        ([plan("akkoord", partij="gezamenlijk")], "onbekend", None),
    ],
)
def test_afstemming(rijen: list[Rij], verwacht: str, waarde: int | None) -> None:
    uitkomst = oordeel(afspraak(18), afstemming=rijen)
    van_a = van(uitkomst, "A")
    assert van_a["status"] == verwacht
    gelezen = uitkomst["waarde"].iloc[0]
    assert (gelezen == waarde) if waarde is not None else uitkomst["waarde"].isna().iloc[0]
    assert van(uitkomst, "B")["status"] == "onbekend"


def test_zonder_nieuwe_plannen_valt_er_niets_af_te_stemmen() -> None:
    geen = rij(18, "geen nieuwe of gewijzigde plannen", "2019", A)
    assert van(oordeel(afspraak(18), voortgang=[geen]), "A")["status"] == "nvt"
    samen = oordeel(afspraak(18), voortgang=[geen], afstemming=[plan("nog te doen")])
    assert van(samen, "A")["status"] == "onbekend"


# volledigheid


def test_alleen_een_volledig_register_zegt_dat_iets_er_niet_is() -> None:
    een = [bijeenkomst("2019-03-01")]
    dag = {"partij": "provincie", "artikel": 1, "datum": "2020-02-01"}
    heel = {**dag, "van": "2019-01-01", "tot_en_met": "2019-12-31"}
    for volledigheid, verwacht in (
        ([], "onbekend"),
        ([heel], "niet gehaald"),
        ([{**heel, "van": "2019-01-02"}], "onbekend"),
        ([{**heel, "tot_en_met": "2019-12-30"}], "onbekend"),
        ([{**heel, "artikel": 2}], "onbekend"),
        ([{**heel, "partij": "GS"}], "onbekend"),
        ([{**heel, "datum": "2021-01-01"}], "onbekend"),
        ([{**heel, "partij": "gezamenlijk"}], "niet gehaald"),
    ):
        uitkomst = oordeel(afspraak(1), voortgang=een, volledigheid=volledigheid)
        assert van(uitkomst, "provincie", "2019")["status"] == verwacht, volledigheid
        twee = oordeel(afspraak(1), voortgang=[*een, *een], volledigheid=volledigheid)
        assert van(twee, "provincie", "2019")["status"] == "gehaald"


def test_een_rij_van_alle_gemeenten_is_er_een_van_elke_gemeente() -> None:
    uitkomst = oordeel(
        afspraak(24),
        planmonitorleveringen=[levering("2017-01-01", partij="gemeenten", woningen=None)],
    )
    in_2017 = uitkomst[uitkomst["periode"] == "2017"].set_index("partij")["status"]
    assert in_2017.to_dict() == {"A": "gehaald", "B": "gehaald", "provincie": "niet gehaald"}
    samen = [levering("2017-01-01", partij="gezamenlijk")]
    uitkomst = oordeel(afspraak(24), planmonitorleveringen=samen)
    assert set(uitkomst["status"]) == {"niet gehaald"}


# vervanging


def sloop(borging: str, **anders: Any) -> Rij:
    return {"datum": "2019", "partij": A, "plan": "P", "borging": borging, **anders}


@pytest.mark.parametrize(
    ("rijen", "verwacht", "waarde"),
    [
        ([], "onbekend", None),
        ([sloop("geborgd")], "toegepast", 1),
        ([sloop("geborgd"), sloop("balans in de toelichting")], "onbekend", 1),
        ([sloop("balans in de toelichting")], "onbekend", 0),
        ([sloop("geborgd"), sloop("niet geborgd")], "niet toegepast", 1),
        ([sloop("geborgd", datum="2021-01-01")], "onbekend", None),
    ],
)
def test_vervanging_geborgd(rijen: list[Rij], verwacht: str, waarde: int | None) -> None:
    uitkomst = van(oordeel(afspraak(20, "borging"), vervanging=rijen), "A")
    assert uitkomst["status"] == verwacht
    assert pd.isna(uitkomst["waarde"]) if waarde is None else uitkomst["waarde"] == waarde


# rekenregel uit het register


def uitgezonderd(**anders: Any) -> Rij:
    return rij(21, "uitgezonderd in bestaande voorraad", "2017-09-07", A, **anders)


@pytest.mark.parametrize(
    ("rijen", "verwacht", "waarde"),
    [
        ([], "onbekend", None),
        ([uitgezonderd(waarde=24), uitgezonderd(waarde=1)], "toegepast", 25),
        ([uitgezonderd()], "toegepast", None),
        ([uitgezonderd(waarde=0)], "nvt", 0),
        ([uitgezonderd(waarde=0), uitgezonderd(waarde=2)], "toegepast", 2),
        (
            [
                uitgezonderd(waarde=24),
                rij(21, "uitgezonderd buiten bestaande voorraad", "2018", A, waarde=3),
            ],
            "niet toegepast",
            24,
        ),
        (
            [
                uitgezonderd(waarde=24),
                rij(21, "uitgezonderd buiten bestaande voorraad", "2018", A, waarde=0),
            ],
            "toegepast",
            24,
        ),
    ],
)
def test_niet_meegerekend(rijen: list[Rij], verwacht: str, waarde: int | None) -> None:
    uitkomst = oordeel(afspraak(21), voortgang=rijen)
    assert uitkomst["status"].iloc[0] == verwacht
    gelezen = uitkomst["waarde"].iloc[0]
    assert (gelezen == waarde) if waarde is not None else uitkomst["waarde"].isna().iloc[0]


def test_overleg_over_de_bestemming_wordt_verteld() -> None:
    zonder = oordeel(afspraak(21), voortgang=[uitgezonderd(waarde=2)]).iloc[0]["toelichting"]
    assert zonder == "In het register: 1 keer, 2 woningen. Overleg over de bestemming: onbekend."
    overleg = rij(21, "overleg over bestemming", "2017-08-31", A)
    met = oordeel(afspraak(21), voortgang=[uitgezonderd(), overleg]).iloc[0]["toelichting"]
    assert met == (
        "In het register: 1 keer, aantal woningen onbekend. "
        "Overleg over de bestemming staat in het register."
    )
    overleg["waarde"] = 0
    geen = oordeel(afspraak(21), voortgang=[uitgezonderd(), overleg]).iloc[0]["toelichting"]
    assert geen.endswith("bestemming: onbekend.")
