"""Something to be restored within a term."""

from __future__ import annotations

import pandas as pd

from woonanalyse.afspraken.status import ACHTER, GEHAALD, NIET_GEHAALD, NVT, OP_KOERS
from woonanalyse.afspraken.termijnregister import Geval, bovenkant, gevallen, lezinggeval
from woonanalyse.afspraken.tijd import (
    Tijd,
    in_woorden,
    termijn_in_maanden,
    tijd,
)
from woonanalyse.afspraken.uitkomst import Omgeving, Partij, Uitkomst, onbekend
from woonanalyse.kern.afspraak import Afspraak
from woonanalyse.kern.dagen import plus_maanden
from woonanalyse.kern.getal import aantal
from woonanalyse.kern.merk import AFGESCHERMD
from woonanalyse.kern.oordeel import BINNEN, BUITEN, OP_DE_GRENS, OP_DE_NORM, reden_zonder
from woonanalyse.kern.oordeel import ONBEKEND as GEEN_OORDEEL

_NIETS_TE_HERSTELLEN = {
    BINNEN: "toont geen overprogrammering en het register",
    OP_DE_NORM: "is op de norm (binnen de afronding) en het register heeft",
}
"""Judgements that leave no surplus to restore, and how they are told."""


def termijn(afspraak: Afspraak, omgeving: Omgeving) -> list[Uitkomst]:
    """A row per case in the register; for a municipality without one, what the balance says.

    There over-programming has the deadline of the reading that is used; without one it is onbekend. Where
    the balance shows no over-programming and the register no case, there is nothing to restore: nvt. Where
    there is no need there is no ratio, and nothing is missing: nvt too. The text says balance of supply and
    demand; over-programming is what has a number.
    """
    uitkomsten = []
    for partij in omgeving.partijen(afspraak):
        rijen = omgeving.van_gemeente(partij.sleutel)
        eigen = gevallen(omgeving, partij.sleutel, afspraak)
        if eigen:
            uitkomsten += [_geval(afspraak, omgeving, partij, rijen, g) for g in eigen]
        else:
            uitkomsten.append(_zonder(afspraak, omgeving, partij, rijen))
    return uitkomsten


def hersteldatum(afspraak: Afspraak, start: Tijd) -> Tijd:
    """The last day of the term, as exact as its begin."""
    maanden = termijn_in_maanden(afspraak)
    return Tijd(plus_maanden(start.vroegst, maanden), plus_maanden(start.laatst, maanden))


def _stand(
    afspraak: Afspraak, omgeving: Omgeving, code: str, rijen: pd.DataFrame
) -> tuple[str, tuple[str, ...]]:
    """The judgement of the balance, with the top of the band where the register allows it; sources."""
    uitslag, bron = str(rijen["oordeel"].iloc[0]), (str(omgeving.opzet.naam),)
    if uitslag != OP_DE_GRENS:
        return uitslag, bron
    mag, regbron = bovenkant(afspraak, omgeving, code)
    return BINNEN if mag == "ja" else uitslag, (*bron, *regbron)


def _zonder(
    afspraak: Afspraak, omgeving: Omgeving, partij: Partij, rijen: pd.DataFrame
) -> Uitkomst:
    periode = f"editie {omgeving.opzet.editie}"
    uitslag, bron = _stand(afspraak, omgeving, partij.sleutel, rijen)
    if uitslag in _NIETS_TE_HERSTELLEN:
        wat = f"{_NIETS_TE_HERSTELLEN[uitslag]} geen termijn die meetelt"
        zin = f"De balans {wat}: geen overschot te herstellen."
        return Uitkomst(partij.naam, periode, NVT, zin, None, bron)
    if uitslag in (GEEN_OORDEEL, AFGESCHERMD):
        waarom, ontbreekt = reden_zonder(rijen)
        if not ontbreekt:
            zin = f"Er is geen verhouding, want {waarom}, en in het register staat geen termijn."
            return Uitkomst(partij.naam, periode, NVT, zin)
        reden = f"De verhouding is {uitslag} en in het register staat geen termijn."
        return onbekend(afspraak, partij, periode, reden)
    if gelezen := lezinggeval(afspraak, omgeving, partij.sleutel):
        return _geval(afspraak, omgeving, partij, rijen, gelezen)
    wat = "Er is overprogrammering" if uitslag == BUITEN else "De balans is op de grens"
    reden = f"{wat}; het begin van de termijn staat niet in het register."
    return onbekend(afspraak, partij, periode, reden, None, bron)


def _geval(
    afspraak: Afspraak,
    omgeving: Omgeving,
    partij: Partij,
    rijen: pd.DataFrame,
    geval: Geval,
) -> Uitkomst:
    einde = hersteldatum(afspraak, geval.start)
    periode = f"{geval.start.vroegst.isoformat()}/{einde.laatst.isoformat()}"
    zin = f"Begin: {in_woorden(geval.start)} ({geval.reden}); hersteldatum: {in_woorden(einde)}."
    if geval.hersteld is not None:
        return _hersteld(afspraak, partij, periode, zin, einde, geval)
    meting = tijd(omgeving.opzet.peildatum) if omgeving.opzet.peildatum else None
    uitslag, balansbron = _stand(afspraak, omgeving, partij.sleutel, rijen)
    bron = (geval.bron, *balansbron)
    niets = uitslag in _NIETS_TE_HERSTELLEN
    if meting and niets and geval.start.laatst <= meting.vroegst <= einde.vroegst:
        was = (
            "lag de balans op de norm" if uitslag == OP_DE_NORM else "was er geen overprogrammering"
        )
        zin += f" Op {in_woorden(meting)} {was}."
        return Uitkomst(partij.naam, periode, GEHAALD, zin, None, bron)
    if meting and uitslag == BUITEN and meting.vroegst >= einde.laatst:
        zin += f" Op {in_woorden(meting)} was er overprogrammering."
        return Uitkomst(partij.naam, periode, NIET_GEHAALD, zin, None, bron)
    if uitslag == BUITEN and omgeving.stand < einde.vroegst and geval.afname is not None:
        return _onderweg(partij, periode, zin, rijen, geval.afname, bron)
    if uitslag == OP_DE_GRENS:
        zin += " De balans is op de grens."
    reden = f"{zin} Een balans die hierover beslist is niet bekend."
    return onbekend(afspraak, partij, periode, reden, None, bron)


def _hersteld(
    afspraak: Afspraak, partij: Partij, periode: str, zin: str, einde: Tijd, geval: Geval
) -> Uitkomst:
    """The register says when the balance was restored."""
    assert geval.hersteld is not None
    zin = f"{zin} Hersteld: {in_woorden(geval.hersteld)}."
    if geval.hersteld.laatst <= einde.vroegst:
        return Uitkomst(partij.naam, periode, GEHAALD, zin, None, (geval.bron,))
    if geval.hersteld.vroegst > einde.laatst:
        return Uitkomst(partij.naam, periode, NIET_GEHAALD, zin, None, (geval.bron,))
    reden = f"{zin} De datums zijn niet precies genoeg."
    return onbekend(afspraak, partij, periode, reden, None, (geval.bron,))


def _onderweg(
    partij: Partij,
    periode: str,
    zin: str,
    rijen: pd.DataFrame,
    afname: int,
    bron: tuple[str, ...],
) -> Uitkomst:
    """The term is running: planned measures against the least that has to come off."""
    nodig = -int(rijen["saldo"].max())
    zin += f" De termijn loopt. Ten minste {aantal(nodig)} woningen te veel; gepland eraf: {aantal(afname)}."
    status = OP_KOERS if afname >= nodig else ACHTER
    return Uitkomst(partij.naam, periode, status, zin, None, bron)
