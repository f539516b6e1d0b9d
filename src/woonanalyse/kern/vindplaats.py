"""Where values stand, recorded as they are read: the rows of every table, the settings of every YAML file.

Whoever reads a whole opens a recording; `lees_tabel` and `lees_yaml` add what they read to it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, TypeVar

import pandas as pd

from woonanalyse.kern.bladeren import bladeren
from woonanalyse.kern.fouten import GeenBestand, InvoerFout, Probleem, Waarschuwing

Gelezen = TypeVar("Gelezen")


@dataclass(frozen=True)
class Vindplaatsen:
    """By file, as a path from the root: `tabellen` holds its rows, indexed as a spreadsheet (or the lines of
    a text) counts them; `instellingen` the content of a YAML file. `waarschuwingen`: what can be read, but a
    reader should look at."""

    tabellen: dict[str, pd.DataFrame] = field(default_factory=dict)
    instellingen: dict[str, Any] = field(default_factory=dict)
    waarschuwingen: list[Waarschuwing] = field(default_factory=list)

    def met(self, andere: Vindplaatsen) -> Vindplaatsen:
        """These and others together."""
        return Vindplaatsen(
            {**self.tabellen, **andere.tabellen},
            {**self.instellingen, **andere.instellingen},
            list(dict.fromkeys([*self.waarschuwingen, *andere.waarschuwingen])),
        )


_opname: ContextVar[Vindplaatsen | None] = ContextVar("vindplaatsen", default=None)


@contextmanager
def neem_op() -> Iterator[Vindplaatsen]:
    """Record what is read inside this."""
    vindplaatsen = Vindplaatsen()
    merk = _opname.set(vindplaatsen)
    try:
        yield vindplaatsen
    finally:
        _opname.reset(merk)


def eenmaal(lees: Callable[[], Gelezen]) -> Callable[[], Gelezen]:
    """`lees`, which is done once: every call gives the same, and records what was read."""

    @cache
    def gelezen() -> tuple[Gelezen, Vindplaatsen]:
        with neem_op() as vindplaatsen:
            return lees(), vindplaatsen

    def opnieuw() -> Gelezen:
        uitkomst, vindplaatsen = gelezen()
        if opname := _opname.get():
            opname.tabellen.update(vindplaatsen.tabellen)
            opname.instellingen.update(vindplaatsen.instellingen)
            opname.waarschuwingen.extend(vindplaatsen.waarschuwingen)
        return uitkomst

    return opnieuw


@contextmanager
def noem_waar(eerder: Mapping[str, Any]) -> Iterator[None]:
    """Of a path that leads to nothing, the problem says which file names it: a YAML file read inside this, or
    one of `eerder` (content by file). Raises InvoerFout with the same problems."""
    opname = _opname.get() or Vindplaatsen()
    merk = _opname.set(opname)
    try:
        yield
    except InvoerFout as fout:
        gelezen = {**opname.instellingen, **eerder}
        raise InvoerFout(_met_noemer(een, gelezen) for een in fout.problemen) from fout
    finally:
        _opname.reset(merk)


def _met_noemer(probleem: Probleem, gelezen: Mapping[str, Any]) -> Probleem:
    if not isinstance(probleem, GeenBestand) or probleem.genoemd:
        return probleem
    for bestand, inhoud in gelezen.items():
        for plek, tekst in bladeren(inhoud):
            if probleem.bestand in (tekst, f"{tekst}.yml"):
                return replace(probleem, genoemd=f"{plek} in {bestand}")
    return probleem


def leg_tabel_vast(bestand: str, frame: pd.DataFrame) -> None:
    """Record the rows of a table, where a recording is open."""
    if opname := _opname.get():
        opname.tabellen[bestand] = frame


def houd_rijen(bestand: str, rijen: Collection[int]) -> None:
    """Of a table that was recorded keep only these rows: the others are read and do not count."""
    opname = _opname.get()
    if opname and bestand in opname.tabellen:
        frame = opname.tabellen[bestand]
        opname.tabellen[bestand] = frame[frame.index.isin(rijen)]


def leg_instellingen_vast(bestand: str, inhoud: Any) -> None:
    """Record the content of a YAML file, where a recording is open."""
    if opname := _opname.get():
        opname.instellingen[bestand] = inhoud


def leg_waarschuwing_vast(waarschuwing: Waarschuwing) -> None:
    """Record what a reader should look at, where a recording is open."""
    if opname := _opname.get():
        opname.waarschuwingen.append(waarschuwing)


def hernoem_gemeenten(bestand: str, codes: Mapping[str, str]) -> None:
    """Of a table that was recorded say for these codes which municipality their rows count for."""
    opname = _opname.get()
    if codes and opname and bestand in opname.tabellen:
        frame = opname.tabellen[bestand]
        opname.tabellen[bestand] = frame.assign(gemeentecode=frame["gemeentecode"].replace(codes))
