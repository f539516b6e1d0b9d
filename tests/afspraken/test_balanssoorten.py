"""Kinds that look at the balance and the register of terms: one dwelling, one day."""

from typing import Any

import pandas as pd
import pytest
from afspraken.afsprakenhulp import (
    KOP,
    A,
    B,
    Rij,
    afspraak,
    balans,
    kop,
    oordeel,
    registers,
    van,
    zonder_lezing,
)

from woonanalyse.afspraken.beeld import ontbrekend
from woonanalyse.afspraken.soorten.maximum import per_subregio
from woonanalyse.afspraken.termijnregister import vul_termijnen
from woonanalyse.document.besluiten import gevraagd
from woonanalyse.kern.merk import AFGESCHERMD

# need 90 to 110


def bovenkant(antwoord: str, **anders: Any) -> Rij:
    return {"datum": "2017-05-01", "editie": "2017", "bovenkant_onderbouwd": antwoord, **anders}


@pytest.mark.parametrize(
    ("hard", "verwacht"),
    [
        (90, "binnen de norm"),
        (91, "op de grens"),
        (110, "op de grens"),
        (111, "boven de norm"),
        (0, "binnen de norm"),
    ],
)
def test_maximum_op_een_woning(hard: int, verwacht: str) -> None:
    uitkomst = van(oordeel(afspraak(13), balans(A=hard)), "A")
    assert uitkomst["status"] == verwacht
    assert uitkomst["waarde"] == pytest.approx(hard / 90)
    assert uitkomst["periode"] == "2017/2026"
    assert f"{hard} woningen op 1 januari 2017, behoefte 90 tot 110." in uitkomst["toelichting"]
    assert uitkomst["bron"].endswith("RWP 2017")


def zonder_behoefte(behoefte: Any, hard: int | None = 5) -> pd.DataFrame:
    """The balance of A with another need and no ratio."""
    eigen = balans(A=hard)
    eigen = eigen[eigen["gemeentecode"] == A]
    geen = pd.array([pd.NA] * len(eigen), dtype="Float64")
    return eigen.assign(behoefte=pd.array(behoefte, dtype="Int64"), dekking=geen)


@pytest.mark.parametrize("behoefte", [[0, 0], [-10, 0]])
def test_without_a_need_there_is_no_ratio_and_nothing_is_missing(behoefte: list[int]) -> None:
    regel = afspraak(13)
    uitkomst = oordeel(regel, zonder_behoefte(behoefte))
    assert set(uitkomst["status"]) == {"geen verhouding"}
    assert (
        "nul of kleiner" in uitkomst["toelichting"][0]
        and "Nodig:" not in uitkomst["toelichting"][0]
    )
    assert str(regel["nodig"]) not in ontbrekend([regel], uitkomst).markdown
    assert gevraagd([regel], uitkomst, zonder_behoefte(behoefte).assign(gemeente="A")).empty


@pytest.mark.parametrize(
    ("behoefte", "hard", "reden"),
    [
        ([0, None], 5, "de behoefte is niet bekend"),
        ([0, 10], None, "de harde plancapaciteit is niet bekend"),
        ([None, None], 5, "de behoefte is niet bekend"),
    ],
)
def test_what_is_missing_beside_a_need_of_none_is_asked(
    behoefte: list[int | None], hard: int | None, reden: str
) -> None:
    regel = afspraak(13)
    uitkomst = oordeel(regel, zonder_behoefte(behoefte, hard))
    assert set(uitkomst["status"]) == {"onbekend"}
    assert reden in uitkomst["toelichting"][0] and "Nodig:" in uitkomst["toelichting"][0]
    assert str(regel["nodig"]) in ontbrekend([regel], uitkomst).markdown


@pytest.mark.parametrize(
    ("rijen", "verwacht"),
    [
        ([bovenkant("ja")], "binnen de norm"),
        ([bovenkant("nee")], "op de grens"),
        ([bovenkant("")], "op de grens"),
        ([bovenkant("ja", editie="2015")], "op de grens"),
        ([bovenkant("ja", partij=B)], "op de grens"),
        ([bovenkant("ja", datum="2021-01-01")], "op de grens"),
        ([bovenkant("ja", datum="2020-12-31")], "binnen de norm"),
        ([bovenkant("ja", datum="2018-01-01"), bovenkant("nee")], "binnen de norm"),
        ([bovenkant("nee", datum="2018-01-01"), bovenkant("ja")], "op de grens"),
        ([bovenkant("ja"), bovenkant("", datum="2018-01-01")], "binnen de norm"),
    ],
)
def test_op_de_grens_hangt_het_van_de_bovenkant_af(rijen: list[Rij], verwacht: str) -> None:
    uitkomst = van(oordeel(afspraak(13), balans(A=100), termijnen=rijen), "A")
    assert uitkomst["status"] == verwacht
    assert "de norm ligt binnen de bandbreedte." in uitkomst["toelichting"]
    if verwacht == "binnen de norm":
        assert uitkomst["waarde"] == pytest.approx(100 / 110)
        assert uitkomst["bron"].endswith("bron termijnen")


def test_zonder_bovenkant_is_een_lezing() -> None:
    regel = afspraak(13, zonder_bovenkant="onderkant")
    uitkomst = oordeel(regel, balans(A=100), termijnen=[bovenkant("nee")])
    assert van(uitkomst, "A")["status"] == "boven de norm"
    assert van(oordeel(regel, balans(A=100)), "A")["status"] == "op de grens"


@pytest.mark.parametrize("antwoord", ["ja", "nee"])
def test_de_bovenkant_verandert_niets_buiten_de_grens(antwoord: str) -> None:
    uitkomst = oordeel(afspraak(13), balans(A=90, B=111), termijnen=[bovenkant(antwoord)])
    assert list(uitkomst["status"]) == ["binnen de norm", "boven de norm"]


def test_de_norm_komt_uit_de_afspraak() -> None:
    assert van(oordeel(afspraak(13, norm=1.1), balans(A=99)), "A")["status"] == "binnen de norm"
    assert van(oordeel(afspraak(13, norm=0.5), balans(A=56)), "A")["status"] == "boven de norm"


def test_zonder_capaciteit_is_de_verhouding_onbekend_met_de_reden() -> None:
    uitkomst = van(oordeel(afspraak(13), balans(A=pd.NA)), "A")
    assert uitkomst["status"] == "onbekend"
    assert "de harde plancapaciteit is niet bekend" in uitkomst["toelichting"]


def test_een_editie_zonder_periode_heet_naar_zichzelf() -> None:
    zonder = kop(periode={"van": None, "tot_en_met": None, "gepubliceerd": None}, peildatum=None)
    uitkomst = van(oordeel(afspraak(13), balans(A=90), kop=zonder), "A")
    assert uitkomst["periode"] == "editie 2017"
    assert "31 december 2020" in uitkomst["toelichting"]


# termijn


def geval(start: str, **anders: Any) -> Rij:
    basis = {"datum": "2017-05-01", "editie": "2017", "termijn_start": start, "reden": "reden R"}
    return {**basis, **anders}


@pytest.mark.parametrize(
    ("hard", "verwacht"),
    [(90, "nvt"), (100, "onbekend"), (111, "onbekend"), (pd.NA, "onbekend")],
)
def test_zonder_register_is_er_geen_oordeel_over_de_termijn(hard: Any, verwacht: str) -> None:
    uitkomst = van(oordeel(zonder_lezing(15), balans(A=hard)), "A")
    assert uitkomst["status"] == verwacht
    assert uitkomst["periode"] == "editie 2017"


@pytest.mark.parametrize("behoefte", [[0, 0], [-10, 0]])
def test_zonder_behoefte_valt_er_niets_te_vragen_over_de_termijn(behoefte: list[int]) -> None:
    regel = zonder_lezing(15)
    uitkomst = oordeel(regel, zonder_behoefte(behoefte).assign(oordeel="onbekend"))
    assert set(uitkomst["status"]) == {"nvt"}
    assert "nul of kleiner" in uitkomst["toelichting"][0]
    assert str(regel["nodig"]) not in ontbrekend([regel], uitkomst).markdown
    half = oordeel(regel, zonder_behoefte([0, None]).assign(oordeel="onbekend"))
    assert set(half["status"]) == {"onbekend"}


def test_een_verborgen_capaciteit_is_niet_op_de_grens() -> None:
    dicht = zonder_behoefte([90, 110], None).assign(oordeel=AFGESCHERMD, telling=AFGESCHERMD)
    uitkomst = oordeel(zonder_lezing(15), dicht)
    assert set(uitkomst["status"]) == {"onbekend"}
    assert "grens" not in uitkomst["toelichting"][0]


def test_met_onderbouwde_bovenkant_valt_er_niets_te_herstellen() -> None:
    uitkomst = oordeel(afspraak(15), balans(A=100), termijnen=[bovenkant("ja")])
    assert van(uitkomst, "A")["status"] == "nvt"


@pytest.mark.parametrize(
    ("hersteld", "verwacht"),
    [
        ("2019-01-01", "gehaald"),
        ("2019-01-02", "niet gehaald"),
        ("2019-01", "onbekend"),
        ("2018-12", "gehaald"),
        ("2020-12-31", "niet gehaald"),
        ("2021-01-01", "onbekend"),
        ("", "onbekend"),
    ],
)
def test_drie_jaar_op_de_dag(hersteld: str, verwacht: str) -> None:
    rijen = [geval("2016-01-01", hersteld_op=hersteld)]
    uitkomst = van(oordeel(afspraak(15), balans(A=111), termijnen=rijen), "A")
    assert uitkomst["status"] == verwacht
    assert uitkomst["periode"] == "2016-01-01/2019-01-01"
    assert "reden R" in uitkomst["toelichting"]
    assert "hersteldatum: 1 januari 2019" in uitkomst["toelichting"]


def test_de_norm_van_de_termijn_komt_uit_de_afspraak() -> None:
    rijen = [geval("2016-01-01", hersteld_op="2019-01-02")]
    regel = afspraak(15, norm=37, eenheid="maanden")
    assert van(oordeel(regel, balans(A=111), termijnen=rijen), "A")["status"] == "gehaald"


@pytest.mark.parametrize(
    ("start", "hersteld", "verwacht"),
    [
        ("2015-12", "2018-12-01", "gehaald"),
        ("2015-12", "2018-12-02", "onbekend"),
        ("2015-12", "2018-12-31", "onbekend"),
        ("2015-12", "2019-01-01", "niet gehaald"),
    ],
)
def test_een_begin_zonder_dag(start: str, hersteld: str, verwacht: str) -> None:
    rijen = [geval(start, hersteld_op=hersteld)]
    uitkomst = van(oordeel(afspraak(15), balans(A=111), termijnen=rijen), "A")
    assert uitkomst["status"] == verwacht


@pytest.mark.parametrize(
    ("start", "hard", "verwacht"),
    [
        ("2014-01-01", 111, "niet gehaald"),  # the term ended on the reference date
        ("2014-01-02", 111, "onbekend"),  # it ended a day later
        ("2013-12-31", 111, "niet gehaald"),
        ("2014-01-01", 90, "gehaald"),
        ("2013-12-31", 90, "onbekend"),  # in balance, but perhaps too late
        ("2017-01-01", 90, "gehaald"),
        ("2017-01-02", 90, "onbekend"),  # measured before the term began
        ("2014-01-01", 100, "onbekend"),
        ("2014-01-01", pd.NA, "onbekend"),
    ],
)
def test_de_balans_beslist_op_haar_peildatum(start: str, hard: Any, verwacht: str) -> None:
    uitkomst = van(oordeel(afspraak(15), balans(A=hard), termijnen=[geval(start)]), "A")
    assert uitkomst["status"] == verwacht


def test_met_onderbouwde_bovenkant_is_op_de_grens_hersteld() -> None:
    rijen = [geval("2014-01-01"), bovenkant("ja")]
    uitkomst = van(oordeel(afspraak(15), balans(A=100), termijnen=rijen), "A")
    assert uitkomst["status"] == "gehaald"


def test_zonder_peildatum_beslist_de_balans_niets() -> None:
    for hard in (90, 111):
        uitkomst = oordeel(
            afspraak(15),
            balans(A=hard),
            kop=kop(peildatum=None),
            termijnen=[geval("2014-01-01")],
        )
        assert van(uitkomst, "A")["status"] == "onbekend"


@pytest.mark.parametrize(
    ("afname", "stand", "verwacht"),
    [
        (10, "2020-01-31", "op koers"),  # 120 hard, need at most 110
        (9, "2020-01-31", "achter"),
        (None, "2020-01-31", "onbekend"),
        (10, "2020-02-01", "onbekend"),
    ],
)
def test_onderweg_tellen_geplande_maatregelen(
    afname: int | None, stand: str, verwacht: str
) -> None:
    rijen = [geval("2017-02-01", geplande_afname=afname)]
    uitkomst = oordeel(afspraak(15), balans(A=120), kop=kop(stand_per=stand), termijnen=rijen)
    van_a = van(uitkomst, "A")
    assert van_a["status"] == verwacht
    if verwacht in ("op koers", "achter"):
        assert f"Ten minste 10 woningen te veel; gepland eraf: {afname}." in van_a["toelichting"]


def test_maatregelen_zonder_overprogrammering_zijn_geen_oordeel() -> None:
    rijen = [geval("2017-02-01", geplande_afname=10)]
    uitkomst = oordeel(afspraak(15), balans(A=90), kop=kop(stand_per="2019-01-01"), termijnen=rijen)
    assert van(uitkomst, "A")["status"] == "onbekend"


@pytest.mark.parametrize(
    ("start", "datum", "gezien"),
    [
        ("2020-12-31", "2020-12-31", True),
        ("2021-01-01", "2020-12-31", False),
        ("2020-12-31", "2021-01-01", False),
        ("", "2017-05-01", False),
    ],
)
def test_gevallen_van_na_de_stand_tellen_niet(start: str, datum: str, gezien: bool) -> None:
    uitkomst = oordeel(zonder_lezing(15), balans(A=111), termijnen=[geval(start, datum=datum)])
    assert (van(uitkomst, "A")["periode"] != "editie 2017") == gezien


def test_elk_geval_een_rij_oudste_eerst() -> None:
    rijen = [geval("2018-01-01"), geval("2016-01-01", reden="", hersteld_op="2017-01-01")]
    uitkomst = oordeel(afspraak(15), balans(A=111), termijnen=rijen)
    van_a = uitkomst[uitkomst["partij"] == "A"]
    assert list(van_a["periode"]) == ["2016-01-01/2019-01-01", "2018-01-01/2021-01-01"]
    assert list(van_a["status"]) == ["gehaald", "onbekend"]
    assert "(reden niet vastgelegd)" in van_a["toelichting"].iloc[0]


def test_termijnen_in_de_balans() -> None:
    rijen = [
        geval("2016-02-29"),
        geval("2018-01-01"),
        geval("2014-01-01", hersteld_op="2016-01-01"),
        geval("2016-01", partij=B),
    ]
    vol = vul_termijnen(balans(A=111, B=111), afspraak(15), registers(termijnen=rijen), KOP)
    assert set(vol.loc[vol["gemeentecode"] == A, "termijn_start"]) == {"2016-02-29"}
    assert set(vol.loc[vol["gemeentecode"] == A, "hersteldatum"]) == {"2019-02-28"}
    assert (
        vol.loc[vol["gemeentecode"] == B, ["termijn_start", "hersteldatum"]].isna().all(axis=None)
    )
    assert list(vol.columns) == list(balans().columns)


# rekenregel uit de balans


def test_sloop_bij_de_behoefte() -> None:
    uitkomst = oordeel(afspraak(20, "behoefte")).iloc[0]
    assert (uitkomst["status"], uitkomst["waarde"]) == ("toegepast", 20)
    frame = balans()
    frame["behoefte"] = frame["netto_behoefte"]
    uitkomst = oordeel(afspraak(20, "behoefte"), frame).iloc[0]
    assert (uitkomst["status"], uitkomst["waarde"]) == ("niet toegepast", 20)


@pytest.mark.parametrize("sloop", [0, pd.NA])
def test_zonder_verwachte_sloop_is_het_onbekend(sloop: Any) -> None:
    frame = balans().assign(vervanging=pd.array([sloop] * 4, dtype="Int64"))
    uitkomst = oordeel(afspraak(20, "behoefte"), frame).iloc[0]
    assert uitkomst["status"] == "onbekend"


def test_een_gemeente_die_niet_optelt_maakt_de_regel_niet_toegepast() -> None:
    frame = balans()
    frame.loc[frame["gemeentecode"] == B, "behoefte"] = 80
    assert oordeel(afspraak(20, "behoefte"), frame).iloc[0]["status"] == "niet toegepast"
    frame.loc[frame["gemeentecode"] == B, "vervanging"] = 0
    uitkomst = oordeel(afspraak(20, "behoefte"), frame).iloc[0]
    assert (uitkomst["status"], uitkomst["waarde"]) == ("toegepast", 10)


def test_the_sum_of_a_subregion_per_variant() -> None:
    """Its counts only where all parts count alike; of an unknown part nothing is made."""
    delen = [
        ("Zuid", "laag", 80, 60, "bruto"), ("Zuid", "hoog", 100, 60, "bruto"),
        ("Zuid", "laag", 20, 30, "netto"), ("Zuid", "hoog", 100, 30, "bruto"),
        ("Noord", "laag", 10, 5, "netto"),
    ]  # fmt: skip
    frame = pd.DataFrame(
        delen, columns=["subregio", "variant", "behoefte", "hard_totaal", "telling"]
    )
    frame = frame.astype({"behoefte": "Int64", "hard_totaal": "Int64"})
    frame["saldo"] = frame["behoefte"] - frame["hard_totaal"]
    frame["marge"] = pd.Series([1.5, 1.5, 0.5, 0.5, 1.0], dtype="Float64")
    frame["dekking"] = (frame["hard_totaal"] / frame["behoefte"]).astype("Float64")
    assert per_subregio(frame).to_dict("records") == [
        {"subregio": "Zuid", "variant": "laag", "behoefte": 100, "hard_totaal": 90, "saldo": 10,
         "marge": 2.0, "gemeentecode": "Zuid", "dekking": 0.9, "telling": "onbekend"},
        {"subregio": "Zuid", "variant": "hoog", "behoefte": 200, "hard_totaal": 90, "saldo": 110,
         "marge": 2.0, "gemeentecode": "Zuid", "dekking": 0.45, "telling": "bruto"},
        {"subregio": "Noord", "variant": "laag", "behoefte": 10, "hard_totaal": 5, "saldo": 5,
         "marge": 1.0, "gemeentecode": "Noord", "dekking": 0.5, "telling": "netto"},
    ]  # fmt: skip
    frame.loc[2, "dekking"] = pd.NA
    assert per_subregio(frame)["dekking"].isna().tolist() == [True, False, False]
    zonder = per_subregio(frame.drop(columns="marge"))
    assert "marge" not in zonder and zonder["behoefte"].tolist() == [100, 200, 10]
    frame.loc[0, "hard_totaal"] = pd.NA
    assert per_subregio(frame)["hard_totaal"].isna().tolist() == [True, False, False]
