"""The file of an edition: read and checked, as far as what it asks for is delivered, with what was mended."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from woonanalyse.kern import correcties
from woonanalyse.kern.fouten import InvoerFout, Probleem, Waarschuwing, een_van
from woonanalyse.kern.opzet import Opzet, als_opzet
from woonanalyse.kern.regio import Regio
from woonanalyse.kern.vindplaats import leg_waarschuwing_vast
from woonanalyse.kern.yamlbestand import lees_yaml
from woonanalyse.onderwerpen import registerbalans
from woonanalyse.onderwerpen.editiebronnen import editiebestand, rauwe_bestanden
from woonanalyse.onderwerpen.editiecontrole import controleer


def lees_opzet(wortel: Path, regio: Regio, editie: str) -> tuple[Opzet, list[Probleem]]:
    """What the file of `editie` says, and where that names what is not there; raises InvoerFout where there
    is no such edition, or its file is not of the right form."""
    if editie not in regio.edities:
        verwacht = een_van(editie, regio.edities)
        raise InvoerFout([Probleem(regio.paden.edities, verwacht, kolom="editie", waarde=editie)])
    bestand = editiebestand(regio, editie)
    velden, problemen = lees_yaml(wortel, bestand, "kern/schemas/editie")
    if velden is None:
        raise InvoerFout(problemen)
    opzet = als_opzet(velden)
    problemen = controleer(bestand, opzet, editie, regio)
    if opzet.scenario:
        wat = "dit is een scenario; het toont geen echte stand"
        leg_waarschuwing_vast(Waarschuwing(bestand, wat, kolom="scenario"))
    return _zoals_geleverd(wortel, bestand, opzet), problemen


def _zoals_geleverd(wortel: Path, bestand: str, opzet: Opzet) -> Opzet:
    """Where nobody delivered plans yet: the edition with the need as the only source of its balance."""
    bron = opzet.balans
    if bron is None or bron["vorm"] != registerbalans.VORM:
        return opzet
    if not registerbalans.nog_niet_geleverd(wortel, bron["bestand"], opzet.peildatum):
        return opzet
    wat = (
        f"er zijn nog geen plannen geleverd met peildatum {opzet.peildatum}; de capaciteit van elke "
        f"gemeente is onbekend. Wat er nog komt: woonanalyse editie {opzet.editie}"
    )
    leg_waarschuwing_vast(Waarschuwing(bestand, wat, kolom="balans.bestand"))
    behoefte = {**bron["behoefte"], "alleen": "behoefte"} if "behoefte" in bron else None
    return replace(opzet, balans=behoefte, wacht_op=bron["bestand"])


def met_correcties(wortel: Path, opzet: Opzet) -> Opzet:
    """The set-up with a note on what was mended in the sources that it names."""
    eigen = [een for pad in rauwe_bestanden(opzet) for een in correcties.van(wortel, pad)]
    tekst = correcties.in_woorden(eigen)
    return replace(opzet, noten=(*opzet.noten, tekst)) if tekst else opzet
