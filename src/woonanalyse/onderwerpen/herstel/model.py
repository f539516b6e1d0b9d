"""The way back to balance and the points to discuss between governments."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd

from woonanalyse.kern.dagen import plus_maanden
from woonanalyse.kern.definitie import Definitie
from woonanalyse.kern.oordeel import BUITEN
from woonanalyse.kern.opzet import Opzet
from woonanalyse.onderwerpen.balans import model as balansmodel

GEVALKOLOMMEN = ["gemeentecode", "reden", "gepland"]
"""Open cases of the register of terms, one row per municipality: why the term starts when it does, and
the planned reduction of hard capacity (dwellings, <NA> when nothing is known of it)."""

PADKOLOMMEN = [
    "editie", "gemeentecode", "gemeente", "variant", "oordeel", "behoefte", "hard_totaal",
    "boven_norm", "termijn_start", "reden", "hersteldatum", "jaren_over", "terug_te_brengen",
    "gepland", "resterend", "per_jaar_zonder", "per_jaar_met", "toelichting",
]  # fmt: skip
"""Columns of the way back; dwellings, dwellings per year, dates as ISO text."""


def kalenderjaren(van: date, tot: date) -> float:
    """Years from `van` to `tot`: whole years, and the rest as a share of the year it lies in.

    Zero when `tot` is not after `van`.
    """
    if tot <= van:
        return 0.0
    heel = tot.year - van.year
    if plus_maanden(van, 12 * heel) > tot:
        heel -= 1
    begin, einde = plus_maanden(van, 12 * heel), plus_maanden(van, 12 * (heel + 1))
    return heel + (tot - begin).days / (einde - begin).days


def herstelpad(
    balans: pd.DataFrame, gevallen: pd.DataFrame, norm: float, peildatum: date
) -> pd.DataFrame:
    """What has to go, in total and per year, to come to `norm` by the deadline: columns PADKOLOMMEN.

    One row per row of `balans` (municipality and variant of the need), which holds termijn_start and
    hersteldatum where the register does; `gevallen` has columns GEVALKOLOMMEN. `boven_norm` is what the
    hard capacity of `peildatum` exceeds norm x need by (0 or more): a fact of the balance. All that
    belongs to the term is <NA> without a start. The pace counts from the later of start and peildatum;
    with no time left it is <NA> and `toelichting` says so. A reduction that nobody planned in the
    register is onbekend, not 0.
    """
    eigen = balans.merge(gevallen[GEVALKOLOMMEN], on="gemeentecode", how="left")
    rijen = [_pad(rij, norm, peildatum) for _, rij in eigen.iterrows()]
    stappen = pd.DataFrame(rijen, index=eigen.index, columns=[*_PADTYPEN, "toelichting"])
    frame = pd.concat([eigen.drop(columns="gepland"), stappen.astype(_PADTYPEN)], axis=1)
    return frame[PADKOLOMMEN]


_PADTYPEN = {
    "boven_norm": "Int64",
    "jaren_over": "Float64",
    "terug_te_brengen": "Int64",
    "gepland": "Int64",
    "resterend": "Int64",
    "per_jaar_zonder": "Float64",
    "per_jaar_met": "Float64",
}


def boven_norm(hard: Any, behoefte: Any, norm: float) -> Any:
    """Dwellings of hard capacity above norm x need, 0 or more; <NA> when unknown or the need is 0 or less."""
    if pd.isna(hard) or pd.isna(behoefte) or behoefte <= 0:
        return pd.NA
    return max(0, int(hard) - math.floor(round(norm * int(behoefte), 6)))


def _pad(rij: pd.Series, norm: float, peildatum: date) -> dict[str, Any]:
    """The way back of one row."""
    boven = boven_norm(
        rij["hard_totaal"] if pd.notna(rij["dekking"]) else pd.NA, rij["behoefte"], norm
    )
    leeg = dict.fromkeys(_PADTYPEN, pd.NA)
    if pd.isna(rij["termijn_start"]):
        reden = "het begin van de termijn staat niet in het register"
        return {**leeg, "boven_norm": boven, "toelichting": reden}
    start = date.fromisoformat(rij["termijn_start"])
    over = kalenderjaren(max(start, peildatum), date.fromisoformat(rij["hersteldatum"]))
    if pd.isna(boven):
        reden = "de verhouding tot de behoefte is onbekend"
        return {**leeg, "jaren_over": over, "toelichting": reden}
    gepland = rij["gepland"]
    rest = pd.NA if pd.isna(gepland) else max(0, boven - int(gepland))
    return {
        "boven_norm": boven,
        "jaren_over": over,
        "terug_te_brengen": boven,
        "gepland": gepland,
        "resterend": rest,
        "per_jaar_zonder": _tempo(boven, over),
        "per_jaar_met": _tempo(rest, over),
        "toelichting": None if over > 0 else "de termijn is op de peildatum al voorbij",
    }


def _tempo(woningen: Any, jaren: float) -> Any:
    return pd.NA if pd.isna(woningen) or jaren <= 0 else woningen / jaren


AANDACHTKOLOMMEN = [
    "editie", "definitie", "gemeentecode", "gemeente", "artikel", "dekking_laag", "dekking_hoog",
    "boven_norm_laag", "boven_norm_hoog", "sinds_editie", "sinds", "termijn_start", "hersteldatum",
    "besluit", "reden",
]  # fmt: skip
"""Columns of the points to discuss; dekking fractions, boven_norm dwellings, dates ISO text.

`laag` and `hoog` are the lowest and highest value of each over the band of the need.
"""


def aandachtspunten(
    balans: pd.DataFrame,
    opzet: Opzet,
    norm: float,
    artikel: int,
    volledig: bool,
    besluit: date | None,
    eerder: Sequence[tuple[Opzet, pd.DataFrame]] = (),
) -> pd.DataFrame:
    """Points for *bestuurlijk overleg*: municipalities that are `buiten`, columns AANDACHTKOLOMMEN.

    Empty unless the edition is adopted (`besluit`: the date from the register), tests the norm of `artikel`
    and has complete data. `eerder` are earlier editions, oldest first: their file and their balance by the
    same definition as `balans`; `sinds` is the first edition of the unbroken series that ends here.
    A balance by another definition is refused.
    """
    if waarom_geen_lijst(opzet, str(artikel), volledig, besluit) is not None or besluit is None:
        return pd.DataFrame(columns=AANDACHTKOLOMMEN)
    for _, ouder in eerder:
        if set(ouder["definitie"]) != set(balans["definitie"]):
            raise ValueError("editions are compared by one definition only")
    buiten = balans[balans["oordeel"] == BUITEN]
    rijen = [
        _aandachtspunt(groep, norm, artikel, besluit, [*eerder, (opzet, balans)])
        for _, groep in buiten.groupby("gemeentecode", sort=False)
    ]
    return pd.DataFrame(rijen, columns=AANDACHTKOLOMMEN)


def eerdere(
    invoer: pd.DataFrame, opzet: Opzet, definitie: Definitie, norm: float
) -> tuple[Opzet, pd.DataFrame]:
    """An earlier edition as `aandachtspunten` takes it: its file, and its balance by `definitie`."""
    return opzet, balansmodel.balans(invoer, opzet, definitie, norm)


def waarom_geen_lijst(opzet: Opzet, waar: str, volledig: bool, besluit: date | None) -> str | None:
    """Why an edition has no points to discuss, in Dutch; None when a list is made."""
    if not opzet.toets:
        return f"deze editie is geen toets van {waar}"
    if besluit is None:
        return "het register heeft niet van elk college een besluit over deze editie"
    if not volledig:
        return "de gegevens van deze editie zijn niet volledig"
    return None


def _aandachtspunt(
    groep: pd.DataFrame,
    norm: float,
    artikel: int,
    besluit: date,
    reeks: Sequence[tuple[Opzet, pd.DataFrame]],
) -> dict[str, Any]:
    rij = groep.iloc[0]
    boven = [
        boven_norm(hard, behoefte, norm)
        for hard, behoefte in zip(groep["hard_totaal"], groep["behoefte"], strict=True)
    ]
    sinds = _sinds(rij["gemeentecode"], reeks)
    return {
        "editie": rij["editie"],
        "definitie": rij["definitie"],
        "gemeentecode": rij["gemeentecode"],
        "gemeente": rij["gemeente"],
        "artikel": artikel,
        "dekking_laag": groep["dekking"].min(),
        "dekking_hoog": groep["dekking"].max(),
        "boven_norm_laag": min(boven),
        "boven_norm_hoog": max(boven),
        "sinds_editie": sinds.editie,
        "sinds": sinds.peildatum,
        "termijn_start": rij["termijn_start"],
        "hersteldatum": rij["hersteldatum"],
        "besluit": besluit.isoformat(),
        "reden": "ook bij de hoogste behoefte is er meer harde plancapaciteit dan de norm",
    }


def _sinds(code: str, reeks: Sequence[tuple[Opzet, pd.DataFrame]]) -> Opzet:
    """The first edition of the unbroken run of `buiten` that ends with the last of `reeks`."""
    eerste = reeks[-1][0]
    for opzet, balans in reversed(reeks):
        if not (balans.loc[balans["gemeentecode"] == code, "oordeel"] == BUITEN).any():
            break
        eerste = opzet
    return eerste
