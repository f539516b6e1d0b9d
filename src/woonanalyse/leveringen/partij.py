"""Who delivers, as the command line names them."""

from __future__ import annotations

from collections.abc import Collection

from woonanalyse.kern.cellen import bedoelde_code
from woonanalyse.kern.fouten import InvoerFout, Probleem, een_van
from woonanalyse.kern.gemeentenamen import opgegaan, zelfde_naam
from woonanalyse.kern.regio import Regio
from woonanalyse.kern.registers import partijen_van


def kies_partij(regio: Regio, wie: str, optie: str = "--partij") -> str:
    """The party that is meant by a code or a name; raises InvoerFout that names the ones there are."""
    return _kies(regio, wie, optie, partijen_van(regio.gemeenten, regio.subregios))


def kies_gemeente(regio: Regio, wie: str, optie: str = "--gemeente") -> str:
    """As `kies_partij`, of municipalities alone."""
    return _kies(regio, wie, optie, list(regio.gemeenten["gemeentecode"]))


def _kies(regio: Regio, wie: str, optie: str, partijen: Collection[str]) -> str:
    leden = regio.gemeenten[["gemeentecode", "gemeente", "cbs_naam"]].itertuples(
        index=False, name=None
    )
    op_naam = [code for code, naam, cbs in leden if zelfde_naam(wie, naam, cbs)]
    # A subregion may be called as a municipality is: it is the municipality that delivers.
    for keus in (*op_naam, wie, bedoelde_code(wie)):
        if keus in partijen:
            return str(keus)
    anders = [naam for naam in partijen if naam not in set(regio.gemeenten["gemeentecode"])]
    verwacht = een_van(wie, [*sorted(regio.gemeenten["gemeente"]), *anders])
    if weg := opgegaan(wie):
        verwacht = f"{verwacht}; {weg}"
    raise InvoerFout([Probleem(optie, verwacht, waarde=wie)])


def noem_partij(regio: Regio, partij: str) -> str:
    """A party as a reader knows it: its name and code; one that is no municipality by its name alone."""
    naam = naam_van(regio, partij)
    return partij if naam == partij else f"{naam} ({partij})"


def naam_van(regio: Regio, partij: str) -> str:
    """The name of a party, by its code."""
    namen = dict(regio.gemeenten[["gemeentecode", "gemeente"]].itertuples(index=False, name=None))
    return str(namen.get(partij, partij))
