"""What a notebook cell shows and a report embeds: a figure, a table or prose, with its words."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from woonanalyse.kern.beeld.markdown import gewoon
from woonanalyse.kern.beeld.stijl import ROOD, eigen_stijl

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Mimebundel = tuple[dict[str, str], dict[str, dict[str, str]]]


@dataclass(frozen=True)
class Beeld:
    """A figure: SVG text, what it shows in words (`alt`), and a caption; as plain text only its words."""

    svg: str = field(repr=False)
    alt: str
    bijschrift: str

    def _repr_mimebundle_(self, **_: Any) -> Mimebundel:
        woorden = {"alt": self.alt, "bijschrift": self.bijschrift}
        return {"image/svg+xml": self.svg}, {"image/svg+xml": woorden}


@dataclass(frozen=True)
class Tabel:
    """A table: Markdown text and a caption; a notebook shows it without what only the report knows."""

    markdown: str = field(repr=False)
    bijschrift: str

    def _repr_mimebundle_(self, **_: Any) -> Mimebundel:
        woorden = {"bijschrift": self.bijschrift, "rapport": self.markdown}
        return {"text/markdown": gewoon(self.markdown)}, {"text/markdown": woorden}


@dataclass(frozen=True)
class Proza:
    """Sentences made from data, as Markdown; in the report their quotes stay as they are in the data."""

    markdown: str

    def _repr_mimebundle_(self, **_: Any) -> Mimebundel:
        woorden = {"rapport": _AANHALING.sub(r"\"", self.markdown)}
        return {"text/markdown": gewoon(self.markdown)}, {"text/markdown": woorden}


_AANHALING = re.compile(r'(?<!\\)"')


_merk = {"voorbeelddata": False, "scenario": False}


def merk_voorbeelddata(aan: bool = True) -> None:
    """From here on every figure of this process says, in itself and in its words, that it has made data."""
    _merk["voorbeelddata"] = aan


def merk_scenario(aan: bool) -> None:
    """From here on every figure of this process says so of a scenario, or no longer."""
    _merk["scenario"] = aan


def gemerkt() -> str:
    """What figures of this process say of themselves; empty where they have nothing to say."""
    return " en ".join(naam for naam, aan in _merk.items() if aan)


def maak_beeld(figuur: Figure, alt: str, bijschrift: str) -> Beeld:
    """Draw `figuur` to SVG: the same bytes every time, and readable by a screen reader by itself."""
    from woonanalyse.kern.beeld.svg import als_svg

    if gemerkt():
        alt = f"{gemerkt().capitalize()}. {alt}"
        bijschrift = f"{bijschrift} ({'met ' if _merk['voorbeelddata'] else ''}{gemerkt()})"
    with eigen_stijl():
        if gemerkt():
            _zet_merk(figuur)
        getekend = als_svg(figuur)
    label = html.escape(alt, quote=True)
    svg = getekend.replace("<svg ", f'<svg role="img" aria-label="{label}" ', 1)
    kort = _ARCERING.sub(lambda patroon: _STIP.sub(_korte_stip, patroon[0]), svg)
    return Beeld(kort, alt, bijschrift)


_ARCERING = re.compile(r"<pattern .*?</pattern>", re.DOTALL)
_STIP = re.compile(
    r"M (\S+) (\S+) \nC [^\n]*\nC \S+ \S+ \S+ \S+ (\S+) [^\n]*\n(?:C [^\n]*\n){6}z\n"
)
"""A dot of a hatch, as eight curves: there are hundreds in a pattern."""


def _korte_stip(stip: re.Match[str]) -> str:
    """The same circle as two arcs, in a fifth of the bytes."""
    x, boven, rechts = (float(deel) for deel in stip.groups())
    r = round(rechts - x, 6)
    boog = f"a{r:g} {r:g} 0 1 0 0"
    return f"M{x:g} {boven:g}{boog} {-2 * r:g}{boog} {2 * r:g}z\n"


STROOK = 13 / 72
HOOG = 1.6
"""The height of the mark for made data, and from where a figure is high; in inches."""


def _zet_merk(figuur: Figure) -> None:
    """The mark, in a strip of its own above the drawing; a figure with many rows grows by it."""
    from matplotlib.layout_engine import ConstrainedLayoutEngine

    if figuur.get_figheight() > HOOG:
        figuur.set_figheight(figuur.get_figheight() + STROOK)
    figuur.text(0.995, 0.995, gemerkt(), ha="right", va="top", color=ROOD, weight="bold")
    indeling = figuur.get_layout_engine()
    if isinstance(indeling, ConstrainedLayoutEngine):
        indeling.set(rect=(0, 0, 1, 1 - STROOK / figuur.get_figheight()))
