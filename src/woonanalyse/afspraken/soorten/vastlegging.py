"""Something that has to be on record."""

from __future__ import annotations

from woonanalyse.afspraken.bewijs import Rij, bronnen, telt, van, voortgang
from woonanalyse.afspraken.status import DEELS_VASTGELEGD, VASTGELEGD
from woonanalyse.afspraken.tijd import in_woorden, tijd
from woonanalyse.afspraken.uitkomst import Omgeving, Partij, Uitkomst, onbekend
from woonanalyse.kern.afspraak import Afspraak
from woonanalyse.kern.getal import aantal, opsomming, procent
from woonanalyse.kern.perrij import per_rij


def vastlegging(afspraak: Afspraak, omgeving: Omgeving) -> list[Uitkomst]:
    """Per party whether it is on record: a document, a decision of that party, or in the edition.

    Nothing on record is onbekend, and so is a row that says there is nothing: of a record there is no
    miss. Rows of the sort `deels` show a part of it. The last row decides; the dates of others are told.
    A share that the register of progress gives (`ernaast` of `noemer`) is told and changes no state.
    """
    if afspraak["register"] == "editie":
        return [_editie(afspraak, omgeving, partij) for partij in omgeving.partijen(afspraak)]
    besluiten = afspraak["register"] == "besluiten"
    heel, deels = (
        ([] if soort is None else _rijen(afspraak, omgeving, soort))
        for soort in (afspraak.get("bewijs"), afspraak.get("deels"))
    )
    return [
        _partij(
            afspraak,
            omgeving,
            partij,
            *(van(rijen, partij, gezamenlijk=not besluiten) for rijen in (heel, deels)),
        )
        for partij in omgeving.partijen(afspraak)
    ]


def _rijen(afspraak: Afspraak, omgeving: Omgeving, soort: str) -> list[Rij]:
    if afspraak["register"] == "besluiten":
        return _besluiten(afspraak, omgeving, soort)
    return voortgang(afspraak, omgeving, soort)


def _partij(
    afspraak: Afspraak, omgeving: Omgeving, partij: Partij, heel: list[Rij], deels: list[Rij]
) -> Uitkomst:
    periode = omgeving.looptijd(afspraak)
    ernaast, bron = _ernaast(afspraak, omgeving, partij)
    rijen = heel or deels
    bron = (*bronnen(rijen), *bron)
    if not rijen:
        reden = f"In het register staat hierover niets dat meetelt.{ernaast}"
        return onbekend(afspraak, partij, periode, reden, None, bron)
    laatste = rijen[-1]
    wanneer = in_woorden(laatste.moment)
    if laatste.ja:
        wat = laatste.onderwerp.removesuffix(".")
        waar = f"In het register, {wanneer}: {wat}." if wat else f"In het register: {wanneer}."
        eerder = list(dict.fromkeys(in_woorden(rij.moment) for rij in rijen[:-1] if rij.ja))
        ook = f" Eerder: {opsomming(eerder)}." if eerder else ""
        zin = f"{waar}{ook}{ernaast}"
        status = VASTGELEGD if heel else DEELS_VASTGELEGD
        return Uitkomst(partij.naam, periode, status, zin, None, bron)
    reden = f"Volgens het register is dit er niet ({wanneer}).{ernaast}"
    return onbekend(afspraak, partij, periode, reden, None, bron)


def _ernaast(afspraak: Afspraak, omgeving: Omgeving, partij: Partij) -> tuple[str, tuple[str, ...]]:
    """The last share of one date that the party's own rows give, as a sentence, with its sources."""
    if "ernaast" not in afspraak or "noemer" not in afspraak:
        return "", ()
    deel, alles = (
        {
            rij.moment: rij
            for rij in van(voortgang(afspraak, omgeving, afspraak[veld]), partij, gezamenlijk=False)
            if rij.waarde is not None
        }
        for veld in ("ernaast", "noemer")
    )
    for moment in sorted(deel.keys() & alles.keys(), reverse=True):
        telt, geheel = deel[moment].aantal, alles[moment].aantal
        if geheel > 0 and telt <= geheel:
            wat = f"{aantal(telt)} van {aantal(geheel)} ({procent(telt / geheel, 0)})"
            zin = f" Ernaast, {in_woorden(moment)}: {afspraak['ernaast']} {wat}."
            return zin, bronnen([deel[moment], alles[moment]])
    return "", ()


def _editie(afspraak: Afspraak, omgeving: Omgeving, partij: Partij) -> Uitkomst:
    periode = f"editie {omgeving.opzet.editie}"
    prognose = omgeving.opzet.prognose
    if not prognose:
        reden = "De editie noemt geen prognose, of zij is niet in ons bezit."
        return onbekend(afspraak, partij, periode, reden)
    zin = f"De editie noemt één prognose: {prognose}."
    return Uitkomst(partij.naam, periode, VASTGELEGD, zin, None, (omgeving.opzet.naam,))


def _besluiten(afspraak: Afspraak, omgeving: Omgeving, soort: str) -> list[Rij]:
    """Decisions and documents of one sort, oldest first: a document puts something on record too."""
    frame = omgeving.registers["besluiten"]
    gekozen = frame[(frame["soort"] == soort) & frame["status"].isin(["besluit", "document"])]
    rijen = [Rij(r.partij, tijd(r.datum), None, r.bron, r.omschrijving) for r in per_rij(gekozen)]
    return sorted(
        (rij for rij in rijen if telt(rij.moment, afspraak, omgeving)),
        key=lambda rij: (rij.moment.laatst, rij.moment.vroegst),
    )
