"""Names of municipalities as sources write them: other names of the same one, and those that are no more."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib import resources
from typing import Any

import pandas as pd

from woonanalyse.kern.catalogus import lees_verklaring
from woonanalyse.kern.getal import opsomming


@cache
def _lijst() -> Mapping[str, Any]:
    return lees_verklaring(resources.files("woonanalyse") / "kern" / "gemeentenamen.yml")


@lru_cache(maxsize=10_000)
def zelfde_naam(naam: str, eigen: str, cbs_naam: str) -> bool:
    """Whether `naam` is the municipality that the region calls `eigen`, and CBS `cbs_naam`."""
    kaal = {_zonder_achtervoegsel(n) for n in (eigen, cbs_naam)}
    ook = {p["ook"] for p in _lijst()["ook"] if p["naam"] in kaal}
    ook |= {p["naam"] for p in _lijst()["ook"] if p["ook"] in kaal}
    alle = {n.casefold() for n in {eigen, cbs_naam} | kaal | ook}
    return naam.casefold() in alle or _zonder_achtervoegsel(naam).casefold() in alle


def _zonder_achtervoegsel(naam: str) -> str:
    return re.sub(f"{_lijst()['achtervoegsel']}$", "", naam, flags=re.IGNORECASE)


def opgegaan(naam: str) -> str | None:
    """What became of a merged municipality, in Dutch; None of one that is in no merger."""
    for samen in _lijst()["opgegaan"]:
        if naam.casefold() in (oud.casefold() for oud in samen["oud"]):
            return f"{naam} ging op 1 januari {samen['jaar']} op in {samen['in']}"
    return None


def ontstaan(naam: str) -> str | None:
    """From what a municipality was merged, in Dutch; None of one that is in no merger."""
    for samen in reversed(_lijst()["opgegaan"]):
        if naam.casefold() == samen["in"].casefold():
            return f"in {naam} ging op 1 januari {samen['jaar']} {opsomming(samen['oud'])} op"
    return None


def opvolger(naam: str, jaar: int) -> str | None:
    """The municipality that `naam` is in on 1 January of `jaar`; None where it is one of its own."""
    nu = naam
    for samen in _lijst()["opgegaan"]:
        if samen["jaar"] <= jaar and nu.casefold() in (oud.casefold() for oud in samen["oud"]):
            nu = samen["in"]
    return nu if nu != naam else None


def met_eigen_namen(frame: pd.DataFrame, gemeenten: pd.DataFrame) -> pd.DataFrame:
    """`frame` (gemeentecode, gemeentenaam) with the name that the region gives each of its members."""
    namen = dict(zip(gemeenten["gemeentecode"], gemeenten["gemeente"], strict=True))
    eigen = frame["gemeentecode"].map(namen)
    return frame.assign(gemeentenaam=eigen.where(eigen.notna(), frame["gemeentenaam"]))
