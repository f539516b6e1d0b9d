"""The published table of the RWP 2017: every cell ours, but for the exceptions named here."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from hulp import balans_van, editie

from woonanalyse.onderwerpen.balans.gepubliceerd import (
    NAAST,
    TEGENSPRAKEN,
    naast,
    tegenspraken,
)
from woonanalyse.onderwerpen.editie import Editie

VERSCHIL_BEHOEFTE = {
    ("Borne", "hoog"): -5,
    ("Enschede", "laag"): -2,
    ("Hengelo", "laag"): -5,
    ("Twenterand", "laag"): 5,
    ("Haaksbergen", "laag"): -5,
    ("Hellendoorn", "hoog"): 5,
    ("Hof van Twente", "laag"): -15,
    ("Hof van Twente", "hoog"): -15,
}
VERSCHIL_HARD = {"Borne": 5, "Hengelo": -5, "Losser": -5}
ANDER_PERCENTAGE = {("Borne", "hoog"), ("Tubbergen", "hoog"), ("Hellendoorn", "hoog")}
NIET_DOOR_AFRONDEN = {
    ("Hellendoorn", "hoog", "verhouding"),
    ("Hof van Twente", "laag", "behoefte"),
    ("Hof van Twente", "hoog", "behoefte"),
}


@pytest.fixture(scope="module")
def deze() -> Editie:
    return editie("2017")


def test_every_cell_but_for_the_exceptions(deze: Editie) -> None:
    frame = naast(balans_van(deze), deze.gepubliceerd, deze.opzet)
    assert len(frame) == 28 and list(frame.columns) == NAAST
    per = frame.set_index(["gemeente", "variant"])
    anders = per.loc[per["verschil_behoefte"] != 0, "verschil_behoefte"]
    assert anders.to_dict() == VERSCHIL_BEHOEFTE
    hard = frame.drop_duplicates("gemeente").set_index("gemeente")["verschil_hard_totaal"]
    assert hard[hard != 0].to_dict() == VERSCHIL_HARD
    assert set(per.index[per["gelijk_na_afronding"] == "nee"]) == ANDER_PERCENTAGE
    assert (per["gelijk_na_afronding"] == "ja").sum() == 25


def test_the_difference_is_in_percentage_points(deze: Editie) -> None:
    frame = naast(balans_van(deze), deze.gepubliceerd, deze.opzet)
    per = frame.set_index(["gemeente", "variant"])["verschil_dekking"]
    assert per["Hellendoorn", "hoog"] == -21.7
    assert per["Almelo", "laag"] == 0.6


def test_where_the_source_contradicts_itself(deze: Editie) -> None:
    frame = tegenspraken(deze.gepubliceerd, deze.opzet)
    assert list(frame.columns) == TEGENSPRAKEN
    assert not frame.duplicated(["gemeentecode", "variant", "gegeven"]).any()
    sleutels = list(zip(frame["gemeente"], frame["variant"], frame["gegeven"], strict=True))
    niet = {s for s, past in zip(sleutels, frame["binnen_afronding"], strict=True) if past == "nee"}
    assert niet == NIET_DOOR_AFRONDEN
    hellendoorn = frame[(frame["gemeente"] == "Hellendoorn") & (frame["gegeven"] == "verhouding")]
    assert hellendoorn[["gepubliceerd", "uit_delen"]].to_numpy().tolist() == [[245.0, 225.8]]
    hard = frame[frame["gegeven"] == "harde plannen samen"].set_index("gemeente")["verschil"]
    assert hard.to_dict() == {"Borne": -5, "Hengelo": 5, "Losser": 5}


def test_a_source_that_agrees_with_itself_has_none(deze: Editie) -> None:
    assert deze.gepubliceerd is not None
    eerlijk = deze.gepubliceerd.assign(
        behoefte=lambda f: f["netto_behoefte"] + f["vervanging"],
        hard_totaal=lambda f: f["hard_direct"] + f["hard_uit_te_werken"],
        hard_inbreiding=0,
        hard_uitbreiding=lambda f: f["hard_totaal"],
        dekking=lambda f: (f["hard_totaal"] / f["behoefte"] * 20).round() / 20,
    )
    assert tegenspraken(eerlijk, deze.opzet).empty


def test_without_a_published_table_there_is_nothing_beside_it(deze: Editie) -> None:
    assert naast(balans_van(deze), None, deze.opzet).empty
    assert tegenspraken(None, deze.opzet).empty
    assert balans_van(editie("2015"))["gepubliceerd"].isna().all()


def test_how_the_source_rounds_unknown_says_nothing_of_it(deze: Editie) -> None:
    opzet = replace(deze.opzet, afronding=None)
    assert naast(balans_van(deze), deze.gepubliceerd, opzet)["gelijk_na_afronding"].isna().all()
    anders = tegenspraken(deze.gepubliceerd, opzet)
    assert anders["binnen_afronding"].isna().all()
    assert "verhouding" not in set(anders["gegeven"])


def test_the_input_is_the_same_in_both_files(deze: Editie) -> None:
    """The table with outcomes and the one that is computed from hold the same numbers."""
    samen = deze.invoer.merge(
        deze.gepubliceerd, on=["gemeentecode", "variant"], suffixes=("", "_druk")
    )
    for naam in ("netto_behoefte", "vervanging", "hard_direct", "hard_uit_te_werken",
                 "hard_inbreiding", "hard_uitbreiding"):  # fmt: skip
        pd.testing.assert_series_equal(samen[naam], samen[f"{naam}_druk"], check_names=False)
