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
    return _halfjaren(dossier)


def eerdere_halfjaren(dossier: Dossier) -> list[pd.DataFrame]:
    """The same after each day but the last on which anything of the register was laid down."""
    dagen = sorted(set(dossier.bron(Statushouders).register["datum"]))
    return [_halfjaren(dossier, dag) for dag in dagen[:-1]]


def _halfjaren(dossier: Dossier, stand_per: str | None = None) -> pd.DataFrame:
    bron = dossier.bron(Statushouders)
    return model.statushouders(
        bron.land,
        bron.inwoners,
        bron.inwoners_land,
        dossier.regio.gemeenten,
        bron.register,
        bron.samenvoegingen,
        stand_per,
    )
