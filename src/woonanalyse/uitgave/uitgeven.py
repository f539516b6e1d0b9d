"""The gate for each form: what readers get is looked at as it lies there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from woonanalyse.kern.fouten import WoonanalyseFout
from woonanalyse.uitgave.poort import (
    controleer_docx,
    controleer_paginas,
    controleer_pdf,
    controleer_xlsx,
    teksten_met_resten,
)

POORT: dict[str, Callable[[Path, Sequence[str]], list[str]]] = {
    ".pdf": controleer_pdf,
    ".xlsx": controleer_xlsx,
    ".docx": controleer_docx,
}


def keur(pad: Path, tabellen: Iterable[pd.DataFrame]) -> None:
    """Raise WoonanalyseFout with everything the gate has against a file made from the results `tabellen`.

    The file itself is read as it lies there: it is what readers get.
    """
    keur_met(pad, teksten_met_resten(tabellen))


def keur_met(pad: Path, resten: Sequence[str], geheugen: dict[str, Any] | None = None) -> None:
    """As `keur`, with of the results the texts that look like something left behind. `geheugen`: of a page,
    as of `controleer_paginas`."""
    if pad.suffix == ".html":
        bezwaren = controleer_paginas(pad, resten, geheugen)
    else:
        bezwaren = POORT[pad.suffix](pad, resten)
    if bezwaren:
        raise WoonanalyseFout("Het rapport is niet uitgegeven: " + "; ".join(bezwaren))
