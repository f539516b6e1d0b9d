"""The conditions on which the top of the band of the need may be used, per municipality."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from woonanalyse.afspraken.termijnregister import bovenkant
from woonanalyse.afspraken.tijd import in_woorden, tijd
from woonanalyse.afspraken.uitkomst import Omgeving
from woonanalyse.kern.afspraak import Afspraak
from woonanalyse.kern.getal import aantal, procent
from woonanalyse.kern.oordeel import BUITEN, NVT, ONBEKEND, OP_DE_GRENS
from woonanalyse.kern.opzet import Opzet, Voorwaarde
from woonanalyse.kern.perrij import per_groep, per_rij

KOLOMMEN = [
    "editie", "gemeentecode", "gemeente", "voorwaarde", "staat", "aandeel", "feit", "bron",
]  # fmt: skip
"""A row per municipality and condition; `aandeel` a fraction, `feit` what is known, in Dutch."""

VERVULD, NIET_VERVULD = "vervuld", "niet vervuld"

Bovenkant = Mapping[str, tuple[str, str]]
"""By gemeentecode what the register says of the top (ja, nee), and its source."""


def voorwaarden(
    balans: pd.DataFrame,
    invoer: pd.DataFrame,
    opzet: Opzet,
    bovenkant: Bovenkant,
    maatregelen: pd.DataFrame,
) -> pd.DataFrame:
    """The state of each condition of `opzet.bandbreedte` for each municipality of `balans`: KOLOMMEN.

    States are vervuld, niet vervuld, onbekend and nvt. The register speaks of all conditions together: ja
    is each of them; nee says of one only where no other applies. Nothing else decides: a fact is shown, and
    so is a row of the register `maatregelen`, whether it carries a state or not.
    """
    band = opzet.bandbreedte
    leden = balans.drop_duplicates("gemeentecode")
    aandelen, genomen = _aandelen(invoer), per_groep(maatregelen, "partij")
    rijen = []
    for lid in per_rij(leden):
        eigen = band.voorwaarden if band else ()
        gelden = [v for v in eigen if _geldt(v, lid.oordeel)]
        antwoord, bron = bovenkant.get(lid.gemeentecode, ("", ""))
        for voorwaarde in eigen:
            staat = NVT if voorwaarde not in gelden else _staat(antwoord, len(gelden))
            aandeel, feit = aandelen.get(lid.gemeentecode, (pd.NA, ""))
            if voorwaarde.feit != "binnen_bebouwd_gebied":
                aandeel, feit = pd.NA, _gedaan(voorwaarde, genomen[lid.gemeentecode])
            vast = [opzet.editie, lid.gemeentecode, lid.gemeente, voorwaarde.id]
            rijen.append([*vast, staat, aandeel, _feit(feit, antwoord, staat), bron])
    return pd.DataFrame(rijen, columns=KOLOMMEN).astype({"aandeel": "Float64"})


def met_bovenkant(
    balans: pd.DataFrame, registers: Mapping[str, pd.DataFrame], opzet: Opzet, afspraak: Afspraak
) -> dict[str, tuple[str, str]]:
    """What the register of terms says of the top of the band, of the municipalities that it names."""
    omgeving = Omgeving(registers, balans, opzet)
    gevonden = {}
    for code in balans["gemeentecode"].unique():
        antwoord, bronnen = bovenkant(afspraak, omgeving, code)
        if antwoord:
            gevonden[code] = (antwoord, "; ".join(bronnen))
    return gevonden


def _geldt(voorwaarde: Voorwaarde, oordeel: str) -> bool:
    """Whether a condition applies; on the border, or while the judgement is unknown, it may."""
    return not voorwaarde.alleen_bij or oordeel in (BUITEN, OP_DE_GRENS, ONBEKEND)


def _gedaan(voorwaarde: Voorwaarde, maatregelen: Sequence[Any]) -> str:
    """What the rows of a municipality in the register of measures say about a condition."""
    return "; ".join(
        f"{rij.omschrijving.rstrip('.')} ({in_woorden(tijd(rij.datum)) if rij.datum else 'zonder datum'})"
        for rij in maatregelen
        if rij.soort in voorwaarde.maatregelen
    )


def _staat(antwoord: str, gelden: int) -> str:
    if antwoord == "ja":
        return VERVULD
    return NIET_VERVULD if antwoord == "nee" and gelden == 1 else ONBEKEND


def _feit(feit: str, antwoord: str, staat: str) -> str:
    """What is known; a no of the register that does not say of which condition is told with each."""
    if antwoord == "nee" and staat == ONBEKEND:
        nee = "het register noemt de bovenkant niet onderbouwd"
        return f"{feit}; {nee}" if feit else nee
    return feit


def _aandelen(invoer: pd.DataFrame) -> dict[str, tuple[float, str]]:
    """By gemeentecode which share of the hard plans lies inside the built-up area, and that in words."""
    rijen = invoer.drop_duplicates("gemeentecode").set_index("gemeentecode")
    bekend = rijen[["hard_inbreiding", "hard_uitbreiding"]].dropna()
    aandelen = {}
    for code, binnen, buiten in bekend.itertuples(name=None):
        if binnen + buiten:
            deel = binnen / (binnen + buiten)
            zin = (
                f"{procent(deel, 0)} van de harde plannen ligt binnen bebouwd gebied "
                f"({aantal(binnen)} van {aantal(binnen + buiten)} woningen)"
            )
            aandelen[str(code)] = (float(deel), zin)
    return aandelen
