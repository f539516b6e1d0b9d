"""One rule for what a delivered cell says: numbers, dates, codes, ids and names; all else is refused."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

import pandas as pd

from woonanalyse.kern import cellen, waarden
from woonanalyse.kern.kolomeis import Kolom
from woonanalyse.leveringen.openen.boek import Inhoud

_DAG_MAAND_JAAR = re.compile(r"\d{1,2}-\d{1,2}-\d{4}", re.ASCII)
_DAG_MET_TIJD = re.compile(r"(\d{4}-\d{2}-\d{2})[ T]\d{2}:\d{2}.*", re.ASCII)
_KOMMAGETAL = re.compile(r"-?\d+,\d+", re.ASCII)
_MET_WOORD = re.compile(r"(?:ca\.?|circa|ongeveer)? ?([\d.,]+) ?[^\W\d].*", re.ASCII)
"""A number with words around it: 40 woningen."""
_DUIZENDEN = re.compile(r"-?\d{1,3}(\.\d{3})+", re.ASCII)


@dataclass(frozen=True)
class Waarde:
    """What a cell says: `tekst` as the column tests it, empty where nothing is known.

    `bezwaar`: what was expected instead, in Dutch, and `herstel` how to mend it; `notitie`: the code of what
    was done to it; `bewaar`: the words of the source, where `tekst` does not say as much.
    """

    tekst: str
    bezwaar: str = ""
    herstel: str = ""
    notitie: str = ""
    bewaar: str = ""
    sinds: str = ""


def als_tekst(inhoud: Inhoud) -> str:
    """What a cell holds as text: composed letters, a whole number without decimals, a day as jjjj-mm-dd.

    >>> als_tekst(141.0), als_tekst(datetime(2020, 4, 7)), als_tekst(None)
    ('141', '2020-04-07', '')
    """
    match inhoud:
        case None:
            return ""
        case str():
            return waarden.genormaliseerd(inhoud).strip()
        case bool():
            return "WAAR" if inhoud else "ONWAAR"
        case float() if inhoud.is_integer() and abs(inhoud) < 1e15:
            return str(int(inhoud))
        case datetime() if not (inhoud.hour or inhoud.minute or inhoud.second):
            return inhoud.date().isoformat()
    return str(inhoud)


@lru_cache(maxsize=200_000, typed=True)
def lees_waarde(inhoud: Inhoud, kolom: Kolom, komma: bool = False) -> Waarde:
    """What `inhoud` says in a column; `komma`: whether a decimal comma can be meant.

    A whole number is digits alone, with a minus sign at most, and in a CSV with semicolons a comma before
    zeros (60,0); a number with decimals has a point, or the comma of such a CSV; a day is a date cell,
    jjjj-mm-dd or d-m-jjjj.
    """
    waarde = _voorbereid(inhoud, kolom, komma)
    if waarde.bezwaar:
        return waarde
    if reden := kolom.bezwaar(waarde.tekst):
        verwacht, _, herstel = reden.partition("; ")
        return Waarde(waarde.tekst, verwacht, _hint(waarde.tekst, kolom, herstel))
    return waarde


def _hint(tekst: str, kolom: Kolom, herstel: str) -> str:
    if kolom.leeg and herstel.startswith("leeg mag"):
        herstel = herstel.removeprefix("leeg mag").removeprefix("; ")
    if herstel:
        return herstel
    ook = "; leeg mag ook" if kolom.leeg else ""
    if tekst and kolom.dtype == "Int64":
        los = _MET_WOORD.fullmatch(tekst)
        getal = cellen.bedoeld_getal(los[1]) if los else None
        heel = getal is not None and getal == int(getal)
        return (
            f"schrijf alleen het getal: {int(getal or 0)}"
            if heel
            else f"schrijf het in cijfers{ook}"
        )
    return "vul de waarde in" if not tekst else f"verbeter de cel{ook}"


def _voorbereid(inhoud: Inhoud, kolom: Kolom, komma: bool) -> Waarde:
    tekst = als_tekst(inhoud)
    match kolom.soort:
        case "getal" if komma:
            return Waarde(waarden.zonder_nullen(tekst))
        case "decimaal":
            return _decimaal(tekst, komma)
        case "datum":
            return _datum(inhoud, tekst)
        case "code":
            code = cellen.bedoelde_code(tekst)
            if code and code != tekst:
                return Waarde(code, notitie="lees_code_aangevuld")
        case "tekst" | "kenmerk" if wat := _geen_tekst(inhoud, kolom.soort):
            gezegd = f"een {kolom.soort}; een rekenblad maakte hier {wat} van"
            return Waarde(tekst, gezegd, "maak van de cel een tekstcel en typ haar opnieuw")
        case "tekst":
            if goed := verhaspeld(tekst):
                return Waarde(tekst, "een tekst met gewone letters", f"bedoelt u {goed}?")
            return zonder_onzichtbaar(tekst)
    return Waarde(tekst)


def _geen_tekst(inhoud: Inhoud, soort: str) -> str:
    """What a spreadsheet made of a text; empty where it is one, or a whole number."""
    if isinstance(inhoud, bool):
        return "waar of onwaar"
    if isinstance(inhoud, date | time | timedelta):
        return "een datum of tijd"
    if isinstance(inhoud, float) and abs(inhoud) >= 1e15:
        return "een afgerond getal"
    if isinstance(inhoud, float) and soort == "kenmerk" and not inhoud.is_integer():
        return "een getal met decimalen"
    return ""


def _decimaal(tekst: str, komma: bool) -> Waarde:
    if not komma:
        return Waarde(tekst)
    if _DUIZENDEN.fullmatch(tekst):
        wat = "een getal dat op één manier te lezen is; is de punt hier voor duizendtallen of decimalen?"
        return Waarde(tekst, wat, "schrijf het zonder punt, met een komma voor de decimalen")
    return Waarde(tekst.replace(",", ".") if _KOMMAGETAL.fullmatch(tekst) else tekst)


def _datum(inhoud: Inhoud, tekst: str) -> Waarde:
    if isinstance(inhoud, date) and (jaar := _getypt_jaar(inhoud)):
        wat = (
            f"een datum van deze tijd; een rekenblad maakt dit van het jaar {jaar} in een datumcel"
        )
        return Waarde(tekst, wat, f"typ de hele datum, als 1-1-{jaar}")
    if isinstance(inhoud, datetime):
        return Waarde(inhoud.date().isoformat())
    if gevonden := _DAG_MET_TIJD.fullmatch(tekst):
        return Waarde(gevonden[1])
    if _DAG_MAAND_JAAR.fullmatch(tekst) and (dag := cellen.bedoelde_dag(tekst)):
        return Waarde(dag.isoformat(), notitie="lees_datum_omgezet")
    return Waarde(tekst)


def _getypt_jaar(dag: date) -> int:
    """The year that was typed where a spreadsheet made a day of it: 2025 is 17 July 1905; 0 of others."""
    eerste, laatste = 1990, 2100
    nummer = dag.toordinal() - cellen.EERSTE_DAG.toordinal()
    return nummer if eerste <= nummer <= laatste else 0


def verhaspeld(tekst: str) -> str:
    """What was meant by text that was read as Windows-1252 and was UTF-8; empty where it is as it should be.

    >>> verhaspeld("SÃºdhoek"), verhaspeld("Súdhoek")
    ('Súdhoek', '')
    """
    if not re.search("[ÂÃâ]", tekst):
        return ""
    try:
        return tekst.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return ""


def zonder_onzichtbaar(tekst: str) -> Waarde:
    """Text without characters that cannot be seen; a sign for a lost letter stays, to be refused."""
    if waarden.verboden_teken(tekst) is None:
        return Waarde(tekst)
    schoon = "".join(
        teken
        for teken in re.sub(r"[\t\v\f]", " ", tekst)
        if unicodedata.category(teken) not in ("Cc", "Cf") or not waarden.verboden_teken(teken)
    ).strip()
    if waarden.verboden_teken(schoon):
        return Waarde(tekst)
    return Waarde(schoon, notitie="lees_tekens_weg")


def getypt(tekst: str, kolom: Kolom) -> int | float | str | None:
    """The value of a cell that a column takes: a whole number, a decimal one, text; None for no number."""
    if kolom.dtype == "Int64":
        return int(tekst) if tekst else None
    if kolom.soort == "decimaal":
        return float(tekst) if tekst else None
    return tekst


def ruw_aantal(inhoud: Inhoud) -> int:
    """The number that a cell seems to mean, for the accounts; 0 where it means none.

    A sign for a missing value (-99999) means none.
    """
    tekst = als_tekst(inhoud)
    if isinstance(inhoud, bool | date) or waarden.is_teken_voor_geen_getal(tekst):
        return 0
    getal = cellen.bedoeld_getal(tekst)
    if getal is None and (met_woord := _MET_WOORD.fullmatch(tekst)):
        getal = cellen.bedoeld_getal(met_woord[1])
    return int(getal) if getal is not None and abs(getal) < 10**9 else 0


def als_kolom(waarden_: list[int | float | str | None], kolom: Kolom) -> pd.Series:
    """Typed values as a column of a table: Int64, Float64, or text with "" for what is unknown."""
    if kolom.dtype == "Int64":
        return pd.Series(pd.array(waarden_, dtype="Int64"))
    if kolom.soort == "decimaal":
        return pd.Series(pd.array(waarden_, dtype="Float64"))
    return pd.Series(["" if w is None else w for w in waarden_], dtype="object")
