"""One task of the graph: what every task between notebooks and documents has in common."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

from pytask import Product, mark, task

from woonanalyse.uitvoering.knopen import knopen
from woonanalyse.uitvoering.opdracht import Opdracht, Taak
from woonanalyse.uitvoering.processen import kan_elders
from woonanalyse.uitvoering.stand import eis_onaangeraakt

GEWONE_BEURT, KORTE_BEURT = sys.getswitchinterval(), 0.0005
"""Seconds that a thread may compute while another waits for its turn: as Python has it, and beside who begins
and ends tasks, which takes many small looks at files that each wait for a turn. Notebooks lose by it."""


def maak_taak(
    opdracht: Opdracht,
    naam: str,
    doe: Callable[[], None],
    *,
    nodig: Iterable[Any],
    uit: Iterable[Path],
    eerst: bool = True,
    hier: bool = False,
) -> Taak:
    """A task that does `doe`, of nodes to files; it fails when an input was touched while it ran.

    `eerst`: of what is ready it goes first, as much waits for it. `hier`: it changes what this process has in
    memory, so that it is not given to another.
    """

    def doen(nodig: list[Any], uit: Annotated[list[Path], Product]) -> None:
        with _korte_beurten():
            doe()
        eis_onaangeraakt(opdracht.wortel, opdracht.plan.stand)

    taak = task(
        name=f"{opdracht.plan.naam}: {naam}", kwargs={"nodig": [*nodig], "uit": knopen(uit)}
    )
    gemerkt: Any = doen if hier else kan_elders(doen)
    return taak(mark.try_first(gemerkt) if eerst else gemerkt)


@contextmanager
def _korte_beurten() -> Iterator[None]:
    sys.setswitchinterval(KORTE_BEURT)
    try:
        yield
    finally:
        sys.setswitchinterval(GEWONE_BEURT)
