"""The list of plans that may be the same: written, answered by a person, read back and followed."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from planregisterhulp import tabellen

from woonanalyse.kern.fouten import InvoerFout
from woonanalyse.onderwerpen.planregister.koppeling import Koppeling, koppel
from woonanalyse.onderwerpen.planregister.tabellen import koppelregels
from woonanalyse.onderwerpen.planregister.vragenlijst import (
    bijgewerkt,
    lees_antwoorden,
    schrijf_vragen,
)

BESTAND = "koppelingen.csv"
TOEN = [{"plan_id": "A1", "naam": "=Kade 3, hoek", "rest": 5, "x_rd": 0.0, "y_rd": 0.0}]
NU = [{**TOEN[0], "plan_id": "B1", "naam": "Kade 9 hoek"}]


def reken(antwoorden: pd.DataFrame) -> Koppeling:
    return koppel(tabellen(TOEN)["plannen"], tabellen(NU)["plannen"], koppelregels(), antwoorden)


@pytest.mark.parametrize(("oordeel", "banden"), [("zelfde", 1), ("ander", 0)])
def test_asked_once_and_followed(tmp_path: Path, oordeel: str, banden: int) -> None:
    leeg = lees_antwoorden(tmp_path, BESTAND)
    vragen = reken(leeg).vragen
    schrijf_vragen(tmp_path, BESTAND, bijgewerkt(leeg, vragen))
    open_ = lees_antwoorden(tmp_path, BESTAND)
    assert open_["oordeel"].tolist() == [""] and reken(open_).vragen.equals(vragen)
    schrijf_vragen(tmp_path, BESTAND, open_.assign(oordeel=oordeel))
    antwoorden = lees_antwoorden(tmp_path, BESTAND)
    uit = reken(antwoorden)
    assert len(uit.banden) == banden and uit.vragen.empty
    pd.testing.assert_frame_equal(bijgewerkt(antwoorden, uit.vragen), antwoorden)


def test_a_question_that_is_no_longer_asked_goes_and_an_answer_stays() -> None:
    vragen = reken(
        pd.DataFrame(columns=["plan_id_toen", "naam_toen", "plan_id_nu", "naam_nu", "oordeel"])
    )
    lijst = bijgewerkt(vragen.vragen.assign(toelichting=""), vragen.vragen)
    assert bijgewerkt(lijst, vragen.vragen.iloc[:0]).empty
    antwoord = lijst.assign(oordeel="ander", toelichting="besluit van 2026")
    pd.testing.assert_frame_equal(bijgewerkt(antwoord, vragen.vragen), antwoord, check_dtype=False)


@pytest.mark.parametrize(
    ("rij", "melding"),
    [
        ("GM0001,A1,Kade 3,B1,Kade 9,misschien,,", "een van zelfde, ander"),
        ("GM0001,A1,Kade 3,B1,Kade 9,ander,,\nGM0001,A1,Kade 3,B1,Kade 9,zelfde,,", "één keer"),
    ],
)
def test_a_bad_answer_is_named(tmp_path: Path, rij: str, melding: str) -> None:
    kop = "gemeentecode,plan_id_toen,naam_toen,plan_id_nu,naam_nu,oordeel,reden,toelichting"
    (tmp_path / BESTAND).write_text(f"{kop}\n{rij}\n", encoding="utf-8")
    with pytest.raises(InvoerFout, match=melding):
        lees_antwoorden(tmp_path, BESTAND)
