"""Why a proposal is what it is: what doing nothing means, what a choice or a norm costs, and what makes an
answer impossible."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import pandas as pd

from woonanalyse.onderwerpen.strategie.milp import Uitslag
from woonanalyse.onderwerpen.strategie.voorstel import (
    Model,
    Vraag,
    controleer,
    groepen,
    normuitkomst,
    stel_voor,
)

NIETSKOLOMMEN = ["norm", "nu", "laag", "hoog", "te_veel", "te_weinig"]
"""A norm where nothing is done: dwellings above and below it."""

VERSCHILKOLOMMEN = ["wat", "doel", "zonder", "met", "verschil"]
"""The best value of a goal without and with a choice or a norm; <NA> where there is no answer."""


def bij_nietsdoen(vraag: Vraag) -> pd.DataFrame:
    """What doing nothing means for each norm: columns NIETSKOLOMMEN, in the order of their names."""
    vraag = vraag.op_volgorde()
    controleer(vraag)
    niets = pd.DataFrame({"woningen": [], "richting": [], "gemeentecode": []})
    uit = normuitkomst(vraag.normen, niets)
    return uit.assign(
        te_veel=(uit["nu"] - uit["hoog"]).clip(lower=0).fillna(0),
        te_weinig=(uit["laag"] - uit["nu"]).clip(lower=0).fillna(0),
    )[NIETSKOLOMMEN]


def kosten_van_keuze(vraag: Vraag, keuze: str) -> pd.DataFrame:
    """What the choice of that name costs: every goal solved again without it; columns VERSCHILKOLOMMEN.

    A later goal can be better with a choice than without; the first that differs says what it costs. Raises
    ValueError where there is no choice of that name.
    """
    deze = vraag.keuzes["keuze"] == keuze
    if not deze.any():
        raise ValueError(f"er is geen keuze {keuze}")
    plannen = vraag.keuzes.loc[deze, "plan_id"]
    codes = set(vraag.opties.loc[vraag.opties["plan_id"].isin(plannen), "gemeentecode"])
    met = _van(vraag, codes)
    return _verschil(
        f"keuze: {keuze}", replace(met, keuzes=met.keuzes[met.keuzes["keuze"] != keuze]), met
    )


def kosten_van_normen(vraag: Vraag) -> pd.DataFrame:
    """What each norm costs: every goal solved again without it; columns VERSCHILKOLOMMEN.

    A norm of which no goal differs does not bind: without it the proposal is as good.
    """
    delen = [_zonder_norm(vraag, naam) for naam in sorted(set(vraag.normen["norm"]))]
    return pd.concat(delen, ignore_index=True) if delen else pd.DataFrame(columns=VERSCHILKOLOMMEN)


def _zonder_norm(vraag: Vraag, naam: str) -> pd.DataFrame:
    met = _van(vraag, set(vraag.normen.loc[vraag.normen["norm"] == naam, "gemeentecode"]))
    return _verschil(
        f"norm: {naam}", replace(met, normen=met.normen[met.normen["norm"] != naam]), met
    )


def _van(vraag: Vraag, codes: set[str]) -> Vraag:
    """The parts of a question with these municipalities, and what is coupled to them."""
    raakt = [
        deel
        for _, deel in groepen(vraag.op_volgorde())
        if codes & (set(deel.opties["gemeentecode"]) | set(deel.normen["gemeentecode"]))
    ]
    return Vraag(
        pd.concat([deel.opties for deel in raakt], ignore_index=True)
        if raakt
        else vraag.opties[:0],
        pd.concat([deel.normen for deel in raakt], ignore_index=True)
        if raakt
        else vraag.normen[:0],
        pd.concat([deel.keuzes for deel in raakt], ignore_index=True)
        if raakt
        else vraag.keuzes[:0],
        vraag.doelen,
    )


def _verschil(wat: str, zonder: Vraag, met: Vraag) -> pd.DataFrame:
    frame = pd.DataFrame({"wat": wat, "doel": [doel.naam for doel in met.doelen]})
    for naam, vraag in (("zonder", zonder), ("met", met)):
        trappen = stel_voor(vraag).trappen
        som = trappen.groupby("doel")["waarde"].agg(lambda waarden: waarden.sum(skipna=False))
        frame[naam] = 0 if trappen.empty else frame["doel"].map(som).astype("Int64")
    return frame.assign(verschil=frame["met"] - frame["zonder"])[VERSCHILKOLOMMEN]


class Conflict(NamedTuple):
    """Grounds that cannot hold together while any but one can, and whether parts of dwellings would do."""

    groep: str
    gronden: list[str]
    alleen_in_delen: bool
    bepaald: bool


def conflicten(vraag: Vraag) -> list[Conflict]:
    """For each group without an answer a smallest set of grounds that conflict, in the order of their names.

    Grounds are `norm: …`, `keuze: …` and `vast: …` (what forbids options). Found by leaving out one ground
    after the other: what isn't needed for the contradiction is left out. `alleen_in_delen`: with parts of
    plans and dwellings there is an answer. `bepaald` False: a question stayed open, the set may be too large.
    """
    vraag = vraag.op_volgorde()
    controleer(vraag)
    gevonden = []
    for naam, deel in groepen(vraag):
        model = Model(deel)
        if model.oplosser().kan() is Uitslag.GEEN:
            gronden, bepaald = _kleinste_conflict(model)
            delen = model.oplosser(geheel=False).kan() is Uitslag.BEST
            gevonden.append(Conflict(naam, gronden, delen, bepaald))
    return gevonden


def _kleinste_conflict(model: Model) -> tuple[list[str], bool]:
    oplosser = model.oplosser()
    nodig, bepaald = [], True
    for naam in sorted(model.op_naam):
        for rij, _, _ in model.op_naam[naam]:
            oplosser.rijgrens(rij, -float("inf"), float("inf"))
        uitslag = oplosser.kan()
        if uitslag is not Uitslag.GEEN:
            bepaald &= uitslag is Uitslag.BEST
            nodig.append(naam)
            for rij, laag, hoog in model.op_naam[naam]:
                oplosser.rijgrens(rij, laag, hoog)
    return nodig, bepaald
