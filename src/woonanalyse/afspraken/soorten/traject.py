"""A number to be reached by a date, and an ambition for later."""

from __future__ import annotations

from datetime import date

from woonanalyse.afspraken.bewijs import Rij, bronnen, van, voortgang
from woonanalyse.afspraken.status import ACHTER, GEHAALD, NIET_BEOORDEELD, NIET_GEHAALD, OP_KOERS
from woonanalyse.afspraken.tijd import in_woorden
from woonanalyse.afspraken.uitkomst import Omgeving, Partij, Uitkomst, onbekend
from woonanalyse.kern.afspraak import Afspraak, Lezing, lezing_van


def traject(afspraak: Afspraak, omgeving: Omgeving) -> list[Uitkomst]:
    """Whether the count reached the norm by the date of the reading (`lezing`) that applies.

    Counts only grow: one at or above the norm by the date is gehaald, one below it at or after the
    date is niet gehaald. A last count below the norm before the date says nothing of the date itself. A
    reading that leaves the norm open (`norm_onbekend`) is onbekend, whatever was counted.
    """
    lezing = lezing_van(afspraak)
    assert lezing is not None
    rijen = voortgang(afspraak, omgeving)
    return [
        _partij(afspraak, omgeving, partij, _tellingen(rijen, partij), lezing)
        for partij in omgeving.partijen(afspraak)
    ]


def ambitie(afspraak: Afspraak, omgeving: Omgeving) -> list[Uitkomst]:
    """The last count beside a long-term ambition, which is not judged."""
    rijen = voortgang(afspraak, omgeving)
    periode = f"{afspraak['vanaf']}/{afspraak['uiterlijk']}"
    uitkomsten = []
    for partij in omgeving.partijen(afspraak):
        tellingen = _tellingen(rijen, partij)
        if tellingen:
            laatste = tellingen[-1]
            zin = (
                f"Laatst bekende stand: {laatste.waarde} ({in_woorden(laatste.moment)}). Een ambitie voor "
                "later, hier niet beoordeeld; een pad ernaartoe is eigen interpolatie."
            )
            uitkomsten.append(
                Uitkomst(
                    partij.naam, periode, NIET_BEOORDEELD, zin, laatste.waarde, (laatste.bron,)
                )
            )
        else:
            reden = "In het register staat geen telling."
            uitkomsten.append(onbekend(afspraak, partij, periode, reden))
    return uitkomsten


def _tellingen(rijen: list[Rij], partij: Partij) -> list[Rij]:
    return [rij for rij in van(rijen, partij) if rij.waarde is not None]


def _partij(
    afspraak: Afspraak,
    omgeving: Omgeving,
    partij: Partij,
    tellingen: list[Rij],
    gekozen: Lezing,
) -> Uitkomst:
    uiterlijk = date.fromisoformat(gekozen["uiterlijk"])
    periode = f"{afspraak['vanaf']}/{uiterlijk.isoformat()}"
    op_tijd = [rij for rij in tellingen if rij.moment.laatst <= uiterlijk]
    erna = [rij for rij in tellingen if rij.moment.vroegst >= uiterlijk]
    lezing = f"Lezing {afspraak['lezing']}: uiterlijk {in_woorden(uiterlijk)}."
    te_laag = [rij for rij in erna if rij.aantal < afspraak["norm"]]
    if gekozen.get("norm_onbekend"):
        reden = f"{lezing} Hoeveel het er dan moeten zijn, is bij deze lezing onbekend."
        return _open(afspraak, partij, periode, reden, tellingen, op_tijd)
    if op_tijd and op_tijd[-1].aantal >= afspraak["norm"]:
        opgave = f" Volgens opgave van: {afspraak['levert']}."
        return _uitkomst(partij, periode, GEHAALD, lezing, op_tijd[-1], opgave)
    if te_laag:
        return _uitkomst(partij, periode, NIET_GEHAALD, lezing, te_laag[0])
    if op_tijd and omgeving.stand < uiterlijk:
        return _onderweg(afspraak, partij, periode, lezing, op_tijd[-1], uiterlijk)
    reden = f"{lezing} Van die datum is geen telling bekend."
    return _open(afspraak, partij, periode, reden, tellingen, op_tijd)


def _open(
    afspraak: Afspraak,
    partij: Partij,
    periode: str,
    reden: str,
    tellingen: list[Rij],
    op_tijd: list[Rij],
) -> Uitkomst:
    """Onbekend, with the last count that says something of it."""
    if not tellingen:
        return onbekend(afspraak, partij, periode, reden)
    laatste = (op_tijd or tellingen)[-1]
    reden += f" Wel bekend: {laatste.waarde} ({in_woorden(laatste.moment)})."
    return onbekend(afspraak, partij, periode, reden, laatste.waarde, bronnen([laatste]))


def _uitkomst(
    partij: Partij, periode: str, status: str, lezing: str, rij: Rij, slot: str = ""
) -> Uitkomst:
    zin = f"{lezing} Geteld: {rij.waarde} ({in_woorden(rij.moment)}).{slot}"
    return Uitkomst(partij.naam, periode, status, zin, rij.waarde, (rij.bron,))


def _onderweg(
    afspraak: Afspraak,
    partij: Partij,
    periode: str,
    lezing: str,
    rij: Rij,
    uiterlijk: date,
) -> Uitkomst:
    """On the way: against a straight line from the begin to the norm, which is ours."""
    laag = _pad(afspraak, rij.moment.vroegst, uiterlijk)
    hoog = _pad(afspraak, rij.moment.laatst, uiterlijk)
    if rij.aantal >= hoog:
        status = OP_KOERS
    elif rij.aantal < laag:
        status = ACHTER
    else:
        reden = (
            f"{lezing} De datum van de telling is te onzeker om haar met het pad te vergelijken."
        )
        return onbekend(afspraak, partij, periode, reden, rij.waarde, (rij.bron,))
    uitkomst = _uitkomst(partij, periode, status, lezing, rij)
    pad = f" Vergeleken met een rechte lijn (eigen interpolatie): {round(hoog, 1)}.".replace(
        ".", ",", 1
    )
    return uitkomst._replace(toelichting=uitkomst.toelichting + pad)


def _pad(afspraak: Afspraak, dag: date, uiterlijk: date) -> float:
    begin = date.fromisoformat(afspraak["begin"]["datum"])
    van, tot = float(afspraak["begin"]["waarde"]), float(afspraak["norm"])
    if dag <= begin:
        return van
    return van + (tot - van) * (dag - begin).days / (uiterlijk - begin).days
