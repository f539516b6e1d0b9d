"""The table of this subject, from an edition's dossier."""

from __future__ import annotations

import pandas as pd

from woonanalyse.onderwerpen.dossier import Dossier, Uit
from woonanalyse.onderwerpen.gebouwd.bron import Woningvoorraad
from woonanalyse.onderwerpen.gebouwd.model import bouwjaren, naast_elkaar, per_periode


def gebouwd(dossier: Dossier, uit: Uit) -> pd.DataFrame:
    """Need and hard plans beside what was built and demolished since the reference date."""
    voorraad = dossier.bron(Woningvoorraad).voorraad
    jaren = bouwjaren(dossier.editie.opzet, voorraad)
    return naast_elkaar(uit("balans_kaal"), per_periode(voorraad, *jaren))
