"""The table of this subject, from an edition's dossier."""

from __future__ import annotations

import pandas as pd

from woonanalyse.kern.afspraak import per_subregio
from woonanalyse.onderwerpen.dossier import Dossier, Uit
from woonanalyse.onderwerpen.gebied.model import gebieden


def balans_gebied(dossier: Dossier, uit: Uit) -> pd.DataFrame:
    """Sums per subregion and for the region."""
    editie, regio = dossier.editie, dossier.regio
    return gebieden(
        editie.invoer,
        editie.opzet,
        editie.definitie,
        regio.naam,
        regio.delen,
        editie.norm,
        editie.regiobehoefte,
        per_subregio=per_subregio(editie.maximum),
    )
