"""Write results whole or not at all, with the same bytes every time."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import get_ident
from typing import IO, TYPE_CHECKING, Any

from woonanalyse.kern.bewaakt import bewaak
from woonanalyse.kern.machine import als_machinefout
from woonanalyse.kern.merk import AFGESCHERMD, is_afgeschermd

if TYPE_CHECKING:
    import pandas as pd

    from woonanalyse.kern.beeld.tonen import Beeld


def schrijf_bytes(pad: Path, inhoud: bytes) -> None:
    """Write under a temporary name, then replace: another task or process may read or write the same file.

    Raises MachineFout where that cannot be done.
    """
    with vervang_bestand(pad) as doel:
        doel.write(inhoud)


@contextmanager
def vervang_bestand(pad: Path) -> Iterator[IO[bytes]]:
    """As `schrijf_bytes`, of what is written piece by piece."""
    with als_machinefout(pad):
        pad.parent.mkdir(parents=True, exist_ok=True)
        tijdelijk = pad.with_name(f".{pad.name}.{os.getpid()}-{get_ident()}.tmp")
        try:
            with tijdelijk.open("w+b") as doel:
                yield doel
            tijdelijk.replace(pad)
        finally:
            tijdelijk.unlink(missing_ok=True)


def veeg(map_: Path, naam: str = "") -> None:
    """Take away what `schrijf_bytes` left when it was cut off: of the file `naam` in a folder, or of all
    files in it and in the folders below.

    Only for who has the folder alone: another process may be busy with such a file.
    """
    resten = map_.glob(f".{naam}.*-*.tmp") if naam else map_.rglob(".*.*-*.tmp")
    for rest in sorted(resten):
        with als_machinefout(rest):
            rest.unlink(missing_ok=True)


def som_van_map(sommen: Mapping[str, str]) -> str:
    """The fingerprint of a folder, from SHA-256 by path of the files in it."""
    regels = "\n".join(f"{naam}\0{som}" for naam, som in sorted(sommen.items()))
    return hashlib.sha256(regels.encode("utf-8", "surrogateescape")).hexdigest()


def schrijf_tekst(pad: Path, tekst: str) -> None:
    """Write UTF-8 with the line ends of `tekst`, whole or not at all."""
    schrijf_bytes(pad, tekst.encode("utf-8"))


def schrijf_json(pad: Path, waarde: Any) -> None:
    """Write JSON, indented, keys in the order given."""
    schrijf_tekst(pad, json.dumps(waarde, ensure_ascii=False, indent=2) + "\n")


def schrijf_csv(pad: Path, frame: pd.DataFrame) -> None:
    """Write CSV: comma separated, header, empty cell for what is missing, AFGESCHERMD for what is
    shielded; text guarded (see `bewaak`)."""
    schrijf_bytes(pad, als_csv(frame))


def als_csv(frame: pd.DataFrame) -> bytes:
    """The file that `schrijf_csv` writes."""
    return _als_csv(frame, bewaak)


def schrijf_cellen(pad: Path, frame: pd.DataFrame) -> None:
    """Write CSV as `schrijf_csv`, cell by cell as it is: for what was read from such a file as text."""
    schrijf_bytes(pad, _als_csv(frame, str))


def _als_csv(frame: pd.DataFrame, als_tekst: Callable[[str], str]) -> bytes:
    heel = _per_tekst(frame, lambda cel: als_tekst(cel).replace("\r", _REGEL))
    return heel.to_csv(index=False, lineterminator="\n").replace(_REGEL, "\r").encode("utf-8")


def _per_tekst(frame: pd.DataFrame, functie: Callable[[str], str]) -> pd.DataFrame:
    """`frame` with every cell that is text as `functie` gives it; columns of numbers as they are."""
    from pandas import Series

    def kolom(cellen: pd.Series) -> pd.Series:
        merk = [AFGESCHERMD if is_afgeschermd(cel) else cel for cel in cellen]
        nieuw = [functie(cel) if isinstance(cel, str) else cel for cel in merk]
        return Series(nieuw, index=cellen.index, dtype=object)

    tekst = frame.select_dtypes(include=["object", "string", "category"])
    return frame.assign(**{naam: kolom(tekst[naam]) for naam in tekst})


_REGEL = "\n\ufdd0"
"""In the place of a carriage return while CSV is made: quotes come around a line feed alone."""


def schrijf_beeld(pad: Path, beeld: Beeld) -> None:
    """Write a figure as SVG, with its words in a JSON file of the same name beside it."""
    schrijf_tekst(pad, beeld.svg)
    schrijf_json(pad.with_suffix(".json"), {"alt": beeld.alt, "bijschrift": beeld.bijschrift})
