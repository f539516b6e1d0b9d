"""The colours: legible on white, apart for the colour-blind and in grey.

Colour blindness is simulated with the matrices of Machado, Oliveira and Fernandes (2009), severity 1.0, on
linear RGB; distance is CIE76 in CIELAB.
"""

from __future__ import annotations

from itertools import combinations, pairwise

import numpy as np
import pytest
from matplotlib.colors import to_rgb

from woonanalyse.kern.beeld import stijl
from woonanalyse.kern.beeld.stijl import HOOFDSTUKKEN, TEKENS
from woonanalyse.kern.oordeel import BINNEN, BUITEN, ONBEKEND, OP_DE_GRENS

MACHADO = {
    "protanopie": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopie": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritanopie": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}
VERSCHIL = 10.0
"""Distance from which two fields side by side are told apart; 2.3 is just noticeable."""
GRIJSVERSCHIL = 20.0
"""Difference in lightness (L*, 0 to 100) from which fills are told apart in grey."""

TEKSTKLEUREN = {"inkt": stijl.INKT, "grijs": stijl.GRIJS, "blauw": stijl.BLAUW, "rood": stijl.ROOD}
VULLINGEN = {
    "vol": stijl.VOL, "licht": stijl.LICHT_VOL, "gearceerd": stijl.GEARCEERD,
    "gestippeld": stijl.GESTIPPELD, "band": stijl.BAND,
}  # fmt: skip
OORDELEN = {o: TEKENS[o] for o in (BINNEN, OP_DE_GRENS, BUITEN, ONBEKEND)}


def lineair(kleur: str) -> np.ndarray:
    c = np.array(to_rgb(kleur))
    return np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)


def helderheid(kleur: str) -> float:
    return float(lineair(kleur) @ [0.2126, 0.7152, 0.0722])


def contrast(een: str, ander: str) -> float:
    hoog, laag = sorted((helderheid(een), helderheid(ander)), reverse=True)
    return (hoog + 0.05) / (laag + 0.05)


def lab(rgb: np.ndarray) -> np.ndarray:
    naar_xyz = np.array(
        [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
    )
    t = naar_xyz @ np.clip(rgb, 0, 1) / [0.95047, 1.0, 1.08883]
    f = np.where(t > 216 / 24389, np.cbrt(t), (24389 / 27 * t + 16) / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def gezien(kleur: str, hoe: str) -> np.ndarray:
    """A colour in CIELAB as someone with this colour blindness sees it, or in grey."""
    rgb = lineair(kleur)
    if hoe == "grijs":
        return lab(np.full(3, helderheid(kleur)))
    return lab(np.array(MACHADO[hoe]) @ rgb)


def afstand(een: str, ander: str, hoe: str) -> float:
    return float(np.linalg.norm(gezien(een, hoe) - gezien(ander, hoe)))


def test_the_measures_give_published_values() -> None:
    """WCAG: black on white is 21, #767676 on white 4.54; in CIELAB white is 100 and red (53, 80, 67)."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)
    assert lab(lineair("#ffffff")) == pytest.approx([100, 0, 0], abs=0.1)
    assert lab(lineair("#ff0000")) == pytest.approx([53.2, 80.1, 67.2], abs=0.2)
    assert afstand("#ff0000", "#ffffff", "deuteranopie") > 50
    assert afstand("#808080", "#808080", "protanopie") == 0
    for matrix in MACHADO.values():
        assert np.array(matrix).sum(axis=1) == pytest.approx([1, 1, 1], abs=1e-4)


@pytest.mark.parametrize(
    "kleur", [*TEKSTKLEUREN.values(), *HOOFDSTUKKEN.values(), *(t.kleur for t in TEKENS.values())]
)
def test_text_is_legible_on_white(kleur: str) -> None:
    assert contrast(kleur, "#ffffff") >= 4.5


def test_state_in_a_cell_is_legible_on_its_tint() -> None:
    """The grid of agreements writes in a colour on that colour at 14%."""
    for teken in TEKENS.values():
        tint = 0.86 + 0.14 * np.array(to_rgb(teken.kleur))
        als_hex = "#" + "".join(f"{round(c * 255):02x}" for c in tint)
        assert contrast(teken.kleur, als_hex) >= 4.5, teken


@pytest.mark.parametrize("naam", VULLINGEN)
def test_fills_stand_out_on_white_or_have_an_outline_that_does(naam: str) -> None:
    vulling = VULLINGEN[naam]
    assert contrast(vulling["edgecolor"], "#ffffff") >= 3


@pytest.mark.parametrize("hoe", [*MACHADO, "grijs"])
def test_fills_side_by_side_are_told_apart(hoe: str) -> None:
    """By what lies within the outline, or else by hatching."""
    for een, ander in combinations(VULLINGEN.values(), 2):
        verschil = afstand(een["facecolor"], ander["facecolor"], hoe)
        genoeg = GRIJSVERSCHIL if hoe == "grijs" else VERSCHIL
        assert verschil >= genoeg or een.get("hatch") != ander.get("hatch")


@pytest.mark.parametrize("hoe", list(MACHADO))
def test_judgements_are_told_apart_by_colour(hoe: str) -> None:
    for een, ander in combinations(OORDELEN.values(), 2):
        assert afstand(een.kleur, ander.kleur, hoe) >= VERSCHIL, (een.woorden, ander.woorden)


def test_judgements_do_not_need_colour_at_all() -> None:
    """In grey the colours of judgements lie close: words, sign in text and marker are all different."""
    grijs = [
        afstand(een.kleur, ander.kleur, "grijs")
        for een, ander in combinations(OORDELEN.values(), 2)
    ]
    assert min(grijs) < GRIJSVERSCHIL
    for veld in ("woorden", "teken", "vorm"):
        assert len({getattr(teken, veld) for teken in OORDELEN.values()}) == len(OORDELEN)


def test_themes_that_follow_each_other_differ() -> None:
    """Themes always stand beside their name; neighbours also differ in colour, for who sees all colours."""
    for een, ander in pairwise(HOOFDSTUKKEN.values()):
        afstand_ = np.linalg.norm(lab(lineair(een)) - lab(lineair(ander)))
        assert afstand_ >= VERSCHIL
