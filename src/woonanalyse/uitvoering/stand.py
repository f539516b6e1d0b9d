"""Whether files were left alone: what is edited while a command runs must not pass for used."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path

from woonanalyse.kern.fouten import WoonanalyseFout


@dataclass(frozen=True)
class Stand:
    """When files were last touched.

    Not their content: a file that was edited and put back has the same content, but a task may have read
    what it was in between.
    """

    tijden: dict[str, tuple[int, ...] | None]

    @classmethod
    def van(cls, paden: Iterable[Path]) -> Stand:
        """The files as they are now, or that one is not there."""
        return cls({str(pad): _tijd(pad) for pad in paden})

    def aangeraakt(self) -> list[Path]:
        """The files that were touched since."""
        return [Path(pad) for pad, tijd in self.tijden.items() if _tijd(pad) != tijd]


GENOEMD = 6
"""Files that a message names; of the others it says how many there are."""


def eis_onaangeraakt(wortel: Path, *standen: Stand) -> None:
    """Raise WoonanalyseFout that names the files that were touched."""
    paden = [pad for stand in standen for pad in stand.aangeraakt()]
    if paden:
        namen = [
            p.relative_to(wortel).as_posix() if p.is_relative_to(wortel) else p.name for p in paden
        ]
        over = f" en nog {len(namen) - GENOEMD}" if len(namen) > GENOEMD else ""
        welke = f"{', '.join(namen[:GENOEMD])}{over}"
        raise WoonanalyseFout(
            f"Gewijzigd terwijl de opdracht liep: {welke}. Geef de opdracht opnieuw."
        )


_kenmerken = attrgetter("st_ino", "st_size", "st_mtime_ns", "st_ctime_ns")


def _tijd(pad: Path | str) -> tuple[int, ...] | None:
    try:
        return _kenmerken(os.stat(pad))  # noqa: PTH116 - of hundreds after each task
    except OSError:
        return None
