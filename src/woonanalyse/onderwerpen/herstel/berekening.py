"""The table of this subject, and the way back, from an edition's dossier."""

from __future__ import annotations

import pandas as pd

from woonanalyse.afspraken.besluit import besloten_op
from woonanalyse.afspraken.termijnregister import gevallentabel
from woonanalyse.onderwerpen.dossier import Dossier, Uit
from woonanalyse.onderwerpen.herstel import model


def aandachtspunten(dossier: Dossier, uit: Uit) -> pd.DataFrame:
    """Points for consultation, beside the previous edition by this one's definition."""
    editie, eerder = dossier.editie, []
    if dossier.voorganger:
        ouder = dossier.voorganger
        eerder = [model.eerdere(ouder.invoer, ouder.opzet, editie.definitie, editie.norm)]
    besluit = besloten_op(editie.registers, dossier.regio.gemeenten, editie.opzet)
    return model.aandachtspunten(
        uit("balans"),
        editie.opzet,
        editie.norm,
        editie.maximum["artikel"],
        editie.volledig,
        besluit,
        eerder,
    )


def herstelpad(dossier: Dossier, uit: Uit) -> pd.DataFrame:
    """The way back of every municipality."""
    editie, balans = dossier.editie, uit("balans")
    gevallen = gevallentabel(balans, editie.registers, editie.opzet, editie.termijn)
    return model.herstelpad(balans, gevallen, editie.norm, editie.datum)
