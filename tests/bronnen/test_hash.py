"""The fingerprint of a value: equal content, equal fingerprint; any change, another."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hulp import dossier
from hypothesis import assume, given
from hypothesis import strategies as st

from woonanalyse.kern.hashes import hash_van

KAAL = st.one_of(
    st.none(),
    st.just(pd.NA),
    st.booleans(),
    st.integers(-(10**20), 10**20),
    st.floats(allow_nan=True),
    st.text(max_size=5),
)
WAARDE = st.recursive(
    KAAL,
    lambda kind: (
        st.lists(kind, max_size=4) | st.dictionaries(st.text(max_size=3), kind, max_size=4)
    ),
    max_leaves=12,
)
CELLEN = {
    "Int64": st.integers(-1000, 1000) | st.just(pd.NA),
    "Float64": st.floats(-10, 10) | st.just(pd.NA),
    "boolean": st.booleans() | st.just(pd.NA),
    "bool": st.booleans(),
    "object": KAAL,
    "str": st.text(max_size=4),
}


@st.composite
def frames(trek: st.DrawFn) -> pd.DataFrame:
    rijen = trek(st.integers(0, 4))
    namen = trek(st.lists(st.text(max_size=3), min_size=1, max_size=4, unique=True))
    kolommen = {}
    for naam in namen:
        soort = trek(st.sampled_from(sorted(CELLEN)))
        cellen = trek(st.lists(CELLEN[soort], min_size=rijen, max_size=rijen))
        kolommen[naam] = pd.Series(cellen, dtype=soort)
    return pd.DataFrame(kolommen, index=pd.RangeIndex(rijen))


@dataclass(frozen=True)
class Deel:
    een: Any
    twee: Any


@dataclass(frozen=True)
class Ander:
    een: Any
    twee: Any


def zelfde(a: Any, b: Any) -> bool:
    """Equal in type and value all the way down; the sign of zero counts, every nan is the same."""
    if type(a) is not type(b):
        return False
    if isinstance(a, dict):
        return list(a) == list(b) and all(zelfde(a[k], b[k]) for k in a)
    if isinstance(a, list):
        return len(a) == len(b) and all(map(zelfde, a, b))
    return a is b or repr(a) == repr(b)


@given(WAARDE)
def test_a_copy_has_the_same_fingerprint(waarde: Any) -> None:
    assert hash_van(copy.deepcopy(waarde)) == hash_van(waarde)
    assert hash_van(Deel(waarde, 1)) == hash_van(Deel(copy.deepcopy(waarde), 1))


@given(WAARDE, WAARDE)
def test_same_fingerprint_means_equal(a: Any, b: Any) -> None:
    assert (hash_van(a) == hash_van(b)) == zelfde(a, b)
    assert (hash_van([a, b]) == hash_van([b, a])) == zelfde(a, b)
    assert hash_van([[a], b]) != hash_van([a, [b]])
    assert hash_van([a, b]) != hash_van([[a, b]])


EEN = [1, 1.0, True, "1", "True", None, pd.NA, float("nan"), "None", "nan", "", 0, 0.0, False, -0.0]
EEN += [[], (), {}, [1], (1,), [[]], {"": None}, "[]", pd.DataFrame(), Deel(1, 2), Ander(1, 2)]


def test_types_count() -> None:
    assert len({hash_van(waarde) for waarde in EEN}) == len(EEN)
    assert len({hash_van({"a": waarde}) for waarde in EEN}) == len(EEN)
    cellen = [1, 1.0, True, "1", None, pd.NA, float("nan"), "", 0]
    frames = [pd.DataFrame({"a": pd.Series([cel], dtype=object)}) for cel in cellen]
    assert len({hash_van(frame) for frame in frames}) == len(cellen)
    soorten = ["int64", "Int64", "float64", "Float64", "bool", "boolean", "object", "str"]
    frames = [pd.DataFrame({"a": pd.Series([1]).astype(soort)}) for soort in soorten]
    assert len({hash_van(frame) for frame in frames}) == len(soorten)
    leeg = [pd.DataFrame({"a": pd.Series([], dtype=soort)}) for soort in soorten]
    assert len({hash_van(frame) for frame in leeg}) == len(soorten)


ANDERS = [
    1,
    1.0,
    "1",
    True,
    "True",
    None,
    "None",
    pd.NA,
    "<NA>",
    float("nan"),
    "nan",
    "",
    "a, b",
    "a', 'b",
]
"""Cells that look alike, and none is another."""


def test_types_count_in_a_column_too() -> None:
    gezien = {hash_van(pd.DataFrame({"k": pd.Series([een], dtype="object")})) for een in ANDERS}
    assert len(gezien) == len(ANDERS)
    rij = [*ANDERS, (1,), [1]]  # with what takes the other way
    gemengd = {hash_van(pd.DataFrame({"k": pd.Series([een, (2,)], dtype="object")})) for een in rij}
    assert len(gemengd) == len(rij) and not gezien & gemengd


@given(st.dictionaries(st.text(max_size=3), KAAL, min_size=2, max_size=4))
def test_order_of_keys_counts(inhoud: dict[str, Any]) -> None:
    assert hash_van(dict(reversed(inhoud.items()))) != hash_van(inhoud)


@given(frames())
def test_a_copied_frame_has_the_same_fingerprint(frame: pd.DataFrame) -> None:
    assert hash_van(frame.copy(deep=True)) == hash_van(frame)
    assert hash_van(pd.DataFrame(dict(frame.items()), index=frame.index)) == hash_van(frame)


@given(frames(), st.data())
def test_any_single_change_of_a_frame_counts(frame: pd.DataFrame, data: st.DataObject) -> None:
    kolom = data.draw(st.sampled_from(list(frame.columns)))
    anders = [
        frame.rename(columns={kolom: f"{kolom}x"}),
        frame.drop(columns=kolom),
        frame.assign(**{"nieuw!": None}),
        pd.concat([frame, frame.iloc[:1]]) if len(frame) else frame.reindex([0]),
    ]
    if len(frame.columns) > 1:
        anders.append(frame[list(frame.columns)[::-1]])
    if len(frame):
        anders += [frame.iloc[1:], frame.set_axis(frame.index + 1)]
        rij, soort = data.draw(st.integers(0, len(frame) - 1)), str(frame[kolom].dtype)
        cellen = frame[kolom].tolist()
        nieuw = data.draw(CELLEN[soort])
        assume(not zelfde(cellen[rij], nieuw))
        cellen[rij] = nieuw
        kolommen = dict(frame.items())
        kolommen[kolom] = pd.Series(cellen, dtype=soort)
        anders.append(pd.DataFrame(kolommen))
    if len(frame) > 1 and not zelfde(*(frame.iloc[i].tolist() for i in (0, -1))):
        anders.append(frame.iloc[::-1].reset_index(drop=True))
    for ander in anders:
        assert hash_van(ander) != hash_van(frame)


@pytest.mark.parametrize(
    "waarde",
    [
        {1, 2},
        b"x",
        date(2017, 1, 1),
        Path("x"),
        1j,
        object(),
        Deel,
        np.array([1]),
        pd.Series([1]),
        pd.DataFrame({"a": [pd.Timestamp("2017-01-01")]}),
        pd.DataFrame({"a": pd.Series([], dtype="category")}),
        pd.DataFrame({"a": pd.Series(["x"], dtype="category")}),
        pd.DataFrame({"a": [b"x"]}),
    ],
    ids=lambda waarde: type(waarde).__name__,
)
def test_unknown_type_is_an_error_wherever_it_stands(waarde: Any) -> None:
    for omhuld in (waarde, [1, waarde], {"a": {"b": waarde}}, Deel(1, waarde)):
        with pytest.raises(TypeError, match="no fingerprint"):
            hash_van(omhuld)


def test_attributes_of_a_frame_are_an_error() -> None:
    frame = pd.DataFrame({"a": [1]})
    frame.attrs["x"] = 1
    with pytest.raises(TypeError, match="attributes"):
        hash_van(frame)


def test_every_dossier_has_its_own() -> None:
    hashes = [hash_van(dossier(jaar)) for jaar in ("2015", "2017", "2019", "2021")]
    assert len(set(hashes)) == 4
    assert hash_van(dossier("2017", voorbeelddata=True)) not in hashes
