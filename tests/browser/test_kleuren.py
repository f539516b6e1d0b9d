"""Contrast of every colour of the page, light and dark: what axe cannot see it leaves to this."""

from __future__ import annotations

import re

import pytest
from hulp import WORTEL

from woonanalyse.kern.beeld.huisstijl import HOOFDSTUKKEN

CSS = (WORTEL / "report/_extensions/woonanalyse/woonanalyse.css").read_text(encoding="utf-8")
TEKST = (
    *("inkt", "grijs", "blauw", "binnen", "grens", "buiten", "onbekend"),
    *HOOFDSTUKKEN,
    *(naam for naam in re.findall(r"--(thema-\d+):", CSS)),
)


def kleuren() -> dict[str, dict[str, str]]:
    """The colours by name, in the order in which the style sheet gives them: light, then dark."""
    blokken = [
        dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", blok))
        for blok in re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)
    ]
    licht, donker = blokken
    assert set(licht) == set(donker)
    return {"licht": licht, "donker": donker}


def helderheid(kleur: str) -> float:
    """Relative luminance as WCAG defines it."""
    delen = [int(kleur[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    recht = [d / 12.92 if d <= 0.04045 else ((d + 0.055) / 1.055) ** 2.4 for d in delen]
    return 0.2126 * recht[0] + 0.7152 * recht[1] + 0.0722 * recht[2]


def contrast(een: str, ander: str) -> float:
    licht, donker = sorted((helderheid(een), helderheid(ander)), reverse=True)
    return (licht + 0.05) / (donker + 0.05)


def test_contrast_is_computed_as_wcag_does() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("stand", ["licht", "donker"])
def test_text_can_be_read_on_paper_and_on_panels(stand: str) -> None:
    palet = kleuren()[stand]
    for naam in TEKST:
        for grond in ("papier", "vlak", "treffer"):
            assert contrast(palet[naam], palet[grond]) >= 4.5, (naam, grond)
    assert contrast(palet["rand"], palet["papier"]) >= 3, "the edge of an input"
