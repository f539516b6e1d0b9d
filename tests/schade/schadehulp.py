"""The world of the damages: a copy of the data, its files by kind, reading with one file damaged."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields, is_dataclass
from functools import cache, cached_property, partial
from itertools import islice
from pathlib import Path
from typing import Any

import pandas as pd
from hulp import EDITIES, WORTEL, dossier, kopieer_gegevens

from woonanalyse.kern.catalogus import onderwerpen
from woonanalyse.kern.fouten import InvoerFout, Probleem, Waarschuwing
from woonanalyse.kern.regio import lees_regio
from woonanalyse.kern.vindplaats import Vindplaatsen, neem_op
from woonanalyse.onderwerpen.dossierlezer import lees_bron, lees_dossier_van
from woonanalyse.onderwerpen.editielezer import lees_editie_van

GEWEIGERD = "geweigerd"
GELIJK = "gelijk"
GEMELD = "gemeld"
ANDERS = "anders"
"""How a damage ends: refused by name; read as if there was none; read, and said to have changed; read as
other data, which it also is."""


@dataclass(frozen=True)
class Bestand:
    """A file that some edition is read from, by its path from the root: `soort` csv, yaml, zij or geojson."""

    pad: str
    soort: str
    editie: str
    voorbeelddata: bool

    @property
    def zijbestand(self) -> str:
        """Its sidecar, or itself when it is one."""
        return self.pad if self.soort == "zij" else f"{self.pad}.yml"


Schade = Callable[[bytes, random.Random], bytes | None]
"""Makes other bytes of a file; None where it has no place for this damage."""


@dataclass(frozen=True)
class Soort:
    """A kind of damage: what it does, to files of which kind, how that may end.

    `plek`: whether a refusal has to say the row, column or key; `naar`: what the outcome is compared
    with, when that is not the file as it was; `alleen`: what must stand in the path.
    """

    naam: str
    bij: tuple[str, ...]
    schade: Schade
    mag: tuple[str, ...] = (GEWEIGERD,)
    plek: bool = True
    naar: Schade | None = None
    alleen: str = ""


@cache
def bestanden() -> list[Bestand]:
    """Every file that the dossiers of all editions are read from, each with the last edition that does."""
    gevonden: dict[str, Bestand] = {}
    for naam in EDITIES:
        for verzonnen in (True, False):
            d = dossier(naam, voorbeelddata=verzonnen)
            zij = [f"{z['bestand']}.yml" for z in d.zijbestanden]
            for pad in [*d.bestanden, *zij]:
                if (WORTEL / pad).is_file() and not (verzonnen and pad in gevonden):
                    soort = "zij" if pad in zij else _soort(pad)
                    gevonden[pad] = Bestand(pad, soort, naam, verzonnen)
    return sorted(gevonden.values(), key=lambda bestand: bestand.pad)


def _soort(pad: str) -> str:
    return {"yml": "yaml", "csv": "csv", "geojson": "geojson"}[pad.rpartition(".")[2]]


def bestanden_voor(soort: Soort, elk: int) -> list[Bestand]:
    """At most `elk` files that have a place for a kind, spread by chance that stays."""
    eigen = [b for b in bestanden() if b.soort in soort.bij and soort.alleen in b.pad]
    op_volgorde = sorted(eigen, key=lambda b: kans(soort, b).random())
    past = (b for b in op_volgorde if soort.schade(_ruw(b.pad), kans(soort, b)) is not None)
    return list(islice(past, elk))


@cache
def _ruw(pad: str) -> bytes:
    return (WORTEL / pad).read_bytes()


def kans(soort: Soort, bestand: Bestand) -> random.Random:
    """Chance that is the same in every run."""
    return random.Random(f"{soort.naam}|{bestand.pad}")


def naam(deel: Any) -> str:
    """The name of a kind or a file in the name of a test."""
    return deel.naam if isinstance(deel, Soort) else re.sub(r"^data/(raw/)?", "", deel.pad)


@dataclass(frozen=True)
class Wereld:
    """A copy of the data in which one file at a time is damaged."""

    wortel: Path

    @classmethod
    def maak(cls, map_: Path) -> Wereld:
        """A fresh copy below a folder."""
        doel = map_ / "project"
        doel.mkdir()
        return cls(kopieer_gegevens(doel))

    @contextmanager
    def met(self, pad: str, inhoud: bytes) -> Iterator[None]:
        """The world with other bytes in a file."""
        doel = self.wortel / pad
        doel.write_bytes(inhoud)
        try:
            yield
        finally:
            self.herstel(pad)

    def herstel(self, pad: str) -> None:
        """The file as it was, whatever stands in its place."""
        doel = self.wortel / pad
        if doel.is_dir() and not doel.is_symlink():
            shutil.rmtree(doel)
        else:
            doel.unlink(missing_ok=True)
        shutil.copyfile(WORTEL / pad, doel)

    def lezers(self, bestand: Bestand) -> dict[str, Callable[[], Any]]:
        """What reads a file, by name: the dossier when it is the region's, else edition and subjects."""
        d = dossier(bestand.editie, voorbeelddata=bestand.voorbeelddata)
        pad = bestand.pad.removesuffix(".yml") if bestand.soort == "zij" else bestand.pad
        voorbeeld = bestand.voorbeelddata
        soort = "voorbeelddata" if voorbeeld else "echt"
        if pad in d.regio.bestanden:
            return {
                f"dossier {d.editie.naam} {soort}": lambda: lees_dossier_van(
                    self.wortel, lees_regio(self.wortel), d.editie.naam, voorbeelddata=voorbeeld
                )
            }
        van = [o for o in onderwerpen() if pad in getattr(d.bronnen.get(o.naam), "bestanden", [])]
        lezers: dict[str, Callable[[], Any]]
        lezers = {o.naam: partial(lees_bron, self.wortel, d.regio, o) for o in van}
        edities = [deel for deel in (d.editie, d.voorganger) if deel and pad in deel.bestanden]
        for deel in edities or ([] if van else [d.editie]):
            lezers[f"editie {deel.naam} {soort}"] = partial(
                lees_editie_van, self.wortel, d.regio, deel.naam, voorbeelddata=voorbeeld
            )
        return lezers


@dataclass(frozen=True)
class Uitkomst:
    """How reading ended: the problems, or what was read."""

    problemen: list[Probleem]
    delen: list[Any]
    gewijzigd: list[str]
    waarschuwingen: set[Waarschuwing]

    @cached_property
    def gelezen(self) -> Any:
        """What was read, flat enough to compare."""
        return plat(self.delen)

    def einde(self, ongeschonden: Uitkomst, bestand: Bestand) -> str:
        """One of the four ways in which a damage ends."""
        if self.problemen:
            return GEWEIGERD
        gelijk = self.gelezen == ongeschonden.gelezen
        gemeld = bestand.zijbestand.removesuffix(".yml") in self.gewijzigd
        if gemeld and (bestand.soort == "zij" or not gelijk):
            return GEMELD
        if any(w.bestand == bestand.pad for w in self.waarschuwingen - ongeschonden.waarschuwingen):
            return GEMELD
        return GELIJK if gelijk else ANDERS


def lees(wereld: Wereld, bestand: Bestand) -> Uitkomst:
    """Read, and say how that ended; any other error than our own is a fault of ours."""
    problemen, delen, gezegd = [], [], set[Waarschuwing]()
    for lezer in wereld.lezers(bestand).values():
        try:
            with neem_op() as vindplaatsen:
                delen.append(lezer())
        except InvoerFout as fout:
            problemen += fout.problemen
            continue
        gezegd |= {*vindplaatsen.waarschuwingen, *getattr(delen[-1], "waarschuwingen", [])}
    zij = [zij for deel in delen for zij in deel.zijbestanden]
    gewijzigd = [een["bestand"] for een in zij if not een["ongewijzigd"]]
    return Uitkomst(list(dict.fromkeys(problemen)), delen, gewijzigd, gezegd)


_NIET = ("vindplaatsen", "ongewijzigd", "sha256")


def plat(deel: Any) -> Any:
    """Plain content to compare: frames as text, without where it was read and whether the hash fits."""
    if isinstance(deel, pd.DataFrame):
        return deel.to_csv(), [str(soort) for soort in deel.dtypes]
    if isinstance(deel, Vindplaatsen):
        return None
    if is_dataclass(deel):
        return {v.name: plat(getattr(deel, v.name)) for v in fields(deel) if v.name not in _NIET}
    if isinstance(deel, dict):
        return {sleutel: plat(waarde) for sleutel, waarde in deel.items() if sleutel not in _NIET}
    if isinstance(deel, list | tuple):
        return [plat(lid) for lid in deel]
    return deel.tolist() if hasattr(deel, "tolist") else deel


ENGELS = re.compile(
    r"\b(expected|invalid|error|does not match|is not of type|required|should be|non-empty|"
    r"traceback|found|unable|codec|decode|line \d+ column|must|None)\b",
    re.IGNORECASE,
)
"""Words of a message that we did not write."""


def toets_weigering(problemen: list[Probleem], bestand: Bestand, plek: bool) -> None:
    """The file is named, and the row, column or key; the message is Dutch and says what is expected.

    A file that is not there may be named as the value of the key that asks for it; where the damage made a
    path that is no file, what is named is where that path stands.
    """
    eigen = {bestand.pad, bestand.zijbestand, bestand.pad.removesuffix(".yml")}
    raak = [
        p
        for p in problemen
        if p.bestand in eigen or bestand.pad == p.waarde or str(p).endswith(bestand.pad)
    ]
    assert raak, [str(p) for p in problemen]
    assert not plek or any(p.rij is not None or p.kolom is not None for p in raak), str(raak[0])
    for probleem in problemen:
        assert probleem.verwacht.strip()
        assert not ENGELS.search(probleem.verwacht), str(probleem)
    assert len(problemen) <= MEESTE, f"{len(problemen)} meldingen: {problemen[0]}"


MEESTE = 40
"""More messages than this on one damage bury what is wrong."""
