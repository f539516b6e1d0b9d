"""The internal list: every plan with its class and reason, for its own municipality only."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from hulp import dossier
from strategiehulp import van_de_gemaakte

from woonanalyse.leveringen.strategieboek import (
    BLADEN,
    INTERN,
    schrijf_strategieboeken,
    strategieboek,
)
from woonanalyse.onderwerpen.strategie.antwoord import Antwoord
from woonanalyse.onderwerpen.strategie.bron import verklaard
from woonanalyse.onderwerpen.strategie.lijst import interne_lijst, per_gemeente

VAST = ("plannen", "maatregelen", "normen")
"""The sheets that are always there."""
INSTRUMENTEN = verklaard("instrumenten")["instrumenten"]
DOELEN = verklaard("doelen")["doelen"]


@pytest.fixture(scope="module")
def antwoorden() -> list[Antwoord]:
    return van_de_gemaakte()


@pytest.fixture(scope="module")
def lijst(antwoorden: list[Antwoord]) -> dict[str, pd.DataFrame]:
    gemaakte = dossier("2022", voorbeelddata=True)
    assert gemaakte.editie.planstand is not None
    keuzes = gemaakte.editie.planstand.keuzes
    return interne_lijst(antwoorden, gemaakte.regio.gemeenten, INSTRUMENTEN, keuzes, DOELEN)


def test_each_plan_stands_once_with_what_is_proposed_for_it(
    antwoorden: list[Antwoord], lijst: dict[str, pd.DataFrame]
) -> None:
    plannen = lijst["plannen"]
    assert not plannen.duplicated(["kant", "plan_id"]).any()
    for antwoord in antwoorden:
        eigen = plannen[plannen["kant"] == antwoord.kant].set_index("plan_id")
        assert set(eigen.index) == set(antwoord.plannen["plan_id"])
        gekozen = antwoord.voorstel.gekozen.set_index("plan_id")
        anders = eigen[eigen["verandering"] != 0]
        assert set(anders.index) == set(gekozen.index)
        wat = (gekozen["woningen"] * gekozen["richting"]).reindex(anders.index)
        assert (anders["verandering"] == wat).all()
        assert (anders["voorstel"] != "").all() and (anders["laatste_dag"] >= "2026").all()
        assert (eigen["waarom"] != "").all()
        klasse = antwoord.klassen.set_index("plan_id")["klasse"].astype(str)
        assert (eigen.loc[klasse.index, "klasse"] == klasse).all()


def test_a_plan_that_cannot_be_touched_says_what_forbids_it(
    lijst: dict[str, pd.DataFrame],
) -> None:
    vast = lijst["plannen"]["waarom"].str.startswith("kan niet: ")
    assert vast.any()
    assert (lijst["plannen"].loc[vast, "verandering"] == 0).all()
    assert lijst["plannen"].loc[vast, "waarom"].str.contains("afspraak op maat").any()


def test_a_municipality_gets_its_own_plans_and_no_others(lijst: dict[str, pd.DataFrame]) -> None:
    delen = per_gemeente(lijst)
    assert list(delen) == list(dict.fromkeys(lijst["plannen"]["gemeente"]))
    for blad, frame in lijst.items():
        assert sum(len(deel[blad]) for deel in delen.values()) == len(frame)
    for naam, deel in delen.items():
        boek = openpyxl.load_workbook(io.BytesIO(strategieboek(naam, deel, ["Voorbeelddata"])))
        cellen = {
            str(cel)
            for blad in boek.worksheets
            for rij in blad.iter_rows(values_only=True)
            for cel in rij
            if cel is not None
        }
        anderen = lijst["plannen"].loc[lijst["plannen"]["gemeente"] != naam, "plan_id"]
        assert not cellen & set(anderen)
        assert set(deel["plannen"]["plan_id"]) <= cellen


def test_the_workbook_says_what_it_is_and_comes_out_the_same(
    lijst: dict[str, pd.DataFrame], tmp_path: Path
) -> None:
    naam, deel = next(iter(per_gemeente(lijst).items()))
    vooraf = ["Voorbeelddata: verzonnen"]
    paden = schrijf_strategieboeken(tmp_path, "2022", {naam: deel}, vooraf)
    assert [pad.relative_to(tmp_path).parts[:3] for pad in paden] == [
        ("data", "intern", "strategie")
    ]
    assert paden[0].read_bytes() == strategieboek(naam, deel, vooraf)
    boek = openpyxl.load_workbook(paden[0])
    er = [BLADEN[blad] for blad in BLADEN if blad in VAST or len(deel[blad])]
    assert boek.sheetnames == ["Uitleg", *er]
    for blad in boek.worksheets:
        assert INTERN in str(blad.oddHeader.left.text)
        assert "Voorbeelddata" in str(blad.oddHeader.left.text)


def test_without_an_answer_the_list_is_empty() -> None:
    gemeenten = pd.DataFrame({"gemeentecode": ["GM1"], "gemeente": ["Een"]})
    leeg = interne_lijst([], gemeenten, INSTRUMENTEN, pd.DataFrame(), DOELEN)
    assert all(frame.empty for frame in leeg.values())
    assert per_gemeente(leeg) == {}
