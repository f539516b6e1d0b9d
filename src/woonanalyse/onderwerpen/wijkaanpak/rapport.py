"""What this subject gives to the report: values of its chapter, its box on a factsheet."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from woonanalyse.kern.beeld.markdown import veilig
from woonanalyse.kern.getal import ONBEKEND
from woonanalyse.onderwerpen.dossier import Dossier
from woonanalyse.onderwerpen.wijkaanpak import zinnen
from woonanalyse.onderwerpen.wijkaanpak.model import wijken

Tabellen = Mapping[str, pd.DataFrame]


def waarden(dossier: Dossier, uit: Tabellen) -> dict[str, str]:
    """The findings on district approaches."""
    bron, frame = dossier.wijkaanpak, uit["wijkaanpak"]
    assert bron is not None
    provincie, stand = dossier.regio.kop["provincie"], dossier.editie.kop["stand_per"]
    zin = zinnen.antwoord(frame, bron.tellingen, provincie, stand)
    anders = zinnen.andere_lezing(bron.andere_lezingen, bron.tellingen, stand)
    kop = zinnen.kop(frame, provincie, bron.lezing, bron.andere_lezingen, bron.tellingen, stand)
    return {"wijkaanpak": veilig(f"{zin} {anders}".strip()), "kop_voorraad": veilig(kop)}


def vak(dossier: Dossier, uit: Tabellen, code: str) -> tuple[str, str]:
    """The districts of one municipality."""
    if dossier.wijkaanpak is None:
        return "Wijkaanpak", f"Wijkaanpakken: {ONBEKEND}."
    leden, stand = dossier.regio.gemeenten, dossier.editie.kop["stand_per"]
    naam = str(leden.loc[leden["gemeentecode"] == code, "gemeente"].iloc[0])
    zin = zinnen.gemeente(wijken(dossier.wijkaanpak.register, stand), naam, stand)
    return "Wijkaanpak", veilig(zin)
