"""A bar and markers of our own are drawn as matplotlib's: the same bytes, and the same limits."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from woonanalyse.kern.beeld.stijl import (
    BAND,
    GEARCEERD,
    GESTIPPELD,
    LICHT_VOL,
    VOL,
    Vulling,
    eigen_stijl,
)
from woonanalyse.kern.beeld.svg import als_svg
from woonanalyse.kern.beeld.tekening import staaf, tekens

LENGTE = st.one_of(st.integers(-50, 50), st.integers(-200, 200).map(lambda n: n / 100))


def _assen() -> tuple[Figure, Axes]:
    figuur = Figure(figsize=(3, 2), layout="constrained")
    return figuur, figuur.subplots()


@pytest.mark.enkele(1)
@pytest.mark.parametrize("vulling", [VOL, LICHT_VOL, GEARCEERD, GESTIPPELD, BAND])
@given(staven=st.lists(st.tuples(LENGTE, LENGTE), min_size=1, max_size=3))
def test_a_bar_is_that_of_barh(vulling: Vulling, staven: list[tuple[float, float]]) -> None:
    getekend = []
    for eigen in (True, False):
        with eigen_stijl():
            figuur, assen = _assen()
            for plek, (begin, lengte) in enumerate(staven):
                if eigen:
                    staaf(assen, plek, lengte, begin=begin, hoogte=0.55, **vulling)
                else:
                    assen.barh(plek, lengte, left=begin, height=0.55, **vulling)
            getekend.append((als_svg(figuur), assen.get_xlim(), assen.get_ylim()))
    (svg, *grenzen), (verwacht, *andere) = getekend
    assert svg == verwacht
    assert grenzen == [pytest.approx(grens) for grens in andere]


def test_markers_are_those_of_plot() -> None:
    getekend = []
    for eigen in (True, False):
        with eigen_stijl():
            figuur, assen = _assen()
            opmaak: dict[str, Any] = {"color": "#123456", "markersize": 5, "zorder": 5}
            if eigen:
                tekens(assen, [0.2, 0.7], 0.5, "D", **opmaak)
            else:
                assen.plot([0.2, 0.7], [0.5, 0.5], "D", **opmaak)
            assen.set(xlim=(0, 1), ylim=(0, 1))
            getekend.append(als_svg(figuur))
    assert getekend[0] == getekend[1]
