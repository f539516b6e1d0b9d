"""The RWP 2017 against tables that were worked out by hand (see gouden/LEESMIJ.md)."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from hulp import balans_van, editie, gebieden_van

GOUD = Path(__file__).parent / "gouden"


def naast_elkaar(frame: pd.DataFrame, naam: str) -> pd.DataFrame:
    """One row per area: numbers of both variants side by side, as in the golden tables."""
    breed = frame.pivot(index=naam, columns="variant", values=["behoefte", "dekking", "saldo"])
    breed.columns = [f"{kolom}_{variant}" for kolom, variant in breed.columns]
    vast = frame.drop_duplicates(naam).set_index(naam)[["hard_totaal", "oordeel"]]
    dekking = {k: breed[k].astype(float).round(4) for k in breed if k.startswith("dekking")}
    return breed.join(vast).assign(**dekking).rename_axis("gebied").reset_index()


@pytest.mark.parametrize(
    ("bestand", "naam", "aantal"), [("balans_2017", "gemeente", 14), ("gebied_2017", "gebied", 4)]
)
def test_equal_to_the_table_made_by_hand(bestand: str, naam: str, aantal: int) -> None:
    maak = balans_van if naam == "gemeente" else gebieden_van
    goud = pd.read_csv(GOUD / f"{bestand}.csv").sort_values("gebied", ignore_index=True)
    ons = naast_elkaar(maak(editie("2017")), naam).sort_values("gebied", ignore_index=True)
    assert len(goud) == aantal
    pd.testing.assert_frame_equal(
        ons[list(goud.columns)], goud, check_dtype=False, check_exact=True
    )


def test_every_judgement_occurs() -> None:
    assert balans_van(editie("2017")).drop_duplicates("gemeente")[
        "oordeel"
    ].value_counts().to_dict() == {"binnen": 7, "op de grens": 2, "op de norm": 2, "buiten": 3}


def test_sums_are_shown_and_not_judged() -> None:
    sommen = gebieden_van(editie("2017"))
    assert set(sommen["oordeel"]) == {"nvt"}
    assert set(sommen["volledigheid"]) == {"volledig"}


def test_readable_text_holds_every_golden_number() -> None:
    """The text beside the tables says the same as the tables."""
    tekst = (GOUD / "LEESMIJ.md").read_text(encoding="utf-8")
    for rij in pd.read_csv(GOUD / "balans_2017.csv").itertuples():
        regel = next(r for r in tekst.splitlines() if r.startswith(f"| {rij.gebied} |"))
        for getal in (rij.behoefte_laag, rij.behoefte_hoog, rij.hard_totaal):
            assert f"= {getal} |" in regel
    for rij in pd.read_csv(GOUD / "gebied_2017.csv").itertuples():
        for getal in (rij.behoefte_laag, rij.behoefte_hoog, rij.hard_totaal):
            assert f"= {getal}" in tekst
