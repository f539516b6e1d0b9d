"""The sign of a judgement, and what the signs mean that are used."""

from __future__ import annotations

import pandas as pd

from woonanalyse.kern.beeld.stijl import TEKENS
from woonanalyse.kern.getal import ONBEKEND, procent
from woonanalyse.kern.merk import AFGESCHERMD
from woonanalyse.kern.oordeel import BINNEN, BUITEN, NVT, OP_DE_GRENS, OP_DE_NORM

BETEKENIS = {
    BINNEN: "ook bij de laagste behoefte is de harde plancapaciteit niet meer dan {norm} daarvan. Dit zegt "
    "niet dat er genoeg woningen zijn.",
    OP_DE_NORM: "door de afronding van de bron is niet te zeggen aan welke kant van de norm de gemeente "
    "ligt, of de bron publiceerde zelf precies de norm.",
    OP_DE_GRENS: "bij de laagste behoefte komt de harde plancapaciteit boven {norm} uit, bij de hoogste "
    "niet.",
    BUITEN: "ook bij de hoogste behoefte is de harde plancapaciteit meer dan {norm} daarvan.",
    AFGESCHERMD: "het oordeel zou iets zeggen over een plan dat niet openbaar is.",
    ONBEKEND: "een getal dat voor het oordeel nodig is, is er niet.",
    NVT: "de verhouding is hier informatie en wordt niet aan de norm gehouden.",
}
"""By judgement, in the order in which they are told; Markdown."""


def oordeelteken(oordeel: str) -> str:
    """A judgement as sign and words, in Markdown."""
    teken = TEKENS[oordeel]
    return f"[{teken.teken} {teken.woorden}]{{.{teken.klasse}}}"


def tekens(balans: pd.DataFrame, norm: float) -> str:
    """A line for each judgement that occurs; `norm` is a fraction."""
    gezien = set(balans["oordeel"])
    regels = [
        f"- **{TEKENS[oordeel].teken} {TEKENS[oordeel].woorden}**: {zin.format(norm=procent(norm, 0))}"
        for oordeel, zin in BETEKENIS.items()
        if oordeel in gezien
    ]
    kop = "Het teken betekent:" if len(regels) == 1 else "De tekens betekenen:"
    return "\n".join([kop, "", *regels])
