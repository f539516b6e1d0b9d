"""The gate after rendering: what must be true of a finished report, whichever engine made it."""

from woonanalyse.uitgave.poort.docx import controleer_docx
from woonanalyse.uitgave.poort.html import controleer_html
from woonanalyse.uitgave.poort.paginamap import controleer_paginas
from woonanalyse.uitgave.poort.pdf import controleer_pdf
from woonanalyse.uitgave.poort.tekst import UitData, teksten_met_resten
from woonanalyse.uitgave.poort.werkboek import controleer_xlsx

__all__ = [
    "UitData", "controleer_docx", "controleer_html", "controleer_paginas", "controleer_pdf",
    "controleer_xlsx", "teksten_met_resten",
]  # fmt: skip
