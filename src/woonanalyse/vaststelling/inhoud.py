"""What a frozen concept holds: who is in it, the hashes of what it was made from and of what was made."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from woonanalyse.kern.concept import CONCEPTEN
from woonanalyse.kern.fouten import InvoerFout, Probleem

BESTAND = "inhoud.json"
UITVOER, UITKOMSTEN = "rapport", "uitkomsten"
"""Folders of a concept: the forms, the result tables."""


@dataclass(frozen=True)
class Deelname:
    """A party: `versie` and `sha256` of the delivery that is in it, 0 and empty where none is; then `waarom`
    says why (Dutch)."""

    partij: str
    naam: str
    versie: int
    sha256: str
    waarom: str


@dataclass(frozen=True)
class Inhoud:
    """`naam` that of the concept; `invoer`, `rapport`, `uitkomsten`: SHA-256 by path, of the first from the
    root, of the others from the folder of the concept; `programma` the version of woonanalyse.

    `reacties`: by word (gewijzigd, niet gewijzigd, open) how many there were to the concept before it;
    `logboek_nr` and `logboek_hash`: the last row of the log when it was frozen.
    """

    naam: str
    datum: str
    peildatum: str
    rol: str
    programma: str
    deelname: Sequence[Deelname]
    invoer: Mapping[str, str]
    rapport: Mapping[str, str]
    uitkomsten: Mapping[str, str]
    reacties: Mapping[str, int]
    logboek_nr: int
    logboek_hash: str

    @property
    def editie(self) -> str:
        """The edition that it is of."""
        return self.naam.partition("/")[0]

    @property
    def nummer(self) -> int:
        """The number of the concept."""
        return int(self.naam.rpartition("-")[2])


def als_bytes(inhoud: Inhoud) -> bytes:
    """The file BESTAND."""
    return (json.dumps(asdict(inhoud), ensure_ascii=False, indent=2) + "\n").encode()


def lees(wortel: Path, pad: Path) -> Inhoud:
    """What stands in the folder `pad` of a concept; raises InvoerFout where its file is broken."""
    bestand = pad / BESTAND
    try:
        velden = json.loads(bestand.read_bytes())
        return Inhoud(**{**velden, "deelname": [Deelname(**een) for een in velden["deelname"]]})
    except (ValueError, TypeError, KeyError):
        eis = "het bestand zoals het is vastgelegd; het is gewijzigd. Zet het terug uit een reservekopie"
        raise InvoerFout([Probleem(bestand.relative_to(wortel).as_posix(), eis)]) from None


def zonder_inhoud(wortel: Path) -> list[Probleem]:
    """A problem for every concept of which the folder does not say what it holds."""
    alle = (wortel / CONCEPTEN).glob("*/concept-*.yml")
    eis = (
        "een concept met zijn map; zet die terug uit een reservekopie. Noemt woonanalyse logboek dit concept "
        "niet, dan is het vastleggen afgebroken: verwijder dan dit bestand"
    )
    return [
        Probleem(pad.relative_to(wortel).as_posix(), eis)
        for pad in sorted(alle)
        if not (pad.with_suffix("") / BESTAND).is_file()
    ]


def alle_inhoud(wortel: Path) -> list[Inhoud]:
    """Of every concept of every edition what it holds, by edition and number; raises InvoerFout as `lees`."""
    alles = [lees(wortel, pad.parent) for pad in (wortel / CONCEPTEN).glob(f"*/*/{BESTAND}")]
    return sorted(alles, key=lambda een: (een.editie, een.nummer))
