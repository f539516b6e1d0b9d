"""The proposals of an edition, put in place: all of them, or none."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from woonanalyse.document.besluitstukken import besluitstukken
from woonanalyse.kern.bestanden import schrijf_bytes
from woonanalyse.kern.fouten import WoonanalyseFout
from woonanalyse.kern.getal import opsomming
from woonanalyse.kern.machine import als_machinefout
from woonanalyse.kern.project import uitvoermap
from woonanalyse.onderwerpen.dossier import Dossier
from woonanalyse.uitgave.docx import docx
from woonanalyse.uitgave.docxzip import is_bewerkt
from woonanalyse.uitgave.plaatsing import vervang
from woonanalyse.uitgave.stempel import BESTAND, STUKKEN, Stempel, schrijf_stempels, som
from woonanalyse.uitgave.uitgeven import keur


class BewerktFout(WoonanalyseFout):
    """Somebody has worked in a proposal that would be replaced."""

    exitcode = 2


def geef_besluitstukken(wortel: Path, dossier: Dossier) -> list[Path]:
    """Make the proposal of each college in `report/_output/<editie>/besluitstukken`; their paths.

    They take the place of those of an earlier run, in one step. Raises TerugblikFout for an edition that asks
    for nothing any more, BewerktFout when a word processor has saved one of them.
    """
    stukken = besluitstukken(dossier)
    map_ = uitvoermap(wortel, dossier.naam) / STUKKEN
    oud = _van_eerder(wortel, map_, [f"{stuk.naam}.docx" for stuk in stukken])
    with TemporaryDirectory() as naam:
        klaar = {f"{stuk.naam}.docx": Path(naam) / f"{stuk.naam}.docx" for stuk in stukken}
        for stuk, pad in zip(stukken, klaar.values(), strict=True):
            schrijf_bytes(pad, docx(stuk, opvallend=bool(dossier.merken)))
            keur(pad)
        stempel = Stempel({pad: som(wortel / pad) for pad in dossier.veroudert})
        schrijf_stempels(Path(naam), dict.fromkeys(klaar, stempel), map_)
        vervang(map_, {**klaar, BESTAND: Path(naam) / BESTAND}, oud)
    return [map_ / bestand for bestand in klaar]


def _van_eerder(wortel: Path, map_: Path, nieuw: Sequence[str]) -> list[str]:
    """The proposals that an earlier run left as they were; `nieuw`: the names of those to be made."""
    with als_machinefout(map_):
        er = {pad.name: is_bewerkt(pad.read_bytes()) for pad in sorted(map_.glob("*.docx"))}
    bewerkt = [naam for naam, wel in er.items() if wel and naam in nieuw]
    if bewerkt:
        waar = map_.relative_to(wortel).as_posix()
        raise BewerktFout(
            f"In {waar} is na het maken gewerkt aan {opsomming(bewerkt)}, en dat zou verloren gaan. Zet in "
            "een andere map wat u wilt bewaren en haal het hier weg; maak de besluitstukken dan opnieuw."
        )
    return [naam for naam, wel in er.items() if not wel]
