"""Whether a pack is still as it was written; nothing is unpacked, nothing that it says is trusted."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from zipfile import BadZipFile, ZipFile

from woonanalyse.archief.ingepakt import is_zoals_geschreven, vreemde_namen
from woonanalyse.archief.zak import BAGIT, INHOUD, KENMERKEN, MANIFEST, TAGMANIFEST, lees_lijst
from woonanalyse.kern.fouten import InvoerFout, Probleem
from woonanalyse.kern.machine import als_machinefout

HOOGSTENS_BYTES = 20_000_000_000
_BROK = 1 << 20
_STUK = (
    BadZipFile, zlib.error, EOFError, NotImplementedError, OverflowError, RuntimeError, ValueError,
)  # fmt: skip
_GEEN = "een archief dat woonanalyse archief heeft gemaakt"


@dataclass(frozen=True)
class Gekeurd:
    """A pack that is whole: its folder, how many files are in it, and what its bag-info.txt says."""

    naam: str
    aantal: int
    kenmerken: dict[str, str]


def controleer(pad: Path) -> Gekeurd:
    """Look at a pack; raises InvoerFout with every file that is gone, changed, or not of it, and for what is
    no pack, or would unpack outside its folder; MachineFout where it cannot be read."""
    if not pad.is_file():
        raise _fout(pad, f"{_GEEN}; dit bestand is er niet")
    with als_machinefout(pad), pad.open("rb") as bron:
        try:
            with ZipFile(bron) as archief:
                return _keur(pad, bron, archief)
        except _STUK:
            raise _fout(pad, f"{_GEEN}; dit is geen zip, of het is beschadigd") from None


def _fout(pad: Path, verwacht: str) -> InvoerFout:
    return InvoerFout([Probleem(pad.name, verwacht)])


def _keur(pad: Path, bron: IO[bytes], archief: ZipFile) -> Gekeurd:
    if vreemd := list(vreemde_namen(archief)):
        eis = "namen die bij het uitpakken in de map van het archief blijven, elk één keer"
        raise InvoerFout([Probleem(pad.name, eis, waarde=naam) for naam in vreemd])
    if sum(info.file_size for info in archief.infolist()) > HOOGSTENS_BYTES:
        raise _fout(pad, f"hoogstens {HOOGSTENS_BYTES // 1_000_000_000} GB")
    namen = [info.filename for info in archief.infolist()]
    map_ = namen[0].partition("/")[0] if namen else ""
    eigen = {naam.removeprefix(f"{map_}/") for naam in namen}
    if not {BAGIT, MANIFEST, TAGMANIFEST, KENMERKEN} <= eigen or len(eigen) < len(namen):
        raise _fout(pad, _GEEN)
    sommen = {naam.removeprefix(f"{map_}/"): _som(archief, naam) for naam in namen}
    problemen = [
        Probleem(pad.name, wat, waarde=naam) for naam, wat in _anders(archief, map_, sommen)
    ]
    if not problemen and not is_zoals_geschreven(bron, archief):
        problemen = [
            Probleem(
                pad.name,
                "een zip-bestand zoals woonanalyse archief het schreef; de bestanden erin zijn heel, maar "
                "het is opnieuw ingepakt, of er is iets omheen veranderd",
            )
        ]
    if problemen:
        raise InvoerFout(problemen)
    regels = archief.read(f"{map_}/{KENMERKEN}").decode().splitlines()
    return Gekeurd(map_, len(namen), dict(regel.split(": ", 1) for regel in regels))


def _anders(archief: ZipFile, map_: str, sommen: dict[str, str]) -> Iterator[tuple[str, str]]:
    """What is not as the lists say, and how."""
    tags = lees_lijst(archief.read(f"{map_}/{TAGMANIFEST}").decode())
    inhoud = lees_lijst(archief.read(f"{map_}/{MANIFEST}").decode())
    hoort = {**tags, **inhoud}
    for naam, som in hoort.items():
        if naam not in sommen:
            yield naam, "dit bestand, dat weg is"
        elif not sommen[naam]:
            yield naam, "een bestand dat te lezen is; het is beschadigd"
        elif sommen[naam] != som:
            yield naam, "het bestand zoals het is ingepakt; het is gewijzigd"
    for naam in sommen.keys() - hoort.keys() - {TAGMANIFEST}:
        yield naam, "niets: dit bestand hoort niet in het archief"
    for naam in inhoud:
        if not naam.startswith(f"{INHOUD}/"):
            yield naam, f"een bestand in {INHOUD}/"


def _som(archief: ZipFile, naam: str) -> str:
    """The SHA-256 of a part; empty where it cannot be read."""
    som = hashlib.sha256()
    try:
        with archief.open(naam) as deel:
            while brok := deel.read(_BROK):
                som.update(brok)
    except _STUK:
        return ""
    return som.hexdigest()
