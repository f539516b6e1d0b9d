"""The begin of a term as the text can be read: each reading, to the day; the register goes before it."""

from __future__ import annotations

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
    per_lezing,
    registers,
    van,
)

from woonanalyse.afspraken.termijnregister import gevallentabel, lezinggeval, vul_termijnen
from woonanalyse.afspraken.uitkomst import Omgeving
from woonanalyse.kern.afspraak import Afspraak, met_lezing
from woonanalyse.kern.overeenkomst import vreemde_starts


def regel(start: str = "2014-01-01", **anders: Any) -> Afspraak:
    een = {"start": start, "uitleg": "de termijn begint zo", "grond": "plan P", **anders}
    ander = {"start": "2017-04", "uitleg": "de termijn begint later", "grond": "plan Q"}
    return afspraak(15, lezing="A", lezingen={"A": een, "B": ander})


def rij(**anders: Any) -> dict[str, Any]:
    return {"datum": "2017-05-01", "editie": "2017", "reden": "reden R", **anders}


@pytest.mark.parametrize(
    ("start", "hard", "verwacht"),
    [
        ("2014-01-01", 111, "niet gehaald"),  # the term ended on the reference date
        ("2014-01-02", 111, "onbekend"),  # a day later: no balance of then
        ("2013-12", 111, "niet gehaald"),
        ("2014-01", 111, "onbekend"),  # not known on which day of that month
        ("2014-01-01", 110, "onbekend"),  # one dwelling less: on the border
        ("2014-01-01", 91, "onbekend"),
        ("2014-01-01", 90, "nvt"),  # not above the norm: no reading makes a term
        ("2014-01-01", pd.NA, "onbekend"),
    ],
)
def test_de_lezing_beslist_op_de_dag_en_op_de_woning(start: str, hard: Any, verwacht: str) -> None:
    uitkomst = van(oordeel(regel(start), balans(A=hard)), "A")
    assert uitkomst["status"] == verwacht
    zegt = "lezing A: de termijn begint zo" in uitkomst["toelichting"]
    assert zegt == (pd.notna(hard) and hard > 90)
    assert ("plan P" in uitkomst["bron"]) == zegt


def test_op_de_grens_zegt_zij_dat_erbij() -> None:
    assert "op de grens" in van(oordeel(regel(), balans(A=110)), "A")["toelichting"]
    assert "op de grens" not in van(oordeel(regel(), balans(A=111)), "A")["toelichting"]


def test_een_eigen_begin_geldt_alleen_voor_die_gemeente() -> None:
    eigen = regel("2014-01-01", start_van={B: "2014-01-02"})
    uitkomst = oordeel(eigen, balans(A=111, B=111))
    assert van(uitkomst, "A")["status"] == "niet gehaald"
    assert van(uitkomst, "B")["periode"] == "2014-01-02/2017-01-02"
    assert van(uitkomst, "B")["status"] == "onbekend"


def test_een_rij_van_het_register_gaat_voor_en_alleen_voor_haar_gemeente() -> None:
    rijen = [rij(termijn_start="2016-03-01")]
    frame = balans(A=111, B=111)
    uitkomst = oordeel(regel(), frame, termijnen=rijen)
    assert van(uitkomst, "A")["periode"] == "2016-03-01/2019-03-01"
    assert van(uitkomst, "B")["status"] == "niet gehaald"
    vol = vul_termijnen(frame, regel(), registers(termijnen=rijen), KOP)
    per = vol.drop_duplicates("gemeentecode").set_index("gemeentecode")["termijn_start"]
    assert per.to_dict() == {A: "2016-03-01", B: "2014-01-01"}
    tabel = gevallentabel(frame, registers(termijnen=rijen), KOP, regel()).set_index("gemeentecode")
    assert tabel["reden"].to_dict() == {A: "reden R", B: "lezing A: de termijn begint zo"}


@pytest.mark.parametrize(
    "rijen", [[], [rij(bovenkant_onderbouwd="nee")], [rij(reden="uitzondering")]]
)
def test_een_rij_zonder_begin_verandert_geen_stand(rijen: list[Rij]) -> None:
    uitkomst = oordeel(regel(), balans(A=111), termijnen=rijen)
    assert van(uitkomst, "A")["status"] == "niet gehaald"


def test_een_hersteld_geval_wordt_geen_lezing() -> None:
    rijen = [rij(termijn_start="2015-01-01", hersteld_op="2016-01-01")]
    vol = vul_termijnen(balans(A=111), regel(), registers(termijnen=rijen), KOP)
    assert vol["termijn_start"].isna().all()


@pytest.mark.parametrize(("stand", "er"), [("2016-01-28", False), ("2016-01-29", True)])
def test_een_begin_van_na_de_stand_is_er_nog_niet(stand: str, er: bool) -> None:
    omgeving = Omgeving(registers(), balans(A=111), kop(stand_per=stand))
    assert (lezinggeval(regel("2016-01-29"), omgeving, A) is not None) == er


@pytest.mark.parametrize(
    ("hard", "bovenkant", "heeft"),
    [(90, "", False), (91, "", True), (110, "nee", True), (110, "ja", False), (111, "ja", True)],
)
def test_alleen_wie_boven_de_norm_is_of_kan_zijn_heeft_een_termijn(
    hard: int, bovenkant: str, heeft: bool
) -> None:
    regs = registers(termijnen=[rij(bovenkant_onderbouwd=bovenkant)])
    vol = vul_termijnen(balans(A=hard), regel(), regs, KOP)
    assert vol.loc[vol["gemeentecode"] == A, "termijn_start"].notna().all() == heeft
    assert vol.loc[vol["gemeentecode"] == B, "termijn_start"].isna().all()


def test_een_maand_is_geen_hersteldatum_van_de_balans() -> None:
    vol = vul_termijnen(balans(A=111), met_lezing(regel(), "B"), registers(), KOP)
    assert vol["termijn_start"].isna().all()


def test_elke_lezing_heeft_haar_stand() -> None:
    frame = per_lezing([regel()], registers(), balans(A=111), KOP)
    van_a = frame[frame["partij"] == "A"]
    assert van_a["lezing"].tolist() == ["A", "B"]
    assert van_a["gewoon"].tolist() == ["ja", "nee"]
    assert van_a["status"].tolist() == ["niet gehaald", "onbekend"]
    assert van_a["periode"].tolist() == ["2014-01-01/2017-01-01", "2017-04-01/2020-04-30"]


def test_een_eigen_begin_van_wie_geen_lid_is_wordt_geweigerd() -> None:
    eigen = regel(start_van={B: "2014-01-02", "GM0003": "2014-01-02"})
    assert vreemde_starts("b", [eigen], [A, B])[0].waarde == "GM0003"
    assert len(vreemde_starts("b", [eigen], [A, B])) == 1
    assert vreemde_starts("b", [eigen, afspraak(7, "wijkaanpakken")], [A, B, "GM0003"]) == []
