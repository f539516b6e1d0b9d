"""The table of this subject, from an edition's dossier."""

from __future__ import annotations

import pandas as pd

from woonanalyse.onderwerpen.dossier import Dossier, Uit
from woonanalyse.onderwerpen.statushouders import model
from woonanalyse.onderwerpen.statushouders.bron import Statushouders


def statushouders(dossier: Dossier, uit: Uit) -> pd.DataFrame:
    """The half-years of which the task is known."""
    return model.met_taakstelling(uit("halfjaren"))


def halfjaren(dossier: Dossier, uit: Uit) -> pd.DataFrame:
    """Every half-year of every municipality."""
    bron = dossier.bron(Statushouders)
    return model.statushouders(
        bron.land,
        bron.inwoners,
        bron.inwoners_land,
        dossier.regio.gemeenten,
        bron.register,
        bron.samenvoegingen,
    )
