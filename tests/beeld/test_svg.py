"""A figure as SVG: as matplotlib writes it, and as it was laid out."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable

import pytest
from matplotlib.figure import Figure

from woonanalyse.kern.beeld.stijl import GEARCEERD, GESTIPPELD, eigen_stijl, gebruik_lettertype
from woonanalyse.kern.beeld.svg import als_svg
from woonanalyse.kern.beeld.tekening import kolom, namenas, oordeelsleutel, panelen, vel
from woonanalyse.kern.project import zoek_wortel


def staven() -> Figure:
    figuur = vel(60)
    vakken = panelen(figuur, 2)
    vakken[0].barh([0, 1], [3, 4], **GEARCEERD)
    vakken[1].barh([0, 1], [3, 4], **GESTIPPELD)
    namenas(vakken[0], ["Eerste gemeente", "Een naam die te lang is voor de regel"])
    kolom(vakken[1], ["12%", "onbekend"], 30, "dekking")
    vakken[0].set_title("twee\nregels")
    oordeelsleutel(figuur, ["binnen", "buiten"])
    return figuur


def schuin() -> Figure:
    figuur = Figure(figsize=(4, 2), layout="constrained")
    vak = figuur.subplots()
    vak.plot([0, 1, 2], [5, 3, 9], "o--")
    vak.set_xticks([0, 1, 2], ["maandag", "dinsdag", "woensdag"], rotation=40)
    vak.text(1, 4, "vet", weight="bold", style="italic", fontsize=13)
    vak.set_ylabel("aantal")
    return figuur


def zonder_vak() -> Figure:
    figuur = vel(20)
    figuur.text(0.5, 0.5, "niets te zien")
    return figuur


@pytest.mark.parametrize("maak", [staven, schuin, zonder_vak])
@pytest.mark.filterwarnings("ignore:There are no gridspecs")
def test_the_same_bytes_as_matplotlib_by_itself(maak: Callable[[], Figure]) -> None:
    gebruik_lettertype(zoek_wortel())
    with eigen_stijl():
        eigen, zijn, doel = maak(), maak(), io.StringIO()
        zijn.dpi = 72
        zijn.savefig(doel, format="svg", metadata={"Date": None, "Creator": None})
        assert als_svg(eigen) == doel.getvalue()


def test_a_figure_without_axes_gives_no_warning() -> None:
    with warnings.catch_warnings(), eigen_stijl():
        warnings.simplefilter("error")
        assert "niets te zien" in als_svg(zonder_vak())
