"""Where processes of notebooks keep figures, and what these depend on besides what they show."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from woonanalyse.kern.beeld.bewaard import Bewaarplaats, bewaar_in
from woonanalyse.kern.bronbestanden import bestanden_in, hash_bestanden
from woonanalyse.kern.project import lettertypemap, versiebestand
from woonanalyse.uitvoering.broncode import hash_van_modules
from woonanalyse.uitvoering.stand import Stand


@contextmanager
def bewaarde_figuren(wortel: Path, naam: str, stand: Stand) -> Iterator[None]:
    """Inside this, processes that are forked keep the figures of the edition with results folder `naam`.

    `stand`: data and code, from before they were loaded.
    """

    @cache
    def code(module: str) -> str:
        return f"{hash_van_modules(module)} {omgeving(wortel)}"

    map_ = wortel / ".pytask" / "figuren" / naam
    bewaar_in(Bewaarplaats(map_, code, lambda: bool(stand.aangeraakt())))
    try:
        yield
    finally:
        bewaar_in(None)


def omgeving(wortel: Path) -> str:
    """The fingerprint of library versions, and of the fonts that figures are drawn with."""
    map_, versies = lettertypemap(wortel), versiebestand(wortel)
    lettertypen = hash_bestanden(map_, bestanden_in(map_, "*.ttf"))
    return f"{sys.version_info[:2]} {lettertypen} {hash_bestanden(versies.parent, [versies])}"
