"""The table of this subject, from an edition's dossier."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from woonanalyse.onderwerpen.dossier import Dossier
from woonanalyse.onderwerpen.wijkaanpak import model


def wijkaanpak(dossier: Dossier, uit: Callable[[str], pd.DataFrame]) -> pd.DataFrame:
    """District approaches started, of the province and of each municipality."""
    bron, regio = dossier.wijkaanpak, dossier.regio
    assert bron is not None
    return model.wijkaanpak(
        bron.register,
        bron.tellingen,
        bron.doelen,
        regio.gemeenten,
        regio.kop["provincie"],
        dossier.editie.kop["stand_per"],
    )
