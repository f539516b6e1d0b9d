"""A decision at most so long after the last one."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import NamedTuple

from woonanalyse.afspraken.bewijs import begin, soorten_van, telt, volledig
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
from woonanalyse.kern.perrij import per_rij


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
    running one is op koers or achter in the same way; when the agreement has ended it is nvt within the norm
    and niet gehaald beyond it. What lies before the first decision, or all of it where there is none, is so
    too where it is longer than the norm.

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
        *_vooraf(afspraak, omgeving, partij, eigen[0], mogelijk),
        *(_stuk(afspraak, omgeving, partij, a, b, mogelijk) for a, b in pairwise(eigen)),
        _lopend(afspraak, omgeving, partij, eigen[-1], mogelijk),
    ]


def _vooraf(
    afspraak: Afspraak,
    omgeving: Omgeving,
    partij: Partij,
    eerste: Besluit,
    mogelijk: list[Besluit],
) -> list[Uitkomst]:
    """The stretch before the first decision, where it is longer than the norm."""
    van = begin(afspraak)
    if eerste.moment.laatst <= plus_maanden(van, termijn_in_maanden(afspraak)):
        return []
    periode = f"{van.isoformat()}/{_iso(eerste.moment)}"
    zin = f"Het eerste besluit dat meetelt is van {in_woorden(eerste.moment)}."
    ervoor = [m for m in mogelijk if _kan_liggen(m.moment, van, eerste.moment.laatst)]
    heel = volledig(afspraak, omgeving, partij, van, eerste.moment.laatst)
    if heel and not ervoor:
        return [Uitkomst(partij.naam, periode, NIET_GEHAALD, zin, None, (eerste.bron, *heel))]
    reden = f"{zin} Of er een eerder besluit is dat meetelt, is niet bekend."
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
        reden = f"{zin} Dat is langer dan de norm; of er een besluit tussen ligt dat meetelt, is niet bekend."
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
        if not _afgelopen(afspraak, omgeving):
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
        reden = f"{zin} Dat is langer dan de norm; of er een later besluit is dat meetelt, is niet bekend."
        return onbekend(afspraak, partij, periode, reden, waarde, (laatste.bron,))
    status = _te_laat(afspraak, omgeving)
    return Uitkomst(partij.naam, periode, status, zin, waarde, (laatste.bron, *heel))


def _geen(
    afspraak: Afspraak, omgeving: Omgeving, partij: Partij, mogelijk: list[Besluit]
) -> Uitkomst:
    periode = omgeving.looptijd(afspraak)
    zin = "In het register staat van deze partij geen besluit dat meetelt."
    van, eind = begin(afspraak), omgeving.eind(afspraak)
    heel = volledig(afspraak, omgeving, partij, van, eind)
    if heel and not mogelijk and eind > plus_maanden(van, termijn_in_maanden(afspraak)):
        return Uitkomst(partij.naam, periode, _te_laat(afspraak, omgeving), zin, None, heel)
    if mogelijk:
        zin += f" {_zonder_besluit(mogelijk)}"
    return onbekend(afspraak, partij, periode, zin, None, _bronnen(mogelijk))


def _afgelopen(afspraak: Afspraak, omgeving: Omgeving) -> bool:
    return omgeving.stand >= date.fromisoformat(afspraak["tot_en_met"])


def _te_laat(afspraak: Afspraak, omgeving: Omgeving) -> str:
    """The state of a term that is over: nothing can be made good when the agreement has ended."""
    return NIET_GEHAALD if _afgelopen(afspraak, omgeving) else ACHTER


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
        else f"{_welk(b)} bekend ({in_woorden(b.moment)}), het besluit niet"
        for b in besluiten
    ]
    return f"{hoofdletter('; '.join(delen))}."


def _welk(besluit: Besluit) -> str:
    return f"van editie {besluit.editie} is het document" if besluit.editie else "een document is"


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
        for r in per_rij(frame)
    ]
    return sorted(
        (b for b in besluiten if telt(b.moment, afspraak, omgeving)),
        key=lambda b: (b.moment.vroegst, b.moment.laatst),
    )
