"""What two concepts say apart: a sum that is not of all says whose numbers it is without."""

from __future__ import annotations

import pandas as pd
import pytest

from woonanalyse.cli import concepten
from woonanalyse.vaststelling.conceptverschil import Wijziging, wijzigingen

DICHT = "Borne (afgeschermd)"


def gebied(hard: str, zonder: str) -> pd.DataFrame:
    return pd.DataFrame([{"gebied": "Twente", "hard_totaal": hard, "ontbreekt": zonder}])


def gewijzigd(toen: pd.DataFrame, nu: pd.DataFrame) -> Wijziging:
    alle = wijzigingen("balans_gebied", ["gebied"], toen, nu)
    (een,) = [een for een in alle if een.kolom == "hard_totaal"]
    return een


@pytest.mark.parametrize(
    ("toen", "nu", "merk"),
    [
        ("", "", ""),
        (DICHT, DICHT, f" (niet volledig: zonder {DICHT})"),
        ("", DICHT, f" (eerst volledig, nu zonder {DICHT})"),
        (f"Almelo, {DICHT}", "", f" (eerst zonder Almelo, {DICHT}, nu volledig)"),
    ],
)
def test_a_sum_that_is_not_of_all_is_marked(
    toen: str, nu: str, merk: str, capsys: pytest.CaptureFixture[str]
) -> None:
    een = gewijzigd(gebied("1200", toen), gebied("1500", nu))
    assert (een.zonder_toen, een.zonder_nu) == (toen, nu)
    concepten._toon_getallen([een], [], {})
    regel = " ".join(capsys.readouterr().out.split())
    assert f"Twente: hard_totaal van 1200 naar 1500{merk}" in regel
    assert ("zonder" in regel) == bool(merk)


def test_a_table_without_such_a_column_has_no_mark() -> None:
    toen, nu = (gebied(hard, "").drop(columns="ontbreekt") for hard in ("1", "2"))
    assert (gewijzigd(toen, nu).zonder_toen, gewijzigd(toen, nu).zonder_nu) == ("", "")
