"""The register of terms: which case is open, and what of it other tables use."""

from __future__ import annotations

from typing import Any

import pandas as pd
from afspraken.afsprakenhulp import KOP, A, B, afspraak, balans, kop, registers

from woonanalyse.afspraken.termijnregister import (
    bovenkant,
    gevallentabel,
    open_gevallen,
    vul_termijnen,
)
from woonanalyse.afspraken.uitkomst import Omgeving


def geval(start: str, partij: str = A, **anders: Any) -> dict[str, Any]:
    vast = {"datum": "2017-05-01", "editie": "2017", "reden": "reden R", "bron": f"bron {start}"}
    return {**vast, "termijn_start": start, "partij": partij, **anders}


def test_de_tabel_heeft_per_gemeente_het_oudste_open_geval() -> None:
    rijen = [
        geval("2018-01-01", reden="later"),
        geval("2016-03-01", geplande_afname=12),
        geval("2014-01-01", hersteld_op="2015-06-01"),
        geval("2016-03-02", B, reden=""),
    ]
    tabel = gevallentabel(balans(), registers(termijnen=rijen), KOP)
    assert tabel["gemeentecode"].tolist() == [A, B]
    assert tabel["reden"].tolist() == ["reden R", "reden niet vastgelegd"]
    assert tabel["gepland"].fillna(-1).tolist() == [12, -1]
    assert tabel.dtypes.astype(str).to_dict() == {
        "gemeentecode": "object",
        "reden": "object",
        "gepland": "Int64",
    }


def test_zonder_gevallen_is_de_tabel_leeg() -> None:
    tabel = gevallentabel(balans(), registers(), KOP)
    assert tabel.empty and list(tabel.columns) == ["gemeentecode", "reden", "gepland"]
    assert str(tabel["gepland"].dtype) == "Int64"


def test_een_geval_zonder_dag_is_geen_open_geval() -> None:
    rijen = [geval("2016-03"), geval("2017-01-01")]
    gevonden = open_gevallen(balans(), registers(termijnen=rijen), KOP)
    assert list(gevonden) == [A]
    assert gevonden[A].start.vroegst.isoformat() == "2017-01-01"
    assert (gevonden[A].bron, gevonden[A].afname) == ("bron 2017-01-01", None)


def test_herstel_van_na_de_stand_is_nog_niet_bekend() -> None:
    rijen = [geval("2016-03-01", hersteld_op="2018-06-01")]
    gegevens = registers(termijnen=rijen)
    assert A in open_gevallen(balans(), gegevens, kop(stand_per="2018-05-31"))
    assert open_gevallen(balans(), gegevens, kop(stand_per="2018-06-01")) == {}


def test_termijnen_staan_bij_de_rijen_van_hun_gemeente() -> None:
    frame = balans().set_axis([7, 5, 3, 1], axis=0)
    gegevens = registers(termijnen=[geval("2016-03-01", B)])
    vol = vul_termijnen(frame, afspraak(15), gegevens, KOP)
    assert list(vol.index) == [7, 5, 3, 1]
    assert vol["termijn_start"].isna().tolist() == [True, True, False, False]
    assert vol.loc[[3, 1], "hersteldatum"].tolist() == ["2019-03-01"] * 2
    assert str(vol["termijn_start"].dtype) == str(vol["hersteldatum"].dtype) == "object"
    leeg = vul_termijnen(frame, afspraak(15), registers(), KOP)
    assert leeg["termijn_start"].tolist() == [pd.NA] * 4


def test_de_bovenkant_heeft_de_bron_van_de_laatste_rij() -> None:
    rijen = [
        geval("", bovenkant_onderbouwd="nee", datum="2019", bron="b2"),
        geval("", bovenkant_onderbouwd="ja", datum="2018-01-01", bron="b1"),
    ]
    omgeving = Omgeving(registers(termijnen=rijen), balans(), KOP)
    assert bovenkant(afspraak(13), omgeving, A) == ("nee", ("b2",))
    assert bovenkant(afspraak(13), omgeving, B) == ("", ())
