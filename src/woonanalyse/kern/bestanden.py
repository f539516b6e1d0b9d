"""Write results whole or not at all, with the same bytes every time."""

from __future__ import annotations

import json
import os
from pathlib import Path
from threading import get_ident
from typing import TYPE_CHECKING, Any

from woonanalyse.kern.machine import als_machinefout

if TYPE_CHECKING:
    import pandas as pd

    from woonanalyse.kern.beeld.tonen import Beeld


def schrijf_bytes(pad: Path, inhoud: bytes) -> None:
    """Write under a temporary name, then replace: another task or process may read or write the same file.

    Raises MachineFout where that cannot be done.
    """
    with als_machinefout(pad):
        pad.parent.mkdir(parents=True, exist_ok=True)
        tijdelijk = pad.with_name(f".{pad.name}.{os.getpid()}-{get_ident()}.tmp")
        try:
            tijdelijk.write_bytes(inhoud)
            tijdelijk.replace(pad)
        finally:
            tijdelijk.unlink(missing_ok=True)


def schrijf_tekst(pad: Path, tekst: str) -> None:
    """Write UTF-8 with the line ends of `tekst`, whole or not at all."""
    schrijf_bytes(pad, tekst.encode("utf-8"))


def schrijf_json(pad: Path, waarde: Any) -> None:
    """Write JSON, indented, keys in the order given."""
    schrijf_tekst(pad, json.dumps(waarde, ensure_ascii=False, indent=2) + "\n")


def schrijf_csv(pad: Path, frame: pd.DataFrame) -> None:
    """Write CSV: comma separated, header, empty cell for what is missing."""
    schrijf_tekst(pad, frame.to_csv(index=False, lineterminator="\n"))


def schrijf_beeld(pad: Path, beeld: Beeld) -> None:
    """Write a figure as SVG, with its words in a JSON file of the same name beside it."""
    schrijf_tekst(pad, beeld.svg)
    schrijf_json(pad.with_suffix(".json"), {"alt": beeld.alt, "bijschrift": beeld.bijschrift})
