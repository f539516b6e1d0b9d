"""Something that was to happen in one named year."""

from __future__ import annotations

from datetime import date

from woonanalyse.afspraken.bewijs import Rij, bronnen, van, volledig, voortgang
from woonanalyse.afspraken.status import ACHTER, GEHAALD, NIET_GEHAALD
from woonanalyse.afspraken.tijd import in_woorden
from woonanalyse.afspraken.uitkomst import Omgeving, Partij, Uitkomst, onbekend
from woonanalyse.kern.afspraak import Afspraak


def feit_in_jaar(afspraak: Afspraak, omgeving: Omgeving) -> list[Uitkomst]:
    """Per party whether the register shows it in the year.

    A miss only where a row says that there was none by the end of the year, or the register was declared
    complete for it: what came later says nothing of the year itself.
    """
    rijen = voortgang(afspraak, omgeving)
    return [
        _partij(afspraak, omgeving, partij, van(rijen, partij))
        for partij in omgeving.partijen(afspraak)
    ]


def _partij(afspraak: Afspraak, omgeving: Omgeving, partij: Partij, rijen: list[Rij]) -> Uitkomst:
    jaar = afspraak["jaar"]
    erin = [rij for rij in rijen if rij.ja and rij.moment.vroegst.year == jaar]
    later = [rij for rij in rijen if rij.ja and rij.moment.vroegst.year > jaar]
    einde = date(jaar, 12, 31)
    niet = [rij for rij in rijen if not rij.ja and rij.moment.laatst >= einde]
    heel = volledig(afspraak, omgeving, partij, date(jaar, 1, 1), min(einde, omgeving.stand))
    if erin:
        zin = f"In het register: {in_woorden(erin[0].moment)}."
        return Uitkomst(partij.naam, str(jaar), GEHAALD, zin, 1, bronnen(erin))
    if later:
        zin = f"In het register: {in_woorden(later[0].moment)}, na {jaar}."
    elif niet:
        zin = f"Volgens het register is dit er niet ({in_woorden(niet[-1].moment)})."
    else:
        zin = f"In het register staat hierover niets van {jaar} of later dat meetelt."
    rijen = later or niet
    if heel or niet:
        status = NIET_GEHAALD if omgeving.stand >= einde else ACHTER
        return Uitkomst(partij.naam, str(jaar), status, zin, 0, (*bronnen(rijen), *heel))
    return onbekend(afspraak, partij, str(jaar), zin, None, bronnen(rijen))
