"""The finding of each figure as one sentence made from its data: what its caption begins with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from woonanalyse.kern.getal import aantal, hoeveel


def taak(waarden: Mapping[str, Any], naam: str) -> str:
    """The task of the last half-year that is known; `waarden` by half-year, in order."""
    bekend = [(h, w) for h, w in waarden.items() if pd.notna(w)]
    if not bekend:
        return f"De taakstelling van {naam} is van geen halfjaar bekend."
    halfjaar, waarde = bekend[-1]
    weg = len(waarden) - len(bekend)
    gaten = f"; van {weg} van de {len(waarden)} halfjaren is zij onbekend" if weg else ""
    return f"De taakstelling van {naam} was {hoeveel(waarde, 'persoon', 'personen')} in {halfjaar}{gaten}."


def achterstand(land: pd.DataFrame) -> str:
    """The first and last known national backlog; `land` has halfjaar, achterstand."""
    bekend = land[land["achterstand"].notna()]
    slot = "per gemeente is zij onbekend"
    if bekend.empty:
        return f"De landelijke achterstand is van geen halfjaar bekend; {slot}."
    eerste, *later = [
        (aantal(r["achterstand"]), r["halfjaar"])
        for _, r in bekend.iloc[sorted({0, len(bekend) - 1})].iterrows()
    ]
    zin = f"Aan het begin van {eerste[1]} was de landelijke achterstand {eerste[0]}"
    zin += "".join(f", en {waarde} aan het begin van {halfjaar}" for waarde, halfjaar in later)
    return f"{zin}; {slot}."
