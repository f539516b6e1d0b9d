"""What this subject gives to the report: its box on a factsheet."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from woonanalyse.kern.beeld.markdown import veilig
from woonanalyse.kern.getal import ONBEKEND
from woonanalyse.onderwerpen.dossier import Dossier
from woonanalyse.onderwerpen.statushouders import beeld

Tabellen = Mapping[str, pd.DataFrame]


def vak(dossier: Dossier, uit: Tabellen, code: str) -> tuple[str, str]:
    """The task of one municipality."""
    frame, bron = uit.get("statushouders"), dossier.statushouders
    leden = dossier.regio.gemeenten
    naam = str(leden.loc[leden["gemeentecode"] == code, "gemeente"].iloc[0])
    if frame is None or bron is None:
        return "Statushouders", veilig(f"De taakstelling van {naam} is {ONBEKEND}.")
    zin = beeld.gemeente(frame, naam, bron.kop["personen_per_woning"])
    return "Statushouders", veilig(zin)
