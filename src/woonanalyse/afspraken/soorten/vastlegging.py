"""Something that has to be on record (art. 10, 12, 14, 17)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from woonanalyse.afspraken.bewijs import Rij, bronnen, telt, van, voortgang
from woonanalyse.afspraken.status import ACHTER, GEHAALD, NIET_GEHAALD
from woonanalyse.afspraken.tijd import in_woorden, tijd
from woonanalyse.afspraken.uitkomst import Omgeving, Partij, Uitkomst, onbekend


def vastlegging(afspraak: Mapping[str, Any], omgeving: Omgeving) -> list[Uitkomst]:
    """Per party whether it is on record: a document, a decision of that party, or in the edition.

    Nothing on record is onbekend; only a row that says there is nothing is a miss. The last row decides.
    """
    if afspraak["register"] == "editie":
        return [_editie(afspraak, omgeving, partij) for partij in omgeving.partijen(afspraak)]
    besluiten = afspraak["register"] == "besluiten"
    rijen = _besluiten(afspraak, omgeving) if besluiten else voortgang(afspraak, omgeving)
    return [
        _partij(afspraak, omgeving, partij, van(rijen, partij, gezamenlijk=not besluiten))
        for partij in omgeving.partijen(afspraak)
    ]


def _partij(
    afspraak: Mapping[str, Any], omgeving: Omgeving, partij: Partij, rijen: list[Rij]
) -> Uitkomst:
    periode = omgeving.looptijd(afspraak)
    if not rijen:
        reden = "In het register staat hierover niets."
        return onbekend(afspraak, partij, periode, reden)
    laatste = rijen[-1]
    wanneer = in_woorden(laatste.moment)
    if laatste.ja:
        wat = f"{laatste.onderwerp}, {wanneer}" if laatste.onderwerp else wanneer
        zin = f"In het register: {wat}."
        return Uitkomst(partij.naam, periode, GEHAALD, zin, None, bronnen(rijen))
    afgelopen = omgeving.stand >= date.fromisoformat(afspraak["tot_en_met"])
    zin = f"Volgens het register is dit er niet ({wanneer})."
    status = NIET_GEHAALD if afgelopen else ACHTER
    return Uitkomst(partij.naam, periode, status, zin, None, bronnen(rijen))


def _editie(afspraak: Mapping[str, Any], omgeving: Omgeving, partij: Partij) -> Uitkomst:
    periode = f"editie {omgeving.kop['editie']}"
    prognose = omgeving.kop["prognose"]
    if not prognose:
        reden = "De editie noemt geen prognose, of zij is niet in ons bezit."
        return onbekend(afspraak, partij, periode, reden)
    zin = f"De editie noemt één prognose: {prognose}."
    return Uitkomst(partij.naam, periode, GEHAALD, zin, None, (omgeving.kop["naam"],))


def _besluiten(afspraak: Mapping[str, Any], omgeving: Omgeving) -> list[Rij]:
    """Evidenced decisions of the kind the agreement asks for, oldest first."""
    frame = omgeving.registers["besluiten"]
    gekozen = frame[(frame["soort"] == afspraak["bewijs"]) & (frame["status"] == "besluit")]
    rijen = [
        Rij(r.partij, tijd(r.datum), None, r.bron, r.omschrijving) for r in gekozen.itertuples()
    ]
    return sorted(
        (rij for rij in rijen if telt(rij.moment, afspraak, omgeving)),
        key=lambda rij: (rij.moment.laatst, rij.moment.vroegst),
    )
