"""Of the metadata of a report: what its filters and templates name. The rest is not read by pandoc."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from woonanalyse.kern.project import productwortel
from woonanalyse.opmaak.instellingen import Instellingen

_GENOEMD = re.compile(r"\brwp(?:\.|\[[\"'])([\w-]+)")
_ANDERE_META = re.compile(r"\bmeta\.(?!rwp\b)\w|pairs\((?:\w+\.)*(?:rwp|meta)\b")
_SJABLOON = re.compile(r"\brwp\b(?!\.[\w-])|meta-json")
"""In a template: what may be more than one value of the metadata."""


def eigen_filters(instellingen: Instellingen) -> list[Path]:
    """The filters of the extension."""
    return [Path(pad) for pad in instellingen.opties.get("filters") or []]


def zijn_van_het_product(instellingen: Instellingen) -> bool:
    """Whether those are the product's, which look at each piece by itself."""
    map_ = productwortel() / "report" / "_extensions" / instellingen.uitbreiding.name
    try:
        eigen = eigen_filters(instellingen)
        return all(pad.read_bytes() == (map_ / pad.name).read_bytes() for pad in eigen)
    except OSError:
        return False


def van_filters(instellingen: Instellingen) -> dict[str, Any] | None:
    """Under `rwp` the values that a filter of the extension names: all that it sees of them while it reads a
    part. None where one may look at more."""
    teksten = [pad.read_text("utf-8") for pad in eigen_filters(instellingen)]
    if any(_ANDERE_META.search(tekst) for tekst in teksten):
        return None
    return {"rwp": _met_namen(instellingen, teksten)}


def van_document(instellingen: Instellingen) -> Any:
    """The values of `rwp` that filters and templates name; all where one may look at more."""
    paden = [
        Path(pad)
        for optie in ("template", "template-partials", "include-after-body")
        for pad in instellingen.opties.get(optie) or []
    ]
    sjablonen = [pad.read_text("utf-8") for pad in paden]
    meer = any(_SJABLOON.search(tekst) for tekst in sjablonen)
    rwp = instellingen.opties.get("rwp")
    if meer or not isinstance(rwp, dict) or not zijn_van_het_product(instellingen):
        return rwp
    filters = [pad.read_text("utf-8") for pad in eigen_filters(instellingen)]
    return _met_namen(instellingen, [*filters, *sjablonen])


def _met_namen(instellingen: Instellingen, teksten: Iterable[str]) -> dict[str, Any]:
    namen = {naam for tekst in teksten for naam in _GENOEMD.findall(tekst)}
    rwp = instellingen.opties.get("rwp")
    rwp = rwp if isinstance(rwp, dict) else {}
    return {naam: waarde for naam, waarde in rwp.items() if naam in namen}
