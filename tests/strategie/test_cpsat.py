"""The proposal against another solver, on questions too large to try everything."""

from __future__ import annotations

from itertools import islice

import pytest
from cpsathulp import Ander
from strategiehulp import groot, register_met

from woonanalyse.onderwerpen.strategie.klassen import Klasse, klassen
from woonanalyse.onderwerpen.strategie.milp import Uitslag
from woonanalyse.onderwerpen.strategie.nareken import nareken
from woonanalyse.onderwerpen.strategie.voorstel import groepen, stel_voor

pytestmark = pytest.mark.lang
MATEN = [(60 + 3 * zaad, 1 + zaad % 5, zaad) for zaad in range(30)]


@pytest.mark.parametrize(("plannen", "gemeenten", "zaad"), MATEN)
def test_two_solvers_agree_on_every_goal(plannen: int, gemeenten: int, zaad: int) -> None:
    deze = groot(zaad, plannen, gemeenten)
    gevonden = stel_voor(deze)
    for naam, deel in groepen(deze.op_volgorde()):
        trappen = gevonden.trappen[gevonden.trappen["groep"] == naam]
        ander = Ander(deel)
        ander.begin(gevonden.gekozen)
        verwacht = ander.trappen()
        assert trappen.loc[trappen["bepaald"], "waarde"].tolist() == verwacht
        assert (gevonden.zonder.get(naam) is Uitslag.GEEN) == (not verwacht)
    if not gevonden.zonder:
        assert nareken(deze.opties, deze.normen, deze.keuzes, gevonden.gekozen).empty


def test_two_solvers_agree_on_the_goals_that_are_shipped() -> None:
    deze = register_met(2, 286, 0.6)
    gevonden = stel_voor(deze)
    for naam, deel in groepen(deze.op_volgorde()):
        ander = Ander(deel)
        ander.begin(gevonden.gekozen)
        trappen = gevonden.trappen[gevonden.trappen["groep"] == naam]
        assert trappen["waarde"].tolist() == ander.trappen()
    assert nareken(deze.opties, deze.normen, deze.keuzes, gevonden.gekozen).empty


@pytest.mark.parametrize("zaad", [3, 7])
def test_two_solvers_agree_on_the_classes(zaad: int) -> None:
    deze = groot(zaad, 60, 2)
    per_plan = dict(klassen(deze).itertuples(index=False, name=None))
    gekozen = stel_voor(deze).gekozen
    for _, deel in groepen(deze.op_volgorde()):
        ander = Ander(deel)
        ander.begin(gekozen)
        if not ander.trappen():
            continue
        for plan, opties in islice(deel.opties.groupby("plan_id")["optie"], 0, None, 3):
            mogelijk = (ander.kan_met(list(opties), True), ander.kan_met(list(opties), False))
            klasse = {(True, False): Klasse.ALTIJD, (False, True): Klasse.NOOIT}
            assert per_plan[plan] == klasse.get(mogelijk, Klasse.SOMS)
