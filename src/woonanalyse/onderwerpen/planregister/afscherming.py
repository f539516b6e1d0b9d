"""Which published numbers of a plan register would tell a plan that is not public."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from woonanalyse.afscherming.keuze import Keuze, kies
from woonanalyse.afscherming.regels import Regels
from woonanalyse.onderwerpen.planregister.model import Lezing
from woonanalyse.onderwerpen.planregister.stelsel import (
    Eerder,
    Elders,
    stelsel,
    verschillende,
    zelfde,
)

KOLOMMEN = ["lezing", "gemeentecode", "getal"]
"""What is shielded: a reading, a member, one of stelsel.GETALLEN."""


def afgeschermd(
    plannen: pd.DataFrame,
    gemeenten: pd.DataFrame,
    lezingen: Sequence[Lezing],
    regels: Regels,
    eerder: Sequence[pd.DataFrame] = (),
    elders: Elders = (),
) -> pd.DataFrame:
    """Which numbers of which members are not published: columns KOLOMMEN.

    As if the numbers of all `lezingen` were, gross and net, so that two editions of one register tell no more
    than one; `gemeenten` has gemeentecode and subregio. `eerder`: the tables plannen of earlier dates, the
    earliest first, of which the numbers that this same rule shows were published; `elders` totals that others
    publish of this date. Nothing where every plan is and was public. A plan that the totals of areas, or what
    was published before, tell by themselves is kept from our own numbers all the same.
    """
    toen: list[Eerder] = []
    for register in eerder:
        weg = _een(register, gemeenten, lezingen, regels, toen, ())
        toen.append(Eerder(register, frozenset(weg.itertuples(index=False, name=None))))
    return _een(plannen, gemeenten, lezingen, regels, toen, elders)


def _een(
    plannen: pd.DataFrame,
    gemeenten: pd.DataFrame,
    lezingen: Sequence[Lezing],
    regels: Regels,
    eerder: Sequence[Eerder],
    elders: Elders,
) -> pd.DataFrame:
    alle = [plannen, *(een.plannen for een in eerder)]
    if not any(regels.geheim(register).any() for register in alle):
        return pd.DataFrame(columns=KOLOMMEN)
    cellen, verbanden = stelsel(plannen, gemeenten, lezingen, regels, eerder, elders)
    keuze = kies(cellen, verbanden)
    if keuze.verraden:
        cellen, verbanden = stelsel(plannen, gemeenten, lezingen, regels, eerder)
        keuze = kies(*_zonder_gebieden(cellen, verbanden, keuze))
    namen = [cel.split("|")[1:] for cel in keuze.verborgen if cel.startswith("getal|")]
    return _per_lezing(pd.DataFrame(namen, columns=KOLOMMEN), lezingen)


def _per_lezing(weg: pd.DataFrame, lezingen: Sequence[Lezing]) -> pd.DataFrame:
    """`weg`, also by the name of each reading that counts as one of which the numbers are in it."""
    delen = [
        weg[weg["lezing"] == een["id"]].assign(lezing=lezing["id"])
        for lezing in lezingen
        for een in verschillende(lezingen)
        if zelfde(een, lezing)
    ]
    return pd.concat([*delen, weg.iloc[:0]], ignore_index=True)


def _zonder_gebieden(
    cellen: pd.DataFrame, verbanden: pd.DataFrame, keuze: Keuze
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """For plans that the totals of areas tell by themselves: that at least our own numbers do not."""
    gebied = verbanden.loc[verbanden["cel"].str.contains("gebied|", regex=False), "verband"]
    return (
        cellen.assign(
            geheim=cellen["geheim"] | cellen["cel"].isin(keuze.verborgen),
            marge=cellen["marge"].where(cellen["cel"].isin(keuze.verraden), 0),
        ),
        verbanden[~verbanden["verband"].isin(gebied)],
    )
