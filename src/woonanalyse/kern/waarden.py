"""What a value may be: one list (`waarden.yml`) for every reader, and what it says of a value."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from woonanalyse.kern.catalogus import lees_verklaring

BIJ_GETAL = ("getal", "decimaal", "datum", "code", "kenmerk")
"""Kinds of column in which a word for missing is no value."""


@dataclass(frozen=True)
class Grens:
    """The lowest and highest whole number of a quantity, what it counts, and where that was found."""

    laagste: int
    hoogste: int
    wat: str
    bron: str


@cache
def _lijst() -> Mapping[str, Any]:
    return lees_verklaring(resources.files("woonanalyse") / "kern" / "waarden.yml")


@cache
def grens(naam: str) -> Grens:
    """The bounds of a quantity of the list."""
    return Grens(**_lijst()["grenzen"][naam])


def grens_van_eenheid(eenheid: str) -> Grens | None:
    """The bounds of what is counted in this unit; None where the list has none."""
    naam = _lijst()["eenheden"].get(eenheid)
    return grens(naam) if naam else None


@cache
def jaren() -> tuple[int, int]:
    """The first and last year that a date may have."""
    return _lijst()["jaren"]["vroegste"], _lijst()["jaren"]["laatste"]


def is_dag(tekst: str) -> bool:
    """Whether `tekst` (jjjj-mm-dd) is a day that exists, in the years that a date may have."""
    eerste, laatste = jaren()
    try:
        return eerste <= date.fromisoformat(tekst).year <= laatste
    except ValueError:
        return False


def is_volle_dag(tekst: str) -> bool:
    """As `is_dag`, in no other way to write it.

    >>> is_volle_dag("2027-01-01"), is_volle_dag("20270101")
    (True, False)
    """
    return len(tekst) == 10 and is_dag(tekst)


def genormaliseerd(tekst: str) -> str:
    """`tekst` with composed letters (NFC), and with plain spaces for those of another width."""
    return _spaties().sub(" ", unicodedata.normalize("NFC", tekst))


@cache
def _spaties() -> re.Pattern[str]:
    return re.compile(f"[{''.join(re.escape(chr(punt)) for punt in _lijst()['spaties'])}]")


def verboden_teken(tekst: str) -> str | None:
    """The first character that no value has: U+0008 (stuurteken). None where there is none."""
    gevonden = _tekens().search(tekst)
    if gevonden is None:
        return None
    punt = ord(gevonden[0])
    naam = next(t["naam"] for t in _lijst()["tekens"] if t["van"] <= punt <= t["tot_en_met"])
    return f"U+{punt:04X} ({naam})"


@cache
def _tekens() -> re.Pattern[str]:
    reeksen = [f"\\U{t['van']:08x}-\\U{t['tot_en_met']:08x}" for t in _lijst()["tekens"]]
    return re.compile(f"[{''.join(reeksen)}]")


@lru_cache(maxsize=2_000)
def bezwaar(cel: str, soort: str, leeg: bool) -> str | None:
    """Why `cel` is no value of a column of this kind, whatever its form; None where there is no reason.

    `soort`: tekst, or one of BIJ_GETAL; `leeg`: whether a cell may be empty.
    """
    if teken := verboden_teken(cel):
        return f"hier staat {teken}; haal dat teken weg"
    kaal = cel.strip()
    if kaal.casefold() in _ontbreekt(soort in BIJ_GETAL):
        weg = "laat de cel leeg" if leeg else "vul de waarde in of neem de rij weg"
        return f"dit is een teken voor ‘ontbreekt’; {weg}"
    return next(
        (uitleg for vorm, uitleg in _bedorven(soort == "kenmerk") if vorm.fullmatch(kaal)), None
    )


def is_foutmelding(cel: str) -> bool:
    """Whether `cel` is what a spreadsheet shows in the place of an outcome, such as #REF! and #N/B."""
    kaal = cel.strip()
    return kaal.startswith("#") and (
        kaal.casefold() in _ontbreekt(False)
        or any(vorm.fullmatch(kaal) for vorm, _ in _bedorven(False))
    )


def is_teken_voor_geen_getal(cel: str) -> bool:
    """Whether `cel` says that a number is missing, such as -99999 and n.v.t."""
    return cel.strip().casefold() in _ontbreekt(True)


_HEEL_MET_KOMMA = re.compile(r"(-?\d+),(0{1,2}|0{4,})", re.ASCII)


def zonder_nullen(cel: str) -> str:
    """`cel` without a decimal comma behind which are only zeros; three zeros may be of thousands, and stay.

    >>> zonder_nullen("60,0"), zonder_nullen("60,5"), zonder_nullen("60,000")
    ('60', '60,5', '60,000')
    """
    gevonden = _HEEL_MET_KOMMA.fullmatch(cel)
    return gevonden[1] if gevonden else cel


@cache
def _ontbreekt(bij_getal: bool) -> frozenset[str]:
    tekens = _lijst()["ontbreekt"]
    alle = [*tekens["overal"], *(tekens["bij_getal"] if bij_getal else [])]
    return frozenset(teken.casefold() for teken in alle)


@cache
def _bedorven(kenmerk: bool) -> list[tuple[re.Pattern[str], str]]:
    regels = _lijst()["rekenblad"]
    alle = [*regels["overal"], *(regels["kenmerk"] if kenmerk else [])]
    return [(re.compile(r["patroon"], re.IGNORECASE | re.ASCII), r["uitleg"]) for r in alle]


def is_kenmerk(cel: str) -> bool:
    """Whether `cel` can tell one thing from another: not empty, no sign that there is none, not spoiled."""
    return bool(cel.strip()) and bezwaar(cel, "kenmerk", False) is None


def verloren_nullen(kenmerken: Iterable[str]) -> set[str]:
    """The ids that are shorter than those with a zero in front, where all of these are as long."""
    cijfers = {kenmerk for kenmerk in kenmerken if kenmerk.isdecimal()}
    lengten = {len(kenmerk) for kenmerk in cijfers if kenmerk.startswith("0")}
    if len(lengten) != 1:
        return set()
    (lengte,) = lengten
    return {kenmerk for kenmerk in cijfers if len(kenmerk) < lengte}


def buiten(getal: float, grens: Grens) -> str | None:
    """Why a number is of an absurd size; None where it is not."""
    from woonanalyse.kern.getal import aantal  # loads pandas, and a command asks for a day only

    if grens.laagste <= getal <= grens.hoogste:
        return None
    return (
        f"tussen {aantal(grens.laagste)} en {aantal(grens.hoogste)} ({grens.wat}); klopt dit getal?"
    )


def gebreken(inhoud: Any, plek: str = "") -> Iterator[tuple[str, str, str]]:
    """What is wrong with values anywhere in the content of a YAML file: place, value, what is expected."""
    if isinstance(inhoud, dict):
        yield from _omgekeerd(inhoud, plek)
        for naam, deel in inhoud.items():
            if teken := verboden_teken(str(naam)):
                yield plek, str(naam), f"een naam zonder {teken}"
            yield from gebreken(deel, f"{plek}.{naam}" if plek else str(naam))
    elif isinstance(inhoud, list):
        for nr, deel in enumerate(inhoud):
            yield from gebreken(deel, f"{plek}[{nr}]")
    elif isinstance(inhoud, str | int | float) and not isinstance(inhoud, bool):
        tekst = str(inhoud)
        if reden := bezwaar(tekst, "tekst", True):
            yield plek, tekst, f"een waarde; {reden}"
        elif not isinstance(inhoud, str) and not _past(inhoud, grens("instelling")):
            uiterste = grens("instelling")
            yield plek, tekst, f"een getal van {uiterste.laagste} tot en met {uiterste.hoogste}"
        elif re.fullmatch(r"\d{4}-\d{2}-\d{2}", tekst, re.ASCII) and not is_dag(tekst):
            eerste, laatste = jaren()
            yield plek, tekst, f"een datum die bestaat, van {eerste} tot en met {laatste}"


def _past(getal: float, uiterste: Grens) -> bool:
    return uiterste.laagste <= getal <= uiterste.hoogste


def _omgekeerd(velden: Mapping[Any, Any], plek: str) -> Iterator[tuple[str, str, str]]:
    for van, tot in _lijst()["perioden"]:
        begin, einde = velden.get(van), velden.get(tot)
        if type(begin) is not type(einde) or not isinstance(begin, int | float | str):
            continue
        if begin > einde:  # type: ignore[operator]
            yield (
                f"{plek}.{tot}" if plek else tot,
                str(einde),
                f"een datum op of na {van} ({begin})"
                if isinstance(begin, str)
                else f"{begin} of meer: {van} mag niet boven {tot} liggen",
            )
