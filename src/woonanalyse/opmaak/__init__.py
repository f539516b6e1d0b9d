"""The embedded engine: renders the report's Quarto sources with pandoc and Typst."""

from woonanalyse.opmaak.paginamap import schrijf_in_map
from woonanalyse.opmaak.problemen import QuartoFout
from woonanalyse.opmaak.render import render, zet_om

__all__ = ["QuartoFout", "render", "schrijf_in_map", "zet_om"]
