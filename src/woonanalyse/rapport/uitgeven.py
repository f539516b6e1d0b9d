"""The last step: the gate, then all forms at once to where readers find them."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from woonanalyse.fouten import WoonanalyseFout
from woonanalyse.rapport.poort import controleer_html, controleer_pdf, controleer_xlsx

POORT: dict[str, Callable[[Path], list[str]]] = {
    ".pdf": controleer_pdf,
    ".html": controleer_html,
    ".xlsx": controleer_xlsx,
}


def geef_uit(doelen: Mapping[Path, Path]) -> None:
    """Check every rendered file and put it in place; when one is refused, none is replaced.

    Raises WoonanalyseFout with everything the gate found.
    """
    bezwaren = [f"{pad.name}: {bezwaar}" for pad in doelen for bezwaar in POORT[pad.suffix](pad)]
    if bezwaren:
        raise WoonanalyseFout("Het rapport is niet uitgegeven: " + "; ".join(bezwaren))
    tijdelijk = {}
    for bron, doel in doelen.items():
        doel.parent.mkdir(parents=True, exist_ok=True)
        tijdelijk[doel] = doel.with_name(f".{doel.name}.tmp")
        shutil.copyfile(bron, tijdelijk[doel])
    for doel, pad in tijdelijk.items():
        pad.replace(doel)
