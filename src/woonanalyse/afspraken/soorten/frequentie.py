"""Something that happens so many times per calendar year."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from woonanalyse.afspraken.bewijs import (
    Rij,
    begin,
    bronnen,
    eigen_en_samen,
    telt,
    van,
    volledig,
    voortgang,
)
from woonanalyse.afspraken.status import ACHTER, GEHAALD, NIET_GEHAALD, ONBEKEND, OP_KOERS
from woonanalyse.afspraken.tijd import Tijd, in_woorden, tijd
from woonanalyse.afspraken.uitkomst import Omgeving, Partij, Uitkomst, onbekend
from woonanalyse.kern.afspraak import Afspraak, lezing_van


def frequentie(afspraak: Afspraak, omgeving: Omgeving) -> list[Uitkomst]:
    """Per party and calendar year: how often, against the norm.

    A year with fewer rows than the norm is onbekend unless the register was declared complete for it. In a
    year that is still running, or of which the agreement covers a part, a count below the norm is op koers
    when its share of the norm is at least that of the days looked at in the year. Where the agreement says
    who has to be there (`aanwezig`), a meeting of which the register does not name them all is known and
    counted, and makes nothing gehaald or op koers: whether it was the one that is agreed is onbekend.
    """
    eerste = begin(afspraak).year
    uitkomsten = []
    for partij in omgeving.partijen(afspraak):
        eigen = _rijen(afspraak, omgeving, partij)
        for jaar in range(eerste, omgeving.eind(afspraak).year + 1):
            dit_jaar = [rij for rij in eigen if rij.moment.vroegst.year == jaar]
            uitkomsten.append(_jaar(afspraak, omgeving, partij, jaar, dit_jaar))
    return uitkomsten


def _jaar(
    afspraak: Afspraak, omgeving: Omgeving, partij: Partij, jaar: int, rijen: list[Rij]
) -> Uitkomst:
    aantal = sum(rij.aantal for rij in rijen)
    van_, tot = _dagen(afspraak, omgeving, jaar)
    deel = ((tot - van_).days + 1) / ((date(jaar, 12, 31) - date(jaar, 1, 1)).days + 1)
    met_allen = sum(rij.aantal for rij in rijen if not _niet_genoemd(afspraak, rij))
    genoeg, status = (_genoeg(afspraak, keer, deel) for keer in (aantal, met_allen))
    heel = () if genoeg else volledig(afspraak, omgeving, partij, van_, tot)
    if not rijen and not heel:
        reden = f"In het register staat over {jaar} niets dat meetelt."
        return onbekend(afspraak, partij, str(jaar), reden)
    if not status:
        status = (NIET_GEHAALD if deel == 1 else ACHTER) if heel else ONBEKEND
    zin = f"In het register staat over {jaar}: {aantal} keer; de norm is {afspraak['norm']}."
    if deel < 1:
        zin += _waarom_deel(afspraak, omgeving, jaar)
    zin += _wie(afspraak, rijen)
    if status == ONBEKEND:
        wat = (
            "zij erbij waren, is niet bekend"
            if genoeg
            else "het register volledig is, is niet verklaard"
        )
        return onbekend(afspraak, partij, str(jaar), f"{zin} Of {wat}.", aantal, bronnen(rijen))
    return Uitkomst(partij.naam, str(jaar), status, zin, aantal, (*bronnen(rijen), *heel))


def _genoeg(afspraak: Afspraak, keer: int, deel: float) -> str:
    """The state that `keer` times give in a year of which `deel` is looked at; empty where too few."""
    if keer >= afspraak["norm"]:
        return GEHAALD
    return OP_KOERS if deel < 1 and keer >= afspraak["norm"] * deel else ""


def _dagen(afspraak: Afspraak, omgeving: Omgeving, jaar: int) -> tuple[date, date]:
    """The first and the last day of the year that is looked at."""
    van = max(date(jaar, 1, 1), begin(afspraak))
    return van, min(date(jaar, 12, 31), omgeving.eind(afspraak))


def _waarom_deel(afspraak: Afspraak, omgeving: Omgeving, jaar: int) -> str:
    """Why a part of the year is looked at: it still runs, or the agreement began or ended in it."""
    stand = omgeving.stand
    if stand == omgeving.eind(afspraak) and stand < date(jaar, 12, 31):
        return f" Stand op {in_woorden(stand)}; het jaar loopt nog."
    van, tot = in_woorden(begin(afspraak)), in_woorden(afspraak["tot_en_met"])
    return f" De afspraak geldt van {van} tot en met {tot}, een deel van dit jaar."


def _wie(afspraak: Afspraak, rijen: list[Rij]) -> str:
    """Who is not recorded as present at one or more meetings."""
    ontbreekt = [_niet_genoemd(afspraak, rij) for rij in rijen if rij.ja]
    zonder = [wie for wie in afspraak.get("aanwezig", []) if any(wie in niet for niet in ontbreekt)]
    if not zonder:
        return ""
    return f" Niet bij elke bijeenkomst als deelnemer vastgelegd: {', '.join(zonder)}."


def _niet_genoemd(afspraak: Afspraak, rij: Rij) -> list[str]:
    """Who had to be there, and is not among those that the row names."""
    genoemd = {deel.strip().casefold() for deel in re.split(r"[;,]| en ", rij.deelnemers)}
    return [wie for wie in afspraak.get("aanwezig", []) if wie.casefold() not in genoemd]


def _rijen(afspraak: Afspraak, omgeving: Omgeving, partij: Partij) -> list[Rij]:
    if afspraak["register"] == "voortgang":
        return van(voortgang(afspraak, omgeving), partij, gezamenlijk=False)
    return _leveringen(afspraak, omgeving, partij)


def _leveringen(afspraak: Afspraak, omgeving: Omgeving, partij: Partij) -> list[Rij]:
    """Deliveries of the capacity, one per day, in the year they describe.

    By the reading of the agreement (`peildag`) only those per 1 January, or those of any day.
    """
    wie = eigen_en_samen(partij)
    rijen: dict[date, Rij] = {}
    for r in omgeving.rijen["planmonitorleveringen"]:
        if r.partij in wie and not waarom_niet(afspraak, omgeving, r):
            dag = date.fromisoformat(r.peildatum)
            rij = Rij(r.partij, Tijd(dag, dag), int(r.geleverd == "ja"), r.bron)
            if dag not in rijen or rij.ja:
                rijen[dag] = rij
    return list(rijen.values())


def waarom_niet(afspraak: Afspraak, omgeving: Omgeving, rij: Any) -> str:
    """Why a delivery does not count for any year, in Dutch; empty where it does."""
    if rij.soort != afspraak["bewijs"]:
        return "wordt getoond"
    dag, lezing = date.fromisoformat(rij.peildatum), lezing_van(afspraak)
    elke_dag = lezing is not None and lezing.get("peildag") == "elke"
    if not elke_dag and (dag.month, dag.day) != (1, 1):
        return "andere peildag dan de gebruikte lezing"
    op_tijd = tijd(rij.datum).laatst <= omgeving.eind(afspraak)
    return "" if op_tijd and telt(Tijd(dag, dag), afspraak, omgeving) else "buiten de looptijd"
