"""Distance from a point to an area."""

from __future__ import annotations

import math

import pytest
from hulp import voorbeelden
from hypothesis import given
from hypothesis import strategies as st

from woonanalyse.onderwerpen.plannen.afstand import Ring, afstand_tot_vlak

VIERKANT: Ring = [(0, 0), (10, 0), (10, 10), (0, 10)]
GAT: Ring = [(4, 4), (6, 4), (6, 6), (4, 6)]


@pytest.mark.parametrize(
    ("x", "y", "afstand"),
    [
        (5, 1, 0), (10, 5, 0), (0, 0, 0), (12, 5, 2), (-3, 5, 3), (5, 14, 4), (5, -1, 1),
        (13, 14, 5), (-3, -4, 5), (5, 5, 1), (5.5, 5, 0.5),
    ],
)  # fmt: skip
def test_to_a_square_with_a_hole(x: float, y: float, afstand: float) -> None:
    assert afstand_tot_vlak(x, y, [VIERKANT, GAT]) == pytest.approx(afstand)


def test_a_closed_ring_is_the_same_as_an_open_one() -> None:
    for x, y in [(12, 5), (5, 5), (-1, -1), (5, 0)]:
        assert afstand_tot_vlak(x, y, [[*VIERKANT, VIERKANT[0]]]) == afstand_tot_vlak(
            x, y, [VIERKANT]
        )


def test_the_nearest_of_two_areas_counts() -> None:
    ver: Ring = [(100, 0), (110, 0), (110, 10), (100, 10)]
    assert afstand_tot_vlak(98, 5, [VIERKANT, ver]) == 2
    assert afstand_tot_vlak(105, 5, [VIERKANT, ver]) == 0


def test_a_ray_through_a_corner_counts_once() -> None:
    ruit: Ring = [(0, -5), (5, 0), (0, 5), (-5, 0)]
    assert afstand_tot_vlak(-1, 0, [ruit]) == 0
    assert afstand_tot_vlak(-7, 0, [ruit]) == 2
    assert afstand_tot_vlak(-7, 5, [ruit]) == pytest.approx(math.dist((-7, 5), (-3.5, 1.5)))


@voorbeelden(80)
@given(st.floats(-50, 50), st.floats(-50, 50), st.floats(-1000, 1000))
def test_it_is_the_distance_to_a_box_wherever_it_lies(x: float, y: float, schuif: float) -> None:
    dx, dy = max(-x, 0, x - 10), max(-y, 0, y - 10)
    ring = [(a + schuif, b - schuif) for a, b in VIERKANT]
    gevonden = afstand_tot_vlak(x + schuif, y - schuif, [ring])
    assert gevonden == pytest.approx(math.hypot(dx, dy), abs=1e-6)
