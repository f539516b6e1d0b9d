"""The last steps: the gate for each form, then all forms at once to where readers find them."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import pandas as pd

from woonanalyse.kern.fouten import WoonanalyseFout
from woonanalyse.uitgave.poort import (
    controleer_html,
    controleer_pdf,
    controleer_xlsx,
    teksten_met_resten,
)

POORT: dict[str, Callable[[Path, Sequence[str]], list[str]]] = {
    ".pdf": controleer_pdf,
    ".html": controleer_html,
    ".xlsx": controleer_xlsx,
}


def keur(pad: Path, tabellen: Iterable[pd.DataFrame]) -> None:
    """Raise WoonanalyseFout with everything the gate has against a file made from the results `tabellen`.

    The file itself is read as it lies there: it is what readers get.
    """
    if bezwaren := POORT[pad.suffix](pad, teksten_met_resten(tabellen)):
        raise WoonanalyseFout("Het rapport is niet uitgegeven: " + "; ".join(bezwaren))


def geef_uit(doelen: Mapping[Path, Path], vol: Path | None = None) -> None:
    """Put every form in place, each whole or not at all, when all have been copied.

    `vol` is a folder of which `doelen` holds every PDF: others there are of before, and go.
    """
    tijdelijk = {}
    for bron, doel in doelen.items():
        doel.parent.mkdir(parents=True, exist_ok=True)
        tijdelijk[doel] = doel.with_name(f".{doel.name}.tmp")
        shutil.copyfile(bron, tijdelijk[doel])
    for doel, pad in tijdelijk.items():
        pad.replace(doel)
    for pad in sorted(vol.glob("*.pdf")) if vol else []:
        if pad not in tijdelijk:
            pad.unlink()
