"""A statement of fact in the agreement: shown, never scored."""

from __future__ import annotations

from woonanalyse.afspraken.bewijs import Rij, bronnen, van, voortgang
from woonanalyse.afspraken.status import TER_INFORMATIE
from woonanalyse.afspraken.uitkomst import Omgeving, Partij, Uitkomst, onbekend
from woonanalyse.kern.afspraak import Afspraak
from woonanalyse.kern.getal import aantal


def feit(afspraak: Afspraak, omgeving: Omgeving) -> list[Uitkomst]:
    """Per party the amount the register gives, with beside it what is known of its use."""
    periode = omgeving.looptijd(afspraak)
    return [_feit(afspraak, omgeving, partij, periode) for partij in omgeving.partijen(afspraak)]


def _feit(afspraak: Afspraak, omgeving: Omgeving, partij: Partij, periode: str) -> Uitkomst:
    rijen = [r for r in van(voortgang(afspraak, omgeving), partij) if r.waarde is not None]
    if not rijen:
        return onbekend(afspraak, partij, periode, "Het register noemt geen bedrag.")
    ernaast = [r for r in _ernaast(afspraak, omgeving, partij) if r.waarde is not None]
    waarde = sum(rij.aantal for rij in rijen)
    wat = str(afspraak["bewijs"]).capitalize()
    zin = f"{wat}: {aantal(waarde)} {afspraak['eenheid']}. Wordt getoond, niet beoordeeld."
    zin += _zin(afspraak, ernaast)
    return Uitkomst(partij.naam, periode, TER_INFORMATIE, zin, waarde, bronnen(rijen + ernaast))


def _ernaast(afspraak: Afspraak, omgeving: Omgeving, partij: Partij) -> list[Rij]:
    if "ernaast" not in afspraak:
        return []
    return van(voortgang(afspraak, omgeving, afspraak["ernaast"]), partij)


def _zin(afspraak: Afspraak, ernaast: list[Rij]) -> str:
    if "ernaast" not in afspraak:
        return ""
    wat = str(afspraak["ernaast"]).capitalize()
    if not ernaast:
        return f" {wat}: onbekend."
    som = sum(rij.aantal for rij in ernaast)
    return f" {wat}, voor zover bekend: {aantal(som)} {afspraak['eenheid']}."
