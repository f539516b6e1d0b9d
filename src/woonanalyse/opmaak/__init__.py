"""The embedded engine: renders the report's Quarto sources with pandoc and Typst."""

from woonanalyse.opmaak.problemen import QuartoFout
from woonanalyse.opmaak.render import render

__all__ = ["QuartoFout", "render"]
