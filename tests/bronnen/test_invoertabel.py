"""The table in the model's own columns: unknown stays unknown, damage is named."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from woonanalyse.kern.fouten import Probleem
from woonanalyse.onderwerpen.balans.vormen.invoertabel import KOLOMMEN, lees

LEDEN = pd.DataFrame(
    {"gemeentecode": ["GM0001", "GM0002"], "gemeente": ["A", "B"], "subregio": ["N", "Z"]}
)
KOP = ",".join(KOLOMMEN)
BAND = [
    "GM0002,B,laag,,,,,,,netto",
    "GM0001,A,laag,90,,,,-4,,netto",
    "GM0001,A,hoog,110,,,,-4,,netto",
    "GM0002,B,hoog,,,,,,,netto",
]


def gelezen(map_: Path, regels: list[str]) -> tuple[pd.DataFrame | None, list[Probleem]]:
    (map_ / "t.csv").write_text("\n".join([KOP, *regels]) + "\n", encoding="utf-8")
    return lees(map_, "t.csv", LEDEN, ["N", "Z"], None)


def test_a_band_in_the_order_of_the_members_with_unknown_as_it_is(tmp_path: Path) -> None:
    frame, problemen = gelezen(tmp_path, BAND)
    assert not problemen and frame is not None
    assert list(frame["gemeente"]) == ["A", "A", "B", "B"]
    assert list(frame["subregio"]) == ["N", "N", "Z", "Z"]
    assert list(frame["netto_behoefte"][:2]) == [90, 110]
    assert list(frame["hard_ongesplitst"][:2]) == [-4, -4]
    assert frame["netto_behoefte"][2:].isna().all() and frame["hard_ongesplitst"][2:].isna().all()
    assert frame[["vervanging", "hard_direct", "uitgezonderd"]].isna().all(axis=None)


def test_one_need_without_a_band(tmp_path: Path) -> None:
    regels = ["GM0001,A,midden,-1,,,,,,bruto", "GM0002,B,midden,5,0,3,2,,1,onbekend"]
    frame, problemen = gelezen(tmp_path, regels)
    assert not problemen and frame is not None
    assert list(frame["telling"]) == ["bruto", "onbekend"]


@pytest.mark.parametrize(
    ("rij", "regel", "melding"),
    [
        (0, "GM0002,B,midden,,,,,,,netto", "alleen midden, of laag en hoog"),
        (0, "GM0001,A,laag,,,,,,,netto", "elke gemeente één keer"),
        (0, "GM0002,C,laag,,,,,,,netto", "'B', de naam bij GM0002"),
        (0, "GM0002,B,laag,,,-3,,,,netto", "kolom hard_direct"),
        (0, "GM0002,B,laag,,,,,,,", "een van bruto, netto, onbekend"),
        (1, "GM0001,A,laag,111,,,,-4,,netto", "rij 3, kolom netto_behoefte"),
    ],
)
def test_damage_is_named(tmp_path: Path, rij: int, regel: str, melding: str) -> None:
    regels = [*BAND[:rij], regel, *BAND[rij + 1 :]]
    frame, problemen = gelezen(tmp_path, regels)
    assert frame is None
    assert any(melding in str(probleem) for probleem in problemen), problemen
