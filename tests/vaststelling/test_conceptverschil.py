"""What two concepts say apart: a sum that is not known says whose numbers it is without."""

from __future__ import annotations

import pandas as pd
import pytest

from woonanalyse.cli import concepten
from woonanalyse.vaststelling.conceptverschil import Wijziging, wijzigingen

DICHT = "Bee (afgeschermd)"


def gebied(hard: str, zonder: str) -> pd.DataFrame:
    return pd.DataFrame([{"gebied": "Streek", "hard_totaal": hard, "ontbreekt": zonder}])


def gewijzigd(toen: pd.DataFrame, nu: pd.DataFrame) -> Wijziging:
    alle = wijzigingen("balans_gebied", ["gebied"], toen, nu)
    (een,) = [een for een in alle if een.kolom == "hard_totaal"]
    return een


@pytest.mark.parametrize(
    ("toen", "nu", "merk"),
    [
        (("1200", ""), ("1500", ""), ""),
        (("1200", DICHT), ("1500", DICHT), ""),
        (("1200", ""), ("", DICHT), f" (nu zonder {DICHT})"),
        (("", f"Aa, {DICHT}"), ("1500", ""), f" (eerst zonder Aa, {DICHT})"),
        (("", ""), ("1500", DICHT), ""),
    ],
)
def test_a_sum_that_is_not_known_says_who_is_missing_and_a_known_one_is_of_all(
    toen: tuple[str, str], nu: tuple[str, str], merk: str, capsys: pytest.CaptureFixture[str]
) -> None:
    een = gewijzigd(gebied(*toen), gebied(*nu))
    assert (een.zonder_toen, een.zonder_nu) == (toen[1], nu[1])
    concepten._toon_getallen([een], [], {})
    regel = " ".join(capsys.readouterr().out.split())
    van, naar = (getal or "onbekend" for getal in (toen[0], nu[0]))
    assert regel.endswith(f"hard_totaal van {van} naar {naar}{merk}")


def test_a_table_without_such_a_column_has_no_mark() -> None:
    toen, nu = (gebied(hard, "").drop(columns="ontbreekt") for hard in ("1", "2"))
    assert (gewijzigd(toen, nu).zonder_toen, gewijzigd(toen, nu).zonder_nu) == ("", "")
