"""Text in a CSV runs nowhere and comes back as it was; a number stays a number."""

from __future__ import annotations

import csv
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from woonanalyse.kern.bestanden import schrijf_cellen, schrijf_csv
from woonanalyse.kern.bewaakt import bewaak, herstel
from woonanalyse.uitkomsten.resultaten import Resultaten, samen

FORMULES = [
    '=HYPERLINK("http://x.y";"klik")', "=cmd|' /C calc'!A0", "+1+1", "-2", "-2+3", "@SUM(A1)", "\t=1", "\r=1",
    "\n=1", "＝1+1", "'=1", "''-1", "'\t=1",
]  # fmt: skip
GEWOON = [
    "'s-Hertogenbosch",
    "'t Goy",
    "'90",
    "''",
    "'",
    "a=b",
    " x",
    "007",
    "NA",
    "nan",
    'zeg "ja", x',
]
cellen = st.text(st.sampled_from([*"'=+-@\t\r\n,;\" ax1é", "＝", "中"]), max_size=6)


@pytest.mark.parametrize("tekst", FORMULES)
def test_a_formula_gets_an_apostrophe(tekst: str) -> None:
    assert bewaak(tekst) == f"'{tekst}" and herstel(bewaak(tekst)) == tekst


@pytest.mark.parametrize("tekst", GEWOON)
def test_other_text_is_left_alone(tekst: str) -> None:
    assert bewaak(tekst) == tekst == herstel(tekst)


def test_numbers_below_zero_are_no_text(tmp_path: Path) -> None:
    frame = pd.DataFrame(
        {
            "saldo": pd.array([-5, None], dtype="Int64"),
            "dekking": pd.array([-0.5, 1.0], dtype="Float64"),
            "los": [-1, None],
            "naam": ["-5", None],
        },
    ).astype({"los": object})
    schrijf_csv(tmp_path / "a.csv", frame)
    regels = (tmp_path / "a.csv").read_text(encoding="utf-8").splitlines()
    assert regels[1:] in (["-5,-0.5,-1,'-5", ",1.0,,"], ["-5,-0.5,-1.0,'-5", ",1.0,,"])


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(namen=st.lists(cellen, min_size=1, max_size=8))
def test_every_text_comes_back(tmp_path: Path, namen: list[str]) -> None:
    """From the file, from slices that were joined, and by a reader who follows the data package."""
    frame = pd.DataFrame({"gemeentecode": "GM0001", "gemeente": namen, "saldo_laag": -5})
    for naam in ("een.csv", "twee.csv"):
        schrijf_csv(tmp_path / naam, frame)
    resultaten = Resultaten(tmp_path)
    schrijf_cellen(
        tmp_path / "balans.csv", samen([resultaten.samen([n]) for n in ("een.csv", "twee.csv")])
    )
    gelezen = resultaten.tabel("balans")["gemeente"].fillna("").tolist()
    assert gelezen == [*namen, *namen]
    with (tmp_path / "balans.csv").open(encoding="utf-8", newline="") as bestand:
        ruw = [rij["gemeente"] for rij in csv.DictReader(bestand)]
    assert [herstel(cel) for cel in ruw] == [*namen, *namen]
    assert not any(cel.startswith(tuple("=+-@\t\r\n＝")) for cel in ruw)
