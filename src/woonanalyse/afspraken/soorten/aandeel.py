"""Which parties have something, and the share of them that do."""

from __future__ import annotations

from datetime import date

from woonanalyse.afspraken.bewijs import Rij, van, voortgang
from woonanalyse.afspraken.status import ACHTER, GEHAALD, NIET_GEHAALD, ONBEKEND
from woonanalyse.afspraken.tijd import in_woorden
from woonanalyse.afspraken.uitkomst import GEZAMENLIJK, Omgeving, Partij, Uitkomst, onbekend
from woonanalyse.kern.afspraak import Afspraak


def aandeel(afspraak: Afspraak, omgeving: Omgeving) -> list[Uitkomst]:
    """A row per party (1 has it, 0 has it not), then the share of all (a fraction).

    The last row of a party decides. The share is known only when it is known of every party; before
    that the number that has it is told, not scored.
    """
    rijen = voortgang(afspraak, omgeving)
    per_partij = [
        _partij(afspraak, omgeving, partij, van(rijen, partij))
        for partij in omgeving.partijen(afspraak)
    ]
    return [*per_partij, _samen(afspraak, omgeving, per_partij)]


def _gemist(afspraak: Afspraak, omgeving: Omgeving) -> str:
    afgelopen = omgeving.stand >= date.fromisoformat(afspraak["tot_en_met"])
    return NIET_GEHAALD if afgelopen else ACHTER


def _partij(afspraak: Afspraak, omgeving: Omgeving, partij: Partij, rijen: list[Rij]) -> Uitkomst:
    periode = omgeving.looptijd(afspraak)
    if not rijen:
        reden = "In het register staat hierover niets dat meetelt."
        return onbekend(afspraak, partij, periode, reden)
    laatste = rijen[-1]
    zin = f"In het register: {'ja' if laatste.ja else 'nee'} ({in_woorden(laatste.moment)})."
    status = GEHAALD if laatste.ja else _gemist(afspraak, omgeving)
    return Uitkomst(partij.naam, periode, status, zin, int(laatste.ja), (laatste.bron,))


def _samen(afspraak: Afspraak, omgeving: Omgeving, per_partij: list[Uitkomst]) -> Uitkomst:
    allen = Partij(GEZAMENLIJK, GEZAMENLIJK)
    periode = omgeving.looptijd(afspraak)
    wel = sum(uitkomst.waarde == 1 for uitkomst in per_partij)
    weet_niet = sum(uitkomst.status == ONBEKEND for uitkomst in per_partij)
    bron = tuple(dict.fromkeys(b for uitkomst in per_partij for b in uitkomst.bronnen))
    zin = f"Bekend van {len(per_partij) - weet_niet} van de {len(per_partij)}; {wel} wel."
    if weet_niet:
        return onbekend(afspraak, allen, periode, zin, None, bron)
    deel = wel / len(per_partij)
    status = GEHAALD if deel >= afspraak["norm"] else _gemist(afspraak, omgeving)
    return Uitkomst(GEZAMENLIJK, periode, status, zin, deel, bron)
