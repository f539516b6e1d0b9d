"""Taking out what someone wrote, or putting it right (Archiefwet, AVG): with a reason, and seen."""

from __future__ import annotations

from pathlib import Path

from woonanalyse.kern import logboek
from woonanalyse.kern.bestanden import schrijf_csv
from woonanalyse.kern.fouten import InvoerFout, Probleem, een_van
from woonanalyse.kern.logboek import LOGBOEK, VERWIJDERD, Handeling, Regel
from woonanalyse.leveringen.bewaard import bewaard
from woonanalyse.leveringen.internrijen import (
    REACTIE,
    REACTIEBESTAND,
    hash_van_reactie,
    lees_reacties,
    onderwerp_van,
)

RECHTGEZET = "rechtgezet"
"""The act that says what should have stood in a row."""
_TEKSTEN = ["waarop", "gevraagd", "antwoord"]


def zet_recht(wortel: Path, nr: int, *, datum: str, rol: str, grond: str) -> list[str]:
    """Add a row that says what should have stood in row `nr`; what was done, in Dutch. Raises InvoerFout
    where that row is not there, or the log is no longer whole."""
    regel = _regel(logboek.lees(wortel), nr)
    logboek.voeg_toe(
        wortel,
        [Handeling(datum, rol, RECHTGEZET, f"regel {nr}: {regel.onderwerp}", str(nr), grond)],
    )
    return [f"Regel {nr} is rechtgezet; wat er stond, blijft staan."]


def verwijder(wortel: Path, nr: int, *, datum: str, rol: str, grond: str) -> list[str]:
    """Take role and reason out of row `nr`, and of a reaction also its texts and the file that it came in;
    as `zet_recht`. The row itself stays, and its hash still holds."""
    regels = logboek.lees(wortel)
    regel = _regel(regels, nr)
    if regel.handeling == VERWIJDERD:
        verwacht = "een regel die niet zelf zegt wat er is verwijderd"
        raise InvoerFout([Probleem(LOGBOEK, verwacht, waarde=str(nr))])
    gedaan = [f"Uit regel {nr} zijn rol en grond verwijderd; de keten blijft heel."]
    if regel.handeling == REACTIE:
        gedaan += _uit_reacties(wortel, regel)
    handeling = Handeling(datum, rol, VERWIJDERD, f"regel {nr}: {regel.onderwerp}", str(nr), grond)
    nieuw = logboek.met(logboek.zonder_tekst(regels, nr), [handeling], [logboek.zout()])
    logboek.schrijf(wortel, nieuw)
    return gedaan


def _regel(regels: list[Regel], nr: int) -> Regel:
    for regel in regels:
        if regel.nr == nr:
            return regel
    er = [str(regel.nr) for regel in regels] or ["geen enkele: het logboek is leeg"]
    raise InvoerFout([Probleem(LOGBOEK, een_van(str(nr), er), waarde=str(nr))])


def _uit_reacties(wortel: Path, regel: Regel) -> list[str]:
    alle = lees_reacties(wortel)
    gedaan = []
    for plaats, rij in alle.iterrows():
        eigen = onderwerp_van(rij["partij"], rij["nummer"], rij["editie"], rij["concept"])
        som = hash_van_reactie([rij[k] for k in (*_TEKSTEN, "gewijzigd")])
        if (eigen, som) == (regel.onderwerp, regel.grond):
            alle.loc[plaats, ["rol", *_TEKSTEN[:2]]] = VERWIJDERD
            alle.loc[plaats, "antwoord"] = VERWIJDERD if rij["antwoord"] else ""
            gedaan = [f"Uit {REACTIEBESTAND} zijn de teksten van deze reactie verwijderd."]
    if gedaan:
        schrijf_csv(wortel / REACTIEBESTAND, alle)
    for een in bewaard(wortel):
        pad = wortel / een.map / een.bestand
        if een.sha256 == regel.kenmerk and pad.exists():
            pad.unlink()
            gedaan.append(f"{een.map}/{een.bestand} is verwijderd; de beschrijving ernaast blijft.")
    return gedaan
