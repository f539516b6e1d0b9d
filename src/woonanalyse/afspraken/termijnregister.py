"""The register of terms: cases of one to restore the balance, and whether the top of a band may be used."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

import pandas as pd

from woonanalyse.afspraken.tijd import Tijd, termijn_in_maanden, tijd
from woonanalyse.afspraken.uitkomst import Omgeving
from woonanalyse.kern.afspraak import Afspraak, lezing_van
from woonanalyse.kern.dagen import plus_maanden
from woonanalyse.kern.oordeel import BUITEN, OP_DE_GRENS
from woonanalyse.kern.opzet import Opzet


class Geval(NamedTuple):
    """A term that began; `afname` in dwellings, `hersteld` when the register says so."""

    start: Tijd
    reden: str
    hersteld: Tijd | None
    afname: int | None
    bron: str


def gevallen(omgeving: Omgeving, code: str, afspraak: Afspraak | None = None) -> list[Geval]:
    """The cases of a municipality that had certainly begun by the end, oldest first.

    The end is the stand, or that of the agreement when it is given.
    """
    eind = _eind(omgeving, afspraak)
    uitkomst = []
    for r in _bekend(omgeving, code, eind):
        if r.termijn_start and tijd(r.termijn_start).laatst <= eind:
            hersteld = tijd(r.hersteld_op) if r.hersteld_op else None
            if hersteld is not None and hersteld.laatst > eind:
                hersteld = None
            afname = None if pd.isna(r.geplande_afname) else int(r.geplande_afname)
            reden = r.reden or "reden niet vastgelegd"
            uitkomst.append(Geval(tijd(r.termijn_start), reden, hersteld, afname, r.bron))
    return sorted(uitkomst, key=lambda geval: geval.start)


def lezinggeval(afspraak: Afspraak, omgeving: Omgeving, code: str) -> Geval | None:
    """The term of a municipality by the reading that `afspraak` uses, where that has begun by the end.

    None where the text is not read, or the register has a case of this municipality: that goes before it.
    """
    lezing = lezing_van(afspraak)
    if lezing is None or gevallen(omgeving, code, afspraak):
        return None
    moment = tijd(lezing.get("start_van", {}).get(code, lezing["start"]))
    if moment.laatst > omgeving.eind(afspraak):
        return None
    reden = f"lezing {afspraak['lezing']}: {lezing['uitleg']}"
    return Geval(moment, reden, None, None, lezing["grond"])


def bovenkant(afspraak: Afspraak, omgeving: Omgeving, code: str) -> tuple[str, tuple[str, ...]]:
    """`bovenkant_onderbouwd` of the edition (ja, nee or nothing), the last row deciding; its source."""
    gekozen = [
        rij
        for rij in _bekend(omgeving, code, omgeving.eind(afspraak))
        if rij.editie == str(omgeving.opzet.editie) and rij.bovenkant_onderbouwd != ""
    ]
    if not gekozen:
        return "", ()
    laatste = max(gekozen, key=lambda r: tijd(r.datum).laatst)
    return str(laatste.bovenkant_onderbouwd), (str(laatste.bron),)


def vul_termijnen(
    balans: pd.DataFrame,
    afspraak: Afspraak | None,
    registers: Mapping[str, pd.DataFrame],
    opzet: Opzet,
) -> pd.DataFrame:
    """`balans` with termijn_start and hersteldatum (text, ISO 8601) of the case of `open_gevallen`.

    Without one, or an exact begin of it, both stay <NA>. `afspraak` is the agreement on the term; without
    it both stay <NA> too.
    """
    if afspraak is None:
        return balans.assign(
            **{
                naam: _kolom(balans["gemeentecode"], {})
                for naam in ("termijn_start", "hersteldatum")
            }
        )
    open_ = open_gevallen(balans, registers, opzet, afspraak)
    maanden = termijn_in_maanden(afspraak)
    starten = {code: geval.start.vroegst for code, geval in open_.items()}
    eindes = {code: plus_maanden(start, maanden) for code, start in starten.items()}
    return balans.assign(
        termijn_start=_kolom(balans["gemeentecode"], starten),
        hersteldatum=_kolom(balans["gemeentecode"], eindes),
    )


def gevallentabel(
    balans: pd.DataFrame,
    registers: Mapping[str, pd.DataFrame],
    opzet: Opzet,
    afspraak: Afspraak | None = None,
) -> pd.DataFrame:
    """The cases that `vul_termijnen` uses: gemeentecode, reden, gepland (dwellings, Int64).

    Without the agreement cases count up to the stand, also those of after its end.
    """
    rijen = [
        (code, geval.reden, geval.afname)
        for code, geval in open_gevallen(balans, registers, opzet, afspraak).items()
    ]
    frame = pd.DataFrame(rijen, columns=["gemeentecode", "reden", "gepland"])
    return frame.astype({"gemeentecode": "object", "reden": "object", "gepland": "Int64"})


def open_gevallen(
    balans: pd.DataFrame,
    registers: Mapping[str, pd.DataFrame],
    opzet: Opzet,
    afspraak: Afspraak | None = None,
) -> dict[str, Geval]:
    """By gemeentecode the oldest case that is still open and began on a known day.

    Where the register has no case of a municipality that is above the norm, or may be, the one of the
    reading that `afspraak` uses.
    """
    omgeving = Omgeving(registers, balans, opzet)
    uitkomst = {}
    for code in balans["gemeentecode"].unique():
        eigen = gevallen(omgeving, code, afspraak)
        if not eigen and afspraak is not None and _boven(afspraak, omgeving, code):
            gelezen = lezinggeval(afspraak, omgeving, code)
            eigen = [gelezen] if gelezen else []
        open_ = [g for g in eigen if g.hersteld is None and g.start.exact]
        if open_:
            uitkomst[code] = open_[0]
    return uitkomst


def _boven(afspraak: Afspraak, omgeving: Omgeving, code: str) -> bool:
    """Whether a municipality is above the norm, or is so when the top of the band may not be used."""
    frame = omgeving.balans
    uitslag = frame.loc[frame["gemeentecode"] == code, "oordeel"].iloc[0]
    if uitslag == OP_DE_GRENS:
        return bovenkant(afspraak, omgeving, code)[0] != "ja"
    return bool(uitslag == BUITEN)


def _kolom(codes: pd.Series, dagen: Mapping[str, date]) -> pd.Series:
    tekst = [dagen[code].isoformat() if code in dagen else pd.NA for code in codes]
    return pd.Series(tekst, index=codes.index, dtype="object")


def _eind(omgeving: Omgeving, afspraak: Afspraak | None) -> date:
    return omgeving.stand if afspraak is None else omgeving.eind(afspraak)


def _bekend(omgeving: Omgeving, code: str, eind: date) -> list[Any]:
    return [r for r in omgeving.termijnen if r.partij == code and tijd(r.datum).laatst <= eind]
