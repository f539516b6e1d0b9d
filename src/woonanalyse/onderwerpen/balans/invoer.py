"""The table every edition's source is brought to: what the model reads."""

from __future__ import annotations

import pandas as pd
import pandera.pandas as pa

from woonanalyse.kern.merk import AFGESCHERMD

_WONINGEN = {"dtype": "Int64", "nullable": True}

INVOER = pa.DataFrameSchema(
    {
        "gemeentecode": pa.Column("object", pa.Check.str_matches(r"^GM\d{4}$")),
        "gemeente": pa.Column("object"),
        "subregio": pa.Column("object"),
        "variant": pa.Column("object", pa.Check.isin(["laag", "midden", "hoog"])),
        "netto_behoefte": pa.Column(**_WONINGEN),
        "vervanging": pa.Column(**_WONINGEN),
        "hard_direct": pa.Column(**_WONINGEN),
        "hard_uit_te_werken": pa.Column(**_WONINGEN),
        "hard_ongesplitst": pa.Column(**_WONINGEN),
        "uitgezonderd": pa.Column(**_WONINGEN),
        "hard_inbreiding": pa.Column(**_WONINGEN),
        "hard_uitbreiding": pa.Column(**_WONINGEN),
        "telling": pa.Column("object", pa.Check.isin(["bruto", "netto", "onbekend", AFGESCHERMD])),
    },
    unique=["gemeentecode", "variant"],
    ordered=True,
    strict=True,
)
"""One row per municipality and need variant; all numbers are dwellings, <NA> is onbekend.

`variant` refers to the need: laag and hoog are the ends of a band, midden an edition without one.
`hard_ongesplitst` is hard capacity that a source gives undivided; `hard_inbreiding` and
`hard_uitbreiding` the same hard plans by where they lie. `telling` says whether hard
capacity is bruto, or netto with demolition taken off; afgeschermd where it is known and not shown.
"""


def maak_invoer(frame: pd.DataFrame, gemeenten: pd.DataFrame, **kolommen: object) -> pd.DataFrame:
    """Complete `frame` (gemeentecode, variant and some INVOER columns) to INVOER.

    Columns in `kolommen` get that one value; absent ones become <NA>. Name and subregion come from
    `gemeenten` unless `frame` has its own subregio. Rows follow the order of `gemeenten`.
    """
    leden = gemeenten[["gemeentecode", "gemeente", "subregio"]]
    eigen = [naam for naam in ("gemeente", "subregio") if naam in frame]
    vol = leden.drop(columns=eigen).merge(frame.assign(**kolommen), on="gemeentecode", how="left")
    for naam, kolom in INVOER.columns.items():
        if naam not in vol:
            vol[naam] = pd.NA
        vol[naam] = vol[naam].astype(str(kolom.dtype))
    return INVOER.validate(vol[list(INVOER.columns)])


def lege_invoer(gemeenten: pd.DataFrame) -> pd.DataFrame:
    """INVOER of an edition without data: every municipality, everything onbekend."""
    kern = gemeenten[["gemeentecode"]].assign(variant="midden", telling="onbekend")
    return maak_invoer(kern, gemeenten)
