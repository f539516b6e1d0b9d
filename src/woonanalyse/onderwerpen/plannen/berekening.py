"""The tables of this subject, from an edition's dossier."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from woonanalyse.onderwerpen.dossier import Dossier
from woonanalyse.onderwerpen.plannen import model


def plannen(dossier: Dossier, uit: Callable[[str], pd.DataFrame]) -> pd.DataFrame:
    """The list per municipality and hardness, by every reading of hard."""
    bron = dossier.plannen
    assert bron is not None
    return model.per_gemeente(
        bron.lijst, bron.hardheid, dossier.regio.gemeenten, bron.kop["lezingen"]
    )


def afstemming(dossier: Dossier, uit: Callable[[str], pd.DataFrame]) -> pd.DataFrame:
    """With whom coordination of a plan is suggested."""
    bron = dossier.plannen
    assert bron is not None
    return model.afstemming(
        bron.lijst, dossier.regio.gemeenten, bron.vlakken, bron.kop["afstemming"]
    )
