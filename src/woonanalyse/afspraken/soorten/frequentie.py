"""Something that happens so many times per calendar year (art. 1, 3, 24)."""

from __future__ import annotations

from datetime import date

import pandas as pd

from woonanalyse.afspraken.bewijs import Rij, bronnen, telt, van, voortgang
from woonanalyse.afspraken.status import ACHTER, GEHAALD, NIET_GEHAALD, OP_KOERS
from woonanalyse.afspraken.tijd import Tijd, in_woorden, tijd
from woonanalyse.afspraken.uitkomst import Omgeving, Uitkomst, onbekend
from woonanalyse.kern.afspraak import Afspraak


def frequentie(afspraak: Afspraak, omgeving: Omgeving) -> list[Uitkomst]:
    """Per party and calendar year: how often, against the norm.

    A year without rows is onbekend. In a year that is still running, or of which the agreement covers
    a part, a count below the norm is op koers when its share of the norm is at least that of the days
    looked at in the year.
    """
    rijen = _rijen(afspraak, omgeving)
    eerste = date.fromisoformat(afspraak["vanaf"]).year
    uitkomsten = []
    for partij in omgeving.partijen(afspraak):
        eigen = van(rijen, partij, gezamenlijk=False)
        for jaar in range(eerste, omgeving.eind(afspraak).year + 1):
            dit_jaar = [rij for rij in eigen if rij.moment.vroegst.year == jaar]
            if dit_jaar:
                uitkomsten.append(_jaar(afspraak, omgeving, partij.naam, jaar, dit_jaar))
            else:
                reden = f"In het register staat over {jaar} niets."
                uitkomsten.append(onbekend(afspraak, partij, str(jaar), reden))
    return uitkomsten


def _jaar(
    afspraak: Afspraak, omgeving: Omgeving, partij: str, jaar: int, rijen: list[Rij]
) -> Uitkomst:
    aantal = sum(rij.aantal for rij in rijen)
    deel = _deel(afspraak, omgeving, jaar)
    if aantal >= afspraak["norm"]:
        status = GEHAALD
    elif deel == 1:
        status = NIET_GEHAALD
    else:
        status = OP_KOERS if aantal >= afspraak["norm"] * deel else ACHTER
    zin = f"In het register staat over {jaar}: {aantal} keer; de norm is {afspraak['norm']}."
    if deel < 1:
        zin += _waarom_deel(afspraak, omgeving, jaar)
    return Uitkomst(partij, str(jaar), status, zin + _wie(afspraak, rijen), aantal, bronnen(rijen))


def _deel(afspraak: Afspraak, omgeving: Omgeving, jaar: int) -> float:
    """The days of the year looked at, as a fraction of all its days."""
    begin, eind = date(jaar, 1, 1), date(jaar, 12, 31)
    van = max(begin, date.fromisoformat(afspraak["vanaf"]))
    tot = min(eind, omgeving.eind(afspraak))
    return ((tot - van).days + 1) / ((eind - begin).days + 1)


def _waarom_deel(afspraak: Afspraak, omgeving: Omgeving, jaar: int) -> str:
    """Why a part of the year is looked at: it still runs, or the agreement began or ended in it."""
    stand = omgeving.stand
    if stand == omgeving.eind(afspraak) and stand < date(jaar, 12, 31):
        return f" Stand op {in_woorden(stand)}; het jaar loopt nog."
    van, tot = in_woorden(afspraak["vanaf"]), in_woorden(afspraak["tot_en_met"])
    return f" De afspraak geldt van {van} tot en met {tot}, een deel van dit jaar."


def _wie(afspraak: Afspraak, rijen: list[Rij]) -> str:
    """Who is not recorded as present at one or more meetings."""
    zonder = [
        wie
        for wie in afspraak.get("aanwezig", [])
        if any(rij.ja and wie.lower() not in rij.deelnemers.lower() for rij in rijen)
    ]
    if not zonder:
        return ""
    return f" Niet bij elke bijeenkomst als deelnemer vastgelegd: {', '.join(zonder)}."


def _rijen(afspraak: Afspraak, omgeving: Omgeving) -> list[Rij]:
    if afspraak["register"] == "voortgang":
        return voortgang(afspraak, omgeving)
    return _leveringen(afspraak, omgeving)


def _leveringen(afspraak: Afspraak, omgeving: Omgeving) -> list[Rij]:
    """Deliveries of the capacity per 1 January, one per party and year, in the year they describe."""
    frame = omgeving.registers["planmonitorleveringen"]
    rijen: dict[tuple[str, date], Rij] = {}
    for r in frame[frame["soort"] == afspraak["bewijs"]].itertuples():
        dag = date.fromisoformat(r.peildatum)
        bekend = tijd(r.datum).laatst <= omgeving.eind(afspraak)
        if bekend and (dag.month, dag.day) == (1, 1) and telt(Tijd(dag, dag), afspraak, omgeving):
            geleverd = r.geleverd == "ja" and pd.notna(r.woningen)
            rij = Rij(r.partij, Tijd(dag, dag), int(geleverd), r.bron)
            eerder = rijen.get((r.partij, dag))
            if eerder is None or rij.ja:
                rijen[r.partij, dag] = rij
    return list(rijen.values())
