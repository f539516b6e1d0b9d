"""A decision at most so long after the last one (art. 11, 16)."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import NamedTuple

from woonanalyse.afspraken.bewijs import soorten_van, telt, volledig
from woonanalyse.afspraken.status import ACHTER, GEHAALD, NIET_GEHAALD, NVT, OP_KOERS
from woonanalyse.afspraken.tijd import (
    Tijd,
    in_woorden,
    maanden_tussen,
    termijn_in_maanden,
    tijd,
)
from woonanalyse.afspraken.uitkomst import GEZAMENLIJK, Omgeving, Partij, Uitkomst, onbekend
from woonanalyse.kern.afspraak import Afspraak
from woonanalyse.kern.dagen import plus_maanden
from woonanalyse.kern.getal import hoofdletter


class Besluit(NamedTuple):
    """A row of the register of decisions."""

    partij: str
    moment: Tijd
    editie: str
    status: str
    soort: str
    bron: str


def cyclus(afspraak: Afspraak, omgeving: Omgeving) -> list[Uitkomst]:
    """Per party a row for every stretch between two decisions, and one for the stretch now running.

    A stretch is gehaald when it is no longer than the norm, to the day. When it is longer it is niet gehaald
    only where the register was declared complete; else a decision in between may not be known (onbekend). The
    running one is op koers or achter in the same way, and nvt when the agreement ended within the norm. What
    lies before the first decision is onbekend where it is longer than the norm.

    A document whose decision is not known, or an edition that exists without being in our possession, may
    hide a decision too: it never makes anything gehaald.
    """
    alles = _besluiten(afspraak, omgeving)
    return [
        uitkomst
        for partij in omgeving.partijen(afspraak)
        for uitkomst in _partij(afspraak, omgeving, partij, alles)
    ]


def _partij(
    afspraak: Afspraak, omgeving: Omgeving, partij: Partij, alles: list[Besluit]
) -> list[Uitkomst]:
    eigen = [b for b in alles if b.status == "besluit" and b.partij == partij.sleutel]
    eigen = [b for b in eigen if b.soort in soorten_van(afspraak)]
    mogelijk = _mogelijk(afspraak, partij, alles, {b.editie for b in eigen if b.editie})
    if not eigen:
        return [_geen(afspraak, omgeving, partij, mogelijk)]
    return [
        *_vooraf(afspraak, partij, eigen[0]),
        *(_stuk(afspraak, omgeving, partij, a, b, mogelijk) for a, b in pairwise(eigen)),
        _lopend(afspraak, omgeving, partij, eigen[-1], mogelijk),
    ]


def _vooraf(afspraak: Afspraak, partij: Partij, eerste: Besluit) -> list[Uitkomst]:
    """The stretch before the first decision, where it is longer than the norm: onbekend."""
    begin = date.fromisoformat(afspraak.get("telt_vanaf", afspraak["vanaf"]))
    if eerste.moment.laatst <= plus_maanden(begin, termijn_in_maanden(afspraak)):
        return []
    reden = (
        f"Van voor het eerste besluit dat bekend is ({in_woorden(eerste.moment)}) is niets bekend."
    )
    periode = f"{begin.isoformat()}/{_iso(eerste.moment)}"
    return [onbekend(afspraak, partij, periode, reden, None, (eerste.bron,))]


def _stuk(
    afspraak: Afspraak,
    omgeving: Omgeving,
    partij: Partij,
    a: Besluit,
    b: Besluit,
    mogelijk: list[Besluit],
) -> Uitkomst:
    """The stretch between two decisions."""
    maanden = termijn_in_maanden(afspraak)
    periode = f"{_iso(a.moment)}/{_iso(b.moment)}"
    waarde = _waarde(afspraak, a.moment, b.moment)
    bron = (a.bron, b.bron)
    zin = f"Besluiten: {in_woorden(a.moment)} en {in_woorden(b.moment)}."
    if b.moment.laatst <= plus_maanden(a.moment.vroegst, maanden):
        return Uitkomst(partij.naam, periode, GEHAALD, zin, waarde, bron)
    if b.moment.vroegst <= plus_maanden(a.moment.laatst, maanden):
        reden = f"{zin} De datums zijn niet precies genoeg."
        return onbekend(afspraak, partij, periode, reden, waarde, bron)
    ertussen = [m for m in mogelijk if _kan_liggen(m.moment, a.moment.vroegst, b.moment.laatst)]
    if ertussen:
        reden = f"{zin} {_zonder_besluit(ertussen)}"
        return onbekend(afspraak, partij, periode, reden, waarde, (*bron, *_bronnen(ertussen)))
    heel = volledig(afspraak, omgeving, partij, a.moment.vroegst, b.moment.laatst)
    if not heel:
        reden = f"{zin} Dat is langer dan de norm; of er een besluit tussen ligt, is niet bekend."
        return onbekend(afspraak, partij, periode, reden, waarde, bron)
    return Uitkomst(partij.naam, periode, NIET_GEHAALD, zin, waarde, (*bron, *heel))


def _lopend(
    afspraak: Afspraak,
    omgeving: Omgeving,
    partij: Partij,
    laatste: Besluit,
    mogelijk: list[Besluit],
) -> Uitkomst:
    """The stretch from the last decision to the day looked at."""
    maanden = termijn_in_maanden(afspraak)
    eind = omgeving.eind(afspraak)
    periode = f"{_iso(laatste.moment)}/{eind.isoformat()}"
    waarde = _waarde(afspraak, laatste.moment, Tijd(eind, eind))
    zin = f"Laatste besluit: {in_woorden(laatste.moment)}; bekeken tot en met {in_woorden(eind)}."
    if eind <= plus_maanden(laatste.moment.vroegst, maanden):
        if omgeving.stand < date.fromisoformat(afspraak["tot_en_met"]):
            return Uitkomst(partij.naam, periode, OP_KOERS, zin, waarde, (laatste.bron,))
        zin += " Bij het einde van de afspraak was de volgende termijn nog niet om."
        return Uitkomst(partij.naam, periode, NVT, zin, waarde, (laatste.bron,))
    if eind <= plus_maanden(laatste.moment.laatst, maanden):
        reden = f"{zin} De datum is niet precies genoeg."
        return onbekend(afspraak, partij, periode, reden, waarde, (laatste.bron,))
    erna = [m for m in mogelijk if _kan_liggen(m.moment, laatste.moment.vroegst, eind)]
    if erna:
        reden = f"{zin} {_zonder_besluit(erna)}"
        bron = (laatste.bron, *_bronnen(erna))
        return onbekend(afspraak, partij, periode, reden, waarde, bron)
    heel = volledig(afspraak, omgeving, partij, laatste.moment.vroegst, eind)
    if not heel:
        reden = f"{zin} Dat is langer dan de norm; of er een later besluit is, is niet bekend."
        return onbekend(afspraak, partij, periode, reden, waarde, (laatste.bron,))
    return Uitkomst(partij.naam, periode, ACHTER, zin, waarde, (laatste.bron, *heel))


def _geen(
    afspraak: Afspraak, omgeving: Omgeving, partij: Partij, mogelijk: list[Besluit]
) -> Uitkomst:
    reden = "Van deze partij staat geen besluit in het register."
    if mogelijk:
        reden += f" {_zonder_besluit(mogelijk)}"
    periode = omgeving.looptijd(afspraak)
    return onbekend(afspraak, partij, periode, reden, None, _bronnen(mogelijk))


def _mogelijk(
    afspraak: Afspraak, partij: Partij, alles: list[Besluit], bekend: set[str]
) -> list[Besluit]:
    """Rows behind which a decision of the party may lie, of editions whose decision is not known.

    A document counts for its own kind of decision only; of an edition that is not in our possession
    nobody knows what it holds.
    """
    return [
        b
        for b in alles
        if b.partij in (partij.sleutel, GEZAMENLIJK)
        and b.editie not in bekend
        and (b.status == "bestaat" or (b.status == "document" and b.soort in soorten_van(afspraak)))
    ]


def _kan_liggen(moment: Tijd, van: date, tot: date) -> bool:
    return moment.laatst > van and moment.vroegst < tot


def _zonder_besluit(besluiten: list[Besluit]) -> str:
    delen = [
        f"editie {b.editie} bestaat, gegevens niet in ons bezit"
        if b.status == "bestaat"
        else f"van editie {b.editie} is het document bekend ({in_woorden(b.moment)}), het besluit niet"
        for b in besluiten
    ]
    return f"{hoofdletter('; '.join(delen))}."


def _bronnen(besluiten: list[Besluit]) -> tuple[str, ...]:
    return tuple(b.bron for b in besluiten)


def _waarde(afspraak: Afspraak, van: Tijd, tot: Tijd) -> float | None:
    """The length of a stretch in the unit of the norm, when both days are known."""
    if not (van.exact and tot.exact):
        return None
    maanden = maanden_tussen(van.vroegst, tot.vroegst)
    return maanden / 12 if afspraak["eenheid"] == "jaar" else maanden


def _iso(moment: Tijd) -> str:
    """A day, month or year as registers write it."""
    dag = moment.vroegst.isoformat()
    if moment.exact:
        return dag
    return dag[:7] if moment.vroegst.month == moment.laatst.month else dag[:4]


def _besluiten(afspraak: Afspraak, omgeving: Omgeving) -> list[Besluit]:
    frame = omgeving.registers["besluiten"]
    besluiten = [
        Besluit(r.partij, tijd(r.datum), r.editie, r.status, r.soort, r.bron)
        for r in frame.itertuples()
    ]
    return sorted(
        (b for b in besluiten if telt(b.moment, afspraak, omgeving)),
        key=lambda b: (b.moment.vroegst, b.moment.laatst),
    )
