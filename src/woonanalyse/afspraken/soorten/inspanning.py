"""An effort that parties make, without a number."""

from __future__ import annotations

from woonanalyse.afspraken.bewijs import begin, bronnen, van, volledig, voortgang
from woonanalyse.afspraken.status import AANGETOOND, GEEN_BEKEND
from woonanalyse.afspraken.uitkomst import Omgeving, Uitkomst, onbekend
from woonanalyse.kern.afspraak import Afspraak


def inspanning(afspraak: Afspraak, omgeving: Omgeving) -> list[Uitkomst]:
    """Per party whether the register shows an effort.

    A party without rows has no known effort only where the register was declared complete for it and for
    all the time looked at; else it is onbekend.
    """
    rijen = voortgang(afspraak, omgeving)
    periode, van_ = omgeving.looptijd(afspraak), begin(afspraak)
    uitkomsten = []
    for partij in omgeving.partijen(afspraak):
        eigen = [rij for rij in van(rijen, partij) if rij.ja]
        if eigen:
            wat = ", ".join(dict.fromkeys(rij.onderwerp for rij in eigen if rij.onderwerp))
            zin = "In het register staat: " + (wat or afspraak["bewijs"]) + "."
            aantal = sum(rij.aantal for rij in eigen)
            uitkomsten.append(
                Uitkomst(partij.naam, periode, AANGETOOND, zin, aantal, bronnen(eigen))
            )
        elif heel := volledig(afspraak, omgeving, partij, van_, omgeving.eind(afspraak)):
            zin = "Het register is volledig verklaard en noemt geen inspanning van deze partij."
            uitkomsten.append(Uitkomst(partij.naam, periode, GEEN_BEKEND, zin, None, heel))
        else:
            reden = "In het register staat hierbij niets van deze partij dat meetelt."
            uitkomsten.append(onbekend(afspraak, partij, periode, reden))
    return uitkomsten
