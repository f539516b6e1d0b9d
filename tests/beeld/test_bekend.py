"""What nothing is known of is not drawn, and named once."""

from __future__ import annotations

import pandas as pd
import pytest

from woonanalyse.kern.beeld.bekend import zonder_onbekend
from woonanalyse.kern.getal import ONBEKEND
from woonanalyse.kern.oordeel import BINNEN, BUITEN, OP_DE_GRENS
from woonanalyse.onderwerpen.balans.beeld.tekens import BETEKENIS, tekens


def test_a_column_that_is_onbekend_in_every_row_is_named_and_not_shown() -> None:
    koppen = ["Gebied", "Hard", "Behoefte", "Saldo"]
    rijen = [["A", "5", ONBEKEND, ""], ["B", ONBEKEND, ONBEKEND, ""], ["Samen", "", "", ""]]
    wel = zonder_onbekend(koppen, rijen, [20, -9, -10, -11])
    assert wel.koppen == ["Gebied", "Hard", "Saldo"]
    assert wel.rijen[0] == ["A", "5", ""]
    assert wel.breed == [20, -9, -11]
    assert wel.weg == f"; in elke rij {ONBEKEND}: behoefte"


def test_a_table_of_which_all_is_known_stays_as_it_is() -> None:
    rijen = [["A", "5"], ["B", ONBEKEND]]
    assert zonder_onbekend(["Gebied", "Hard"], rijen, [20, -9]) == (
        ["Gebied", "Hard"], rijen, [20, -9], "",
    )  # fmt: skip


@pytest.mark.parametrize("gezien", [[ONBEKEND], [BINNEN, BUITEN], list(BETEKENIS)])
def test_only_signs_that_are_used_are_explained(gezien: list[str]) -> None:
    tekst = tekens(pd.DataFrame({"oordeel": gezien}), 1.1)
    assert tekst.count("- **") == len(gezien)
    assert tekst.startswith("Het teken" if len(gezien) == 1 else "De tekens")
    assert ("110%" in tekst) is bool({BINNEN, BUITEN, OP_DE_GRENS} & set(gezien))
