"""The table of this subject, from an edition's dossier."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from woonanalyse.onderwerpen.dossier import Dossier
from woonanalyse.onderwerpen.statushouders import model


def statushouders(dossier: Dossier, uit: Callable[[str], pd.DataFrame]) -> pd.DataFrame:
    """The half-years of which the task is known, with small numbers hidden."""
    return model.met_taakstelling(uit("halfjaren"))


def halfjaren(dossier: Dossier, uit: Callable[[str], pd.DataFrame]) -> pd.DataFrame:
    """Every half-year of every municipality, with small numbers hidden."""
    bron = dossier.statushouders
    assert bron is not None
    alles = model.statushouders(
        bron.land,
        bron.inwoners,
        bron.inwoners_land,
        dossier.regio.gemeenten,
        bron.register,
        bron.kop["samenvoegingen"],
    )
    kleine = bron.kop["kleine_aantallen"]
    return model.onderdruk(alles, kleine["van"], kleine["tot_en_met"])
