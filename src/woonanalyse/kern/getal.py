"""Numbers and dates as a Dutch reader writes them; what is missing reads onbekend, what is shielded
afgeschermd."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import numpy as np
import pandas as pd

from woonanalyse.kern.merk import AFGESCHERMD, is_afgeschermd

ONBEKEND = "onbekend"
_MAANDEN = [
    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september",
    "oktober", "november", "december",
]  # fmt: skip


def geen_getal(waarde: Any) -> str:
    """What is said in the place of a number: that it is afgeschermd, or else onbekend."""
    return AFGESCHERMD if is_afgeschermd(waarde) else ONBEKEND


def aantal(waarde: Any) -> str:
    """A whole number: 1234 is 1.234, -1234 is −1.234, missing is onbekend."""
    if waarde is None or pd.isna(waarde):
        return geen_getal(waarde)
    tekst = f"{abs(int(waarde)):,}".replace(",", ".")
    return f"−{tekst}" if waarde < 0 else tekst


def hoeveel(waarde: Any, een: str, meer: str) -> str:
    """A whole number with what it counts: 1 woning, 2 woningen; missing is onbekend."""
    if waarde is None or pd.isna(waarde):
        return geen_getal(waarde)
    return f"{aantal(waarde)} {een if waarde == 1 else meer}"


def rond(waarde: Any) -> str:
    """A number to the whole, half away from zero: 176.5 is 177; missing is onbekend."""
    if waarde is None or pd.isna(waarde):
        return geen_getal(waarde)
    return aantal(int(Decimal(str(float(waarde))).quantize(Decimal(1), ROUND_HALF_UP)))


def afgerond(waarden: pd.Series) -> pd.Series:
    """Numbers to the whole (Int64), half away from zero as `rond`: tables and text say the same."""
    getallen = waarden.to_numpy(dtype=float, na_value=np.nan)
    heel = np.floor(np.abs(getallen) + 0.5) * np.where(getallen < 0, -1.0, 1.0)
    af = pd.arrays.FloatingArray(heel, np.isnan(heel))
    return pd.Series(af, waarden.index).astype("Int64")


def procent(fractie: Any, decimalen: int = 1) -> str:
    """A fraction as a percentage: 0.853 is 85,3%, missing is onbekend. Rounds half away from zero."""
    if fractie is None or pd.isna(fractie):
        return geen_getal(fractie)
    stap = Decimal(1).scaleb(-decimalen)
    afgerond = (Decimal(str(float(fractie))) * 100).quantize(stap, ROUND_HALF_UP)
    tekst = f"{abs(afgerond):,}".translate(str.maketrans(",.", ".,"))
    return f"−{tekst}%" if afgerond < 0 else f"{tekst}%"


_TELWOORDEN = [
    "geen", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf",
    "twaalf", "dertien", "veertien", "vijftien", "zestien", "zeventien", "achttien", "negentien",
    "twintig",
]  # fmt: skip


def telwoord(waarde: int) -> str:
    """A small whole number in words: 0 is geen, 1 is één, 21 is 21."""
    return _TELWOORDEN[waarde] if 0 <= waarde < len(_TELWOORDEN) else aantal(waarde)


def hoofdletter(tekst: str) -> str:
    """A text that begins with a capital; één becomes Eén."""
    tekst = tekst.replace("één", "eén", 1) if tekst.startswith("één") else tekst
    return f"{tekst[:1].upper()}{tekst[1:]}"


def tienden(waarde: Any) -> str:
    """A number with one decimal: 226.75 is 226,8, missing is onbekend."""
    return procent(waarde if waarde is None or pd.isna(waarde) else float(waarde) / 100).rstrip("%")


def met_eenheid(waarde: Any, eenheid: str) -> str:
    """A number as the report shows it, by its unit: a fraction as a percentage, a year without a dot.

    Procentpunten, of a difference of percentages, are no percentage: 12,5.
    """
    if eenheid == "fractie":
        return procent(waarde)
    if eenheid == "jaar":
        return geen_getal(waarde) if pd.isna(waarde) else str(int(waarde))
    if eenheid == "procentpunten":
        return tienden(waarde)
    if eenheid == "procent":
        return procent(waarde if pd.isna(waarde) else float(waarde) / 100)
    heel = pd.isna(waarde) or float(waarde).is_integer()
    return aantal(waarde) if heel else tienden(waarde)


def reeks(laag: str, hoog: str, tussen: str = " tot ") -> str:
    """Two ends of a band as text; one when they are the same."""
    return laag if laag == hoog else f"{laag}{tussen}{hoog}"


def band(waarden: Iterable[Any], toon: Callable[[Any], str], tussen: str = " tot ") -> str:
    """Lowest to highest; onbekend as soon as one of them is, and without any; or else afgeschermd."""
    cellen = list(
        waarden
    )  # they are few: a series would take longer for each question than this for all
    weg = [cel for cel in cellen if pd.isna(cel)]
    if weg or not cellen:
        return AFGESCHERMD if weg and all(map(is_afgeschermd, weg)) else ONBEKEND
    return reeks(toon(min(cellen)), toon(max(cellen)), tussen)


def datum(waarde: date | str | None) -> str:
    """A date: 1 januari 2017. Text may be a year, a month or a day (ISO 8601); None is onbekend."""
    if waarde is None:
        return ONBEKEND
    delen = [int(deel) for deel in str(waarde).split("-")]
    woorden = [str(delen[0])]
    if len(delen) > 1:
        woorden.insert(0, _MAANDEN[delen[1] - 1])
    if len(delen) > 2:
        woorden.insert(0, str(delen[2]))
    return " ".join(woorden)


_BIJ = re.compile(r"\([^()]*\)")
"""What stands between brackets; a comma there parts nothing."""


def opsomming(namen: list[str]) -> str:
    """Names in a sentence: A, B en C; where one of more than two has a comma of its own: A; B, c; en D."""
    if len(namen) < 2:
        return "".join(namen)
    if len(namen) > 2 and any(", " in _BIJ.sub("", naam) for naam in namen):
        return f"{'; '.join(namen[:-1])}; en {namen[-1]}"
    return f"{', '.join(namen[:-1])} en {namen[-1]}"
