"""The gate for a workbook: values alone, and nothing from outside."""

from __future__ import annotations

import re
from pathlib import Path
from zipfile import BadZipFile, ZipFile

_BLAD = re.compile(r"xl/worksheets/[^/]+\.xml")


def controleer_xlsx(pad: Path) -> list[str]:
    """The problems of a finished workbook, in Dutch: a formula, or a link to outside."""
    try:
        with ZipFile(pad) as archief:
            namen = archief.namelist()
            bladen = {naam: archief.read(naam) for naam in namen if _BLAD.fullmatch(naam)}
            wijzers = b"".join(archief.read(naam) for naam in namen if naam.endswith(".rels"))
    except (OSError, BadZipFile) as fout:
        return [f"{pad.name}: het werkboek is niet te lezen ({fout})"]
    problemen = [f"{naam} heeft een formule" for naam, xml in bladen.items() if b"<f>" in xml]
    if not bladen:
        problemen.append("er zijn geen bladen")
    if b'TargetMode="External"' in wijzers:
        problemen.append("er is een koppeling naar buiten")
    return [f"{pad.name}: {p}" for p in problemen]
