"""What of the programme may be published where plans are not public.

Hard plans of a municipality stand in the balance; phased are only its public plans. So the programme less the
balance is the sum of the plans that are not public. It is shown only where those are enough together by the
thresholds of openbaar.yml, and where no larger area tells it by subtraction.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from woonanalyse.kern.merk import AFGESCHERMD, met_merk
from woonanalyse.onderwerpen.strategie.openbaar import Drempel, eigenaar_van, genoeg

DICHT = ["gepland_laag", "gepland_hoog", "verwacht_laag", "verwacht_hoog", "hard_laag", "hard_hoog"]
"""The columns of the programme that phasing is in."""
VERBORGEN = ["gemeentecode", "eigenaar", "woningen"]
"""A plan that is not public, with its dwellings as a norm counts them."""

Plannen = Sequence[tuple[tuple[str, str], int]]


def scherm_af(
    programma: pd.DataFrame, leden: pd.DataFrame, verborgen: pd.DataFrame, drempel: Drempel
) -> pd.DataFrame:
    """The programme with what would tell plans that are not public marked: columns as they were.

    `programma` has niveau, gebied, gemeentecode; `leden` gemeentecode and subregio; `verborgen` VERBORGEN.
    """
    per = _per_gemeente(verborgen)
    dicht = {code for code, plannen in per.items() if not genoeg(drempel, plannen)}
    subregio = dict(zip(leden["gemeentecode"], leden["subregio"], strict=True))
    gesloten = _gesloten(subregio, dicht, per, drempel)
    regio = _tellen({"": [*gesloten]}, gesloten, drempel)
    weg = (
        programma["gemeentecode"].isin(dicht)
        | ((programma["niveau"] == "subregio") & programma["gebied"].isin(gesloten))
        | ((programma["niveau"] == "regio") & bool(regio))
    ).astype(bool)
    if not weg.any():
        return programma
    nieuw = {naam: met_merk(programma[naam], weg) for naam in DICHT}
    return programma.assign(**nieuw, gepland_bron=programma["gepland_bron"].mask(weg, AFGESCHERMD))


def _per_gemeente(verborgen: pd.DataFrame) -> dict[str, Plannen]:
    per: dict[str, list[tuple[tuple[str, str], int]]] = {}
    for code, rol, woningen in verborgen[VERBORGEN].itertuples(index=False):
        per.setdefault(code, []).append((eigenaar_van(rol, code), int(woningen)))
    return dict(per)


def _gesloten(
    subregio: Mapping[str, str], dicht: set[str], per: Mapping[str, Plannen], drempel: Drempel
) -> dict[str, Plannen]:
    """The subregions that are marked too, with the plans of their marked members."""
    leden: dict[str, list[str]] = {}
    for code in sorted(dicht):
        leden.setdefault(subregio[code], []).append(code)
    return _tellen(leden, per, drempel)


def _tellen(
    delen: Mapping[str, Sequence[str]], per: Mapping[str, Plannen], drempel: Drempel
) -> dict[str, Plannen]:
    """The areas of which a marked part would follow: of one alone, or of parts that are too few plans."""
    gevonden: dict[str, Plannen] = {}
    for gebied, onder in delen.items():
        samen = [plan for deel in onder for plan in per[deel]]
        if samen and (len(onder) == 1 or not genoeg(drempel, samen)):
            gevonden[gebied] = samen
    return gevonden
