"""All municipalities of the Netherlands since 2012, found by code or name on a day."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from woonanalyse.kern.gemeentenamen import zelfde_naam
from woonanalyse.kern.getal import datum, opsomming
from woonanalyse.kern.indeling.herindeling import ontstond_uit, werd

DAG = "2026-01-01"
"""The day of the list; a later day has the same municipalities."""
EERSTE = "2012-01-01"
"""What was before this day is not in the list."""


@dataclass(frozen=True)
class Gemeente:
    """A municipality; from `vanaf` (empty: before EERSTE) until the day `tot` (empty: it is still there)."""

    code: str
    naam: str
    provincie: str
    vanaf: str
    tot: str

    def er_op(self, dag: str) -> bool:
        """Whether it is there on this day (ISO)."""
        return self.vanaf <= dag and (not self.tot or dag < self.tot)


@cache
def alle() -> Mapping[str, Gemeente]:
    """By code every municipality since EERSTE."""
    return {
        rij["gemeentecode"]: Gemeente(
            rij["gemeentecode"], rij["gemeentenaam"], rij["provincie"], rij["vanaf"], rij["tot"]
        )
        for rij in _rijen("gemeenten.csv")
    }


def op(dag: str) -> list[Gemeente]:
    """The municipalities of a day (ISO), by code."""
    return [een for een in alle().values() if een.er_op(dag)]


def is_er_een(wie: str) -> bool:
    """Whether this is the code, or exactly the name, of a municipality of any day."""
    return wie in alle() or wie.casefold() in _namen()


@cache
def _namen() -> frozenset[str]:
    return frozenset(een.naam.casefold() for een in alle().values())


@cache
def provincies() -> Mapping[str, str]:
    """By name the code of each province."""
    return {rij["provincie"]: rij["provinciecode"] for rij in _rijen("provincies.csv")}


def zoek(wie: str, dag: str) -> tuple[Gemeente | None, str]:
    """The municipality with this code or name on a day (ISO); or None with what was expected, in Dutch."""
    precies = [een for een in op(dag) if een.naam.casefold() == wie.strip().casefold()]
    gevonden = precies or [een for een in alle().values() if _is(een, wie)]
    er = [een for een in gevonden if een.er_op(dag)]
    if len(er) == 1:
        return er[0], ""
    if er:
        namen = [f"{een.naam} ({een.code}, {een.provincie})" for een in er]
        return None, f"één gemeente; er zijn er {len(er)}: {opsomming(namen)}. Noem de code"
    if gevonden:
        return None, _was_of_komt(gevonden[0], dag)
    return None, f"een gemeente die er op {datum(dag)} was{_lijkt_op(wie, dag)}"


def _rijen(naam: str) -> Iterable[Mapping[str, str]]:
    pad = resources.files("woonanalyse") / "kern" / "indeling" / naam
    return csv.DictReader(pad.read_text(encoding="utf-8").splitlines())


def _is(een: Gemeente, wie: str) -> bool:
    cijfers = re.fullmatch(r"(?:gm)?0*(\d{1,4})", wie.strip(), re.IGNORECASE | re.ASCII)
    if cijfers:
        return een.code == f"GM{cijfers[1]:0>4}"
    kaal = re.sub(r" \([A-Za-z.]+\)$", "", een.naam)
    return zelfde_naam(wie.strip(), een.naam, een.naam) or wie.strip().casefold() == kaal.casefold()


def _was_of_komt(een: Gemeente, dag: str) -> str:
    eis = f"een gemeente die er op {datum(dag)} was"
    if een.tot and een.tot <= dag:
        return f"{eis}; {een.naam} ({een.code}) ging op {datum(een.tot)} over in {opsomming(werd(een.code))}"
    uit = opsomming(ontstond_uit(een.code))
    return f"{eis}; {een.naam} ({een.code}) is er sinds {datum(een.vanaf)}, en kwam uit {uit}"


def _lijkt_op(wie: str, dag: str) -> str:
    import difflib

    kleine = {een.naam.casefold(): een.naam for een in op(dag)}
    lijkt = difflib.get_close_matches(wie.strip().casefold(), kleine, n=1, cutoff=0.7)
    return f" (bedoelt u {kleine[lijkt[0]]}?)" if lijkt else ""
