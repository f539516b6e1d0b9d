"""Coordination of new and changed plans with other municipalities (art. 18)."""

from __future__ import annotations

from typing import Literal

from woonanalyse.afspraken.bewijs import Rij, bronnen, van, voortgang
from woonanalyse.afspraken.status import GEHAALD, NIET_GEHAALD, NVT
from woonanalyse.afspraken.uitkomst import Omgeving, Partij, Uitkomst, onbekend
from woonanalyse.kern.afspraak import Afspraak

Veld = Literal["bewijs", "aan_de_orde", "niet_aan_de_orde"]


def afstemming(afspraak: Afspraak, omgeving: Omgeving) -> list[Uitkomst]:
    """Per municipality whether every plan the register names (`onderwerp`) has been coordinated.

    Plans come from the register of progress alone: a row `aan_de_orde` for each new or changed plan,
    a row `bewijs` for each that was coordinated, or one row `niet_aan_de_orde` when there were none.
    A plan list is not read here: which of its plans are new, and with whom they were coordinated, has
    to be recorded in the register first.

    A plan without a record is onbekend; only a row with 0 says that it was not coordinated. The value
    is the number of plans coordinated.
    """
    soorten: tuple[Veld, ...] = ("bewijs", "aan_de_orde", "niet_aan_de_orde")
    rijen = {
        veld: voortgang(afspraak, omgeving, afspraak[veld]) if veld in afspraak else []
        for veld in soorten
    }
    return [
        _partij(
            afspraak,
            omgeving,
            partij,
            *(van(rijen[veld], partij, gezamenlijk=False) for veld in soorten),
        )
        for partij in omgeving.partijen(afspraak)
    ]


def _partij(
    afspraak: Afspraak,
    omgeving: Omgeving,
    partij: Partij,
    afgestemd: list[Rij],
    aan_de_orde: list[Rij],
    niet_aan_de_orde: list[Rij],
) -> Uitkomst:
    periode = omgeving.looptijd(afspraak)
    plannen = {rij.onderwerp for rij in [*afgestemd, *aan_de_orde]}
    klaar = {rij.onderwerp for rij in afgestemd if rij.ja}
    niet = {rij.onderwerp for rij in afgestemd if not rij.ja} - klaar
    bron = bronnen([*afgestemd, *aan_de_orde, *niet_aan_de_orde])
    if not plannen:
        if niet_aan_de_orde:
            zin = "Volgens het register waren er geen nieuwe of gewijzigde plannen."
            return Uitkomst(partij.naam, periode, NVT, zin, None, bron)
        return onbekend(afspraak, partij, periode, "In het register staat geen plan.")
    zin = f"{len(klaar)} van de {len(plannen)} plannen in het register zijn afgestemd."
    if klaar == plannen:
        zin += " Of het register alle plannen noemt, is niet na te gaan."
        return Uitkomst(partij.naam, periode, GEHAALD, zin, len(klaar), bron)
    if niet:
        zin += f" Van {len(niet)} staat vast dat er niet is afgestemd."
        return Uitkomst(partij.naam, periode, NIET_GEHAALD, zin, len(klaar), bron)
    return onbekend(afspraak, partij, periode, zin, len(klaar), bron)
