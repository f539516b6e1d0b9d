"""The table of this subject, from an edition's dossier."""

from __future__ import annotations

import pandas as pd

from woonanalyse.onderwerpen.dossier import Dossier, Uit
from woonanalyse.onderwerpen.statushouders import model
from woonanalyse.onderwerpen.statushouders.bron import Statushouders


def statushouders(dossier: Dossier, uit: Uit) -> pd.DataFrame:
    """The half-years of which the task is known, with small numbers hidden."""
    return model.met_taakstelling(uit("halfjaren"))


def halfjaren(dossier: Dossier, uit: Uit) -> pd.DataFrame:
    """Every half-year of every municipality, with small numbers hidden."""
    bron = dossier.bron(Statushouders)
    alles = model.statushouders(
        bron.land,
        bron.inwoners,
        bron.inwoners_land,
        dossier.regio.gemeenten,
        bron.register,
        bron.samenvoegingen,
    )
    kleine = bron.kleine_aantallen
    return model.onderdruk(alles, kleine["van"], kleine["tot_en_met"])
