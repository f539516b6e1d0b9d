"""A power that someone keeps: nothing to measure."""

from __future__ import annotations

from woonanalyse.afspraken.status import NVT
from woonanalyse.afspraken.uitkomst import Omgeving, Uitkomst
from woonanalyse.kern.afspraak import Afspraak


def bevoegdheid(afspraak: Afspraak, omgeving: Omgeving) -> list[Uitkomst]:
    """Nvt, for each party."""
    zin = "Een bevoegdheid; er valt niets te meten."
    periode = omgeving.looptijd(afspraak)
    return [Uitkomst(p.naam, periode, NVT, zin) for p in omgeving.partijen(afspraak)]
