"""A figure as SVG text: laid out and drawn by one renderer, which measures each text once."""

from __future__ import annotations

import io
from typing import Any

from matplotlib.backends.backend_svg import FigureCanvasSVG, RendererSVG
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, get_font

from woonanalyse.kern.beeld.stijl import zonder_gaten

PER_INCH = FigureCanvasSVG.fixed_dpi
"""Units of an SVG of matplotlib: points."""

Hoogten = tuple[float, float, float] | tuple[None, None, None]


def als_svg(figuur: Figure) -> str:
    """`figuur` as SVG, as `savefig` would write it, with what no font has a sign for by its number.

    savefig lays out a figure with one renderer and draws it with another: each text is measured twice.
    """
    doel = io.StringIO()
    doek = _Doek(figuur)
    figuur.dpi = PER_INCH
    breed, hoog = (float(maat) * PER_INCH for maat in figuur.get_size_inches())
    doek.tekenaar = _Tekenaar(
        breed, hoog, doel, image_dpi=PER_INCH, metadata={"Date": None, "Creator": None}
    )
    indeling = figuur.get_layout_engine()
    if indeling is not None and figuur.axes:
        indeling.execute(figuur)
    figuur.set_layout_engine("none")
    figuur.draw(doek.tekenaar)
    doek.tekenaar.finalize()
    return doel.getvalue()


class _Doek(FigureCanvasSVG):  # type: ignore[misc]
    """The canvas of a figure that has its renderer already."""

    tekenaar: _Tekenaar

    def get_renderer(self) -> _Tekenaar:
        """What the layout measures with."""
        return self.tekenaar


class _Tekenaar(RendererSVG):  # type: ignore[misc]
    """matplotlib's own, that does not look up fonts again for each text."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._hoogten: dict[FontProperties, Hoogten] = {}

    def get_text_width_height_descent(
        self, s: str, prop: FontProperties, ismath: Any
    ) -> tuple[float, float, float]:
        """The size of a text."""
        return super().get_text_width_height_descent(zonder_gaten(s), prop, ismath)

    def draw_text(
        self, gc: Any, x: float, y: float, s: str, prop: FontProperties, angle: float, *rest: Any,
        **verder: Any,
    ) -> None:  # fmt: skip
        """A text, with the numbers of what the font has no sign for, as in the PDF: [U+6F22]."""
        super().draw_text(gc, x, y, zonder_gaten(s), prop, angle, *rest, **verder)

    def _get_font_height_metrics(self, prop: FontProperties) -> Hoogten:
        """Where matplotlib asks for the height of a line: by its own rule, once for each font and size.

        It has no public place for this; without it a figure takes a seventh more.
        """
        if prop not in self._hoogten:
            self._hoogten[prop.copy()] = _hoogten(prop)
        return self._hoogten[prop]


def _hoogten(prop: FontProperties) -> Hoogten:
    font = get_font(findfont(prop))
    maten, kop = font.get_sfnt_table("OS/2"), font.get_sfnt_table("head")
    if maten is None or kop is None:
        return None, None, None  # matplotlib looks further
    schaal = prop.get_size_in_points() / kop["unitsPerEm"]
    boven, onder, tussen = maten["sTypoAscender"], maten["sTypoDescender"], maten["sTypoLineGap"]
    return boven * schaal, -onder * schaal, tussen * schaal
