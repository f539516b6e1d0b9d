"""An executed notebook is written as nbformat writes it, to the byte."""

from __future__ import annotations

import copy
import json
from typing import Any

import nbformat
from hypothesis import given
from hypothesis import strategies as st
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from woonanalyse.uitvoering.boekbestand import als_json

TEKST = st.text(alphabet=st.sampled_from('ab\n\r\x0b\x1c\x85\u2028\\"é€😀\t\x00</'), max_size=8)
WAARDE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEKST | st.binary(max_size=0),
    lambda deel: st.lists(deel, max_size=3) | st.dictionaries(TEKST, deel, max_size=3),
    max_leaves=6,
)
VORM = st.sampled_from(
    ["text/plain", "text/html", "image/svg+xml", "image/png", "application/json", "a/b+json"]
)
BUNDEL = st.dictionaries(VORM, TEKST | st.lists(TEKST, max_size=2), max_size=3)


@st.composite
def uitvoer(trek: st.DrawFn) -> Any:
    soort = trek(st.sampled_from(["stream", "display_data", "execute_result", "error"]))
    if soort == "stream":
        return new_output(soort, text=trek(TEKST))
    if soort == "error":
        regels = trek(st.lists(TEKST, max_size=2))
        return new_output(soort, ename="E", evalue=trek(TEKST), traceback=regels)
    return new_output(soort, data=trek(BUNDEL), metadata=trek(st.dictionaries(TEKST, WAARDE)))


@st.composite
def boek(trek: st.DrawFn) -> Any:
    code = new_code_cell(trek(TEKST), outputs=trek(st.lists(uitvoer(), max_size=3)))
    proza = new_markdown_cell(trek(TEKST))
    code.metadata = trek(st.dictionaries(TEKST | st.just("trusted"), WAARDE, max_size=2))
    if trek(st.booleans()):
        proza.attachments = {"a.svg": trek(BUNDEL)}
    metadata = {"signature": "x", "orig_nbformat": 4, "papermill": trek(WAARDE)}
    return new_notebook(cells=[code, proza], metadata=metadata)


@given(boek())
def test_as_nbformat_writes_it(gemaakt: Any) -> None:
    voor = copy.deepcopy(gemaakt)
    assert als_json(gemaakt) == nbformat.v4.writes_json(gemaakt)
    assert json.dumps(gemaakt, default=str) == json.dumps(voor, default=str)
