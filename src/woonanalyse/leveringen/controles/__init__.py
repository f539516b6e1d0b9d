"""Checks of a delivery that need more than one cell: pure functions of its tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from woonanalyse.leveringen.controles import delen as controle_delen
from woonanalyse.leveringen.controles import kenmerken as controle_kenmerken
from woonanalyse.leveringen.controles import plannen as controle_plannen
from woonanalyse.leveringen.controles import sommen as controle_sommen
from woonanalyse.leveringen.controles import vorige as controle_vorige
from woonanalyse.leveringen.controles.geval import Geval
from woonanalyse.leveringen.levering import Melding

Controle = Callable[[Geval], Iterator[Melding]]

CONTROLES: tuple[Controle, ...] = (
    *controle_kenmerken.CONTROLES,
    *controle_delen.CONTROLES,
    *controle_plannen.CONTROLES,
    *controle_sommen.CONTROLES,
    *controle_vorige.CONTROLES,
)
"""Every check, in the order in which a delivery is told of them."""


def controleer(geval: Geval) -> list[Melding]:
    """All that the checks say of one delivery, by check and then by row.

    A check that finds nothing says nothing; none changes a value.
    """
    return [melding for controle in CONTROLES for melding in controle(geval)]
