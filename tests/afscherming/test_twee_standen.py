"""Counts of persons: no small one follows from a table, nor from that table beside what was shown before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hulp import openbare_halfjaren, voorbeelden
from hypothesis import given
from hypothesis import strategies as st

from woonanalyse.kern.merk import is_afgeschermd
from woonanalyse.onderwerpen.statushouders import model

HALFJAREN = ["2022-1", "2022-2", "2023-1"]
TAAK = 10
GETELD = ("overloop", "opgave", "gerealiseerd", "saldo")
HOOGST = 30
"""No count that an outsider thinks of is higher."""

Wereld = dict[str, Any]
"""What a municipality housed in each half-year (g0 to g2) and its balance at the start (o0)."""


def halfjaren(wereld: Wereld, geleverd: Sequence[str]) -> pd.DataFrame:
    """The table of one municipality of which `geleverd` was delivered (o0, o2: a balance at a start)."""
    waarden = {**wereld, "o2": wereld["o0"] + 2 * TAAK - wereld["g0"] - wereld["g1"]}
    rijen = [
        (HALFJAREN[int(naam[1])], "overloop" if naam[0] == "o" else "gerealiseerd", waarden[naam])
        for naam in geleverd
    ]
    register = pd.DataFrame(rijen, columns=["halfjaar", "soort", "aantal"]).astype(
        {"aantal": "Int64"}
    )
    register = register.assign(gemeentecode="GM0001", naar_gemeentecode="", datum="2023-07-01")
    land = pd.DataFrame({"halfjaar": HALFJAREN, "taakstelling": pd.array([TAAK] * 3, "Int64")})
    mensen = pd.DataFrame({"datum": ["2021-01-01"], "inwoners": pd.array([100], "Int64")})
    leden = pd.DataFrame({"gemeentecode": ["GM0001"], "gemeente": ["Aa"]})
    eigen = mensen.assign(gemeentecode="GM0001")
    return model.statushouders(land, eigen, mensen, leden, register).reset_index(drop=True)


def alle_werelden() -> Wereld:
    """Every world an outsider thinks of, as arrays that go together."""
    assen = np.meshgrid(
        np.arange(-12, 13), *[np.arange(HOOGST + 1)] * 3, indexing="ij", sparse=True
    )
    return dict(zip(("o0", "g0", "g1", "g2"), assen, strict=True))


def cellen(wereld: Wereld, geleverd: Sequence[str]) -> Mapping[tuple[int, str], Any]:
    """What stands in the table, reckoned by hand; what is not known is left out."""
    uit: dict[tuple[int, str], Any] = {}
    saldo = None
    for nr in range(3):
        over = saldo
        if over is None and nr == 0 and "o0" in geleverd:
            over = wereld["o0"]
        if over is None and nr == 2 and "o2" in geleverd:
            over = wereld["o0"] + 2 * TAAK - wereld["g0"] - wereld["g1"]
        gedaan = wereld[f"g{nr}"] if f"g{nr}" in geleverd else None
        opgave = None if over is None else over + TAAK
        saldo = None if opgave is None or gedaan is None else opgave - gedaan
        rij = dict(zip(GETELD, (over, opgave, gedaan, saldo), strict=True))
        uit |= {(nr, kolom): waarde for kolom, waarde in rij.items() if waarde is not None}
    return uit


def past(alle: Wereld, getoond: pd.DataFrame, geleverd: Sequence[str]) -> Any:
    """Which of all worlds show what is shown."""
    goed = np.full(np.broadcast_shapes(*(as_.shape for as_ in alle.values())), True)
    for (nr, kolom), waarde in cellen(alle, geleverd).items():
        gezien = getoond[kolom].iloc[nr]
        if pd.notna(gezien):
            goed = goed & (waarde == int(gezien))
        else:
            assert is_afgeschermd(gezien), "what is known is there, or afgeschermd"
    return goed


def mogelijk(getallen: Any, goed: Any) -> set[int]:
    return {int(w) for w in np.unique(np.broadcast_to(getallen, goed.shape)[goed])}


def te_raden(wereld: Wereld, standen: Sequence[Sequence[str]], *, samen: bool = True) -> list[str]:
    """The small counts of the last state of which not every small number is possible to whoever has seen
    all `standen`."""
    tafels = [halfjaren(wereld, geleverd) for geleverd in standen]
    alle = alle_werelden()
    goed: Any = True
    for nr, geleverd in enumerate(standen):
        getoond = openbare_halfjaren(tafels[nr], tafels[:nr] if samen else ())
        goed = goed & past(alle, getoond, geleverd)
    uit = []
    for naam in ("g0", "g1", "g2"):
        kan = mogelijk(alle[naam], goed)
        assert int(wereld[naam]) in kan
        if 1 <= wereld[naam] <= 4 and naam in standen[-1] and not kan >= {1, 2, 3, 4}:
            uit.append(naam)
    return uit


TELLING = st.one_of(st.integers(0, 5), st.integers(0, 14))
WERELDEN = st.fixed_dictionaries(
    {"o0": st.integers(-3, 3), "g0": TELLING, "g1": TELLING, "g2": TELLING}
)
ALLES = ("o0", "g0", "g1", "g2", "o2")


@given(WERELDEN, st.lists(st.sets(st.sampled_from(ALLES)), min_size=1, max_size=3))
@voorbeelden(25)
def test_no_small_count_follows_from_all_that_was_ever_shown(
    wereld: Wereld, erbij: list[set[str]]
) -> None:
    """However the register grew: each state has what the one before it had, and more."""
    standen = [
        [naam for naam in ALLES if any(naam in deel for deel in erbij[: nr + 1])]
        for nr in range(len(erbij))
    ]
    assert te_raden(wereld, standen) == []


LAAT = {"o0": 0, "g0": 1, "g1": 11, "g2": 20}
LAAT_STANDEN = (["o0", "g0", "o2"], ["o0", "g0", "g1", "o2"])
"""The second half-year comes in late: the balance after it was shown before, since it hid enough then."""


def test_a_count_that_comes_in_late_does_not_tell_another() -> None:
    assert te_raden(LAAT, LAAT_STANDEN) == []


def test_without_what_was_shown_before_it_would() -> None:
    """Else the tests above say nothing."""
    assert te_raden(LAAT, LAAT_STANDEN, samen=False) == ["g0"]


@pytest.mark.parametrize("gehuisvest", [1, 3, 4])
def test_what_two_balances_say_together_is_small_as_well(gehuisvest: int) -> None:
    """It was not delivered, and would follow from the balances before and after it."""
    wereld = {"o0": 0, "g0": gehuisvest, "g1": 9, "g2": 0}
    getoond = openbare_halfjaren(halfjaren(wereld, ["o0", "g1", "o2"]))
    goed = past(alle_werelden(), getoond, ["o0", "g1", "o2"])
    assert {1, 2, 3, 4} <= mogelijk(alle_werelden()["g0"], goed)
    assert pd.isna(getoond["gerealiseerd"].iloc[0])


def test_where_nothing_is_small_nothing_is_hidden() -> None:
    wereld = {"o0": 0, "g0": 0, "g1": 9, "g2": 12}
    getoond = openbare_halfjaren(halfjaren(wereld, ALLES))
    assert not any(is_afgeschermd(cel) for kolom in GETELD for cel in getoond[kolom])
