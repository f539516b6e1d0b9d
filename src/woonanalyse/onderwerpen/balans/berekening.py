"""The tables of this subject, from an edition's dossier."""

from __future__ import annotations

import pandas as pd

from woonanalyse.afspraken.termijnregister import vul_termijnen
from woonanalyse.onderwerpen.balans import gepubliceerd, model
from woonanalyse.onderwerpen.balans import voorwaarden as voorwaardenmodel
from woonanalyse.onderwerpen.dossier import Dossier, Uit


def balans(dossier: Dossier, uit: Uit) -> pd.DataFrame:
    """The balance by the edition's definition, with the terms of the register."""
    editie = dossier.editie
    return vul_termijnen(uit("balans_kaal"), editie.termijn, editie.registers, editie.opzet)


def balans_kaal(dossier: Dossier, uit: Uit) -> pd.DataFrame:
    """The same without terms: what needs no register."""
    editie = dossier.editie
    return model.balans(
        editie.invoer, editie.opzet, editie.definitie, editie.norm, editie.gepubliceerd
    )


def balans_vergelijking(dossier: Dossier, uit: Uit) -> pd.DataFrame:
    """The balance by the definitions of other editions."""
    editie = dossier.editie
    return model.vergelijking(editie.invoer, editie.opzet, editie.vergelijkdefinities, editie.norm)


def balans_gepubliceerd(dossier: Dossier, uit: Uit) -> pd.DataFrame:
    """What the source printed itself, beside ours."""
    editie = dossier.editie
    return gepubliceerd.naast(uit("balans_kaal"), editie.gepubliceerd, editie.opzet)


def balans_tegenspraken(dossier: Dossier, uit: Uit) -> pd.DataFrame:
    """Where the source contradicts itself."""
    return gepubliceerd.tegenspraken(dossier.editie.gepubliceerd, dossier.editie.opzet)


def voorwaarden(dossier: Dossier, uit: Uit) -> pd.DataFrame:
    """On which conditions the top of the band may be used, and what is known of each."""
    editie, kaal = dossier.editie, uit("balans_kaal")
    bovenkant = voorwaardenmodel.met_bovenkant(kaal, editie.registers, editie.opzet, editie.maximum)
    return voorwaardenmodel.voorwaarden(
        kaal, editie.invoer, editie.opzet, bovenkant, editie.feiten["maatregelen"]
    )
