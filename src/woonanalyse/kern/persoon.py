"""Roles, not names: what gives away that a text is about a person by name."""

from __future__ import annotations

import re

_SPOREN = {
    "een e-mailadres": r"[\w.+-]+@[\w-]+(\.[\w-]+)+",
    "een aanspreekvorm": r"\b(dhr|mevr|mw)\b\.?|\bde heer\b|\bmevrouw\b",
    "een telefoonnummer": r"(?<!\d)(\+31|0)[ -]?[1-9]([ -]?\d){8}(?!\d)",
}


def persoon_in(tekst: str) -> str | None:
    """What was expected instead, in Dutch, of a text that names or reaches a person; None where it is right.

    A name itself cannot be told from other words: only what comes with it.

    >>> persoon_in("dhr. Jansen"), persoon_in("teamleider wonen")
    ('een rol, zoals beleidsmedewerker wonen, en geen naam of adres (hier staat een aanspreekvorm)', None)
    """
    for wat, patroon in _SPOREN.items():
        if re.search(patroon, tekst, re.IGNORECASE):
            rol = "een rol, zoals beleidsmedewerker wonen"
            return f"{rol}, en geen naam of adres (hier staat {wat})"
    return None
