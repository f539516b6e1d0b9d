"""The fingerprint of a value: a text that is the same exactly when the content is the same."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np
import pandas as pd

_SOORTEN = (np.dtype, pd.StringDtype, pd.Int64Dtype, pd.Float64Dtype, pd.BooleanDtype)
"""Of columns; not those that carry more than their cells, such as categories."""

_GEWOON = frozenset([str, bool, int, float, type(None), type(pd.NA)])


def hash_van(waarde: Any) -> str:
    """The fingerprint of a value made of dataclasses, frames, dicts, lists and plain values.

    Types count (1, 1.0, "1" and True differ, and a list from a tuple), as do the order of rows, columns
    and keys. Raises TypeError for a type it does not know, so that nothing is left out in silence.
    """
    tekst = "".join(f"{deel}\0" for deel in _delen(waarde))
    return hashlib.sha256(tekst.encode("utf-8", "surrogatepass")).hexdigest()


def _delen(waarde: Any) -> Iterable[str]:
    if is_dataclass(waarde) and not isinstance(waarde, type):
        yield f"{type(waarde).__qualname__}("
        for veld in fields(waarde):
            yield veld.name
            yield from _delen(getattr(waarde, veld.name))
        yield ")"
    elif isinstance(waarde, pd.DataFrame):
        if waarde.attrs:
            raise TypeError("no fingerprint for the attributes of a frame")
        yield f"frame {len(waarde)} {len(waarde.columns)}"
        for naam, kolom in [("", waarde.index.to_series()), *waarde.items()]:
            if not isinstance(kolom.dtype, _SOORTEN):
                raise TypeError(f"no fingerprint for a column of {kolom.dtype}")
            yield f"{naam!r} {kolom.dtype!r}"
            for cel in kolom.tolist():  # by far the most of what there is
                if type(cel) in _GEWOON:
                    yield f"{type(cel).__name__} {cel!r}"
                else:
                    yield from _delen(cel)
    elif isinstance(waarde, dict):
        yield f"{{{len(waarde)}"
        for sleutel, inhoud in waarde.items():
            yield from _delen(sleutel)
            yield from _delen(inhoud)
    elif isinstance(waarde, list | tuple):
        yield f"{type(waarde).__name__} [{len(waarde)}"
        for inhoud in waarde:
            yield from _delen(inhoud)
    elif waarde is None or waarde is pd.NA or isinstance(waarde, str | bool | int | float):
        yield f"{type(waarde).__name__} {waarde!r}"
    else:
        raise TypeError(f"no fingerprint for {type(waarde)}")
