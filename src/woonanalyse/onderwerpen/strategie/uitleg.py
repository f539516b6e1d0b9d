"""Why a proposal is what it is: what is in every near-best answer, and what makes an answer impossible."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

import pandas as pd

from woonanalyse.onderwerpen.strategie.milp import Oplosser, Trap, Uitslag, trapsgewijs
from woonanalyse.onderwerpen.strategie.voorstel import Model, Vraag, controleer, groepen


class Klasse(StrEnum):
    """In how many of the near-best answers something is done with a plan."""

    ALTIJD = "altijd"
    SOMS = "soms"
    NOOIT = "nooit"
    NIET_BEPAALD = "niet bepaald"


KLASSEKOLOMMEN = ["plan_id", "klasse"]


def klassen(vraag: Vraag) -> pd.DataFrame:
    """Every plan that has an option, with its class: columns KLASSEKOLOMMEN, in the order of plan_id.

    Near-best is within the tolerance of each goal. Plans of a group without an answer, or of which a goal was
    not settled, are niet bepaald.
    """
    vraag = vraag.op_volgorde()
    controleer(vraag)
    per_plan = dict.fromkeys(sorted(set(vraag.opties["plan_id"])), Klasse.NIET_BEPAALD)
    for _, deel in groepen(vraag):
        per_plan |= _klassen_van(Model(deel))
    return pd.DataFrame(per_plan.items(), columns=KLASSEKOLOMMEN)


def _klassen_van(model: Model) -> dict[str, Klasse]:
    """Look for a near-best answer that does the other thing with as many undecided plans as can be; what is
    left when none is found anymore, is the same in all."""
    oplosser = model.oplosser()
    antwoord, trappen = trapsgewijs(oplosser, model.doelen())
    if antwoord.uitslag is not Uitslag.BEST or len(trappen) < len(model.vraag.doelen):
        return {}
    plannen = {plan: model.van_plan(plan) for plan in sorted(set(model.vraag.opties["plan_id"]))}
    raak = {plan: _raakt(antwoord.waarden, kolommen) for plan, kolommen in plannen.items()}
    uit = _volgens_delen(model, trappen, plannen)
    open_ = [plan for plan in plannen if plan not in uit]
    while open_:
        anders = _anders(oplosser, {plan: plannen[plan] for plan in open_}, raak)
        if anders is None:
            return uit | dict.fromkeys(open_, Klasse.NIET_BEPAALD)
        if not anders:
            break
        uit |= dict.fromkeys(anders, Klasse.SOMS)
        open_ = [plan for plan in open_ if plan not in uit]
    return uit | {plan: Klasse.ALTIJD if raak[plan] else Klasse.NOOIT for plan in open_}


_RUIM = 1e-3
"""Beyond the tolerance of the solver: what is less is left to whole numbers."""


def _volgens_delen(
    model: Model, trappen: Sequence[Trap], plannen: Mapping[str, Mapping[int, int]]
) -> dict[str, Klasse]:
    """What is settled already where plans and dwellings may be parts, which is quick to ask."""
    oplosser = model.oplosser(geheel=False)
    for trap in trappen:
        if trap.doel:
            oplosser.rij(trap.doel, hoog=trap.tot)
    uit: dict[str, Klasse] = {}
    for plan, kolommen in plannen.items():
        if oplosser.ondergrens(kolommen) > _RUIM:
            uit[plan] = Klasse.ALTIJD
        elif oplosser.ondergrens(dict.fromkeys(kolommen, -1)) > _RUIM - 1:
            uit[plan] = Klasse.NOOIT
    return uit


def _raakt(waarden: object, kolommen: Mapping[int, int]) -> bool:
    return any(waarden[kolom] for kolom in kolommen)  # type: ignore[index]


def _anders(
    oplosser: Oplosser, plannen: Mapping[str, Mapping[int, int]], raak: Mapping[str, bool]
) -> list[str] | None:
    """Plans with which a near-best answer does the other thing than `raak`; None where that stays open."""
    doel: dict[int, int] = {}
    for plan, kolommen in plannen.items():
        for kolom in kolommen:
            doel[kolom] = 1 if raak[plan] else -1
    antwoord = oplosser.kleinste(doel)
    if antwoord.uitslag is not Uitslag.BEST:
        return None
    return [
        plan
        for plan, kolommen in plannen.items()
        if _raakt(antwoord.waarden, kolommen) != raak[plan]
    ]


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
