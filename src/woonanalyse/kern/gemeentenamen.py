"""Names of municipalities as sources write them: other names of the same one, and what became of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib import resources
from typing import Any

import pandas as pd

from woonanalyse.kern.catalogus import lees_verklaring
from woonanalyse.kern.getal import datum, opsomming
from woonanalyse.kern.indeling.herindeling import overgangen


@cache
def _lijst() -> Mapping[str, Any]:
    return lees_verklaring(resources.files("woonanalyse") / "kern" / "gemeentenamen.yml")


@lru_cache(maxsize=1_000)
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
    """What became of a municipality that is no more, in Dutch; None of one that is in no merger."""
    weg = [een for een in overgangen() if een.oud_naam.casefold() == naam.casefold() and een.weg]
    if not weg:
        return None
    dag, nieuw = datum(weg[0].datum), opsomming([een.nieuw_naam for een in weg])
    return (
        f"{naam} ging op {dag} op in {nieuw}"
        if weg[0].heel
        else f"{naam} ging op {dag} over in {nieuw}"
    )


def ontstaan(naam: str) -> str | None:
    """From what a municipality was merged, in Dutch; None of one that is in no merger."""
    uit = [een for een in overgangen() if een.nieuw_naam.casefold() == naam.casefold() and een.weg]
    if not uit:
        return None
    oud = [een.oud_naam for een in uit if een.datum == uit[-1].datum]
    return f"in {naam} ging op {datum(uit[-1].datum)} {opsomming(oud)} op"


def opvolger(naam: str, jaar: int) -> str | None:
    """The municipality that all of `naam` is in on 1 January of `jaar`; None where it is one of its own."""
    nu = naam
    for een in overgangen():
        if een.datum <= f"{jaar}-01-01" and een.heel and een.oud_naam.casefold() == nu.casefold():
            nu = een.nieuw_naam
    return nu if nu != naam else None


def met_eigen_namen(frame: pd.DataFrame, gemeenten: pd.DataFrame) -> pd.DataFrame:
    """`frame` (gemeentecode, gemeentenaam) with the name that the region gives each of its members."""
    namen = dict(zip(gemeenten["gemeentecode"], gemeenten["gemeente"], strict=True))
    eigen = frame["gemeentecode"].map(namen)
    return frame.assign(gemeentenaam=eigen.where(eigen.notna(), frame["gemeentenaam"]))
