"""What nothing is known of is not drawn, and named once."""

from __future__ import annotations

from itertools import pairwise

import pandas as pd
import pytest

from woonanalyse.document import bijdragen
from woonanalyse.kern.beeld.bekend import zonder_onbekend
from woonanalyse.kern.beeld.huisstijl import BLADZIJDE
from woonanalyse.kern.getal import ONBEKEND
from woonanalyse.kern.onderwerp import Vak
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


@pytest.mark.parametrize("figuur", [True, False])
def test_boxes_below_each_other_leave_no_room_between_them(figuur: bool) -> None:
    eigen = [Vak("links", 10, "links", 35), Vak("breed", 90, "breed", 25)]
    plekken = bijdragen._gestapeld(eigen, met_figuur=figuur)
    assert list(plekken) == ["positie", "links", "breed", "besluiten", "bron"]
    rijen = list(plekken.values())
    for (_, boven, breed, hoog), (_, volgende, _, _) in pairwise(rijen):
        assert volgende == boven + hoog + BLADZIJDE["tussen"]
        assert breed == BLADZIJDE["breedte"]
    gewoon = BLADZIJDE["vakken"]["positie"][3]
    assert plekken["positie"][3] == (gewoon if figuur else BLADZIJDE["zonder_figuur"])
