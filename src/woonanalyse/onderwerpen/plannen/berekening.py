"""The tables of this subject, from an edition's dossier."""

from __future__ import annotations

import pandas as pd

from woonanalyse.onderwerpen.dossier import Dossier, Uit
from woonanalyse.onderwerpen.plannen import model
from woonanalyse.onderwerpen.plannen.bron import Plannen


def plannen(dossier: Dossier, uit: Uit) -> pd.DataFrame:
    """The list per municipality and hardness, by every reading of hard."""
    bron = dossier.bron(Plannen)
    return model.per_gemeente(bron.lijst, bron.hardheid, dossier.regio.gemeenten, bron.lezingen)


def afstemming(dossier: Dossier, uit: Uit) -> pd.DataFrame:
    """With whom coordination of a plan is suggested."""
    bron = dossier.bron(Plannen)
    return model.afstemming(bron.lijst, dossier.regio.gemeenten, bron.vlakken, bron.afstemming)
