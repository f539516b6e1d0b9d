"""The fingerprint of a value: a text that is the same exactly when the content is the same."""

from __future__ import annotations

import hashlib
from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np
import pandas as pd

_SOORTEN = (np.dtype, pd.StringDtype, pd.Int64Dtype, pd.Float64Dtype, pd.BooleanDtype)
"""Of columns; not those that carry more than their cells, such as categories."""

_GEWOON = frozenset([str, bool, int, float, type(None), type(pd.NA)])
"""Of these the text that Python writes is never that of another value, of its own type or another."""


def hash_van(waarde: Any) -> str:
    """The fingerprint of a value made of dataclasses, frames, dicts, lists and plain values.

    Types count (1, 1.0, "1" and True differ, and a list from a tuple), as do the order of rows, columns
    and keys. Raises TypeError for a type it does not know, so that nothing is left out in silence.
    """
    delen: list[str] = []
    _schrijf(waarde, delen)
    tekst = "".join(f"{deel}\0" for deel in delen)
    return hashlib.sha256(tekst.encode("utf-8", "surrogatepass")).hexdigest()


def _schrijf(waarde: Any, delen: list[str]) -> None:
    """Add the texts that tell `waarde` from any other value."""
    if type(waarde) in _GEWOON:
        delen.append(f"{type(waarde).__name__} {waarde!r}")
    elif is_dataclass(waarde) and not isinstance(waarde, type):
        delen.append(f"{type(waarde).__qualname__}(")
        for veld in fields(waarde):
            delen.append(veld.name)
            _schrijf(getattr(waarde, veld.name), delen)
        delen.append(")")
    elif isinstance(waarde, pd.DataFrame):
        _schrijf_frame(waarde, delen)
    elif isinstance(waarde, dict):
        delen.append(f"{{{len(waarde)}")
        for sleutel, inhoud in waarde.items():
            _schrijf(sleutel, delen)
            _schrijf(inhoud, delen)
    elif isinstance(waarde, list | tuple):
        delen.append(f"{type(waarde).__name__} [{len(waarde)}")
        for inhoud in waarde:
            _schrijf(inhoud, delen)
    elif isinstance(waarde, str | bool | int | float):
        delen.append(f"{type(waarde).__name__} {waarde!r}")
    else:
        raise TypeError(f"no fingerprint for {type(waarde)}")


def _schrijf_frame(frame: pd.DataFrame, delen: list[str]) -> None:
    if frame.attrs:
        raise TypeError("no fingerprint for the attributes of a frame")
    delen.append(f"frame {len(frame)} {len(frame.columns)}")
    for naam, kolom in [("", frame.index), *frame.items()]:
        if str(kolom.dtype) == "geometry":
            delen.append(f"{naam!r} {kolom.crs} {kolom.to_wkb(hex=True).tolist()!r}")
            continue
        if not isinstance(kolom.dtype, _SOORTEN):
            raise TypeError(f"no fingerprint for a column of {kolom.dtype}")
        delen.append(f"{naam!r} {kolom.dtype!r}")
        cellen = kolom.tolist()
        if _GEWOON.issuperset(map(type, cellen)):  # by far the most of what there is
            delen.append(repr(cellen))
        else:
            for cel in cellen:
                _schrijf(cel, delen)
