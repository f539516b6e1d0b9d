"""What was probably meant by a cell of the wrong form: a number, a date, a code; said in Dutch."""

from __future__ import annotations

import math
import re
from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal

_TEKENS = str.maketrans({"−": "-", "’": "'", "\N{MODIFIER LETTER APOSTROPHE}": "'"})
_DUIZENDEN = r"-?\d{1,3}([. ']\d{3})+(,\d+)?"
_DUIZENDEN_ENGELS = r"-?\d{1,3}(,\d{3})+(\.\d+)?"
_GEWOON = r"-?\d+([.,]\d+)?(E[-+]?\d{1,2})?"
_MAANDEN = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
EERSTE_DAG = date(1899, 12, 30)
"""Day 0 of a spreadsheet."""


def hint(cel: str, soort: str) -> str | None:
    """What to do about `cel` in a column of this kind (waarden.BIJ_GETAL); None where nothing is known."""
    if cel.lstrip().startswith("="):
        return "dit is een formule; zet de uitkomst neer"
    match soort:
        case "getal" | "decimaal":
            return _bij_getal(cel, soort == "getal")
        case "datum":
            dag = bedoelde_dag(cel)
            return f"bedoelt u {dag.isoformat()}?" if dag else None
        case "code":
            code = bedoelde_code(cel)
            return f"bedoeld is {code}" if code else None
    return None


def _bij_getal(cel: str, heel: bool) -> str | None:
    getal = bedoeld_getal(cel)
    if getal is None:
        return f"bedoelt u {cijfers}?" if heel and (cijfers := _met_letters(cel.strip())) else None
    if not heel or getal == getal.to_integral_value():
        return f"bedoelt u {int(getal) if getal == int(getal) else getal}?"
    onder = math.floor(getal)
    return f"rond af op een heel getal: {onder} of {onder + 1}{_duizend(cel, getal)}"


def _duizend(cel: str, getal: Decimal) -> str:
    """What to do where a spreadsheet made 1.39 of 1.390; empty where that cannot have been."""
    duizend = getal * 1000
    if "," in cel or not 1 <= abs(getal) < 1000 or duizend != duizend.to_integral_value():
        return ""
    return f"; staat de punt voor duizendtallen, schrijf dan {int(duizend)}"


def _met_letters(cel: str) -> str:
    """The number where letters stand in the place of digits that look like them: 4O is 40; else empty."""
    if re.fullmatch(r"(?=.*\d)[\dOoIl]{2,9}", cel, re.ASCII) is None:
        return ""
    return cel.translate(str.maketrans("OoIl", "0011"))


def bedoeld_getal(cel: str) -> Decimal | None:
    """The number as a Dutch reader takes it: 1.390 and 1 390 are 1390, 1,5 is 1.5, 2,5E3 is 2500."""
    kaal = cel.translate(_TEKENS).strip().removeprefix("€").strip()
    if re.fullmatch(_DUIZENDEN, kaal):
        kaal = re.sub("[. ']", "", kaal)
    elif re.fullmatch(_DUIZENDEN_ENGELS, kaal):
        kaal = kaal.replace(",", "")
    elif re.fullmatch(_GEWOON, kaal, re.IGNORECASE) is None:
        return None
    return Decimal(kaal.replace(",", "."))


def bedoelde_dag(cel: str) -> date | None:
    """The day in 1-1-2020, 1/1/2020, 20200101, 2020-1-1, 1 januari 2020 (with a time), or a serial number."""
    kaal = cel.strip().casefold()
    kaal = re.sub(r"[ t]\d{1,2}:\d{2}.*$", "", kaal)
    vormen = (
        (r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", "jmd"),
        (r"(\d{4})(\d{2})(\d{2})", "jmd"),
        (r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})", "dmj"),
        (r"(\d{1,2})[- ]([a-z]{3})[a-z]*\.?[- ](\d{4})", "dmj"),
    )
    for vorm, volgorde in vormen:
        if gevonden := re.fullmatch(vorm, kaal, re.ASCII):
            delen = dict(zip(volgorde, gevonden.groups(), strict=True))
            maand = delen["m"].replace("maa", "mrt")
            nr = _MAANDEN.index(maand) + 1 if maand in _MAANDEN else maand
            with suppress(ValueError):
                return date(int(delen["j"]), int(nr), int(delen["d"]))
    if re.fullmatch(r"[2-6]\d{4}(\.0)?", kaal, re.ASCII):
        return EERSTE_DAG + timedelta(days=int(kaal[:5]))
    return None


def bedoelde_code(cel: str) -> str | None:
    """The municipality code in 34, 0034, gm0034 or GM34."""
    gevonden = re.fullmatch(r"(gm)?[ -]?(\d{1,4})(\.0)?", cel.strip().casefold(), re.ASCII)
    if gevonden is None or not int(gevonden[2]):
        return None
    return f"GM{int(gevonden[2]):04}"
