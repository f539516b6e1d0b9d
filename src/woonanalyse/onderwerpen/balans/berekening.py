"""The tables of this subject, from an edition's dossier."""

from __future__ import annotations

import pandas as pd

from woonanalyse.afspraken.termijnregister import vul_termijnen
from woonanalyse.onderwerpen.balans import model
from woonanalyse.onderwerpen.dossier import Dossier, Uit


def balans(dossier: Dossier, uit: Uit) -> pd.DataFrame:
    """The balance by the edition's definition, with the terms of the register."""
    editie = dossier.editie
    return vul_termijnen(uit("balans_kaal"), editie.termijn, editie.registers, editie.opzet)


def balans_kaal(dossier: Dossier, uit: Uit) -> pd.DataFrame:
    """The same without terms: what needs no register."""
    editie = dossier.editie
    return model.balans(editie.invoer, editie.opzet, editie.definitie, editie.norm)


def balans_vergelijking(dossier: Dossier, uit: Uit) -> pd.DataFrame:
    """The balance by the definitions of other editions."""
    editie = dossier.editie
    return model.vergelijking(editie.invoer, editie.opzet, editie.vergelijkdefinities, editie.norm)
