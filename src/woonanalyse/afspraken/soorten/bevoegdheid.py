"""A power that someone keeps (art. 23): nothing to measure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from woonanalyse.afspraken.status import NVT
from woonanalyse.afspraken.uitkomst import Omgeving, Uitkomst


def bevoegdheid(afspraak: Mapping[str, Any], omgeving: Omgeving) -> list[Uitkomst]:
    """Nvt, for each party."""
    zin = "Een bevoegdheid; er valt niets te meten."
    periode = omgeving.looptijd(afspraak)
    return [Uitkomst(p.naam, periode, NVT, zin) for p in omgeving.partijen(afspraak)]
