"""The table every edition's source is brought to: what the model reads."""

from __future__ import annotations

import pandas as pd

from woonanalyse.kern.merk import AFGESCHERMD

_TEKST, _WONINGEN = "object", "Int64"

INVOER = {
    "gemeentecode": _TEKST,
    "gemeente": _TEKST,
    "subregio": _TEKST,
    "variant": _TEKST,
    "netto_behoefte": _WONINGEN,
    "vervanging": _WONINGEN,
    "hard_direct": _WONINGEN,
    "hard_uit_te_werken": _WONINGEN,
    "hard_ongesplitst": _WONINGEN,
    "uitgezonderd": _WONINGEN,
    "hard_inbreiding": _WONINGEN,
    "hard_uitbreiding": _WONINGEN,
    "telling": _TEKST,
}
"""Its columns, and the type of each. One row per municipality and need variant; all numbers are dwellings,
<NA> is onbekend, and a text is never absent.

`variant` refers to the need: laag and hoog are the ends of a band, midden an edition without one.
`hard_ongesplitst` is hard capacity that a source gives undivided; `hard_inbreiding` and
`hard_uitbreiding` the same hard plans by where they lie. `telling` says whether hard
capacity is bruto, or netto with demolition taken off; afgeschermd where it is known and not shown.
"""

_KAN_ZIJN = {
    "gemeentecode": r"GM\d{4}",
    "variant": "laag|midden|hoog",
    "telling": f"bruto|netto|onbekend|{AFGESCHERMD}",
}


def toets(frame: pd.DataFrame) -> pd.DataFrame:
    """`frame`, which is INVOER; raises ValueError with all that is not as it should be.

    Cells of files were judged before, with a message for who made them: this is about our own code.
    """
    typen = {str(naam): str(dtype) for naam, dtype in frame.dtypes.items()}
    if list(typen.items()) != list(INVOER.items()):
        raise ValueError(f"INVOER has columns {INVOER}, this has {typen}")
    fouten = [
        f"{naam} of row {rij} is {cel!r}"
        for naam in (naam for naam, dtype in INVOER.items() if dtype == _TEKST)
        for rij, cel in frame.loc[~_kan(frame[naam], _KAN_ZIJN.get(naam, ".*")), naam].items()
    ]
    dubbel = frame.loc[frame.duplicated(["gemeentecode", "variant"]), "gemeentecode"]
    fouten += [
        f"row {rij} is a second one of {code} in its variant" for rij, code in dubbel.items()
    ]
    if fouten:
        raise ValueError("this is not INVOER: " + "; ".join(fouten))
    return frame


def _kan(cellen: pd.Series, patroon: str) -> pd.Series:
    return cellen.str.fullmatch(f"(?s:{patroon})", na=False).astype("bool")


def maak_invoer(frame: pd.DataFrame, gemeenten: pd.DataFrame, **kolommen: object) -> pd.DataFrame:
    """Complete `frame` (gemeentecode, variant and some INVOER columns) to INVOER.

    Columns in `kolommen` get that one value; absent ones become <NA>. Name and subregion come from
    `gemeenten` unless `frame` has its own subregio. Rows follow the order of `gemeenten`.
    """
    leden = gemeenten[["gemeentecode", "gemeente", "subregio"]]
    eigen = [naam for naam in ("gemeente", "subregio") if naam in frame]
    vol = leden.drop(columns=eigen).merge(frame.assign(**kolommen), on="gemeentecode", how="left")
    for naam in INVOER:
        if naam not in vol:
            vol[naam] = pd.NA
    return toets(vol[list(INVOER)].astype(INVOER))


def lege_invoer(gemeenten: pd.DataFrame) -> pd.DataFrame:
    """INVOER of an edition without data: every municipality, everything onbekend."""
    kern = gemeenten[["gemeentecode"]].assign(variant="midden", telling="onbekend")
    return maak_invoer(kern, gemeenten)
