"""In the internal list: choices and what they cost, norms that cannot hold together, areas without a norm."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from woonanalyse.kern.perrij import per_rij
from woonanalyse.onderwerpen.keuzes import NIETS
from woonanalyse.onderwerpen.strategie.antwoord import Antwoord
from woonanalyse.onderwerpen.strategie.uitleg import kosten_van_keuze
from woonanalyse.onderwerpen.strategie.voorstel import groepen

KEUZES = [
    "kant", "gemeente", "plan_id", "naam", "keuze", "datum", "rol", "reden", "doel", "zonder", "met", "kost",
]  # fmt: skip
"""A choice and a goal: who decided what, when and why; the best value of the goal without and with the
choice, and the difference (<NA>: there is no answer)."""

CONFLICTEN = ["kant", "gemeente", "grond", "in_delen", "elke_grond_nodig"]
"""One of the grounds that cannot hold together; `in_delen`: ja where parts of dwellings would do;
`elke_grond_nodig`: ja where any but one of them can hold, niet nagegaan where the search was broken off."""

ZONDER = ["kant", "gemeente", "gebied", "reden"]
"""An area of which a norm cannot be counted, and why; of the municipality that lies in it."""

LATER = "een keuze over een plan van een andere gemeente"


def keuzerijen(
    antwoord: Antwoord,
    keuzes: pd.DataFrame,
    middelen: Mapping[str, str],
    doelen: Sequence[Mapping[str, str]],
) -> pd.DataFrame:
    """KEUZES with gemeentecode: a row for each goal that a choice makes better or worse; one where none does.

    `keuzes` is the register of choices, `middelen` the name of a measure by its id, `doelen` doelen.yml.
    """
    naam_van = antwoord.plannen.set_index("plan_id")[["naam", "gemeentecode"]]
    titel = {een["id"]: een["naam"] for een in doelen}
    gesteld = set(antwoord.vraag.keuzes["keuze"])
    rijen = []
    for rij in per_rij(keuzes):
        plan = naam_van.loc[rij.plan_id]
        vast = {
            "kant": antwoord.kant,
            "gemeentecode": plan["gemeentecode"],
            "naam": plan["naam"],
            **{naam: getattr(rij, naam) for naam in ("plan_id", "datum", "rol", "reden")},
            "keuze": "er gebeurt niets" if rij.keuze == NIETS else middelen[rij.keuze],
        }
        kost = (
            kosten_van_keuze(antwoord.vraag, rij.plan_id)
            if rij.plan_id in gesteld
            else pd.DataFrame(columns=["doel", "zonder", "met", "verschil"])
        )
        kost = kost[kost["verschil"].isna() | (kost["verschil"] != 0)]
        rijen += [
            vast
            | {"doel": titel[een.doel], "zonder": een.zonder, "met": een.met, "kost": een.verschil}
            for een in per_rij(kost)
        ] or [vast | {"doel": "geen doel verandert", "zonder": pd.NA, "met": pd.NA, "kost": 0}]
    return pd.DataFrame(rijen, columns=["gemeentecode", *KEUZES])


def conflictrijen(antwoord: Antwoord) -> pd.DataFrame:
    """CONFLICTEN with gemeentecode, for every municipality of a group without an answer."""
    leden = {naam: _leden(deel.normen, deel.opties) for naam, deel in groepen(antwoord.vraag)}
    code_van = dict(
        antwoord.vraag.opties[["plan_id", "gemeentecode"]].itertuples(index=False, name=None)
    )
    rijen = [
        (
            code,
            antwoord.kant,
            "",
            _van(grond, code, code_van),
            "ja" if een.alleen_in_delen else "nee",
            "ja" if een.bepaald else "niet nagegaan",
        )
        for een in antwoord.conflicten
        for code in leden[een.groep]
        for grond in een.gronden
    ]
    return pd.DataFrame(rijen, columns=["gemeentecode", *CONFLICTEN])


def _leden(normen: pd.DataFrame, opties: pd.DataFrame) -> list[str]:
    return sorted({*normen["gemeentecode"], *opties["gemeentecode"]})


def _van(grond: str, code: str, code_van: Mapping[str, str]) -> str:
    """A ground as one municipality may see it: not of which plan of another something was decided."""
    soort, _, wat = grond.partition(": ")
    if soort == "keuze":
        return grond if code_van.get(wat) == code else LATER
    return f"wat vastligt: {wat}" if soort == "vast" else grond


def zonderrijen(antwoord: Antwoord, leden: pd.DataFrame) -> pd.DataFrame:
    """ZONDER with gemeentecode; `leden` has gemeentecode, gemeente and subregio."""
    rijen = [
        (lid.gemeentecode, antwoord.kant, "", gebied, reden)
        for gebied, reden in _gebieden(antwoord)
        for lid in per_rij(leden)
        if gebied in (lid.gemeente, lid.subregio)
    ]
    return pd.DataFrame(rijen, columns=["gemeentecode", *ZONDER])


def _gebieden(antwoord: Antwoord) -> Iterator[tuple[str, str]]:
    for gebied, reden in antwoord.zonder.itertuples(index=False, name=None):
        yield str(gebied), str(reden)
