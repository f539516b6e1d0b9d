"""The embedded engine: renders the report's Quarto sources with pandoc and Typst."""

from woonanalyse.rapport.ingebouwd.problemen import QuartoFout
from woonanalyse.rapport.ingebouwd.render import render

__all__ = ["QuartoFout", "render"]
