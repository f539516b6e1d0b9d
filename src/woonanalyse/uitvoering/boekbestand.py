"""The file of an executed notebook: the bytes that nbformat writes, in a fraction of its time.

nbformat copies the whole notebook, holds it against its schema, and has Python indent the JSON.
"""

from __future__ import annotations

from collections.abc import Mapping
from json.encoder import encode_basestring as _tekst
from typing import Any

from nbformat.v4.nbjson import BytesEncoder

IN_REGELS = ("application/javascript", "image/svg+xml")
"""Of what an output holds, beside texts, what is written line by line."""

VLUCHTIG = ("orig_nbformat", "orig_nbformat_minor", "signature")
"""What nbformat leaves out of the metadata of a notebook."""


def als_json(boek: Mapping[str, Any]) -> str:
    """What nbformat makes of a notebook, version 4, as papermill leaves it."""
    metadata = {naam: wat for naam, wat in boek["metadata"].items() if naam not in VLUCHTIG}
    return _json({**boek, "metadata": metadata, "cells": [_cel(c) for c in boek["cells"]]}, "\n")


def _cel(cel: Mapping[str, Any]) -> dict[str, Any]:
    los = {**cel, "metadata": {n: wat for n, wat in cel["metadata"].items() if n != "trusted"}}
    if "source" in cel:
        los["source"] = _regels(cel["source"])
    if "attachments" in cel:
        los["attachments"] = {naam: _bundel(wat) for naam, wat in cel["attachments"].items()}
    if cel["cell_type"] == "code":
        los["outputs"] = [_uitvoer(uitvoer) for uitvoer in cel["outputs"]]
    return los


def _uitvoer(uitvoer: Mapping[str, Any]) -> Mapping[str, Any]:
    if uitvoer["output_type"] in ("execute_result", "display_data"):
        return {**uitvoer, "data": _bundel(uitvoer["data"])} if "data" in uitvoer else uitvoer
    if uitvoer["output_type"] == "stream":
        return {**uitvoer, "text": _regels(uitvoer["text"])}
    return uitvoer


def _bundel(data: Mapping[str, Any]) -> dict[str, Any]:
    """Per form of an output what it holds."""
    return {
        vorm: _regels(wat) if vorm.startswith("text/") or vorm in IN_REGELS else wat
        for vorm, wat in data.items()
    }


def _regels(tekst: Any) -> Any:
    return tekst.splitlines(True) if isinstance(tekst, str) else tekst


def _json(waarde: Any, regel: str) -> str:
    """JSON, indented by one, keys sorted; `regel`: the line end that it stands after, with its indent."""
    if type(waarde) is str:
        return _tekst(waarde)
    dieper = regel + " "
    if isinstance(waarde, list) and waarde:
        teksten = {*map(type, waarde)} == {str}
        delen = [*map(_tekst, waarde)] if teksten else [_json(deel, dieper) for deel in waarde]
        return f"[{dieper}{f',{dieper}'.join(delen)}{regel}]"
    if isinstance(waarde, dict) and waarde:
        delen = [f"{_tekst(naam)}: {_json(waarde[naam], dieper)}" for naam in sorted(waarde)]
        return f"{{{dieper}{f',{dieper}'.join(delen)}{regel}}}"
    return _enkel(waarde)


_enkel = BytesEncoder(ensure_ascii=False).encode
