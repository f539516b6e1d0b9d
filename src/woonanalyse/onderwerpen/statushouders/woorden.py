"""Words that figures and tables of this subject share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def minder(kleine: Mapping[str, Any]) -> str:
    """In words what is hidden of small numbers."""
    return f"minder dan {kleine['tot_en_met'] + 1}"


def halfjaar(tekst: str) -> str:
    """A half-year in words: 2022-1 is de eerste helft van 2022."""
    return f"de {'eerste' if tekst[5] == '1' else 'tweede'} helft van {tekst[:4]}"
