"""The gate: a table as readers of a level may see it. All that is shown or written passes it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import pandas as pd

from woonanalyse.afscherming.regels import Regels
from woonanalyse.afscherming.verband import Cel, Getal, aangevuld, te_verbergen, verbanden
from woonanalyse.kern.niveau import NIET_OPENBAAR, Niveau, Openbaarheid, boven


def maskeer(
    frame: pd.DataFrame, eisen: Openbaarheid, regels: Regels, niveau: Niveau = "openbaar"
) -> pd.DataFrame:
    """`frame` for readers of `niveau`: <NA> in cells that are not for them, without rows that are not.

    What is hidden can't be computed from what is shown, as far as `regels` asks. Raises KeyError for a
    column that `eisen` names and the table lacks, ValueError for a level that is none.
    """
    if eisen == Openbaarheid():
        return frame.copy()
    weg = verborgen(frame, eisen, regels, niveau)
    uit = frame.copy()
    for kolom in weg.columns[weg.any()]:
        if pd.api.types.is_integer_dtype(uit[kolom].dtype):
            uit[kolom] = uit[kolom].astype("Int64")
        uit[kolom] = uit[kolom].where(~weg[kolom], pd.NA)
    return uit if eisen.rijen is None else uit[~_rijen(frame, eisen.rijen, niveau)]


def verborgen(
    frame: pd.DataFrame, eisen: Openbaarheid, regels: Regels, niveau: Niveau = "openbaar"
) -> pd.DataFrame:
    """Of every cell of `frame` whether it is hidden from readers of `niveau` (bool); as `maskeer`.

    A small count that is not in the table and follows from what is counts as one that is.
    """
    kaal, klein = frame.reset_index(drop=True), _geteld(eisen, niveau)
    weg = pd.DataFrame(False, index=kaal.index, columns=kaal.columns)
    for kolom in klein:
        weg[kolom] = kaal[kolom].map(regels.klein).astype(bool)
    weg[[kolom for kolom, eigen in eisen.kolommen.items() if boven(eigen, niveau)]] = True
    if eisen.rijen is not None:
        weg.loc[_rijen(kaal, eisen.rijen, niveau), _getallen(kaal)] = True
    weg &= kaal.notna()
    for rij, kolom in _ook(kaal, eisen, regels, klein, _cellen(weg)):
        weg.loc[rij, kolom] = True
    return (weg & kaal.notna()).set_axis(frame.index)


def _ook(
    frame: pd.DataFrame,
    eisen: Openbaarheid,
    regels: Regels,
    klein: Collection[str],
    weg: Collection[Cel],
) -> Collection[Cel]:
    """What has to be hidden with the cells `weg`, by the sums that they stand in."""
    if not (eisen.volgt or eisen.sommen) or not (weg or klein):
        return weg
    alle = verbanden(frame, eisen)
    bekend = _waarden(frame, dict.fromkeys(cel for verband in alle for cel in verband.termen))
    vol = aangevuld(alle, bekend)
    elders = {cel: 0 for cel, waarde in vol.items() if waarde is None and cel[1] in eisen.elders}
    getallen = {
        cel: replace(
            _getal(
                waarde, regels, cel[1] in klein, cel[1] in eisen.negatief, bekend[cel] is not None
            ),
            elders=cel[1] in eisen.elders,
        )
        for cel, waarde in aangevuld(alle, {**vol, **elders}, klein).items()
    }
    volgt = [c for c, getal in getallen.items() if c[1] in klein and regels.klein(getal.waarde)]
    kern = dict.fromkeys([*(cel for cel in weg if cel in getallen), *volgt])
    return {*weg, *te_verbergen(alle, getallen, kern, regels.gewicht)} if kern else weg


def _waarden(frame: pd.DataFrame, cellen: Collection[Cel]) -> dict[Cel, int | None]:
    """Cells of sums as whole numbers; one that is a part of none may be rounded."""
    kolommen = {kolom: list(frame[kolom]) for kolom in dict.fromkeys(k for _, k in cellen)}
    waarden = ((cel, kolommen[cel[1]][cel[0]]) for cel in cellen)
    return {cel: None if pd.isna(waarde) else round(float(waarde)) for cel, waarde in waarden}


def _getal(
    waarde: int | None, regels: Regels, geteld: bool, onder_nul: bool, staat_er: bool
) -> Getal:
    """A cell, with what readers know of it once it is hidden. Of what is counted, and there, they may know
    which ones are small."""
    laag = None if onder_nul or (waarde or 0) < 0 else 0
    van, tot = regels.klein_van, regels.klein_tot
    if geteld and regels.klein(waarde):
        return Getal(waarde, staat_er, van, tot, tot - van)
    if waarde is None or not (geteld and staat_er):
        return Getal(waarde, staat_er, laag, None, regels.marge(waarde or 0))
    if waarde < van:
        return Getal(waarde, staat_er, laag, van - 1, 0)
    return Getal(waarde, staat_er, tot + 1, None, regels.marge(waarde))


def zonder(bron: pd.DataFrame, kolommen: Collection[str], rijen: str | None = None) -> pd.DataFrame:
    """The rows of a source as text for everyone: NIET_OPENBAAR in `kolommen` that it has, and in all of a
    row of which the level, in column `rijen`, is another."""
    uit = bron.assign(**{k: NIET_OPENBAAR for k in bron.columns if k in kolommen})
    if rijen is not None:
        uit[_rijen(bron.replace({rijen: {"": None}}), rijen, "openbaar")] = NIET_OPENBAAR
    return uit


def _geteld(eisen: Openbaarheid, niveau: Niveau) -> tuple[str, ...]:
    """The columns of which small counts are hidden from readers of `niveau`."""
    klein = eisen.klein
    return klein.kolommen if klein is not None and boven(klein.niveau, niveau) else ()


def _rijen(frame: pd.DataFrame, kolom: str, niveau: Niveau) -> pd.Series:
    """The rows that are not for readers of `niveau`; one of which the level is not known is intern."""
    eigen = frame[kolom].astype("object").fillna("intern")
    return eigen.map(lambda een: boven(str(een), niveau)).astype(bool)


def _getallen(frame: pd.DataFrame) -> list[str]:
    return [k for k in frame.columns if pd.api.types.is_numeric_dtype(frame[k].dtype)]


def _cellen(frame: pd.DataFrame) -> list[Cel]:
    """The cells that are true."""
    return [
        (rij, str(kolom))
        for rij, waar in enumerate(frame.itertuples(index=False))
        for kolom, is_waar in zip(frame.columns, waar, strict=True)
        if is_waar
    ]
