"""The table of this subject, from an edition's dossier."""

from __future__ import annotations

import pandas as pd

from woonanalyse.onderwerpen.dossier import Dossier, Uit
from woonanalyse.onderwerpen.statushouders import model
from woonanalyse.onderwerpen.statushouders.bron import Statushouders


def statushouders(dossier: Dossier, uit: Uit) -> pd.DataFrame:
    """The half-years of which the task is known."""
    return model.met_taakstelling(uit("halfjaren"))


def eerdere_halfjaren(dossier: Dossier, uit: Uit) -> list[pd.DataFrame]:
    """The half-years as they were after each day but the last on which anything of the register was laid
    down."""
    dagen = sorted(set(dossier.bron(Statushouders).register["datum"]))
    return [halfjaren(dossier, uit, dag) for dag in dagen[:-1]]


def halfjaren(dossier: Dossier, uit: Uit, stand_per: str | None = None) -> pd.DataFrame:
    """Every half-year of every municipality, by what of the register was laid down on `stand_per` (ISO)."""
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
