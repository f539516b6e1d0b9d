"""The parameters of the notebook that runs: those that were given must be those that it has."""

from __future__ import annotations

import ast
import difflib
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from woonanalyse.kern.fouten import InvoerFout, Probleem

GEGEVEN = "# Parameters"
"""How papermill begins the cell that it puts after the notebook's own, with what it was given."""

KEUZES = {"voorbeelddata": ("ja", "nee")}
"""By parameter its only values, where another one would pass for one of them."""


def controleer_parameters() -> None:
    """Raise InvoerFout with every parameter that this notebook does not have, or that has no such value.

    Papermill itself only warns. Outside a notebook there is nothing to look at.
    """
    ipython = sys.modules.get("IPython")
    schil = ipython.get_ipython() if ipython else None
    if schil is not None:
        controleer(list(schil.user_ns.get("In", [])), schil.user_ns)


def controleer(cellen: Sequence[str], namen: Mapping[str, Any]) -> None:
    """As above, for a notebook that ran `cellen`, and has these names."""
    plek = next((nr for nr, cel in enumerate(cellen) if cel.startswith(GEGEVEN)), 0)
    eigen = [naam for cel in cellen[:plek] for naam in _toegekend(cel)]
    gegeven = _toegekend(cellen[plek]) if eigen else []
    problemen = [_onbekend(naam, eigen, namen.get(naam)) for naam in gegeven if naam not in eigen]
    problemen += [
        Probleem("parameter", " of ".join(keuzes), kolom=naam, waarde=str(namen[naam]))
        for naam, keuzes in KEUZES.items()
        if naam in namen and namen[naam] not in keuzes
    ]
    if problemen:
        raise InvoerFout(problemen)


def _onbekend(naam: str, eigen: Sequence[str], waarde: Any) -> Probleem:
    lijkt_op = difflib.get_close_matches(naam, eigen, n=1)
    hint = f" (bedoelt u {lijkt_op[0]}?)" if lijkt_op else ""
    verwacht = f"een naam die dit notitieboek heeft: {', '.join(eigen)}{hint}"
    return Probleem("parameter", verwacht, kolom=naam, waarde=str(waarde))


def _toegekend(cel: str) -> list[str]:
    """The names that a cell gives a value; none where it is not plain Python."""
    try:
        regels = ast.parse(cel).body
    except SyntaxError:
        return []
    doelen = [
        *(doel for regel in regels if isinstance(regel, ast.Assign) for doel in regel.targets),
        *(regel.target for regel in regels if isinstance(regel, ast.AnnAssign)),
    ]
    return [doel.id for doel in doelen if isinstance(doel, ast.Name)]
