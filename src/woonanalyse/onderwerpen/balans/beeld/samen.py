"""The balance as figures and tables show it: per municipality, or per subregion where there are many."""

from __future__ import annotations

import pandas as pd

from woonanalyse.kern.beeld.codes import codes
from woonanalyse.kern.beeld.veel import is_veel, per_subregio, rijcodes
from woonanalyse.kern.oordeel import NVT, ONBEKEND

_OPTELBAAR = [
    "netto_behoefte", "vervanging", "behoefte", "hard_direct", "hard_uit_te_werken", "hard_totaal", "saldo",
    "ruimte",
]  # fmt: skip


def getoond(balans: pd.DataFrame) -> pd.DataFrame:
    """`balans` (model.KOLOMMEN) where there are few municipalities, else the sums per subregion and variant.

    The dekking of a subregion is that of its sums, unknown as soon as a municipality is; the norm is for
    municipalities, so a subregion has no judgement, and no published outcome.
    """
    if not is_veel(balans):
        return balans
    som = per_subregio(balans, _OPTELBAAR, ["variant"])
    deel = som["hard_totaal"].astype("Float64") / som["behoefte"].where(som["behoefte"] > 0)
    weet = deel.notna().groupby(som["gemeentecode"]).transform("all")
    leeg = pd.Series(pd.NA, index=som.index, dtype="Float64")
    return som.assign(
        dekking=deel, oordeel=weet.map({True: NVT, False: ONBEKEND}), gepubliceerd=leeg
    )


def balanscodes(frame: pd.DataFrame) -> list[str]:
    """The code of each line of a table of the balance: that of its municipality; of many that of its
    subregion in balans_gebied, where subregions stand in the same order: that of the members."""
    if is_veel(frame):
        return codes("balans_gebied", range(1, frame["subregio"].nunique() + 1))
    return rijcodes("balans", frame)
