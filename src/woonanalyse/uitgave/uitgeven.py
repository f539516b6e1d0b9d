"""The gate for each form: what readers get is looked at as it lies there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from woonanalyse.kern.fouten import WoonanalyseFout
from woonanalyse.uitgave.poort import (
    UitData,
    controleer_docx,
    controleer_paginas,
    controleer_pdf,
    controleer_xlsx,
)

OP_ZICHZELF: dict[str, Callable[[Path], list[str]]] = {
    ".xlsx": controleer_xlsx,
    ".docx": controleer_docx,
}
"""Gates that ask nothing of results."""


def keur(pad: Path, uit_data: UitData = tuple, geheugen: dict[str, Any] | None = None) -> None:
    """Raise WoonanalyseFout with everything the gate has against a file, read as it lies there: it is what
    readers get. `geheugen`: of a page, as of `controleer_paginas`."""
    if bezwaren := _bezwaren(pad, uit_data, geheugen):
        raise WoonanalyseFout("Het rapport is niet uitgegeven: " + "; ".join(bezwaren))


def _bezwaren(pad: Path, uit_data: UitData, geheugen: dict[str, Any] | None) -> list[str]:
    if pad.suffix == ".html":
        return controleer_paginas(pad, uit_data, geheugen)
    if pad.suffix == ".pdf":
        return controleer_pdf(pad, uit_data)
    return OP_ZICHZELF[pad.suffix](pad)
