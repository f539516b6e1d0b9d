"""What a notebook cell shows and a report embeds: a figure, a table or prose, with its words."""

from __future__ import annotations

import html
import io
from dataclasses import dataclass
from typing import Any

from matplotlib.figure import Figure

from woonanalyse.beeld.stijl import eigen_stijl

Mimebundel = tuple[dict[str, str], dict[str, dict[str, str]]]


@dataclass(frozen=True)
class Beeld:
    """A figure: SVG text, what it shows in words (`alt`), and a caption."""

    svg: str
    alt: str
    bijschrift: str

    def _repr_mimebundle_(self, **_: Any) -> Mimebundel:
        woorden = {"alt": self.alt, "bijschrift": self.bijschrift}
        return {"image/svg+xml": self.svg}, {"image/svg+xml": woorden}


@dataclass(frozen=True)
class Tabel:
    """A table: Markdown text and a caption."""

    markdown: str
    bijschrift: str

    def _repr_mimebundle_(self, **_: Any) -> Mimebundel:
        return {"text/markdown": self.markdown}, {"text/markdown": {"bijschrift": self.bijschrift}}


@dataclass(frozen=True)
class Proza:
    """Sentences made from data, as Markdown."""

    markdown: str

    def _repr_mimebundle_(self, **_: Any) -> Mimebundel:
        return {"text/markdown": self.markdown}, {}


def maak_beeld(figuur: Figure, alt: str, bijschrift: str) -> Beeld:
    """Draw `figuur` to SVG: the same bytes every time, and readable by a screen reader by itself."""
    doel = io.StringIO()
    with eigen_stijl():
        figuur.savefig(doel, format="svg", metadata={"Date": None, "Creator": None})
    label = html.escape(alt, quote=True)
    svg = doel.getvalue().replace("<svg ", f'<svg role="img" aria-label="{label}" ', 1)
    return Beeld(svg, alt, bijschrift)
