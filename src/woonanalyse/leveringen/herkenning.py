"""Which format a delivered file has: by its heads, wherever they stand on a sheet."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from woonanalyse.kern.fouten import InvoerFout, Probleem, een_van
from woonanalyse.kern.getal import opsomming
from woonanalyse.leveringen.openen.boek import Blad, Boek
from woonanalyse.leveringen.vorm import EIGEN_VORMEN, Vorm, kop_kaal
from woonanalyse.leveringen.waarden.waarde import als_tekst

_EERSTE_RIJEN = 30
_ZONDER_BLADEN = ("geojson", "geodatabase")
"""Readers of files without sheets."""
_GEEN = "geen"
"""The reader of a format that is known and not read."""
_GENOEG = 0.5
"""The part of the heads by which a format is known, with heads missing: those are then refused."""


@dataclass(frozen=True)
class Kopregel:
    """A sheet, and the row (from 1) with the heads of a format: `gevonden` of its `gevraagd` texts."""

    blad: Blad
    rij: int
    gevonden: int
    gevraagd: int

    @property
    def deel(self) -> float:
        """The part of the texts that was found."""
        return self.gevonden / self.gevraagd


def kies(bestand: str, boek: Boek, vormen: Mapping[str, Vorm], gevraagd: str | None) -> Vorm:
    """The format of a file: the one that was asked for, else the one whose heads it has.

    Raises InvoerFout where that is none, with what was found and which formats there are.
    """
    if gevraagd is not None:
        return _gevraagde(bestand, vormen, gevraagd, ("rijen", "register", "planmonitor", "diwi"))
    met_boek = [v for v in vormen.values() if v.lezer not in (_GEEN, *_ZONDER_BLADEN)]
    beste = max(met_boek, key=lambda vorm: _rang(vorm, boek))
    genoeg, gevonden, deel, _ = _rang(beste, boek)
    for vorm in vormen.values():
        if vorm.lezer == _GEEN and deel < 1 <= _rang(vorm, boek)[2]:
            raise InvoerFout([_niet_gelezen(bestand, boek, vorm)])
    if genoeg and gevonden > 1:
        return beste
    raise InvoerFout([_onbekend(bestand, boek, vormen, beste if gevonden else None)])


def _niet_gelezen(bestand: str, boek: Boek, vorm: Vorm) -> Probleem:
    """Why a format that is known is not read."""
    regel = max(kopregels(vorm, boek), key=lambda r: r.deel)
    blad = regel.blad.naam or None
    return Probleem(bestand, vorm.inhoud["waarom"], blad=blad, rij=regel.rij, waarde=vorm.naam)


def kies_zonder_boek(
    bestand: str, lezer: str, ruw: bytes, vormen: Mapping[str, Vorm], gevraagd: str | None
) -> Vorm:
    """The format of a file without sheets, of those with this reader; see `kies`."""
    if gevraagd is not None:
        return _gevraagde(bestand, vormen, gevraagd, (lezer,))
    mogelijk = [vorm for vorm in vormen.values() if vorm.lezer == lezer]
    return max(mogelijk, key=lambda vorm: sum(t.encode() in ruw for t in vorm.herken["teksten"]))


def _gevraagde(
    bestand: str, vormen: Mapping[str, Vorm], gevraagd: str, lezers: Sequence[str]
) -> Vorm:
    """The format that was asked for; refused where it is not for this kind of file."""
    mogelijk = sorted(naam for naam, vorm in vormen.items() if vorm.lezer in lezers)
    if gevraagd in mogelijk:
        return vormen[gevraagd]
    raise InvoerFout(
        [Probleem(bestand, een_van(gevraagd, mogelijk), kolom="vorm", waarde=gevraagd)]
    )


def _rang(vorm: Vorm, boek: Boek) -> tuple[bool, int, float, str]:
    """How well a format fits: by the number of its texts that are there, of those that have enough of them.

    A format of few texts is not taken for one of many of which a text is misspelt.
    """
    regel = max(kopregels(vorm, boek), key=lambda r: r.deel, default=None)
    if regel is None:
        return False, 0, 0, vorm.id
    return regel.deel >= _GENOEG, regel.gevonden, regel.deel, vorm.id


def kopregels(vorm: Vorm, boek: Boek) -> list[Kopregel]:
    """By sheet, in order, the row that has most of the texts of the format; no sheet that has none, or that
    the format leaves aside."""
    gevonden = []
    terzijde = {naam.casefold() for naam in vorm.inhoud.get("bladen_terzijde", ())}
    for blad in boek.bladen:
        naam = vorm.herken.get("blad", ".*")
        if blad.naam.casefold() in terzijde:
            continue
        if re.fullmatch(naam, blad.naam, re.IGNORECASE | re.DOTALL) is None:
            continue
        if regel := _kopregel(vorm, blad):
            gevonden.append(regel)
    return gevonden


def bladen_van(vorm: Vorm, boek: Boek) -> list[Kopregel]:
    """The sheets that are read in a format: those that have its heads, else those that have enough of them,
    else the one that has most.
    """
    regels = kopregels(vorm, boek)
    for deel in (1, _GENOEG):
        if genoeg := [regel for regel in regels if regel.deel >= deel]:
            return genoeg
    gevuld = [blad for blad in boek.bladen if blad.rijen]
    anders = [Kopregel(gevuld[0], 1, 0, 1)] if gevuld else []
    return sorted(regels, key=lambda regel: -regel.deel)[:1] or anders


def bijna_van(vorm: Vorm, boek: Boek) -> dict[str, list[str]]:
    """By sheet that has enough of the heads but not all: those that it lacks."""
    return {
        regel.blad.naam: _ontbrekend(vorm, regel)
        for regel in kopregels(vorm, boek)
        if _GENOEG <= regel.deel < 1
    }


def _kopregel(vorm: Vorm, blad: Blad) -> Kopregel | None:
    gevraagd = _gevraagd(vorm)
    eerste = range(1, min(len(blad.rijen), vorm.herken.get("rijen", _EERSTE_RIJEN)) + 1)
    per_rij = [{kop_kaal(tekst) for tekst in koppen(blad, rij)} - {""} for rij in eerste]
    if not vorm.herken.get("samen", vorm.lezer in ("rijen", "register")):
        per_rij = [set().union(*per_rij)] if per_rij else []
    aantallen = [sum(bool(een & teksten) for een in gevraagd) for teksten in per_rij]
    if not any(aantallen):
        return None
    rij = _onderste(blad, aantallen.index(max(aantallen)) + 1)
    return Kopregel(blad, rij, max(aantallen), len(gevraagd))


def _onderste(blad: Blad, rij: int) -> int:
    """The lowest row of heads that are merged downwards from `rij`."""
    diep = [r for (r, _), (eerste, _) in blad.samengevoegd.items() if eerste == rij and r > rij]
    return max(diep, default=rij)


def _gevraagd(vorm: Vorm) -> Sequence[frozenset[str]]:
    """Of each text by which the format is known the ways to write it."""
    ook = {
        kop_kaal(kolom["kop"]): {kop_kaal(naam) for naam in kolom.get("ook", ())}
        for kolom in vorm.inhoud.get("kolommen", ())
        if isinstance(kolom, Mapping) and "kop" in kolom
    }
    kaal = [kop_kaal(tekst) for tekst in vorm.herken["teksten"]]
    return [frozenset({tekst, *ook.get(tekst, ())}) for tekst in kaal]


def koppen(blad: Blad, rij: int) -> list[str]:
    """The texts in a row; a cell that a merged block covers has the text of that block."""
    uit = []
    for kolom, inhoud in enumerate(blad.rijen[rij - 1], start=1):
        eerste = blad.samengevoegd.get((rij, kolom))
        if inhoud is None and eerste and eerste[0] <= len(blad.rijen) and eerste[1] == kolom:
            inhoud = blad.rijen[eerste[0] - 1][eerste[1] - 1]
        uit.append(als_tekst(inhoud))
    return uit


def _onbekend(bestand: str, boek: Boek, vormen: Mapping[str, Vorm], beste: Vorm | None) -> Probleem:
    namen = sorted(
        v.id for v in vormen.values() if v.lezer not in ("register", _GEEN, *_ZONDER_BLADEN)
    )
    kop = next(
        (", ".join(filter(None, koppen(blad, 1)))[:200] for blad in boek.bladen if blad.rijen), ""
    )
    verwacht = (
        f"een kopregel van een bekende vorm: {opsomming(namen)}, of van een register."
        f"{_wat_ontbreekt(boek, beste)} Geef met --vorm aan welke het is, of beschrijf de vorm in "
        f"{EIGEN_VORMEN}/"
    )
    return Probleem(bestand, verwacht, rij=1, waarde=kop or None)


def _wat_ontbreekt(boek: Boek, beste: Vorm | None) -> str:
    """Which heads the nearest format has besides those of the file; empty where none is near."""
    regels = kopregels(beste, boek) if beste else []
    if beste is None or not regels:
        return ""
    weg = _ontbrekend(beste, max(regels, key=lambda een: een.deel))
    return f" Het meest lijkt het op {beste.id}; daarvan ontbreekt {opsomming(weg)}."


def _ontbrekend(vorm: Vorm, regel: Kopregel) -> list[str]:
    er = {kop_kaal(tekst) for tekst in koppen(regel.blad, regel.rij)}
    gevraagd = zip(vorm.herken["teksten"], _gevraagd(vorm), strict=True)
    return [tekst for tekst, een in gevraagd if not een & er]
