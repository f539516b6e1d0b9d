"""Whether what is kept is as it was written: the log, the deliveries, the tables that were made of them; and
log and concepts prove each other: a concept holds the last row of the log when it was frozen, the log the
hash of what a concept says of itself."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from woonanalyse.kern.concept import CONCEPTEN
from woonanalyse.kern.fouten import InvoerFout, Probleem
from woonanalyse.kern.logboek import LOGBOEK, Regel, lees_met_problemen
from woonanalyse.kern.yamlbestand import lees_yaml
from woonanalyse.leveringen.akkoord import AKKOORD
from woonanalyse.leveringen.bewaard import MAP
from woonanalyse.leveringen.stand import versies
from woonanalyse.onderwerpen.planregister.tabellen import TABELLEN
from woonanalyse.uitgave.stempel import som
from woonanalyse.vaststelling.concept import CONCEPT
from woonanalyse.vaststelling.inhoud import BESTAND, alle_inhoud

_TERUG = "zet het terug uit een reservekopie"


def afgekapt(wortel: Path, regels: Sequence[Regel]) -> list[Probleem]:
    """A problem for every concept that was frozen with a row that the log does not have."""
    er = {regel.nr: regel.hash for regel in regels}
    return [
        Probleem(
            LOGBOEK,
            f"regel {inhoud.logboek_nr} zoals {inhoud.naam} haar kent; er is een regel weg of gewijzigd",
        )
        for inhoud in alle_inhoud(wortel)
        if inhoud.logboek_nr and er.get(inhoud.logboek_nr) != inhoud.logboek_hash
    ]


def toets_logboek(wortel: Path) -> tuple[list[Regel], list[Probleem]]:
    """The log as far as it can be read, and all that is wrong with it, with the way back at the end."""
    regels, problemen = lees_met_problemen(wortel)
    if not problemen:
        problemen = [*_niet_geboekt(wortel, regels), *afgekapt(wortel, regels)]
    if not problemen:
        return regels, []
    eis = f"het logboek zoals de opdrachten het schreven; {_TERUG}"
    return regels, [*problemen, Probleem(LOGBOEK, eis)]


def _niet_geboekt(wortel: Path, regels: Sequence[Regel]) -> Iterator[Probleem]:
    er = {regel.kenmerk for regel in regels}
    for alle in versies(wortel).values():
        for een in alle:
            if een.sha256 not in er:
                wat = (
                    f"een regel over {een.map}/{een.bestand}; dat is ingenomen, en de regel is weg"
                )
                yield Probleem(LOGBOEK, wat)


def eis_heel(wortel: Path) -> None:
    """Raises InvoerFout where the log, a delivery or a table made of deliveries is not as it was written."""
    problemen = [*toets_logboek(wortel)[1], *aangetast(wortel)]
    if problemen:
        raise InvoerFout(problemen)


def aangetast(wortel: Path) -> Iterator[Probleem]:
    """A problem for every file of a party that is gone, or no longer has the hash of its sidecar."""
    for alle in versies(wortel).values():
        for een in alle:
            yield from _toets(wortel, f"{een.map}/{een.bestand}", een.sha256)
    for map_ in (MAP, AKKOORD):
        for tabel in TABELLEN:
            for zij in sorted((wortel / map_).glob(f"*/*/{tabel}.csv.yml")):
                pad = zij.relative_to(wortel).as_posix()
                inhoud, fouten = lees_yaml(wortel, pad, "kern/schemas/zijbestand")
                yield from fouten
                if inhoud is not None:
                    yield from _toets(wortel, pad.removesuffix(".yml"), inhoud["sha256"])


def _toets(wortel: Path, bestand: str, sha256: str) -> Iterator[Probleem]:
    pad = wortel / bestand
    if not pad.is_file():
        yield Probleem(bestand, f"het bestand zoals het is ingenomen; het is weg: {_TERUG}")
    elif hashlib.sha256(pad.read_bytes()).hexdigest() != sha256:
        yield Probleem(bestand, f"het bestand zoals het is ingenomen; het is gewijzigd: {_TERUG}")


def anders_vastgelegd(wortel: Path, regels: Sequence[Regel]) -> list[Probleem]:
    """A problem for every concept that says something else of itself than when the log took it up."""
    vast = {regel.onderwerp: regel.kenmerk for regel in regels if regel.handeling == CONCEPT}
    bestanden = {een.naam: f"{CONCEPTEN}/{een.naam}/{BESTAND}" for een in alle_inhoud(wortel)}
    eis = f"het bestand zoals {LOGBOEK} het kent; het is gewijzigd, of de regel over dit concept is weg"
    return [
        Probleem(pad, eis) for naam, pad in bestanden.items() if vast.get(naam) != som(wortel / pad)
    ]
