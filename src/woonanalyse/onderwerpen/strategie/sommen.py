"""What of the proposal may be published: sums of classes and measures that the publication rule shows."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

import pandas as pd

from woonanalyse.afscherming.regels import Regels
from woonanalyse.kern.merk import met_merk
from woonanalyse.onderwerpen.planstand import Planstand
from woonanalyse.onderwerpen.strategie.antwoord import Antwoord
from woonanalyse.onderwerpen.strategie.klassen import Klasse
from woonanalyse.onderwerpen.strategie.model import geteld, hard_per_plan
from woonanalyse.onderwerpen.strategie.openbaar import (
    BEKEND,
    BIJDRAGEN,
    GEMEENTE,
    Drempel,
    openbaar,
)
from woonanalyse.onderwerpen.strategie.stand import Stand, met_code

KOLOMMEN = [
    "editie", "tabel", "kant", "niveau", "gebied", "gemeentecode", "groep", "plannen", "woningen",
]  # fmt: skip
"""A sum: `tabel` klassen or maatregelen; `kant` the end of the band that was solved; `groep` the class or the
measure; numbers of plans and dwellings, afgeschermd where the rule does not show them."""

NIETS = "niets"
"""The group of a plan with which nothing is done."""


def sommentabel(
    stand: Stand,
    planstand: Planstand | None,
    antwoorden: Sequence[Antwoord],
    drempel: Drempel,
    regels: Regels,
    vrijgegeven: Collection[str],
) -> pd.DataFrame:
    """The sums of all answers together, so that no two of them tell more: columns KOLOMMEN.

    No rows without an answer. `vrijgegeven`: members of which the college released its sums.
    """
    if planstand is None or not antwoorden:
        return pd.DataFrame(columns=KOLOMMEN)
    rijen = [rij for een in antwoorden for rij in _bijdragen(een, planstand)]
    uit = openbaar(
        pd.DataFrame(rijen, columns=BIJDRAGEN).astype({"woningen": "Int64"}),
        stand.leden[["gemeentecode", "subregio"]],
        drempel,
        regels,
        vrijgegeven,
        _bekend(stand, planstand),
    )
    return met_code(_met_namen(uit, stand), stand.gebieden, stand.editie)[KOLOMMEN]


def _met_namen(uit: pd.DataFrame, stand: Stand) -> pd.DataFrame:
    """Municipalities by their name; what is not shown marked as such."""
    namen = stand.leden.set_index("gemeentecode")["gemeente"]
    lid = uit["niveau"] == GEMEENTE
    frame = uit.assign(
        gebied=uit["gebied"].map(namen).where(lid, uit["gebied"]), kant=uit["versie"]
    )
    for naam in ("plannen", "woningen"):
        frame[naam] = met_merk(frame[naam], frame["afgeschermd"])
    return frame.drop(columns=["versie", "afgeschermd"])


def _bijdragen(antwoord: Antwoord, planstand: Planstand) -> Iterator[tuple[object, ...]]:
    """What each plan adds to its class, and to its measure: every plan once in both. One on which no measure
    can be used is in the class of those with which nothing is done in any answer."""
    klasse = dict(antwoord.klassen.itertuples(index=False, name=None))
    gekozen = antwoord.voorstel.gekozen
    maatregel = dict(zip(gekozen["plan_id"], gekozen["maatregel"], strict=True))
    woningen_van = dict(zip(gekozen["plan_id"], gekozen["woningen"], strict=True))
    plannen = planstand.register.plannen
    tel = geteld(plannen).fillna(0)
    kern = plannen[["plan_id", "gemeentecode", "eigenaar"]].itertuples(index=False, name=None)
    for (plan, code, eigenaar), woningen in zip(kern, tel, strict=True):
        rol = eigenaar or pd.NA
        groep = str(klasse.get(plan, Klasse.NOOIT))
        yield ("klassen", antwoord.kant, groep, plan, code, rol, int(woningen))
        doet = str(maatregel.get(plan, NIETS))
        aantal = int(woningen_van.get(plan, woningen))
        yield ("maatregelen", antwoord.kant, doet, plan, code, rol, aantal)


def _bekend(stand: Stand, planstand: Planstand) -> pd.DataFrame:
    """Hard capacity of municipalities that is shown."""
    getoond = set(stand.leden.loc[stand.leden["hard"].notna(), "gemeentecode"])
    hard: Mapping[str, tuple[str, int]] = hard_per_plan(
        planstand.register.plannen, planstand.lezing
    )
    rijen = [
        (f"hard {code}", plan, aantal) for plan, (code, aantal) in hard.items() if code in getoond
    ]
    return pd.DataFrame(rijen, columns=BEKEND)
