"""Text that a spreadsheet would run, guarded with an apostrophe in front, and as it was."""

from __future__ import annotations

import re

BEWAAKT = r"^'*[=+\-@\t\r\n＝＋－＠]"
"""Text that a spreadsheet would take for a formula, or that `bewaak` would give the looks of such text."""

_BEWAAKT = re.compile(BEWAAKT)


def bewaak(tekst: str) -> str:
    """Text with an apostrophe in front when a spreadsheet would take it for a formula.

    >>> bewaak("=1+1"), bewaak("'s-Hof"), bewaak("'=1+1")
    ("'=1+1", "'s-Hof", "''=1+1")
    """
    return f"'{tekst}" if _BEWAAKT.match(tekst) else tekst


def herstel(tekst: str) -> str:
    """The text that `bewaak` was given."""
    return tekst[1:] if tekst.startswith("'") and _BEWAAKT.match(tekst) else tekst
