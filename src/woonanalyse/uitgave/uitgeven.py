"""The gate for each form: what readers get is looked at as it lies there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from woonanalyse.kern.fouten import WoonanalyseFout
from woonanalyse.uitgave.poort import (
    controleer_docx,
    controleer_html,
    controleer_pdf,
    controleer_xlsx,
    teksten_met_resten,
)

POORT: dict[str, Callable[[Path, Sequence[str]], list[str]]] = {
    ".pdf": controleer_pdf,
    ".xlsx": controleer_xlsx,
    ".docx": controleer_docx,
}


def keur(
    pad: Path, tabellen: Iterable[pd.DataFrame], geheugen: dict[str, Any] | None = None
) -> None:
    """Raise WoonanalyseFout with everything the gate has against a file made from the results `tabellen`.

    The file itself is read as it lies there: it is what readers get. `geheugen`: of a page, as of
    `controleer_html`.
    """
    uit_data = teksten_met_resten(tabellen)
    if pad.suffix == ".html":
        bezwaren = controleer_html(pad, uit_data, geheugen)
    else:
        bezwaren = POORT[pad.suffix](pad, uit_data)
    if bezwaren:
        raise WoonanalyseFout("Het rapport is niet uitgegeven: " + "; ".join(bezwaren))
