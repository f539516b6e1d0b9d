"""Scenarios: against a calculation by hand, one by one; draws by chance; counts per area."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from woonanalyse.onderwerpen.strategie.scenarios import (
    KNOPPEN,
    STANDKOLOMMEN,
    bereken,
    invloed,
    rooster,
    tellingen,
    trekkingen,
)

STAND = pd.DataFrame(
    [("A", 100, 20, 80, 120, 5, 15), ("B", 300, 0, 100, 140, 10, 10)], columns=STANDKOLOMMEN
)
LEDEN = {"A": [0], "B": [1], "samen": [0, 1]}
STANDEN: Mapping[str, Sequence[float]] = {
    "behoefte": [0, 1],
    "tempo": [0, 0.5, 1],
    "uitval_hard": [0, 0.3],
    "uitval_zacht": [0, 0.5],
    "vertraging": [0, 2],
}


def _met_de_hand(rij: Mapping[str, float], knop: Mapping[str, float], na: float) -> list[float]:
    """Built, hard left and need left of one municipality, in steps."""
    hard = rij["hard"] - rij["hard"] * knop["uitval_hard"]
    zacht = rij["zacht"] - rij["zacht"] * knop["uitval_zacht"]
    per_jaar = rij["tempo_laag"] + knop["tempo"] * (rij["tempo_hoog"] - rij["tempo_laag"])
    behoefte = rij["behoefte_laag"] + knop["behoefte"] * (
        rij["behoefte_hoog"] - rij["behoefte_laag"]
    )
    over = per_jaar * max(0.0, na - knop["vertraging"])
    uit_hard = min(over, hard)
    uit_zacht = min(over - uit_hard, zacht)
    return [uit_hard + uit_zacht, hard - uit_hard, max(0.0, behoefte - uit_hard - uit_zacht)]


def test_every_calculation_is_the_one_by_hand() -> None:
    knoppen = rooster(STANDEN)
    uit = bereken(STAND, knoppen, 3, 10)
    assert len(uit["behoefte"]) == 2 * 3 * 2 * 2 * 2
    for nummer in range(len(uit["behoefte"])):
        knop = {naam: float(waarden[nummer, 0]) for naam, waarden in knoppen.items()}
        for plek, rij in enumerate(STAND.to_dict("records")):
            for naam, na in (("termijn", 3), ("einde", 10)):
                gevonden = [
                    uit[f"{wat}_{naam}"][nummer, plek]
                    for wat in ("gebouwd", "hard", "rest_behoefte")
                ]
                assert np.allclose(gevonden, _met_de_hand(rij, knop, na))


def test_an_area_is_counted_by_its_sums() -> None:
    uit = bereken(STAND, rooster(STANDEN), 3, 10)
    geteld = tellingen(uit, LEDEN, 1.0).set_index("gebied")
    assert (geteld["berekeningen"] == len(uit["behoefte"])).all()
    samen = uit["hard_termijn"].sum(axis=1) > uit["rest_behoefte_termijn"].sum(axis=1)
    assert geteld.loc["samen", "te_veel_termijn"] == samen.sum()
    assert geteld.loc["B", "te_veel_termijn"] == len(uit["behoefte"])
    assert geteld.loc["A", "te_veel_termijn"] < len(uit["behoefte"])


VERDELINGEN = {
    "behoefte": (0.0, 0.5, 1.0),
    "tempo": (0.0, 0.5, 1.0),
    "uitval_hard": (0.0, 0.2, 0.3),
    "uitval_zacht": (0.0, 0.2, 0.5),
    "vertraging": (0.0, 1.0, 2.0),
}


@given(st.integers(0, 2**32 - 1), st.floats(0, 1))
def test_draws_stay_within_their_range_and_are_the_same_for_the_same_seed(
    zaad: int, samenhang: float
) -> None:
    een = trekkingen(VERDELINGEN, 20, 3, samenhang, zaad)
    twee = trekkingen(VERDELINGEN, 20, 3, samenhang, zaad)
    for naam in KNOPPEN:
        laag, _, hoog = VERDELINGEN[naam]
        assert een[naam].shape == (20, 3)
        assert ((een[naam] >= laag) & (een[naam] <= hoog)).all()
        assert (een[naam] == twee[naam]).all()


def test_draws_have_the_middle_and_the_correlation_that_were_asked() -> None:
    getrokken = trekkingen(VERDELINGEN, 20_000, 2, 0.7, 7)
    for naam, (laag, top, hoog) in VERDELINGEN.items():
        assert abs(getrokken[naam].mean() - (laag + top + hoog) / 3) < 0.02 * (hoog - laag)
    samen = np.corrcoef(getrokken["behoefte"].T)[0, 1]
    assert 0.65 < samen < 0.72
    los = trekkingen(VERDELINGEN, 20_000, 2, 0.0, 7)["behoefte"]
    assert abs(np.corrcoef(los.T)[0, 1]) < 0.03


def test_one_parameter_without_a_range_is_fixed() -> None:
    vast = trekkingen({**VERDELINGEN, "vertraging": (1.0, 1.0, 1.0)}, 5, 2, 0.5, 1)
    assert (vast["vertraging"] == 1.0).all()


def test_the_parameter_that_moves_most_comes_first() -> None:
    midden = dict.fromkeys(KNOPPEN, 0.0) | {"behoefte": 0.5, "tempo": 0.5}
    uit = invloed(STAND, midden, {"tempo": (0, 1), "uitval_hard": (0, 0.5)}, 3, 10)
    assert uit["knop"].tolist() == ["uitval_hard", "tempo"]
    assert uit["hoog"].iloc[0] == uit["laag"].iloc[0] - 200
