"""In how many of the near-best answers something is done with a plan: in every one, in some, in none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

import numpy as np
import pandas as pd

from woonanalyse.onderwerpen.strategie.buurt import Buurt, rondom
from woonanalyse.onderwerpen.strategie.milp import Rij, Trap, Uitslag, trapsgewijs
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
    not settled, are niet bepaald. Raises ValueError where the frames contradict themselves.
    """
    vraag = vraag.op_volgorde()
    controleer(vraag)
    per_plan = dict.fromkeys(sorted(set(vraag.opties["plan_id"])), Klasse.NIET_BEPAALD)
    for _, deel in groepen(vraag):
        per_plan |= _klassen_van(Model(deel))
    return pd.DataFrame(per_plan.items(), columns=KLASSEKOLOMMEN)


def _klassen_van(model: Model) -> dict[str, Klasse]:
    """Settle what parts settle; then look for near-best answers that do the other thing with undecided
    plans, near the answers that are known, and by the solver. What is left in the end is the same in all."""
    oplosser = model.oplosser()
    antwoord, trappen = trapsgewijs(oplosser, model.doelen())
    if antwoord.uitslag is not Uitslag.BEST or len(trappen) < len(model.vraag.doelen):
        return {}
    if not model.plannen:
        return {}
    raak = {nr: _raakt(antwoord.waarden, model.aan[model.plan == nr]) for nr in model.nummers}
    uit, vrij = _volgens_delen(model, trappen)
    for kolom in model.aan[~vrij]:
        oplosser.grens(int(kolom), 0, 0)
    buurt = _buurt(model, trappen, vrij, uit)
    open_ = [nr for nr in model.nummers if nr not in uit]
    while open_:
        soms = rondom(buurt, buurt.stand(antwoord.waarden), raak, open_)
        open_ = [nr for nr in open_ if nr not in soms]
        uit |= dict.fromkeys(soms, Klasse.SOMS)
        if not open_:
            break
        antwoord = oplosser.kleinste(_anders(model, open_, raak))
        if antwoord.uitslag is not Uitslag.BEST:
            uit |= dict.fromkeys(open_, Klasse.NIET_BEPAALD)
            break
        anders = [
            n for n in open_ if _raakt(antwoord.waarden, model.aan[model.plan == n]) != raak[n]
        ]
        if not anders:
            uit |= {nr: Klasse.ALTIJD if raak[nr] else Klasse.NOOIT for nr in open_}
            break
        uit |= dict.fromkeys(anders, Klasse.SOMS)
        open_ = [nr for nr in open_ if nr not in anders]
    return {model.plannen[nr]: klasse for nr, klasse in uit.items()}


_RUIM = 1e-3
"""Beyond the tolerance of the solver: what is less is left to whole numbers."""


def _volgens_delen(model: Model, trappen: Sequence[Trap]) -> tuple[dict[int, Klasse], np.ndarray]:
    """What is settled already where plans and dwellings may be parts, which is quick to ask: plans with their
    class, and which options may be used at all. What an earlier answer shows is not asked again."""
    oplosser = model.oplosser(geheel=False)
    for trap in trappen:
        if trap.doel:
            oplosser.rij(trap.doel, hoog=trap.tot)
    vrij = np.ones(len(model.aan), dtype=bool)
    hoogst, laagst = np.zeros(len(model.aan)), np.ones(len(model.plannen))

    def kleinste(doel: Mapping[int, int]) -> float:
        waarde, waarden = oplosser.delen(doel)
        if len(waarden):
            np.maximum(hoogst, waarden[model.aan], out=hoogst)
            np.minimum(laagst, np.bincount(model.plan, waarden[model.aan]), out=laagst)
        return waarde

    for i, kolom in enumerate(model.aan):
        if hoogst[i] < 1 - _RUIM and kleinste({int(kolom): -1}) > _RUIM - 1:
            vrij[i] = False
            oplosser.grens(int(kolom), 0, 0)
    uit: dict[int, Klasse] = {}
    for nr in model.nummers:
        if not vrij[model.plan == nr].any():
            uit[nr] = Klasse.NOOIT
        elif laagst[nr] > _RUIM and kleinste(model.van_plan(nr)) > _RUIM:
            uit[nr] = Klasse.ALTIJD
    return uit, vrij


def _buurt(
    model: Model, trappen: Sequence[Trap], vrij: np.ndarray, uit: Mapping[int, Klasse]
) -> Buurt:
    rijen = [*model.normrijen(), *(Rij(trap.doel, hoog=trap.tot) for trap in trappen)]
    altijd = [nr for nr, klasse in uit.items() if klasse is Klasse.ALTIJD]
    return Buurt(rijen, model.plan, model.aan, model.extra, model.ruimte, vrij, altijd)


def _raakt(waarden: np.ndarray, kolommen: np.ndarray) -> bool:
    return bool(waarden[kolommen].any())


def _anders(model: Model, plannen: Sequence[int], raak: Mapping[int, bool]) -> dict[int, int]:
    """The goal that does the other thing than `raak` with as many of `plannen` as can be."""
    return {kolom: 1 if raak[nr] else -1 for nr in plannen for kolom in model.van_plan(nr)}
