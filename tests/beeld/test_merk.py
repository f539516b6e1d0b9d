"""A figure with made data says so, in the drawing and in its words."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hulp import balans_van, editie

from woonanalyse.kern.beeld.tonen import Beeld, merk_voorbeelddata
from woonanalyse.onderwerpen.balans.beeld import figuren


def figuur() -> Beeld:
    deze = editie("2017")
    return figuren.positie(balans_van(deze), deze.opzet, deze.norm, "artikel 13")


@pytest.fixture
def _gemerkt() -> Iterator[None]:
    merk_voorbeelddata()
    yield
    merk_voorbeelddata(False)


@pytest.mark.usefixtures("_gemerkt")
def test_marked_figure_says_so_three_times() -> None:
    beeld = figuur()
    assert beeld.alt.startswith("Voorbeelddata. ")
    assert beeld.bijschrift.endswith("(met voorbeelddata)")
    merk_voorbeelddata(False)
    kaal = figuur()
    assert len(beeld.svg) > len(kaal.svg) + 500
    assert "oorbeelddata" not in kaal.alt + kaal.bijschrift
