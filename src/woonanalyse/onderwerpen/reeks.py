"""The editions of a region as a series: predecessors in a circle, and years with the same data."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from woonanalyse.kern.fouten import Probleem, Waarschuwing
from woonanalyse.kern.opzet import Opzet, als_opzet
from woonanalyse.kern.regio import Regio
from woonanalyse.kern.vindplaats import neem_op
from woonanalyse.kern.yamlbestand import lees_yaml
from woonanalyse.onderwerpen.editiebronnen import editiebestand


def lees_koppen(wortel: Path, regio: Regio) -> dict[str, Opzet]:
    """What the file of each edition says, of those that can be read; nothing of it is recorded as read."""
    with neem_op():
        gelezen = {
            editie: lees_yaml(wortel, editiebestand(regio, editie), "kern/schemas/editie")[0]
            for editie in regio.edities
        }
    return {editie: als_opzet(velden) for editie, velden in gelezen.items() if velden is not None}


def nieuwste(wortel: Path, regio: Regio) -> str:
    """The newest edition that is no scenario, whatever is known of it; of scenarios alone the newest."""
    koppen = lees_koppen(wortel, regio)
    echt = [naam for naam in regio.edities if naam not in koppen or not koppen[naam].scenario]
    return (echt or list(regio.edities))[-1]


def controleer_voorgangers(
    regio: Regio, koppen: Mapping[str, Opzet], editie: str
) -> list[Probleem]:
    """Problems where an edition comes, by its predecessors, after itself, or before one of them."""
    keten = [editie]
    while (voor := koppen[keten[-1]].voorganger if keten[-1] in koppen else None) is not None:
        bestand = editiebestand(regio, keten[-1])
        if voor in keten:
            verwacht = "een eerdere editie; " + " na ".join([*keten, voor]) + " gaat in een kring"
            return [Probleem(bestand, verwacht, kolom="voorganger", waarde=voor)]
        deze, eerder = (
            koppen[keten[-1]].peildatum,
            koppen[voor].peildatum if voor in koppen else None,
        )
        if deze and eerder and eerder > deze:
            verwacht = f"een editie met een peildatum op of voor {deze}; die is daar {eerder}"
            return [Probleem(bestand, verwacht, kolom="voorganger", waarde=voor)]
        keten.append(voor)
    return []


def gelijke_edities(
    wortel: Path, regio: Regio, koppen: Mapping[str, Opzet], editie: str
) -> list[Waarschuwing]:
    """Warnings where the balance of another edition has the bytes of that of `editie`."""
    eigen = _som(wortel, koppen[editie]) if editie in koppen else None
    return [
        Waarschuwing(
            editiebestand(regio, max(editie, ander)),
            f"dat zijn tot op de letter de gegevens van editie {min(editie, ander)}; klopt dat?",
            kolom="balans.bestand",
            waarde=(koppen[max(editie, ander)].balans or {})["bestand"],
        )
        for ander, kop in koppen.items()
        if ander != editie and eigen is not None and _som(wortel, kop) == eigen
    ]


def _som(wortel: Path, kop: Opzet) -> str | None:
    pad = wortel / kop.balans["bestand"] if kop.balans else None
    return sha256(pad.read_bytes()).hexdigest() if pad is not None and pad.is_file() else None
