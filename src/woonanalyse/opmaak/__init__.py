"""The embedded engine: renders the report's Quarto sources with pandoc and Typst."""

from woonanalyse.opmaak.problemen import QuartoFout
from woonanalyse.opmaak.render import render, zet_om

__all__ = ["QuartoFout", "render", "zet_om"]
