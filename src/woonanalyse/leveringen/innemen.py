"""Taking in one file: look, read, check, match answers. What comes of it is kept, or sent back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from woonanalyse.kern.bestanden import schrijf_bytes
from woonanalyse.kern.fouten import InvoerFout, Probleem
from woonanalyse.kern.getal import opsomming
from woonanalyse.kern.regio import Regio
from woonanalyse.leveringen import geldend, registerrijen
from woonanalyse.leveringen.antwoord import meldingenblad
from woonanalyse.leveringen.antwoord.gegeven import koppel
from woonanalyse.leveringen.antwoord.meldingenblad import Gegeven
from woonanalyse.leveringen.antwoord.werkboek import antwoordpad, maak_antwoord
from woonanalyse.leveringen.bewaard import REGISTERS, Bewaard
from woonanalyse.leveringen.controles import controleer
from woonanalyse.leveringen.controles.geval import Geval
from woonanalyse.leveringen.lees import lees
from woonanalyse.leveringen.levering import Cel, Levering, Melding, Opgave
from woonanalyse.leveringen.meldingen import meld
from woonanalyse.leveringen.openen.bewaking import Bekeken, bekijk
from woonanalyse.leveringen.openen.boek import Boek
from woonanalyse.leveringen.openen.inlezen import open_boek
from woonanalyse.leveringen.partij import noem_partij

ZONDER_BOEK = ("geojson", "geodatabase", "geopackage")
"""Kinds of file without sheets of cells."""


@dataclass(frozen=True)
class Uitslag:
    """What is to be said of a file, and what would be kept: `vervangt` the files whose place it takes,
    `eerder` the delivery with the same bytes, if it was taken in before.
    """

    bekeken: Bekeken
    levering: Levering
    opgave: Opgave
    meldingen: tuple[Melding, ...]
    antwoorden: dict[Melding, str]
    vervangt: tuple[str, ...]
    eerder: Bewaard | None

    @cached_property
    def fouten(self) -> list[Melding]:
        """What stops the file."""
        return [melding for melding in self.meldingen if melding.soort == "fout"]

    @cached_property
    def open(self) -> list[Melding]:
        """Warnings that nobody answered yet."""
        return [m for m in self.meldingen if m.soort == "waarschuwing" and m not in self.antwoorden]

    @property
    def verdient_antwoord(self) -> bool:
        """Whether there is anything to mend or to answer."""
        return bool(self.fouten or self.open)


def antwoorden_uit(bekeken: Bekeken) -> tuple[list[Gegeven], bool]:
    """The answers that a workbook holds, and whether it holds nothing else."""
    return meldingenblad.lees(bekeken.inhoud) if bekeken.soort == "xlsx" else ([], False)


def beoordeel(
    wortel: Path,
    regio: Regio,
    pad: Path,
    *,
    vorm: str | None,
    partij: str | None,
    peildatum: date | None,
    geleverd_op: date,
    vervangen: bool = False,
    gegeven: Sequence[Gegeven] = (),
) -> Uitslag:
    """Read and check a file as it would be taken in; nothing is written.

    `peildatum` may be left out for register templates, `partij` where all plans are of one municipality.
    Raises InvoerFout where there is nothing to read, or the command does not say enough.
    """
    bekeken = bekijk(pad)
    eigen_code = partij if partij and partij.startswith("GM") else ""
    levering = lees(
        pad, regio, vorm, peildatum=peildatum or geleverd_op, partij=eigen_code, wortel=wortel
    )
    opgave = _opgave(regio, bekeken.naam, levering, partij, peildatum, geleverd_op)
    meldingen = list(levering.meldingen)
    vervangt: list[str] = []
    eerder = geldend.al_geleverd(wortel, bekeken)
    if levering.tabellen:
        meldingen += _van_ander(levering, regio, opgave.partij)
        vorige = geldend.laatste(wortel, regio, opgave.partij, opgave.peildatum.isoformat())
        geval = Geval(
            levering.tabellen, levering.plekken, opgave.peildatum, vorige[1] if vorige else None
        )
        meldingen += _zonder_gevolgen(levering, controleer(geval))
        if eerder is None:
            botsen, vervangt = geldend.botsingen(
                wortel, regio, levering, opgave, vervangen=vervangen
            )
            meldingen += botsen
    elif eerder is None:
        meldingen += registerrijen.controleer(wortel, regio, levering)
    eigen = tuple(_op_volgorde(levering, dict.fromkeys(meldingen)))
    antwoorden = koppel(eigen, [*antwoorden_uit(bekeken)[0], *gegeven])
    levering = replace(levering, meldingen=eigen)
    return Uitslag(bekeken, levering, opgave, eigen, antwoorden, tuple(vervangt), eerder)


def _opgave(
    regio: Regio,
    naam: str,
    levering: Levering,
    partij: str | None,
    peildatum: date | None,
    geleverd_op: date,
) -> Opgave:
    if not levering.tabellen:
        return Opgave(partij or REGISTERS, peildatum or geleverd_op, geleverd_op)
    if peildatum is None:
        verwacht = "een dag bij --peildatum, waarvoor de plannen gelden: --peildatum 2027-01-01"
        raise InvoerFout([Probleem(naam, verwacht)])
    if partij is None:
        codes = sorted(set(levering.tabellen["plannen"]["gemeentecode"]) - {""})
        if not codes and levering.fouten:  # nothing to keep; its messages say what to mend
            return Opgave("", peildatum, geleverd_op)
        if len(codes) != 1:
            verwacht = "bij --partij wie dit levert, want er staan plannen in van " + (
                opsomming([noem_partij(regio, code) for code in codes])
                if codes
                else "een gemeente die niet te lezen is"
            )
            raise InvoerFout([Probleem(naam, verwacht)])
        partij = codes[0]
    return Opgave(partij, peildatum, geleverd_op)


def _van_ander(levering: Levering, regio: Regio, partij: str) -> list[Melding]:
    """Plans of another municipality than the one that delivers."""
    if not partij.startswith("GM"):
        return []
    plannen = levering.tabellen["plannen"]
    vreemd = plannen[(plannen["gemeentecode"] != partij) & (plannen["gemeentecode"] != "")]
    return [
        meld(
            "andere_partij",
            _cel(levering, index, "gemeentecode"),
            code,
            "gemeentecode",
            partij=noem_partij(regio, partij),
            ander=noem_partij(regio, code),
        )
        for index, code in vreemd["gemeentecode"].items()
    ]


def _op_volgorde(levering: Levering, meldingen: Iterable[Melding]) -> list[Melding]:
    """What stops the file first, then what is asked, then what was done; of each by sheet and row."""
    alle = list(meldingen)
    gezegd = [melding.cellen[0] for melding in alle if melding.cellen]
    bladen = dict.fromkeys(cel.blad for cel in [*levering.plekken.values(), *gezegd])
    nummer = {blad: nr for nr, blad in enumerate(bladen)}
    soorten = {"fout": 0, "waarschuwing": 1, "notitie": 2}

    def plek(melding: Melding) -> tuple[int, int, int]:
        eerste = melding.cellen[0] if melding.cellen else None
        waar = (nummer[eerste.blad], eerste.rij) if eerste else (-1, 0)
        return soorten[melding.soort], *waar

    return sorted(alle, key=plek)


def _zonder_gevolgen(levering: Levering, meldingen: Iterable[Melding]) -> list[Melding]:
    """What the checks say, but not that a number is missing in a row in which something was refused."""
    fout = {(cel.blad, cel.rij) for melding in levering.fouten for cel in melding.cellen}
    return [
        melding
        for melding in meldingen
        if melding.code != "rest_onbekend"
        or any((cel.blad, cel.rij) not in fout for cel in melding.cellen)
    ]


def _cel(levering: Levering, index: int, *kolommen: str) -> list[Cel]:
    for kolom in (*kolommen, "plan_id"):
        if cel := levering.plekken.get(("plannen", index, kolom)):
            return [cel]
    return []


def schrijf_antwoord(uitslag: Uitslag, pad: Path) -> tuple[Path, tuple[str, ...]]:
    """Write the answer beside the delivered file; where it is, and what it lacks of that file, in Dutch."""
    boek = _boek(uitslag.bekeken, pad)
    antwoord = maak_antwoord(uitslag.bekeken, boek, uitslag.meldingen, uitslag.antwoorden)
    doel = antwoordpad(pad)
    schrijf_bytes(doel, antwoord.inhoud)
    return doel, antwoord.verloren


def _boek(bekeken: Bekeken, pad: Path) -> Boek | None:
    return None if bekeken.soort in ("xlsx", *ZONDER_BOEK) else open_boek(pad)
