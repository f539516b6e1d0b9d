"""A formula in words with the values of its terms filled in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

_REKENING = re.compile(r"[\d\s.,+−×/()]+")
"""What is nothing but arithmetic."""


@dataclass(frozen=True)
class Term:
    """A name in a formula with its numbers as text, None for an unknown one; `leeg`: what that counts for;
    `jaartal`: they are years, which are not written as amounts."""

    naam: str
    waarden: tuple[str | None, ...]
    leeg: float | None = None
    jaartal: bool = False


def vul_in(
    rekening: str, termen: Sequence[Term], toon: Callable[[float], str] | None = None
) -> str:
    """`rekening` with numbers for names; empty where it is no arithmetic, or a number is missing.

    Several numbers of one name are added up, what is unknown among them left out.

    >>> vul_in("hard / behoefte", [Term("hard", ("1775",)), Term("behoefte", ("1765", None))])
    '1.775 / 1.765'
    >>> vul_in("tot − van", [Term("tot", ("2020",), jaartal=True), Term("van", ("2017",), jaartal=True)])
    '2020 − 2017'
    """
    jaartallen = {term.naam for term in termen if term.jaartal}
    getallen: dict[str, list[float]] = {}
    for term in termen:
        bekend = [float(w) for w in term.waarden if w is not None]
        getallen.setdefault(term.naam, []).extend(bekend)
    for naam, leeg in aangenomen(termen):
        getallen[naam].append(leeg)
    namen = sorted((naam for naam in getallen if getallen[naam]), key=len, reverse=True)
    if not namen:
        return ""
    patroon = re.compile("|".join(rf"(?<!\w){re.escape(naam)}(?!\w)" for naam in namen))
    heel = patroon.fullmatch(rekening) is not None

    def getal(vondst: re.Match[str]) -> str:
        naam = vondst.group()
        hoe = (lambda jaar: f"{jaar:.0f}") if naam in jaartallen else toon or kort
        delen = [hoe(waarde) for waarde in getallen[naam]]
        samen = " + ".join(delen).replace("+ −", "− ")
        return samen if len(delen) == 1 or heel else f"({samen})"

    gevuld = patroon.sub(getal, rekening)
    return gevuld if _REKENING.fullmatch(gevuld) else ""


def aangenomen(termen: Sequence[Term]) -> Iterator[tuple[str, float]]:
    """Names of which no number is known, and what they count for all the same.

    >>> list(aangenomen([Term("hard", ("1775",), 0), Term("uitgezonderd", (None,), 0), Term("x", ())]))
    [('uitgezonderd', 0)]
    """
    for term in termen:
        if term.leeg is not None and all(waarde is None for waarde in term.waarden):
            yield term.naam, term.leeg


def kort(waarde: float) -> str:
    """A number with at most four decimals: 1775.0 is 1.775, 1.00566 is 1,0057."""
    afgerond = Decimal(repr(float(waarde))).quantize(Decimal("0.0001"))
    tekst = f"{abs(afgerond):,.4f}".rstrip("0").rstrip(".")
    return f"{'−' if afgerond < 0 else ''}{tekst.translate(str.maketrans(',.', '.,'))}"
