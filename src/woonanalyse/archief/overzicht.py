"""`report/_output/index.html`: what editions there are, how far each is, its forms, what changed.

It follows from the output folders, the editions that there are and what is frozen: not from when it was made.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from woonanalyse.archief.bladzijde import bladzijde
from woonanalyse.archief.uitgave import Concept, Uitgave, Vorm
from woonanalyse.kern.bestanden import schrijf_tekst
from woonanalyse.kern.catalogus import tabellen
from woonanalyse.kern.project import KOP, mapnaam, rapportmap, uitvoermap
from woonanalyse.kern.regio import Regio, lees_regio
from woonanalyse.uitgave.docxzip import is_bewerkt
from woonanalyse.uitgave.stempel import STUKKEN, lees_stempels, som
from woonanalyse.vaststelling.inhoud import Inhoud, alle_inhoud
from woonanalyse.vaststelling.lees_verschil import andere_getallen

BESTAND = "index.html"
_STATUSVAST = ("regio", "titel", "peildatum", "rapportdatum", "status", "terugblik_na", "sinds")


def schrijf_overzicht(wortel: Path, regio: Regio | None = None) -> None:
    """Write the page anew where anything of it changed; `regio` where that was read. Raises InvoerFout where
    the region or what is frozen cannot be read."""
    regio = regio or lees_regio(wortel)
    tekst = bladzijde(regio.naam, list(uitgaven(wortel, regio.edities)))
    doel = rapportmap(wortel) / "_output" / BESTAND
    if not doel.is_file() or doel.read_bytes() != tekst.encode():
        schrijf_tekst(doel, tekst)


def uitgaven(wortel: Path, edities: tuple[str, ...]) -> Iterator[Uitgave]:
    """The output folders with forms of editions that there are, the newest first."""
    vast = alle_inhoud(wortel)
    for editie in reversed(edities):
        for naam in (mapnaam(editie, voorbeelddata=met) for met in (False, True)):
            if vormen := tuple(_vormen(wortel, naam)):
                kop = _kop(uitvoermap(wortel, naam))
                teksten = {veld: str(kop.get(veld, "")) for veld in _STATUSVAST}
                eigen = [een for een in vast if een.naam.startswith(f"{naam}/")]
                concepten = tuple(_concepten(wortel, eigen))
                yield Uitgave(naam, teksten, tuple(kop.get("merken", ())), vormen, concepten)


def _kop(map_: Path) -> dict[str, Any]:
    """What is told of the forms in a folder; empty where that is not known, or cannot be read."""
    try:
        inhoud = json.loads((map_ / KOP).read_bytes())
    except (OSError, ValueError):
        return {}
    return inhoud if isinstance(inhoud, dict) else {}


def _vormen(wortel: Path, naam: str) -> Iterator[Vorm]:
    """What we made: no file of somebody else, no proposal that somebody worked in."""
    map_ = uitvoermap(wortel, naam)
    stukken = sorted(lees_stempels(map_ / STUKKEN))
    for pad in (*sorted(lees_stempels(map_)), *(f"{STUKKEN}/{stuk}" for stuk in stukken)):
        bestand = map_ / pad
        if bestand.is_file() and not (pad.startswith(STUKKEN) and is_bewerkt(bestand.read_bytes())):
            yield Vorm(f"{naam}/{pad}", bestand.stat().st_size, som(bestand))


def _concepten(wortel: Path, vast: list[Inhoud]) -> Iterator[Concept]:
    titels = {tabel.naam: tabel.titel for tabel in tabellen().values()}
    for vorige, een in zip([None, *vast], vast, strict=False):
        anders = andere_getallen(wortel, vorige, een) if vorige else []
        per_tabel = Counter(wijziging.tabel for wijziging in anders)
        geteld = {titel: per_tabel[naam] for naam, titel in titels.items() if per_tabel[naam]}
        yield Concept(een.nummer, een.datum, geteld)
