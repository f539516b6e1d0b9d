"""Who delivers, by name: a subregion may be called as a municipality is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from leveringen.test_registervorm import REGIO, ingevuld

from woonanalyse.kern.fouten import InvoerFout
from woonanalyse.leveringen.lees import lees
from woonanalyse.leveringen.partij import kies_gemeente, kies_partij

NAAM, CODE = "Borne", "GM0147"
GELIJK = replace(REGIO, subregios=[NAAM, *REGIO.subregios])


def test_a_name_of_both_is_the_municipality(tmp_path: Path) -> None:
    assert kies_partij(GELIJK, NAAM) == CODE
    assert kies_partij(GELIJK, REGIO.subregios[0]) == REGIO.subregios[0]
    levering = lees(ingevuld(tmp_path, "besluiten", {"partij": NAAM}), GELIJK)
    assert levering.fouten == () and levering.formulieren["besluiten"]["partij"][0] == CODE


def test_of_a_municipality_that_merged_is_said_into_which() -> None:
    with pytest.raises(InvoerFout, match="Leerdam ging op 1 januari 2019 op in Vijfheerenlanden"):
        kies_gemeente(REGIO, "Leerdam")
