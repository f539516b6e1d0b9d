"""All agreements judged for one edition."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

import pandas as pd

from woonanalyse.afspraken.soorten.aandeel import aandeel
from woonanalyse.afspraken.soorten.afstemming import afstemming
from woonanalyse.afspraken.soorten.bevoegdheid import bevoegdheid
from woonanalyse.afspraken.soorten.cyclus import cyclus
from woonanalyse.afspraken.soorten.feit import feit
from woonanalyse.afspraken.soorten.feit_in_jaar import feit_in_jaar
from woonanalyse.afspraken.soorten.frequentie import frequentie
from woonanalyse.afspraken.soorten.inspanning import inspanning
from woonanalyse.afspraken.soorten.maximum import maximum
from woonanalyse.afspraken.soorten.rekenregel import rekenregel
from woonanalyse.afspraken.soorten.streefwaarde import streefwaarde
from woonanalyse.afspraken.soorten.termijn import termijn
from woonanalyse.afspraken.soorten.traject import ambitie, traject
from woonanalyse.afspraken.soorten.vastlegging import vastlegging
from woonanalyse.afspraken.status import NVT
from woonanalyse.afspraken.tijd import in_woorden
from woonanalyse.afspraken.uitkomst import (
    Omgeving,
    Uitkomst,
    onbekend,
    tabel,
    zonder_nodig,
    zonder_totaal,
)
from woonanalyse.kern.afspraak import Afspraak
from woonanalyse.kern.opzet import Opzet

SOORTEN: dict[str, Callable[[Afspraak, Omgeving], list[Uitkomst]]] = {
    "aandeel": aandeel,
    "afstemming": afstemming,
    "ambitie": ambitie,
    "bevoegdheid": bevoegdheid,
    "cyclus": cyclus,
    "feit": feit,
    "feit_in_jaar": feit_in_jaar,
    "frequentie": frequentie,
    "inspanning": inspanning,
    "maximum": maximum,
    "rekenregel": rekenregel,
    "streefwaarde": streefwaarde,
    "termijn": termijn,
    "traject": traject,
    "vastlegging": vastlegging,
}
"""The evaluator of each kind."""

Oordeel = tuple[Afspraak, list[Uitkomst]]
"""An agreement, with an outcome per party and period."""


def beoordeel(
    afspraken: Iterable[Afspraak],
    registers: Mapping[str, pd.DataFrame],
    balans: pd.DataFrame,
    opzet: Opzet,
) -> pd.DataFrame:
    """Judge every agreement for one edition: columns of uitkomst.KOLOMMEN, in order of article.

    `registers` by name (columns of kern.registers.REGISTERS), `balans` the edition's own (columns
    of balans.model.KOLOMMEN), `opzet` the edition: editie, naam, peildatum, stand_per, periode,
    prognose, toets. An edition that is no test of the agreement gives nvt for all. An agreement is
    judged when the registers stand on or after its `vanaf` and the balance is not from after its
    `tot_en_met`; of register rows only those up to `tot_en_met` count (Omgeving.eind). When the last of
    them had ended on the day of the report, what is onbekend does not ask who has to deliver it.
    """
    return als_tabel(oordelen(afspraken, Omgeving(registers, balans, opzet)), opzet)


def oordelen(afspraken: Iterable[Afspraak], omgeving: Omgeving) -> list[Oordeel]:
    """Every agreement with its outcomes, in order of article."""
    op_volgorde = sorted(afspraken, key=lambda afspraak: afspraak["artikel"])
    return [(afspraak, uitkomsten_van(afspraak, omgeving)) for afspraak in op_volgorde]


def als_tabel(geoordeeld: Sequence[Oordeel], opzet: Opzet) -> pd.DataFrame:
    """What `beoordeel` gives, of agreements that were judged."""
    einde = max((afspraak["tot_en_met"] for afspraak, _ in geoordeeld), default="")
    paren = [
        (afspraak, uitkomst if opzet.datum_rapport <= einde else _terugblik(afspraak, uitkomst))
        for afspraak, uitkomsten in geoordeeld
        for uitkomst in uitkomsten
    ]
    return tabel(paren, str(opzet.editie))


def telling(uitkomst: pd.DataFrame, statussen: Sequence[str]) -> pd.DataFrame:
    """How many rows per rule have each state: artikel, onderdeel, status, aantal; in order of states.

    A total of all parties is not counted with them.
    """
    uitkomst = zonder_totaal(uitkomst)
    regel = ["artikel", "onderdeel"]
    rang = uitkomst.groupby(regel, dropna=False, sort=False).ngroup()
    orde = uitkomst["status"].map(list(statussen).index)
    tel = uitkomst.assign(_regel=rang, _status=orde)
    tel = tel.groupby(["_regel", "_status", *regel, "status"], dropna=False).size()
    return tel.reset_index(name="aantal")[[*regel, "status", "aantal"]]


def uitkomsten_van(afspraak: Afspraak, omgeving: Omgeving) -> list[Uitkomst]:
    """One agreement judged: an outcome per party and period."""
    periode = f"editie {omgeving.opzet.editie}"
    partijen = omgeving.partijen(afspraak)
    reden = _buiten_de_toets(afspraak, omgeving)
    if reden:
        return [Uitkomst(partij.naam, periode, NVT, reden) for partij in partijen]
    if omgeving.stand >= date.fromisoformat(afspraak["vanaf"]):
        return SOORTEN[afspraak["soort"]](afspraak, omgeving)
    eerder = afspraak["eerdere_tekst"].strip()
    return [onbekend(afspraak, partij, periode, eerder) for partij in partijen]


def _terugblik(afspraak: Afspraak, uitkomst: Uitkomst) -> Uitkomst:
    """An outcome of a look back: it asks for nothing."""
    return uitkomst._replace(toelichting=zonder_nodig(afspraak, uitkomst.toelichting))


def _buiten_de_toets(afspraak: Afspraak, omgeving: Omgeving) -> str:
    """Why an agreement does not apply to the edition; empty when it does, or its text is not known."""
    opzet = omgeving.opzet
    if not opzet.toets:
        zin = opzet.toets_toelichting or "Deze editie wordt niet aan de afspraken getoetst."
        return zin.strip()
    van, tot = (date.fromisoformat(afspraak[veld]) for veld in ("vanaf", "tot_en_met"))
    if omgeving.stand < van and "eerdere_tekst" not in afspraak:
        return f"De afspraak geldt vanaf {in_woorden(van)}."
    if opzet.peildatum and date.fromisoformat(opzet.peildatum) > tot:
        gold = f"De afspraak gold tot en met {in_woorden(tot)}"
        return f"{gold}; de peildatum van deze editie is {in_woorden(opzet.peildatum)}."
    return ""
