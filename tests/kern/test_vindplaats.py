"""Where rows stand is recorded when they are read: the same rows as the file has."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from hulp import EDITIES, WORTEL, dossier

from woonanalyse.kern.fouten import Waarschuwing
from woonanalyse.kern.kolomeis import tekst
from woonanalyse.kern.tabel import lees_tabel
from woonanalyse.kern.vindplaats import eenmaal, leg_waarschuwing_vast, neem_op


@pytest.mark.parametrize("naam", EDITIES)
def test_recorded_rows_are_those_of_the_file(naam: str) -> None:
    vindplaatsen = dossier(naam).vindplaatsen.tabellen
    assert any(bestand.endswith(".csv") for bestand in vindplaatsen)
    for bestand, frame in vindplaatsen.items():
        if not bestand.endswith(".csv"):
            continue
        ruw = pd.read_csv(WORTEL / bestand, dtype=str, keep_default_na=False)
        assert list(frame.index) == list(range(2, len(ruw) + 2)), bestand
        for kolom in ("gemeentecode", "plan_id", "partij"):
            if kolom in ruw:
                assert [str(cel) for cel in frame[kolom]] == [c.strip() for c in ruw[kolom]]


def test_nothing_is_recorded_outside_a_recording_and_an_inner_one_is_its_own(
    tmp_path: Path,
) -> None:
    (tmp_path / "a.csv").write_text("x\nb\n", encoding="utf-8")
    lees_tabel(tmp_path, "a.csv", {"x": tekst()})
    with neem_op() as buiten:
        with neem_op() as binnen:
            lees_tabel(tmp_path, "a.csv", {"x": tekst()})
        assert set(binnen.tabellen) == {"a.csv"} and not buiten.tabellen
        lees_tabel(tmp_path, "a.csv", {"x": tekst()})
    assert set(buiten.tabellen) == {"a.csv"}


def test_what_is_read_once_is_recorded_each_time(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("x\nb\n", encoding="utf-8")
    gevraagd = []

    def eerst() -> object:
        gevraagd.append(1)
        leg_waarschuwing_vast(Waarschuwing("a.csv", "let op"))
        return lees_tabel(tmp_path, "a.csv", {"x": tekst()})[0]

    lees = eenmaal(eerst)
    frame = lees()  # nobody records
    for _ in range(2):
        with neem_op() as gezien:
            assert lees() is frame
        assert set(gezien.tabellen) == {"a.csv"} and len(gezien.waarschuwingen) == 1
    assert len(gevraagd) == 1
