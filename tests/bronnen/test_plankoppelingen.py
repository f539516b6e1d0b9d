"""What people answered about plans that may be the same: checked, kept once and read back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from woonanalyse.kern.fouten import InvoerFout
from woonanalyse.onderwerpen.planregister.koppeling import PAAR
from woonanalyse.onderwerpen.planregister.tabellen import vragenformulier
from woonanalyse.onderwerpen.planregister.vragenlijst import (
    als_bytes,
    lees_antwoorden,
    over_weg,
    tegenspraak,
)

BESTAND = "koppelingen.csv"
KOP = ",".join(vragenformulier().kolommen)


def antwoord(toen: str, nu: str, oordeel: str, **anders: str) -> dict[str, str]:
    return {
        "peildatum_toen": "2026-01-01", "peildatum_nu": "2027-01-01", "gemeentecode": "GM0001",
        "plan_id_toen": toen, "naam_toen": f"=Kade {toen}, hoek", "plan_id_nu": nu, "naam_nu": f"Kade {nu}",
        "oordeel": oordeel, "reden": "", "toelichting": "besluit van 2026", "rol": "planoloog",
        "datum": "2027-02-01",
    } | anders  # fmt: skip


def lijst(*rijen: dict[str, str]) -> pd.DataFrame:
    return pd.DataFrame(rijen, columns=list(vragenformulier().kolommen))


def test_no_file_is_an_empty_list(tmp_path: Path) -> None:
    assert lees_antwoorden(tmp_path, BESTAND).empty


def test_what_is_kept_reads_back_whatever_the_order(tmp_path: Path) -> None:
    rijen = [antwoord("A1", "B1", "zelfde"), antwoord("A2", "B2", "ander")]
    (tmp_path / BESTAND).write_bytes(als_bytes(lijst(*rijen)))
    eerst = (tmp_path / BESTAND).read_bytes()
    (tmp_path / BESTAND).write_bytes(als_bytes(lijst(*reversed(rijen))))
    assert (tmp_path / BESTAND).read_bytes() == eerst
    terug = lees_antwoorden(tmp_path, BESTAND)
    pd.testing.assert_frame_equal(terug, lijst(*rijen), check_dtype=False)


@pytest.mark.parametrize(
    ("anders", "melding"),
    [
        ({"oordeel": "misschien"}, "een van zelfde, ander, splitsing, samenvoeging"),
        ({"oordeel": ""}, "kolom oordeel"),
        ({"rol": ""}, "kolom rol"),
        ({"datum": "2027-02-30"}, "kolom datum"),
    ],
)
def test_a_bad_cell_is_named(tmp_path: Path, anders: dict[str, str], melding: str) -> None:
    (tmp_path / BESTAND).write_bytes(als_bytes(lijst(antwoord("A1", "B1", "zelfde") | anders)))
    with pytest.raises(InvoerFout, match=melding):
        lees_antwoorden(tmp_path, BESTAND)


def test_a_pair_stands_there_once_for_two_dates(tmp_path: Path) -> None:
    een = antwoord("A1", "B1", "zelfde")
    (tmp_path / BESTAND).write_bytes(als_bytes(lijst(een, een | {"peildatum_nu": "2028-01-01"})))
    assert len(lees_antwoorden(tmp_path, BESTAND)) == 2
    (tmp_path / BESTAND).write_bytes(als_bytes(lijst(een, een | {"oordeel": "ander"})))
    with pytest.raises(InvoerFout, match="één keer"):
        lees_antwoorden(tmp_path, BESTAND)


@pytest.mark.parametrize(
    ("rijen", "fout"),
    [
        ([("A1", "B1", "zelfde"), ("A1", "B2", "splitsing")], None),
        ([("A1", "B1", "zelfde"), ("A2", "B1", "samenvoeging")], None),
        ([("A1", "B1", "splitsing"), ("A1", "B2", "splitsing")], None),
        ([("A1", "B1", "samenvoeging"), ("A2", "B1", "samenvoeging")], None),
        ([("A1", "B1", "ander"), ("A1", "B2", "ander"), ("A2", "B1", "zelfde")], None),
        ([("A1", "B1", "zelfde"), ("A1", "B1", "zelfde")], None),
        ([("A1", "B1", "zelfde"), ("A1", "B1", "ander")], "zelfde, zoals al is geantwoord"),
        ([("A1", "B1", "zelfde"), ("A1", "B2", "zelfde")], "kies dan bij elk deel splitsing"),
        ([("A1", "B1", "zelfde"), ("A1", "B2", "samenvoeging")], "bij elk deel splitsing"),
        ([("A1", "B1", "zelfde"), ("A2", "B1", "zelfde")], "kies dan bij elk samenvoeging"),
        ([("A1", "B1", "splitsing"), ("A2", "B1", "splitsing")], "bij elk samenvoeging"),
    ],
)
def test_answers_that_cannot_all_be(rijen: list[Any], fout: str | None) -> None:
    bezwaren = tegenspraak(lijst(*(antwoord(*rij) for rij in rijen)))
    assert [b.kolom for b in bezwaren] == (["oordeel"] if fout else [])
    assert all(b.rij == 1 and str(fout) in b.verwacht for b in bezwaren)


def test_an_answer_about_a_plan_that_is_not_there() -> None:
    antwoorden = lijst(antwoord("A11", "B1", "zelfde"), antwoord("A2", "B1", "ander"))
    plannen = {"toen": [("A1", "x"), ("A2", "=Kade A2, hoek")], "nu": [("B1", "Kade 9")]}
    bezwaren = over_weg(antwoorden, plannen)
    assert [(b.rij, b.kolom) for b in bezwaren] == [(0, PAAR[0]), (0, PAAR[3]), (1, PAAR[3])]
    assert "bedoelt u A1?" in bezwaren[0].verwacht and "'Kade 9'" in bezwaren[1].verwacht


@pytest.mark.parametrize(
    "kop", [KOP.replace("oordeel", "oordel"), KOP.replace(",reden", "")]
)  # fmt: skip
def test_a_list_with_other_columns_is_refused(tmp_path: Path, kop: str) -> None:
    (tmp_path / BESTAND).write_text(f"{kop}\n", encoding="utf-8")
    with pytest.raises(InvoerFout):
        lees_antwoorden(tmp_path, BESTAND)
