"""The table of this subject, from an edition's dossier."""

from __future__ import annotations

import pandas as pd

from woonanalyse.onderwerpen.dossier import Dossier, Uit
from woonanalyse.onderwerpen.wijkaanpak import model
from woonanalyse.onderwerpen.wijkaanpak.bron import Wijkaanpakken


def wijkaanpak(dossier: Dossier, uit: Uit) -> pd.DataFrame:
    """District approaches started, of the province and of each municipality."""
    bron, regio = dossier.bron(Wijkaanpakken), dossier.regio
    return model.wijkaanpak(
        bron.register,
        bron.tellingen,
        bron.doelen,
        regio.gemeenten,
        regio.provincie,
        dossier.editie.opzet.stand_per,
    )
