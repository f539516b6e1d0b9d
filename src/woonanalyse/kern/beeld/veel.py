"""Of many municipalities a figure or table shows the subregions: nobody reads a line for each of hundreds."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from woonanalyse.kern.beeld.codes import code, codes
from woonanalyse.kern.beeld.huisstijl import PAGINAMAP
from woonanalyse.kern.beeld.markdown import veilig
from woonanalyse.kern.getal import hoeveel, opsomming

VEEL = int(PAGINAMAP["gemeenten"])
"""More municipalities than this are shown by subregion, where there is more than one."""


def is_veel(frame: pd.DataFrame) -> bool:
    """Whether there are too many for a line each; `frame` has gemeentecode and subregio."""
    return frame["gemeentecode"].nunique() > VEEL and frame["subregio"].nunique() > 1


def per_subregio(
    frame: pd.DataFrame,
    getallen: Sequence[str],
    per: Sequence[str] = (),
    *,
    leeg_telt_niet: bool = False,
) -> pd.DataFrame:
    """`frame` where there are few; else with rows for each subregion in the place of its municipalities.

    Its name stands in gemeentecode and gemeente; `getallen` are the sums by the values of `per`, <NA> as soon
    as one is unknown (with `leeg_telt_niet`: where all are); other columns are those of its first member.
    In order of first appearance.
    """
    if not is_veel(frame):
        return frame
    sleutel = ["subregio", *per]
    groepen = frame.groupby(sleutel, sort=False, dropna=False)[list(getallen)]
    sommen = groepen.sum(min_count=1) if leeg_telt_niet else groepen.sum(skipna=False)
    eerste = frame.drop_duplicates(sleutel).set_index(sleutel)
    uit = eerste.assign(**{naam: sommen[naam] for naam in getallen}).reset_index()
    return uit.assign(gemeentecode=uit["subregio"], gemeente=uit["subregio"])[list(frame.columns)]


def per_wat(frame: pd.DataFrame) -> str:
    """What a line of it is about: gemeente or subregio."""
    return "subregio" if is_veel(frame) else "gemeente"


def genoemd(namen: Sequence[str]) -> str:
    """Names of municipalities in a sentence; of too many how many there are."""
    veel = len(namen) > VEEL
    return hoeveel(len(namen), "gemeente", "gemeenten") if veel else opsomming(list(namen))


def namen_met_link(leden: pd.DataFrame) -> dict[str, str]:
    """Names of municipalities in Markdown by code; of many a link, as each has a page of its own then."""
    paren = zip(leden["gemeentecode"], leden["gemeente"], strict=True)
    if len(leden) <= VEEL:
        return {nummer: veilig(naam) for nummer, naam in paren}
    return {nummer: f"[{veilig(naam)}](#sec-{nummer.lower()})" for nummer, naam in paren}


def rijcodes(bestand: str, frame: pd.DataFrame) -> list[str]:
    """The code of each line of a table: that of its municipality; of a subregion, for which the table has no
    row, the one of all together."""
    if is_veel(frame):
        return [code(bestand)] * frame["subregio"].nunique()
    return codes(bestand, frame["gemeentecode"].drop_duplicates())
