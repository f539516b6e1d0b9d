"""The sidecar of a raw file: who published what, of which date, with which hash."""

from __future__ import annotations

import csv
import hashlib
import re
from pathlib import Path
from typing import Any

from woonanalyse.kern.correcties import in_woorden, van
from woonanalyse.kern.fouten import Probleem
from woonanalyse.kern.machine import lees_bytes
from woonanalyse.kern.tekstbestand import andere_opmaak, lees_tekst
from woonanalyse.kern.yamlbestand import lees_yaml


def lees_zijbestand(wortel: Path, bestand: str) -> tuple[dict[str, Any] | None, list[Probleem]]:
    """Read `<bestand>.yml`, with two fields added: `bestand`, and `ongewijzigd` (the hash still fits).

    What was mended in the file stands in `let_op` as well. A column of a CSV that the sidecar does not
    describe, or the other way round, is a problem.
    """
    zij = f"{bestand}.yml"
    inhoud, problemen = lees_yaml(wortel, zij, "kern/schemas/zijbestand")
    ruw, onleesbaar = lees_bytes(wortel, bestand)
    if inhoud is None or onleesbaar:
        return None, problemen
    beschreven = [kolom["naam"] for kolom in inhoud["kolommen"]]
    kop = _kop(wortel, bestand, beschreven) if bestand.endswith(".csv") else []
    if kop and beschreven != kop:
        verwacht = "dezelfde kolommen als het bestand: " + ", ".join(kop)
        return None, [Probleem(zij, verwacht, kolom="kolommen", waarde=", ".join(beschreven))]
    if gewijzigd := in_woorden(van(wortel, bestand)):
        inhoud = {**inhoud, "let_op": f"{inhoud.get('let_op', '')} {gewijzigd}".strip()}
    ongewijzigd = hashlib.sha256(ruw).hexdigest() == inhoud["sha256"]
    return {**inhoud, "bestand": bestand, "ongewijzigd": ongewijzigd}, []


def _kop(wortel: Path, bestand: str, beschreven: list[str]) -> list[str]:
    """The names of the columns; none where the reader of the table says that it is no CSV as it should be."""
    tekst, _ = lees_tekst(wortel, bestand, "een CSV")
    if tekst is None or andere_opmaak(bestand, tekst, beschreven):
        return []
    return next(csv.reader([re.split(r"\r\n?|\n", tekst, maxsplit=1)[0].strip()]), [])
