"""What is told of a file and its sheets, whatever is read of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from woonanalyse.kern.getal import aantal, opsomming
from woonanalyse.kern.tabel import rijnummers
from woonanalyse.leveringen.herkenning import bijna_van
from woonanalyse.leveringen.levering import Cel
from woonanalyse.leveringen.lezers.kolomkoppen import Koppen
from woonanalyse.leveringen.melder import Melder
from woonanalyse.leveringen.openen.boek import Boek
from woonanalyse.leveringen.vorm import Vorm

_CELLEN = 500
"""So many cells that are read all the same are pointed at."""


def noem_boek(
    melder: Melder, boek: Boek, vorm: Vorm, gelezen: Collection[str], stil: Iterable[str]
) -> None:
    """Tell what was noticed on opening, and which sheets were not read.

    Of sheets called as in `stil` nothing is told.
    """
    for wat in boek.notities:
        melder.zeg("lees_bestand", [], wat=wat)
    bijna = bijna_van(vorm, boek)
    zwijg = {naam.casefold() for naam in (*stil, "Meldingen")}
    for blad in boek.bladen:
        gevuld = sum(any(cel is not None for cel in rij) for rij in blad.rijen)
        if blad.naam not in gelezen and gevuld and blad.naam.casefold() not in zwijg:
            naam = f"{blad.naam} (verborgen)" if blad.verborgen else blad.naam
            woorden = {"blad": naam, "vorm": vorm.naam, "rijen": aantal(gevuld)}
            if weg := bijna.get(blad.naam):
                cel = Cel(blad.naam, 1, "A" if boek.met_letters else "1")
                melder.zeg("lees_blad_lijkt", [cel], blad.naam, weg=opsomming(weg), **woorden)
            else:
                melder.zeg("lees_blad_terzijde", [], **woorden)


def noem_blad(melder: Melder, koppen: Koppen) -> None:
    """Tell what of a sheet is hidden and read all the same, and how many of its cells are formulas."""
    blad = koppen.blad
    if blad.verborgen:
        melder.zeg("lees_blad_verborgen", [], blad=blad.naam)
    rijen = [nr for nr in sorted(blad.verborgen_rijen) if koppen.rij < nr <= len(blad.rijen)]
    rijen = [nr for nr in rijen if any(cel is not None for cel in blad.rijen[nr - 1])]
    if rijen:
        wat = f"rij {rijnummers(rijen)} {_is(len(rijen))}"
        melder.zeg("lees_rijen_verborgen", [koppen.cel(nr, 1) for nr in rijen], rijen=wat)
    kolommen = [kop for kop in koppen.kolommen if kop.nr in blad.verborgen_kolommen]
    if kolommen:
        wat = f"kolom {opsomming([kop.kop for kop in kolommen])} {_is(len(kolommen))}"
        cellen = [koppen.cel(koppen.rij, kop.nr) for kop in kolommen]
        melder.zeg("lees_kolommen_verborgen", cellen, kolommen=wat)
    if formules := [plek for plek in blad.formules if plek not in blad.zonder_waarde]:
        wat = "één cel is" if len(formules) == 1 else f"{aantal(len(formules))} cellen zijn"
        melder.zeg(
            "lees_formules", [koppen.cel(rij, nr) for rij, nr in formules[:_CELLEN]], aantal=wat
        )


def _is(hoeveel: int) -> str:
    return "is" if hoeveel == 1 else "zijn"
