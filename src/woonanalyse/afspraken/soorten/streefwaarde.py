"""A share that is aimed for: shown, not judged."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from woonanalyse.afspraken.bewijs import bronnen, van, voortgang
from woonanalyse.afspraken.status import NIET_BEOORDEELD
from woonanalyse.afspraken.uitkomst import Omgeving, Partij, Uitkomst, onbekend
from woonanalyse.kern.afspraak import Afspraak


def streefwaarde(afspraak: Afspraak, omgeving: Omgeving) -> list[Uitkomst]:
    """Per party the share (a fraction): what counts / (all − legal exemptions)."""
    return [_partij(afspraak, omgeving, partij) for partij in omgeving.partijen(afspraak)]


def _partij(afspraak: Afspraak, omgeving: Omgeving, partij: Partij) -> Uitkomst:
    rijen = {
        veld: [
            rij
            for rij in van(voortgang(afspraak, omgeving, afspraak[veld]), partij, gezamenlijk=False)
            if rij.waarde is not None
        ]
        for veld in ("bewijs", "noemer", "uitzondering")
    }
    telt, alles, uit = (sum(rij.aantal for rij in rijen[veld]) for veld in rijen)
    periode = f"{afspraak.get('telt_vanaf', afspraak['vanaf'])}/{omgeving.eind(afspraak)}"
    bron = bronnen([rij for deel in rijen.values() for rij in deel])
    if not rijen["bewijs"] or not rijen["noemer"]:
        reden = f"Het register noemt niet: {_ontbreekt(afspraak, rijen)}."
        return onbekend(afspraak, partij, periode, reden, None, bron)
    if alles - uit <= 0:
        reden = f"Er blijven geen woningen over om een aandeel van te nemen ({alles} min {uit})."
        return onbekend(afspraak, partij, periode, reden, None, bron)
    zin = f"{telt} van {alles - uit} woningen. Een streven, hier niet beoordeeld. " + (
        f"Met ontheffing, apart: {uit}."
        if rijen["uitzondering"]
        else "Woningen met ontheffing: onbekend."
    )
    return Uitkomst(partij.naam, periode, NIET_BEOORDEELD, zin, telt / (alles - uit), bron)


def _ontbreekt(afspraak: Afspraak, rijen: Mapping[str, list[Any]]) -> str:
    return ", ".join(afspraak[veld] for veld in ("bewijs", "noemer") if not rijen[veld])
