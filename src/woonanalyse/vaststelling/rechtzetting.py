"""Taking out what someone wrote, or putting it right (Archiefwet, AVG): with a reason, and seen."""

from __future__ import annotations

from pathlib import Path

from woonanalyse.kern import logboek
from woonanalyse.kern.bestanden import als_csv
from woonanalyse.kern.fouten import InvoerFout, Probleem, een_van
from woonanalyse.kern.logboek import LOGBOEK, VERWIJDERD, Handeling, Regel
from woonanalyse.kern.samen import zet_samen
from woonanalyse.leveringen.bewaard import bewaard
from woonanalyse.leveringen.internrijen import (
    REACTIE,
    REACTIEBESTAND,
    hash_van_reactie,
    lees_reacties,
    onderwerp_van,
)
from woonanalyse.leveringen.keuzerijen import KEUZE, zonder_tekst

RECHTGEZET = "rechtgezet"
"""The act that says what should have stood in a row."""
_TEKSTEN = ["waarop", "gevraagd", "antwoord"]


def zet_recht(wortel: Path, nr: int, *, datum: str, rol: str, grond: str) -> list[str]:
    """Add a row that says what should have stood in row `nr`; what was done, in Dutch. Raises InvoerFout
    where that row is not there, or the log is no longer whole."""
    regel = _regel(logboek.lees(wortel), nr)
    handeling = Handeling(datum, rol, RECHTGEZET, f"regel {nr}: {regel.onderwerp}", str(nr), grond)
    zet_samen(wortel, logboek.met_erbij(wortel, [handeling]))
    return [f"Regel {nr} is rechtgezet; wat er stond, blijft staan."]


def verwijder(wortel: Path, nr: int, *, datum: str, rol: str, grond: str) -> list[str]:
    """Take role and reason out of row `nr`, and of a reaction or a choice also its texts and the file that it
    came in; as `zet_recht`. The row itself stays, and its hash still holds."""
    regels = logboek.lees(wortel)
    regel = _regel(regels, nr)
    if regel.handeling == VERWIJDERD:
        verwacht = "een regel die niet zelf zegt wat er is verwijderd"
        raise InvoerFout([Probleem(LOGBOEK, verwacht, waarde=str(nr))])
    gedaan = [f"Uit regel {nr} zijn rol en grond verwijderd; de keten blijft heel."]
    bestanden: dict[str, bytes | None] = {}
    uit = {REACTIE: _uit_reacties, KEUZE: zonder_tekst}.get(regel.handeling)
    if uit is not None:
        bestanden = {**uit(wortel, regel), **_geleverd(wortel, regel)}
        gedaan += [
            f"{pad} is verwijderd; de beschrijving ernaast blijft."
            if inhoud is None
            else f"Uit {pad} zijn de teksten van deze {regel.handeling} verwijderd."
            for pad, inhoud in bestanden.items()
        ]
    handeling = Handeling(datum, rol, VERWIJDERD, f"regel {nr}: {regel.onderwerp}", str(nr), grond)
    nieuw = logboek.met(logboek.zonder_tekst(regels, nr), [handeling], [logboek.zout()])
    zet_samen(wortel, {**bestanden, logboek.LOGBOEK: logboek.als_bytes(nieuw)})
    return gedaan


def _regel(regels: list[Regel], nr: int) -> Regel:
    for regel in regels:
        if regel.nr == nr:
            return regel
    er = [str(regel.nr) for regel in regels] or ["geen enkele: het logboek is leeg"]
    raise InvoerFout([Probleem(LOGBOEK, een_van(str(nr), er), waarde=str(nr))])


def _uit_reacties(wortel: Path, regel: Regel) -> dict[str, bytes | None]:
    """By path the register of reactions without the texts of this one."""
    alle = lees_reacties(wortel)
    bestanden: dict[str, bytes | None] = {}
    for plaats, rij in alle.iterrows():
        eigen = onderwerp_van(rij["partij"], rij["nummer"], rij["editie"], rij["concept"])
        som = hash_van_reactie([rij[k] for k in (*_TEKSTEN, "gewijzigd")])
        if (eigen, som) == (regel.onderwerp, regel.grond):
            alle.loc[plaats, ["rol", *_TEKSTEN[:2]]] = VERWIJDERD
            alle.loc[plaats, "antwoord"] = VERWIJDERD if rij["antwoord"] else ""
            bestanden[REACTIEBESTAND] = als_csv(alle)
    return bestanden


def _geleverd(wortel: Path, regel: Regel) -> dict[str, bytes | None]:
    """The file that this came in, by its path: it goes."""
    paden = [f"{e.map}/{e.bestand}" for e in bewaard(wortel) if e.sha256 == regel.kenmerk]
    return {pad: None for pad in paden if (wortel / pad).exists()}
