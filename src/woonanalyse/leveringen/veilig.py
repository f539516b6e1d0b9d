"""Text of others made harmless for where it goes: a terminal, a cell, a file name."""

from __future__ import annotations

import re
import unicodedata

_ONZICHTBAAR = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_VAST = {"con", "prn", "aux", "nul", *(f"{n}{i}" for n in ("com", "lpt") for i in range(1, 10))}
"""Names that Windows keeps for itself."""


def op_het_scherm(tekst: str) -> str:
    """One line in which what has no picture (controls, escapes, turns of direction) is written out.

    >>> op_het_scherm("plan\\x1b[2Ja")
    'plan\\\\u001b[2Ja'
    """
    return "".join(_teken(teken) for teken in tekst)


def _teken(teken: str) -> str:
    if unicodedata.category(teken) not in _ONZICHTBAAR:
        return teken
    return f"\\u{ord(teken):04x}" if ord(teken) < 0x10000 else f"\\U{ord(teken):08x}"


def in_een_cel(tekst: str, hoogstens: int = 32_000) -> str:
    """Text that a workbook can hold: no controls, not longer than a cell."""
    schoon = "".join(t if t in "\n\t" else _teken(t) for t in tekst)
    return schoon if len(schoon) <= hoogstens else f"{schoon[: hoogstens - 1]}…"


def bestandsnaam(naam: str, hoogstens: int = 80) -> str:
    """A name that every system takes, in which no path is left; the kind at its end stays.

    >>> bestandsnaam("..\\\\..\\\\plannen Súd.xlsx"), bestandsnaam("CON.csv")
    ('plannen Súd.xlsx', '_CON.csv')
    """
    laatste = re.split(r"[/\\]", unicodedata.normalize("NFC", naam))[-1]
    schoon = re.sub(r"[^\w .()+-]", "_", laatste, flags=re.UNICODE).strip(" .")
    stam, punt, eind = schoon.rpartition(".")
    stam, eind = (stam, f"{punt}{eind}"[:12]) if stam else (schoon, "")
    stam = stam.encode("utf-8")[: hoogstens - len(eind)].decode("utf-8", "ignore").rstrip(" .")
    return f"{'_' if not stam or stam.casefold() in _VAST else ''}{stam}{eind}"


def sjabloonnaam(gemeente: str) -> str:
    """What the plan template of a municipality is called.

    >>> sjabloonnaam("Nuenen, Gerwen en Nederwetten"), sjabloonnaam("'s-Hertogenbosch")
    ('plannen-nuenen-gerwen-en-nederwetten.xlsx', 'plannen-s-hertogenbosch.xlsx')
    """
    woorden = re.findall(r"\w+", gemeente.casefold())
    return bestandsnaam(f"plannen-{'-'.join(woorden)}.xlsx")
